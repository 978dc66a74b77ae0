"""A person taken in, and all data of one edited."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import operations, queries, words
from serang.applicants.forms import ApplicantForm, QuickForm
from serang.applicants.routes.frame import bp
from serang.audit import operations as audit
from serang.common.refusals import Conflict
from serang.common.words import say
from serang.i18n import _
from serang.stages import operations as stages
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import fragment, number_in_address, page
from serang.web.session import afterwards
from serang.web.toasts import toast


@bp.get("/applicants/new")
@allow("applicants.edit")
def new():
    """An empty form: a small one over the list, everything on a page of its own."""
    return _new_page(ApplicantForm(formdata=None, officer=current_user.id), quick=QuickForm(formdata=None))


@bp.post("/applicants")
@allow("applicants.edit")
def create():
    """Take the person in. What is doubtful is said and blocks nothing."""
    form = ApplicantForm()
    if not form.validate():
        return _new_page(form, 422)
    values = form.values
    values.setdefault("officer_id", current_user.id)
    try:
        person = operations.register(**values, wishes=form.wishes, at=now(), on=today())
    except Conflict as conflict:
        return _new_page(_blamed(form, conflict), 422)
    if form.stage.data and form.stage.data != person.stage:
        stages.move(person, stage=form.stage.data, on=today(), at=now(), account_id=current_user.id)
    toast(_("%(name)s terdaftar sebagai %(number)s.", name=person.full_name, number=person.number))
    _say_doubts(form)
    _say_alikes(person)
    return redirect(url_for("applicants.show", id=person.id), 303)


@bp.get("/applicants/alike")
@allow("applicants.edit")
def alike():
    """Who may be the person being typed: the same NIK or phone, a name that sounds alike."""
    form = ApplicantForm(request.args)
    found = queries.look_alikes(
        full_name=form.full_name.data,
        nik_number=form.nik.data,
        phone=form.phone.data,
        birth_date=form.birth_date.data,
        besides=request.args.get("besides", type=number_in_address),
    )
    doubts = form.doubts if form.nik.data or form.birth_date.data else []
    problem = form.nik.errors if form.nik.data and not form.validate() else ()
    return fragment(
        "applicants/_alike.html",
        found=found,
        doubts=doubts,
        problem=problem,
        claims=_claims(form),
        words=words,
        besides=request.args.get("besides", type=number_in_address),
    )


@bp.get("/applicants/<int:id>/edit")
@allow("applicants.edit")
def edit(id):
    """The form with what is stored; that its NIK was shown is written down."""
    person = queries.get(id, current_user)
    if person.nik or person.kk_number:
        at, reader = now(), current_user.id
        afterwards(lambda: audit.opened("nik", about=id, account_id=reader, at=at, where="edit"))
    return _edit_page(ApplicantForm.of(person), person)


@bp.post("/applicants/<int:id>")
@allow("applicants.edit")
def update(id):
    """New data. Other fields that somebody changed meanwhile stay; the same field is asked about."""
    person = queries.get(id, current_user)
    form = ApplicantForm.of(person)
    if not form.validate():
        return _edit_page(form, person, 422)
    try:
        person = operations.change(
            person, version=form.version.data, at=now(), wishes=form.wishes, wishes_were=form.wishes_seen, **form.values
        )
    except operations.ChangedMeanwhile as conflict:
        return _edit_page(form, person, 409, clashes=_clashes(form, queries.locked(id), conflict.clashes))
    except Conflict as conflict:
        return _edit_page(_blamed(form, conflict), queries.get(id, current_user), 422)
    done = audit.act_id()
    if form.stage.data and form.stage.data != person.stage:
        stages.move(person, stage=form.stage.data, on=today(), at=now(), account_id=current_user.id)
    if done:
        toast(_("Tersimpan."), undo=url_for("audit.undo", id=done, next=url_for("applicants.show", id=id)))
    _say_doubts(form)
    return redirect(url_for("applicants.show", id=id), 303)


def _new_page(form, status=200, quick=None):
    return page(
        "applicants/edit.html",
        status,
        form=form,
        quick=quick or form,
        person=None,
        clashes=None,
        holder=getattr(form, "holder", None),
    )


def _edit_page(form, person, status=200, clashes=None):
    return page(
        "applicants/edit.html",
        status,
        form=form,
        quick=None,
        person=person,
        clashes=clashes,
        holder=getattr(form, "holder", None),
    )


def _blamed(form, conflict: Conflict):
    """The form with the refusal beside the field it is about; who else has the NIK is linked."""
    if conflict.reason.code != "nik_taken":
        raise conflict
    form.nik.errors = [*form.nik.errors, say(conflict.reason)]
    form.holder = conflict.reason.values
    return form


def _clashes(form, stored, clashes) -> dict:
    """What the dialog of a conflict shows: both values of each field, and everything else that was typed."""
    now_form = ApplicantForm.of(stored, formdata=None)
    names = {name: field for field, name in {"kelurahan": "kelurahan_code", "officer": "officer_id"}.items()}
    rows = []
    for clash in clashes:
        for field in ("wish_1", "wish_2", "wish_3") if clash.field == "wishes" else (names.get(clash.field, clash.field),):
            rows.append(
                {
                    "name": form[field].label.text,
                    "field": field,
                    "stored": _shown(now_form[field]),
                    "typed": _shown(form[field]),
                    "stored_value": _raw(now_form[field]),
                    "typed_value": _raw(form[field]),
                }
            )
    asked = {row["field"] for row in rows}
    others = {field.name: _raw(field) for field in form if field.raw_data and field.name not in {*asked, "version"}}
    if "wish_1" in asked:
        others["wishes_were"] = now_form.wishes_were.data
    return {
        "rows": rows,
        "values": others,
        "version": stored.version,
        "who": next((c.who for c in clashes if c.who), None),
        "at": next((c.at for c in clashes if c.at), stored.updated_at),
    }


def _raw(field) -> str:
    if hasattr(field, "choices"):
        return str(field.data or "")
    return field._value() if field.data is not None else ""


def _shown(field) -> str:
    if hasattr(field, "choices"):
        return next((choice.label for choice in field.choices if choice.value == str(field.data or "")), "") or "–"
    return _raw(field) or "–"


def _claims(form) -> dict | None:
    """What the typed NIK says, in words."""
    from serang.common.rules import nik

    number = form.nik.data
    if not number or nik.problem(number) or not nik.clean(number):
        return None
    said = nik.claims(number, today())
    return {"birth": said.birth_on, "sex": words.sex(said.sex), "area": said.area}


def _say_doubts(form):
    for reason in form.doubts:
        toast(say(reason))


def _say_alikes(person):
    found = queries.look_alikes(
        full_name=person.full_name,
        nik_number=person.nik,
        phone=person.phone,
        birth_date=person.birth_date,
        besides=person.id,
        limit=1,
    )
    if found:
        other, number, name, *_rest = found[0]
        compare = (
            {"href": url_for("applicants.compare", id=person.id, other=other), "act": _("Bandingkan")} if may("applicants.merge") else {}
        )
        toast(_("Mungkin sudah terdaftar: %(name)s (%(number)s).", name=name, number=number), **compare)
