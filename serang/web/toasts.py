"""Short messages that the next page or part shows."""

from flask import flash


def toast(text: str, *, undo: str | None = None, kind: str = "ok", href: str = "", act: str = ""):
    """Say it at the bottom left; `undo` is the address that takes it back (POST), `href` a link that says `act`."""
    flash({"text": str(text), "undo": undo, "kind": kind, "href": href, "act": act})
