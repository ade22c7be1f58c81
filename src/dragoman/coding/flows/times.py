"""When a flow was: the time expression that belongs to it, by the tree and else by its place in the words."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.circumstances import date_of
from dragoman.coding.flows.coded import CodedFlow
from dragoman.domain import Date
from dragoman.parsing.timex import TimeSpan
from dragoman.parsing.tree import Sentence

_REACH = 80


def flow_date(sentence: Sentence, flow: CodedFlow, times: Iterable[TimeSpan]) -> Date | None:
    """The date of a coded flow; `times` are the expressions of its sentence. A promise takes the reading forward in time."""
    spans = [t for t in times if t.date is not None and sentence.start <= t.start < sentence.end]
    inside = [t for t in spans if flow.start <= t.start < flow.end and _own(sentence, flow.head, t)]
    direct = date_of(sentence, flow.head, inside, periods=True)
    chosen = next((t for t in inside if t.date == direct), None) if direct is not None else None
    if chosen is None and inside:
        chosen = inside[-1]
    if chosen is None:
        # right behind the clause, before its next comma or verb
        chosen = next((t for t in spans if flow.end <= t.start <= flow.end + _REACH and not _parted(sentence, flow.end, t.start)), None)
    if chosen is None:
        direct = date_of(sentence, flow.head, spans, periods=True)
        chosen = next((t for t in spans if t.date == direct), None) if direct is not None else None
    if chosen is None:
        return None
    return chosen.forward if flow.factuality.modality == "future" and chosen.forward is not None else chosen.date


def _own(sentence: Sentence, head: int, span: TimeSpan) -> bool:
    """The time does not hang on an earlier verb that is not the flow's ("welcomed it on Tuesday and offered")."""
    token = next((t.i for t in sentence.tokens if t.start < span.end and t.end > span.start), None)
    if token is None:
        return False
    verb = next((i for i in sentence.ancestors(token) if sentence.tokens[i].pos == "VERB"), None)
    return verb is None or verb >= head or verb in set(sentence.subtree(head)) or token > head


def _parted(sentence: Sentence, start: int, end: int) -> bool:
    between = [t for t in sentence.tokens if start <= t.start < end]
    clause = any(t.text in {",", ";", ":"} or (t.pos in {"VERB", "AUX"} and t.dep != "amod") for t in between)
    return clause or (bool(between) and between[-1].text.lower() == "of")
