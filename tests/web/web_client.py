"""A client of the application that needs no browser and no network."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.web.app import make_app
from dragoman.web.settings import Serving

HOST = "http://127.0.0.1:8000"


def client(path: Path, **asked: object) -> TestClient:
    return TestClient(make_app(Serving(path, **asked)), base_url=HOST, follow_redirects=False)  # type: ignore[arg-type]
