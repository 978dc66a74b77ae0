"""A partner's answers as pasted from a sheet or letter: each line names a person and says yes, no or reserve."""

import re
from dataclasses import dataclass

from serang.common.rules import names

WORDS = {
    "rejected": ("tidak lulus", "tidak diterima", "ditolak", "gagal", "gugur", "not accepted", "rejected", "reject",
                 "failed", "fail", "불합격", "탈락", "不合格"),
    "accepted": ("diterima", "lulus", "terima", "accepted", "accept", "passed", "pass", "합격", "合格"),
    "reserve": ("cadangan", "reserve", "waiting", "예비", "補欠"),
    "interviewed": ("wawancara", "interview", "면접", "面接"),
}  # fmt: skip
_ANSWER = re.compile(
    "|".join(rf"(?P<{code}>(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w))" for code, words in WORDS.items()),
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bP-\d{2}-\d{3,6}\b", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"^\s*\d{1,4}[.)\t]\s*")


@dataclass(frozen=True)
class Line:
    """One line pasted: the person's number or name, the answer (None: not understood), and what stands after."""

    text: str
    number: str
    name: str
    answer: str | None
    note: str


def read(text: str) -> list[Line]:
    """The lines of a pasted answer; empty ones are left out."""
    return [_line(" ".join(raw.replace("\t", " ; ").split())) for raw in text.splitlines() if raw.strip(" \t;")]


def _line(text):
    found = _ANSWER.search(text)
    before, after = (text[: found.start()], text[found.end() :]) if found else (text, "")
    number = _NUMBER.search(text)
    name = _NUMBER.sub("", _LIST_NUMBER.sub("", before)).strip(" ;,:.-|")
    return Line(
        text,
        number[0].upper() if number else "",
        name.replace(" ; ", " "),
        found.lastgroup if found else None,
        after.strip(" ;,:.-|()"),
    )


def whom(line: Line, people: list[tuple[int, str, str]]) -> list[int]:
    """Which of the people (id, number, name) a line means: by number, else by name in any spelling."""
    if line.number:
        return [one for one, number, _name in people if number.upper() == line.number]
    key = names.spelling_key(line.name)
    return [one for one, _number, name in people if key and names.spelling_key(name) == key]
