"""Who speaks: from a reporting predicate to the words that name its speaker, and to the actor behind them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import WEEKDAYS
from dragoman.parsing.tree import Sentence

_SKIPPED = frozenset({"ADV", "AUX", "PART"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"})
_RELATIVES = frozenset({"who", "which", "that"})
_CLOSING = frozenset({"”", '"', "’", "'", "»"})
_AFTER_CLAUSE = frozenset({"after", "while", "before", "although", "but"})
_DEPTH = 6


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


def speaker_of(sentence: Sentence, verb: int, *, active: bool = False, depth: int = 0) -> Speaker | None:
    """Find the speaker of a reporting verb: its subject, its agent, or the subject of the verb or noun that it hangs on. None if there is none.

    `active` says that a clause follows which only an active verb can have, whatever the tagger thought of its form.
    """
    if depth > _DEPTH:
        return None
    token = sentence.tokens[verb]
    inverted = _inverted(sentence, verb)
    if inverted is not None:
        return inverted
    passive = ud.is_passive(sentence, verb) or _bare_passive(sentence, verb)
    if passive and not (active and not ud.kid(sentence, verb, "aux:pass")):
        if depth:
            return _elsewhere(_controller(sentence, verb, depth))
        agent = ud.kid(sentence, verb, "obl:agent")
        return nominal(sentence, agent.i) if agent else None
    subject = _own_subject(sentence, verb)
    if subject is not None:
        word = sentence.tokens[subject]
        if word.text.lower() in _RELATIVES and word.pos in {"PRON", "SCONJ", "DET"}:
            return _antecedent(sentence, subject)
        found = nominal(sentence, subject)
        crowded = found.last < verb and any(t.text.lower() in _AFTER_CLAUSE for t in sentence.tokens[subject + 1 : found.last])
        return None if word.dep == "expl" else (beside_verb(sentence, verb) or found) if crowded else found
    beside = beside_verb(sentence, verb)
    if beside is not None:
        return beside
    relation, head = ud.base(token.dep), token.head
    above = sentence.tokens[head]
    if ud.is_participle_present(token) and above.lemma in {"quote", "cite"} and head < verb:
        passive = ud.is_passive(sentence, head)
        quoted = ud.kid(sentence, head, "nsubj:pass") if passive else ud.kid(sentence, head, "obj")
        if quoted is not None:
            return nominal(sentence, quoted.i) if passive else _elsewhere(nominal(sentence, quoted.i))
    if ud.is_participle_present(token) and verb and sentence.tokens[verb - 1].pos in {"NOUN", "PROPN"} and relation != "amod":
        first = _phrase_start(sentence, verb - 1)
        beside = Speaker(_head_in(sentence, first, verb - 1), first, verb - 1, own=False)
        if not _is_verb_word(sentence, first - 1) or relation == "acl":
            return beside
    if relation == "root" or head == verb:
        return None
    if relation == "advcl" and above.pos in {"NOUN", "PROPN"} and ud.kid(sentence, head, "nsubj", "cop") is None:
        return _elsewhere(nominal(sentence, head))
    if above.pos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"}:
        return _elsewhere(speaker_of(sentence, head, depth=depth + 1))
    return None


def _controller(sentence: Sentence, verb: int, depth: int) -> Speaker | None:
    """Find what a passive verb is said of, which is the subject of a participle below it ("was arrested after claiming")."""
    subject = ud.kid(sentence, verb, "nsubj:pass")
    if subject is not None:
        return nominal(sentence, subject.i)
    token = sentence.tokens[verb]
    if ud.base(token.dep) == "acl" and sentence.tokens[token.head].pos in _NOMINAL:
        return nominal(sentence, token.head)
    return None if token.head == verb else speaker_of(sentence, token.head, depth=depth + 1)


def _inverted(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the nominal behind a verb that follows a quote or a comma ("…,” said the post by an unknown author")."""
    tokens = sentence.tokens
    if not verb or verb + 1 >= len(tokens) or tokens[verb + 1].pos not in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"}:
        return None
    mark = tokens[verb - 1].text
    subjects = [t.i for t in ud.kids(sentence, verb, "nsubj")]
    objects = not subjects and any(t.i > verb and t.pos != "PRON" for t in ud.kids(sentence, verb, "obj"))
    right = any(i > verb for i in subjects) or (objects and ud.kid(sentence, verb, "ccomp") is None)
    quoted = mark in _CLOSING or (mark == "," and verb > 1 and tokens[verb - 2].text in _CLOSING)
    alone = subjects or sentence.kind == "title" or _across_apposition(sentence, verb - 1) is None
    if not (quoted or (mark == "," and right and alone)):
        return None
    last = verb + 1
    while last + 1 < len(tokens) and (tokens[last + 1].pos in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "ADP", "PART"} or tokens[last + 1].text == "-"):
        last += 1
    stop = next((i for i in range(verb + 1, last + 1) if tokens[i].pos == "ADP"), last + 1)
    head = next((i for i in range(stop - 1, verb, -1) if tokens[i].pos in {"PROPN", "NOUN", "PRON"}), max(stop - 1, verb + 1))
    while last > head and tokens[last].pos in {"ADP", "DET", "PART"}:
        last -= 1
    return Speaker(head, verb + 1, last)


def beside_verb(sentence: Sentence, verb: int) -> Speaker | None:
    """Find the nominal before a verb form that can be finite, across an apposition between commas, whatever the parser made of it."""
    tokens = sentence.tokens
    if ud.is_participle_present(tokens[verb]) or ud.is_infinitive(sentence, verb):
        return None
    j = verb - 1
    while j >= 0:
        # A name that the tagger took for an adverb is not skipped ("…,” Okello said").
        skipped = tokens[j].pos in _SKIPPED and not (j and tokens[j].text[:1].isupper())
        if not skipped and tokens[j].text not in WEEKDAYS and not (tokens[j].text == "on" and tokens[j + 1].text in WEEKDAYS):
            break
        j -= 1
    if j < 0:
        return None
    if tokens[j].text == ",":
        across = _across_apposition(sentence, j)
        if across is not None and tokens[verb].dep == "conj" and not (across.first and tokens[across.first - 1].text in {",", *_CLOSING}):
            return None
        return across
    capital = tokens[j].text[:1].isupper() and (tokens[j].pos == "ADV" or (j < verb - 1 and tokens[j].pos == "ADJ"))
    if tokens[j].pos not in {"NOUN", "PROPN", "PRON"} and not capital:
        return None
    if tokens[j].text.lower() in _RELATIVES:
        return _antecedent(sentence, j)
    first = _phrase_start(sentence, j)
    if tokens[verb].dep == "conj" and not (first and tokens[first - 1].pos == "CCONJ"):
        return None
    return Speaker(_head_in(sentence, first, j), first, j)


def _across_apposition(sentence: Sentence, comma: int) -> Speaker | None:
    """Find, before "Huaxin, China's state news agency, called", the nominal before the comma that opens the apposition, or the name within."""
    tokens = sentence.tokens
    j = comma - 1
    while j > 0 and comma - j < 25:
        aside = tokens[j - 1].text == "," and "Tense=Past" in tokens[j].feats  # "a spokesman, *asked* about the report, said"
        if (_is_verb_word(sentence, j) and not aside) or tokens[j].text in {";", ":", "“", "”", '"'}:
            return None
        if tokens[j].text == "," and tokens[j - 1].pos in {"PROPN", "NOUN", "PRON", "PUNCT"}:
            first = _phrase_start(sentence, j - 1)
            return Speaker(_head_in(sentence, first, j - 1), first, comma - 1)
        j -= 1
    return None


def _is_verb_word(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return token.pos in {"VERB", "AUX"} and "VerbForm=Fin" in token.feats and not token.text[:1].isupper()


def _phrase_start(sentence: Sentence, last: int) -> int:
    """Find the first word of the nominal that ends at `last`: back over modifiers and of-phrases."""
    tokens, first = sentence.tokens, last
    while first > 0:
        before, behind_noun = tokens[first - 1], first > 1 and tokens[first - 2].pos in {"NOUN", "PROPN"}
        linked = before.pos == "ADP" and behind_noun and before.text.lower() in {"of", "for", "in", "to", "at"}
        if not linked and before.pos not in {"DET", "ADJ", "PROPN", "NOUN", "NUM", "PART"} and before.text != "-":
            break
        first -= 1
    return first


def _head_in(sentence: Sentence, first: int, last: int) -> int:
    """Find the head of the words: the noun before the first preposition."""
    stop = next((i for i in range(first + 1, last + 1) if sentence.tokens[i].pos == "ADP"), last + 1)
    return next((i for i in range(stop - 1, first - 1, -1) if sentence.tokens[i].pos in {"NOUN", "PROPN", "PRON"}), last)


def nominal(sentence: Sentence, head: int) -> Speaker:
    """Find the words around a nominal head: its subtree as far as it is one piece, without relative clauses at the edges."""
    tokens, inside = sentence.tokens, set(sentence.subtree(head))
    for j in sentence.children[head]:
        if tokens[j].dep in {"acl:relcl", "parataxis", "advcl"} or (j < head and ud.base(tokens[j].dep) in {"conj", "appos", "acl"}):
            inside -= set(sentence.subtree(j))
    first, last = edges(sentence, head, inside)
    for i in range(head - 1, first - 1, -1):  # a verb, or the end of a quote, that the parser put below the speaker
        closing = tokens[i].text in _CLOSING and i and tokens[i - 1].text in {",", ".", "!", "?"}
        if closing or _is_verb_word(sentence, i):
            first = i + 1
            break
    while last > head and tokens[last].pos == "PUNCT":
        last -= 1
    while first < head and (tokens[first].pos in {"PUNCT", "CCONJ", "SCONJ"} or tokens[first].dep in {"case", "mark"}):
        first += 1
    while first and tokens[first].pos == tokens[first - 1].pos == "PROPN" and tokens[first - 1].text not in WEEKDAYS:
        first -= 1  # a name that the parser took apart
    return Speaker(head, first, last)


def edges(sentence: Sentence, head: int, inside: Collection[int]) -> tuple[int, int]:
    """Find the first and last token of the piece around a head, left of it no further than a comma behind a nominal."""
    tokens, first, last = sentence.tokens, head, head
    while first - 1 in inside and not (tokens[first - 1].text == "," and first > 1 and tokens[first - 2].pos in {"NOUN", "PROPN", "NUM"}):
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last


def described(sentence: Sentence, speaker: Speaker, stop: int) -> int:
    """Find the first token of the speaker with a description before the name ("Oman's foreign minister, *Said al-Harthy*, promised").

    `stop` is the token that follows; a description counts only where commas stand around the name.
    """
    tokens, first = sentence.tokens, speaker.first
    named = all(tokens[i].pos == "PROPN" or tokens[i].text == "-" for i in range(first, speaker.last + 1))
    if first < 2 or tokens[first - 1].text != "," or not named or stop >= len(tokens) or tokens[stop].text != ",":
        return first
    j = first - 2
    if tokens[j].pos != "NOUN":
        return first
    begins = (tokens[k].text in {",", ";", ":", "“", '"', "–", "—"} or tokens[k].pos in {"VERB", "AUX", "SCONJ"} for k in range(j - 1, -1, -1))
    while j > 0 and first - j < 12 and not next(begins):
        j -= 1
    return j


def _own_subject(sentence: Sentence, verb: int) -> int | None:
    subjects = [t.i for t in ud.kids(sentence, verb, "nsubj", "nsubj:outer") if t.dep != "nsubj:pass"]
    return max((i for i in subjects if i < verb), default=subjects[0] if subjects else None)


def _bare_passive(sentence: Sentence, verb: int) -> bool:
    """Recognise a past participle that modifies a noun or opens a clause ("asked whether …, he said")."""
    token = sentence.tokens[verb]
    if verb == 0 and token.dep == "advcl" and "Tense=Past" in token.feats:
        return True
    if "VerbForm=Part" not in token.feats or ("Tense=Past" not in token.feats and "Voice=Pass" not in token.feats):
        return False
    if any(sentence.tokens[j].dep in ud.SUBJECTS or sentence.tokens[j].dep == "aux" for j in sentence.children[verb]):
        return False
    return ud.base(token.dep) in {"acl", "advcl", "amod", "root"}


def _elsewhere(speaker: Speaker | None) -> Speaker | None:
    return None if speaker is None else replace(speaker, own=False)


def _antecedent(sentence: Sentence, pronoun: int) -> Speaker | None:
    """Find the nominal that a relative pronoun stands for."""
    found = ud.antecedent(sentence, pronoun)
    if found is None or found >= pronoun:
        found = next((j for j in range(pronoun - 1, -1, -1) if sentence.tokens[j].pos in {"NOUN", "PROPN"}), None)
    return None if found is None else _elsewhere(nominal(sentence, found))
