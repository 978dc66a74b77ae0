"""Changes that are tried, and the moves they lead to, as sentences."""

from dataclasses import replace
from datetime import date

from serang.i18n import _, day, ngettext
from serang.matching.rules.changes import ADDED, first_test, other_tests
from serang.matching.words.shown import order_name, points
from serang.orders import words as orders


def move(one, changes=()) -> str:
    """From which order to which; `changes` are those that were tried, since they may have added the order."""
    if one.target is None:
        return _("dari %(a)s", a=order_name(one.origin))
    target = added(changes[one.target - ADDED]) if one.target >= ADDED else order_name(one.target)
    if one.origin is None:
        return _("ke %(b)s", b=target)
    if one.origin == one.target:
        return _("di %(a)s", a=target)
    return _("dari %(a)s ke %(b)s", a=order_name(one.origin), b=target)


def added(one) -> str:
    """An order that a change adds."""
    return _("job order tambahan seperti %(order)s", order=order_name(one.order_id))


def change(one, order) -> str:
    """A change that is tried as a sentence; `order`: the order as the run had it."""
    facts = [
        (_("kuota"), orders.quotas(order), None if one.quota is None else orders.quotas(replace(order, quota=one.quota))),
        _minimum(order, one.language_min),
        (_("tanggal berangkat"), _of(order.departs_on), day(one.departs_on)),
        (_("batas pencalonan"), _of(order.closes_on), day(one.closes_on)),
    ]
    if one.besides:
        quota, *rest = facts
        told = [f"{what} {new}" for what, _old, new in ((quota[0], quota[1], quota[2] or quota[1]), *rest) if new]
    else:
        told = [_becomes(*fact) for fact in facts if fact[2]]
    who = added(one) if one.besides else order_name(one.order_id)
    return f"{who[:1].upper()}{who[1:]}: {', '.join(told)}."


def more_points(n: int) -> str:
    """`+12,3`, `-4,0`, `0`: how much higher a sum of scores is."""
    return f"{'+' if n > 0 else ''}{points(n)}" if n else "0"


def more_places(n: int) -> str:
    """`+3 tempat`, `-1 tempat`."""
    return ngettext("%(n)s tempat", "%(n)s tempat", abs(n), n=f"{n:+d}" if n else "0")


def as_it_is(order) -> str:
    """Quota and days of an order as the run had it: `Sekarang: kuota 20, tanggal berangkat 1 Mar 2027.`"""
    told = [
        (_("kuota"), orders.quotas(order)),
        (_("tanggal berangkat"), _of(order.departs_on)),
        (_("batas pencalonan"), _of(order.closes_on)),
    ]
    now = _("Sekarang: %(what)s.", what=", ".join(f"{word} {value}" for word, value in told if value))
    return f"{now} {_first_of_more(order.besides)}".strip()


def _first_of_more(waiting):
    """Whose places more places are first."""
    told = ngettext(
        "%(num)s orang menunggu di mitra, jadi tempat tambahan untuk mereka dahulu.",
        "%(num)s orang menunggu di mitra, jadi tempat tambahan untuk mereka dahulu.",
        waiting,
    )
    return told if waiting else ""


def _minimum(order, new):
    """The test an order asks for first, and the minimum as it is and as it would be."""
    test, least = first_test(order) or ("", None)
    return _("%(test)s paling rendah", test=orders.test(test)), *(None if one is None else orders.level(test, one) for one in (least, new))


def _becomes(what, old, new):
    """`kuota 20 menjadi 25`."""
    return _("%(what)s %(old)s menjadi %(new)s", what=what, old=old, new=new) if old else f"{what} {new}"


def _of(ordinal):
    return day(date.fromordinal(ordinal)) if ordinal else ""


def about_test(order) -> str:
    """Which test of an order (as the run had it) a minimum is meant of, what it can be and is, and which tests count besides."""
    asked = first_test(order)
    if asked is None:
        return _("Job order ini tidak meminta tes bahasa.")
    test, least = asked
    told = _("%(what)s. Sekarang %(now)s.", what=orders.span(test), now=orders.level(test, least))
    others = [orders.result(*one) for one in other_tests(order)]
    return f"{told[:1].upper()}{told[1:]} {_others(others)}".strip()


def _others(results):
    return _("%(results)s juga cukup, itu tetap.", results=_(" atau ").join(results)) if results else ""


def result_asked(order) -> str:
    """What a minimum of an order's test can be, where something else was typed."""
    asked = first_test(order)
    return _("Isi %(what)s.", what=orders.span(asked[0])) if asked else _("Job order ini tidak meminta tes bahasa.")
