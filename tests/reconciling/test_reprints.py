from __future__ import annotations

import pytest
from reconciling_inputs import event, link, told

from dragoman.reconciling.findings import ready
from dragoman.reconciling.model import load_model
from dragoman.reconciling.reprints import article_facts, contained, outlet_key, sources

MODEL = load_model()
LEAD = "Vanuatu has expelled two Australian diplomats whom it accuses of leaking a contract for a surveillance network in the capital."
REST = (
    "\n\nThe pair, who have been given 72 hours to leave, abused the hospitality of a small country, the foreign minister told parliament on Friday."
)
OWN = "\n\nIn Wellington a minister said that a navy ship had put ashore tonnes of food and water since Thursday and would sail again on Monday."
WIRE = "PORT VILA, Feb 18 (Coral Sea Press) – " + LEAD + REST
CLAIM = "Vanuatu has expelled two Australian diplomats"


def counted(*rows):
    """Each row: article, outlet, text, evidence, attribution."""
    claims = [told(event(words, "SANCTION", "VUT", "AUS", article=name, attribution=chain), outlet=outlet) for name, outlet, _, words, chain in rows]
    facts = {name: article_facts(text, outlet, "2028-02-18") for name, outlet, text, _, _ in rows}
    return sources(ready(claims, MODEL), facts)


CASES = [
    (
        "two reporters of their own",
        ("a", "Post", LEAD, CLAIM, []),
        ("b", "Times", "The islands threw out a pair of envoys.", "threw out a pair of envoys", []),
        2,
    ),
    ("the wire story and a paper that credits it", ("a", "Coral Sea Press", WIRE, CLAIM, []), ("b", "Courier", WIRE + OWN, CLAIM, []), 1),
    ("two papers that credit one agency which is not here", ("a", "Post", WIRE, CLAIM, []), ("b", "Courier", WIRE + OWN, CLAIM, []), 1),
    ("a reprint without credit", ("a", "Post", LEAD + REST, CLAIM, []), ("b", "Courier", LEAD + REST + OWN, CLAIM, []), 1),
    (
        "the paper's own paragraph beside a reprint",
        ("a", "Coral Sea Press", WIRE, CLAIM, []),
        ("b", "Courier", WIRE + OWN, "a navy ship had put ashore", []),
        2,
    ),
    (
        "told as another outlet's report",
        ("a", "Post", LEAD, CLAIM, []),
        ("b", "Times", "Short.", "envoys thrown out", [link("Post", "reports", "outlet")]),
        1,
    ),
    (
        "two that cite a third",
        ("a", "Post", "One.", "thrown out", [link("Xinhua", "reports", "outlet")]),
        ("b", "Times", "Two.", "sent away", [link("New China News Agency", "reports", "outlet")]),
        1,
    ),
    ("two articles of one outlet", ("a", "Post", "One.", "thrown out", []), ("b", "Post", "Two.", "sent away", []), 1),
    ("no outlet known", ("a", None, "One.", "thrown out", []), ("b", None, "Two.", "sent away", []), 2),
]


@pytest.mark.parametrize(("reason", "one", "other", "expected"), CASES, ids=[c[0] for c in CASES])
def test_independent_sources(reason, one, other, expected):
    assert len(counted(one, other)) == expected
    assert counted(one, other) == counted(other, one)


def test_ten_reprints_count_once():
    rows = [(f"p{number}", f"Paper {number}", WIRE, CLAIM, []) for number in range(10)]
    assert len(counted(("w", "Coral Sea Press", WIRE, CLAIM, []), *rows)) == 1


def test_sketches_estimate_the_share_in_common():
    whole, part, other = (article_facts(text) for text in (LEAD + REST, LEAD + OWN, OWN))
    assert contained(whole, whole) == 1.0
    assert contained(whole, other) < 0.1
    assert 0.3 < contained(whole, part) < 0.7
    assert contained(whole, article_facts("")) == 0.0


def test_credits_and_names_of_outlets():
    assert article_facts(WIRE, "Courier").credits == {"coral sea press"}
    assert article_facts(WIRE, "Coral Sea Press").credits == frozenset()
    assert article_facts("TASHKENT, May 22. /Turon/. Three men").credits == {"turon"}
    assert article_facts("He left (for good) and came back.").credits == frozenset()
    assert outlet_key("Xinhua News Agency") == outlet_key("xinhua") == "outlet:xinhua"
    assert outlet_key(None) is None


def test_correction_notices():
    text = "The loan was put off.\n\nCorrection: An earlier version of this story gave the amount as $1.4 million. It is about $1.4 billion."
    facts = article_facts(text)
    assert [text[a:b][:11] for a, b in facts.notices] == ["Correction:"]
    assert [text[a:b] for a, b in facts.withdrawn] == ["Correction: An earlier version of this story gave the amount as $1.4 million."]
    assert article_facts("(Corrects figure in second paragraph)\nThe loan was put off.").replaces
    assert not article_facts("Corrections officers met in the capital.").notices
