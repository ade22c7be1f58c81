"""The examples of our own that are most like a claim: what its type was learned from, for people to judge by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.knowledge.tables import load_table

EXAMPLES = "examples.csv"
_WORD = re.compile(r"[^\W\d_]{3,}")


def nearest(type_: str, trigger: str, words: str, count: int = 2) -> Sequence[str]:
    """The sentences of `count` examples of a type (`SANCTION`, `FLOW loan`): the same trigger first, then most words in common."""
    mine = _stems(words)

    def likeness(row: tuple[str, str]) -> tuple[bool, float]:
        theirs = _stems(row[1])
        return _stems(row[0]) == _stems(trigger), len(mine & theirs) / max(1, len(mine | theirs))

    rows = load_table(EXAMPLES, ("type", "trigger", "sentence"))
    known = [(row.text("trigger"), row.text("sentence")) for row in rows if row.text("type").partition("/")[0] == type_]
    return [sentence for _, sentence in sorted(known, key=likeness, reverse=True)[:count]]


def _stems(words: str) -> frozenset[str]:
    """Words without their endings, roughly: enough to find "expelled" by "expels"."""
    return frozenset(word.lower()[: max(4, len(word) - 2)] for word in _WORD.findall(words))
