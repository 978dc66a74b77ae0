"""The key that signs the cookies."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from serang.config import settings


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """No variable of the machine that runs the tests."""
    monkeypatch.delenv("SERANG_SECRET_KEY", raising=False)


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path):
    first = settings(tmp_path)["SECRET_KEY"]

    assert settings(tmp_path)["SECRET_KEY"] == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_first_starts_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        keys = {found["SECRET_KEY"] for found in threads.map(settings, [tmp_path / "new"] * 8)}

    assert len(keys) == 1


@pytest.mark.parametrize("text, mode, said", [("dev", 0o600, "too short"), ("x" * 64, 0o644, "read by others")])
def test_a_weak_or_open_key_is_refused(tmp_path, text, mode, said):
    file = tmp_path / "secret_key"
    file.write_text(text)
    file.chmod(mode)

    with pytest.raises(ValueError, match=said):
        settings(tmp_path)
