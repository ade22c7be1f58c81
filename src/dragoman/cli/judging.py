"""`dragoman judge`: what a user decides of claims, appended to the record and never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dragoman.cli.asking import whole_id
from dragoman.cli.common import RecordOption, app, open_record, record_path, say
from dragoman.cli.completing import complete_id
from dragoman.cli.printing import Out, printed
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.api.record import Record

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
    _judge("same", claim, other, by, note, record)


@judge.command()
def different(claim: ClaimArgument, other: OtherArgument, by: ByOption, note: NoteOption = None, record: RecordOption = None) -> None:
    """Two claims tell of two happenings or quantities."""
    _judge("different", claim, other, by, note, record)


@judge.command()
def wrong(claim: ClaimArgument, by: ByOption, note: NoteOption = None, record: RecordOption = None) -> None:
    """A claim misreads its article: it is kept and shown, and counts for nothing."""
    _judge("wrong", claim, None, by, note, record)


@judge.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the judgement, as `judge list` prints it.")],
    by: ByOption,
    note: NoteOption = None,
    record: RecordOption = None,
) -> None:
    """A judgement no longer holds; undoing an undoing brings it back."""
    with _kept(record) as kept:
        _told(kept.undo(number, by=by, note=note))


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


def _judge(verdict: Literal["same", "different", "wrong"], claim: str, other: str | None, by: str, note: str | None, record: Path | None) -> None:
    with _kept(record) as kept:
        one = whole_id(kept.view, claim, "CLAIM")
        two = whole_id(kept.view, other, "OTHER") if other is not None else None
        _told(kept.judge(verdict, one, two, by=by, note=note))


@contextmanager
def _kept(record: Path | None) -> Iterator[Record]:
    """The record; what cannot be judged is an error of usage that names the argument."""
    from dragoman import Record

    try:
        with Record(record_path(record)) as kept:
            yield kept
    except InputError as error:
        where = error.where if error.where.startswith("--") else error.where.upper()
        raise typer.BadParameter(f"{error.cause}. {error.repair}.", param_hint=where) from None


def _told(number: int) -> None:
    say(f"judgement {number}; `dragoman judge undo {number}` takes it back")
