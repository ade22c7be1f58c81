"""How long the pages of a large record take, how large they are, and how much memory the server has: `python -m evaluation.web_bench BIG.sqlite`.

The record is made by `evaluation.big_record`. Each page is asked for by one client, one after the other, over the loopback interface; the first
answer of each is not counted, and each is asked for under another name, so that none is one that the server remembers.
"""

from __future__ import annotations

import argparse
import os
import platform
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

import httpx2 as httpx

from evaluation.big_record import CROWDED

TIMES = 20


def pages_of(record: Path) -> dict[str, list[str]]:
    """Addresses to ask for, by page."""
    with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as connection:
        run = connection.execute
        articles = [row[0] for row in run("SELECT article FROM claim GROUP BY article ORDER BY count(*) DESC LIMIT ?", (TIMES,))]
        claims = [row[0] for row in run("SELECT id FROM claim ORDER BY number DESC LIMIT ?", (TIMES,))]
        findings = [row[0] for row in run("SELECT id FROM finding LIMIT ?", (TIMES,))]
        pairs = run("SELECT one, other FROM tally WHERE other <> '' GROUP BY 1, 2 ORDER BY sum(n) DESC LIMIT ?", (TIMES,)).fetchall()
        actors = [row[0] for row in run("SELECT one FROM tally WHERE other = '' AND one <> '' GROUP BY 1 ORDER BY sum(n) DESC LIMIT ?", (TIMES,))]
    return {
        "first page": ["/"] * TIMES,
        "article": [f"/article/{one}" for one in articles if one != CROWDED],
        "article of 300 claims": [f"/article/{CROWDED}"] * (TIMES if CROWDED in articles else 0),
        "claim": [f"/claim/{one}" for one in claims],
        "finding": [f"/finding/{one}" for one in findings],
        "pair": [f"/pair/{one}/{other}" for one, other in pairs],
        "actor": [f"/actor/{one}" for one in actors],
        "ledger": ["/ledger", "/ledger?from=CHN", "/ledger?type=loan&since=2020", "/ledger?to=ECU&text=billion"] * (TIMES // 4),
        "network": ["/network", "/network?kind=flow", "/network?since=2020&until=2022"] * (TIMES // 3),
        "search": ["/search?text=loan", "/search?text=denied&kind=statement", "/search?actor=CHN&sort=newest", "/search?by=minister"] * (TIMES // 4),
    }


def main() -> None:
    """Print a table of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    record = parser.parse_args().record
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dragoman.cli", "serve", "--record", str(record), "--port", str(port), "--read-only"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            wait(client)
            print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
            print("| page | p50 ms | p95 ms | worst ms | HTML kB |\n|---|---|---|---|---|")
            for name, paths in pages_of(record).items():
                measure(client, name, paths)
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        print("\npeak memory:", next(line.split(":")[1].strip() for line in status.splitlines() if line.startswith("VmHWM")))
    finally:
        server.terminate()
        server.wait()


def wait(client: httpx.Client) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            client.get("/health")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("The server does not start.")


def measure(client: httpx.Client, name: str, paths: list[str]) -> None:
    """Ask for each address and print the row."""
    times, sizes = [], []
    for number, path in enumerate([paths[0], *paths] if paths else []):
        start = time.perf_counter()
        answer = client.get(path, headers={"cookie": f"by={number}"})
        answer.raise_for_status()
        if number:
            times.append((time.perf_counter() - start) * 1000)
            sizes.append(len(answer.content))
    if len(times) > 1:
        print(f"| {name} | {median(times):.0f} | {quantiles(times, n=20)[-1]:.0f} | {max(times):.0f} | {max(sizes) / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
