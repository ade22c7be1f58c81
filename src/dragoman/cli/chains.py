"""`dragoman chains`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.common import REFUSED, ReaderOption, Refused, app, tools_for
from dragoman.cli.printing import Out, printed


@app.command()
@printed()
def chains(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Articles, as for `dragoman read`.")],
    out: Out,
    least: Annotated[int, typer.Option("--least", min=1, help="Only chains of at least so many phrases.")] = 2,
    reader: ReaderOption = None,
) -> None:
    """Show whom and what articles speak of, phrase by phrase: persons, organisations and places with all their names, nouns and pronouns."""
    from dragoman.reading.sources import Defaults, read_sources
    from dragoman.running.chains import spoken_of
    from dragoman.showing.chains import CHAINS

    refused = Refused()
    articles = refused.passing(read_sources(paths, Defaults(), sys.stdin.buffer))
    out.show(spoken_of(articles, tools_for(reader), least=least), CHAINS, "chain")
    if refused.count:
        raise typer.Exit(REFUSED)
