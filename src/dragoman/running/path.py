"""The whole path of an article, a line a stage. The only place where stages are joined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.clauses.attribution import Said, attribution_at
from dragoman.clauses.clauses import Clause, find_clauses
from dragoman.clauses.spans import Spans
from dragoman.coding import claims, statements
from dragoman.coding.acts import find_events, voted
from dragoman.coding.at_home import at_home, settled, soil_of
from dragoman.coding.circumstances import contexts_of, date_of, place_of
from dragoman.coding.events import Coded
from dragoman.coding.flows import find_article_flows
from dragoman.coding.flows_times import flow_date
from dragoman.coding.framing import find_framings
from dragoman.coding.relations import find_relations
from dragoman.coding.statements_circumstances import about, namings, said_on
from dragoman.coding.statements_objects import vouched_objects
from dragoman.coding.story import with_headlines
from dragoman.coding.surroundings import aside, complete, leaves_out_a_side, parties_by_sentence
from dragoman.domain import Article, Date, Event, Flow, Reading, Relation, Source, Statement
from dragoman.parsing.annotate import parse_articles
from dragoman.parsing.quantity import Quantity, find_quantities
from dragoman.parsing.timex import TimeSpan, find_dateline_date, find_times
from dragoman.parsing.tree import Parse, Sentence
from dragoman.reading.language import detect_language
from dragoman.running.spoken import SpokenActors
from dragoman.running.tools import Tools

T = TypeVar("T", Quantity, TimeSpan)
C = TypeVar("C", Event, Flow)
_REMEMBERED = 24
"""Acts told before that a sentence may point back to."""
CODED_LANGUAGES = frozenset({"en"})


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
    """Read articles in order, one `Reading` each. An article in another language is read, not coded, and says so."""
    for group in _in_groups(articles):
        known = [replace(a, language=a.language or detect_language(a.text)) for a in group]
        coded = [a for a in known if a.language is None or a.language in CODED_LANGUAGES]
        parsed = dict(zip((id(a) for a in coded), parse_articles(tools.reader, coded), strict=True))
        for article in known:
            if id(article) in parsed:
                _, parse = parsed[id(article)]
                yield code(trace(article, parse, tools), tools)
            else:
                yield Reading(article, note=f"not coded: the language is {article.language!r}; Dragoman codes {', '.join(sorted(CODED_LANGUAGES))}")


def _in_groups(articles: Iterable[Article], size: int = 64) -> Iterator[list[Article]]:
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def trace(article: Article, parse: Parse, tools: Tools) -> Trace:
    """Everything found before coding."""
    mentions = find_mentions(article, parse, tools=tools.actors)
    said = statements.find_statements(article, parse, mentions, tools.reporting)
    vouched = vouched_objects(parse, mentions, tools.reporting)
    clauses = tuple(find_clauses(sentence) for sentence in parse.sentences)
    quantities = find_quantities(article.text, tools.units)
    anchor = find_dateline_date(article.text[:400], article.published) or article.published
    times = find_times(article.text, anchor, tools.times)
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
        events.append(claims.event_claim(article, coded, sources, date, place, contexts, scored))
    for flow in find_article_flows(found.parse.sentences, found.clauses, found.quantities, mentions, tools.flows):
        sentence = found.parse.sentences[flow.sentence]
        flows.append(
            claims.flow_claim(
                article, flow, chain_of(sentence.tokens[flow.head].start), flow_date(sentence, flow, _inside(found.times, time_starts, sentence))
            )
        )
    named = namings(found.parse, found.mentions)

    def said_when(one: Said) -> Date | None:
        sentence = found.parse.sentences[one.sentence]
        return said_on(one, sentence, _inside(found.times, time_starts, sentence))

    spoken = statements.to_claims(article, found.said, lambda one: about(one, named), said_when)
    framings = find_framings(article, found.parse, found.mentions, found.said, tools.framing)
    made: list[Event | Statement | Flow | Relation] = [*_once(events), *spoken, *_once(flows), *claims.once_per_article(relations)]
    made.sort(key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.id))
    words = sum(len(s.tokens) for s in found.parse.sentences)
    return Reading(article, tuple(made), framings, None if words else "not coded: the article has no words", words)


def _told(found: Trace, actors: SpokenActors, tools: Tools) -> list[Coded]:
    """The events of an article, in order of the text, each with the sides that its surroundings leave no choice about."""
    parties = parties_by_sentence(found.parse, actors)
    acts = [] if tools.dictionary_only else find_events(found.parse, found.clauses, found.article.text, actors)
    told: list[Coded] = []
    for sentence, clauses in zip(found.parse.sentences, found.clauses, strict=True):
        if sentence.kind == "dateline":
            continue
        seen = [act for act in found.parse.acts if act.sentence == sentence.index and act.kind == "event"]
        taken = frozenset(t.i for t in sentence.tokens if t.lemma.lower() in tools.dictionary_verbs)
        here = voted([act for act in acts if act.sentence == sentence.index], tools.coder.find(sentence, clauses, actors), seen, taken)
        placed = [at_home(act, soil_of(sentence, act.head, actors)) for act in here]
        two_sided = partial(leaves_out_a_side, sentence, tools.ontology)
        completed = complete(placed, parties, two_sided, told[-_REMEMBERED:], partial(aside, sentence))
        told += [settled(act, sentence, actors) for act in completed]
    return list(with_headlines(told, found.parse))


def _inside(spans: tuple[T, ...], starts: list[int], sentence: Sentence) -> list[T]:
    first = bisect_left(starts, sentence.start)
    last = bisect_left(starts, sentence.end)
    return list(spans[first:last])


def _once(found: list[C]) -> list[C]:
    return list({c.id: c for c in found}.values())
