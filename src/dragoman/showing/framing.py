"""How outlets name an actor: the words that they print for it, and the loaded ones among them, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.record.view import PrintedName, StoredFraming

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


def table_lines(row: OutletFraming) -> list[str]:
    """The lines of one outlet on one actor: names, its own loaded words, those it quotes."""
    lines = [f"{row.actor:<28}{row.outlet or 'outlet unknown'}"]
    if row.names:
        lines.append("    named:   " + " · ".join(f"{name} {times}" for name, times in row.names[:_MOST]))
    for label, times in (("own:   ", [(w, w.own) for w in row.words]), ("quoted:", [(w, w.quoted) for w in row.words])):
        said = [f"{w.term} {n} ({w.polarity}{'; record: ' + w.neutral if w.neutral else ''})" for w, n in times if n]
        if said:
            lines.append(f"    {label}  " + " · ".join(said))
    return lines
