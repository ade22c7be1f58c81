"""`dragoman panel`."""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.exporting import Unit, judged_wrong, told, write_parts
from dragoman.cli.filtering import Asked, filtered

if TYPE_CHECKING:
    from dragoman.record.view import RecordView
    from dragoman.showing.panel import Panel, Question


class By(StrEnum):
    """What a row of the panel is."""

    dyad_month = "dyad-month"
    dyad_year = "dyad-year"
    country_month = "country-month"


class Dates(StrEnum):
    """What puts an event into a month."""

    event = "event"
    publication = "publication"
    both = "both"


class Precision(StrEnum):
    """How exact a date must be."""

    day = "day"
    month = "month"
    year = "year"


@app.command()
@filtered("actor", "pair", "from", "to", "type", "mode", "since", "until", "outlet", "min-confidence", "how!")
def panel(
    asked: Asked,
    by: Annotated[By, typer.Option("--by", help="What a row is.")] = By.dyad_month,
    directed: Annotated[bool, typer.Option("--directed", help="Who acts stands first; else both directions are one row.")] = False,
    unit: Annotated[Unit, typer.Option("--unit", help="Count findings (a happening once), or claims.")] = Unit.finding,
    dates: Annotated[
        Dates, typer.Option("--dates", help="By the event's date, by publication, or by its date and else by publication.")
    ] = Dates.both,
    min_precision: Annotated[Precision | None, typer.Option("--min-precision", help="How exact a date must be. Default: as the rows.")] = None,
    at_least_sources: Annotated[int, typer.Option("--at-least-sources", min=1, help="Only what so many independent sources tell.")] = 1,
    fill_zero: Annotated[bool, typer.Option("--fill-zero", help="Also a row for each period in which a pair of the table has nothing.")] = False,
    record: RecordOption = None,
    output: Annotated[Path | None, typer.Option("--output", help="A .csv or .parquet file; its data dictionary is put beside it as .json.")] = None,
) -> None:
    """Count events by pairs of countries and months: a table for R, Stata or pandas, with its data dictionary."""
    from dragoman.record.filters import written
    from dragoman.showing.panel import Question
    from dragoman.showing.panel import panel as count

    exact = str(min_precision or by.partition("-")[2])
    if exact == "year" and not by.endswith("year"):
        raise typer.BadParameter(f"a date that is exact to the year has no month; use day or month with --by {by}", param_hint="--min-precision")
    if output and output.suffix.lower() not in {".csv", ".parquet"}:
        raise typer.BadParameter(f"{output.name} is neither .csv nor .parquet", param_hint="--output")
    selection = asked.selection
    filters: dict[str, Any] = {key: value for key, value in written(selection) if key not in {"pair", "type"}}
    filters |= {key: value for key, value in (("pair", selection.pair), ("type", selection.types)) if value}
    question = Question(by, directed, unit, dates, exact, at_least_sources, fill_zero, selection.since, selection.until, filters)
    left: Counter[str] = Counter()
    with open_record(record) as view:
        made = count(told(view, "event", selection), question, left, judged_wrong(view))
        _write(made, question, left, view, output)
    say(f"{len(made.rows)} rows of {made.counted} events" + (f"; {output.with_suffix('.json')} says what they are" if output else ""))
    for reason, number in sorted(left.items()):
        say(f"left out, {reason}: {number}")


def _write(made: Panel, question: Question, left: Counter[str], view: RecordView, output: Path | None) -> None:
    """Write the table, and beside a file its data dictionary."""
    from dragoman.record.browsing import fingerprint
    from dragoman.showing.export.csv_table import csv_line
    from dragoman.showing.export.parquet_table import write_table
    from dragoman.showing.panel import dictionary

    cells = [(column.name, column.kind) for column in made.columns]
    if output and output.suffix.lower() == ".parquet":
        write_parts(write_table(made.rows, cells), output)
    else:
        header = csv_line(name for name, _ in cells)
        write_parts(chain([header.encode()], (csv_line(row).encode() for row in made.rows)), output)
    if output:
        meaning = json.dumps(dictionary(made, question, left, view.path.name, fingerprint(view)), indent=2, ensure_ascii=False)
        write_parts([meaning.encode() + b"\n"], output.with_suffix(".json"))
