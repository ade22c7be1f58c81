"""What a verb calls its object: "called the raid *piracy*", "described the charge as *nonsense*"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause

#: A label in quotation marks that no word in it shows to be praise.
QUOTED = "quoted"
_PRAISE = "praise-word"
_QUOTES = frozenset({'"', "“", "‘", "``", "'"})


def labels_of(clause: Clause, kinds: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lexical classes of the words of the label, the words themselves, and `quoted`; empty where nothing is called anything.

    `kinds` are the lexical classes of a noun (`EventLexicon.kinds`).
    """
    sentence = clause.sentence
    heads = [t.i for t in ud.kids(sentence, clause.head, "xcomp") if not ud.is_infinitive(sentence, t.i)]
    phrases = [*(a.head for a in clause.of("oblique", "as")), *(t.i for a in clause.of("object") for t in ud.kids(sentence, a.head, "nmod"))]
    heads += [i for i in phrases if ud.case_of(sentence, i) == "as"]
    # "dismissed it as absurd": before an adjective "as" is many things to a parser
    heads += [t.i for t in ud.kids(sentence, clause.head, "advcl", "advmod", "obl") if t.i > clause.head and _behind_as(clause, t.i)]
    found: set[str] = set()
    quoted = False
    for i in heads:
        inside = [j for j in sentence.subtree(i) if j > clause.head]
        for j in inside:
            token = sentence.tokens[j]
            words = {token.lemma.lower(), token.text.lower()}
            found |= words.union(*(kinds.get(word, frozenset()) for word in words))
        first = min(inside, default=0)
        quoted = quoted or any(sentence.tokens[j].text in _QUOTES for j in (first - 1, first) if j > clause.head)
    if quoted and _PRAISE not in found:
        found.add(QUOTED)
    return frozenset(found)


def _behind_as(clause: Clause, i: int) -> bool:
    tokens = clause.sentence.tokens
    below = clause.sentence.subtree(i)
    first = min(below)
    return tokens[first].text.lower() == "as" or (first > 0 and tokens[first - 1].text.lower() == "as")
