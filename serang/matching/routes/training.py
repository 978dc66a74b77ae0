"""/matching/training: which class next, and a class made with the people recommended for it."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask_login import current_user

from serang.common.refusals import Missing
from serang.i18n import _, ngettext
from serang.matching import operations, queries, words
from serang.matching.forms import ClassForm, PlanForm
from serang.matching.routes.frame import bp, done
from serang.trainings import queries as trainings
from serang.trainings.rules.sessions import begins_by, too_few
from serang.web.clock import now, today
from serang.web.forms import query_form
from serang.web.guard import allow
from serang.web.page import page

SEATS, CLASSES, WEEKS = 16, 3, 8


@bp.get("/matching/training")
@allow("matching.read")
def training():
    """Courses ranked by the places they would fill, and the best next classes; only the form while it is wrong."""
    run, form = queries.latest(), _form()
    asked = _asked(form)
    found, job = (None, None) if form.errors else _found(run, asked)
    people = queries.names(one for gain in found.classes.classes for one in gain.participants) if found else {}
    return page(
        "matching/training.html",
        422 if form.errors else 200,
        run=run,
        form=form,
        asked=asked,
        found=found,
        job=job,
        people=people,
        seats=_seats(asked["ends_on"]) if found else {},
        lack=lambda course: too_few(course.hours, today(), asked["ends_on"]),
        words=words,
        here=url_for(".training", **_address(asked)),
    )


@bp.post("/matching/training")
@allow("matching.run")
def plan():
    """Have the next classes found in the background."""
    run, asked = queries.latest(), _asked(_form())
    if run is None:
        raise Missing("no_run")
    operations.ask_later(queries.training.JOB, queries.training.written(run, asked), account_id=current_user.id, at=now())
    return redirect(url_for(".training", **_address(asked)), 303)


@bp.route("/matching/training/<int:course_id>/open", methods=["GET", "POST"])
@allow("matching.run")
def open_class(course_id):
    """Make the class with the people the plan recommends, in their order."""
    run, asked, course = queries.latest(), _asked(_form()), trainings.course(course_id)
    gain = _gain(run, asked, course_id)
    form = ClassForm(hours=course.hours, people=gain.participants, limit=asked["ends_on"], data=_proposed(course, asked))
    if request.method == "GET" or not form.validate():
        return page(
            "matching/open_class.html",
            200 if request.method == "GET" else 422,
            course=course,
            gain=gain,
            form=form.shown(),
            asked=asked,
            run=run,
            people=queries.names(gain.participants),
        )
    batch = operations.open_class(course, applicant_ids=gain.participants, on=today(), **form.values)
    return done(_opened(batch), url_for("trainings.participants", id=batch.id))


def _opened(batch) -> str:
    """How many of those recommended are in the class, and how many wait."""
    states = [one.state for one in batch.enrolments]
    told = _("Angkatan %(number)s dibuat dengan %(n)s peserta.", number=batch.number, n=states.count("enrolled"))
    waits = ngettext("%(num)s orang di daftar tunggu.", "%(num)s orang di daftar tunggu.", states.count("waiting"))
    return f"{told} {waits}" if "waiting" in states else told


def _form() -> PlanForm:
    """What the address asks for."""
    return query_form(PlanForm).filled(_usual())


def _asked(form) -> dict:
    """Until when, how many seats and classes; the usual ones where it is wrong."""
    return {name: usual if form[name].errors else form[name].data for name, usual in _usual().items()}


def _usual() -> dict:
    return {"ends_on": today() + timedelta(weeks=WEEKS), "capacity": SEATS, "number": CLASSES}


def _proposed(course, asked) -> dict:
    """Days that carry the hours of the course until the day of the plan, as far as they are not over."""
    last = asked["ends_on"]
    first = begins_by(last, course.hours) if course.hours else last - timedelta(weeks=4)
    return {"starts_on": max(today(), first), "ends_on": last, "capacity": asked["capacity"]}


def _address(asked) -> dict:
    return asked | {"ends_on": asked["ends_on"].isoformat()}


def _found(run, asked):
    """The outlook, or the background work that finds it; neither when nobody has asked for it yet."""
    if run is None or not queries.is_large(run):
        return (queries.outlook(run, **asked) if run else None), None
    job = queries.job_for(queries.training.JOB, queries.training.written(run, asked))
    return (queries.training.read_back(job.result), None) if job and job.state == "done" else (None, job)


def _seats(until) -> dict[int, list]:
    """Classes that take people, have seats left and end by that day, by course."""
    there = {}
    for one in trainings.open_batches(today()):
        if one.free and one.batch.ends_on <= until:
            there.setdefault(one.batch.course_id, []).append(one)
    return there


def _gain(run, asked, course_id):
    """What the plan says of a course: as one of the next classes, else alone. Raises Missing when it recommends nobody."""
    found, _job = _found(run, asked)
    gains = (*found.classes.classes, *found.gains) if found else ()
    gain = next((gain for gain in gains if gain.course == course_id), None)
    if gain is None or not gain.participants:
        raise Missing("no_class")
    return gain
