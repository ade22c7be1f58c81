"""Closed sets of words that the repair of parses goes by: `lexicon/en/parsing.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root

FILE = "lexicon/en/parsing.toml"


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    try:
        data = tomllib.loads(knowledge_root().joinpath(FILE).read_text(encoding="utf8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{FILE}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
    return {name: frozenset(words) for name, words in data.items()}


@cache
def irregular_lemmas() -> Mapping[str, str]:
    """Base form by irregular past: `forgave` -> `forgive`."""
    return {past: base for past, _, base in (pair.partition(" ") for pair in wordset("irregular"))}


def wordset(name: str) -> frozenset[str]:
    """The set of that name. Raises `KnowledgeError` where the file has none."""
    found = _sets().get(name)
    if found is None:
        raise KnowledgeError(f'{FILE}: the set {name!r} is missing. Add it: {name} = ["word", …].')
    return found
