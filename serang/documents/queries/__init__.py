"""What is asked about papers: their kinds, those of one person, work lists over all people."""

from serang.documents.queries.catalogue import (
    asked,
    asked_by_stage,
    every_kind,
    kind,
    kinds,
    newest_wording,
    open_to,
    rule,
    signed,
    stage_codes,
    wordings,
)
from serang.documents.queries.changes import readable
from serang.documents.queries.facts import Facts, departures, facts_of, kept_files, people_to_refresh
from serang.documents.queries.lists import (
    DEPARTS,
    GROUPS,
    SIZE,
    STATES,
    WITHIN,
    Filters,
    Found,
    Row,
    counts,
    find,
    passport_groups,
    totals,
)
from serang.documents.queries.person import KindState, agreement, facts_for, get, of, older, said_by, states

__all__ = [
    "DEPARTS", "GROUPS", "SIZE", "STATES", "WITHIN", "Facts", "Filters", "Found", "KindState", "Row",
    "agreement", "asked", "asked_by_stage", "counts", "departures", "every_kind", "facts_for", "facts_of",
    "find", "get", "kept_files", "kind", "kinds", "newest_wording", "of", "older", "open_to", "passport_groups",
    "people_to_refresh", "readable", "rule", "said_by", "signed", "stage_codes", "states", "totals",
    "wordings",
]  # fmt: skip
