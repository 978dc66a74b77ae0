"""Where to go on from here, when the address or the form says so."""

from urllib.parse import urlsplit

from flask import request


def ours(address: str | None) -> str:
    """The address without its host when it leads to a page of ours, else nothing; read the way browsers read it."""
    try:
        parts = urlsplit(address or "")  # leaves out tabs and line ends, as a browser does
    except ValueError:
        return ""
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    inside = parts.netloc in ("", request.host) and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if inside else ""


def asked_next() -> str:
    """The page of ours that `next` names, or nothing."""
    return ours(request.values.get("next"))
