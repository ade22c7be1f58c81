"""The reporting predicates of a language, read from `lexicon/<language>/reporting.csv`, and the media that words are said through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast, get_args

from dragoman.domain import Stance
from dragoman.knowledge.tables import Row, load_table
from dragoman.knowledge.vocabulary import FRAMES
from dragoman.parsing.tree import Sentence

KINDS = frozenset({"verb", "noun", "adverbial"})
#: What `note` may say: of the mind, evidence rather than speech, handed on from another source, heard by the subject, before a name only.
NOTES = frozenset({"", "mind", "evidence", "layer", "heard", "name"})
_COLUMNS = ("lemma", "stance", "frames", "addressee", "kind", "note")
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Reporting:
    """A reporting predicate and its `frames`, which say where its content stands.

    `that` a that-clause · `bare` a clause without "that", after it or before it ("X, he said") · `wh` an embedded question · `to` an
    infinitive · `ing` a gerund · `np` a figure ("put the debt at …") · `as` ("described X as …") · `of` ("accused her of …") · `quote` any
    quoted part of what depends on it · `direct` a quote before or after it ·
    `obj` a noun for what it vouches for, which is no content. Of `to`, `as`, `of` and `quote` only quoted words are content.
    """

    lemma: str
    stance: Stance
    frames: frozenset[str]
    addressee: str
    kind: str
    note: str


@dataclass(frozen=True)
class ReportingLexicon:
    """Look-up of reporting predicates by lemma; entries of several words are found by their first word."""

    entries: tuple[Reporting, ...]
    media: Mapping[str, str]

    @cached_property
    def _by_first(self) -> dict[tuple[str, str], list[tuple[tuple[str, ...], Reporting]]]:
        table: dict[tuple[str, str], list[tuple[tuple[str, ...], Reporting]]] = {}
        for entry in self.entries:
            words = tuple(entry.lemma.split())
            table.setdefault((entry.kind, words[0]), []).append((words, entry))
        for listed in table.values():
            listed.sort(key=lambda item: -len(item[0]))
        return table

    def verb(self, sentence: Sentence, i: int) -> tuple[Reporting, tuple[int, ...]] | None:
        """Return the entry of the verb at `i` and the words of the cue, longest entry first ("call on" before "call")."""
        token = sentence.tokens[i]
        if token.pos not in _VERBAL:
            return None
        for words, entry in self._by_first.get(("verb", token.lemma.lower()), ()):
            found = _following(sentence, i, words)
            if found is not None:
                return entry, found
        return None

    def phrase(self, lemma: str) -> Reporting | None:
        """Return the adverbial entry of exactly these words."""
        return next((entry for entry in self.entries if entry.kind == "adverbial" and entry.lemma == lemma), None)

    def noun(self, sentence: Sentence, i: int) -> Reporting | None:
        """Return the entry of the noun at `i`."""
        token = sentence.tokens[i]
        if token.pos != "NOUN":
            return None
        return next((entry for words, entry in self._by_first.get(("noun", token.lemma.lower()), ()) if len(words) == 1), None)

    def adverbial(self, sentence: Sentence, i: int) -> tuple[Reporting, tuple[int, ...]] | None:
        """Return the entry whose words begin at `i`, compared as printed."""
        for words, entry in self._by_first.get(("adverbial", sentence.tokens[i].text.lower()), ()):
            last = i + len(words)
            if last <= len(sentence.tokens) and all(sentence.tokens[i + k].text.lower() == word for k, word in enumerate(words)):
                return entry, tuple(range(i, last))
        return None

    def medium(self, words: Iterable[str]) -> str | None:
        """Return the medium that a noun (with the word before it, longest first) stands for."""
        listed = [word for word in words if word]
        for k in range(len(listed)):
            found = self.media.get(" ".join(listed[k:])) or self.media.get(" ".join(listed[k:]).lower())
            if found:
                return found
        return None


def _following(sentence: Sentence, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Find the tokens of an entry: the verb, then its other words next to it."""
    fits = all(i + k < len(sentence.tokens) and sentence.tokens[i + k].text.lower() == word for k, word in enumerate(words) if k)
    return tuple(range(i, i + len(words))) if fits else None


def _entry(row: Row) -> Reporting:
    frames, kind, note, stance = frozenset(row.items("frames")), row.text("kind"), row.optional("note") or "", row.text("stance")
    if not frames or frames - FRAMES:
        raise row.error(f"frames {'|'.join(sorted(frames - FRAMES)) or '(none)'} not known", f"use {'|'.join(sorted(FRAMES))}")
    if kind not in KINDS:
        raise row.error(f"kind {kind!r} not known", f"use one of {', '.join(sorted(KINDS))}")
    if note not in NOTES:
        raise row.error(f"note {note!r} not known", f"use one of {', '.join(sorted(NOTES - {''}))}, or leave it empty")
    if stance not in get_args(Stance):
        raise row.error(f"stance {stance!r} not known", f"use one of {', '.join(get_args(Stance))}")
    return Reporting(row.text("lemma"), cast(Stance, stance), frames, row.optional("addressee") or "", kind, note)


def load_reporting(language: str = "en") -> ReportingLexicon:
    """Read the reporting predicates and the media of `language`. Raises KnowledgeError that names the line."""
    entries = tuple(_entry(row) for row in load_table(f"lexicon/{language}/reporting.csv", _COLUMNS))
    media = {row.text("noun"): row.text("medium") for row in load_table(f"lexicon/{language}/media.csv", ("noun", "medium"))}
    return ReportingLexicon(entries, media)
