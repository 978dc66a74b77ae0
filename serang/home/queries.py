"""The staff guide, read from the file that is also read outside the app."""

from functools import cache
from pathlib import Path

from serang.home import rules

GUIDE = Path(__file__).parents[2] / "docs" / "panduan.md"


@cache
def guide() -> list[rules.Part]:
    """The parts of the guide."""
    return rules.parts(GUIDE.read_text("utf-8"))
