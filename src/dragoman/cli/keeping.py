"""What becomes of the readings that `dragoman read` makes: kept by the batch, printed, counted."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import typer

from dragoman.cli.common import say
from dragoman.cli.progress import Progress
from dragoman.domain import Reading
from dragoman.errors import ClashError

if TYPE_CHECKING:
    from dragoman.domain import Article
    from dragoman.record.writer import RecordWriter

BATCH = 64
"""Most articles of one transaction."""
SECONDS = 2.0
"""Longest that a reading waits for its batch to be kept: that much work is lost where the process is killed."""


class Keeper:
    """Takes readings: `kept` are new or changed, `known` were there already, `aside` could not be read."""

    def __init__(self, store: RecordWriter | None, form: str | None, progress: Progress, *, quiet: bool = False, batch: int = BATCH) -> None:
        """Keep in `store` (None: nowhere) and print in `form` (None: not). `quiet` leaves out notes."""
        self._store, self._form, self._progress, self._quiet, self._most = store, form, progress, quiet, batch
        self._held: list[Reading] = []
        self._since = 0.0
        self.articles = self.claims = self.kept = self.known = self.aside = 0

    def unread(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles that the store does not have."""
        for article in articles:
            if self._store is not None and self._store.has(article):
                self.known += 1
                self._progress.passed()
            else:
                yield article

    def take(self, reading: Reading) -> None:
        """Keep and print a reading, at the latest with the next that comes after `SECONDS`."""
        self._since = self._since if self._held else monotonic()
        self._held.append(reading)
        if len(self._held) >= self._most or monotonic() - self._since >= SECONDS:
            self.flush()

    def flush(self) -> None:
        """Keep and print what is still held."""
        held, self._held = self._held, []
        with self._store.together() if self._store is not None and held else nullcontext():
            kept = [self._keep(reading) for reading in held]
        for reading, new in kept:
            self._tell(reading, new)

    def _keep(self, reading: Reading) -> tuple[Reading, bool]:
        if self._store is None:
            return reading, True
        if reading.fault is None:
            try:
                return reading, self._store.add(reading)
            except ClashError as error:
                reading = Reading(reading.article, fault=str(error))
        self._store.set_aside(reading.article, reading.fault or "")
        return reading, False

    def _tell(self, reading: Reading, new: bool) -> None:
        name = reading.article.origin or reading.article.id
        if reading.fault is not None:
            self.aside += 1
            self._progress.passed()
            say(f"set aside: {name}: {reading.fault}. Please report it; the others are read.")
            return
        self.articles += 1
        self.claims += len(reading.claims)
        self.kept += new
        self._progress.read(len(reading.claims))
        if reading.note and not self._quiet:
            say(f"{name}: {reading.note}")
        if self._form is not None:
            show(reading, self._form)

    def closing_line(self, record: Path | None) -> str:
        """How many were read, and how many of them are new."""
        where = f" in {record}: {self.kept} new or changed, {self.articles - self.kept + self.known} already there" if record else ""
        return f"{self.articles + self.known} articles{where}; {self.claims} claims read"


def show(reading: Reading, form: str) -> None:
    """Print the claims of a reading."""
    if form == "jsonl":
        from dragoman.showing.jsonl import encode_claim

        for claim in reading.claims:
            sys.stdout.buffer.write(encode_claim(claim) + b"\n")
        sys.stdout.buffer.flush()
        return
    from dragoman.record.view import StoredClaim
    from dragoman.showing.listing import claim_lines

    for claim in reading.claims:
        typer.echo("\n".join(claim_lines(StoredClaim.of(claim, reading.article))) + "\n")
