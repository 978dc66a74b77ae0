"""What an import would do, row by row: new, changed, the same, or refused and why. Nothing is written here."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from serang.common.rules.reasons import Reason
from serang.exchange.rules.reading import Problem, Record

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
VERDICTS = (NEW, CHANGED, SAME, REFUSED)

# How what was found under a key relates to the row.
ONE, OTHER, NAMESAKE = "one", "other", "namesake"

REASONS = (
    "lacks", "twice_in_file", "matched_twice", "several_match",
    "key_of_another", "key_of_another_row", "namesake", "namesake_in_file",
)  # fmt: skip


@dataclass(frozen=True)
class Existing:
    """Something we already have: its id and its values by field."""

    id: int
    values: Mapping[str, object]


@dataclass(frozen=True)
class Change:
    """A field that would change: from what we have (None for nothing) to what the file says."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class Verdict:
    """What would happen with one row. `id` is the existing one that is changed or the same; None otherwise.

    values: everything that would be written for a new one; for a changed one `changes` tells what is written.
    """

    row: int
    verdict: str
    values: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None
    changes: tuple[Change, ...] = ()
    reasons: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The dry run. Every row of the list is in it once: new + changed + same + refused = rows."""

    rows: tuple[Verdict, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by verdict, zeros included."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """Rows that stay out, with their reasons."""
        return tuple(row for row in self.rows if row.verdict == REFUSED)

    @property
    def warned(self) -> tuple[Verdict, ...]:
        """Rows that go in and that someone should look at."""
        return tuple(row for row in self.rows if row.verdict != REFUSED and row.warnings)


class Identity(Protocol):
    """How one kind of thing is recognised (people.Identity for people)."""

    def keys(self, values: Mapping[str, object]) -> Iterable[tuple[str, Hashable]]:
        """The keys to look for, the surest first: ("nik", "3673…"), ("name_and_birth", (…, …))."""

    def judge(self, by: str, values: Mapping[str, object], others: Mapping[str, object]) -> str:
        """ONE when both are one thing, OTHER when the key belongs to another, NAMESAKE when they only look alike."""


Lookup = Callable[[str, Hashable], Sequence[Existing]]


def plan(
    records: Iterable[Record],
    *,
    identity: Identity,
    lookup: Lookup,
    required: Sequence[str] = (),
    equal: Callable[[str, object, object], bool] | None = None,
) -> Plan:
    """The dry run over all records, in the order of the file.

    lookup(kind of key, key): what we already have under it. An empty cell never takes a value away.
    A key that belongs to another (somebody else's NIK) is left out of the row with a warning, the rest goes in.
    """  # fmt: skip
    planner = _Planner(identity, lookup, tuple(required), equal or same_text)
    return Plan(tuple(planner.verdict(record) for record in records))


def same_text(name: str, old, new) -> bool:
    """Whether two values say the same; in text neither capitals nor blanks count."""
    if isinstance(old, str) and isinstance(new, str):
        return " ".join(old.split()).casefold() == " ".join(new.split()).casefold()
    return old == new


class _Planner:
    """Remembers the rows that went before, since a list may name somebody twice."""

    def __init__(self, identity, lookup, required, equal):
        self.identity, self.lookup, self.required, self.equal = identity, lookup, required, equal
        self.seen, self.taken = {}, {}

    def verdict(self, record):
        lacking = [Problem(Reason("lacks", field=name), name) for name in self.required if name not in record.values]
        if record.refusals or lacking:
            return _refused(record, (*record.refusals, *lacking))
        record, earlier = self._in_file(record)
        if earlier is not None:
            return _refused(record, (Problem(Reason("twice_in_file", row=earlier)),))
        record, found = self._existing(record)
        verdict = self._judged(record, found)
        if verdict.verdict != REFUSED:
            self._remember(record)
        return verdict

    def _in_file(self, record):
        """The record without a key that an earlier row has, and the earlier row that names the same one."""
        for by, key in list(self.identity.keys(record.values)):
            for number, values in self.seen.get((by, key), ()):
                relation = self.identity.judge(by, record.values, values)
                if relation == ONE:
                    return record, number
                if relation == OTHER:
                    record = _without(record, by, Reason("key_of_another_row", field=by, row=number))
                    break
                record = _warned(record, Reason("namesake_in_file", row=number))
        return record, None

    def _existing(self, record):
        """The record without a key that belongs to another, and all that seem to be the same one."""
        for by, key in list(self.identity.keys(record.values)):
            judged = [(self.identity.judge(by, record.values, one.values), one) for one in self.lookup(by, key)]
            if ones := {one.id: one for relation, one in judged if relation == ONE}:
                return record, list(ones.values())
            for relation, one in judged:
                if relation == OTHER:
                    record = _without(record, by, Reason("key_of_another", field=by, id=one.id))
                elif relation == NAMESAKE:
                    record = _warned(record, Reason("namesake", id=one.id))
        return record, []

    def _judged(self, record, found):
        if len(found) > 1:
            ids = sorted(one.id for one in found)
            return _refused(record, (Problem(Reason("several_match", ids=ids)),))
        if not found:
            return Verdict(record.number, NEW, record.values, warnings=record.warnings)
        one = found[0]
        if one.id in self.taken:
            return _refused(record, (Problem(Reason("matched_twice", row=self.taken[one.id], id=one.id)),))
        self.taken[one.id] = record.number
        changes = tuple(Change(name, one.values.get(name), value) for name, value in record.values.items()
                        if not self.equal(name, one.values.get(name), value))  # fmt: skip
        return Verdict(record.number, CHANGED if changes else SAME, record.values, one.id, changes, (), record.warnings)

    def _remember(self, record):
        for key in self.identity.keys(record.values):
            self.seen.setdefault(key, []).append((record.number, record.values))


def _refused(record, reasons):
    return Verdict(record.number, REFUSED, record.values, reasons=tuple(reasons), warnings=record.warnings)


def _without(record, name, reason):
    values = {key: value for key, value in record.values.items() if key != name}
    problem = Problem(reason, name, None, str(record.values.get(name, "")))
    return replace(record, values=values, warnings=(*record.warnings, problem))


def _warned(record, reason):
    return replace(record, warnings=(*record.warnings, Problem(reason)))
