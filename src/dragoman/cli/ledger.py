"""`dragoman ledger`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import ActorOption, PairOption, RecordOption, SinceOption, UntilOption, app, open_record, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.showing.ledger import Entry


class LedgerForm(StrEnum):
    """How the ledger is printed."""

    list = "list"
    jsonl = "jsonl"
    csv = "csv"
    iati = "iati"


@app.command()
def ledger(
    record: RecordOption = None,
    giver: Annotated[str | None, typer.Option("--from", help="Who gives, lends, sells or is owed: id, country code or name.")] = None,
    taker: Annotated[str | None, typer.Option("--to", help="Who receives, borrows, buys or owes.")] = None,
    actor: ActorOption = None,
    pair: PairOption = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Only these types of flow; may be repeated.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: Annotated[LedgerForm, typer.Option("--format", help="list for people, jsonl, csv (AidData's columns), iati (XML 2.03).")] = LedgerForm.list,
    reporter: Annotated[str, typer.Option(help="With --format iati: the organisation identifier of who publishes the file.")] = "dragoman",
) -> None:
    """Show every loan, debt, repayment, grant, shipment, investment and fine that any article reports, by who gives to whom."""
    from dragoman.knowledge.vocabulary import FLOW_TYPES
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.ledger import encode_entry, entries, grouped, ledger_listing

    unknown = sorted(set(type_ or ()) - set(FLOW_TYPES))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: no type of flow. The types: {', '.join(sorted(FLOW_TYPES))}", param_hint="--type")
    with open_record(record) as view:
        stored = [one for one in view.claims("flow", actor or giver or taker, pair, since, until) if not type_ or one.claim["flow_type"] in type_]
        told = entries(stored, findings_of(view, "flow") if stored else (), giver, taker)
    if not told:
        say("No flow fits. `dragoman flows` lists all that the record holds.")
        if form in {LedgerForm.list, LedgerForm.jsonl}:
            return
    if form is LedgerForm.iati:
        _print_iati(told, reporter)
    elif form is LedgerForm.csv:
        from dragoman.showing.export.ledger_csv import ledger_rows

        for line in ledger_rows(told):
            sys.stdout.buffer.write(line.encode())
    elif form is LedgerForm.jsonl:
        for entry in told:
            sys.stdout.buffer.write(encode_entry(entry) + b"\n")
    else:
        for line in ledger_listing(told):
            typer.echo(line)
        say(f"\n{len(told)} claims of flows between {len(grouped(told))} pairs. Nothing is added up: several claims may tell of one flow.")


def _print_iati(told: Sequence[Entry], reporter: str) -> None:
    from dragoman.showing.export.iati import iati_document

    made = iati_document(told, reporter)
    sys.stdout.buffer.write(made.document)
    say(f"{made.activities} activities with {made.transactions} transactions; {len(told) - made.activities} claims left out")
    for reason, number in sorted(made.left_out.items()):
        say(f"left out, {reason}: {number}")
