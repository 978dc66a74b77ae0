"""Stages, sexes, schooling and the refusals of people in words."""

from collections.abc import Callable
from datetime import date
from functools import partial

from serang.accounts import queries as accounts
from serang.applicants import queries
from serang.audit.words import field_word, table_word, teach
from serang.common.rules import education as ladder
from serang.common.rules import nik, phones
from serang.common.rules.days import age_on
from serang.common.words import say, sentences
from serang.i18n import _, day, day_number, number
from serang.jobs.words import STEPS
from serang.settings import queries as wards
from serang.settings import words as settings
from serang.settings.rules import LISTED, SLOTS

SEXES = {"L": lambda: _("Laki-laki"), "P": lambda: _("Perempuan")}
SEX_LETTERS = {"L": lambda: _("L"), "P": lambda: _("P")}
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
    "languages": lambda: _("Hasil tes bahasa"),
    "certificates": lambda: _("Sertifikat"),
    "experiences": lambda: _("Pengalaman kerja"),
    "wishes": lambda: _("Minat"),
    "schools": lambda: _("Riwayat pendidikan"),
    "relatives": lambda: _("Keluarga"),
}
RELATIONS = {
    "father": lambda: _("Ayah"), "mother": lambda: _("Ibu"), "husband": lambda: _("Suami"), "wife": lambda: _("Istri"),
    "child": lambda: _("Anak"), "sibling": lambda: _("Saudara kandung"), "guardian": lambda: _("Wali"), "other": lambda: _("Lainnya"),
}  # fmt: skip
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
    phone_no_digits=lambda: _("Nomor telepon berisi angka."),
    phone_doubtful=lambda: _("Nomor telepon ini tidak dikenal sebagai nomor Indonesia atau Korea. Disimpan seperti yang diketik."),
    phone_more=lambda: _("Ada lebih dari satu nomor; yang pertama dipakai."),
    phone_either_country=lambda number: _("Nomor ini bisa nomor Indonesia atau Korea; dipakai sebagai %(number)s.", number=number),
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
    no_twins=lambda: _("Pasangan ini sudah tidak ada. Salah satunya mungkin sudah digabungkan."),
    same_entry=lambda: _("Ini data yang sama."),
    twins_changed=lambda: _("Salah satu datanya baru saja diubah orang lain. Periksa lagi, lalu gabungkan."),
    both_matched=lambda: _("Keduanya sedang dicalonkan pada job order. Batalkan salah satu pencalonan dahulu."),
    merged_again=lambda: _("Data gabungannya sudah digabungkan lagi dengan yang lain. Urungkan penggabungan yang terakhir dahulu."),
    no_view=lambda: _("Tampilan ini tidak ditemukan."),
    not_your_view=lambda: _("Hanya pembuatnya atau admin yang dapat mengubah tampilan ini."),
    no_such_number=lambda: _("Nomor ini tidak ada."),
    no_photo=lambda: _("Pelamar ini belum punya pas foto."),
    no_evidence=lambda: _("Data ini sudah tidak ada."),
    evidence_changed=lambda: _("Baris ini baru saja diubah orang lain. Periksa, lalu simpan lagi bila isian Anda yang benar."),
    file_empty=lambda: _("Berkasnya kosong."),
    file_big=lambda most: _("Paling besar %(most)s MB. Pindai ulang dengan 200 dpi.", most=most),
    file_type=lambda: _("Hanya JPG atau PNG untuk foto; PDF, JPG, atau PNG untuk dokumen."),
    file_broken=lambda: _("Berkas ini rusak atau tidak lengkap. Buka di komputer Anda dahulu, lalu simpan ulang."),
    file_pixels=lambda most: _("Gambarnya terlalu besar, paling banyak %(most)s juta piksel. Kecilkan dahulu.", most=most),
    file_active=lambda: _("PDF ini berisi program. Cetak ulang ke PDF, lalu unggah."),
    no_bulk_value=lambda: _("Pilih nilainya."),
    too_many_to_print=lambda most, asked: _("Paling banyak %(most)s orang sekali cetak, ini %(asked)s. Saring dahulu.", most=most, asked=asked),
    bulk_field=lambda field: _("Isian ini tidak dapat diubah sekaligus."),
    nobody_chosen=lambda: _("Belum ada pelamar yang dipilih."),
    **{
        "act:applicants.register": lambda name: _("Mendaftarkan %(name)s", name=name),
        "act:applicants.change": lambda number: _("Mengubah data %(number)s", number=number),
        "act:applicants.register_many": lambda people: _("Mendaftarkan %(n)s orang dari daftar", n=number(people)),
        "act:applicants.change_many": lambda people: _("Mengubah %(n)s orang dari daftar", n=number(people)),
        "act:applicants.bulk": lambda field, count: _("Mengubah %(count)s pelamar sekaligus", count=count),
        "act:applicants.evidence_add": lambda kind: _("Menambah %(what)s", what=evidence(kind).lower()),
        "act:applicants.evidence_change": lambda kind: _("Mengubah %(what)s", what=evidence(kind).lower()),
        "act:applicants.evidence_remove": lambda kind: _("Menghapus %(what)s", what=evidence(kind).lower()),
        "act:applicants.photo": lambda number: _("Mengganti pas foto"),
        "act:applicants.photo_remove": lambda number: _("Menghapus pas foto"),
        "act:applicants.note": lambda: _("Catatan"),
        "act:applicants.merge": lambda name, kept, gone: _("Menggabungkan %(gone)s ke %(kept)s, %(name)s", gone=gone, kept=kept, name=name),
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


def sex_letter(code: str | None) -> str:
    """L or P, in narrow columns; empty when unknown."""
    return SEX_LETTERS[code]() if code in SEX_LETTERS else ""


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


TESTS = {"EPS_TOPIK": "EPS-TOPIK", "TOPIK": "TOPIK", "KIIP": "KIIP", "JLPT": "JLPT", "JFT": "JFT-Basic"}


def test(code: str | None) -> str:
    """The name of a language test."""
    return TESTS.get(code or "", code or "")


def result(code: str | None, score: int | None, level: str | None) -> str:
    """`EPS-TOPIK 178`, `JLPT N4`."""
    return f"{test(code)} {score if score is not None else level or ''}".strip()


def evidence(kind: str) -> str:
    """The word of a kind of evidence."""
    return EVIDENCE[kind]()


def work_time(months: int) -> str:
    """`2 tahun 4 bulan`."""
    years, rest = divmod(months, 12)
    parts = [_("%(n)s tahun", n=years)] if years else []
    return " ".join(parts + ([_("%(n)s bulan", n=rest)] if rest or not years else []))


def wish(occupation: str | None, country: str | None) -> str:
    """`Juru las, Korea Selatan`; what was left open is said by nothing."""
    known = settings.code_label("occupation", occupation) or _("Semua jabatan")
    return ", ".join(part for part in (known, settings.code_label("country", country)) if part)


def country(code: str | None) -> str:
    """The word of a country; work at home needs none."""
    return settings.code_label("country", code) if code and code != "ID" else ""


def wishes(rows) -> str:
    """All wishes in a line, first wish first."""
    return "; ".join(wish(row.occupation, row.country) for row in rows)


def valid(until: date | None, on: date) -> str:
    """`17 Jun 2028`, `habis 3 Mei 2026`, `tanpa batas`."""
    if until is None:
        return _("tanpa batas")
    return day(until) if until >= on else _("habis %(day)s", day=day(until))


def evidence_name(kind: str, row) -> str:
    """A row of evidence in a few words."""
    if kind == "languages":
        return result(row.test, row.score, row.level)
    if kind == "certificates":
        return row.name
    if kind == "experiences":
        return f"{row.position or settings.code_label('occupation', row.field)}, {work_time(row.months)}"
    if kind == "schools":
        return f"{education(row.level)} {row.school}"
    if kind == "relatives":
        return f"{relation(row.relation)} {row.name}"
    return wish(row.occupation, row.country)


def relation(code: str) -> str:
    """Father, mother, husband …"""
    return RELATIONS[code]() if code in RELATIONS else code


def relation_choices() -> list[tuple[str, str]]:
    """(code, word) pairs for a form."""
    return [(code, word()) for code, word in RELATIONS.items()]


def school_years(row) -> str:
    """`2014–2017`, `sampai 2017`, `sejak 2024`."""
    if row.started_year and row.finished_year:
        return f"{row.started_year}–{row.finished_year}"
    if row.finished_year:
        return _("sampai %(year)s", year=row.finished_year)
    return _("sejak %(year)s", year=row.started_year) if row.started_year else "–"


def phone_masked(kept: str | None) -> str:
    """A phone for who may not see it."""
    return phones.mask(kept)


def _ward(code: str) -> str:
    return next((f"{row.kecamatan}, {row.name}" for row in wards.kelurahan() if row.code == code), code)


STEPS[queries.twins.JOB] = lambda: _("Membandingkan semua pelamar")
teach(
    fields={slot: partial(settings.own_label, slot) for slot in SLOTS} | {
        "relation": lambda: _("Hubungan"), "consents": lambda: _("Memberi izin keluarga"), "emergency": lambda: _("Dihubungi bila darurat"),
        "school": lambda: _("Nama sekolah"), "started_year": lambda: _("Tahun masuk"), "finished_year": lambda: _("Tahun lulus"),
        "diploma_no": lambda: _("Nomor ijazah"),
    },
    values={
        ("applicants", "stage"): stage,
        ("applicants", "sex"): sex,
        ("applicants", "marital_status"): marital,
        ("applicants", "phone"): phone,
        ("applicants", "kelurahan_code"): _ward,
        ("applicants", "pathway"): lambda code: settings.code_label("pathway", code),
        ("applicants", "hold_reason"): lambda code: settings.code_label("hold_reason", code),
        ("applicants", "exit_reason"): lambda code: settings.code_label("exit_reason", code),
        ("applicants", "officer_id"): accounts.name,
        ("applicants", "photo"): lambda name: _("ada"),
        **{("applicants", slot): partial(settings.own_value, slot) for slot in SLOTS},
        ("language_results", "test"): test,
        ("experiences", "field"): lambda code: settings.code_label("occupation", code),
        ("experiences", "country"): lambda code: settings.code_label("country", code),
        ("relatives", "relation"): relation,
        ("relatives", "phone"): phone,
        ("wishes", "occupation"): lambda code: settings.code_label("occupation", code),
        ("wishes", "country"): lambda code: settings.code_label("country", code),
        ("certificates", "code"): lambda code: settings.code_label("certificate", code),
    },
    rows={
        "language_results": lambda row: result(row.get("test"), row.get("score"), row.get("level")),
        "certificates": lambda row: row.get("name", ""),
        "experiences": lambda row: f"{row.get('position') or settings.code_label('occupation', row.get('field'))}, {work_time(row.get('months') or 0)}",
        "wishes": lambda row: wish(row.get("occupation"), row.get("country")),
        "notes": lambda row: row.get("text", ""),
        "schools": lambda row: f"{education(row.get('level'))} {row.get('school', '')}",
        "relatives": lambda row: relation(row.get("relation", "")),
        "mergers": lambda row: f"{row.get('gone_number')}, {row.get('gone_name')}",
    },
)


COLUMNS = {
    "number": lambda: _("No. daftar"), "age": lambda: _("Usia"), "birth_date": lambda: _("Tanggal lahir"),
    "birth_place": lambda: _("Tempat lahir"), "sex": lambda: _("Jenis kelamin"), "kecamatan": lambda: _("Kecamatan"),
    "kelurahan": lambda: _("Kelurahan"), "address": lambda: _("Alamat"), "stage": lambda: _("Tahap"),
    "stage_on": lambda: _("Sejak"), "eps": lambda: _("EPS"), "papers": lambda: _("Dokumen"), "phone": lambda: _("Telepon"),
    "email": lambda: _("Surel"), "education": lambda: _("Pendidikan"), "major": lambda: _("Jurusan"),
    "marital_status": lambda: _("Status perkawinan"), "height_cm": lambda: _("Tinggi"), "weight_kg": lambda: _("Berat"),
    "occupation": lambda: _("Minat"), "pathway": lambda: _("Jalur"), "officer": lambda: _("Petugas"),
    "hangul_name": lambda: _("Nama Hangul"), "passport_name": lambda: _("Nama di paspor"), "nik": lambda: _("NIK tertutup"),
    "nik_full": lambda: _("NIK lengkap"), "note": lambda: _("Catatan"),
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
    "stage": lambda: _("Tahap"), "state": lambda: _("Keadaan"), "papers": lambda: _("Dokumen"),
    "kecamatan": lambda: _("Kecamatan"), "sex": lambda: _("Jenis kelamin"), "education": lambda: _("Pendidikan"),
    "officer": lambda: _("Petugas"), "occupation": lambda: _("Minat"), "photo": lambda: _("Pas foto"), "flight": lambda: _("Jadwal terbang"),
}
RANGES = {
    "q": lambda value: f"“{value}”",
    "eps_min": lambda value: _("EPS ≥ %(n)s", n=value), "eps_max": lambda value: _("EPS ≤ %(n)s", n=value),
    "age_min": lambda value: _("Usia ≥ %(n)s", n=value), "age_max": lambda value: _("Usia ≤ %(n)s", n=value),
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
        "stage": lambda: stage(value), "state": lambda: dict(pairs(STATES)).get(value), "sex": lambda: sex(value),
        "papers": lambda: dict(pairs(PAPERS)).get(value), "kecamatan": lambda: dict(wards.kecamatan()).get(value),
        "officer": lambda: _("Petugas: %(name)s", name=_("saya") if value == "me" else officers.get(value, value)),
        "occupation": lambda: settings.code_label("occupation", value),
        "photo": lambda: _("Tanpa foto") if value == "no" else _("Dengan foto"),
        "flight": lambda: _("Tanpa jadwal terbang") if value == "no" else _("Punya jadwal terbang"), "education": lambda: education(value),
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


def short_name(name: str) -> str:
    """`Sri W.` for Sri Wahyuni, as narrow columns need it."""
    first, *rest = name.split()
    return f"{first} {rest[0][0]}." if rest else first


def name_word() -> str:
    """The heading of the name."""
    return _("Nama lengkap")


def bulk_report(report, *, done=True) -> str:
    """What a change of many people did, or would do."""
    first = _("%(n)s diubah", n=number(report.changed)) if done else _("%(n)s akan diubah", n=number(report.changed))
    rest = [_("%(n)s sudah bernilai itu", n=number(report.same)) if report.same else "",
            _("%(n)s sudah dihapus", n=number(report.gone)) if report.gone else ""]
    return ", ".join([first, *(part for part in rest if part)]) + "."


def code_label(list_name: str, code: str | None) -> str:
    """The word of a code of the office's lists."""
    return settings.code_label(list_name, code)


def twin_field(name: str) -> str:
    """The heading of a field of two entries side by side."""
    return _("Tahap") if name == "stage" else field_word(name)


def twin_value(person, name: str, *, whole: bool = False) -> str:
    """A value of one of two entries; identity numbers covered unless `whole`."""
    given = getattr(person, name)
    if given in (None, ""):
        return "–"
    said = {
        "nik": lambda: given if whole else nik.mask(given), "kk_number": lambda: given if whole else nik.mask(given),
        "birth_date": lambda: day(given), "sex": lambda: sex(given), "phone": lambda: phone(given), "kelurahan_code": lambda: _ward(given),
        "education": lambda: education(given), "marital_status": lambda: marital(given), "photo": lambda: _("ada"),
        "pathway": lambda: settings.code_label("pathway", given), "officer_id": lambda: accounts.name(given),
        "stage": lambda: _stage_line(person),
    }  # fmt: skip
    if name in SLOTS:
        return settings.own_value(name, given)
    return said[name]() if name in said else str(given)


def _stage_line(person) -> str:
    """`Pelatihan, sejak 3 Nov 2026, ditunda`."""
    rest = [_("sejak %(day)s", day=day(person.stage_on))]
    rest += [state("held").lower()] if person.hold_reason else []
    rest += [state("out").lower()] if person.exit_reason else []
    return ", ".join([stage(person.stage), *rest])


def attached(table: str) -> str:
    """The word of what hangs on a person."""
    return table_word(table)


def reasons(found) -> str:
    """Why two may be one: `nama sama, tanggal lahir sama`."""
    return ", ".join(str(say(reason)) for reason in found)
