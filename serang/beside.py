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
    """One background worker, started again when it dies, until `end`."""

    def __init__(self):
        self._process = None
        self._ending = threading.Event()
        self._changing = threading.Lock()

    def start(self):
        """Start the worker and a thread that keeps it alive."""
        threading.Thread(target=self._keep, name="beside", daemon=True).start()

    def end(self):
        """Ask the worker to end; after 20 seconds it is killed, its job will be taken up again."""
        self._ending.set()
        with self._changing:
            process = self._process
        if process:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def let_go(self):
        """In a forked copy of the server: drop the pipe, so that only the server itself holds it."""
        if self._process:
            self._process.stdin.close()

    def _keep(self):
        while process := self._spawn():
            process.wait()
            process.stdin.close()
            self._ending.wait(REST_SECONDS)

    def _spawn(self):
        with self._changing:
            if self._ending.is_set():
                return None
            # A session of its own: Ctrl+C in the terminal reaches the server alone, which then ends the worker.
            command = [sys.executable, "-m", "serang.beside"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
            return self._process


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
