"""Job orders and what they ask, in words: rules, outcomes of a rule, refusals."""

from datetime import date
from functools import partial

from serang.applicants.words import marital
from serang.audit.words import teach
from serang.common.rules import languages
from serang.common.words import sentences
from serang.documents.words import kind_label
from serang.i18n import _, day, ngettext, number
from serang.settings.words import code_label

STATES = {
    "draft": lambda: _("Draf"),
    "open": lambda: _("Terbuka"),
    "closed": lambda: _("Ditutup"),
    "cancelled": lambda: _("Dibatalkan"),
}
STATE_LOOK = {"draft": "", "open": "ok", "closed": "", "cancelled": "bad"}
KINDS = {
    "age": lambda: _("Usia"),
    "born": lambda: _("Tanggal lahir"),
    "sex": lambda: _("Jenis kelamin"),
    "education": lambda: _("Pendidikan"),
    "language": lambda: _("Bahasa"),
    "certificate": lambda: _("Sertifikat"),
    "experience": lambda: _("Pengalaman"),
    "document": lambda: _("Dokumen"),
    "height": lambda: _("Tinggi badan"),
    "marital": lambda: _("Status perkawinan"),
}
PARTS = {
    "language": lambda: _("Bahasa di atas syarat"),
    "experience": lambda: _("Pengalaman"),
    "training": lambda: _("Hasil pelatihan"),
    "wish": lambda: _("Minat pelamar"),
    "documents": lambda: _("Dokumen siap"),
    "preferred": lambda: _("Syarat tambahan"),
}
TESTS = {"EPS_TOPIK": "EPS-TOPIK", "TOPIK": "TOPIK", "KIIP": "KIIP", "JLPT": "JLPT", "JFT": "JFT-Basic"}
SEXES = {"L": lambda: _("laki-laki"), "P": lambda: _("perempuan")}


def span(test: str) -> str:
    """What a result of a language test can be: `nilai EPS-TOPIK 0 sampai 200`, `tingkat JLPT N5 sampai N1`."""
    kind = languages.TESTS.get(test)
    if kind is None:
        return TESTS.get(test, test)
    ends = (kind.highest, kind.lowest) if kind.falling else (kind.lowest, kind.highest)
    low, high = (languages.show(test, one) for one in ends)
    if kind.counts == "points":
        return _("nilai %(test)s %(low)s sampai %(high)s", test=TESTS[test], low=low, high=high)
    return _("tingkat %(test)s %(low)s sampai %(high)s", test=TESTS[test], low=low, high=high)


def state(code: str) -> str:
    """The word of an order's state."""
    return STATES[code]()


def quotas(order) -> str:
    """The places of an order, with those of each sex where they are set: `10 (laki-laki 4)`."""
    return quotas_of(order.quota, order.quota_male, order.quota_female)


def quotas_of(quota: int, quota_male: int | None = None, quota_female: int | None = None) -> str:
    """`4 (laki-laki 2)`."""
    of_sex = [f"{sex(code)} {number(n)}" for code, n in (("L", quota_male), ("P", quota_female)) if n is not None]
    return number(quota) + (f" ({', '.join(of_sex)})" if of_sex else "")


def kind(code: str) -> str:
    """The word of a kind of rule."""
    return KINDS[code]()


def strength(code: str) -> str:
    """Whether a rule must be met or adds points."""
    return _("Wajib") if code == "must" else _("Nilai tambah")


def test(code: str) -> str:
    """The name of a language test."""
    return TESTS.get(code, code)


def result(code: str, value) -> str:
    """A language result with its test: `EPS-TOPIK 140`, `JLPT N4`."""
    return f"{test(code)} {level(code, value)}"


def sex(code: str) -> str:
    """laki-laki or perempuan."""
    return SEXES[code]()


def paper(code: str) -> str:
    """The word of a kind of paper, as the office named it."""
    return kind_label(code)


def requirement(row) -> str:
    """One rule as the office says it: `Usia 18–39 tahun`."""
    facts = row.facts if hasattr(row, "facts") else row.values
    return RULES[row.kind](facts)


def _span(facts, unit) -> str:
    low, high = facts.get("min"), facts.get("max")
    if low and high:
        return f"{low}–{high} {unit}"
    return _("paling sedikit %(n)s %(unit)s", n=low, unit=unit) if low else _("paling banyak %(n)s %(unit)s", n=high, unit=unit)


def _age(facts):
    years = _("tahun")
    told = _("Usia %(span)s", span=_span(facts, years))
    return told + (_(" pada %(day)s", day=_day(facts["on"])) if facts.get("on") else "")


def _born(facts):
    if facts.get("from") and facts.get("to"):
        return _("Lahir %(first)s sampai %(last)s", first=_day(facts["from"]), last=_day(facts["to"]))
    return _("Lahir sejak %(day)s", day=_day(facts["from"])) if facts.get("from") else _("Lahir sampai %(day)s", day=_day(facts["to"]))


def _language(facts):
    return _(" atau ").join(_("%(result)s ke atas", result=result(one["test"], one["min"])) for one in facts["any"])


def _experience(facts):
    if facts.get("field"):
        return _("Pengalaman %(field)s %(n)s bulan", field=code_label("occupation", facts["field"]), n=facts["months"])
    return _("Pengalaman kerja %(n)s bulan", n=facts["months"])


def _document(facts):
    months = facts.get("months_after", 0)
    if months:
        return _("%(paper)s berlaku %(n)s bulan sesudah berangkat", paper=paper(facts["type"]), n=months)
    return _("%(paper)s berlaku saat berangkat", paper=paper(facts["type"]))


def _marital(codes):
    return _(" atau ").join(marital(code).lower() for code in codes)


RULES = {
    "age": _age,
    "born": _born,
    "sex": lambda facts: sex(facts["sex"]).capitalize(),
    "education": lambda facts: _("Pendidikan paling rendah %(level)s", level=facts["min"]),
    "language": _language,
    "certificate": lambda facts: _("Sertifikat %(name)s", name=certificate(facts["code"])),
    "experience": _experience,
    "document": _document,
    "height": lambda facts: _("Tinggi %(span)s", span=_span(facts, "cm")),
    "marital": lambda facts: _("Status perkawinan: %(allowed)s (%(basis)s)", allowed=_marital(facts["any"]), basis=facts["basis"]),
}


def certificate(code: str) -> str:
    """The word of a certificate's code."""
    return code_label("certificate", code)


def as_day(value) -> date | None:
    """A day as stored in a rule."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _day(value) -> str:
    return day(as_day(value))


def _field(code) -> str:
    return code_label("occupation", code) if code else _("kerja")


sentences(
    no_order=lambda: _("Job order ini tidak ditemukan."),
    order_number_taken=lambda: _("Nomor job order ini sudah dipakai."),
    order_sealed=lambda number: _(
        "Syarat, bobot, jabatan, tanggal dan prioritas %(number)s sudah disegel kepala. Minta kepala membuka segelnya dahulu.",
        number=number,
    ),
    seal_needs_another=lambda number: _(
        "Anda sendiri yang mengubah syarat, bobot atau tanggal %(number)s. Minta kepala lain membaca dan menyegelnya.", number=number
    ),
    changed_before_seal=lambda number: _(
        "Syarat, bobot, jabatan atau tanggal %(number)s berubah sesudah Anda membukanya. Baca lagi, lalu segel.", number=number
    ),
    people_on_order=lambda number: _("Masih ada orang di %(number)s. Batalkan job order itu di halamannya.", number=number),
    seal_not_returned=lambda number: _(
        "Segel %(number)s tidak kembali dengan mengurungkan. Minta kepala membaca syaratnya, lalu menyegelnya lagi.", number=number
    ),
    order_past=lambda closes_on: _("Batas pencalonan sudah lewat (%(day)s), jadi job order ini tidak ikut pencocokan.", day=day(closes_on)),
    order_cancelled=lambda: _("Job order ini sudah dibatalkan."),
    order_has_people=lambda people: ngettext(
        "%(num)s orang ada di job order ini, jadi tidak dapat dijadikan draf. Tutup job order untuk menghentikan usulan baru.",
        "%(num)s orang ada di job order ini, jadi tidak dapat dijadikan draf. Tutup job order untuk menghentikan usulan baru.",
        people,
    ),
    quota_below_taken=lambda quota, taken: _(
        "Kuota %(quota)s lebih kecil dari %(taken)s orang yang sudah diterima.", quota=quota, taken=taken
    ),
    quota_needs_reason=lambda: _("Kuota diubah di halaman “Ubah kuota”, dengan alasannya."),
    quota_below_people=lambda above: ngettext(
        "%(num)s orang di job order ini akan berada di atas kuota baru. Simpan lagi bila memang begitu.",
        "%(num)s orang di job order ini akan berada di atas kuota baru. Simpan lagi bila memang begitu.",
        above,
    ),
    age_met=lambda age, on: _("Usia %(age)s tahun pada %(day)s", age=age, day=_day(on)),
    age_unknown=lambda: _("Tanggal lahir belum diisi"),
    age_over=lambda by, age, limit, on: _(
        "Usia %(age)s tahun pada %(day)s, paling tua %(limit)s (lebih %(by)s tahun)", age=age, day=_day(on), limit=limit, by=by
    ),
    age_under=lambda by, age, limit, on: _(
        "Usia %(age)s tahun pada %(day)s, paling muda %(limit)s (kurang %(by)s tahun)", age=age, day=_day(on), limit=limit, by=by
    ),
    born_met=lambda birth: _("Lahir %(day)s", day=_day(birth)),
    born_early=lambda by, birth, limit: _("Lahir %(day)s, paling awal %(limit)s", day=_day(birth), limit=_day(limit)),
    born_late=lambda by, birth, limit: _("Lahir %(day)s, paling akhir %(limit)s", day=_day(birth), limit=_day(limit)),
    sex_met=lambda sex: globals()["sex"](sex).capitalize(),
    sex_unknown=lambda needed: _("Jenis kelamin belum diisi"),
    sex_other=lambda needed: _("Hanya untuk %(sex)s", sex=sex(needed)),
    education_met=lambda has: _("Pendidikan %(level)s", level=has),
    education_unknown=lambda minimum: _("Pendidikan belum diisi, syarat %(minimum)s", minimum=minimum),
    education_low=lambda by, has, minimum: _("Pendidikan %(has)s, syarat %(minimum)s", has=has, minimum=minimum),
    language_met=lambda test=None, has=None, minimum=None: result(test, has) if test else _("Tanpa syarat bahasa"),
    language_none=lambda test, minimum: _(
        "Belum ada %(test)s, syarat %(minimum)s", test=globals()["test"](test), minimum=level(test, minimum)
    ),
    language_low=lambda by, test, has, minimum: _(
        "%(has)s, syarat %(minimum)s (kurang %(by)s)", has=result(test, has), minimum=level(test, minimum), by=by
    ),
    language_ended=lambda by, test, minimum, ended, needed: _(
        "%(test)s habis berlaku %(day)s, sebelum berangkat", test=globals()["test"](test), day=_day(ended)
    ),
    language_ended_low=lambda test, has, minimum, ended, needed: _(
        "%(has)s, habis berlaku %(day)s sebelum berangkat, syarat %(minimum)s",
        has=result(test, has),
        day=_day(ended),
        minimum=level(test, minimum),
    ),
    language_end_unknown=lambda test, minimum: _("Masa berlaku %(test)s belum diisi", test=globals()["test"](test)),
    certificate_met=lambda code, needed: _("Sertifikat %(name)s", name=certificate(code)),
    certificate_missing=lambda code, needed: _("Belum ada sertifikat %(name)s", name=certificate(code)),
    certificate_ends_early=lambda by, code, ends, needed: _(
        "Sertifikat %(name)s habis %(day)s, %(by)s hari terlalu awal", name=certificate(code), day=_day(ends), by=by
    ),
    certificate_end_unknown=lambda code, needed: _("Masa berlaku sertifikat %(name)s belum diisi", name=certificate(code)),
    document_met=lambda code, needed: _("%(paper)s berlaku", paper=paper(code)),
    document_missing=lambda code, needed: _("%(paper)s belum ada", paper=paper(code)),
    document_ends_early=lambda by, code, ends, needed: _(
        "%(paper)s habis %(day)s, %(by)s hari terlalu awal", paper=paper(code), day=_day(ends), by=by
    ),
    document_end_unknown=lambda code, needed: _("Masa berlaku %(paper)s belum diisi", paper=paper(code)),
    experience_met=lambda field, has, minimum: _("Pengalaman %(field)s %(n)s bulan", field=_field(field), n=has),
    experience_short=lambda by, field, has, minimum: _(
        "Pengalaman %(field)s %(has)s bulan, syarat %(minimum)s", field=_field(field), has=has, minimum=minimum
    ),
    height_met=lambda has: _("Tinggi %(n)s cm", n=has),
    height_unknown=lambda: _("Tinggi badan belum diisi"),
    height_low=lambda by, has, minimum: _("Tinggi %(has)s cm, syarat wajib %(minimum)s", has=has, minimum=minimum),
    marital_met=lambda has: marital(has),
    marital_unknown=lambda allowed: _("Status perkawinan belum diisi, syarat %(allowed)s", allowed=_marital(allowed)),
    marital_other=lambda allowed: _("Hanya untuk yang %(allowed)s", allowed=_marital(allowed)),
    rule_waits=lambda: _("Ada syarat yang menunggu persetujuan kepala. Setujui atau hapus dahulu, lalu segel."),
    rule_not_waiting=lambda: _("Syarat ini tidak menunggu persetujuan. Muat ulang untuk melihatnya."),
    height_high=lambda by, has, maximum: _("Tinggi %(has)s cm, paling tinggi %(maximum)s", has=has, maximum=maximum),
    **{
        "act:orders.create": lambda title: _("Membuat job order %(title)s", title=title),
        "act:orders.change": lambda number: _("Mengubah job order %(number)s", number=number),
        "act:orders.state": lambda number, state: _("Job order %(number)s: %(state)s", number=number, state=STATES[state]()),
        "act:orders.quota": lambda number, reason, **places: _(
            "Kuota %(number)s menjadi %(quota)s: %(reason)s", number=number, quota=quotas_of(**places), reason=reason
        ),
        "act:orders.requirement": lambda number: _("Mengubah syarat %(number)s", number=number),
        "act:orders.confirm": lambda number: _("Menyetujui syarat khusus %(number)s", number=number),
        "act:orders.weights": lambda number: _("Mengubah bobot %(number)s", number=number),
    },
)


teach(
    fields={
        "letter_no": lambda: _("Nomor surat permintaan"),
        "employer_ko": lambda: _("Nama Korea atau Jepang"),
        "workplace": lambda: _("Tempat kerja"),
        "operator": lambda: _("Pelaksana penempatan"),
        "visa_type": lambda: _("Jenis visa"),
        "visa_confirmed": lambda: _("Jenis visa sudah dipastikan"),
        "contract_months": lambda: _("Masa kontrak"),
        "weight": lambda: _("Bobot"),
        "sealed_at": lambda: _("Segel syarat dan bobot"),
    },
    values={
        ("job_orders", "state"): state,
        ("job_orders", "country"): partial(code_label, "country"),
        ("job_orders", "occupation"): partial(code_label, "occupation"),
        ("job_orders", "weights"): lambda points: ", ".join(f"{PARTS[name]()} {n}" for name, n in points.items() if name in PARTS),
        ("order_requirements", "kind"): kind,
        ("order_requirements", "strength"): strength,
    },
)


def level(test_code: str, value) -> str:
    """A minimum as the certificate writes it: `120`, `N4`."""
    number = languages.read(test_code, value) if test_code in languages.TESTS else None
    return str(value) if number is None else languages.show(test_code, number)


def places(n: int) -> str:
    """`12 tempat`."""
    return ngettext("%(num)s tempat", "%(num)s tempat", n, num=number(n))
