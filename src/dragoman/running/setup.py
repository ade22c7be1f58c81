"""What articles are read with, by name. It is small and loads nothing, so that it can go to another process, which loads it."""

from __future__ import annotations

from collections.abc import Callable
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

    reader: Path | None = None
    dictionaries: tuple[VerbDictionary, ...] = ()
    dictionary_only: bool = False
    registers: Path | None = None
    overrides: Path | None = None
    marks: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """What reads the articles: other dictionaries, registers or overrides are another reader, so that articles are read anew."""
        dictionaries = (f"{d.name}@{d.digest}" for d in self.dictionaries)
        return "+".join([__version__, *self.marks, *dictionaries, *(["only"] if self.dictionary_only else [])])

    def tools(self) -> Tools:
        """Load it all; raises what `load_tools` does."""
        from dragoman.running.tools import load_tools

        return load_tools(self.reader, self.dictionaries, dictionary_only=self.dictionary_only, registers=self.registers, overrides=self.overrides)

    def read(self) -> Callable[[Article], Reading]:
        """Load it all and return what reads an article with it."""
        from dragoman.running.path import read_article

        return partial(read_article, tools=self.tools())
