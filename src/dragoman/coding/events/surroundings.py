"""The side that a sentence leaves to its surroundings: "Canberra rejected the accusation", "the talks ended".

Only where the surroundings leave no choice: exactly one other party in the sentence or,
failing that, one in the sentence before that has a part in what happens there. The actor reference then says `how="context"`, so that a
reader can leave such sides out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.coding.events.coded import Coded
from dragoman.coding.ontology import Ontology
from dragoman.coding.roles import MentionsOf
from dragoman.coding.sides import as_context
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse, Sentence

#: Firms, outlets and private people are no party that a bare "rejected the accusation" can point at.
_NO_STATE = frozenset({"BUS", "MED", "NGO", "CIV", "EDU", "CRM"})
#: Whose acts are mostly about what is at home.
_AT_HOME = frozenset({"BUS", "MED", "NGO", "CIV", "EDU", "CRM", "OPP", "PTY", "LEG", "JUD", "COP", "REL", "LAB"})
#: Where the other side of a sentence's act does not stand: in its subject, and for denials in what is denied.
_ASIDE = frozenset({"nsubj", "nsubj:pass"})
_VERBAL_CONFLICT = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
#: Acts whose other side is not guessed from whoever the sentence before names.
_HERE = frozenset({"ACCUSE", "THREATEN", "REQUEST", "AGREE", "SUPPORT", "RETREAT", "MOBILIZE", "COOPERATE"})
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
            for ref in actors.actors_of(sentence.index, token.i):
                code = ref.country or (ref.id if ref.sector == "IGO" else None)
                if code and ref.how != "default" and ref.sector not in _NO_STATE:
                    parties.setdefault(code, Party(ref, token.i))
        found[sentence.index] = tuple(parties.values())
    return found


def leaves_out_a_side(sentence: Sentence, ontology: Ontology, event: Coded) -> bool:
    """Whether an act has another side even where its words leave it out: "rejected the accusation", "refused"."""
    return ontology.types[event.type].two_sided or (
        event.type == "REJECT" and not any(ud.base(t.dep) in _COMPLEMENTS for t in (sentence.tokens[i] for i in sentence.children[event.head]))
    )


def aside(sentence: Sentence, event: Coded) -> frozenset[int]:
    """The tokens that do not name the other side of an act: those of its subject ("the embassy *in Rome* rejected"), and what it denies."""
    if event.type not in _VERBAL_CONFLICT:
        return frozenset()
    skipped = _ASIDE | (_DENIED if event.type == "REJECT" else frozenset())
    roots = [event.head] + [t.i for t in ud.kids(sentence, event.head, "obj") if event.type == "REJECT"]
    below = [j for root in roots for j in sentence.children[root] if sentence.tokens[j].dep in skipped and j not in roots]
    own = frozenset(k for j in below for k in sentence.subtree(j))
    told = [j for j in own if sentence.tokens[j].dep == "acl:relcl" and sentence.tokens[j].head in below]
    # "Oman, *which stands by Somalia*, delivered" names one
    return own - {k for j in told for k in sentence.subtree(j)}


def complete(event: Coded, parties: Mapping[int, Sequence[Party]], skipped: frozenset[int] = frozenset(), *, two_sided: bool) -> Coded:
    """The event with the side that is missing where the surroundings leave no choice.

    `parties` by sentence; `two_sided` says whether it has another side even where the words leave it out; `skipped` are the tokens of its
    own sentence that the other side is not among.
    """
    everybody, earlier = parties.get(event.sentence, ()), [p.ref for p in parties.get(event.sentence - 1, ())]
    if not event.actors and not event.recipients:
        named = [p.ref for p in everybody]
        both = next((near for near in (named, _union(named, earlier)) if len(near) == 2), ())
        return replace(event, actors=tuple(as_context(r) for r in both))
    if not event.actors or event.recipients or not (two_sided or event.mode == "visit"):
        return event
    if all(r.sector in (_AT_HOME if event.type in _VERBAL_CONFLICT else {"COP"}) for r in event.actors):
        return event
    here = [p.ref for p in everybody if p.token not in skipped]
    hidden = {_code(p.ref) for p in everybody} - {_code(r) for r in (*here, *event.actors)}
    others = _others(event.actors, here)
    if not others and not hidden and event.type not in _HERE:
        others = _others(event.actors, _union(here, earlier))
    return replace(event, recipients=others)


def _union(here: Sequence[ActorRef], before: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    return tuple({_code(r): r for r in (*before, *here)}.values())


def _others(acting: Sequence[ActorRef], near: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    own = {_code(r) for r in acting}
    others = tuple(as_context(r) for r in near if _code(r) not in own)
    return others if len(others) == 1 else ()


def _code(ref: ActorRef) -> str | None:
    return ref.country or ref.id
