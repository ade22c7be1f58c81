"""The side that a sentence leaves to its surroundings: "Canberra rejected the accusation", "the talks ended".

Only where the surroundings leave no choice: exactly one other party in the sentence or, failing that, in the one before it. The actor
reference then says `how="context"`, so that a reader can leave such sides out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.coding.events import Coded
from dragoman.coding.flows_sides import MentionsOf
from dragoman.coding.patterns import EventLexicon
from dragoman.coding.sides import nameable
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse, Sentence

#: Acts by which forces are moved, and the sectors of forces.
_MOVING = frozenset({"MOBILIZE", "RETREAT"})
_FORCES = frozenset({"MIL", "COP"})
#: Firms, outlets and private people are no party that a bare "rejected the accusation" can point at.
_NO_STATE = frozenset({"BUS", "MED", "NGO", "CIV", "EDU", "CRM"})


def parties_by_sentence(parse: Parse, actors: MentionsOf) -> Mapping[int, tuple[ActorRef, ...]]:
    """The states and organisations of states that each sentence names, each once, in order."""
    found: dict[int, tuple[ActorRef, ...]] = {}
    for sentence in parse.sentences:
        parties: dict[str, ActorRef] = {}
        for token in sentence.tokens:
            mention = actors.at(sentence.index, token.i)
            if mention is None or mention.head != token.i or mention.kind in {"outlet", "document", "place"}:
                continue
            if actors.actor(mention).kind == "outlet":
                continue
            for ref in actors.actors_of(sentence.index, token.i):
                code = ref.country or (ref.id if ref.sector == "IGO" else None)
                if code and ref.how != "default" and ref.sector not in _NO_STATE:
                    parties.setdefault(code, ref)
        found[sentence.index] = tuple(parties.values())
    return found


def leaves_out_a_side(sentence: Sentence, lexicon: EventLexicon, event: Coded) -> bool:
    """Whether an act has another side that its words leave out: "rejected the accusation" does, "denied that it had rained" does not."""
    tokens = [sentence.tokens[child] for child in sentence.children[event.head]]
    objects = [token.lemma.lower() for token in tokens if token.dep in {"obj", "nsubj:pass"}]
    if sentence.tokens[event.head].dep == "acl:relcl":
        objects.append(sentence.tokens[sentence.tokens[event.head].head].lemma.lower())  # "an accusation that Minsk denies"
    return lexicon.has_two_sides(event.type, objects)


def scene_of(parties: Mapping[int, Sequence[ActorRef]]) -> ActorRef | None:
    """The state that more sentences name than any other, or None: where help goes that says no more of it."""
    counted: Counter[str] = Counter(
        ref.country for refs in parties.values() for ref in {r.country: r for r in refs if r.country}.values() if ref.country
    )
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    refs = [ref for row in parties.values() for ref in row if ref.country == ranked[0][0]]
    return next((ref for ref in refs if ref.id == ref.country), None)


def help_rules(lexicon: EventLexicon) -> frozenset[str]:
    """The rules of claims that tell of help, given or promised."""
    return frozenset(f"events.{c.name}" for c in lexicon.classes if c.type == "AID" or c.name == "aid-approved")


def _is_help(event: Coded, rules: frozenset[str]) -> bool:
    return event.type in {"AID", "AGREE"} and ".".join(event.rule.split(".")[:2]) in rules


def complete(
    events: Iterable[Coded],
    parties: Mapping[int, Sequence[ActorRef]],
    two_sided: Callable[[Coded], bool],
    scene: ActorRef | None = None,
    helping: frozenset[str] = frozenset(),
) -> tuple[Coded, ...]:
    """Fill the side that is missing where the surroundings leave no choice; leave out events that then still have no party.

    `parties` by sentence; `two_sided` says whether an event has another side even where the words leave it out; `scene` as of `scene_of`,
    `helping` as of `help_rules`.
    """
    return tuple(
        done
        for event in events
        if (done := _completed(_helped(event, scene) if _is_help(event, helping) else event, parties, two_sided)).actors or done.recipients
    )


def _helped(event: Coded, scene: ActorRef | None) -> Coded:
    """Help whose receiver is not named, or only as people, goes to the state that the article is about, unless it is the giver."""
    if any(nameable(r) for r in event.recipients):
        return event
    bare = replace(event, recipients=())
    if scene is None or not event.actors or any(_code(a) == _code(scene) for a in event.actors):
        return bare
    return replace(event, recipients=(_as_context(scene),))


def _completed(event: Coded, parties: Mapping[int, Sequence[ActorRef]], two_sided: Callable[[Coded], bool]) -> Coded:
    event = _without_own_forces(event)
    here, before = parties.get(event.sentence, ()), parties.get(event.sentence - 1, ())
    if not event.actors and not event.recipients:
        both = next((near for near in (here, _union(here, before)) if len(near) == 2), ())
        return replace(event, actors=tuple(_as_context(r) for r in both))
    if event.reciprocal and len(event.actors) > 1:
        return event
    if not event.actors or event.recipients or not (two_sided(event) or event.mode in {"third-party", "visit"} or event.reciprocal):
        return event
    wanted = 2 if event.mode == "third-party" else 1
    others = _others(event.actors, here, wanted)
    if event.reciprocal:  # whoever the sentence before speaks of need not be the partner of a deal
        return replace(event, actors=(*event.actors, *others))
    return replace(event, recipients=others or _others(event.actors, _union(here, before), wanted))


def _without_own_forces(event: Coded) -> Coded:
    """The event without recipients that are the actor's own soldiers or police: whoever deploys or withdraws them does nothing to them."""
    if event.type not in _MOVING:
        return event
    own = {r.country for r in event.actors}
    others = tuple(r for r in event.recipients if not (r.country in own and r.sector in _FORCES and r.kind != "state"))
    return replace(event, recipients=others)


def _union(here: Sequence[ActorRef], before: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    return tuple({_code(r): r for r in (*before, *here)}.values())


def _others(acting: Sequence[ActorRef], near: Sequence[ActorRef], wanted: int) -> tuple[ActorRef, ...]:
    own = {_code(r) for r in acting}
    others = tuple(_as_context(r) for r in near if _code(r) not in own)
    return others if len(others) == wanted else ()


def _code(ref: ActorRef) -> str | None:
    return ref.country or ref.id


def _as_context(ref: ActorRef) -> ActorRef:
    return replace(ref, how="context")
