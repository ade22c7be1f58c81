"""Chains of coreference, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec

from dragoman.domain import Evidence
from dragoman.showing.forms import Forms, table_of
from dragoman.showing.terminal import Row

KIND = 14


class Spoken(Protocol):
    """A chain as `running.chains` gives it."""

    @property
    def article(self) -> str:
        """Id of the article."""

    @property
    def kind(self) -> str:
        """`person`, `organisation` or `place`."""

    @property
    def name(self) -> str:
        """The fullest name."""

    @property
    def id(self) -> str | None:
        """The registry's id, if it knows one."""

    @property
    def phrases(self) -> tuple[Evidence, ...]:
        """What stands for it, in order of the text."""


def chain_rows(chains: Iterable[Spoken]) -> Iterator[Row]:
    """The id of each article, and under it `person        Adela Quirós [id]: Quirós ×2, she, the minister`, words in order of their first place."""
    article = None
    for chain in chains:
        if chain.article != article:
            if article is not None:
                yield Row()
            article = chain.article
            yield Row(article, style="head")
        counts = Counter(phrase.text for phrase in chain.phrases)
        words = ", ".join(text if number == 1 else f"{text} ×{number}" for text, number in counts.items())
        known = f" [{chain.id}]" if chain.id else ""
        yield Row(f"{chain.name}{known}: {words}", chain.kind, KIND, hang=2)


def encode_chain(chain: Spoken) -> bytes:
    """Return the chain as one JSON object, without the line feed; offsets are code points of the article's text, `[start, end)`."""
    return msgspec.json.encode({"article": chain.article, "kind": chain.kind, "name": chain.name, "id": chain.id, "phrases": chain.phrases})


def _cells(chain: Spoken) -> Iterator[dict[str, Any]]:
    for phrase in chain.phrases:
        where = {"start": phrase.start, "end": phrase.end, "text": phrase.text}
        yield {"article": chain.article, "kind": chain.kind, "name": chain.name, "id": chain.id, **where}


CHAINS: Forms[Spoken] = Forms(chain_rows, encode_chain, table_of(("article", "kind", "name", "id", "start", "end", "text"), _cells))
