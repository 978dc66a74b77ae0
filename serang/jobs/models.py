"""The table of background work: the row is the truth, whoever runs it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from serang.db import Base, Code, Id


class Job(Base):
    """One piece of work: queued, running, done, failed or cancelled, with progress and result."""

    __tablename__ = "jobs"

    id: Mapped[Id]
    kind: Mapped[Code] = mapped_column(index=True)
    inputs: Mapped[dict] = mapped_column(default=dict)
    state: Mapped[Code] = mapped_column(default="queued", index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[Code] = mapped_column(default="")
    result: Mapped[dict] = mapped_column(default=dict)
    error: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
