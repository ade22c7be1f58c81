from __future__ import annotations

import pytest
from reconciling_inputs import amount, day, event, flow, link, told

from dragoman.errors import KnowledgeError
from dragoman.reconciling.comparison import compare, reasons, same_period, words_level
from dragoman.reconciling.findings import ready
from dragoman.reconciling.items import denied, span_of
from dragoman.reconciling.model import build_model, load_model, stem

MODEL = load_model()


def compared(one, other):
    first, second = ready([told(one), told(other)], MODEL)
    return compare(first, second, MODEL)


SIGNED = "Ecuador and the bank signed an agreement to reschedule loans"
EVENTS = [
    ("the same words and sides", event(SIGNED, "SUPPORT", "ECU CHN"), event(SIGNED, "SUPPORT", "CHN ECU", article="b"), True),
    (
        "deal and accord are one thing",
        event("sign deal", "SUPPORT", "ECU CHN"),
        event("signing of the accord", "SUPPORT", "ECU CHN", article="b"),
        True,
    ),
    (
        "another act of the same two",
        event(SIGNED, "SUPPORT", "ECU CHN"),
        event("hailed the one-China principle", "SUPPORT", "ECU CHN", start=90),
        False,
    ),
    (
        "told and denied in one breath",
        event("had offered the field", "AGREE", "ECU"),
        event("nothing pledged", "AGREE", "ECU", start=90, polarity="negative"),
        True,
    ),
    (
        "a telling mode",
        event("two envoys expelled", "SANCTION", "VUT", "AUS", mode="expel"),
        event("kick out three", "SANCTION", "VUT", "AUS", article="b", mode="expel"),
        True,
    ),
]


@pytest.mark.parametrize(("reason", "one", "other", "joined"), EVENTS, ids=[c[0] for c in EVENTS])
def test_events(reason, one, other, joined):
    result = compared(one, other)
    assert (result.score >= MODEL.events.threshold and not result.veto) is joined


VETOES = [
    ("the recipient is another", event("x", "ACCUSE", "USA", "RUS"), event("x", "ACCUSE", "USA", "CHN", article="b")),
    ("who acts and who suffers change places", event("x", "ASSAULT", "TJK", "UZB"), event("x", "ASSAULT", "UZB", "TJK", article="b")),
    (
        "days that exclude each other",
        event("x", "CONSULT", "USA RUS", date=day("2027-03-01")),
        event("x", "CONSULT", "USA RUS", article="b", date=day("2027-03-09")),
    ),
    ("another lender", flow("x", "loan", "CHN", "ECU"), flow("x", "loan", "USA", "ECU", article="b")),
]


@pytest.mark.parametrize(("reason", "one", "other"), VETOES, ids=[c[0] for c in VETOES])
def test_what_excludes(reason, one, other):
    assert compared(one, other).veto


def test_the_order_of_the_two_does_not_matter():
    one, other = flow("lent", "loan", "CHN", "ECU", amount=amount(1e9, 1e9)), flow("owed", "debt", "ECU", "CHN", start=90, amount=amount(2e9, None))
    assert compared(one, other) == compared(other, one)


def test_reasons_are_in_words_strongest_first():
    result = compared(event(SIGNED, "SUPPORT", "ECU CHN"), event(SIGNED, "SUPPORT", "ECU CHN", article="b"))
    assert reasons(result, MODEL.events)[:2] == ("nearly the same words (+2.5)", "same parties on the same sides (+1.6)")


def test_a_debtor_stands_where_the_borrower_does():
    levels = dict(compared(flow("lent", "loan", "CHN", "ECU"), flow("owed", "debt", "ECU", "CHN", start=90)).levels)
    assert levels["sides"] == "same"


def test_periods():
    assert same_period(span_of("2009", "2016"), span_of("2009-02", "2016-12-31"))
    assert not same_period(span_of("2009", "2016"), span_of("2010", "2020"))
    assert span_of("not a date", None) is None
    assert span_of("2027-02-30", "2027-02") == span_of(None, "2027-02-28")


DENIALS = [
    ("plain", {}, False),
    ("negated clause", {"polarity": "negative"}, True),
    ("the last source denies", {"attribution": [link("tabloid", "reports"), link("ministry", "denies")]}, True),
    ("the first source denies, another tells of it", {"attribution": [link("ministry", "denies"), link("paper", "reports")]}, False),
]


@pytest.mark.parametrize(("reason", "fields", "expected"), DENIALS, ids=[c[0] for c in DENIALS])
def test_denied(reason, fields, expected):
    assert denied(event("x", "AID", "USA", **fields)) is expected


def test_words():
    assert words_level(frozenset("abc"), frozenset("abc")) == "copy"
    assert words_level(frozenset("a"), frozenset("a")) == "some"
    assert words_level(frozenset(), frozenset("a")) == "unknown"
    assert [stem(word, MODEL.words.endings) for word in ("expels", "expelled", "expelling")] == ["expel"] * 3


def test_a_table_that_lacks_a_part_is_named():
    with pytest.raises(KnowledgeError, match="threshold"):
        build_model({"events": {}, "flows": {"stages": {}}}, {})


def test_every_weight_says_why():
    for kind in (MODEL.events, MODEL.flows, MODEL.relations):
        assert all(weight.why for levels in kind.weights.values() for weight in levels.values())
