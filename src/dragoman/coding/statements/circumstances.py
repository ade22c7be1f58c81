"""Around a saying: whom its content speaks of, and the day on which it was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.clauses.attribution import Said
from dragoman.clauses.spans import Spans
from dragoman.coding.circumstances import date_of
from dragoman.coding.statements.actors import ActorsOf
from dragoman.domain import ActorRef, Date
from dragoman.parsing.timex import TimeSpan
from dragoman.parsing.tree import Parse, Sentence


@dataclass(frozen=True, slots=True)
class Naming:
    """A nominal of the text, characters `start`..`end` of its head word, and the actors that it stands for."""

    start: int
    end: int
    actors: tuple[ActorRef, ...]


def namings(parse: Parse, actors: ActorsOf) -> Spans[Naming]:
    """Find every word of an article that stands for actors."""
    found = []
    for sentence in parse.sentences:
        for token in sentence.tokens:
            if token.pos in {"PROPN", "NOUN", "PRON", "ADJ"} or token.ent:
                refs = actors.actors_of(sentence.index, token.i)
                if refs:
                    found.append(Naming(token.start, token.end, refs))
    return Spans(found, lambda naming: (naming.start, naming.end))


def about(one: Said, named: Spans[Naming]) -> tuple[ActorRef, ...]:
    """Find the actors that the content of a saying names, each once and as it names them first."""
    found: dict[str, ActorRef] = {}
    for naming in named.over(one.start, one.end):
        if one.start <= naming.start and naming.end <= one.end:
            for ref in naming.actors:
                found.setdefault(ref.id or ref.name, ref)
    return tuple(found.values())


def said_on(one: Said, sentence: Sentence, times: Iterable[TimeSpan]) -> Date | None:
    """Find the day of the saying: a date that hangs on its cue and stands outside of what is said."""
    outside = [span for span in times if span.end <= one.start or one.end <= span.start]
    return date_of(sentence, one.head, outside, future=one.modality == "future")
