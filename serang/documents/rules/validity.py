"""How long a paper counts, what it is worth on a day, and how a person's papers stand as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from serang.common.rules.days import add_months

# Who has left needs no more papers from us.
DONE = ("departed", "returned")
STATES = ("missing", "undated", "expired", "short", "soon", "unverified", "valid")
RANKS = {"expired": "expired", "missing": "lacking", "undated": "lacking", "short": "soon", "soon": "soon"}


@dataclass(frozen=True)
class Kind:
    """A kind of paper: `validity` none, months (so many after issue) or printed (the day on it); at the gate of which
    stages and on which pathways (none: all) it is asked; how many months it must outlast a departure."""

    code: str
    validity: str = "none"
    months: int | None = None
    months_after: int = 0
    warn_days: int = 60
    stages: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    sensitive: bool = False


class Paper(NamedTuple):
    """The newest paper of a kind."""

    kind: str
    issued_on: date | None = None
    valid_until: date | None = None
    verified: bool = True


class State(NamedTuple):
    """What a paper is worth on a day. `code`: missing, undated (its end is not known), expired, short (ends before it
    must: after the departure), soon, unverified or valid. `days`: left, over (expired) or lacking (short)."""

    code: str
    days: int | None = None
    until: date | None = None
    needed: date | None = None


def valid_until(kind: Kind, issued_on: date | None, printed: date | None) -> date | None:
    """The last day a paper counts; None when it never ends or its end is not known. What is printed on it wins."""
    if kind.validity == "none":
        return None
    if printed is None and kind.validity == "months" and kind.months and issued_on:
        return add_months(issued_on, kind.months)
    return printed


def needed_until(kind: Kind, day: date, departs_on: date | None) -> date:
    """The last day the paper must count: the day asked about, or so many months after the departure if later."""
    if departs_on is None or not kind.months_after:
        return day
    return max(day, add_months(departs_on, kind.months_after))


def state(kind: Kind, paper: Paper | None, on: date, departs_on: date | None = None) -> State:
    """What the paper is worth on that day, for who departs then."""
    if paper is None:
        return State("missing")
    until = valid_until(kind, paper.issued_on, paper.valid_until)
    if until is None:
        return State("undated") if kind.validity != "none" else State("valid" if paper.verified else "unverified")
    if until < on:
        return State("expired", (on - until).days, until)
    needed = needed_until(kind, on, departs_on)
    if until < needed:
        return State("short", (needed - until).days, until, needed)
    left = (until - on).days
    if left <= kind.warn_days:
        return State("soon", left, until)
    return State("valid" if paper.verified else "unverified", left, until)


def asked_by_stage(kinds: Sequence[Kind], stages: Sequence[str]) -> dict[str, tuple[Kind, ...]]:
    """Of each stage, the kinds that are asked up to the gate of the next one; `stages` in their order."""
    found = {}
    for place, stage in enumerate(stages):
        passed = set(stages[: place + 2])
        found[stage] = () if stage in DONE else tuple(kind for kind in kinds if passed & set(kind.stages))
    return found


def on_pathway(kind: Kind, pathway: str | None) -> bool:
    """Whether the kind is asked of who goes that way; of who has not chosen, everything is."""
    return not kind.pathways or pathway is None or pathway in kind.pathways


def standing(asked: Iterable[Kind], papers: Mapping[str, Paper], on: date, departs_on: date | None = None) -> tuple[str, date | None]:
    """How a person's papers stand on the day (complete, soon, expired or lacking; the worst counts), and the next day
    on which that changes by itself."""
    asked = list(asked)
    now = _worst(asked, papers, on, departs_on)
    for day in _turns(asked, papers, on):
        if _worst(asked, papers, day, departs_on) != now:
            return now, day
    return now, None


def _worst(asked, papers, on, departs_on) -> str:
    found = {RANKS.get(state(kind, papers.get(kind.code), on, departs_on).code) for kind in asked}
    return next((code for code in ("expired", "lacking", "soon") if code in found), "complete")


def _turns(asked, papers, on) -> list[date]:
    """The days after `on` on which one of the papers becomes soon or expired."""
    found = set()
    for kind in asked:
        paper = papers.get(kind.code)
        until = valid_until(kind, paper.issued_on, paper.valid_until) if paper else None
        if until is not None and until >= on:
            found |= {until - timedelta(days=kind.warn_days), until + timedelta(days=1)}
    return sorted(day for day in found if day > on)
