"""What is kept of an import, and read back."""

from datetime import date

import pytest

from serang.applicants.sheet import people
from serang.common.refusals import Missing
from serang.db import db
from serang.exchange import operations, queries
from serang.exchange.rules import stored
from serang.exchange.rules.plan import Change, Verdict
from serang.exchange.rules.repairs import KINDS
from serang.sheets.cells import BLANK, DAY, NUMBER, TEXT, Cell
from serang.sheets.read import read_text
from serang.web.clock import now
from tests.exchange.lists import SITI, pasted, person

ON = date(2026, 11, 25)


def tried(*rows):
    run = operations.begin("applicants", "a.csv", account_id=None, at=now())
    operations.keep(run, read_text(pasted(*rows)), people())
    return operations.try_out(run, people(), on=ON)


def test_cells_come_back_as_they_were():
    row = [Cell("a", TEXT), BLANK, Cell("3", NUMBER), Cell("1999-01-02", DAY), Cell("x", TEXT, True)]

    assert stored.unpacked(stored.packed(row)) == row
    assert stored.unpacked(["a"], {"2": "c", "0": ""}) == [BLANK, BLANK, Cell("c", TEXT)]


def test_two_dry_runs_differ_only_in_what_would_be_written():
    one = Verdict(2, "changed", {"full_name": "A", "birth_date": ON}, 7, (Change("sex", None, "L"),))
    other = Verdict(2, "changed", {"full_name": "A", "birth_date": ON}, 7, (Change("sex", "P", "L"),))

    assert stored.written(one)["stamp"] == stored.written(one)["stamp"]
    assert stored.written(one)["stamp"] != stored.written(other)["stamp"]


def test_the_file_is_put_together_again_row_by_row(app):
    run = tried(SITI, person("Budi"))

    sheet = queries.sheets(run)[0]

    assert [cell.text for cell in sheet.rows[1]][:3] == SITI[:3]
    assert len(sheet.rows) == 3


def test_rows_are_counted_by_what_shows_them(app):
    run = tried(SITI, person("Budi", born="31/02/1999"), person("Cecep", wish="masinis"))

    assert queries.rows(run).total == 3
    assert queries.rows(run, show="problems").total == 2
    assert {kind: queries.rows(run, show=f"fault.{kind}").total for kind in KINDS} == {kind: int(kind == "day") for kind in KINDS}
    assert queries.rows(run, show="warning.occupation").total == run.counts["repairs"]["warning"]["occupation"] == 1


def test_a_page_beyond_the_last_is_the_last(app):
    run = tried(SITI)

    assert queries.rows(run, page=99).page == 1
    assert queries.rows(run, page=-3).page == 1


def test_the_first_view_is_what_needs_an_eye():
    assert queries.first_view({"refused": 1, "new": 3}) == "problems"
    assert queries.first_view({"changed": 1, "new": 3}) == "changed"
    assert queries.first_view({"new": 3}) == "new"
    assert queries.first_view({}) == ""


def test_what_is_not_there_is_missing(app):
    with pytest.raises(Missing):
        queries.get(99)
    with pytest.raises(Missing):
        queries.row(tried(SITI), 99)


def test_the_history_is_newest_first(app, account):
    operations.begin("applicants", "a.csv", account_id=account("officer").id, at=now())
    operations.begin("applicants", "b.csv", account_id=None, at=now())
    db.session.flush()

    assert [(run.filename, name) for run, name in queries.history()] == [("b.csv", None), ("a.csv", "Officer Satu")]
