"""The small closed sets of words of `lexicon/<language>/nominals.toml`, by name."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root

FILE = "nominals.toml"


@cache
def _sets(language: str) -> dict[str, Any]:
    name = f"lexicon/{language}/{FILE}"
    try:
        loaded = tomllib.loads(knowledge_root().joinpath("lexicon", language, FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}: the file is missing. Reinstall the package.") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: {error}. Correct the line.") from error
    return {key: value.split() if isinstance(value, str) else value for key, value in loaded.items()}


def wordset(name: str, language: str = "en") -> frozenset[str]:
    """Return one set, for example `wordset("former")`."""
    try:
        return frozenset(_sets(language)[name])
    except KeyError:
        raise KnowledgeError(f"lexicon/{language}/{FILE}: no set {name!r}. Add it.") from None


@cache
def office_of(title: str, language: str = "en") -> str:
    """Return the office that a title means in the table of offices: `premier` is the prime minister."""
    offices: dict[str, str] = _sets(language).get("offices", {})
    return offices.get(title, title)


@cache
def places_called(word: str, language: str = "en") -> frozenset[str]:
    """Return the countries that a word of geography can mean: `island`, `andean`; none where the word is not listed."""
    geography: dict[str, str] = _sets(language).get("geography", {})
    return frozenset(geography.get(word, "").split())


@cache
def flag_of(prefix: str, language: str = "en") -> str | None:
    """Return the country whose warships' names begin so: of `HMNZS` New Zealand; None where the letters are not listed."""
    ships: dict[str, str] = _sets(language).get("ships", {})
    return ships.get(prefix)


@cache
def states_without(title: str, language: str = "en") -> frozenset[str]:
    """Return the countries that have no such office or body: the United States no foreign ministry."""
    lacking: dict[str, str] = _sets(language).get("lacking", {})
    parts = title.split()
    return frozenset(country for at in range(1, len(parts) + 1) for country in lacking.get(" ".join(parts[:at]), "").split())


def neutral(label: str, language: str = "en") -> str:
    """Return the plain noun that the record uses for a loaded one, by what it stands for."""
    words: dict[str, str] = _sets(language).get("neutral", {})
    return words.get(label, label)
