"""Who works here, who is signed in, and what they have typed and not saved."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import defer

from serang.accounts import rules
from serang.accounts.models import Account, Attempt, Draft, SignIn
from serang.common.refusals import Missing
from serang.db import db

SIGN_IN = select(SignIn).where(SignIn.id == bindparam("number"))  # asked by every request


def get(account_id: int) -> Account:
    """One account. Raises Missing."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise Missing("no_account")
    return account


def by_username(username: str) -> Account | None:
    """The account of that name, in any case of letters."""
    return db.session.scalar(select(Account).where(func.lower(Account.username) == username.lower()))


def everyone() -> list[Account]:
    """All accounts by name."""
    return list(db.session.scalars(select(Account).order_by(Account.active.desc(), Account.name)))


def everyones_names() -> list[tuple[int, str]]:
    """(id, name) of all accounts, by name."""
    return [tuple(row) for row in db.session.execute(select(Account.id, Account.name).order_by(Account.name))]


def officers() -> list[tuple[int, str]]:
    """Those who can look after applicants: (id, name)."""
    query = select(Account.id, Account.name, Account.roles).where(Account.active).order_by(Account.name)
    return [(account_id, name) for account_id, name, roles in db.session.execute(query) if "officer" in roles]


def trainers() -> list[tuple[int, str]]:
    """Those who can lead a batch: (id, name)."""
    return [(a.id, a.name) for a in everyone() if a.active and "trainer" in a.roles]


def name(account_id: int) -> str:
    """The name of an account, empty when there is none of that number."""
    account = db.session.get(Account, account_id)
    return account.name if account else ""


def any_account() -> bool:
    """Whether anybody can sign in at all (else the installation is new)."""
    return db.session.scalar(select(Account.id).limit(1)) is not None


def living_sign_in(number: str, *, at: datetime, hours: int) -> SignIn | None:
    """The sign-in of the cookie, unless ended, disabled or unused for that many hours."""
    row = db.session.scalar(SIGN_IN, {"number": number})
    if row is None or row.ended_at or not row.account.active or at - row.last_seen_at > timedelta(hours=hours):
        return None
    return row


def seconds_to_wait(username: str, address: str, *, at: datetime) -> int:
    """How long this name or address must wait before trying again; see accounts.rules."""
    since = at - timedelta(minutes=rules.LOCK_MINUTES)
    of_name = list(db.session.scalars(select(Attempt.at).where(Attempt.username == username.lower(), Attempt.at > since)))
    of_address = db.session.scalar(select(func.count()).where(Attempt.address == address, Attempt.at > since))
    last = max(of_name, default=since)
    return rules.seconds_to_wait(len(of_name), of_address, (at - last).total_seconds())


def drafts(account_id: int) -> dict[str, Draft]:
    """Where the account has typed something and not saved it; the words themselves are read when they are asked for."""
    found = db.session.scalars(select(Draft).where(Draft.account_id == account_id).options(defer(Draft.typed)))
    return {one.place: one for one in found}
