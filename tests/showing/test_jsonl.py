"""The contract's line, key by key."""

from __future__ import annotations

import json

from dragoman.domain import ActorRef, Amount, Event, Evidence, Flow, Period, Source
from dragoman.showing.jsonl import encode_claim

EVIDENCE = "Venezuela received more than $50 billion from China"


def test_flow_is_the_contracts_line() -> None:
    flow = Flow(
        id="f1",
        article="seed-000",
        evidence=Evidence(3903, 3954, EVIDENCE),
        flow_type="loan",
        measure="flow",
        provider=ActorRef("CHN", "China", "China", "CHN", "GOV", "state"),
        recipient=ActorRef("VEN", "Venezuela", "Venezuela", "VEN", "GOV", "state"),
        amount=Amount(5e10, None, "USD", "at_least", "more than $50 billion", "assumed"),
        period=Period("1999", "2013"),
        status="received",
        is_aggregate=True,
        attribution=(Source("reports", "indicate", "reports"),),
        rule="flows.received",
    )
    state = {"sector": "GOV", "kind": "state", "how": ""}
    assert json.loads(encode_claim(flow)) == {
        "id": "f1",
        "kind": "flow",
        "article": "seed-000",
        "evidence": {"start": 3903, "end": 3954, "text": EVIDENCE},
        "attribution": [{"name": "reports", "cue": "indicate", "stance": "reports", "actor": None}],
        "polarity": "positive",
        "modality": "actual",
        "date": None,
        "place": None,
        "rule": "flows.received",
        "confidence": None,
        "flow_type": "loan",
        "measure": "flow",
        "provider": {"id": "CHN", "name": "China", "text": "China", "country": "CHN", **state},
        "recipient": {"id": "VEN", "name": "Venezuela", "text": "Venezuela", "country": "VEN", **state},
        "amount": {
            "min": 5e10, "max": None, "unit": "USD", "qualifier": "at_least", "text": "more than $50 billion", "currency_basis": "assumed", "also": []
        },
        "commodity": None,
        "period": {"start": "1999", "end": "2013"},
        "as_of": None,
        "status": "received",
        "instrument": None,
        "terms": None,
        "is_aggregate": True,
        "guarantor": None,
    }  # fmt: skip


def test_line_is_utf8_with_its_letters_as_they_are_and_no_line_feed() -> None:
    event = Event(id="e", article="a", evidence=Evidence(0, 9, "Chávez’s\n"), rule="r", type="AID")
    line = encode_claim(event)
    assert "Chávez’s\\n".encode() in line
    assert b"\n" not in line
    assert json.loads(line)["recipients"] == []


def test_keys_stand_in_the_order_of_the_types() -> None:
    event = Event(id="e", article="a", evidence=Evidence(0, 1, "x"), rule="r", type="AID")
    assert list(json.loads(encode_claim(event)))[:5] == ["id", "kind", "article", "evidence", "attribution"]
