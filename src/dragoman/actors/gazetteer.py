"""Finds the registry's names in running text: one automaton, checked at word boundaries, longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import ahocorasick_rs

from dragoman.actors.folding import fold
from dragoman.actors.registry import Form, Registry, load_registry
from dragoman.actors.wordsets import wordset

ACRONYM_LENGTH = 6
SHORTEST_IN_CAPITALS = 4
PLAIN_IN_CAPITALS = wordset("plain_in_capitals")
PLACE_KINDS = frozenset({"state", "place"})
ARTICLES = ("the ", "The ")
IN_CAPITALS = re.compile(r"[A-Z]{4}")
"""What a text has wherever a name of `Gazetteer`'s second index stands in it."""

Match: TypeAlias = tuple[int, int, int, int]
"""Where a phrase begins without its article, the end's negative, where it begins, its number: in this order matches are sorted."""


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
        return without_overlaps(self.matches(text))

    def matches(self, text: str, first: int = 0) -> list[Match]:
        """Return every phrase of the text, overlapping ones included; the phrases' numbers begin with `first`."""
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
            found.append((own, -end, start, first + number))
        return found


def without_overlaps(matches: list[Match]) -> list[tuple[int, int, int]]:
    """Return `(start, end, number)` of the matches that count: the leftmost first, of those the longest."""
    kept: list[tuple[int, int, int]] = []
    reached = 0
    for own, negative_end, start, number in sorted(matches):
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
    """The registry's forms over a text. Case counts, diacritics and typographic quotes do not.

    Names in capitals have an index of their own, made when a text first has capitals: most articles have none, and two indices are
    made in half the time of one.
    """

    __slots__ = ("_capitals", "_forms", "_in_capitals", "_index")

    def __init__(self, registry: Registry) -> None:
        forms = dict(registry.forms)
        capitals: dict[str, tuple[Form, ...]] = {}
        for text, named in registry.forms.items():
            # Headlines and datelines print names in capitals; short ones would collide with acronyms and plain words.
            upper = text.upper()
            place = (
                registry.entries[named[0].entry].kind in PLACE_KINDS and len(text) >= SHORTEST_IN_CAPITALS and text.lower() not in PLAIN_IN_CAPITALS
            )
            if upper not in forms and upper not in capitals and (place or (len(text) > ACRONYM_LENGTH and " " in text)):
                (capitals if IN_CAPITALS.search(upper) else forms)[upper] = named
        self._forms: tuple[tuple[Form, ...], ...] = (*forms.values(), *capitals.values())
        self._index = PhraseIndex(forms)
        self._in_capitals = tuple(capitals)
        self._capitals: PhraseIndex | None = None

    def find(self, text: str) -> list[Hit]:
        """Return the names in the text, in order, without overlaps."""
        folded = fold(text)
        found = self._index.matches(folded)
        if IN_CAPITALS.search(folded):
            if self._capitals is None:
                self._capitals = PhraseIndex(self._in_capitals)
            found += self._capitals.matches(folded, len(self._forms) - len(self._in_capitals))
        return [Hit(start, end, self._forms[number]) for start, end, number in without_overlaps(found)]


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's registry, built once a process."""
    return Gazetteer(load_registry())
