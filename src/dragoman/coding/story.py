"""The sides of an act that the story has told already or tells below: "the expulsions", a headline without parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.coding.events import Coded
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse

#: How many sentences away what was told may stand.
_NEAR = 3
#: Modes of attack that a story uses for one another: "an air strike killed nine … the *bombing*".
_BLOWS = frozenset({"aerial", "drone", "explosives", "heavy-weapons", "firearms", "suicide-attack", "targeted", "destroy"})


def as_context(ref: ActorRef) -> ActorRef:
    """The actor, taken from the surroundings of an act and not from its words."""
    return replace(ref, how="context")


def with_headlines(events: Sequence[Coded], parse: Parse) -> tuple[Coded, ...]:
    """The events of an article, in order; those of its headline that have no party get those of the first of their type in the story below."""
    return tuple(
        _told_below(event, events[at + 1 :])
        if not event.actors and not event.recipients and parse.sentences[event.sentence].kind == "title"
        else event
        for at, event in enumerate(events)
    )


def _told_below(event: Coded, below: Iterable[Coded]) -> Coded:
    for other in below:
        if other.type == event.type and event.sentence < other.sentence <= event.sentence + _NEAR and (other.actors or other.recipients):
            actors, recipients = (tuple(as_context(r) for r in side) for side in (other.actors, other.recipients))
            return replace(event, actors=actors, recipients=recipients)
    return event


def told_before(event: Coded, earlier: Sequence[Coded]) -> Coded | None:
    """With the sides of the last act of that type, if it was told a little before, or in the same words."""
    for other in reversed(earlier):
        near = 0 <= event.sentence - other.sentence <= _NEAR or (other.rule == event.rule and (other.actors or other.recipients))
        if near and other.type == event.type and _of_one_kind(event.mode, other.mode) and other.factuality.polarity == "positive":
            sides = tuple(tuple(as_context(r) for r in side) for side in (other.actors, other.recipients))
            return replace(event, actors=sides[0], recipients=sides[1])
    return None


def _of_one_kind(mode: str | None, told: str | None) -> bool:
    return mode is None or mode == told or (mode in _BLOWS and told in _BLOWS)
