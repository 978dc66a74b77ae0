"""On the terminal: bring a list of people in."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from serang.applicants import sheet as applicants
from serang.common.refusals import Refusal
from serang.common.words import say
from serang.db import db, reading
from serang.exchange import operations, queries, words
from serang.exchange.rules import offer as lists
from serang.exchange.rules import stored
from serang.exchange.rules.guess import mapping
from serang.exchange.rules.plan import CHANGED, NEW, REFUSED, VERDICTS
from serang.exchange.rules.turned import upright
from serang.i18n import _
from serang.sheets.cells import Unreadable
from serang.sheets.read import read
from serang.web.clock import now, today

group = AppGroup("exchange", help="Lists that come in from spreadsheets.")


@group.command("applicants")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", "write", is_flag=True, help="Write new and changed people; without it nothing is stored.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bring_in(file, write, as_json):
    """Try out a list of people (xlsx, xls, ods, csv), and with --apply write it."""
    try:
        book = read(file, file.name)
        answer = _apply(file.name, book) if write else _look(book)
    except (Unreadable, Refusal, OSError) as no:
        db.session.rollback()
        _refuse(_why(no, file), as_json)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _told(answer))


def _look(book) -> dict:
    """The dry run, straight from the file; nothing is kept."""
    offer = applicants.people()
    sheets = [upright(sheet, offer.columns) for sheet in book.sheets]
    with reading():
        found = lists.tables(sheets, offer)
        chosen = lists.first_choice(found)
        means = mapping(queries.guesses(found[chosen[0]], offer)) if chosen else {}
        run = queries.dry_run({at: sheets[at] for at in chosen}, means, offer, on=today())
        db.session.rollback()
    rows = [{"row": one.row, **stored.written(one)} for one in run.plan.rows]
    return _answer(run.plan.counts, rows, [sheet.name for sheet in sheets], applied=False)


def _apply(name, book) -> dict:
    """As on the screen: kept, tried out, written in one transaction."""
    offer = applicants.people()
    run = operations.begin("applicants", name, account_id=None, at=now())
    operations.keep(run, book, offer, between=_go_on)
    operations.try_out(run, offer, on=today(), between=_go_on)
    if run.counts[NEW] + run.counts[CHANGED]:
        _write(run, offer)
    rows = [{"row": row.number, "verdict": row.verdict, "problems": row.problems, "changes": row.changes}
            for row in queries.every_row(run)]  # fmt: skip
    counts = {verdict: run.counts[verdict] for verdict in VERDICTS}
    answer = _answer(counts, rows, [sheet["name"] for sheet in run.sheets], applied=run.state == "applied", number=run.id)
    if run.state != "applied":
        operations.cancel(run)
    db.session.commit()
    return answer


def _write(run, offer):
    for _time in range(3):  # people may be edited between the dry run and the writing
        operations.apply(run, offer, plan_no=run.plan_no, account_id=None, at=now(), on=today(), between=_go_on)
        if run.state == "applied":
            break
    db.session.commit()


def _go_on(done, total, step=""):
    db.session.commit()


def _answer(counts, rows, sheets, *, applied, number=None) -> dict:
    told = [_row(row, sheets) for row in rows]
    return {**counts, "warned": sum(bool(row["warnings"]) and row["verdict"] != REFUSED for row in told), "applied": applied,
            "import": number, "rows": told}  # fmt: skip


def _row(row, sheets) -> dict:
    at, number = lists.place(row["row"])
    said = {fault: [_sentence(one) for one in row["problems"] if one["fault"] == fault] for fault in (True, False)}
    return {"row": number, **({"sheet": sheets[at]} if len(sheets) > 1 else {}), "verdict": row["verdict"],
            "reasons": said[True], "warnings": said[False], "changes": [change[0] for change in row["changes"]]}  # fmt: skip


def _sentence(one) -> str:
    label = words.label(words.field_of(one))
    return f"{label}: {words.problem(one)}" if label else words.problem(one)


def _told(answer) -> str:
    lines = [_("%(new)s baru, %(changed)s diperbarui, %(same)s tetap, %(refused)s ditolak.", **{name: answer[name] for name in VERDICTS})]
    lines += [_("Baris %(row)s ditolak: %(why)s", row=row["row"], why=" ".join(row["reasons"])) for row in answer["rows"] if row["reasons"]]
    lines.append(_("Disimpan sebagai impor #%(n)s.", n=answer["import"]) if answer["applied"] else _("Belum ada yang disimpan."))
    return "\n".join(lines)


def _why(no, file) -> str:
    if isinstance(no, Unreadable):
        return words.say_code(no.code, **no.values)
    if isinstance(no, Refusal):
        return say(no.reason)
    return _("Berkas %(name)s tidak dapat dibuka.", name=file)


def _refuse(why, as_json):
    if as_json:
        click.echo(json.dumps({"error": why}, ensure_ascii=False))
    click.echo(why, err=True)
    raise SystemExit(1)
