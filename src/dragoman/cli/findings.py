"""The commands on findings: findings, watch-list."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.asking import none_named
from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.filtering import COMMON, ORDER, Asked, filtered
from dragoman.cli.printing import Out, printed


@app.command()
@filtered("kind", *COMMON, "mode", "min-confidence", *ORDER)
@printed()
def findings(asked: Asked, out: Out, record: RecordOption = None) -> None:
    """Show each happening and quantity once: how many independent sources tell it, and where their values agree or contradict."""
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.findings import FINDINGS

    with open_record(record) as view:
        found = findings_of(view, selection=asked.selection)
        if not out.show(found[: asked.limit], FINDINGS, "finding", (lambda: len(found)) if asked.limit else None) and not none_named(view, asked):
            say("Nothing is told twice in that part of the record.")


@app.command("watch-list")
@filtered("kind", *(key for key in COMMON if key not in {"since", "until", "verdict"}), "mode", "min-confidence", *ORDER)
@printed()
def watch_list(
    asked: Asked,
    out: Out,
    since: Annotated[str, typer.Option(help="First day, month or year on which an article was published or read.", metavar="DAY")],
    record: RecordOption = None,
) -> None:
    """Show the contradictions that articles brought since a day: the new values and those that they exclude."""
    from dragoman.record.columns import first_day
    from dragoman.record.selecting import checked_day
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.watching import contradictions, watch_forms

    day = first_day(checked_day(since, "since"))
    with open_record(record) as view:
        days = view.read_days()
        found = contradictions(findings_of(view, selection=asked.selection), days, day)
        if asked.selection.newest:
            found.reverse()
        total = (lambda: len(found)) if asked.limit else None
        if not out.show(found[: asked.limit], watch_forms(days), "contradiction", total) and not none_named(view, asked):
            say(f"No contradiction in that part of the record has a value that is new since {since}. `dragoman findings` shows the older ones.")
