"""Closed sets of words that the repair of parses goes by: `lexicon/en/parsing.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dragoman.knowledge import wordsets

FILE = "lexicon/en/parsing.toml"


@cache
def irregular_lemmas() -> Mapping[str, str]:
    """Base form by irregular past: `forgave` -> `forgive`."""
    return {past: base for past, _, base in (pair.partition(" ") for pair in wordset("irregular"))}


def wordset(name: str) -> frozenset[str]:
    """The set of that name. Raises `KnowledgeError` where the file has none."""
    return wordsets.wordset(FILE, name)
