"""Stages, sexes, schooling, evidence and family of people in words."""

from datetime import date

from serang.applicants import queries
from serang.common.rules import education as ladder
from serang.common.rules import phones
from serang.common.rules.days import age_on
from serang.i18n import _, day
from serang.settings import queries as wards
from serang.settings import words as settings

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


def unproven(applicant) -> str:
    """That none of the schools shows the education stated; nothing when one does, or when no school is known."""
    if not applicant.schools or not ladder.unproven(applicant.education, [row.level for row in applicant.schools]):
        return ""
    return _("Pendidikan %(level)s belum ada riwayat sekolahnya.", level=education(applicant.education))


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
