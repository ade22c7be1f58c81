"""Chains of coreference, for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

import msgspec

from dragoman.domain import Evidence
from dragoman.showing.terminal import printable


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


def chain_line(chain: Spoken) -> str:
    """Return `person        Adela Quirós [id]: Quirós ×2, she, the minister`, the words in order of their first place; safe to print."""
    counts = Counter(phrase.text for phrase in chain.phrases)
    words = ", ".join(text if number == 1 else f"{text} ×{number}" for text, number in counts.items())
    known = f" [{chain.id}]" if chain.id else ""
    return printable(f"{chain.kind:<14}{chain.name}{known}: {words}")


def encode_chain(chain: Spoken) -> bytes:
    """Return the chain as one JSON object, without the line feed; offsets are code points of the article's text, `[start, end)`."""
    return msgspec.json.encode({"article": chain.article, "kind": chain.kind, "name": chain.name, "id": chain.id, "phrases": chain.phrases})
