from __future__ import annotations

from xml.etree import ElementTree

import pytest
from ledger_inputs import CHINA, ECUADOR, REBELS, amount, day, debt, flow

from dragoman.knowledge.tables import load_table
from dragoman.showing.export.iati import iati_document
from dragoman.showing.ledger import entries

DATED = {"date": day("2027-03-09", "2027-03-09", "Tuesday")}
ORDER = [
    *("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date", "recipient-country"),
    *("sector", "default-finance-type", "transaction"),
]
"""The order that the schema of version 2.03 asks for, as far as we write elements."""
WITHIN = ["transaction-type", "transaction-date", "value", "description", "provider-org", "receiver-org"]


def made(*stored, **options):
    found = iati_document(entries(stored), **options)
    return found, ElementTree.fromstring(found.document)  # noqa: S314 - our own document


def test_a_dated_exact_sum_is_an_activity_with_a_transaction():
    found, root = made(flow(**DATED), reporter="XM-EX-1", generated="2027-04-01T00:00:00Z")
    assert (root.tag, root.attrib) == ("iati-activities", {"version": "2.03", "generated-datetime": "2027-04-01T00:00:00Z"})
    [activity] = root
    assert activity.findtext("iati-identifier") == "XM-EX-1-fl-1"
    assert activity.find("reporting-org").attrib == {"ref": "XM-EX-1", "type": "90", "secondary-reporter": "1"}
    assert activity.find("recipient-country").attrib == {"code": "EC"}
    assert activity.find("activity-date").attrib == {"type": "2", "iso-date": "2027-03-09"}
    transaction = activity.find("transaction")
    assert transaction.find("transaction-type").attrib == {"code": "3"}
    assert transaction.find("value").attrib == {"currency": "USD", "value-date": "2027-03-09"}
    assert transaction.findtext("value") == "2000000000"
    assert transaction.findtext("provider-org/narrative") == "Exim Bank"
    assert "Reported, not verified: Wire, Headline, 2027-03-10, a1. “the bank lent Ecuador $2 billion”" in activity.findtext("description/narrative")
    assert (found.activities, found.transactions, found.left_out) == (1, 1, {})


def test_elements_stand_in_the_order_of_the_schema():
    _, root = made(flow(**DATED), flow(2, status="agreed", date=day("2027-03-09", "2028-01-01")))
    for activity in root:
        places = [ORDER.index(child.tag) for child in activity]
        assert places == sorted(places)
        assert [child.tag for child in activity.find("transaction")] == WITHIN


TYPES = [("pledged", "loan", "12"), ("agreed", "grant", "2"), ("delivered", "aid", "3"), ("received", "loan", "3")]


@pytest.mark.parametrize(("status", "flow_type", "code"), TYPES, ids=[row[0] for row in TYPES])
def test_stages_are_types_of_transaction(status, flow_type, code):
    _, root = made(flow(status=status, flow_type=flow_type, **DATED))
    assert root.find(".//transaction-type").get("code") == code


def test_a_repayment_goes_from_the_debtor():
    _, root = made(flow(flow_type="repayment", status="repaid", provider=ECUADOR, recipient=CHINA, **DATED))
    assert root.find(".//transaction-type").get("code") == "6"
    assert root.findtext(".//provider-org/narrative") == "Ecuador"
    assert root.find(".//recipient-country").get("code") == "EC"


def test_a_year_is_told_as_a_year():
    year = {"start": "1982-01-01", "end": "1982-12-31", "precision": "year", "text": "in 1982"}
    _, root = made(flow(date=year))
    first, last = root.findall(".//activity-date")
    assert (first.get("iso-date"), last.get("iso-date")) == ("1982-01-01", "1982-12-31"), "the schema asks for days"
    assert first.findtext("narrative") == "1982 (to the year), printed “in 1982”"
    assert "Date: 1982 (to the year), printed “in 1982”." in root.findtext(".//description/narrative")


def test_the_title_of_a_repayment_says_who_pays_whom():
    _, root = made(flow(flow_type="repayment", status="repaid", provider=ECUADOR, recipient=CHINA, **DATED))
    assert root.findtext(".//title/narrative") == "repayment repaid: Ecuador to China, $2 billion"


NO_VALUE = [
    ("bounds", {"amount": amount(5e10, None, "more than $50 billion")}),
    ("a rounded figure", {"amount": amount(9e9, 9e9, "about $9bn", qualifier="about")}),
    ("a total", {"is_aggregate": True}),
]


@pytest.mark.parametrize(("reason", "more"), NO_VALUE, ids=[row[0] for row in NO_VALUE])
def test_what_a_value_cannot_say_is_told_in_words(reason, more):
    found, root = made(flow(**DATED, **more))
    assert (found.activities, found.transactions) == (1, 0)
    assert root.find(".//transaction") is None
    assert "Figure: " in root.findtext(".//description/narrative")


LEFT_OUT = [
    ("no date", flow()),
    ("denied or negated", flow(polarity="negative", **DATED)),
    ("denied or negated", flow(attribution=[{"name": "Beijing", "cue": "denied", "stance": "denies"}], **DATED)),
    ("not said to be so (possible, hypothetical or requested)", flow(modality="requested", **DATED)),
    ("a type or stage that IATI has no transaction for", debt(1, **DATED)),
    ("a type or stage that IATI has no transaction for", flow(status="projected", **DATED)),
    ("no sum of money in a known currency", flow(amount=None, **DATED)),
    ("no sum of money in a known currency", flow(flow_type="aid", amount=amount(22, 22, "22 tonnes", "t"), **DATED)),
    ("nobody named who gives", flow(provider=None, **DATED)),
    ("no recipient country", flow(recipient=REBELS, **DATED)),
]


@pytest.mark.parametrize(("reason", "stored"), LEFT_OUT, ids=[f"{n} {row[0]}" for n, row in enumerate(LEFT_OUT)])
def test_what_iati_cannot_say_is_left_out_with_the_reason(reason, stored):
    found, root = made(stored)
    assert len(root) == found.activities == 0
    assert found.left_out == {reason: 1}


def test_any_text_makes_a_document():
    _, root = made(flow(words='a < b & c > "d" ]]> \x00\x0b\ud800 ё', outlet="A&B", **DATED))
    assert 'a < b & c > "d" ]]> ��� ё' in root.findtext(".//description/narrative")


def test_every_state_of_today_has_its_two_letters():
    """ISO 3166 gives no present code to states that ended."""
    known = {row.text("country"): row.text("iso2") for row in load_table("actors/iso2.csv", ("country", "iso2"))}
    states = load_table("actors/states.csv", ("id", "kind", "to"))
    assert [row.text("id") for row in states if not row.optional("to") and row.text("id") not in known] == []
    assert len(set(known.values())) == len(known)
    assert (known["CHN"], known["DEU"], known["GBR"], known["XKX"]) == ("CN", "DE", "GB", "XK")
