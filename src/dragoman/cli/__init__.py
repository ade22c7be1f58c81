"""The command line. The only place that turns errors into messages and exit codes: 0 done, 3 some inputs refused, 2 usage, 1 a fault of ours."""

from __future__ import annotations

import errno
import io
import os
import sys

# Each module adds its commands to the program; `--help` lists them in this order.
from dragoman.cli import reading, loading, fetching, listing, ledger, findings, judging, overriding  # isort: skip
from dragoman.cli import reporting, serving, exporting, panel, auditing, checking, actors, chains, plugging  # isort: skip
from dragoman.cli.common import REFUSED, app, coloured, say, to_nowhere
from dragoman.cli.panels import arrange
from dragoman.cli.progress import Stopped
from dragoman.errors import DragomanError, InputError

__all__ = [
    "actors",
    "app",
    "auditing",
    "chains",
    "checking",
    "exporting",
    "fetching",
    "findings",
    "judging",
    "ledger",
    "listing",
    "loading",
    "main",
    "overriding",
    "panel",
    "plugging",
    "reading",
    "reporting",
    "serving",
]

arrange(app)
USAGE = 2
NOWHERE = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EPIPE)
"""What standard output answers that is full or closed, or whose reader has left."""


def main() -> None:
    """Entry point. A fault of ours shows its trace and ends with 1; everything foreseen is one line and ends with 1, 2 or 3."""
    # The reader's matrices are small: more threads than one only wait for each other, and cost twice the processor's time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf8")  # noqa: PTH123, SIM115 - as long as the program
        if sys.stderr is not None:
            say("error: standard output is closed. Leave it open, or name a file with --output where there is that option.")
        sys.exit(1)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may not have all letters
    _without_colour()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except Stopped as stopped:  # before anything was read
        sys.exit(stopped.code)
    except DragomanError as error:
        say(f"error: {error}")
        sys.exit(_code(error))
    except OSError as error:
        if error.errno not in NOWHERE or error.filename is not None:
            raise
        to_nowhere()
        if error.errno == errno.EPIPE:
            sys.exit(0)
        say(f"error: standard output: {error.strerror}. Send it where there is room.")
        sys.exit(1)


def _code(error: DragomanError) -> int:
    """An input whose place is an option (`--since`) is one of usage."""
    if not isinstance(error, InputError):
        return 1
    return USAGE if error.where.startswith("--") else REFUSED


def _without_colour() -> None:
    """Help and errors of usage are printed by typer, which knows NO_COLOR for colours alone and not for bold and dim."""
    if any(stream is not None and stream.isatty() and not coloured(stream) for stream in (sys.stdout, sys.stderr)):
        from typer import rich_utils

        rich_utils.COLOR_SYSTEM = None
