"""Tables of a person: the applicant and the evidence that matching reads."""

from datetime import date, datetime
from functools import partial

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event, inspect, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from serang.accounts.models import Account
from serang.applicants.rules import eps_score, kecamatan_of, name_keys
from serang.common.rules import phones
from serang.db import Base, Code, Id, Text
from serang.settings.models import Kelurahan
from serang.settings.rules import LONGEST, SLOTS


class Own:
    """Columns that wait for the office's own fields (settings.models.OwnField), each value as text."""


for _slot in SLOTS:
    setattr(Own, _slot, mapped_column(String(LONGEST)))


class Applicant(Own, Base):
    """A person who wants to work abroad. Only the name is required."""

    __tablename__ = "applicants"
    __audited__ = True
    __about__ = "id"
    __together__ = (("stage", "stage_on"), ("hold_reason", "hold_on"), ("exit_reason", "exit_on", "exit_note"))
    __unlogged__ = (
        "search",
        "spelling",
        "phone_digits",
        "kecamatan_code",
        "eps_score",
        "papers",
        "papers_next_on",
        "disagrees",
        "updated_at",
    )
    __derived__ = (
        (("full_name", "hangul_name", "passport_name"), name_keys),
        (("phone",), lambda phone: {"phone_digits": phones.digits(phone) if phone else None}),
        (("kelurahan_code",), lambda code: {"kecamatan_code": kecamatan_of(code)}),
    )
    __table_args__ = (
        CheckConstraint("length(full_name) > 0", "named"),
        CheckConstraint("nik IS NULL OR length(nik) = 16", "nik_length"),
        CheckConstraint("sex IN ('L', 'P')", "sex"),
        Index("ix_applicants_name", "full_name", "id"),
        *(
            Index(f"ix_applicants_{slot}", slot, sqlite_where=text(f"{slot} IS NOT NULL"), postgresql_where=text(f"{slot} IS NOT NULL"))
            for slot in SLOTS
        ),
        Index("ix_applicants_stages", "stage", "stage_on", "exit_reason"),
        Index(
            "ix_applicants_flight", "flight_on", sqlite_where=text("flight_on IS NOT NULL"), postgresql_where=text("flight_on IS NOT NULL")
        ),
        Index("ix_applicants_facets", "stage", "sex", "education", "kecamatan_code", "papers", "officer_id", "exit_reason", "hold_reason"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(150))
    passport_name: Mapped[str | None] = mapped_column(String(150))
    hangul_name: Mapped[str | None] = mapped_column(String(60))
    nik: Mapped[str | None] = mapped_column(String(16), unique=True)
    kk_number: Mapped[str | None] = mapped_column(String(16))
    birth_place: Mapped[str | None] = mapped_column(String(100))
    birth_date: Mapped[date | None] = mapped_column(index=True)
    sex: Mapped[str | None] = mapped_column(String(1))
    phone: Mapped[str | None] = mapped_column(String(40))
    phone_more: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(150))
    kelurahan_code: Mapped[str | None] = mapped_column(ForeignKey("kelurahan.code"), index=True)
    address: Mapped[Text | None]
    education: Mapped[Code | None]
    major: Mapped[str | None] = mapped_column(String(100))
    marital_status: Mapped[Code | None]
    height_cm: Mapped[int | None]
    weight_kg: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(String(2000))
    photo: Mapped[str | None] = mapped_column(String(100))
    pathway: Mapped[Code | None]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    stage: Mapped[Code] = mapped_column(default="registered")
    stage_on: Mapped[date]
    hold_reason: Mapped[Code | None]
    hold_on: Mapped[date | None]
    exit_reason: Mapped[Code | None]
    exit_on: Mapped[date | None]
    exit_note: Mapped[str | None] = mapped_column(String(500))
    flight_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    search: Mapped[str] = mapped_column(String(300), default="", index=True)
    spelling: Mapped[str] = mapped_column(String(200), default="", index=True)
    phone_digits: Mapped[str | None] = mapped_column(String(20), index=True)
    kecamatan_code: Mapped[str | None] = mapped_column(
        String(8), index=True, default=lambda row: kecamatan_of(row.get_current_parameters().get("kelurahan_code"))
    )
    eps_score: Mapped[int | None] = mapped_column(index=True)
    papers: Mapped[Code] = mapped_column(default="lacking")
    papers_next_on: Mapped[date | None] = mapped_column(index=True)
    disagrees: Mapped[bool] = mapped_column(default=False, index=True)

    officer: Mapped[Account | None] = relationship(foreign_keys=officer_id)
    kelurahan: Mapped[Kelurahan | None] = relationship()
    wishes: Mapped[list["Wish"]] = relationship(order_by="Wish.rank", cascade="all, delete-orphan", passive_deletes=True)
    languages: Mapped[list["LanguageResult"]] = relationship(
        back_populates="applicant", order_by="LanguageResult.taken_on.desc()", passive_deletes=True
    )
    certificates: Mapped[list["Certificate"]] = relationship(
        back_populates="applicant", order_by="Certificate.issued_on.desc()", passive_deletes=True
    )
    experiences: Mapped[list["Experience"]] = relationship(
        back_populates="applicant", order_by="Experience.started_on.desc()", passive_deletes=True
    )
    schools: Mapped[list["Schooling"]] = relationship(
        back_populates="applicant", order_by="Schooling.finished_year.desc(), Schooling.id", passive_deletes=True
    )
    relatives: Mapped[list["Relative"]] = relationship(back_populates="applicant", order_by="Relative.id", passive_deletes=True)

    __mapper_args__ = {"version_id_col": version}


class Evidence:
    """What every row of evidence has: the person, and a change log about that person."""

    __audited__ = True
    __about__ = "applicant_id"

    id: Mapped[Id]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id", ondelete="CASCADE"), index=True)


class Wish(Evidence, Base):
    """An occupation (and country) the person wants, first wish first."""

    __tablename__ = "wishes"
    __table_args__ = (UniqueConstraint("applicant_id", "rank"),)

    rank: Mapped[int]
    occupation: Mapped[Code | None] = mapped_column(index=True)
    country: Mapped[Code | None]


class LanguageResult(Evidence, Base):
    """One sitting of one language test. `score` for EPS_TOPIK and JFT, `level` for TOPIK, JLPT, KIIP."""

    __tablename__ = "language_results"
    __table_args__ = (CheckConstraint("score IS NOT NULL OR level IS NOT NULL", "has_result"),)

    test: Mapped[Code]
    score: Mapped[int | None]
    level: Mapped[str | None] = mapped_column(String(10))
    taken_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    certificate_no: Mapped[str | None] = mapped_column(String(60))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id", ondelete="SET NULL"))
    applicant: Mapped[Applicant] = relationship(back_populates="languages")


class Certificate(Evidence, Base):
    """A certificate of a skill; `code` is what a job order asks for. Training fills it on completion."""

    __tablename__ = "certificates"

    code: Mapped[Code] = mapped_column(index=True)
    name: Mapped[str]
    number: Mapped[str | None] = mapped_column(String(60))
    issuer: Mapped[str | None]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    mark: Mapped[int | None]
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id", ondelete="SET NULL"))
    applicant: Mapped[Applicant] = relationship(back_populates="certificates")


class Experience(Evidence, Base):
    """Work done before: field (an occupation code), months, where."""

    __tablename__ = "experiences"
    __table_args__ = (CheckConstraint("months >= 0", "months"),)

    field: Mapped[Code] = mapped_column(index=True)
    months: Mapped[int]
    company: Mapped[str | None]
    position: Mapped[str | None]
    country: Mapped[Code | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    applicant: Mapped[Applicant] = relationship(back_populates="experiences")


class Schooling(Evidence, Base):
    """A school visited; without `finished_year` it was not finished, or not yet."""

    __tablename__ = "schools"

    level: Mapped[Code]
    school: Mapped[str]
    major: Mapped[str | None] = mapped_column(String(100))
    started_year: Mapped[int | None]
    finished_year: Mapped[int | None]
    diploma_no: Mapped[str | None] = mapped_column(String(60))
    applicant: Mapped[Applicant] = relationship(back_populates="schools")


class Relative(Evidence, Base):
    """Somebody of the family. `consents`: gave the family's permission; `emergency`: is called in an emergency."""

    __tablename__ = "relatives"

    relation: Mapped[Code]
    name: Mapped[str] = mapped_column(String(150))
    birth_date: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(String(40))
    consents: Mapped[bool] = mapped_column(default=False)
    emergency: Mapped[bool] = mapped_column(default=False)
    applicant: Mapped[Applicant] = relationship(back_populates="relatives")


class Note(Evidence, Base):
    """A remark somebody wrote into the person's history."""

    __tablename__ = "notes"

    text: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class View(Base):
    """A saved list: the address that makes it (filters, order, columns), whose it is, and whether all see it.

    A pinned view stands on the home page with its count, on everybody's when it is shared.
    """

    __tablename__ = "views"
    __audited__ = True

    id: Mapped[Id]
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(2000), default="")
    shared: Mapped[bool] = mapped_column(default=False)
    pinned: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    owner: Mapped[Account] = relationship()


class TwinPair(Base):
    """Two people who may be one, found over the whole base: the smaller number first, how sure (0 to 100), and why.

    `decided` is different (two people after all) or merged. No foreign keys: a pair outlives the person that went into
    the other, and counts again when the merge is taken back.
    """

    __tablename__ = "twin_pairs"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_twin_pairs_order", "score", "id"),
        CheckConstraint("first_id < second_id", "in_order"),
        CheckConstraint("decided IN ('different', 'merged')", "decided"),
    )

    id: Mapped[Id]
    first_id: Mapped[int]
    second_id: Mapped[int] = mapped_column(index=True)
    score: Mapped[float]
    reasons: Mapped[list] = mapped_column(default=list)
    decided: Mapped[Code | None]
    at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class Merger(Evidence, Base):
    """A person who was entered twice went into this one: number and name of the entry that is gone, when.

    The number is not given out again. `unlogged` holds what the act log does not keep and taking back needs.
    """

    __tablename__ = "mergers"

    gone_id: Mapped[int] = mapped_column(unique=True)
    gone_number: Mapped[str] = mapped_column(String(20), unique=True)
    gone_name: Mapped[str] = mapped_column(String(150))
    at: Mapped[datetime]
    unlogged: Mapped[dict] = mapped_column(default=dict)


def _follow(sources, derive, applicant, value, old, initiator):
    written = {name: getattr(applicant, name) for name in sources} | {initiator.key: value}
    for name, found in derive(*written.values()).items():
        setattr(applicant, name, found)


for _sources, _derive in Applicant.__derived__:
    for _source in _sources:
        event.listen(getattr(Applicant, _source), "set", partial(_follow, _sources, _derive))


@event.listens_for(LanguageResult, "after_insert")
@event.listens_for(LanguageResult, "after_update")
@event.listens_for(LanguageResult, "after_delete")
def _results_changed(mapper, connection, result):
    """Keep the person's EPS-TOPIK score: the best of the results that still counted at the last sitting."""
    if result.test != "EPS_TOPIK" and inspect(result).attrs.test.history.unchanged:
        return
    for applicant_id in {result.applicant_id, *inspect(result).attrs.applicant_id.history.deleted} - {None}:
        _keep_score(connection, inspect(result).session, applicant_id)


def _keep_score(connection, session, applicant_id):
    query = select(LanguageResult.score, LanguageResult.taken_on, LanguageResult.valid_until).where(
        LanguageResult.applicant_id == applicant_id, LanguageResult.test == "EPS_TOPIK"
    )
    best = eps_score([tuple(row) for row in connection.execute(query)])
    people = Applicant.__table__
    connection.execute(people.update().where(people.c.id == applicant_id).values(eps_score=best))
    person = session.identity_map.get(identity_key(Applicant, applicant_id)) if session else None
    if person is not None:
        set_committed_value(person, "eps_score", best)
