"""The checker finds nothing, and every file stands as the formatter writes it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ["serang", "tests", "benchmarks", "deploy", "wsgi.py"]


@pytest.mark.parametrize(
    "asked", [["check", "--no-cache", "--quiet"], ["format", "--check", "--no-cache", "--quiet"]], ids=["check", "format"]
)
def test_ruff_has_nothing_to_say(asked):
    told = subprocess.run([sys.executable, "-m", "ruff", *asked, *CODE], cwd=ROOT, capture_output=True, text=True)

    assert told.returncode == 0, told.stdout + told.stderr
