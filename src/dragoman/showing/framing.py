"""How outlets name an actor: the words that they print for it, and the loaded ones among them, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dragoman.record.view import PrintedName, StoredFraming
from dragoman.showing.forms import Forms, table_of
from dragoman.showing.jsonl import encode_row
from dragoman.showing.terminal import Row

_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "himself", "herself", "itself", "themselves"}
    | {"i", "we", "me", "us", "my", "our", "myself", "ourselves", "who", "which", "that", "whose", "whom", "both", "each", "one"}
)
_MOST = 6
"""So many names are shown for an outlet."""


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A loaded word: how often the outlet uses it in its own voice, how often it quotes somebody who does, and the record's word."""

    term: str
    polarity: str
    neutral: str
    own: int
    quoted: int


@dataclass(frozen=True, slots=True)
class OutletFraming:
    """One outlet on one actor. `names` are the words printed for it, with how often they are, the most frequent first."""

    actor: str
    id: str | None
    outlet: str | None
    words: tuple[LoadedWord, ...] = ()
    names: tuple[tuple[str, int], ...] = field(default=())


def compare(framings: Iterable[StoredFraming], names: Iterable[PrintedName], *, everybody: bool = False) -> list[OutletFraming]:
    """Count by actor and outlet. Unless `everybody` is wanted, only actors that some loaded word is said of are shown."""
    counted: dict[tuple[str, str | None], Counter[tuple[str, str, str, bool]]] = {}
    known: dict[str, tuple[str, str | None]] = {}
    for stored in framings:
        of = stored.framing["of"] or {"id": None, "name": "nobody named"}
        key = of["id"] or of["name"]
        known.setdefault(key, (of["name"], of["id"]))
        words = counted.setdefault((key, stored.outlet), Counter())
        words[stored.framing["term"], stored.framing["polarity"], stored.framing["neutral"], stored.framing["voice"] is None] += 1
    printed: dict[tuple[str, str | None], Counter[str]] = {}
    framed = frozenset(known)
    for name in names:
        if name.text.lower() in _PRONOUNS or not name.text:
            continue
        key = name.id or name.name
        if everybody or key in framed:
            known.setdefault(key, (name.name, name.id))
            printed.setdefault((key, name.outlet), Counter())[name.text] += name.times
    rows = sorted(counted.keys() | printed.keys(), key=lambda row: (known[row[0]][0], row[1] or ""))
    return [
        OutletFraming(*known[key], outlet, _words(counted.get((key, outlet), Counter())), tuple(printed.get((key, outlet), Counter()).most_common()))
        for key, outlet in rows
    ]


def _words(counts: Counter[tuple[str, str, str, bool]]) -> tuple[LoadedWord, ...]:
    kinds = {(term, polarity, neutral) for term, polarity, neutral, _ in counts}
    words = [LoadedWord(*kind, counts[(*kind, True)], counts[(*kind, False)]) for kind in kinds]
    return tuple(sorted(words, key=lambda word: (-word.own - word.quoted, word.term)))


def outlet_rows(compared: Iterable[OutletFraming]) -> Iterator[Row]:
    """The rows of each outlet on an actor: names, its own loaded words, those it quotes."""
    for row in compared:
        yield Row(row.outlet or "outlet unknown", row.actor, 28, "head")
        if row.names:
            yield Row(" · ".join(f"{name} {times}" for name, times in row.names[:_MOST]), "    named:", 13)
        for label, times in (("own:", [(word, word.own) for word in row.words]), ("quoted:", [(word, word.quoted) for word in row.words])):
            said = [f"{word.term} {n} ({word.polarity}{'; record: ' + word.neutral if word.neutral else ''})" for word, n in times if n]
            if said:
                yield Row(" · ".join(said), f"    {label}", 13)


def _cells(row: OutletFraming) -> Iterator[dict[str, Any]]:
    whose = {"actor": row.actor, "id": row.id, "outlet": row.outlet}
    for name, times in row.names:
        yield {**whose, "use": "named", "words": name, "times": times}
    for word in row.words:
        for use, times in (("own", word.own), ("quoted", word.quoted)):
            if times:
                yield {**whose, "use": use, "words": word.term, "times": times, "polarity": word.polarity, "neutral": word.neutral}


OUTLETS: Forms[OutletFraming] = Forms(
    outlet_rows, encode_row, table_of(("actor", "id", "outlet", "use", "words", "times", "polarity", "neutral"), _cells)
)
