from __future__ import annotations

import csv
import io

import pytest
from ledger_inputs import CHINA, ECUADOR, amount, day, debt, finding, flow

from dragoman.showing.export.ledger_csv import ledger_rows
from dragoman.showing.ledger import entries


def rows(*stored, findings=()):
    text = "".join(ledger_rows(entries(stored, findings)))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_the_columns_that_aiddata_users_know():
    [row] = rows(flow(status="agreed", date=day("2027-03-09", "2027-03-09"), terms="at 6 percent", url="https://example.org"))
    assert row["Financier Country"] == "China"
    assert (row["Recipient"], row["Recipient ISO-3"], row["Funding Agencies"], row["Receiving Agencies"]) == ("Ecuador", "ECU", "Exim Bank", "")
    assert (row["Commitment Year"], row["Status"], row["Flow Type"], row["Interest Rate"]) == ("2027", "Pipeline: Commitment", "Loan", "at 6 percent")
    assert (row["Amount (Original Currency)"], row["Original Currency"], row["Amount Estimated"]) == ("2000000000", "USD", "No")
    assert (row["Source URLs"], row["Recommended For Aggregates"]) == ("https://example.org", "Not assessed")


def test_a_figure_with_bounds_is_no_amount():
    [row] = rows(flow(amount=amount(1.26e9, 1.54e9, "about $1.4 billion")))
    assert (row["Amount (Original Currency)"], row["Amount Min"], row["Amount Max"], row["Amount Estimated"]) == (
        "",
        "1260000000",
        "1540000000",
        "Yes",
    )
    assert row["Amount As Printed"] == "about $1.4 billion"


DENIED = [{"name": "Beijing", "cue": "denied", "stance": "denies", "actor": None}]
AGGREGATES = [
    ("one flow", flow(), "Not assessed"),
    ("a total", flow(is_aggregate=True), "No: a total of others"),
    ("a balance", debt(1), "No: a balance"),
    ("negated", flow(polarity="negative"), "No: denied or negated"),
    ("denied", flow(attribution=DENIED), "No: denied or negated"),
    ("only asked for", flow(modality="requested"), "No: said to be requested"),
    ("told by an earlier claim", flow(2), "No: told before"),
]


@pytest.mark.parametrize(("reason", "stored", "said"), AGGREGATES, ids=[row[0] for row in AGGREGATES])
def test_what_must_not_be_added_says_why(reason, stored, said):
    [row] = rows(stored, findings=[finding("fl-1", "fl-2")])
    assert row["Recommended For Aggregates"] == said


def test_a_spreadsheet_runs_nothing_and_no_line_breaks():
    [row] = rows(flow(words='=HYPERLINK("x")\nsecond, "line"', outlet=None, amount=None))
    assert row["Description"] == '\'=HYPERLINK("x")\nsecond, "line"'
    assert (row["Source Outlets"], row["Amount Min"], row["Independent Sources"]) == ("", "", "1")


@pytest.mark.parametrize("words", ["\u00a0=1", "\u200b=1", "\ufeff=1", "＝1", "－1"])
def test_the_guard_is_that_of_all_exports(words):
    [row] = rows(flow(words=words))
    assert row["Description"] == f"'{words}"


def test_a_year_is_a_year_and_a_repayment_is_paid_by_the_debtor():
    year = {"start": "1982-01-01", "end": "1982-12-31", "precision": "year", "text": "in 1982"}
    [row] = rows(flow(flow_type="repayment", status="repaid", provider=ECUADOR, recipient=CHINA, date=year), findings=[finding("fl-1", "fl-2")])
    assert (row["Start"], row["End"], row["Date Precision"], row["Date As Printed"]) == ("1982", "1982", "year", "in 1982")
    assert row["Title"] == "repayment repaid: Ecuador to China, $2 billion"
    assert (row["Financier Country"], row["Recipient"]) == ("China", "Ecuador"), "who lent and who borrowed"
    assert (row["Articles"], row["Independent Sources"]) == ("2", "2")
