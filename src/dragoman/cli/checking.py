"""The commands that keep a record safe: check, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import RecordOption, app, record_path, say


@app.command()
def check(
    record: RecordOption = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make indexes and findings anew; mark articles that are not as written as not read.")
    ] = False,
) -> None:
    """Check that the record holds together: file, references, articles, the words of every claim, indexes, findings."""
    from dragoman.record.checking import repair as mend
    from dragoman.running.checking import check as look

    path = record_path(record)
    problems = list(look(path))
    for problem in problems:
        typer.echo(f"{problem.where}: {problem.cause}. {problem.repair}.")
    say(f"{len(problems)} problems in {path}")
    if problems and repair:
        say(f"{mend(path, problems)} of them repaired; check again, and read again the articles that were named.")
    if problems:
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy.")],
    record: RecordOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file where it exists.")] = False,
) -> None:
    """Copy the record, as it is at one moment, while others may read and write it; the copy is checked."""
    from dragoman.record.checking import check_record
    from dragoman.record.copying import back_up

    path = record_path(record)
    back_up(path, file, replace=force)
    problems = list(check_record(file))
    for problem in problems:
        typer.echo(f"{problem.where}: {problem.cause}. {problem.repair}.")
    say(f"{path} is copied to {file}: {file.stat().st_size:,} bytes" + (f"; {len(problems)} problems, which the record has too" if problems else ""))
    if problems:
        raise typer.Exit(1)
