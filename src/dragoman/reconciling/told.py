"""What reconciling is told: claims as the record keeps them, and what is known of the articles that make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """One claim and where it stands. `claim` is the contract's JSON as Python has it."""

    claim: Mapping[str, Any]
    article: str
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What tells reprints from independent reports, taken from an article's text by `reprints.article_facts`.

    `sketch` are the smallest hashes of the text's word shingles, sorted; `shingles` says how many there were. `credits` are the agencies
    whose story it says it prints. `notices` are the spans of correction notices and `withdrawn` those of their sentences that tell what no
    longer stands; `replaces` is true where the whole story says that it corrects an earlier one.
    """

    outlet: str | None = None
    published: str | None = None
    credits: frozenset[str] = frozenset()
    sketch: tuple[int, ...] = ()
    shingles: int = 0
    notices: tuple[tuple[int, int], ...] = ()
    withdrawn: tuple[tuple[int, int], ...] = ()
    replaces: bool = False
