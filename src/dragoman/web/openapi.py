"""The description of the pages as JSON, made from their types."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from dragoman import __version__
from dragoman.record.filters import KEYS
from dragoman.showing.pages.actor import ActorPage
from dragoman.showing.pages.article import ArticlePage
from dragoman.showing.pages.claim import ClaimPage
from dragoman.showing.pages.decided import JudgementsPage
from dragoman.showing.pages.finding import FindingPage
from dragoman.showing.pages.front import FrontPage
from dragoman.showing.pages.ledger import LedgerPage
from dragoman.showing.pages.pair import PairPage
from dragoman.showing.pages.search import SearchPage
from dragoman.showing.pages.ties import NetworkPage

PAGES: dict[str, tuple[type, bool]] = {
    "/index.json": (FrontPage, False),
    "/article/{id}.json": (ArticlePage, False),
    "/finding/{id}.json": (FindingPage, False),
    "/claim/{id}.json": (ClaimPage, False),
    "/pair/{one}/{other}.json": (PairPage, False),
    "/actor/{id}.json": (ActorPage, False),
    "/ledger.json": (LedgerPage, True),
    "/network.json": (NetworkPage, True),
    "/search.json": (SearchPage, True),
    "/judgements.json": (JudgementsPage, False),
}
"""Path -> what its JSON holds, and whether filters choose from it."""


@cache
def description() -> bytes:
    """Return the OpenAPI 3.1 description."""
    types = tuple(one for one, _ in PAGES.values())
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths = {path: {"get": _get(path, schema, filtered)} for (path, (_, filtered)), schema in zip(PAGES.items(), schemas, strict=True)}
    return msgspec.json.encode(
        {"openapi": "3.1.0", "info": {"title": "Dragoman", "version": __version__}, "paths": paths, "components": {"schemas": components}}
    )


def _get(path: str, schema: dict[str, Any], filtered: bool) -> dict[str, Any]:
    named = [part.split("}")[0] for part in path.split("{")[1:]]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}} for name in named]
    parameters += [{"name": key, "in": "query", "required": False, "schema": {"type": "string"}} for key in KEYS if filtered]
    wrong = {"description": "What is wrong, and the repair"}
    return {
        "parameters": parameters,
        "responses": {
            "200": {"description": "The page's values", "content": {"application/json": {"schema": schema}}},
            "400": wrong,
            "404": wrong,
            "414": wrong,
            "503": wrong,
        },
    }
