"""Stages, sexes, schooling and the refusals of people in words."""

from datetime import date

from serang.applicants import queries
from serang.common.rules import education as ladder
from serang.common.rules import phones
from serang.common.rules.days import age_on
from serang.common.words import sentences
from serang.i18n import _, day, day_number
from serang.settings import words as settings

SEXES = {"L": lambda: _("Laki-laki"), "P": lambda: _("Perempuan")}
MARITAL = {
    "single": lambda: _("Belum kawin"),
    "married": lambda: _("Kawin"),
    "divorced": lambda: _("Cerai hidup"),
    "widowed": lambda: _("Cerai mati"),
}
PAPERS = {
    "complete": (lambda: _("Lengkap"), "ok"),
    "soon": (lambda: _("Segera habis"), "warn"),
    "expired": (lambda: _("Kedaluwarsa"), "bad"),
    "lacking": (lambda: _("Belum lengkap"), ""),
}
STATES = {"active": lambda: _("Aktif"), "held": lambda: _("Ditunda"), "out": lambda: _("Mundur")}
EVIDENCE = {
    "languages": lambda: _("hasil tes bahasa"),
    "certificates": lambda: _("sertifikat"),
    "experiences": lambda: _("pengalaman kerja"),
    "wishes": lambda: _("minat"),
}
SIGNS = {" ": lambda: _("spasi")}

sentences(
    no_applicant=lambda: _("Pelamar ini tidak ditemukan."),
    nik_taken=lambda id, number, name: _("NIK ini sudah dipakai %(name)s (%(number)s).", name=name, number=number),
    applicant_collides=lambda: _("Data ini bertabrakan dengan data yang baru saja disimpan orang lain. Coba lagi."),
    nik_rounded=lambda: _("Angka terakhir NIK ini hilang karena dibulatkan oleh lembar kerja. Salin lagi dari KTP."),
    nik_not_digits=lambda found: _("NIK hanya berisi angka, tetapi ada %(found)s.", found=SIGNS.get(found, lambda: f"“{found}”")()),
    nik_length=lambda digits: _("NIK terdiri dari 16 angka, ini %(digits)s angka.", digits=digits),
    nik_impossible_month=lambda month: _("Bulan lahir dalam NIK (angka ke-9 dan 10) tidak mungkin: %(month)s.", month=f"{month:02}"),
    nik_impossible_day=lambda day, month: _("Tanggal lahir dalam NIK (angka ke-7 sampai 10) tidak ada: %(day)s/%(month)s.", day=f"{day:02}", month=f"{month:02}"),
    nik_sequence_zero=lambda: _("Empat angka terakhir NIK tidak mungkin 0000."),
    nik_other_birth=lambda nik, typed: _("Menurut NIK lahir %(nik)s, di isian %(typed)s.", nik=day_number(nik), typed=day_number(typed)),
    nik_other_sex=lambda nik, typed: _("Menurut NIK %(nik)s, di isian %(typed)s.", nik=sex(nik).lower(), typed=sex(typed).lower()),
    nik_other_area=lambda nik, expected: _("NIK diterbitkan di luar Kota Serang (kode %(area)s). Itu wajar bagi pendatang dan yang lahir sebelum 2007.", area=nik),
    kk_length=lambda digits: _("Nomor KK terdiri dari 16 angka, ini %(digits)s angka.", digits=digits),
    phone_doubtful=lambda: _("Nomor telepon ini tidak dikenal sebagai nomor Indonesia atau Korea. Disimpan seperti yang diketik."),
    unusual_age=lambda age: _("Umurnya %(age)s tahun. Periksa tanggal lahirnya.", age=age),
    born_later=lambda: _("Tanggal lahir ini belum lewat."),
    same_nik=lambda: _("NIK sama"),
    near_nik=lambda digits: _("NIK hampir sama"),
    other_nik=lambda: _("NIK berbeda"),
    same_birth=lambda day: _("tanggal lahir sama"),
    near_birth=lambda first, second: _("tanggal lahir hampir sama"),
    other_birth=lambda first, second: _("tanggal lahir berbeda"),
    same_phone=lambda: _("telepon sama"),
    same_name=lambda: _("nama sama"),
    like_name=lambda score: _("nama mirip"),
    no_view=lambda: _("Tampilan ini tidak ditemukan."),
    not_your_view=lambda: _("Hanya pembuatnya atau admin yang dapat mengubah tampilan ini."),
    no_evidence=lambda: _("Data ini sudah tidak ada."),
    evidence_changed=lambda: _("Baris ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila isian Anda yang benar."),
    file_empty=lambda: _("Berkasnya kosong."),
    file_big=lambda most: _("Paling besar %(most)s MB. Pindai ulang dengan 200 dpi.", most=most),
    file_type=lambda: _("Hanya JPG atau PNG untuk foto; PDF, JPG, atau PNG untuk dokumen."),
    file_broken=lambda: _("Berkas ini rusak atau tidak lengkap. Buka di komputer Anda dahulu, lalu simpan ulang."),
    file_pixels=lambda most: _("Gambarnya terlalu besar, paling banyak %(most)s juta piksel. Kecilkan dahulu.", most=most),
    file_active=lambda: _("PDF ini berisi program. Cetak ulang ke PDF, lalu unggah."),
    nobody_chosen=lambda: _("Belum ada pelamar yang dipilih."),
    **{
        "act:applicants.register": lambda name: _("Mendaftarkan %(name)s", name=name),
        "act:applicants.change": lambda number: _("Mengubah data %(number)s", number=number),
        "act:applicants.bulk": lambda field, count: _("Mengubah %(count)s pelamar sekaligus", count=count),
        "act:applicants.evidence_add": lambda kind: _("Menambah %(what)s", what=EVIDENCE[kind]()),
        "act:applicants.evidence_change": lambda kind: _("Mengubah %(what)s", what=EVIDENCE[kind]()),
        "act:applicants.evidence_remove": lambda kind: _("Menghapus %(what)s", what=EVIDENCE[kind]()),
        "act:applicants.photo": lambda number: _("Mengganti pas foto"),
        "act:applicants.photo_remove": lambda number: _("Menghapus pas foto"),
        "act:applicants.note": lambda: _("Catatan"),
        "act:applicants.view": lambda name: _("Tampilan tersimpan %(name)s", name=name),
    },
)


def stage(code: str | None) -> str:
    """The word of a stage."""
    return next((settings.label(row) for row in queries.stages() if row.code == code), code or "")


def stages() -> list[tuple[str, str]]:
    """(code, word) pairs of all stages in their order."""
    return [(row.code, settings.label(row)) for row in queries.stages()]


def sex(code: str | None) -> str:
    """Laki-laki or Perempuan; empty when unknown."""
    return SEXES[code]() if code in SEXES else ""


def education(code: str | None) -> str:
    """The level of schooling; its code is its word."""
    return code or ""


def marital(code: str | None) -> str:
    """The word of a marital status."""
    return MARITAL[code]() if code in MARITAL else (code or "")


def papers(state: str) -> str:
    """How a person's papers stand, in a word."""
    return PAPERS[state][0]()


def papers_kind(state: str) -> str:
    """The kind of badge that goes with it: ok, warn, bad or none."""
    return PAPERS[state][1]


def state(code: str) -> str:
    """Aktif, Ditunda or Mundur."""
    return STATES[code]()


def sex_choices() -> list[tuple[str, str]]:
    """(code, word) pairs for a form."""
    return [(code, word()) for code, word in SEXES.items()]


def marital_choices() -> list[tuple[str, str]]:
    """(code, word) pairs for a form."""
    return [(code, word()) for code, word in MARITAL.items()]


def education_choices() -> list[tuple[str, str]]:
    """(code, word) pairs for a form."""
    return [(code, code) for code in ladder.LADDER]


def person_line(full_name: str, number: str, birth_date: date | None = None) -> str:
    """`Siti Rahmawati, P-26-0412, lahir 2 Mar 2001`: enough to tell people apart."""
    born = _("lahir %(day)s", day=day(birth_date)) if birth_date else ""
    return ", ".join(part for part in (full_name, number, born) if part)


def age(birth_date: date | None, on: date) -> str:
    """Completed years on that day."""
    return str(age_on(birth_date, on)) if birth_date else ""


def phone(kept: str | None) -> str:
    """`0812-3456-7890`, as people read it."""
    return phones.show(kept)
