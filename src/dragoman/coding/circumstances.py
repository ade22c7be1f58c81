"""When and where: the time and place expressions that belong to a predicate. None where the words give none."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.clauses import ud
from dragoman.coding.sides import ActorsOf
from dragoman.domain import Date, Place
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.timex import TimeSpan
from dragoman.parsing.tree import Sentence

_PLACE_PREPS = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around"})

#: Verbs that say of their subject no more than when it was.
_TAKES_PLACE = wordset(CLAUSES, "takes_place")


def date_of(sentence: Sentence, head: int, times: Iterable[TimeSpan], *, periods: bool = False, future: bool = False) -> Date | None:
    """The date that hangs on the predicate at `head`: directly, or on its object or a deverbal noun below it, else on what it shares its time with.

    `future` takes the coming Monday where the word alone would be the last one. `periods` also takes spans such as "since 2010"; without it,
    only "since Thursday" is, where there is nothing else. The day of a verb of saying above is never taken.
    """
    spans = tuple(times)
    for open_ended in (True,) if periods else (False, True):
        above: int | None = head
        while above is not None:
            date = _hanging_on(sentence, above, spans, open_ended=open_ended, days_only=not periods, future=future)
            if date is not None:
                return date
            above = _shares_time_with(sentence, above, alone=len(spans) == 1)
    above = sentence.tokens[head].head
    if sentence.tokens[head].pos == "NOUN" and head < above:  # "the invasion of Kuwait *in 1990* shocked the world", wherever the parser hangs it
        inside = [span for span in spans if span.date is not None and _between(sentence, head, span, above)]
        if len(inside) == 1:
            return inside[0].date
    if sentence.kind == "caption" and len(spans) == 1:
        return spans[0].date  # the day on which the picture was taken
    return None


def _between(sentence: Sentence, first: int, span: TimeSpan, last: int) -> bool:
    return sentence.tokens[first].end <= span.start and span.end <= sentence.tokens[last].start


def _shares_time_with(sentence: Sentence, i: int, *, alone: bool) -> int | None:
    """The predicate above whose time is that of `i` too: "*voted* on Monday to annul and urged", "a visit that *ended* last week".

    A coordinated verb shares the time only where it is the only one of the sentence (`alone`).
    """
    token = sentence.tokens[i]
    if token.head == i:
        return None
    own_subject = any(sentence.tokens[j].dep.startswith("nsubj") for j in sentence.children[i])
    if token.dep == "xcomp" or (token.dep == "conj" and token.pos == "VERB" and not own_subject and alone):
        return token.head
    if token.dep == "advcl" and not own_subject and ud.mark_of(sentence, i) in {"", "to"}:
        return token.head
    if token.pos == "NOUN" and token.dep in {"nsubj", "nsubj:pass"} and sentence.tokens[token.head].lemma.lower() in _TAKES_PLACE:
        return token.head
    return None


def _hanging_on(sentence: Sentence, head: int, times: Iterable[TimeSpan], *, open_ended: bool, days_only: bool, future: bool) -> Date | None:
    found: list[tuple[int, Date]] = []
    for span in times:
        if span.date is None:
            continue
        if span.kind == "period" and span.date.end is None and (not open_ended or (days_only and span.date.precision != "day")):
            continue
        token = next((t.i for t in sentence.tokens if t.start < span.end and t.end > span.start), None)
        if token is None:
            continue
        distance = _distance(sentence, token, head)
        if distance is not None:
            found.append((distance, span.forward if future and span.forward else span.date))
    return min(found, key=lambda f: f[0])[1] if found else None


def _distance(sentence: Sentence, token: int, head: int) -> int | None:
    """Steps from the time word up to the predicate without passing another verb; None if it belongs elsewhere."""
    steps, i = 0, token
    while i != head:
        here = sentence.tokens[i]
        if here.head == i or (here.pos == "VERB" and steps > 0):
            return None
        i = here.head
        steps += 1
    return steps


def place_of(sentence: Sentence, head: int, actors: ActorsOf) -> Place | None:
    """The place in which the predicate's obliques put it."""
    for i in (head, *(t.i for t in ud.kids(sentence, head, "obj", "nsubj:pass"))):
        for token in ud.kids(sentence, i, "obl", "nmod"):
            if token.ent == "LOC" and ud.case_of(sentence, token.i) in _PLACE_PREPS:
                refs = actors.actors_of(sentence.index, token.i)
                country = refs[0].country if refs else None
                name = " ".join(
                    t.text
                    for t in sentence.tokens
                    if t.ent == "LOC" and (t.i == token.i or t.head == token.i or token.head == t.i) and abs(t.i - token.i) <= 3
                )
                city = None if refs and refs[0].kind == "state" and refs[0].how.startswith(("name", "register:")) else name
                return Place(name, country, city)
    return None


def contexts_of(sentence: Sentence, triggers: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """PLOVER contexts whose words stand in the sentence; `triggers` maps a lemma to its contexts."""
    found: dict[str, None] = {}
    for token in sentence.tokens:
        for context in triggers.get(token.lemma.lower(), ()):
            found[context] = None
    return tuple(found)
