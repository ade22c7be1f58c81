"""The commands on findings: findings, watch-list."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.common import ActorOption, Form, FormOption, PairOption, RecordOption, app, open_record, say


@app.command()
def findings(record: RecordOption = None, actor: ActorOption = None, pair: PairOption = None, form: FormOption = Form.list) -> None:
    """Show each happening and quantity once: how many independent sources tell it, and where their values agree or contradict."""
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.findings import encode_finding, findings_listing

    with open_record(record) as view:
        found = findings_of(view, None, actor, pair)
    if form is Form.jsonl:
        for finding in found:
            sys.stdout.buffer.write(encode_finding(finding) + b"\n")
        return
    for line in findings_listing(found):
        typer.echo(line)
    if not found:
        say("Nothing is told twice in that part of the record.")


@app.command("watch-list")
def watch_list(
    since: Annotated[str, typer.Option(help="First day, month or year on which an article was published or read.")],
    record: RecordOption = None,
    actor: ActorOption = None,
    pair: PairOption = None,
    form: FormOption = Form.list,
) -> None:
    """Show the contradictions that articles brought since a day: the new values and those that they exclude."""
    from dragoman.record.columns import first_day
    from dragoman.record.selecting import checked_day
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.watching import contradictions, encode_contradiction, watch_listing

    day = first_day(checked_day(since, "since"))
    with open_record(record) as view:
        days = view.read_days()
        found = contradictions(findings_of(view, None, actor, pair), days, day)
    if form is Form.jsonl:
        for one in found:
            sys.stdout.buffer.write(encode_contradiction(one) + b"\n")
        return
    for line in watch_listing(found, days):
        typer.echo(line)
    if not found:
        say(f"No contradiction in that part of the record has a value that is new since {since}. `dragoman findings` shows the older ones.")
