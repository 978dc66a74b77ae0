"""The identity number NIK: 16 digits PPKKCC DDMMYY SSSS, the day plus 40 for women. It has no check digit."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from serang.common.rules.days import age_on
from serang.common.rules.reasons import Reason

REASONS = (
    "nik_rounded", "nik_not_digits", "nik_length", "nik_impossible_month", "nik_impossible_day", "nik_sequence_zero",
    "nik_other_birth", "nik_other_sex", "nik_other_area",
)  # fmt: skip

LENGTH = 16
SHOWN = 4  # the town, which is the same for nearly all
HIDDEN = "•" * (LENGTH - SHOWN)
AGE_EXPECTED = range(15, 81)
WOMAN = 40
TEST_DISTRICT = "99"
TO_FOLLOW = {"menyusul", "belum", "belumada", "tidakada", "kosong", "nihil", "na", "n/a", "null", "none"}
# A double holds every whole number only up to here; numbers of Papua (91 to 97) lie above.
EXACT_UP_TO = 2**53

_BETWEEN = re.compile(r"[\s'\"`´‘’‚‛′ʼʻ.\-‐‑‒–—−_\u200b-\u200f\u2060\ufeff]+")
_QUOTES = re.compile(r"[\s'\"`´‘’‛ʼ\u200b-\u200f\u2060\ufeff]+")
_LABEL = re.compile(r"^(?:no\.?\s*)?(?:nik|ktp)\s*[:.]?\s*(?=\d)", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{9,30})[.,]0{1,2}")
_SCIENCE = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d{1,3})", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3}){4}")


@dataclass(frozen=True)
class Claims:
    """What a number says of its owner: day of birth, sex `L` or `P`, area (6 digits) where it was first given."""

    birth_on: date
    sex: str
    area: str


def clean(value) -> str:
    """The bare digits of a typed or imported number; empty when none is given (also for `-` and `menyusul`).

    Takes away apostrophes, blanks, dots and dashes, and reads numbers of a spreadsheet (`3673010101990001.0`).
    What is no number stays readable, so that it can be shown again as typed.
    """
    if _is_bare(value):
        return value
    text = _text(value)
    if exact := _science_digits(text):
        return exact
    if whole := _FLOAT.fullmatch(_QUOTES.sub("", text)):
        return whole[1]
    if _SCIENCE.fullmatch(_QUOTES.sub("", text)):
        return text.strip()
    bare = _BETWEEN.sub("", _LABEL.sub("", text.strip()))
    return "" if bare.lower() in TO_FOLLOW else bare


def is_rounded(value) -> bool:
    """Whether a spreadsheet has destroyed the last digits, so that the row cannot be trusted.

    Excel keeps 15 digits and writes the 16th as 0; it shows `3,67301E+15` and saves that, or `#####`, to CSV.
    A number cell that does not end in 0 was written by another program and is whole.
    """
    if isinstance(value, bool) or value is None or _is_bare(value):
        return False
    if isinstance(value, (int, float, Decimal)):
        return math.isfinite(value) and _lost(int(value), value)
    text = _QUOTES.sub("", _text(value))
    if whole := _FLOAT.fullmatch(text):
        return _lost(int(whole[1]), float(whole[1]))
    if _SCIENCE.fullmatch(text):
        return not _science_digits(text)
    grouped = _GROUPED.fullmatch(text) and text.endswith("0")
    return bool(grouped) or bool(re.fullmatch("#{3,}", text))


def problem(value) -> Reason | None:
    """Why the number cannot be one, or None. An empty one is no problem: it may follow later."""
    if is_rounded(value):
        return Reason("nik_rounded")
    text = clean(value)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        return Reason("nik_not_digits", found=next(sign for sign in text if not (sign.isascii() and sign.isdigit())))
    if len(text) != LENGTH:
        return Reason("nik_length", digits=len(text))
    return _problem_of_day(text) or (Reason("nik_sequence_zero") if text.endswith("0000") else None)


def is_whole(value) -> bool:
    """Whether it has the digits of a number, in any writing."""
    text = clean(value)
    return len(text) == LENGTH and text.isdigit()


def claims(nik, on: date) -> Claims:
    """What the number says. The century is the one that makes its owner 15 to 80 years old on the day.

    Raises ValueError for a number with a problem.
    """
    text = clean(nik)
    if not text or problem(nik):
        raise ValueError(f"not a NIK: {problem(nik)}")
    day, month, year = _parts(text)
    return Claims(_birth(day % WOMAN if day > WOMAN else day, month, year, on), "P" if day > WOMAN else "L", text[:6])


def doubts(nik, *, birth_on: date | None = None, sex: str | None = None, area_prefix="3673", on: date) -> list[Reason]:
    """Where the number differs from the form. Only warnings: a NIK keeps its digits when the birth date is corrected,
    and whoever moved in, or was born before the city was split off, carries another area. Empty for no or a wrong NIK.
    """
    if not clean(nik) or problem(nik):
        return []
    said, found = claims(nik, on), []
    if birth_on and (said.birth_on.day, said.birth_on.month, said.birth_on.year % 100) != (
        birth_on.day, birth_on.month, birth_on.year % 100
    ):  # fmt: skip
        found.append(Reason("nik_other_birth", nik=said.birth_on, typed=birth_on))
    if sex and sex != said.sex:
        found.append(Reason("nik_other_sex", nik=said.sex, typed=sex))
    if area_prefix and not said.area.startswith(area_prefix):
        found.append(Reason("nik_other_area", nik=said.area[: len(area_prefix)], expected=area_prefix))
    return found


def mask(nik: str | None) -> str:
    """`3673••••••••••••` for lists; any other length is hidden whole. Also right for the number of a family card.

    With the last digits the number could be pieced together: those between are the day of birth, which stands beside it.
    """
    text = nik or ""
    return text[:SHOWN] + HIDDEN if len(text) == LENGTH else "•" * len(text)


def make(birth_on: date, sex: str, sequence: int = 1, *, city: str = "3673", district: str = TEST_DISTRICT) -> str:
    """A number for tests and invented people: district 99 exists nowhere, so it is nobody's. Sequence 1 to 9999."""
    if not 1 <= sequence <= 9999:
        raise ValueError(f"sequence must be 1 to 9999, not {sequence}")
    day = birth_on.day + (WOMAN if sex == "P" else 0)
    return f"{city}{district}{day:02d}{birth_on.month:02d}{birth_on.year % 100:02d}{sequence:04d}"


def _is_bare(value) -> bool:
    return isinstance(value, str) and len(value) == LENGTH and value.isascii() and value.isdigit()


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return unicodedata.normalize("NFKC", str(value))


def _lost(whole: int, value) -> bool:
    too_long = whole >= 10 ** (LENGTH - 1)
    return too_long and (whole % 10 == 0 or (isinstance(value, float) and whole > EXACT_UP_TO))


def _science_digits(text: str) -> str:
    """All digits of `3.673010101990001E15`; empty when some are missing."""
    parts = _SCIENCE.fullmatch(_QUOTES.sub("", text))
    if not parts:
        return ""
    digits = parts[1] + (parts[2] or "")
    return digits if len(digits) == int(parts[3]) + 1 and not digits.endswith("0") else ""


def _parts(text: str) -> tuple[int, int, int]:
    return int(text[6:8]), int(text[8:10]), int(text[10:12])


def _problem_of_day(text: str) -> Reason | None:
    day, month, year = _parts(text)
    if not 1 <= month <= 12:
        return Reason("nik_impossible_month", month=month)
    born = day - WOMAN if day > WOMAN else day
    if not any(_real(born, month, century + year) for century in (1900, 2000)):
        return Reason("nik_impossible_day", day=born, month=month)
    return None


def _real(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _birth(day: int, month: int, year: int, on: date) -> date:
    possible = [born for century in (2000, 1900) if (born := _real(day, month, century + year))]
    past = [born for born in possible if born <= on] or possible[-1:]
    return next((born for born in past if age_on(born, on) in AGE_EXPECTED), past[0])
