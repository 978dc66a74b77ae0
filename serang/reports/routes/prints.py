"""On paper: the summary of one person or of many, the name list of an order; as a page to print and as PDF."""

import secrets
from dataclasses import replace
from urllib.parse import parse_qsl

from flask import Response, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from serang import files
from serang.applicants import queries as applicants
from serang.applicants.forms import SearchForm
from serang.applicants.rules import MOST_PRINTED
from serang.audit.operations import opened, opened_of
from serang.common.refusals import Conflict, Missing
from serang.common.rules import sheetpage
from serang.reports import queries
from serang.reports.routes.frame import bp
from serang.reports.words import choices, nominative, summary
from serang.reports.words.closing import Print, settings
from serang.reports.words.speech import Speech
from serang.settings.queries import office
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import number_in_address, page
from serang.web.printing import pdf, qr
from serang.web.session import afterwards

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@bp.get("/applicants/<int:id>/print")
@allow("applicants.print")
def print_one(id):
    """The summary of one person, to look at and print."""
    return _summary_page([id], "reports.print_one", {"id": id}, url_for("applicants.show", id=id))


@bp.get("/applicants/<int:id>/print.pdf")
@allow("applicants.print")
def print_one_pdf(id):
    """The same as PDF."""
    return _summary_pdf([id])


@bp.get("/applicants/print")
@allow("applicants.print")
def print_many():
    """The summaries of those chosen in the list, one page each."""
    query = request.args.get("query", "")
    back = url_for("applicants.index") + (f"?{query}" if query else "")
    return _summary_page(_chosen(), "reports.print_many", _selection(), back)


@bp.get("/applicants/print.pdf")
@allow("applicants.print")
def print_many_pdf():
    """The same as one PDF."""
    return _summary_pdf(_chosen())


@bp.get("/orders/<int:id>/nominative")
@allow("orders.print")
def name_list(id):
    """The name list of an order, to look at and print."""
    chosen, data = _list_data(id)
    return page(
        "orders/nominative.html",
        sheet=data,
        qrs=_drawn({nominative.QR: data["code"]}),
        back_url=url_for("orders.show", id=id),
        choice_groups=_groups(chosen, "reports.name_list", {"id": id}, ("ink_saving",)),
        pdf_url=_address("reports.name_list_pdf", {"id": id}, chosen),
    )


@bp.get("/orders/<int:id>/nominative.pdf")
@allow("orders.print")
def name_list_pdf(id):
    """The same as PDF."""
    _choices, data = _list_data(id)
    return _file(pdf("orders/nominative.typ", data, {nominative.QR: qr(data["code"])}), data["list"]["number"])


def _summary_page(ids, endpoint, kept, back):
    chosen, data, codes, photos = _summary_data(ids)
    ticks = ("photo", "full_nik", "ink_saving") if may("applicants.identity") else ("photo", "ink_saving")
    shown = {name: url_for("applicants.picture", id=person.id, v=person.photo[:8]) for name, (person, _content) in photos.items()}
    return page(
        "applicants/print.html",
        sheet=data,
        photos=shown,
        qrs=_drawn(codes),
        back_url=back,
        choice_groups=_groups(chosen, endpoint, kept, ticks),
        pdf_url=_address(f"{endpoint}_pdf", kept, chosen),
    )


def _summary_pdf(ids):
    _choices, data, codes, photos = _summary_data(ids)
    pictures = {name: content for name, (_person, content) in photos.items()} | {name: qr(text) for name, text in codes.items()}
    return _file(
        pdf("applicants/summary.typ", data, pictures),
        data["people"][0]["number"] if len(data["people"]) == 1 else f"{len(data['people'])}-orang",
    )


def _summary_data(ids):
    """The choices, the plain data of the sheets, what each square code says, and the photos; the print is noted."""
    found = queries.printed(ids, current_user)
    if not found:
        raise Missing("no_applicant")
    chosen, of = _choices_asked(), _print()
    photos = _photos(found) if chosen.photo else {}
    pages = [summary.page(one, chosen, of, photo=summary.photo_name(one.person) in photos) for one in found]
    _note("applicants.print", [one.person.id for one in found], of, **({"full_nik": True} if chosen.full_nik else {}))
    codes = {summary.qr_name(one.person): summary.qr_text(one.person, of) for one in found}
    return chosen, sheetpage.sheet(pages, **settings(Speech(chosen.language), chosen, of)), codes, photos


def _list_data(id):
    """The choices and the plain data of an order's list; the print is noted."""
    on = today()
    found, of = queries.listed(id, current_user, on), _print()
    chosen = replace(_choices_asked(), photo=False, full_nik=False)
    chosen = chosen if "lang" in request.args else replace(chosen, language="id")
    data = sheetpage.name_list(
        nominative.name_list(found, chosen, of, sees_health=may("applicants.health")),
        **settings(Speech(chosen.language), chosen, of),
    )
    _note("orders.nominative", [one.person.id for one in found.people], of, order=found.order.number)
    return chosen, data | {"code": nominative.qr_text(found.order, of)}


def _choices_asked():
    """What was chosen; the full NIK only for who may see it."""
    chosen = sheetpage.choices(request.args)
    return replace(chosen, full_nik=chosen.full_nik and may("applicants.identity"))


def _chosen():
    """The people of a print: those named, or all that the list finds. Raises Conflict for nobody and for too many."""
    if request.args.get("all") == "1":
        filters = SearchForm(MultiDict(parse_qsl(request.args.get("query", "")))).filters
        total = applicants.count(filters, reader=current_user, on=today())
        ids = applicants.ids(filters, reader=current_user, on=today(), limit=MOST_PRINTED)
    else:
        ids = applicants.among(request.args.getlist("ids", type=number_in_address), current_user)
        total = len(ids)
    if not ids:
        raise Conflict("nobody_chosen")
    if total > MOST_PRINTED:
        raise Conflict("too_many_to_print", most=MOST_PRINTED, asked=total)
    return ids


def _selection():
    """What names the people in the address, to be kept in its links."""
    if request.args.get("all") == "1":
        return {"all": 1, "query": request.args.get("query", "")}
    return {"ids": request.args.getlist("ids", type=number_in_address)}


def _photos(found):
    """Name to person and content; a photo whose file is lost leaves its frame empty."""
    kept = {}
    for one in found:
        if one.person.photo:
            try:
                kept[summary.photo_name(one.person)] = one.person, files.fetch(one.person.photo)
            except files.GoneFile:
                continue
    return kept


def _print():
    part = ["".join(secrets.choice(LETTERS) for _at in range(4)) for _part in range(2)]
    return Print(office(), current_user.name, today(), now(), "-".join(part))


def _note(what, people, of, **facts):
    """Write down the print and whom it shows, each with the check code."""
    who, at = current_user.id, now()
    afterwards(lambda: opened(what, account_id=who, at=at, code=of.code, people=len(people), **facts))
    afterwards(lambda: opened_of(what, people, account_id=who, at=at, code=of.code, **facts))


def _groups(chosen, endpoint, kept, ticks):
    return choices.groups(chosen, lambda other: _address(endpoint, kept, other), ticks=ticks)


def _address(endpoint, kept, chosen):
    return url_for(endpoint, **kept, **sheetpage.as_args(chosen))


def _drawn(codes):
    return {name: Markup(qr(text).decode()) for name, text in codes.items()}


def _file(content, name):
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf".replace("/", "-"))
    return answer
