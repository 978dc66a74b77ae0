"""The only door to Babel: translated text, the reader's language, days, moments and numbers."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import g, has_request_context
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

SOURCE = "id"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
lazy = lazy_gettext
LOCALES = {"id": "Indonesia", "en": "English", "ko": "한국어"}
OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
KOREAN = {  # how Korean writes what other languages write by these patterns
    "d MMM y": "y. M. d.", "d MMMM y": "y년 M월 d일", "EEE, d MMM y": "y. M. d. (EEE)",
    "EEEE, d MMM y": "y년 M월 d일 EEEE", "EEEE, d MMMM y": "y년 M월 d일 EEEE", "EEEE d MMMM": "M월 d일 EEEE",
    "d MMMM": "M월 d일", "d MMM": "M. d.", "d/M": "M/d", "MMMM y": "y년 M월", "MMM y": "y. M.",
}  # fmt: skip

__all__ = [
    "LOCALES",
    "_",
    "lazy",
    "ngettext",
    "init",
    "locale",
    "speaking",
    "day",
    "span",
    "day_number",
    "moment",
    "number",
    "money",
    "ago",
]


def _(text: str, /, **values) -> str:
    """The text in the reader's language. Indonesian is the language of the source and needs no catalogue."""
    if _chosen() == SOURCE:
        return text % values if values else text
    return gettext(text, **values)


def _chosen() -> str:
    return _spoken.get() or _of_reader()


def _of_reader() -> str:
    return getattr(g, "locale", SOURCE) if has_request_context() else SOURCE


def init(app):
    """Give the app its translations; the reader's language is found per request."""
    Babel(app, locale_selector=_chosen)


def locale() -> str:
    """The code of the language in use: id, en or ko."""
    return str(get_locale() or "id")


@contextmanager
def speaking(language: str):
    """`with speaking("ko"):` everything said inside is said in that language, whatever the reader's."""
    token = _spoken.set(language)
    try:
        with force_locale(language):
            yield
    finally:
        _spoken.reset(token)


def day(value: date | None, pattern: str | None = None) -> str:
    """`24 Nov 2026`, in Korean `2026. 11. 24.`; empty for no day."""
    if value is None:
        return ""
    pattern = pattern or "d MMM y"
    if locale() == "ko":
        pattern = KOREAN.get(pattern, pattern)
    return dates.format_date(value, pattern, locale=locale())


def span(first: date, last: date) -> str:
    """`12 Okt – 4 Des 2026`, in Korean `2026. 10. 12. – 12. 4.`: the year once when it is the same."""
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if locale() == "ko":
        return f"{day(first)} – {day(last, 'd MMM')}"
    return f"{day(first, 'd MMM')} – {day(last)}"


def day_number(value: date | None) -> str:
    """`24/11/2026`, as days are typed into forms."""
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime | None) -> str:
    """`24 Nov 2026 08.15`, in the office's own time."""
    if value is None:
        return ""
    local = value.astimezone(OFFICE_ZONE)
    return f"{day(local.date())} {dates.format_time(local, 'HH.mm' if locale() == 'id' else 'HH:mm', locale=locale())}"


def ago(value: datetime, now: datetime) -> str:
    """How long before now, in words: `3 jam yang lalu`."""
    return dates.format_timedelta(value - now, add_direction=True, locale=locale())


def number(value, decimals: int = 0, *, padded: bool = False) -> str:
    """`1.284` and `79,6` in Indonesian; empty for nothing. `padded`: always that many decimals, for columns (`54,0`)."""
    return "" if value is None else _number(value, decimals, padded, locale())


@lru_cache(maxsize=4096)
def _number(value, decimals: int, padded: bool, language: str) -> str:
    return numbers.format_decimal(value, "#,##0" + ("." + "#0"[padded] * decimals if decimals else ""), locale=language)


def money(value, currency: str) -> str:
    """`₩2.156.880`, without cents."""
    if value is None:
        return ""
    return numbers.format_currency(value, currency or "KRW", "¤#,##0", locale=locale(), currency_digits=False)
