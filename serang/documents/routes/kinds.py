"""/settings/documents: the kinds of papers and their rules."""

import re
import secrets

from flask import redirect, url_for
from flask_login import current_user

from serang.applicants import words as people
from serang.common.refusals import ChangedMeanwhile
from serang.documents import operations, queries, words
from serang.documents.forms import KindForm, WordingForm
from serang.documents.routes.frame import bp
from serang.i18n import _
from serang.web.clock import now
from serang.web.forms import show_newer
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast


@bp.get("/settings/documents")
@allow("settings.edit")
def kinds():
    """All kinds of papers."""
    return page("documents/kinds.html", kinds=queries.every_kind(), words=words, stage=people.stage)


@bp.route("/settings/documents/new", methods=["GET"])
@allow("settings.edit")
def new_kind():
    """A new kind."""
    return _edit(KindForm(formdata=None, data={"validity": "none", "warn_days": 60, "active": True}))


@bp.post("/settings/documents")
@allow("settings.edit")
def create_kind():
    """Keep a new kind; its code is made from its words."""
    form = KindForm()
    if not form.validate():
        return _edit(form, 422)
    code = re.sub(r"[^a-z0-9]+", "_", form.label.data.lower()).strip("_")[:30] or secrets.token_hex(4)
    operations.add_kind(code=code, at=now(), account_id=current_user.id, **form.values)
    toast(_("%(label)s ditambahkan.", label=form.label.data))
    return redirect(url_for(".kinds"), 303)


@bp.get("/settings/documents/<kind>")
@allow("settings.edit")
def edit_kind(kind):
    """The words and rules of a kind."""
    row = queries.kind(kind)
    return _edit(_stored(row), row=row)


@bp.post("/settings/documents/<kind>")
@allow("settings.edit")
def update_kind(kind):
    """New words or rules of a kind; what two people changed at once is asked about."""
    row, form = queries.kind(kind), KindForm()
    if not form.validate():
        return _edit(form, 422, row)
    try:
        operations.change_kind(row, at=now(), account_id=current_user.id, seen=form.seen.data, **form.values)
    except ChangedMeanwhile as error:
        show_newer(form, _stored(row), **error.reason.values)
        return _edit(form.opened(row), 409, row)
    toast(_("%(label)s disimpan. Keadaan dokumen semua pelamar dihitung ulang.", label=form.label.data))
    return redirect(url_for(".kinds"), 303)


@bp.post("/settings/documents/<kind>/wording")
@allow("settings.edit")
def reword(kind):
    """A new version of the text that is signed."""
    row, form = queries.kind(kind), WordingForm()
    if not form.validate():
        return _edit(_stored(row), 422, row, wording=form)
    new = operations.reword(row, text=form.text.data, at=now())
    toast(_("Naskah versi %(n)s berlaku mulai sekarang.", n=new.version))
    return redirect(url_for(".edit_kind", kind=kind), 303)


def _stored(row):
    return KindForm(formdata=None, obj=row).opened(row)


def _edit(form, status=200, row=None, wording=None):
    versions = queries.wordings(row.code) if row else []
    wording = wording or WordingForm(None, data={"text": versions[0].text if versions else ""})
    counts = queries.signed(row.code) if row else {}
    return page("documents/kind.html", status, form=form, kind=row, versions=versions, wording=wording, counts=counts)
