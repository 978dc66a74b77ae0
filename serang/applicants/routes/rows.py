"""One row of the list: at rest, in edit, saved. No page is loaded."""

from flask import redirect, request, url_for
from flask_login import current_user

from serang.applicants import operations, queries
from serang.applicants.forms import RowForm
from serang.applicants.forms.person import KEPT_AS
from serang.applicants.routes.cells import Look
from serang.applicants.routes.frame import bp
from serang.audit import operations as audit
from serang.common.refusals import Missing
from serang.common.words import say
from serang.i18n import _
from serang.web.clock import now
from serang.web.guard import allow
from serang.web.page import fragment
from serang.web.toasts import toast


@bp.get("/applicants/<int:id>/row")
@allow("applicants.read")
def row(id):
    """The row at rest, marked when it was just saved."""
    columns = _columns()
    found = queries.rows_of([id], columns, current_user)
    if not found:
        raise Missing("no_applicant")
    return fragment("applicants/_row.html", row=found[0], saved=bool(request.args.get("saved")), columns=columns, look=Look())


@bp.get("/applicants/<int:id>/row/edit")
@allow("applicants.edit")
def edit_row(id):
    """The row with its fields open, the phone first."""
    return _open_row(queries.get(id, current_user, whole=False), _columns())


@bp.post("/applicants/<int:id>/row")
@allow("applicants.edit")
def save_row(id):
    """Keep the row. A wrong value stays in the row as typed; what somebody else changed meanwhile is said there."""
    person, columns = queries.locked(id, current_user), _columns()
    form = RowForm.in_row(person, columns)
    if not form.validate():
        return _open_row(person, columns, form, 422)
    try:
        operations.change(person, version=form.version.data, at=now(), held=True, **form.values)
    except operations.ChangedMeanwhile as conflict:
        return _open_row(person, columns, _told(form, conflict), 409)
    if done := audit.act_id():
        back = request.form.get("back", "")
        toast(_("%(name)s tersimpan.", name=person.full_name), undo=url_for("audit.undo", id=done, next=back or None))
        for reason in form.doubts:
            toast(say(reason))
    return redirect(url_for("applicants.row", id=id, saved=1, columns=",".join(columns)), 303)


def _open_row(person, columns, form=None, status=200):
    form = form or RowForm.in_row(person, columns)
    found = queries.rows_of([person.id], columns, current_user)
    return fragment(
        "applicants/_row_edit.html",
        status,
        row=found[0],
        form=form,
        version=person.version,
        fields={name: RowForm.field_of(name) for name in columns if RowForm.field_of(name)},
        columns=columns,
        look=Look(),
    )


def _columns() -> list[str]:
    asked = [name for part in request.values.getlist("columns") for name in part.split(",")]
    return queries.shown_to(current_user, asked)


def _told(form, conflict):
    """Beside each field that two people changed: what the other one stored."""
    names = {column: field for field, column in KEPT_AS.items()}
    for clash in conflict.clashes:
        field = form[names.get(clash.field, clash.field)]
        stored = type(form)(formdata=None, data={field.name: clash.now})[field.name]
        shown = (
            next((choice.label for choice in stored.choices if choice.value == str(clash.now or "")), "")
            if hasattr(stored, "choices")
            else stored._value()
        )
        field.errors = [
            _(
                "%(who)s baru saja menyimpan %(value)s. Simpan lagi untuk menggantinya.",
                who=clash.who or _("Orang lain"),
                value=shown or "–",
            )
        ]
    return form
