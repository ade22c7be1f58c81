"""`toy-lines`: kind, id and outlet of each claim."""

from collections.abc import Iterable, Iterator

from dragoman.showing.export.formats import EVERY, Format
from dragoman.showing.export.rows import Job, Row


def lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """Yield a line for each claim."""
    for row in rows:
        yield f"{row.claim['kind']} {row.stored.id} {row.stored.outlet}\n".encode()


LINES = Format("toy-lines", "a line for each claim", EVERY, (".toy",), lines)
