"""The side that a sentence leaves to its surroundings: "Canberra rejected the accusation", "the talks ended".

Only where the surroundings leave no choice: whoever acted against the actor just before, else exactly one other party in the sentence or,
failing that, one in the sentence before that has a part in what happens there. The actor reference then says `how="context"`, so that a
reader can leave such sides out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.coding.events import Coded
from dragoman.coding.flows_sides import MentionsOf
from dragoman.coding.objects_told import doers_of
from dragoman.coding.ontology import Ontology
from dragoman.coding.story import as_context, told_before
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse, Sentence

#: Acts by which forces are moved, and the sectors of forces.
_MOVING = frozenset({"MOBILIZE", "RETREAT"})
_FORCES = frozenset({"MIL", "COP"})
#: Firms, outlets and private people are no party that a bare "rejected the accusation" can point at.
_NO_STATE = frozenset({"BUS", "MED", "NGO", "CIV", "EDU", "CRM"})
#: Whose acts are mostly about what is at home.
_AT_HOME = frozenset({"BUS", "MED", "NGO", "CIV", "EDU", "CRM", "OPP", "PTY", "LEG", "JUD", "COP", "REL", "LAB"})
#: Acts that are answered, and acts that answer them.
_ANSWERED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN"})
#: Where the other side of a sentence's act does not stand: in its subject, and for denials in what is denied.
_ASIDE = frozenset({"nsubj", "nsubj:pass"})
_DEEDS = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
_VERBAL_CONFLICT = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
#: Acts whose other side is not guessed from whoever the sentence before names.
_HERE = frozenset({"ACCUSE", "THREATEN", "REQUEST", "AGREE", "SUPPORT", "RETREAT", "MOBILIZE", "COOPERATE"})
_PLAIN = frozenset({"root", "conj"})
_MEANWHILE = frozenset({"while", "whereas", "as"})
_COMPLEMENTS = frozenset({"obj", "iobj", "nsubj:pass", "ccomp", "xcomp", "obl", "advcl", "acl"})
_DENIED = frozenset({"ccomp", "xcomp", "acl", "acl:relcl", "advcl"})


@dataclass(frozen=True, slots=True)
class Party:
    """A state or an organisation of states where a sentence names it. `token` is its head."""

    ref: ActorRef
    token: int = -1


def parties_by_sentence(parse: Parse, actors: MentionsOf) -> Mapping[int, tuple[Party, ...]]:
    """The states and organisations of states that each sentence names, each once, in order."""
    found: dict[int, tuple[Party, ...]] = {}
    for sentence in parse.sentences:
        parties: dict[str, Party] = {}
        for token in sentence.tokens:
            mention = actors.at(sentence.index, token.i)
            if mention is None or mention.head != token.i or mention.kind in {"outlet", "document", "place"}:
                continue
            if actors.actor(mention).kind == "outlet":
                continue
            for ref in actors.actors_of(sentence.index, token.i):
                code = ref.country or (ref.id if ref.sector == "IGO" else None)
                if code and ref.how != "default" and ref.sector not in _NO_STATE:
                    parties.setdefault(code, Party(ref, token.i))
        found[sentence.index] = tuple(parties.values())
    return found


def leaves_out_a_side(sentence: Sentence, ontology: Ontology, event: Coded) -> bool:
    """Whether an act has another side that its words leave out: "rejected the accusation" does, "denied that it had rained" does not."""
    tokens = [sentence.tokens[child] for child in sentence.children[event.head]]
    if event.type == "REJECT" and not any(ud.base(token.dep) in _COMPLEMENTS for token in tokens):
        return True  # "Beijing refused."
    objects = [token.lemma.lower() for token in tokens if token.dep in {"obj", "nsubj:pass"}]
    if sentence.tokens[event.head].dep == "acl:relcl":
        objects.append(sentence.tokens[sentence.tokens[event.head].head].lemma.lower())  # "an accusation that Minsk denies"
    return ontology.has_two_sides(event.type, objects)


def aside(sentence: Sentence, event: Coded) -> frozenset[int]:
    """The tokens that do not name the other side of an act: those of its subject ("the embassy *in Rome* rejected"), and what it denies."""
    if event.type not in _VERBAL_CONFLICT:
        plain = event.type not in _DEEDS and sentence.tokens[event.head].dep in _PLAIN
        return _subjects_elsewhere(sentence, event.head, accuser=True) if plain else frozenset()
    skipped = _ASIDE | (_DENIED if event.type == "REJECT" else frozenset())
    roots = [event.head] + [t.i for t in ud.kids(sentence, event.head, "obj") if event.type == "REJECT"]
    below = [j for root in roots for j in sentence.children[root] if sentence.tokens[j].dep in skipped and j not in roots]
    own = frozenset(k for j in below for k in sentence.subtree(j))
    elsewhere = _subjects_elsewhere(sentence, event.head, accuser=event.type in _DEEDS)
    told = [j for j in own if sentence.tokens[j].dep == "acl:relcl" and sentence.tokens[j].head in below]
    # "Oman, *which stands by Somalia*, delivered" names one
    return (own - {k for j in told for k in sentence.subtree(j)}) | elsewhere


def _subjects_elsewhere(sentence: Sentence, head: int, *, accuser: bool) -> frozenset[int]:
    """Who acts in the clauses around ("*Rome* said that …", "…, while *Rome* denied it"): they do something else.

    `accuser`: not counting those who tell of the act, for they may be its victims.
    """
    inside = {*sentence.subtree(head), *(sentence.ancestors(head) if accuser else ())}
    verbs = {t.i for t in sentence.tokens if t.pos == "VERB" and t.i not in inside}
    verbs |= {j for j in sentence.subtree(head) if sentence.tokens[j].pos == "VERB" and ud.mark_of(sentence, j) in _MEANWHILE}
    subjects = [sentence.subtree(t.i) for verb in verbs for t in ud.kids(sentence, verb, "nsubj")]
    return frozenset(k for subject in subjects if head not in subject for k in subject)


def complete(
    events: Iterable[Coded],
    parties: Mapping[int, Sequence[Party]],
    two_sided: Callable[[Coded], bool],
    before: Sequence[Coded] = (),
    skipped: Callable[[Coded], frozenset[int]] = lambda _: frozenset(),
) -> tuple[Coded, ...]:
    """Fill the side that is missing where the surroundings leave no choice; leave out events that then still have no party and need one.

    `parties` by sentence; `two_sided` says whether an event has another side even where the words leave it out; `before` are the events of
    the sentences before, completed, to which "the expulsions" may point back; `skipped` the tokens of its own sentence that an event's other
    side is not among.
    """
    done: list[Coded] = []
    for event in events:
        earlier = (*before, *done)
        one = told_before(event, earlier) if event.told else None
        if one is None and (event.alone or (event.told and not event.reciprocal)):
            one = event
        if one is None:
            one = _completed(event, parties, two_sided, earlier, skipped(event))
        if one.actors or one.recipients or one.alone:
            done.append(one)
    return tuple(done)


def _completed(
    event: Coded,
    parties: Mapping[int, Sequence[Party]],
    two_sided: Callable[[Coded], bool],
    before: Sequence[Coded],
    skipped: frozenset[int],
) -> Coded:
    given, event = event, _without_own_forces(event)
    if given.recipients and not event.recipients:
        return event  # sent to where one is at home: towards nobody
    everybody, earlier = parties.get(event.sentence, ()), [p.ref for p in parties.get(event.sentence - 1, ())]
    story, before = before, [other for other in before if other.sentence >= event.sentence - 1]
    if not event.actors and not event.recipients:
        named = [p.ref for p in everybody]
        both = next((near for near in (named, _union(named, earlier)) if len(near) == 2), ())
        return replace(event, actors=tuple(as_context(r) for r in both))
    if event.reciprocal and len(event.actors) > 1:
        return event
    judged = doers_of(event, story) if event.actors and not event.recipients else ()
    if judged:
        return replace(event, recipients=tuple(as_context(r) for r in judged))
    if not event.actors or event.recipients or not (two_sided(event) or event.mode in {"third-party", "visit"} or event.reciprocal):
        return event
    if all(r.sector in (_AT_HOME if event.type in _VERBAL_CONFLICT else {"COP"}) for r in event.actors):
        return event
    here = [p.ref for p in everybody if p.token not in skipped]
    hidden = {_code(p.ref) for p in everybody} - {_code(r) for r in (*here, *event.actors)}
    wanted = 2 if event.mode == "third-party" else 1
    others = _others(event.actors, here, wanted)
    if event.reciprocal:  # whoever the sentence before speaks of need not be the partner of a deal
        return replace(event, actors=(*event.actors, *others))
    others = others or _answered(event, before) or _continued(event, before)
    if not others and not hidden and event.type not in _HERE:
        together = {_code(r) for other in before for r in _beside(event, other)}
        near = [r for r in earlier if _code(r) not in together]
        others = _others(event.actors, _union(here, near), wanted)
    return replace(event, recipients=others)


def _beside(event: Coded, other: Coded) -> tuple[ActorRef, ...]:
    """With whom the actor did something to others: they are on its side."""
    own = {_code(r) for r in event.actors}
    return other.actors if not other.reciprocal and own & {_code(r) for r in other.actors} else ()


def _continued(event: Coded, before: Sequence[Coded]) -> tuple[ActorRef, ...]:
    """To whom the actor did the verbal act before in the same sentence ("rejected the charge and demanded an apology")."""
    own = {_code(r) for r in event.actors}
    for other in reversed(before):
        if other.sentence == event.sentence and own == {_code(r) for r in other.actors} and {event.type, other.type} <= _VERBAL_CONFLICT:
            return tuple(as_context(r) for r in other.recipients) if len(other.recipients) == 1 else ()
    return ()


def _answered(event: Coded, before: Sequence[Coded]) -> tuple[ActorRef, ...]:
    """Whoever last did something against the actor, where the act is one that answers."""
    if event.type not in _ANSWERS:
        return ()
    own = {_code(r) for r in event.actors}
    for other in reversed(before):
        against = {_code(r) for r in other.recipients}
        if other.type in _ANSWERED and own & against and other.factuality.polarity == "positive":
            doers = {_code(r): r for r in other.actors if _code(r) not in own and r.sector not in _NO_STATE}
            return tuple(as_context(r) for r in doers.values()) if len(doers) == 1 else ()
    return ()


def _without_own_forces(event: Coded) -> Coded:
    """The event without recipients that are the actor's own soldiers or police: whoever deploys or withdraws them does nothing to them."""
    if event.type not in _MOVING:
        return event
    own = {r.country for r in event.actors}
    others = tuple(r for r in event.recipients if not (r.country in own and (r.sector in _FORCES or event.type == "MOBILIZE")))
    return replace(event, recipients=others)


def _union(here: Sequence[ActorRef], before: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    return tuple({_code(r): r for r in (*before, *here)}.values())


def _others(acting: Sequence[ActorRef], near: Sequence[ActorRef], wanted: int) -> tuple[ActorRef, ...]:
    own = {_code(r) for r in acting}
    others = tuple(as_context(r) for r in near if _code(r) not in own)
    return others if len(others) == wanted else ()


def _code(ref: ActorRef) -> str | None:
    return ref.country or ref.id
