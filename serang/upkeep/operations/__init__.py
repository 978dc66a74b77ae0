"""What keeps the installation well: the first lists put in, the nightly work."""

from datetime import date, datetime, time

from serang.accounts import operations as accounts
from serang.applicants.operations import twins
from serang.audit.operations import act
from serang.db import db
from serang.documents import operations as documents
from serang.exchange import operations as exchange
from serang.i18n import OFFICE_ZONE
from serang.jobs import operations as jobs
from serang.matching import operations as matching
from serang.settings import operations as settings
from serang.stages import operations as stages


def seed():
    """Put the first code lists, areas, stages and kinds of papers into an empty database; what is there stays."""
    act("upkeep.seed")
    settings.seed()
    stages.seed()
    documents.seed()


def nightly(*, on: date):
    """What depends on the day: old sign-ins end, and what was kept for a while only is forgotten;
    who may stand in the base twice is looked for."""
    at = datetime.combine(on, time(), OFFICE_ZONE)
    accounts.forget_old(at=at)
    jobs.forget_old(at=at)
    exchange.forget_old(on)
    matching.forget_old(at=at)
    documents.nightly(on=on)
    twins.ask(account_id=None, at=at)
    db.session.flush()
