"""Closed sets of words in files of their own: `name = ["word", …]`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root

CLAUSES = "lexicon/en/clauses.toml"


@cache
def _sets(file: str) -> Mapping[str, frozenset[str]]:
    try:
        data = tomllib.loads(knowledge_root().joinpath(file).read_text(encoding="utf8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file}: {error}. Mend the file; it has to be TOML in UTF-8.") from error
    return {name: frozenset(words) for name, words in data.items()}


def wordset(file: str, name: str) -> frozenset[str]:
    """The set of that name in a file below `knowledge/`. Raises `KnowledgeError` where the file has none."""
    found = _sets(file).get(name)
    if found is None:
        raise KnowledgeError(f'{file}: the set {name!r} is missing. Add it: {name} = ["word", …].')
    return found
