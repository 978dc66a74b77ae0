"""What every page must keep on the screen: nothing sideways, one heading, and nothing that axe finds."""

import sqlite3
from contextlib import closing

from axe_playwright_python.sync_playwright import Axe

from tests.browser.hand import Hand

ASKED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
AXE = Axe().axe_script


def look(hand: Hand, where: str, sideways: bool = True) -> list[str]:
    """What is wrong with the page in the light; in the dark, which changes only colours, what is wrong with those."""
    page = hand.page
    wrong = [f"{where}: {text}" for text in hand.complaints()]
    hand.said.clear()
    if (headings := page.locator("h1:visible").count()) != 1:
        wrong.append(f"{where}: {headings} h1")
    if sideways and (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        wrong.append(f"{where}: {over} px too wide ({page.evaluate(WIDEST)})")
    wrong += found_by_axe(hand, where, ASKED)
    page.emulate_media(color_scheme="dark")
    wrong += found_by_axe(hand, f"{where} (dark)", COLOURS)
    page.emulate_media(color_scheme="light")
    return wrong


def found_by_axe(hand: Hand, where: str, asked: dict = ASKED) -> list[str]:
    """One line for each thing that axe finds."""
    page = hand.page
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("asked => axe.run(document, asked).then(result => result.violations)", asked)
    return [f"{where}: {rule['id']}: {node['html'][:200]} {_why(node)}" for rule in found for node in rule["nodes"][:3]]


WIDEST = """[...document.querySelectorAll("body *")]
  .filter(one => !one.closest("details:not([open])") && one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(one => `${one.tagName}.${one.className}#${one.id}`).join(" ")"""


def _why(node) -> str:
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])[:200]


def number(office, sql: str) -> int:
    """One number out of the office's database."""
    with closing(sqlite3.connect(f"file:{office.folder / 'demo.sqlite'}?mode=ro", uri=True)) as database:
        row = database.execute(sql).fetchone()
        assert row, sql
        return row[0]
