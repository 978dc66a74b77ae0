"""A real server over an invented office, and a hand that moves a real mouse and real keys.

A file of tests may say `PEOPLE` and `ORDERS`: how large its office is.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browser.hand import Hand

ROOT = Path(__file__).parents[2]
PASSWORD = "contoh-serang"
LOGINS = {
    "admin": "admin",
    "head": "kepala",
    "officer": "petugas",
    "second": "petugas2",
    "trainer": "instruktur",
    "viewer": "pembaca",
}


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    """Everything here drives a browser, and the tests of one file share a server."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(Path(item.fspath).stem))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failed test leaves a picture of each screen and says where."""
    report = yield
    if report.failed and report.when == "call":
        open_ones = [hand for hand in getattr(item.funcargs.get("hand_of"), "hands", []) if not hand.page.is_closed()]
        for number, hand in enumerate(open_ones):
            picture = item.config._tmp_path_factory.mktemp("screen") / f"{number}.png"
            hand.page.screenshot(path=picture)
            report.sections.append(("Screen", f"{hand.page.url} {picture}"))
    return report


class Office:
    """The server as it runs in an office, beside its worker: its address, and the folder of its database."""

    def __init__(self, folder: Path):
        port = _free_port()
        self.folder, self.base, self.seats = folder, f"http://127.0.0.1:{port}", {}
        with open(folder / "log", "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "serang.serve"],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**_environment(folder), "SERANG_PORT": str(port)},
            )
        self._wait()

    def stop(self):
        """End the server; gives what it has printed."""
        self.process.terminate()
        self.process.wait(40)
        return (self.folder / "log").read_text()

    def _wait(self):
        for _try in range(300):
            try:
                urllib.request.urlopen(f"{self.base}/healthz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError((self.folder / "log").read_text())


@pytest.fixture(scope="module")
def office(tmp_path_factory, request):
    """The server of one file of tests, over a copy of an office invented once per run."""
    people, orders = getattr(request.module, "PEOPLE", 300), getattr(request.module, "ORDERS", 20)
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(_invented(_of_the_run(tmp_path_factory), people, orders), folder, dirs_exist_ok=True)
    running = Office(folder)
    yield running
    printed = running.stop()
    assert "Traceback" not in printed, printed


@pytest.fixture(scope="module")
def seated(office, chromium):
    """seated("officer", width=390): a screen with that person signed in; whoever asks closes it."""

    def at(role: str | None = "officer", *, width=1366, height=768, dark=False, script=True, afresh=False) -> Hand:
        kept = _seat(office, chromium, role) if role and not afresh else None
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            storage_state=kept,
        )
        hand = Hand(context, office.base)
        if role and afresh:
            hand.sign_in(LOGINS[role], PASSWORD)
        return hand

    return at


@pytest.fixture
def hand_of(seated):
    """hand_of("officer", dark=True, width=390): somebody at a screen of that kind, None: nobody.

    At the end nothing may stand in any console, and no request may have left the house.
    """
    hands = []

    def of(*who, **how) -> Hand:
        hands.append(seated(*who, **how))
        return hands[-1]

    of.hands = hands
    yield of
    complaints = [hand.complaints() for hand in hands]
    strangers = [hand.strangers for hand in hands]
    for hand in hands:
        hand.context.close()
    assert not any(complaints), complaints
    assert not any(strangers), strangers


@pytest.fixture
def hand(hand_of):
    """An officer at an ordinary laptop."""
    return hand_of("officer")


def _seat(office, chromium, role) -> dict:
    """The cookie of this role, signed in once per office."""
    if role not in office.seats:
        context = chromium.new_context()
        Hand(context, office.base).sign_in(LOGINS[role], PASSWORD)
        office.seats[role] = context.storage_state()
        context.close()
    return office.seats[role]


def _of_the_run(tmp_path_factory) -> Path:
    """The folder that all processes of one run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def _invented(shared: Path, people: int, orders: int) -> Path:
    """The folder of an office of that size; whoever comes first invents it, the others wait."""
    folder = shared / f"office-{people}-{orders}"
    with open(shared / f"{folder.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _flask(folder, "db", "upgrade", "-d", "serang/migrations")
            _flask(folder, "upkeep", "demo", "--applicants", str(people), "--orders", str(orders), "--seed", "1")
            (folder / "done").touch()
    return folder


def _flask(folder: Path, *command):
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=_environment(folder),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _environment(folder: Path) -> dict:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SERANG_")}
    return {**kept, "SERANG_INSTANCE": str(folder), "SERANG_DEMO": "1", "PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
