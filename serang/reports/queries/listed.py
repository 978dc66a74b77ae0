"""The people of one job order for its printed list: placed, waiting by number, refused."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.db import db
from serang.matching import queries as matching
from serang.matching.models import Match, Run
from serang.matching.rules.fits import Fit
from serang.orders import queries as orders
from serang.orders.models import JobOrder
from serang.partnerships.models import Partnership

NOT_REFUSED = ("returned",)
PART = 500


@dataclass(frozen=True)
class Place:
    """One person on the list. `standing`: placed, reserve (with its number) or out; `fit`: how the rules stand."""

    person: Applicant
    standing: str
    rank: int | None
    score: int | None
    match: Match | None
    fit: Fit | None


@dataclass(frozen=True)
class Listed:
    """An order with everybody who stands on its list, and the run that its reserves come from."""

    order: JobOrder
    partner: Partnership | None
    people: tuple[Place, ...]
    run: Run | None


def listed(order_id: int, reader: Account, on: date) -> Listed:
    """The list of one order as of that day. Raises Missing."""
    order = orders.get(order_id)
    found = matching.of_order(order_id, reader)
    ids = [match.applicant_id for match in found.matches] + [row.applicant_id for row in found.reserves]
    people = _people(ids)
    here = [match.applicant_id for match in found.matches if match.active]
    fits = matching.fits_of(order, [*here, *(row.applicant_id for row in found.reserves)], on)
    lines = [*_placed(found.matches, fits), *_reserves(found, fits), *_out(found.matches)]
    partner = db.session.get(Partnership, order.partnership_id) if order.partnership_id else None
    return Listed(order, partner, tuple(Place(people[one], *rest) for one, *rest in lines), found.run)


def _placed(matches, fits):
    for match in matches:
        if match.active and not match.reserve_rank or match.state in NOT_REFUSED:
            yield match.applicant_id, "placed", None, _score(match, fits), match, fits.get(match.applicant_id)


def _reserves(found, fits):
    """Those sent to the partner as reserves, then those of the newest run; each by number."""
    on_list = sorted((match for match in found.matches if match.active and match.reserve_rank), key=lambda match: match.reserve_rank)
    for match in on_list:
        yield (
            match.applicant_id,
            "reserve",
            match.reserve_rank,
            _score(match, fits),
            match,
            fits.get(match.applicant_id),
        )
    known = {match.applicant_id for match in found.matches}
    for row in found.reserves:
        if row.applicant_id not in known:
            yield row.applicant_id, "reserve", row.rank, row.score, None, fits.get(row.applicant_id)


def _out(matches):
    for match in matches:
        if not match.active and match.state not in NOT_REFUSED:
            yield match.applicant_id, "out", None, match.score, match, None


def _score(match, fits):
    fit = fits.get(match.applicant_id)
    return match.score if match.score is not None else fit.score if fit else None


def _people(ids) -> dict[int, Applicant]:
    found = {}
    for start in range(0, len(ids), PART):
        query = select(Applicant).where(Applicant.id.in_(ids[start : start + PART])).options(selectinload(Applicant.languages))
        found |= {person.id: person for person in db.session.scalars(query)}
    return found
