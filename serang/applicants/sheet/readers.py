"""What a cell of a list of people says: one reader for each column. What cannot be taken is told, and kept in the note."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial

from serang.applicants.rules import doubts
from serang.applicants.sheet.places import Places
from serang.common.rules import days, education, nik, phones, sex
from serang.common.rules.languages import TESTS
from serang.common.rules.names import clean, title_case
from serang.common.rules.reasons import Reason
from serang.exchange.rules.people import split_area
from serang.exchange.rules.reading import Reader, Reading, raw
from serang.settings import rules as own

NOTE = "note:"
EPS = TESTS["EPS_TOPIK"]
MOST_DIGITS = 20
REMEMBERED = 10_000
HEIGHT, WEIGHT = (100, 230), (25, 200)
LONGEST = {"full_name": 150, "birth_place": 100, "address": 300, "phone": 40, "phone_more": 200, "note": 2000}
NOTHING = {"", "-", "--", "–", "—", ".", "n/a", "#n/a", "null"}
MARITAL = {
    "single": "belum kawin|belum menikah|blm kawin|blm menikah|blm nikah|belum nikah|belum|lajang|single|tk|unmarried|미혼",
    "married": "kawin|menikah|nikah|sudah menikah|sudah kawin|sdh menikah|married|k|k0|k1|k2|k3|기혼",
    "divorced": "cerai|cerai hidup|divorced|이혼",
    "widowed": "cerai mati|widowed|사별",
}
_MARITAL = {writing: code for code, writings in MARITAL.items() for writing in writings.split("|")}
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:cm|kg|m|/\s*\d{1,3})?", re.IGNORECASE)


def readers(on: date, places: Places, occupation) -> Mapping[str, Reader]:
    """By field, what reads its cell. occupation: from words to the code of an occupation, or None."""
    seldom = {
        "birth_place": partial(_text, "birth_place", titled=True), "birth_date": partial(read_birth, on=on),
        "sex": read_sex, "kelurahan": partial(_text, "kelurahan"), "kecamatan": partial(_text, "kecamatan"),
        "address_and_area": lambda cell: Reading(split_area(_line(cell))), "education": read_education,
        "marital_status": read_marital, "height_cm": partial(_measure, "height_cm", HEIGHT),
        "weight_kg": partial(_measure, "weight_kg", WEIGHT), "eps_topik_score": read_score,
        "wished_occupation": partial(read_wish, occupation=occupation),
    }  # fmt: skip
    return {
        # These repeat themselves in a list, so each writing is read once.
        **{field: lru_cache(REMEMBERED)(reader) for field, reader in seldom.items()},
        "full_name": read_name, "nik": read_nik, "birth_place_and_day": partial(read_place_and_day, on=on),
        "phone": read_phone, "address": partial(_text, "address"), "note": partial(_text, "note"),
    }  # fmt: skip


def together(values: Mapping[str, object], *, on: date, places: Places) -> Reading:
    """The whole row: ward and district belong together, the NIK is compared with the rest, and what could not be
    taken joins the note."""
    changed, warnings = places.settle(values.get("kelurahan"), values.get("kecamatan"))
    warnings += doubts(nik_number=values.get("nik"), birth_date=values.get("birth_date"), sex=values.get("sex"), on=on)
    kept = [text for name, text in {**values, **changed}.items() if name.startswith(NOTE) and text]
    note = "\n".join([*filter(None, [values.get("note")]), *kept])
    gone = {name: None for name in (*values, *changed) if name.startswith(NOTE)}
    return Reading({**changed, **gone, "note": note or None}, warnings=tuple(warnings), refusals=too_long("note", note))


def too_long(field: str, text: str) -> tuple[Reason, ...]:
    """Why a row with that text stays out: it would have to be cut."""
    longest, letters = LONGEST[field], len(text)
    return (Reason("too_long", longest=longest, letters=letters),) if letters > longest else ()


def read_name(cell) -> Reading:
    """The name in its usual writing: `SITI AMINAH` becomes `Siti Aminah`, mixed writing stays."""
    text = clean(cell.text).strip("'\" ")
    if not text or text in NOTHING:
        return Reading()
    if not any(sign.isalpha() for sign in text):
        return Reading(refusals=(Reason("no_name"),))
    if len(text) > LONGEST["full_name"]:
        return Reading(refusals=(Reason("too_long", longest=LONGEST["full_name"], letters=len(text)),))
    return Reading({"full_name": title_case(text) if text.isupper() or text.islower() else text})


def read_nik(cell) -> Reading:
    """The number; a rounded one refuses the row, another wrong one stays out of it with a warning."""
    problem = nik.problem(raw(cell))
    if problem and problem.code == "nik_rounded":
        return Reading(refusals=(problem,))
    return Reading(warnings=(problem,)) if problem else Reading({"nik": nik.clean(raw(cell))})


def read_birth(cell, *, on: date) -> Reading:
    """The day of birth. One that does not exist, or lies ahead, refuses the row."""
    try:
        return _born(days.parse_day(raw(cell), today=on), on)
    except days.NotADay as no:
        return Reading() if no.reason.code == "no_day" else Reading(refusals=(no.reason,))


def read_place_and_day(cell, *, on: date) -> Reading:
    """`Serang, 12-03-1999` in one cell."""
    try:
        place, day = days.split_place_and_day(clean(cell.text), today=on)
    except days.NotADay as no:
        return Reading() if no.reason.code == "no_day" else Reading(refusals=(no.reason,))
    born = _born(day, on) if day else Reading()
    return Reading({"birth_place": _titled(place)[: LONGEST["birth_place"]], **born.values}, refusals=born.refusals)


def read_sex(cell) -> Reading:
    """L or P."""
    return _known("sex", sex.read(cell.text), cell, "unread_sex")


def read_phone(cell) -> Reading:
    """The number to dial, of several the first, and what stands beside it; a doubtful one is kept as written."""
    phone = phones.read(raw(cell))
    text, longest = clean(phone.text), LONGEST["phone_more"]
    if len(text) > longest:
        return Reading(refusals=(Reason("too_long", longest=longest, letters=len(text)),))
    if len(phones.digits(text)) > MOST_DIGITS or (not phone.e164 and len(text) > LONGEST["phone"]):
        return Reading({"phone_more": text}, (Reason("phone_doubtful"),))
    doubt = phones.doubt(phone)
    return Reading({"phone": phone.e164 or text, "phone_more": clean(phone.rest) if phone.e164 else ""}, (doubt,) if doubt else ())


def read_own(cell, *, field, on: date) -> Reading:
    """A value of the office's own field; what is none stands in the note."""
    text = clean(cell.text)
    if text.casefold() in NOTHING:
        return Reading()
    try:
        return Reading({field.slot: own.read(field.kind, text, choices=field.choices, today=on)})
    except own.Unread as no:
        return Reading({NOTE + field.slot: f"{field.label}: {text[:100]}"}, (no.reason,))


def read_education(cell) -> Reading:
    """The level of schooling."""
    return _known("education", education.read(cell.text), cell, "unread_education")


def read_marital(cell) -> Reading:
    """Single, married, divorced or widowed."""
    words = " ".join(re.sub(r"[^\w\s]", " ", cell.text.casefold()).split())
    return _known("marital_status", _MARITAL.get(words), cell, "unread_marital")


def read_score(cell) -> Reading:
    """A whole number of points of EPS-TOPIK, also as `160/200`."""
    found = _number(cell, "eps_topik_score", whole=True)
    if isinstance(found, Reading):
        return found
    return _within("eps_topik_score", found, (EPS.lowest, EPS.highest))


def read_wish(cell, *, occupation) -> Reading:
    """The occupation the words mean."""
    text = _line(cell)
    if text.casefold() in NOTHING:
        return Reading()
    if code := occupation(text):
        return Reading({"wished_occupation": code})
    return Reading({NOTE + "occupation": f"Minat: {text}"}, (Reason("occupation_unknown"),))


def _born(day: date, on: date) -> Reading:
    return Reading({"birth_date": day}) if day < on else Reading(refusals=(Reason("birth_in_future", day=day),))


def _known(name: str, code: str | None, cell, unknown: str) -> Reading:
    text = _line(cell)
    if code or text.casefold() in NOTHING:
        return Reading({name: code})
    return Reading({NOTE + name: f"{LABELS[name]}: {text}"}, (Reason(unknown),))


LABELS = {"sex": "Jenis kelamin", "education": "Pendidikan", "marital_status": "Status perkawinan",
          "height_cm": "Tinggi", "weight_kg": "Berat", "eps_topik_score": "Skor EPS-TOPIK"}  # fmt: skip


def _measure(name: str, bounds: tuple[int, int], cell) -> Reading:
    found = _number(cell, name)
    if isinstance(found, Reading):
        return found
    metres = name == "height_cm" and 1 < found < 3
    return _within(name, round(found * 100 if metres else found), bounds)


def _number(cell, name: str, whole: bool = False) -> float | Reading:
    """The number of a cell, or what is to be said instead."""
    text = _line(cell)
    if text.casefold() in NOTHING or text == "0":
        return Reading()
    written = _NUMBER.fullmatch(text)
    number = float(written[1].replace(",", ".")) if written else None
    if number is None or (whole and not number.is_integer()):
        return Reading({NOTE + name: f"{LABELS[name]}: {text[:100]}"}, (Reason("not_a_number"),))
    return number


def _within(name: str, number: float, bounds: tuple[int, int]) -> Reading:
    low, high = bounds
    if low <= number <= high:
        return Reading({name: int(number)})
    return Reading(refusals=(Reason("beyond_bounds", low=low, high=high),))


def _text(name: str, cell, titled: bool = False) -> Reading:
    text = _line(cell)
    if text.casefold() in NOTHING:
        return Reading()
    longest = LONGEST.get(name, 300)
    if len(text) > longest:
        return Reading(refusals=(Reason("too_long", longest=longest, letters=len(text)),))
    return Reading({name: _titled(text) if titled else text})


def _titled(text: str) -> str:
    return title_case(text) if text.isupper() or text.islower() else text


def _line(cell) -> str:
    return clean(cell.text)
