"""Which of orders that somebody fails equally is named first: the one with the lower minimum of the same language test."""

from collections.abc import Sequence

from serang.matching.rules.changes import first_test
from serang.matching.rules.problem import Order
from serang.orders.rules import grade


def easier_first(orders: Sequence[Order]) -> list[int]:
    """Orders (indices) as they come, but those that ask first for the same language test change places among themselves, so that the
    lowest minimum stands first. Different tests are not compared.
    """
    found, asking = list(range(len(orders))), {}
    for at, order in enumerate(orders):
        if (asked := first_test(order)) is not None:
            asking.setdefault(asked[0], []).append((grade(*asked), at))
    for some in asking.values():
        for place, (_minimum, at) in zip([at for _minimum, at in some], sorted(some), strict=True):
            found[place] = at
    return found
