"""Gates, moves and their refusals in words."""

from collections.abc import Callable, Iterable
from datetime import date

from serang.applicants import words as people
from serang.audit.words import teach
from serang.common.rules import languages
from serang.common.rules.reasons import Reason
from serang.common.words import say, sentences
from serang.documents import queries as documents
from serang.documents import words as papers
from serang.i18n import _, day, ngettext, number
from serang.jobs.words import STEPS
from serang.settings import words as settings
from serang.stages import queries, rules

FIELDS = {
    "nik": lambda: _("NIK"), "birth_date": lambda: _("Tanggal lahir"), "sex": lambda: _("Jenis kelamin"),
    "phone": lambda: _("Telepon"), "kelurahan_code": lambda: _("Kelurahan"), "address": lambda: _("Alamat"),
    "education": lambda: _("Pendidikan"), "height_cm": lambda: _("Tinggi"), "weight_kg": lambda: _("Berat"),
    "passport_name": lambda: _("Nama di paspor"), "pathway": lambda: _("Jalur"), "photo": lambda: _("Pas foto"),
    "flight_on": lambda: _("Tanggal terbang"),
}  # fmt: skip
MATCH_STATES = {
    "proposed": lambda: _("diusulkan"), "nominated": lambda: _("dicalonkan"), "interviewed": lambda: _("diwawancara"),
    "accepted": lambda: _("diterima"), "contracted": lambda: _("kontrak"), "preparing": lambda: _("persiapan berangkat"),
    "departed": lambda: _("berangkat"),
}  # fmt: skip
OPEN = {
    "exit": lambda subject: _("Sudah mundur"),
    "hold": lambda subject: _("Sedang ditunda"),
    "there": lambda subject: _("Sudah di tahap itu"),
    "field": lambda subject: _("%(field)s belum diisi.", field=field(subject)),
    "documents": lambda subject: _("%(paper)s belum ada atau tidak berlaku", paper=papers.kind_label(subject)),
    "language": lambda subject: _("Hasil tes bahasa belum cukup"),
    "skill": lambda subject: _("Sertifikat keterampilan atau pengalaman belum cukup"),
    "enrolled": lambda subject: _("Belum terdaftar di pelatihan."),
    "match": lambda subject: _("Tempatnya di job order belum sesuai"),
}
STEPS["stages.move_many"] = lambda: _("Menyimpan")
stage, stages = people.stage, people.stages


def go_to(code: str) -> str:
    """The words of the button that leads to a stage."""
    return _("Catat kepulangan") if code == "returned" else _("Lanjut ke %(stage)s", stage=people.stage(code))


def asked_by(code: str) -> str:
    """The heading over what a stage asks."""
    return _("Syarat kepulangan") if code == "returned" else _("Syarat ke %(stage)s", stage=people.stage(code))


def field(name: str) -> str:
    """The word of a field."""
    return FIELDS[name]() if name in FIELDS else name


def match_state(code: str) -> str:
    """How far a place on a job order has come."""
    return MATCH_STATES[code]() if code in MATCH_STATES else code


def check(one: rules.Check, *, sees_health: bool) -> str:
    """A rule that was looked at, as a sentence; of a closed paper only whether it is in order."""
    if one.sensitive and not sees_health:
        return _("Dokumen tertutup terpenuhi") if one.ok else _("Ada dokumen tertutup yang belum terpenuhi")
    return say(one.reason)


def checks(many: list[rules.Check], *, sees_health: bool) -> str:
    """Several as one line, each sentence once."""
    return "; ".join(dict.fromkeys(check(one, sees_health=sees_health).rstrip(".") for one in many))


def requirements(many: list[rules.Check], act_for: Callable[[rules.Check], tuple[str, str]], *, sees_health: bool) -> list[dict]:
    """The checks as the requirement box shows them; `act_for` gives what can be done about an open one: words, address."""
    shown: dict[str, dict] = {}
    for one in many:
        text = check(one, sees_health=sees_health)
        act, href = ("", "") if one.ok or (one.sensitive and not sees_health) else act_for(one)
        state = "ok" if one.ok else "missing" if one.missing else "bad"
        shown.setdefault(text, {"text": text, "state": state, "act": act, "href": href})
    return list(shown.values())


def act_for(applicant_id: int, url_for) -> Callable[[rules.Check], tuple[str, str]]:
    """What one can do about an open check of this person: words and address."""

    def of_field(one):
        endpoint = {"flight_on": "applicants.quick", "photo": "applicants.photo"}.get(one.subject, "applicants.edit")
        return _("Isi"), url_for(endpoint, id=applicant_id)

    def of_paper(one):
        if one.missing:
            return _("Unggah"), url_for("documents.of_person", id=applicant_id, add=one.subject)
        return _("Lihat dokumen"), url_for("applicants.show", id=applicant_id, tab="documents")

    acts = {
        "field": of_field,
        "documents": of_paper,
        "language": lambda one: (_("Tambah hasil tes"), url_for("applicants.new_evidence", id=applicant_id, kind="languages")),
        "skill": lambda one: (_("Tambah sertifikat"), url_for("applicants.new_evidence", id=applicant_id, kind="certificates")),
        "enrolled": lambda one: (_("Pilih angkatan"), url_for("trainings.index")),
        "match": lambda one: (_("Lihat job order"), url_for("orders.index")),
    }
    return lambda one: acts[one.rule](one) if one.rule in acts else ("", "")


def no_act(one: rules.Check) -> tuple[str, str]:
    """Nothing can be done here: for readers."""
    return "", ""


def asks(stage) -> list[str]:
    """What the gate of a stage asks, one line each."""
    return [line for rule in stage.gate or [] if (line := _asks(rule, stage.code))]


def _asks(rule: dict, code: str) -> str:
    if rule["rule"] == "documents":
        named = ", ".join(settings.label(kind) for kind in queries.asked_papers(code))
        return (
            _("Dokumen terverifikasi: %(named)s", named=named)
            if rule.get("checked")
            else _("Dokumen berlaku: %(named)s", named=named)
            if named
            else ""
        )
    said = {
        "field": lambda: _("%(field)s terisi", field=field(rule["field"])),
        "language": lambda: (
            _("Tes bahasa, salah satu: %(which)s", which=_tests(rule)) if rule.get("any") else _("Hasil tes bahasa yang berlaku")
        ),
        "skill": lambda: _("Sertifikat keterampilan atau pengalaman %(months)s bulan", months=rule.get("months", rules.SKILL_MONTHS)),
        "enrolled": lambda: _("Terdaftar di pelatihan"),
        "match": lambda: _("Job order: %(state)s", state=match_state(rule["states"][0])),
        "reason": lambda: _("Dasar keputusan ditulis"),
    }
    return said[rule["rule"]]()


def _tests(rule) -> str:
    return ", ".join(f"{people.test(one['test'])} {languages.show(one['test'], one['min'])}" for one in rule["any"])


def stayed(open_checks: list[dict], *, sees_health: bool) -> str:
    """Why somebody was not moved, from what an act keeps."""
    closed = {kind.code for kind in documents.every_kind() if kind.sensitive}
    kept = [
        rules.Check(one["rule"], False, Reason.from_dict(one), one["subject"], sensitive=one["subject"] in closed) for one in open_checks
    ]
    return checks(kept, sees_health=sees_health)


def open_counts(counts: Iterable[tuple[tuple[str, str], int]], *, sees_health: bool) -> list[tuple[str, int]]:
    """For how many people what is open, in words; of closed papers only that there is one."""
    closed, said = {kind.code for kind in documents.every_kind() if kind.sensitive}, {}
    for (rule, subject), people_ in counts:
        hidden = subject in closed and not sees_health
        text = _("Ada dokumen tertutup yang belum terpenuhi") if hidden else OPEN[rule](subject).rstrip(".")
        said[text] = max(said.get(text, 0), people_)
    return list(said.items())


def forecast_line(can: int, cannot: int) -> str:
    """`2 dapat diubah, 1 tidak.`"""
    if not cannot:
        return ngettext("%(num)s pelamar dapat diubah.", "%(num)s pelamar dapat diubah.", can)
    return _("%(can)s dapat diubah, %(cannot)s tidak.", can=number(can), cannot=number(cannot))


def _until(until: date | None) -> str:
    return _(", berlaku sampai %(day)s", day=day(until)) if until else ""


def _days(n: int) -> str:
    return ngettext("%(num)s hari", "%(num)s hari", n)


def _result(test_code, has) -> str:
    return f"{people.test(test_code)} {has}"


def _missing_language(test, minimum) -> str:  # noqa: A002
    if not test:
        return _("Hasil tes bahasa belum ada.")
    return _("Hasil tes bahasa belum ada, misalnya %(test)s %(minimum)s.", test=people.test(test), minimum=minimum)


teach(rows={"stage_moves": lambda row: row.get("reason") or ""})

sentences(
    no_stage=lambda: _("Tahap ini tidak ditemukan."),
    stage_there=lambda stage: _("Sudah di tahap %(stage)s.", stage=people.stage(stage)),
    stage_gone=lambda why: _("Sudah mundur: %(why)s.", why=settings.code_label("exit_reason", why)),
    stage_held=lambda why: _("Sedang ditunda: %(why)s.", why=settings.code_label("hold_reason", why)),
    stage_on_order=lambda state: _("Masih di job order (%(state)s). Lepaskan tempatnya dahulu.", state=match_state(state)),
    stage_back=lambda: _("Kembali ke tahap sebelumnya perlu alasan."),
    stage_back_written=lambda: _("Alasan kembali ditulis."),
    moved_meanwhile=lambda stage: _(
        "Tahapnya baru saja diubah orang lain menjadi %(stage)s. Muat ulang, lalu ulangi.", stage=people.stage(stage)
    ),
    gate_not_met=lambda stage, open: _("Belum dapat ke %(stage)s: %(open)s syarat belum terpenuhi.", stage=people.stage(stage), open=open),
    nobody_can_move=lambda stage: _("Tidak seorang pun dapat ke %(stage)s. Belum ada yang diubah.", stage=people.stage(stage)),
    reason_needed=lambda: _("Tulis alasannya."),
    not_held=lambda: _("Pelamar ini tidak sedang ditunda."),
    not_gone=lambda: _("Pelamar ini tidak mundur."),
    still_on_order=lambda number: _("Masih punya tempat di job order %(number)s. Lepaskan tempat itu lebih dahulu.", number=number),
    gate_not_list=lambda: _("Syarat tahap harus berupa daftar."),
    gate_rule_unknown=lambda rule: _("Syarat “%(rule)s” tidak dikenal.", rule=rule),
    gate_field=lambda field: _("%(field)s terisi", field=FIELDS[field]()),
    gate_field_missing=lambda field: _("%(field)s belum diisi.", field=FIELDS[field]()),
    gate_paper=lambda kind, until: _("%(paper)s", paper=papers.kind_label(kind)) + _until(until),
    gate_paper_there=lambda kind: _("%(paper)s ada", paper=papers.kind_label(kind)),
    gate_paper_missing=lambda kind: _("%(paper)s belum ada.", paper=papers.kind_label(kind)),
    gate_paper_expired=lambda kind, until, days: _("%(paper)s kedaluwarsa %(days)s.", paper=papers.kind_label(kind), days=_days(days)),
    gate_paper_short=lambda kind, until, needed, days: _(
        "%(paper)s habis %(until)s, kurang %(days)s.", paper=papers.kind_label(kind), until=day(until), days=_days(days)
    ),
    gate_paper_unchecked=lambda kind: _("%(paper)s belum diverifikasi.", paper=papers.kind_label(kind)),
    gate_paper_end_unknown=lambda kind: _("Masa berlaku %(paper)s belum diisi.", paper=papers.kind_label(kind)),
    gate_language=lambda test, has, until: _result(test, has) + _until(until),
    gate_language_missing=_missing_language,
    gate_language_ended=lambda test, has, until, days: _("%(result)s habis berlaku %(days)s.", result=_result(test, has), days=_days(days)),
    gate_language_short=lambda test, has, minimum, by: _(
        "%(result)s, syarat %(minimum)s, kurang %(by)s.", result=_result(test, has), minimum=minimum, by=by
    ),
    gate_certificate=lambda: _("Sertifikat keterampilan berlaku"),
    gate_certificate_ended=lambda until, days: _("Sertifikat keterampilan habis berlaku %(days)s.", days=_days(days)),
    gate_experience=lambda has: _("Pengalaman kerja %(has)s bulan", has=has),
    gate_experience_short=lambda has, minimum, by: _(
        "Pengalaman kerja %(has)s bulan, syarat %(minimum)s, kurang %(by)s.", has=has, minimum=minimum, by=by
    ),
    gate_skill_missing=lambda months: _("Belum ada sertifikat keterampilan atau pengalaman %(months)s bulan.", months=months),
    gate_enrolled=lambda: _("Terdaftar di pelatihan"),
    gate_enrolled_missing=lambda: _("Belum terdaftar di pelatihan."),
    gate_match=lambda state: _("Job order: %(state)s", state=match_state(state)),
    gate_match_early=lambda state, needed: _(
        "Job order baru %(state)s, belum %(needed)s.", state=match_state(state), needed=match_state(needed)
    ),
    gate_match_missing=lambda: _("Belum ada di job order."),
    gate_reason=lambda: _("Dasar keputusan ditulis saat memindahkan."),
    gate_reason_written=lambda: _("Dasar keputusan ditulis"),
    **{
        "act:stages.move": lambda stage, **_facts: _("Tahap menjadi %(stage)s", stage=people.stage(stage)),
        "act:stages.move_many": lambda **facts: _(
            "Tahap %(count)s pelamar menjadi %(stage)s", count=facts["people"], stage=people.stage(facts["stage"])
        ),
        "act:stages.change": lambda stage: _("Mengubah tahap %(stage)s", stage=people.stage(stage)),
        "act:stages.hold": lambda why: _("Ditunda: %(why)s", why=settings.code_label("hold_reason", why)),
        "act:stages.resume": lambda: _("Dilanjutkan"),
        "act:stages.leave": lambda why: _("Mundur: %(why)s", why=settings.code_label("exit_reason", why)),
        "act:stages.return": lambda: _("Kembali mengikuti program"),
    },
)
