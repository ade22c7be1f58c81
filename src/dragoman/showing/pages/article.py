"""The page of an article: its text with the words of every claim marked, and the claims beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reconciling.judgements import standing
from dragoman.record.browsing import findings_with
from dragoman.record.view import RecordView
from dragoman.showing.pages.cards import Card, cards
from dragoman.showing.pages.marks import Line, Span, paragraphs

MOST = 300
"""So many claims are shown of one article; the others are counted."""
FULL = 90
"""With more claims than this each stands in short, and its own page has all of it: a page stays below 150 kB."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A loaded word of the article: of whom, in whose voice (empty: the article's own), and the record's word."""

    id: str
    term: str
    polarity: str
    of: str
    neutral: str
    voice: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with its claims. `lines` are the lines of the text in pieces.

    `left_out` says how many claims are not shown, `brief` that they stand in short.
    """

    id: str
    title: str
    outlet: str
    published: str
    url: str
    origin: str
    note: str
    program: str
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    framings: tuple[Loaded, ...]
    left_out: int
    brief: bool


def article_page(view: RecordView, article_id: str) -> ArticlePage | None:
    """Return the page, or None where the record does not have the article."""
    stored = view.article(article_id)
    if stored is None:
        return None
    article = stored.article
    claims = list(view.claims_of(article_id))
    shown = cards(claims[:MOST], findings_with(view, [one.id for one in claims[:MOST]]), standing(tuple(view.judgements())))
    framings = [one.framing for one in view.framings_of(article_id)]
    spans = [Span(card.start, card.end, card.id, card.kind) for card in shown]
    spans += [Span(f["evidence"]["start"], f["evidence"]["end"], f"fr-{n}", "framing") for n, f in enumerate(framings, 1)]
    return ArticlePage(
        id=article.id,
        title=(article.title or "").strip(),
        outlet=article.outlet or "",
        published=article.published or "",
        url=article.url or "",
        origin=article.origin or "",
        note=stored.note or "",
        program=stored.program,
        lines=tuple(paragraphs(article.text, spans)),
        cards=tuple(sorted(shown, key=lambda card: (card.start, card.end))),
        framings=tuple(
            Loaded(f"fr-{n}", f["term"], f["polarity"], f["of"]["name"] if f["of"] else "", f["neutral"], f["voice"] or "")
            for n, f in enumerate(framings, 1)
        ),
        left_out=len(claims) - len(shown),
        brief=len(shown) > FULL,
    )
