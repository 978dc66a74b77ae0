"""PDF pages: plain data and pictures in, one PDF out. The only door to typst and to segno.

Text reaches the template as JSON in an input and is never joined into markup, so a name can say whatever it likes.
"""

import json
import os
import re
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst

HOME = Path(__file__).resolve().parents[2]
TEMPLATES = HOME / "templates"
FONTS = HOME / "static" / "fonts"
RUNS_REMEMBERED = 10
PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}\.(jpg|jpeg|png|webp|svg)")


class PrintError(RuntimeError):
    """The PDF could not be made; the message says which template or picture is at fault and holds no personal data."""


def pdf(template: str, data: dict, images: dict[str, bytes] | None = None) -> bytes:
    """The finished PDF of a template such as "applicants/summary.typ".

    `data` is plain JSON data; `images` maps the picture names used in the data to their bytes (JPEG, PNG, WebP, SVG).
    The template sees a folder made for this run only, with its own text, the shared base and these pictures.
    Safe to call from several threads, and from processes that fork before the first print. Raises PrintError.
    """
    if os.getpid() != home_process():
        raise PrintError("this process was forked after its parent had printed; fork first, or start a new process")
    source = template_source(template)
    with tempfile.TemporaryDirectory(prefix="serang-print-") as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(source)
        (root / "base.typ").write_bytes(template_source("base.typ"))
        lay_out(root / "images", images or {})
        return compiled(template, root, plain(template, data))


def qr(text: str) -> bytes:
    """A QR code as an SVG picture, for `images` or to stand inside a page."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, border=0, scale=2, svgclass=None, lineclass=None, nl=False
    )
    return picture.getvalue()


@cache
def home_process() -> int:
    """The process that printed first. typst's threads do not survive a fork, a child of it would wait for ever."""
    return os.getpid()


def template_source(template: str) -> bytes:
    path = (TEMPLATES / template).resolve()
    if path.suffix != ".typ" or not path.is_relative_to(TEMPLATES) or not path.is_file():
        raise PrintError(f"no print template {template!r}")
    return path.read_bytes()


def lay_out(folder: Path, images: dict[str, bytes]) -> None:
    folder.mkdir()
    for name, content in images.items():
        if not PICTURE_NAME.fullmatch(name):
            raise PrintError(f"a picture cannot be called {name!r}")
        (folder / name).write_bytes(content)


def plain(template: str, data: dict) -> str:
    """The data as JSON; half characters that no font could show become question marks."""
    try:
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode()
    except (TypeError, ValueError) as error:
        raise PrintError(f"{template}: the data is not plain JSON ({error})") from error


def compiled(template: str, root: Path, data: str) -> bytes:
    try:
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=fonts(),
            ignore_system_fonts=True,
            package_path=root / "packages",
            package_cache_path=root / "packages",
            sys_inputs={"data": data},
            format="pdf",
        )
    except typst.TypstError as error:
        raise PrintError(f"{template}: {error.message} {' '.join(error.hints)}".rstrip()) from error
    finally:
        forget()


def forget() -> None:
    """Drop what typst keeps of the last print: it holds results for ten runs, of fifty people 1.5 GB in the end."""
    for _ in range(RUNS_REMEMBERED + 1):
        typst.compile(b"", font_paths=fonts(), ignore_system_fonts=True, format="pdf")


@cache
def fonts() -> typst.Fonts:
    """Our own fonts and no others, read once per process, so that a page looks the same on every machine."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    if not found.families():
        raise PrintError(f"no fonts in {FONTS}")
    return found
