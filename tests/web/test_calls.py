"""Calls made up from the description of the pages: none is answered by a fault of ours, and every answer is what the description says."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("starlette")

from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from dragoman.web.app import make_app
from dragoman.web.openapi import description
from dragoman.web.settings import Serving
from page_inputs import make_record

PATHS = list(json.loads(description())["paths"])
CALLS = (2000 if os.environ.get("DRAGOMAN_WEB") == "full" else 100) // len(PATHS) + 1
"""For each address."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    record: Path = make_record(tmp_path_factory.mktemp("calls") / "r.sqlite", harm=True)
    return schemathesis.openapi.from_asgi("/openapi.json", make_app(Serving(record, ("localhost", "127.0.0.1:8000", "testserver"))))


@pytest.mark.parametrize("path", PATHS)
def test_every_call_is_answered_as_described(api: Any, path: str) -> None:
    seen: list[int] = []

    @settings(max_examples=CALLS, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=api[path]["GET"].as_strategy())
    def call(case: Any) -> None:
        answer = case.call(headers={"accept": "application/json"})
        seen.append(answer.status_code)
        assert answer.status_code < 500, (case.formatted_path, case.query, answer.text[:300])
        case.validate_response(answer, checks=CHECKS)

    call()
    assert len(seen) >= min(CALLS, 1)
