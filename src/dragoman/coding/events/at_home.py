"""Where people belong of whom the words say no more than what they are: "gunmen", "clerics", "the residents"; and who fights where nobody is named.

They belong to the country in which the clause says that it happens, else to the one in whose towns and regions the article's story plays, if
that is clear. Never guessed where two countries compete. The reference then says `how="context"`, so that a reader can leave such sides out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.actors.mentions import possessed
from dragoman.actors.wordsets import wordset as actor_words
from dragoman.clauses import ud
from dragoman.coding.events.coded import Coded
from dragoman.coding.roles import MentionsOf
from dragoman.coding.sides import as_context
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

#: Sectors of people who act and are met where they live.
_RESIDENT = frozenset({"REB", "CIV", "REL", "EDU", "LAB", "CRM", "COP", "OPP", "JUD", "MED"})
_WHERE = actor_words("preposition_where")
_PLACE_NOUNS = actor_words("place_noun")
_FROM_ELSEWHERE = actor_words("from_elsewhere")
#: Nouns that say of people no more than that they are people: only whoever suffers or does something on the spot is from there.
_ANYBODY = wordset(CLAUSES, "anybody")
_PLACES = frozenset({"place", "state", "region"})
_NOT_SOIL = wordset(CLAUSES, "not_soil")
#: Dealings for which people travel.
_AWAY = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
#: Deeds of which the place lets one know who suffers or does them.
_DEEDS = frozenset({"ASSAULT", "COERCE"})
#: Acts, by mode, that are turned against one's own state or people unless the words name somebody else; `None` stands for every mode.
_INWARD = {"PROTEST": None, "COERCE": frozenset({"arrest", "curfew", "martial-law", "censor"})}
#: "Oman's" of "Oman's farmers"
_OWNED = re.compile(r"^.+?(?:'s|s') ")
_ON_THE_SPOT = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID"})


class MentionsAt(MentionsOf, Protocol):
    """The mentions of an article, and the country where its story plays."""

    @property
    def scene(self) -> str | None:
        """A country code, None where it is not clear."""


@dataclass(frozen=True, slots=True)
class Soil:
    """Where an act happens: the state of the places that its clause names, and the state where the article's story plays; None where unclear."""

    here: ActorRef | None
    story: ActorRef | None


def soil_of(sentence: Sentence, head: int, actors: MentionsAt) -> Soil:
    """The soil on which the act at `head` happens."""
    story = actors.state(actors.scene, "") if actors.scene is not None else None
    found = {r.country: r for r in _named_places(sentence, head, actors) if r.country}
    if len(found) > 1:
        return Soil(None, None)
    here = next((actors.state(code, ref.text) for code, ref in found.items() if code), None)
    return Soil(here, story)


def _named_places(sentence: Sentence, head: int, actors: MentionsAt) -> Iterable[ActorRef]:
    """What the clause names as the place: phrases with `in` and the like below its predicate, its nouns and the verb above; `the Aden clashes`."""
    chain = [head]
    while sentence.tokens[chain[-1]].pos != "VERB" and sentence.tokens[chain[-1]].head != chain[-1]:
        chain.append(sentence.tokens[chain[-1]].head)
    top = sentence.tokens[chain[-1]]
    if top.dep == "advcl" and ud.is_participle_present(top):
        chain.append(top.head)  # "struck Aden, *killing* three"
    objects = [t.i for i in chain for t in ud.kids(sentence, i, "obj")]
    nouns = [t.i for i in chain for t in ud.kids(sentence, i, "nsubj", "nsubj:pass", "obl")]
    for i in objects:
        yield from (r for r in actors.actors_of(sentence.index, i) if r.kind == "place")
    for i in dict.fromkeys([*chain, *objects, *nouns]):
        for token in ud.kids(sentence, i, "obl", "nmod"):
            if ud.case_of(sentence, token.i) in _WHERE:
                for k in ud.conjuncts(sentence, token.i):
                    yield from _place(sentence, k, actors)
        for token in ud.kids(sentence, i, "compound") if sentence.tokens[i].pos == "NOUN" else ():
            yield from (r for r in actors.actors_of(sentence.index, token.i) if r.kind == "place")


def _place(sentence: Sentence, token: int, actors: MentionsAt) -> tuple[ActorRef, ...]:
    """The places that a noun phrase names: "Aden", "several Yemeni cities", "the port of Aden"."""
    word = sentence.tokens[token]
    if word.lemma.lower() in _NOT_SOIL:
        return ()
    found = tuple(r for r in actors.actors_of(sentence.index, token) if r.kind in _PLACES)
    if found or word.pos != "NOUN":
        return found
    if word.text.lower() in _PLACE_NOUNS:
        return tuple(r for r in actors.owners_of(sentence.index, token) if r.country)
    return tuple(r for t in ud.kids(sentence, token, "nmod") if ud.case_of(sentence, t.i) in {*_WHERE, "of"} for r in _place(sentence, t.i, actors))


def at_home(event: Coded, soil: Soil) -> Coded:
    """The event with people of no country put where they belong."""
    spot = event.type in _ON_THE_SPOT
    soil = Soil(None, soil.story) if event.type in _AWAY else soil
    actors = tuple(_placed(r, soil, event.recipients, spot=spot) for r in event.actors)
    parties = [r for r in event.recipients if r.kind != "place" or r.country is not None]  # a street suffers nothing
    recipients = tuple(_placed(_not_of(r, event, soil), soil, actors, spot=spot) for r in parties)
    if event.type in _DEEDS and not recipients and all(r.kind == "place" for r in actors):
        return replace(event, actors=(), recipients=actors)  # "the siege of Aden"
    if event.type == "RETREAT":  # "the rebels surrendered in the town of Aden": a place where one is at home is no other side
        recipients = tuple(r for r in recipients if r.kind != "place" or r.country not in {a.country for a in actors})
    return replace(event, actors=actors, recipients=recipients)


def _placed(ref: ActorRef, soil: Soil, others: tuple[ActorRef, ...], *, spot: bool) -> ActorRef:
    people = ref.kind == "group" and ref.how == "demonym"
    noun = ref.name.lower().rpartition(" ")[2]
    described = ref.id is None and ref.sector in _RESIDENT and noun not in _FROM_ELSEWHERE and (spot or noun not in _ANYBODY)
    story = soil.story if soil.story is None or soil.story.country not in {r.country for r in others if r.sector == "MIL"} else None
    where = soil.here or story
    if ref.country is not None or where is None or not (people or described):
        return ref
    return replace(ref, name=ref.name if people else possessed(where.name, ref.name), country=where.country, how="context")


def _not_of(ref: ActorRef, event: Coded, soil: Soil) -> ActorRef:
    """A victim taken for the attacker's own only because nothing else was near, put where it happened: by forces, or where the clause says."""
    if event.type not in _DEEDS or ref.how != "default":
        return ref
    forces = {r.country for r in event.actors if r.how != "default" and (r.sector == "MIL" or (event.type == "ASSAULT" and soil.here is not None))}
    where = soil.here or soil.story
    if ref.country not in forces or where is None or where.country in forces:
        return ref
    return replace(ref, name=possessed(where.name, _OWNED.sub("", ref.name)), country=where.country, how="context")


def fighting_there(event: Coded, soil: Soil) -> Coded:
    """An act that nobody is named in and that its clause puts somewhere: who fights or protests there does, else who is there suffers it."""
    if soil.here is None or event.actors:
        return event
    side = (as_context(soil.here),)
    if event.type == "PROTEST":
        return replace(event, actors=side)
    return replace(event, recipients=side) if event.type in _DEEDS and not event.recipients else event


def inward(event: Coded, soil: Soil, own: ActorRef) -> Coded:
    """A protest, an arrest or a curfew at home that names nobody else is against the state or the people at home.

    `own` is the state of those who act.
    """
    modes = _INWARD.get(event.type, frozenset())
    if event.recipients or not event.actors or (modes is not None and event.mode not in modes):
        return event
    if {r.country for r in event.actors} != {own.country} or (soil.here is not None and soil.here.country != own.country):
        return event  # "exiles rallied in Oman"
    return replace(event, recipients=(as_context(own),))


def settled(event: Coded, sentence: Sentence, actors: MentionsAt) -> Coded:
    """The event, once everything else is done, with the sides that the place where it happens tells."""
    soil = soil_of(sentence, event.head, actors)
    event = fighting_there(event, soil)
    home = next((r.country for r in event.actors if r.country is not None), None)
    return inward(event, soil, actors.state(home, "")) if home is not None else event
