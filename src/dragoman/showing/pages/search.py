"""What is found for words: claims, articles, actors."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browsing import actors_like, findings_with
from dragoman.record.filters import cursor_of, written
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.showing.pages.cards import Card, cards

PAGE = 25


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Claims of a selection, a page of them, and for its words the articles and actors. `after` leads to the next page."""

    asked: tuple[tuple[str, str], ...]
    text: str
    claims: tuple[Card, ...]
    articles: tuple[tuple[str, str, str, str], ...]
    actors: tuple[tuple[str, str, int], ...]
    after: str


def search_page(view: RecordView, selection: Selection) -> SearchPage:
    """Return the page of what fits a selection."""
    stored = list(view.select(selection, PAGE))
    text = selection.text or ""
    articles = [a.article for a in view.articles(text, 10)] if text and selection.after is None else []
    place = stored[-1].place if len(stored) == PAGE else None
    return SearchPage(
        asked=tuple(written(selection)),
        text=text,
        claims=tuple(cards(stored, findings_with(view, [one.id for one in stored]))),
        articles=tuple((a.id, (a.title or "").strip() or a.id, a.outlet or "", a.published or "") for a in articles),
        actors=tuple(actors_like(view, text, 10)) if text and selection.after is None else (),
        after=cursor_of(place.day, place.article, place.position) if place else "",
    )
