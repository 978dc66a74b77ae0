"""Serves the office: brings the database to the newest step, then pages and background worker by one command."""

import os
import signal
import socket
import sys
import threading
import time
from ipaddress import ip_address

from serang import ready
from serang.beside import Beside

GRACE_SECONDS = 25


def main():
    """Check the address, prepare the database, say where the pages are, serve until told to stop."""
    os.umask(0o077)
    os.chdir(ready.ROOT)
    try:
        host, port = address(os.environ)
        _check_free(host, port)
        app = _application()
        ready.prepare(app)
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    serve = _serve_waitress if _without_fork() else _serve_gunicorn
    serve(app, host, port)


def address(environ) -> tuple[str, int]:
    """Where to serve: SERANG_HOST and SERANG_PORT, by default 127.0.0.1 and 8000.

    Raises ValueError for a port that is none, and for an address that others can reach unless a proxy
    is named or plain HTTP is allowed in so many words.
    """
    host, port = environ.get("SERANG_HOST") or "127.0.0.1", environ.get("SERANG_PORT") or "8000"
    if not (port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"SERANG_PORT must be a number between 1 and 65535, but is {port!r}")
    if _only_here(host):
        return host, int(port)
    if environ.get("FLASK_DEBUG", "0") not in ("", "0"):
        raise ValueError(f"FLASK_DEBUG is on: it is never served on {host}. Take it out of the environment.")
    if environ.get("SERANG_PROXIES", "0") in ("", "0") and environ.get("SERANG_ALLOW_PLAIN_HTTP") != "1":
        raise ValueError(
            f"On {host} passwords would cross the network unprotected. Put a proxy with TLS in front and set "
            "SERANG_PROXIES=1 (deploy/nginx.conf), or allow it with SERANG_ALLOW_PLAIN_HTTP=1."
        )
    return host, int(port)


def _only_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check_free(host: str, port: int):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = f"{host}:{port} cannot be used ({error.strerror}); choose another port: ./run --port N"
            raise ValueError(why) from None


def _application():
    from serang.app import create_app

    app = create_app()
    app.debug = False
    return app


def _say_where(host: str, port: int):
    shown = f"[{host}]" if ":" in host else host
    print(f"Serang is at http://{shown}:{port}  (Ctrl+C stops it)", flush=True)


def _without_fork() -> bool:
    return sys.platform == "win32" or os.environ.get("SERANG_SERVER") == "waitress"


def _serve_gunicorn(app, host: str, port: int):
    from gunicorn.app.base import BaseApplication
    from gunicorn.arbiter import Arbiter

    beside = Beside()

    class Keeper(Arbiter):
        def manage_workers(self):
            super().manage_workers()
            # In the loop and not in a thread: a fork in the middle of starting a process would tie the two together.
            beside.keep()

    class Server(BaseApplication):
        def load_config(self):
            for name, value in _gunicorn_options(host, port, beside).items():
                self.cfg.set(name, value)

        def load(self):
            return app

        def run(self):
            Keeper(self).run()

    Server().run()


def _gunicorn_options(host: str, port: int, beside: Beside) -> dict:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "worker_class": "gthread",
        "workers": max(2, int(os.environ.get("SERANG_WORKERS") or 2)),
        "threads": 8,
        "preload_app": True,
        "graceful_timeout": GRACE_SECONDS,
        "timeout": 120,
        "keepalive": 75,
        "limit_request_line": 8190,
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
        "forwarded_allow_ips": "",  # only the app's own setting decides whether a proxy is believed
        "when_ready": lambda arbiter: _say_where(host, port),
        "post_fork": lambda arbiter, worker: beside.let_go(),
        "on_exit": lambda arbiter: beside.end(),
    }


def _serve_waitress(app, host: str, port: int):
    from waitress.server import create_server

    in_hand = InHand(app)
    believed = bool(app.config["PROXIES"])
    server = create_server(in_hand, host=host, port=port, threads=8, ident="serang", clear_untrusted_proxy_headers=not believed)
    stopping = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stopping.set())
    threading.Thread(target=server.run, name="waitress", daemon=True).start()
    _say_where(host, port)
    beside = Beside()
    beside.keep()
    while not stopping.wait(1):
        beside.keep()
    _finish(server, in_hand)
    beside.end()


class InHand:
    """Counts the requests being answered, so that a stop can wait for them."""

    def __init__(self, app):
        self.app = app
        self.count = 0
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        """Answer one request; it counts until the server has closed the answer."""
        from werkzeug.wsgi import ClosingIterator

        self._add(1)
        try:
            return ClosingIterator(self.app(environ, start_response), lambda: self._add(-1))
        except BaseException:
            self._add(-1)
            raise

    def _add(self, number: int):
        with self._lock:
            self.count += number


def _finish(server, in_hand: InHand):
    """Take no new connections and let the requests in hand end."""
    deadline = time.monotonic() + GRACE_SECONDS
    server.trigger.pull_trigger(lambda: (server.del_channel(), server.socket.close()))
    while in_hand.count and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)  # the last answers leave through the loop


if __name__ == "__main__":
    main()
