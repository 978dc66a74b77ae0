"""What the addresses of matching share: the words in every template, and saying what was done with the way back."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from serang.applicants import queries as applicants
from serang.applicants import words as people
from serang.audit.operations import act_id
from serang.common.refusals import Conflict
from serang.common.words import say
from serang.db import db
from serang.i18n import _, ngettext
from serang.jobs import words as job_words
from serang.matching import operations, queries, words
from serang.settings import queries as settings
from serang.settings.words import code_label
from serang.web.clock import now, today
from serang.web.errors import answer as refused
from serang.web.guard import may
from serang.web.page import came_from
from serang.web.toasts import toast

bp = Blueprint("matching", __name__)


@bp.app_context_processor
def _in_templates():
    """The parts that other pages include (_of_order.html, _of_applicant.html) find their words here."""
    return {
        "matching_words": words,
        "matching_jobs": job_words,
        "matching_people": people,
        "district": district,
        "matching_code": code_label,
    }


@bp.errorhandler(operations.OrderFull)
def no_room(error):
    """A refusal for want of places, with the way to more of them."""
    told = say(error.reason)
    if error.names:
        told = " ".join([told, _("Yang dipilih: %(who)s.", who=words.names_of(error.names, len(error.names)))])
    return refused(409, told, way=more_places(error.order_id, came_from()))


@bp.errorhandler(operations.AboutPerson)
def about_one(error):
    """A refusal because of one person, who is named with who was first."""
    return refused(409, why_not(error))


def why_not(error: Conflict) -> str:
    """Why something was refused; because of one person with their name and who was first."""
    if not isinstance(error, operations.AboutPerson):
        return say(error.reason)
    db.session.rollback()
    place = queries.active(error.applicant_id)
    person = applicants.get(error.applicant_id, current_user)
    return words.about_person(person, error.reason, place, place and queries.given_by(place))


def more_places(order_id: int, back: str) -> tuple[str, str] | None:
    """Address and words of the form for more places of an order, which leads back to a page; None for who may not give any."""
    return (url_for("orders.quota", id=order_id, next=back or None), _("Ubah kuota")) if may("orders.edit") else None


def district(code: str | None) -> str:
    """The name of a kecamatan."""
    return dict(settings.kecamatan()).get(code, "") if code else ""


def done(text: str, back: str, *, partly: bool = False, for_good: bool = False):
    """Say what was done, with the way to take it back, and go on to that page. `partly`: somebody was left out; `for_good`: it cannot be
    taken back.
    """
    undo = None
    if act_id() and may("audit.undo") and not for_good:
        undo = f"{url_for('audit.undo', id=act_id())}?{urlencode({'next': back.partition('#')[0]})}"
    toast(text, undo=undo, kind="warn" if partly else "ok")
    return redirect(back, 303)


def order_page(order_id: int) -> str:
    """Where the people of an order are."""
    return url_for("orders.show", id=order_id) + "#candidates"


def run_now(whom: str, *, unknown_allowed: bool = False):
    """Run the engine: at once when it is quick, else by the worker."""
    asked = {
        "on": today(),
        "at": now(),
        "account_id": current_user.id,
        "whom": whom if whom in queries.WHOM else queries.READY,
        "unknown_allowed": unknown_allowed,
    }
    later = queries.size(asked["on"], asked["whom"]) > operations.AT_ONCE
    run = operations.propose_later(**asked) if later else operations.propose(**asked)
    if not later:
        toast(
            ngettext(
                "Pencocokan #%(id)s selesai: %(num)s orang mendapat tempat.",
                "Pencocokan #%(id)s selesai: %(num)s orang mendapat tempat.",
                run.placed,
                id=run.id,
            )
        )
    return run


def nominated(given) -> str:
    """How many were proposed, who could not be given a place and why, what was taken off, and which orders must be sealed first."""
    told = [
        words.given("made", len(given.made)),
        words.given("here" if given.made or given.ended else "only_here", given.here),
        _("Tidak dapat: %(who)s.", who=left_out(given.left, len(given.left) + given.more)) if given.left else "",
        words.given("full", given.full),
        words.given("refused", given.refused),
        words.given("closed", given.closed),
        *words.ended_by(given),
        _("Belum disegel kepala: %(orders)s.", orders=words.first_of([one.number for one in given.unsealed])) if given.unsealed else "",
    ]
    return " ".join(filter(None, told)) or _("Tidak ada usulan baru.")


def left_out(some: list, number: int) -> str:
    """The first three of people who are left out (person, reason) of so many, and why."""
    sees = may("applicants.health")
    told = [f"{person.full_name}: {words.refusal(reason, sees_health=sees).rstrip('.')}" for person, reason in some[:3]]
    more = number - len(told)
    return "; ".join(told + ([ngettext("dan %(num)s orang lagi", "dan %(num)s orang lagi", more)] if more else []))


def moved(result, what: str) -> str:
    """How many were moved on, whom somebody else had answered alike, and who was not moved and why."""
    told = [ngettext("%(num)s orang %(what)s.", "%(num)s orang %(what)s.", len(result.moved), what=what)]
    if not result.moved and (result.left or result.same):
        told = []
    if result.same:
        same = len(result.same)
        told.append(
            ngettext("%(num)s orang sudah dijawab sama oleh orang lain.", "%(num)s orang sudah dijawab sama oleh orang lain.", same)
        )
    if result.left:
        told.append(_("Belum dapat: %(who)s.", who=_not_moved(result.left)))
    return " ".join(told)


def _not_moved(left) -> str:
    sees = may("applicants.health")
    names = [
        f"{person.full_name} ({'; '.join(words.refusal(one, sees_health=sees).rstrip('.') for one in reasons[:2])})"
        for person, reasons in left[:4]
    ]
    if more := len(left) - len(names):
        names.append(ngettext("dan %(num)s orang lagi", "dan %(num)s orang lagi", more))
    return ", ".join(names)


def page_number() -> int:
    """The page of a list, from the address."""
    return max(1, min(request.args.get("page", type=int) or 1, 1_000_000))
