"""The only place that looks at the clock."""

from datetime import UTC, date, datetime

from serang.i18n import OFFICE_ZONE


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the office."""
    return now().astimezone(OFFICE_ZONE).date()
