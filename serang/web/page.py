"""One convention for page and part: an address answers with the page, or with the block htmx will fill."""

from urllib.parse import urlsplit

from flask import abort, current_app, make_response, render_template, request
from htmx_flask import Htmx
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders
from werkzeug.routing import IntegerConverter

LARGEST = 2_147_483_647


class Htmx4Headers(HtmxHeaders):
    """The headers of htmx 4: `HX-Target: tbody#applicant_rows`, `HX-Request-Type: partial`."""

    @property
    def target(self) -> str | None:
        """The id of the element that will be filled."""
        return self._id("HX-Target")

    @property
    def source(self) -> str | None:
        """The id of the element that asked."""
        return self._id("HX-Source")

    @property
    def partial(self) -> bool:
        """Whether a part is asked for, not the whole page."""
        return self._headers.get("HX-Request-Type") == "partial"

    def _id(self, header):
        return self._headers.get(header, "").partition("#")[2] or None


class Request(HtmxAwareRequest):
    """The request with `htmx`; forms may have as many fields as a class register needs. A HEAD is a GET whose body is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.htmx = Htmx4Headers(self.headers)
        self.method = "GET" if self.method == "HEAD" else self.method


class NumberConverter(IntegerConverter):
    """A number in an address, no larger than a database can hold; a larger one is no address of ours (404)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max": LARGEST, **kwargs})


def number_in_address(text: str) -> int:
    """A number of the query string. Raises ValueError when it is none or too large."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def init(app):
    """Make `request.htmx` speak htmx 4, and keep numbers and letters of addresses within what a database holds."""
    Htmx(app)
    app.request_class = Request
    app.url_map.converters["int"] = NumberConverter
    app.before_request(no_nul_in_address)


def no_nul_in_address():
    """PostgreSQL holds no text with a NUL; nobody types one."""
    if "%00" in request.query_string.decode("latin-1") or "\x00" in request.path:
        abort(400)


def asks_for_part() -> bool:
    """An htmx request for a part of a page: not boosted, not a restored history."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def asks_for_whole() -> bool:
    """An htmx request whose target is the whole page."""
    return bool(request.htmx) and request.headers.get("HX-Request-Type") == "full"


def came_from() -> str:
    """The page of ours on which this request was made; empty when there is none to go back to."""
    parts = urlsplit(request.referrer or "")
    path = parts.path.removeprefix(request.script_root)
    if parts.netloc != request.host or not current_app.create_url_adapter(request).test(path, "GET"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def page(template: str, status: int = 200, **values):
    """The whole page, or only the block named like the element htmx will fill."""
    source = current_app.jinja_env.get_template(template)
    part = request.htmx.target if asks_for_part() else None
    if part in source.blocks:
        context = source.new_context(_context(values))
        answer = make_response("".join(source.blocks[part](context)) + render_template("_toasts.html", apart=True), status)
    else:
        answer = make_response(render_template(template, **values), status)
        if asks_for_part() and part:
            answer.headers["HX-Retarget"] = "body"
            answer.headers["HX-Reswap"] = "innerHTML"
    answer.vary.update(["HX-Request", "HX-Target"])
    return answer


def fragment(template: str, status: int = 200, **values):
    """A file that is a part by itself (`_row.html`), with the toasts beside it."""
    toasts = render_template("_toasts.html", apart=True) if asks_for_part() else ""
    answer = make_response(render_template(template, **values) + toasts, status)
    answer.vary.update(["HX-Request", "HX-Target"])
    return answer


def _context(values: dict) -> dict:
    values = dict(values)
    current_app.update_template_context(values)
    return values
