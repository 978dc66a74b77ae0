"""The domain's refusals and how they reach the screen: a page, or a toast beside what was typed."""

import logging
import secrets

from flask import current_app, flash, g, jsonify, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from serang.common.refusals import Conflict, Forbidden, Missing, NotSignedIn
from serang.db import db, set_reading, trace
from serang.i18n import _
from serang.web.page import asks_for_part, asks_for_whole, came_from

log = logging.getLogger("serang")
TITLES = {
    400: lambda: _("Permintaan tidak dapat dibaca"),
    403: lambda: _("Anda tidak punya akses untuk ini"),
    404: lambda: _("Halaman tidak ditemukan"),
    405: lambda: _("Cara membuka halaman ini keliru"),
    409: lambda: _("Belum tersimpan"),
    410: lambda: _("Data ini sudah dihapus"),
    413: lambda: _("Berkas terlalu besar"),
    415: lambda: _("Jenis berkas tidak dikenal"),
    422: lambda: _("Ada isian yang perlu diperbaiki"),
    429: lambda: _("Terlalu banyak percobaan"),
    500: lambda: _("Terjadi kesalahan"),
    503: lambda: _("Sistem sedang sibuk"),
}
DRAFT_KEPT = (403, 409, 422)
REFUSED = "refused"
WORDS = {
    400: lambda: _("Kirim ulang dari halaman aslinya. Bila tetap gagal, muat ulang halaman itu dahulu."),
    403: lambda: _("Hubungi admin bila Anda memerlukannya untuk tugas Anda."),
    404: lambda: _("Mungkin alamatnya salah ketik, atau datanya sudah dihapus."),
    405: lambda: _("Buka dari menu di atas."),
    413: lambda: _("Paling besar 20 MB. Pindai ulang dengan 200 dpi, atau bagi menjadi beberapa berkas."),
}


def init(app, say):
    """Give each refusal its answer. `say` turns a code with values into a sentence (words know the nouns)."""
    app.register_error_handler(Missing, lambda e: answer(404, say(e.reason) if e.reason else None))
    app.register_error_handler(Forbidden, lambda e: answer(403, say(e.reason) if e.reason else None))
    app.register_error_handler(NotSignedIn, lambda e: not_signed_in())
    app.register_error_handler(Conflict, lambda e: answer(409, say(e.reason)))
    app.register_error_handler(StaleDataError, lambda e: answer(409, _("Data ini baru saja diubah orang lain. Muat ulang, lalu ulangi.")))
    app.register_error_handler(IntegrityError, lambda e: answer(409, _("Data ini bertabrakan dengan data lain yang baru saja disimpan.")))
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(HTTPException, lambda e: answer(e.code or 500, getattr(e, "told", None)))
    app.register_error_handler(Exception, unexpected)


def answer(status: int, told: str | None = None, code: str | None = None, way: tuple[str, str] | None = None):
    """The refusal as a page; for a part that htmx asked, as an alert beside the page; of a button, above the page on which it stands.
    `way`: address and words of what helps.
    """
    g.refused = True
    db.session.rollback()
    set_reading(True)
    title = TITLES.get(status, TITLES[400 if status < 500 else 500])()
    told = told or WORDS.get(status, lambda: "")()
    if request.path.endswith(".json") or request.path == "/healthz":
        return jsonify(status=status, message=told or title), status
    if status >= 500:  # the frame would ask the very database that may be away
        plain = current_app.jinja_env.get_template("errors/plain.html")
        return make_response(plain.render(title=title, text=told, code=code), status)
    if asks_for_part() and not asks_for_whole():
        response = make_response(render_template("errors/_alert.html", title=title, text=told, code=code, way=way), status)
        response.headers["HX-Reswap"] = "none"
        return response
    sent = request.method == "POST"
    back = came_from() if sent else ""
    if status == 409 and back and not request.form.get("draft") and _navigates():
        flash({"title": title, "text": told, "way": way}, REFUSED)
        return redirect(back, 303)
    return make_response(
        render_template(
            "errors/error.html",
            title=title,
            text=told,
            code=code,
            way=way,
            back=back,
            kept=sent and status in DRAFT_KEPT and bool(request.form.get("draft")),
        ),
        status,
    )


def _navigates() -> bool:
    """Whether a browser asks for a page to show, not a script for an answer."""
    return "text/html" in request.headers.get("Accept", "text/html")


def not_signed_in():
    """401 with the sign-in dialog for htmx, else on to the sign-in page with the way back; what was sent is not done."""
    if request.htmx:
        return make_response("", 401, {"HX-Reswap": "none"})
    sent = request.method == "POST"
    back = came_from() if sent else request.full_path.rstrip("?")
    return redirect(url_for("accounts.login", next=back if back not in ("", "/") else None, undone=1 if sent else None), 303)


def busy(error):
    """The database is locked or away: nothing was stored."""
    log.error("database: %s", type(error.orig).__name__)
    return answer(503, _("Belum tersimpan. Basis data sedang sibuk, coba lagi sebentar lagi."))


def unexpected(error):
    """Anything else: a short code that finds the line in the log, and nothing of the inside."""
    code = secrets.token_hex(2).upper()
    log.error("unexpected %s at %s %s\n%s", code, request.method, request.endpoint, trace(error))
    return answer(500, _("Isian Anda belum tersimpan. Coba lagi sebentar lagi."), code)
