"""The description of the pages as JSON, made from their types."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from dragoman import __version__
from dragoman.web.addresses import ADDRESSES, Address
from dragoman.web.errors import Refusal


@cache
def description() -> bytes:
    """Return the OpenAPI 3.1 description of every page as JSON and every table as CSV."""
    types = (*(one.holds for one in ADDRESSES), Refusal)
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths = {}
    for address, schema in zip(ADDRESSES, schemas, strict=False):
        for path in address.paths()[:-1]:
            content = {"text/csv": {"schema": {"type": "string"}}} if path.endswith(".csv") else {"application/json": {"schema": schema}}
            paths[path.replace(":path", "")] = {"get": _get(address, content, schemas[-1])}
    return msgspec.json.encode(
        {"openapi": "3.1.0", "info": {"title": "Dragoman", "version": __version__}, "paths": paths, "components": {"schemas": components}}
    )


def _get(address: Address, content: dict[str, Any], refusal: dict[str, Any]) -> dict[str, Any]:
    named = [part.split("}")[0].partition(":")[0] for part in address.path.split("{")[1:]]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}} for name in named]
    parameters += [{"name": key, "in": "query", "required": False, "schema": {"type": "string"}} for key in sorted(address.keys)]
    wrong = {"description": "What is wrong, and the repair", "content": {"application/json": {"schema": refusal}}}
    return {
        "parameters": parameters,
        "responses": {"200": {"description": "The page's values", "content": content}, **dict.fromkeys(("400", "404", "414", "503"), wrong)},
    }
