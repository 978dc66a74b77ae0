"""What is shipped to the browser: vendored files unchanged, small styles, nothing inline, nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
STYLES = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
TOO_NEW = ["oklch(", "color-mix(", "light-dark(", ":has(", "@container", "@layer", "@import", "text-wrap", "subgrid"]


def named(path):
    return str(path.relative_to(ROOT))


def bare(path):
    """The text of a style or script without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def vendored():
    lines = (STATIC / "vendor" / "VERSIONS").read_text(encoding="utf-8").splitlines()
    return [re.split(r"\s{2,}", line.strip()) for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name, package, version, source, licence, checksum", vendored())
def test_vendored_file_is_the_one_that_was_taken(name, package, version, source, licence, checksum):
    content = (STATIC / "vendor" / name).read_bytes()

    assert hashlib.sha256(content).hexdigest() == checksum
    assert (STATIC / "vendor" / re.search(r"\((.+)\)", licence).group(1)).is_file()


def test_every_vendored_script_is_listed():
    listed = {name for name, *_ in vendored()}

    assert {path.name for path in (STATIC / "vendor").glob("*.js")} <= listed


def test_stylesheet_is_small():
    assert (STATIC / "app.css").stat().st_size <= 40 * 1024


@pytest.mark.parametrize("path", STYLES, ids=named)
@pytest.mark.parametrize("feature", TOO_NEW)
def test_styles_keep_to_the_oldest_browsers(path, feature):
    assert feature not in bare(path)


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_styles_are_not_nested(path):
    depth, inside_rule = 0, []
    for match in re.finditer(r"([^{};]*)([{}])", bare(path)):
        if match.group(2) == "{":
            is_rule = not match.group(1).strip().startswith("@")
            assert not (is_rule and any(inside_rule)), match.group(1)
            inside_rule.append(is_rule)
            depth += 1
        else:
            inside_rule.pop()
            depth -= 1
    assert depth == 0


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_narrow_rules_are_for_screens_only(path):
    queries = re.findall(r"@media([^{]*)\{", bare(path))

    assert all("screen" in query for query in queries if "width" in query)


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_styles_select_no_ids(path):
    selectors = re.findall(r"(?:^|[};])\s*([^@{};]+)\{", bare(path))

    assert not [selector for selector in selectors if re.search(r"#[a-z_]", selector)]


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_carry_nothing_inline(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"\shx-on", text)
    assert not re.search(r"=\s*[\"']\s*(javascript|js):", text)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text))


@pytest.mark.parametrize("path", [*PAGES, *STYLES, *SCRIPTS], ids=named)
def test_nothing_is_fetched_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_scripts_are_strict_and_short(path):
    text = bare(path)

    assert text.lstrip().startswith('"use strict";')
    assert len(text.splitlines()) <= 350
    assert not re.search(r"\beval\(|new Function|\.innerHTML|document\.write|localStorage", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_every_sentence_a_script_says_is_there(path):
    words = (TEMPLATES / "ui" / "_words.html").read_text(encoding="utf-8")
    names = re.findall(r"data-([\w-]+)=", words)
    offered = {re.sub(r"-(\w)", lambda found: found.group(1).upper(), name) for name in names}
    used = set(re.findall(r"\bword\(\"(\w+)\"", path.read_text(encoding="utf-8")))

    assert used <= offered


def test_every_icon_of_a_page_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    used = set(re.findall(r"\b(?:glyph|icon)\(\"([\w-]+)\"", text)) | set(re.findall(r"\bicon=\"([\w-]+)\"", text))

    assert used
    assert used <= sprite


def test_every_script_is_loaded_by_the_frame_or_by_a_page():
    frame = (TEMPLATES / "layout.html").read_text(encoding="utf-8")
    listed = re.findall(r'"(\w+)"', re.search(r"for name in \[(.*?)\]", frame).group(1))
    own = {name for page in PAGES for name in re.findall(r"static_url\('js/(\w+)\.js'\)", page.read_text(encoding="utf-8"))}

    assert sorted({*listed, *own}) == [path.stem for path in SCRIPTS]
    assert own.isdisjoint(listed)


def test_every_stage_is_drawn_as_far_as_it_is():
    steps = json.loads((ROOT / "serang" / "stages" / "stages.json").read_text("utf-8"))
    drawn = {int(n) for n in re.findall(r"\.st-(\d+)\{--at:\1\}", bare(STATIC / "app.css"))}

    assert drawn == set(range(len(steps) + 1))
    assert f"100%/{len(steps) * 8 - 2}" in bare(STATIC / "app.css")
