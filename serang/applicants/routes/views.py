"""Saved views of the list, and a pasted column of people looked up."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import operations, queries, words
from serang.applicants.forms import PasteForm, ViewForm
from serang.applicants.routes.frame import Asked, bp
from serang.common.refusals import Forbidden
from serang.common.rules import nik
from serang.i18n import _, number
from serang.web.clock import now
from serang.web.guard import allow, may
from serang.web.page import page
from serang.web.toasts import toast


@bp.get("/applicants/views/new")
@allow("applicants.read")
def new_view():
    """Asks for the name of the list in the address."""
    return _view_page(ViewForm(formdata=None), Asked(request.args).query)


@bp.post("/applicants/views")
@allow("applicants.read")
def create_view():
    """Keep the list under a name; only who edits people may give one to the whole office."""
    form, query = ViewForm(), _query()
    if not form.validate():
        return _view_page(form, query, 422)
    view = operations.save_view(
        owner_id=current_user.id,
        query=query,
        at=now(),
        name=form.name.data,
        shared=form.shared.data and may("applicants.edit"),
        pinned=form.pinned.data,
    )
    toast(_("Tampilan %(name)s disimpan.", name=view.name))
    return redirect(url_for("applicants.index", view=view.id), 303)


@bp.get("/applicants/views/<int:id>/edit")
@allow("applicants.read")
def edit_view(id):
    """Its name, and who sees it."""
    view = queries.view(id, current_user)
    return _view_page(ViewForm(obj=view), view.query, view=view)


@bp.post("/applicants/views/<int:id>")
@allow("applicants.read")
def update_view(id):
    """Another name or other readers; with `query` also other filters."""
    view = _own(id)
    if "name" not in request.form:
        operations.change_view(view, query=_query())
        toast(_("Tampilan %(name)s disimpan.", name=view.name))
        return redirect(url_for("applicants.index", view=id), 303)
    form = ViewForm()
    if not form.validate():
        return _view_page(form, view.query, 422, view=view)
    operations.change_view(view, name=form.name.data, shared=form.shared.data and may("applicants.edit"), pinned=form.pinned.data)
    toast(_("Tampilan %(name)s disimpan.", name=view.name))
    return redirect(url_for("applicants.index", view=id), 303)


@bp.post("/applicants/views/<int:id>/remove")
@allow("applicants.read")
def remove_view(id):
    """The list is no longer kept."""
    view = _own(id)
    operations.remove_view(view)
    toast(_("Tampilan %(name)s dihapus.", name=view.name))
    return redirect(url_for("applicants.index"), 303)


@bp.route("/applicants/paste", methods=["GET", "POST"])
@allow("applicants.read")
def paste():
    """A pasted column of NIK or names: who is here, who is missing, who is not certain. Stores nothing."""
    form = PasteForm()
    if not may("applicants.identity"):
        form.lines.label.text = _("Nama atau nomor daftar, satu per baris")
    if request.method == "GET" or not form.validate():
        return page(
            "applicants/paste.html",
            200 if request.method == "GET" else 422,
            form=form,
            looked=None,
            numbered=number,
            words=words,
        )
    looked = queries.look_up(form.lines.data, current_user)
    return page(
        "applicants/paste.html",
        form=form,
        words=words,
        numbered=number,
        looked={
            "here": [one for one in looked if one.certain],
            "several": [one for one in looked if len(one.people) > 1],
            "missing": [one for one in looked if not one.people],
            "closed": not may("applicants.identity") and any(nik.is_whole(one.line) for one in looked),
        },
    )


def _own(id):
    view = queries.view(id, current_user)
    if view.owner_id != current_user.id and not may("accounts.edit"):
        raise Forbidden("not_your_view")
    return view


def _query() -> str:
    """The list of the form's address, put in order."""
    return Asked.of_query(request.form.get("query", "")).query[:2000]


def _view_page(form, query, status=200, view=None):
    mine = view is None or view.owner_id == current_user.id or may("accounts.edit")
    return page("applicants/view.html", status, form=form, query=query, view=view, mine=mine, asked=Asked.of_query(query))
