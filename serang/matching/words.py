"""Runs, places and their reasons in words that can be read aloud to a family."""

from serang.applicants import words as people
from serang.audit.words import teach
from serang.common.rules.reasons import Reason
from serang.common.words import say, sentences
from serang.documents.queries import kinds
from serang.i18n import _, ngettext, number
from serang.jobs.words import STEPS
from serang.matching import queries
from serang.matching.rules.gaps import kinds as kinds_of
from serang.matching.rules.states import NEXT
from serang.orders import words as orders
from serang.orders.rules import FAIL, PASS, Outcome
from serang.settings.words import code_label

__all__ = ["NEXT"]  # templates ask for it here

STATES = {
    "proposed": lambda: _("Diusulkan"),
    "nominated": lambda: _("Dikirim ke mitra"),
    "interviewed": lambda: _("Diwawancara"),
    "accepted": lambda: _("Diterima"),
    "contracted": lambda: _("Kontrak"),
    "preparing": lambda: _("Persiapan berangkat"),
    "departed": lambda: _("Berangkat"),
    "returned": lambda: _("Kembali"),
    "rejected": lambda: _("Ditolak"),
    "withdrawn": lambda: _("Mundur"),
    "cancelled": lambda: _("Dibatalkan"),
}
LOOK = {"proposed": "", "nominated": "warn", "interviewed": "warn", "accepted": "ok", "contracted": "ok", "preparing": "ok",
        "departed": "ok", "returned": "", "rejected": "bad", "withdrawn": "bad", "cancelled": "bad"}
VERBS = {
    "nominated": lambda: _("Kirim ke mitra"),
    "interviewed": lambda: _("Sudah diwawancara"),
    "accepted": lambda: _("Terima"),
    "contracted": lambda: _("Kontrak ditandatangani"),
    "preparing": lambda: _("Mulai persiapan"),
    "departed": lambda: _("Sudah berangkat"),
    "returned": lambda: _("Sudah kembali"),
}
WHOM = {
    "ready": lambda: _("Yang siap dicalonkan saja"),
    "all": lambda: _("Semua yang belum keluar"),
}
LOCKS = {"lock": lambda: _("Dikunci di sini"), "ban": lambda: _("Tidak untuk job order ini")}
ENDED = {
    "plan_changed": lambda: _("rencana berubah"),
    "order_cancelled": lambda: _("job order dibatalkan"),
    "person_declined": lambda: _("pelamar menolak"),
}
RULES = orders.KINDS | {
    "wish": lambda: _("Minat"),
    "banned": lambda: _("Ditolak untuk job order ini"),
}
SEXES = {"all": lambda: "", "L": lambda: _("laki-laki"), "P": lambda: _("perempuan")}
STEPS |= {
    "matching.gathering": lambda: _("Mengumpulkan data pelamar dan job order"),
    "matching.solving": lambda: _("Mencari susunan terbaik dan membuktikannya"),
    "matching.training": lambda: _("Mencari angkatan yang paling banyak membuka tempat"),
    "matching.keeping": lambda: _("Menyimpan hasil"),
}


def state(code: str) -> str:
    """The word of a place's state."""
    return STATES[code]()


def verb(code: str) -> str:
    """What the button says that moves a place on."""
    return VERBS[code]()


def whom(code: str) -> str:
    """Who took part in a run."""
    return WHOM[code]()


def rule(kind: str) -> str:
    """The word of a kind of rule that keeps people out."""
    return RULES[kind]()


def rules_of(bits: int) -> str:
    """`Bahasa, Dokumen`."""
    return ", ".join(rule(kind) for kind in kinds_of(bits))


def lock_kind(code: str) -> str:
    """Fixed here, or kept away."""
    return LOCKS[code]()


def ended(match) -> str:
    """Why a place came to nothing."""
    told = [why(match.reason)] if match.reason else []
    return ": ".join(told + ([match.reason_note] if match.reason_note else []))


def why(code: str) -> str:
    """The word of a reason: of the office's lists, or one of our own."""
    if code in ENDED:
        return ENDED[code]()
    for name in ("reject_reason", "exit_reason"):
        if (word := code_label(name, code)) != code:
            return word
    return code


def lock_reason(kept) -> str:
    """Why a person is fixed or kept away; a code of the list of reasons becomes its word."""
    code, colon, note = kept.reason.partition(": ")
    return f"{why(code)}{colon}{note}"


def points(score: int | None) -> str:
    """A score of 1000 as it is shown, of 100."""
    return number(score / 10, 1) if score is not None else ""


def order_name(order_id: int) -> str:
    """`JO-26-014 Asisten perawat`."""
    order = queries.order(order_id)
    return f"{order.number} {order.title}" if order else f"#{order_id}"


def gap(run) -> str:
    """How much better the plan is than filling order by order."""
    more = run.placed - run.greedy_placed
    if more > 0:
        return ngettext("%(num)s orang lebih banyak daripada mengisi satu per satu", "%(num)s orang lebih banyak daripada mengisi satu per satu", more)
    return _("sama banyak dengan mengisi satu per satu")


def note(written: dict) -> str:
    """Something staff must know about a run, as a sentence about its order and person."""
    told = say(Reason.from_dict(written["reason"]))
    return f"{order_name(written['order'])}: {told}" if written["order"] else told


def line(fill) -> str:
    """The score to pass in an order: `di atas 64,2`."""
    told, lines = [], fill.lines if len(set(fill.lines.values())) > 1 else {"all": next(iter(fill.lines.values()), None)}
    for sex, value in lines.items():
        what = {None: _("semua yang memenuhi syarat"), -1: _("tidak ada tempat")}.get(value) or _("di atas %(score)s", score=points(value))
        told.append(f"{SEXES[sex]()} {what}".strip())
    return ", ".join(dict.fromkeys(told))


def one_more(fill) -> str:
    """What one more place in an order would bring."""
    if fill.more_placed:
        return _("1 orang lagi mendapat tempat")
    if fill.more_score:
        return _("nilai naik %(points)s", points=points(fill.more_score))
    return _("tidak menambah")


def outcome(one: Outcome, *, sees_health: bool) -> str:
    """What came of a rule; of a closed paper only whether it is in order."""
    code = one.reason.values.get("code")
    if not sees_health and one.reason.code.startswith("document_") and code in {kind.code for kind in kinds() if kind.sensitive}:
        return _("Dokumen tertutup terpenuhi") if one.state == PASS else _("Ada dokumen tertutup yang belum terpenuhi")
    return say(one.reason)


def refusal(reason: Reason, *, sees_health: bool) -> str:
    """Why somebody cannot be moved on; a closed paper is not named to who may not see it."""
    paper = reason.values.get("kind") or reason.values.get("code")
    if not sees_health and paper in {kind.code for kind in kinds() if kind.sensitive}:
        return _("Ada dokumen tertutup yang belum terpenuhi")
    return say(reason)


def reasons(outcomes, *, sees_health: bool) -> list[tuple[str, str]]:
    """Outcomes as the list of reasons shows them, each sentence once."""
    look = {PASS: "fits", FAIL: "fails"}
    told = {outcome(one, sees_health=sees_health): look.get(one.state, "caution") for one in outcomes}
    return [(state, text) for text, state in told.items()]


def wish(rank: int | None) -> str:
    """`Pilihan 1`, no wish at all, or other work."""
    if rank is None:
        return _("Minat ke jabatan lain")
    return _("Pilihan %(n)s", n=rank) if rank else _("Belum menyebut minat")


def parts(found, weights: dict) -> list[tuple[str, int, int, str]]:
    """The parts of a score: word, weight, share of 100, points reached of the weight."""
    total = sum(weights.get(name, 0) for name, _part in found) or 1
    return [(orders.PARTS[name](), round(100 * weights.get(name, 0) / total), part, number(weights.get(name, 0) * part / total, 1)) for name, part in found]


def step(one) -> str:
    """One thing to gain: `EPS-TOPIK 120 (+18)`, `Paspor`."""
    if one.kind == "language":
        told = orders.result(one.code, one.minimum)
        return f"{told} (+{one.by})" if one.by else told
    return _("Sertifikat %(name)s", name=orders.certificate(one.code)) if one.kind == "certificate" else orders.paper(one.code)


def way(found) -> str:
    """`EPS-TOPIK 120 (+18) dan Paspor membuka 3 job order.`"""
    steps = _(" dan ").join(step(one) for one in found.steps)
    told = ngettext("%(steps)s membuka %(num)s job order.", "%(steps)s membuka %(num)s job order.", len(found.opens), steps=steps)
    return told + (" " + _("Di %(order)s langsung mendapat tempat.", order=order_name(found.sure[0])) if found.sure else "")


MOVES = {"moved": lambda: _("Pindah"), "new": lambda: _("Baru mendapat tempat"), "dropped": lambda: _("Tidak lagi mendapat tempat")}


def move_kind(code: str) -> str:
    """Moved, new or dropped."""
    return MOVES[code]()


def move(one) -> str:
    """From which order to which."""
    if one.origin is None:
        return _("ke %(b)s", b=order_name(one.target))
    if one.target is None:
        return _("dari %(a)s", a=order_name(one.origin))
    return _("dari %(a)s ke %(b)s", a=order_name(one.origin), b=order_name(one.target))


def proposal(row) -> str:
    """What a run says of a person, in a line."""
    if row.kind == "placed":
        return _("diusulkan mendapat tempat di %(order)s", order=order_name(row.order_id))
    if row.kind == "waiting":
        return _("cadangan nomor %(n)s untuk %(order)s", n=row.rank, order=order_name(row.order_id))
    lacking = _("belum terpenuhi: %(rules)s", rules=rules_of(row.lacks))
    return f"{lacking} ({order_name(row.order_id)})" if row.order_id else lacking


def gain(found) -> str:
    """What a course would bring: exact, or at most."""
    if found.exact is None:
        return _("paling banyak %(n)s", n=found.at_most)
    return f"+{found.exact}" if found.exact else "0"


def places(n: int) -> str:
    """`12 tempat`."""
    return orders.places(n)


teach(
    values={
        ("matches", "state"): state,
        ("matches", "reason"): why,
        ("matches", "order_id"): order_name,
        ("locks", "kind"): lock_kind,
        ("locks", "order_id"): order_name,
    },
    rows={
        "matches": lambda row: f"{order_name(row['order_id'])}: {state(row['state'])}",
        "locks": lambda row: f"{order_name(row['order_id'])}: {lock_kind(row['kind'])}, {why(row['reason'].partition(': ')[0])}",
    },
)


def _short(short: int) -> str:
    return _(", kurang %(short)s", short=points(short)) if short else ""


def _reserve(order, number, cutoff, score, short):  # noqa: A002
    told = _("Cadangan nomor %(n)s untuk %(order)s dengan nilai %(score)s.", n=number or "–", order=order_name(order), score=points(score))
    return told + (_(" Yang mendapat tempat nilainya di atas %(cutoff)s.", cutoff=points(cutoff)) if cutoff is not None else "")


def _full(number, what, places, people):
    whose = {"all": "", "L": _(" laki-laki"), "P": _(" perempuan")}[what]
    return _("%(number)s hanya punya %(places)s tempat%(whose)s, sedangkan ini menjadi %(people)s orang. Tambah kuota dengan alasannya, atau kurangi orangnya.",
             number=number, places=places, whose=whose, people=people)  # fmt: skip


sentences(
    no_run=lambda: _("Pencocokan ini tidak ditemukan."),
    no_match=lambda: _("Tempat ini tidak ditemukan."),
    no_lock=lambda: _("Kunci ini tidak ditemukan."),
    no_proposal=lambda: _("Usulan ini tidak ditemukan."),
    order_full=_full,
    order_not_open=lambda state: _("Job order ini tidak terbuka (%(state)s).", state=orders.state(state)),
    no_class=lambda: _("Pelatihan ini tidak menambah tempat, jadi tidak ada peserta yang disarankan."),
    class_too_small=lambda seats, people: _("Kursinya %(seats)s, pesertanya %(people)s. Tambah kursi atau hitung ulang rencananya.", seats=seats, people=people),
    no_answer=lambda: _("Belum ada jawaban yang dipilih."),
    too_many_to_nominate=lambda most, asked: _("Paling banyak %(most)s orang sekaligus, ini %(asked)s.", most=most, asked=asked),
    match_state=lambda state: _("Keadaannya %(state)s, jadi langkah ini tidak dapat dilakukan.", state=STATES[state]().lower()),
    nobody_can_be_proposed=lambda: _("Tidak seorang pun dapat diusulkan. Belum ada yang diubah."),
    lock_elsewhere=lambda: _("Pelamar ini sudah dikunci di job order lain. Lepaskan kunci itu lebih dahulu."),
    placed_meanwhile=lambda: _("Orang ini baru saja mendapat tempat dari petugas lain. Muat ulang untuk melihatnya."),
    placed_by_lock=lambda order: _("Mendapat tempat di %(order)s karena petugas menguncinya di sana.", order=order_name(order)),
    placed_best=lambda order, score, wish: _(
        "Mendapat tempat di %(order)s. Tidak ada job order lain yang lebih sesuai baginya.", order=order_name(order)),
    placed_for_all=lambda order, score, wish: _(
        "Mendapat tempat di %(order)s. Ada job order yang lebih sesuai baginya, tetapi dengan susunan ini lebih banyak orang mendapat tempat.",
        order=order_name(order)),
    below_cutoff=lambda order, score, cutoff, short: _(
        "Nilainya %(score)s, sedangkan yang mendapat tempat di sana nilainya di atas %(cutoff)s.", score=points(score), cutoff=points(cutoff)),
    needed_here=lambda order, here, there: _(
        "Nilainya di sana lebih tinggi (%(there)s, di sini %(here)s), tetapi tempat di sini lebih sulit diisi orang lain.",
        there=points(there), here=points(here)),
    fits_better_here=lambda order, here, there: _(
        "Lebih diminati, tetapi nilainya di sini %(here)s, di sana %(there)s.", here=points(here), there=points(there)),
    no_place_left=lambda order: _("Memenuhi syarat %(order)s, tetapi semua tempatnya sudah terisi.", order=order_name(order)),
    reserve=_reserve,
    nearest_order=lambda order, lacking: _("Belum memenuhi syarat job order mana pun. Yang paling dekat: %(order)s.", order=order_name(order)),
    no_orders=lambda: _("Tidak ada job order terbuka untuk pekerjaan yang diminatinya."),
    not_in_run=lambda: _("Tidak ikut dalam pencocokan ini."),
    has_place=lambda order: _("Sudah punya tempat di %(order)s.", order=order_name(order)),
    here_already=lambda: _("Sudah ada di job order ini."),
    absent_gone=lambda: _("Sudah mundur dari program."),
    absent_held=lambda: _("Sedang ditunda."),
    absent_stage=lambda stage: _("Tahapnya %(stage)s, belum siap dicalonkan.", stage=people.stage(stage)),
    absent_since=lambda: _("Baru siap dicalonkan sesudah pencocokan ini."),
    not_wished=lambda occupation: _("Berminat ke pekerjaan lain, bukan %(occupation)s", occupation=code_label("occupation", occupation)),
    sex_needed=lambda: _("Jenis kelamin belum diisi, padahal kuota dihitung menurut jenis kelamin"),
    banned=lambda: _("Petugas sudah menolaknya untuk job order ini"),
    over_quota=lambda quota=None, taken=None: (
        _("Sudah %(taken)s orang diterima atau di mitra, padahal kuotanya %(quota)s.", taken=taken, quota=quota) if quota is not None
        else _("Kuota terlampaui.")),
    quota_zero=lambda: _("Kuotanya 0, jadi tidak ada yang dapat ditempatkan."),
    nobody_eligible=lambda free: _("Tidak seorang pun memenuhi syarat untuk %(n)s tempat yang kosong.", n=free),
    locks_contradict=lambda orders: _("Seorang pelamar dikunci di lebih dari satu job order, jadi kuncinya tidak dipakai."),
    lock_no_place=lambda quota: _("Kunci tidak dapat dipenuhi: kuota %(quota)s sudah penuh.", quota=quota),
    lock_and_ban=lambda: _("Seorang pelamar dikunci di sini dan juga ditolak di sini. Hapus salah satunya."),
    lock_person_absent=lambda: _("Pelamar yang dikunci di sini tidak ikut pencocokan (belum siap, ditunda, atau mundur)."),
    lock_order_absent=lambda: _("Ada kunci untuk job order yang tidak terbuka."),
    lock_has_place=lambda order: _("Pelamar yang dikunci di sini sudah punya tempat di %(order)s.", order=order_name(order)),
    lock_sex_unknown=lambda: _("Jenis kelamin pelamar yang dikunci di sini belum diisi."),
    lock_against_rules=lambda: _("Seorang pelamar yang dikunci di sini tidak memenuhi semua syarat wajib."),
    more_can_be_placed=lambda: _("Masih ada orang yang dapat ditempatkan."),
    better_score=lambda: _("Masih ada susunan dengan nilai lebih tinggi."),
    not_eligible=lambda: _("Ada orang yang tidak memenuhi syarat."),
    person_twice=lambda: _("Ada orang yang mendapat dua tempat."),
    lock_left_out=lambda: _("Ada kunci yang tidak dipakai."),
    altered=lambda: _("Hasil yang tersimpan sudah diubah."),
    **{
        "act:matching.accept": lambda run, order=None: (
            _("Menerapkan usulan pencocokan #%(run)s untuk %(order)s", run=run, order=order_name(order)) if order
            else _("Menerapkan usulan pencocokan #%(run)s", run=run)),
        "act:matching.nominate": lambda order, number: _("Mengusulkan ke %(number)s", number=number),
        "act:matching.decline": lambda why: _("Menolak usulan: %(why)s", why=globals()["why"](why)),
        "act:matching.lock": lambda number: _("Mengunci di %(number)s", number=number),
        "act:matching.ban": lambda number: _("Tidak untuk %(number)s", number=number),
        **{f"act:matching.{code}": lambda number, code=code: f"{number}: {STATES[code]()}" for code in STATES},
        "act:matching.open_class": lambda course: _("Membuka angkatan %(course)s dari rencana pelatihan", course=course),
        "act:matching.seal": lambda number: _("Menyegel syarat dan bobot %(number)s", number=number),
        "act:matching.unseal": lambda number, reason: _("Membuka segel %(number)s: %(reason)s", number=number, reason=reason),
        "act:matching.answer": lambda number: _("Jawaban mitra untuk %(number)s", number=number),
        "act:matching.flight": lambda number: _("Tanggal terbang, %(number)s", number=number),
        "act:matching.withdraw": lambda why: _("Mundur: %(why)s", why=globals()["why"](why)),
        "act:matching.release": lambda number: _("Melepas tempat di %(number)s", number=number),
        "act:matching.cancel_order": lambda number, reason: _("Membatalkan %(number)s: %(reason)s", number=number, reason=reason),
        "act:matching.unlock": lambda number: _("Melepas kunci di %(number)s", number=number),
    },
)
