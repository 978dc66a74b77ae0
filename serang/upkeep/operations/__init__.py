"""What keeps the installation well: the first lists put in, the nightly work."""

from datetime import date

from serang.audit.operations import act
from serang.documents import operations as documents
from serang.settings import operations as settings
from serang.stages import operations as stages


def seed():
    """Put the first code lists, areas, stages and kinds of papers into an empty database; what is there stays."""
    act("upkeep.seed")
    settings.seed()
    stages.seed()
    documents.seed()


def nightly(*, on: date):
    """What depends on the day: see each noun's own nightly work."""
