"""One person's page: summary, data, papers, trainings, matches, history; protected numbers, facts changed in place."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.accounts import queries as accounts
from serang.applicants import operations, queries, words
from serang.applicants.forms.evidence import FactsForm, NoteForm
from serang.applicants.operations import evidence
from serang.applicants.routes.frame import Asked, bp
from serang.audit import queries as acts
from serang.audit import rules as reads
from serang.audit import words as history
from serang.audit.operations import act_id, opened
from serang.common.refusals import Missing
from serang.common.rules import nik
from serang.documents import queries as documents
from serang.documents import words as paper_words
from serang.i18n import _, day, moment
from serang.matching import queries as matching
from serang.matching import words as matching_words
from serang.settings import words as codes
from serang.stages import queries as stages
from serang.stages import rules as gates
from serang.stages import words as gate_words
from serang.trainings import queries as trainings
from serang.trainings import words as training_words
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import page
from serang.web.session import afterwards
from serang.web.toasts import toast

TABS = ("summary", "data", "documents", "trainings", "matches", "history")
NUMBERS = {"nik": "nik", "kk": "kk_number"}
LATEST, WHOLE = 6, 200


@bp.get("/applicants/<int:id>")
@allow("applicants.read")
def show(id):
    """The person; the number of an entry that was merged leads to the one it went into."""
    if (kept := queries.twins.kept_for(id)) is not None:
        return redirect(url_for("applicants.show", id=kept), 303)
    return _page(queries.get(id, current_user))


@bp.get("/applicants/<int:id>/reveal/<what>")
@allow("applicants.identity")
def reveal(id, what):
    """A protected number in full; who asked is noted."""
    applicant = queries.get(id, current_user)
    if what not in NUMBERS:
        raise Missing("no_such_number")
    reader, at = current_user.id, now()
    afterwards(lambda: opened(what, about=id, account_id=reader, at=at))
    return page("applicants/reveal.html", applicant=applicant, what=what, number=getattr(applicant, NUMBERS[what]) or "–")


@bp.route("/applicants/<int:id>/facts", methods=["GET", "POST"])
@allow("applicants.edit")
def quick(id):
    """The few facts that change often, changed in place."""
    applicant = queries.get(id, current_user)
    form = FactsForm.of(applicant)
    if request.method == "GET":
        return _page(applicant, facts_form=form)
    if not form.validate():
        return _page(applicant, 422, facts_form=form)
    try:
        operations.change(applicant, version=form.version.data, at=now(), **form.values)
    except operations.ChangedMeanwhile as error:
        return page(
            "applicants/conflict_facts.html",
            409,
            applicant=applicant,
            clashes=_clashes(error.clashes),
            version=applicant.version,
            values=_typed(error.clashes),
            who=error.clashes[0].who,
            at=moment(error.clashes[0].at),
        )
    return done(id, _("Tersimpan."))


@bp.post("/applicants/<int:id>/notes")
@allow("applicants.edit")
def write_note(id):
    """A remark for the history."""
    applicant, form = queries.get(id, current_user), NoteForm()
    if not form.validate():
        return _page(applicant, 422, note_form=form)
    evidence.write_note(applicant, form.text.data, at=now(), account_id=current_user.id)
    return done(id, _("Catatan disimpan."))


def done(id, text):
    """Say it, with the way back, and show the person again."""
    back = url_for("applicants.show", id=id)
    toast(text, undo=url_for("audit.undo", id=act_id(), next=back) if act_id() else None)
    return redirect(back, 303)


def _page(applicant, status=200, **values):
    """The page of a person on the tab asked for; `values` add the forms in use."""
    tab = request.args.get("tab") if request.args.get("tab") in TABS else "summary"
    on = today()
    return page(
        "applicants/show.html",
        status,
        **{
            "applicant": applicant,
            "tab": tab,
            "on": on,
            "words": words,
            "gate_words": gate_words,
            "nik_mask": nik.mask,
            "code_label": codes.code_label,
            "twins": queries.twins.of(applicant.id) if may("applicants.merge") else [],
            "facts_form": None,
            "note_form": NoteForm(formdata=None),
            "evidence_form": None,
            "evidence_kind": None,
            "editing": None,
            **_way(applicant, on),
            **_place(applicant),
            **_parts(applicant, tab, on),
            **values,
        },
    )


def _way(applicant, on) -> dict:
    """The stages, what stands before the next one, and what was passed over."""
    coming, checks = stages.next_gate(applicant, on)
    moves = {move.stage: move for move in stages.moves(applicant.id)}
    sees = may("applicants.health")
    act_for = gate_words.act_for(applicant.id, url_for) if may("applicants.edit") else gate_words.no_act
    return {
        "coming": coming,
        "checks": checks,
        "open_checks": gates.open_checks(checks),
        "steps": _steps(applicant, moves),
        "requirements": gate_words.requirements(checks, act_for, sees_health=sees),
        "still_open": gate_words.requirements(stages.still_open(applicant, on), act_for, sees_health=sees),
        "days_here": (on - applicant.stage_on).days,
    }


def _steps(applicant, moves) -> list[tuple]:
    """The stepper: (word, day, state). A stage that was passed by is said to be skipped when the later ones are dated."""
    rows = stages.all()
    here = stages.get(applicant.stage).position
    found = []
    for row in rows:
        move = moves.get(row.code)
        if row.position == here:
            found.append((words.stage(row.code), _("sejak %(day)s", day=day(applicant.stage_on, "d MMM")), "now"))
        elif row.position < here:
            skipped = row.code == gates.TRAINING and move is None and bool(moves)
            found.append((words.stage(row.code), day(move.on, "d MMM") if move else "", "skipped" if skipped else "done"))
        else:
            found.append((words.stage(row.code), "", "todo"))
    return found


def _place(applicant) -> dict:
    """Where the person stands in the list one came from: `list` is the address of that list, `at` the place in it."""
    query, at = request.args.get("list", ""), request.args.get("at", type=int)
    home = url_for("applicants.index") + (f"?{query}" if query else "")
    if not at:
        return {"list_url": home, "place": "", "previous": "", "next": ""}
    wanted = Asked.of_query(query)
    ask = {"filters": wanted.filters, "reader": current_user, "on": today(), "sort": wanted.sort, "size": 1}
    later = queries.find(**ask, after=f"{applicant.id}-{at}")
    earlier = queries.find(**ask, before=f"{applicant.id}-{at}") if at > 1 else None

    def there(found, place):
        return url_for("applicants.show", id=found.rows[0].id, list=query or None, at=place) if found and found.rows else ""

    return {
        "list_url": home,
        "place": _("%(at)s dari %(total)s", at=at, total=later.total),
        "previous": there(earlier, at - 1),
        "next": there(later, at + 1) if at < later.total else "",
    }


def _parts(applicant, tab, on) -> dict:
    """What the tabs show; counts for all of them."""
    limit = WHOLE if tab == "history" else LATEST
    return {
        "trainings": trainings.of(applicant.id) if may("trainings.read") else [],
        "training_words": training_words,
        "history": _history(applicant, limit),
        "history_total": acts.count_about(applicant.id, tables=reads.tables(may)),
        **_papers(applicant, on),
        **_matches(applicant),
    }


def _papers(applicant, on) -> dict:
    """The person's papers and what they disagree about, for who may see them."""
    if not may("documents.read"):
        return {"papers": [], "differences": [], "document_count": None, "paper_words": paper_words}
    papers = documents.states(applicant, on, reader=current_user)
    return {
        "papers": papers,
        "differences": documents.agreement(applicant, on),
        "paper_words": paper_words,
        "document_count": sum(row.document is not None for row in papers),
    }


def _matches(applicant) -> dict:
    """The person's orders, for who may see them."""
    if not may("matching.read"):
        return {"of_applicant": None, "match_count": None, "matching_words": matching_words}
    found = matching.of_applicant(applicant.id)
    return {"of_applicant": found, "match_count": len(found), "matching_words": matching_words}


def _history(applicant, limit):
    """The person's history in words, as far as the reader may read it."""
    rows = acts.timeline(applicant.id, tables=reads.tables(may), limit=limit)
    changes = acts.changes_of(rows, applicant.id)
    shown = {one.id for one in documents.readable([one for some in changes.values() for one in some], current_user)}
    return history.entries(rows, changes, acts.names(rows), acts.undone(rows), may=may, hidden=lambda row: row.id not in shown)


def _clashes(clashes) -> list[dict]:
    """The fields two people changed, with both values as they are typed."""
    return [
        {
            "name": history.field_word(one.field),
            "field": _field_of(one.field),
            "stored": _said(one.field, one.now),
            "typed": _said(one.field, one.typed),
            "stored_value": _kept(one.now),
            "typed_value": _kept(one.typed),
        }
        for one in clashes
    ]


def _field_of(column) -> str:
    return {"officer_id": "officer"}.get(column, column)


def _typed(clashes) -> dict:
    """Everything else that was typed, to be sent again."""
    asked = {_field_of(one.field) for one in clashes} | {"csrf_token", "version"}
    return {name: value for name, value in request.form.items() if name not in asked}


def _said(column, value) -> str:
    if value in (None, ""):
        return "–"
    if column == "officer_id":
        return accounts.name(value)
    if column == "phone":
        return words.phone(value)
    return day(value) if hasattr(value, "isoformat") else str(value)


def _kept(value) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
