"""JSON lines: the claims of the contract, each with the finding that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.showing.export.rows import Job, Row
from dragoman.showing.jsonl import encode_stored


def jsonl_lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """A claim a line, as `dragoman events --format jsonl` prints it, with `finding` (an id or null), `n_articles` and `n_independent`."""
    for row in rows:
        counts = {"finding": row.finding_id, "n_articles": row.n_articles, "n_independent": row.n_independent}
        yield encode_stored({**row.claim, **counts}) + b"\n"
