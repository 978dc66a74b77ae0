"""upkeep backup and restore: the whole office in one file, and back from it."""

import json
import os
import shutil
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from serang.applicants.models import Applicant
from serang.audit.models import Change
from serang.common.refusals import Conflict
from serang.db import db, is_sqlite
from serang.upkeep.operations import archive
from serang.upkeep.operations.backup import backup, restore
from serang.web.clock import now
from tests.client import Client


@pytest.fixture
def office(app, make):
    """A database with a few things of every awkward kind, and two uploaded files."""
    folder = Path(app.instance_path) / "files" / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ktp.pdf").write_bytes(b"%PDF-1.7 scan")
    (folder / ".half").write_bytes(b"an upload under way")
    (folder / "foto.jpg").write_bytes(bytes(range(256)) * 40)
    siti = make.applicant(full_name="Siti Nur'aini", address="Jl. Melati\tNo. 1\nRT 01 \\ RW 02", hangul_name="시티")
    make.language(siti)
    make.document(siti)
    make.match(siti, make.order(requirements=[{"kind": "age", "facts": {"max": 39}}]))
    yield siti
    shutil.rmtree(Path(app.instance_path) / "files", ignore_errors=True)


@pytest.fixture
def room(app, tmp_path):
    """An empty folder; what restoring kept beside the database is taken away afterwards."""
    yield tmp_path
    for kept in Path(app.instance_path).glob("before-restore-*"):
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def everything() -> dict:
    """Every row of every table."""
    db.session.rollback()
    kept = {table.name: sorted(map(repr, db.session.execute(select(table)).all())) for table in db.metadata.sorted_tables}
    db.session.rollback()
    return kept


def run(app, *words):
    """A command as typed, outside of this test's own transaction."""
    db.session.remove()
    return app.test_cli_runner().invoke(args=["upkeep", *map(str, words)])


def test_a_round_trip_brings_back_every_row_and_file(app, office, room):
    before = everything()
    backup(room / "a.zip", at=now())
    office.full_name, office.birth_date = "Orang Lain", date(1999, 1, 1)
    db.session.delete(db.session.get(Applicant, office.id).languages[0])
    db.session.add(Applicant(full_name="Baru", number="P-99-1", stage_on=date(2026, 1, 1), created_at=now()))
    db.session.commit()
    photo = Path(app.instance_path) / "files" / "ab" / "foto.jpg"
    photo.unlink()

    restore(room / "a.zip", at=now())

    assert everything() == before
    assert photo.read_bytes() == bytes(range(256)) * 40
    assert os.stat(photo).st_mode & 0o777 == 0o600


def test_after_restoring_new_rows_get_new_numbers_and_are_found(app, office, room, make):
    last = office.id
    backup(room / "a.zip", at=now())
    restore(room / "a.zip", at=now())

    budi = make.applicant(full_name="Budi Santoso")

    assert budi.id > last
    assert db.session.scalar(select(Change.id).where(Change.about_applicant == budi.id)) is not None


def test_what_restoring_replaces_is_kept_and_can_be_brought_back(app, office, room):
    backup(room / "a.zip", at=now())
    office.full_name = "Nama Sesudah"
    db.session.commit()
    after = everything()

    listed = restore(room / "a.zip", at=now())
    assert everything() != after
    restore(Path(listed["kept"]), at=now())

    assert everything() == after


def test_after_restoring_everybody_signs_in_anew(app, office, room, officer, client_of):
    thief = Client(app)
    thief.http.set_cookie("serang", officer.http.get_cookie("serang").value)
    backup(room / "a.zip", at=now())
    officer.post("/logout", expect=303)
    head = client_of("head")

    restore(room / "a.zip", at=now())
    db.session.remove()

    for client in (thief, head):
        assert client.get("/applicants", expect=303).location.startswith("/login")
    thief.sign_in("officer", "rahasia-panjang")


def test_only_the_owner_may_read_a_backup(office, room):
    backup(room / "a.zip", at=now())

    assert os.stat(room / "a.zip").st_mode & 0o777 == 0o600
    assert [path.name for path in room.iterdir()] == ["a.zip"]


def test_a_backup_lists_what_it_holds(office, room):
    listed = backup(room / "a.zip", at=now())

    assert listed["counts"]["applicants"] == 1
    assert {name for name in listed["entries"] if name.startswith("files/")} == {
        "files/files/ab/ktp.pdf",
        "files/files/ab/foto.jpg",
    }


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.93, 0.96, 0.99, 0.9999])
def test_one_changed_byte_anywhere_is_found_and_nothing_changes(office, room, share):
    backup(room / "a.zip", at=now())
    content = bytearray((room / "a.zip").read_bytes())
    content[int(len(content) * share)] ^= 0xFF
    (room / "a.zip").write_bytes(content)
    before = everything()

    with pytest.raises(Conflict) as refused:
        restore(room / "a.zip", at=now())

    assert refused.value.reason.code in ("backup_damaged", "backup_foreign")
    assert everything() == before


def test_a_file_cut_short_is_refused(office, room):
    backup(room / "a.zip", at=now())
    (room / "a.zip").write_bytes((room / "a.zip").read_bytes()[:-200])

    with pytest.raises(Conflict):
        restore(room / "a.zip", at=now())


def _rewritten(file: Path, **changes):
    """The same backup with other values in its list."""
    with zipfile.ZipFile(file) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[archive.LIST] = json.dumps({**json.loads(parts[archive.LIST]), **changes}).encode()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
        target.comment = b"0" * archive.SEAL
    archive._seal(file)


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"format": "something-else"}, "backup_foreign"),
        ({"version": 2}, "backup_newer"),
        ({"step": "9999"}, "backup_newer"),
        ({"database": "oracle"}, "backup_other_database"),
        ({"entries": {}}, "backup_damaged"),
        ({"counts": {"applicants": 7}}, "backup_damaged"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_changes(app, office, room, changes, code):
    backup(room / "a.zip", at=now())
    _rewritten(room / "a.zip", **changes)
    before = everything()

    with pytest.raises(Conflict) as refused:
        restore(room / "a.zip", at=now())

    assert refused.value.reason.code == code
    assert everything() == before
    assert not list(Path(app.instance_path).glob("before-restore-*"))
    assert not list(Path(app.instance_path).glob(".upkeep-*"))


def test_a_name_that_leads_out_of_the_folder_is_refused(office, room):
    listed = backup(room / "a.zip", at=now())
    with zipfile.ZipFile(room / "a.zip", "a") as target:
        target.writestr("../evil.txt", "x")
    evil = {"size": 1, "sha256": sha256(b"x").hexdigest()}
    _rewritten(room / "a.zip", entries={**listed["entries"], "../evil.txt": evil})

    with pytest.raises(Conflict) as refused:
        restore(room / "a.zip", at=now())

    assert refused.value.reason.code == "backup_damaged"


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half a zip"])
def test_a_foreign_file_is_refused_with_a_sentence(app, office, room, content):
    (room / "a.zip").write_bytes(content)

    result = run(app, "restore", room / "a.zip")

    assert result.exit_code == 1
    assert "bukan cadangan aplikasi ini" in result.output


def test_a_backup_that_fails_never_spoils_the_one_that_is_there(office, room, monkeypatch):
    backup(room / "a.zip", at=now())
    before = (room / "a.zip").read_bytes()
    monkeypatch.setattr(archive, "_sum", lambda *_: {"size": 0, "sha256": "a disk that forgets"})

    with pytest.raises(Conflict) as refused:
        backup(room / "a.zip", at=now())

    assert refused.value.reason.code == "backup_damaged"
    assert (room / "a.zip").read_bytes() == before
    assert [path.name for path in room.iterdir()] == ["a.zip"]


def test_a_place_that_cannot_be_written_to_is_said(app, office, room):
    result = run(app, "backup", room / "nowhere" / "a.zip")

    assert result.exit_code == 1
    assert "tidak dapat ditulis" in result.output


def test_the_commands_print_one_object(app, office, room):
    made = json.loads(run(app, "backup", room / "a.zip", "--json").output)
    back = json.loads(run(app, "restore", room / "a.zip", "--json").output)

    assert made["counts"]["applicants"] == back["counts"]["applicants"] == 1
    assert made["files"] == 2
    assert Path(back["kept"]).is_file()


def test_the_commands_say_what_they_did(app, office, room):
    assert "1 pelamar, 2 berkas" in run(app, "backup", room / "a.zip").output
    assert "Keadaan sebelumnya tersimpan di" in run(app, "restore", room / "a.zip").output


def test_what_was_not_committed_when_the_backup_began_is_not_in_it(app, office, room):
    other = db.engine.connect()
    try:
        if not is_sqlite():
            other.exec_driver_sql("UPDATE applicants SET note = 'setengah jalan'")
        backup(room / "a.zip", at=now())
    finally:
        other.rollback()
        other.close()

    restore(room / "a.zip", at=now())

    assert db.session.scalar(select(Applicant.note)) is None


def test_a_database_that_can_no_longer_be_read_is_replaced_and_its_bare_file_kept(app, office, room):
    if not is_sqlite():
        assert db.engine.dialect.name == "postgresql"
        return
    before = everything()
    backup(room / "a.zip", at=now())
    db.session.remove()
    db.engine.dispose()
    file = Path(db.engine.url.database)
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    file.write_bytes(b"rubbish" * 10_000)

    listed = restore(room / "a.zip", at=now())

    assert everything() == before
    assert (Path(listed["kept"]) / file.name).read_bytes() == b"rubbish" * 10_000
