"""Who gets a place in a batch: in the order asked for, until it is full, the rest on the waiting list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from serang.common.rules.reasons import Reason

ENROLLED, WAITING, ALREADY, REFUSED = "enrolled", "waiting", "already", "refused"
IN = ("enrolled", "passed", "failed")
# So many of one choice may be put on the waiting list of a class; it holds a few dozen.
MOST_WAITING = 500


@dataclass(frozen=True)
class Candidate:
    """A person who is to be enrolled: the state in this batch if any, reason and day of leaving, days of other running
    batches as (name of the batch, day). `early`: the stage of who has not been selected yet."""

    id: int
    state: str | None = None
    exited_on: date | None = None
    exited: bool = False
    held: bool = False
    early: str | None = None
    busy: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Place:
    """What would become of one person, why not, and what to be warned of."""

    id: int
    verdict: str
    reason: Reason | None = None
    warnings: tuple[Reason, ...] = ()


def forecast(candidates: Sequence[Candidate], *, free: int, waiting: int, days: Sequence[date], waiting_ok: bool = True) -> list[Place]:
    """What becomes of each: enrolled while places are free and nobody waits, then on the waiting list in this order, but not
    more than MOST_WAITING.

    `free`: places left; `waiting`: people who wait already, who come first; `days`: the days of the batch.
    """
    left, after, found = max(0, free) if not waiting else 0, waiting, []
    last = waiting + (MOST_WAITING if waiting_ok else 0)
    for one in candidates:
        place = _refused(one)
        if place is None and left:
            left -= 1
            place = Place(one.id, ENROLLED, None, _warnings(one, days))
        elif place is None and after < last:
            after += 1
            place = Place(one.id, WAITING, Reason("waiting_number", number=after), _warnings(one, days))
        found.append(place or Place(one.id, REFUSED, Reason("batch_full")))
    return found


def takes_part_from(on: date, *, starts_on: date, ends_on: date, register_begun: bool) -> date:
    """The first day that counts for who is enrolled on `on`: that day; of a class that is entered afterwards, whose
    register nobody has begun, the day it started."""
    if register_begun:
        return min(on, ends_on)
    return min(on, starts_on)


def _refused(one):
    if one.state in (*IN, "waiting"):
        return Place(one.id, ALREADY, Reason("already_in", state=one.state))
    if one.exited:
        return Place(one.id, REFUSED, Reason("has_left", on=one.exited_on))
    return None


def _warnings(one, days):
    same, wanted = {}, set(days)
    for batch, day in one.busy:
        if day in wanted:
            same[batch] = same.get(batch, 0) + 1
    found = [Reason("busy_elsewhere", batch=batch, days=n) for batch, n in sorted(same.items())]
    if one.held:
        found.append(Reason("on_hold"))
    if one.early:
        found.append(Reason("not_selected_yet", stage=one.early))
    return tuple(found)
