"""The backup of every day."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.common.refusals import Conflict
from serang.db import db
from serang.i18n import OFFICE_ZONE
from serang.upkeep import queries
from serang.upkeep.operations import archive
from serang.upkeep.operations.keeping import keep_daily
from serang.upkeep.rules import keeping

AT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAYS = st.lists(st.dates(date(2025, 1, 1), date(2026, 11, 25)), max_size=60)


@pytest.fixture
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "BACKUPS", str(tmp_path / "kept"))
    db.session.commit()
    return tmp_path / "kept"


def test_the_newest_seven_and_the_first_of_three_months_stay():
    days = [date(2026, 11, 25) - timedelta(days=n) for n in range(120)]

    kept = sorted(set(days) - set(keeping.dropped(days)))

    assert kept == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), *sorted(days[:7])]


@given(DAYS)
def test_the_newest_backup_is_never_dropped(days):
    dropped = keeping.dropped(days)

    assert not set(dropped) & set(sorted(set(days))[-keeping.DAILY :])
    assert len(set(days) - set(dropped)) <= keeping.DAILY + keeping.MONTHLY


@pytest.mark.parametrize("hours, old", [(0, False), (26, False), (27, True), (None, True)])
def test_a_day_without_backup_is_noticed(hours, old):
    last = None if hours is None else AT - timedelta(hours=hours)

    assert keeping.too_old(last, AT) is old


@pytest.mark.parametrize("hours, anew", [(0, False), (3, False), (5, True)])
def test_one_backup_a_day_is_kept_whole_and_renewed_in_the_day(folder, make, hours, anew):
    noon = datetime.now(UTC)
    day = noon.astimezone(OFFICE_ZONE).date()
    keep_daily(at=noon)
    file = folder / f"serang-{day.isoformat()}.zip"
    written = (noon - timedelta(hours=hours)).timestamp()
    os.utime(file, (written, written))
    make.applicant()
    db.session.commit()

    keep_daily(at=noon)

    assert archive.check(file)["counts"]["applicants"] == int(anew)
    assert [path.name for path in folder.iterdir()] == [file.name]


def test_what_is_no_longer_needed_goes_and_other_files_stay(folder):
    folder.mkdir()
    for name in ("serang-2026-01-05.zip", "serang-2026-01-09.zip", "catatan.txt", "serang-lama.zip"):
        (folder / name).write_text("x")
    for n in range(1, 9):
        (folder / f"serang-2026-11-{24 - n:02}.zip").write_text("x")

    keep_daily(at=AT)

    assert not (folder / "serang-2026-01-09.zip").exists()
    assert {"catatan.txt", "serang-lama.zip", "serang-2026-01-05.zip"} <= {path.name for path in folder.iterdir()}


def test_a_folder_that_cannot_be_written_is_said(app, tmp_path, monkeypatch):
    (tmp_path / "kept").write_text("no folder")
    monkeypatch.setitem(app.config, "BACKUPS", str(tmp_path / "kept"))
    db.session.commit()

    with pytest.raises(Conflict) as refused:
        keep_daily(at=AT)

    assert refused.value.reason.code == "backup_unwritable"


def test_a_backup_holds_no_older_backups(app, folder, monkeypatch):
    inside = os.path.join(app.instance_path, "backups")
    monkeypatch.setitem(app.config, "BACKUPS", inside)
    keep_daily(at=AT - timedelta(days=1))

    listed = keep_daily(at=AT)

    assert not [name for name in listed["entries"] if "backups" in name]


def test_the_demo_keeps_nothing(app, folder, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)

    assert keep_daily(at=AT) is None
    assert not folder.exists()


def test_the_last_one_is_told_with_its_age(folder):
    assert queries.last_backup(AT).at is None
    keep_daily(at=AT)

    last = queries.last_backup(datetime.now(UTC))

    assert (last.old, last.size > 0) == (False, True)
    assert queries.last_backup(datetime.now(UTC) + timedelta(days=2)).old


def test_the_admin_is_told_when_the_daily_backup_stays_out(client_of, folder):
    folder.mkdir()
    admin = client_of("admin")

    assert "Tidak ada cadangan harian" in admin.get("/settings").text
    (folder / "serang-2026-11-25.zip").write_text("x")
    page = admin.get("/settings").text

    assert "Tidak ada cadangan harian" not in page
    assert str(folder) in page
