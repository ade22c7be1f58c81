"""Readings as Parquet files, a shard of articles each: so that many machines read, and one puts what they read into a record.

A segment is named by the place of its shard in the input and by what the shard says: it is made once, and loaded in the order of the input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dragoman.domain import Article, Reading
from dragoman.errors import InputError, TerminalError
from dragoman.record.encoding import decode_reading, encode_reading
from dragoman.running.setup import Setup
from dragoman.running.workers import Limits, read_apart

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

SHARD = 256
"""Articles of a segment."""
PROGRAM = b"dragoman.program"
SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are read together, and the name of the segment that they become."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """What a shard gave, in numbers; `aside` are articles that could not be read."""

    name: str
    articles: int
    claims: int
    aside: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of segments: a path, or the address of one in an object store (`s3://bucket/folder`), as pyarrow knows them."""

    address: str

    def names(self) -> list[str]:
        """The names of its segments, in order; none where there is no folder."""
        from pyarrow.fs import FileSelector

        files, path = self._opened()
        found = files.get_file_info(FileSelector(path, allow_not_found=True))
        return sorted(one.base_name for one in found if one.base_name.endswith(SUFFIX))

    def write(self, name: str, readings: Sequence[Reading], program: str) -> None:
        """Write a segment; it is there as a whole or not at all."""
        import pyarrow as pa
        from pyarrow import parquet

        rows = {
            "article": [one.article.id for one in readings],
            "claims": [len(one.claims) for one in readings],
            "fault": pa.array([one.fault for one in readings], pa.string()),
            "reading": [encode_reading(one) for one in readings],
        }
        table = pa.table(rows).replace_schema_metadata({PROGRAM: program.encode()})
        files, path = self._opened()
        files.create_dir(path)
        parquet.write_table(table, f"{path}/{name}.part", filesystem=files, compression="zstd")
        files.move(f"{path}/{name}.part", f"{path}/{name}")

    def read(self, name: str) -> tuple[str, Iterator[Reading]]:
        """Return what a segment was read with, and its readings. Raises `InputError` for a file that is none."""
        import pyarrow as pa
        from pyarrow import parquet

        files, path = self._opened()
        try:
            table = parquet.read_table(f"{path}/{name}", filesystem=files)
            program = (table.schema.metadata or {})[PROGRAM].decode()
            return program, map(decode_reading, table["reading"].to_pylist())
        except (pa.ArrowException, KeyError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{self.address}/{name}", f"It is no segment of Dragoman ({error})", "Delete it and read its articles again") from error

    def _opened(self) -> tuple[FileSystem, str]:
        from pyarrow import ArrowException
        from pyarrow.fs import FileSystem, LocalFileSystem

        if "://" not in self.address:
            return LocalFileSystem(), self.address
        try:
            return FileSystem.from_uri(self.address)  # type: ignore[no-any-return]
        except (ArrowException, OSError) as error:
            raise TerminalError(
                f"{self.address}: The folder of segments cannot be used ({error}). Name a path or an address like s3://bucket/folder."
            ) from error


def shards_of(articles: Iterable[Article], program: str, size: int = SHARD) -> Iterator[Shard]:
    """Cut articles into shards, in order. A name changes with what an article says and with what it is read with."""
    given = iter(articles)
    number = 0
    while some := tuple(islice(given, size)):
        digest = sha256(msgspec.json.encode([program, some])).hexdigest()[:12]
        yield Shard(f"{number:06}-{digest}{SUFFIX}", some)
        number += 1


def make(shard: Shard, setup: Setup, folder: Folder, workers: int, limits: Limits) -> Segment:
    """Read a shard into its segment."""
    readings = list(read_apart(shard.articles, setup, workers, limits))
    folder.write(shard.name, readings, setup.program)
    claims = sum(len(one.claims) for one in readings)
    return Segment(shard.name, len(readings), claims, sum(one.fault is not None for one in readings))
