"""A batch completed: who passed, what is lacking, evidence; and opened again."""

from flask import request, url_for

from serang.i18n import _
from serang.trainings import operations, queries
from serang.trainings.forms import CompleteForm
from serang.trainings.operations import certificate_numbers
from serang.trainings.routes.frame import batch_page, bp, done, get
from serang.web.clock import today
from serang.web.guard import allow


@bp.get("/trainings/<int:id>/certificates")
@allow("trainings.read")
def certificates(id):
    """What completing would decide for each person, or what was decided."""
    return _certificates(get(id))


@bp.post("/trainings/<int:id>/complete")
@allow("trainings.edit")
def complete(id):
    """Decide everybody; who passed gets the evidence."""
    batch, form = get(id), CompleteForm()
    if not form.validate():
        return _certificates(batch, 422, form)
    result = operations.complete(batch, on=form.on.data, open_fails=form.open_fails.data)
    return done(
        _("%(passed)s lulus, %(failed)s tidak lulus.", passed=result.passed, failed=result.failed),
        url_for("trainings.certificates", id=id),
    )


@bp.post("/trainings/<int:id>/reopen")
@allow("trainings.edit")
def reopen(id):
    """Open the results again; evidence that nobody touched is taken back."""
    kept = operations.reopen(get(id))
    names = ", ".join(row.applicant.full_name for row in kept)
    return done(
        _("Angkatan dibuka kembali. Tetap tersimpan karena sudah diubah: %(names)s.", names=names)
        if kept
        else _("Angkatan dibuka kembali."),
        url_for("trainings.certificates", id=id),
    )


def _certificates(batch, status=200, form=None):
    people = queries.class_of(batch)
    here = [one for one in people if one.takes_part]
    verdicts = [one.enrolment.state if one.enrolment.state != "enrolled" else one.result.verdict for one in here]
    form = form or CompleteForm(None, data={"on": min(today(), batch.ends_on)})
    return batch_page(
        "trainings/certificates.html",
        batch,
        "certificates",
        status,
        people=people,
        form=form,
        verdicts=verdicts,
        numbers_of=certificate_numbers(batch, here),
        passed=[one for one in here if one.enrolment.state == "passed"],
        days_left=sum(one.on > today() for one in batch.sessions),
        back=request.path,
    )
