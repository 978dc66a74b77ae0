"""Shares of attendance: held days count, planned ones do not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MARKS = ("H", "S", "I", "A")
PRESENT, SICK, EXCUSED, ABSENT = MARKS


@dataclass(frozen=True)
class Attendance:
    """One person's days: present, sick, excused, absent, held days without a mark, and days still to come.

    `forgiven`: sick and excused days are left out of the share; else only a present day counts.
    """

    present: int = 0
    sick: int = 0
    excused: int = 0
    absent: int = 0
    unmarked: int = 0
    to_come: int = 0
    forgiven: bool = False

    @property
    def counted(self) -> int:
        """Marked days that the share is taken of."""
        return self.present + self.absent + (0 if self.forgiven else self.sick + self.excused)

    @property
    def share(self) -> float | None:
        """Per cent of the counted days with one decimal, rounded down; None without days."""
        return percent(self.present, self.counted)

    @property
    def best(self) -> float | None:
        """The share if every day that is open were a present one."""
        open_days = self.unmarked + self.to_come
        return percent(self.present + open_days, self.counted + open_days)

    def reaches(self, least: int) -> bool:
        """Whether the share is at least so many per cent; without counted days nobody has missed anything."""
        return self.present * 100 >= least * self.counted

    def can_reach(self, least: int) -> bool:
        """Whether the share can still reach so many per cent."""
        open_days = self.unmarked + self.to_come
        return (self.present + open_days) * 100 >= least * (self.counted + open_days)

    def days_short(self, least: int) -> int:
        """How many of the missed days would have had to be present ones."""
        return max(0, -(-(least * self.counted) // 100) - self.present)


def count(marks: Iterable[str], *, unmarked: int = 0, to_come: int = 0, forgiven: bool = False) -> Attendance:
    """The days of one person from the letters H, S, I, A. Raises ValueError for any other letter."""
    counts = Counter(marks)
    if foreign := set(counts) - set(MARKS):
        raise ValueError(f"no mark of attendance: {sorted(foreign)}")
    return Attendance(counts[PRESENT], counts[SICK], counts[EXCUSED], counts[ABSENT], unmarked, to_come, forgiven)


def read(text: str | None) -> str:
    """The letter of a cell: capital, or empty. Raises ValueError for anything but H, S, I, A."""
    letter = (text or "").strip().upper()
    if letter and letter not in MARKS:
        raise ValueError(letter)
    return letter


def percent(part: int, whole: int) -> float | None:
    """Per cent with one decimal, rounded down; None of nothing."""
    return part * 1000 // whole / 10 if whole else None
