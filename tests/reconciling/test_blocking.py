from __future__ import annotations

import math
import random

import pytest
from reconciling_inputs import event, flow, many, relation, told

from dragoman.reconciling.blocking import pairs
from dragoman.reconciling.findings import ready
from dragoman.reconciling.model import load_model

MODEL = load_model()
CASES = [
    ("same parties and type", event("x", "CONSULT", "USA RUS"), event("y", "CONSULT", "RUS USA", start=50), True),
    ("sides told in the other order", event("x", "AID", "USA", "UKR"), event("y", "AID", "UKR USA", start=50), True),
    ("types of one group", event("x", "AGREE", "USA RUS"), event("y", "SUPPORT", "USA RUS", start=50), True),
    ("types of no common group", event("x", "AGREE", "USA RUS"), event("y", "ASSAULT", "USA RUS", start=50), False),
    ("one names one party only", event("x", "SANCTION", "", "AUS"), event("y", "SANCTION", "VUT", "AUS", start=50), True),
    ("nobody named on either side", event("x", "ASSAULT", ""), event("y", "ASSAULT", "", start=50), True),
    ("no party shared", event("x", "ASSAULT", "USA", "RUS"), event("y", "ASSAULT", "IND", "PAK", start=50), False),
    ("instruments of one family, debtor first", flow("x", "loan", "CHN", "ECU"), flow("y", "debt", "ECU", "CHN", start=50), True),
    ("goods and credit", flow("x", "loan", "CHN", "ECU"), flow("y", "shipment", "CHN", "ECU", start=50), False),
    ("event and flow", event("x", "AID", "CHN", "ECU"), flow("y", "aid", "CHN", "ECU", start=50), False),
    ("one name within another", relation("office", "Said al-Harthy", "OMN"), relation("office", "Said bin Salim al-Harthy", "OMN", start=50), True),
]


@pytest.mark.parametrize(("reason", "one", "other", "compared"), CASES, ids=[c[0] for c in CASES])
def test_what_is_compared(reason, one, other, compared):
    assert bool(list(pairs(ready([told(one), told(other)], MODEL), MODEL))) is compared


def test_events_far_apart_in_time_are_not_compared_but_figures_are():
    events = [told(event("x", "CONSULT", "USA RUS"), "2024-01-01"), told(event("y", "CONSULT", "USA RUS", article="b"), "2024-09-01")]
    flows = [told(flow("x", "debt", "VEN", "CHN"), "2020-01-01"), told(flow("y", "debt", "VEN", "CHN", article="b"), "2024-01-01")]
    assert not list(pairs(ready(events, MODEL), MODEL))
    assert list(pairs(ready(flows, MODEL), MODEL)) == [(0, 1)]


@pytest.mark.parametrize(("per_day", "small", "large"), [(None, 2500, 20000), (2, 1500, 12000)], ids=["one crowded year", "a day more each time"])
def test_pairs_grow_about_linearly_on_skewed_claims(per_day, small, large):
    few, lots = (sum(1 for _ in pairs(ready(many(n, per_day=per_day), MODEL), MODEL)) for n in (small, large))
    assert math.log(lots / few) / math.log(large / small) <= 1.1
    assert lots <= 50 * large


def test_pairs_do_not_depend_on_the_order_of_claims():
    claims = many(600)
    shuffled = claims[:]
    random.Random(3).shuffle(shuffled)  # noqa: S311
    one, other = ready(claims, MODEL), ready(shuffled, MODEL)
    assert list(pairs(one, MODEL)) == list(pairs(other, MODEL))
