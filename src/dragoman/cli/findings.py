"""`dragoman findings`."""

from __future__ import annotations

import sys

import typer

from dragoman.cli.common import ActorOption, Form, FormOption, PairOption, RecordOption, app, record_path, say
from dragoman.record.view import RecordView
from dragoman.showing.findings import encode_finding, findings_listing


@app.command()
def findings(record: RecordOption = None, actor: ActorOption = None, pair: PairOption = None, form: FormOption = Form.list) -> None:
    """Show each happening and quantity once: how many independent sources tell it, and where their values agree or contradict."""
    from dragoman.running.reconcile import findings_of

    with RecordView(record_path(record)) as view:
        found = findings_of(view, None, actor, pair)
    if form is Form.jsonl:
        for finding in found:
            sys.stdout.buffer.write(encode_finding(finding) + b"\n")
        return
    for line in findings_listing(found):
        typer.echo(line)
    if not found:
        say("Nothing is told twice in that part of the record.")
