"""What stands before the core of a noun phrase: adjectives, countries, possessors, articles."""

from __future__ import annotations

from dragoman.actors.drafts import FORMER_WORDS, POSSESSIVE_MARKS, Draft, attaches_right, case_of, is_modifier
from dragoman.actors.scene import Scene
from dragoman.actors.shapes import LINKING
from dragoman.parsing.tree import Sentence

PLACES = frozenset({"state", "place", "region"})
LOOSE_POS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "X"})
JOINTS = frozenset({"and", "or", ",", "/"})
SHORT_NAMES = frozenset({"U.S.", "U.N.", "U.K."})
SHORT_LENGTH = 4


def modify(scene: Scene, draft: Draft, first: int, by_token: dict[int, Draft]) -> None:
    """Walk left over the modifiers of a phrase whose core starts at `first`; note names, possessor, article, adjectives."""
    tokens = scene.sentence.tokens
    loose: set[str] = set()
    reached = first
    i = first - 1
    while i >= 0:
        token = tokens[i]
        lower = token.text.lower()
        name = by_token.get(i)
        if name is not None and name is not draft:
            if not _modifies(scene.sentence, name, i, draft, reached):
                break
            draft.mods.insert(0, name)
            reached = min(reached, name.first)
            i = name.first - 1
        elif lower in JOINTS and (other := _coordinated(scene.sentence, by_token.get(i - 1), draft, i + 1)) is not None:
            draft.mods.insert(0, other)
            reached = other.first
            i = other.first - 1
        elif token.text in LINKING and not token.space:
            i -= 1
        elif lower in FORMER_WORDS or _is_loose(scene.sentence, i, draft):
            loose.add(lower)
            draft.compound = draft.compound or token.pos == "PROPN"
            reached = i if token.pos != "NUM" else reached
            i -= 1
        else:
            reached = _open_phrase(draft, scene, i, by_token, reached)
            break
    draft.premodifiers = frozenset(loose)
    draft.former = draft.former or bool(loose & FORMER_WORDS)
    draft.first = min(draft.first, reached)
    for j in range(draft.first, draft.last + 1):
        scene.cover.setdefault(j, draft)


def _is_loose(sentence: Sentence, i: int, draft: Draft) -> bool:
    token = sentence.tokens[i]
    if token.pos not in LOOSE_POS or not attaches_right(sentence, i, draft.last):
        return False
    return token.pos != "VERB" or is_modifier(sentence, i)


def _open_phrase(draft: Draft, scene: Scene, i: int, by_token: dict[int, Draft], reached: int) -> int:
    """Read what opens the phrase, an article or a possessor; return where the phrase with its possessor starts."""
    token = scene.sentence.tokens[i]
    lower = token.text.lower()
    if lower in POSSESSIVE_MARKS and i > 0 and token.pos in {"PART", "PUNCT"}:
        draft.owner = i - 1
        owner = by_token.get(i - 1)
        return min(reached, owner.first) if owner is not None else reached
    if token.pos == "PRON" and is_possessive(lower):
        draft.owner = i
    elif token.pos == "DET":
        draft.definite = lower in {"the", "this", "that", "these", "those", "both"}
        draft.distant = lower in {"that", "those"}
        draft.indefinite = lower in {"a", "an", "any", "some", "another"}
    return reached


def is_possessive(word: str) -> bool:
    """Whether a pronoun can possess."""
    return word in {"his", "her", "its", "their", "our", "my", "your", "whose"}


def _modifies(sentence: Sentence, name: Draft, i: int, draft: Draft, reached: int) -> bool:
    """Whether a name that ends at token `i` modifies the phrase that starts after it."""
    head = sentence.tokens[name.head].head
    if name.span is not None and name.span.demonym:
        return True
    if name.first <= head <= name.last:
        return False
    inside = name.last < head <= draft.last
    if name.label in PLACES or name.forms:
        titled = bool(draft.words) and (i + 1 == reached)
        # "The right of Russia troops to fire": a country directly before a bare plural is whose they are, wherever a parse hangs it.
        governed = bool(case_of(sentence, name.head)) and not inside and not (draft.number == "pl" and not draft.mods and name.label == "state")
        subject = sentence.tokens[name.head].dep.startswith(("nsubj", "obj", "iobj", "conj", "root")) and not inside
        return inside or (titled and not governed and (not subject or draft.kind == "titled"))
    return inside and bool(draft.words)


def _coordinated(sentence: Sentence, other: Draft | None, draft: Draft, after: int) -> Draft | None:
    """Return the name before `and` if it shares the head: `Hungarian and Romanian officials`, `US and British forces`."""
    if other is None or other is draft or not draft.mods or draft.mods[0].first != after or other.label not in {"group", *PLACES}:
        return None
    near = draft.mods[0]
    if other.span is not None and other.span.demonym:
        return other
    head = sentence.tokens[other.head]
    inside = other.last < head.head <= draft.last and head.dep.split(":")[0] in {"amod", "compound", "nmod"}
    linked = sentence.tokens[near.head].head == other.head and is_modifier(sentence, other.head)
    short = (len(other.name) <= SHORT_LENGTH and other.name.isupper()) or other.name in SHORT_NAMES
    return other if inside or linked or (short and near.span is not None and near.span.demonym) else None
