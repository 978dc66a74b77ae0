"""The server as a process of its own: started, told to stop, killed."""

import os
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(tmp_path, fresh_database):
    """Environment of an installation of its own: empty instance folder, empty database, free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SERANG_")}
    environ = ours | {"SERANG_INSTANCE": str(tmp_path / "instance"), "SERANG_PORT": str(port)}
    if url := fresh_database("serve"):
        environ["SERANG_DATABASE_URL"] = url
    return environ


@contextmanager
def serving(office):
    """A server that answers; killed at the end if it still runs. Gives the process and the processes below it."""
    command = [sys.executable, "-m", "serang.serve"]
    log = Path(office["SERANG_INSTANCE"] + ".log")
    with open(log, "a") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=office, stdout=out, stderr=out)
    try:
        _until(lambda: _healthy(office) or server.poll() is not None, 60)
        assert _healthy(office), log.read_text()
        _until(lambda: _beside(server), 10)
        yield server, psutil.Process(server.pid).children(recursive=True)
    finally:
        server.kill()
        server.wait()


def _refused(office):
    command = [sys.executable, "-m", "serang.serve"]
    return subprocess.run(command, cwd=ROOT, env=office, capture_output=True, text=True, timeout=60)


def _healthy(office) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{office['SERANG_PORT']}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (URLError, ConnectionError):
        return False


def _beside(server):
    return [child for child in psutil.Process(server.pid).children() if _is_worker(child)]


def _is_worker(process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "serang.beside" in process.cmdline()
    except psutil.NoSuchProcess:  # ended between the list and the look
        return False


def _until(true, seconds) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(true())


def _all_gone(processes, seconds):
    _, left = psutil.wait_procs(processes, timeout=seconds)
    return not left


def test_stop_ends_server_and_worker_cleanly(office):
    with serving(office) as (server, below):
        server.terminate()

        assert server.wait(40) == 0
        assert _all_gone(below, 5)


def test_a_killed_server_leaves_nobody_behind(office):
    with serving(office) as (server, below):
        server.kill()

        assert _all_gone(below, 15)


def test_a_killed_worker_is_started_again(office):
    with serving(office) as (server, _):
        first = _beside(server)[0]

        first.kill()

        assert _until(lambda: any(worker.pid != first.pid for worker in _beside(server)), 15)


def test_a_request_in_hand_is_answered_after_the_stop(office):
    with serving(office) as (server, _), socket.create_connection(("127.0.0.1", int(office["SERANG_PORT"]))) as line:
        line.settimeout(20)
        line.sendall(
            b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 23\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=siti&"
        )
        time.sleep(0.5)

        server.terminate()
        time.sleep(0.5)
        line.sendall(b"password=")

        assert line.recv(100).startswith(b"HTTP/1.1 ")
        assert server.wait(40) == 0


def test_a_new_office_is_empty_and_closed_to_others(office):
    with serving(office):
        pass

    folder = Path(office["SERANG_INSTANCE"])
    said = Path(office["SERANG_INSTANCE"] + ".log").read_text()
    open_to_others = [file for file in folder.rglob("*") if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    assert "accounts create-admin --username" in said
    assert open_to_others == []


def test_a_taken_port_is_said_in_one_sentence(office):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(office["SERANG_PORT"])))
        other.listen()

        answer = _refused(office)

    assert answer.returncode == 1
    assert answer.stderr.strip().splitlines()[-1].endswith("choose another port: ./run --port N")


def test_a_newer_database_is_refused(office):
    if "SERANG_DATABASE_URL" in office:
        _newer_postgresql(office["SERANG_DATABASE_URL"])
    else:
        _newer_sqlite(Path(office["SERANG_INSTANCE"]))

    answer = _refused(office)

    assert answer.returncode == 1
    assert "newer than this program (step ffff)" in answer.stderr


STEP_FROM_THE_FUTURE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
    "INSERT INTO alembic_version VALUES ('ffff')",
)


def _newer_sqlite(folder):
    folder.mkdir()
    with sqlite3.connect(folder / "serang.sqlite") as connection:
        for statement in STEP_FROM_THE_FUTURE:
            connection.execute(statement)


def _newer_postgresql(url):
    import psycopg

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for statement in STEP_FROM_THE_FUTURE:
            connection.execute(statement)
