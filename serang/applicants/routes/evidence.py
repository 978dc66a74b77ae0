"""A person's evidence and photo: added, changed, removed."""

from flask import request
from flask_login import current_user

from serang import files
from serang.applicants import queries, words
from serang.applicants.forms.evidence import FORMS, RIGHTS, PhotoForm
from serang.applicants.operations import evidence as operations
from serang.applicants.queries import evidence
from serang.applicants.routes.frame import bp
from serang.applicants.routes.person import done
from serang.common.refusals import Missing
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.i18n import _
from serang.settings import words as codes
from serang.web.clock import now, today
from serang.web.guard import allow, demand
from serang.web.page import page

KINDS = f"any({', '.join(FORMS)})"


@bp.get(f"/applicants/<int:id>/<{KINDS}:kind>/new")
@allow("applicants.edit")
def new_evidence(id, kind):
    """An empty form in its card."""
    return _ask(_person(id, kind), kind, FORMS[kind](formdata=None))


@bp.post(f"/applicants/<int:id>/<{KINDS}:kind>")
@allow("applicants.edit")
def create_evidence(id, kind):
    """One more row."""
    applicant, form = _person(id, kind), FORMS[kind]()
    if not form.validate():
        return _ask(applicant, kind, form, 422)
    stated = applicant.education
    operations.add(applicant, kind, on=today(), at=now(), **form.values)
    return done(id, _with_education(applicant, stated, _("%(what)s ditambahkan.", what=words.evidence(kind))))


@bp.get(f"/applicants/<int:id>/<{KINDS}:kind>/<int:row>/edit")
@allow("applicants.edit")
def edit_evidence(id, kind, row):
    """The form of one row, in its place."""
    applicant = _person(id, kind)
    stored = evidence.one(applicant, kind, row)
    return _ask(applicant, kind, FORMS[kind].of(stored, formdata=None, seen=evidence.fingerprint(kind, stored)), editing=row)


@bp.post(f"/applicants/<int:id>/<{KINDS}:kind>/<int:row>")
@allow("applicants.edit")
def update_evidence(id, kind, row):
    """New values of one row; what somebody else stored meanwhile is shown first."""
    applicant, form = _person(id, kind), FORMS[kind]()
    if not form.validate():
        return _ask(applicant, kind, form, 422, editing=row)
    stated = applicant.education
    try:
        operations.alter(applicant, kind, row, on=today(), at=now(), seen=form.seen.data, **form.values)
    except operations.EvidenceChanged as error:
        form.seen.data = evidence.fingerprint(kind, error.row)
        form.seen.raw_data = None
        return _ask(applicant, kind, form, 409, editing=row, stored=error.row, trouble=say(error.reason))
    return done(id, _with_education(applicant, stated, _("%(what)s disimpan.", what=words.evidence(kind))))


@bp.post(f"/applicants/<int:id>/<{KINDS}:kind>/<int:row>/remove")
@allow("applicants.edit")
def remove_evidence(id, kind, row):
    """Take a row away; the toast takes that back."""
    operations.remove(_person(id, kind), kind, row)
    return done(id, _("%(what)s dihapus.", what=words.evidence(kind)))


@bp.get("/applicants/<int:id>/photo")
@allow("applicants.edit")
def photo(id):
    """The form for another photo."""
    return page("applicants/photo.html", applicant=queries.get(id, current_user), form=PhotoForm())


@bp.post("/applicants/<int:id>/photo")
@allow("applicants.edit")
def upload_photo(id):
    """Another photo: checked, turned upright, cut and written anew."""
    applicant, form = queries.get(id, current_user), PhotoForm()
    try:
        kept = files.keep_photo(request.files["photo"] if request.files.get("photo") else b"")
    except files.BadFile as error:
        form.photo.errors = [say(Reason(error.code, **error.values))]
        return page("applicants/photo.html", 422, applicant=applicant, form=form)
    if kept.name != applicant.photo:
        operations.set_photo(applicant, kept.name, at=now())
    return done(id, _("Pas foto disimpan."))


@bp.post("/applicants/<int:id>/photo/remove")
@allow("applicants.edit")
def remove_photo(id):
    """No photo any more; the toast takes that back."""
    applicant = queries.get(id, current_user)
    if applicant.photo:
        operations.set_photo(applicant, None, at=now())
    return done(id, _("Pas foto dihapus."))


@bp.get("/applicants/<int:id>/photo.jpg")
@allow("applicants.read")
def picture(id):
    """The photo itself."""
    applicant = queries.get(id, current_user)
    if not applicant.photo:
        raise Missing("no_photo")
    try:
        return files.answer(applicant.photo, called=applicant.number)
    except files.GoneFile as error:
        raise Missing("no_photo") from error


def _person(id, kind):
    """The person, for who may work with rows of that kind."""
    if kind in RIGHTS:
        demand(RIGHTS[kind])
    return queries.get(id, current_user)


def _with_education(applicant, stated, text):
    """What was done, and that the education followed."""
    if applicant.education == stated:
        return text
    return text + " " + _("Pendidikan terakhir menjadi %(level)s.", level=words.education(applicant.education))


def _ask(applicant, kind, form, status=200, *, editing=None, stored=None, trouble=""):
    """The card of that kind with its form: a part of the person's page, or a page of its own."""
    return page(
        "applicants/evidence.html",
        status,
        applicant=applicant,
        evidence_kind=kind,
        evidence_form=form,
        code_label=codes.code_label,
        editing=editing,
        stored=stored,
        trouble=trouble,
        words=words,
        on=today(),
    )
