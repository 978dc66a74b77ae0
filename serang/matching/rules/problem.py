"""What a run of the matching is given: people, orders, and what staff have fixed, as plain sorted arrays.

Days are ordinals (`date.toordinal()`), ids are database ids. Everything is sorted when it is built, so that the same
input always gives the same bytes and the same plan.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from serang.orders.rules import Requirement

FOREVER = 3_652_059  # date.max: a paper that does not end
UNKNOWN = 0  # a day that nobody has entered
CLOSE = 4  # numbers between the first and the last id for each one that is looked for
NOBODY, MALE, FEMALE = 0, 1, 2  # sex columns; 0 is "not entered" for a person, "any" for a pool
SEXES = {"L": MALE, "P": FEMALE}
PARTS = ("language", "experience", "training", "wish", "documents", "preferred")
WEIGHTS = {"language": 30, "experience": 20, "training": 15, "wish": 20, "documents": 15, "preferred": 0}


def wish_code(occupation: str | None, country: str | None) -> str:
    """One wish as a code: "9333/KR"; what the person left open stays empty ("9333/", "/JP")."""
    return f"{occupation or ''}/{country or ''}"


@dataclass(frozen=True, eq=False)
class Coded:
    """Texts of which many are equal: each once in `names`, rising, and in `at` the place of each row's."""

    names: tuple[str, ...]
    at: np.ndarray

    @classmethod
    def of(cls, texts) -> "Coded":
        """Texts as they come."""
        texts = texts.tolist() if isinstance(texts, np.ndarray) else texts
        names = tuple(sorted(set(texts)))
        place = {name: at for at, name in enumerate(names)}
        return cls(names, np.fromiter(map(place.__getitem__, texts), np.int32, len(texts)))

    def __len__(self) -> int:
        return len(self.at)

    def text(self, row: int) -> str:
        """The text of one row."""
        return self.names[self.at[row]]

    def __getitem__(self, rows) -> "Coded":
        """Some of the rows, by numbers or a mask; without names that no row has any more."""
        used, at = np.unique(self.at[rows], return_inverse=True)
        return Coded(tuple(self.names[one] for one in used.tolist()), at.astype(np.int32))


@dataclass(frozen=True, eq=False)
class Table:
    """Rows about people: (person, code, value, valid until, known since). `person` is an index into People.ids."""

    names: tuple[str, ...]
    person: np.ndarray
    code: np.ndarray
    value: np.ndarray
    until: np.ndarray
    since: np.ndarray

    @classmethod
    def build(cls, ids, people=(), codes=(), values=None, until=None, since=None) -> "Table":
        """A table from columns of equal length; people are database ids, rows of people not in `ids` are left out.

        `codes`: texts or Coded. `values` default to 1, `until` to FOREVER (UNKNOWN where the end is not known), `since` to 0
        (always known).
        """
        people = np.asarray(people, np.int64)
        codes = codes if isinstance(codes, Coded) else Coded.of(codes)
        columns = [
            np.asarray(column if column is not None else np.full(len(people), default), np.int32)
            for column, default in ((values, 1), (until, FOREVER), (since, 0))
        ]
        index = _at(ids, people).astype(np.int32)
        known = np.flatnonzero(index >= 0)
        if len(known) < len(index):
            index, codes, columns = index[known], codes[known], [column[known] for column in columns]
        order = rising(*columns[::-1], index, codes.at)
        return cls(codes.names, index[order], codes.at[order], *(column[order] for column in columns))

    def plus(self, people, code: str, value: int = 1, until: int = FOREVER, since: int = 0) -> "Table":
        """This table with one more row for each of the people (indices into People.ids)."""
        people = np.asarray(people, np.int32)
        names = tuple(sorted({*self.names, code}))
        place = np.array([names.index(name) for name in self.names], np.int32)
        old = place[self.code] if len(self.code) else self.code
        columns = [
            np.concatenate([one, np.full(len(people), new, np.int32)])
            for one, new in ((old, names.index(code)), (self.value, value), (self.until, until), (self.since, since))
        ]
        person = np.concatenate([self.person, people])
        by = np.lexsort((columns[3], columns[2], columns[1], person, columns[0]))
        return Table(names, person[by], *(column[by] for column in columns))

    @cached_property
    def place(self) -> dict[str, int]:
        """The number of every code."""
        return {name: at for at, name in enumerate(self.names)}

    def rows(self, code: str) -> slice:
        """Where the rows of a code stand; an empty slice when nobody has it."""
        at = self.place.get(code)
        return slice(0, 0) if at is None else slice(*np.searchsorted(self.code, [at, at + 1]))

    def listed(self) -> list[tuple[int, str, int, int, int]]:
        """The rows as plain values: person, code, value, until, since."""
        return [
            (person, self.names[code], *rest)
            for person, code, *rest in zip(
                *(column.tolist() for column in (self.person, self.code, self.value, self.until, self.since)), strict=True
            )
        ]


LATER = ("besides", "besides_male", "besides_female")  # fields that earlier runs do not have; nothing in them is left out
COLUMNS = ("ids", "birth", "sex", "education", "height", "marital")
TABLES = ("languages", "certificates", "experience", "documents", "trainings", "wishes")


@dataclass(frozen=True, eq=False)
class People:
    """The people of a run, by rising id, one column per fact.

    `birth`: day ordinal or 0; `sex`: 1 male, 2 female, 0 not entered; `education`: education.rung or 0;
    `height`: cm or 0; `marital`: place in MARITAL from 1, or 0, all 0 when no order asks for it.
    Tables: languages (value: grade, see orders.rules.grade), certificates, experience (value: months), documents,
    trainings (code: course or field, value: mark of 100), wishes (code: wish_code, value: rank from 1).
    """

    ids: np.ndarray
    birth: np.ndarray
    sex: np.ndarray
    education: np.ndarray
    height: np.ndarray
    marital: np.ndarray
    languages: Table
    certificates: Table
    experience: Table
    documents: Table
    trainings: Table
    wishes: Table

    @classmethod
    def build(cls, ids, birth=None, sex=None, education=None, height=None, marital=None, **tables) -> "People":
        """People from columns in any order. Each table is a tuple of columns for Table.build (people, codes, values,
        until, since; the last three may be left out). Raises ValueError when an id comes twice.
        """
        ids = np.asarray(ids, np.int64)
        by = np.argsort(ids, kind="stable")
        columns = [
            np.asarray(np.full(len(ids), missing) if column is None else column, kind)[by]
            for column, missing, kind in (
                (birth, UNKNOWN, np.int32),
                (sex, NOBODY, np.int8),
                (education, 0, np.int8),
                (height, 0, np.int16),
                (marital, 0, np.int8),
            )
        ]
        ids = ids[by]
        if (ids[1:] == ids[:-1]).any():
            raise ValueError("an id comes twice")
        return cls(ids, *columns, **{name: Table.build(ids, *tables.pop(name, ())) for name in TABLES}, **tables)

    def only(self, people) -> "People":
        """Some people (rising indices) alone, with their rows."""
        place = np.full(len(self.ids), -1, np.int32)
        place[people] = np.arange(len(people))
        tables = {}
        for name in TABLES:
            table = getattr(self, name)
            at = np.flatnonzero(place[table.person] >= 0)
            tables[name] = Table(table.names, place[table.person[at]], table.code[at], table.value[at], table.until[at], table.since[at])
        columns = (getattr(self, name)[people] for name in COLUMNS)
        return People(*columns, **tables)

    def index(self, person_id: int) -> int | None:
        """Where a person stands, or None."""
        at = int(np.searchsorted(self.ids, person_id))
        return at if at < len(self.ids) and self.ids[at] == person_id else None


@dataclass(frozen=True)
class Order:
    """A job order as the engine sees it. `quota` counts all places, those already taken included; `quota_male` and
    `quota_female` cap each sex when set. Higher `priority` is filled first. `weights`: points of each part of the
    score (see PARTS). `trainings`: courses whose marks count; empty means any. `besides`: so many wait at the partner beyond the quota,
    so many of them men and women; they are not among the people, and more places are theirs first.
    """

    id: int
    occupation: str = ""
    country: str = ""
    departs_on: int | None = None
    closes_on: int | None = None
    quota: int = 0
    quota_male: int | None = None
    quota_female: int | None = None
    reserves: int = 0
    priority: int = 0
    requirements: tuple[Requirement, ...] = ()
    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    trainings: tuple[str, ...] = ()
    besides: int = 0
    besides_male: int = 0
    besides_female: int = 0

    @property
    def by_sex(self) -> bool:
        """Whether places are counted by sex."""
        return self.quota_male is not None or self.quota_female is not None

    def musts(self) -> list[Requirement]:
        return [one for one in self.requirements if one.strength == "must"]

    def preferred(self) -> list[Requirement]:
        return [one for one in self.requirements if one.strength == "wish"]


@dataclass(frozen=True)
class Settings:
    """`on`: the day of the run, for orders without days. `unknown_allowed`: a must that nobody has entered does not
    exclude. `no_wish_fits_all`: who named no occupation fits each. `experience_full`: months that give full points.
    """

    on: int
    unknown_allowed: bool = False
    no_wish_fits_all: bool = True
    experience_full: int = 60


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a run depends on. `locks`, `bans`, `taken` (who already takes a place) and `last` (the plan accepted
    last) are rows of (person id, order id).
    """

    people: People
    orders: tuple[Order, ...]
    settings: Settings
    locks: np.ndarray
    bans: np.ndarray
    taken: np.ndarray
    last: np.ndarray

    @classmethod
    def build(cls, people: People, orders, settings: Settings, locks=(), bans=(), taken=(), last=()) -> "Problem":
        """A problem with orders and pairs brought into order. Raises ValueError when an order id comes twice."""
        orders = tuple(sorted(orders, key=lambda order: order.id))
        if len({order.id for order in orders}) != len(orders):
            raise ValueError("an order id comes twice")
        return cls(people, orders, settings, *(rows(pairs) for pairs in (locks, bans, taken, last)))

    def but(self, **changes) -> "Problem":
        """A copy with other people, orders, settings, locks, bans, taken or last: for what-if and recomputing."""
        names = ("people", "orders", "settings", "locks", "bans", "taken", "last")
        return Problem.build(**{name: changes.get(name, getattr(self, name)) for name in names})

    @cached_property
    def order_ids(self) -> np.ndarray:
        return np.array([order.id for order in self.orders], np.int64)

    def indices(self, people: np.ndarray, orders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Database ids of people and orders as indices; -1 for who or what is not here."""
        return _at(self.people.ids, people), _at(self.order_ids, orders)

    def order_index(self, order_id: int) -> int | None:
        """Where an order stands, or None."""
        at = int(np.searchsorted(self.order_ids, order_id))
        return at if at < len(self.orders) and self.orders[at].id == order_id else None

    def day(self, order: Order) -> int:
        """The day on which age and evidence of an order are looked at: departure, else closing, else the run's."""
        return order.departs_on or order.closes_on or self.settings.on

    @cached_property
    def fingerprint(self) -> str:
        """Checksum (SHA-256) of the whole input: equal exactly when everything the plan depends on is equal."""
        digest = hashlib.sha256(facts(self).encode())
        for name, column in arrays(self).items():
            digest.update(f"{name} {column.dtype.str} {column.shape}\n".encode())
            digest.update(np.ascontiguousarray(column, column.dtype.newbyteorder("<")).reshape(-1))
        return digest.hexdigest()


def _at(ids, wanted):
    """Where the wanted stand among ids (rising); -1 for what is not there."""
    wanted = np.asarray(wanted, np.int64)
    if not len(ids):
        return np.full(len(wanted), -1, np.int64)
    first, span = ids[0], int(ids[-1] - ids[0]) + 1
    if span <= CLOSE * len(wanted):  # read from a table of all of them
        places = np.full(span, -1, np.int64)
        places[ids - first] = np.arange(len(ids))
        inside = (wanted >= first) & (wanted < first + span)
        return np.where(inside, places.take(wanted - first, mode="clip"), -1)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)


def rising(*keys: np.ndarray) -> np.ndarray:
    """Positions by rising keys (whole numbers from 0), the last one first of all, equal ones as they come: as np.lexsort, but in passes
    of 16 bits, where numpy counts instead of comparing. A half that is the same in all rows takes no pass.
    """
    order = None
    for key in keys:
        for half in range(0, int(key.max(initial=0)).bit_length(), 16):
            part = ((key >> half) & 0xFFFF).astype(np.uint16)
            if len(part) and part.min() < part.max():
                by = np.argsort(part if order is None else part[order], kind="stable")
                order = by if order is None else order[by]
    return np.arange(len(keys[0])) if order is None else order


def rows(pairs) -> np.ndarray:
    """Pairs of ids as sorted rows, each once."""
    return np.unique(np.asarray(list(pairs) if not isinstance(pairs, np.ndarray) else pairs, np.int64).reshape(-1, 2), axis=0)


def arrays(problem: Problem) -> dict[str, np.ndarray]:
    """Every column of a problem by a fixed name; one that no order asks for is left out."""
    people = problem.people
    named = {name: getattr(people, name) for name in COLUMNS if name != "marital" or people.marital.any()}
    for name in TABLES:
        table = getattr(people, name)
        named |= {f"{name}.{part}": getattr(table, part) for part in ("person", "code", "value", "until", "since")}
    return named | {name: getattr(problem, name) for name in ("locks", "bans", "taken", "last")}


def facts(problem: Problem) -> str:
    """What is not a column (orders, settings, names of codes) as one canonical JSON text."""
    names = {name: getattr(problem.people, name).names for name in TABLES}
    orders = [
        {
            **{name: value for name, value in vars(order).items() if name not in LATER or value},
            "weights": dict(order.weights),
            "requirements": [vars(one) for one in order.requirements],
        }
        for order in problem.orders
    ]
    return json.dumps(
        {"names": names, "orders": orders, "settings": vars(problem.settings)}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
