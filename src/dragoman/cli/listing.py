"""The commands that list the record: events, statements, flows, relations, framing, articles."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from dragoman.cli.common import (
    ActorOption,
    Form,
    FormOption,
    LimitOption,
    PairOption,
    RecordOption,
    SinceOption,
    TextOption,
    UntilOption,
    app,
    record_path,
    say,
)
from dragoman.record.view import RecordView
from dragoman.showing import listing
from dragoman.showing.jsonl import encode_stored


def _show(
    record: Path | None,
    kind: str,
    form: Form,
    actor: str | None,
    pair: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    text: str | None,
    limit: int | None,
) -> None:
    with RecordView(record_path(record)) as view:
        found = view.claims(kind, actor, pair, since, until, text, limit)
        if form is Form.jsonl:
            for stored in found:
                sys.stdout.buffer.write(encode_stored(stored.claim) + b"\n")
            return
        some = False
        for line in listing.listing(found):
            some = True
            typer.echo(line)
        if not some:
            say(f"No {kind} fits. The record holds {view.counts().claims.get(kind, 0)}; `dragoman articles` lists what was read.")


def _lister(kind: str) -> Callable[..., None]:
    def command(
        record: RecordOption = None,
        actor: ActorOption = None,
        pair: PairOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        text: TextOption = None,
        limit: LimitOption = None,
        form: FormOption = Form.list,
    ) -> None:
        _show(record, kind, form, actor, pair, since, until, text, limit)

    return command


for _name, _kind, _help in (
    ("events", "event", "List who did what to whom."),
    ("statements", "statement", "List who said what."),
    ("flows", "flow", "List what was lent, given, sold, shipped, owed or repaid."),
    ("relations", "relation", "List who holds which office, owns what, is whose ally."),
):
    app.command(_name, help=_help)(_lister(_kind))


@app.command()
def framing(record: RecordOption = None, actor: ActorOption = None) -> None:
    """List the loaded words, whose they are and what the record says instead."""
    with RecordView(record_path(record)) as view:
        some = False
        for stored in view.framings(actor):
            some = True
            typer.echo("\n".join(listing.framing_lines(stored)))
        if not some:
            say("No loaded words are recorded for that.")


@app.command()
def articles(record: RecordOption = None, text: TextOption = None, limit: LimitOption = None) -> None:
    """List what was read, and why something was not coded."""
    with RecordView(record_path(record)) as view:
        for stored in view.articles(text, limit):
            one = stored.article
            headline = one.title or one.text[:70].splitlines()[0]
            note = f"  {stored.note}" if stored.note else ""
            typer.echo(f"{one.published or '[undated]':<12}{stored.n_claims:>5} claims  {one.outlet or '—'}: {headline}  ({one.id}){note}")
