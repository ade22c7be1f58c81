"""Events from the acts that the reader marks: its type, mode and truth, and for each side the actors whom the marked words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality
from dragoman.coding.events.coded import Coded
from dragoman.coding.ontology import Ontology
from dragoman.coding.roles import MentionsOf, Sureness, evidence, modality_of, polarity_of, scores_of, sides
from dragoman.parsing.tree import Act, Parse, Sentence

RULE = "acts"


def find_events(parse: Parse, clauses: Sequence[Sequence[Clause]], text: str, actors: MentionsOf, sure: Sureness | None = None) -> list[Coded]:
    """The events among the acts of a parse, in order of the text; datelines tell none. `text` is the article's, `clauses` are by sentence."""
    asked = sure or Sureness()
    return [
        _event(act, parse.sentences, clauses[act.sentence], text, actors, asked)
        for act in parse.acts
        if act.kind == "event" and act.score >= asked.act and parse.sentences[act.sentence].kind != "dateline"
    ]


def with_dictionary(acts: Iterable[Coded], decided: Iterable[Coded], taken: frozenset[int]) -> list[Coded]:
    """The events of a sentence in order of the text. `taken` are the words that a user's dictionary decides: of them stands what it says."""
    return sorted([*(act for act in acts if act.head not in taken), *decided], key=lambda one: (one.start, one.end))


def _event(act: Act, sentences: Sequence[Sentence], clauses: Sequence[Clause], text: str, actors: MentionsOf, sure: Sureness) -> Coded:
    sentence = sentences[act.sentence]
    acting, receiving = sides(act, ("actor", "recipient"), sentences, text, actors, sure)
    start, end = evidence(act.token, sentence, clauses, actors, [r for side in (*acting, *receiving) for r in side.roles])
    truth = Factuality(polarity_of(act, sentence), modality_of(act))
    who, whom = (tuple(side.ref for side in found) for found in (acting, receiving))
    return Coded(act.sentence, act.token, act.type, act.detail, who, whom, truth, start, end, RULE, scores_of(act, acting, receiving))


def together(event: Coded, ontology: Ontology) -> Coded:
    """ "Peru met Chile": those who talk with each other all act."""
    one_way = ontology.types[event.type].one_way
    if one_way is None or event.mode in one_way or not event.actors or is_dictionary(event):
        return event
    return replace(event, actors=(*event.actors, *event.recipients), recipients=())


def is_dictionary(event: Coded) -> bool:
    """Whether a line of a user's verb dictionary made an event: it says itself who does what to whom."""
    return event.rule.startswith("events.dictionary ")
