"""Attendance of a class and its marks: one page each, one POST each."""

from datetime import timedelta
from types import SimpleNamespace

from flask import request, url_for
from flask_login import current_user

from serang.common.rules import days
from serang.i18n import _, day, moment, ngettext
from serang.trainings import operations, queries, sheet, words
from serang.trainings.forms import PasteForm, read_marks, read_register
from serang.trainings.operations import Clash
from serang.trainings.routes.frame import batch_page, bp, demand_attend, done, get, may_attend
from serang.trainings.rules import marks
from serang.trainings.rules.sessions import nearest, week_of
from serang.web.clock import now, today
from serang.web.guard import allow

WEEKS = {"week": 1, "fortnight": 2, "month": 4}


@bp.get("/trainings/<int:id>")
@allow("trainings.read")
def show(id):
    """Attendance by day with the marks beside it; `propose=H` fills the empty cells of the day, unsaved."""
    return _register(get(id))


@bp.post("/trainings/<int:id>/attendance")
@allow("trainings.attend")
def save_register(id):
    """The letters of the page; a wrong letter stores nothing, a cell changed by two people shows both."""
    batch = get(id)
    demand_attend(batch)
    cells, typed, wrong = read_register(request.form)
    typed = _touched(cells, typed, wrong)
    if wrong:
        return _register(batch, 422, typed=typed, wrong=wrong)
    try:
        n = operations.save_register(batch, cells, on=today(), at=now(), account_id=current_user.id)
    except Clash as clash:
        return _register(batch, 409, typed=typed, clash=_clash(batch, clash, "mark", cells, _letter_shown))
    return done(
        ngettext("Kehadiran disimpan, %(num)s isian.", "Kehadiran disimpan, %(num)s isian.", n) if n else _("Tidak ada yang berubah."),
        url_for("trainings.show", id=id, **_window_asked()),
    )


@bp.get("/trainings/<int:id>/marks")
@allow("trainings.read")
def show_marks(id):
    """Marks of the class."""
    return _marks(get(id))


@bp.post("/trainings/<int:id>/marks")
@allow("trainings.attend")
def save_marks(id):
    """The marks of the page; one out of range stores nothing and stays on the page."""
    batch = get(id)
    demand_attend(batch)
    cells, typed, wrong = read_marks(request.form, {one.id: one.maximum for one in batch.assessments})
    typed = _touched(cells, typed, wrong)
    if wrong:
        return _marks(batch, 422, typed=typed, wrong=wrong)
    try:
        n = operations.save_marks(batch, cells)
    except Clash as clash:
        return _marks(batch, 409, typed=typed, clash=_clash(batch, clash, "score", cells, words.mark))
    return done(
        ngettext("Nilai disimpan, %(num)s isian.", "Nilai disimpan, %(num)s isian.", n) if n else _("Tidak ada yang berubah."),
        url_for("trainings.show_marks", id=id),
    )


@bp.post("/trainings/<int:id>/marks/paste")
@allow("trainings.attend")
def paste_marks(id):
    """Marks of one assessment copied from a sheet: all of them, or none and what is wrong."""
    batch = get(id)
    demand_attend(batch)
    form = _paste_form(batch)
    if not form.validate():
        return _marks(batch, 422, paste=form)
    assessment = next(one for one in batch.assessments if str(one.id) == form.assessment.data)
    read = sheet.read_pasted(form.pasted.data, assessment, queries.class_of(batch))
    if read.wrong:
        form.pasted.errors = [_("Baris %(n)s: %(why)s", n=n, why=why) for n, why in read.wrong[:10]]
        return _marks(batch, 422, paste=form)
    n = operations.save_marks(batch, read.cells)
    return done(
        ngettext("%(name)s: %(num)s nilai disimpan.", "%(name)s: %(num)s nilai disimpan.", n, name=assessment.name),
        url_for("trainings.show_marks", id=id),
    )


def _register(batch, status=200, *, typed=None, wrong=None, clash=None):
    people = queries.class_of(batch)
    window = _window(batch)
    day_to_fill = next((one for one in window.sessions if one.on == window.fill_on), None)
    proposed = set()
    if request.args.get("propose") == "H" and day_to_fill and may_attend(batch) and batch.state != "finished":
        proposed = {
            (one.enrolment.id, day_to_fill.id) for one in people if one.enrolment.state == "enrolled" and day_to_fill.id not in one.letters
        }
    return batch_page(
        "trainings/show.html",
        batch,
        "show",
        status,
        people=people,
        window=window,
        today=today(),
        typed=typed or {},
        proposed=proposed,
        wrong=wrong or {},
        errors=_wrong_letters(people, window, wrong or {}),
        clash=clash,
        saved=_last_saved(window.sessions),
        fill=day_to_fill,
    )


def _marks(batch, status=200, *, typed=None, wrong=None, clash=None, paste=None):
    people = queries.class_of(batch)
    return batch_page(
        "trainings/marks.html",
        batch,
        "show",
        status,
        people=people,
        typed=typed or {},
        wrong=wrong or {},
        errors=_wrong_marks(batch, people, wrong or {}),
        clash=clash,
        paste=paste or _paste_form(batch, fresh=True),
        show_mark=marks.show,
    )


def _touched(cells, typed, wrong):
    """What was typed into cells that were changed here; the others show what is stored."""
    return {
        place: text for place, text in typed.items() if place in wrong or not cells[place].known or cells[place].typed != cells[place].base
    }


def _window_asked():
    return {name: request.values[name] for name in ("span", "from") if request.values.get(name)}


def _window(batch):
    """The sessions on the page: a day, a week, two or four, around the day asked for or the nearest to today."""
    span = request.values.get("span") if request.values.get("span") in (*WEEKS, "day") else "fortnight"
    on = _asked_day() or nearest([one.on for one in batch.sessions], today()) or batch.starts_on
    first, last = (on, on) if span == "day" else week_of(on, WEEKS[span])
    step = timedelta(days=(last - first).days + 1)
    to = {"previous": on - step, "next": on + step}
    if span == "day":
        dates = sorted(one.on for one in batch.sessions)
        to = {
            "previous": max((one for one in dates if one < on), default=None),
            "next": min((one for one in dates if one > on), default=None),
        }
    else:
        to = {
            "previous": to["previous"] if first > batch.starts_on else None,
            "next": to["next"] if last < batch.ends_on else None,
        }
    sessions = [one for one in batch.sessions if first <= one.on <= last]
    fill_on = today() if any(one.on == today() for one in sessions) else (on if span == "day" and on <= today() else None)
    return SimpleNamespace(span=span, on=on, first=first, last=last, sessions=sessions, fill_on=fill_on, **to)


def _asked_day():
    try:
        return days.parse_day(request.values.get("from", ""), today=today())
    except days.NotADay:
        return None


def _last_saved(sessions):
    """`08.14, Rina` of the newest register on the page, with the day when it was not today."""
    saved = max((one for one in sessions if one.saved_at), key=lambda one: one.saved_at, default=None)
    if saved is None:
        return ""
    when = _when(saved.saved_at)
    return f"{when}, {saved.saved_by.name}" if saved.saved_by else when


def _wrong_letters(people, window, wrong):
    dates, names = {one.id: day(one.on, "d MMMM") for one in window.sessions}, _names(people)
    return [
        (
            f"#mark-{person}-{session}",
            _(
                "%(name)s, %(day)s: isi H, S, I, atau A, bukan “%(typed)s”",
                name=names.get(person, "?"),
                day=dates.get(session, "?"),
                typed=typed[:10],
            ),
        )
        for (person, session), typed in wrong.items()
    ]


def _wrong_marks(batch, people, wrong):
    parts, names = {one.id: one for one in batch.assessments}, _names(people)
    return [
        (
            f"#score-{person}-{one}",
            _(
                "%(name)s, %(part)s: “%(typed)s” bukan nilai antara 0 dan %(most)s",
                name=names.get(person, "?"),
                part=parts[one].name,
                typed=typed[:10],
                most=parts[one].maximum,
            ),
        )
        for (person, one), typed in wrong.items()
        if one in parts
    ]


def _names(people):
    return {one.enrolment.id: one.person.full_name for one in people}


def _clash(batch, clash, prefix, cells, shown):
    """What the choice between two people's cells needs: rows with both values, and the rest of the page sent again."""
    names = _names(queries.class_of(batch))
    columns = (
        {one.id: day(one.on, "d MMM") for one in batch.sessions} if prefix == "mark" else {one.id: one.name for one in batch.assessments}
    )
    rows, values = [], _window_asked()
    for (person, column), (stored, typed) in clash.cells.items():
        rows.append(
            {
                "name": f"{names[person]}, {columns[column]}",
                "field": f"{prefix}-{person}-{column}",
                "stored": shown(stored),
                "typed": shown(typed),
                "stored_value": _as_typed(stored),
                "typed_value": _as_typed(typed),
            }
        )
        values[f"base-{person}-{column}"] = _as_typed(stored)
    for (person, column), cell in cells.items():
        if (person, column) not in clash.cells and cell.typed != cell.base:
            values |= {
                f"{prefix}-{person}-{column}": _as_typed(cell.typed),
                f"base-{person}-{column}": _as_typed(cell.base),
            }
    who, at = queries.last_hand(batch, clash.cells, prefix)
    return SimpleNamespace(rows=rows, values=values, who=who or _("Orang lain"), at=_when(at) if at else "")


def _when(at):
    """The time, with the day when it was not today."""
    return moment(at).removeprefix(day(today())).strip()


def _as_typed(value):
    return marks.show(value) if isinstance(value, float | int) else (value or "")


def _letter_shown(letter):
    return f"{letter} ({words.letter(letter)})" if letter else words.letter("")


def _paste_form(batch, fresh=False):
    form = PasteForm(None) if fresh else PasteForm()
    form.assessment.offer([(one.id, one.name) for one in batch.assessments], blank=False)
    return form
