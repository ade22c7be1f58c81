"""Pages that nest deeper than parsers go: what stands below would be lost without a word."""

from __future__ import annotations

import re
from collections import Counter

DEEP = 60
"""Elements within elements that pages really have, generously. The parser stops at 256; tables and lists have up to four that aren't counted."""
SHALLOW = 8
"""What of a page is left nested at least."""
WORK = 1_000_000
"""The sum of the depths of a page's tags, at most: the extractor looks at an element again for each one that it lies in, 3 µs each time."""
MAX_TAGS = 120_000
"""The most tags of a page. A long article's page has some thousands; the extractor takes a second and 50 MB for ten thousand."""

_INSTRUCTION = re.compile(r"<\?[^>]*+>?")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/]*)([^<>]*)>")
# Empty ones, and those that a new one of their kind closes: they are often left open and do not nest for it.
_UNCOUNTED = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "!doctype",
    "p", "li", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "caption", "html", "head", "body",
})  # fmt: skip
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "em", "font", "i", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u"}
)


def count_tags(markup: str) -> int:
    """Return how many tags there may be at most."""
    return markup.count("<")


def flat(markup: str) -> str:
    """Return markup in which no element lies deeper than parsers go: below `DEEP` a block is a paragraph, and marks of letters are left out.

    Of a page with very many tags that is so from a smaller depth on, down to `SHALLOW`, so that the depths come to `WORK`. Markup that does not
    nest so deeply is returned as it is, but for instructions (`<?…>`): to HTML they are comments, and in one that does not end the parser's
    time is quadratic.
    """
    markup = _INSTRUCTION.sub("", markup)
    depth, counts = 0, Counter[int]()
    for tag in _TAG.finditer(markup):
        depth = max(0, depth + _step(tag))
        counts[min(depth, DEEP + 1)] += 1
    cuts = range(DEEP, SHALLOW, -1)
    cut = next((at for at in cuts if sum(min(deep, at) * n for deep, n in counts.items()) <= WORK), SHALLOW)
    if max(counts, default=0) <= cut:
        return markup
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        step = _step(tag)
        depth = max(0, depth + step)
        if not step or depth < cut or (depth == cut and step > 0):
            return tag[0]
        return "" if tag[2].lower() in _INLINE else "<p>"

    return _TAG.sub(shallow, markup)


def _step(tag: re.Match[str]) -> int:
    """How a tag changes the depth."""
    if tag[2].lower() in _UNCOUNTED or tag[3].endswith("/"):
        return 0
    return -1 if tag[1] else 1
