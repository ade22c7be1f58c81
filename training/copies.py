"""More paragraphs from the same trees: names swapped for others of their kind, and sentences cut down to headlines.

A model that has seen few names learns them by heart; swapping teaches it the place where a name stands instead. Treebanks hardly have
headlines; dropping articles and passive auxiliaries makes some. Both keep every annotation valid.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from training.corpus import Sentence, name_spans

ACTORS = Path(__file__).parent.parent / "src/dragoman/knowledge/actors"
Pool = dict[tuple[str, int], list[list[str]]]


def name_pool(sentences: Iterable[Sentence]) -> Pool:
    """Names by label and length in words: those of the trees and those of the package's own actor tables."""
    pool: Pool = defaultdict(list)
    for sentence in sentences:
        for start, end, label in name_spans(sentence):
            pool[label, end - start].append(sentence.words[start:end])
    for file, column, label in (
        ("people.csv", "name", "PER"),
        ("states.csv", "name", "LOC"),
        ("states.csv", "capital", "LOC"),
        ("cities.csv", "name", "LOC"),
        ("organisations.csv", "name", "ORG"),
    ):
        path = ACTORS / file
        if path.exists():
            with path.open(encoding="utf8", newline="") as rows:
                for row in csv.DictReader(rows):
                    for name in (row.get(column) or "").split("|"):
                        words = name.split()
                        if label == "PER" and len(words) > 1 and words[-1].isalpha():
                            pool[label, 1].append(words[-1:])
                        if words and all(w[0].isalpha() and "-" not in w and "." not in w and "'" not in w for w in words):
                            pool[label, len(words)].append(words)
    return pool


def balanced(pool: Pool, own: Pool) -> Pool:
    """Both pools together, the first repeated until it is about half of the whole: treebank names are how names look in running text."""
    mixed: Pool = {}
    for key in sorted(set(pool) | set(own)):
        first, second = pool.get(key, []), own.get(key, [])
        mixed[key] = first * max(1, len(second) // max(1, 2 * len(first))) + second
    return mixed


def swapped(sentences: Sequence[Sentence], pool: Pool, chooser: random.Random) -> list[Sentence] | None:
    """The paragraph with each of its names replaced by one of the same label and length; None where it has none."""
    out, changed = [], False
    for sentence in sentences:
        words, lemmas = list(sentence.words), list(sentence.lemmas)
        for start, end, label in name_spans(sentence):
            choices = pool.get((label, end - start))
            if choices:
                new = chooser.choice(choices)
                words[start:end], lemmas[start:end] = new, new
                changed = True
        out.append(replace(sentence, words=words, lemmas=lemmas))
    return out if changed else None


def swapped_names(rows: Sequence[tuple[str, str]], pool: Pool, chooser: random.Random) -> list[tuple[str, str]]:
    """A sentence of a names file (word, tag) with each of its names replaced by one of the same label and length."""
    out = list(rows)
    start = 0
    while start < len(out):
        label = out[start][1][2:]
        end = start + 1
        while label and end < len(out) and out[end][1] == out[start][1]:
            end += 1
        choices = pool.get((label, end - start))
        if choices:
            out[start:end] = [(word, out[start][1]) for word in chooser.choice(choices)]
        start = end
    return out


def headline(sentence: Sentence) -> Sentence | None:
    """A short declarative sentence without articles, passive auxiliaries and full stop; None where it is no candidate."""
    root = next(i for i, dep in enumerate(sentence.deps) if dep == "ROOT")
    if not 5 <= len(sentence.words) <= 20 or sentence.pos[root] != "VERB" or sentence.words[-1] != ".":
        return None
    if not any(h == root and d.startswith("nsubj") for h, d in zip(sentence.heads, sentence.deps, strict=True)):
        return None
    has_children = {sentence.heads[i] for i in range(len(sentence.words)) if i != root}
    dropped = {
        i
        for i, word in enumerate(sentence.words)
        if i not in has_children
        and (
            (sentence.deps[i] == "det" and word.lower() in {"the", "a", "an"})
            or (sentence.deps[i] == "aux:pass" and word.lower() in {"is", "are", "was", "were"})
            or i == len(sentence.words) - 1
        )
    }
    kept = [i for i in range(len(sentence.words)) if i not in dropped]
    place = {old: new for new, old in enumerate(kept)}
    return Sentence(
        words=[sentence.words[i] for i in kept],
        spaces=[sentence.spaces[i] for i in kept],
        lemmas=[sentence.lemmas[i] for i in kept],
        pos=[sentence.pos[i] for i in kept],
        tags=[sentence.tags[i] for i in kept],
        morphs=[sentence.morphs[i] for i in kept],
        heads=[place[sentence.heads[i]] for i in kept],
        deps=[sentence.deps[i] for i in kept],
        entities=[""] * len(kept),
        starts_paragraph=True,
    )


def titled(sentence: Sentence) -> Sentence:
    """The same with longer words capitalised."""
    return replace(sentence, words=[w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(sentence.words)])
