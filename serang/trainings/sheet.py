"""Registers and marks as a workbook, and marks pasted from one."""

import re
from dataclasses import dataclass, field

from serang.common.rules import names
from serang.common.words import say
from serang.i18n import _, day
from serang.sheets.write import DAY, NUMBER, Head, Page, workbook
from serang.trainings import words
from serang.trainings.models import Assessment, Batch
from serang.trainings.rules import marks
from serang.trainings.rules.cells import Cell


@dataclass
class Pasted:
    """Cells read from pasted text, and the lines that were not understood as (line number, why)."""

    cells: dict = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def book(batch: Batch, people, sessions) -> bytes:
    """The workbook of a batch: attendance by day, and marks with result."""
    title = [f"{batch.course.name}, {batch.number}", f"{batch.provider}, {words.period(batch)}"]
    return workbook([_attendance_page(title, people, sessions), _marks_page(title, people)])


def read_pasted(text: str, assessment: Assessment, people) -> Pasted:
    """Marks of one assessment: either name (or number) and mark on each line, or marks alone in the order of the class.

    Blank lines are passed over.
    """
    class_ = [one for one in people if one.enrolment.state == "enrolled"]
    rows = [(n, _cells(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    alone = all(len(row) == 1 for _n, row in rows)
    found = Pasted()
    for at, (n, row) in enumerate(rows):
        one = (class_[at] if at < len(class_) else None) if alone else _person(row[:-1], class_)
        _take(found, n, one, row[-1], assessment)
    return found


def _cells(line):
    """The cells of a line; a comma is never a limit, since it belongs to the mark."""
    cells = [cell.strip() for cell in re.split(r"[\t;]", line) if cell.strip()]
    return cells[0].rsplit(None, 1) if len(cells) == 1 and any(sign.isalpha() for sign in cells[0]) else cells


def _take(found, n, one, typed, assessment):
    if one is None:
        found.wrong.append((n, _("nama tidak dikenali di angkatan ini")))
        return
    place = (one.enrolment.id, assessment.id)
    try:
        value = marks.read(typed, assessment.maximum)
    except marks.NotAMark:
        found.wrong.append(
            (
                n,
                _(
                    "%(name)s: %(typed)s bukan nilai 0 sampai %(most)s",
                    name=one.person.full_name,
                    typed=typed[:20],
                    most=assessment.maximum,
                ),
            )
        )
        return
    if place in found.cells:
        found.wrong.append((n, _("%(name)s ada dua kali", name=one.person.full_name)))
    found.cells[place] = Cell(value, one.scores.get(assessment.id))


def _person(words_of_line, class_):
    """The one person whose number or name stands in the line."""
    keys = {names.search_key(word) for word in words_of_line} - {""}
    hits = [one for one in class_ if names.search_key(one.person.full_name) in keys or one.person.number in words_of_line]
    return hits[0] if len(hits) == 1 else None


def _attendance_page(title, people, sessions):
    heads = [
        Head(_("No. daftar")),
        Head(_("Nama"), width=30),
        *(Head(day(one.on, "d MMM"), width=8) for one in sessions),
        Head(_("Hadir"), NUMBER),
        Head(_("Sakit"), NUMBER),
        Head(_("Izin"), NUMBER),
        Head(_("Alpa"), NUMBER),
        Head(_("Persen hadir"), NUMBER),
        Head(_("Keadaan")),
    ]
    rows = [
        [
            one.person.number,
            one.person.full_name,
            *(one.letters.get(session.id, "") for session in sessions),
            one.attendance.present,
            one.attendance.sick,
            one.attendance.excused,
            one.attendance.absent,
            one.attendance.share,
            words.enrolment_state(one.enrolment.state),
        ]
        for one in people
    ]
    return Page(_("Kehadiran"), heads, rows, title)


def _marks_page(title, people):
    parts = people[0].parts if people else []
    heads = [
        Head(_("No. daftar")),
        Head(_("Nama"), width=30),
        *(Head(f"{part.name} ({part.maximum})", NUMBER) for part in parts),
        Head(_("Nilai akhir"), NUMBER),
        Head(_("Keadaan")),
        Head(_("Kurang"), width=40),
        Head(_("No. sertifikat"), width=20),
        Head(_("Diputuskan"), DAY),
    ]
    rows = [
        [
            one.person.number,
            one.person.full_name,
            *(part.value for part in one.parts),
            one.result.final,
            words.enrolment_state(one.enrolment.state),
            "; ".join(say(reason) for reason in one.result.lacking),
            one.enrolment.certificate_no,
            one.enrolment.decided_on,
        ]
        for one in people
    ]
    return Page(_("Nilai"), heads, rows, title)
