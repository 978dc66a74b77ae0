"""The codes of matching as words: states, steps, locks, kinds of rules, reasons of the lists."""

from serang.i18n import _
from serang.jobs.words import STEPS
from serang.matching.rules.gaps import kinds as kinds_of
from serang.matching.rules.states import may_answer
from serang.orders import words as orders
from serang.settings.words import choices, closed, code_label

STATES = {
    "proposed": lambda: _("Diusulkan"),
    "nominated": lambda: _("Dikirim ke mitra"),
    "interviewed": lambda: _("Diwawancara"),
    "accepted": lambda: _("Diterima"),
    "contracted": lambda: _("Kontrak"),
    "preparing": lambda: _("Persiapan berangkat"),
    "departed": lambda: _("Sudah berangkat"),
    "returned": lambda: _("Sudah kembali"),
    "rejected": lambda: _("Ditolak"),
    "withdrawn": lambda: _("Mundur"),
    "cancelled": lambda: _("Dibatalkan"),
}
# What the partner may answer; who is on the list of reserves is in the state interviewed.
ANSWERS = {code: STATES[code] for code in ("accepted", "rejected", "interviewed")} | {"reserve": lambda: _("Cadangan")}
LOOK = {
    "proposed": "",
    "nominated": "warn",
    "interviewed": "warn",
    "accepted": "ok",
    "contracted": "ok",
    "preparing": "ok",
    "departed": "ok",
    "returned": "",
    "rejected": "bad",
    "withdrawn": "bad",
    "cancelled": "bad",
}
VERBS = {
    "nominated": lambda: _("Kirim ke mitra"),
    "interviewed": lambda: _("Sudah diwawancara"),
    "accepted": lambda: _("Terima"),
    "contracted": lambda: _("Kontrak ditandatangani"),
    "preparing": lambda: _("Mulai persiapan"),
    "departed": lambda: _("Sudah berangkat"),
    "returned": lambda: _("Sudah kembali"),
}
# What is said of people who were moved on, where the word of the state alone makes no sentence.
MOVED = {"contracted": lambda: _("menandatangani kontrak"), "preparing": lambda: _("memulai persiapan berangkat")}
WHOM = {
    "ready": lambda: _("Yang siap dicalonkan saja"),
    "all": lambda: _("Semua yang belum keluar"),
}
LOCKS = {"lock": lambda: _("Dikunci di sini"), "ban": lambda: _("Tidak untuk job order ini")}
ENDED = {
    "plan_changed": lambda: _("rencana berubah"),
    "order_cancelled": lambda: _("job order dibatalkan"),
    "person_declined": lambda: _("pelamar menolak"),
    "not_named": lambda: _("tidak disebutkan mitra"),
}
RULES = orders.KINDS | {
    "wish": lambda: _("Job order untuk minatnya"),
    "banned": lambda: _("Ditolak untuk job order ini"),
}
SEXES = {"all": lambda: "", "L": lambda: _("laki-laki"), "P": lambda: _("perempuan")}
STEPS.update(
    {
        "matching.gathering": lambda: _("Mengumpulkan data pelamar dan job order"),
        "matching.solving": lambda: _("Mencari susunan terbaik dan membuktikannya"),
        "matching.training": lambda: _("Mencari angkatan yang paling banyak membuka tempat"),
        "matching.keeping": lambda: _("Menyimpan hasil"),
    }
)


def state(code: str) -> str:
    """The word of a place's state."""
    return STATES[code]()


def answered_meanwhile(match, wanted: str) -> str:
    """What somebody else has answered or done for a place, and when the answer that is `wanted` cannot follow it."""
    reserve, name = match.state == "interviewed" and match.reserve_rank, match.applicant.full_name
    if match.state in ANSWERS:
        told = _("%(name)s sudah dijawab orang lain: %(answer)s.", name=name, answer=ANSWERS["reserve" if reserve else match.state]())
    else:
        told = _("Keadaan %(name)s sudah diubah orang lain: %(state)s.", name=name, state=state(match.state))
    cannot = "" if may_answer(match.state, wanted) else _("Dari sana tidak dapat menjadi %(answer)s.", answer=ANSWERS[wanted]())
    return f"{told} {cannot}".strip()


def verb(code: str) -> str:
    """What the button says that moves a place on."""
    return VERBS[code]()


def moved_to(code: str) -> str:
    """What was done with people who are in that state now: `dikirim ke mitra`."""
    return MOVED[code]() if code in MOVED else state(code).lower()


def whom(code: str) -> str:
    """Who took part in a run."""
    return WHOM[code]()


def rule(kind: str) -> str:
    """The word of a kind of rule that keeps people out."""
    return RULES[kind]()


def rules_of(bits: int) -> str:
    """`Bahasa, Dokumen`."""
    return ", ".join(rule(kind) for kind in kinds_of(bits))


def kinds_named(kinds) -> str:
    """Kinds of rules within a sentence: `pendidikan, bahasa`."""
    return ", ".join(rule(kind) for kind in kinds).lower()


def lock_kind(code: str) -> str:
    """Fixed here, or kept away."""
    return LOCKS[code]()


def ended(match) -> str:
    """Why a place came to nothing."""
    told = [why(match.reason)] if match.reason else []
    return ": ".join(told + ([match.reason_note] if match.reason_note and not closed("exit_reason", match.reason) else []))


def why(code: str) -> str:
    """The word of a reason: of the office's lists, or one of our own."""
    if code in ENDED:
        return ENDED[code]()
    for name in ("reject_reason", "exit_reason"):
        if (word := code_label(name, code)) != code:
            return word
    return code


def partner_reasons() -> list[tuple[str, str]]:
    """Why the partner may have rejected somebody, as (code, word); last, that it did not say."""
    named = [(code, word) for code, word in choices("reject_reason") if code != "partner"]
    return [*named, ("not_named", _("Tidak disebutkan mitra"))]


def lock_reason(kept) -> str:
    """Why a person is fixed or kept away; a code of the list of reasons becomes its word, also behind that it was the partner."""
    return reason_said(kept.reason)


def reason_said(text: str) -> str:
    """`partner: interview: gugup` as `Ditolak mitra: Tidak lulus wawancara: gugup`."""
    code, colon, note = text.partition(": ")
    return f"{why(code)}{colon}{reason_said(note) if code == 'partner' else note}"
