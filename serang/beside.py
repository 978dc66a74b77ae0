"""The background worker beside the server: started, kept alive and ended with it.

`python -m serang.beside` is that worker. It holds the reading end of a pipe whose other end only the
server has; when the server is gone, however it went, the pipe closes and the worker ends itself.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading
import time

REST_SECONDS = 3  # a worker that cannot start must not be started in a tight loop
END_SECONDS = 20  # to come to the end of a small transaction


class Beside:
    """One background worker. Whoever owns it calls `keep` about once a second, always from the same thread."""

    def __init__(self):
        self._process = None
        self._started_at = -REST_SECONDS

    def keep(self):
        """Start the worker if it is not running."""
        if self._process and self._process.poll() is None:
            return
        if time.monotonic() - self._started_at < REST_SECONDS:
            return
        self.let_go()
        # A session of its own: Ctrl+C in the terminal reaches the server alone, which then ends the worker.
        command = [sys.executable, "-m", "serang.beside"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self._started_at = time.monotonic()

    def end(self):
        """Ask the worker to end; after 20 seconds it is killed, its job will be taken up again."""
        if not self._process:
            return
        self._process.terminate()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def let_go(self):
        """Close our end of the pipe. A forked copy of the server does so, or the pipe would outlive the server."""
        if self._process:
            self._process.stdin.close()


def end_with_parent():
    """End this process when whoever started it is gone: first politely, then for good."""
    threading.Thread(target=_wait_for_parent, name="parent", daemon=True).start()


def _wait_for_parent():
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    end_with_parent()
    runpy.run_module("serang.worker", run_name="__main__", alter_sys=True)
