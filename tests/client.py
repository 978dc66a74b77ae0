"""A client that parses every page it gets and refuses careless HTML."""

from collections import Counter
from contextvars import Context
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from serang.db import db

STOP_WORDS = ("submit", "kandidat", "click here", "undefined", "None")
FORBIDDEN_ATTRIBUTES = ("style", "onclick", "onchange", "onsubmit", "oninput", "onload")


class Page:
    """An answer, parsed. `texts(css)` gives the words of the matching elements."""

    def __init__(self, response):
        self.response, self.status, self.headers = response, response.status_code, response.headers
        self.location = response.headers.get("Location")
        self.html = response.text if (response.mimetype or "").startswith("text/html") else ""
        self.soup = BeautifulSoup(self.html, "html.parser")

    @property
    def data(self) -> bytes:
        """The bytes of the answer."""
        return self.response.data

    @property
    def text(self) -> str:
        """All words on the page, blanks folded."""
        return " ".join(self.soup.get_text(" ").split())

    def texts(self, css: str) -> list[str]:
        """The words of each matching element."""
        return [" ".join(element.get_text(" ").split()) for element in self.soup.select(css)]

    def one(self, css: str):
        """The only matching element."""
        found = self.soup.select(css)
        assert len(found) == 1, f"{css}: {len(found)} on the page"
        return found[0]

    def fields(self, css: str = "main form[method=post]") -> dict:
        """The names and values of the first matching form, as a browser would send them."""
        form = self.soup.select_one(css)
        assert form is not None, f"no {css}"
        values = {}
        for field in form.select("input[name], select[name], textarea[name]"):
            if field.name == "select":
                chosen = field.select("option[selected]") or field.select("option")[:1]
                values[field["name"]] = (
                    [o.get("value", o.get_text()) for o in chosen]
                    if field.has_attr("multiple")
                    else (chosen[0].get("value", chosen[0].get_text()) if chosen else "")
                )
            elif field.name == "textarea":
                values[field["name"]] = field.get_text()
            elif field.get("type") in ("checkbox", "radio"):
                if field.has_attr("checked"):
                    values.setdefault(field["name"], []).append(field.get("value", "on"))
            elif field.get("type") not in ("submit", "button", "file"):
                values[field["name"]] = field.get("value", "")
        return values


class Client:
    """Signs in, gets and posts as a browser would; `part="applicant_rows"` asks as htmx does."""

    def __init__(self, app):
        self.app, self.http, self._token = app, app.test_client(), None

    def sign_in(self, username: str, password: str):
        """Sign in; raises when it fails."""
        page = self.post("/login", username=username, password=password)
        assert page.status == 303, page.text
        self._token = None

    def get(self, url: str, part: str | None = None, expect: int | None = 200, check=True, **query) -> Page:
        """GET; the status must be `expect` (None: any)."""
        page = self._send(self.http.get, url, query_string=query or None, headers=self._htmx(part))
        assert expect is None or page.status == expect, f"{url}: {page.status} {page.text[:400]}"
        if check and page.html and page.status != 204:
            inspect(page, whole=part is None and page.status < 300)
        return page

    def post(self, url: str, data=None, part: str | None = None, expect: int | None = None, follow=False, came_from="", **fields) -> Page:
        """POST with the token, sent from that page of ours; with `follow` the page that a 303 leads to."""
        values = {"csrf_token": self.token(), **(data or {}), **fields}
        headers = self._htmx(part) | ({"Referer": f"http://localhost{came_from}"} if came_from else {})
        page = self._send(self.http.post, url, data=values, headers=headers)
        assert expect is None or page.status == expect, f"{url}: {page.status} {page.text[:600]}"
        if follow and page.status == 303:
            return self.get(
                urlsplit(page.location).path + ("?" + urlsplit(page.location).query if urlsplit(page.location).query else ""), part=part
            )
        if page.html:
            inspect(page, whole=part is None and page.status in (200, 422))
        return page

    def token(self) -> str:
        """The CSRF token of this client's session."""
        if self._token is None:
            page = self._send(self.http.get, "/login", follow_redirects=True)
            self._token = page.soup.select_one("input[name=csrf_token]")["value"]
        return self._token

    def send(self, ask, *args, **kwargs):
        """Send as a browser does: outside the test's own app context and transaction."""
        db.session.commit()
        response = Context().run(ask, *args, **kwargs)
        db.session.expire_all()
        return response

    def _send(self, ask, *args, **kwargs) -> Page:
        return Page(self.send(ask, *args, **kwargs))

    def _htmx(self, part):
        if part is None:
            return {}
        return {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"div#{part}"}


def inspect(page: Page, whole: bool):
    """What every page must keep: one h1, unique ids, labelled fields, forms with action, no inline style or script."""
    soup = page.soup
    double = [name for name, n in Counter(e["id"] for e in soup.select("[id]")).items() if n > 1]
    assert not double, f"ids twice: {double}"
    for attribute in FORBIDDEN_ATTRIBUTES:
        assert not soup.select(f"[{attribute}]"), f"{attribute}= on the page"
    assert not [s for s in soup.select("script") if not s.get("src") and s.get("type") != "application/json"], "inline script"
    for form in soup.select("form"):
        assert form.get("action") is not None, f"form without action: {str(form)[:200]}"
        if form.get("method", "get").lower() == "post":
            assert form.select("[name=csrf_token]") or form.has_attr("data-sign-in"), f"form without token: {str(form)[:200]}"
    for field in soup.select("input:not([type=hidden]), select, textarea"):
        assert _labelled(soup, field), f"field without label: {field}"
    if whole and "<html" in page.html:
        assert len(soup.select("h1")) == 1, f"{len(soup.select('h1'))} h1"
        assert soup.title is not None
        assert soup.title.get_text(strip=True)
        words = page.text
        for word in STOP_WORDS:
            assert word not in words.split(), f"{word!r} on the page"


def _labelled(soup, field) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    return bool(field.get("id") and soup.select(f'label[for="{field["id"]}"]'))
