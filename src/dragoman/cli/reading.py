"""`dragoman read`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import __version__
from dragoman.cli.common import (
    REFUSED,
    DictionaryOnlyOption,
    DictionaryOption,
    ReaderOption,
    Refused,
    RegistersOption,
    app,
    checked_defaults,
    dictionaries_of,
    record_path,
    say,
    tools_for,
)
from dragoman.cli.printing import form_of

if TYPE_CHECKING:
    from dragoman.coding.dictionaries.petrarch import VerbDictionary
    from dragoman.domain import Article, Reading
    from dragoman.record.writer import RecordWriter
    from dragoman.running.tools import Tools

FORMS = ("table", "jsonl")


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…", help="Text, HTML, JSON lines, CSV, a feed, mails, Word, PDF, a WARC, a folder of these, or - for standard input."
        ),
    ],
    record: Annotated[
        Path | None,
        typer.Option("--record", help="Keep the claims in this record. Without --format the default is that of the settings: dragoman.sqlite."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Also print the claims: table for people, jsonl for programs (one a line, nothing else on stdout). A CSV table has the columns "
            "of one kind of claim: read into a record, and list that.",
            metavar="|".join(FORMS),
            autocompletion=lambda: list(FORMS),
        ),
    ] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication (2024-03-01) of inputs that don't say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of inputs that don't say.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of inputs that don't say.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of inputs that don't say.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text that is not UTF-8, for example cp1252.")] = None,
    reader: ReaderOption = None,
    dictionary: DictionaryOption = None,
    dictionary_only: DictionaryOnlyOption = False,
    registers: RegistersOption = None,
    again: Annotated[bool, typer.Option("--again", help="Read articles anew that the record already has from this version.")] = False,
) -> None:
    """Read articles into the record, or print their claims."""
    from dragoman.reading.sources import Defaults, read_sources
    from dragoman.record.connecting import check_target
    from dragoman.running.path import read_articles

    form = form_of(FORMS, form) if form is not None else None
    target = record if record is not None or form is not None else record_path(None)
    if target is not None:
        check_target(target)  # before the reader is loaded
    refused = Refused()
    defaults = checked_defaults(Defaults(published, outlet, url, title, encoding))
    articles = refused.passing(read_sources(paths, defaults, sys.stdin.buffer))
    dictionaries = dictionaries_of(dictionary, only=dictionary_only)
    refused.count += sum(len(d.refused) for d in dictionaries)
    tools = tools_for(reader, dictionaries, dictionary_only=dictionary_only, registers=registers)
    totals = _Totals()
    if target is None:
        for reading in totals.sound(read_articles(articles, tools)):
            totals.add(reading)
            _print(reading, form)
    else:
        from dragoman.record.writer import RecordWriter

        with RecordWriter(target, program=_program(tools, dictionaries, dictionary_only), replaced=_replaced) as writer:
            articles = articles if again else refused.passing(writer.admitted(articles))
            fresh = articles if again or form is not None else _unread(articles, writer, totals)
            for reading in totals.sound(read_articles(fresh, tools)):
                totals.add(reading, new=writer.add(reading))
                if form is not None:
                    _print(reading, form)
    totals.report(target)
    if refused.count or totals.aside:
        raise typer.Exit(REFUSED)


def _program(tools: Tools, dictionaries: Sequence[VerbDictionary], only: bool) -> str:
    """What reads the articles: other dictionaries or registers are another reader, so that articles are read anew."""
    found = tools.actors.registers
    registers = [found.digest] if found is not None and found.names else []
    overrides = [f"overrides@{tools.overrides.digest}"] if tools.overrides.rows else []
    return "+".join([__version__, *registers, *overrides, *(f"{d.name}@{d.digest}" for d in dictionaries), *(["only"] if only else [])])


def _replaced(article: Article, old: str) -> None:
    say(f"{article.origin}: replaces {old}, which the record had of this file")


class _Totals:
    """Progress and the closing line, both on stderr."""

    def __init__(self) -> None:
        self.articles = self.claims = self.kept = self.known = self.aside = 0

    def sound(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings of articles that could be read; those set aside are named with what went wrong, and belong in no record."""
        for reading in readings:
            if reading.fault is None:
                yield reading
            else:
                self.aside += 1
                say(f"set aside: {reading.article.origin or reading.article.id}: {reading.fault}. Please report it; the others are read.")

    def add(self, reading: Reading, *, new: bool = True) -> None:
        self.articles += 1
        self.claims += len(reading.claims)
        self.kept += new
        if reading.note:
            say(f"{reading.article.origin or reading.article.id}: {reading.note}")
        if self.articles % 100 == 0:
            say(f"… {self.articles} articles, {self.claims} claims")

    def report(self, record: Path | None) -> None:
        where = f" in {record}: {self.kept} new or changed, {self.articles - self.kept + self.known} already there" if record else ""
        say(f"{self.articles + self.known} articles{where}; {self.claims} claims read")


def _unread(articles: Iterable[Article], writer: RecordWriter, totals: _Totals) -> Iterator[Article]:
    for article in articles:
        if writer.has(article):
            totals.known += 1
        else:
            yield article


def _print(reading: Reading, form: str | None) -> None:
    if form == "jsonl":
        from dragoman.showing.jsonl import encode_claim

        for claim in reading.claims:
            sys.stdout.buffer.write(encode_claim(claim) + b"\n")
        sys.stdout.buffer.flush()
        return
    from dragoman.record.view import StoredClaim
    from dragoman.showing.listing import claim_lines

    for claim in reading.claims:
        typer.echo("\n".join(claim_lines(StoredClaim.of(claim, reading.article))) + "\n")
