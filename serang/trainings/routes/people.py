"""Who is in a batch: enrolled one by one or many at once, waiting, leaving, replaced."""

from urllib.parse import parse_qsl

from flask import request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from serang.applicants.forms import SearchForm
from serang.applicants.queries import lists
from serang.i18n import _, day, ngettext
from serang.trainings import operations, queries, words
from serang.trainings.forms import EnrolManyForm, StartForm, WithdrawForm
from serang.trainings.routes.frame import batch_page, bp, done, get
from serang.web.chosen import sign, still_those
from serang.web.clock import today
from serang.web.guard import allow
from serang.web.page import number_in_address, page
from serang.web.session import only_look

NAMED = 50


@bp.get("/trainings/<int:id>/participants")
@allow("trainings.read")
def participants(id):
    """Who takes part, in the order of `sort`, who waits, who left; and people found by `q` to be enrolled."""
    return _participants(get(id))


@bp.post("/trainings/<int:id>/enrol")
@allow("trainings.edit")
def enrol(id):
    """Enrol the people chosen, or put them on the waiting list."""
    batch = get(id)
    result = operations.enrol(batch, applicant_ids=request.form.getlist("ids", type=number_in_address), on=today())
    return done(_enrolled(batch, result), url_for("trainings.participants", id=id, added=len(result.lines)))


@bp.post("/trainings/enrolments/<int:id>/promote")
@allow("trainings.edit")
def promote(id):
    """From the waiting list into a free place."""
    row = queries.enrolment(id, current_user)
    operations.promote(row, on=today())
    return done(_("%(name)s mendapat tempat.", name=row.applicant.full_name), url_for("trainings.participants", id=row.batch_id))


@bp.get("/trainings/enrolments/<int:id>/start")
@allow("trainings.edit")
def ask_start(id):
    """Asks from which day somebody takes part."""
    row = queries.enrolment(id, current_user)
    return page("trainings/start.html", row=row, form=StartForm(None, data={"on": row.enrolled_on}), words=words)


@bp.post("/trainings/enrolments/<int:id>/start")
@allow("trainings.edit")
def start_from(id):
    """Somebody takes part from another day."""
    row, form = queries.enrolment(id, current_user), StartForm()
    if not form.validate():
        return page("trainings/start.html", 422, row=row, form=form, words=words)
    operations.start_from(row, on=form.on.data)
    said = _("%(name)s ikut sejak %(day)s.", name=row.applicant.full_name, day=day(form.on.data))
    return done(said, url_for("trainings.participants", id=row.batch_id))


@bp.get("/trainings/enrolments/<int:id>/withdraw")
@allow("trainings.edit")
def leave(id):
    """Asks why somebody leaves, and who takes the place."""
    row = queries.enrolment(id, current_user)
    waiting = _others(row)
    form = WithdrawForm(
        None,
        waiting=waiting,
        data={"on": today(), "replaced_by": str(waiting[0].id) if waiting and row.state == "enrolled" else ""},
    )
    return page("trainings/withdraw.html", row=row, form=form, words=words)


@bp.post("/trainings/enrolments/<int:id>/withdraw")
@allow("trainings.edit")
def withdraw(id):
    """Somebody leaves; who is named takes the place, both records stay."""
    row = queries.enrolment(id, current_user)
    form = WithdrawForm(waiting=_others(row))
    if not form.validate():
        return page("trainings/withdraw.html", 422, row=row, form=form, words=words)
    leaving = {"reason": form.reason.data, "on": form.on.data}
    if form.replaced_by.data:
        by = queries.enrolment(int(form.replaced_by.data), current_user)
        operations.replace(row, by=by, **leaving)
        said = _("%(name)s digantikan oleh %(by)s.", name=row.applicant.full_name, by=by.applicant.full_name)
    else:
        operations.withdraw(row, **leaving)
        said = _("%(name)s keluar dari angkatan.", name=row.applicant.full_name)
    return done(said, url_for("trainings.participants", id=row.batch_id))


@bp.post("/applicants/bulk/enrol")
@allow("trainings.edit")
def enrol_many():
    """A selection of people (ids, or all of a query) into a batch: first what would happen, then done."""
    if not request.form.get("confirm"):
        only_look()
    ids, form, open_batches = _selection(), EnrolManyForm(), queries.open_batches(today())
    form.batch.offer([(one.batch.id, _batch_words(one)) for one in open_batches], blank=not open_batches)
    if not form.batch.data and open_batches:
        form.batch.data = str(next((one for one in open_batches if one.free), open_batches[0]).batch.id)
    batch = get(int(form.batch.data)) if form.validate() and form.batch.data else None
    if batch and form.confirm.data and still_those(ids):
        result = operations.enrol(batch, applicant_ids=ids, on=today())
        return done(_enrolled(batch, result), url_for("trainings.participants", id=batch.id))
    everyone = request.form.get("all") == "1"
    return page(
        "trainings/enrol.html",
        200 if not form.errors else 422,
        form=form,
        batch=batch,
        lines=queries.forecast(batch, ids) if batch else [],
        ids=[] if everyone else ids,
        all=everyone,
        query=request.form.get("query", ""),
        among=sign(ids),
        count=len(ids),
        named=NAMED,
        words=words,
    )


def _participants(batch, status=200):
    q, waiting = request.args.get("q", "").strip(), queries.waiting(batch)
    people, sort = queries.arranged(queries.class_of(batch), request.args.get("sort"))
    found = lists.options(q, current_user) if len(q) > 1 else []
    lines = queries.forecast(batch, [one.id for one in found])
    return batch_page(
        "trainings/participants.html",
        batch,
        "participants",
        status,
        people=people,
        waiting=waiting,
        sort=sort,
        planned=any(row.recommended for row in (*people, *waiting)),
        q=q,
        found=lines,
        added="added" in request.args,
        free=batch.capacity - sum(one.takes_part for one in people),
        replaced=_replacements(people),
    )


def _replacements(people):
    """Whose place each person took: enrolment id → name."""
    names = {one.enrolment.id: one.person.full_name for one in people}
    return {one.enrolment.id: names.get(one.enrolment.replaces_id, "") for one in people if one.enrolment.replaces_id}


def _others(row):
    return [one for one in queries.waiting(row.batch) if one.id != row.id]


def _selection() -> list[int]:
    """The people of a bulk act whom the reader may see: those ticked, or all that the list's address finds."""
    if request.form.get("all") == "1":
        asked = SearchForm(MultiDict(parse_qsl(request.form.get("query", ""))))
        return lists.ids(asked.filters, reader=current_user, on=today())
    return lists.among(request.form.getlist("ids", type=number_in_address), current_user)


def _batch_words(one):
    return _(
        "%(number)s, sisa %(free)s, %(course)s, mulai %(day)s",
        number=one.batch.number,
        course=one.batch.course.name,
        day=day(one.batch.starts_on),
        free=one.free,
    )


def _enrolled(batch, result):
    words_of = [
        (result.of("enrolled"), lambda n: ngettext("%(num)s orang masuk", "%(num)s orang masuk", n)),
        (result.of("waiting"), lambda n: ngettext("%(num)s di daftar tunggu", "%(num)s di daftar tunggu", n)),
        (result.of("already"), lambda n: ngettext("%(num)s sudah terdaftar", "%(num)s sudah terdaftar", n)),
        (result.of("refused"), lambda n: ngettext("%(num)s tidak dapat", "%(num)s tidak dapat", n)),
    ]
    parts = [sentence(len(lines)) for lines, sentence in words_of if lines]
    told = ", ".join(parts) or _("tidak ada yang dipilih")
    return f"{batch.number}: {told}."
