"""What the pages of applicants share: the list as its address asks for it, and who was chosen for an act on many."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, g, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from serang.accounts import queries as accounts
from serang.applicants import queries, words
from serang.applicants.forms import SearchForm
from serang.web.clock import today
from serang.web.guard import may
from serang.web.page import number_in_address

bp = Blueprint("applicants", __name__)
KEY = "applicants"
COLUMNS = ("age", "kecamatan", "stage", "eps", "papers", "phone", "officer")
OF_ONE = {"applicants.show", "applicants.edit", "applicants.update"}
VIEWS = {
    "all": "",
    "ready": "stage=ready&state=active",
    "papers": "papers=soon&papers=expired&state=active",
    "photo": "photo=no&state=active",
    "mine": "officer=me&state=active",
}


bp.add_app_template_filter(words.sex_letter, "sex_letter")


@bp.url_defaults
def keep_place(endpoint: str, values: dict):
    """Addresses of the same person keep the list one came from and the place in it."""
    if endpoint in OF_ONE and not request.args.keys().isdisjoint(("list", "at")) and values.get("id") == request.view_args.get("id"):
        values.setdefault("list", request.args.get("list"))
        values.setdefault("at", request.args.get("at"))


class Asked:
    """A list as its address asks for it: filters, order, columns, view, place."""

    def __init__(self, args: MultiDict):
        self._paths: dict[str, str] = {}
        self.form = SearchForm(args)
        self.filters = self.form.filters
        sort = args.get("sort", "")
        self.sort = sort if sort.lstrip("-") in queries.SORTS else "name"
        self.size = args.get("size", 25, type=int) if args.get("size", type=int) in queries.SIZES else queries.SIZES[0]
        self.view = args.get("view", "")[:20]
        self.page = min(args.get("page", 1, type=int) or 1, 1_000_000)
        self.after, self.before = args.get("after"), args.get("before")
        asked = [name for part in args.getlist("columns") for name in part.split(",")]
        self.own_columns = queries.shown_to(current_user, asked)
        self.columns = self.own_columns or queries.shown_to(current_user, current_user.columns.get(KEY) or COLUMNS)

    @classmethod
    def of_query(cls, query: str) -> "Asked":
        """The list of a query string."""
        return cls(MultiDict(parse_qsl(query)))

    def pairs(self, without: tuple[str, str] | None = None, *, filters=True, **changes) -> list[tuple[str, str]]:
        """Names and values of the address, without one filter value, or with other order, size and so on."""
        kept = self.filter_pairs(without) if filters else []
        other = {
            "sort": self.sort if self.sort != "name" else "",
            "size": self.size if self.size != queries.SIZES[0] else "",
            "columns": ",".join(self.own_columns),
            "view": self.view,
        } | changes
        return kept + [(name, str(value)) for name, value in other.items() if value]

    def filter_pairs(self, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """Only what narrows the list."""
        kept = [
            (name, str(one)) for name, value in self.filters.active.items() for one in (value if isinstance(value, tuple) else (value,))
        ]
        return [pair for pair in kept if pair != without]

    def url(self, without: tuple[str, str] | None = None, *, endpoint="applicants.index", **changes) -> str:
        """The address of this list, changed so."""
        pairs = self.pairs(without, **changes)
        if endpoint not in self._paths:
            self._paths[endpoint] = url_for(endpoint)
        return self._paths[endpoint] + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def query(self) -> str:
        """The filters, order and columns as a query string."""
        return urlencode(self.pairs(view="", size=""))

    @property
    def selection(self) -> str:
        """What ticks belong to: the filters."""
        return urlencode(sorted(self.filter_pairs()))

    def find(self):
        """The page of the list."""
        return queries.find(
            self.filters,
            reader=current_user,
            on=today(),
            sort=self.sort,
            columns=self.columns,
            size=self.size,
            page=self.page,
            after=self.after,
            before=self.before,
        )

    sortable = frozenset(queries.SORTS)

    def sort_url(self, order: str) -> str:
        """The address of this list in that order."""
        return self.url(sort=order)

    def sizes(self) -> list[tuple[int, str, bool]]:
        """(number of rows, address, active) for the pager."""
        return [(size, self.url(size=size), size == self.size) for size in queries.SIZES]

    @property
    def advice(self) -> str:
        """What to try when nobody was found."""
        return words.advice(self.filters.q, sees_identity=may("applicants.identity"))

    def chips(self) -> list[tuple[str, str]]:
        """Each filter in words, with the address without it."""
        return [(words.chip(name, value, officers()), self.url((name, value))) for name, value in self.filter_pairs()]


def asked() -> Asked:
    """The list that this request's address asks for."""
    return Asked(request.args)


def chosen_ids() -> list[int]:
    """The people of an act on many whom the reader may see: those ticked, or all that the list's address finds."""
    if request.form.get("all") == "1":
        return queries.ids(Asked.of_query(request.form.get("query", "")).filters, reader=current_user, on=today())
    return queries.among(request.form.getlist("ids", type=number_in_address), current_user)


def officers() -> dict[str, str]:
    """The names of all accounts, by number in writing."""
    if "officers" not in g:
        g.officers = {str(account_id): name for account_id, name in accounts.everyones_names()}
    return g.officers
