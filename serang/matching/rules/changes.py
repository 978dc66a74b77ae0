"""Orders as they might be: changes that are tried together on a copy of what a run was given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from serang.common.rules import days, languages
from serang.matching.rules.problem import Order, Problem
from serang.orders.rules import Requirement

MOST = 12  # changes tried together
MOST_PLACES = 100_000
ADDED = 2_000_000_000  # orders that are added have ids from here on, which no order of the office reaches
VALUES = {"quota": "quota", "min": "language_min", "departs": "departs_on", "closes": "closes_on"}
BESIDES = "besides"


@dataclass(frozen=True)
class Change:
    """An order as it might be; None leaves as it is. `language_min` is a result of its first test (points or level); `besides`: as
    one more order beside the old one.
    """

    order_id: int
    quota: int | None = None
    language_min: int | None = None
    departs_on: date | None = None
    closes_on: date | None = None
    besides: bool = False

    @property
    def sets(self) -> set[str]:
        """The names of what it changes."""
        return {name for name in VALUES.values() if getattr(self, name) is not None}

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.besides or self.sets)


def added(changes: Iterable[Change], new: Change) -> tuple[Change, ...]:
    """The changes with one more; what it sets of an order replaces what others set there."""
    kept = changes if new.besides else (_without(one, new) for one in changes)
    return (*(one for one in kept if not one.empty), new)


def changed(problem: Problem, changes: Sequence[Change]) -> Problem:
    """A copy with the orders changed. An order that is added is made from the old one as it is; its id is ADDED and the place of its
    change among these.
    """
    orders = {one.id: one for one in problem.orders}
    for at, one in enumerate(changes):
        if one.besides:
            orders[ADDED + at] = replace(_as_set(find(problem, one.order_id), one), id=ADDED + at)
        else:
            orders[one.order_id] = _as_set(orders[one.order_id], one)
    return problem.but(orders=orders.values())


def wrong(order: Order, change: Change, on: int) -> str | None:
    """Why no run of that day (ordinal) could have the order so, as the code of a reason: closes_before_run or departs_before_closes."""
    made = _as_set(order, change)
    if change.closes_on and made.closes_on < on:
        return "closes_before_run"
    if (change.departs_on or change.closes_on) and made.departs_on and made.departs_on < (made.closes_on or on):
        return "departs_before_closes"
    return None


def find(problem: Problem, order_id: int) -> Order | None:
    """An order of the problem by its id."""
    at = problem.order_index(order_id)
    return None if at is None else problem.orders[at]


def first_test(order: Order) -> tuple[str, int | str] | None:
    """The language test that the order asks for first, and its minimum."""
    must = _language(order)
    return (must.values["any"][0]["test"], must.values["any"][0]["min"]) if must else None


def other_tests(order: Order) -> list[tuple[str, int | str]]:
    """The tests that count instead of the first, each with its minimum."""
    must = _language(order)
    return [(one["test"], one["min"]) for one in must.values["any"][1:]] if must else []


def write(change: Change) -> str:
    """A change as it stands in an address: `12~quota-25~min-4~departs-2027-03-01~besides`."""
    told = [f"{name}-{value}" for name, field in VALUES.items() if (value := getattr(change, field)) is not None]
    return "~".join([str(change.order_id), *told, *([BESIDES] if change.besides else [])])


def read(problem: Problem, text: str) -> Change | None:
    """The change that an address tells; None where it does not fit the problem or is not understood."""
    order_id, *told = text.split("~")
    order = find(problem, int(order_id)) if order_id.isascii() and order_id.isdigit() and len(order_id) < 11 else None
    if order is None:
        return None
    found = {"order_id": order.id, "besides": BESIDES in told}
    for name, _sign, value in (one.partition("-") for one in told if one != BESIDES):
        read_one = {"quota": _number, "min": lambda value: minimum(order, value), "departs": _day, "closes": _day}.get(name)
        if read_one is None or (known := read_one(value)) is None:
            return None
        found[VALUES[name]] = known
    change = Change(**found)
    return None if change.empty or wrong(order, change, problem.settings.on) else change


def minimum(order: Order, text: str) -> int | None:
    """A minimum of the order's first test as it is typed (`N4`, `120`); None when it is no result of that test."""
    test = first_test(order)
    return languages.read(test[0], text) if test and test[0] in languages.TESTS else None


def _without(change, other):
    """A change without what another sets of the same order."""
    same = change.sets & other.sets if change.order_id == other.order_id and not change.besides else ()
    return replace(change, **dict.fromkeys(same))


def _as_set(order, change):
    values = {} if change.quota is None else {"quota": change.quota} if change.besides else _quotas(order, change.quota)
    values |= {name: getattr(change, name).toordinal() for name in ("departs_on", "closes_on") if getattr(change, name)}
    if change.language_min is not None:
        eased = _language(order)
        values["requirements"] = tuple(_eased(one, change.language_min) if one is eased else one for one in order.requirements)
    return replace(order, **values)


def _quotas(order, wanted):
    """Of more places those come off that people who wait at the partner would take, also of those of their sex."""
    if wanted <= order.quota or not order.besides:
        return {"quota": wanted}
    caps = {"quota_male": order.besides_male, "quota_female": order.besides_female}
    left = {name: max(0, most - there) for name, there in caps.items() if (most := getattr(order, name)) is not None}
    return {"quota": max(order.quota, wanted - order.besides), **left}


def _language(order) -> Requirement | None:
    return next((one for one in order.musts() if one.kind == "language" and one.values["any"]), None)


def _eased(requirement, minimum):
    first, *rest = requirement.values["any"]
    return replace(requirement, values={"any": [{**first, "min": minimum}, *rest]})


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= MOST_PLACES else None


def _day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in days.YEARS else None
