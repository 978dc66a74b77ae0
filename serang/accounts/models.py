"""Tables of the people who work here: accounts, their sign-ins, failed tries, and what they have typed and not saved."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.accounts.rules import DRAFT_PLACE
from serang.db import Base, Code, Id


class Account(Base):
    """A person who signs in. `sensitive` opens health and police papers to an officer.

    The log tells that a password was set, by `password_at`, and never the password.
    """

    __tablename__ = "accounts"
    __audited__ = True
    __unlogged__ = ("password_hash",)

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    password_at: Mapped[datetime | None]
    roles: Mapped[list] = mapped_column(default=list)
    sensitive: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[Code] = mapped_column(default="id")
    theme: Mapped[Code] = mapped_column(default="light")
    density: Mapped[Code] = mapped_column(default="compact")
    shortcuts: Mapped[bool] = mapped_column(default=True)
    columns: Mapped[dict] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    is_active = property(lambda self: self.active)
    is_authenticated = True
    is_anonymous = False

    @property
    def initials(self) -> str:
        """Two letters for the small round picture."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


class SignIn(Base):
    """One sign-in of an account; the cookie carries its number, ending the row ends the cookie."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(default="")
    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Attempt(Base):
    """A failed try to sign in, counted per name and per network address."""

    __tablename__ = "attempts"

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Draft(Base):
    """What an account has typed in a form (`place`) and not saved yet: the values of each field, also of the version it is based on."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("account_id", "place"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(DRAFT_PLACE))
    typed: Mapped[dict] = mapped_column(default=dict)
    at: Mapped[datetime]
