"""What every page of a batch shows around its section, and who may work in it."""

from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Blueprint, redirect, url_for
from flask_login import current_user

from serang.audit.operations import act_id
from serang.common.refusals import Forbidden
from serang.i18n import _
from serang.trainings import queries, words
from serang.web.clock import today
from serang.web.forms import newer, show_newer
from serang.web.guard import may
from serang.web.page import page
from serang.web.toasts import toast

bp = Blueprint("trainings", __name__)


def batch_page(template: str, batch, section: str, status: int = 200, people=None, **values):
    """A section of a batch with head, numbers and tabs."""
    people = queries.class_of(batch) if people is None else people
    return page(
        template,
        status,
        batch=batch,
        people=people,
        section=section,
        tabs=_tabs(batch, section, people),
        words=words,
        numbers=queries.summary(people),
        today_line=_today(batch, people),
        open_for_work=batch.state in ("planned", "running"),
        may_attend=may_attend(batch),
        may_edit=may("trainings.edit"),
        progress=_progress(batch),
        **values,
    )


def may_attend(batch) -> bool:
    """Whether the reader enters attendance and marks here."""
    return may("trainings.attend") and queries.attends(batch, current_user)


def demand_attend(batch):
    """Raise Forbidden unless the reader enters attendance and marks here."""
    if not may_attend(batch):
        raise Forbidden("not_your_batch")


def get(id):
    """The batch of the address, as far as the reader sees it."""
    return queries.get(id, current_user)


def done(text, back):
    """Say what was done, with the way to take it back, and go on to that page."""
    undo = None
    if act_id() and may("audit.undo"):
        undo = f"{url_for('audit.undo', id=act_id())}?{urlencode({'next': back})}"
    toast(text, undo=undo)
    return redirect(back, 303)


def _tabs(batch, section, people):
    sections = [
        ("show", _("Kehadiran dan nilai"), None),
        ("participants", _("Peserta"), sum(one.takes_part for one in people)),
        ("schedule", _("Jadwal"), None),
        ("certificates", _("Sertifikat"), None),
    ]
    return [(text, url_for(f"trainings.{name}", id=batch.id), name == section, number) for name, text, number in sections]


def _today(batch, people):
    """Of a day of the batch: how many are marked, by letter; None when the batch does not meet that day."""
    session = next((one for one in batch.sessions if one.on == today()), None)
    here = [one for one in people if one.takes_part]
    if session is None or not here:
        return None
    letters = [one.letters.get(session.id, "") for one in here]
    return SimpleNamespace(on=session.on, total=len(here), filled=sum(map(bool, letters)), **{mark: letters.count(mark) for mark in "HSIA"})


def _progress(batch):
    """`hari 31 dari 40` of a running batch."""
    past = sum(one.on <= today() for one in batch.sessions)
    return _("hari %(n)s dari %(total)s", n=past, total=len(batch.sessions)) if batch.state == "running" and past else ""


def show_clash(form, stored, version, *, fields, kept):
    """What somebody else stored meanwhile, in and beside the fields; what has no field of its own is said beside the first."""
    form.version.data = version
    show_newer(form, stored, [name for name in fields if name in form], [name for name in kept if name in form])
    if any(name not in form for name in fields):
        first = next(iter(form))
        first.errors = [*first.errors, newer("…")]
