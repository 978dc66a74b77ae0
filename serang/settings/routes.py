"""/settings: the office's data, its code lists, the page of all components."""

import re
import secrets

from flask import Blueprint, abort, current_app, redirect, url_for

from serang.common.refusals import ChangedMeanwhile, Conflict
from serang.common.words import say
from serang.i18n import _
from serang.settings import operations, queries, words
from serang.settings.forms import CodeForm, OfficeForm, OwnFieldForm
from serang.settings.models import CodeEntry
from serang.upkeep import queries as upkeep
from serang.web.clock import now
from serang.web.forms import show_newer
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
@allow("settings.edit")
def index():
    """The office's data, and the way to its lists."""
    return _office(_stored_office())


@bp.post("")
@allow("settings.edit")
def update():
    """New data of the office. What two people changed at once is asked about, here and below."""
    form = OfficeForm()
    if not form.validate():
        return _office(form, 422)
    try:
        operations.set_office(seen=form.seen.data, **{name: value if value is not None else "" for name, value in form.values.items()})
    except Conflict as conflict:
        show_newer(form, _stored_office(), **conflict.reason.values)
        return _office(form.opened(queries.office()), 409)
    toast(_("Pengaturan disimpan."))
    return redirect(url_for(".index"), 303)


def _stored_office():
    return OfficeForm(formdata=None, data=queries.office()).opened(queries.office())


def _office(form, status=200):
    backup = None if current_app.config["DEMO"] else upkeep.last_backup(now())
    return page("settings/index.html", status, form=form, lists=words.LISTS, backup=backup)


@bp.get("/lists/<name>")
@allow("settings.edit")
def codes(name):
    """One code list."""
    return _list(name, CodeForm())


@bp.post("/lists/<name>")
@allow("settings.edit")
def add_code(name):
    """A new entry; its code is made from its words."""
    form = CodeForm()
    if not form.validate():
        return _list(name, form, 422)
    code = re.sub(r"[^a-z0-9]+", "_", form.label.data.lower()).strip("_")[:30] or secrets.token_hex(4)
    operations.add_code(list_name=_known(name), code=code, label=form.label.data, label_en=form.label_en.data, label_ko=form.label_ko.data)
    toast(_("%(label)s ditambahkan.", label=form.label.data))
    return redirect(url_for(".codes", name=name), 303)


@bp.route("/lists/<name>/<code>/edit")
@allow("settings.edit")
def edit_code(name, code):
    """The words of one entry."""
    entry = _entry(name, code)
    return _code(entry, CodeForm(formdata=None, obj=entry).opened(entry))


@bp.post("/lists/<name>/<code>")
@allow("settings.edit")
def update_code(name, code):
    """New words of one entry, or out of use."""
    entry, form = _entry(name, code), CodeForm()
    if not form.validate():
        return _code(entry, form, 422)
    try:
        operations.change_code(entry, seen=form.seen.data, **form.values)
    except Conflict as conflict:
        show_newer(form, CodeForm(formdata=None, obj=entry), **conflict.reason.values)
        return _code(entry, form.opened(entry), 409)
    toast(_("%(label)s disimpan.", label=entry.label))
    return redirect(url_for(".codes", name=name), 303)


def _code(entry, form, status=200):
    return page("settings/code.html", status, form=form, entry=entry, title=words.LISTS[entry.list]())


@bp.get("/fields")
@allow("settings.edit")
def own_fields():
    """The office's own fields of a person, and a new one."""
    return _own_fields(OwnFieldForm(None))


@bp.post("/fields")
@allow("settings.edit")
def add_own_field():
    """A new field; it stands in form, list, filter, import, export and print at once."""
    form = OwnFieldForm()
    if not form.validate():
        return _own_fields(form, 422)
    try:
        field = operations.add_own_field(**{**form.values, "active": True})
    except Conflict as conflict:
        form.label.errors = [say(conflict.reason)]
        return _own_fields(form, 422)
    toast(_("%(label)s ditambahkan.", label=field.label))
    return redirect(url_for(".own_fields"), 303)


@bp.get("/fields/<int:id>/edit")
@allow("settings.edit")
def edit_own_field(id):
    """The words and choices of one own field."""
    field = queries.own_field_by_id(id)
    return _own_field(field, _stored_field(field))


@bp.post("/fields/<int:id>")
@allow("settings.edit")
def update_own_field(id):
    """New words, choices or state of one own field; its kind stays."""
    field = queries.own_field_by_id(id)
    form = OwnFieldForm(data=_stored(field))
    form.kind.data = field.kind
    if not form.validate():
        return _own_field(field, form, 422)
    try:
        operations.change_own_field(field, seen=form.seen.data, **{name: value for name, value in form.values.items() if name != "kind"})
    except ChangedMeanwhile as error:
        show_newer(form, _stored_field(field), **error.reason.values)
        return _own_field(field, form.opened(field), 409)
    except Conflict as conflict:
        form.label.errors = [say(conflict.reason)]
        return _own_field(queries.own_field_by_id(id), form, 422)
    toast(_("%(label)s disimpan.", label=field.label))
    return redirect(url_for(".own_fields"), 303)


def _stored(field) -> dict:
    return {name: getattr(field, name) for name in OwnFieldForm(None).values} | {"choices": "\n".join(field.choices)}


def _stored_field(field):
    return OwnFieldForm(None, data=_stored(field)).opened(field)


def _own_fields(form, status=200):
    return page("settings/fields.html", status, form=form, fields=queries.own_fields(all_of_them=True), words=words)


def _own_field(field, form, status=200):
    return page("settings/field.html", status, form=form, field=field, words=words)


@bp.get("/components")
@allow("signed_in")
def components():
    """Every component of the design in every state."""
    return page("settings/components.html")


def _list(name, form, status=200):
    entries = queries.codes(_known(name), all_of_them=True)
    return page("settings/codes.html", status, name=name, title=words.LISTS[name](), entries=entries, form=form)


def _known(name: str) -> str:
    return name if name in words.LISTS else abort(404)


def _entry(name: str, code: str) -> CodeEntry:
    return queries.code_to_change(_known(name), code) or abort(404)
