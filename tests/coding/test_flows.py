"""What flows from whom to whom: figures, words of the ledger, sides, certainty; and what is no flow."""

from dataclasses import dataclass

import pytest
from flows_parsed import parsed

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.flow_lexicon import build_flow_lexicon, load_flow_lexicon
from dragoman.coding.flows import find_article_flows, find_flows
from dragoman.coding.flows_times import flow_date
from dragoman.domain import ActorRef
from dragoman.errors import KnowledgeError
from dragoman.parsing.quantity import find_quantities, load_units
from dragoman.parsing.timex import find_times, load_time_words
from trees import NamedActors

LEXICON, UNITS, TIMES = load_flow_lexicon(), load_units(), load_time_words()
BANK = ActorRef("org:exim", "Exim Bank", "Exim Bank", "CHN", "BUS", "organisation", "name")


@dataclass(frozen=True)
class Article:
    """Sentences of a small article; "Bank" is a lender of China, "bank" the same by coreference."""

    sentences: tuple

    def actors_of(self, sentence, token):
        found = self.sentences[sentence]
        if found.tokens[token].text in {"Bank", "bank"}:
            return (BANK,)
        return NamedActors(found).actors_of(sentence, token)

    def owners_of(self, sentence, token):
        found = self.sentences[sentence]
        below = [j for j in found.subtree(token) if j != token and found.tokens[j].dep.startswith("nmod")]
        return tuple(ref for j in below for ref in self.actors_of(sentence, j))

    def at(self, sentence, token):
        return None


def read(*texts):
    sentences, start = [], 0
    for index, text in enumerate(texts):
        sentences.append(parsed(text, start=start, index=index))
        start += len(text) + 1
    whole = " ".join(texts)
    actors = Article(tuple(sentences))
    flows = find_article_flows(sentences, [find_clauses(s) for s in sentences], find_quantities(whole, UNITS), actors, LEXICON)
    return whole, sentences, flows


def sides(flow):
    return tuple(p.id if p else None for p in (flow.provider, flow.recipient))


def figure(flow):
    return (flow.amount.min, flow.amount.max, flow.amount.unit) if flow.amount else None


CASES = [
    ("a verb with a to-phrase", "Ecuador repaid $1.3 billion to China.", "repayment", "repaid", ("ECU", "CHN"), (1.3e9, 1.3e9, "USD")),
    ("two objects", "China lent Kenya $3 billion in 2016.", "loan", "delivered", ("CHN", "KEN"), (3e9, 3e9, "USD")),
    (
        "the giver hangs on the figure",
        "Ecuador received more than $50 billion from China between 1999 and 2013.",
        "loan",
        "received",
        ("CHN", "ECU"),
        (5e10, None, "USD"),
    ),
    (
        "the debtor provides; the lender is the creditor",
        "Ecuador and the Exim Bank agreed to restructure $4.2 billion of debt.",
        "rescheduling",
        "rescheduled",
        ("ECU", "org:exim"),
        (4.2e9, 4.2e9, "USD"),
    ),
    ("pieces", "Japan donated two boats to Peru.", "donation", "delivered", ("JPN", "PER"), (2, 2, "items")),
    ("pieces under a contract", "Kenya signed a contract with Japan for 40 locomotives.", "sale", "agreed", ("JPN", "KEN"), (40, 40, "items")),
    ("no figure, goods", "Iran delivers crude to China.", "shipment", "delivered", ("IRN", "CHN"), None),
    ("a relative clause", "Japan, which gave Peru $4 million, helped Ecuador.", "aid", "delivered", ("JPN", "PER"), (4e6, 4e6, "USD")),
    ("future", "China will pay $90 million to Peru.", "payment", "pledged", ("CHN", "PER"), (9e7, 9e7, "USD")),
    ("offered", "Russia offered to sell Turkey 300 million cubic metres of gas.", "sale", "pledged", ("RUS", "TUR"), (3e8, 3e8, "m3")),
    ("for a thing in a country", "Spain granted 5 million dollars for a hospital in Haiti.", "grant", "delivered", ("ESP", "HTI"), (5e6, 5e6, "USD")),
    ("invested in", "China invested $2 billion in Kenya.", "investment", "delivered", ("CHN", "KEN"), (2e9, 2e9, "USD")),
    ("who is fined pays", "Russia fined France $20 million.", "fine", "agreed", ("FRA", "RUS"), (2e7, 2e7, "USD")),
    ("a sale cleared for a sum", "Kenya approved the sale of 40 jets to Peru for $8 billion.", "sale", "pledged", ("KEN", "PER"), (8e9, 8e9, "USD")),
    (
        "it is who says so",
        "Japan lent Kenya $5 million, and Peru said it would give $2 million to Chad.",
        "aid",
        "pledged",
        ("PER", "TCD"),
        (2e6, 2e6, "USD"),
    ),
    ("whoever borrowed owes", "China rolled over a $2 billion loan to Kenya.", "rescheduling", "rescheduled", ("KEN", "CHN"), (2e9, 2e9, "USD")),
    ("asked for", "Chad appealed to Japan for $8 million.", "funding", "pledged", ("JPN", "TCD"), (8e6, 8e6, "USD")),
    (
        "asked for, behind a relative clause that the parser does not end",
        "Peru, which helped Chad, appealed for $88 million.",
        "funding",
        "pledged",
        (None, "PER"),
        (8.8e7, 8.8e7, "USD"),
    ),
    ("whose ships", "Two Chinese ships carrying 340 tonnes of rice docked in Peru.", "aid", "delivered", ("CHN", "PER"), (340, 340, "t")),
    ("a contract for things", "Kenya signed a $2 million contract with Japan for radars.", "sale", "agreed", ("JPN", "KEN"), (2e6, 2e6, "USD")),
    ("a gift beside the figure", "Peru received four boats, a gift of Japan.", "donation", "received", ("JPN", "PER"), (4, 4, "items")),
    (
        "what is done with the debt",
        "Kenya completed a restructuring covering $5 million of debt.",
        "rescheduling",
        "rescheduled",
        ("KEN", None),
        (5e6, 5e6, "USD"),
    ),
    ("under somebody's plan", "Kenya was to get $8 million under Japan's plan.", "loan", "pledged", ("JPN", "KEN"), (8e6, 8e6, "USD")),
    ("whose plan it is", "Japan's plan to lend Kenya $3 billion failed.", "loan", "projected", ("JPN", "KEN"), (3e9, 3e9, "USD")),
    (
        "who is accused of it",
        "Peru accused Kenya of having sold shells worth $3 million to Chad.",
        "sale",
        "delivered",
        ("KEN", "TCD"),
        (3e6, 3e6, "USD"),
    ),
    ("bought from", "Egypt bought 24 jets from France.", "sale", "received", ("FRA", "EGY"), (24, 24, "items")),
]


@pytest.mark.parametrize(("reason", "text", "kind", "status", "parties", "amount"), CASES, ids=[c[0] for c in CASES])
def test_flows(reason, text, kind, status, parties, amount):
    whole, _, flows = read(text)
    flow = flows[-1]
    assert (flow.flow_type, flow.status, sides(flow), figure(flow)) == (kind, status, parties, amount)
    if flow.amount:
        assert flow.amount.text in whole[flow.start : flow.end]
    assert flow.measure == ("stock" if kind == "rescheduling" else "flow")


HELD_BACK = [
    ("a loan that the lender stops is not rescheduled", "China froze a loan of $9 million to Kenya.", "loan", ("CHN", "KEN")),
    ("who is told that it is not paid", "Peru told Chad that $5 million would not be paid out.", "loan", ("PER", "TCD")),
    ("a loan spoken of for the first time has no creditor yet", "Kenya will not repay a $5 million loan.", "repayment", ("KEN", None)),
]


@pytest.mark.parametrize(("reason", "text", "kind", "parties"), HELD_BACK, ids=[c[0] for c in HELD_BACK])
def test_what_does_not_flow(reason, text, kind, parties):
    flow = read("Ecuador repaid $1.3 billion to China.", text)[2][-1]
    assert (flow.flow_type, sides(flow), flow.factuality.polarity) == (kind, parties, "negative")


def test_a_price_is_no_flow():
    flows = read("Peru sold wheat to Chad at $247 a ton.")[2]
    assert [(f.flow_type, f.amount) for f in flows] == [("sale", None)]


def test_what_is_asked_for_is_requested():
    assert read("Chad appealed to Japan for $8 million.")[2][0].factuality.modality == "requested"


NONE = [
    ("a reward", "Peru offered a reward of $5 million."),
    ("persons are no goods", "France sent two envoys to Chad."),
    ("a price of shares", "Shares of the company rose to $15.20."),
    ("a total of trade", "Trade between Kenya and China reached $8 billion."),
    ("a wish", "Kenya needs $3 billion."),
    ("the dead", "The flood killed 300 people in Peru."),
    ("nobody is named, nothing came before", "The debt is repaid in full."),
    ("… nor here", "The bank has also charged a fee of $28 million."),
]


@pytest.mark.parametrize(("reason", "text"), NONE[:-1], ids=[c[0] for c in NONE[:-1]])
def test_no_flow(reason, text):
    assert read(text)[2] == ()


def test_a_lone_side_stays_alone():
    (flow,) = read("The bank has also charged a fee of $28 million.")[2]
    assert sides(flow) == (None, "org:exim")


def test_from_one_level_to_another():
    first, second = read("Exports from Iran to China fell to 62,000 barrels per day from 98,000.")[2]
    assert (sides(first), figure(first), first.commodity) == (("IRN", "CHN"), (62000, 62000, "bbl/d"), "oil")
    assert (sides(second), figure(second), second.status) == (("IRN", "CHN"), (98000, 98000, "bbl/d"), "delivered")


def test_a_part_has_the_parties_of_the_whole():
    whole, part = read("Ecuador owes Japan $6.3 billion, of which $4.1 billion is overdue.")[2]
    assert (whole.flow_type, sides(whole), whole.measure) == ("debt", ("ECU", "JPN"), "stock")
    assert (part.flow_type, sides(part), figure(part)) == ("debt", ("ECU", "JPN"), (4.1e9, 4.1e9, "USD"))


def test_a_payment_that_leaves_a_debt_is_a_repayment():
    paid, owed = read("Kenya transferred $12 million to Japan, leaving $26 million unpaid.")[2]
    assert (paid.flow_type, paid.status, sides(paid)) == ("repayment", "repaid", ("KEN", "JPN"))
    assert (owed.flow_type, owed.status, sides(owed)) == ("debt", "outstanding", ("KEN", "JPN"))


def test_negation():
    (flow,) = read("China did not lend Peru $2 billion.")[2]
    assert (flow.factuality.polarity, sides(flow)) == ("negative", ("CHN", "PER"))


def test_terms_and_instrument():
    (flow,) = read("China granted Kenya an interest-free loan of $50 million, repayable over 15 years.")[2]
    assert (flow.flow_type, sides(flow)) == ("loan", ("CHN", "KEN"))
    assert flow.instrument == "interest-free loan"
    assert flow.terms == "interest-free; repayable over 15 years"


LEDGER = [
    ("the debt", ("Ecuador repaid $1.3 billion to China.", "The debt is repaid in full."), "repayment", ("ECU", "CHN")),
    ("the debt, from a loan", ("China lent Kenya $3 billion in 2016.", "The debt is repaid in full."), "repayment", ("KEN", "CHN")),
    (
        "the bank",
        ("Ecuador and the Exim Bank agreed to restructure $4.2 billion of debt.", "The bank has also charged a fee of $28 million."),
        "payment",
        ("ECU", "org:exim"),
    ),
]


@pytest.mark.parametrize(("reason", "texts", "kind", "parties"), LEDGER, ids=[c[0] for c in LEDGER])
def test_words_that_point_back(reason, texts, kind, parties):
    last = read(*texts)[2][-1]
    assert (last.sentence, last.flow_type, sides(last)) == (1, kind, parties)


def test_words_that_do_not_point_back():
    """A new gift is not to the one who borrowed before."""
    flows = read("China lent Kenya $3 billion in 2016.", "The flood killed 300 people in Peru.", "China invested $2 billion in Kenya.")[2]
    assert [f.sentence for f in flows] == [0, 2]


def test_a_sentence_alone():
    text = "China lent Kenya $3 billion in 2016."
    sentence = parsed(text)
    (flow,) = find_flows(sentence, find_clauses(sentence), find_quantities(text, UNITS), Article((sentence,)), LEXICON)
    assert sides(flow) == ("CHN", "KEN")
    assert flow_date(sentence, flow, find_times(text, None, TIMES)).start == "2016-01-01"


def test_a_period():
    text, (sentence,), (flow,) = read("Ecuador received more than $50 billion from China between 1999 and 2013.")
    found = flow_date(sentence, flow, find_times(text, None, TIMES))
    assert (found.start, found.end) == ("1999-01-01", "2013-12-31")
    assert flow.is_aggregate


def table(**row):
    words = {"words": []}
    return {
        "verb": [{"lemmas": ["lend"], "flow_type": "loan", **row}],
        "noun": [],
        "measure": {"lemmas": [], "by_object": []},
        "deal": {"nouns": [], "goods": "sale", "money": "investment"},
        "pointing": {"determiners": [], "adjectives": [], "things": []},
        "forward": {"projected": [], "agreed": [], "pledged": [], "requested": []},
        "commodity": {},
        "guarantee": {"verbs": [], "nouns": [], "persons": []},
        **dict.fromkeys(
            ("rescheduling", "unpaid", "people", "carriers", "condition", "lender", "aggregate", "no_goods", "no_flow", "many_creditors"), words
        ),
        **{key: {"lemmas": []} for key in ("blame", "home")},
    }


WRONG = [
    ("an unknown type", {"flow_type": "gift"}, "flow type 'gift'"),
    ("an unknown status", {"status": "gone"}, "status 'gone'"),
    ("an unknown key", {"provder": ["subject"]}, "unknown keys provder"),
]


@pytest.mark.parametrize(("reason", "row", "message"), WRONG, ids=[c[0] for c in WRONG])
def test_a_wrong_row_is_named(reason, row, message):
    with pytest.raises(KnowledgeError, match=message):
        build_flow_lexicon(table(**row))


GUARANTORS = [
    ("behind by", "China lent Kenya $3 billion guaranteed by Peru.", "PER"),
    ("a guarantee from", "China lent Kenya $3 billion with a guarantee from Peru.", "PER"),
    ("as guarantor", "China lent Kenya $3 billion with Peru as guarantor.", "PER"),
    ("who guarantees a loan", "Japan guaranteed a loan of $3 billion from China to Kenya.", "JPN"),
    ("safety is no credit", "China lent Kenya $3 billion and guarantees the safety of Peru.", None),
    ("nobody guarantees", "China lent Kenya $3 billion in 2016.", None),
]


@pytest.mark.parametrize(("reason", "text", "guarantor"), GUARANTORS, ids=[row[0] for row in GUARANTORS])
def test_who_answers_for_a_loan(reason, text, guarantor):
    _, _, [flow] = read(text)
    assert sides(flow) == ("CHN", "KEN")
    assert (flow.guarantor.id if flow.guarantor else None) == guarantor
