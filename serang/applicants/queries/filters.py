"""Which people a list is about, as conditions of a statement."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Wish
from serang.applicants.queries import search
from serang.applicants.queries.person import visible_to
from serang.common.rules.days import add_months
from serang.db import is_sqlite
from serang.settings.rules import SLOTS

ANY = "*"
FACETS = {
    "stage": Applicant.stage,
    "sex": Applicant.sex,
    "education": Applicant.education,
    "kecamatan": Applicant.kecamatan_code,
    "papers": Applicant.papers,
    "officer": Applicant.officer_id,
}


@dataclass(frozen=True)
class Filters:
    """Which people. Codes of one facet are alternatives, the facets hold together; ranges include both ends.

    `own`: `slot:value` of the office's own fields, `slot:` for none, `slot:*` for any.

    `state`: active, held or out; `photo`, `flight` (has a day to fly): yes or no; `occupation`: among the wishes;
    ages in completed years.
    """

    q: str | None = None
    stage: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    officer: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    occupation: tuple[str, ...] = ()
    photo: tuple[str, ...] = ()
    flight: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    eps_min: int | None = None
    eps_max: int | None = None
    age_min: int | None = None
    age_max: int | None = None

    @property
    def active(self) -> dict:
        """Only what narrows the list."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) not in (None, (), "")}


def base(statement: Select, filters: Filters, reader: Account, on: date, *, in_order=False):
    """The statement with all conditions, and the set of search hits to be joined (None without a search).

    `in_order`: no index serves the conditions, so that the rows are read in the order of the list.
    """
    found = search.hits(filters.q, reader)
    statement = visible_to(statement, reader).where(*_conditions(filters, reader, on, plain if in_order else _same))
    return statement, None if found is None else found_first(found)


def found_first(found: Select):
    """The search hits as a table to be joined, found before anything else is looked at."""
    # Without MATERIALIZED PostgreSQL walks the index of the order and never uses the trigrams.
    return found.cte("hits").prefix_with("MATERIALIZED")


def chosen_of(filters: Filters, name: str, reader: Account) -> set:
    """The values a facet is narrowed to; `me` is the reader, `none` is nobody."""
    wanted = getattr(filters, name)
    if name != "officer":
        return {None if value == "none" else value for value in wanted}
    numbers = {reader.id if value == "me" else (None if value == "none" else value) for value in wanted}
    return {value if value is None else (int(value) if str(value).isdigit() and len(str(value)) < 10 else -1) for value in numbers}


def plain(value):
    """The value in a form that no index serves (SQLite): few rows are sorted sooner than a long index is walked."""
    return UnaryExpression(value, operator=custom_op("+"), type_=value.type) if is_sqlite() else value


def _same(value):
    return value


def _conditions(filters: Filters, reader: Account, on: date, form) -> list:
    found = []
    for name, column in FACETS.items():
        if wanted := chosen_of(filters, name, reader):
            column = form(column)
            none = [column.is_(None)] if None in wanted else []
            found.append(or_(column.in_([value for value in wanted if value is not None]), *none))
    if states := [_STATES[code]() for code in filters.state if code in _STATES]:
        found.append(or_(*states))
    if filters.photo and len(set(filters.photo)) == 1:
        found.append(Applicant.photo.is_(None) if filters.photo[0] == "no" else Applicant.photo.is_not(None))
    if filters.flight and len(set(filters.flight)) == 1:
        found.append(Applicant.flight_on.is_(None) if filters.flight[0] == "no" else Applicant.flight_on.is_not(None))
    if filters.occupation:
        found.append(Applicant.id.in_(select(Wish.applicant_id).where(Wish.occupation.in_(filters.occupation))))
    return found + _own(filters) + _ranges(filters, on, form)


def own_chosen(filters: Filters) -> dict[str, set[str]]:
    """By slot, the values that the list is narrowed to; an unknown slot narrows nothing."""
    found: dict[str, set[str]] = {}
    for one in filters.own:
        slot, _colon, value = one.partition(":")
        if slot in SLOTS:
            found.setdefault(slot, set()).add(value)
    return found


def _own(filters: Filters) -> list:
    found = []
    for slot, values in own_chosen(filters).items():
        column = getattr(Applicant, slot)
        parts = [column.in_(sorted(values - {"", ANY}))] if values - {"", ANY} else []
        parts += [column.is_(None)] if "" in values else []
        parts += [column.is_not(None)] if ANY in values else []
        found.append(or_(*parts))
    return found


def _ranges(filters: Filters, on: date, form) -> list:
    found, eps, birth = [], form(Applicant.eps_score), form(Applicant.birth_date)
    if filters.eps_min is not None:
        found.append(eps >= filters.eps_min)
    if filters.eps_max is not None:
        found.append(eps <= filters.eps_max)
    if filters.age_min is not None:
        found.append(birth <= add_months(on, -12 * filters.age_min))
    if filters.age_max is not None:
        found.append(birth > add_months(on, -12 * (filters.age_max + 1)))
    return found


_STATES = {
    "active": lambda: and_(Applicant.exit_reason.is_(None), Applicant.hold_reason.is_(None)),
    "held": lambda: and_(Applicant.exit_reason.is_(None), Applicant.hold_reason.is_not(None)),
    "out": lambda: Applicant.exit_reason.is_not(None),
}
