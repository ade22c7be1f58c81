"""Titles, role nouns and collectives: the common words that stand for actors, found in lower-cased text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal

from dragoman.actors.folding import fold
from dragoman.actors.gazetteer import PhraseIndex
from dragoman.actors.wordsets import wordset
from dragoman.knowledge.tables import Row, load_table

COUNTRY_NOUNS = wordset("country")
SPOKEN_MEDIA = wordset("spoken_medium")

Family = Literal["title", "role", "collective", "document"]


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase of the lexicon means. `sort` is the table's `kind`, `lemma` the singular, `members` a collective's."""

    lemma: str
    family: Family
    sector: str | None
    sort: str
    plural: bool
    country_from: str = ""
    members: str = ""
    loaded: bool = False
    """Whether the word judges (`dictator`, `regime`): it never becomes a name of the record."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the lexicon at `[start, end)`; a phrase may be a title (`President Arias`) and a role noun (`the president`)."""

    start: int
    end: int
    words: tuple[Word, ...]


class Lexicon:
    """The phrases of one language."""

    __slots__ = ("_index", "_phrases", "_words")

    def __init__(self, phrases: Mapping[str, tuple[Word, ...]]) -> None:
        self._phrases = phrases
        self._index = PhraseIndex(phrases)
        self._words = tuple(phrases.values())

    def find(self, text: str) -> list[Found]:
        """Return the phrases in the text, in order, without overlaps."""
        return [Found(start, end, self._words[number]) for start, end, number in self._index.find(_lower(fold(text)))]

    def readings(self, phrase: str) -> tuple[Word, ...]:
        """Return what a phrase means by itself."""
        return self._phrases.get(_lower(fold(phrase)), ())

    def word(self, phrase: str) -> Word | None:
        """Return the first reading of a phrase by itself."""
        return next(iter(self.readings(phrase)), None)


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in text)


def plural_of(noun: str) -> str:
    """Return the regular English plural of a phrase's head: the word before `of`, or the last one."""
    words = noun.split(" ")
    at = next((number - 1 for number, word in enumerate(words) if word in {"of", "to", "for", "in", "at"} and number), len(words) - 1)
    word = words[at]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        word = word[:-1] + "ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        word += "es"
    elif word.endswith("man"):
        word = word[:-3] + "men"
    else:
        word += "s"
    return " ".join((*words[:at], word, *words[at + 1 :]))


def _is_compound(title: str, known: set[str]) -> bool:
    parts = title.split(" ")
    return any(" ".join(parts[at:]) in known for at in range(1, len(parts))) or title.partition(" of ")[0] in known - {title}


def _titles(rows: Iterable[Row], nouns: frozenset[str]) -> Iterable[tuple[str, Word]]:
    listed = tuple(rows)
    known = {row.text("title").lower() for row in listed} | nouns
    for row in listed:
        title = row.text("title").lower()
        if (row.optional("note") or "").startswith("of:") and _is_compound(title, known):
            continue  # the body's own name and the plain title say it
        plural = (row.optional("note") or "").startswith("plural")
        sort = row.optional("kind") or "office"
        word = Word(title, "title", row.optional("sector"), sort, plural, loaded=sort == "loaded")
        yield title, word
        if not plural and word.sort in {"office", "loaded"}:
            yield plural_of(title), Word(title, "title", word.sector, word.sort, True, loaded=word.loaded)
        field, _, last = title.rpartition(" ")
        if last == "minister" and field and " " not in field:
            for pattern in ("minister of {}", "minister for {}", "minister of the {}"):
                yield pattern.format(field), word


def _roles(rows: Iterable[Row]) -> Iterable[tuple[str, Word]]:
    for row in rows:
        noun = row.text("noun").lower()
        plural = row.optional("plural")
        sector, sort, source = row.optional("sector"), row.optional("kind") or "group", row.optional("country_from") or ""
        loaded = "loaded" in (row.optional("note") or "")
        yield noun, Word(noun, "role", sector, sort, plural == noun, source, loaded=loaded)
        if plural and plural != "-" and plural != noun:
            yield plural.lower(), Word(noun, "role", sector, sort, True, source, loaded=loaded)


def _collectives(rows: Iterable[Row]) -> Iterable[tuple[str, Word]]:
    for row in rows:
        phrase = row.text("phrase").lower()
        yield phrase, Word(phrase, "collective", None, "collective", True, members=row.optional("members") or "")


def _documents(rows: Iterable[Row]) -> Iterable[tuple[str, Word]]:
    for row in rows:
        noun, medium = row.text("noun").lower(), row.optional("medium") or ""
        if any(word in SPOKEN_MEDIA for word in (medium, medium.rpartition(" ")[2])):
            continue  # spoken or posted, not a paper that says something by itself
        yield noun, Word(noun, "document", None, "document", False)
        yield plural_of(noun), Word(noun, "document", None, "document", True)
    for noun in sorted(wordset("document")):
        yield noun, Word(noun, "document", None, "document", noun.endswith("s"))
        yield plural_of(noun), Word(noun, "document", None, "document", True)


def build_lexicon(root: Traversable | None = None, language: str = "en", more: Mapping[str, Word] | None = None) -> Lexicon:
    """Read the lexicon of a language below `root`, by default the package's own, and add `more` phrases that it does not have."""
    base = f"lexicon/{language}"
    phrases: dict[str, tuple[Word, ...]] = {}
    roles = load_table(f"{base}/roles.csv", ("noun", "plural", "sector", "kind", "country_from"), root)
    sources = (
        _titles(load_table(f"{base}/titles.csv", ("title", "sector", "rank", "kind"), root), frozenset(row.text("noun").lower() for row in roles)),
        _roles(roles),
        _collectives(load_table(f"{base}/collectives.csv", ("phrase", "members"), root)),
        _documents(load_table(f"{base}/media.csv", ("noun",), root)),
    )
    for source in sources:
        for phrase, word in source:
            folded = fold(phrase)
            for key in (folded, folded.replace("-", " ")) if "-" in folded else (folded,):
                known = phrases.get(key, ())
                if all(other.family != word.family for other in known):
                    phrases[key] = (*known, word)
    for noun in sorted(COUNTRY_NOUNS):
        for form, plural in ((noun, noun == "islands"), (plural_of(noun), True)):
            phrases.setdefault(form, (Word(noun, "role", "GOV", "group", plural, "modifier"),))
    for phrase, word in (more or {}).items():
        phrases.setdefault(fold(phrase), (word,))
    return Lexicon(phrases)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Return the package's lexicon of a language, read once a process."""
    return build_lexicon(language=language)
