"""Phone numbers as people write them, in Indonesia and Korea. The only door to phonenumberslite."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from serang.common.rules.reasons import Reason

COUNTRIES = ("ID", "KR")
FEWEST = 6
E164 = phonenumbers.PhoneNumberFormat.E164

_APART = re.compile(r"[/;|&\n\r,]|\b(?:atau|dan|or)\b", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{6,})[.,]0")
_SCIENCE = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_KOREAN_WRITING = re.compile(r"82[\s\-.]+\(?0?\)?10[\s\-.]*\d{3,4}[\s\-.]*\d{4}")
_LETTER_INSIDE = re.compile(r"\d[\s.\-]*[^\W\d_][\s.\-]*\d|\d[OoIl]\b")


@dataclass(frozen=True)
class Phone:
    """What was typed, the number as +62812… when it can be dialled, whether someone should look, and what stands beside
    the first of several numbers."""

    text: str
    e164: str | None
    doubtful: bool
    rest: str = ""

    @property
    def more(self) -> bool:
        """Whether there are other numbers beside the first."""
        return bool(self.rest)


def read(value) -> Phone:
    """The number in a field or cell: 08…, 8…, 62…, +62 …, (0254) …, Korean 010-…, also as a spreadsheet number.

    Of two numbers in one cell the first is taken, and marked doubtful. What the library does not accept keeps its
    text, has no e164 and is doubtful. Empty text is an empty Phone without doubt.
    """
    text = _text(value)
    if not text:
        return Phone("", None, False)
    first, more = _first(text)
    found = _certain(first)
    return Phone(text, found, more or not found or _either_country(first), _beside(text, first) if more else "")


def doubt(phone: Phone) -> Reason | None:
    """Why someone should look at the number: it cannot be dialled, it is one of several, it may be of two countries."""
    if not phone.doubtful:
        return None
    if phone.e164 and not phone.more:
        return Reason("phone_either_country", number=show(phone.e164))
    return Reason("phone_more" if phone.e164 else "phone_doubtful")


@lru_cache(maxsize=8192)
def show(e164: str | None) -> str:
    """`0812-3456-7890` and `(0254) 200123` for Indonesia, `+82 10-1234-5678` for others; other text stays as it is."""
    number = _parsed(e164 or "", None)
    if not number or not (e164 or "").startswith("+"):
        return e164 or ""
    home = number.country_code == 62
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def mask(e164: str | None) -> str:
    """`0812-••••-7890`: the first and last digits, with at least four hidden between (all, when there are so few)."""
    shown = show(e164)
    count = sum(sign.isdigit() for sign in shown)
    head, tail = min(4, max(0, count - 4)), min(4, max(0, count - 8))
    masked, seen = [], 0
    for sign in shown:
        seen += sign.isdigit()
        masked.append("•" if sign.isdigit() and head < seen <= count - tail else sign)
    return "".join(masked)


def digits(value) -> str:
    """The digits that every writing of one number shares, for search and comparison: 0812…, 62812…, +62 812… → 812….

    Works for the beginning or any other part of a number too: only what stands before the national digits is cut.
    """
    text, _ = _first(_text(value))
    bare = re.sub(r"\D", "", text)
    if bare.startswith("00"):
        bare, plus = bare[2:], True
    else:
        plus = text.startswith("+")
    korean = bare.startswith("82") and (plus or re.fullmatch(r"820?10\d{8}", bare))
    if korean or bare.startswith("62"):
        bare = bare[2:]
    return bare.lstrip("0")


def _text(value) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    text = unicodedata.normalize("NFKC", str(value)).strip().lstrip("'`’‘\"").strip()
    whole = _FLOAT.fullmatch(text)
    return whole[1] if whole else ("" if text in {"-", "–", "0"} else text)


def _first(text: str) -> tuple[str, bool]:
    """The first number of a cell, and whether there are more."""
    if text.isascii() and text.isdigit():
        return text, False
    pieces = [piece.strip() for piece in _APART.split(text)]
    numbers = [piece for piece in pieces if _count(piece) >= FEWEST]
    if len(numbers) > 1:
        return numbers[0], True
    if _count(text) > 15 and len(side := re.findall(r"\+?[\d(][\d().\-]{7,}\d", text)) > 1:
        return side[0], True
    return (numbers[0] if numbers and len(pieces) > 1 and _count(text) == _count(numbers[0]) else text), False


def _beside(text: str, first: str) -> str:
    """The text without its first number and what parted the two."""
    before, _number, after = text.partition(first)
    parting = rf"(?:\s|{_APART.pattern})+"
    return " ".join(filter(None, (re.sub(rf"^{parting}|{parting}$", "", part, flags=re.IGNORECASE) for part in (before, after))))


def _count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


@lru_cache(maxsize=8192)
def _certain(text: str) -> str | None:
    """The number to dial, when the library accepts exactly the digits that were typed."""
    if _SCIENCE.fullmatch(text) or _LETTER_INSIDE.search(text):
        return None
    numbers = (_parsed(_dialled(text), country) for country in COUNTRIES)
    dialled = (phonenumbers.format_number(found, E164) for found in numbers if found and _valid(found))
    return next((number for number in dialled if digits(number) == digits(text)), None)


def _dialled(text: str) -> str:
    """The digits with the plus that a leading 62 lacks; without it 62812… would be read as a landline."""
    bare = re.sub(r"[^\d+]", "", text)
    bare = ("+" if bare.startswith("+") else "") + bare.replace("+", "")
    if bare.startswith("00"):
        return "+" + bare[2:]
    if _KOREAN_WRITING.fullmatch(text) or (bare.startswith("62") and len(bare) >= 10):
        return "+" + bare
    return bare


def _either_country(text: str) -> bool:
    """Whether the digits are right in both; 821012345678 is 0821-0123-45678 and +82 10-1234-5678."""
    return bool(re.fullmatch(r"8210\d{8}", text))


def _parsed(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _valid(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_valid_number(number)
