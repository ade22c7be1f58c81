"""Words -> the encoder's vocabulary: WordPiece ids and the shape of each word.

The vocabulary is uncased, so the shape carries what the case would tell. Training and reading share this file: a model is read as it was trained.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHAPES = ("hidden", "lower", "title", "capitals", "mixed", "number", "sign", "letter")
"""What an id of `shape_of` means; `hidden` is given in training only."""
LONGEST = 12
"""Pieces of one word at most; a longer word is known by its beginning."""
_LONGEST_WORD = 64
_CACHED = 50_000
_CONTROL = frozenset({"Cc", "Cf", "Mn"})


def shape_of(word: str) -> int:
    """The index in `SHAPES` of how a word is written."""
    if not any(map(str.isalnum, word)):
        return 6
    if word[0].isdigit():
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 7
    if word[0].isupper():
        return 2 if not any(map(str.isupper, word[1:])) else 4
    return 4 if any(map(str.isupper, word)) else 1


@dataclass(slots=True)
class WordPieces:
    """Greedy longest-match WordPiece over a vocabulary, one word at a time (Wu et al. 2016, as BERT uses it).

    `vocabulary` gives each piece its id; a piece inside a word begins with `##`. Known words are remembered, up to a bound.
    """

    vocabulary: Mapping[str, int] = field(repr=False)
    unknown: int
    first: int
    last: int
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, pieces: Iterable[str]) -> WordPieces:
        """From the lines of a vocabulary file. Raises `KeyError` where `[UNK]`, `[CLS]` or `[SEP]` is missing."""
        vocabulary = {piece: number for number, piece in enumerate(pieces)}
        return cls(vocabulary, vocabulary["[UNK]"], vocabulary["[CLS]"], vocabulary["[SEP]"])

    def ids(self, word: str) -> tuple[int, ...]:
        """The ids of one word's pieces: at least one, at most `LONGEST`."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            found = tuple(i for part in _parts(word[:_LONGEST_WORD]) for i in self._split(part))[:LONGEST] or (self.unknown,)
            if len(word) <= _LONGEST_WORD:
                self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            prefix, end = ("##" if start else ""), len(part)
            number = self.vocabulary.get(prefix + part[start:end])
            while number is None and end > start + 1:
                end -= 1
                number = self.vocabulary.get(prefix + part[start:end])
            if number is None:
                return [self.unknown]
            found.append(number)
            start = end
        return found


def _parts(word: str) -> list[str]:
    """The word in lower case without accents, cut at signs and at Chinese characters, as the vocabulary was made."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    parts: list[str] = []
    open_part = False
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category in _CONTROL:
            continue
        if category[0] in "PSZ" or "\u3400" <= char <= "\u9fff":
            parts.append(char)
            open_part = False
        elif open_part:
            parts[-1] += char
        else:
            parts.append(char)
            open_part = True
    return parts
