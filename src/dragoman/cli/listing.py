"""The commands that list the record: events, statements, flows, relations, framing, articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from dragoman.cli.common import (
    AboutOption,
    ActorOption,
    ByOption,
    ConfidenceOption,
    Form,
    FormOption,
    LimitOption,
    PairOption,
    RecordOption,
    SinceOption,
    TextOption,
    ToOption,
    UntilOption,
    app,
    open_record,
    say,
)

if TYPE_CHECKING:
    from dragoman.record.view import StoredFraming
    from dragoman.showing.framing import OutletFraming

Shown = TypeVar("Shown", "StoredFraming", "OutletFraming")


def _show(record: Path | None, kind: str, form: Form, **asked: Any) -> None:
    """Print the claims of a kind; `asked` is what `RecordView.claims` takes."""
    from dragoman.showing.jsonl import encode_stored
    from dragoman.showing.listing import listing

    with open_record(record) as view:
        found = view.claims(kind, **asked)
        if form is Form.jsonl:
            for stored in found:
                sys.stdout.buffer.write(encode_stored(stored.claim) + b"\n")
            return
        some = False
        for line in listing(found):
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
        min_confidence: ConfidenceOption = None,
        limit: LimitOption = None,
        form: FormOption = Form.list,
    ) -> None:
        asked = {"actor": actor, "pair": pair, "since": since, "until": until, "text": text, "min_confidence": min_confidence, "limit": limit}
        _show(record, kind, form, **asked)

    return command


app.command("events", help="List who did what to whom.")(_lister("event"))


@app.command()
def statements(
    record: RecordOption = None,
    by: ByOption = None,
    about: AboutOption = None,
    to: ToOption = None,
    actor: ActorOption = None,
    pair: PairOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    limit: LimitOption = None,
    form: FormOption = Form.list,
) -> None:
    """List who said what, to whom, about whom."""
    _show(record, "statement", form, actor=actor, pair=pair, since=since, until=until, text=text, limit=limit, by=by, about=about, to=to)


app.command("flows", help="List what was lent, given, sold, shipped, owed or repaid.")(_lister("flow"))
app.command("relations", help="List who holds which office, owns what, is whose ally.")(_lister("relation"))


@app.command()
def framing(
    record: RecordOption = None,
    actor: ActorOption = None,
    by_outlet: Annotated[bool, typer.Option("--by-outlet", help="Compare outlets: per actor the names and the loaded words of each.")] = False,
    form: FormOption = Form.list,
) -> None:
    """List the loaded words, whose they are and what the record says instead."""
    from dragoman.showing.framing import compare, table_lines
    from dragoman.showing.listing import framing_lines

    with open_record(record) as view:
        if by_outlet:
            lines = _lines(compare(view.framings(actor), view.printed_names(actor), everybody=actor is not None), form, table_lines)
        else:
            lines = _lines(view.framings(actor), form, framing_lines)
        some = False
        for line in lines:
            some = True
            typer.echo(line)
        if not some:
            say("No loaded words are recorded for that.")


def _lines(found: Iterable[Shown], form: Form, lines: Callable[[Shown], list[str]]) -> Iterator[str]:
    from dragoman.showing.jsonl import encode_row

    for one in found:
        if form is Form.jsonl:
            yield encode_row(one).decode()
        else:
            yield from lines(one)


@app.command()
def articles(
    record: RecordOption = None,
    text: TextOption = None,
    limit: LimitOption = None,
    changed: Annotated[str | None, typer.Option("--changes", help="Show how this article's text changed from version to version, by its id.")] = None,
) -> None:
    """List what was read, and why something was not coded."""
    if changed is not None:
        from dragoman.record.fetched import changes

        with open_record(record) as view:
            lines = changes(view, changed)
        typer.echo("\n".join(lines)) if lines else say(f"The record has no earlier text of {changed!r}; `dragoman articles` lists what was read.")
        return
    with open_record(record) as view:
        for stored in view.articles(text, limit):
            one = stored.article
            headline = one.title or one.text[:70].splitlines()[0]
            note = f"  {stored.note}" if stored.note else ""
            typer.echo(f"{one.published or '[undated]':<12}{stored.n_claims:>5} claims  {one.outlet or '—'}: {headline}  ({one.id}){note}")
