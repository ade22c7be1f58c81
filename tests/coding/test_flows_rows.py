"""Figures in a row, parts of a sum, gifts told by a clause below, and what is refused or held back."""

import pytest
from flows_parsed import parsed
from test_flows import LEXICON, UNITS
from test_flows_context import Spoken

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.flows import find_flows
from dragoman.parsing.quantity import find_quantities


def read(text):
    sentence = parsed(text)
    return find_flows(sentence, find_clauses(sentence), find_quantities(text, UNITS), Spoken([sentence]), LEXICON)


def told(flow):
    provider, recipient = (party.id if party else None for party in (flow.provider, flow.recipient))
    return flow.flow_type, provider, recipient, flow.amount and flow.amount.min


ROWS = [
    (
        "each figure goes where the words behind it say",
        "Russia sent 22,000 tonnes of fertiliser to Chad and 34,000 tonnes to Kenya.",
        [("shipment", "RUS", "TCD", 22e3), ("shipment", "RUS", "KEN", 34e3)],
    ),
    (
        "each giver stands right before its figure",
        "Japan promised $3 million, Spain $5 million and Kuwait $10 million.",
        [("aid", "JPN", None, 3e6), ("aid", "ESP", None, 5e6), ("aid", "KWT", None, 1e7)],
    ),
    (
        "each creditor stands right before its figure",
        "Peru owes China $4.1 billion and Japan $1.7 billion.",
        [("debt", "PER", "CHN", 4.1e9), ("debt", "PER", "JPN", 1.7e9)],
    ),
    (
        "each figure comes from whom the words behind it say",
        "Kenya received $750 million from Japan and $42 million from France.",
        [("loan", "JPN", "KEN", 7.5e8), ("loan", "FRA", "KEN", 4.2e7)],
    ),
    (
        "the second giver receives nothing",
        "Japan would give $25 million and Kuwait $15 million to Haiti.",
        [("aid", "JPN", "HTI", 2.5e7), ("aid", "KWT", "HTI", 1.5e7)],
    ),
    (
        "each of two has all of it",
        "Japan lent Kenya and Chad $500 million each.",
        [("loan", "JPN", "KEN", 5e8), ("loan", "JPN", "TCD", 5e8)],
    ),
    (
        "a part without a unit has unit and parties of the whole",
        "Japan promised Chad $105 million, of which 60 million have been disbursed.",
        [("aid", "JPN", "TCD", 1.05e8), ("aid", "JPN", "TCD", 6e7)],
    ),
    (
        "the part says to whom the whole goes",
        "Japan promised $105 million, of which 60 million is to go as a grant to Chad.",
        [("aid", "JPN", "TCD", 1.05e8), ("aid", "JPN", "TCD", 6e7)],
    ),
    ("a participle says who gave", "Kenya accepted 20 vehicles donated by Japan.", [("donation", "JPN", "KEN", 20)]),
    ("also below the goods", "A shipment of 25,000 tonnes of wheat donated by Russia arrived in Chad.", [("donation", "RUS", "TCD", 25e3)]),
    ("who took the deposit owes it", "China rolled over a $3 billion deposit with Kenya.", [("rescheduling", "KEN", "CHN", 3e9)]),
    ("what is told of ships is their cargo", "Japan sent two ships with 300 tonnes of rice to Haiti.", [("aid", "JPN", "HTI", 300)]),
    ("what is due for damage is owed", "Chad owes Peru $3 million in damages.", [("debt", "TCD", "PER", 3e6)]),
    ("paid in other words", "Japan forked out $2 million in fees to Peru.", [("payment", "JPN", "PER", 2e6)]),
    ("bought goods come from whose they are", "Kenya imports Russian gas.", [("sale", "RUS", "KEN", None)]),
    ("carried goods, too", "A pipeline carries Russian crude to Turkey.", [("shipment", "RUS", "TUR", None)]),
    (
        "who is named behind a noun, fined where the court is",
        "The builder, Japan, was fined $86 million in France.",
        [("fine", "JPN", "FRA", 8.6e7)],
    ),
    ("names are no goods", "Japan handed Peru a list of seven names.", []),
]


@pytest.mark.parametrize(("reason", "text", "flows"), ROWS, ids=[row[0] for row in ROWS])
def test_rows(reason, text, flows):
    assert [told(flow) for flow in read(text)] == flows


NOT_DONE = [
    ("declined", "China declined to give Peru $125 million.", ("aid", "CHN", "PER", 1.25e8)),
    ("yet to", "China has yet to pay Peru $5 million.", ("payment", "CHN", "PER", 5e6)),
    ("withheld", "China withheld $400 million from Chad.", ("funding", "CHN", "TCD", 4e8)),
    ("lost", "Peru lost $20 million in aid from Japan.", ("aid", "JPN", "PER", 2e7)),
]


@pytest.mark.parametrize(("reason", "text", "flow"), NOT_DONE, ids=[row[0] for row in NOT_DONE])
def test_what_is_not_done(reason, text, flow):
    (found,) = read(text)
    assert (told(found), found.factuality.polarity) == (flow, "negative")


def test_a_particle_bounds_nothing():
    (flow,) = read("China has rolled over $3 billion in loans to Kenya.")
    assert (flow.amount.text, flow.amount.min, flow.amount.max) == ("$3 billion", 3e9, 3e9)


def test_a_part_says_how_far_it_has_come():
    assert [flow.status for flow in read("Japan promised Chad $105 million, of which 60 million have been disbursed.")] == ["pledged", "delivered"]
