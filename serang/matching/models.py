"""Tables of matching: who goes where (Match), each run of the engine, what it proposed, and locks."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.db import Base, Code, Id
from serang.matching.rules import points
from serang.matching.rules.states import ACTIVE, TAKING_PLACE
from serang.orders.models import JobOrder

__all__ = ["ACTIVE", "TAKING_PLACE", "Lock", "Match", "Proposal", "Run"]


class PartsType(TypeDecorator):
    """The parts of a score, with what else is to be known of a place, kept as one number (see matching.rules.points)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return points.number(value)

    def process_result_value(self, value, dialect):
        return points.told(value)


class Match(Base):
    """One person for one order. States: proposed, nominated, interviewed, accepted, contracted, preparing, departed;
    ended as rejected, withdrawn, cancelled or returned. `active` is true in the former: one per person, by an index.
    """

    __tablename__ = "matches"
    __audited__ = True
    __about__ = "applicant_id"
    __together__ = (("state", "active", "reserve_rank", "reason", "reason_note", "decided_on"),)
    __carries__ = {"applicants": ("stage", "stage_on"), "stage_moves": ()}
    __table_args__ = (
        Index("uq_matches_one_active", "applicant_id", unique=True, sqlite_where=text("active"), postgresql_where=text("active")),
        Index("ix_matches_order", "order_id", "state"),
    )

    id: Mapped[Id]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("job_orders.id"))
    state: Mapped[Code] = mapped_column(default="proposed")
    active: Mapped[bool] = mapped_column(default=True)
    reserve_rank: Mapped[int | None]
    score: Mapped[int | None]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_runs.id"))
    reason: Mapped[Code | None]
    reason_note: Mapped[str | None] = mapped_column(String(500))
    decided_on: Mapped[date]
    flight_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    applicant: Mapped[Applicant] = relationship(backref="matches")
    order: Mapped[JobOrder] = relationship(backref="matches")
    __mapper_args__ = {"version_id_col": version}


class Run(Base):
    """One run of the engine over all open orders: its inputs, its figures and its proof."""

    __tablename__ = "match_runs"

    id: Mapped[Id]
    at: Mapped[datetime]
    on: Mapped[date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"))
    state: Mapped[Code] = mapped_column(default="queued")
    unknown_allowed: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    problem: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    plan: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    people: Mapped[int] = mapped_column(default=0)
    orders: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=0)
    placed: Mapped[int] = mapped_column(default=0)
    score: Mapped[int] = mapped_column(default=0)
    greedy_placed: Mapped[int] = mapped_column(default=0)
    proven: Mapped[bool] = mapped_column(default=False)
    figures: Mapped[dict] = mapped_column(default=dict)
    problems: Mapped[list] = mapped_column(default=list)
    accepted_at: Mapped[datetime | None]
    account: Mapped[Account | None] = relationship()

    def sealed(self, order: JobOrder) -> bool:
        """Whether rules and weights of the order were sealed before this run, and have been ever since."""
        return order.sealed_at is not None and order.sealed_at <= self.at


class Proposal(Base):
    """What a run says of one person. `kind`: placed; reserve (with its number) for an order; waiting, who would fit but
    finds no place; left, who fits no order. The first two name the order meant, the others the nearest one that has places.

    `id` numbers the rows of a run as lists show them: who is placed, order by order and best first, then the reserves likewise, then who
    waits and who is left. Of those left, `rank` counts the rules they fail there and `lacks` has a bit for each kind
    (matching.rules.gaps). `decision` is rejected when staff said no before the place was given.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_applicant", "applicant_id", "run_id"),
        {"sqlite_with_rowid": False},
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("match_runs.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("job_orders.id"))
    kind: Mapped[Code]
    rank: Mapped[int | None]
    score: Mapped[int | None]
    parts: Mapped[dict] = mapped_column(PartsType, default=dict)
    lacks: Mapped[int] = mapped_column(default=0)
    decision: Mapped[Code | None]
    applicant: Mapped[Applicant] = relationship()
    order: Mapped[JobOrder | None] = relationship()


class Lock(Base):
    """A person fixed to an order (`lock`) or kept from it (`ban`) by hand, with the reason."""

    __tablename__ = "locks"
    __audited__ = True
    __about__ = "applicant_id"
    __table_args__ = (UniqueConstraint("applicant_id", "order_id"), CheckConstraint("kind IN ('lock', 'ban')", "kind"))

    id: Mapped[Id]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id", ondelete="CASCADE"))
    order_id: Mapped[int] = mapped_column(ForeignKey("job_orders.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Code]
    reason: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    applicant: Mapped[Applicant] = relationship()
    order: Mapped[JobOrder] = relationship()
