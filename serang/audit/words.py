"""Acts, fields and values of the act log in words; protected values only for who may read them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from serang.audit import rules
from serang.audit.models import Act, Change
from serang.common.words import SENTENCES, sentences
from serang.i18n import _, day, moment, ngettext

TABLES = {
    "applicants": lambda: _("Pelamar"),
    "wishes": lambda: _("Minat"),
    "language_results": lambda: _("Tes bahasa"),
    "certificates": lambda: _("Sertifikat"),
    "experiences": lambda: _("Pengalaman kerja"),
    "schools": lambda: _("Riwayat pendidikan"),
    "relatives": lambda: _("Keluarga"),
    "documents": lambda: _("Dokumen"),
    "document_kinds": lambda: _("Jenis dokumen"),
    "wordings": lambda: _("Naskah"),
    "courses": lambda: _("Program pelatihan"),
    "batches": lambda: _("Angkatan"),
    "sessions": lambda: _("Hari pelatihan"),
    "enrolments": lambda: _("Peserta pelatihan"),
    "attendance": lambda: _("Kehadiran"),
    "assessments": lambda: _("Penilaian"),
    "marks": lambda: _("Nilai"),
    "job_orders": lambda: _("Job order"),
    "order_requirements": lambda: _("Syarat job order"),
    "matches": lambda: _("Pencocokan"),
    "locks": lambda: _("Kunci pencocokan"),
    "partnerships": lambda: _("Kemitraan"),
    "accounts": lambda: _("Akun"),
    "settings": lambda: _("Pengaturan"),
    "codes": lambda: _("Daftar pilihan"),
    "own_fields": lambda: _("Isian tambahan"),
    "stages": lambda: _("Tahap"),
    "stage_moves": lambda: _("Tahap"),
    "notes": lambda: _("Catatan"),
    "mergers": lambda: _("Data ganda"),
}
KINDS = {"created": lambda: _("dibuat"), "changed": lambda: _("diubah"), "removed": lambda: _("dihapus")}
FIELDS = {
    "full_name": lambda: _("Nama"),
    "passport_name": lambda: _("Nama di paspor"),
    "hangul_name": lambda: _("Nama Hangul"),
    "nik": lambda: _("NIK"),
    "kk_number": lambda: _("Nomor KK"),
    "birth_place": lambda: _("Tempat lahir"),
    "birth_date": lambda: _("Tanggal lahir"),
    "sex": lambda: _("Jenis kelamin"),
    "phone": lambda: _("Telepon"),
    "phone_more": lambda: _("Telepon lain"),
    "email": lambda: _("Surel"),
    "kelurahan_code": lambda: _("Kelurahan"),
    "address": lambda: _("Alamat"),
    "education": lambda: _("Pendidikan"),
    "major": lambda: _("Jurusan"),
    "marital_status": lambda: _("Status perkawinan"),
    "height_cm": lambda: _("Tinggi"),
    "weight_kg": lambda: _("Berat"),
    "note": lambda: _("Catatan"),
    "photo": lambda: _("Pas foto"),
    "pathway": lambda: _("Jalur"),
    "officer_id": lambda: _("Petugas"),
    "stage": lambda: _("Tahap"),
    "stage_on": lambda: _("Sejak"),
    "hold_reason": lambda: _("Alasan ditunda"),
    "hold_on": lambda: _("Ditunda sejak"),
    "exit_reason": lambda: _("Alasan mundur"),
    "exit_on": lambda: _("Mundur sejak"),
    "exit_note": lambda: _("Keterangan mundur"),
    "flight_on": lambda: _("Tanggal terbang"),
    "occupation": lambda: _("Jabatan"),
    "country": lambda: _("Negara"),
    "rank": lambda: _("Urutan"),
    "test": lambda: _("Tes"),
    "score": lambda: _("Nilai"),
    "level": lambda: _("Tingkat"),
    "taken_on": lambda: _("Tanggal tes"),
    "valid_until": lambda: _("Berlaku sampai"),
    "certificate_no": lambda: _("Nomor sertifikat"),
    "code": lambda: _("Kode"),
    "name": lambda: _("Nama"),
    "number": lambda: _("Nomor"),
    "issuer": lambda: _("Penerbit"),
    "issued_on": lambda: _("Terbit"),
    "mark": lambda: _("Nilai"),
    "field": lambda: _("Bidang"),
    "months": lambda: _("Bulan"),
    "company": lambda: _("Perusahaan"),
    "position": lambda: _("Posisi"),
    "started_on": lambda: _("Mulai"),
    "ended_on": lambda: _("Selesai"),
    "kind": lambda: _("Jenis"),
    "current": lambda: _("Terbaru"),
    "file": lambda: _("Berkas"),
    "verified_by_id": lambda: _("Diverifikasi oleh"),
    "verified_at": lambda: _("Diverifikasi"),
    "state": lambda: _("Keadaan"),
    "reason": lambda: _("Alasan"),
    "reason_note": lambda: _("Keterangan"),
    "active": lambda: _("Aktif"),
    "title": lambda: _("Judul"),
    "employer": lambda: _("Pemberi kerja"),
    "quota": lambda: _("Kuota"),
    "quota_male": lambda: _("Kuota laki-laki"),
    "quota_female": lambda: _("Kuota perempuan"),
    "reserves": lambda: _("Cadangan"),
    "priority": lambda: _("Prioritas"),
    "departs_on": lambda: _("Berangkat"),
    "closes_on": lambda: _("Tenggat"),
    "interview_on": lambda: _("Wawancara"),
    "wage": lambda: _("Upah"),
    "currency": lambda: _("Mata uang"),
    "weights": lambda: _("Bobot"),
    "facts": lambda: _("Isi syarat"),
    "strength": lambda: _("Sifat syarat"),
    "capacity": lambda: _("Kapasitas"),
    "starts_on": lambda: _("Mulai"),
    "ends_on": lambda: _("Selesai"),
    "provider": lambda: _("Penyelenggara"),
    "place": lambda: _("Tempat"),
    "trainer_id": lambda: _("Instruktur"),
    "value": lambda: _("Nilai"),
    "order_id": lambda: _("Job order"),
    "applicant_id": lambda: _("Pelamar"),
    "decided_on": lambda: _("Diputuskan"),
    "roles": lambda: _("Peran"),
    "password_at": lambda: _("Kata sandi disetel"),
}

sentences(
    no_act=lambda: _("Riwayat ini tidak ditemukan."),
    not_your_act=lambda: _("Hanya yang melakukan atau kepala yang dapat mengurungkannya."),
    already_undone=lambda: _("Ini sudah diurungkan."),
    too_old_to_undo=lambda days: _("Sudah lebih dari %(days)s hari, tidak dapat diurungkan lagi.", days=days),
    all_in_use=lambda: _("Sudah ada data lain yang memakainya, jadi tidak ada yang diurungkan."),
    nothing_to_undo=lambda: _("Semua isiannya sudah diubah lagi sesudahnya, jadi tidak ada yang diurungkan."),
    row_gone=lambda table: _("%(what)s sudah dihapus.", what=table_word(table)),
    row_cannot_return=lambda table: _("%(what)s tidak dapat dikembalikan karena tempatnya sudah terisi.", what=table_word(table)),
    row_changed_since=lambda table, row: _("%(what)s sudah diubah lagi, jadi dibiarkan.", what=table_word(table)),
    row_in_use=lambda table, row: _("%(what)s sudah dipakai data lain, jadi dibiarkan.", what=table_word(table)),
    field_changed_since=lambda table, field, row: _("%(field)s sudah diubah lagi, jadi dibiarkan.", field=field_word(field)),
    **{
        "act:edit": lambda **_facts: _("Perubahan data"),
        "act:audit.undo": lambda act, title, **_facts: _("Mengurungkan perubahan"),
        "act:accounts.create": lambda username: _("Membuat akun %(name)s", name=username),
        "act:accounts.change": lambda username: _("Mengubah akun %(name)s", name=username),
        "act:accounts.password": lambda username: _("Mengganti kata sandi %(name)s", name=username),
        "act:accounts.preferences": lambda: _("Mengubah tampilan"),
        "act:settings.office": lambda: _("Mengubah pengaturan kantor"),
        "act:settings.code": lambda list, code: _("Mengubah daftar pilihan"),
    },
)

# What other nouns add: the word of a value by table and field, and the words of a whole row by table.
VALUES: dict[tuple[str, str], Callable[..., str]] = {}
ROWS: dict[str, Callable[[dict], str]] = {}
# Fields that follow from another one of the same act.
BESIDE = {"stage_on", "hold_on", "exit_on", "current"}
MILESTONES = ("stages.", "applicants.register", "applicants.merge", "matching.", "trainings.complete")
MOST_FIELDS = 6


def teach(
    *,
    values: dict[tuple[str, str], Callable[..., str]] | None = None,
    rows: dict[str, Callable[[dict], str]] | None = None,
    fields: dict[str, Callable[[], str]] | None = None,
):
    """Teach the history how fields are called, and how values of a field, or rows of a table, are said."""
    FIELDS.update(fields or {})
    VALUES.update(values or {})
    ROWS.update(rows or {})


@dataclass(frozen=True)
class Entry:
    """One act in the history of a person."""

    id: int
    when: str
    who: str
    text: str
    details: tuple[str, ...]
    key: bool
    undone: bool


@dataclass(frozen=True)
class Said:
    """One change in words."""

    thing: str
    field: str
    old: str
    new: str


def act(row: Act) -> str:
    """What the act was, as a sentence."""
    say = SENTENCES.get(f"act:{row.title}", SENTENCES["act:edit"])
    return str(say(**row.facts))


def table_word(table: str) -> str:
    """The word of a table."""
    return TABLES[table]() if table in TABLES else table


def field_word(field: str) -> str:
    """The word of a field; empty for fields that say nothing to a reader."""
    return FIELDS[field]() if field in FIELDS else field


def entries(
    acts: Iterable[Act],
    changes: dict[int, list[Change]],
    names: dict[int, str],
    undone: set[int],
    *,
    may,
    hidden: Callable[[Change], bool] = lambda row: False,
) -> list[Entry]:
    """The history of a person, newest first, in words. Acts of which everything is hidden are left out, and those of which
    something is do not say what they were."""
    found = []
    for one in acts:
        rows = [row for row in changes[one.id] if not hidden(row)]
        if rows:
            found.append(
                Entry(
                    one.id,
                    moment(one.at),
                    names.get(one.account_id, _("Sistem")),
                    act(one) if len(rows) == len(changes[one.id]) else SENTENCES["act:edit"](),
                    details(rows, may=may),
                    one.title.startswith(MILESTONES),
                    one.id in undone,
                )
            )
    return found


def details(rows: list[Change], *, may) -> tuple[str, ...]:
    """What changed, one line each: `Telepon: 0812-… → 0813-…`, or the words of a new row."""
    said = [line for row in rows if (line := _detail(row, may))]
    more = len(said) - MOST_FIELDS
    rest = [ngettext("dan %(num)s isian lain", "dan %(num)s isian lain", more)] if more > 1 else said[MOST_FIELDS:]
    return tuple(said[:MOST_FIELDS] + rest)


def _detail(row: Change, may) -> str:
    if row.kind == "changed":
        if row.field in BESIDE:
            return ""
        return f"{field_word(row.field)}: {value(row, row.field, row.old, may=may)} → {value(row, row.field, row.new, may=may)}"
    if row.table not in ROWS:
        return "" if row.table == "applicants" else f"{table_word(row.table)} {KINDS[row.kind]()}"
    return ROWS[row.table](row.new if row.kind == "created" else row.old)


def changes(row: Change, *, may) -> list[Said]:
    """One change in words, a new or removed row field by field; `may(right)` decides whether protected values are shown."""
    thing = table_word(row.table)
    if row.kind == "changed":
        return [Said(thing, field_word(row.field), value(row, row.field, row.old, may=may), value(row, row.field, row.new, may=may))]
    known = {field: given for field, given in (row.new or row.old or {}).items() if field in FIELDS}
    said = [
        Said(f"{thing}, {KINDS[row.kind]()}", field_word(field), "", value(row, field, given, may=may)) for field, given in known.items()
    ]
    return said or [Said(thing, KINDS[row.kind](), "", value(row, "value", (row.new or row.old or {}).get("value"), may=may))]


def value(row: Change, field: str, given, *, may) -> str:
    """A value as one reads it; dots where the reader may not see it."""
    if given is None or given == "":
        return "–"
    if not rules.shown(row.table, field, may):
        return "••••"
    if (row.table, field) in VALUES:
        return str(VALUES[row.table, field](given))
    if isinstance(given, bool):
        return _("ya") if given else _("tidak")
    if isinstance(given, str) and len(given) == 10 and given[4:5] == given[7:8] == "-":
        return day(date.fromisoformat(given))
    return str(given) if not isinstance(given, dict | list) else "…"


def counts(rows: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """`Pelamar: 12 dibuat` pairs."""
    return [(table_word(table), f"{n} {KINDS[kind]()}") for table, kind, n in rows]
