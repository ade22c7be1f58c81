"""When an article is a new version of one that the record has: it was read from the same file, and is much the same text."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.domain import Article

PLACE = re.compile(r":\d+$|\[\d+\]$")
RUN = 3
LEAST = 0.5
STDIN = "<stdin>"


def same_file(one: str | None, other: str | None) -> bool:
    """Whether two origins are of one file, in whatever line of it; nothing is known of standard input."""
    if not one or not other or STDIN in {one, other}:
        return False
    first, second = PLACE.sub("", one), PLACE.sub("", other)
    return first == second or Path(first).resolve() == Path(second).resolve()


def is_version(new: Article, old: Article) -> bool:
    """Whether `new`, from the same place of the same file, takes the place of `old`.

    It does where the text is the same. A file of one article that was edited has at least half of the runs of three words in common with
    what it was; one with fewer, or with another address, holds another article now. Lines and entries move within their files.
    """
    if not new.origin or new.origin != old.origin or new.origin == STDIN:
        return False
    if new.text == old.text:
        return True
    if PLACE.search(new.origin) or (new.url and old.url and new.url != old.url):
        return False
    first, second = runs(new.text), runs(old.text)
    return len(first & second) >= LEAST * max(len(first), len(second))


def runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of three words of a text; of a shorter one the whole."""
    words = text.split()
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
