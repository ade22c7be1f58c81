"""Quotes without a cue of their own: they go on with the speaker before them, or are signed by a name."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements.actors import ActorsOf
from dragoman.coding.statements.signed import labelled, signed
from dragoman.domain import Article
from dragoman.parsing.tree import Parse


def floating(article: Article, parse: Parse, quotes: Sequence[Quote], used: set[Quote], said: Sequence[Said], actors: ActorsOf) -> list[Said]:
    """Find the sayings of quotes that no cue has claimed.

    A quote of whole sentences belongs to the last speaker of its paragraph; at the head of a paragraph to the last speaker of the paragraph
    before, if that one was quoted or the quote was left open there.
    """
    found: list[Said] = []
    speeches = defaultdict[int, list[Said]](list)
    for known in said:
        _sort_in(parse, speeches, known)
    for quote in quotes:
        if quote.depth or quote in used or not marks.is_fragment(article, quote, 1):
            continue
        one = signed(article, parse, quote, actors) or labelled(article, parse, quote, actors)
        if one is None and (marks.is_whole(article, quote) or quote.continues):
            model = _model(article, parse, quote, speeches)
            one = None if model is None else _continued(quote, model)
        if one is not None:
            found.append(one)
            _sort_in(parse, speeches, one)
    return found


def _sort_in(parse: Parse, speeches: Mapping[int, list[Said]], one: Said) -> None:
    """Keep the sayings of each paragraph in the order in which they end."""
    if one.speaker is not None:
        insort(speeches[paragraph_at(parse, one.start)], one, key=_ended)


def _ended(one: Said) -> tuple[int, int]:
    return max(one.end, one.cue_end), one.start


def paragraph_at(parse: Parse, offset: int) -> int:
    """Find the number of the paragraph that holds a character, or -1."""
    at = bisect_right(parse.paragraphs, offset, key=lambda paragraph: paragraph[0]) - 1
    return at if at >= 0 and offset < parse.paragraphs[at][1] else -1


def _continued(quote: Quote, model: Said) -> Said:
    span, evidence = (quote.start, quote.end), (quote.opening, quote.closing)
    return replace(model, start=span[0], end=span[1], quote="direct", evidence=evidence, scope=span, rule="statements.floating")


def _model(article: Article, parse: Parse, quote: Quote, speeches: Mapping[int, list[Said]]) -> Said | None:
    """Find the saying whose speaker goes on."""
    here = paragraph_at(parse, quote.opening)
    beside = speeches[here][: bisect_right(speeches[here], quote.opening, key=lambda one: _ended(one)[0])]
    if beside:
        last = beside[-1]
        return last if last.quote != "indirect" or _adjoins(article, last, quote) else None
    if article.text[parse.paragraphs[here][0] : quote.opening].strip():
        return None
    return next((one for one in reversed(speeches[here - 1]) if quote.continues or one.quote != "indirect"), None)


def _adjoins(article: Article, one: Said, quote: Quote) -> bool:
    """Only the end of one sentence lies between an indirect saying and the quote."""
    gap = article.text[max(one.end, one.cue_end) : quote.opening]
    return len(re.findall(r"[.!?]\s", gap)) <= 1 and "\n\n" not in gap
