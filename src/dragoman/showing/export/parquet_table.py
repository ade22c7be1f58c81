"""Parquet: the columns of the CSV file with their types. Needs pyarrow, which is the optional extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.errors import TerminalError
from dragoman.record.view import StoredClaim
from dragoman.showing.export.columns import columns_of, row_of

BATCH = 10_000


def write_parquet(claims: Iterable[StoredClaim], kind: str, path: Path) -> int:
    """Write the file and return the number of rows. Raises `TerminalError` where pyarrow is not installed or the file cannot be written."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise TerminalError("Parquet needs pyarrow, which is not installed. Install it: pip install 'dragoman[parquet]'.") from error
    types = {str: pyarrow.string(), float: pyarrow.float64(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    columns = columns_of(kind)
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in columns])
    count = 0
    try:
        with parquet.ParquetWriter(path, schema) as writer:
            for batch in _batches(claims):
                cells = zip(*(row_of(stored, columns) for stored in batch), strict=True)
                writer.write_table(pyarrow.table([list(held) for held in cells], schema=schema))
                count += len(batch)
    except OSError as error:
        raise TerminalError(f"{path}: {error.strerror or error}. Name a file that can be written.") from error
    return count


def _batches(claims: Iterable[StoredClaim]) -> Iterator[list[Any]]:
    source = iter(claims)
    while batch := list(islice(source, BATCH)):
        yield batch
