"""`dragoman judge`: what a user decides of claims, appended to the record and never deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.asking import whole_id
from dragoman.cli.common import RecordOption, app, open_record, record_path, say
from dragoman.cli.completing import complete_id
from dragoman.cli.printing import Out, printed

if TYPE_CHECKING:
    from dragoman.domain import Judging
    from dragoman.record.view import RecordView, StoredClaim

judge = typer.Typer(no_args_is_help=True, help="Say of claims that they tell of the same thing, of different things, or are wrong; undo it; list it.")
app.add_typer(judge, name="judge")

ClaimArgument = Annotated[
    str, typer.Argument(metavar="CLAIM", help="Id of a claim, as the listings print it, or its beginning.", autocompletion=complete_id)
]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Id of the other claim, or its beginning.", autocompletion=complete_id)]
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
        judged = _known(view, claim, "CLAIM")
    _write(path, "wrong", by, note, claim=judged.id)


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
@printed()
def list_(out: Out, record: RecordOption = None) -> None:
    """All judgements, by number, also those that were undone."""
    from dragoman.reconciling.judgements import standing
    from dragoman.showing.judged import judgement_forms

    with open_record(record) as view:
        made = tuple(view.judgements())
        if not out.show(made, judgement_forms(frozenset(j.number for j in standing(made)), view.claim), "judgement"):
            say("Nothing has been judged.")


def _of_two(verdict: Judging, claim: str, other: str, by: str, note: str | None, record: Path | None) -> None:
    path = record_path(record)
    with open_record(path) as view:
        one, two = _known(view, claim, "CLAIM"), _known(view, other, "OTHER")
    if one.id == two.id:
        raise typer.BadParameter("the two claims are one; name two", param_hint="OTHER")
    if one.kind != two.kind or one.kind == "statement":
        raise typer.BadParameter(
            f"{one.id} is a claim of kind {one.kind} and {two.id} of kind {two.kind}; findings are of events, flows or relations, of one kind each",
            param_hint="OTHER",
        )
    _write(path, verdict, by, note, claim=one.id, other=two.id)


def _known(view: RecordView, claim: str, argument: str) -> StoredClaim:
    found = whole_id(view, claim, argument)
    stored = view.claim(found)
    if stored is None:
        raise typer.BadParameter(f"the record {view.path} no longer has the claim {found}; list it again", param_hint=argument)
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
