"""Finds the registry's names in running text: one automaton, checked at word boundaries, longest name first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from dragoman.actors.folding import fold
from dragoman.actors.registry import Form, Registry, load_registry
from dragoman.actors.wordsets import wordset

ACRONYM_LENGTH = 6
SHORTEST_IN_CAPITALS = 4
PLAIN_IN_CAPITALS = wordset("plain_in_capitals")
PLACE_KINDS = frozenset({"state", "place"})
ARTICLES = ("the ", "The ")


class PhraseIndex:
    """Fixed phrases, found in a text without overlaps: the leftmost first, of those the longest.

    A match counts where no letter, digit or underscore touches it. Immutable after construction.
    """

    __slots__ = ("_automaton", "_phrases")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases: Sequence[str] = tuple(phrases)
        self._automaton = ahocorasick_rs.AhoCorasick(self._phrases)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return `(start, end, number of the phrase)`, in order of the text."""
        size = len(text)
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            before, after = text[start - 1 : start], text[end : end + 1]
            if before and (before.isalnum() or before == "_") and text[start].isalnum():
                continue
            if end < size and (after.isalnum() or after == "_") and text[end - 1].isalnum():
                continue
            # An article in a name must not beat a longer name after it: "the West" against "West Bank".
            own = start + 4 if text.startswith(ARTICLES, start) else start
            found.append((own, -end, start, number))
        found.sort()
        kept: list[tuple[int, int, int]] = []
        reached = 0
        for own, negative_end, start, number in found:
            if own >= reached:
                kept.append((max(start, reached), -negative_end, number))
                reached = -negative_end
        return kept


@dataclass(frozen=True, slots=True)
class Hit:
    """A registry name at `[start, end)` of the text; several forms where the name is ambiguous (`Congo`)."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of the entries that may be meant."""
        return tuple(form.entry for form in self.forms)


class Gazetteer:
    """The registry's forms over a text. Case counts, diacritics and typographic quotes do not."""

    __slots__ = ("_forms", "_index")

    def __init__(self, registry: Registry) -> None:
        forms = dict(registry.forms)
        for text, named in registry.forms.items():
            # Headlines and datelines print names in capitals; short ones would collide with acronyms and plain words.
            upper = text.upper()
            place = (
                registry.entries[named[0].entry].kind in PLACE_KINDS and len(text) >= SHORTEST_IN_CAPITALS and text.lower() not in PLAIN_IN_CAPITALS
            )
            if upper not in forms and (place or (len(text) > ACRONYM_LENGTH and " " in text)):
                forms[upper] = named
        self._forms: tuple[tuple[Form, ...], ...] = tuple(forms.values())
        self._index = PhraseIndex(forms)

    def find(self, text: str) -> list[Hit]:
        """Return the names in the text, in order, without overlaps."""
        return [Hit(start, end, self._forms[number]) for start, end, number in self._index.find(fold(text))]


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's registry, built once a process."""
    return Gazetteer(load_registry())
