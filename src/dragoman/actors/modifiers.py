"""What stands before the core of a noun phrase: adjectives, countries, possessors, articles."""

from __future__ import annotations

from dragoman.actors.drafts import FORMER_WORDS, PLACES, POSSESSIVE_MARKS, Draft, Scene, attaches_right, is_modifier
from dragoman.actors.spans import LINKING
from dragoman.parsing.tree import Sentence

LOOSE_POS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "X"})
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
JOINTS = frozenset({"and", "or", ",", "/"})


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
        if name is not None:
            if not _modifies(scene.sentence, name, draft):
                break
            draft.mods.insert(0, name)
            reached = min(reached, name.first)
            i = name.first - 1
        elif lower in JOINTS and (other := _coordinated(by_token.get(i - 1), draft)) is not None:
            draft.mods.insert(0, other)
            reached = other.first
            i = other.first - 1
        elif token.text in LINKING and not token.space:
            i -= 1
        elif lower in FORMER_WORDS or _is_loose(scene.sentence, i, draft):
            loose.add(lower)
            reached = i if token.pos != "NUM" else reached
            i -= 1
        else:
            reached = _open_phrase(draft, scene, i, by_token, reached)
            break
    draft.premodifiers = frozenset(loose)
    draft.former = bool(loose & FORMER_WORDS)
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
    if lower in POSSESSIVE_MARKS and i > 0:
        draft.owner = i - 1
        owner = by_token.get(i - 1)
        return min(reached, owner.first) if owner is not None else reached
    if lower in POSSESSIVE_PRONOUNS:
        draft.owner = i
    elif token.pos == "DET":
        draft.definite = lower in {"the", "this", "that", "these", "those", "both"}
        draft.distant = lower in {"that", "those"}
        draft.indefinite = lower in {"a", "an", "any", "some", "another"}
    return reached


def _modifies(sentence: Sentence, name: Draft, draft: Draft) -> bool:
    """Whether a name modifies the phrase that starts after it."""
    head = sentence.tokens[name.head].head
    if name.span is not None and name.span.demonym:
        return True
    inside = name.last < head <= draft.last
    if name.label in PLACES or name.forms:
        subject = sentence.tokens[name.head].dep.startswith(("nsubj", "obj", "iobj", "conj", "root"))
        return inside or not subject
    return inside and bool(draft.words)


def _coordinated(other: Draft | None, draft: Draft) -> Draft | None:
    """Return the adjective before `and` that shares the head: `Hungarian and Romanian officials`."""
    if other is None or other.span is None or not other.span.demonym:
        return None
    return other if draft.mods else None
