"""A batch on paper and as a workbook."""

from flask import make_response, request
from flask_login import current_user

from serang.audit.operations import opened
from serang.i18n import _
from serang.trainings import queries, sheet, words
from serang.trainings.routes.frame import bp, get
from serang.trainings.routes.grids import _window
from serang.web.clock import now, today
from serang.web.guard import allow
from serang.web.page import page
from serang.web.session import afterwards

SHEETS = ("register", "sign", "list", "certificates")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/trainings/<int:id>/print")
@allow("trainings.read")
def print_one(id):
    """On paper: the register of the days shown, a list to sign for one day, the list of participants, certificates."""
    batch = get(id)
    kind = request.args.get("sheet") if request.args.get("sheet") in SHEETS else "register"
    paper = "f4" if request.args.get("paper") == "f4" else "a4"
    people, sort = _on_paper(batch, kind)
    _note(batch, "trainings.print", sheet=kind)
    return page(
        "trainings/print.html",
        batch=batch,
        people=people,
        sort=sort,
        planned=any(one.recommended for one in people),
        kind=kind,
        paper=paper,
        wide=kind in ("register", "certificates"),
        window=_window(batch),
        today=today(),
        words=words,
        kinds=_kinds(),
    )


@bp.get("/trainings/<int:id>.xlsx")
@allow("trainings.export")
def export(id):
    """Attendance and marks as a workbook."""
    batch = get(id)
    answer = make_response(sheet.book(batch, queries.class_of(batch), batch.sessions))
    answer.mimetype = XLSX
    answer.headers.set("Content-Disposition", "attachment", filename=f"{batch.number}.xlsx".replace("/", "-"))
    _note(batch, "trainings.export")
    return answer


def _on_paper(batch, kind):
    """Who takes part: in the list of participants as on the page of the class, elsewhere by name."""
    people, sort = queries.arranged(queries.class_of(batch), request.args.get("sort") if kind == "list" else "name")
    return [one for one in people if one.takes_part], sort


def _note(batch, what, **facts):
    number, who, at = batch.number, current_user.id, now()
    afterwards(lambda: opened(what, account_id=who, at=at, batch=number, **facts))


def _kinds():
    return [
        ("register", _("Daftar hadir")),
        ("sign", _("Tanda tangan")),
        ("list", _("Daftar peserta")),
        ("certificates", _("Sertifikat")),
    ]
