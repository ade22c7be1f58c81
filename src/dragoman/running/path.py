"""The whole path of an article, a line a stage. The only place where stages are joined."""

from __future__ import annotations

import traceback
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.clauses.attribution import Said, attribution_at
from dragoman.clauses.clauses import Clause, find_clauses
from dragoman.clauses.spans import Spans
from dragoman.coding import claims
from dragoman.coding.circumstances import contexts_of, date_of, place_of
from dragoman.coding.dictionaries.overrides import overruled
from dragoman.coding.events.acts import find_events, together, with_dictionary
from dragoman.coding.events.at_home import at_home, settled, soil_of
from dragoman.coding.events.coded import Coded
from dragoman.coding.events.judged import of_doers
from dragoman.coding.events.surroundings import aside, complete, leaves_out_a_side, parties_by_sentence
from dragoman.coding.flows.acts import find_flows
from dragoman.coding.flows.times import flow_date
from dragoman.coding.framing import find_framings
from dragoman.coding.relations.finding import find_relations
from dragoman.coding.roles import Sureness, without_figures
from dragoman.coding.statements.circumstances import about, namings, said_on
from dragoman.coding.statements.finding import find_statements, to_claims
from dragoman.coding.statements.objects import vouched_objects
from dragoman.domain import Article, Date, Event, Flow, Reading, Relation, Source, Statement
from dragoman.parsing.annotate import parse as parse_article
from dragoman.parsing.annotate import readable
from dragoman.parsing.flat import located
from dragoman.parsing.layout import cut
from dragoman.parsing.quantity import Quantity, find_quantities
from dragoman.parsing.timex import TimeSpan, find_dateline_date, find_times
from dragoman.parsing.tree import Parse, Sentence
from dragoman.reading.language import with_language
from dragoman.running.brought import read_with
from dragoman.running.spoken import SpokenActors
from dragoman.running.tools import Tools

T = TypeVar("T", Quantity, TimeSpan)
C = TypeVar("C", Event, Flow)


@dataclass(frozen=True)
class Trace:
    """The stages' results for one article, kept for `explain`."""

    article: Article
    parse: Parse
    mentions: Mentions
    said: tuple[Said, ...]
    vouched: tuple[Said, ...]
    clauses: tuple[tuple[Clause, ...], ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeSpan, ...]


def read_articles(articles: Iterable[Article], tools: Tools) -> Iterator[Reading]:
    """Read articles in order, one `Reading` each. An article in another language is read, not coded, and says so.

    One that makes this program fail is set aside: its reading says in `fault` what went wrong, and the next is read.
    """
    return (read_article(article, tools) for article in articles)


def read_article(article: Article, tools: Tools) -> Reading:
    """Read one article, as `read_articles` does."""
    try:
        return _read(article, tools)
    except Exception as error:  # a fault of ours on one article; named, and the others are read
        return Reading(article, fault=_fault(error))


def _read(article: Article, tools: Tools) -> Reading:
    known = with_language(article)
    if tools.other is not None:
        return read_with(tools.other, known)
    if known.language is not None and known.language != tools.language:
        return Reading(known, note=f"not coded: the language is {known.language!r}; Dragoman codes {tools.language}")
    part = read_part(known, tools)
    reading = code(trace(part, parse_article(tools.reader, part), tools), tools)
    if len(part.text) == len(known.text):
        return reading
    note = f"coded up to character {len(part.text):,} of {len(known.text):,}: it is too long to be read at once; split it into its articles"
    return replace(reading, article=known, note=note)


def read_part(article: Article, tools: Tools) -> Article:
    """The article as far as it is read: all of it, unless it is overlong."""
    return replace(article, text=article.text[: readable(tools.reader, article)])


def _fault(error: Exception) -> str:
    """What failed and where, in one line: `KeyError: 5 (mentions.py:120)`."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return " ".join(f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})".split())


def trace(article: Article, parse: Parse, tools: Tools) -> Trace:
    """Everything found before coding."""
    mentions = find_mentions(article, parse, tools=tools.actors)
    said = find_statements(article, parse, mentions, tools.reporting)
    vouched = vouched_objects(parse, mentions, tools.reporting)
    clauses = tuple(find_clauses(sentence) for sentence in parse.sentences)
    pieces = cut(article)
    quantities = tuple(located(pieces, article.text, lambda text: find_quantities(text, tools.units)))
    anchor = find_dateline_date(article.text[:400], article.published) or article.published
    times = tuple(located(pieces, article.text, lambda text: find_times(text, anchor, tools.times)))
    money = [(q.start, q.end) for q in quantities if q.kind == "money"]
    parse = replace(parse, acts=without_figures(parse.acts, parse.sentences, money))
    return Trace(article, parse, mentions, said, vouched, clauses, quantities, times)


def code(found: Trace, tools: Tools) -> Reading:
    """From what was found to claims."""
    article = found.article
    mentions = SpokenActors(found.mentions, found.parse, found.said)
    events: list[Event] = []
    flows: list[Flow] = []
    relations: list[Relation] = []

    scopes = Spans((*found.said, *found.vouched), lambda one: one.scope)

    def chain(start: int, end: int) -> tuple[Source, ...]:
        return attribution_at(scopes.over(start, end), start, end)

    def chain_of(head: int) -> Callable[[int, int], tuple[Source, ...]]:
        return lambda start, end: attribution_at(scopes.over(min(start, head), max(end, head)), start, end, head)

    time_starts = [t.start for t in found.times]
    triggers = tools.ontology.triggers()
    for sentence in found.parse.sentences:
        if sentence.kind != "dateline":
            relations += [claims.relation_claim(article, relation, chain) for relation in find_relations(sentence, mentions, tools.relations)]
    for coded in _told(found, mentions, tools):
        sentence = found.parse.sentences[coded.sentence]
        times = _inside(found.times, time_starts, sentence)
        date = date_of(sentence, coded.head, times, future=coded.factuality.modality == "future")
        place = place_of(sentence, coded.head, mentions)
        contexts = contexts_of(sentence, triggers)
        scored = tools.ontology.score(coded.type, coded.mode)
        sources = chain_of(sentence.tokens[coded.head].start)
        event = claims.event_claim(article, coded, sources, date, place, contexts, scored)
        events.append(replace(event, confidence=tools.confidence.of("event", coded.scores)))
    told = () if tools.dictionary_only else find_flows(found.parse, found.clauses, found.quantities, article.text, mentions)
    for flow in told:
        sentence = found.parse.sentences[flow.sentence]
        sources = chain_of(sentence.tokens[flow.head].start)
        made_flow = claims.flow_claim(article, flow, sources, flow_date(sentence, flow, _inside(found.times, time_starts, sentence)))
        flows.append(replace(made_flow, confidence=tools.confidence.of("flow", flow.scores)))
    named = namings(found.parse, found.mentions)

    contents = Spans(found.said, lambda one: (one.start, one.end))

    def said_when(one: Said) -> Date | None:
        sentence = found.parse.sentences[one.sentence]
        # "“Not now,” she added, “and not next year.”": a day in what is said beside it is none of the saying.
        times = [
            span
            for span in _inside(found.times, time_starts, sentence)
            if all(other.start <= one.cue_start < other.end for other in contents.over(span.start, span.end))
        ]
        return said_on(one, sentence, times)

    spoken = to_claims(article, found.said, lambda one: about(one, named), said_when)
    framings = find_framings(article, found.parse, found.mentions, found.said, tools.framing)
    made: list[Event | Statement | Flow | Relation] = [*_once(events), *spoken, *_once(flows), *claims.once_per_article(relations)]
    made.sort(key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.id))
    words = sum(len(s.tokens) for s in found.parse.sentences)
    return Reading(article, tuple(made), framings, None if words else "not coded: the article has no words", words)


def _told(found: Trace, actors: SpokenActors, tools: Tools) -> list[Coded]:
    """The events of an article, in order of the text, each with the sides that its surroundings leave no choice about."""
    parties = parties_by_sentence(found.parse, actors)
    acts = [] if tools.dictionary_only else find_events(found.parse, found.clauses, found.article.text, actors)
    possible = find_events(found.parse, found.clauses, found.article.text, actors, Sureness(act=0.0)) if tools.overrides.rows else []
    by_sentence, possible_by_sentence = _by_sentence(acts), _by_sentence(possible)
    told: list[Coded] = []
    for sentence, clauses in zip(found.parse.sentences, found.clauses, strict=True):
        if sentence.kind == "dateline":
            continue
        taken = frozenset(t.i for t in sentence.tokens if t.lemma.lower() in tools.coder.entries)
        decided = tools.coder.find(sentence, clauses, actors)
        here = with_dictionary(by_sentence.get(sentence.index, ()), decided, taken)
        if tools.overrides.rows:
            seen = {act.head: act for act in possible_by_sentence.get(sentence.index, ())}
            here = overruled(here, tools.overrides, sentence, clauses, seen, actors)
        placed = [at_home(act, soil_of(sentence, act.head, actors)) for act in here]
        completed = [complete(act, parties, aside(sentence, act), two_sided=leaves_out_a_side(sentence, tools.ontology, act)) for act in placed]
        told += [together(settled(act, sentence, actors), tools.ontology) for act in of_doers(completed, sentence)]
    return told


def _by_sentence(acts: Iterable[Coded]) -> dict[int, list[Coded]]:
    found: dict[int, list[Coded]] = {}
    for act in acts:
        found.setdefault(act.sentence, []).append(act)
    return found


def _inside(spans: tuple[T, ...], starts: list[int], sentence: Sentence) -> list[T]:
    first = bisect_left(starts, sentence.start)
    last = bisect_left(starts, sentence.end)
    return list(spans[first:last])


def _once(found: list[C]) -> list[C]:
    return list({c.id: c for c in found}.values())
