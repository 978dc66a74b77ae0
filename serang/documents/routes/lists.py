"""/documents: who must do what about which paper, by urgency; the same printed with phone numbers."""

from urllib.parse import urlencode

from flask import request, url_for
from flask_login import current_user

from serang.applicants import words as people
from serang.audit.operations import opened
from serang.documents import queries, words
from serang.documents.forms import FilterForm
from serang.documents.routes.frame import bp
from serang.web.clock import now, today
from serang.web.guard import allow
from serang.web.page import fragment, page
from serang.web.session import afterwards

MOST_PRINTED = 2000


@bp.get("/documents")
@allow("documents.read")
def index():
    """A work list over the papers of all people."""
    form = FilterForm(request.args)
    filters, on = form.filters(current_user), today()
    found = queries.find(filters, reader=current_user, on=on, page=form.page.data or 1)
    page_no = (found.first - 1) // queries.SIZE + 1 if found.rows else 1
    return page("documents/index.html", found=found, page_no=page_no, totals={}, counts={}, **_shown(filters, on))


@bp.get("/documents/tabs")
@allow("documents.read")
def tabs():
    """The work lists with their length."""
    filters, on = FilterForm(request.args).filters(current_user), today()
    totals = queries.totals(reader=current_user, on=on)
    return fragment("documents/_tabs.html", totals=totals, **_shown(filters, on))


@bp.get("/documents/facets")
@allow("documents.read")
def facets():
    """The filters of a work list with the lines that each choice leaves."""
    filters, on = FilterForm(request.args).filters(current_user), today()
    counts = queries.counts(filters, reader=current_user, on=on)
    return fragment("documents/_counts.html", counts=counts, **_shown(filters, on))


@bp.get("/documents/print")
@allow("documents.read")
def print_list():
    """The whole list on paper; that it was printed is noted."""
    form = FilterForm(request.args)
    filters, on = form.filters(current_user), today()
    found = queries.find(filters, reader=current_user, on=on, size=MOST_PRINTED)
    reader, at, people_printed = current_user.id, now(), len(found.rows)
    afterwards(lambda: opened("paper_list", account_id=reader, at=at, list=filters.state, rows=people_printed))
    return page("documents/print.html", found=found, most=MOST_PRINTED, **_shown(filters, on))


def _shown(filters, on) -> dict:
    def address(*, endpoint="documents.index", without=(), **changes):
        pairs = [pair for pair in filters.pairs if pair[0] not in changes and pair[0] not in without]
        pairs += [(name, str(value)) for name, value in changes.items() if value]
        return f"{url_for(endpoint)}?{urlencode(pairs)}"

    return {
        "filters": filters,
        "on": on,
        "words": words,
        "people": people,
        "address": address,
        "stages": people.stages(),
        "kinds": words.kind_choices(current_user),
        "departs": queries.DEPARTS,
        "within": queries.WITHIN,
    }
