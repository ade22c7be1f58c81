"""`dragoman export`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import (
    ActorOption,
    ConfidenceOption,
    LimitOption,
    PairOption,
    RecordOption,
    SinceOption,
    TextOption,
    UntilOption,
    app,
    open_record,
    say,
)
from dragoman.errors import TerminalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.record.view import StoredClaim


class Kind(StrEnum):
    """What is written."""

    events = "events"
    statements = "statements"
    flows = "flows"
    relations = "relations"


class Target(StrEnum):
    """The format of the file."""

    csv = "csv"
    cameo = "cameo"
    jsonl = "jsonl"
    parquet = "parquet"


@app.command()
def export(
    kind: Annotated[Kind, typer.Argument(help="events, statements, flows or relations.")],
    to: Annotated[Target, typer.Option("--to", help="csv, cameo (events: tab-separated pairs with CAMEO codes), jsonl or parquet.")] = Target.csv,
    output: Annotated[Path | None, typer.Option("--output", help="The file to write. Without it: standard output.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin a CSV file with the mark by which Excel knows UTF-8.")] = False,
    record: RecordOption = None,
    actor: ActorOption = None,
    pair: PairOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    min_confidence: ConfidenceOption = None,
    limit: LimitOption = None,
) -> None:
    """Write part of the record as a file for a spreadsheet, R or pandas."""
    if to is Target.cameo and kind is not Kind.events:
        raise typer.BadParameter(f"CAMEO codes are of events; write {kind} as csv, jsonl or parquet", param_hint="--to")
    if to is Target.parquet and output is None:
        raise typer.BadParameter("a Parquet file needs a name", param_hint="--output")
    if bom and to is not Target.csv:
        raise typer.BadParameter("only a CSV file has that mark", param_hint="--bom")
    with open_record(record) as view:
        claims = _Counted(view.claims(kind.removesuffix("s"), actor, pair, since, until, text, limit, min_confidence=min_confidence))
        left = _write(claims, kind.removesuffix("s"), to, output, bom=bom)
    say(f"{claims.count} {kind}" + (f"; {left} of them left out: denied, not actual, or without a party; CAMEO has no code for them" if left else ""))


def _write(claims: Iterable[StoredClaim], kind: str, to: Target, output: Path | None, *, bom: bool) -> int:
    """Write the file and return how many claims it leaves out."""
    from dragoman.showing.export.cameo_file import Left, cameo_lines
    from dragoman.showing.export.csv_table import csv_lines
    from dragoman.showing.export.parquet_table import write_parquet
    from dragoman.showing.jsonl import encode_stored

    left = Left()
    if to is Target.parquet and output is not None:
        write_parquet(claims, kind, output)
        return 0
    if to is Target.csv:
        lines = csv_lines(claims, kind, bom=bom)
    elif to is Target.cameo:
        lines = cameo_lines(claims, left)
    else:
        lines = (encode_stored(stored.claim) + b"\n" for stored in claims)
    if output is None:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
        return left.count
    try:
        with output.open("wb") as file:
            file.writelines(lines)
    except OSError as error:
        raise TerminalError(f"{output}: {error.strerror}. Name a file that can be written.") from error
    return left.count


class _Counted:
    """Claims that are counted as they pass."""

    def __init__(self, claims: Iterable[StoredClaim]) -> None:
        self._claims = claims
        self.count = 0

    def __iter__(self) -> Iterator[StoredClaim]:
        for stored in self._claims:
            self.count += 1
            yield stored
