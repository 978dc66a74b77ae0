"""Thought about papers: how long they count, whether they agree, what a file is by its name."""

from serang.documents.rules import filenames
from serang.documents.rules.agreement import Difference, Said, differences, letters
from serang.documents.rules.filenames import fits, guess, plain_name
from serang.documents.rules.validity import (
    DONE,
    Kind,
    Paper,
    State,
    asked_by_stage,
    needed_until,
    on_pathway,
    standing,
    state,
    valid_until,
)

__all__ = [
    "DONE", "Difference", "Kind", "Paper", "Said", "State", "asked_by_stage", "differences", "filenames",
    "fits", "guess", "letters", "needed_until", "on_pathway", "plain_name", "standing", "state", "valid_until",
]  # fmt: skip
