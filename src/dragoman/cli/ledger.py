"""`dragoman ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.asking import none_named, selected
from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.filtering import COMMON, Asked, filtered
from dragoman.cli.printing import Out, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.showing.ledger import Entry


@app.command()
@filtered(*COMMON, "min-confidence", "limit", kind="flow")
@printed("iati")
def ledger(
    asked: Asked,
    out: Out,
    record: RecordOption = None,
    reporter: Annotated[str, typer.Option(help="With --format iati: the organisation identifier of who publishes the file.")] = "dragoman",
) -> None:
    """Show every loan, debt, repayment, grant, shipment, investment and fine that any article reports, by who gives to whom."""
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.ledger import LEDGER, grouped, ledger_of
    from dragoman.showing.terminal import counted

    with open_record(record) as view:
        told = ledger_of(view, selected(view, asked), lambda: findings_of(view, "flow"), asked.limit)
        if not told:
            if not none_named(view, asked):
                say("No flow fits. `dragoman flows` lists all that the record holds.")
            if out.form in {"table", "jsonl"}:
                return
        total = (lambda: view.counted(asked.selection)) if asked.limit else None
        if out.form == "iati":
            _print_iati(told, out, reporter)
        elif out.show(told, LEDGER, "claim", total) and out.form == "table":
            say(f"They are of flows between {counted(len(grouped(told)), 'pair')}. Nothing is added up: several claims may tell of one flow.")


def _print_iati(told: Sequence[Entry], out: Out, reporter: str) -> None:
    from dragoman.showing.export.iati import iati_document

    made = iati_document(told, reporter)
    out.write([made.document])
    say(f"{made.activities} activities with {made.transactions} transactions; {len(told) - made.activities} claims left out")
    for reason, number in sorted(made.left_out.items()):
        say(f"left out, {reason}: {number}")
