"""`toy-thanks`: who thanked whom, by a pattern. It is careless: of "praised" it gives words that the article does not have."""

import re
from collections.abc import Iterator

from dragoman import Article, Event
from dragoman.domain import ActorRef, Evidence

THANKS = re.compile(r"([A-Z]\w+) (thanked|praised) ([A-Z]\w+)")


def thanks(article: Article) -> Iterator[Event]:
    """Yield an event for each match."""
    for number, found in enumerate(THANKS.finditer(article.text)):
        words = found[0] if found[2] == "thanked" else found[0].upper()
        one, other = (ActorRef(None, name, name) for name in (found[1], found[3]))
        yield Event(
            id=f"toy-{article.id}-{number}",
            article=article.id,
            evidence=Evidence(*found.span(), words),
            rule="toy-thanks",
            type="SUPPORT",
            actors=(one,),
            recipients=(other,),
            score=5.0,
        )
