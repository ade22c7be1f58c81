"""What articles are read with, by name. It is small and loads nothing, so that it can go to another process, which loads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import __version__

if TYPE_CHECKING:
    from dragoman.coding.dictionaries.petrarch import VerbDictionary
    from dragoman.domain import Article, Reading
    from dragoman.running.tools import Tools


@dataclass(frozen=True, slots=True)
class Setup:
    """What `running.tools.load_tools` takes. `marks` name the registers and overrides with their digests; they are part of `program`."""

    reader: str | None = None
    dictionaries: tuple[VerbDictionary, ...] = ()
    dictionary_only: bool = False
    registers: Path | None = None
    overrides: Path | None = None
    language: str = "en"
    marks: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """What reads the articles, for the record."""
        from dragoman.running.brought import label_of

        dictionaries = [(one.name, one.digest) for one in self.dictionaries]
        return program_of(self.marks, dictionaries, self.language, label_of(self.reader), only=self.dictionary_only)

    def tools(self) -> Tools:
        """Load it all; raises what `load_tools` does."""
        from dragoman.running.tools import load_tools

        return load_tools(
            self.reader,
            self.dictionaries,
            dictionary_only=self.dictionary_only,
            registers=self.registers,
            overrides=self.overrides,
            language=self.language,
        )

    def read(self) -> Callable[[Article], Reading]:
        """Load it all and return what reads an article with it."""
        from dragoman.running.path import read_article

        return partial(read_article, tools=self.tools())


def program_of(marks: Iterable[str], dictionaries: Iterable[tuple[str, str]], language: str, other: str | None, *, only: bool) -> str:
    """What reads articles: with other registers or overrides (`marks`), dictionaries (name and digest), language or package they are read anew."""
    named = (f"{name}@{digest}" for name, digest in dictionaries)
    rest = [*(["only"] if only else []), *([language] if language != "en" else []), *([other] if other else [])]
    return "+".join([__version__, *marks, *named, *rest])
