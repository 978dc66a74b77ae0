"""The list of people beside bare Flask, Django admin and Flask-Admin, over the same people in one run.

    python benchmarks/pages.py [--people 100000] [--rounds 5] [--no-peers] [--json]

Every page is asked for in-process as a WSGI call, 50 rows, and measured in milliseconds of CPU, the best of the rounds.
Ours is whole: sign-in, rights, layout, filters, row edit. The floor is Flask with sqlite3 and a bare table of the same
rows. The peers get a virtual environment of their own, thrown away at the end, and a copy of the same database.
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
PEERS = {"Django admin": "django_admin.py", "Flask-Admin": "flask_admin_view.py"}
WANTED = {"Django admin": ["django", "werkzeug"], "Flask-Admin": ["flask-admin[sqlalchemy]", "werkzeug"]}
HITS, NOTHING = "rahmawati", "zzqx"
ROWS = 50


def main():
    """Fill, measure, print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="serang-pages-") as folder:
        folder = Path(folder)
        big, small = _filled(folder / "big", asked.people), _filled(folder / "small", 1000)
        measured = {"floor": floor(big, asked.rounds), "serang": ours(folder / "big", asked.rounds)}
        measured["serang, 1,000 people"] = ours(folder / "small", asked.rounds)
        if not asked.no_peers:
            measured |= {name: peer(folder, name, big, asked.rounds) for name in PEERS}
    del small
    report = {"people": asked.people, "ms": measured, "targets": targets(measured)}
    print(json.dumps(report) if asked.json else _table(report))


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _filled(instance: Path, people: int) -> Path:
    """A database of that many invented people, made by the terminal as an office would."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    environment = os.environ | {"SERANG_INSTANCE": str(instance), "SERANG_DEMO": "1"}
    for command in (
        ["db", "upgrade", "-d", "serang/migrations"],
        [
            "upkeep",
            "demo",
            "--applicants",
            str(people),
            "--orders",
            str(max(10, people // 100)),
            "--seed",
            "1",
            "--json",
        ],
    ):
        subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return instance / "demo.sqlite"


def best(rounds: int, pages: dict) -> dict[str, float]:
    """Milliseconds of CPU of each page, the best of the rounds, the pages taking turns."""
    found = dict.fromkeys(pages, float("inf"))
    for _round in range(rounds + 1):
        for name, ask in pages.items():
            start = time.process_time()
            ask()
            found[name] = min(found[name], (time.process_time() - start) * 1000)
    return {name: round(ms, 2) for name, ms in found.items()}


def ours(instance: Path, rounds: int) -> dict:
    """The pages of the app, signed in as an officer."""
    os.environ |= {"SERANG_INSTANCE": str(instance), "SERANG_DEMO": "1"}
    from serang.app import create_app
    from serang.upkeep.cli import DEMO_PASSWORD

    app = create_app(INSTANCE=instance)
    client = app.test_client()
    token = _token(client.get("/login").text)
    client.post("/login", data={"username": "petugas", "password": DEMO_PASSWORD, "csrf_token": token})

    def get(address, **headers):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def part(target):
        return {"HX-Request": "true", "HX-Target": target}

    first = get(f"/applicants?size={ROWS}")
    token, person = _token(first), re.search(r'id="row_(\d+)"', first).group(1)
    total = sqlite3.connect(instance / "demo.sqlite").execute("SELECT count(*) FROM applicants").fetchone()[0]
    deep = re.search(r'rel="next"[^>]*href="([^"]+)"', get(f"/applicants?size={ROWS}&page={total // ROWS // 2}"))
    turn = iter(range(10**6))

    def edit():
        version = re.search(r'name="version" value="(\d+)"', get(f"/applicants/{person}/row/edit?columns=phone")).group(1)
        start = time.process_time()
        answer = client.post(
            f"/applicants/{person}/row",
            data={"csrf_token": token, "version": version, "phone": f"0812{next(turn):08}", "columns": "phone"},
        )
        took = (time.process_time() - start) * 1000
        assert answer.status_code == 303
        get(answer.location, **part(f"tr#row_{person}"))  # as the browser does: what was said of the edit is shown, and forgotten
        return took

    pages = {
        "list": lambda: get(f"/applicants?size={ROWS}"),
        "two filters": lambda: get(f"/applicants?size={ROWS}&stage=registered&sex=P"),
        "search": lambda: get(f"/applicants?size={ROWS}&q={HITS}"),
        "search, nothing": lambda: get(f"/applicants?size={ROWS}&q={NOTHING}"),
        "deep page": lambda: get(deep.group(1).replace("&amp;", "&") if deep else "/applicants"),
        "facet counts": lambda: get("/applicants/facets", **part("form#list_filters")),
        "rows only": lambda: get(f"/applicants?size={ROWS}", **part("div#applicant_list")),
    }
    return best(rounds, pages) | {
        "edit a row": round(min(edit() for _ in range(rounds * 3)), 2),
        "KiB": round(len(first.encode()) / 1024, 1),
    }


def floor(file: Path, rounds: int) -> dict:
    """Flask, sqlite3 and a bare table: what no page can be faster than."""
    from flask import Flask, render_template_string, request

    app, names = (
        Flask("floor"),
        "id, full_name, birth_date, sex, kecamatan_code, stage, eps_score, papers, phone, officer_id",
    )
    table = app.jinja_env.from_string(
        "<!doctype html><title>x</title><p>{{ total }}</p><table>{% for r in rows %}<tr>{% for v in r %}<td>{{ v }}</td>{% endfor %}</tr>"
        "{% endfor %}</table>"
    )
    assert render_template_string

    @app.get("/")
    def index():
        db = sqlite3.connect(file)
        where, values, join = "1", [], ""
        if q := request.args.get("q"):
            join, where, values = (
                "applicants_fts CROSS JOIN",
                "applicants_fts MATCH ? AND applicants.id = applicants_fts.rowid",
                [f'search:"{q}"'],
            )
        elif stage := request.args.get("stage"):
            where, values = "+stage = ? AND +sex = ?", [stage, request.args["sex"]]
        total = db.execute(f"SELECT count(*) FROM {join} applicants WHERE {where.replace('+', '')}", values).fetchone()[0]
        if after := request.args.get("after"):
            where, values = "applicants.search >= ?", [after]
        named = ", ".join(f"applicants.{name}" for name in names.split(", "))
        rows = db.execute(
            f"SELECT {named} FROM {join} applicants WHERE {where} ORDER BY applicants.search, applicants.id LIMIT {ROWS}",
            values,
        ).fetchall()
        return table.render(rows=rows, total=total)

    @app.post("/<int:number>")
    def edit(number):
        db = sqlite3.connect(file, isolation_level=None)
        db.execute("UPDATE applicants SET phone = ? WHERE id = ?", (request.form["phone"], number))
        return "", 303

    client = app.test_client()
    middle = (
        sqlite3.connect(file)
        .execute("SELECT search FROM applicants ORDER BY search LIMIT 1 OFFSET (SELECT count(*) / 2 FROM applicants)")
        .fetchone()[0]
    )
    group = "stage, sex, education, kecamatan_code, papers, officer_id, exit_reason, hold_reason"
    counting = sqlite3.connect(file)
    return best(
        rounds,
        {
            "list": lambda: client.get("/"),
            "two filters": lambda: client.get("/?stage=registered&sex=P"),
            "search": lambda: client.get(f"/?q={HITS}"),
            "search, nothing": lambda: client.get(f"/?q={NOTHING}"),
            "deep page": lambda: client.get("/", query_string={"after": middle}),
            "facet counts": lambda: counting.execute(f"SELECT {group}, count(*) FROM applicants GROUP BY {group}").fetchall(),
            "edit a row": lambda: client.post("/1", data={"phone": "0812"}),
        },
    ) | {"KiB": round(len(client.get("/").data) / 1024, 1)}


def peer(folder: Path, name: str, file: Path, rounds: int) -> dict:
    """The same pages of a peer, in a virtual environment of its own, over a copy of the database."""
    place = folder / name.replace(" ", "_")
    venv.create(place, with_pip=True)
    subprocess.run([place / "bin" / "pip", "install", "--quiet", *WANTED[name]], check=True)
    copy = place / "people.sqlite"
    shutil.copyfile(file, copy)
    script = Path(__file__).parent / "peers" / PEERS[name]
    done = subprocess.run(
        [place / "bin" / "python", script, copy, str(rounds), HITS, NOTHING],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def targets(ms: dict) -> list[dict]:
    """Each promise as a ratio: what it is, what it may be."""
    us, bare, few = ms["serang"], ms["floor"], ms["serang, 1,000 people"]
    found = [
        ("list ÷ floor", us["list"] / bare["list"], 4),
        ("two filters ÷ floor", us["two filters"] / bare["two filters"], 4),
        ("deep page ÷ first page", us["deep page"] / us["list"], 1.3),
        ("list ÷ list of 1,000", us["list"] / few["list"], 1.5),
        ("facet counts ÷ one GROUP BY", us["facet counts"] / bare["facet counts"], 2),
        ("edit a row ÷ bare update", us["edit a row"] / bare["edit a row"], 8),
        ("KiB of a page", us["KiB"], 40),
    ]
    if "Django admin" in ms:
        django = ms["Django admin"]
        found += [
            (f"{name} ÷ Django admin", us[name] / django[name], most)
            for name, most in (
                ("list", 0.15),
                ("two filters", 0.15),
                ("search", 0.1),
                ("search, nothing", 0.05),
                ("edit a row", 0.5),
            )
        ]
    return [{"what": what, "is": round(value, 3), "most": most, "kept": value <= most} for what, value, most in found]


def _token(html: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)


def _table(report: dict) -> str:
    pages = [*report["ms"]["floor"], "rows only"]
    lines = [
        f"{report['people']} people, {ROWS} rows a page, CPU ms",
        " " * 22 + "".join(f"{name:>18}" for name in pages),
    ]
    lines += [f"{who:22}" + "".join(f"{ms.get(name, ''):>18}" for name in pages) for who, ms in report["ms"].items()]
    lines += [""] + [
        f"{'kept  ' if one['kept'] else 'MISSED'} {one['what']:34} {one['is']:>8} (at most {one['most']})" for one in report["targets"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
