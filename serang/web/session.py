"""One transaction per request: kept below 400, else rolled back. What must survive a refusal is written after."""

from flask import g, request
from flask_login import current_user

from serang.db import db, set_reading


def init(app):
    """Begin, keep or drop the transaction of each request."""

    @app.before_request
    def begin():
        set_reading(request.method in ("GET", "HEAD", "OPTIONS"))
        g.afterwards = []

    @app.after_request
    def keep_or_drop(answer):
        if request.endpoint == "static":
            return answer
        if answer.status_code < 400 and not g.get("refused"):
            db.session.commit()
        else:
            db.session.rollback()
        run_afterwards()
        return answer

    @app.teardown_request
    def leave(error=None):
        set_reading(False)


def only_look():
    """From here on this request reads: nothing was written yet, and nobody waits while it looks at very many."""
    db.session.rollback()
    set_reading(True)


def run_afterwards():
    """Write what must survive a refusal (failed sign-in, denied access, opened values), in a transaction of its own."""
    work, g.afterwards = g.get("afterwards") or [], []
    if not work:
        return
    set_reading(False)
    try:
        for write in work:
            write()
        db.session.commit()
    except Exception:
        db.session.rollback()
        raise


def afterwards(write):
    """Have `write()` run after the request's own transaction, kept or not."""
    g.afterwards.append(write)


def actor_id() -> int | None:
    """Who acts in this request, for the act log."""
    return current_user.id if current_user and current_user.is_authenticated else None
