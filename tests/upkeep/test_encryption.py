"""Backups that only the owner of the key opens."""

import pytest

from serang.applicants.models import Applicant
from serang.common.refusals import Conflict
from serang.db import db
from serang.upkeep import queries
from serang.upkeep.operations import encryption
from serang.upkeep.operations.backup import backup, restore
from serang.upkeep.operations.keeping import keep_daily
from serang.web.clock import now


@pytest.fixture
def key(app, monkeypatch):
    secret, recipient = encryption.new_key()
    monkeypatch.setitem(app.config, "BACKUP_RECIPIENT", recipient)
    return secret


@pytest.fixture
def closed(key, make, tmp_path):
    make.applicant("Siti Kenari Rahasia")
    db.session.commit()
    backup(tmp_path / "a.zip.age", at=now())
    return tmp_path / "a.zip.age"


def test_a_closed_backup_shows_no_name_and_no_plain_file_beside_it(closed):
    assert encryption.is_closed(closed)
    assert b"SQLite" not in closed.read_bytes()
    assert b"Kenari" not in closed.read_bytes()
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]
    assert closed.stat().st_mode & 0o077 == 0


def test_the_key_opens_it(closed, key):
    db.session.query(Applicant).update({"full_name": "Orang Lain"})
    db.session.commit()

    restore(closed, at=now(), key=f"{key}\n")

    assert db.session.query(Applicant.full_name).scalar() == "Siti Kenari Rahasia"


@pytest.mark.parametrize(
    "given, code", [(None, "backup_needs_key"), ("AGE-SECRET-KEY-1", "backup_wrong_key"), ("another", "backup_wrong_key")]
)
def test_without_it_nothing_is_opened_or_changed(closed, given, code):
    given = encryption.new_key()[0] if given == "another" else given
    db.session.query(Applicant).update({"full_name": "Orang Lain"})
    db.session.commit()

    with pytest.raises(Conflict) as refused:
        restore(closed, at=now(), key=given)

    assert refused.value.reason.code == code
    assert db.session.query(Applicant.full_name).scalar() == "Orang Lain"


def test_a_cut_file_is_refused(closed, key):
    closed.write_bytes(closed.read_bytes()[:-20])

    with pytest.raises(Conflict) as refused:
        restore(closed, at=now(), key=key)

    assert refused.value.reason.code == "backup_damaged"


def test_daily_backups_are_closed_too(app, key, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "BACKUPS", str(tmp_path))
    db.session.commit()

    keep_daily(at=now())

    assert [path.name.split(".", 1)[1] for path in tmp_path.iterdir()] == ["zip.age"]
    assert queries.last_backup(now()).size > 0


def test_the_command_prints_both_halves(app):
    told = app.test_cli_runner().invoke(args=["upkeep", "key"]).output

    assert "AGE-SECRET-KEY-1" in told
    assert "SERANG_BACKUP_RECIPIENT=age1" in told
