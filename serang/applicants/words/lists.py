"""What a list of people says: its columns, views, filters and reports."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

from serang.applicants.words.codes import PAPERS, STATES, education, sex, stage
from serang.audit.words import field_word, value
from serang.common.rules import nik
from serang.i18n import _, number
from serang.settings import queries as wards
from serang.settings import words as settings
from serang.settings.rules import LISTED

COLUMNS = {
    "number": lambda: _("No. daftar"),
    "age": lambda: _("Usia"),
    "birth_date": lambda: _("Tanggal lahir"),
    "birth_place": lambda: _("Tempat lahir"),
    "sex": lambda: _("Jenis kelamin"),
    "kecamatan": lambda: _("Kecamatan"),
    "kelurahan": lambda: _("Kelurahan"),
    "address": lambda: _("Alamat"),
    "stage": lambda: _("Tahap"),
    "stage_on": lambda: _("Sejak"),
    "eps": lambda: _("EPS"),
    "papers": lambda: _("Dokumen"),
    "phone": lambda: _("Telepon"),
    "email": lambda: _("Surel"),
    "education": lambda: _("Pendidikan"),
    "major": lambda: _("Jurusan"),
    "marital_status": lambda: _("Status perkawinan"),
    "height_cm": lambda: _("Tinggi"),
    "weight_kg": lambda: _("Berat"),
    "occupation": lambda: _("Minat"),
    "pathway": lambda: _("Jalur"),
    "officer": lambda: _("Petugas"),
    "hangul_name": lambda: _("Nama Hangul"),
    "passport_name": lambda: _("Nama di paspor"),
    "nik": lambda: _("NIK tertutup"),
    "nik_full": lambda: _("NIK lengkap"),
    "note": lambda: _("Catatan"),
}


def columns() -> dict[str, Callable[[], str]]:
    """The headings of all columns, the office's own fields behind the others."""
    return COLUMNS | {field.slot: partial(settings.label, field) for field in wards.own_fields()}


NUMBERS = {"eps", "height_cm", "weight_kg"}

VIEWS = {
    "all": lambda: _("Semua"),
    "ready": lambda: _("Siap dicalonkan"),
    "papers": lambda: _("Dokumen segera habis"),
    "photo": lambda: _("Tanpa foto"),
    "mine": lambda: _("Tugas saya"),
}

FACETS = {
    "stage": lambda: _("Tahap"),
    "state": lambda: _("Keadaan"),
    "papers": lambda: _("Dokumen"),
    "kecamatan": lambda: _("Kecamatan"),
    "sex": lambda: _("Jenis kelamin"),
    "education": lambda: _("Pendidikan"),
    "officer": lambda: _("Petugas"),
    "occupation": lambda: _("Minat"),
    "photo": lambda: _("Pas foto"),
    "flight": lambda: _("Jadwal terbang"),
}

RANGES = {
    "q": lambda value: f"“{value}”",
    "eps_min": lambda value: _("EPS ≥ %(n)s", n=value),
    "eps_max": lambda value: _("EPS ≤ %(n)s", n=value),
    "age_min": lambda value: _("Usia ≥ %(n)s", n=value),
    "age_max": lambda value: _("Usia ≤ %(n)s", n=value),
}


def pairs(kinds: dict) -> list[tuple[str, str]]:
    """(code, word) pairs of a table of words."""
    return [(code, (word[0] if isinstance(word, tuple) else word)()) for code, word in kinds.items()]


def chip(name: str, value: str, officers: dict[str, str]) -> str:
    """A filter in words: `Siap dicalonkan`, `Petugas: Sri Wahyuni`, `EPS ≥ 140`."""
    if name in RANGES:
        return RANGES[name](value)
    if name == "own":
        return own_chip(value)
    known = {
        "stage": lambda: stage(value),
        "state": lambda: dict(pairs(STATES)).get(value),
        "sex": lambda: sex(value),
        "papers": lambda: dict(pairs(PAPERS)).get(value),
        "kecamatan": lambda: dict(wards.kecamatan()).get(value),
        "officer": lambda: _("Petugas: %(name)s", name=_("saya") if value == "me" else officers.get(value, value)),
        "occupation": lambda: settings.code_label("occupation", value),
        "photo": lambda: _("Tanpa foto") if value == "no" else _("Dengan foto"),
        "flight": lambda: _("Tanpa jadwal terbang") if value == "no" else _("Punya jadwal terbang"),
        "education": lambda: education(value),
    }
    return (known[name]() if name in known else "") or value


def own_of(person) -> list[tuple[str, str]]:
    """(heading, value) of the office's own fields of a person."""
    return [(settings.label(field), settings.own_value(field.slot, getattr(person, field.slot))) for field in wards.own_fields()]


def own_pairs(field) -> list[tuple[str, str]]:
    """(value, word) pairs by which a list is narrowed to values of an own field."""
    listed = settings.own_choices(field) if field.kind in LISTED else [("*", _("Terisi"))]
    return [*listed, ("", _("Kosong"))]


def own_chip(value: str) -> str:
    """A filter by an own field: `Ukuran baju: M`, `Ukuran baju: kosong`."""
    slot, _colon, kept = value.partition(":")
    told = {"": _("kosong"), "*": _("terisi")}.get(kept) or settings.own_value(slot, kept)
    return f"{settings.own_label(slot) or slot}: {told}"


def only_names() -> str:
    """Why a NIK finds nobody."""
    return _("Mencari dengan NIK hanya untuk akun yang boleh melihatnya. Cari dengan nama atau nomor daftar.")


def advice(q: str | None, *, sees_identity: bool) -> str:
    """What to try when a list finds nobody."""
    if nik.is_whole(q) and not sees_identity:
        return only_names()
    return _("Hapus salah satu filter di atas, atau cari dengan sebagian nama saja.")


def short_name(name: str) -> str:
    """`Sri W.` for Sri Wahyuni, as narrow columns need it."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[0][0]}." if rest else first


def name_word() -> str:
    """The heading of the name."""
    return _("Nama lengkap")


def bulk_report(report, *, done=True) -> str:
    """What a change of many people did, or would do."""
    first = _("%(n)s diubah", n=number(report.changed)) if done else _("%(n)s akan diubah", n=number(report.changed))
    rest = [
        _("%(n)s di antaranya sudah terisi dan akan diganti", n=number(report.replaced)) if not done and report.replaced else "",
        _("%(n)s sudah bernilai itu", n=number(report.same)) if report.same else "",
        _("%(n)s sudah dihapus", n=number(report.gone)) if report.gone else "",
    ]
    return ", ".join([first, *(part for part in rest if part)]) + "."


def bulk_done(job) -> str:
    """What a change of very many people did, with the field and the value it gave."""
    name, report = job.inputs.get("name"), SimpleNamespace(**job.result)
    if name is None:  # old jobs forget whom and what
        return bulk_report(report)
    given = value(SimpleNamespace(table="applicants"), name, job.inputs["value"], may=lambda right: True)
    return f"{field_word(name)}: {given}. {bulk_report(report)}"


def code_label(list_name: str, code: str | None) -> str:
    """The word of a code of the office's lists."""
    return settings.code_label(list_name, code)
