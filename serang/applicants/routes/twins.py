"""People who may stand in the base twice: the work list, two of them side by side, the merge."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import operations, queries, words
from serang.applicants.operations import twins as changes
from serang.applicants.routes.frame import bp
from serang.applicants.rules import NOTE_BOTH, TWIN_FIELDS, second_is_better
from serang.audit import operations as audit
from serang.common.refusals import Conflict
from serang.i18n import _
from serang.jobs import words as job_words
from serang.web.clock import now
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.session import afterwards
from serang.web.toasts import toast

found = queries.twins


@bp.get("/applicants/twins")
@allow("applicants.merge")
def twins():
    """The pairs that may be one person, surest first; or those that were set apart."""
    state = found.DIFFERENT if request.args.get("state") == found.DIFFERENT else found.OPEN
    at = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    rows, total = found.find(state, page=at)
    counts = {one: total if one == state else found.count(one) for one in (found.OPEN, found.DIFFERENT)}
    return page(
        "applicants/twins.html",
        rows=rows,
        total=total,
        at=at,
        first=(at - 1) * found.PAGE + 1,
        state=state,
        counts=counts,
        job=found.job(),
        last=found.last_done(),
        words=words,
        job_words=job_words,
    )


@bp.post("/applicants/twins/search")
@allow("applicants.merge")
def search_twins():
    """Look through the whole base now."""
    changes.ask(account_id=current_user.id, at=now())
    return redirect(url_for("applicants.twins"), 303)


@bp.get("/applicants/twins/<int:id>")
@allow("applicants.merge")
def twin(id):
    """One pair side by side."""
    pair = found.pair(id)
    return _compare(pair.first_id, pair.second_id)


@bp.get("/applicants/<int:id>/compare/<int:other>")
@allow("applicants.merge")
def compare(id, other):
    """Any two people side by side, field by field, with what hangs on each."""
    return _compare(id, other)


@bp.post("/applicants/<int:id>/compare/<int:other>/different")
@allow("applicants.merge")
def different(id, other):
    """They are two people."""
    people = _both(id, other)
    changes.set_apart(id, other, at=now(), account_id=current_user.id)
    toast(_("%(one)s dan %(other)s dicatat sebagai dua orang.", one=people[0].full_name, other=people[1].full_name))
    return redirect(url_for("applicants.twins"), 303)


@bp.post("/applicants/twins/<int:id>/again")
@allow("applicants.merge")
def twin_again(id):
    """A pair that was set apart comes back to the list."""
    changes.look_again(found.pair(id))
    return redirect(url_for("applicants.twins"), 303)


@bp.post("/applicants/<int:id>/merge")
@allow("applicants.merge")
def merge(id):
    """Two entries become one; the number chosen says which one stays."""
    other = request.form.get("other", 0, type=number_in_address)
    one, two = _both(id, other)
    kept_id = request.form.get("number", id, type=number_in_address)
    kept, gone = (two, one) if kept_id == two.id else (one, two)
    if _numbers_differ(one, two) and not request.form.get("sure"):
        return _compare(id, other, 422, unsure=True)
    try:
        person = operations.merge(kept.id, gone.id, choices=_choices(), versions=_versions(one, two), at=now(), account_id=current_user.id)
    except Conflict as conflict:
        return _compare(id, other, 409, refused=conflict.reason)
    done = url_for("applicants.show", id=person.id)
    toast(
        _("%(gone)s digabungkan ke %(kept)s.", gone=gone.number, kept=kept.number), undo=url_for("audit.undo", id=audit.act_id(), next=done)
    )
    return redirect(done, 303)


def _compare(id, other, status=200, *, unsure=False, refused=None):
    one, two = _both(id, other)
    whole = bool(request.args.get("nik")) and may("applicants.identity")
    if whole:
        _note_opening(one.id, two.id)
    score, reasons = found.compared(one.id, two.id)
    pair = found.pair_of(one.id, two.id)
    matched = found.active_matches([one.id, two.id])
    attached = found.attached([one.id, two.id])
    return page(
        "applicants/compare.html",
        status,
        one=one,
        two=two,
        score=score,
        reasons=reasons,
        pair=pair,
        matched=matched,
        attached=attached,
        rows=_rows(one, two, matched, whole),
        keeps=_keeps(one, two, attached),
        whole=whole,
        words=words,
        unsure=unsure,
        refused=refused,
        numbers_differ=_numbers_differ(one, two),
        decided_by=found.who(pair) if pair else None,
    )


def _both(id, other):
    both = queries.get(id, current_user, whole=False), queries.get(other, current_user, whole=False)
    if id == other:
        raise Conflict("same_entry")
    return both


def _rows(one, two, matched, whole) -> list[dict]:
    """Each field with both values: first where both say something else, then where one is empty, then what is the same."""
    newer = (two.updated_at or two.created_at) > (one.updated_at or one.created_at)
    rows = []
    for name in TWIN_FIELDS:
        first, second = getattr(one, name), getattr(two, name)
        if first in (None, "") and second in (None, ""):
            continue
        proposed = two.id if second_is_better(name, first, second, second_newer=newer) else one.id
        if name == "stage":
            first, second = (one.stage, one.hold_reason, one.exit_reason), (two.stage, two.hold_reason, two.exit_reason)
            proposed = _further(one, two, matched)
        alone = getattr(one, name) in (None, "") or getattr(two, name) in (None, "")
        both = name == "note" and bool(one.note and two.note)
        rows.append(
            {
                "name": name,
                "word": words.twin_field(name),
                "one": words.twin_value(one, name, whole=whole),
                "two": words.twin_value(two, name, whole=whole),
                "differs": first != second,
                "alone": alone,
                "both": both,
                "chosen": request.form.get(name) or (NOTE_BOTH if both else str(proposed)),
            }
        )
    return sorted(rows, key=lambda row: (not row["differs"], row["alone"]))


def _further(one, two, matched) -> int:
    """Who has a place, else who is further on the way."""
    if len(matched) == 1:
        return next(iter(matched))
    order = {stage.code: stage.position for stage in queries.stages()}
    return two.id if order.get(two.stage, 0) > order.get(one.stage, 0) else one.id


def _keeps(one, two, attached) -> str:
    """Which number is proposed to stay: of who has more, else the older."""
    rows = {person.id: sum(counts.get(person.id, 0) for counts in attached.values()) for person in (one, two)}
    best = max((one, two), key=lambda person: (rows[person.id], -person.id))
    return request.form.get("number") or str(best.id)


def _choices() -> dict:
    given = {name: request.form.get(name, "") for name in TWIN_FIELDS}
    return {name: int(value) if value.isdecimal() else value for name, value in given.items() if value}


def _versions(one, two) -> dict[int, int]:
    typed = {person.id: request.form.get(f"version_{person.id}", type=int) for person in (one, two)}
    return {id_: version for id_, version in typed.items() if version is not None}


def _numbers_differ(one, two) -> bool:
    return bool(one.nik and two.nik and one.nik != two.nik)


def _note_opening(*ids):
    reader, at = current_user.id, now()
    for id_ in ids:
        afterwards(lambda about=id_: audit.opened("nik", about=about, account_id=reader, at=at, where="compare"))
