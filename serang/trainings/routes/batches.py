"""The list of batches; one set up, changed, started, cancelled; its days and assessments."""

from flask import request, url_for
from flask_login import current_user

from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.rules.edits import marks
from serang.common.words import say
from serang.i18n import _, day
from serang.settings.words import code_label
from serang.trainings import operations, queries, words
from serang.trainings.forms import BatchForm, DayForm, FilterForm, TopicForm, batch_form, blank_rows, newer_assessments, read_assessments
from serang.trainings.routes.frame import batch_page, bp, demand_attend, done, get, show_clash
from serang.web.clock import today
from serang.web.forms import query_form
from serang.web.guard import allow
from serang.web.page import number_in_address, page

SIZE = 25


@bp.get("/trainings")
@allow("trainings.read")
def index():
    """Batches: those that run first, then planned, finished and cancelled ones."""
    asked = query_form(FilterForm)
    q, state, course = asked.q.data, asked.state.data, asked.course.data
    number = asked.page.data or 1
    rows, counts = queries.find(
        reader=current_user,
        on=today(),
        q=q,
        state=state,
        course_id=course,
        sort=asked.sort.data,
        limit=SIZE,
        offset=(number - 1) * SIZE,
    )
    return page(
        "trainings/index.html",
        rows=rows,
        counts=counts,
        total=counts.get(state, 0) if state else sum(counts.values()),
        q=q,
        state=state,
        course=course,
        sort=asked.sort.data or "-starts",
        number=number,
        size=SIZE,
        words=words,
        courses=queries.courses(),
        to=_to,
    )


def _to(**changes):
    """The address of the list with some of its values changed; empty ones fall away."""
    values = {**request.args.to_dict(), "page": None, **changes}
    return url_for("trainings.index", **{name: value for name, value in values.items() if value})


@bp.get("/trainings/new")
@allow("trainings.edit")
def new():
    """An empty batch, its course chosen already when asked for."""
    course = request.args.get("course", type=number_in_address)
    return page(
        "trainings/edit.html",
        form=BatchForm(
            data={
                "course_id": str(course or ""),
                "weekdays": [0, 1, 2, 3, 4],
                "capacity": 16,
                "provider": "BBPVP Serang",
            }
        ),
        batch=None,
    )


@bp.post("/trainings")
@allow("trainings.edit")
def create():
    """A new batch with its days."""
    form = BatchForm()
    try:
        if form.validate():
            course = queries.course(int(form.course_id.data))
            batch = operations.add_batch(course, holidays=form.free_days, **form.batch_values)
            return done(
                _("Angkatan %(number)s dibuat, %(days)s hari.", number=batch.number, days=len(batch.sessions)),
                url_for("trainings.schedule", id=batch.id),
            )
    except Conflict as error:
        _blame(form, error)
    return page("trainings/edit.html", 422, form=form, batch=None)


@bp.get("/trainings/<int:id>/edit")
@allow("trainings.edit")
def edit(id):
    """The form of a batch."""
    batch = get(id)
    return page("trainings/edit.html", form=batch_form(batch), batch=batch)


@bp.post("/trainings/<int:id>")
@allow("trainings.edit")
def update(id):
    """New values of a batch; its days follow the pattern."""
    batch = get(id)
    form = BatchForm(batch=batch)
    try:
        if form.validate():
            operations.change_batch(batch, version=form.version.data, course_id=int(form.course_id.data), **form.batch_values)
            return done(_("Angkatan %(number)s disimpan.", number=batch.number), url_for("trainings.schedule", id=batch.id))
    except ChangedMeanwhile as error:
        show_clash(form, batch_form(batch), batch.version, **error.reason.values)
        return page("trainings/edit.html", 409, form=form, batch=batch)
    except Conflict as error:
        _blame(form, error)
    return page("trainings/edit.html", 422, form=form, batch=batch)


@bp.post("/trainings/<int:id>/<any(start, cancel, revive):verb>")
@allow("trainings.edit")
def move(id, verb):
    """The batch starts, or does not take place, or does after all."""
    batch = get(id)
    if verb == "start":
        operations.start(batch)
    else:
        operations.cancel(batch, back=verb == "revive")
    return done(
        _("Angkatan %(number)s: %(state)s.", number=batch.number, state=words.state(batch.state).lower()),
        url_for("trainings.schedule", id=id),
    )


@bp.get("/trainings/<int:id>/schedule")
@allow("trainings.read")
def schedule(id):
    """Days and assessments of a batch."""
    return _schedule(get(id))


@bp.post("/trainings/<int:id>/days")
@allow("trainings.edit")
def add_day(id):
    """One more day."""
    batch, form = get(id), DayForm()
    try:
        if form.validate():
            session = operations.add_day(batch, **form.values)
            return done(_("%(day)s ditambahkan.", day=_day(session.on)), url_for("trainings.schedule", id=id))
    except Conflict as error:
        form.on.errors = [say(error.reason)]
    return _schedule(batch, 422, day_form=form)


@bp.post("/trainings/<int:id>/days/<int:day_id>/remove")
@allow("trainings.edit")
def remove_day(id, day_id):
    """A holiday after all."""
    batch = get(id)
    session = queries.session(batch, day_id)
    operations.remove_day(batch, session)
    return done(_("%(day)s dihapus dari jadwal.", day=_day(session.on)), url_for("trainings.schedule", id=id))


@bp.post("/trainings/<int:id>/days/<int:day_id>/topic")
@allow("trainings.attend")
def set_topic(id, day_id):
    """What a day was about."""
    batch, form = get(id), TopicForm()
    demand_attend(batch)
    session = queries.session(batch, day_id)
    if not form.validate():
        return _schedule(batch, 422, wrong_topic=(session.id, request.form.get("topic", ""), form.topic.errors[0]))
    operations.set_topic(session, topic=form.topic.data)
    return done(_("Materi %(day)s disimpan.", day=_day(session.on)), url_for("trainings.schedule", id=id))


@bp.post("/trainings/<int:id>/assessments")
@allow("trainings.edit")
def set_assessments(id):
    """What is marked, out of how much, with what weight; what two people changed at once is asked about."""
    batch, seen = get(id), request.form.get("seen")
    good, lines = read_assessments(request.form)
    errors = [line.error for line in lines if line.error]
    try:
        if not errors:
            operations.set_assessments(batch, good, seen=seen)
            return done(_("Komponen nilai disimpan."), url_for("trainings.schedule", id=id))
    except ChangedMeanwhile as error:
        lines, errors = newer_assessments(lines, queries.assessed(batch), seen, **error.reason.values)
        return _schedule(batch, 409, lines=blank_rows(lines), errors=errors)
    except Conflict as error:
        errors = [say(error.reason)]
    return _schedule(batch, 422, lines=blank_rows([vars(line) for line in lines]), errors=errors, seen=seen)


def _schedule(batch, status=200, **values):
    defaults = {
        "day_form": DayForm(None),
        "lines": blank_rows(batch.assessments, blank=2),
        "seen": marks(queries.assessed(batch)),
        "errors": [],
        "wrong_topic": None,
    }
    return batch_page(
        "trainings/schedule.html",
        batch,
        "schedule",
        status,
        held=queries.held_ids([batch.id]),
        on=today(),
        fund=code_label("fund", batch.fund),
        **{**defaults, **values},
    )


def _blame(form, error: Conflict):
    field = form.number if error.reason.code == "batch_taken" else form.ends_on
    field.errors = [*field.errors, say(error.reason)]


def _day(on):
    return day(on, "EEEE, d MMM y")
