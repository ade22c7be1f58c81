"""What earlier sentences say about who stands on which side: a party may be filled in where the words point back, never else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coding.flows_sides import Party, Site, in_slot, parties_at, same_side
from dragoman.domain import ActorRef

REACH = 8
"""Sentences that a definite description reaches back."""
_CREDIT = frozenset({"loan", "credit-line"})
_OWED = frozenset({"debt", "rescheduling", "repayment"})
_GOODS = frozenset({"sale", "shipment"})
_GIVEN = frozenset({"aid", "grant", "donation", "funding"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of an earlier happening. `giver` and `taker` are None in `either` where only the pair is known ("X signed with Y")."""

    sentence: int
    family: str
    giver: ActorRef | None
    taker: ActorRef | None
    oriented: bool = True
    flow_type: str = ""
    commodity: str | None = None
    noun: str = ""
    """The noun that names it ("their assistance")."""

    @property
    def both(self) -> tuple[ActorRef, ...]:
        """The parties known."""
        return tuple(r for r in (self.giver, self.taker) if r is not None)


def family_of(flow_type: str) -> str:
    """credit, goods, gift or deal."""
    if flow_type in _CREDIT | _OWED or flow_type == "payment":
        return "credit"
    if flow_type in _GOODS:
        return "goods"
    return "gift" if flow_type in _GIVEN else "deal"


def pair_of(
    sentence: int, flow_type: str, provider: ActorRef | None, recipient: ActorRef | None, commodity: str | None = None, noun: str = ""
) -> Pair:
    """The pair of a coded flow: in debt, rescheduling, repayment and payment the giver of the credit is the recipient."""
    giver, taker = (recipient, provider) if flow_type in _OWED or flow_type == "payment" else (provider, recipient)
    return Pair(sentence, family_of(flow_type), giver, taker, flow_type=flow_type, commodity=commodity, noun=noun)


def sides_from(pair: Pair, flow_type: str) -> tuple[ActorRef | None, ActorRef | None]:
    """Provider and recipient that a pair gives to a flow of this type."""
    if flow_type in _OWED or (flow_type == "payment" and pair.family in {"credit", "goods"}):
        return pair.taker, pair.giver
    return pair.giver, pair.taker


@dataclass(frozen=True, slots=True)
class Pointer:
    """How the words of a flow point back: `points` with a party named, `topic` even without one, by a noun, by its goods, by "there"."""

    points: bool
    topic: bool
    noun: str = ""
    commodity: str | None = None
    there: bool = False


def complete(
    provider: Party | None, recipient: Party | None, flow_type: str, pairs: Sequence[Pair], sentence: int, pointer: Pointer
) -> tuple[Party | None, Party | None]:
    """Fill a missing side from the latest earlier pair that fits; nothing where the words do not point back."""
    near = [p for p in reversed(pairs) if 0 <= sentence - p.sentence <= REACH]
    if provider is None and recipient is None and pointer.topic:
        provider, recipient = _named_before(flow_type, near, sentence, pointer)
    if pointer.there and recipient is None:
        place = next(
            (
                p.taker
                for p in near
                if p.flow_type and p.family == family_of(flow_type) and sentence - p.sentence <= 2 and p.taker and (p.taker.country or p.taker.id)
            ),
            None,
        )
        recipient = Party(place, -1) if place and not (provider and same_side(place, provider.ref)) else None
    known = provider or recipient
    if known is None:
        return _as_before(flow_type, near) if pointer.topic else (None, None)
    if provider is not None and recipient is not None:
        return provider, recipient
    for pair in near:
        goods = pointer.commodity is not None and pair.commodity == pointer.commodity and sentence - pair.sentence <= 2
        if not (pointer.points or pointer.topic or goods):
            continue
        other = _other(pair, known.ref)
        if other is not None and not same_side(other, known.ref):
            return (provider, Party(other, -1)) if recipient is None else (Party(other, -1), recipient)
    return provider, recipient


def _named_before(flow_type: str, near: Iterable[Pair], sentence: int, pointer: Pointer) -> tuple[Party | None, Party | None]:
    """ "Canberra would not cut its assistance. That assistance …": who gave it was said with the noun."""
    for pair in near:
        if pair.noun and sentence - pair.sentence <= 2 and (pair.noun == pointer.noun or {pair.family, family_of(flow_type)} <= {"gift", "goods"}):
            giver, taker = sides_from(pair, flow_type)
            return (Party(giver, -1) if giver else None), (Party(taker, -1) if taker else None)
    return None, None


def _as_before(flow_type: str, near: Iterable[Pair]) -> tuple[Party | None, Party | None]:
    for pair in near:
        if (
            pair.oriented
            and pair.flow_type
            and (pair.family == family_of(flow_type) or flow_type in {"payment", "investment"} or pair.family == "deal")
        ):
            giver, taker = sides_from(pair, flow_type)
            return (Party(giver, -1) if giver else None), (Party(taker, -1) if taker else None)
    return None, None


def _other(pair: Pair, known: ActorRef) -> ActorRef | None:
    if pair.giver is not None and _akin(pair.giver, known):
        return pair.taker
    if pair.taker is not None and _akin(pair.taker, known):
        return pair.giver
    return None


def _akin(a: ActorRef, b: ActorRef) -> bool:
    """The same party, or two of one country (a state and its bank)."""
    return same_side(a, b) or (a.country is not None and a.country == b.country)


def signed_pairs(site: Site) -> list[Pair]:
    """Pairs that a sentence names without a flow: "X and Y signed", "X signed with Y", "the two countries"."""
    found = []
    for at, clause in site.clauses.items():
        if clause.lemma in site.lexicon.deals:
            parties = [p for prep in ("between", "with") for p in in_slot(site, at, prep, verb=False)]
            parties += in_slot(site, at, "possessor", verb=False)
            found += _pairs(site.sentence.index, [p.ref for p in parties])
        if clause.kind != "verb" or not any(w.deal for w in site.lexicon.verbs.get(clause.lemma, ())):
            continue
        parties = [p for a in clause.of("subject") for p in parties_at(site, a.head)]
        parties += [p for a in clause.of("oblique", "with") for p in parties_at(site, a.head)]
        parties += [p for a in clause.of("object") for prep in ("with", "between") for p in in_slot(site, a.head, prep, verb=False)]
        found += _pairs(site.sentence.index, [p.ref for p in parties])
    for token in site.sentence.tokens:
        mention = site.actors.at(site.sentence.index, token.i)
        if mention is not None and mention.head == token.i and mention.kind == "collective":
            found += _pairs(site.sentence.index, site.actors.actors_of(site.sentence.index, token.i))
    return found


def _pairs(sentence: int, refs: Iterable[ActorRef]) -> list[Pair]:
    different: list[ActorRef] = []
    for ref in refs:
        if (ref.country or ref.id) and not any(same_side(ref, d) for d in different):
            different.append(ref)
    return [Pair(sentence, "deal", different[0], different[1], oriented=False)] if len(different) == 2 else []
