"""What is remembered of pages that were fetched, and the earlier versions of articles whose text has changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is remembered of a page: where it was in the end, when it was asked for, the hash of its bytes, and the server's own marks."""

    url: str
    final: str
    at: str
    sha256: str
    etag: str | None
    modified: str | None
    article: str


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article had until it was read anew at `until`."""

    article: str
    until: str
    title: str | None
    text: str


def fetched(view: RecordView, url: str) -> Fetched | None:
    """Return what is remembered of a page, or None."""
    row = next(view.rows("SELECT url, final, at, sha256, etag, modified, article FROM fetched WHERE url = ?", (url,)), None)
    return None if row is None else Fetched(row[0], row[1], row[2], row[3], row[4], row[5], row[6])


def remember(writer: RecordWriter, page: Fetched) -> None:
    """Keep what is known of a page, in the stead of what was known."""
    writer.keep("INSERT OR REPLACE INTO fetched (url, final, at, sha256, etag, modified, article) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(page))


def versions(view: RecordView, article: str | None = None) -> Iterator[Version]:
    """Yield the earlier texts of an article, or of all, the oldest first."""
    where, values = ("WHERE article = ?", (article,)) if article else ("", ())
    for row in view.rows(f"SELECT article, until, title, text FROM version {where} ORDER BY until, number", values):
        yield Version(str(row[0]), str(row[1]), row[2], str(row[3]))


def changes(view: RecordView, article: str) -> list[str]:
    """Return how an article's text changed from version to version, as lines of a unified difference."""
    stored = view.article(article)
    texts = [(version.until, version.text) for version in versions(view, article)]
    if stored is None or not texts:
        return []
    names = [f"until {until}" for until, _ in texts] + ["now"]
    bodies = [text.splitlines() for _, text in texts] + [stored.article.text.splitlines()]
    lines: list[str] = []
    for number, after in enumerate(bodies[1:]):
        lines += difflib.unified_diff(bodies[number], after, names[number], names[number + 1], lineterm="", n=1)
    return lines
