"""The words of a claim within the lines of the article that hold them, and an address that leads to them in the original."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from dragoman.record.view import RecordView
from dragoman.showing.pages.cards import Card
from dragoman.showing.pages.environment import link
from dragoman.showing.pages.marks import Line, Span, paragraph_around, paragraphs

LONGEST = 4_000
"""A line that is longer (a whole article without breaks) is cut around the words, to so many characters."""
FRAGMENT = 300
"""Longer words are given to the browser as their first and last words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines around a claim's words, in pieces. `before`, `after`: whether the text was cut there."""

    lines: tuple[Line, ...]
    before: bool
    after: bool


def passage(text: str, card: Card, *, full_text: bool = False) -> Passage:
    """Return the lines of a text that hold the words of a card; with `full_text` the whole text."""
    if full_text:
        return Passage(tuple(paragraphs(text, [Span(card.start, card.end, card.id, card.kind)])), before=False, after=False)
    start, end = paragraph_around(text, card.start, card.end)
    left, right = max(start, card.start - LONGEST // 2), min(end, max(card.end, card.start + LONGEST // 2))
    span = Span(card.start - left, card.end - left, card.id, card.kind)
    return Passage(tuple(paragraphs(text[left:right], [span])), left > start, right < end)


def texts_of(view: RecordView, articles: list[str]) -> dict[str, str]:
    """Return the texts of articles that the record has."""
    found = ((one, view.article(one)) for one in dict.fromkeys(articles))
    return {one: stored.article.text for one, stored in found if stored is not None}


def fragment(card: Card) -> str:
    """Return the original's address with its words as a text fragment (they are marked where the browser finds them); empty without an address."""
    address = link(card.url)
    if not address:
        return ""
    words = " ".join(card.words.split())
    if len(words) > FRAGMENT:
        first, last = words.split()[:5], words.split()[-5:]
        told = f"{quote(' '.join(first), safe='')},{quote(' '.join(last), safe='')}"
    else:
        told = quote(words, safe="")
    return f"{address.partition('#')[0]}#:~:text={told.replace('-', '%2D')}"
