"""Where a listing goes and in which form: a terminal (with its width, colours and pager), standard output or a file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import typer

from dragoman.cli.common import coloured, say
from dragoman.cli.filtering import Command, with_options
from dragoman.errors import InputError, TerminalError

if TYPE_CHECKING:
    from dragoman.showing.forms import Forms
    from dragoman.showing.terminal import Row

T = TypeVar("T")
ENDINGS = {".txt": "table", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xml": "iati"}
MARKS: dict[str, dict[str, Any]] = {"head": {"bold": True}, "quiet": {"dim": True}, "alarm": {"fg": "red", "bold": True}, "doubt": {"fg": "yellow"}}
LESS = "FRX"
"""Leave at once where all fits, show colours, leave the text on the screen."""


class Passed(Generic[T]):
    """Things that are counted as they pass."""

    def __init__(self, things: Iterable[T]) -> None:
        self._things = things
        self.count = 0

    def __iter__(self) -> Iterator[T]:
        """Yield them, once."""
        for thing in self._things:
            self.count += 1
            yield thing


@dataclass(frozen=True, slots=True)
class Out:
    """Where the answer goes: `form` is table, jsonl, csv or one more of the command's, `path` a file or None (standard output)."""

    form: str = "table"
    path: Path | None = None
    paged: bool = True

    def show(self, found: Iterable[T], forms: Forms[T], noun: str, total: Callable[[], int] | None = None) -> int:
        """Print what was found and say how much; return how much that was. `total` counts how much there is where not all of it was wanted."""
        passed = Passed(found)
        whole = True
        if self.form == "jsonl":
            self.write(forms.line(one) + b"\n" for one in passed)
        elif self.form == "csv":
            self.write(forms.table(passed))
        else:
            whole = self.people(forms.rows(passed))
        if passed.count and whole and (self.form == "table" or self.path):
            number, whole_number = passed.count, total() if total else passed.count
            of = f" of {whole_number:,}" if whole_number > number else ""
            say(f"{number:,}{of} {noun if whole_number == 1 else noun + 's'}{f' in {self.path}' if self.path else ''}")
        return passed.count

    def write(self, lines: Iterable[bytes]) -> None:
        """Write lines, each with its end, to the file or to standard output."""
        if self.path is None:
            sys.stdout.buffer.writelines(map(_seen, lines) if sys.stdout.isatty() else lines)
            sys.stdout.buffer.flush()
            return
        try:
            with self.path.open("wb") as file:
                file.writelines(lines)
        except OSError as error:
            raise TerminalError(f"{self.path}: {error.strerror}. Name a file that can be written.") from error

    def people(self, rows: Iterable[Row]) -> bool:
        """Write rows for people; False where they left the pager before the end."""
        from dragoman.showing.terminal import plain

        if self.path is None and sys.stdout.isatty():
            return _to_terminal(rows, paged=self.paged)
        self.write((line + "\n").encode("utf8", "replace") for line in plain(rows))
        return True


def printed(*forms: str) -> Callable[[Command], Command]:
    """Give a command `--format` (with these besides table, jsonl and csv), `--output` and `--no-pager`; it takes them as `out`, an `Out`."""
    known = ("table", "jsonl", "csv", *forms)
    help_ = f"table for people, jsonl and csv for programs{''.join(', ' + form for form in forms)}. Default: by the ending of --output, else table."
    options = {
        "form": Annotated[str | None, typer.Option("--format", help=help_, metavar="|".join(known), autocompletion=lambda: list(known))],
        "output": Annotated[Path | None, typer.Option("--output", help="Write to this file.", metavar="FILE")],
        "no_pager": Annotated[bool, typer.Option("--no-pager", help="Do not show a long list with PAGER (less).")],
    }
    return with_options("out", options, lambda given: out_of(known, **given))


def out_of(known: tuple[str, ...], form: str | None, output: Path | None, no_pager: bool) -> Out:
    """Return where to print in one of the known forms; raise `InputError` of an unknown one."""
    if form is None and output is not None:
        form = ENDINGS.get(output.suffix.lower())
        if form not in known:
            raise InputError("--output", f"{output} has no ending that names a format", f"Add --format {', '.join(known)}")
    return Out(form_of(known, form or "table"), output, not no_pager)


def form_of(known: tuple[str, ...], form: str) -> str:
    """Return one of the known forms; raise `InputError` of an unknown one. `list` is an older name of `table`."""
    form = "table" if form == "list" else form
    if form not in known:
        raise InputError("--format", f"{form!r} is unknown", f"Use {', '.join(known)}")
    return form


def _seen(line: bytes) -> bytes:
    """A line for programs that a terminal shows."""
    from dragoman.showing.terminal import printable

    return printable(line.decode("utf8", "replace").rstrip("\r\n")).encode() + b"\n"


def _to_terminal(rows: Iterable[Row], *, paged: bool) -> bool:
    size = shutil.get_terminal_size()
    pager = _pager() if paged else []
    marked = coloured(sys.stdout) and (not pager or Path(pager[0]).stem == "less")
    lines = _marked(rows, size.columns, marked=marked)
    first = list(islice(lines, size.lines))
    if pager and len(first) == size.lines and (process := _started(pager)) is not None:
        return _through(process, chain(first, lines))
    for line in chain(first, lines):
        typer.echo(line)
    return True


def _marked(rows: Iterable[Row], width: int, *, marked: bool) -> Iterator[str]:
    from dragoman.showing.terminal import lines_of

    for row in rows:
        for before, text in lines_of(row, width):
            yield before + (typer.style(text, **MARKS[row.style]) if marked and row.style else text)


def _pager() -> list[str]:
    """The words of PAGER, else less where there is one; nothing where no pager is wanted or the terminal cannot have one."""
    if os.environ.get("TERM") == "dumb":
        return []
    words = shlex.split(os.environ.get("PAGER", "less"))
    return words if words and words != ["cat"] and shutil.which(words[0]) else []


def _started(pager: list[str]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(pager, stdin=subprocess.PIPE, env={"LESS": LESS, **os.environ})  # noqa: S603 - the user's own pager
    except OSError:
        return None


def _through(process: subprocess.Popen[bytes], lines: Iterable[str]) -> bool:
    """Hand the lines to the pager and wait until it ends; an interrupt is the pager's."""
    whole = True
    if process.stdin is not None:
        try:
            process.stdin.writelines((line + "\n").encode("utf8", "replace") for line in lines)
        except (BrokenPipeError, KeyboardInterrupt):
            whole = False
        with suppress(BrokenPipeError):
            process.stdin.close()
    while True:
        try:
            process.wait()
            return whole
        except KeyboardInterrupt:
            whole = False
