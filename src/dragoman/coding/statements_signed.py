"""Quotes signed by a name without a verb: “…” — Name, and Name: “…”, From Name: “…”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.coding import statements_quotes as marks
from dragoman.coding.statements_actors import ActorsOf, actor_of
from dragoman.coding.statements_speakers import Speaker
from dragoman.coding.statements_tags import OFFICES
from dragoman.domain import Article
from dragoman.parsing.tree import Parse, Sentence, Token

_DASH = re.compile(r"[\s,]*[-–—]+\s*")
_OPENERS = (("from",), ("in", "the", "words", "of"))
_COLON = re.compile(r":\s*$")
#: So many words may sign a quote behind it, and so many stand before a colon.
_SHORT, _LONG = 6, 14


def signed(article: Article, parse: Parse, quote: Quote, actors: ActorsOf) -> Said | None:
    """Find a quote signed by a name behind a dash: “…” — Name."""
    dash = _DASH.match(article.text, quote.closing)
    if dash is None or dash.end() == quote.closing or not marks.is_fragment(article, quote, 4):
        return None
    sentence = marks.enclosing(parse, dash.end())
    if sentence is None:
        return None
    name = _without_marks([t for t in sentence.tokens if t.start >= dash.end()])
    if not 1 < len(name) <= _SHORT or _has_verb(name) or all(t.pos != "PROPN" for t in name):
        return None
    cue = len(article.text[: name[0].start].rstrip()) - 1
    return _by_name(article, quote, sentence, name, (cue, cue + 1), actors)


def labelled(article: Article, parse: Parse, quote: Quote, actors: ActorsOf) -> Said | None:
    """Find a quote behind a name or an office and a colon, with no verb between: "From Cuba's president: “…”"."""
    colon = _COLON.search(article.text, max(0, quote.opening - 4), quote.opening)
    sentence = None if colon is None else marks.enclosing(parse, colon.start())
    if colon is None or sentence is None or not marks.is_fragment(article, quote, 2):
        return None
    lead = [t for t in sentence.tokens if t.start < colon.start()]
    opened = next((len(words) for words in _OPENERS if tuple(t.text.lower() for t in lead[: len(words)]) == words), 0)
    name = _without_marks(lead[opened:])
    if not name or len(name) > _LONG or _has_verb(name) or any(t.text in {":", ";"} for t in name):
        return None
    if not any(t.pos == "PROPN" or t.lemma.lower() in OFFICES for t in name):
        return None
    cue = (lead[0].start, lead[opened - 1].end) if opened else (colon.start(), colon.start() + 1)
    return _by_name(article, quote, sentence, name, cue, actors)


def _has_verb(name: Sequence[Token]) -> bool:
    return any(t.pos in {"VERB", "AUX"} for t in name)


def _without_marks(name: Sequence[Token]) -> list[Token]:
    inside = [i for i, t in enumerate(name) if t.pos != "PUNCT"]
    return list(name[inside[0] : inside[-1] + 1]) if inside else []


def _by_name(article: Article, quote: Quote, sentence: Sentence, name: Sequence[Token], cue: tuple[int, int], actors: ActorsOf) -> Said:
    inside = {t.i for t in name}
    head = next((t.i for t in name if t.head not in inside or t.head == t.i), name[0].i)
    return Said(
        start=quote.start,
        end=quote.end,
        quote="direct",
        speaker=actor_of(sentence, Speaker(head, name[0].i, name[-1].i), actors),
        speaker_span=(name[0].start, name[-1].end),
        cue=article.text[cue[0] : cue[1]],
        cue_start=cue[0],
        cue_end=cue[1],
        stance="says",
        evidence=(min(cue[0], name[0].start, quote.opening), max(quote.closing, name[-1].end)),
        scope=(quote.start, quote.end),
        sentence=sentence.index,
        head=head,
        rule="statements.signed",
    )
