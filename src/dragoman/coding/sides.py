"""Which actors stand on which side of a predicate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from dragoman.clauses import ud
from dragoman.clauses.clauses import Argument, Clause
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset


class ActorsOf(Protocol):
    """What coding needs of `actors/`."""

    def actors_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors that the noun phrase at `token` names itself."""

    def owners_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors that own or modify it ("Israeli changes")."""


#: What can be a place, but not a party, when it stands behind these prepositions.
_PLACE_PREPS = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "along", "off", "within"})
MEASURES = frozenset(
    {
        "number",
        "group",
        "batch",
        "patch",
        "part",
        "member",
        "dozen",
        "hundred",
        "thousand",
        "some",
        "one",
        "most",
        "many",
        "two",
        "three",
        "several",
        "team",
        "wave",
        "series",
        "majority",
        "lot",
        "bulk",
        "contingent",
        "round",
        "ton",
        "tonne",
        "dollar",
        "euro",
        "month",
        "week",
        "day",
        "year",
        "hour",
        "act",
        "form",
        "string",
        "spate",
        "campaign",
        "deployment",
        "shipment",
        "package",
        "sort",
        "kind",
        "range",
        "flurry",
        "barrage",
        "worth",
        "half",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "fraction",
        "rest",
        "city",
        "town",
        "village",
        "province",
        "district",
        "port",
        "enclave",
        "island",
        "barrel",
        "volume",
        "quantity",
        "amount",
        "cargo",
        "consignment",
    }
)


_OFFICIAL = frozenset({"GOV", "MIL", "LEG"})
#: "US dollars" are nobody's.
CURRENCIES = wordset(CLAUSES, "currencies")


def _owners(clause: Clause, token: int, actors: ActorsOf) -> tuple[ActorRef, ...]:
    if clause.sentence.tokens[token].lemma.lower() in CURRENCIES:
        return ()
    return actors.owners_of(clause.sentence.index, token)


def of_token(clause: Clause, token: int, actors: ActorsOf, *, owners: bool = True) -> tuple[ActorRef, ...]:
    """The actors named at a token; where it names none, those that own it ("Israeli changes", "dozens of Afghan rebels")."""
    found = actors.actors_of(clause.sentence.index, token)
    if found:
        return _of_each(clause, token, actors, found)
    if not owners:
        return found
    if clause.sentence.tokens[token].lemma.lower() in MEASURES:
        for child in ud.kids(clause.sentence, token, "nmod"):
            if ud.case_of(clause.sentence, child.i) == "of":
                inner = actors.actors_of(clause.sentence.index, child.i)
                if inner:
                    return inner
    for name in ud.kids(clause.sentence, token, "appos"):
        inner = actors.actors_of(clause.sentence.index, name.i) if name.pos == "PROPN" else ()
        if inner:
            return inner  # "the capital Kabul"
    return _of_each(clause, token, actors, _owners(clause, token, actors))


def _of_each(clause: Clause, token: int, actors: ActorsOf, found: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "the presidents of Kenya *and Uganda*": one noun, an actor for each state behind it."""
    sentence = clause.sentence
    if len(found) != 1 or found[0].country is None or "Number=Plur" not in sentence.tokens[token].feats or sentence.tokens[token].pos != "NOUN":
        return found
    for below in ud.kids(sentence, token, "nmod"):
        joined = ud.conjuncts(sentence, below.i)
        if len(joined) < 2 or ud.case_of(sentence, below.i) not in {"of", "from"}:
            continue
        states = [ref for k in joined for ref in actors.actors_of(sentence.index, k) if ref.country]
        if found[0].country in {r.country for r in states}:
            return distinct([*found, *(r for r in states if r.country != found[0].country)])
    return found


def of_arguments(clause: Clause, arguments: Iterable[Argument], actors: ActorsOf, *, owners: bool = True) -> tuple[ActorRef, ...]:
    """The actors of several arguments, each once, in order."""
    return distinct(ref for a in arguments for ref in of_token(clause, a.head, actors, owners=owners))


def distinct(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    """Each actor once: by id, else by country and name."""
    seen: set[object] = set()
    out = []
    for ref in refs:
        key = ref.id or (ref.country, ref.name.casefold())
        if key not in seen:
            seen.add(key)
            out.append(ref)
    return tuple(out)


def nameable(ref: ActorRef) -> bool:
    """A party that a record can be asked for: known, of a state, or of an organisation between states."""
    return bool(ref.country or ref.id or ref.sector in {"IGO", "NGO"})


def same_party(a: ActorRef, b: ActorRef) -> bool:
    """Whether two references are one party: the same id, the same name, or the same words."""
    return (a.id is not None and a.id == b.id) or a.name.casefold() == b.name.casefold() or (a.text == b.text and a.country == b.country)


def actor_side(clause: Clause, wanted: Iterable[str], actors: ActorsOf, *, object_noun: bool) -> tuple[ActorRef, ...]:
    """The first of `wanted` slots that holds an actor. `object_noun`: an of-phrase is the object ("arrest of"), not the actor."""
    for slot in wanted:
        found = _slot(clause, slot, actors, object_noun=object_noun, acting=True)
        if found:
            return found
    return ()


def recipient_side(
    clause: Clause, wanted: Iterable[str], actors: ActorsOf, taken: tuple[ActorRef, ...], *, object_noun: bool
) -> tuple[ActorRef, ...]:
    """The first of `wanted` slots that holds an actor who is not already on the acting side; one that a record can be asked for goes first."""
    nameless: tuple[ActorRef, ...] = ()
    for slot in wanted:
        found = tuple(r for r in _slot(clause, slot, actors, object_noun=object_noun, acting=False) if not any(same_party(r, t) for t in taken))
        if slot == "object-of":
            found = tuple(r for r in found if not any(r.id == r.country == t.country and t.sector in _OFFICIAL for t in taken))  # one's own
        if any(nameable(r) for r in found):
            return found
        nameless = nameless or found
    return nameless


def _slot(clause: Clause, slot: str, actors: ActorsOf, *, object_noun: bool, acting: bool) -> tuple[ActorRef, ...]:
    if slot == "subject":
        if clause.kind == "noun":
            return _noun_subject(clause, actors, object_noun=object_noun)
        return of_arguments(clause, clause.of("subject"), actors)
    if slot == "object":
        if clause.kind == "noun":
            return of_arguments(clause, clause.of("oblique", "of"), actors) if object_noun else ()
        return of_arguments(clause, clause.of("object"), actors)
    if slot == "iobj":
        return of_arguments(clause, clause.of("iobject"), actors)
    if slot == "object-of":
        return distinct(ref for a in clause.of("object") for ref in _owners(clause, a.head, actors))
    if slot == "possessor":
        return of_arguments(clause, clause.of("possessor"), actors)
    if slot == "place":
        return of_arguments(clause, [a for a in clause.of("oblique") if a.prep in _PLACE_PREPS], actors)
    if slot == "speaker":
        return _speaker(clause, actors)
    if slot == "complement":
        return ()
    found = of_arguments(clause, clause.of("oblique", slot), actors)
    if found or clause.kind == "noun":
        return found
    # "impose sanctions on", "launch attacks against": the preposition may hang on the object noun
    return distinct(ref for i in hanging(clause, slot) for k in ud.conjuncts(clause.sentence, i) for ref in of_token(clause, k, actors))


def hanging(clause: Clause, prep: str) -> list[int]:
    """Nouns behind `prep` that a parser hung on the object, or on what a measure is of: "sold a million tonnes of wheat *to China*"."""
    sentence = clause.sentence
    nouns = [a.head for a in clause.of("object")]
    nouns += [
        t.i for i in nouns if sentence.tokens[i].lemma.lower() in MEASURES for t in ud.kids(sentence, i, "nmod") if ud.case_of(sentence, t.i) == "of"
    ]
    return [t.i for i in nouns for t in ud.kids(sentence, i, "nmod") if ud.case_of(sentence, t.i) == prep]


def _speaker(clause: Clause, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """Who says what the clause states ("the charges are baseless, *Doha* said")."""
    sentence = clause.sentence
    token = sentence.tokens[clause.head]
    above = token.head if token.dep in {"ccomp", "parataxis"} else next((t.i for t in ud.kids(sentence, token.i, "parataxis")), token.i)
    return distinct(
        ref
        for subject in ud.kids(sentence, above, "nsubj")
        if above != token.i
        for i in ud.conjuncts(sentence, subject.i)
        for ref in of_token(clause, i, actors)
    )


def _noun_subject(clause: Clause, actors: ActorsOf, *, object_noun: bool) -> tuple[ActorRef, ...]:
    """Who acts in a deverbal noun: by-phrase, possessor, adjective, else the of-phrase where the noun takes no object."""
    for arguments in (clause.of("oblique", "by"), _deeper(clause, "by"), clause.of("subject"), clause.of("possessor")):
        found = of_arguments(clause, arguments, actors)
        if found:
            return found
    found = actors.owners_of(clause.sentence.index, clause.head) if clause.of("modifier") else ()
    if found:
        modifiers = {a.head for a in clause.of("modifier")}
        own = distinct(ref for m in sorted(modifiers) for ref in actors.actors_of(clause.sentence.index, m) if ref.country or ref.id)
        if object_noun:
            own = tuple(r for r in own if r.kind != "place")  # "the Aden bombing": a town suffers it
        found = own or ()
    if found:
        return found
    between = of_arguments(clause, [*clause.of("oblique", "between", "among"), *_deeper(clause, "between", "among")], actors)
    if between:
        return between
    preps = ("between", "among", "from") if object_noun else ("between", "among", "of", "from")
    return of_arguments(clause, clause.of("oblique", *preps), actors)


def _deeper(clause: Clause, *preps: str) -> list[Argument]:
    """Phrases that hang on the noun's of-phrase: "the release of X *by Y*", "the signing of the accord *between X and Y*"."""
    sentence = clause.sentence
    below = (t.i for a in clause.of("oblique", "of") for t in ud.kids(sentence, a.head, "nmod") if ud.case_of(sentence, t.i) in preps)
    return [Argument("oblique", ud.case_of(sentence, k), k) for i in below for k in ud.conjuncts(sentence, i)]


def deep_agent(clause: Clause, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """Who did it where the by-phrase of a passive hangs deeper: "had been fired from across the river *by Rwandan forces*"."""
    sentence = clause.sentence
    for argument in clause.of("oblique"):
        if argument.inherited or argument.head < clause.head:
            continue
        for i in sorted(sentence.subtree(argument.head)):
            if i != argument.head and sentence.tokens[i].dep in ud.NOMINAL_MODIFIERS and ud.case_of(sentence, i) == "by":
                found = tuple(r for k in ud.conjuncts(sentence, i) for r in of_token(clause, k, actors) if nameable(r))
                if found:
                    return distinct(found)
    return ()
