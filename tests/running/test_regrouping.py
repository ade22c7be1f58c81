"""Regrouping where claims are dense: the same findings in any order and any batches, at the cost of what lies next to what came."""

import json
from dataclasses import replace
from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconciling_inputs import event, many, told

from doubling import superlinear
from dragoman.domain import Article, Reading
from dragoman.reconciling.findings import finding_of, ready
from dragoman.reconciling.model import load_model
from dragoman.reconciling.reprints import article_facts
from dragoman.record.encoding import decode_claim
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import find_all, refresh

SMALL = replace(load_model(), limits=replace(load_model().limits, block=4, window=2, related=3))
"""Limits that a handful of articles reaches."""


def readings(claims):
    """The articles that tell these claims."""
    made = []
    for article, some in groupby(claims, key=lambda one: one.article):
        of_it = list(some)
        known = Article(article, f"Text of {article}.", published=of_it[0].published, outlet=of_it[0].outlet, language="en")
        made.append(Reading(known, tuple(decode_claim(json.dumps(one.claim)) for one in of_it), words=5))
    return made


def add(path, some):
    with RecordWriter(path) as writer:
        for one in some:
            writer.add(one)


def findings(path):
    with RecordView(path) as view:
        return tuple(view.findings())


def whole(path, model):
    with RecordView(path) as view:
        return find_all(view, model)


@given(data=st.data(), seed=st.integers(0, 10_000), skew=st.sampled_from([1.0, 2.5, 4.0]), model=st.sampled_from([SMALL, load_model()]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_order_and_any_batches_give_what_one_batch_gives(tmp_path_factory, data, seed, skew, model):
    """Also where articles are read anew, and where claims are judged, between two batches."""
    path = tmp_path_factory.mktemp("r") / "r.sqlite"
    left = data.draw(st.permutations(readings(many(72, seed, skew))))
    while left:
        size = data.draw(st.sampled_from([1, 1, 2, 5]))
        here, left = left[:size], left[size:]
        add(path, here)
        if data.draw(st.booleans()):
            add(path, [replace(here[0], claims=here[0].claims[: data.draw(st.integers(0, 5))], note="read anew")])
        if data.draw(st.booleans()):
            judge(path, data)
        refresh(path, model)
        assert findings(path) == whole(path, model)


def judge(path, data):
    with RecordView(path) as view:
        ids = [stored.id for stored in view.select()]
    verdict = data.draw(st.sampled_from(["same", "different", "wrong"]))
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    with RecordWriter(path) as writer:
        writer.judge(verdict, "Ada", one, None if verdict == "wrong" else other)


def test_an_article_more_costs_what_its_neighbours_cost(tmp_path):
    """Days of dense events, one after the other: what the last articles compare and regroup does not grow with the days before."""
    few, lots = 80, 400
    articles = readings(one for one in many(6 * lots, per_day=2) if one.claim["kind"] == "event")
    took = {}
    for count in (few, lots):
        path = tmp_path / f"{count}.sqlite"
        add(path, articles[: count - 3])
        refresh(path)
        last = []
        for article in articles[count - 3 : count]:
            add(path, [article])
            last.append(refresh(path))
        took[count] = (max(one.compared for one in last), max(one.regrouped for one in last))
    assert took[lots][0] <= 1.5 * took[few][0]
    assert took[lots][1] <= 1.5 * took[few][1]


def test_a_huge_finding_takes_linear_time():
    """What an outlet tells, what others credit it with, and what is told in other words each time."""
    model = load_model()
    claims = [
        told(event(f"11 killed in strike {n % 3}", "ASSAULT", "RUS", "UKR", article=f"a{n}"), f"2027-03-{n % 28 + 1:02}", f"outlet {n % 300}")
        for n in range(2000)
    ]
    items = ready(claims, model)
    facts = {one.article: article_facts(f"KYIV (Wire) - Story {one.article} as told by {one.outlet}.", one.outlet, one.published) for one in claims}
    assert superlinear(lambda n: finding_of(items[:n], facts, model), start=250, most=2000) is None
