"""The folder is the noun, the file is the layer, every import goes down."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "serang"
LAYERS = ["rules", "models", "queries", "operations", "words", "forms", "sheet", "routes", "cli", "tasks"]
NOUNS = [
    "common",
    "audit",
    "settings",
    "accounts",
    "jobs",
    "exchange",
    "applicants",
    "documents",
    "trainings",
    "orders",
    "stages",
    "matching",
    "partnerships",
    "reports",
    "home",
    "upkeep",
]
FRAME = {"app", "tables", "worker", "ready", "serve", "beside", "migrations"}
HELPERS_MAY_KNOW = {"serang.accounts.rules", "serang.common.words", "serang.common.refusals", "serang.common.rules"}
HELPERS = {"db", "config", "i18n", "files", "web", "sheets"}
RULES_MAY_IMPORT = {"numpy", "scipy", "ortools", "phonenumbers", "rapidfuzz"}
DOORS = {
    "python_calamine": ["serang/sheets/"],
    "xlsxwriter": ["serang/sheets/"],
    "typst": ["serang/web/printing.py"],
    "segno": ["serang/web/printing.py"],
    "flask_babel": ["serang/i18n.py", "serang/web/forms.py"],
    "babel": ["serang/i18n.py"],
    "ortools": ["serang/matching/rules/flow.py"],
    "phonenumbers": ["serang/common/rules/phones.py"],
    "rapidfuzz": ["serang/common/rules/names/"],
    "argon2": ["serang/accounts/operations.py"],
    "PIL": ["serang/files.py"],
    "htmx_flask": ["serang/web/page.py"],
}
FILES = sorted(ROOT.rglob("*.py"))
pytestmark = pytest.mark.pure


def place(module: str):
    """(layer, noun) of a module of a noun, else None."""
    parts = module.split(".")
    if len(parts) < 3 or parts[0] != "serang" or parts[1] not in NOUNS or parts[2] not in LAYERS:
        return None
    return LAYERS.index(parts[2]), NOUNS.index(parts[1])


def imports(file: Path):
    """Every module a file imports, also inside functions; names imported from a package count when they are modules."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if is_module(f"{node.module}.{name.name}"))


def is_module(name: str) -> bool:
    path = ROOT.parent / Path(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_go_down(file):
    own = place(module_of(file))
    for name in imports(file):
        other = place(name)
        if own and other and other[1:] + other[:1] != own[1:] + own[:1]:
            assert other[0] <= own[0], f"{file} imports {name}, a higher layer"
            assert other[0] < own[0] or other[1] < own[1], f"{file} imports {name}, which lies above it"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_helpers_know_no_noun(file):
    top = module_of(file).split(".")[1:2]
    if top and top[0] in HELPERS:
        for name in imports(file):
            noun = name.split(".")[1] if name.startswith("serang.") and name.count(".") else None
            known = any(name == allowed or name.startswith(allowed + ".") for allowed in HELPERS_MAY_KNOW)
            assert noun not in NOUNS or known or name in ("serang.common", "serang.accounts"), f"{file} imports {name}"


@pytest.mark.parametrize("file", [f for f in FILES if (place(module_of(f)) or (9, 9))[0] == 0], ids=module_of)
def test_rules_are_pure(file):
    for name in imports(file):
        top = name.split(".")[0]
        assert top not in ("flask", "sqlalchemy", "flask_babel", "babel", "wtforms", "flask_login"), f"{file} imports {name}"
        assert not name.startswith(("serang.web", "serang.db", "serang.i18n")), f"{file} imports {name}"
    text = file.read_text("utf-8")
    assert "date.today(" not in text
    assert "datetime.now(" not in text


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_one_door_per_package(file):
    for name in imports(file):
        doors = DOORS.get(name.split(".")[0])
        where = str(file.relative_to(ROOT.parent))
        assert doors is None or any(where.startswith(door) for door in doors), f"{where} imports {name}"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_routes_and_forms_write_no_sql(file):
    own = place(module_of(file))
    if own and LAYERS[own[0]] in ("routes", "forms", "words") and own[1] != NOUNS.index("home"):
        bad = [name for name in imports(file) if name.split(".")[0] == "sqlalchemy" and name != "sqlalchemy.exc"]
        assert not bad, f"{file} imports {bad}"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_only_the_web_and_terminal_look_at_the_clock(file):
    own = place(module_of(file))
    allowed = {"routes", "cli", "tasks", "forms"}
    if own and LAYERS[own[0]] not in allowed:
        assert "serang.web.clock" not in list(imports(file)), f"{file} looks at the clock"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_only_operations_write(file):
    """Rows are written by operations; nothing but the web, the terminal and jobs commits."""
    own = place(module_of(file))
    text = file.read_text("utf-8")
    if own and LAYERS[own[0]] not in ("operations", "cli", "tasks"):
        assert "session.commit(" not in text, f"{file} commits"
        assert "session.add(" not in text, f"{file} writes"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_every_file_says_what_lives_there(file):
    tree = ast.parse(file.read_text("utf-8"))
    assert not tree.body or ast.get_docstring(tree), f"{file} has no docstring"


def test_every_noun_is_in_the_order():
    folders = {p.name for p in ROOT.iterdir() if (p / "__init__.py").exists()}
    assert folders - HELPERS - {"migrations"} == set(NOUNS)
