"""Terms as printed, by what they are about: interest, maturity, grace period, collateral, repayment in kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dragoman.reconciling.model import read_words

FILE = "flows.toml"
BETWEEN = "; "


def terms_by_kind(terms: str | None) -> Mapping[str, str]:
    """The terms of a flow (`a two-year grace period; at 6.5 percent`) by kind, as printed; a term of no kind that is known is `other`."""
    found: dict[str, list[str]] = {}
    for term in (terms or "").split(BETWEEN):
        if term:
            found.setdefault(_kind_of(term), []).append(term)
    return {kind: BETWEEN.join(texts) for kind, texts in found.items()}


def _kind_of(term: str) -> str:
    return next((name for name, pattern in _kinds() if pattern.search(term)), "other")


@cache
def _kinds(language: str = "en") -> Sequence[tuple[str, re.Pattern[str]]]:
    return tuple((name, _any(words)) for name, words in read_words(language, FILE)["terms"].items())


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word) for word in words), re.IGNORECASE)
