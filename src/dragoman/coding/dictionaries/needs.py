"""Words that have to stand around a verb for a pattern of a user's dictionary to hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.parsing.tree import Sentence

Slot = frozenset[tuple[str, ...]]
"""A place of a pattern: alternatives of one or more words in lower case, the last word of each its head."""
#: Relations to the verb under which a bare word of a pattern may stand beside objects: particle, adverb, complement.
_BESIDE = frozenset({"advmod", "compound:prt", "xcomp", "ccomp", "obl:unmarked", "obl:npmod", "obl:tmod"})


@dataclass(frozen=True, slots=True)
class Need:
    """One noun, phrase or prepositional phrase of a pattern. All `slots` have to be in one phrase; where `headed`, the last is its head.

    `role`: `subject` before the verb, `word` after it (object, particle, adverb, preposition, complement), `oblique` a phrase with one of
    `preps`, `form` the verb itself as printed. An oblique without slots asks for the preposition alone.
    """

    role: Literal["subject", "word", "oblique", "form"]
    slots: tuple[Slot, ...] = ()
    preps: tuple[str, ...] = ()
    headed: bool = True

    @property
    def words(self) -> int:
        """How much it asks for; the pattern that asks for more wins."""
        return max(1, len(self.slots)) + bool(self.preps and self.slots)


def meets(need: Need, clause: Clause) -> bool:
    """Whether the words stand there."""
    sentence = clause.sentence
    if need.role == "form":
        printed = sentence.tokens[clause.head].text.lower()
        return any((printed,) in slot for slot in need.slots)
    if need.role == "subject":
        return any(_holds(sentence, a.head, need) for a in clause.of("subject"))
    if need.role == "word":
        return any(_holds(sentence, i, need) for i in _after(clause))
    return any(_holds(sentence, i, need) for i in _behind(clause, need.preps))


def _after(clause: Clause) -> Iterable[int]:
    """Heads that a bare word of a pattern may be: objects, particle, adverbs, complements, prepositions and marks."""
    sentence = clause.sentence
    for argument in clause.arguments:
        if argument.role in {"object", "iobject"}:
            yield argument.head
            yield from (c.i for t in ud.kids(sentence, argument.head, "nmod") for c in ud.kids(sentence, t.i, "case"))
        elif argument.role == "oblique":
            yield from (t.i for t in ud.kids(sentence, argument.head, "case"))
    for i in sentence.children[clause.head]:
        if sentence.tokens[i].dep in _BESIDE:
            yield i
            yield from (t.i for t in ud.kids(sentence, i, "mark"))


def _behind(clause: Clause, preps: tuple[str, ...]) -> Iterable[int]:
    """Heads of the phrases with these prepositions, under the verb or under its object; `to` also of infinitives."""
    sentence = clause.sentence
    yield from (a.head for a in clause.arguments if a.role in {"oblique", "subject"} and ud.case_of(sentence, a.head) in preps)
    for argument in clause.of("object"):
        yield from (t.i for t in ud.kids(sentence, argument.head, "nmod") if ud.case_of(sentence, t.i) in preps)
    if "to" in preps:
        yield from (i for i in (*clause.complements, *clause.purposes) if ud.is_infinitive(sentence, i))


def _holds(sentence: Sentence, head: int, need: Need) -> bool:
    if not need.slots:
        return True
    below = sentence.subtree(head)
    forms = [_forms(sentence, i) for i in below]
    if need.headed and not _is(need.slots[-1], [_forms(sentence, head)], forms):
        return False
    return all(_is(slot, forms, forms) for slot in (need.slots[:-1] if need.headed else need.slots))


def _is(slot: Slot, heads: list[frozenset[str]], all_forms: list[frozenset[str]]) -> bool:
    """Whether an alternative has its last word among the heads and its other words anywhere in the phrase."""
    return any(any(words[-1] in forms for forms in heads) and all(any(w in forms for forms in all_forms) for w in words[:-1]) for words in slot)


def _forms(sentence: Sentence, i: int) -> frozenset[str]:
    token = sentence.tokens[i]
    return frozenset({token.text.lower(), token.lemma.lower()})
