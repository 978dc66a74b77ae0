"""The office's data and code lists changed; the first ones put in."""

import csv
import json
from pathlib import Path

from sqlalchemy import exists, insert, select
from sqlalchemy.exc import IntegrityError

from serang.applicants.models import Applicant
from serang.audit.operations import act
from serang.common.operations import come_together, merged
from serang.common.refusals import Conflict
from serang.db import db
from serang.settings import queries
from serang.settings.models import CodeEntry, Kelurahan, OwnField, Setting
from serang.settings.rules import SLOTS

HERE = Path(__file__).parent


def set_office(*, seen: str | None = None, **values):
    """Set values of the office by name. `seen`, here and below: the marks that the form was opened with. Raises Conflict."""
    act("settings.office")
    held = select(Setting).with_for_update().execution_options(populate_existing=True)
    rows = {row.name: row for row in db.session.scalars(held)}
    forget()
    for name, value in merged(queries.office(), values, seen=seen).items():
        if name not in rows:
            db.session.add(Setting(name=name, value=value))
        else:
            rows[name].value = value
    db.session.flush()
    forget()


def add_code(*, list_name: str, code: str, label: str, label_en="", label_ko="", facts: dict | None = None) -> CodeEntry:
    """A new entry at the end of a code list. Raises Conflict when the code is there."""
    act("settings.code", list=list_name, code=code)
    last = db.session.scalar(select(CodeEntry.position).where(CodeEntry.list == list_name).order_by(CodeEntry.position.desc()).limit(1))
    entry = CodeEntry(
        list=list_name,
        code=code,
        label=label,
        label_en=label_en or "",
        label_ko=label_ko or "",
        position=(last or 0) + 1,
        facts=facts or {},
    )
    db.session.add(entry)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("code_taken", code=code) from error
    forget()
    return entry


def change_code(entry: CodeEntry, *, label: str, label_en: str, label_ko: str, active: bool, seen: str | None = None) -> CodeEntry:
    """New words for an entry, or out of use; the code stays, since data carry it. Raises ChangedMeanwhile."""
    act("settings.code", list=entry.list, code=entry.code)
    words = {"label": label, "label_en": label_en or "", "label_ko": label_ko or "", "active": active}
    come_together(entry, words, seen=seen)
    db.session.flush()
    forget()
    return entry


def add_own_field(*, label: str, kind: str, choices: list[str], **words) -> OwnField:
    """A new field of a person. Raises Conflict own_fields_full, own_field_taken."""
    act("settings.own_field", label=label)
    taken = set(db.session.scalars(select(OwnField.slot)))
    slot = next((slot for slot in SLOTS if slot not in taken and not _holds_values(slot)), None)
    if slot is None:
        raise Conflict("own_fields_full", most=len(SLOTS))
    field = OwnField(slot=slot, kind=kind, label=label, choices=choices, position=len(taken) + 1, **words)
    db.session.add(field)
    return _kept(field)


def _holds_values(slot: str) -> bool:
    """Whether people have values of a field whose making was taken back; another field would show them as its own."""
    return db.session.scalar(select(exists().where(getattr(Applicant, slot).is_not(None))))


def change_own_field(field: OwnField, *, seen: str | None = None, **values) -> OwnField:
    """New words, choices or state of a field; its kind stays, since values are kept in it.

    Raises ChangedMeanwhile, Conflict own_field_taken.
    """
    act("settings.own_field", label=values["label"])
    come_together(field, values, seen=seen)
    return _kept(field)


def _kept(field: OwnField) -> OwnField:
    try:
        db.session.flush()
    except IntegrityError as error:
        label = field.label
        db.session.rollback()
        raise Conflict("own_field_taken", label=label) from error
    forget()
    return field


def forget():
    """Read the lists anew."""
    db.session.info.pop("settings", None)


def seed():
    """Put in the first code lists and areas, where a list is still empty."""
    if db.session.scalar(select(Kelurahan.code).limit(1)) is None:
        with open(HERE / "kelurahan.csv", encoding="utf-8-sig", newline="") as file:
            rows = [
                {"code": r["kelurahan_code"], "name": r["kelurahan"], "kecamatan_code": r["kecamatan_code"], "kecamatan": r["kecamatan"]}
                for r in csv.DictReader(file)
            ]
        db.session.execute(insert(Kelurahan), rows)
    for list_name, entries in json.loads((HERE / "codes.json").read_text("utf-8")).items():
        if db.session.scalar(select(CodeEntry.id).where(CodeEntry.list == list_name).limit(1)) is None:
            db.session.add_all(CodeEntry(list=list_name, position=n, **entry) for n, entry in enumerate(entries, 1))
    db.session.flush()
    forget()
