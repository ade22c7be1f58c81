"""`dragoman actors`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.common import app, say
from dragoman.showing import listing


def _day(given: str | None) -> str | None:
    """A year, a month or a day, checked; raises `InputError` that names the option."""
    from dragoman.reading.article import parse_published

    if given is not None:
        parse_published(given + "-01-01"[: len("2005-06-01") - len(given)] if len(given) in {4, 7} else given, "--on")
    return given


@app.command()
def actors(
    name: Annotated[str, typer.Argument(help="An id, a country code, a name, an alias or a surname: Maduro, VEN, PDVSA.")],
    on: Annotated[str | None, typer.Option("--on", help="Only what held on that day, month or year (2005-06-01).")] = None,
) -> None:
    """Show who is meant by a name, and who held which office when."""
    from dragoman.actors.lookup import look_up
    from dragoman.actors.registry import load_registry

    registry = load_registry()
    found = look_up(registry, name, _day(on))
    if not found:
        say(f"The registry knows no {name!r}{f' on {on}' if on else ''}. In articles an unknown name stays unknown and is kept.")
    for known in found:
        typer.echo("\n".join(listing.known_lines(known, registry)))
