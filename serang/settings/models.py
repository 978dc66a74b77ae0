"""Tables of what an office sets itself: its data, its code lists, the areas it serves."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from serang.db import Base, Code, Id, Json


class Setting(Base):
    """One value of the office by name: app_name, office_name, target, target_max, signatory …"""

    __tablename__ = "settings"
    __audited__ = True

    name: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[dict | list | str | int | None] = mapped_column(Json)


class CodeEntry(Base):
    """One entry of a code list (`list`): occupation, country, pathway, exit_reason, reject_reason, hold_reason."""

    __tablename__ = "codes"
    __table_args__ = (UniqueConstraint("list", "code"),)
    __audited__ = True

    id: Mapped[Id]
    list: Mapped[Code]
    code: Mapped[Code]
    label: Mapped[str]
    label_en: Mapped[str] = mapped_column(default="")
    label_ko: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    facts: Mapped[dict] = mapped_column(default=dict)


class OwnField(Base):
    """A field of a person that the office has added; its values stand in the person's column `slot`.

    `kind`: see settings.rules; `printed`: it stands on the summary. A field out of use keeps its values and its slot.
    """

    __tablename__ = "own_fields"
    __audited__ = True

    id: Mapped[Id]
    slot: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]
    label: Mapped[str] = mapped_column(unique=True)
    label_en: Mapped[str] = mapped_column(default="")
    label_ko: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(default="")
    choices: Mapped[list] = mapped_column(default=list)
    printed: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Kelurahan(Base):
    """A ward with its district, by the code of the Interior Ministry."""

    __tablename__ = "kelurahan"

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str]
    kecamatan_code: Mapped[Code] = mapped_column(index=True)
    kecamatan: Mapped[str]
