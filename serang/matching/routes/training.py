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
from serang.web.clock import now, today
from serang.web.forms import query_form
from serang.web.guard import allow
from serang.web.page import page

SEATS, CLASSES, WEEKS = 16, 3, 8


@bp.get("/matching/training")
@allow("matching.read")
def training():
    """Courses ranked by the places they would fill, and the best next classes."""
    run, form = queries.latest(), query_form(PlanForm)
    asked = _asked(form)
    found, job = _found(run, asked)
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
        seats=_seats() if found else {},
        words=words,
        here=url_for(".training", **_address(asked)),
    )


@bp.post("/matching/training")
@allow("matching.run")
def plan():
    """Have the next classes found in the background."""
    run, asked = queries.latest(), _asked(query_form(PlanForm))
    if run is None:
        raise Missing("no_run")
    operations.ask_later(queries.training.JOB, queries.training.written(run, asked), account_id=current_user.id, at=now())
    return redirect(url_for(".training", **_address(asked)), 303)


@bp.route("/matching/training/<int:course_id>/open", methods=["GET", "POST"])
@allow("matching.run")
def open_class(course_id):
    """Make the class with the people the plan recommends, in their order."""
    run, asked = queries.latest(), _asked(query_form(PlanForm))
    course = trainings.course(course_id)
    found, _job = _found(run, asked)
    gain = _gain(found, course_id) if found else None
    if gain is None or not gain.participants:
        raise Missing("no_class")
    form = ClassForm(
        data={
            "starts_on": max(today(), asked["ends_on"] - timedelta(weeks=4)),
            "ends_on": asked["ends_on"],
            "capacity": asked["capacity"],
        },
        latest=asked["ends_on"],
    )
    if request.method == "GET" or not form.validate():
        return page(
            "matching/open_class.html",
            200 if request.method == "GET" else 422,
            course=course,
            gain=gain,
            form=form,
            asked=asked,
            run=run,
            people=queries.names(gain.participants),
            words=words,
        )
    batch = operations.open_class(course, applicant_ids=gain.participants, on=today(), **form.values)
    return done(_opened(batch), url_for("trainings.participants", id=batch.id))


def _opened(batch) -> str:
    """How many of those recommended are in the class, and how many wait."""
    states = [one.state for one in batch.enrolments]
    told = _("Angkatan %(number)s dibuat dengan %(n)s peserta.", number=batch.number, n=states.count("enrolled"))
    waits = ngettext("%(num)s orang di daftar tunggu.", "%(num)s orang di daftar tunggu.", states.count("waiting"))
    return f"{told} {waits}" if "waiting" in states else told


def _asked(form) -> dict:
    """Until when, how many seats and classes; the usual ones where nothing was asked."""
    return {
        "ends_on": (form.ends_on.data if not form.ends_on.errors else None) or today() + timedelta(weeks=WEEKS),
        "capacity": form.capacity.data or SEATS,
        "number": form.number.data or CLASSES,
    }


def _address(asked) -> dict:
    return asked | {"ends_on": asked["ends_on"].isoformat()}


def _found(run, asked):
    """The outlook, or the background work that finds it; neither when nobody has asked for it yet."""
    if run is None or not queries.is_large(run):
        return (queries.outlook(run, **asked) if run else None), None
    job = queries.job_for(queries.training.JOB, queries.training.written(run, asked))
    return (queries.training.read_back(job.result), None) if job and job.state == "done" else (None, job)


def _seats() -> dict[int, list]:
    """Classes that take people and have seats left, by course."""
    there = {}
    for one in trainings.open_batches(today()):
        if one.free:
            there.setdefault(one.batch.course_id, []).append(one)
    return there


def _gain(found, course_id):
    """What the plan says of a course: as one of the next classes, else alone."""
    return next((gain for gain in (*found.classes.classes, *found.gains) if gain.course == course_id), None)
