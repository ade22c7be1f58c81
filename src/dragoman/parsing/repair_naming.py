"""Verbs of naming, "called the report *inaccurate*", "called the judges *"hired hands"*": what is named, and what it is named."""

from __future__ import annotations

from dragoman.parsing.tree import Token
from dragoman.parsing.wordsets import wordset

_NAMING = wordset("naming")
_LABELS = wordset("label")
_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "PART", "SYM"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_QUOTES = frozenset({'"', "“", "‘", "''", "``"})
_DETERMINERS = frozenset({"a", "an"})


def named_things(tokens: list[Token]) -> None:
    """Mend in place: the noun right behind the verb is its object, and the head of the label behind that its open complement."""
    for verb in tokens:
        if verb.pos != "VERB" or verb.lemma.lower() not in _NAMING:
            continue
        thing, label = _thing(tokens, verb.i)
        if thing is None or label is None:
            continue
        region = range(label, _end(tokens, label))
        top = next((t for t in tokens[label : region.stop] if t.pos != "PUNCT" and (t.head not in region or t.head == t.i)), None)
        if top is None or top.dep == "root":
            continue
        tokens[thing] = tokens[thing]._replace(head=verb.i, dep="obj")
        tokens[top.i] = top._replace(head=verb.i, dep="xcomp")
        for t in tokens[verb.i + 1 : label]:
            if t.i != thing and t.head in region and t.pos != "PUNCT":
                tokens[t.i] = t._replace(head=thing)  # "the": it stood with the label


def _thing(tokens: list[Token], verb: int) -> tuple[int | None, int | None]:
    """The head of the noun phrase behind the verb, and where the label begins; None where the shape is another."""
    head: int | None = None
    i = verb + 1
    while i < len(tokens):
        token = tokens[i]
        begins = token.text in _QUOTES or token.text.lower() in _DETERMINERS or token.text.lower() in _LABELS
        if begins and head is not None:
            return head, i + 1 if token.text in _QUOTES else i
        if token.pos not in _INSIDE or token.text in _QUOTES:
            return None, None
        if token.pos in _HEADS and not (token.pos == "PRON" and "Poss=Yes" in token.feats):
            after = tokens[i + 1].text if i + 1 < len(tokens) else ""
            head = head if after in {"'s", "’s", "'", "’"} else i
        i += 1
    return None, None


def _end(tokens: list[Token], start: int) -> int:
    for token in tokens[start:]:
        if token.pos in {"PUNCT", "CCONJ", "SCONJ"} or (token.pos in {"VERB", "ADP"} and token.i > start):
            return token.i
    return len(tokens)
