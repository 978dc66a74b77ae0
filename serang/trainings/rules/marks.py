"""Marks: reading them, and the final mark as their weighted mean in per cent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?")


@dataclass(frozen=True)
class Part:
    """One assessment and what a person got: a value from 0 to `maximum`, or None."""

    name: str
    maximum: int
    weight: int
    value: float | None = None


class NotAMark(ValueError):
    """A text that is no mark between 0 and the maximum."""


def read(text: str | None, maximum: int) -> float | None:
    """The mark of a text; `87,5` and `87.5` are the same, nothing is None.

    Raises NotAMark for letters, a negative number, more than two decimals or more than the maximum.
    """
    typed = (text or "").strip().replace(",", ".")
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed) or Decimal(typed) > maximum:
        raise NotAMark(typed)
    return float(typed)


def show(value: float | None) -> str:
    """The mark as it is typed: `87,5`, `90`; nothing for None."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def missing(parts: Sequence[Part]) -> list[str]:
    """Names of the assessments that count and have no mark yet."""
    return [part.name for part in parts if part.weight and part.value is None]


def final(parts: Sequence[Part]) -> float | None:
    """The weighted mean in per cent of the maxima, with two decimals; None until every counting mark is there."""
    return None if missing(parts) else so_far(parts)


def so_far(parts: Sequence[Part]) -> float | None:
    """The weighted mean of the marks given until now; None without one."""
    given = [part for part in parts if part.weight and part.value is not None]
    if not given:
        return None
    total = sum(part.weight * Decimal(str(part.value)) * 100 / part.maximum for part in given)
    return float((total / sum(part.weight for part in given)).quantize(CENT, ROUND_HALF_UP))


def best(parts: Sequence[Part]) -> float | None:
    """The final mark if everything that is open got the maximum; None when nothing counts."""
    return final([part if part.value is not None else Part(part.name, part.maximum, part.weight, part.maximum) for part in parts])
