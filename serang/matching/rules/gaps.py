"""What keeps people out: of everybody who fits no order, the nearest one and the kinds of rules they fail there."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from serang.matching.rules import pairs
from serang.matching.rules.columns import Columns
from serang.matching.rules.easier import easier_first
from serang.matching.rules.eligible import OPEN, PASS, outcomes
from serang.matching.rules.problem import NOBODY, Problem

FAR = 99
WISH, BANNED = "wish", "banned"
# Runs keep these bits: a new kind stands at the end.
KINDS = ("age", "born", "sex", "education", "language", "certificate", "experience", "document", "height", WISH, BANNED, "marital")
BITS = {kind: 1 << number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, eq=False)
class Gaps:
    """Of each person (index) the order (index, -1 for none with places that they wish) where they fail fewest rules, how many
    those are, and a bit for each kind (see BITS).
    """

    person: np.ndarray
    order: np.ndarray
    failed: np.ndarray
    lacks: np.ndarray


def gaps(problem: Problem, among: np.ndarray, columns: Columns | None = None, full: Collection[int] = ()) -> Gaps:
    """The nearest order of everybody in `among` (a mask over People.ids); of those that fail equally many rules the first, an easier
    one before another (see easier_first). The orders `full` (indices) are nobody's nearest: they only say what is lacking where no
    other order is wished.
    """
    columns = columns or Columns(problem)
    size = len(problem.people.ids)
    best, place, bits = np.full(size, FAR, np.int16), np.full(size, -1, np.int32), np.full(size, BITS[WISH], np.int32)
    for at in sorted(easier_first(problem.orders), key=lambda at: at in full):
        order = problem.orders[at]
        who, _rank = columns.wishing(order.occupation, order.country)
        who = who[among[who] & (place[who] < 0)] if at in full else who[among[who]]
        failed, lacks = _failed(problem, columns, at, order, who)
        nearer = failed < best[who]
        who = who[nearer]
        best[who], place[who], bits[who] = failed[nearer], -1 if at in full else at, lacks[nearer]
    person = np.flatnonzero(among)
    return Gaps(person, place[person], np.where(best[person] == FAR, 1, best[person]), bits[person])


def _failed(problem, columns, at, order, who):
    """How many rules of an order each of `who` fails, and which kinds."""
    failed, lacks = np.zeros(len(who), np.int16), np.zeros(len(who), np.int32)
    lowest = OPEN if problem.settings.unknown_allowed else PASS
    rules = [(one.kind, outcomes(columns, order, one, who) < lowest) for one in order.musts()]
    if order.by_sex:
        rules.append(("sex", columns.people.sex[who] == NOBODY))
    rules.append((BANNED, pairs.banned(problem, who, np.full(len(who), at))))
    for kind, fails in rules:
        failed += fails
        lacks |= np.where(fails, BITS[kind], 0).astype(np.int32)
    return failed, lacks


def kinds(bits: int) -> tuple[str, ...]:
    """The kinds of rules behind the bits."""
    return tuple(kind for kind, bit in BITS.items() if bits & bit)


def counts(found: Gaps) -> dict[str, int]:
    """How many people fail each kind of rule, most first."""
    numbers = {kind: int(((found.lacks & bit) > 0).sum()) for kind, bit in BITS.items()}
    return {kind: n for kind, n in sorted(numbers.items(), key=lambda one: -one[1]) if n}
