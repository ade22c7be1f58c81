"""`dragoman actors`: who is meant by a name, and the imported registers."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.cli.common import (
    REFUSED,
    LimitOption,
    RecordOption,
    RegistersOption,
    app,
    open_record,
    record_path,
    registers_path,
    say,
)
from dragoman.cli.printing import Out, printed

if TYPE_CHECKING:
    from dragoman.errors import InputError

SHOW = "show"
NAMED = 20
"""How many refused lines are named; the others are counted."""


class NameOrCommand(TyperGroup):
    """A group whose first word, where it is no command, is what its hidden command `show` is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` before anything that is neither a command nor a wish for help. After `--` stands a name, whatever it is."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [SHOW, *args]
        return super().parse_args(ctx, args)


class Format(StrEnum):
    """The formats of registers."""

    ftm = "ftm"
    wikidata = "wikidata"
    actors = "petrarch-actors"
    agents = "petrarch-agents"
    csv = "csv"


actors_app = typer.Typer(
    cls=NameOrCommand,
    add_completion=False,
    subcommand_metavar="[NAME] | COMMAND [ARGS]...",
    help="List the record's own actors (--record, --limit); "
    "show who is meant by a NAME (an id, a country code, a name, an alias or a surname: Maduro, VEN, PDVSA) and who held which office "
    "when (--on: only what held on that day, month or year); or import, list and remove registers of actors. A NAME that is also a command "
    "stands after --.",
)
app.add_typer(actors_app, name="actors")


def _day(given: str | None) -> str | None:
    """A year, a month or a day, checked; one that is none is an error of usage."""
    from dragoman.errors import InputError
    from dragoman.reading.article import parse_published

    try:
        if given is not None:
            parse_published(given + "-01-01"[: len("2005-06-01") - len(given)] if len(given) in {4, 7} else given, "--on")
    except InputError:
        raise typer.BadParameter(f"{given!r} is no day, month or year. Write 2005-06-01, 2005-06 or 2005.", param_hint="--on") from None
    return given


@actors_app.command(SHOW, hidden=True)
@printed()
def show(
    out: Out,
    name: Annotated[str | None, typer.Argument(help="An id, a country code, a name, an alias or a surname: Maduro, VEN, PDVSA.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="Only what held on that day, month or year (2005-06-01).")] = None,
    registers: RegistersOption = None,
    record: RecordOption = None,
    limit: LimitOption = None,
) -> None:
    """Show who is meant by a name, and who held which office when; without a name list the record's own actors."""
    if name is None:
        if on is not None:
            raise typer.BadParameter("it asks for what held on a day and needs a NAME", param_hint="--on")
        _list_recorded(record, limit, out)
        return
    if record is not None or limit is not None:
        raise typer.BadParameter("it is for the list of the record's actors; leave it or the NAME out", param_hint="--record, --limit")
    _show_known(name, on, registers, out)


def _list_recorded(record: Path | None, limit: int | None, out: Out) -> None:
    from dragoman.showing.known import RECORDED

    with open_record(record) as view:
        if not out.show(view.actors(limit), RECORDED, "actor"):
            say("The record names nobody.")


def _show_known(name: str, on: str | None, registers: Path | None, out: Out) -> None:
    from dragoman.actors.lookup import linked, look_up, look_up_imported
    from dragoman.actors.registry import load_registry
    from dragoman.showing.known import known_forms

    registry = load_registry()
    day = _day(on)
    found = look_up(registry, name, day)
    path = registers_path(registers)
    if path.is_file():
        from dragoman.actors.registers.matching import Registers

        imported = Registers(path)
        found = linked((*found, *look_up_imported(imported, name, day)), registry, imported)
        imported.close()
    if not found:
        say(f"The registry knows no {name!r}{f' on {on}' if on else ''}. In articles an unknown name stays unknown and is kept.")
    out.show(found, known_forms(registry), "actor")


@actors_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="FollowTheMoney JSON lines, Wikidata results, a PETRARCH dictionary or a table; plain or gzip.")],
    name: Annotated[str | None, typer.Option("--name", help="What to call the register. Default: the file's name without its endings.")] = None,
    form: Annotated[Format | None, typer.Option("--as", help="The format, where it cannot be told from the content.")] = None,
    registers: RegistersOption = None,
    record: RecordOption = None,
) -> None:
    """Import a register of actors, in place of the one that had its name."""
    from dragoman.actors.registers.files import format_of, read_items
    from dragoman.actors.registers.store import import_register, list_registers, name_of_file, register_name
    from dragoman.showing.known import import_lines

    called = register_name(name or name_of_file(file.name))
    path = registers_path(registers)
    before = next((one for one in list_registers(path) if one.name == called), None) if path.is_file() else None
    known = form.value if form is not None else format_of(file)
    say(f"{file}: read as {known}{'' if form is not None else ' (told from its content; --as says otherwise)'}")
    refusals = _Refusals()
    found = import_register(path, called, str(file), known, read_items(file, known), refuse=refusals.add, progress=_progress)
    refusals.close()
    for line in import_lines(found):
        say(line)
    if before is not None:
        say(f"in place of the register {called} that was imported from {before.source} on {before.imported[:10]}")
    _say_whom(path, called, record_path(record))
    say(f"kept in {path}")
    if refusals.count:
        raise typer.Exit(REFUSED)


def _say_whom(path: Path, register: str, record: Path) -> None:
    """Say which actors of the package and of the record a register has; a record that is not there or cannot be read has none."""
    from dragoman.actors.lookup import known_names, twins
    from dragoman.actors.registers.matching import Registers
    from dragoman.actors.registry import load_registry
    from dragoman.errors import DragomanError
    from dragoman.showing.known import touched_lines, twin_lines

    registers = Registers(path)
    for line in twin_lines(twins(load_registry(), registers, register)):
        say(line)
    if record.is_file():
        try:
            with open_record(record) as view:
                actors = [actor for actor in view.actors() if not (actor.id or "").startswith(f"{register}:") and actor.kind != "state"]
            found = known_names(registers, register, (actor.name for actor in actors))
            for line in touched_lines(record, [(actor, found[actor.name]) for actor in actors if actor.name in found]):
                say(line)
        except DragomanError as error:
            say(f"the record's actors were not looked at: {error}")
    registers.close()


class _Refusals:
    """Names the first refused lines on stderr and counts the others."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, refusal: InputError) -> None:
        self.count += 1
        if self.count <= NAMED:
            say(f"refused: {refusal}")

    def close(self) -> None:
        if self.count > NAMED:
            say(f"refused: {self.count - NAMED} more lines")


def _progress(items: int) -> None:
    say(f"… {items:,} rows")
    sys.stderr.flush()


@actors_app.command("registers")
@printed()
def list_(out: Out, registers: RegistersOption = None) -> None:
    """List the imported registers: name, format, entries, offices, names, nouns, when, from which file."""
    from dragoman.actors.registers.store import list_registers
    from dragoman.showing.known import REGISTERS

    path = registers_path(registers)
    found = list_registers(path) if path.is_file() else ()
    if not found:
        say(f"No register is imported; {path} {'is empty' if path.is_file() else 'is not there'}.")
    out.show(found, REGISTERS, "register")


@actors_app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The register, as `dragoman actors registers` calls it.")],
    registers: RegistersOption = None,
) -> None:
    """Remove an imported register; articles read after that give the claims that they gave without it."""
    from dragoman.actors.registers.store import remove_register

    path = registers_path(registers)
    remove_register(path, name)
    say(f"removed {name} from {path}")
