"""Makes the pictures of docs/screenshots from an invented office:  .venv/bin/python -m deploy.screenshots

Needs what the browser tests need. The office lives in a temporary folder and is gone afterwards.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "tests" / "sheets" / "daftar-pelamar.xlsx"
PASSWORD = "contoh-serang"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main():
    """Start an office, look at its pages, keep the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        base, server = _serve(folder)
        try:
            _look(base)
        finally:
            server.terminate()
            server.wait(30)


def _serve(folder: str):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SERANG_INSTANCE": folder, "SERANG_DEMO": "1", "SERANG_PORT": str(port)}
    for command in (["db", "upgrade", "-d", "serang/migrations"], ["upkeep", "demo"]):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    server = subprocess.Popen([sys.executable, "-m", "serang.serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    for _try in range(300):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=5).close()
            return base, server
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _look(base: str):
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{base}/login")
        page.fill("#username", "petugas")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/login" not in address)
        person = _first(page, f"{base}/applicants?stage=ready", "#applicant_list tbody th a")
        order = _first(page, f"{base}/orders?state=open", "main tbody th a")
        batch = _first(page, f"{base}/trainings?state=running", "main tbody th a")
        page.goto(f"{base}/exchange")
        page.set_input_files("main input[type=file]", SAMPLE)
        page.locator("main form:has(input[type=file]) button").last.click()
        page.wait_for_url("**/exchange/*")
        page.locator("button:has-text('Uji coba')").first.click()
        page.wait_for_selector("text=baru")
        list_read = page.url.removeprefix(base)
        for name, address in [
            ("home", "/"),
            ("applicants", "/applicants"),
            ("applicant", person),
            ("order", order),
            ("batch", batch),
            ("dry-run", list_read),
            ("print", person.split("?")[0] + "/print"),
        ]:
            page.goto(base + address)
            page.wait_for_timeout(1200)
            page.screenshot(path=PICTURES / f"{name}.png")


def _first(page, address: str, link: str) -> str:
    page.goto(address)
    return page.locator(link).first.get_attribute("href")


if __name__ == "__main__":
    main()
