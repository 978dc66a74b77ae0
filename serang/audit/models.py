"""Tables of the act log: acts, the changes in them, and openings of protected values."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.db import Base, Code, Id, Json


class Act(Base):
    """One thing somebody did: a title code with values, when, who; holds its changes."""

    __tablename__ = "acts"

    id: Mapped[Id]
    title: Mapped[Code] = mapped_column(index=True)
    facts: Mapped[dict] = mapped_column(default=dict)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"), unique=True)
    changes: Mapped[list["Change"]] = relationship(back_populates="act", order_by="Change.id")


class Change(Base):
    """One field of one row that went from old to new; kind created, changed or removed.

    `version` is the row's version after the change, for merging two people's edits.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_row", "table", "row_id", "version"),
        Index("ix_changes_about", "about_applicant", "id"),
        Index("ix_changes_removed", "table", sqlite_where=text("kind = 'removed'"), postgresql_where=text("kind = 'removed'")),
    )

    id: Mapped[Id]
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), index=True)
    table: Mapped[Code]
    row_id: Mapped[str]
    kind: Mapped[Code]
    field: Mapped[Code] = mapped_column(default="")
    old: Mapped[dict | list | str | int | None] = mapped_column(Json)
    new: Mapped[dict | list | str | int | None] = mapped_column(Json)
    version: Mapped[int | None]
    about_applicant: Mapped[int | None]
    act: Mapped[Act] = relationship(back_populates="changes")


class Opening(Base):
    """Somebody looked at a protected value, printed or exported; what, of whom, how many."""

    __tablename__ = "openings"

    id: Mapped[Id]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[Code]
    about_applicant: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[dict] = mapped_column(default=dict)
