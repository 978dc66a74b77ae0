"""flask exchange applicants FILE."""

import json

import pytest

from serang.applicants.models import Applicant
from serang.db import db
from serang.exchange.models import Import, ImportRow
from tests.exchange.lists import SAMPLES, SITI, pasted, person


@pytest.fixture
def run(app):
    """run(file, "--apply") gives exit code, standard output and standard error."""

    def call(*arguments):
        db.session.commit()
        db.session.remove()
        result = app.test_cli_runner().invoke(args=["exchange", "applicants", *map(str, arguments)])
        return result.exit_code, result.stdout, result.stderr

    return call


@pytest.fixture
def listed(tmp_path):
    """A csv file of rows."""

    def make(*rows):
        file = tmp_path / "daftar.csv"
        file.write_text(pasted(*rows), "utf-8")
        return file

    return make


@pytest.mark.parametrize("name, rows", [("daftar-pelamar.xlsx", 60), ("rekap-kelurahan.xlsx", 48)])
def test_a_sample_goes_in_whole_and_again_changes_nothing(run, name, rows):
    code, out, _err = run(SAMPLES / name, "--apply", "--json")
    first = json.loads(out)
    _code, out, _err = run(SAMPLES / name, "--apply", "--json")
    again = json.loads(out)

    assert code == 0
    assert (first["new"], first["changed"], first["same"], first["refused"], len(first["rows"])) == (rows, 0, 0, 0, rows)
    assert (again["new"], again["changed"], again["same"], again["refused"]) == (0, 0, rows, 0)
    assert set(first["rows"][0]) >= {"row", "verdict", "reasons"}
    assert db.session.query(Applicant).count() == rows


def test_without_apply_nothing_is_kept(run, listed):
    code, out, _err = run(listed(SITI), "--json")

    assert (code, json.loads(out)["new"], json.loads(out)["applied"]) == (0, 1, False)
    assert db.session.query(Applicant).count() == db.session.query(Import).count() == 0


def test_a_dry_run_and_a_writing_say_the_same_of_each_row(run, listed):
    file = listed(SITI, person("Budi", born="31/02/1999"), person("Cecep", wish="masinis"))

    dry = json.loads(run(file, "--json")[1])
    wet = json.loads(run(file, "--apply", "--json")[1])

    assert dry["rows"] == wet["rows"]
    assert [(row["row"], row["verdict"], bool(row["reasons"])) for row in dry["rows"]] == [
        (2, "new", False), (3, "refused", True), (4, "new", False)]  # fmt: skip
    assert "31/02/1999 tidak ada" in dry["rows"][1]["reasons"][0]


def test_a_list_with_nothing_new_leaves_no_rows_behind(run, listed):
    run(listed(SITI), "--apply")
    code, out, _err = run(listed(SITI), "--apply")

    assert (code, "Belum ada yang disimpan" in out) == (0, True)
    assert {row.import_id for row in db.session.query(ImportRow)} == {db.session.query(Import.id).filter_by(state="applied").scalar()}


@pytest.mark.parametrize("name", ["locked.xlsx", "nobody.xlsx", "test.pdf"])
def test_a_bad_file_is_told_on_standard_error(run, tmp_path, name):
    file = SAMPLES / name if name == "locked.xlsx" else tmp_path / name
    if name == "test.pdf":
        file.write_bytes(b"%PDF-1.4")

    code, out, err = run(file)
    _code, as_json, _err = run(file, "--json")

    assert (code, out, bool(err)) == (1, "", True)
    assert json.loads(as_json)["error"] in err


def test_words_for_people_on_the_terminal(run, listed):
    code, out, _err = run(listed(SITI, person("", nik="3673010101990007")), "--apply")

    assert code == 0
    assert "1 baru, 0 diperbarui, 0 tetap, 1 ditolak." in out
    assert "Baris 3 ditolak: Nama lengkap: Wajib diisi." in out
