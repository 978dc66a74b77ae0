"""The map is true: every folder is in it, and everything in it exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_folder_is_on_the_map():
    folders = {f"serang/{p.name}" for p in (ROOT / "serang").iterdir() if p.is_dir() and not p.name.startswith("_")}
    folders |= {"templates", "static", "tests", "benchmarks", "deploy", "docs", "instance"}

    assert not [name for name in sorted(folders) if f"`{name}`" not in README]


def test_everything_on_the_map_exists():
    named = re.findall(r"^\| `([a-z/_]+)` \|", README, re.MULTILINE)

    assert len(named) > 15
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(file):
    text = (ROOT / file).read_text("utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if not t.startswith("http")]

    assert not [target for target in targets if not ((ROOT / file).parent / target).exists()]


def test_tests_named_in_the_promises_exist():
    named = re.findall(r"`(tests/[a-z_/.]+)`", (ROOT / "docs" / "security.md").read_text("utf-8"))

    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_commands_of_the_readme_exist(application):
    named = re.findall(r"^flask --app wsgi (\w+) ([\w-]+)", README, re.MULTILINE)

    assert named
    for group, command in named:
        assert command in application.cli.commands[group].commands
