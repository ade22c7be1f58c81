"""The one loader of the package's tables: a CSV file becomes rows that know their file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from msgspec import Struct

from dragoman.errors import KnowledgeError

LIST_SEPARATOR = "|"
TRUE_WORDS = frozenset({"1", "yes", "true", "y"})
FALSE_WORDS = frozenset({"", "0", "no", "false", "n"})


class Row(Struct, frozen=True, gc=False):
    """One line of a table. Cells are stripped of outer white space.

    A `Struct`: the tables have tens of thousands of lines, and it is made in a fifth of a dataclass's time.
    """

    table: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.error(f"column {column!r} is empty", "fill in the cell")
        return value

    def optional(self, column: str) -> str | None:
        """Return the cell, or None where it is empty or the table has no such column."""
        return self.cells.get(column) or None

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds a list (`a|b`), in order, without empty parts."""
        value = self.cells.get(column)
        if not value:
            return ()
        if LIST_SEPARATOR not in value:
            return (value,)  # cells are stripped
        return tuple(part for raw in value.split(LIST_SEPARATOR) if (part := raw.strip()))

    def flag(self, column: str) -> bool:
        """Return the truth of a yes/no cell; an empty one is no."""
        value = self.cells.get(column, "").lower()
        if value in TRUE_WORDS:
            return True
        if value in FALSE_WORDS:
            return False
        raise self.error(f"column {column!r} has {value!r}, which is neither yes nor no", "write yes, or leave the cell empty")

    def error(self, cause: str, repair: str) -> KnowledgeError:
        """Return the error that names this line."""
        return KnowledgeError(f"{self.table}:{self.line}: {cause}. {repair}.")


def knowledge_root() -> Traversable:
    """Return the folder of the package's own data."""
    return files("dragoman.knowledge")


def load_table(name: str, required: Iterable[str], root: Traversable | None = None) -> tuple[Row, ...]:
    """Read the table `name` (a path such as `actors/states.csv`) below `root`, by default the package's data.

    Raises KnowledgeError where the file is missing, is not UTF-8, lacks a required column or has a line of another length.
    """
    source = knowledge_root() if root is None else root
    for part in name.split("/"):
        source = source.joinpath(part)
    try:
        text = source.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}: the table is missing. Reinstall the package, or add the file to its knowledge folder.") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{name}: not UTF-8 at byte {error.start}. Save the table as UTF-8.") from error
    return parse_table(name, text, required)


def parse_table(name: str, text: str, required: Iterable[str]) -> tuple[Row, ...]:
    """Read a table from its text; `name` is used in messages only."""
    reader = csv.reader(text.splitlines(keepends=True))
    header = [column.strip() for column in next(reader, [])]
    missing = [column for column in required if column not in header]
    if missing:
        raise KnowledgeError(f"{name}:1: the header has no column {', '.join(missing)}. Add it, or correct its name.")
    width = len(header)
    rows: list[Row] = []
    for cells in reader:
        stripped = list(map(str.strip, cells))
        if not any(stripped):
            continue
        if len(stripped) != width:
            cause = f"{len(cells)} cells where the header has {width}"
            raise KnowledgeError(f"{name}:{reader.line_num}: {cause}. Add or remove commas, or quote the cell that holds one.")
        rows.append(Row(name, reader.line_num, dict(zip(header, stripped, strict=True))))
    return tuple(rows)
