"""Quotes signed by a name without a verb: “…” — Name, and Name: “…”, From Name: “…”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements.actors import ActorsOf, actor_of
from dragoman.coding.statements.speakers import Speaker
from dragoman.coding.statements.tags import OFFICES
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
    return _of_quote(article, quote, sentence, name, (cue, cue + 1), actors)


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
    return _of_quote(article, quote, sentence, name, cue, actors)


def _has_verb(name: Sequence[Token]) -> bool:
    return any(t.pos in {"VERB", "AUX"} for t in name)


def _without_marks(name: Sequence[Token]) -> list[Token]:
    inside = [i for i, t in enumerate(name) if t.pos != "PUNCT"]
    return list(name[inside[0] : inside[-1] + 1]) if inside else []


def _of_quote(article: Article, quote: Quote, sentence: Sentence, name: Sequence[Token], cue: tuple[int, int], actors: ActorsOf) -> Said:
    words = (article.text[cue[0] : cue[1]], cue[0])
    return by_name(sentence, name, (quote.start, quote.end), words, (quote.opening, quote.closing), "statements.signed", actors)


def by_name(
    sentence: Sentence, name: Sequence[Token], content: tuple[int, int], cue: tuple[str, int], around: tuple[int, int], rule: str, actors: ActorsOf
) -> Said:
    """Make the saying of a name that stands beside the words said; `cue` are the words between them and where they begin."""
    inside = {t.i for t in name}
    head = next((t.i for t in name if t.head not in inside or t.head == t.i), name[0].i)
    speaker, span = actor_of(sentence, Speaker(head, name[0].i, name[-1].i), actors), (name[0].start, name[-1].end)
    text, at = cue
    evidence = (min(at, span[0], around[0]), max(around[1], span[1]))
    return Said(*content, "direct", speaker, span, text, at, at + len(text), "says", evidence, content, sentence.index, head, rule)
