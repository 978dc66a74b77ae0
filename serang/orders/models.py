"""Tables of a job order: who asks for how many, and what they ask of a person."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.db import Base, Code, Id
from serang.orders.rules import SENSITIVE


class JobOrder(Base):
    """A demand for one occupation by one employer. State draft, open, closed or cancelled.

    `quota` counts all places; `quota_male` and `quota_female` cap each sex when set. `reserves` is how many
    stand-by people are wanted. `weights` are the points of the score's parts. `wage` is a month's pay in `currency`.
    `sealed_at`: since then rules and weights stand as the head confirmed them.
    """

    __tablename__ = "job_orders"
    __audited__ = True
    __table_args__ = (
        CheckConstraint("quota >= 0", "quota"),
        CheckConstraint("quota_male IS NULL OR quota_male >= 0", "quota_male"),
        CheckConstraint("quota_female IS NULL OR quota_female >= 0", "quota_female"),
        CheckConstraint("reserves >= 0", "reserves"),
        Index("ix_job_orders_state", "state", "closes_on"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    letter_no: Mapped[str | None] = mapped_column(String(80))
    title: Mapped[str]
    employer: Mapped[str]
    employer_ko: Mapped[str | None]
    workplace: Mapped[str | None]
    country: Mapped[Code] = mapped_column(default="KR")
    occupation: Mapped[Code] = mapped_column(index=True)
    operator: Mapped[str | None]
    visa_type: Mapped[str | None] = mapped_column(String(40))
    visa_confirmed: Mapped[bool] = mapped_column(default=False)
    quota: Mapped[int]
    quota_male: Mapped[int | None]
    quota_female: Mapped[int | None]
    reserves: Mapped[int] = mapped_column(default=0)
    priority: Mapped[int] = mapped_column(default=0)
    closes_on: Mapped[date | None]
    interview_on: Mapped[date | None]
    departs_on: Mapped[date | None]
    contract_months: Mapped[int | None]
    wage: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="KRW")
    weights: Mapped[dict] = mapped_column(default=dict)
    state: Mapped[Code] = mapped_column(default="open")
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"))
    note: Mapped[str | None] = mapped_column(String(2000))
    sealed_at: Mapped[datetime | None]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column()
    requirements: Mapped[list["OrderRequirement"]] = relationship(
        back_populates="order", order_by="OrderRequirement.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __mapper_args__ = {"version_id_col": version}


class OrderRequirement(Base):
    """One rule of an order: kind, must or wish, and its values (see orders.rules.Requirement). A sensitive kind counts
    from `confirmed_at` on.
    """

    __tablename__ = "order_requirements"
    __audited__ = True
    __table_args__ = (CheckConstraint("strength IN ('must', 'wish')", "strength"),)

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("job_orders.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Code]
    strength: Mapped[Code] = mapped_column(default="must")
    weight: Mapped[int] = mapped_column(default=10)
    facts: Mapped[dict] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    order: Mapped[JobOrder] = relationship(back_populates="requirements")

    @property
    def waits(self) -> bool:
        """Whether the rule does not count yet, since the head has not confirmed it."""
        return waits(self)


def waits(row) -> bool:
    """Whether a requirement, or a row of the table, does not count yet."""
    return row.kind in SENSITIVE and row.confirmed_at is None
