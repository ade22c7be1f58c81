"""Coded findings -> claims of the record: evidence, chain of sources, date, place, identifier. The setter behind the pure finders."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.coding.events.coded import Coded
from dragoman.coding.flows.coded import CodedFlow
from dragoman.coding.relations.finding import CodedRelation
from dragoman.domain import Article, Date, Event, Evidence, Flow, Period, Place, Relation, Source
from dragoman.ids import content_id

Chain = Callable[[int, int], tuple[Source, ...]]


def evidence(article: Article, start: int, end: int) -> Evidence:
    """The characters `[start, end)` of the article."""
    return Evidence(start, end, article.text[start:end])


def event_claim(
    article: Article, coded: Coded, chain: Chain, date: Date | None, place: Place | None, contexts: tuple[str, ...], score: float | None
) -> Event:
    """An event as a claim. The chain is that of its predicate's place in the text."""
    parts = ("event", coded.start, coded.end, coded.type, coded.mode, *(r.id or r.name for r in (*coded.actors, *coded.recipients)))
    return Event(
        id=content_id("ev", (article.id, *parts)),
        article=article.id,
        evidence=evidence(article, coded.start, coded.end),
        attribution=chain(coded.start, coded.end),
        polarity=coded.factuality.polarity,
        modality=coded.factuality.modality,
        date=date,
        place=place,
        rule=coded.rule,
        type=coded.type,
        mode=coded.mode,
        contexts=contexts,
        actors=coded.actors,
        recipients=coded.recipients,
        score=score,
    )


def flow_claim(article: Article, coded: CodedFlow, chain: Chain, date: Date | None) -> Flow:
    """A flow as a claim. The date of a stock, and of what was paid "by the end of December", is its `as_of`, a flow's its `period`."""
    parties = tuple(ref and (ref.id or ref.name) for ref in (coded.provider, coded.recipient))
    parts = ("flow", coded.start, coded.end, coded.flow_type, coded.amount and coded.amount.text, coded.status, *parties)
    stock = coded.measure == "stock"
    reached = date is not None and date.start is None and coded.factuality.modality == "actual"
    at = (stock and coded.flow_type not in {"credit-line", "rescheduling"}) or reached
    # the day of an agreement to reschedule is no period of the debt
    period = Period(date.start, date.end) if date and not at and coded.flow_type != "rescheduling" else None
    return Flow(
        id=content_id("fl", (article.id, *parts)),
        article=article.id,
        evidence=evidence(article, coded.start, coded.end),
        attribution=chain(coded.start, coded.end),
        polarity=coded.factuality.polarity,
        modality=coded.factuality.modality,
        date=date,
        rule=coded.rule,
        flow_type=coded.flow_type,
        measure="stock" if stock else "flow",
        provider=coded.provider,
        recipient=coded.recipient,
        amount=coded.amount,
        commodity=coded.commodity,
        period=period,
        as_of=(date.end or date.start) if date and at else None,
        status=coded.status,
        instrument=coded.instrument,
        terms=coded.terms,
        guarantor=coded.guarantor,
        is_aggregate=coded.is_aggregate or bool(date and date.precision in {"range", "decade"} and coded.measure == "flow"),
    )


def relation_claim(article: Article, coded: CodedRelation, chain: Chain) -> Relation:
    """A relation as a claim."""
    parts = ("relation", coded.start, coded.end, coded.relation, coded.subject.name, coded.object.name if coded.object else None)
    return Relation(
        id=content_id("re", (article.id, *parts)),
        article=article.id,
        evidence=evidence(article, coded.start, coded.end),
        attribution=chain(coded.start, coded.end),
        rule=coded.rule,
        relation=coded.relation,
        subject=coded.subject,
        object=coded.object,
        role=coded.role,
        period=coded.period,
    )


def once_per_article(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """A relation told twice in one article is one claim, at its first place."""
    seen: set[tuple[str, str, str | None]] = set()
    kept = []
    for relation in relations:
        other = relation.object
        key = (relation.relation, relation.subject.id or relation.subject.name, (other.id or other.name) if other else None)
        if key not in seen:
            seen.add(key)
            kept.append(relation)
    return tuple(kept)
