"""What the shell offers behind a command: ids of claims and findings, names of actors. Whatever fails offers nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import typer

from dragoman.settings import load_settings


def complete_actor(ctx: typer.Context, incomplete: str) -> list[str]:
    """Codes and names of the record's actors that begin so."""

    def found(view: Any) -> list[str]:
        from dragoman.record.naming import names_like

        return names_like(view, incomplete)

    return _of_record(ctx, found)


def complete_id(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids that begin so."""

    def found(view: Any) -> list[str]:
        from dragoman.record.browsing import ids_like

        return ids_like(view, incomplete, 20)

    return _of_record(ctx, found)


def words_of(name: str) -> Callable[[], list[str]]:
    """The values of a closed set of `dragoman.domain`, to be looked up only where they are offered."""

    def values() -> list[str]:
        from typing import get_args

        from dragoman import domain

        return list(get_args(getattr(domain, name)))

    return values


def _of_record(ctx: typer.Context, found: Callable[[Any], list[str]]) -> list[str]:
    with contextlib.suppress(Exception):
        from dragoman.record.view import RecordView

        with RecordView(ctx.params.get("record") or load_settings().record, timeout=1) as view:
            return found(view)
    return []
