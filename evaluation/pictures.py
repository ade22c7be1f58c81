"""The pictures of the documentation, made of the pages of the samples' record: `python -m evaluation.pictures SAMPLES.sqlite docs/pictures`."""

from __future__ import annotations

import argparse
import shutil
import socket
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from dragoman.record.browsing import newest_findings
from dragoman.record.view import RecordView
from dragoman.web.app import make_app
from dragoman.web.settings import Serving, hosts_of


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with RecordView(asked.record) as view:
        finding = next(found.id for found in newest_findings(view, "contradict", 50) if found.kind == "flow")
    pages = {"article": ("/article/sample-ecu-1", 720), "finding": (f"/finding/{finding}", 520), "pair": ("/pair/CHN/ECU", 900)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(Serving(asked.record, hosts_of("", port), read_only=True)), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, height) in pages.items():
            page = browser.new_page(viewport={"width": 1100, "height": height})
            page.goto(f"http://127.0.0.1:{port}{path}")
            page.screenshot(path=asked.out / f"{name}.png")
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
