"""Transcripts and interviews: paragraphs that each begin with a speaker's label ("Rivas: We had no choice.")."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.clauses.attribution import Said
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements.actors import ActorsOf
from dragoman.coding.statements.signed import by_name
from dragoman.domain import Article
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Parse

_LABEL = re.compile(r"\s*((?:[A-Z][\w.’'-]*)(?: [A-Z(][\w.’')-]*){0,3})\s?:\s+(?=\S)")
#: Labels that name nobody; what stands behind them has no speaker to give.
_NAMELESS = wordset(CLAUSES, "nameless")
_TURNS = 2
"""So often a label comes back in a dialogue, and so many speakers it has at least."""


def turns(article: Article, parse: Parse, actors: ActorsOf) -> list[Said]:
    """Find the turns of a dialogue that a name introduces: two labels or more, each of them more than once."""
    found = [(label, start, end) for start, end in parse.paragraphs if (label := _LABEL.match(article.text, start, end))]
    times = Counter(label.group(1) for label, _, _ in found)
    speakers = {name for name, n in times.items() if n >= _TURNS}
    if len(speakers) < _TURNS:
        return []
    return [
        said
        for label, _, end in found
        if label.group(1) in speakers and label.group(1).lower() not in _NAMELESS and (said := _turn(article, parse, label, end, actors))
    ]


def _turn(article: Article, parse: Parse, label: re.Match[str], end: int, actors: ActorsOf) -> Said | None:
    sentence = marks.enclosing(parse, label.start(1))
    name = [] if sentence is None else [t for t in sentence.tokens if t.start >= label.start(1) and t.end <= label.end(1)]
    if sentence is None or not name:
        return None
    while end > label.end() and article.text[end - 1].isspace():
        end -= 1
    colon = article.text.index(":", label.end(1))
    return by_name(sentence, name, (label.end(), end), (":", colon), (label.start(1), end), "statements.turn", actors)
