"""What the pages of papers share: the page of a person's papers, keeping a file, how an act ends."""

from flask import Blueprint, redirect, url_for
from flask_login import current_user

from serang import files
from serang.audit.operations import act_id
from serang.common.rules.reasons import Reason
from serang.common.words import say
from serang.documents import operations, queries, rules, words
from serang.documents.forms import ScansForm
from serang.web.clock import today
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("documents", __name__)


@bp.after_app_request
def refresh(answer):
    """Before the transaction is kept: how the papers of whoever was touched stand now."""
    if answer.status_code < 400:
        operations.refresh_stale(today())
    return answer


def person_page(applicant, status=200, *, form=None, of=None, act="add", scans_form=None):
    """The papers of a person, with the form of one in use (`act` add, renew or change, `of` the paper meant)."""
    on = today()
    return page(
        "documents/of_applicant.html",
        status,
        applicant=applicant,
        papers=queries.states(applicant, on, reader=current_user),
        differences=queries.agreement(applicant, on),
        paper_words=words,
        paper_form=form,
        paper_of=of,
        paper_act=act,
        scans_form=scans_form or ScansForm(formdata=None),
        on=on,
    )


def keep(upload) -> files.Kept:
    """Keep a file that was sent, once its name fits its content. Raises BadFile."""
    name = rules.plain_name(upload.filename)
    kept = files.keep_scan(upload.stream)
    if not rules.fits(upload.filename, kept.name.rpartition(".")[2]):
        raise files.BadFile("file_ending", name=name)
    return kept


def trouble(error: files.BadFile) -> str:
    """Why a file was not kept."""
    return say(Reason(error.code, **error.values))


def done(applicant_id: int, text: str, back: str | None = None):
    """Say it, with the way back, and show the papers of the person (or that page) again."""
    back = back or url_for("documents.of_person", id=applicant_id)
    toast(text, undo=url_for("audit.undo", id=act_id(), next=back) if act_id() else None)
    return redirect(back, 303)
