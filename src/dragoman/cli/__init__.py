"""The command line. The only place that turns errors into messages and exit codes: 0 done, 3 some inputs refused, 2 usage, 1 a fault of ours."""

from __future__ import annotations

import os
import sys

# Each module adds its commands to the program; `--help` lists them in this order.
from dragoman.cli import reading, listing, ledger, exporting, findings, judging, overriding, auditing, checking, actors, chains  # isort: skip
from dragoman.cli.common import REFUSED, app, say
from dragoman.errors import DragomanError, InputError

__all__ = [
    "actors",
    "app",
    "auditing",
    "chains",
    "checking",
    "exporting",
    "findings",
    "judging",
    "ledger",
    "listing",
    "main",
    "overriding",
    "reading",
]


def main() -> None:
    """Entry point. A fault of ours shows its trace and ends with 1; everything foreseen is one line and ends with 1, 2 or 3."""
    # The reader's matrices are small: more threads than one only wait for each other, and cost twice the processor's time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except DragomanError as error:
        say(f"error: {error}")
        sys.exit(REFUSED if isinstance(error, InputError) else 1)
