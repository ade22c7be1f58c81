""" "accused it of having sold": the participle is the verb, "having" its auxiliary; a small parser often has it the other way round."""

from __future__ import annotations

from dragoman.parsing.tree import Token

_BETWEEN = frozenset({"ADV", "AUX", "PART"})


def perfect_mended(tokens: list[Token], i: int) -> None:
    """Let the participle behind "having" at `i` take its place in the tree, in place."""
    having = tokens[i]
    if having.text.lower() != "having" or having.dep.startswith("aux") or having.head == i:
        return
    at = i + 1
    while at < len(tokens) and tokens[at].pos in _BETWEEN:
        at += 1
    if at >= len(tokens) or tokens[at].pos != "VERB":
        return
    verb = tokens[at]
    noun = tokens[verb.head] if verb.dep in {"amod", "compound"} else None
    if (verb.head if noun is None else noun.head) != i:
        return
    tokens[at] = verb._replace(head=having.head, dep=having.dep)
    tokens[i] = having._replace(head=at, dep="aux", pos="AUX")
    for token in list(tokens):
        if token.head == i and token.i not in (at, i):
            tokens[token.i] = token._replace(head=at)
    if noun is not None and not any(t.head == at and t.dep == "obj" and t.i != noun.i for t in tokens):
        tokens[noun.i] = noun._replace(head=at, dep="obj")
