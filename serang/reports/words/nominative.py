"""The daftar nominatif of a job order: who is placed, who waits, who was refused, and why."""

from serang.applicants import words as people
from serang.common.rules.days import age_on
from serang.common.rules.sheetpage import NAME_LIST_COLUMNS, NAME_LIST_WIDTHS, Choices, NameList, Table, Words
from serang.i18n import day, money
from serang.matching import queries as matching_queries
from serang.matching import words as matching
from serang.reports.queries.listed import Listed
from serang.reports.rules import best_results
from serang.reports.words.closing import Print, foot, signature
from serang.reports.words.speech import Speech, long_day, word
from serang.settings.words import code_label

QR = "qr-list.svg"


def qr_text(order, of: Print) -> str:
    """What the square code says: the check code and which order's list it is."""
    return f"{of.code} {order.number}"


def name_list(found: Listed, chosen: Choices, of: Print, *, sees_health: bool) -> NameList:
    """The list of one order in the chosen language."""
    speech = Speech(chosen.language)
    lines = [_line(speech, number, one, of, sees_health) for number, one in enumerate(found.people, 1)]
    return NameList(
        title=speech.label("name_list"),
        number=found.order.number,
        day=speech.one(lambda language: long_day(of.on, language)),
        table=Table(speech.heads(*NAME_LIST_COLUMNS), tuple(lines), NAME_LIST_WIDTHS),
        facts=tuple(_facts(speech, found)),
        statements=tuple(_statements(speech, found)),
        signatures=(signature(speech, of),),
        foot=foot(speech, of),
        qr=QR,
    )


def _facts(speech, found):
    order, partner = found.order, found.partner
    yield speech.row("order_number", f"{order.number}, {order.title}")
    yield speech.row("occupation", speech.both(lambda _language: code_label("occupation", order.occupation)))
    yield speech.row("employer", Words(order.employer, order.employer_ko or ""))
    yield speech.row("partner", Words(partner.name, partner.name_ko if speech.second else "") if partner else "–")
    yield speech.row(
        "workplace",
        ", ".join(part for part in (order.workplace, speech.one(lambda _l: code_label("country", order.country))) if part),
    )
    yield speech.row("quota", _quota(speech, order))
    yield speech.row("wage", speech.one(lambda _l: money(order.wage, order.currency)) or "–")
    yield speech.row("contract_period", speech.label("months", n=order.contract_months) if order.contract_months else "–")
    yield speech.row("closes_on", speech.one(lambda _l: day(order.closes_on)) or "–")
    yield speech.row("departs_on", speech.one(lambda _l: day(order.departs_on)) or "–")


def _quota(speech, order):
    if order.quota_male is None and order.quota_female is None:
        return str(order.quota)
    male, female = (str(value) if value is not None else speech.label("free").first for value in (order.quota_male, order.quota_female))
    return f"{order.quota} ({speech.label('quota_by_sex', male=male, female=female).first})"


def _statements(speech, found):
    counts = {name: sum(one.standing == name for one in found.people) for name in ("placed", "reserve", "out")}
    yield speech.label("filled", quota=found.order.quota, **counts)
    yield speech.label("score_of_100")
    if found.run and matching_queries.proven(found.run, found.order.id):
        yield speech.label("proven", run=f"#{found.run.id}")


def _line(speech, number, one, of, sees_health):
    person = one.person
    return (
        Words(str(number)),
        Words(f"{person.full_name}\n{person.number}", person.hangul_name or "", below=True),
        speech.coded("sex_short", person.sex),
        Words(_birth(speech, person, of.on)),
        speech.coded("education", person.education),
        Words(_languages(person, of.on) or "–"),
        Words(speech.one(lambda _l: matching.points(one.score)) or "–"),
        _status(speech, one),
        Words(speech.one(lambda _l: _reasons(one, sees_health)) or "–"),
    )


def _birth(speech, person, on):
    if person.birth_date is None:
        return person.birth_place or "–"
    born = ", ".join(part for part in (person.birth_place, speech.one(lambda _l: day(person.birth_date))) if part)
    return f"{born}\n{speech.one(lambda language: word('age_of', language, n=age_on(person.birth_date, on)))}"


def _languages(person, on):
    """Of each test the result that counts."""
    return "\n".join(people.result(row.test, row.score, row.level) for row in best_results(person.languages, on))


def _status(speech, one):
    if one.standing == "reserve":
        return _with_state(speech, one, speech.label("status.reserve_of", n=one.rank or ""))
    placed = speech.label("status.placed" if one.standing == "placed" else "status.not")
    return _with_state(speech, one, placed)


def _with_state(speech, one, told):
    """`Ditempatkan` and below it how far the place has come."""
    if one.match is None:
        return told
    return Words(f"{told.first}\n{speech.one(lambda _l: matching.state(one.match.state).lower())}", told.second)


def _reasons(one, sees_health):
    if one.standing == "out":
        return matching.ended(one.match)
    return "; ".join(text for _look, text in matching.reasons(one.fit.outcomes, sees_health=sees_health)) if one.fit else ""
