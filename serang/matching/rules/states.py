"""The way of a place on an order: proposed, sent to the partner, interviewed, accepted, contract, departure; or out."""

from collections.abc import Iterable
from dataclasses import dataclass

ACTIVE = ("proposed", "nominated", "interviewed", "accepted", "contracted", "preparing", "departed")
TAKING_PLACE = ("accepted", "contracted", "preparing", "departed")
PENDING = ("nominated", "interviewed")
ENDED = ("rejected", "withdrawn", "cancelled", "returned")
OUT = ("rejected", "withdrawn", "cancelled")
MOVES = {
    "proposed": ("nominated", *OUT),
    "nominated": ("interviewed", "accepted", *OUT),
    "interviewed": ("accepted", *OUT),
    "accepted": ("contracted", *OUT),
    "contracted": ("preparing", *OUT),
    "preparing": ("departed", *OUT),
    "departed": ("returned",),
}
NEXT = {
    "proposed": "nominated",
    "nominated": "interviewed",
    "interviewed": "accepted",
    "accepted": "contracted",
    "contracted": "preparing",
    "preparing": "departed",
    "departed": "returned",
}
ANSWERS = ("accepted", "reserve", "rejected", "interviewed")
# The stage of the person that belongs to a place; who is out is ready for another one.
STAGE = {
    "nominated": "nominated",
    "interviewed": "nominated",
    "accepted": "accepted",
    "contracted": "contracted",
    "preparing": "preparing",
    "departed": "departed",
    "returned": "returned",
}
# What the office does itself passes the gate of that stage; what the partner answers, and a return, are facts.
GATED = ("nominated", "contracted", "preparing", "departed")
FOLLOWED = ("nominated", "accepted", "contracted", "preparing")
READY = "ready"


def may(state: str, to: str) -> bool:
    """Whether a place can go from one state to the other."""
    return to in MOVES.get(state, ())


def may_answer(state: str, answer: str) -> bool:
    """Whether an answer of the partner can be given for a place in a state; any other step as `may` says."""
    return state in PENDING if answer == "reserve" else may(state, answer)


def answered(state: str, reserve_rank: int | None) -> str | None:
    """What has become of a place that was sent: the partner's answer as far as it says so, else its state; None while it waits."""
    if state == "interviewed":
        return "reserve" if reserve_rank else state
    return "accepted" if state in TAKING_PLACE else None if state in ("proposed", "nominated") else state


@dataclass(frozen=True)
class Room:
    """Places of an order: how many in all, for each sex when capped, and how many reserves may be sent besides."""

    quota: int
    reserves: int = 0
    male: int | None = None
    female: int | None = None


@dataclass(frozen=True)
class Full:
    """Which limit is passed: `what` all, L or P; so many places, so many people after it."""

    what: str
    places: int
    people: int


def over(room: Room, places: Iterable[tuple[str, str | None]]) -> Full | None:
    """The first limit that people on an order, as (state, sex), would pass; None when all is well.

    Whoever takes a place must fit into the quota; with those proposed and sent there may be as many more as reserves.
    """
    rows = list(places)
    taking = [sex for state, sex in rows if state in TAKING_PLACE]
    active = [sex for state, sex in rows if state in ACTIVE]
    for what, limit in (("all", room.quota), ("L", room.male), ("P", room.female)):
        for sexes, most in ((taking, limit), (active, None if limit is None else limit + room.reserves)):
            number = len(sexes) if what == "all" else sexes.count(what)
            if most is not None and number > most:
                return Full(what, most, number)
    return None


def passes(room: Room, before: Iterable[tuple[str, str | None]], after: Iterable[tuple[str, str | None]]) -> Full | None:
    """The limit that a change newly passes or passes further; what was over before may stay or come down."""
    full = over(room, after)
    if full is None:
        return None
    old = over(room, before)
    return None if old and old.what == full.what and old.places == full.places and old.people >= full.people else full


def fill(room: Room, before: Iterable[tuple[str, str | None]], sexes: Iterable[str | None]) -> list[bool]:
    """Who of people who come in this order, given by sex, still finds a place beside those on the order, as (state, sex)."""
    limits = {"all": room.quota, "L": room.male, "P": room.female}
    left = {what: limit + room.reserves for what, limit in limits.items() if limit is not None}
    for state, sex in before:
        if state in ACTIVE:
            for what in {"all", sex} & left.keys():
                left[what] -= 1
    found = []
    for sex in sexes:
        mine = {"all", sex} & left.keys()
        found.append(all(left[what] > 0 for what in mine))
        if found[-1]:
            for what in mine:
                left[what] -= 1
    return found
