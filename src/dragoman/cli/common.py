"""What the commands share: the program, its options, messages on stderr, the record's place.

What a command works with is imported where it runs, here and in the modules of the commands: `--help` and an error of usage need none of it,
and `read` none of what a listing needs.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from dragoman import __version__
from dragoman.errors import InputError, RepeatedError, TerminalError
from dragoman.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.dictionaries.petrarch import VerbDictionary
    from dragoman.domain import Article
    from dragoman.reading.article import Defaults
    from dragoman.record.view import RecordView
    from dragoman.running.setup import Setup
    from dragoman.running.tools import Tools


def to_nowhere() -> None:
    """Let what is still in the buffer of standard output go nowhere, or the interpreter's last flush would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Commands(TyperGroup):
    """The commands. A reader that has read enough (`dragoman events | head`) ends the program quietly, with 0."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a closed pipe is no error of ours and none of the user's."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            to_nowhere()
            raise typer.Exit from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Reads the news and keeps the record of dealings between states.",
)
REFUSED = 3


RecordOption = Annotated[
    Path | None, typer.Option("--record", help="The record: one SQLite file. Default: DRAGOMAN_RECORD, dragoman.toml, dragoman.sqlite.")
]
RegistersOption = Annotated[
    Path | None,
    typer.Option("--registers", help="The file of imported registers. Default: DRAGOMAN_REGISTERS, dragoman.toml, actors.sqlite by the record."),
]
ReaderOption = Annotated[
    Path | None,
    typer.Option(
        "--reader", help="A model file of ours, or the name of an installed package's reader. Default: DRAGOMAN_READER, dragoman.toml, ours."
    ),
]
DictionaryOption = Annotated[
    list[Path] | None,
    typer.Option("--dictionary", help="A PETRARCH-2 verb dictionary; it decides the verbs it has. Repeatable."),
]
DictionaryOnlyOption = Annotated[bool, typer.Option("--dictionary-only", help="Code events by the dictionaries alone.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")]


def say(message: str) -> None:
    """A line on stderr, safe to print: stdout is for what was asked for. A terminal that is narrower gets it as several."""
    from dragoman.showing.terminal import Row, plain, printable

    terminal = sys.stderr is not None and sys.stderr.isatty()
    lines = plain([Row(message, hang=2)], shutil.get_terminal_size().columns) if terminal else [printable(message)]
    typer.echo("\n".join(lines), err=True)


def coloured(stream: TextIO | None) -> bool:
    """Tell whether marks may be printed there: on a terminal that can, unless NO_COLOR is set."""
    return stream is not None and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Refused:
    """Names each refused input on stderr and counts them; a copy of what was read in this run is named and not counted."""

    def __init__(self) -> None:
        self.count = 0

    def passing(self, items: Iterable[Article | InputError]) -> Iterator[Article]:
        """Yield what could be read; name the rest. What an option says wrong is wrong of every input: it is raised."""
        for item in items:
            if isinstance(item, RepeatedError):
                say(f"already there: {item}")
            elif isinstance(item, InputError):
                if item.where.startswith("--"):
                    raise item
                self.count += 1
                say(f"refused: {item}")
            else:
                yield item


def checked_defaults(given: Defaults) -> Defaults:
    """Return what the options say of inputs that don't; a day or an encoding that is none is an error of usage."""
    from dragoman.reading.sources import check_defaults

    try:
        return check_defaults(given)
    except InputError as error:
        raise typer.BadParameter(f"{error.cause}. {error.repair}.", param_hint=error.where) from None


def record_path(given: Path | None) -> Path:
    """The record that the option names, else that of the settings."""
    return given or Path(load_settings().record)


def open_record(given: Path | None) -> RecordView:
    """Open the record of `record_path` to read; to be closed by `with`."""
    from dragoman.record.view import RecordView

    return RecordView(record_path(given))


def registers_path(given: Path | None) -> Path:
    """The file of registers that the option names, else that of the settings; it need not be there."""
    return given or load_settings().registers_file()


def setup_for(
    reader: Path | None, dictionaries: Sequence[VerbDictionary] = (), *, dictionary_only: bool = False, registers: Path | None = None
) -> Setup:
    """Name the reader, the dictionaries, the overrides and the imported registers, and say which. The reader is not loaded.

    Without a file of registers nothing is said, unless the option named one.
    """
    from dragoman.running.setup import Setup

    path = registers_path(registers)
    if registers is not None and not path.is_file():
        raise TerminalError(f"{path}: There is no file of registers. Make it with `dragoman actors import FILE --registers {path}`.")
    settings, marks = load_settings(), []
    if path.is_file():
        from dragoman.actors.registers.matching import Registers

        found = Registers(path)
        if found.names:
            say(f"registers of {path}: {', '.join(found.names)} ({len(found):,} names)")
            marks.append(found.digest)
    if (words := settings.overrides_file()).is_file():
        from dragoman.coding.dictionaries.overrides import read_overrides
        from dragoman.coding.ontology import load_ontology

        if (overrides := read_overrides(words, load_ontology())).rows:
            say(f"overrides of {words}: {len(overrides.rows)}")
            marks.append(f"overrides@{overrides.digest}")
    return Setup(
        str(reader or settings.reader or "") or None,
        tuple(dictionaries),
        dictionary_only,
        path if path.is_file() else None,
        words,
        settings.language,
        tuple(marks),
    )


def tools_for(reader: Path | None, *, registers: Path | None = None) -> Tools:
    """Load what `setup_for` names."""
    return setup_for(reader, registers=registers).tools()


def dictionaries_of(paths: Sequence[Path] | None, *, only: bool = False) -> tuple[VerbDictionary, ...]:
    """Read the user's verb dictionaries; what is refused of them is named on stderr, a line each."""
    from dragoman.coding.dictionaries.petrarch import read_dictionary

    if only and not paths:
        raise typer.BadParameter("there is no dictionary to read by alone; name one with --dictionary FILE", param_hint="--dictionary-only")
    for path in paths or ():
        if not path.is_file():
            raise typer.BadParameter(f"there is no file {path}; name a PETRARCH-2 verb dictionary", param_hint="--dictionary")
    found = tuple(read_dictionary(path) for path in paths or ())
    for dictionary in found:
        for error in dictionary.refused:
            say(f"refused: {error}")
    return found


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Dragoman: who did what to whom, who said what, what was lent, who holds which office, and who says so."""
