"""To whom a gift or a loan goes where the words do not say: the country that the article is about, where that is plain.

The actor reference then says `how="context"`, so that a reader can leave such sides out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dragoman.clauses import ud
from dragoman.coding.flows_record import CodedFlow
from dragoman.coding.flows_sides import MentionsOf
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence

_GIVEN = frozenset({"aid", "grant", "donation", "funding", "loan", "credit-line"})
_OWED = frozenset({"debt", "rescheduling", "repayment"})
_OPEN = frozenset({"requested"})
_WEIGHT = 2
"""How many times oftener than the next one the country must be spoken of."""
_LEAST = 3


def with_recipients(flows: Iterable[CodedFlow], sentences: Iterable[Sentence], actors: MentionsOf, home: frozenset[str]) -> tuple[CodedFlow, ...]:
    """The flows, with the country that the article is about as recipient of what a foreign giver gives to nobody named.

    `home` are verbs by which a giver sets money aside at home.
    """
    listed, indexed = list(flows), {s.index: s for s in sentences}
    if not any(_lacks(f) for f in listed):
        return tuple(listed)
    counted, names = _spoken_of(indexed.values(), actors)
    ways = [(f.recipient, f.provider) if f.flow_type in _OWED else (f.provider, f.recipient) for f in listed]
    takers = {taker.country for _, taker in ways if taker is not None}
    givers = {giver.country for giver, _ in ways if giver is not None and giver.country} - takers
    done = []
    for flow in listed:
        taker = None
        if _lacks(flow) and not _elsewhere(indexed[flow.sentence], flow, home):
            near = [s for s in (indexed[flow.sentence], indexed.get(flow.sentence - 1)) if s is not None]
            taker = _subject_of(flow, counted, givers) or _nearby(flow, _spoken_of(near, actors)[0], counted)
        done.append(replace(flow, recipient=replace(names[taker], how="context")) if taker is not None else flow)
    return tuple(done)


def _lacks(flow: CodedFlow) -> bool:
    known = flow.provider is not None and bool(flow.provider.country or flow.provider.sector == "IGO")
    given = flow.flow_type in _GIVEN or flow.rule == "flows.shipment.default"
    return known and given and flow.recipient is None and flow.factuality.modality not in _OPEN


def _subject_of(flow: CodedFlow, counted: Counter[str], givers: set[str]) -> str | None:
    """The one country most spoken of; none where the giver is that country, or another is spoken of nearly as often."""
    own = flow.provider.country if flow.provider is not None else None
    ranked = counted.most_common(1)
    if not ranked or ranked[0][0] == own:
        return None
    others = [(country, times) for country, times in counted.most_common() if country != own and country not in givers]
    if not others or others[0][1] < _LEAST or (len(others) > 1 and others[0][1] < _WEIGHT * others[1][1]):
        return None
    return others[0][0]


def _nearby(flow: CodedFlow, near: Counter[str], counted: Counter[str]) -> str | None:
    """The only other country that the sentence and the one before it speak of, where the article does so often."""
    own = flow.provider.country if flow.provider is not None else None
    others = [country for country in near if country != own]
    home = counted.most_common(1)[0][0] == own if counted else True
    return others[0] if len(others) == 1 and not home and counted[others[0]] >= _LEAST else None


def _elsewhere(sentence: Sentence, flow: CodedFlow, home: frozenset[str]) -> bool:
    """The words send it somewhere that has no name: "to the museum", "for its own army"."""
    if sentence.tokens[flow.head].lemma.lower() in home:
        return True
    for token in sentence.tokens:
        if flow.start <= token.start < flow.end and token.pos in {"NOUN", "PROPN"} and ud.case_of(sentence, token.i) in {"to", "for"}:
            if any(sentence.tokens[j].dep == "nummod" for j in sentence.children[token.i]):
                continue  # "triple its gift to 45 million dollars"
            owned = any(sentence.tokens[j].text.lower() in {"its", "their", "his", "her"} for j in sentence.children[token.i])
            if owned or (ud.case_of(sentence, token.i) == "to" and token.dep in {"obl", "nmod"}):
                return True
    return False


def _spoken_of(sentences: Iterable[Sentence], actors: MentionsOf) -> tuple[Counter[str], dict[str, ActorRef]]:
    """How often each country is spoken of, by itself, its places, organs and people."""
    counted: Counter[str] = Counter()
    names: dict[str, ActorRef] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            mention = actors.at(sentence.index, token.i)
            if mention is None or mention.head != token.i:
                continue
            country = actors.actor(mention).country
            if country is not None:
                counted[country] += 1
                names.setdefault(country, actors.state(country, actors.actor(mention).text))
    return counted, names
