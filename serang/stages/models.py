"""Tables of the way of a person: the stages, what each gate asks, and each move."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.accounts.models import Account
from serang.applicants.models import Evidence
from serang.db import Base, Code, Id


class Stage(Base):
    """One stage, in order. `gate` lists what must be true to enter: codes with values (see stages.rules)."""

    __tablename__ = "stages"
    __audited__ = True

    code: Mapped[Code] = mapped_column(primary_key=True)
    label: Mapped[str]
    label_en: Mapped[str] = mapped_column(default="")
    label_ko: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    gate: Mapped[list] = mapped_column(default=list)


class StageMove(Evidence, Base):
    """A person entered a stage: when, by whom, with what still open that the head let pass."""

    __tablename__ = "stage_moves"

    id: Mapped[Id]
    stage: Mapped[Code]
    on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str | None]
    still_open: Mapped[list] = mapped_column(default=list)
    account: Mapped[Account | None] = relationship()
