"""/settings: the office's data, its code lists, the page of all components."""

import re
import secrets

from flask import Blueprint, abort, current_app, redirect, url_for

from serang.i18n import _
from serang.settings import operations, queries, words
from serang.settings.forms import CodeForm, OfficeForm
from serang.settings.models import CodeEntry
from serang.upkeep import queries as upkeep
from serang.web.clock import now
from serang.web.guard import allow
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
@allow("settings.edit")
def index():
    """The office's data, and the way to its lists."""
    return _office(OfficeForm(data=queries.office()))


@bp.post("")
@allow("settings.edit")
def update():
    """New data of the office."""
    form = OfficeForm()
    if not form.validate():
        return _office(form, 422)
    operations.set_office(**{name: value if value is not None else "" for name, value in form.values.items()})
    toast(_("Pengaturan disimpan."))
    return redirect(url_for(".index"), 303)


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
    return page("settings/code.html", form=CodeForm(obj=entry), entry=entry, title=words.LISTS[name]())


@bp.post("/lists/<name>/<code>")
@allow("settings.edit")
def update_code(name, code):
    """New words of one entry, or out of use."""
    entry, form = _entry(name, code), CodeForm()
    if not form.validate():
        return page("settings/code.html", 422, form=form, entry=entry, title=words.LISTS[name]())
    operations.change_code(entry, **form.values)
    toast(_("%(label)s disimpan.", label=entry.label))
    return redirect(url_for(".codes", name=name), 303)


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
    return queries.code(_known(name), code) or abort(404)
