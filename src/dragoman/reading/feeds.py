"""RSS and Atom feeds, from bytes only: a link in a feed is never followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import LANGUAGE, Defaults, RawArticle, make_article, short
from dragoman.reading.decoding import decode
from dragoman.reading.language import detect_language
from dragoman.reading.nesting import flat
from dragoman.reading.pages import declared_charset, without_declaration

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})
# fmt: on
SPACES = re.compile(r"[ \t\r\n\f]+")
CLOSING = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
HIDDEN = frozenset({"script", "style", "noscript", "template", "iframe"})


def read_feed(data: bytes, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the article of each entry: its full content where the feed has it, else its summary."""
    import feedparser

    try:
        markup = without_declaration(decode(data, where, defaults.encoding, declared_charset(data)))
        # A stream, not bytes: feedparser takes bytes for the name of a file first.
        feed = feedparser.parse(io.BytesIO(markup.encode("utf-8")))
    except InputError as error:
        yield error
        return
    except Exception as error:  # whatever a hostile feed makes the parser raise, the next input is read
        yield InputError(where, f"The feed cannot be taken apart ({type(error).__name__})", "Save its articles as text or JSONL")
        return
    entries = list(feed.entries)
    if not entries:
        yield InputError(where, "No entry is found in the feed", "Check that it is RSS or Atom")
        return
    cut_off = CLOSING.search(markup) is None
    for number, entry in enumerate(entries[:-1] if cut_off else entries, start=1):
        here = f"{where}[{number}]"
        try:
            yield make_article(raw_entry(entry, feed.feed), defaults, here)
        except InputError as error:
            yield error
    if cut_off:  # the last entry would be read as an article that ends there
        yield InputError(f"{where}[{len(entries)}]", "The feed breaks off in this entry", "Fetch the feed again, it is cut off")


def raw_entry(entry: Any, feed: Any) -> RawArticle:
    """Return what an entry says. An entry without a date of publication has that of its last change: the text is of that day."""
    bodies = [entry.get("summary") or ""] + [part.get("value") or "" for part in entry.get("content") or ()]
    text = max((plain(body) for body in bodies), key=len)
    return RawArticle(
        text=text,
        title=short(plain(entry.get("title") or "") or None),
        published=day(entry, "published") or day(entry, "updated"),
        outlet=short(plain(feed.get("title") or "") or None),
        url=short(entry.get("link")),
        language=detect_language(text) or known_language(feed.get("language")),
    )


def known_language(code: object) -> str | None:
    """Return a feed's word on its language, if it is a code; feeds write all sorts of things there."""
    return code if isinstance(code, str) and LANGUAGE.fullmatch(code.strip()) else None


def day(entry: Any, name: str) -> str | None:
    """Return the day that an entry prints, in its own zone (feedparser's is UTC's and may be the next one), or None where it prints none.

    What nobody can read is returned as it is, to be refused.
    """
    printed = (dict.get(entry, name) or "").strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(printed).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    known = dict.get(entry, f"{name}_parsed")  # the other forms that feedparser knows
    return f"{known.tm_year:04}-{known.tm_mon:02}-{known.tm_mday:02}" if known else printed or None


def plain(markup: str) -> str:
    """Return the words of a fragment of HTML, blocks separated by an empty line."""
    from lxml import etree, html

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(flat(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return markup.strip()
    lines = [""]
    _collect(root, lines)
    return "\n\n".join(line for line in (SPACES.sub(" ", part).strip(" ") for part in lines) if line)


def _collect(root: Any, lines: list[str]) -> None:
    """Append the text under `root` to `lines`, a new line for each block; a stack, as pages nest deeper than Python recurses."""
    from lxml import etree

    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if name in BLOCKS and event in {"start", "end"}:
            lines.append("")
        if event == "start" and name not in HIDDEN:
            lines[-1] += squeezed(node.text)
        elif event != "start" and node is not root:
            lines[-1] += squeezed(node.tail)


def squeezed(text: str | None) -> str:
    """Return `text` with each run of spaces and line ends as one space, as a browser shows it; no-break spaces stay."""
    return SPACES.sub(" ", text) if text else ""
