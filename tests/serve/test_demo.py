"""The demo beside the real office: a database of its own, filled once."""

import os

import pytest

from serang import ready
from serang.app import create_app


@pytest.fixture
def environ(monkeypatch, tmp_path):
    """An instance folder of its own, marked as the demo, filled with few people."""
    for name in [name for name in os.environ if name.startswith("SERANG_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SERANG_DEMO", "1")
    monkeypatch.setenv("SERANG_INSTANCE", str(tmp_path))
    monkeypatch.setattr(ready, "DEMO", ["--applicants", "20", "--orders", "3", "--seed", "1"])
    return monkeypatch


def test_the_demo_is_filled_once_and_says_its_logins_each_time(environ, tmp_path, capsys):
    ready.prepare(create_app())
    first = capsys.readouterr().out
    ready.prepare(create_app())
    second = capsys.readouterr().out

    assert "Inventing" in first
    assert "Inventing" not in second
    assert second.strip()
    assert first.rstrip().endswith(second.rstrip())
    assert (tmp_path / "demo-logins.txt").read_text().strip() == second.strip()
    assert not (tmp_path / "serang.sqlite").exists()


def test_a_demo_filled_by_hand_is_left_as_it_is(environ, tmp_path, capsys):
    ready.prepare(create_app())
    (tmp_path / "demo-logins.txt").unlink()
    capsys.readouterr()

    ready.prepare(create_app())

    assert capsys.readouterr().out.startswith("The demo was filled by hand")
    assert not (tmp_path / "demo-logins.txt").exists()


def test_the_demo_never_goes_into_another_database(environ, tmp_path):
    environ.setenv("SERANG_DATABASE_URL", f"sqlite:///{tmp_path / 'real.sqlite'}")

    with pytest.raises(ValueError, match="SERANG_DATABASE_URL"):
        ready.prepare(create_app())
