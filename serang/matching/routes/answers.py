"""/matching/orders/<id>/answers: what the partner says of each person, chosen or pasted, and kept whole or not at all."""

import re
from dataclasses import dataclass

from flask import request, url_for
from flask_login import current_user

from serang.common.refusals import Conflict
from serang.common.words import say
from serang.i18n import _
from serang.matching import operations, queries, words
from serang.matching.forms import AnswersForm
from serang.matching.models import Match
from serang.matching.routes.frame import bp, done, more_places, moved, order_page
from serang.matching.rules import answers as pasted
from serang.matching.rules.states import ANSWERS, PENDING
from serang.orders import queries as orders
from serang.web.clock import now, today
from serang.web.guard import allow
from serang.web.page import number_in_address, page
from serang.web.session import only_look

FIELD = re.compile(r"(?:answer|seen)_(\d{1,9})")


@bp.route("/matching/orders/<int:id>/answers", methods=["GET", "POST"])
@allow("matching.run")
def answers(id):
    """The partner's answers: pasted from a sheet, looked over line by line, then applied."""
    order, form, table, unread = orders.get(id), AnswersForm(), _table(id), []
    if request.method == "POST" and "read" not in request.form:
        return _apply(order, table)
    fine = request.method == "GET" or form.validate()
    if form.pasted.data and fine:
        unread = table.read(form.pasted.data)
    return _answers(order, table, form, 200 if fine else 422, unread=unread, read=bool(form.pasted.data and fine))


@dataclass
class Table:
    """Who waits for an answer, and whom the form speaks of besides since somebody else was quicker. By place: the answer `chosen` with
    its note, the version that the form has `seen`, and why the partner rejects (`reasons`; `reason`: of all others who are rejected).
    """

    rows: list[Match]
    chosen: dict[int, tuple[str, str]]
    seen: dict[int, int]
    reasons: dict[int, str]
    reason: str

    @property
    def waiting(self) -> list[Match]:
        """Those who wait for an answer."""
        return [one for one in self.rows if one.state in PENDING]

    @property
    def shown(self) -> list[Match]:
        """The rows of the page: who waits, and for whom an answer was chosen."""
        return [one for one in self.rows if one.state in PENDING or one.id in self.chosen]

    def why(self, place_id: int) -> str | None:
        """Why the partner rejects: the reason of the line, else that of all; None where none was chosen."""
        return self.reasons.get(place_id) or self.reason or None

    @property
    def unexplained(self) -> list[Match]:
        """Who is rejected without a reason."""
        return [one for one in self.rows if self.chosen.get(one.id, ("",))[0] == "rejected" and not self.why(one.id)]

    def read(self, text: str) -> list[tuple[None, str]]:
        """Take over what pasted lines say of people for whom nothing was chosen; gives the lines left to the reader."""
        people = [(one.id, one.applicant.number, one.applicant.full_name) for one in self.rows]
        found = pasted.understand(pasted.read(text), people, {one: code for one, (code, _note) in self.chosen.items()})
        self.chosen = {one: (line.answer, line.note) for one, line in found.answers.items()} | self.chosen
        return [(None, f"{line.text.replace(' ; ', ' ')}: {say(reason)}") for line, reason in found.unread]


def _table(order_id) -> Table:
    pending = queries.of_order(order_id, current_user).in_state(*PENDING)
    named = {int(found[1]) for name in request.form if (found := FIELD.fullmatch(name))}
    rows = pending + queries.many(order_id, named - {one.id for one in pending})
    said = {one.id: (request.form.get(f"answer_{one.id}", ""), request.form.get(f"note_{one.id}", "")[:250]) for one in rows}
    seen = {one.id: request.form.get(f"seen_{one.id}", type=number_in_address) for one in rows}
    on_offer = dict(words.partner_reasons())
    reasons = {one.id: request.form.get(f"reason_{one.id}", "") for one in rows}
    return Table(
        rows,
        {one: (code, note) for one, (code, note) in said.items() if code in ANSWERS},
        {one: version for one, version in seen.items() if version},
        {one: code for one, code in reasons.items() if code in on_offer},
        request.form.get("reason", "") if request.form.get("reason") in on_offer else "",
    )


def _answers(order, table, form, status=200, *, unread=(), way=None, read=False):
    lacking = [
        (f"#reason_{one.id}", _("Pilih alasan mitra menolak %(name)s.", name=one.applicant.full_name))
        for one in (table.unexplained if status == 422 else ())
    ]
    shown = {"table": table, "unread": unread, "lacking": lacking, "reasons": words.partner_reasons()}
    return page("matching/answers.html", status, order=order, form=form, way=way, read=read, words=words, **shown)


def _apply(order, table):
    """What was chosen for each; when it may not be, the page says why and keeps what was chosen."""
    if table.unexplained:
        only_look()
        return _answers(order, table, AnswersForm(formdata=None), 422)
    said = {
        one: operations.Answer(code, table.why(one) if code == "rejected" else None, note or None)
        for one, (code, note) in table.chosen.items()
    }
    try:
        if not said:
            raise Conflict("no_answer")
        result = operations.answer(order, answers=said, seen=table.seen, on=today(), at=now(), account_id=current_user.id)
    except Conflict as error:
        return _refused(order, table, error)
    return done(moved(result, _("dijawab")), order_page(order.id), partly=bool(result.left))


def _refused(order, table, error):
    """Why, and whose answers somebody else has given: with them seen, saving again replaces them where that can be."""
    form, meanwhile = AnswersForm(formdata=None), error.places if isinstance(error, operations.AnsweredMeanwhile) else []
    table.seen |= {one.id: one.version for one in meanwhile}
    for told in [*(words.answered_meanwhile(one, table.chosen[one.id][0]) for one in meanwhile), say(error.reason)]:
        form.refuse(told)
    only_look()
    way = more_places(order.id, url_for(".answers", id=order.id)) if isinstance(error, operations.OrderFull) else None
    return _answers(order, table, form, 409, way=way)
