"""The guide's marks."""

import pytest

from serang.home.queries import guide
from serang.home.rules import parts

pytestmark = pytest.mark.pure


def test_marks_become_parts_and_nothing_else():
    found = parts("## Satu dua\n\nTeks **tebal** dan `n` <b>\nterus\n\n- a\n- b\n  c\n\n1. x\n2. y")

    assert [part.kind for part in found] == ["h2", "p", "ul", "ol"]
    assert found[0].anchor == "satu-dua"
    assert found[1].lines[0] == (("", "Teks "), ("b", "tebal"), ("", " dan "), ("kbd", "n"), ("", " <b> terus"))
    assert [line[0][1] for line in found[2].lines] == ["a", "b c"]


def test_the_guide_tells_all_ten_tasks():
    titles = ["".join(words for _style, words in part.lines[0]) for part in guide() if part.kind == "h2"]

    assert [title.split(".")[0] for title in titles if title[0].isdigit()] == [str(n) for n in range(1, 11)]
