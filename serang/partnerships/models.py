"""The table of partnerships: with whom the city works, and on what paper."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from serang.db import Base, Code, Id


class Partnership(Base):
    """A sister city, an agency or a placement company; state explored, drafted, signed or ended."""

    __tablename__ = "partnerships"
    __audited__ = True

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    name_ko: Mapped[str] = mapped_column(default="")
    country: Mapped[Code] = mapped_column(default="KR")
    kind: Mapped[Code] = mapped_column(default="sister_city")
    state: Mapped[Code] = mapped_column(default="explored")
    contact: Mapped[str] = mapped_column(default="")
    agreement_no: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
