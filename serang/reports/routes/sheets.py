"""/reports: sheets of numbers, on screen, on paper and as a workbook."""

from flask import Response, request
from flask_login import current_user

from serang.audit.operations import opened
from serang.reports import queries, words
from serang.reports.forms import CodeForm, PeriodForm
from serang.reports.routes.frame import bp
from serang.sheets.write import workbook
from serang.web.clock import now, today
from serang.web.forms import query_form
from serang.web.guard import allow
from serang.web.page import page
from serang.web.session import actor_id, afterwards

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/reports")
@allow("reports.read")
def index():
    """All sheets of numbers of a period."""
    form = query_form(PeriodForm)
    first, last = form.days(today())
    form.show(first, last)
    return page(
        "reports/index.html",
        200 if not form.errors else 422,
        form=form,
        first=first,
        last=last,
        numbers=_numbers(),
        sheets=words.sheets(_found(first, last)),
        at=now(),
        query=request.query_string.decode(),
    )


@bp.get("/reports/summary.xlsx")
@allow("applicants.export")
def summary():
    """The same sheets as a workbook."""
    first, last = query_form(PeriodForm).days(today())
    pages = [sheet.page() for sheet in words.sheets(_found(first, last))]
    who, at = actor_id(), now()
    afterwards(lambda: opened("reports.export", account_id=who, at=at, first=first.isoformat(), last=last.isoformat()))
    return Response(workbook(pages), mimetype=XLSX, headers={"Content-Disposition": f"attachment; filename=laporan-{last}.xlsx"})


@bp.get("/reports/check")
@allow("reports.read")
def check():
    """What a check code on paper stands for."""
    form = query_form(CodeForm)
    found = queries.print_of(form.wanted, current_user) if form.code.data else None
    return page("reports/check.html", form=form, found=found, words=words)


def _numbers():
    return queries.target(today(), current_user)


def _found(first, last):
    on = today()
    return {
        "stages": queries.funnel(on),
        "areas": queries.by_area(),
        "schooling": queries.by_schooling(on),
        "trainings": queries.trainings(first, last),
        "orders": queries.order_fill(first, last),
        "exits": queries.exits(first, last),
    }
