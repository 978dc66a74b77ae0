"""Tables of an import: the file as read, and what each row of it would do."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from serang.db import Base, Code, Id, Json


class Import(Base):
    """One list brought in: waiting, read, planned, applied, cancelled or failed. `noun` says whose list it is.

    content: the file itself until the worker has read it. sheets: name, hidden and rows of each sheet; chosen: the
    positions of those that are read. headings_at: the row of the headings when somebody pointed at it, 0 for none.
    columns: what each column is called, its examples and what it was guessed to be; mapping: position to field.
    settled: headings whose meaning somebody chose against the guess. plan_no grows with every dry run, last_change is
    the newest entry of the act log that the dry run knew. `error` says why the file could not be read.
    """

    __tablename__ = "imports"

    id: Mapped[Id]
    noun: Mapped[Code]
    filename: Mapped[str]
    state: Mapped[Code] = mapped_column(default="read", index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sheets: Mapped[list] = mapped_column(default=list)
    chosen: Mapped[list] = mapped_column(default=list)
    headings_at: Mapped[int | None]
    columns: Mapped[list] = mapped_column(default=list)
    mapping: Mapped[dict] = mapped_column(default=dict)
    settled: Mapped[dict] = mapped_column(default=dict)
    counts: Mapped[dict] = mapped_column(default=dict)
    plan_no: Mapped[int] = mapped_column(default=0)
    last_change: Mapped[int] = mapped_column(default=0)
    error: Mapped[dict | None] = mapped_column(Json)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    applied_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]


class ImportRow(Base):
    """One filled row of the file: its cells, and in the dry run what it would do and why.

    number: the row in its sheet, plus a million for each sheet before it. fixes: cells corrected on the screen, by
    position. verdict: new, changed, same, refused, left (out by an officer), none for lines that are no data.
    marks: the kinds of its problems between commas. stamp tells two dry runs apart; `was` is the verdict of the run
    before when it differed. target_id: whom the row means.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_import_rows_verdict", "import_id", "verdict", "number"),
    )

    id: Mapped[Id]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    number: Mapped[int]
    cells: Mapped[list]
    fixes: Mapped[dict] = mapped_column(default=dict)
    left_out: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[Code] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    values: Mapped[dict] = mapped_column(default=dict)
    changes: Mapped[list] = mapped_column(default=list)
    problems: Mapped[list] = mapped_column(default=list)
    marks: Mapped[str] = mapped_column(default="")
    stamp: Mapped[int] = mapped_column(default=0)
    was: Mapped[Code] = mapped_column(default="")
    target_id: Mapped[int | None]
