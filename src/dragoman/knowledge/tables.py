"""The one loader of the package's tables: a CSV file becomes rows that know their file and line."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from msgspec import Struct

from dragoman.errors import KnowledgeError
from dragoman.plugins import plugins

LANGUAGES = "dragoman.languages"
"""The group of entry points that name a package whose folder is a language's."""
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


def knowledge_file(name: str) -> Traversable:
    """Return a file of the package's data; `lexicon/LANGUAGE/FILE` is of that language's folder, which another package may bring."""
    parts = name.split("/")
    if parts[0] == "lexicon":
        return _language_file(parts[1], parts[2])
    return knowledge_root().joinpath(*parts)


def languages() -> tuple[str, ...]:
    """Return the ISO 639 codes of the languages with a folder, those of other packages last."""
    own = sorted(folder.name for folder in knowledge_root().joinpath("lexicon").iterdir() if folder.is_dir() and len(folder.name) < 4)
    return (*own, *(code for code in plugins(LANGUAGES) if code not in own))


@cache
def language_folder(language: str) -> Traversable:
    """Return the folder of a language; raise `KnowledgeError` where there is none, `PluginError` where the package that has it fails."""
    own = knowledge_root().joinpath("lexicon", language)
    if own.is_dir():
        return own
    if language not in plugins(LANGUAGES):
        raise KnowledgeError(f"There is no language {language!r}. Use {', '.join(languages())}, or install a package that brings it.")
    plugin = plugins(LANGUAGES)[language]
    try:
        return files(plugin.load())
    except (TypeError, AttributeError) as error:
        raise plugin.failed("it is no package with a folder") from error


def _language_file(language: str, name: str) -> Traversable:
    """The file of a language, else that of the language which its `language.toml` names as `like`."""
    found = language_folder(language).joinpath(name)
    described = language_folder(language).joinpath("language.toml")
    if found.is_file() or not described.is_file():
        return found
    try:
        like = tomllib.loads(described.read_text(encoding="utf8"))["like"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise KnowledgeError(f'{described}: {error!r}. Write like = "en": the language whose files stand for those that are missing.') from error
    return language_folder(str(like)).joinpath(name)


def load_table(name: str, required: Iterable[str], root: Traversable | None = None) -> tuple[Row, ...]:
    """Read the table `name` (a path such as `actors/states.csv`) below `root`, by default the package's data.

    Raises KnowledgeError where the file is missing, is not UTF-8, lacks a required column or has a line of another length.
    """
    source = knowledge_file(name) if root is None else root.joinpath(*name.split("/"))
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
