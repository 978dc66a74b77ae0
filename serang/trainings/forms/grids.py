"""The two grids: what was typed into the cells of a register or of marks, and marks pasted from a sheet."""

import re

from serang.i18n import lazy
from serang.trainings.rules import attendance, marks
from serang.trainings.rules.cells import Cell
from serang.web.forms import ChoiceField, Form, Needed, text, tidy

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


class PasteForm(Form):
    """Marks copied from a sheet."""

    assessment = ChoiceField(lazy("Komponen"), validators=[Needed()])
    pasted = text(lazy("Tempel di sini"), longest=20_000, area=True, required=True)


def read_register(sent) -> tuple[dict, dict, dict]:
    """The cells mark-<enrolment>-<session> with their base-…; what was typed; and those that are no letter."""
    cells, typed, wrong = {}, {}, {}
    for place, value, base in _grid(sent, "mark"):
        typed[place] = value
        try:
            cells[place] = Cell(attendance.read(value), (base or "").strip().upper(), base is not None)
        except ValueError:
            wrong[place] = value
    return cells, typed, wrong


def read_marks(sent, maxima: dict[int, int]) -> tuple[dict, dict, dict]:
    """The cells score-<enrolment>-<assessment> with their base-…; what was typed; and those out of range."""
    cells, typed, wrong = {}, {}, {}
    for place, value, base in _grid(sent, "score"):
        typed[place] = value
        try:
            cells[place] = Cell(marks.read(value, maxima.get(place[1], 0)), _base_mark(base), base is not None)
        except marks.NotAMark:
            wrong[place] = value
    return cells, typed, wrong


def _grid(sent, prefix):
    for name, value in sent.items():
        kind, _dash, rest = name.partition("-")
        if kind == prefix and (found := _PLACE.fullmatch(rest)):
            yield (int(found[1]), int(found[2])), tidy(value) or "", sent.get(f"base-{rest}")


def _base_mark(base):
    try:
        return marks.read(base, 10_000)
    except marks.NotAMark:
        return None
