"""`dragoman export`."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.asking import selected
from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.filtering import COMMON, ORDER, Asked, filtered
from dragoman.errors import TerminalError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dragoman.domain import Article
    from dragoman.record.selecting import Selection
    from dragoman.record.view import RecordView
    from dragoman.showing.export.formats import Format
    from dragoman.showing.export.rows import Row


class Kind(StrEnum):
    """What is written."""

    events = "events"
    statements = "statements"
    flows = "flows"
    relations = "relations"
    all = "all"


class Unit(StrEnum):
    """What counts as one."""

    claim = "claim"
    finding = "finding"


TO = (
    "csv, parquet, jsonl, cameo, gdelt (events), gexf, graphml, ftm, webannotation, ical, factcheck, factcheck-md. "
    "Also those of installed packages (`dragoman plugins`). Default: what the ending of --output says, else csv."
)
UnitOption = Annotated[Unit, typer.Option("--unit", help="A row for each claim, or one for each finding: a happening told ten times once.")]


@app.command()
@filtered("by", "about", *(key for key in COMMON if key != "to"), "mode", "min-confidence", *ORDER)  # --to is the format
def export(
    asked: Asked,
    kind: Annotated[Kind, typer.Argument(help="events, statements, flows, relations or all.")],
    to: Annotated[str | None, typer.Option("--to", help=TO)] = None,
    output: Annotated[Path | None, typer.Option("--output", help="The file to write. Without it: standard output.")] = None,
    unit: UnitOption = Unit.claim,
    bom: Annotated[bool, typer.Option("--bom", help="Begin a CSV file with the mark by which Excel knows UTF-8.")] = False,
    record: RecordOption = None,
) -> None:
    """Write part of the record as a file for a spreadsheet, R, pandas, a network program, a calendar or an older event data pipeline."""
    form = _format(kind, to, output, bom=bom)
    from dragoman.showing.export.rows import Job, one_each

    single = kind.removesuffix("s")
    with open_record(record) as view:
        job = Job(single, bom=bom, article=_articles(view), title=_question(kind, asked.selection))
        dropped: Counter[str] = Counter()
        chosen = told(view, None if kind is Kind.all else single, selected(view, asked))
        rows = _Counted(islice(one_each(chosen, judged_wrong(view), dropped) if unit is Unit.finding else chosen, asked.limit))
        write_parts(form.load()(rows, job), output)
    _report(rows.count, "claims" if kind is Kind.all else str(kind), job.left, dropped, output)


def _format(kind: Kind, to: str | None, output: Path | None, *, bom: bool) -> Format:
    """The format that is asked for, or a usage error that lists what there is."""
    from dragoman.showing.export.formats import FORMATS, by_ending, contradicts, format_named, names

    if to is not None and to not in FORMATS and to not in names():
        raise typer.BadParameter(f"{to!r} is no format. There are: {', '.join(names())}", param_hint="--to")
    found = format_named(to) if to else by_ending(output) if output and output.suffix else FORMATS["csv"]
    if found is None:
        endings = ", ".join(form.endings[0] for form in FORMATS.values())
        raise typer.BadParameter(f"no format ends in {output.suffix if output else ''}. Say --to, or use one of {endings}", param_hint="--output")
    if to and output and contradicts(output, found):
        raise typer.BadParameter(f"{output.name} ends like another format; {to} takes {', '.join(found.endings)}", param_hint="--output")
    if kind not in found.kinds:
        fits = ", ".join(form.name for form in FORMATS.values() if kind in form.kinds)
        why = "CAMEO codes are of events; " if found.name in {"cameo", "gdelt"} else ""
        raise typer.BadParameter(f"{why}{found.name} takes {', '.join(found.kinds)}; write {kind} as {fits}", param_hint="--to")
    if not found.text and output is None:
        raise typer.BadParameter(f"a {found.name.capitalize()} file needs a name", param_hint="--output")
    if bom and found.name != "csv":
        raise typer.BadParameter("only a CSV file has that mark", param_hint="--bom")
    return found


def told(view: RecordView, kind: str | None, selection: Selection) -> Iterator[Row]:
    """The claims of a kind (None: of all) that are selected, with their findings."""
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.export.rows import rows_of

    return rows_of(view.select(replace(selection, kind=kind)), findings_of(view))


def judged_wrong(view: RecordView) -> Collection[str]:
    """The ids of claims that a user judged wrong."""
    from dragoman.reconciling.judgements import judged

    return judged(tuple(view.judgements())).wrong


def _articles(view: RecordView) -> Any:
    @lru_cache(maxsize=16)
    def article(name: str) -> Article | None:
        found = view.article(name)
        return found.article if found else None

    return article


def _question(kind: Kind, selection: Selection) -> str:
    """What the file shows, in words."""
    from dragoman.record.filters import written

    return ", ".join((f"Dragoman: {'claims' if kind is Kind.all else kind}", *(f"{key} {value}" for key, value in written(selection))))


def _report(count: int, kind: str, left: Counter[str], dropped: Counter[str], output: Path | None) -> None:
    if not count:
        say(f"0 {kind}: nothing fits. {output or 'What is printed'} is empty and valid.")
    else:
        say(f"{count} {kind}" + (f"; {left.total()} of them left out: {_reasons(left)}" if left.total() else ""))
    if dropped.total():
        say(f"left out of the findings: {_reasons(+dropped)}")


def _reasons(left: Counter[str]) -> str:
    return next(iter(left)) if len(left) == 1 else "; ".join(f"{reason} ({number})" for reason, number in sorted(left.items()))


def write_parts(parts: Iterable[bytes], output: Path | None) -> None:
    """Write to the file, or to standard output. The file is opened when there is something to write: a format that fails at once leaves it alone."""
    made = iter(parts)
    begun = list(islice(made, 1))
    if output is None:
        sys.stdout.buffer.writelines(chain(begun, made))
        sys.stdout.buffer.flush()
        return
    try:
        with output.open("wb") as file:
            file.writelines(chain(begun, made))
    except OSError as error:
        raise TerminalError(f"{output}: {error.strerror}. Name a file that can be written.") from error


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row
