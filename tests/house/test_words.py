"""Every code has a word; every Indonesian sentence has an English and a Korean one."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from serang.common.words import SENTENCES
from serang.i18n import LOCALES

ROOT = Path(__file__).parents[2]
CODES = re.compile(r'(?:Reason|Conflict|Missing|Forbidden|Unreadable|NotADay|Outcome)\(\s*"([a-z_]+)"')
FAILED = re.compile(r'_failed\("([a-z_]+)"')
ACTS = re.compile(r'\bact\("([a-z_.]+)"')
CATALOGUES = ROOT / "serang" / "translations"


def found(pattern):
    """(code, file) of every use in the program."""
    for file in sorted((ROOT / "serang").rglob("*.py")):
        for code in pattern.findall(file.read_text("utf-8")):
            if file.name != "reasons.py":
                yield code, str(file.relative_to(ROOT))


def test_every_code_has_a_sentence(application):
    missing = {f"{code} ({file})" for pattern in (CODES, FAILED) for code, file in found(pattern) if code not in SENTENCES}

    assert not missing


def test_every_act_has_a_title(application):
    missing = {f"{code} ({file})" for code, file in found(ACTS) if f"act:{code}" not in SENTENCES}

    assert not missing


@pytest.mark.pure
@pytest.mark.parametrize("locale", [code for code in LOCALES if code != "id"])
def test_every_sentence_is_translated(locale):
    with open(CATALOGUES / locale / "LC_MESSAGES" / "messages.po", "rb") as file:
        catalogue = read_po(file, locale=locale)
    texts = [message for message in catalogue if message.id]

    assert len(texts) > 500
    assert not [message.id for message in texts if not _whole(message)][:20]
    assert not [message.id for message in texts if _holes(message.id) != _holes(message.string)][:20]
    assert not [message.id for message in texts if message.fuzzy][:20]


@pytest.mark.pure
def test_the_catalogues_know_every_sentence_of_the_program():
    with open(CATALOGUES / "messages.pot", "rb") as file:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file) if message.id}
    used = set(_used())

    assert not sorted(used - known)[:20]


@pytest.mark.pure
def test_no_sentence_stands_bare_in_a_template():
    """Words between tags go through the catalogue."""
    bare = []
    for file in sorted((ROOT / "templates").rglob("*.html")):
        if file.name in ("components.html",):
            continue
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>|<svg.*?</svg>|<pre.*?</pre>|<!--.*?-->|%\(\w+\)s",
            "",
            file.read_text("utf-8"),
            flags=re.DOTALL,
        )
        for words in re.findall(r">([^<>]+)<", text):
            plain = words.strip()
            if len(re.findall(r"[a-z]{3,}", plain)) > 1:
                bare.append(f"{file.relative_to(ROOT)}: {plain[:60]}")

    assert not bare


KEYWORDS = {"_": None, "lazy": None, "gettext": None, "lazy_gettext": None, "lambda_text": None, "ngettext": (1, 2)}


def _used():
    """The sentences in the program. Babel's reader of Python passes over calls inside calls and f-strings; this does not."""
    for file in (ROOT / "serang").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in KEYWORDS:
                yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))
    for file in (ROOT / "templates").rglob("*.html"):
        with open(file, "rb") as source:
            for _line, _keyword, message, _comments in babel_extract(source, KEYWORDS, [], {}):
                yield message if isinstance(message, str) else message[0]


def _whole(message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings) and bool(strings)


def _holes(words) -> set:
    words = words if isinstance(words, tuple | list) else (words,)
    return {hole for one in words for hole in re.findall(r"%\((\w+)\)", one)}
