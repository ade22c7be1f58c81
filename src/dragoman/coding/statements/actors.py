"""From the words of a speaker to the actor behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Protocol

from dragoman.clauses import ud
from dragoman.coding.statements.speakers import Speaker, edges, nominal
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence, Token

_LEFT_OUT = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl", "conj", "cc", "case", "mark", "nmod:unmarked", "obl:unmarked"})
_LONGEST_NAME = 5
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "some"})


class ActorsOf(Protocol):
    """What the coder of statements needs of the resolved mentions of an article."""

    def actors_of(self, sentence_index: int, token_index: int) -> tuple[ActorRef, ...]:
        """Find the actors that the nominal headed by the token stands for; several where it is coordinated or plural."""
        ...


def actor_of(sentence: Sentence, speaker: Speaker, actors: ActorsOf) -> ActorRef:
    """Find the actor of a speaker: as resolved, or, where nothing in the registry fits, the words printed. Several become one composite."""
    name = _name_of(sentence, speaker)
    first = actors.actors_of(sentence.index, speaker.head)
    if name is not None:
        return _named(sentence, name, first, actors)
    heads = _listed(sentence, speaker) if first else []
    found = tuple({(ref.id, ref.name): ref for i in heads for ref in actors.actors_of(sentence.index, i)}.values())
    printed = sentence.tokens[speaker.first : speaker.last + 1]
    if not found and speaker.first <= speaker.head <= speaker.last:
        # The head of a name differs between parsers ("JSC Uzbekneftegaz"): any word of it will do, up to the first preposition.
        for token in takewhile(lambda t: t.pos != "ADP" and t.text != ",", printed):
            if token.pos == "PROPN" and token.i != speaker.head:
                found = actors.actors_of(sentence.index, token.i) or found
    if not found:
        text = " and ".join(noun_phrase(sentence, i, speaker) for i in _listed(sentence, speaker))
        return ActorRef(None, text, text)
    return found[0] if len(found) == 1 else _together(found)


def _listed(sentence: Sentence, speaker: Speaker) -> list[int]:
    """Find the heads of all who speak together."""
    return [i for i in ud.conjuncts(sentence, speaker.head) if i == speaker.head or speaker.first <= i <= speaker.last]


def _name_of(sentence: Sentence, speaker: Speaker) -> range | None:
    """Find the person's name that commas set off behind an office ("a spokesman for the agency, *Luis Ortega*, said")."""
    tokens = sentence.tokens
    if tokens[speaker.head].pos != "NOUN":
        return None
    comma = next((i for i in range(speaker.head + 1, speaker.last) if tokens[i].text == ","), speaker.last)
    last = next((i for i in range(comma + 1, speaker.last + 1) if tokens[i].text == ","), speaker.last + 1)
    name = range(comma + 1, last)
    capitals = all(tokens[i].text[:1].isupper() or tokens[i].text == "-" for i in name)
    if not 0 < len(name) <= _LONGEST_NAME or not capitals or any(tokens[i].ent in {"ORG", "LOC"} for i in name):
        return None
    return name if any(tokens[i].ent == "PER" for i in name) or len(name) > 1 else None


def _named(sentence: Sentence, name: range, office: Sequence[ActorRef], actors: ActorsOf) -> ActorRef:
    """Find the person of a name; one that nothing knows has the country and sector of the office beside it."""
    found = next((ref for i in name for ref in actors.actors_of(sentence.index, i)), None)
    if found is not None and found.id is not None:
        return found
    words = _words([sentence.tokens[i] for i in name])
    return replace(office[0], id=None, name=words, text=words, kind="person") if office else found or ActorRef(None, words, words)


def actors_at(sentence: Sentence, head: int, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """Find the actors of a nominal, each for itself."""
    return actors.actors_of(sentence.index, head) or (actor_of(sentence, nominal(sentence, head), actors),)


def _together(found: Sequence[ActorRef]) -> ActorRef:
    names, texts = (" and ".join(dict.fromkeys(words)) for words in ((a.name for a in found), (a.text for a in found)))
    countries, sectors = {a.country for a in found}, {a.sector for a in found}
    country, sector = (one.pop() if len(one) == 1 else None for one in (countries, sectors))
    return ActorRef(None, names, texts, country, sector, "group", found[0].how)


def noun_phrase(sentence: Sentence, head: int, within: Speaker | None = None) -> str:
    """Find the words of a nominal without article, relative clauses and appositions, and none but those of the speaker `within` it stands."""
    tokens, inside = sentence.tokens, set(sentence.subtree(head))
    if within is not None and within.first < within.last and within.first <= head <= within.last:
        inside &= set(range(within.first, within.last + 1))
    for j in sentence.children[head]:
        if tokens[j].dep in _LEFT_OUT and not (tokens[j].dep == "case" and j > head):
            inside -= set(sentence.subtree(j))
    first, last = edges(sentence, head, inside)
    while first < head and (tokens[first].text.lower() in _DETERMINERS or tokens[first].pos in {"PUNCT", "CCONJ"}):
        first += 1
    while last > head and tokens[last].pos == "PUNCT":
        last -= 1
    return _words(tokens[first : last + 1])


def _words(tokens: Iterable[Token]) -> str:
    return "".join(t.text + (" " if t.space else "") for t in tokens).strip()
