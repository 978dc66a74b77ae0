"""/applicants: the list, its counts, its columns, its file; and the search at the top of every page."""

from urllib.parse import parse_qsl

from flask import make_response, redirect, request, url_for
from flask_login import current_user

from serang.accounts import operations as accounts_changed
from serang.accounts import queries as accounts
from serang.applicants import queries, words
from serang.applicants.routes.cells import Look
from serang.applicants.routes.frame import KEY, VIEWS, Asked, asked, bp, officers
from serang.applicants.sheet import export as sheets
from serang.audit import operations as audit
from serang.i18n import number
from serang.settings import queries as settings
from serang.settings import words as codes
from serang.web.clock import now, today
from serang.web.guard import allow, may
from serang.web.page import fragment, page
from serang.web.session import afterwards


@bp.get("/applicants")
@allow("applicants.read")
def index():
    """People by filters, in an order, page by page; the address holds the whole view."""
    if set(request.args) == {"view"} and (query := _query_of(request.args["view"])):
        return redirect(_address(query, request.args["view"]), 303)
    wanted = asked()
    found = wanted.find()
    _note_opening(wanted, len(found.rows))
    return page(
        "applicants/index.html",
        asked=wanted,
        found=found,
        tabs=_tabs(wanted),
        twin_count=queries.twins.count() if may("applicants.merge") else 0,
        numbered=number,
        columns=wanted.columns,
        look=Look(),
    )


@bp.get("/applicants/facets")
@allow("applicants.read")
def facets():
    """The filters with the number of people beside each choice, given the other filters."""
    wanted = asked()
    who = {"reader": current_user, "on": today()}
    counts = queries.facets(wanted.filters, **who)
    counts |= queries.own_facets(wanted.filters, counts, **who)
    return page("applicants/filters.html", asked=wanted, choices=_choices(), counts=counts, numbered=number)


@bp.get("/applicants/views/counts")
@allow("applicants.read")
def view_counts():
    """The tabs with the number of people in each."""
    wanted = asked()
    return fragment(
        "applicants/_tabs.html",
        asked=wanted,
        tabs=[(*tab[:3], queries.count(Asked.of_query(tab[3]).filters, reader=current_user, on=today())) for tab in _tabs(wanted)],
        numbered=number,
    )


@bp.get("/applicants/columns")
@allow("applicants.read")
def choose_columns():
    """The columns there are, those on the list ticked."""
    return page("applicants/columns.html", asked=asked(), all_columns=_all_columns())


@bp.post("/applicants/columns")
@allow("applicants.read")
def columns():
    """Which columns the reader sees: kept for the account, or in the address when it names its own."""
    wanted = Asked.of_query(request.form.get("query", ""))
    chosen = queries.shown_to(current_user, request.form.getlist("columns"))
    if wanted.own_columns:
        return redirect(wanted.url(columns=",".join(chosen)), 303)
    accounts_changed.set_preferences(current_user, columns={**current_user.columns, KEY: chosen})
    return redirect(wanted.url(), 303)


@bp.get("/applicants.xlsx")
@allow("applicants.export")
def export():
    """What the screen shows, all pages of it, as a workbook; noted as an opening."""
    wanted, at, reader = asked(), now(), current_user.id
    content, count = sheets.workbook(
        wanted.filters, sort=wanted.sort, columns=wanted.columns, reader=current_user, on=today(), officers=officers()
    )
    afterwards(lambda: audit.opened("export", account_id=reader, at=at, count=count, columns=list(wanted.columns)))
    answer = make_response(content)
    answer.mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer.headers.set("Content-Disposition", "attachment", filename=f"pelamar-{today():%Y-%m-%d}.xlsx")
    return answer


@bp.get("/search")
@allow("applicants.read")
def search():
    """The search at the top: opens the person on a single hit, else the list."""
    q = request.args.get("q", "").strip()[:200]
    found = queries.options(q, current_user, limit=2)
    if len(found) == 1:
        return redirect(url_for("applicants.show", id=found[0].id), 303)
    return redirect(url_for("applicants.index", q=q or None), 303)


def _tabs(wanted: Asked) -> list[tuple[str, str, bool, str]]:
    """(words, address, active, query) of the built-in views and the saved ones."""
    built_in = [(code, words.VIEWS[code](), query) for code, query in VIEWS.items()]
    saved = [(str(view.id), view.name, view.query) for view in queries.views_of(current_user)]
    here = wanted.view or next((code for code, query in VIEWS.items() if _same(query, wanted)), "all")
    return [(name, _address(query, code), code == here, query) for code, name, query in [*built_in, *saved]]


def _same(query: str, wanted: Asked) -> bool:
    return sorted(parse_qsl(query)) == sorted(wanted.filter_pairs())


def _query_of(view: str) -> str:
    """The list that a view stands for. Raises Missing for a saved one the reader does not see."""
    return queries.view(int(view), current_user).query if view.isdigit() and len(view) < 10 else VIEWS.get(view, "")


def _address(query: str, view: str) -> str:
    return f"{url_for('applicants.index')}?{query}{'&' if query else ''}view={view}"


def _choices() -> list[tuple[str, str, list[tuple[str, str]], int]]:
    """(name, title, (value, word) pairs, how many unfolded) of each facet."""
    people = [(str(number), name) for number, name in accounts.officers()]
    return [
        ("stage", words.FACETS["stage"](), words.stages(), 12),
        ("state", words.FACETS["state"](), words.pairs(words.STATES), 4),
        ("papers", words.FACETS["papers"](), words.pairs(words.PAPERS), 4),
        ("kecamatan", words.FACETS["kecamatan"](), settings.kecamatan(), 6),
        ("sex", words.FACETS["sex"](), words.sex_choices(), 2),
        ("education", words.FACETS["education"](), words.education_choices(), 4),
        ("officer", words.FACETS["officer"](), people, 3),
        ("occupation", words.FACETS["occupation"](), codes.choices("occupation"), 0),
        *((field.slot, codes.label(field), words.own_pairs(field), 4) for field in settings.own_fields()),
    ]


def _all_columns() -> list[tuple[str, str]]:
    headings = words.columns()
    return [(name, headings[name]()) for name in queries.shown_to(current_user, headings)]


def _note_opening(wanted: Asked, count: int):
    """Whole identity numbers on the screen are written down."""
    if "nik_full" in wanted.columns and may("applicants.identity") and count:
        at, reader = now(), current_user.id
        afterwards(lambda: audit.opened("nik_list", account_id=reader, at=at, count=count))
