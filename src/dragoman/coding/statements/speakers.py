"""Who speaks: from a reporting predicate to the words that name its speaker."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import understood_subjects
from dragoman.parsing.tree import Sentence

CLOSING = frozenset({"”", '"', "’", "'", "»"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SKIPPED = frozenset({"ADV", "AUX", "PART"})
_RELATIVES = frozenset({"who", "which", "that"})
_INSIDE = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "PART"})
_LINKING = frozenset({"of", "for", "in", "to", "at"})
_REACH = 25
"""So many words an apposition between subject and verb may have."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of a speaker: `head` for the actor, tokens `first`..`last` as printed in the reporting clause.

    `own` is false where the words stand elsewhere (the subject of a governing verb, the noun before a relative clause).
    """

    head: int
    first: int
    last: int
    own: bool = True


def offsets(sentence: Sentence, speaker: Speaker) -> tuple[int, int]:
    """Code points of the speaker's words."""
    return sentence.tokens[speaker.first].start, sentence.tokens[speaker.last].end


def speaker_of(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the speaker of a reporting verb: its subject or agent, its own or that of the clause above. None if there is none."""
    tokens, token = sentence.tokens, sentence.tokens[verb]
    above = tokens[token.head]
    if ud.is_participle_present(token) and above.lemma in {"quote", "cite"}:
        quoted = ud.kid(sentence, above.i, "nsubj:pass") or ud.kid(sentence, above.i, "obj")
        return _elsewhere(nominal(sentence, quoted.i)) if quoted is not None else None
    told = ud.kid(sentence, verb, "aux:pass") is not None
    own = None if told else _own_subject(sentence, verb)
    if own is not None:
        relative = tokens[own].text.lower() in _RELATIVES and tokens[own].pos != "PROPN"  # the WHO
        return _antecedent(sentence, own) if relative else nominal(sentence, own)
    if told or (ud.is_passive(sentence, verb) and not ud.kid(sentence, verb, "ccomp")):
        agent = ud.kid(sentence, verb, "obl:agent")
        return nominal(sentence, agent.i) if agent else None
    return _inverted(sentence, verb) or beside_verb(sentence, verb) or _understood(sentence, verb)


def _inverted(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the nominal behind a verb that follows a quote ("…,” fumed the deputy"), whatever the parser hung it on."""
    tokens, top = sentence.tokens, verb + 1
    if top >= len(tokens) or not verb or tokens[verb - 1].text not in CLOSING:
        return None
    while tokens[top].head > verb and tokens[tokens[top].head].pos in NOMINAL and tokens[top].head != top:
        top = tokens[top].head
    return nominal(sentence, top) if tokens[top].pos in NOMINAL else None


def _understood(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the speaker that another clause gives: the noun a participle follows, what control or coordination supplies, the speaker above."""
    token, before = sentence.tokens[verb], sentence.tokens[verb - 1]
    if ud.is_participle_present(token) and verb and before.pos in {"NOUN", "PROPN"} and token.dep != "amod":
        return _elsewhere(nominal(sentence, before.i))
    subjects = understood_subjects(sentence, verb)
    if subjects:
        return _elsewhere(nominal(sentence, subjects[0]))
    return None if token.head == verb else _elsewhere(speaker_of(sentence, token.head))


def beside_verb(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the nominal before a verb form that can be finite, across an apposition between commas, where the parser hung it elsewhere."""
    tokens = sentence.tokens
    if ud.is_participle_present(tokens[verb]) or ud.is_infinitive(sentence, verb):
        return None
    last = end = next((j for j in range(verb - 1, -1, -1) if tokens[j].pos not in _SKIPPED), 0)
    if tokens[last].text == ",":
        opening = (j for j in range(last - 1, max(0, last - _REACH), -1) if tokens[j].text == "," and tokens[j - 1].pos in NOMINAL)
        end, last = last - 1, next(opening, 0) - 1
    if last < 0 or tokens[last].pos not in NOMINAL:
        return None
    first = _phrase_start(sentence, last)
    stop = next((i for i in range(first + 1, last + 1) if tokens[i].pos == "ADP"), last + 1)
    head = next((i for i in range(stop - 1, first - 1, -1) if tokens[i].pos in NOMINAL), last)
    return Speaker(head, first, end)


def described(sentence: Sentence, speaker: Speaker) -> int:
    """Find the first token of a name with the description before it ("Oman's foreign minister, *Said al-Harthy*, promised")."""
    tokens, first = sentence.tokens, speaker.first
    apart = first > 1 and tokens[first - 1].text == "," and tokens[speaker.last + 1].text == ","
    return _phrase_start(sentence, first - 2) if apart and tokens[first - 2].pos == "NOUN" and tokens[speaker.head].pos == "PROPN" else first


def _phrase_start(sentence: Sentence, last: int) -> int:
    """Find the first word of the nominal that ends at `last`: back over modifiers and of-phrases."""
    tokens, first = sentence.tokens, last
    while first > 0:
        before, behind_noun = tokens[first - 1], first > 1 and tokens[first - 2].pos in {"NOUN", "PROPN"}
        linked = before.pos == "ADP" and behind_noun and before.text.lower() in _LINKING
        if not linked and before.pos not in _INSIDE and before.dep != "nmod:poss" and before.text != "-":
            break
        first -= 1
    return first


def nominal(sentence: Sentence, head: int) -> Speaker:
    """Find the words around a nominal head: its subtree as far as it is one piece, without relative clauses at the edges."""
    tokens, inside = sentence.tokens, set(sentence.subtree(head))
    for child in ud.kids(sentence, head, "acl:relcl", "parataxis", "advcl"):
        inside -= set(sentence.subtree(child.i))
    first, last = edges(sentence, head, inside)
    while first < head and (tokens[first].pos in {"PUNCT", "CCONJ", "SCONJ"} or tokens[first].dep in {"case", "mark"}):
        first += 1
    return Speaker(head, first, last)


def edges(sentence: Sentence, head: int, inside: Collection[int]) -> tuple[int, int]:
    """Find the first and last token of the piece around a head, left of it no further than a comma behind a nominal."""
    tokens, first, last = sentence.tokens, head, head
    while first - 1 in inside and not (tokens[first - 1].text == "," and first > 1 and tokens[first - 2].pos in {"NOUN", "PROPN", "NUM"}):
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last


def _own_subject(sentence: Sentence, verb: int) -> int | None:
    """Find the subject nearest before the verb, else the first behind it."""
    inverted = verb > 0 and (sentence.tokens[verb - 1].text == "," or sentence.tokens[verb - 1].text in CLOSING)
    subjects = [t.i for t in ud.kids(sentence, verb, "nsubj", "nsubj:outer") if t.dep != "nsubj:pass" and (t.i < verb or inverted)]
    return max((i for i in subjects if i < verb), default=subjects[0] if subjects else None)


def _elsewhere(speaker: Speaker | None) -> Speaker | None:
    return None if speaker is None else replace(speaker, own=False)


def _antecedent(sentence: Sentence, pronoun: int) -> Speaker | None:
    """Find the nominal that a relative pronoun stands for."""
    found = ud.antecedent(sentence, pronoun)
    if found is None or found >= pronoun:
        found = next((j for j in range(pronoun - 1, -1, -1) if sentence.tokens[j].pos in {"NOUN", "PROPN"}), None)
    return None if found is None else _elsewhere(nominal(sentence, found))
