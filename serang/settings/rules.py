"""The office's own fields of a person: what a value of each kind is, and how it is kept as text."""

import re
from datetime import date

from serang.common.rules import days
from serang.common.rules.reasons import Reason

# The columns of a person that wait for fields of the office.
SLOTS = tuple(f"own_{n}" for n in range(1, 21))
TEXT, NUMBER, DAY, YES_NO, CHOICE = KINDS = ("text", "number", "day", "yes_no", "choice")
LISTED = (YES_NO, CHOICE)
LONGEST = 200
YES = {"yes", "ya", "y", "ada", "sudah", "punya", "benar", "true", "1", "v", "✓", "✔", "o", "예", "네", "있음"}
NO = {"no", "tidak", "tdk", "t", "n", "belum", "blm", "tidak ada", "bukan", "salah", "false", "0", "x", "아니오", "없음"}
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,4})?")

# Codes of reasons that tell of somebody's health, by list.
HEALTH = {"exit_reason": {"pregnancy", "unfit"}, "hold_reason": {"sick"}}


class Unread(ValueError):
    """What was typed is no value of the field; `reason` says why."""

    def __init__(self, reason: Reason):
        super().__init__(reason.code)
        self.reason = reason


def read(kind: str, typed: str | None, *, choices=(), today: date) -> str | None:
    """The value of a field as it is kept: a number with a point, a day as 2026-11-25, `yes` or `no`, a choice by its
    words; None for nothing. Raises Unread."""
    text = " ".join((typed or "").split())
    if not text:
        return None
    return {TEXT: _text, NUMBER: _number, DAY: _day, YES_NO: _yes_no, CHOICE: _choice}[kind](text, choices, today)


def choices_of(typed: str | None) -> list[str]:
    """The choices of a field, one a line or with commas between, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[\n,;]", typed or ""))
    return list(dict.fromkeys(part[:80] for part in parts if part))


def _text(text, choices, today):
    if len(text) > LONGEST:
        raise Unread(Reason("own_too_long", longest=LONGEST))
    return text


def _number(text, choices, today):
    plain = text.replace(" ", "")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise Unread(Reason("own_no_number", found=text[:40]))
    whole, _point, rest = plain.replace(",", ".").partition(".")
    rest = rest.rstrip("0")
    return f"{int(whole) if whole != '-0' else whole}{'.' + rest if rest else ''}"


def _day(text, choices, today):
    try:
        return days.parse_day(text, today=today).isoformat()
    except days.NotADay as no:
        raise Unread(Reason("own_no_day", found=text[:40])) from no


def _yes_no(text, choices, today):
    low = text.casefold().rstrip(".")
    if low in YES or low in NO:
        return "yes" if low in YES else "no"
    raise Unread(Reason("own_no_yes", found=text[:40]))


def _choice(text, choices, today):
    found = next((one for one in choices if one.casefold() == text.casefold()), None)
    if found is None:
        raise Unread(Reason("own_no_choice", found=text[:40], choices=", ".join(choices)[:200]))
    return found
