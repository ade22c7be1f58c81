"""Loaded wording, kept apart from the neutral record: which word, of whom, and in whose voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from dragoman.clauses import ud
from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote, find_quotes
from dragoman.clauses.spans import Spans
from dragoman.coding.statements.actors import ActorsOf
from dragoman.domain import ActorRef, Article, Evidence, Framing
from dragoman.knowledge.tables import Row, load_table
from dragoman.parsing.tree import Parse, Sentence

_PARTS = re.compile(r"[^\s-]+|-")
_KINDS = ("noun", "adjective", "verb")
_TARGETS = ("actor", "act", "outlet")
_POS: Mapping[str, frozenset[str]] = {
    "noun": frozenset({"NOUN", "PROPN", "ADJ"}),
    "adjective": frozenset({"ADJ", "NOUN", "VERB", "PROPN"}),
    "verb": frozenset({"VERB"}),
}
_OWNERS = ("nmod:poss", "nmod", "compound", "amod")
_EXCEPT = "not:"
_RELATIONAL = "relational"
Polarity = Literal["pejorative", "laudatory"]


@dataclass(frozen=True, slots=True)
class LoadedTerm:
    """A loaded term. `words` are its words, the last one compared by lemma; `unless` are words before it that make it neutral.

    A `relational` noun is not said of its owner: Beijing's puppet is somebody else.
    """

    term: str
    kind: str
    words: tuple[str, ...]
    neutral: str
    polarity: Polarity
    target: str
    unless: frozenset[str]
    relational: bool = False


@dataclass(frozen=True)
class LoadedTerms:
    """The loaded terms of a language, longest first for each last word."""

    terms: tuple[LoadedTerm, ...]

    @cached_property
    def by_first(self) -> Mapping[str, tuple[LoadedTerm, ...]]:
        """Terms by their first word, the longest first."""
        table: dict[str, list[LoadedTerm]] = {}
        for term in self.terms:
            table.setdefault(term.words[0], []).append(term)
        return {first: tuple(sorted(listed, key=lambda t: -len(t.words))) for first, listed in table.items()}


def load_terms(language: str = "en") -> LoadedTerms:
    """Read `lexicon/<language>/framing.csv`. Raises KnowledgeError that names the line."""
    columns = ("term", "kind", "neutral", "polarity", "of", "note")
    return LoadedTerms(tuple(_term(row) for row in load_table(f"lexicon/{language}/framing.csv", columns)))


def _term(row: Row) -> LoadedTerm:
    term, kind, polarity, target = row.text("term"), row.text("kind"), row.text("polarity"), row.text("of")
    if kind not in _KINDS:
        raise row.error(f"kind {kind!r} not known", f"use one of {', '.join(_KINDS)}")
    if polarity not in {"pejorative", "laudatory"}:
        raise row.error(f"polarity {polarity!r} not known", "use pejorative or laudatory")
    if target not in _TARGETS:
        raise row.error(f"of {target!r} not known", f"use one of {', '.join(_TARGETS)}")
    neutral = row.optional("neutral") or ""
    if kind != "adjective" and not neutral:
        raise row.error(f"{term!r} has no neutral word", "fill in the column neutral; only adjectives may leave it empty")
    note = row.optional("note") or ""
    if note and note != _RELATIONAL and not note.startswith(_EXCEPT):
        raise row.error(f"note {note!r} not known", f"use {_RELATIONAL}, {_EXCEPT}word|word or nothing")
    unless = frozenset(note.removeprefix(_EXCEPT).split("|")) if note.startswith(_EXCEPT) else frozenset()
    return LoadedTerm(term, kind, tuple(_PARTS.findall(term.lower())), neutral, cast(Polarity, polarity), target, unless, note == _RELATIONAL)


def find_framings(article: Article, parse: Parse, actors: ActorsOf, said: Sequence[Said], terms: LoadedTerms) -> tuple[Framing, ...]:
    """All loaded words of an article in the order of the text.

    A word within quotation marks is in the voice of who is quoted; where nobody is (a scare quote) the article keeps its distance from the
    word, and it is left out. Elsewhere, indirect speech included, the choice of word is the article's own.
    """
    quotes = Spans(find_quotes(article.text, parse.paragraphs), lambda quote: (quote.start, quote.end))
    direct = Spans((one for one in said if one.quote != "indirect"), lambda one: (one.start, one.end))
    found: list[Framing] = []
    for sentence in parse.sentences:
        last = -1
        for token in sentence.tokens:
            if token.i <= last:
                continue
            match = _match(sentence, token.i, terms)
            if match is None:
                continue
            term, last = match
            start, end = token.start, sentence.tokens[last].end
            voice = _voice(direct.over(start, end), quotes.over(start, end), start, end)
            if voice is _NOBODY:
                continue
            of = _target(sentence, token.i, last, term, actors)
            evidence = Evidence(start, end, article.text[start:end])
            found.append(Framing(article.id, term.term, evidence, of, term.neutral, term.polarity, voice or None))
    return tuple(found)


_NOBODY = "\x00"


def _voice(said: Sequence[Said], quotes: Sequence[Quote], start: int, end: int) -> str:
    """Find the name of who is quoted, `""` for the article's own voice, `_NOBODY` for a scare quote."""
    if not any(q.start <= start and end <= q.end for q in quotes):
        return ""
    speakers = [one for one in said if one.speaker is not None and one.start <= start and end <= one.end]
    if not speakers:
        return _NOBODY
    nearest = min(speakers, key=lambda one: one.end - one.start)
    return nearest.speaker.name if nearest.speaker else _NOBODY


def _match(sentence: Sentence, i: int, terms: LoadedTerms) -> tuple[LoadedTerm, int] | None:
    tokens = sentence.tokens
    candidates = dict.fromkeys((*terms.by_first.get(tokens[i].text.lower(), ()), *terms.by_first.get(tokens[i].lemma.lower(), ())))
    # "Imperialist" is a noun and an adjective: the tag of the word decides where both are known.
    for term in sorted(candidates, key=lambda t: (-len(t.words), (t.kind == "adjective") != (tokens[i].pos == "ADJ"))):
        last = i + len(term.words) - 1
        if last >= len(tokens) or not _fits(sentence, i, last, term):
            continue
        return term, last
    return None


def _fits(sentence: Sentence, i: int, last: int, term: LoadedTerm) -> bool:
    tokens = sentence.tokens
    verbal = term.kind == "verb"
    for k, word in enumerate(term.words):
        token = tokens[i + k]
        inflected = (k == 0) if verbal else (i + k == last and term.kind == "noun")
        if token.text.lower() != word and not (inflected and token.lemma.lower() == word):
            return False
    head = tokens[i] if verbal else tokens[last]
    if head.pos not in _POS[term.kind] or (head.ent and not term.term[:1].isupper()):
        return False
    if i and tokens[i - 1].text.lower() in term.unless:
        return False
    if verbal:
        return head.dep != "amod"
    return term.kind == "noun" or len(term.words) > 1 or head.dep in {"amod", "compound", "root", "conj", "xcomp", "ccomp", "nmod", "advcl", "acl"}


def _target(sentence: Sentence, first: int, last: int, term: LoadedTerm, actors: ActorsOf) -> ActorRef | None:
    """Of whom the word is used: the actor it names, modifies, belongs to, or whose act it describes."""
    if term.kind == "verb":
        subject = ud.kid(sentence, first, "nsubj")
        return _first(actors, sentence, [subject.i] if subject else [])
    head = last
    if term.kind == "adjective":
        above = sentence.tokens[last].head
        subject = ud.kid(sentence, last, "nsubj")
        head = subject.i if subject is not None else (above if above != last else last)
        while sentence.tokens[head].dep in {"amod", "compound"} and sentence.tokens[head].head > head:
            head = sentence.tokens[head].head
    owners = [] if term.relational else [t.i for t in ud.kids(sentence, head, *_OWNERS)]
    beside = [t.i for t in ud.kids(sentence, head, "appos")]
    above = sentence.tokens[head].head
    named = [above] if sentence.tokens[head].dep in {"appos", "compound", "flat", "nmod:desc"} else []
    subject = ud.kid(sentence, head, "nsubj")
    predicate = [subject.i] if subject is not None else []
    order = [head, *predicate, *beside, *named, *owners] if term.target != "act" else [*predicate, *owners, head]
    return _first(actors, sentence, order)


def _first(actors: ActorsOf, sentence: Sentence, heads: Iterable[int]) -> ActorRef | None:
    return next((ref for head in heads for ref in actors.actors_of(sentence.index, head)), None)
