"""People who may have been entered twice, found among many: first in groups that share something, then one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from serang.common.rules.names.likeness import likeness_of_keys, near
from serang.common.rules.names.spelling import block_keys, spelling_key
from serang.common.rules.reasons import Reason

REASONS = (
    "same_nik", "near_nik", "other_nik", "same_birth", "near_birth", "other_birth", "same_phone", "same_name",
    "like_name",
)  # fmt: skip

LEAST = 75
# A shared phone or a birth-less name held by more people than this says nothing any more.
CROWD = 40
MANY = 3000
SIEVE = 70


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared: number in the base, name, and as far as known day of birth, phone and NIK."""

    id: int
    name: str
    birth_on: date | None = None
    phone: str | None = None
    nik: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids (the smaller first), how sure it is that they are one person (0 to 100), and why."""

    first: int
    second: int
    score: float
    reasons: tuple[Reason, ...]


def pairs(people: Iterable[Person], *, least: float = LEAST) -> Iterator[Pair]:
    """People who may be one, each pair once, in the order of their ids. Meant for the whole base.

    Compared are people with the same NIK, birth date or phone, and of one name with birth dates a slip apart.
    """
    known = sorted(people, key=lambda person: person.id)
    keys = [spelling_key(person.name) for person in known]
    for first, second in sorted(_candidates(known, keys)):
        score, reasons = _weighed(known[first], known[second], keys[first], keys[second])
        if score >= least:
            yield Pair(known[first].id, known[second].id, score, reasons)


def compare(a: Person, b: Person) -> tuple[float, tuple[Reason, ...]]:
    """The same score and reasons for two people, as when one is being entered."""
    return _weighed(a, b, spelling_key(a.name), spelling_key(b.name))


def _candidates(people: list[Person], keys: list[str]) -> set[tuple[int, int]]:
    found = set()
    for group in _groups(people, lambda at, person: [person.nik] if person.nik else []):
        found.update(combinations(group, 2))
    for group in _groups(people, lambda at, person: [person.birth_on] if person.birth_on else []):
        for part in [group] if len(group) <= MANY else _apart(people, group):
            found.update(_near(part, keys))
    for group in _groups(people, lambda at, person: [person.phone] if person.phone else []):
        if len(group) <= CROWD:
            found.update(_near(group, keys))
    for group in _groups(people, lambda at, person: _slips(keys[at], person.birth_on)):
        if len(group) <= CROWD:
            found.update(combinations(group, 2))
    for group in _groups(people, lambda at, person: [keys[at]]):
        if len(group) <= CROWD:
            found.update((a, b) for a, b in combinations(group, 2) if not (people[a].birth_on and people[b].birth_on))
    return found


def _near(group: list[int], keys: list[str]) -> Iterator[tuple[int, int]]:
    return ((group[a], group[b]) for a, b in near([keys[at] for at in group], SIEVE))


def _apart(people: list[Person], group: list[int]) -> list[list[int]]:
    """A birth date that too many share, such as a first of January typed for want of a better, split by name."""
    parts = _groups([people[at] for at in group], lambda at, person: block_keys(person.name))
    return [[group[at] for at in part] for part in parts if len(part) <= MANY]


def _groups(people: list[Person], marks) -> list[list[int]]:
    groups = defaultdict(list)
    for at, person in enumerate(people):
        for mark in marks(at, person):
            groups[mark].append(at)
    return [group for group in groups.values() if len(group) > 1]


def _slips(key: str, born: date | None) -> list[tuple]:
    """Marks that two birth dates share when one part was typed wrong, or day and month changed places."""
    if not born or not key:
        return []
    day, month, year = born.day, born.month, born.year
    return [(key, 0, month, year), (key, day, 0, year), (key, day, month, 0), (key, year, *sorted((day, month)))]


def _weighed(a: Person, b: Person, key_a: str, key_b: str) -> tuple[float, tuple[Reason, ...]]:
    name = likeness_of_keys(key_a, key_b)
    reasons = [Reason("same_name") if name == 100 else Reason("like_name", score=round(name))] if name >= SIEVE else []
    if a.nik and a.nik == b.nik:
        return 100.0, (Reason("same_nik"), *reasons)
    score, found = name * 0.7, reasons
    for points, reason in (_by_birth(a.birth_on, b.birth_on), _by_phone(a.phone, b.phone), _by_nik(a.nik, b.nik)):
        score += points
        found = found + [reason] if reason else found
    return round(min(99.0, max(0.0, score)), 1), tuple(found)


def _by_birth(a: date | None, b: date | None) -> tuple[float, Reason | None]:
    if not a or not b:
        return 6, None
    if a == b:
        return 29, Reason("same_birth", day=a)
    if set(_slips("-", a)) & set(_slips("-", b)):
        return 14, Reason("near_birth", first=a, second=b)
    return -10, Reason("other_birth", first=a, second=b)


def _by_phone(a: str | None, b: str | None) -> tuple[float, Reason | None]:
    return (12, Reason("same_phone")) if a and a == b else (0, None)


def _by_nik(a: str | None, b: str | None) -> tuple[float, Reason | None]:
    """Two different numbers mean two people, unless they differ by a slip of the finger."""
    if not a or not b:
        return 0, None
    wrong = [at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    if len(a) == len(b) and (len(wrong) == 1 or swapped) and wrong[-1] < 12:
        return 6, Reason("near_nik", digits=len(wrong))
    return -30, Reason("other_nik")
