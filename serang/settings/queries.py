"""What the office has set: its data, its code lists, its areas."""

from sqlalchemy import Row, select

from serang.common.refusals import Missing
from serang.db import db
from serang.settings.models import CodeEntry, Kelurahan, OwnField, Setting

# Plain rows: these lists are read by every page, and changed by few.
SETTINGS = select(Setting.__table__)
CODES = select(CodeEntry.__table__).order_by(CodeEntry.list, CodeEntry.position, CodeEntry.label)
OWN_FIELDS = select(OwnField.__table__).order_by(OwnField.position, OwnField.id)

DEFAULTS = {
    "app_name": "Serang",
    "office_name": "Disnakertrans Kota Serang",
    "office_full_name": "Dinas Tenaga Kerja dan Transmigrasi Kota Serang",
    "office_name_en": "Manpower and Transmigration Office, City of Serang",
    "office_name_ko": "인도네시아 세랑시 노동국",
    "office_address": "",
    "city": "Serang",
    "contact": "",
    "signatory_name": "",
    "signatory_position": "Kepala Dinas",
    "signatory_nip": "",
    "target": 300,
    "target_max": 500,
    "unknown_allowed": False,
    "seal_required": False,
}


def office() -> dict:
    """All values of the office, set or default; read once per transaction."""
    return _once("office", lambda: DEFAULTS | {row.name: row.value for row in db.session.execute(SETTINGS)})


def codes(list_name: str, *, all_of_them: bool = False) -> list[Row]:
    """The entries of a code list in their order; those out of use only when asked."""
    return [entry for entry in _all_codes().get(list_name, {}).values() if entry.active or all_of_them]


def code(list_name: str, value: str | None) -> Row | None:
    """One entry of a code list."""
    return _all_codes().get(list_name, {}).get(value)


def code_to_change(list_name: str, value: str) -> CodeEntry | None:
    """One entry of a code list, to be changed."""
    return db.session.scalar(select(CodeEntry).where(CodeEntry.list == list_name, CodeEntry.code == value))


def own_fields(*, all_of_them: bool = False) -> list[Row]:
    """The office's own fields of a person in their order; those out of use only when asked."""
    found = _once("own_fields", lambda: db.session.execute(OWN_FIELDS).all())
    return [field for field in found if field.active or all_of_them]


def own_field(slot: str) -> Row | None:
    """The field whose values stand in that column, in use or not."""
    return next((field for field in own_fields(all_of_them=True) if field.slot == slot), None)


def own_field_by_id(field_id: int) -> OwnField:
    """One own field. Raises Missing."""
    found = db.session.get(OwnField, field_id)
    if found is None:
        raise Missing("no_own_field")
    return found


def kelurahan() -> list[Kelurahan]:
    """All wards, by district and name."""
    return _once("kelurahan", lambda: list(db.session.scalars(select(Kelurahan).order_by(Kelurahan.kecamatan_code, Kelurahan.name))))


def kecamatan() -> list[tuple[str, str]]:
    """All districts: (code, name)."""
    query = select(Kelurahan.kecamatan_code, Kelurahan.kecamatan).distinct().order_by(Kelurahan.kecamatan_code)
    return _once("kecamatan", lambda: [tuple(row) for row in db.session.execute(query)])


def _all_codes() -> dict[str, dict[str, Row]]:
    """By list and code, each list in its order."""
    return _once("codes", _read_codes)


def _read_codes():
    found: dict[str, dict[str, Row]] = {}
    for entry in db.session.execute(CODES):
        found.setdefault(entry.list, {})[entry.code] = entry
    return found


def _once(name, read):
    """Read once per transaction (a request): these lists are asked for in every row."""
    cache = db.session.info.setdefault("settings", {})
    if name not in cache:
        cache[name] = read()
    return cache[name]
