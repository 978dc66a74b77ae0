"""Courses: what they teach and what passing grants."""

from flask import redirect, request, url_for

from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.words import say
from serang.i18n import _
from serang.trainings import operations, queries, words
from serang.trainings.forms import CourseForm, blank_rows, course_form, read_assessments
from serang.trainings.routes.frame import bp, show_clash
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast


@bp.get("/trainings/courses")
@allow("trainings.read")
def courses():
    """All courses."""
    return page("trainings/courses.html", courses=queries.courses(), batches=queries.batch_counts(), words=words)


@bp.get("/trainings/courses/new")
@allow("trainings.edit")
def new_course():
    """An empty course."""
    return _form(CourseForm(), None, blank_rows([{"name": _("Ujian akhir"), "maximum": 100, "weight": 1}]))


@bp.post("/trainings/courses")
@allow("trainings.edit")
def create_course():
    """A new course."""
    return _save(None)


@bp.get("/trainings/courses/<int:id>/edit")
@allow("trainings.edit")
def edit_course(id):
    """The form of a course."""
    course = queries.course(id)
    return _form(course_form(course), course, blank_rows(course.assessments))


@bp.post("/trainings/courses/<int:id>")
@allow("trainings.edit")
def update_course(id):
    """New values of a course; batches that exist keep their assessments."""
    return _save(queries.course(id))


def _save(course):
    form = CourseForm()
    good, lines = read_assessments(request.form)
    errors = [line.error for line in lines if line.error]
    try:
        if form.validate() and not errors:
            saved = _keep(form, course, good)
            toast(_("Pelatihan %(name)s disimpan.", name=saved.name))
            return redirect(url_for("trainings.courses"), 303)
    except ChangedMeanwhile as error:
        fields, kept = (form.controls(names) for names in (error.reason.values["fields"], error.reason.values["kept"]))
        show_clash(form, course_form(course), course.version, fields=fields, kept=kept)
        shown = course.assessments if "assessments" in kept else [vars(line) for line in lines]
        return _form(form, course, blank_rows(shown), errors, 409)
    except Conflict as error:
        form.name.errors = [*form.name.errors, say(error.reason)]
    return _form(form, course, blank_rows([vars(line) for line in lines]), errors, 422)


def _keep(form, course, good):
    assessments = [{name: one[name] for name in ("name", "maximum", "weight")} for one in good]
    values = form.course_values | {"grants": form.grants(course.grants if course else []), "assessments": assessments}
    if course is None:
        return operations.add_course(**values | {"active": True})
    return operations.change_course(course, version=form.version.data, **values)


def _form(form, course, lines, errors=(), status=200):
    return page("trainings/course.html", status, form=form, course=course, lines=lines, errors=list(errors))
