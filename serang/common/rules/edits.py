"""Two people edit one thing: its form carries a mark of every value it was opened with, so that what changed meanwhile is seen."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple


class Merged(NamedTuple):
    """`wanted`: what is to be stored; `clashing`: changed by both, differently; `kept`: changed elsewhere and untouched here."""

    wanted: dict
    clashing: list
    kept: list


def marks(values: Mapping[str, object]) -> str:
    """The marks of these values by name, as a short text for a form."""
    return json.dumps({name: _mark(value) for name, value in values.items()}, separators=(",", ":"))


def names(carried: str | None) -> list[str]:
    """The names of what stood in the form; none when it carries no marks that can be read."""
    return list(_read(carried))


def merge(carried: str | None, stored: Mapping[str, object], typed: Mapping[str, object]) -> Merged:
    """What becomes of typed values over those stored now. Without a mark of a value what was typed counts.

    >>> merge(marks({"a": 1, "b": 1, "c": 1}), {"a": 2, "b": 2, "c": 1}, {"a": 1, "b": 3, "c": 3})
    Merged(wanted={'b': 3, 'c': 3}, clashing=['b'], kept=['a'])
    """
    seen = _read(carried)
    theirs = {name for name in typed if name in seen and seen[name] != _mark(stored[name]) != _mark(typed[name])}
    kept = [name for name in typed if name in theirs and seen[name] == _mark(typed[name])]
    wanted = {name: value for name, value in typed.items() if name not in kept}
    return Merged(wanted, [name for name in wanted if name in theirs], kept)


def _mark(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:8]


def _read(carried) -> dict[str, str]:
    try:
        found = json.loads(carried or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
