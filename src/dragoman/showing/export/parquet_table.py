"""Parquet: the columns of the CSV file with their types. Needs pyarrow, which is the optional extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from dragoman.errors import TerminalError
from dragoman.showing.export.cells import Cell
from dragoman.showing.export.columns import columns_of, row_of
from dragoman.showing.export.rows import Job, Row

BATCH = 10_000


def parquet_bytes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The parts of the file. Raises `TerminalError` where pyarrow is not installed."""
    columns = columns_of(job.kind)
    return write_table((row_of(row, columns) for row in rows), [(column.name, column.kind) for column in columns])


def write_table(rows: Iterable[Sequence[Cell]], columns: Sequence[tuple[str, type]]) -> Iterator[bytes]:
    """The parts of a Parquet file of these rows; a column is a name and `str`, `float`, `int` or `bool`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise TerminalError("Parquet needs pyarrow, which is not installed. Install it: pip install 'dragoman[parquet]'.") from error
    types = {str: pyarrow.string(), float: pyarrow.float64(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns])
    sink = _Parts()
    with parquet.ParquetWriter(sink, schema) as writer:
        for batch in _batches(rows):
            writer.write_table(pyarrow.table([list(cells) for cells in zip(*batch, strict=True)], schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Parts:
    """What pyarrow writes to, emptied as it goes."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._written = 0

    def write(self, part: bytes) -> int:
        """Keep a part."""
        self._parts.append(bytes(part))
        self._written += len(part)
        return len(part)

    def tell(self) -> int:
        """How much was written in all."""
        return self._written

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing to close."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
