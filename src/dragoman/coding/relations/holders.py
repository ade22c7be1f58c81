"""Of whom a relational noun is said: titles, appositions, copulas, "as head of"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.model import Mention
from dragoman.clauses import ud
from dragoman.coding.roles import MentionsOf
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

_LINKING = frozenset({"remain", "become", "be", "stay", "serve", "act"})
_NAMING = wordset(CLAUSES, "appointing")
_NAMED = frozenset({"named", "titled", "outlet", "metonym", "place"})
_NOT_HOLDERS = frozenset({"collective", "adjective", "document"})
_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV", "PRON", "VERB", "SYM"})
_INSIDE = frozenset({"of", "at", "for", "in", "to", "from", "on"})
_STOPS = frozenset({",", ";", ":", "(", ")", "“", "”", '"', "–", "—"})


def holders(sentence: Sentence, i: int, actors: MentionsOf, before: Mention | None = None) -> list[tuple[Mention, str]]:
    """Mentions that the relational noun at `i` is said of, and the construction that says so; the order of words counts before the tree.

    `before` is the holder of the noun that "and" joins this one to.
    """
    found = _holders(sentence, i, actors, before)
    return _joined(sentence, found, actors) if "Number=Plur" in sentence.tokens[i].feats else found


def _joined(sentence: Sentence, found: list[tuple[Mention, str]], actors: MentionsOf) -> list[tuple[Mention, str]]:
    """With a plural noun also the names that "and" joins to the holder ("Mercosur members Brazil and Argentina")."""
    out = list(found)
    for mention, how in found:
        for j in ud.conjuncts(sentence, ud.first_conjunct(sentence, mention.head)):
            other = actors.at(sentence.index, j)
            if other is not None and other.kind in _NAMED and all(other != m for m, _ in out):
                out.append((other, how))
    return out


def _holders(sentence: Sentence, i: int, actors: MentionsOf, before: Mention | None) -> list[tuple[Mention, str]]:
    inside = actors.at(sentence.index, i)
    if inside is not None and inside.kind in {"titled", "outlet", "named"} and i < inside.last and _leads(sentence, i, inside):
        return [(inside, "title")]
    beside = _beside(sentence, i, actors)
    if beside is not None:
        return [beside]
    if before is not None:
        return [(before, "apposition")]
    found: list[tuple[Mention, str]] = []
    for mention, how in _in_tree(sentence, i, actors):
        if all(mention != m for m, _ in found):
            found.append((mention, how))
    return found


def _leads(sentence: Sentence, i: int, mention: Mention) -> bool:
    """The title stands before the name, not in it ("Abdirahman Sheikh Muse")."""
    tokens = sentence.tokens
    behind = tokens[i + 1 : mention.last + 1]
    if not any(t.pos == "PROPN" for t in behind) or (mention.kind == "named" and behind[0].pos != "PROPN"):
        return False  # "State Bank of India" is a name, not the title of one
    return not any(
        tokens[k].ent == "PER" and tokens[k].pos == "PROPN" and tokens[k + 1].ent == "PER" and not tokens[k + 1].ent_begin
        for k in range(mention.first, i)
    )


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


def _beside(sentence: Sentence, i: int, actors: MentionsOf) -> tuple[Mention, str] | None:
    """A name right behind the noun, or before or behind its comma ("Huaxin, China's state news agency", "its minister, X")."""
    tokens = sentence.tokens
    index = sentence.index
    if i + 1 < len(tokens):
        behind = actors.at(index, i + 1)
        if behind is not None and behind.kind in _NAMED and behind.kind != "place" and behind.first == i + 1 and tokens[i + 1].pos == "PROPN":
            return behind, "title"
    if _speaks(sentence, i):
        return None
    before, after = _before_comma(sentence, i, actors), _behind_comma(sentence, i, actors)
    if before is not None and after is not None and tokens[before.head].ent in {"LOC", "ORG"} - {tokens[after.head].ent}:
        return after, "apposition"  # "14 jets to Ukraine, its minister, Marek Nowak, said"
    found = before or after
    return (found, "apposition") if found is not None else None


def _before_comma(sentence: Sentence, i: int, actors: MentionsOf) -> Mention | None:
    """The name before the comma that the noun's phrase stands behind."""
    tokens, index = sentence.tokens, sentence.index
    comma = left_edge(sentence, i) - 1
    while comma > 0 and tokens[comma].text.lower() in {"as", "both", "then"}:
        comma -= 1
    if comma <= 0 or tokens[comma].text != ",":
        return None
    held = actors.at(index, comma - 1)
    if held is not None and held.kind in _NAMED:
        return held
    # "CDB (…), the bank": past a parenthesis
    opening = next((k for k in range(comma - 1, max(-1, comma - 8), -1) if tokens[k].text == "("), 0) if tokens[comma - 1].text == ")" else 0
    held = actors.at(index, opening - 1) if opening > 0 else None
    return held if held is not None and held.kind in _NAMED else None


def _behind_comma(sentence: Sentence, i: int, actors: MentionsOf) -> Mention | None:
    """The name behind the comma that the noun's phrase ends with."""
    tokens = sentence.tokens
    last = right_edge(sentence, i)
    if "Number=Plur" in tokens[i].feats or last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return None
    held = actors.at(sentence.index, last + 2)
    named = held is not None and held.kind in _NAMED and held.kind != "place" and held.first == last + 2
    return held if named and held is not None and _closed(sentence, held.last) else None


def _speaks(sentence: Sentence, i: int) -> bool:
    """The noun is itself the subject of what follows: ", prosecutors say" is said of nobody before the comma."""
    after = sentence.tokens[right_edge(sentence, i) + 1 : right_edge(sentence, i) + 2]
    return (
        sentence.tokens[i].dep.startswith("nsubj") and "Number=Plur" in sentence.tokens[i].feats and bool(after) and after[0].pos in {"VERB", "AUX"}
    )


def _closed(sentence: Sentence, last: int) -> bool:
    """A comma, a stop or a parenthesis follows: the name is an apposition, not the next item of a list."""
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    return after is None or after.text in {",", ".", ")", "(", ";", ":", "”", '"', "–", "—", "-", "'s", "’s"}


def _in_tree(sentence: Sentence, i: int, actors: MentionsOf) -> Iterator[tuple[Mention, str]]:
    token = sentence.tokens[i]
    for subject in ud.kids(sentence, i, "nsubj"):
        yield from named(sentence, subject.i, actors, "copula")
    if token.dep in {"xcomp", "obj"} and sentence.tokens[token.head].lemma in _LINKING:
        for subject in ud.kids(sentence, token.head, "nsubj"):
            yield from named(sentence, subject.i, actors, "copula")
    head = sentence.tokens[token.head]
    if token.dep == "nmod" and head.text.lower() in {"one", "some", "among", "part"} and ud.case_of(sentence, i) == "of":
        for subject in ud.kids(sentence, head.i, "nsubj"):
            yield from named(sentence, subject.i, actors, "copula")
    if token.dep in {"xcomp", "obj"} and head.lemma in _NAMING:
        # "X, who was appointed governor"; "Y named X governor"
        for passive in ud.kids(sentence, head.i, "nsubj:pass"):
            yield from named(sentence, passive.i, actors, "naming")
        if token.dep == "xcomp":
            for thing in ud.kids(sentence, head.i, "obj"):
                yield from named(sentence, thing.i, actors, "naming")
    above = ud.first_conjunct(sentence, i)
    if sentence.tokens[above].dep == "appos":
        yield from named(sentence, sentence.tokens[above].head, actors, "apposition")
    for below in ud.kids(sentence, i, "appos"):
        yield from named(sentence, below.i, actors, "apposition")
    if token.dep in {"compound", "nmod:desc", "amod"} and head.pos == "PROPN" and token.i < head.i:
        yield from named(sentence, token.head, actors, "title")
    if token.dep in ud.OBLIQUES and ud.case_of(sentence, i) == "as":
        for subject in ud.kids(sentence, token.head, "nsubj"):
            yield from named(sentence, subject.i, actors, "as")


def named(sentence: Sentence, i: int, actors: MentionsOf, how: str) -> Iterator[tuple[Mention, str]]:
    """The mention at a token (for a relative pronoun at the noun it stands for)."""
    for j in ud.conjuncts(sentence, i) if how == "copula" else [i]:
        above = ud.antecedent(sentence, j)
        mention = actors.at(sentence.index, above if above is not None else j)
        if mention is None:
            # a name of which the tagger knows only the first word
            mention = next(
                (m for t in ud.kids(sentence, j, "compound", "flat") if (m := actors.at(sentence.index, t.i)) is not None and m.kind in _NAMED), None
            )
        if mention is not None and mention.kind not in _NOT_HOLDERS:
            yield mention, how
