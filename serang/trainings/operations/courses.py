"""A course written down and changed."""

from sqlalchemy.exc import IntegrityError

from serang.audit.operations import act
from serang.common.refusals import Conflict
from serang.db import db
from serang.trainings.models import Course
from serang.trainings.operations.merge import merge


def add_course(**values) -> Course:
    """A new course. Raises Conflict course_taken when the name is there."""
    act("trainings.course_added", name=values["name"])
    course = Course(**values)
    db.session.add(course)
    _flush(course)
    return course


def change_course(course: Course, *, version: int | None = None, **values) -> Course:
    """New values of a course. Raises ChangedMeanwhile, Conflict course_taken."""
    act("trainings.course_changed", course=course.id, name=course.name)
    merge(course, version, values)
    _flush(course)
    return course


def _flush(course):
    name = course.name
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("course_taken", name=name) from error
