"""Calls made up from the description of the pages: none of them may be answered by a fault of ours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("starlette")

from hypothesis import HealthCheck, Phase, given, settings
from web_inputs import make_record

from dragoman.web.app import make_app
from dragoman.web.openapi import PAGES
from dragoman.web.settings import Serving

CALLS = 200 if os.environ.get("DRAGOMAN_WEB") == "full" else 10
"""For each of ten addresses."""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    record: Path = make_record(tmp_path_factory.mktemp("calls") / "r.sqlite", harm=True)
    return schemathesis.openapi.from_asgi("/openapi.json", make_app(Serving(record, ("localhost", "127.0.0.1:8000", "testserver"))))


@pytest.mark.parametrize("path", PAGES)
def test_no_call_is_answered_by_a_fault(api: Any, path: str) -> None:
    seen: list[int] = []

    @settings(max_examples=CALLS, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=api[path]["GET"].as_strategy())
    def call(case: Any) -> None:
        answer = case.call()
        seen.append(answer.status_code)
        assert answer.status_code in {200, 304, 400, 404, 414}, (case.formatted_path, case.query, answer.text[:300])

    call()
    assert len(seen) >= min(CALLS, 1)
