"""/exchange: lists that come in. Upload or paste, say what the columns mean, try out, apply, take back."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask_login import current_user

from serang.applicants import sheet as applicants
from serang.audit.operations import opened
from serang.common.refusals import Conflict, Forbidden, Missing
from serang.exchange import forms, operations, queries, words
from serang.exchange.rules.plan import CHANGED, NEW, REFUSED
from serang.i18n import _, ngettext
from serang.jobs import queries as jobs
from serang.jobs import words as job_words
from serang.sheets.cells import Unreadable, Workbook
from serang.sheets.read import read, read_text
from serang.sheets.write import Head, Page, workbook
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import page
from serang.web.session import afterwards
from serang.web.toasts import toast

bp = Blueprint("exchange", __name__, url_prefix="/exchange")
OFFERS = {"applicants": applicants.people}
# A file of this size is read at once; a larger one by the worker.
READ_AT_ONCE = 300_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@allow("applicants.import")
def index():
    """What can be brought in, and what was."""
    return _index(forms.UploadForm())


@bp.post("/<noun>")
@allow("applicants.import")
def create(noun):
    """Take a file or pasted rows; on with the columns, or with waiting for the worker."""
    _offered(noun)
    form = forms.UploadForm()
    given = form.given
    if given is None:
        form.file.errors = [words.say_code("no_file")]
        return _index(form, 422)
    try:
        run = _begin(noun, *given)
    except Unreadable as no:
        (form.file if given[0] else form.pasted).errors = [words.say_code(no.code, **no.values)]
        return _index(form, 422)
    return redirect(url_for(".show", id=run.id), 303)


@bp.get("/<noun>/template.xlsx")
@allow("applicants.import")
def template(noun):
    """The empty form that offices, villages and schools fill in."""
    _offered(noun)
    heads = [Head(words.HEADINGS[field], width=22) for field in words.TEMPLATE]
    return _workbook([Page(_("Pelamar"), heads, [])], f"formulir-{noun}.xlsx")


@bp.get("/<int:id>")
@allow("applicants.import")
def show(id):
    """The import where it stands: waiting, columns, dry run, result."""
    run = queries.get(id)
    if _job(run):
        return page("exchange/wait.html", run=run, job=_job(run), words=words, job_words=job_words)
    if run.state == "read":
        return _columns(run, forms.MappingForm(run, OFFERS[run.noun]()))
    if run.state == "planned":
        return _dry_run(run)
    return _result(run)


@bp.get("/<int:id>/columns")
@allow("applicants.import")
def columns(id):
    """Back to what the columns mean."""
    run = _idle(id)
    if run.state not in operations.OPEN:
        return redirect(url_for(".show", id=id))
    return _columns(run, forms.MappingForm(run, OFFERS[run.noun]()))


@bp.post("/<int:id>/sheet")
@allow("applicants.import")
def choose(id):
    """Another sheet, or other headings: the columns are guessed anew."""
    run, form = _idle(id), forms.SheetForm()
    if not form.validate():
        return _columns(run, forms.MappingForm(run, OFFERS[run.noun]()), 422, sheet_form=form)
    operations.choose(run, OFFERS[run.noun](), sheet=form.sheet.data, headings=form.headings.data)
    return redirect(url_for(".columns", id=id), 303)


@bp.post("/<int:id>/columns")
@allow("applicants.import")
def settle(id):
    """What the columns mean is settled; try it out."""
    run = _idle(id)
    form = forms.MappingForm(run, OFFERS[run.noun](), request.form)
    if not form.validate():
        return _columns(run, form, 422)
    operations.settle(run, form.mapping)
    return _tried(run)


@bp.post("/<int:id>/check")
@allow("applicants.import")
def check(id):
    """Try out once more, after corrections."""
    return _tried(_idle(id))


@bp.post("/<int:id>/rows/<int:number>")
@allow("applicants.import")
def correct(id, number):
    """Correct cells of a row, or leave it out; a short list is tried out again at once."""
    run = _idle(id)
    if "left" in request.form:
        operations.leave_out(run, number, request.form["left"] == "1")
    else:
        operations.correct(run, number, forms.corrections(request.form))
    if not operations.is_large(run):
        operations.try_out(run, OFFERS[run.noun](), on=today())
    return redirect(url_for(".show", id=id, **_view(), after=number), 303)


@bp.post("/<int:id>/apply")
@allow("applicants.import")
def apply(id):
    """Write it, in one transaction."""
    run, plan_no = _idle(id), request.form.get("plan", type=int, default=-1)
    if operations.is_large(run):
        operations.apply_later(run, plan_no=plan_no, at=now())
    else:
        operations.apply(run, OFFERS[run.noun](), plan_no=plan_no, account_id=current_user.id, at=now(), on=today())
        if run.state == "applied":
            toast(
                ngettext(
                    "%(n)s baris disimpan.",
                    "%(n)s baris disimpan.",
                    run.counts[NEW] + run.counts[CHANGED],
                    n=words.number(run.counts[NEW] + run.counts[CHANGED]),
                )
            )
    return redirect(url_for(".show", id=id), 303)


@bp.post("/<int:id>/undo")
@allow("audit.undo")
def undo(id):
    """Take the whole import back; what was changed since stays and is named."""
    run = _idle(id)
    if run.account_id != current_user.id and not may("audit.undo_others"):
        raise Forbidden("not_your_act")
    if operations.is_large(run):
        operations.undo_later(run, account_id=current_user.id, at=now())
    else:
        operations.undo(run, at=now())
        toast(_("Impor diurungkan."))
    return redirect(url_for(".show", id=id) if may("applicants.import") else url_for("audit.index"), 303)


@bp.post("/<int:id>/cancel")
@allow("applicants.import")
def cancel(id):
    """Give it up; nothing was written."""
    operations.cancel(_idle(id))
    toast(_("Impor dibatalkan, tidak ada yang disimpan."))
    return redirect(url_for(".index"), 303)


@bp.get("/<int:id>/refused.xlsx")
@allow("applicants.import")
def refused(id):
    """The refused rows as in the file, each with its reason, to be mended there and brought in again."""
    run, account_id, at = queries.get(id), current_user.id, now()
    count = run.counts.get(REFUSED, 0)
    afterwards(lambda: opened("exchange.refused", account_id=account_id, at=at, run=id, rows=count))
    headings = [column["heading"] or _("Kolom %(n)s", n=column["at"] + 1) for column in run.columns]
    heads = [*(Head(heading) for heading in headings), Head(_("Alasan ditolak"), width=60), Head(_("Baris asal"))]
    rows = [[*_texts(row, len(headings)), " ".join(words.problem(one) for one in row.problems if one["fault"]), words.row_place(row.number)]
            for row in queries.refused(run)]  # fmt: skip
    return _workbook([Page(_("Ditolak"), heads, rows)], f"impor-{id}-ditolak.xlsx")


def _offered(noun):
    if noun not in OFFERS:
        raise Missing("no_offer")


def _begin(noun, filename, content):
    """Read a small file now, leave a large one to the worker. Raises Unreadable."""
    account_id, at = current_user.id, now()
    raw = content.encode() if isinstance(content, str) else content
    operations.release()
    book = _read(filename, content) if len(raw) <= READ_AT_ONCE else None
    if book is None or _rows(book) > operations.LARGE:
        return operations.read_later(operations.begin(noun, filename, account_id=account_id, at=at, content=raw), at=at)
    return operations.keep(operations.begin(noun, filename, account_id=account_id, at=at), book, OFFERS[noun]())


def _read(filename, content) -> Workbook:
    return read(content, filename) if filename else read_text(content)


def _rows(book):
    return sum(len(sheet.rows) for sheet in book.sheets)


def _job(run):
    """The work in hand for this import, if any."""
    job = jobs.get(run.job_id) if run.job_id else None
    return job if job and job.state in ("queued", "running") else None


def _idle(id):
    """The import, unless the worker has it in hand."""
    run = queries.get(id)
    if _job(run):
        raise Conflict("busy_with_import")
    return run


def _tried(run):
    if operations.is_large(run):
        operations.try_out_later(run, at=now())
    else:
        operations.try_out(run, OFFERS[run.noun](), on=today())
    return redirect(url_for(".show", id=run.id, **_view()), 303)


def _view():
    """The filter and page one stands on, from the address or the form."""
    show, number = request.values.get("show", ""), request.values.get("page", type=int, default=1)
    return {**({"show": show} if show else {}), **({"page": number} if number > 1 else {})}


def _index(form, status=200):
    runs = queries.history()
    undone = queries.undone([run for run, _name in runs])
    return page("exchange/index.html", status, form=form, runs=runs, undone=undone, words=words, accept=forms.ACCEPT)


def _columns(run, form, status=200, sheet_form=None):
    offer = OFFERS[run.noun]()
    return page(
        "exchange/columns.html",
        status,
        run=run,
        form=form,
        sheet_form=sheet_form,
        words=words,
        fields=words.fields(offer.columns),
        size=operations.size(run),
        failure=_failure(run),
    )


def _dry_run(run):
    view = {"show": queries.first_view(run.counts), **_view()}
    rows = queries.rows(run, show=view["show"], page=view.get("page", 1))
    edited, after = request.args.get("edit", type=int), request.args.get("after", type=int)
    return page(
        "exchange/dry_run.html",
        run=run,
        rows=rows,
        show=view["show"],
        words=words,
        cells=queries.cells,
        edited=queries.row(run, edited) if edited else None,
        large=operations.is_large(run),
        after=after,
        failure=_failure(run),
    )


def _result(run):
    view = _view()
    act, offer, undone = queries.act_of(run), OFFERS[run.noun](), bool(queries.undone([run]))
    there = {verdict: n for verdict, n in offer.there(run.id).items() if not (undone and verdict == CHANGED)}
    return page(
        "exchange/result.html",
        run=run,
        rows=queries.rows(run, show=view.get("show", ""), page=view.get("page", 1)),
        show=view.get("show", ""),
        words=words,
        written=queries.written(run),
        there=there,
        names=offer.names(run.counts.get("stayed", [])),
        undone=undone,
        act=act,
        failure=_failure(run),
        undoable=act is not None and (run.account_id == current_user.id or may("audit.undo_others")),
    )


def _failure(run):
    job = jobs.get(run.job_id) if run.job_id else None
    return job_words.failure(job) if job and job.state == "failed" else ""


def _texts(row, width):
    texts = [cell.text for cell in queries.cells(row)]
    return (texts + [""] * width)[:width]


def _workbook(pages, name):
    answer = make_response(workbook(pages))
    answer.mimetype = XLSX
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
