"""Addresses of static files, with the hash of their content, so that they can be kept for a year."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app, request


@lru_cache(maxsize=256)
def _mark(file: Path, changed: float) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


_ADDRESSES: dict[tuple[str, str], str] = {}


@lru_cache(maxsize=256)
def _file(folder: str, name: str) -> Path:
    return Path(folder) / name


def static_url(name: str) -> str:
    """`/static/app.css?v=3f2c…`; looked up once, since files change only with the program."""
    known = (request.script_root, name)
    if known not in _ADDRESSES or current_app.debug:
        _ADDRESSES[known] = _address(name)
    return _ADDRESSES[known]


def _address(name: str) -> str:
    file = _file(current_app.static_folder, name)
    return f"{request.script_root}{current_app.static_url_path}/{name}?v={_mark(file, file.stat().st_mtime)}"


def init(app):
    """Let the browser keep static files that carry their hash."""

    @app.after_request
    def keep(answer):
        if request.endpoint == "static":
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if "v" in request.args else "no-cache"
        return answer
