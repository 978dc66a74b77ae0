"""Unsafe requests must come from our own pages: token in the form, and an Origin that is ours."""

from flask import current_app, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest

from serang.common.refusals import NotSignedIn
from serang.i18n import _

protect = CSRFProtect()


def init(app):
    """Check the token and the origin of every unsafe request."""
    protect.init_app(app)

    @app.before_request
    def own_pages_only():
        if request.method in ("GET", "HEAD", "OPTIONS") or not app.config["WTF_CSRF_ENABLED"]:
            return
        origin = request.headers.get("Origin")
        if request.headers.get("Sec-Fetch-Site") == "cross-site" or (origin and origin not in _own_origins()):
            raise BadRequest(_("Permintaan ini datang dari situs lain dan ditolak."))
        _check_token()


def _check_token():
    try:
        protect.protect()
    except CSRFError:
        right = getattr(current_app.view_functions.get(request.endpoint), "right", "public")
        if right == "public" or current_user.is_authenticated:
            raise
        raise NotSignedIn() from None  # a lost session has taken the token with it


def _own_origins():
    return {f"{request.scheme}://{request.host}"}
