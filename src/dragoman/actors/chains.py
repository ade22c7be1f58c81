"""Chains: all phrases of an article that mean the same person, organisation or place, actors of the record or not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.actors.antecedents import Antecedents
from dragoman.actors.context import quoted_spans
from dragoman.actors.mentions import Mentions
from dragoman.actors.phrases import Phrase, PhraseFinder
from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import load_table

EAGER = 0.8
"""How much a missed link costs beyond a false one."""
SPARING = 0.3
"""How much a missed person, organisation or place costs beyond one too many, a phrase."""
KEPT = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Chain:
    """Phrases that mean the same, in order of the text; `kind` is `person`, `organisation`, `place` or `other`."""

    kind: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a link counts, and by kind what each feature of a phrase says of what it stands for."""

    links: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the features' weights."""
        get = self.links.get
        return sum(get(feature, 0.0) for feature in features)


@cache
def load_weights() -> Weights:
    """Return the package's weights; raises `KnowledgeError` where a cell is no number."""
    kinds: dict[str, dict[str, float]] = {}
    for row in load_table("coreference/kinds.csv", ("feature", "kind", "weight")):
        kinds.setdefault(row.text("feature"), {})[row.text("kind")] = number(row.text("weight"))
    links = {row.text("feature"): number(row.text("weight")) for row in load_table("coreference/links.csv", ("feature", "weight"))}
    return Weights(links, kinds)


def number(cell: str) -> float:
    """Return a weight."""
    try:
        return float(cell)
    except ValueError as error:
        raise KnowledgeError(f"coreference: {cell!r} is no weight. Write a number, or make the tables anew with training.coreference.") from error


def find_phrases(found: Mentions) -> tuple[list[Phrase], Antecedents]:
    """Return an article's phrases and what compares them."""
    parse = found.parse
    quotes = tuple(quoted_spans(found.article.text, parse.paragraphs))
    phrases = PhraseFinder(found.cover, found.mentions, found.entities, quotes).find(parse.sentences)
    return phrases, Antecedents(phrases, {sentence.index: sentence for sentence in parse.sentences}, found.article.text)


def find_chains(found: Mentions, weights: Weights | None = None) -> tuple[Chain, ...]:
    """Return the chains of an article, those of one phrase included, in order of their first phrase."""
    weights = weights or load_weights()
    phrases, antecedents = find_phrases(found)
    clusters = _Clusters(phrases)
    for phrase in phrases:
        candidates = antecedents.candidates(phrase)
        if not candidates:
            continue
        floor = weights.score(antecedents.alone(phrase, candidates)) - EAGER
        ranked = [(weights.score(antecedents.pair(phrase, other, rank)), -rank, other.order) for rank, other in enumerate(candidates)]
        for score, _, order in sorted(ranked, reverse=True):
            if score <= floor:
                break
            if clusters.join(phrase.order, order):
                break
    chains = (tuple(phrases[order] for order in sorted(members)) for members in clusters.groups())
    return tuple(sorted((Chain(kind_of(chain, weights), chain) for chain in chains), key=lambda chain: chain.phrases[0].order))


class _Clusters:
    """Sets of phrases that grow together, but never across gender, or across two actors of the record."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._home = list(range(len(phrases)))
        self._members = {phrase.order: [phrase.order] for phrase in phrases}
        self._genders = {phrase.order: {phrase.gender} & {"m", "f"} for phrase in phrases}

    def join(self, one: int, other: int) -> bool:
        """Make two phrases' sets one; False where they contradict each other."""
        a, b = self._home[one], self._home[other]
        if a == b:
            return True
        genders = self._genders[a] | self._genders[b]
        if len(genders) > 1:
            return False
        for member in self._members[a]:
            self._home[member] = b
        self._members[b] += self._members.pop(a)
        self._genders[b] = genders
        return True

    def groups(self) -> Iterable[list[int]]:
        """Return the sets."""
        return self._members.values()


def kind_features(phrase: Phrase) -> Iterable[str]:
    """Yield what a phrase says of what it stands for."""
    yield "any"
    yield f"form {phrase.form}"
    if phrase.is_pronoun:
        return
    yield f"{phrase.form};{phrase.kind}"
    yield f"{phrase.form};{phrase.label};{phrase.kind}"
    yield f"{phrase.form};{phrase.function}"
    yield f"{phrase.form};case={phrase.case}"
    yield f"{phrase.form};{phrase.article};{phrase.number}"
    if phrase.form == "name":
        yield f"name;actor {phrase.entity >= 0}"
        for word in phrase.words:
            yield f"word {word}"
    else:
        yield f"lemma {phrase.lemma}"
        yield f"end {phrase.lemma[-3:]}"
        yield f"end {phrase.lemma[-2:]}"


def kind_scores(phrase: Phrase, weights: Weights) -> dict[str, float]:
    """Return the logarithm of how likely a phrase stands for each kind."""
    sums = {**dict.fromkeys(KEPT, 0.0), "other": -SPARING}
    for feature in kind_features(phrase):
        for kind, weight in weights.kinds.get(feature, {}).items():
            sums[kind] += weight
    most = max(sums.values())
    total = most + math.log(sum(math.exp(value - most) for value in sums.values()))
    return {kind: value - total for kind, value in sums.items()}


def kind_of(chain: Sequence[Phrase], weights: Weights) -> str:
    """Return what a chain stands for: what its phrases together say."""
    sums = dict.fromkeys((*KEPT, "other"), 0.0)
    for phrase in chain:
        for kind, value in kind_scores(phrase, weights).items():
            sums[kind] += value
    return max(sums, key=lambda kind: sums[kind])
