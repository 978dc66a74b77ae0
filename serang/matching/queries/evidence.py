"""The evidence of people as columns for the engine: (person, code, value, until, since), days as numbers."""

from datetime import date

from sqlalchemy import Integer, cast, func, literal, or_, select, type_coerce
from sqlalchemy.types import Date

from serang.applicants.models import Certificate, Experience, LanguageResult, Wish
from serang.common.rules import days, languages
from serang.db import db, fetched, is_sqlite
from serang.documents.models import Document, DocumentKind
from serang.matching.rules.problem import FOREVER, UNKNOWN, wish_code
from serang.orders.rules import grade
from serang.trainings.models import Assessment, Batch, Enrolment, Mark


def ordinal(column):
    """A day as its number; 0 for none."""
    if is_sqlite():
        number = cast(func.julianday(column) - 1721424.5, Integer)
    else:
        number = type_coerce(column.op("-")(literal(date(1, 1, 1), Date)), Integer) + 1
    return func.coalesce(number, 0)


def languages_of(ids, tests) -> tuple:
    """Results of the tests asked about: person, test, grade, until, since."""
    result = LanguageResult
    rows = fetched(
        select(
            result.applicant_id,
            result.test,
            func.coalesce(result.level, ""),
            func.coalesce(result.score, -1),
            ordinal(result.valid_until),
            ordinal(result.taken_on),
        ).where(result.test.in_(tests), result.applicant_id.in_(ids))
    )
    kept, grades = [], {}
    for person, test, level, score, until, taken in rows:
        key = test, level, score
        if key not in grades:
            grades[key] = _grade(test, score if score >= 0 else level)
        if grades[key] is not None:
            kept.append((person, test, grades[key], int(until) or _counts_until(test, int(taken)), int(taken)))
    return _table(kept)


def _grade(test, value):
    try:
        return grade(test, value)
    except (ValueError, TypeError):
        return None


def _counts_until(test, taken) -> int:
    """The last day of a result on which nobody wrote one."""
    last = languages.last_day(test, date.fromordinal(taken) if taken else None, None)
    return UNKNOWN if last is None else FOREVER if last == date.max else last.toordinal()


def certificates_of(ids, codes) -> tuple:
    """Certificates asked about."""
    until = func.coalesce(func.nullif(ordinal(Certificate.valid_until), 0), FOREVER)
    rows = fetched(
        select(Certificate.applicant_id, Certificate.code, until, ordinal(Certificate.issued_on)).where(
            Certificate.code.in_(codes), Certificate.applicant_id.in_(ids)
        )
    )
    person, code, until, since = _table(rows) or ((),) * 4
    return person, code, None, until, since


def experience_of(ids) -> tuple:
    """Months of work by field."""
    rows = fetched(
        select(Experience.applicant_id, Experience.field, func.sum(Experience.months))
        .where(Experience.applicant_id.in_(ids))
        .group_by(Experience.applicant_id, Experience.field)
    )
    return _table(rows)


def documents_of(ids, papers) -> tuple:
    """The present papers of the kinds asked about."""
    kinds = {
        code: (validity, months)
        for code, validity, months in db.session.execute(select(DocumentKind.code, DocumentKind.validity, DocumentKind.months))
    }
    rows = fetched(
        select(Document.applicant_id, Document.kind, ordinal(Document.valid_until), ordinal(Document.issued_on)).where(
            Document.current, Document.kind.in_(papers), Document.applicant_id.in_(ids)
        )
    )
    return _table([(person, kind, 1, _lasts(*kinds[kind], int(until), int(issued)), 0) for person, kind, until, issued in rows])


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
    rows = fetched(
        select(Enrolment.applicant_id, Batch.course_id, mark)
        .join(Batch, Batch.id == Enrolment.batch_id)
        .join(Mark, Mark.enrolment_id == Enrolment.id)
        .join(Assessment, Assessment.id == Mark.assessment_id)
        .where(Enrolment.state == "passed", Enrolment.applicant_id.in_(ids), Assessment.maximum > 0)
        .group_by(Enrolment.id, Enrolment.applicant_id, Batch.course_id)
        .having(func.sum(weight) > 0)
    )
    return _table([(person, str(course), round(float(mark)), FOREVER, 0) for person, course, mark in rows])


def wishes_of(ids) -> tuple:
    """Occupations and countries people want, with their rank."""
    rows = fetched(
        select(Wish.applicant_id, Wish.occupation, Wish.country, Wish.rank).where(
            Wish.applicant_id.in_(ids), or_(Wish.occupation.is_not(None), Wish.country.is_not(None))
        )
    )
    codes = {}
    for _person, occupation, country, _rank in rows:
        codes[occupation, country] = wish_code(occupation, country)
    return ([row[0] for row in rows], [codes[row[1], row[2]] for row in rows], [row[3] for row in rows])


def _table(rows) -> tuple:
    """Rows of (person, code, value, until, since), or their first columns, as columns."""
    return tuple(zip(*rows, strict=True))
