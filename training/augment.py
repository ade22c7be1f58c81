"""Copies of training paragraphs in the spelling of news: curly quotes, capitals, no capitals, headline case.

Registered with spaCy as `dragoman.news_spelling.v1`. Only spellings change, so every annotation stays valid.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import spacy
from spacy.language import Language
from spacy.training import Example

CURLY = {
    "``": "“",
    "''": "”",
    "'": "’",
    "`": "‘",
    "n't": "n’t",
    "'s": "’s",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'d": "’d",
    "'m": "’m",
    "s'": "s’",
}
STRAIGHT = {"“": '"', "”": '"', "’": "'", "‘": "'", "``": '"', "''": '"'}


@spacy.registry.augmenters("dragoman.news_spelling.v1")
def news_spelling(
    curly: float, straight: float, lower: float, upper: float, headline: float, seed: int
) -> Callable[[Language, Example], Iterator[Example]]:
    """Return an augmenter; each figure is the share of paragraphs that get that spelling."""
    chooser = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        words = [token.text for token in example.reference]
        drawn = chooser.random()
        if drawn < curly:
            words = _curl(words)
        elif drawn < curly + straight:
            words = [_straighten(w) for w in words]
        drawn = chooser.random()
        if drawn < lower:
            words = [w.lower() for w in words]
        elif drawn < lower + upper:
            words = [w.upper() for w in words]
        elif drawn < lower + upper + headline:
            words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
        if words == [token.text for token in example.reference] or any(len(a) == 0 for a in words):
            yield example
            return
        annotations = example.to_dict()
        annotations["token_annotation"]["ORTH"] = words
        text = "".join(w + t.whitespace_ for w, t in zip(words, example.reference, strict=True))
        yield Example.from_dict(nlp.make_doc(text), annotations)

    return augment


def _curl(words: list[str]) -> list[str]:
    opened, out = False, []
    for word in words:
        if word == '"':
            out.append("”" if opened else "“")
            opened = not opened
        else:
            out.append(CURLY.get(word, word.replace("'", "’") if len(word) > 1 else word))
    return out


def _straighten(word: str) -> str:
    for old, new in STRAIGHT.items():
        word = word.replace(old, new)
    return word
