"""Reading the record for a request: one view a thread, each question with a time limit, and a mark by which a browser knows what it has."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from dragoman import __version__
from dragoman.errors import RecordError
from dragoman.record.view import RecordView
from dragoman.web.errors import RefusedError
from dragoman.web.settings import Serving

SECONDS = 2.0
STEPS = 20_000
"""So many steps of SQLite's machine between two looks at the clock."""


class Views:
    """Views of one record."""

    def __init__(self, serving: Serving) -> None:
        """Open nothing yet."""
        self._serving = serving
        self._held = threading.local()

    @contextmanager
    def view(self) -> Iterator[RecordView]:
        """Lend this thread's view; a question that takes longer than `SECONDS` is a 503 that says how to narrow it."""
        view: RecordView | None = getattr(self._held, "view", None)
        if view is None:
            view = self._held.view = RecordView(self._serving.record, timeout=SECONDS)
        ends = time.monotonic() + SECONDS
        view.watch(lambda: time.monotonic() > ends, STEPS)
        try:
            yield view
        except RecordError as error:
            if isinstance(error.__cause__, sqlite3.OperationalError) and "interrupted" in str(error.__cause__):
                raise RefusedError(503, "The question takes too long", "Narrow it by actor, kind, since or until") from error
            raise
        finally:
            view.watch(None, STEPS)

    def mark(self, question: str) -> str:
        """Return an ETag: it changes with the record's files, the program and the start of this server."""
        record = self._serving.record
        files = [file.stat() for file in (record, record.with_name(f"{record.name}-wal")) if file.exists()]
        state = [(one.st_ino, one.st_size, one.st_mtime_ns) for one in files]
        return f'"{sha256(f"{state}|{__version__}|{self._serving.token}|{question}".encode()).hexdigest()[:24]}"'
