"""A reason: why something is refused or doubted, as a code with values; the words are found when it is shown."""

from dataclasses import dataclass
from datetime import date, datetime

PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True, init=False, repr=False)
class Reason:
    """Why, as a code and its values: `Reason("too_old", limit=39, age=41)`. Cannot be changed, so it can be a key.

    Values are text, numbers, yes or no, days, or rows of these. Raises TypeError for anything else.
    """

    code: str
    items: tuple[tuple[str, object], ...]

    def __init__(self, code: str, /, **values):
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "items", tuple((name, _kept(values[name])) for name in sorted(values)))

    @property
    def values(self) -> dict:
        """The values by name, a fresh dictionary."""
        return dict(self.items)

    def as_dict(self) -> dict:
        """What JSON can hold; `Reason.from_dict` reads it back to an equal reason."""
        return {"code": self.code, "values": {name: _written(value) for name, value in self.items}}

    @classmethod
    def from_dict(cls, written: dict) -> "Reason":
        """The reason that `as_dict` wrote down."""
        return cls(written["code"], **{name: _read(value) for name, value in written.get("values", {}).items()})

    def __repr__(self) -> str:
        return f"Reason({', '.join([repr(self.code)] + [f'{name}={value!r}' for name, value in self.items])})"


def _kept(value):
    if isinstance(value, (list, tuple)):
        return tuple(_kept(part) for part in value)
    if isinstance(value, datetime) or not isinstance(value, (*PLAIN, date)):
        raise TypeError(f"a reason cannot hold {value!r}")
    return value


def _written(value):
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(value):
    if isinstance(value, list):
        return tuple(_read(part) for part in value)
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value
