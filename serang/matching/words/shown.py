"""Scores, lines, moves and ways as they are shown."""

from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.documents.queries import kinds
from serang.i18n import _, ngettext, number
from serang.matching import queries
from serang.matching.words.codes import RULES, SEXES, rules_of
from serang.orders import words as orders
from serang.orders.rules import FAIL, PASS, Outcome
from serang.settings.words import code_label
from serang.trainings.rules.grants import marked, score_from_mark


def points(score: int | None) -> str:
    """A score of 1000 as it is shown, of 100."""
    return number(score / 10, 1, padded=True) if score is not None else ""


def order_name(order_id: int) -> str:
    """`JO-26-014 Asisten perawat`."""
    order = queries.order(order_id)
    return f"{order.number} {order.title}" if order else f"#{order_id}"


def order_choice(order, longest: int = 60) -> tuple[str, str]:
    """An order as one of a list to choose from: id and `JO-26-014 Asisten perawat`, a long title cut short."""
    title = order.title if len(order.title) <= longest else f"{order.title[: longest - 1].rstrip()}…"
    return str(order.id), f"{order.number} {title}"


def first_of(numbers: list[str]) -> str:
    """The first five of some numbers, and how many more: `JO-26-001, JO-26-002 dan 3 lagi`."""
    told, more = ", ".join(numbers[:5]), len(numbers) - 5
    return ngettext("%(told)s dan %(num)s lagi", "%(told)s dan %(num)s lagi", more, told=told) if more > 0 else told


def gap(run) -> str:
    """How much better the plan is than filling order by order."""
    more = run.placed - run.greedy_placed
    if more > 0:
        return ngettext(
            "%(num)s orang lebih banyak daripada mengisi satu per satu",
            "%(num)s orang lebih banyak daripada mengisi satu per satu",
            more,
        )
    return _("sama banyak dengan mengisi satu per satu")


GIVEN = {
    "made": lambda n: ngettext("%(num)s orang diusulkan.", "%(num)s orang diusulkan.", n),
    "here": lambda n: ngettext("%(num)s orang sudah diusulkan sebelumnya.", "%(num)s orang sudah diusulkan sebelumnya.", n),
    "only_here": lambda n: ngettext("%(num)s orang sudah diusulkan tadi.", "%(num)s orang sudah diusulkan tadi.", n),
    "full": lambda n: ngettext(
        "%(n)s orang lagi memenuhi syarat, tetapi tempatnya sudah penuh.",
        "%(n)s orang lagi memenuhi syarat, tetapi tempatnya sudah penuh.",
        n,
        n=number(n),
    ),
    "refused": lambda n: ngettext(
        "%(num)s orang dilewati: ditolak, mundur, atau dikunci di tempat lain sesudah diusulkan.",
        "%(num)s orang dilewati: ditolak, mundur, atau dikunci di tempat lain sesudah diusulkan.",
        n,
    ),
    "closed": lambda n: ngettext(
        "%(num)s orang dilewati karena job ordernya tidak terbuka lagi.",
        "%(num)s orang dilewati karena job ordernya tidak terbuka lagi.",
        n,
    ),
}


def given(what: str, n: int) -> str:
    """What became of so many people when places were given; nothing of nobody."""
    return GIVEN[what](n) if n else ""


def nobody(run, fill) -> str:
    """Why there is nobody to be proposed for an order: its quota, or what came of the newest run."""
    if not fill.order.quota:
        return say(Reason("quota_zero"))
    if fill.placed:
        return _("Yang diusulkan pencocokan terakhir tidak lagi tersedia. Tekan Usulkan untuk mencari lagi.")
    if not run.people:
        return _("Belum ada orang pada tahap Siap dicalonkan, jadi tidak ada yang dapat dipilih.")
    return ngettext(
        "Dari %(num)s orang yang ikut pencocokan, tidak ada yang memenuhi syaratnya dan belum mendapat tempat lain.",
        "Dari %(num)s orang yang ikut pencocokan, tidak ada yang memenuhi syaratnya dan belum mendapat tempat lain.",
        run.people,
    )


def note(written: dict) -> str:
    """Something staff must know about a run, as a sentence about its order and person."""
    told = say(Reason.from_dict(written["reason"]))
    return f"{order_name(written['order'])}: {told}" if written["order"] else told


def line(fill) -> str:
    """The score to pass in an order: `di atas 64,2`."""
    told, lines = (
        [],
        fill.lines if len(set(fill.lines.values())) > 1 else {"all": next(iter(fill.lines.values()), None)},
    )
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
    if not sees_health and one.reason.code.startswith("document_") and _is_closed(one.reason.values.get("code")):
        return _("Dokumen tertutup terpenuhi") if one.state == PASS else _("Ada dokumen tertutup yang belum terpenuhi")
    return say(one.reason)


def refusal(reason: Reason, *, sees_health: bool) -> str:
    """Why somebody cannot be moved on; a closed paper is not named to who may not see it."""
    if not sees_health and _is_closed(reason.values.get("kind") or reason.values.get("code")):
        return _("Ada dokumen tertutup yang belum terpenuhi")
    return say(reason)


def against(code: str) -> str:
    """What keeps people from being proposed: a kind of rule that is not met, or that they are away."""
    if code in RULES:
        return RULES[code]()
    return _("Sudah punya tempat") if code == "has_place" else say(Reason(code)).rstrip(".")


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


def parts(found, weights: dict) -> list[tuple[str, str, int, str]]:
    """The parts of a score: word, weight as it was typed with its share of all (`40 (33%)`), share of 100, points reached of 100."""
    total = sum(weights.get(name, 0) for name, _part in found) or 1
    return [
        (
            orders.PARTS[name](),
            f"{number(weights.get(name, 0))} ({number(round(100 * weights.get(name, 0) / total))}%)",
            part,
            number(weights.get(name, 0) * part / total, 1, padded=True),
        )
        for name, part in found
    ]


def criteria(order) -> str:
    """Rules and weights that a run was given for an order, as one sentence each."""
    musts = "; ".join(orders.requirement(one) for one in order.musts()) or _("tanpa syarat")
    liked = "; ".join(orders.requirement(one) for one in order.preferred())
    weights = ", ".join(f"{word()} {number(order.weights[name])}" for name, word in orders.PARTS.items() if order.weights.get(name))
    told = [_("Wajib: %(musts)s.", musts=musts)]
    told += [_("Nilai tambah: %(liked)s.", liked=liked)] if liked else []
    return " ".join([*told, _("Bobot: %(weights)s.", weights=weights or "0")])


def step(one, *, sees_health: bool) -> str:
    """One thing to gain: `EPS-TOPIK 120 (+18)`, `Paspor baru`; a closed paper is not named to who may not see it."""
    if one.kind == "language":
        told = orders.result(one.code, one.minimum)
        return f"{told} (+{one.by})" if one.by else _anew(told, one)
    if one.kind == "certificate":
        return _anew(_("Sertifikat %(name)s", name=orders.certificate(one.code)), one)
    return _anew(orders.paper(one.code), one) if sees_health or not _is_closed(one.code) else _("Dokumen tertutup")


def _anew(told: str, one) -> str:
    """That the old one ends too early."""
    return _("%(what)s baru", what=told) if one.ended else told


def way(found, *, sees_health: bool) -> str:
    """`EPS-TOPIK 120 (+18) dan Paspor membuka 3 job order.`"""
    steps = listed(list(dict.fromkeys(step(one, sees_health=sees_health) for one in found.steps)))
    told = ngettext("%(steps)s membuka %(num)s job order.", "%(steps)s membuka %(num)s job order.", len(found.opens), steps=steps)
    return told + (" " + _("Di %(order)s langsung mendapat tempat.", order=order_name(found.sure[0])) if found.sure else "")


def listed(some: list[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`."""
    if len(some) < 3:
        return _(" dan ").join(some)
    return _("%(first)s, dan %(last)s", first=", ".join(some[:-1]), last=some[-1])


def _is_closed(paper: str | None) -> bool:
    """Whether the kind of paper is hidden from who may not see health and police papers."""
    return any(kind.code == paper for kind in kinds() if kind.sensitive)


MOVES = {
    "moved": lambda: _("Pindah"),
    "new": lambda: _("Baru mendapat tempat"),
    "dropped": lambda: _("Tidak lagi mendapat tempat"),
    "sent": lambda: _("Sudah dikirim ke mitra"),
}


def move_kind(code: str) -> str:
    """Moved, new, dropped or sent."""
    return MOVES[code]()


def proposal(row) -> str:
    """What a run says of a person, in a line."""
    if row.kind == "placed":
        return _("diusulkan mendapat tempat di %(order)s", order=order_name(row.order_id))
    if row.kind == "waiting" and not row.order_id:
        return _("memenuhi syarat, belum ada tempat")
    if row.kind == "waiting":
        return _("cadangan nomor %(n)s untuk %(order)s", n=row.rank, order=order_name(row.order_id))
    lacking = _("belum terpenuhi: %(rules)s", rules=rules_of(row.lacks))
    return f"{lacking} ({order_name(row.order_id)})" if row.order_id else lacking


def in_record(row) -> str:
    """What the record says of somebody beside the name: placed or on reserve, fixed, incomplete, refused since."""
    told = [_("Mendapat tempat") if row.kind == "placed" else _("Cadangan nomor %(n)s", n=row.rank)]
    told += [_("Dikunci")] if row.parts.get("locked") else []
    told += [_("Data belum lengkap")] if row.parts.get("open") else []
    told += [_("Ditolak petugas")] if row.decision else []
    return ", ".join(told)


def gain(found) -> str:
    """What a course would bring: exact, or at most."""
    if found.exact is None:
        return _("paling banyak %(n)s", n=found.at_most)
    return f"+{found.exact}" if found.exact else "0"


def work(found) -> str:
    """The work that the participants of a class get."""
    return ", ".join(code_label("occupation", code) for code in found.occupations)


def just_passed(course) -> str:
    """With what result a course is counted whose final mark sets it: that of the lowest mark that passes; empty for others."""
    tests = [grant["test"] for grant in course.grants if marked(grant)]
    told = ", ".join(orders.result(test, score_from_mark(test, course.mark_min)) for test in tests)
    return (
        _("dihitung dengan nilai akhir %(mark)s, yang paling rendah untuk lulus: %(result)s", mark=number(course.mark_min), result=told)
        if tests
        else ""
    )


def seats(open_batch) -> str:
    """`AK-26-23 masih punya 16 kursi`."""
    return ngettext(
        "%(number)s masih punya %(num)s kursi", "%(number)s masih punya %(num)s kursi", open_batch.free, number=open_batch.batch.number
    )


def places(n: int) -> str:
    """`12 tempat`."""
    return orders.places(n)
