"""Tables of an import: the file as read, and what each row of it would do."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.db import Base, Code, Id, Json


class Import(Base):
    """One list brought in: read, mapped, tried, applied, undone. `noun` says whose list it is."""

    __tablename__ = "imports"

    id: Mapped[Id]
    noun: Mapped[Code]
    filename: Mapped[str]
    state: Mapped[Code] = mapped_column(default="read")
    sheet: Mapped[str] = mapped_column(default="")
    sheets: Mapped[list] = mapped_column(default=list)
    mapping: Mapped[dict] = mapped_column(default=dict)
    headings: Mapped[list] = mapped_column(default=list)
    counts: Mapped[dict] = mapped_column(default=dict)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"))
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    rows: Mapped[list["ImportRow"]] = relationship(back_populates="run", order_by="ImportRow.position",
                                                   cascade="all, delete-orphan", passive_deletes=True)


class ImportRow(Base):
    """One row of the file: its cells, its verdict (new, changed, same, refused) and why."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_verdict", "import_id", "verdict", "position"),)

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[int]
    cells: Mapped[list]
    verdict: Mapped[Code] = mapped_column(default="")
    values: Mapped[dict] = mapped_column(default=dict)
    changes: Mapped[dict] = mapped_column(default=dict)
    reasons: Mapped[list] = mapped_column(default=list)
    warnings: Mapped[list] = mapped_column(default=list)
    row_id: Mapped[int | None]
    outcome: Mapped[dict | None] = mapped_column(Json)
    run: Mapped[Import] = relationship(back_populates="rows")
