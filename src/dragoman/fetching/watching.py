"""Feeds that the user names, and lists of them: which pages they name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urljoin

from dragoman.errors import InputError

MOST = 200
"""So many entries of one feed are looked at."""


def links(data: bytes, url: str) -> list[str]:
    """Return the addresses of a feed's entries, each once, in the feed's order. Raises `InputError` where there is none."""
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:  # whatever a hostile feed makes the parser raise
        raise InputError(url, f"The feed cannot be taken apart ({type(error).__name__})", "Check that it is RSS or Atom") from error
    found = [urljoin(url, str(entry["link"])) for entry in feed.entries[:MOST] if entry.get("link")]
    if not found:
        raise InputError(url, "No entry with a link is found in the feed", "Check that it is RSS or Atom")
    return list(dict.fromkeys(found))


def feeds_of(data: bytes, where: str) -> Iterator[str]:
    """Yield the feeds that an OPML file lists. Raises `InputError` where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(where, "It is no OPML file", "Name a feed's address, or an OPML file that lists feeds") from error
    if etree.QName(root).localname.lower() != "opml":
        raise InputError(where, "It is no OPML file", "Name a feed's address, or an OPML file that lists feeds")
    for outline in root.iter("outline"):
        if address := outline.get("xmlUrl"):
            yield address
