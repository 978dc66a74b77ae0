"""The one-page summary of a person, after the Korean iryeokseo."""

from itertools import zip_longest

from serang.applicants import words as people
from serang.common.rules import languages
from serang.common.rules.days import age_on
from serang.common.rules.sheetpage import Choices, Page, Row, Section, Table, Words
from serang.documents import words as papers
from serang.i18n import day
from serang.matching import words as matching
from serang.reports.queries.printed import Printed
from serang.reports.rules import best_results
from serang.reports.words.closing import Print, foot, signature
from serang.reports.words.speech import Speech, duration, long_day, month, word
from serang.settings import queries as settings
from serang.settings import words as codes
from serang.settings.words import code_label
from serang.trainings import words as trainings

NOTHING = Words("–")
MOST_ROWS = 4  # of schools and of the family, so that a sheet stays one page
PASSPORT = "passport"


def photo_name(person) -> str:
    """How the photo of a person is called beside the data of a print."""
    return f"photo-{person.id}.jpg"


def qr_name(person) -> str:
    """How the square code of a person is called beside the data of a print."""
    return f"qr-{person.id}.svg"


def qr_text(person, of: Print) -> str:
    """What the square code says: the check code and whose sheet it is."""
    return f"{of.code} {person.number}"


def page(found: Printed, chosen: Choices, of: Print, *, photo: bool) -> Page:
    """The sheet of one person in the chosen language; `photo`: there is one and it is wanted.

    Never on it: home address, phone, religion, marital status. The NIK only as `chosen.full_nik` says.
    """
    speech, person = Speech(chosen.language), found.person
    return Page(
        title=speech.label("summary"),
        name=speech.row("name", Words(person.full_name, person.hangul_name or "")),
        number=person.number,
        day=speech.one(lambda language: long_day(of.on, language)),
        photo=photo_name(person) if photo else "",
        qr=qr_name(person),
        personal=tuple(_personal(speech, found, chosen, of)),
        sections=tuple(section for section in _sections(speech, found, of) if section),
        statements=(speech.label("checked" if _all_checked(found) else "not_checked"), speech.label("valid_30_days")),
        signature=signature(speech, of),
        foot=foot(speech, of),
    )


def _personal(speech, found, chosen, of):
    person = found.person
    yield speech.row("birth_date", _birth(speech, person.birth_date, of.on))
    yield speech.row("sex", speech.coded("sex", person.sex) if person.sex else NOTHING)
    yield speech.row("birth_place", person.birth_place or "–")
    yield speech.row("area", f"{person.kelurahan.kecamatan}, {of.office['city']}" if person.kelurahan else "–")
    yield speech.row("passport_name", person.passport_name or "–")
    yield speech.row("passport", _passport(speech, found, of.on))
    if chosen.full_nik and person.nik:
        yield speech.row("nik", person.nik, wide=True)


def _birth(speech, birth, on):
    if birth is None:
        return NOTHING
    return speech.both(lambda language: f"{long_day(birth, language)} ({word('age_of', language, n=age_on(birth, on))})", below=True)


def _passport(speech, found, on):
    paper = next((paper for paper in found.papers if paper.kind == PASSPORT), None)
    if paper is None:
        return NOTHING
    number = papers.number(paper, None)
    return Words(", ".join(part for part in (number, speech.one(lambda language: _until(paper, on, language))) if part))


def _sections(speech, found, of):
    person = found.person
    yield Section(table=_body(speech, person))
    yield _section(
        speech, "schooling", ("period", "school", "major"), (42, 80, 60), [_school(speech, row) for row in person.schools[:MOST_ROWS]]
    )
    yield _section(
        speech,
        "language_and_training",
        ("period", "test_or_training", "place", "result"),
        (37, 62, 30, 53),
        [
            *(_test(speech, row) for row in best_results(person.languages, of.on)),
            *(_training(speech, one) for one in found.trainings),
        ],
    )
    yield _section(
        speech,
        "work",
        ("employment_period", "company", "duties"),
        (42, 58, 82),
        [_work(speech, row) for row in person.experiences],
    )
    skills = tuple(_skills(speech, person))
    yield Section(speech.label("skill"), rows=skills) if skills else None
    yield _section(
        speech, "family", ("relation", "name", "birth_date"), (42, 80, 60), [_relative(speech, row) for row in found.family[:MOST_ROWS]]
    )
    own = tuple(_own(speech, person))
    yield Section(speech.label("own_fields"), rows=own) if own else None
    yield _documents(speech, [paper for paper in found.papers if paper.kind != PASSPORT], of.on)
    yield _order(speech, found.place)


def _school(speech, row):
    level = speech.coded("education", row.level)
    return (
        Words(speech.one(lambda _l: people.school_years(row))),
        Words(f"{level.first}, {row.school}", level.second),
        Words(row.major or "–"),
    )


def _relative(speech, row):
    birth = speech.one(lambda _language: day(row.birth_date)) if row.birth_date else "–"
    return speech.both(lambda _language: people.relation(row.relation)), Words(row.name), Words(birth)


def _own(speech, person):
    """The office's own fields that are printed and filled in."""
    for field in settings.own_fields():
        kept = getattr(person, field.slot)
        if field.printed and kept:
            label = speech.both(lambda _language, field=field: codes.label(field))
            yield Row(label, speech.both(lambda _language, field=field, kept=kept: codes.own_value(field.slot, kept)))


def _section(speech, title, heads, widths, rows):
    return Section(speech.label(title), Table(speech.heads(*heads), tuple(rows), widths)) if rows else None


def _body(speech, person):
    measures = [Words(f"{value} {unit}") if value else NOTHING for value, unit in ((person.height_cm, "cm"), (person.weight_kg, "kg"))]
    schooling = speech.coded("education", person.education) if person.education else NOTHING
    cells = (*measures, schooling, Words(person.major or "–"))
    return Table(speech.heads("height", "weight", "education_highest", "major"), (cells,), (32, 32, 56, 62), centred=True)


def _test(speech, row):
    return (
        Words(speech.one(lambda _language: day(row.taken_on)) or "–"),
        Words(", ".join(part for part in (people.test(row.test), row.certificate_no) if part)),
        NOTHING,
        Words(speech.one(lambda language: _result(row, language))),
    )


def _result(row, language):
    best = languages.TESTS[row.test].highest if row.test in languages.TESTS else None
    told = f"{row.score} / {best}" if row.score is not None and best else str(row.score if row.score is not None else _level(row, language))
    until = word("until", language, day=day(row.valid_until)) if row.valid_until else ""
    return ", ".join(part for part in (told, until) if part)


def _level(row, language):
    return word("level", language, n=row.level) if (row.level or "").isdigit() else row.level or ""


def _training(speech, one):
    batch, state = one.enrolment.batch, speech.label(f"result.{one.enrolment.state}")
    hours = speech.label("hours", n=batch.course.hours) if batch.course.hours else Words("")
    told = [
        state.first,
        trainings.mark(one.mark) if one.mark is not None else "",
        _share(speech, one),
        one.enrolment.certificate_no or "",
    ]
    name = ", ".join(part for part in (batch.course.name, hours.first) if part)
    return (
        Words(speech.one(lambda language: _days(batch, language))),
        Words(name, hours.second),
        Words(batch.provider or "–"),
        Words(", ".join(part for part in told if part), state.second),
    )


def _days(batch, language):
    short = language != "ko" and batch.starts_on.year == batch.ends_on.year
    return word("period_of", language, first=day(batch.starts_on, "d MMM" if short else None), last=day(batch.ends_on))


def _share(speech, one):
    share = one.attendance.share
    return "" if share is None else speech.label("attended", share=trainings.share(share)).first


def _work(speech, row):
    time = speech.both(lambda language: duration(row.months, language))
    dates = speech.one(lambda language: _dates(row, language))
    period = (
        Words(dates, time.second, below=True)
        if dates and time.second
        else Words(", ".join(part for part in (dates, time.first) if part), time.second)
    )
    company = ", ".join(part for part in (row.company, people.country(row.country)) if part)
    return period, Words(company or "–"), _duties(speech, row)


def _dates(row, language):
    if row.started_on and row.ended_on:
        return word("period_of", language, first=month(row.started_on, language), last=month(row.ended_on, language))
    return word("since", language, first=month(row.started_on, language)) if row.started_on else ""


def _duties(speech, row):
    """The post as it was written, and the kind of work; in the second language only the latter can be said."""
    kind = speech.both(lambda _language: code_label("occupation", row.field))
    first = row.position if not row.position or speech.second or row.position == kind.first else f"{kind.first}, {row.position}"
    return Words(first or kind.first, kind.second)


def _skills(speech, person):
    if person.certificates:
        yield Row(
            speech.label("certificate"),
            speech.both(
                lambda language: "; ".join(_certificate(row, language, speech) for row in person.certificates),
                below=len(person.certificates) > 1,
            ),
        )
    if person.wishes:
        yield Row(
            speech.label("wanted_occupation"),
            speech.both(lambda _language: people.wishes(person.wishes), below=len(person.wishes) > 1),
        )


def _certificate(row, language, speech):
    """With number and day in the first language; in the second only what it is."""
    known = code_label("certificate", row.code)
    if language == speech.second:
        return known
    name = row.name if language == "id" or known == row.code else known
    return ", ".join(part for part in (name, row.number, day(row.issued_on)) if part)


def _documents(speech, shown, on):
    """Papers two abreast, so that many fit; without numbers, which the reader abroad has no use for."""
    cells = [_document(speech, paper, on) for paper in shown]
    half = (len(cells) + 1) // 2
    empty = (Words(""),) * 2
    rows = [left + (right or empty) for left, right in zip_longest(cells[:half], cells[half:])]
    return _section(speech, "other_documents", ("document", "valid_until") * 2, (58, 33) * 2, rows)


def _document(speech, paper, on):
    name = speech.both(lambda _language: papers.kind_label(paper.kind))
    return name, Words(speech.one(lambda language: _end(paper, on, language)))


def _end(paper, on, language):
    if paper.valid_until is None:
        return word("endless", language) if paper.kind_row.validity == "none" else "–"
    return day(paper.valid_until) if paper.valid_until >= on else _until(paper, on, language)


def _until(paper, on, language):
    if paper.valid_until is None:
        return ""
    return word("until" if paper.valid_until >= on else "ended", language, day=day(paper.valid_until))


def _order(speech, place):
    if place is None:
        return None
    order = place.order
    cells = (
        Words(order.number),
        speech.both(lambda _language: code_label("occupation", order.occupation)),
        Words(order.employer, order.employer_ko or ""),
        Words(speech.one(lambda _language: day(order.departs_on)) or "–"),
        speech.both(lambda _language: matching.state(place.state)),
    )
    heads = ("order_number", "occupation", "employer", "departs_on", "status")
    return _section(speech, "matched_order", heads, (30, 45, 46, 31, 30), [cells])


def _all_checked(found):
    """Whether the identity was checked (every stage after the first says so) and every paper shown was."""
    return found.person.stage != "registered" and bool(found.papers) and all(paper.verified_at for paper in found.papers)
