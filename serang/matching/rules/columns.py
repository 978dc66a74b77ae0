"""Facts of all people as columns, made once per code and read for whichever people an order looks at."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from serang.matching.rules.problem import FOREVER, UNKNOWN, Problem, Table, wish_code

NOTHING = np.iinfo(np.int32).min  # smaller than every grade
UNWISHED = -1


@dataclass(frozen=True, eq=False)
class Layer:
    """At most one row per person: value, valid until, known since. `soonest` end and `latest` beginning of all."""

    value: np.ndarray
    until: np.ndarray
    since: np.ndarray
    soonest: int
    latest: int

    @classmethod
    def of(cls, size: int, person, value, until, since) -> "Layer":
        columns = [np.full(size, missing, np.int32) for missing in (NOTHING, -1, FOREVER + 1)]
        for column, given in zip(columns, (value, until, since), strict=True):
            column[person] = given
        return cls(*columns, int(np.min(until, initial=FOREVER)), int(np.max(since, initial=0)))

    def always(self, day: int, closes: int) -> bool:
        """Whether every row is valid on the day and known by then."""
        return self.soonest >= day and self.latest <= closes


class Columns:
    """Columns of a problem, kept once made."""

    def __init__(self, problem: Problem):
        self.problem, self.people = problem, problem.people
        self._kept, self._asked = {}, Counter()

    def table(self, name: str) -> Table:
        return getattr(self.people, name)

    def layers(self, name: str, code: str) -> list["Layer"]:
        """The rows of a code as columns over all people; one layer per row that a person has of it."""
        return self._once((name, code), lambda: self._layers(name, code))

    def best(self, name: str, code: str, who: np.ndarray, day: int, closes: int) -> np.ndarray:
        """Highest value valid on the day and known when the order closes; NOTHING where there is none."""
        best = None
        for layer in self.layers(name, code):
            value = layer.value[who]
            if not layer.always(day, closes):
                value[(layer.until[who] < day) | (layer.since[who] > closes)] = NOTHING
            best = value if best is None else np.maximum(best, value, out=best)
        return np.full(len(who), NOTHING, np.int32) if best is None else best

    def endless(self, name: str, code: str, who: np.ndarray, closes: int, minimum: int = NOTHING) -> np.ndarray:
        """Whether there is a row of at least the minimum that ends on a day nobody entered."""
        found = np.zeros(len(who), bool)
        for layer in self.layers(name, code):
            value = layer.value[who]
            found |= (value > NOTHING) & (value >= minimum) & (layer.since[who] <= closes) & (layer.until[who] == UNKNOWN)
        return found

    def ends_unknown(self, name: str, code: str) -> bool:
        """Whether anybody has such a row without an end."""
        return self._once((name, code, "end"), lambda: bool((self.table(name).until[self.table(name).rows(code)] == UNKNOWN).any()))

    def sum(self, name: str, code: str | None) -> np.ndarray:
        """Sum of the values per person; of every code when none is named."""

        def added():
            table = self.table(name)
            at = slice(None) if not code else table.rows(code)
            return np.bincount(table.person[at], table.value[at], len(self.people.ids)).astype(np.int32)

        return self._once((name, code, "sum"), added)

    def highest(self, name: str, codes: tuple[str, ...]) -> np.ndarray:
        """Highest value per person over the codes (all when none is named); 0 where there is none."""

        def found():
            table, best = self.table(name), np.zeros(len(self.people.ids), np.int32)
            for at in [table.rows(code) for code in codes] or [slice(None)]:
                np.maximum.at(best, table.person[at], table.value[at])
            return best

        return self._once((name, codes, "highest"), found)

    def wishing(self, occupation: str, country: str) -> tuple[np.ndarray, np.ndarray]:
        """People (rising) who wish the work, and the rank of that wish; rank 0 for who wished nothing at all."""
        return self._once(("wish", occupation, country), lambda: self._wishing(occupation, country))

    def ranks(self, occupation: str, country: str, who: np.ndarray) -> np.ndarray:
        """The rank of the wish of each of `who` for the work, 0 for who wished nothing at all; UNWISHED for who wishes other work."""
        wishing, rank = self.wishing(occupation, country)
        if not len(wishing):
            return np.full(len(who), UNWISHED, np.int32)
        at = np.minimum(np.searchsorted(wishing, who), len(wishing) - 1)
        return np.where(wishing[at] == who, rank[at], UNWISHED)

    def _wishing(self, occupation, country):
        wishes, size = self.people.wishes, len(self.people.ids)
        rank = np.full(size, 127, np.int32)
        for code in {wish_code(occupation, country), wish_code(occupation, None), wish_code(None, country)}:
            at = wishes.rows(code)
            who, value = wishes.person[at][::-1], wishes.value[at][::-1]  # of who has two the better stands, since it is set last
            rank[who] = np.minimum(rank[who], value)
        if self.problem.settings.no_wish_fits_all:
            rank[self._once("unwished", lambda: np.bincount(wishes.person, minlength=size) == 0)] = 0
        who = np.flatnonzero(rank < 127).astype(np.int32)
        return who, rank[who]

    def _layers(self, name, code):
        table, size = self.table(name), len(self.people.ids)
        at = table.rows(code)
        by = np.lexsort((table.since[at], -table.until[at], -table.value[at], table.person[at]))
        person, value, until, since = (getattr(table, part)[at][by] for part in ("person", "value", "until", "since"))
        first = np.searchsorted(person, person)
        number = np.arange(len(person)) - first
        depths = range(int(number.max()) + 1 if len(person) else 0)
        return [Layer.of(size, *(column[number == depth] for column in (person, value, until, since))) for depth in depths]

    def answers(self, question, who: np.ndarray, answer: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """The answer to a question for each of `who`. Once it was asked of as many as there are people, it is worked out for all of
        them and kept: many orders ask the same.
        """
        if question in self._kept:
            return self._kept[question].take(who)
        self._asked[question] += len(who)
        if self._asked[question] <= len(self.people.ids):
            return answer(who)
        return self._once(question, lambda: answer(np.arange(len(self.people.ids)))).take(who)

    def _once(self, key, make):
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


def latest_birth(age: int, on: date) -> int:
    """The last birthday (ordinal) of who has completed this age on a day."""
    try:
        return on.replace(year=on.year - age).toordinal()
    except ValueError:  # 29 February of a year that has none
        return date(on.year - age, 2, 28).toordinal()
