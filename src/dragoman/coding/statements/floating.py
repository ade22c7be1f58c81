"""Quotes without a cue of their own: they go on with the speaker before them, or are signed by a name."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.clauses.spans import Spans
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements.actors import ActorsOf
from dragoman.coding.statements.signed import labelled, signed
from dragoman.domain import Article
from dragoman.parsing.tree import Parse


def floating(article: Article, parse: Parse, quotes: Sequence[Quote], used: set[Quote], said: Sequence[Said], actors: ActorsOf) -> list[Said]:
    """Find the sayings of quotes that no cue has claimed.

    A quote of whole sentences belongs to the last speaker of its paragraph; at the head of a paragraph to the next speaker in it, or, where
    there is none, to the last speaker of the paragraph before, if that one was quoted or the quote was left open there.
    """
    found: list[Said] = []
    speeches = _Speeches(parse, said)
    closing = _closed_by_tag([quote for quote in quotes if not quote.depth], said)
    for quote in quotes:
        if quote.depth or quote in used or not marks.is_fragment(article, quote, 1):
            continue
        one = signed(article, parse, quote, actors) or labelled(article, parse, quote, actors)
        if one is None and (marks.is_whole(article, quote) or quote.continues):
            model = closing.get(quote) or _model(article, parse, quote, speeches)
            one = None if model is None else _continued(quote, model)
        if one is not None:
            found.append(one)
            speeches.add(one)
    return found


def _closed_by_tag(quotes: Sequence[Quote], said: Sequence[Said]) -> dict[Quote, Said]:
    """Find, for the pieces of a quote over several paragraphs, the tag at its end ("“… ¶ “…,” the mayor said")."""
    direct = {one.start: one for one in said if one.quote == "direct"}
    found: dict[Quote, Said] = {}
    last: Said | None = None
    for k in range(len(quotes) - 1, -1, -1):
        last = direct.get(quotes[k].start, last)
        if last is not None:
            found[quotes[k]] = last
        if not quotes[k].continues:
            last = None
    return found


class _Speeches:
    """The sayings of an article by paragraph, without those that stand inside of what somebody else says."""

    def __init__(self, parse: Parse, said: Sequence[Said]) -> None:
        self._parse = parse
        self._scopes = Spans(said, lambda one: one.scope)
        self._floating: list[Said] = []
        self._by_end: dict[int, list[Said]] = {}
        self._by_start: dict[int, list[Said]] = {}
        for one in said:
            self._sort_in(one)

    def add(self, one: Said) -> None:
        """Add the saying of a quote without a cue; quotes come in the order of the text."""
        self._floating.append(one)
        self._sort_in(one)

    def last_before(self, paragraph: int, offset: int) -> Said | None:
        """Find the last saying of a paragraph that has ended at `offset`, cue included."""
        listed = self._by_end.get(paragraph, [])
        at = bisect_right(listed, offset, key=lambda one: _ended(one)[0])
        return next((listed[i] for i in range(at - 1, -1, -1) if not self._quoted_away(listed[i])), None)

    def first_after(self, paragraph: int, offset: int) -> Said | None:
        """Find the first direct saying of a paragraph that begins behind `offset`."""
        listed = self._by_start.get(paragraph, [])
        at = bisect_right(listed, offset, key=lambda one: one.start)
        return next((one for one in islice(listed, at, None) if one.quote == "direct" and not self._quoted_away(one)), None)

    def last_of(self, paragraph: int, *, indirect: bool) -> Said | None:
        """Find the last saying of a paragraph, or the last that was quoted."""
        listed = self._by_end.get(paragraph, [])
        return next((one for one in reversed(listed) if (indirect or one.quote != "indirect") and not self._quoted_away(one)), None)

    def _sort_in(self, one: Said) -> None:
        if one.speaker is not None:
            paragraph = paragraph_at(self._parse, one.start)
            insort(self._by_end.setdefault(paragraph, []), one, key=_ended)
            insort(self._by_start.setdefault(paragraph, []), one, key=lambda other: other.start)

    def _quoted_away(self, one: Said) -> bool:
        at = bisect_right(self._floating, one.cue_start, key=lambda other: other.scope[0]) - 1
        around = [*self._scopes.over(one.cue_start, one.cue_end), *self._floating[max(0, at) : at + 1]]
        return any(other is not one and other.scope[0] <= one.cue_start and one.cue_end <= other.scope[1] for other in around)


def _ended(one: Said) -> tuple[int, int]:
    return max(one.end, one.cue_end), one.start


def paragraph_at(parse: Parse, offset: int) -> int:
    """Find the number of the paragraph that holds a character, or -1."""
    at = bisect_right(parse.paragraphs, offset, key=lambda paragraph: paragraph[0]) - 1
    return at if at >= 0 and offset < parse.paragraphs[at][1] else -1


def _continued(quote: Quote, model: Said) -> Said:
    span, evidence = (quote.start, quote.end), (quote.opening, quote.closing)
    return replace(model, start=span[0], end=span[1], quote="direct", evidence=evidence, scope=span, rule="statements.floating")


def _model(article: Article, parse: Parse, quote: Quote, speeches: _Speeches) -> Said | None:
    """Find the saying whose speaker goes on."""
    here = paragraph_at(parse, quote.opening)
    last = speeches.last_before(here, quote.opening)
    if last is not None:
        return last if last.quote != "indirect" or _adjoins(article, last, quote) else None
    if article.text[parse.paragraphs[here][0] : quote.opening].strip():
        return None
    after = None if quote.continues else speeches.first_after(here, quote.end)
    return after or speeches.last_of(here - 1, indirect=quote.continues)


def _adjoins(article: Article, one: Said, quote: Quote) -> bool:
    """Only the end of one sentence lies between an indirect saying and the quote."""
    gap = article.text[max(one.end, one.cue_end) : quote.opening]
    return len(re.findall(r"[.!?]\s", gap)) <= 1 and "\n\n" not in gap
