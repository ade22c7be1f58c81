"""`dragoman judge`: what a user decides of claims, appended to the record and never deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import RecordOption, app, open_record, record_path, say

if TYPE_CHECKING:
    from dragoman.domain import Judging
    from dragoman.record.view import RecordView, StoredClaim

judge = typer.Typer(no_args_is_help=True, help="Say of claims that they tell of the same thing, of different things, or are wrong; undo it; list it.")
app.add_typer(judge, name="judge")

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, as the listings print it.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Id of the other claim.")]
ByOption = Annotated[str, typer.Option("--by", help="Who judges: a name that stays with the judgement.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why, in a few words.")]


@judge.command()
def same(claim: ClaimArgument, other: OtherArgument, by: ByOption, note: NoteOption = None, record: RecordOption = None) -> None:
    """Two claims tell of one happening or quantity."""
    _of_two("same", claim, other, by, note, record)


@judge.command()
def different(claim: ClaimArgument, other: OtherArgument, by: ByOption, note: NoteOption = None, record: RecordOption = None) -> None:
    """Two claims tell of two happenings or quantities."""
    _of_two("different", claim, other, by, note, record)


@judge.command()
def wrong(claim: ClaimArgument, by: ByOption, note: NoteOption = None, record: RecordOption = None) -> None:
    """A claim misreads its article: it is kept and shown, and counts for nothing."""
    path = record_path(record)
    with open_record(path) as view:
        _known(view, claim, path)
    _write(path, "wrong", by, note, claim=claim)


@judge.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the judgement, as `judge list` prints it.")],
    by: ByOption,
    note: NoteOption = None,
    record: RecordOption = None,
) -> None:
    """A judgement no longer holds; undoing an undoing brings it back."""
    path = record_path(record)
    with open_record(path) as view:
        numbers = [j.number for j in view.judgements()]
    if number not in numbers:
        have = f"it has 1 to {numbers[-1]}" if numbers else "it has none"
        raise typer.BadParameter(f"the record {path} has no judgement {number}; {have}", param_hint="NUMBER")
    _write(path, "undo", by, note, undoes=number)


@judge.command("list")
def list_(record: RecordOption = None) -> None:
    """All judgements, by number, also those that were undone."""
    from dragoman.reconciling.judgements import standing
    from dragoman.showing.listing import headline

    with open_record(record) as view:
        made = tuple(view.judgements())
        standing_now = {j.number for j in standing(made)}
        for judgement in made:
            holds = "" if judgement.number in standing_now or judgement.verdict == "undo" else "  [undone]"
            typer.echo(f"{judgement.number:>4}  {judgement.at}  {judgement.words}{holds}")
            for claim in (judgement.claim, judgement.other):
                if claim:
                    stored = view.claim(claim)
                    typer.echo(f"      {claim}  {headline(stored.claim) if stored else 'not in the record now'}")
    if not made:
        say("Nothing has been judged.")


def _of_two(verdict: Judging, claim: str, other: str, by: str, note: str | None, record: Path | None) -> None:
    path = record_path(record)
    with open_record(path) as view:
        one, two = _known(view, claim, path), _known(view, other, path)
    if claim == other:
        raise typer.BadParameter("the two claims are one; name two", param_hint="OTHER")
    if one.kind != two.kind or one.kind == "statement":
        raise typer.BadParameter(
            f"{claim} is a claim of kind {one.kind} and {other} of kind {two.kind}; findings are of events, flows or relations, of one kind each",
            param_hint="OTHER",
        )
    _write(path, verdict, by, note, claim=claim, other=other)


def _known(view: RecordView, claim: str, path: Path) -> StoredClaim:
    stored = view.claim(claim)
    if stored is None:
        raise typer.BadParameter(f"the record {path} has no claim {claim!r}; the listings end with the ids", param_hint="CLAIM")
    return stored


def _write(
    path: Path, verdict: Judging, by: str, note: str | None, claim: str | None = None, other: str | None = None, undoes: int | None = None
) -> None:
    from dragoman.record.writer import RecordWriter

    if not by.strip():
        raise typer.BadParameter("a judgement needs a name", param_hint="--by")
    with RecordWriter(path) as writer:
        number = writer.judge(verdict, by.strip(), claim, other, undoes, note)
    say(f"judgement {number}; `dragoman judge undo {number}` takes it back")
