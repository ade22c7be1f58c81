"""The lists that the cutting of a text into words goes by: `lexicon/<language>/words.toml`. `parsing/words.py` makes its patterns of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_file

Lists = Mapping[str, list[str]]

LISTS = (
    *("clitics", "contractions", "elisions", "prefixes", "prefixes_of_figures", "suffixes", "joined", "titles"),
    *("abbreviations", "numbered", "dotted", "openers", "units", "ordinals", "currencies", "endings"),
)
CUT = frozenset({"contractions", "elisions"})
"""The lists whose entries show with `|` where they are cut."""


def file_of(language: str) -> str:
    """The file of a language, below `knowledge/`."""
    return f"lexicon/{language}/words.toml"


def load_word_lists(language: str = "en") -> Lists:
    """The lists of a language. Raises `KnowledgeError` where the file is wrong."""
    file = file_of(language)
    try:
        return parse_word_lists(file, knowledge_file(file).read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file}: {error}. Mend the file; it has to be TOML in UTF-8.") from error


def parse_word_lists(file: str, source: str) -> Lists:
    """The lists of a file's text; `file` is used in messages only."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
    for cause, repair in wrong_lists(data):
        raise KnowledgeError(f"{file}: {cause}. {repair[0].upper()}{repair[1:]}.")
    return data


def wrong_lists(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Cause and repair of all that makes lists unusable."""
    for name in LISTS:
        entries = data.get(name)
        if not isinstance(entries, list) or not all(isinstance(e, str) and re.fullmatch(r"\S+", e) for e in entries):
            yield f"{name} is no list of words without white space", f'write {name} = ["word"]'
            continue
        for entry in entries:
            if "|" in entry and (name not in CUT or "" in entry.split("|")):
                yield f"{name} has {entry!r}", "write | only between the parts of contractions and elisions"
    for name in sorted(data.keys() - set(LISTS)):
        yield f"the list {name!r} is not known", f"take it out; there are {', '.join(LISTS)}"
