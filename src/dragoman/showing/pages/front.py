"""The first page: what was read and why some of it was not coded, the newest contradictions, who deals with whom."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.browsing import Dyad, counted, dyads, months, newest_findings
from dragoman.record.view import RecordView
from dragoman.showing.pages.drawings.strip import Strip, strip
from dragoman.showing.pages.drawings.world import World, world
from dragoman.showing.pages.told import Told, told_of

DRAWN, LISTED = 400, 15


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Counts of the record, and what is new in it."""

    articles: int
    words: int
    claims: dict[str, int]
    notes: dict[str, int]
    contradictions: tuple[Told, ...]
    strip: Strip | None
    dyads: tuple[Dyad, ...]
    world: World | None
    latest: tuple[tuple[str, str, str, str], ...]


def front_page(view: RecordView) -> FrontPage:
    """Return the page."""
    found = list(dyads(view, limit=DRAWN))
    articles, words = next(view.rows("SELECT count(*), coalesce(sum(words), 0) FROM article"))
    notes = dict(view.rows("SELECT note, count(*) FROM article WHERE note IS NOT NULL GROUP BY note ORDER BY 2 DESC LIMIT 10"))
    latest = view.rows(
        "SELECT id, coalesce(title, id), coalesce(outlet, ''), coalesce(published, '') FROM article ORDER BY published DESC, id LIMIT 12"
    )
    return FrontPage(
        articles=articles,
        words=words,
        claims=counted(view),
        notes=notes,
        contradictions=tuple(told_of(found) for found in newest_findings(view, "contradict", 12)),
        strip=strip(months(view)),
        dyads=tuple(found[:LISTED]),
        world=world(found),
        latest=tuple((row[0], row[1].strip() or row[0], row[2], row[3]) for row in latest),
    )
