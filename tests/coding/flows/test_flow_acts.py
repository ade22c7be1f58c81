"""Flows from the reader's acts: every figure belongs to one of them, and a side has room for one party."""

import pytest
from flows_parsed import Spoken, parsed

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.flows.acts import find_flows
from dragoman.parsing.quantity import find_quantities
from dragoman.parsing.quantity_units import load_units
from dragoman.parsing.tree import Act, Parse, Role
from trees import tree

UNITS = load_units()


def act(token, flow_type, status=None, *roles, score=0.9, polarity="positive", modality="actual"):
    return Act(0, token, "flow", flow_type, status, score, "aid", 0.05, polarity, modality, tuple(Role(0, i, name, s) for i, name, s in roles))


def told(text, *acts):
    """`type status provider>recipient figure (goods)` of each flow."""
    sentence = parsed(text)
    parse = Parse((sentence,), ((0, len(text)),), acts)
    flows = find_flows(parse, [find_clauses(sentence)], find_quantities(text, UNITS), text, Spoken((sentence,)))
    name = lambda ref: ref.id or ref.name if ref else ""  # noqa: E731
    return [
        f"{f.flow_type} {f.status} {name(f.provider)}>{name(f.recipient)} {f.amount.text if f.amount else '-'} ({f.commodity or '-'})" for f in flows
    ]


PAID = "Kenya transferred $12 million to Japan, leaving $26 million unpaid."
OWED = act(8, "debt", "outstanding", (0, "provider", 0.8), (6, "recipient", 0.7), (3, "amount", 0.6), (10, "amount", 0.9))
ROWS = [
    (
        "figure, giver, receiver",
        "Ecuador repaid $1.3 billion to China.",
        [act(1, "repayment", "repaid", (0, "provider", 0.9), (6, "recipient", 0.9), (3, "amount", 0.9))],
        ["repayment repaid ECU>CHN $1.3 billion (-)"],
    ),
    (
        "goods without a figure",
        "Iran delivers crude to China.",
        [act(1, "shipment", None, (0, "provider", 0.9), (4, "recipient", 0.9), (2, "goods", 0.9))],
        ["shipment delivered IRN>CHN - (crude)"],
    ),
    (
        "counted things are goods",
        "Japan donated two boats to Peru.",
        [act(1, "donation", "delivered", (0, "provider", 0.9), (5, "recipient", 0.9), (2, "amount", 0.9))],
        ["donation delivered JPN>PER two boats (boats)"],
    ),
    (
        "a figure belongs to the act that is surer of it",
        PAID,
        [act(1, "payment", "delivered", (0, "provider", 0.9), (6, "recipient", 0.9), (3, "amount", 0.9)), OWED],
        ["payment delivered KEN>JPN $12 million (-)", "debt outstanding KEN>JPN $26 million (-)"],
    ),
    ("what is unsure is no flow", "Iran delivers crude to China.", [act(1, "shipment", None, (0, "provider", 0.9), score=0.1)], []),
]


@pytest.mark.parametrize(("why", "text", "acts", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_flows_of_acts(why, text, acts, expected):
    assert told(text, *acts) == expected, why


def test_of_several_receivers_none_gets_the_whole():
    """ "to Kenya and China": neither alone received it."""
    [flow] = told("Trade between Kenya and China reached $8 billion.", act(0, "grant", None, (2, "recipient", 0.9), (4, "recipient", 0.9)))
    assert flow.startswith("grant delivered >KEN and CHN")


def test_what_the_words_deny_did_not_flow():
    text = "China did not lend Peru $2 billion."
    sentence = parsed(text)
    parse = Parse((sentence,), ((0, len(text)),), (act(3, "loan", None, (0, "provider", 0.9)),))
    [flow] = find_flows(parse, [find_clauses(sentence)], find_quantities(text, UNITS), text, Spoken((sentence,)))
    assert flow.factuality.polarity == "negative"


GAPPED = [
    ("to each its own", "Japan gave Peru $4 million and Ecuador $5 million.", 1, ["PER $4 million", "ECU $5 million"]),
    ("the same receiver", "Japan gave Peru $4 million and two boats.", 1, ["PER $4 million", "PER two boats"]),
]


@pytest.mark.parametrize(("why", "text", "token", "expected"), GAPPED, ids=[row[0] for row in GAPPED])
def test_figures_that_go_on_without_a_verb(why, text, token, expected):
    """The reader marks the first figure only; the verb is understood before the second."""
    sentence = tree(GAPPED_TREES[text])
    roles = [(0, "provider", 0.9), (2, "recipient", 0.9), (3, "amount", 0.9)] + ([(6, "recipient", 0.9)] if "Ecuador" in text else [])
    parse = Parse((sentence,), ((0, len(text)),), (act(token, "aid", None, *roles),))
    flows = find_flows(parse, [find_clauses(sentence)], find_quantities(text, UNITS), text, Spoken((sentence,)))
    assert sorted(f"{f.recipient.id} {f.amount.text}" for f in flows) == sorted(expected), why


_GAVE = "Japan/Japan/PROPN/1/nsubj gave/give/VERB/1/root Peru/Peru/PROPN/1/iobj $4//NUM/4/nummod million//NUM/1/obj and//CCONJ/7/cc"
GAPPED_TREES = {
    GAPPED[0][1]: f"{_GAVE} Ecuador/Ecuador/PROPN/1/conj $5//NUM/8/nummod million//NUM/6/obj .//PUNCT/1/punct",
    GAPPED[1][1]: f"{_GAVE} two//NUM/7/nummod boats/boat/NOUN/4/conj .//PUNCT/1/punct",
}
