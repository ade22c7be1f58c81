"""Relative clauses without a pronoun, which a small parser runs into its main clause: "accused Delhi of it, a charge *India rejects*"."""

from __future__ import annotations

from dragoman.parsing.tree import Token

_ARTICLES = frozenset({"a", "an", "the"})
_BETWEEN = frozenset({"AUX", "ADV"})
_NAMES = frozenset({"PROPN", "ADJ"})


def bare_relatives(tokens: list[Token]) -> None:
    """Mend in place: behind a comma, article and noun, a name with a verb that has nothing behind it to be about is about the noun."""
    for token in tokens:
        if token.text.lower() in _ARTICLES and token.i and tokens[token.i - 1].text == ",":
            shape = _shape(tokens, token.i)
            if shape is not None:
                _mend(tokens, token.i, *shape)


def _shape(tokens: list[Token], article: int) -> tuple[int, int, int] | None:
    """Noun, name and verb of ", a charge India rejects", or None."""
    noun = article + 1
    while noun < len(tokens) and tokens[noun].pos == "ADJ" and not tokens[noun].ent:
        noun += 1
    name = noun + 1
    if name < len(tokens) and tokens[name].text == "the":
        name += 1
    if name >= len(tokens) or tokens[noun].pos != "NOUN" or tokens[name].pos not in _NAMES or not tokens[name].text[:1].isupper():
        return None
    last = name
    while last + 1 < len(tokens) and tokens[last + 1].pos in _NAMES and tokens[last + 1].text[:1].isupper():
        last += 1
    verb = last + 1
    while verb < len(tokens) and tokens[verb].pos in _BETWEEN:
        verb += 1
    if verb + 1 >= len(tokens) or tokens[verb].pos != "VERB" or tokens[verb].text.endswith("ing"):
        return None
    after = tokens[verb + 1]
    return (noun, last, verb) if after.pos == "PUNCT" or after.text == "as" else None


def _mend(tokens: list[Token], article: int, noun: int, name: int, verb: int) -> None:
    inside = range(article, verb + 1)
    _give_back(tokens, article, verb, inside)
    above = next((t for t in _ancestors(tokens, verb) if t.i not in inside), None)
    if above is None or above.i > verb or any(t.i < article - 1 and t.head in inside for t in tokens):
        return  # the main clause hangs on it: the shape is something else
    for i in inside:
        token = tokens[i]
        if i == noun:
            tokens[i] = token._replace(head=above.i, dep="appos" if above.pos != "VERB" else "parataxis")
        elif i == verb:
            tokens[i] = token._replace(head=noun, dep="acl:relcl")
        elif i == name:
            tokens[i] = token._replace(head=verb, dep="nsubj", pos="PROPN")
        elif i < noun:
            tokens[i] = token._replace(head=noun)
        elif i < name:
            tokens[i] = token._replace(head=name, dep="compound")
        else:
            tokens[i] = token._replace(head=verb)
    for token in tokens:
        if token.i > verb and token.head in inside:
            tokens[token.i] = token._replace(head=verb if token.dep != "punct" else above.i)


def _give_back(tokens: list[Token], article: int, verb: int, inside: range) -> None:
    """Put the verb of the clause before, which hangs on the relative clause, back where the relative clause stands."""
    robbed = [t for t in tokens if t.i < article - 1 and t.head in inside]
    first = next((t for t in robbed if t.pos == "VERB" and t.dep in {"advcl", "ccomp", "parataxis", "conj"} and t.head == verb), None)
    if first is None:
        return
    top = tokens[verb]
    tokens[first.i] = first._replace(head=first.i if top.head == verb else top.head, dep=top.dep)
    for t in robbed:
        if t.i != first.i:
            tokens[t.i] = t._replace(head=first.i)
    tokens[verb] = top._replace(head=first.i, dep="parataxis")


def _ancestors(tokens: list[Token], i: int) -> list[Token]:
    found: list[Token] = []
    while tokens[i].head != i and len(found) < len(tokens):
        i = tokens[i].head
        found.append(tokens[i])
    return found
