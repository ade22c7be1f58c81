"""What belongs together in a sentence: hyphenated countries, names with the descriptions beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dragoman.actors.drafts import PLACES, Draft, Scene, is_conjunct
from dragoman.actors.spans import LINKING
from dragoman.parsing.tree import Sentence

TRADING = frozenset({"BUS", "MED", "NGO"})
"""Sectors of bodies whose unknown names a recogniser often takes for persons' (`Sohar Gateway, a port operator`)."""


def join_hyphens(scene: Scene) -> None:
    """Note names that a hyphen makes one compound: `China-Venezuela talks`, `Sino-Russian`."""
    tokens = scene.sentence.tokens
    names = [(draft, draft.span) for draft in scene.drafts if draft.span is not None and draft.label in {"group", *PLACES}]
    for (left, span), (right, following) in pairwise(names):
        if span.last + 2 == following.first and tokens[span.last + 1].text in LINKING:
            left.joined = right.joined = [*(left.joined or [left]), right]


def pair_appositions(scene: Scene) -> None:
    """Pair a name with the description beside it: `Tao Weimin, vice president of CDB`, `the bank's vice president, Tao Weimin`."""
    tokens = scene.sentence.tokens
    for draft in scene.drafts:
        if tokens[draft.head].dep == "appos":
            other = scene.cover.get(tokens[draft.head].head)
            if other is not None and _may_be_same(other, draft):
                other.apposed.append(draft)
                draft.apposed.append(other)
                continue
        for right in scene.drafts:
            if right.first <= draft.last or is_conjunct(scene.sentence, right.head):
                continue
            if _after_comma(scene.sentence, draft, right) and _may_be_same(draft, right):
                draft.apposed.append(right)
                right.apposed.append(draft)
                break


def _after_comma(sentence: Sentence, left: Draft, right: Draft) -> bool:
    tokens = sentence.tokens
    at = left.last + 1
    if tokens[at].text not in {",", "—", "–"}:
        return False
    between = range(at + 1, right.first)
    if any(tokens[i].pos not in {"DET", "ADJ"} for i in between):
        return False
    dep = tokens[right.head].dep
    return not dep.startswith(("nsubj", "obj", "iobj")) or right.label == "person"


def _may_be_same(left: Draft, right: Draft) -> bool:
    """Whether a name and a description, or two names of one thing, can go together."""
    one, two = (left, right) if left.kind != "role" else (right, left)
    if two.kind != "role" or one.kind in {"pronoun", "adjective", "collective"}:
        return False
    unsure = {"place", "organisation"} | ({"person"} if two.label == "organisation" and two.sector in TRADING else set())
    mistaken = one.label in unsure and not one.forms and not one.words
    if one.span is not None and mistaken and two.label in {"person", "organisation"} and two.label != one.label:
        # Whoever is a secretary or an envoy is a person, whatever the name was taken for.
        one.label, one.kind = two.label, "named"
        one.span = replace(one.span, inner=())
    if one.label == "unknown" or one.label == two.label:
        return one.label != "person" or (one.number or "sg") == (two.number or "sg")
    bodies = {"organisation", "outlet", "igo", "group"}
    return one.label in bodies and two.label in bodies
