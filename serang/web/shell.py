"""What every page shows around its content: the office, the menu, the reader's language and theme."""

from functools import lru_cache

from flask import current_app, g, get_flashed_messages, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from serang import i18n
from serang.common.words import say
from serang.i18n import _
from serang.web.guard import may
from serang.web.static import static_url

MENU = [
    ("home", "home.index", "reports.read", "d", lambda: _("Dasbor")),
    ("applicants", "applicants.index", "applicants.read", "p", lambda: _("Pelamar")),
    ("trainings", "trainings.index", "trainings.read", "t", lambda: _("Pelatihan")),
    ("orders", "orders.index", "orders.read", "j", lambda: _("Job order")),
    ("matching", "matching.index", "matching.read", "c", lambda: _("Pencocokan")),
    ("documents", "documents.index", "documents.read", "o", lambda: _("Dokumen")),
    ("partnerships", "partnerships.index", "partnerships.read", "k", lambda: _("Kemitraan")),
    ("reports", "reports.index", "reports.read", "l", lambda: _("Laporan")),
    ("exchange", "exchange.index", "applicants.import", "i", lambda: _("Impor")),
]

OWN_MENU = [
    ("audit.index", "audit.acts", lambda: _("Riwayat perubahan")),
    ("accounts.index", "accounts.edit", lambda: _("Akun")),
    ("settings.index", "settings.edit", lambda: _("Pengaturan")),
]


def init(app, *, office):
    """Give templates the frame's values; `office()` reads the office's data."""

    @app.before_request
    def choose_language():
        chosen = current_user.locale if current_user.is_authenticated else session.get("locale")
        g.locale = chosen if chosen in i18n.LOCALES else "id"

    @app.context_processor
    def frame():
        signed_in = current_user.is_authenticated
        return {
            "office": office(),
            "nav": _menu(request.blueprint) if signed_in else [],
            "admin_nav": _own_menu() if signed_in else [],
            "session_seconds": app.config["SESSION_HOURS"] * 3600 if signed_in else 0,
            "locale": i18n.locale(),
            "locales": i18n.LOCALES,
            "theme": current_user.theme if signed_in else "system",
            "density": current_user.density if signed_in else "compact",
            "shortcuts": current_user.shortcuts if signed_in else False,
            "demo": app.config["DEMO"],
            "plain_http": app.config["PLAIN_HTTP"],
            "csrf_token": generate_csrf,
        }

    app.jinja_env.globals.update(_=i18n._, ngettext=i18n.ngettext, static_url=static_url, may=may, say=say, flashed=get_flashed_messages)
    app.jinja_env.filters.update(day=i18n.day, day_number=i18n.day_number, moment=i18n.moment, number=i18n.number, money=i18n.money)
    app.jinja_env.globals["ui"] = app.jinja_env.get_template("ui.html", globals=app.jinja_env.globals).module


def _menu(blueprint):
    blueprint = {"stages": "applicants"}.get(blueprint, blueprint)
    entries = [
        (_address(endpoint, request.script_root), label(), name == blueprint, key)
        for name, endpoint, right, key, label in MENU
        if may(right) and endpoint in current_app.view_functions
    ]
    return entries or [(href, label, href == f"/{blueprint}", "") for href, label in _own_menu()]


def _own_menu():
    return [(_address(endpoint, request.script_root), label()) for endpoint, right, label in OWN_MENU if may(right)]


@lru_cache(maxsize=64)
def _address(endpoint: str, root: str) -> str:
    """The address of a page that takes no values; looked up once for each place the program is mounted at."""
    return url_for(endpoint)
