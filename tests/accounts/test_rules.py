"""What is no password."""

import pytest

from serang.accounts.rules import password_problem


@pytest.mark.parametrize(
    "password, problem",
    [
        ("pendek", "password_short"),
        ("a" * 201, "password_long"),
        ("aaaaaaaaaaaa", "password_common"),
        ("password123", "password_common"),
        ("P@ssw0rd2026", "password_common"),
        ("bismillah99", "password_common"),
        ("serang-2026!", "password_common"),
        ("19990312031299", "password_common"),
        ("ani.petugas1", "password_common"),
        ("kenari-biru-langit", None),
        ("세랑시 노동국 2026", None),
        ("ani suka melati", None),
    ],
)
def test_weak_ones_are_told_apart(password, problem):
    assert password_problem(password, "ani.petugas") == problem
