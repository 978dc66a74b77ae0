"""What applying a run and sending people to the partner does, said before and after."""

from serang.audit.words import teach
from serang.common.words import say, sentences
from serang.i18n import _, moment, ngettext
from serang.matching import queries
from serang.matching.words.codes import reason_said, state
from serang.matching.words.shown import order_name
from serang.orders import words as orders

NAMED = 3


def _quota_now(order):
    known = queries.order(order)
    return _("Tidak ada tempat lagi di %(order)s, kuotanya %(quota)s.", order=order_name(order), quota=orders.quotas(known))


sentences(quota_now=_quota_now, reject_reason=lambda: _("Pilih alasan mitra menolak."))
teach(values={("locks", "reason"): reason_said})


def about_person(person, reason, place, given_by) -> str:
    """What stands against something, with the name of the person and who was first: `Siti (P-26-0043): Sudah punya tempat di JO-26-014
    Perawat. Diusulkan di sana oleh Dedi, 24 Nov 2026 14.05.`
    """
    told = f"{person.full_name} ({person.number}): {say(reason)}"
    if not place or not given_by:
        return told
    who, at = given_by
    first = _(
        "%(state)s untuk %(order)s oleh %(who)s, %(at)s.",
        state=state(place.state),
        order=order_name(place.order_id),
        who=who or _("Sistem"),
        at=moment(at),
    )
    return f"{told} {first}"


def names_of(told: list[str], number: int) -> str:
    """The first three names of so many: `Siti, Budi, Wati dan 4 lagi`."""
    first, more = ", ".join(told[:NAMED]), number - NAMED
    return ngettext("%(told)s dan %(num)s lagi", "%(told)s dan %(num)s lagi", more, told=first) if more > 0 else first


def moving(moves, people) -> str:
    """Who moves from which order, the first few: `Siti (P-26-0043, dari JO-26-003)`."""
    told = [_("%(who)s (%(number)s, dari %(order)s)", **_of(move, people)) for move in moves[:NAMED]]
    return names_of(told, len(moves))


def losing(moves, people) -> str:
    """Who loses an older proposal, the first few: `Budi (P-26-0044, di JO-26-003)`."""
    told = [_("%(who)s (%(number)s, di %(order)s)", **_of(move, people)) for move in moves[:NAMED]]
    return names_of(told, len(moves))


def _of(move, people):
    person, order = people[move.person], queries.order(move.origin)
    return {"who": person.full_name, "number": person.number, "order": order.number if order else f"#{move.origin}"}


def said_moving(n: int, who: str) -> str:
    """So many move from an older proposal."""
    return ngettext("%(num)s orang pindah dari usulan lama: %(who)s.", "%(num)s orang pindah dari usulan lama: %(who)s.", n, who=who)


def said_losing(n: int, who: str) -> str:
    """So many lose an older proposal."""
    return ngettext("%(num)s usulan lama dilepas: %(who)s.", "%(num)s usulan lama dilepas: %(who)s.", n, who=who)


def ended_by(given) -> list[str]:
    """After places were given: who moved from an older proposal and who lost one, the first few by name."""
    new = {match.applicant_id for match in given.made}
    moved, lost = ([one for one in given.ended if (one.applicant_id in new) == came] for came in (True, False))
    return [told(len(some), names_of(_names(some), len(some))) for told, some in ((said_moving, moved), (said_losing, lost)) if some]


def _names(matches):
    return [f"{one.applicant.full_name} ({one.order.number})" for one in matches[:NAMED]]


def quota_changed(order, then) -> str:
    """That an order has other quotas than a run was given `then`."""
    return _("Kuota berubah sejak pencocokan ini, dari %(old)s menjadi %(new)s", old=orders.quotas_of(*then), new=orders.quotas(order))


def asked_to_apply(found) -> str:
    """The question before a run is applied, with what happens besides."""
    moved, lost = found.counts["moved"], found.counts["dropped"]
    if not found.given:
        return ngettext(
            "Lepas %(num)s usulan lama yang tidak ada dalam susunan ini?",
            "Lepas %(num)s usulan lama yang tidak ada dalam susunan ini?",
            lost,
        )
    told = [ngettext("Usulkan %(num)s orang ke job order masing-masing?", "Usulkan %(num)s orang ke job order masing-masing?", found.given)]
    if moved:
        told.append(ngettext("%(num)s di antaranya pindah dari usulan lama.", "%(num)s di antaranya pindah dari usulan lama.", moved))
    if lost:
        told.append(ngettext("%(num)s usulan lama dilepas.", "%(num)s usulan lama dilepas.", lost))
    return " ".join(told)
