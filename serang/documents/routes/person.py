"""/applicants/<id>/documents: the papers of one person, added and renewed."""

from flask import request
from flask_login import current_user

from serang import files
from serang.applicants import queries as applicants
from serang.audit.operations import opened
from serang.common.refusals import Forbidden, Missing
from serang.documents import operations, queries, words
from serang.documents.forms import PaperForm
from serang.documents.routes.frame import bp, done, keep, person_page, trouble
from serang.i18n import _
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.session import afterwards


@bp.get("/applicants/<int:id>/documents")
@allow("documents.read")
def of_person(id):
    """The papers of a person; `add`, `renew` and `edit` open a form."""
    applicant = applicants.get(id, current_user)
    if not may("documents.edit"):
        return person_page(applicant)
    if code := request.args.get("add"):
        kind = _open(queries.kind(code)) if code != "1" else None
        return person_page(applicant, form=PaperForm(formdata=None, kind=kind, reader=current_user))
    if number := request.args.get("renew", type=number_in_address):
        paper = queries.get(number, current_user)
        return person_page(applicant, form=PaperForm.newer(paper), of=paper, act="renew")
    if number := request.args.get("edit", type=number_in_address):
        paper = queries.get(number, current_user)
        _note_number(paper)
        return person_page(applicant, form=PaperForm.of(paper), of=paper, act="change")
    return person_page(applicant)


@bp.get("/applicants/<int:id>/documents/<kind>/wording")
@allow("documents.edit")
def print_wording(id, kind):
    """The newest text of a kind of paper, to be printed and signed by this person."""
    applicant, row = applicants.get(id, current_user), _open(queries.kind(kind))
    versions = queries.wordings(kind)
    if not versions:
        raise Missing("no_wording")
    name = words.kind_label(row.code)
    return page("documents/wording.html", applicant=applicant, version=versions[0], name=name, words=words, on=today())


@bp.post("/applicants/<int:id>/documents")
@allow("documents.edit")
def create(id):
    """One more paper."""
    applicant = applicants.get(id, current_user)
    code = request.form.get("fixed")
    form = PaperForm(kind=_open(queries.kind(code)) if code else None, reader=current_user)
    if not (form.validate() and (kept := _kept(form))):
        return person_page(applicant, 422, form=form)
    operations.add(applicant, kind=form.kind.data, at=now(), **kept, **form.values)
    return done(id, _("%(kind)s disimpan.", kind=words.kind_label(form.kind.data)))


@bp.post("/documents/<int:id>/renew")
@allow("documents.edit")
def renew(id):
    """A newer paper beside the old one."""
    paper = queries.get(id, current_user)
    form = PaperForm(kind=paper.kind_row)
    if not (form.validate() and (kept := _kept(form))):
        return person_page(applicants.get(paper.applicant_id, current_user), 422, form=form, of=paper, act="renew")
    operations.renew(paper, at=now(), **kept, **form.values)
    return done(paper.applicant_id, _("%(kind)s diganti. Yang lama tetap tersimpan.", kind=words.kind_label(paper.kind)))


@bp.post("/documents/<int:id>")
@allow("documents.edit")
def update(id):
    """What was typed of a paper, corrected."""
    paper = queries.get(id, current_user)
    form = PaperForm(kind=paper.kind_row)
    if not (form.validate() and (kept := _kept(form))):
        return person_page(applicants.get(paper.applicant_id, current_user), 422, form=form, of=paper, act="change")
    try:
        operations.change(paper, version=form.version.data, **kept, **form.values)
    except operations.PaperChanged as error:
        return _clash(paper, form, error)
    return done(paper.applicant_id, _("%(kind)s disimpan.", kind=words.kind_label(paper.kind)))


def _kept(form) -> dict | None:
    """The scan that came with the form, kept; None when it cannot be (the form says why)."""
    if form.upload is None:
        return {"scan": None}
    try:
        return {"scan": keep(form.upload), "scan_name": form.upload.filename}
    except files.BadFile as error:
        form.scan.errors = [trouble(error)]
        return None


def _clash(paper, form, error):
    """Somebody changed the same field: it says so beside the field, and saving again keeps what is typed."""
    for clash in error.clashes:
        if clash.field in form:
            stored = words.said("birth_date", clash.now) if hasattr(clash.now, "isoformat") else clash.now or "–"
            form[clash.field].errors = [_("%(who)s menyimpan %(stored)s.", who=clash.who or "", stored=stored)]
    form.version.raw_data, form.version.data = None, paper.version
    return person_page(applicants.get(paper.applicant_id, current_user), 409, form=form, of=paper, act="change")


def _open(kind):
    if not queries.open_to(kind, current_user):
        raise Forbidden("no_right", right="applicants.health")
    return kind


def _note_number(paper):
    """A protected number stands in the form: that is an opening."""
    if paper.kind_row.number_secret and paper.number:
        about, reader, at, kind = paper.applicant_id, current_user.id, now(), paper.kind
        afterwards(lambda: opened("paper_number", about=about, account_id=reader, at=at, kind=kind))
