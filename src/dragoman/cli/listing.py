"""The commands that list the record: events, statements, flows, relations, framing, articles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.asking import none_named, selected, total_of
from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.filtering import COMMON, ORDER, Asked, filtered
from dragoman.cli.printing import Out, printed

if TYPE_CHECKING:
    from dragoman.domain import Finding
    from dragoman.record.view import RecordView


def _list(kind: str, asked: Asked, out: Out, record: RecordOption) -> None:
    """Print the claims of a kind that are asked for."""
    from dragoman.showing.listing import claim_forms

    with open_record(record) as view:
        selection = selected(view, asked)
        found = view.select(selection, asked.limit)
        if not out.show(
            found, claim_forms(kind, _findings(view) if out.form == "csv" else ()), kind, total_of(view, selection, asked)
        ) and not none_named(view, asked):
            say(f"No {kind} fits. The record holds {view.counts().claims.get(kind, 0)}; `dragoman articles` lists what was read.")


def _findings(view: RecordView) -> tuple[Finding, ...]:
    from dragoman.running.reconcile import findings_of  # with what compares claims, which no list for people needs

    return findings_of(view)


@app.command()
@filtered(*COMMON, "mode", "min-confidence", *ORDER, kind="event")
@printed()
def events(asked: Asked, out: Out, record: RecordOption = None) -> None:
    """List who did what to whom."""
    _list("event", asked, out, record)


@app.command()
@filtered("by", "about", "to", *(key for key in COMMON if key not in {"from", "to", "verdict"}), *ORDER, kind="statement")
@printed()
def statements(asked: Asked, out: Out, record: RecordOption = None) -> None:
    """List who said what, to whom, about whom."""
    _list("statement", asked, out, record)


@app.command()
@filtered(*COMMON, "min-confidence", *ORDER, kind="flow")
@printed()
def flows(asked: Asked, out: Out, record: RecordOption = None) -> None:
    """List what was lent, given, sold, shipped, owed or repaid."""
    _list("flow", asked, out, record)


@app.command()
@filtered(*COMMON, *ORDER, kind="relation")
@printed()
def relations(asked: Asked, out: Out, record: RecordOption = None) -> None:
    """List who holds which office, owns what, is whose ally."""
    _list("relation", asked, out, record)


@app.command()
@filtered("actor", "limit")
@printed()
def framing(
    asked: Asked,
    out: Out,
    record: RecordOption = None,
    by_outlet: Annotated[bool, typer.Option("--by-outlet", help="Compare outlets: per actor the names and the loaded words of each.")] = False,
) -> None:
    """List the loaded words, whose they are and what the record says instead."""
    from itertools import islice

    from dragoman.showing.framing import OUTLETS, compare
    from dragoman.showing.listing import FRAMINGS

    actor = asked.selection.actor
    with open_record(record) as view:
        if by_outlet:
            compared = compare(view.framings(actor), view.printed_names(actor), everybody=actor is not None)
            number = out.show(compared[: asked.limit], OUTLETS, "row", lambda: len(compared))
        else:
            total = None if asked.limit is None else lambda: sum(1 for _ in view.framings(actor))
            number = out.show(islice(view.framings(actor), asked.limit), FRAMINGS, "loaded word", total)
        if not number and not none_named(view, asked):
            say("No loaded words are recorded for that.")


@app.command()
@filtered("text", "limit")
@printed()
def articles(
    asked: Asked,
    out: Out,
    record: RecordOption = None,
    changed: Annotated[str | None, typer.Option("--changes", help="Show how this article's text changed from version to version, by its id.")] = None,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="List instead what could not be read, and why.")] = False,
) -> None:
    """List what was read, and why something was not coded."""
    from dragoman.record.fetched import changes
    from dragoman.showing.listing import ARTICLES, SET_ASIDE
    from dragoman.showing.terminal import Row

    if changed is not None:
        with open_record(record) as view:
            lines = changes(view, changed)
        out.people(Row(line) for line in lines)
        if not lines:
            say(f"The record has no earlier text of {changed!r}; `dragoman articles` lists what was read.")
        return

    with open_record(record) as view:
        if set_aside:
            if not out.show(islice(view.set_aside(), asked.limit), SET_ASIDE, "article"):
                say("Nothing is set aside.")
            return
        total = None if asked.limit is None or asked.selection.text else lambda: view.counts().articles
        if not out.show(view.articles(asked.selection.text, asked.limit), ARTICLES, "article", total):
            say(f"No article fits. The record holds {view.counts().articles}.")
