"""Accounts made, changed and ended; signing in and out; drafts kept."""

import secrets
from datetime import datetime, timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from serang.accounts import queries, rules
from serang.accounts.models import Account, Attempt, Draft, SignIn
from serang.audit.operations import act, never_undone
from serang.common.operations import come_together, hold
from serang.common.refusals import Conflict
from serang.db import db


def create(
    *, username: str, name: str, password: str, roles: list[str], sensitive=False, at: datetime, must_change_password=True
) -> Account:
    """A new account. Raises Conflict when the name is taken or the password too weak."""
    _check_password(password, username)
    act("accounts.create", username=username)
    account = Account(
        username=username,
        name=name or username,
        password_hash=hasher().hash(password),
        password_at=at,
        roles=sorted(roles),
        sensitive=sensitive,
        created_at=at,
        must_change_password=must_change_password,
    )
    db.session.add(account)
    _flush_or("username_taken", username=username)
    return account


def change(account: Account, *, at: datetime, roles: list[str], seen: str | None = None, **values) -> Account:
    """New name, roles or state; a change of rights ends the account's sign-ins, its end its drafts. The last administrator stays.

    `seen`: the marks that the form was opened with. Raises ChangedMeanwhile, Conflict last_admin.
    """
    act("accounts.change", username=account.username)
    hold(account)
    before = _rights(account)
    come_together(account, {**values, "roles": sorted(roles)}, seen=seen)
    if "admin" in before[0] and not ("admin" in account.roles and account.active) and _last_admin(account):
        raise Conflict("last_admin")
    db.session.flush()
    if _rights(account) != before:
        end_all(account, at=at)
    if not account.active:
        db.session.execute(delete(Draft).where(Draft.account_id == account.id))
    return account


def set_password(account: Account, *, password: str, at: datetime, by_owner: bool, keep: str | None = None) -> Account:
    """A new password; every other sign-in of the account ends. One set by somebody else must be changed at sign-in."""
    _check_password(password, account.username)
    act("accounts.password", username=account.username)
    account.password_hash, account.password_at = hasher().hash(password), at
    account.must_change_password = not by_owner
    db.session.flush()
    end_all(account, at=at, keep=keep)
    return account


never_undone("accounts.password", "password_stays")  # the former password is not kept


def set_preferences(account: Account, **wanted) -> Account:
    """The account's language, theme, density and shortcuts."""
    act("accounts.preferences")
    for name, value in wanted.items():
        setattr(account, name, value)
    db.session.flush()
    return account


def sign_in(username: str, password: str, *, address: str, at: datetime) -> SignIn | None:
    """A new sign-in, or None when name and password do not fit (as slow for an unknown name as for a known one)."""
    account = queries.by_username(username)
    fits = _verify(account.password_hash if account else _decoy(), password)
    if not (account and fits and account.active):
        return None
    if hasher().check_needs_rehash(account.password_hash):
        account.password_hash = hasher().hash(password)
    row = SignIn(id=secrets.token_urlsafe(32), account_id=account.id, started_at=at, last_seen_at=at, address=address[:60])
    db.session.add(row)
    db.session.execute(delete(Attempt).where(Attempt.username == username.lower()))
    db.session.flush()
    return row


def note_failure(username: str, *, address: str, at: datetime):
    """Remember a failed try; tries older than a day are dropped."""
    db.session.execute(delete(Attempt).where(Attempt.at < at - timedelta(days=1)))
    db.session.add(Attempt(username=username.lower()[:100], address=address[:60], at=at))
    db.session.flush()


def seen(number: str, *, at: datetime):
    """The sign-in was used now."""
    db.session.execute(update(SignIn).where(SignIn.id == number).values(last_seen_at=at))


def sign_out(number: str, *, at: datetime):
    """End one sign-in."""
    db.session.execute(update(SignIn).where(SignIn.id == number, SignIn.ended_at.is_(None)).values(ended_at=at))


def end_all(account: Account, *, at: datetime, keep: str | None = None):
    """End all sign-ins of an account but one."""
    statement = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    db.session.execute((statement.where(SignIn.id != keep) if keep else statement).values(ended_at=at))


def end_everybodys(*, at: datetime):
    """End all sign-ins of all accounts."""
    db.session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=at))


def forget_old(*, at: datetime):
    """End the sign-ins that nobody used for a day; drop those of 90 days ago, failed tries older than a day, and old drafts."""
    day_ago = at - timedelta(days=1)
    db.session.execute(update(SignIn).where(SignIn.last_seen_at < day_ago, SignIn.ended_at.is_(None)).values(ended_at=at))
    db.session.execute(delete(SignIn).where(SignIn.last_seen_at < at - timedelta(days=90)))
    db.session.execute(delete(Attempt).where(Attempt.at < day_ago))
    db.session.execute(delete(Draft).where(Draft.at < at - timedelta(days=rules.DRAFT_DAYS)))


def keep_draft(*, account_id: int, place: str, typed: dict, at: datetime):
    """What is typed in a form now; replaces what was kept of it before. Beyond so many the oldest goes."""
    row = db.session.scalar(select(Draft).where(Draft.account_id == account_id, Draft.place == place))
    if row is None:
        kept = select(Draft.id).where(Draft.account_id == account_id).order_by(Draft.at.desc(), Draft.id.desc())
        db.session.execute(delete(Draft).where(Draft.id.in_(kept.offset(rules.DRAFTS - 1))))
        db.session.add(Draft(account_id=account_id, place=place, typed=typed, at=at))
    else:
        row.typed, row.at = typed, at
    db.session.flush()


def drop_draft(*, account_id: int, place: str):
    """The form was saved, or the draft thrown away."""
    db.session.execute(delete(Draft).where(Draft.account_id == account_id, Draft.place == place))


def password_fits(account: Account, password: str) -> bool:
    """Whether this is the account's password."""
    return _verify(account.password_hash, password)


def hasher() -> PasswordHasher:
    """Argon2id with its default cost; tests use a cheap one."""
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1) if current_app.config.get("CHEAP_PASSWORDS") else PasswordHasher()


@lru_cache(maxsize=2)
def _decoy_for(cheap: bool) -> str:
    return hasher().hash(secrets.token_hex(8))


def _decoy() -> str:
    return _decoy_for(bool(current_app.config.get("CHEAP_PASSWORDS")))


def _verify(hashed: str, password: str) -> bool:
    try:
        return hasher().verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _check_password(password: str, username: str):
    if problem := rules.password_problem(password, username):
        raise Conflict(problem, least=rules.PASSWORD_LEAST)


def _rights(account: Account):
    return sorted(account.roles), account.sensitive, account.active


def _last_admin(account: Account) -> bool:
    others = db.session.scalars(select(Account).where(Account.id != account.id, Account.active))
    return not any("admin" in other.roles for other in others)


def _flush_or(code: str, **values):
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict(code, **values) from error
