"""Fetched pages as articles, and what is remembered of each so that it is not sent again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from dragoman.domain import Article
from dragoman.fetching.getting import Answer
from dragoman.ids import content_id
from dragoman.reading.article import Defaults
from dragoman.reading.pages import read_page
from dragoman.record.fetched import Fetched


def article_of(answer: Answer, url: str, at: str) -> tuple[Article, Fetched]:
    """Return the article of a page and what is to be remembered. Its id is of its address, so that a changed page is a new version of one article.

    Raises `InputError` where no text is found.
    """
    id_ = content_id("web", (url,))
    article = replace(read_page(answer.body, Defaults(url=answer.url), url, answer.url, answer.charset), id=id_)
    digest = sha256(answer.body).hexdigest()
    return article, Fetched(url, answer.url, at, digest, answer.headers.get("etag"), answer.headers.get("last-modified"), article.id)
