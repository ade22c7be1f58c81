"""The forms in which a listing shows one kind of thing: rows for people, a line for programs, cells for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.showing.terminal import Row

T = TypeVar("T")
Table = Callable[[Iterable[T]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Forms(Generic[T]):
    """`rows` are for people, `line` is JSON without its line feed, `table` the lines of a CSV file with their ends, the header first."""

    rows: Callable[[Iterable[T]], Iterable[Row]]
    line: Callable[[T], bytes]
    table: Table[T]


def table_of(columns: Sequence[str], cells: Callable[[T], Iterable[Mapping[str, Any]]]) -> Table[T]:
    """Return a table of these columns: `cells` gives the rows of one thing, each as its cells by column; others are empty."""

    def lines(found: Iterable[T]) -> Iterator[bytes]:
        yield _line(columns)
        for one in found:
            for row in cells(one):
                yield _line([row.get(column) for column in columns])

    return lines


def apart(paragraphs: Iterable[Iterable[Row]]) -> Iterator[Row]:
    """Yield the rows of paragraphs, an empty one between two."""
    for number, rows in enumerate(paragraphs):
        if number:
            yield Row()
        yield from rows


def _line(cells: Iterable[Any]) -> bytes:
    from dragoman.showing.export.csv_table import csv_line  # beside it are the exports' columns, which load the codes of CAMEO

    return csv_line(cells).encode("utf8", "replace")
