"""Pure thought about a person: what can be found, and what a form leaves to doubt."""

from datetime import date

from serang.common.rules import names, nik, phones
from serang.common.rules.days import age_on
from serang.common.rules.reasons import Reason
from serang.settings.rules import SLOTS

MARITAL = ("single", "married", "divorced", "widowed")
WISHES = 3
MOST_PRINTED = 500  # people on one print
YOUNGEST, OLDEST = 15, 80
# What may differ between two entries of one person, and what goes along with the stage.
TWIN_FIELDS = (
    "full_name", "nik", "kk_number", "birth_place", "birth_date", "sex", "phone", "phone_more", "email", "kelurahan_code", "address",
    "education", "major", "marital_status", "height_cm", "weight_kg", "passport_name", "hangul_name", "pathway", "officer_id",
    "photo", "stage", "note", *SLOTS,
)  # fmt: skip
STAGE_FIELDS = ("stage", "stage_on", "hold_reason", "hold_on", "exit_reason", "exit_on", "exit_note", "flight_on")
FULLER = {"full_name", "address", "birth_place", "major", "passport_name"}
NOTE_BOTH = "both"
NOTE_LONGEST = 2000
_LONGEST = 300


def search_text(full_name: str | None, hangul_name: str | None = None, passport_name: str | None = None) -> str:
    """What the search looks into: the words of all writings of the name, once each.

    Of a Hangul name also each pair of syllables, since two syllables are a given name: 홍길동 is found by 길동.
    """
    words = names.search_key(full_name).split()
    for word in names.search_key(passport_name).split() + _hangul_words(hangul_name):
        if word not in words:
            words.append(word)
    return " ".join(words)[:_LONGEST]


def name_keys(full_name: str | None, hangul_name: str | None = None, passport_name: str | None = None) -> dict[str, str]:
    """The columns beside the names that a person is found by."""
    return {"search": search_text(full_name, hangul_name, passport_name), "spelling": names.spelling_key(full_name or "")[:200]}


def doubts(*, nik_number=None, birth_date: date | None = None, sex: str | None = None, phone=None, on: date) -> list[Reason]:
    """What should be looked at but blocks nothing: the NIK says otherwise, the phone cannot be dialled, an unusual age."""
    found = nik.doubts(nik_number, birth_on=birth_date, sex=sex, on=on)
    if birth_date and not YOUNGEST <= age_on(birth_date, on) <= OLDEST:
        found.append(Reason("unusual_age", age=age_on(birth_date, on)))
    if phone and (doubt := phones.doubt(phones.read(phone))):
        found.append(doubt)
    return found


def eps_score(sittings: list[tuple[int | None, date | None, date | None]]) -> int | None:
    """The EPS-TOPIK points that count of several sittings (points, day, last day they count): the best of those that
    still counted when the last sitting took place; one without a day only when there is no other. None without any."""
    last = max((taken for _points, taken, _until in sittings if taken), default=None)
    counting = [(bool(taken or until), points) for points, taken, until in sittings
                if points is not None and not (last and until and until < last)]  # fmt: skip
    return max(counting, default=(False, None))[1]


def stored_phone(typed: str | None) -> str | None:
    """The phone as it is kept: +62812… when it can be dialled, else as typed."""
    read = phones.read(typed)
    return read.e164 or read.text or None


def kecamatan_of(kelurahan_code: str | None) -> str | None:
    """The district of a ward: `36.73.01` of `36.73.01.1002`."""
    return kelurahan_code[:8] if kelurahan_code else None


def wish_code(occupation: str | None, country: str | None) -> str:
    """A wish as one code: `welder`, `welder@KR`, `@KR` for any occupation there."""
    return f"{occupation or ''}@{country}" if country else occupation or ""


def wish_parts(code: str) -> tuple[str | None, str | None]:
    """The occupation and the country that a code of a wish names."""
    occupation, _at, country = code.partition("@")
    return occupation or None, country or None


def _hangul_words(text: str | None) -> list[str]:
    words = names.search_key(text).split()
    return words + [word[at : at + 2] for word in words for at in range(1, len(word))]


def joined_notes(one: str | None, other: str | None) -> str | None:
    """Two remarks one after the other, however long; the same one once."""
    return "\n".join(dict.fromkeys(part for part in (one, other) if part)) or None


def second_is_better(field: str, first, second, *, second_newer: bool) -> bool:
    """Whether of two entries the second one's value is proposed: the only one there is, the fuller name (not the one in
    capitals), else the newer."""
    if first in (None, "") or second in (None, ""):
        return first in (None, "")
    if field in FULLER and str(first).casefold() == str(second).casefold():
        return first.isupper()
    if field in FULLER and len(first) != len(second):
        return len(second) > len(first)
    return second_newer
