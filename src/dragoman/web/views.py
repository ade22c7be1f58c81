"""Reading the record for a request: one view a thread, each question with a time limit, and a mark by which a browser knows what it has."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from starlette.responses import Response

from dragoman import __version__
from dragoman.errors import RecordError
from dragoman.record.view import RecordView
from dragoman.web.errors import RefusedError
from dragoman.web.settings import Serving

SECONDS = 2.0
LARGEST = 16_000_000
"""So many bytes of answers are remembered."""
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
        view = self._current()
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

    def _current(self) -> RecordView:
        """Return this thread's view. Another file under the record's name is opened anew."""
        file = self._serving.record.stat() if self._serving.record.exists() else None
        known = (file.st_dev, file.st_ino) if file else None
        view: RecordView | None = getattr(self._held, "view", None)
        if view is None or self._held.known != known:
            if view is not None:
                view.close()
                self._held.view = None
            view = self._held.view = RecordView(self._serving.record, timeout=SECONDS)
            self._held.known = known
        return view

    def mark(self, question: str) -> str:
        """Return an ETag: it changes with the files of record and registers, the program and the start of this server."""
        record = self._serving.record
        named = (record, record.with_name(f"{record.name}-wal"), self._serving.registers)
        files = [file.stat() for file in named if file and file.exists()]
        state = [(one.st_ino, one.st_size, one.st_mtime_ns) for one in files]
        return f'"{sha256(f"{state}|{__version__}|{self._serving.token}|{question}".encode()).hexdigest()[:24]}"'


class Kept:
    """Answers by their mark, the last used ones; what the record was before has other marks and goes first."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Response] = OrderedDict()
        self._size = 0

    def get(self, mark: str) -> Response | None:
        """Return the answer with this mark, or None."""
        with self._lock:
            if mark in self._held:
                self._held.move_to_end(mark)
            return self._held.get(mark)

    def put(self, mark: str, response: Response) -> None:
        """Remember an answer."""
        with self._lock:
            if mark not in self._held:
                self._held[mark] = response
                self._size += len(response.body)
            while self._size > LARGEST:
                self._size -= len(self._held.popitem(last=False)[1].body)
