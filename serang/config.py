"""Settings of an installation: defaults, then the environment."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path


def settings(instance: Path) -> dict:
    """The Flask settings for this instance folder, read from SERANG_* variables.

    Raises ValueError with one plain sentence when a variable cannot be understood.
    """
    instance.mkdir(parents=True, exist_ok=True)
    name = "demo.sqlite" if os.environ.get("SERANG_DEMO") == "1" else "serang.sqlite"
    return {
        "SECRET_KEY": os.environ.get("SERANG_SECRET_KEY") or _kept_secret(instance / "secret_key"),
        "SQLALCHEMY_DATABASE_URI": _database(os.environ.get("SERANG_DATABASE_URL"), instance / name),
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "hide_parameters": True},
        "DEMO": os.environ.get("SERANG_DEMO") == "1",
        "BACKUPS": str(Path(os.environ.get("SERANG_BACKUPS") or instance / "backups").resolve()),
        "PLAIN_HTTP": os.environ.get("SERANG_ALLOW_PLAIN_HTTP") == "1",
        "BACKUP_RECIPIENT": _recipient(os.environ.get("SERANG_BACKUP_RECIPIENT")),
        "PROXIES": _whole_number("SERANG_PROXIES", 0),
        "MAX_CONTENT_LENGTH": 20 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 20 * 1024 * 1024,
        "MAX_FORM_PARTS": 20_000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "SESSION_COOKIE_NAME": "serang",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": os.environ.get("SERANG_HTTPS") == "1",
        "BABEL_DEFAULT_LOCALE": "id",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Jakarta",
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "translations"),
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "application/javascript", "text/javascript", "image/svg+xml"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "SESSION_HOURS": _whole_number("SERANG_SESSION_HOURS", 10),
    }


def _database(url: str | None, file: Path) -> str:
    if not url:
        return f"sqlite:///{file}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _recipient(text: str | None) -> str | None:
    text = (text or "").strip()
    if text and not re.fullmatch(r"age1[a-z0-9]{58}", text):
        raise ValueError("SERANG_BACKUP_RECIPIENT must be what `upkeep key` has printed: age1 and 58 letters or digits.")
    return text or None


def _whole_number(name: str, default: int) -> int:
    text = os.environ.get(name, "")
    if text and not text.isdigit():
        raise ValueError(f"{name} must be a whole number, but is {text!r}")
    return int(text or default)


def _kept_secret(file: Path) -> str:
    if not file.exists():
        fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_hex(32))
        # Linked only when written whole: of two first starts at once both get the same key, and never half of one.
        with suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    secret = file.read_text().strip()
    if len(secret) < 32:
        raise ValueError(f"{file} is too short for a key. Remove it, a new one is made; everybody signs in again.")
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise ValueError(f"{file} can be read by others. Close it: chmod 600 {file}")
    return secret
