from __future__ import annotations

import json

import pytest
from ledger_inputs import CHINA, ECUADOR, REBELS, amount, day, debt, finding, flow

from dragoman.showing.ledger import encode_entry, entries, entry_rows, ledger_listing
from dragoman.showing.terminal import plain


def ids(ledger):
    return [entry.stored.id for entry in ledger]


SIDES = [
    ("a loan from the lender", flow(), "CHN", "ECU", True),
    ("not the other way round", flow(), "ECU", "CHN", False),
    ("a debt stands with its creditor", debt(1), "CHN", "ECU", True),
    ("and not with the debtor as giver", debt(1), "ECU", "CHN", False),
    ("a repayment belongs to the loan", flow(flow_type="repayment", status="repaid", provider=ECUADOR, recipient=CHINA), "CHN", "ECU", True),
    ("a shipment from the shipper", flow(flow_type="shipment", provider=ECUADOR, recipient=CHINA), "ECU", "CHN", True),
    ("by name", flow(), "exim bank", "Ecuador", True),
    ("one side only", flow(), "CHN", None, True),
    ("nobody is nobody's", flow(recipient=None), "CHN", "ECU", False),
    ("an unknown actor by its name", flow(provider=REBELS), "Rebels", None, True),
]


@pytest.mark.parametrize(("reason", "stored", "giver", "taker", "found"), SIDES, ids=[row[0] for row in SIDES])
def test_who_gives_to_whom(reason, stored, giver, taker, found):
    assert bool(entries([stored], (), giver, taker)) is found


def test_flows_stand_by_dyad_in_the_order_given():
    told = [flow(1), flow(2, provider=CHINA, recipient=None), debt(3), flow(4, provider=None)]
    assert ids(entries(told)) == ["fl-1", "fl-3", "fl-2", "fl-4"]
    lines = list(plain(ledger_listing(entries(told))))
    assert [line for line in lines if "→" in line and line[0] not in " ["] == [
        "CHN → ECU  (2 flows in 2 articles)",
        "CHN → —  (1 flow in 1 article)",
        "— → ECU  (1 flow in 1 article)",
    ]


def test_an_entry_says_all_that_the_claim_says():
    stored = flow(
        amount=amount(5e10, None, "more than $50 billion"),
        period={"start": "1999", "end": "2013"},
        is_aggregate=True,
        terms="at 6 percent",
        instrument="oil-backed loan",
        commodity="oil",
        attribution=[{"name": "aides", "cue": "said", "stance": "claims", "actor": None}],
    )
    lines = list(plain(entry_rows(*entries([stored], [finding("fl-1", "fl-9")]))))
    assert lines == [
        "1999–2013         loan delivered: Exim Bank (CHN) → Ecuador",
        "                  at least 50 bn USD (“more than $50 billion”, assumed currency) · of oil · total, do not add",
        "                  instrument: oil-backed loan · terms: at 6 percent",
        "                  “the bank lent Ecuador $2 billion”",
        "                  claimed by aides (“said”) · Wire · 2027-03-10 · a1 · fl-1",
        "                  told in 2 claims by 2 independent sources; figures: contradict (fi-1)",
    ]


def test_a_debt_is_owed_and_a_second_surface_is_shown():
    both = amount(4e9, 4e9, "$4bn", also=[amount(27e9, 27e9, "27bn yuan", "CNY", currency_basis="stated")])
    lines = list(plain(entry_rows(*entries([debt(1, amount=both, polarity="negative", date=day("2027-02-28", "2027-02-28"))]))))
    assert lines[0] == "2027-02-28        debt outstanding: Ecuador owes China  [denied]"
    assert lines[1].strip() == "4 bn USD (“$4bn”, assumed currency) = 27 bn CNY (“27bn yuan”) · a balance"
    assert list(plain(entry_rows(*entries([flow(amount=None)]))))[1].strip() == "no figure"


def test_a_line_for_programs_is_the_claim_and_where_it_stands():
    stored = flow(url="https://example.org/1")
    line = json.loads(encode_entry(*entries([stored], [finding("fl-1", "fl-2")])))
    assert line == stored.claim | {
        "from": "CHN", "to": "ECU", "outlet": "Wire", "published": "2027-03-10", "title": "Headline",
        "url": "https://example.org/1", "finding": "fi-1",
    }  # fmt: skip
