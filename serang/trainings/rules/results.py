"""Passed, or what is lacking: by the attendance and the final mark that the course asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from serang.common.rules.reasons import Reason
from serang.trainings.rules import marks
from serang.trainings.rules.attendance import Attendance

PASSED, FAILED, OPEN = "passed", "failed", "open"


@dataclass(frozen=True)
class Result:
    """How a person stands: `open` while something is not entered yet, with each lack as a reason with its numbers."""

    verdict: str
    lacking: tuple[Reason, ...]
    final: float | None

    @property
    def passed(self) -> bool:
        return self.verdict == PASSED


def result(attendance: Attendance, parts: Sequence[marks.Part], *, attendance_min: int, mark_min: int) -> Result:
    """The verdict from what is entered. Exactly the minimum passes; nothing entered for a held day or a counting
    assessment leaves it open, unless the rest already fails."""
    final = marks.final(parts)
    short, unknown = _short(attendance, final, attendance_min, mark_min), _unknown(attendance, parts, attendance_min)
    verdict = OPEN if unknown and not _lost(attendance, parts, attendance_min, mark_min) else FAILED if short or unknown else PASSED
    return Result(verdict, (*short, *unknown), final)


def standing(attendance: Attendance, parts: Sequence[marks.Part], *, attendance_min: int, mark_min: int) -> Reason:
    """One word on the way: `on_track`, `below_attendance`, `below_mark` (a mark can be made good by a second test), or
    `cannot_pass` (missed days cannot)."""
    if not attendance.can_reach(attendance_min):
        return Reason("cannot_pass")
    if not attendance.reaches(attendance_min):
        return Reason("below_attendance", least=attendance_min)
    now = marks.so_far(parts)
    if now is not None and now < mark_min:
        return Reason("below_mark", least=mark_min)
    return Reason("on_track")


def _short(attendance, final, attendance_min, mark_min):
    found = []
    if not attendance.reaches(attendance_min):
        found.append(
            Reason(
                "attendance_below",
                share=attendance.share,
                least=attendance_min,
                present=attendance.present,
                counted=attendance.counted,
                short=attendance.days_short(attendance_min),
            )
        )
    if final is not None and final < mark_min:
        found.append(Reason("mark_below", mark=final, least=mark_min))
    return tuple(found)


def _unknown(attendance, parts, attendance_min):
    found = []
    if attendance.unmarked:
        found.append(Reason("attendance_unmarked", days=attendance.unmarked))
    elif not attendance.counted and attendance_min and not (attendance.sick or attendance.excused):
        found.append(Reason("attendance_none"))
    if names := marks.missing(parts):
        found.append(Reason("mark_missing", names=", ".join(names)))
    return tuple(found)


def _lost(attendance, parts, attendance_min, mark_min):
    best = marks.best(parts)
    return not attendance.can_reach(attendance_min) or (best is not None and best < mark_min)
