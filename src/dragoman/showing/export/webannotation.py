"""W3C Web Annotations (JSON-LD): a page of annotations, each with the words of a claim as a quote with its surroundings and as a position.

Positions are code points of the article's text as the record keeps it, not of a web page; the quote finds its place there too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dragoman import __version__
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.rows import Job, Row
from dragoman.showing.export.words import description, link, summary, type_of

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dragoman": "urn:dragoman:term:"}]
AROUND = 32
"""Characters of prefix and suffix."""


def webannotation_bytes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """An AnnotationPage, an item a line."""
    head = {"@context": CONTEXT, "id": f"urn:dragoman:annotations:{quote(job.title, safe='', errors='replace')}", "type": "AnnotationPage"}
    yield _json(head).removesuffix(b"}") + b', "items": ['
    for number, row in enumerate(rows):
        yield (b",\n" if number else b"\n") + _json(_annotation(row, job))
    yield b"\n]}\n"


def _annotation(row: Row, job: Job) -> dict[str, Any]:
    span = span_of(row.claim)
    return {
        "id": f"urn:dragoman:claim:{quote(row.stored.id, safe='', errors='replace')}",
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Software", "name": f"Dragoman {__version__}"},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": "en",
                "value": "\n".join([summary(row), *description(row)]),
            },
            {"type": "TextualBody", "purpose": "tagging", "value": type_of(row)},
        ],
        "target": {
            "source": link(row) or f"urn:dragoman:article:{quote(row.stored.article, safe='', errors='replace')}",
            "selector": _selectors(row, job),
        },
        "dragoman:date": span.start if span.start == span.end else f"{span.start or ''}/{span.end or ''}",
        "dragoman:date_precision": span.precision,
        "dragoman:finding": row.finding_id,
        "dragoman:n_articles": row.n_articles,
        "dragoman:n_independent": row.n_independent,
    }


def _selectors(row: Row, job: Job) -> list[dict[str, Any]]:
    """Two ways to the same place. Without the article, or where its text is another by now, the quote has no surroundings."""
    words = row.claim["evidence"]
    start, end = words["start"], words["end"]
    article = job.article(row.stored.article)
    around = {}
    if article is not None and article.text[start:end] == words["text"]:
        around = {"prefix": article.text[max(0, start - AROUND) : start], "suffix": article.text[end : end + AROUND]}
    return [{"type": "TextQuoteSelector", "exact": words["text"], **around}, {"type": "TextPositionSelector", "start": start, "end": end}]


def _json(value: object) -> bytes:
    """JSON in ASCII: a lone surrogate stays an escape and breaks no file."""
    return json.dumps(value).encode()
