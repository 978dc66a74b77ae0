"""Whether a person's data, papers and NIK agree: name, birth date, birth place, sex. Differences letter by letter.

The foreign side returns a name that differs from the passport; a birth date that differs from the NIK is refused at
the passport office. What most sources say is taken as right (the KTP decides a draw): the others must be corrected.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from serang.common.rules import names
from serang.common.rules import nik as numbers

FIELDS = ("name", "birth_date", "birth_place", "sex")
PERSON, NIK = "person", "nik"
_TOWN = re.compile(r"^(?:kota|kab|kabupaten)\s+(?=\w)")


class Said(NamedTuple):
    """What one source says: `person` (our own data) or the kind of a paper."""

    source: str
    name: str | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    sex: str | None = None


@dataclass(frozen=True)
class Difference:
    """One source that must be corrected: which field, what it says, what is right, and who says so."""

    field: str
    source: str
    said: str | date
    expected: str | date
    agreeing: tuple[str, ...]


def differences(
    person: Said, papers: Iterable[Said], *, nik: str | None = None, passport_name: str | None = None, on: date
) -> list[Difference]:
    """What differs between a person's data, the papers and the digits of the NIK; empty when all agree.

    A passport is compared with the name for the passport, where one was set. The NIK never decides: it keeps its
    digits when a birth date is corrected. `on` tells the century of its year.
    """
    sources = [person, *papers]
    found, right = [], {}
    for field in FIELDS:
        voting = [one for one in sources if not (field == "name" and passport_name and one.source == "passport")]
        said = [(one.source, value) for one in voting if (value := getattr(one, field))]
        right[field], own = _of_field(field, said)
        found += own
    found += _of_passport(sources, passport_name) + _of_nik(nik, right, on)
    return found


def letters(said: str, expected: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether it differs from the other; capitals and small letters are the same."""
    one, other = [], []
    for what, a, b, c, d in SequenceMatcher(None, said.upper(), expected.upper(), autojunk=False).get_opcodes():
        one += [(said[a:b], what != "equal")] if b > a else []
        other += [(expected[c:d], what != "equal")] if d > c else []
    return one, other


def fold(field: str, value) -> object:
    """What is compared: names and places without case, dots and apostrophes, a town without `Kota`; else as it is."""
    if field == "name":
        return names.search_key(value)
    return _TOWN.sub("", names.search_key(value)) if field == "birth_place" else value


def _of_field(field, said) -> tuple[object, list[Difference]]:
    """What is right, and the sources that say otherwise."""
    if len({value.upper() if isinstance(value, str) else value for _source, value in said}) < 2:  # by far the most
        return (said[0][1] if said else None), []
    groups: dict[object, list] = {}
    for source, value in said:
        groups.setdefault(fold(field, value), []).append((source, value))
    best = max(groups.values(), key=lambda group: (len(group), _has(group, "ktp"), _has(group, PERSON)))
    agreeing = tuple(source for source, _value in best)
    others = [one for group in groups.values() if group is not best for one in group]
    return best[0][1], [Difference(field, source, value, best[0][1], agreeing) for source, value in others]


def _has(group, wanted) -> bool:
    return any(source == wanted for source, _value in group)


def _of_passport(sources, passport_name) -> list[Difference]:
    name = next((one.name for one in sources if one.source == "passport"), None)
    if not (name and passport_name) or name.upper() == passport_name.upper() or fold("name", name) == fold("name", passport_name):
        return []
    return [Difference("name", "passport", name, passport_name, (PERSON,))]


def _of_nik(nik, right, on) -> list[Difference]:
    doubts = numbers.doubts(nik, birth_on=right["birth_date"], sex=right["sex"], area_prefix="", on=on)
    fields = {"nik_other_birth": "birth_date", "nik_other_sex": "sex"}
    return [Difference(fields[one.code], NIK, one.values["nik"], one.values["typed"], ()) for one in doubts]
