"""The evidence of people as columns for the engine: (person, code, value, until, since), days as numbers.

`ids` is a statement that gives the people, or None for everybody.
"""

from datetime import date

import numpy as np
from sqlalchemy import Float, Integer, String, func, literal, literal_column, or_, select, true, type_coerce
from sqlalchemy.types import Date

from serang.applicants.models import Certificate, Experience, LanguageResult, Wish
from serang.common.rules import days, languages
from serang.db import db, is_sqlite
from serang.documents.models import Document, DocumentKind
from serang.matching.queries.packed import Day, columns, columns_by, distinct
from serang.matching.rules.problem import FOREVER, UNKNOWN, Coded, wish_code
from serang.orders.rules import grade
from serang.trainings.models import Assessment, Batch, Enrolment, Mark

NO_GRADE = -1
EMPTY = literal_column("''")  # as a parameter SQLite would copy it for every row


def ordinal(column):
    """A day as its number, for `columns`; 0 for none."""
    if is_sqlite():
        return type_coerce(func.coalesce(type_coerce(column, String), EMPTY), Day)
    return func.coalesce(type_coerce(column.op("-")(literal(date(1, 1, 1), Date)), Integer) + 1, 0)


def languages_of(ids, tests) -> tuple:
    """Results of the tests asked about: person, test, grade, until, since."""
    result = LanguageResult
    person, test, level, score, until, taken = columns(
        select(
            result.applicant_id,
            result.test,
            func.coalesce(result.level, EMPTY),
            func.coalesce(result.score, -1),
            ordinal(result.valid_until),
            ordinal(result.taken_on),
        ).where(result.test.in_(tests), _of(result, ids))
    )
    first, place = distinct(test, level, score)
    grades = np.array([_grade(test.text(at), int(score[at]) if score[at] >= 0 else level.text(at)) for at in first.tolist()], np.int64)
    first, end = distinct(test, until, taken)
    ends = np.array([int(until[at]) or _counts_until(test.text(at), int(taken[at])) for at in first.tolist()], np.int64)
    known = np.flatnonzero(grades[place] != NO_GRADE)
    return person[known], test[known], grades[place[known]], ends[end[known]], taken[known]


def _grade(test, value) -> int:
    try:
        found = grade(test, value)
    except (ValueError, TypeError):
        return NO_GRADE
    return NO_GRADE if found is None else found


def _counts_until(test, taken) -> int:
    """The last day of a result on which nobody wrote one."""
    last = languages.last_day(test, date.fromordinal(taken) if taken else None, None)
    return UNKNOWN if last is None else FOREVER if last == date.max else last.toordinal()


def certificates_of(ids, codes) -> tuple:
    """Certificates asked about."""
    code, person, until, since = columns_by(
        select(Certificate.code, Certificate.applicant_id, ordinal(Certificate.valid_until), ordinal(Certificate.issued_on)).where(
            Certificate.code.in_(codes), _of(Certificate, ids)
        )
    )
    return person, code, None, np.where(until == 0, FOREVER, until), since


def experience_of(ids) -> tuple:
    """Months of work by field."""
    person, field, months = columns(select(Experience.applicant_id, Experience.field, Experience.months).where(_of(Experience, ids)))
    first, place = distinct(person, field)
    return person[first], field[first], np.bincount(place, months)


def documents_of(ids, papers) -> tuple:
    """The present papers of the kinds asked about."""
    kinds = {
        code: (validity, months)
        for code, validity, months in db.session.execute(select(DocumentKind.code, DocumentKind.validity, DocumentKind.months))
    }
    person, kind, until, issued = columns(
        select(Document.applicant_id, Document.kind, ordinal(Document.valid_until), ordinal(Document.issued_on)).where(
            Document.current, Document.kind.in_(papers), _of(Document, ids)
        )
    )
    first, place = distinct(kind, until, issued)
    ends = np.array([_lasts(*kinds[kind.text(at)], int(until[at]), int(issued[at])) for at in first.tolist()], np.int64)
    return person, kind, None, ends[place], None


def _lasts(validity, months, until, issued) -> int:
    """The last day a paper counts: for ever, as printed on it, or so many months after issue."""
    if validity == "none":
        return FOREVER
    if not until and validity == "months" and months and issued:
        return days.add_months(date.fromordinal(issued), months).toordinal()
    return until or UNKNOWN


def trainings_of(ids) -> tuple:
    """The final mark of every course passed, of 100."""
    weight = func.coalesce(Assessment.weight, 1)
    mark = func.sum(100.0 * Mark.value / Assessment.maximum * weight) / func.sum(weight)
    person, course, mark = columns(
        select(Enrolment.applicant_id, Batch.course_id, type_coerce(mark, Float))
        .join(Batch, Batch.id == Enrolment.batch_id)
        .join(Mark, Mark.enrolment_id == Enrolment.id)
        .join(Assessment, Assessment.id == Mark.assessment_id)
        .where(Enrolment.state == "passed", _of(Enrolment, ids), Assessment.maximum > 0)
        .group_by(Enrolment.id, Enrolment.applicant_id, Batch.course_id)
        .having(func.sum(weight) > 0)
    )
    return person, Coded.of(list(map(str, course.tolist()))), np.rint(mark), None, None


def wishes_of(ids) -> tuple:
    """Occupations and countries people want, with their rank."""
    person, occupation, country, rank = columns(
        select(Wish.applicant_id, func.coalesce(Wish.occupation, EMPTY), func.coalesce(Wish.country, EMPTY), Wish.rank).where(
            _of(Wish, ids), or_(Wish.occupation.is_not(None), Wish.country.is_not(None))
        )
    )
    first, place = distinct(occupation, country)
    codes = Coded.of([wish_code(occupation.text(at), country.text(at)) for at in first.tolist()])
    return person, codes[place], rank


def _of(model, ids):
    return true() if ids is None else model.applicant_id.in_(ids)
