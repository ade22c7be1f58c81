"""From what was coded to claims: evidence, identity, dates of stocks and flows."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.claims import event_claim, flow_claim, once_per_article, relation_claim
from dragoman.coding.events.coded import Coded
from dragoman.coding.flows.coded import CodedFlow
from dragoman.domain import ActorRef, Article, Date, Period, Relation, Source
from dragoman.domain import Evidence as Span

ARTICLE = Article("a", "Israel attacked Syria. China is owed $5 billion.")
ISRAEL, SYRIA = ActorRef("ISR", "Israel", "Israel", "ISR"), ActorRef("SYR", "Syria", "Syria", "SYR")
CODED = Coded(0, 1, "ASSAULT", None, (ISRAEL,), (SYRIA,), Factuality("negative", "future", "not"), 0, 21, "events.attack")
CHAIN = (Source("Granma", "said"),)


def claim(article=ARTICLE, coded=CODED, date=None):
    return event_claim(article, coded, lambda start, end: CHAIN if (start, end) == (0, 21) else (), date, None, ("military",), -9.0)


def test_an_event():
    event = claim()
    assert event.evidence == Span(0, 21, "Israel attacked Syria")
    assert (event.kind, event.article, event.type, event.rule, event.score) == ("event", "a", "ASSAULT", "events.attack", -9.0)
    assert (event.polarity, event.modality, event.contexts) == ("negative", "future", ("military",))
    assert event.attribution == CHAIN
    assert event.id.startswith("ev-")


OTHERS = [
    ("another article", {"article": Article("b", ARTICLE.text)}),
    ("another type", {"coded": replace(CODED, type="COERCE")}),
    ("another mode", {"coded": replace(CODED, mode="heavy-weapons")}),
    ("other characters", {"coded": replace(CODED, end=15)}),
    ("another recipient", {"coded": replace(CODED, recipients=())}),
]


@pytest.mark.parametrize(("reason", "change"), OTHERS, ids=[r[0] for r in OTHERS])
def test_another_claim_has_another_id(reason, change):
    assert claim(**change).id != claim().id


def test_what_a_claim_says_of_itself_does_not_change_its_id():
    """A better reading of its date, rule or certainty is the same claim."""
    same = replace(CODED, rule="events.other", factuality=Factuality())
    assert claim(coded=same, date=Date("2024-01-01", "2024-01-01", "day", "x")).id == claim().id


def owed(measure):
    return CodedFlow(
        sentence=1, head=7, flow_type="debt", measure=measure, status="outstanding", provider=None, recipient=ISRAEL, amount=None, commodity=None,
        instrument=None, is_aggregate=False, factuality=Factuality(), start=23, end=48, rule="flows.owed",
    )  # fmt: skip


def test_a_stock_has_the_day_as_of_and_a_flow_its_period():
    march = Date("2024-03-01", "2024-03-31", "month", "March 2024")
    stock = flow_claim(ARTICLE, owed("stock"), lambda *_: (), march)
    assert (stock.as_of, stock.period) == ("2024-03-31", None)
    flow = flow_claim(ARTICLE, owed("flow"), lambda *_: (), march)
    assert (flow.as_of, flow.period) == (None, Period("2024-03-01", "2024-03-31"))
    assert ARTICLE.text[flow.evidence.start : flow.evidence.end] == flow.evidence.text


def test_a_flow_over_many_years_is_a_total():
    """What was lent from 1999 to 2013 must not be added to what was lent in 2005."""
    years = Date("1999-01-01", "2013-12-31", "range", "1999-2013")
    assert flow_claim(ARTICLE, owed("flow"), lambda *_: (), years).is_aggregate
    assert not flow_claim(ARTICLE, owed("stock"), lambda *_: (), years).is_aggregate
    assert not flow_claim(ARTICLE, owed("flow"), lambda *_: (), None).is_aggregate


def relation(start, subject=ISRAEL, object_=SYRIA, kind="ally"):
    return Relation(id=f"re-{start}", article="a", evidence=Span(start, start + 1, "x"), rule="r", relation=kind, subject=subject, object=object_)


def test_a_relation_told_twice_is_one_claim():
    told = [
        relation(0),
        relation(9, replace(ISRAEL, text="it")),
        relation(12, kind="trade-partner"),
        relation(15, SYRIA, ISRAEL),
        relation(20, object_=None),
    ]
    assert [r.evidence.start for r in once_per_article(told)] == [0, 12, 15, 20]


def test_relation_claims_have_stable_ids():
    class CodedRelation:
        start, end, relation, subject, object, role, rule = 0, 21, "office", ISRAEL, SYRIA, "envoy", "relations.x"
        factuality, period = Factuality(), None

    one, other = (relation_claim(ARTICLE, CodedRelation(), lambda *_: ()) for _ in range(2))
    assert one == other
    assert one.id.startswith("re-")
