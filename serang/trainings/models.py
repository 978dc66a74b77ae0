"""Tables of training: course, batch, its sessions, who is enrolled, attendance and marks."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from serang.accounts.models import Account
from serang.applicants.models import Applicant
from serang.db import Base, Code, Id


class Course(Base):
    """What is taught and what passing it grants.

    `grants` is a list of {"type": "language", "test", "score"/"level"} (the mark may set the score: "from_mark": true)
    or {"type": "certificate", "code", "name", "months"}; read by matching through the evidence rows it makes.
    `assessments` are the marks a new batch starts with: {"name", "maximum", "weight"}. `forgive_excused`: sick and
    excused days are left out of the share of attendance instead of counting as absent.
    """

    __tablename__ = "courses"
    __audited__ = True

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    field: Mapped[Code] = mapped_column(default="language")
    teaches: Mapped[str] = mapped_column(String(2000), default="")
    hours: Mapped[int | None]
    grants: Mapped[list] = mapped_column(default=list)
    attendance_min: Mapped[int] = mapped_column(default=80)
    mark_min: Mapped[int] = mapped_column(default=60)
    forgive_excused: Mapped[bool] = mapped_column(default=False)
    assessments: Mapped[list] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column()
    batches: Mapped[list["Batch"]] = relationship(back_populates="course", order_by="Batch.starts_on.desc()")
    __mapper_args__ = {"version_id_col": version}


class Batch(Base):
    """One class of a course: provider, place, days, capacity. State planned, running, finished or cancelled."""

    __tablename__ = "batches"
    __audited__ = True
    __table_args__ = (CheckConstraint("capacity >= 0", "capacity"), CheckConstraint("ends_on >= starts_on", "days"))

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    provider: Mapped[str] = mapped_column(default="BBPVP Serang")
    place: Mapped[str] = mapped_column(default="")
    fund: Mapped[Code | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    capacity: Mapped[int] = mapped_column(default=16)
    weekdays: Mapped[list] = mapped_column(default=list)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    state: Mapped[Code] = mapped_column(default="planned", index=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    note: Mapped[str | None] = mapped_column(String(1000))
    version: Mapped[int] = mapped_column()
    course: Mapped[Course] = relationship(back_populates="batches")
    trainer: Mapped[Account | None] = relationship()
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="batch", order_by="Session.on, Session.id", cascade="all, delete-orphan", passive_deletes=True
    )
    enrolments: Mapped[list["Enrolment"]] = relationship(back_populates="batch", order_by="Enrolment.position, Enrolment.id")
    assessments: Mapped[list["Assessment"]] = relationship(
        back_populates="batch", order_by="Assessment.position, Assessment.id", cascade="all, delete-orphan", passive_deletes=True
    )
    __mapper_args__ = {"version_id_col": version}


class Session(Base):
    """One day of a batch."""

    __tablename__ = "sessions"
    __audited__ = True
    __table_args__ = (UniqueConstraint("batch_id", "on"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    on: Mapped[date]
    topic: Mapped[str | None]
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    batch: Mapped[Batch] = relationship(back_populates="sessions")
    saved_by: Mapped[Account | None] = relationship()


class Enrolment(Base):
    """A person in a batch: enrolled, waiting, withdrawn, passed or failed. `replaces_id`: whose place it was; `recommended`: at
    which number, from 1, the training plan recommended the person for the class it was made for.
    """

    __tablename__ = "enrolments"
    __audited__ = True
    __about__ = "applicant_id"
    __together__ = (("state", "decided_on", "reason", "certificate_no"),)
    __table_args__ = (UniqueConstraint("batch_id", "applicant_id"), Index("ix_enrolments_state", "state", "batch_id"))

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id"), index=True)
    state: Mapped[Code] = mapped_column(default="enrolled")
    position: Mapped[int] = mapped_column(default=0)
    recommended: Mapped[int | None]
    enrolled_on: Mapped[date]
    decided_on: Mapped[date | None]
    reason: Mapped[str | None]
    certificate_no: Mapped[str | None] = mapped_column(String(60))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column()
    batch: Mapped[Batch] = relationship(back_populates="enrolments")
    applicant: Mapped[Applicant] = relationship(backref="enrolments")
    attendance: Mapped[list["Attendance"]] = relationship(back_populates="enrolment", cascade="all, delete-orphan", passive_deletes=True)
    marks: Mapped[list["Mark"]] = relationship(back_populates="enrolment", cascade="all, delete-orphan", passive_deletes=True)
    __mapper_args__ = {"version_id_col": version}


class Attendance(Base):
    """H present, S sick, I excused, A absent, of one person on one day of a batch."""

    __tablename__ = "attendance"
    __audited__ = True
    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        CheckConstraint("mark IN ('H', 'S', 'I', 'A')", "mark"),
    )

    id: Mapped[Id]
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), index=True)
    mark: Mapped[str] = mapped_column(String(1))
    enrolment: Mapped[Enrolment] = relationship(back_populates="attendance")
    session: Mapped[Session] = relationship()


class Assessment(Base):
    """One thing that is marked in a batch, from 0 to `maximum`, with a weight in the final mark."""

    __tablename__ = "assessments"
    __audited__ = True
    __table_args__ = (CheckConstraint("maximum > 0", "maximum"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    maximum: Mapped[int] = mapped_column(default=100)
    weight: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)
    batch: Mapped[Batch] = relationship(back_populates="assessments")


class Mark(Base):
    """One person's value for one assessment."""

    __tablename__ = "marks"
    __audited__ = True
    __table_args__ = (UniqueConstraint("assessment_id", "enrolment_id"), CheckConstraint("value >= 0", "value"))

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"), index=True)
    value: Mapped[float] = mapped_column(Numeric(6, 2, asdecimal=False))
    enrolment: Mapped[Enrolment] = relationship(back_populates="marks")
    assessment: Mapped[Assessment] = relationship()
