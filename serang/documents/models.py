"""Tables of papers: the kinds an office asks for, and each paper of a person."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.accounts.models import Account
from serang.applicants.models import Applicant, Evidence
from serang.db import Base, Code, Id


class DocumentKind(Base):
    """A kind of paper and its rules, edited by the office.

    `validity` is none (never expires), months (that many after issue) or printed (the day on it).
    `stages` lists the stages at whose gate it must be valid, `months_after_departure` how long beyond
    the departure it must last, `warn_days` when to call it soon expired. `sensitive` kinds (health, police)
    are hidden from those without that right.
    """

    __tablename__ = "document_kinds"
    __audited__ = True

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    label: Mapped[str]
    label_en: Mapped[str] = mapped_column(default="")
    label_ko: Mapped[str] = mapped_column(default="")
    validity: Mapped[Code] = mapped_column(default="none")
    months: Mapped[int | None]
    months_after_departure: Mapped[int] = mapped_column(default=0)
    warn_days: Mapped[int] = mapped_column(default=60)
    stages: Mapped[list] = mapped_column(default=list)
    pathways: Mapped[list] = mapped_column(default=list)
    sensitive: Mapped[bool] = mapped_column(default=False)
    number_secret: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Wording(Base):
    """A version of the text that a person signs on a paper of that kind (the consent); none is ever changed."""

    __tablename__ = "wordings"
    __audited__ = True
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(ForeignKey("document_kinds.code"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(String(8000))
    at: Mapped[datetime]


class Document(Evidence, Base):
    """One paper. A renewed one points to nothing old: the old stays, `current` marks the newest of its kind."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_kind", "kind", "current", "valid_until"),
        Index("ix_documents_of", "applicant_id", "kind", "current", "valid_until"),
        Index(
            "ix_documents_unverified",
            "current",
            "kind",
            "applicant_id",
            sqlite_where=text("verified_at IS NULL"),
            postgresql_where=text("verified_at IS NULL"),
        ),
    )

    kind: Mapped[str] = mapped_column(ForeignKey("document_kinds.code"))
    number: Mapped[str | None] = mapped_column(String(80))
    issuer: Mapped[str | None]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    current: Mapped[bool] = mapped_column(default=True)
    name_on_it: Mapped[str | None] = mapped_column(String(150))
    birth_date_on_it: Mapped[date | None]
    birth_place_on_it: Mapped[str | None] = mapped_column(String(100))
    sex_on_it: Mapped[str | None] = mapped_column(String(1))
    file: Mapped[str | None] = mapped_column(String(100))
    file_type: Mapped[str | None] = mapped_column(String(60))
    file_name: Mapped[str | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    verified_at: Mapped[datetime | None]
    note: Mapped[str | None]
    wording: Mapped[int | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    applicant: Mapped[Applicant] = relationship(backref="documents")
    kind_row: Mapped[DocumentKind] = relationship()
    verified_by: Mapped[Account | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
