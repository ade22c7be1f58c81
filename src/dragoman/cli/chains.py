"""`dragoman chains`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.common import REFUSED, Form, FormOption, ReaderOption, Refused, app, tools_for


@app.command()
def chains(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Articles, as for `dragoman read`.")],
    least: Annotated[int, typer.Option("--least", min=1, help="Only chains of at least so many phrases.")] = 2,
    form: FormOption = Form.table,
    reader: ReaderOption = None,
) -> None:
    """Show whom and what articles speak of, phrase by phrase: persons, organisations and places with all their names, nouns and pronouns."""
    from dragoman.reading.sources import Defaults, read_sources
    from dragoman.running.chains import spoken_of
    from dragoman.showing.chains import chain_line, encode_chain
    from dragoman.showing.terminal import printable

    refused = Refused()
    articles = refused.passing(read_sources(paths, Defaults(), sys.stdin.buffer))
    article = None
    for chain in spoken_of(articles, tools_for(reader), least=least):
        if form is Form.jsonl:
            sys.stdout.buffer.write(encode_chain(chain) + b"\n")
            continue
        if chain.article != article:
            typer.echo(("" if article is None else "\n") + printable(chain.article))
            article = chain.article
        typer.echo(chain_line(chain))
    if refused.count:
        raise typer.Exit(REFUSED)
