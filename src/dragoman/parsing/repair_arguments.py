"""Arguments that cannot be what the tree says: an infinitive that is no purpose, an adjective that is no second subject, a verb with two doers."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parsing.tree import Token
from dragoman.parsing.wordsets import wordset

_CAUSING = wordset("causing")
_WITHIN = frozenset({"ADJ", "NOUN", "PROPN"})


def regrouped(tokens: list[Token]) -> list[Token]:
    """The tokens of one sentence with such arguments mended.

    "prompted Kenya *to seek* aid" is what Kenya was brought to do; in "*Venezuelan* Minister Faria said" the adjective belongs to the name; in
    "ministers deplored the shelling of Aden *by rebels*" the rebels shelled.
    """
    found = [new for t in tokens if (new := _complement(tokens, t) or _modifier(tokens, t) or _agent(tokens, t)) is not None]
    if not found:
        return tokens
    mended = list(tokens)
    for token in found:
        mended[token.i] = token
    return mended


def _complement(tokens: Sequence[Token], token: Token) -> Token | None:
    return token._replace(dep="xcomp") if token.dep == "advcl" and token.pos == "VERB" and _brought_to(tokens, token) else None


def _modifier(tokens: Sequence[Token], token: Token) -> Token | None:
    if token.dep != "nsubj" or token.pos != "ADJ":
        return None
    other = next((t for t in tokens[token.i + 1 :] if t.head == token.head and t.dep == "nsubj"), None)
    if other is None or any(t.pos not in _WITHIN for t in tokens[token.i + 1 : other.i + 1]):
        return None
    return token._replace(dep="amod", head=other.i)


def _agent(tokens: Sequence[Token], token: Token) -> Token | None:
    if token.dep != "obl:agent":
        return None
    beside = [t for t in tokens if t.head == token.head and t.i != token.i]
    subject = any(t.dep == "nsubj" and t.i < token.head for t in beside) and not any(t.dep == "aux:pass" for t in beside)
    done = next((t for t in beside if t.dep == "obj" and token.head < t.i < token.i and t.pos == "NOUN"), None)
    return token._replace(dep="nmod", head=done.i) if subject and done is not None else None


def _brought_to(tokens: Sequence[Token], verb: Token) -> bool:
    above = tokens[verb.head]
    if above.pos != "VERB" or above.i > verb.i or above.lemma.lower() not in _CAUSING:
        return False
    mark = next((t for t in tokens[above.i + 1 : verb.i] if t.head == verb.i and t.dep == "mark" and t.text.lower() == "to"), None)
    person = next((t for t in tokens[above.i + 1 : verb.i] if t.head == above.i and t.dep == "obj"), None)
    # A comma between them, or "in order to", is a purpose.
    return mark is not None and person is not None and all(t.text not in {",", "order"} for t in tokens[person.i + 1 : mark.i + 1])
