"""Of whom a relational noun is said: titles, appositions, copulas, "as head of"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.model import Mention
from dragoman.clauses import ud
from dragoman.coding.roles import MentionsOf
from dragoman.parsing.tree import Sentence

_LINKING = frozenset({"remain", "become", "be", "stay", "serve", "act"})
_AMONG = frozenset({"one", "some", "among", "part"})
_NAMED = frozenset({"named", "titled", "outlet", "metonym", "place"})
_NOT_HOLDERS = frozenset({"collective", "adjective", "document"})
_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV", "PRON", "VERB", "SYM"})
_INSIDE = frozenset({"of", "at", "for", "in", "to", "from", "on"})
_STOPS = frozenset({",", ";", ":", "(", ")", "“", "”", '"', "–", "—"})


def holders(sentence: Sentence, i: int, actors: MentionsOf) -> list[tuple[Mention, str]]:
    """Mentions that the relational noun at `i` is said of, and the construction that says so; the order of words counts before the tree.

    With a plural noun also the names that "and" joins to the holder ("Mercosur members Brazil and Argentina").
    """
    found = _holders(sentence, i, actors)
    for mention, how in tuple(found) if "Number=Plur" in sentence.tokens[i].feats else ():
        for j in ud.conjuncts(sentence, ud.first_conjunct(sentence, mention.head)):
            other = actors.at(sentence.index, j)
            if other is not None and other.kind in _NAMED and all(other != m for m, _ in found):
                found.append((other, how))
    return found


def _holders(sentence: Sentence, i: int, actors: MentionsOf) -> list[tuple[Mention, str]]:
    inside = actors.at(sentence.index, i)
    if inside is not None and inside.kind in {"titled", "outlet", "named"} and i < inside.last:
        return [(inside, "title")]
    behind = actors.at(sentence.index, i + 1) if i + 1 < len(sentence.tokens) else None
    if behind is not None and behind.kind in _NAMED - {"place"} and behind.first == i + 1 and sentence.tokens[i + 1].pos == "PROPN":
        return [(behind, "title")]
    beside = _beside(sentence, i, actors)
    return [(beside, "apposition")] if beside is not None else list(dict(_in_tree(sentence, i, actors)).items())


def left_edge(sentence: Sentence, i: int) -> int:
    """The first token of the noun phrase that ends with the noun at `i`."""
    first = i
    while first > 0:
        token = sentence.tokens[first - 1]
        if token.text in _STOPS or (token.pos not in _BEFORE and token.text not in {"-", "'s", "’s", "'", "’"}):
            break
        if (token.pos == "VERB" and token.dep != "amod") or (token.pos in {"ADV", "PRON"} and token.dep not in {"advmod", "nmod:poss", "det"}):
            break
        if token.text.lower() == "whose":
            break  # "a shell company whose director": of the company
        first -= 1
    return first


def role_edge(sentence: Sentence, i: int, actors: MentionsOf) -> int:
    """The last token of the office that the noun at `i` begins: of "chief of staff" the staff, else `i`."""
    mention = actors.at(sentence.index, i)
    longer = mention is not None and mention.kind == "role" and mention.last > i + 1 and sentence.tokens[i + 1].text.lower() == "of"
    return mention.last if mention is not None and longer else i


def right_edge(sentence: Sentence, i: int) -> int:
    """The last token of the noun at `i` with its of-, at- and for-phrases."""
    last = i
    tokens = sentence.tokens
    while last + 1 < len(tokens):
        token = tokens[last + 1]
        if token.text in _STOPS - {"(", ")"} or token.pos in {"AUX", "CCONJ", "SCONJ"} or (token.pos == "VERB" and token.dep != "amod"):
            break
        if token.pos == "ADP" and token.text.lower() not in _INSIDE:
            break
        last += 1
    return last


def _beside(sentence: Sentence, i: int, actors: MentionsOf) -> Mention | None:
    """A name before or behind the comma of the noun ("Huaxin, China's state news agency", "its minister, X")."""
    tokens, last = sentence.tokens, right_edge(sentence, i)
    comma = left_edge(sentence, i) - 1
    before = actors.at(sentence.index, comma - 1) if comma > 0 and tokens[comma].text == "," else None
    before = before if before is not None and before.kind in _NAMED else None
    if "Number=Plur" in tokens[i].feats or last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return before
    after = actors.at(sentence.index, last + 2)
    if after is None or after.kind not in _NAMED - {"place"} or after.first != last + 2 or not _closed(sentence, after.last):
        return before
    # "14 jets to Ukraine, its minister, Marek Nowak, said"
    other = before is None or tokens[before.head].ent in {"LOC", "ORG"} - {tokens[after.head].ent}
    return after if other else before


def _closed(sentence: Sentence, last: int) -> bool:
    """A comma, a stop or a parenthesis follows: the name is an apposition, not the next item of a list."""
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    return after is None or after.text in {",", ".", ")", "(", ";", ":", "”", '"', "–", "—", "-", "'s", "’s"}


def _in_tree(sentence: Sentence, i: int, actors: MentionsOf) -> Iterator[tuple[Mention, str]]:
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    yield from _subjects(sentence, i, actors, "copula")
    linked = token.dep in {"xcomp", "obj"} and head.lemma in _LINKING
    one_of = token.dep == "nmod" and head.text.lower() in _AMONG and ud.case_of(sentence, i) == "of"
    if linked or one_of:
        yield from _subjects(sentence, head.i, actors, "copula")
    above = sentence.tokens[ud.first_conjunct(sentence, i)]
    if above.dep == "appos":
        yield from named(sentence, above.head, actors, "apposition")
    for below in ud.kids(sentence, i, "appos"):
        yield from named(sentence, below.i, actors, "apposition")
    if token.dep in {"compound", "nmod:desc", "amod"} and head.pos == "PROPN" and token.i < head.i:
        yield from named(sentence, head.i, actors, "title")
    if token.dep in ud.OBLIQUES and ud.case_of(sentence, i) == "as":
        yield from _subjects(sentence, head.i, actors, "as")


def _subjects(sentence: Sentence, i: int, actors: MentionsOf, how: str) -> Iterator[tuple[Mention, str]]:
    for subject in ud.kids(sentence, i, "nsubj"):
        yield from named(sentence, subject.i, actors, how)


def named(sentence: Sentence, i: int, actors: MentionsOf, how: str) -> Iterator[tuple[Mention, str]]:
    """The mention at a token (for a relative pronoun at the noun it stands for)."""
    for j in ud.conjuncts(sentence, i) if how == "copula" else [i]:
        above = ud.antecedent(sentence, j)
        mention = actors.at(sentence.index, above if above is not None else j)
        if mention is not None and mention.kind not in _NOT_HOLDERS:
            yield mention, how
