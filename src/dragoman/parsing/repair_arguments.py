"""Arguments that cannot be what the tree says: an infinitive that is no purpose, an adjective that is no second subject."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parsing.tree import Token
from dragoman.parsing.wordsets import wordset

_CAUSING = wordset("causing")
_WITHIN = frozenset({"ADJ", "NOUN", "PROPN"})


def regrouped(tokens: list[Token]) -> list[Token]:
    """The tokens of one sentence with such arguments mended.

    "prompted Kenya *to seek* aid" is what Kenya was brought to do; in "*Venezuelan* Minister Faria said" the adjective belongs to the name.
    """
    found = [new for t in tokens if (new := _complement(tokens, t) or _modifier(tokens, t)) is not None]
    if not found:
        return tokens
    mended = list(tokens)
    for token in found:
        mended[token.i] = token
    return mended


def governed(tokens: list[Token]) -> None:
    """Give a sentence without a finite verb one: "structures failing *prompted* Kenya to seek aid", where it was a modifier of the name.

    A verb of causing, a name and an infinitive, next to each other, leave no other reading. What the sentence was about becomes its subject.
    """
    verb = next((t for t in tokens if t.dep == "amod" and t.pos == "VERB" and "Tense=Past" in t.feats and t.lemma.lower() in _CAUSING), None)
    if verb is None or verb.head != verb.i + 1 or tokens[verb.head].pos != "PROPN" or verb.i + 2 >= len(tokens):
        return
    mark = tokens[verb.i + 2]
    topic = next((t for t in tokens[: verb.i] if t.head == t.i), None)
    if mark.text.lower() != "to" or mark.dep != "mark" or tokens[mark.head].pos != "VERB" or topic is None or topic.pos not in _WITHIN:
        return
    name, infinitive = tokens[verb.head], tokens[mark.head]
    # "whom Kenya prompted …" hangs on the name: it would be a circle.
    if infinitive.head > infinitive.i:
        return
    tokens[verb.i] = verb._replace(head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    tokens[topic.i] = topic._replace(head=verb.i, dep="nsubj")
    tokens[name.i] = name._replace(head=verb.i, dep="obj")
    tokens[infinitive.i] = infinitive._replace(head=verb.i, dep="xcomp")


def _complement(tokens: Sequence[Token], token: Token) -> Token | None:
    return token._replace(dep="xcomp") if token.dep == "advcl" and token.pos == "VERB" and _brought_to(tokens, token) else None


def _modifier(tokens: Sequence[Token], token: Token) -> Token | None:
    if token.dep != "nsubj" or token.pos != "ADJ":
        return None
    other = next((t for t in tokens[token.i + 1 :] if t.head == token.head and t.dep == "nsubj"), None)
    if other is None or any(t.pos not in _WITHIN for t in tokens[token.i + 1 : other.i + 1]):
        return None
    return token._replace(dep="amod", head=other.i)


def _brought_to(tokens: Sequence[Token], verb: Token) -> bool:
    above = tokens[verb.head]
    if above.pos != "VERB" or above.i > verb.i or above.lemma.lower() not in _CAUSING:
        return False
    mark = next((t for t in tokens[above.i + 1 : verb.i] if t.head == verb.i and t.dep == "mark" and t.text.lower() == "to"), None)
    person = next((t for t in tokens[above.i + 1 : verb.i] if t.head == above.i and t.dep == "obj"), None)
    # A comma between them, or "in order to", is a purpose.
    return mark is not None and person is not None and all(t.text not in {",", "order"} for t in tokens[person.i + 1 : mark.i + 1])
