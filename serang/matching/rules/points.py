"""What a run keeps of a place beside its score, as one number: each part of the score, and what else is to be known of it (MARKS)."""

from collections.abc import Mapping

import numpy as np

from serang.matching.rules.problem import PARTS

MARKS = ("locked", "open")  # fixed by staff; a must is not known yet
# Runs keep these bits: a new part stands at the end. A part is 0 to 100 and kept one higher; 0 says that it does not count.
BITS = 7
SHIFTS = {name: len(MARKS) + BITS * at for at, name in enumerate(PARTS)}


def pack(parts: Mapping[str, np.ndarray], **marks: np.ndarray) -> np.ndarray:
    """The number of each of some people, from columns: parts that count, and every mark."""
    kept = sum(marks[name].astype(np.int64) << at for at, name in enumerate(MARKS))
    for name, part in parts.items():
        kept += (part.astype(np.int64) + 1) << SHIFTS[name]
    return kept


def told(number: int) -> dict[str, int | bool]:
    """What a number says: the parts that count, and the marks that are set."""
    parts = {name: (number >> shift) % 2**BITS - 1 for name, shift in SHIFTS.items()}
    marks = {name: True for at, name in enumerate(MARKS) if number >> at & 1}
    return {name: part for name, part in parts.items() if part >= 0} | marks


def number(said: Mapping[str, int | bool]) -> int:
    """The number that says this."""
    marks = {name: np.array(said.get(name, False)) for name in MARKS}
    return int(pack({name: np.array(said[name]) for name in PARTS if name in said}, **marks))
