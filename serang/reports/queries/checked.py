"""What a check code on paper stands for: which print, of whom, by whom, when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.applicants.queries import visible_to
from serang.audit.models import Opening
from serang.db import db

NAMED = 50


@dataclass(frozen=True)
class Checked:
    """One print. `what` as the log of openings calls it; `people`: rows of id, number and full_name, the first fifty the
    reader may see; `count`: how many were on it.
    """

    what: str
    at: datetime
    who: str | None
    order: str | None
    count: int
    people: list


def print_of(code: str, reader: Account) -> Checked | None:
    """The print that carries a check code (`7KQX-M2PD`); None when none does."""
    noted = Opening.facts["code"].as_string() == code
    query = select(Opening, Account.name).outerjoin(Account, Account.id == Opening.account_id)
    found = db.session.execute(query.where(noted, Opening.about_applicant.is_(None)).limit(1)).first()
    if found is None:
        return None
    opening, who = found
    people = select(Applicant.id, Applicant.number, Applicant.full_name).where(
        Applicant.id.in_(select(Opening.about_applicant).where(noted, Opening.at == opening.at))
    )
    shown = db.session.execute(visible_to(people, reader).order_by(Applicant.number).limit(NAMED)).all()
    facts = opening.facts
    return Checked(opening.what, opening.at, who, facts.get("order"), facts.get("people") or len(shown), list(shown))
