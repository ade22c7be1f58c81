"""The ledger as CSV with the columns of AidData's data sets where one fits, and columns of ours where none does. A row is a claim, no project.

What AidData would have to know and no article says (sector, concessionality, constant dollars) has no column; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dragoman.showing.export.cells import Cell, one_line
from dragoman.showing.export.csv_table import csv_line
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.flows import flow_title, name_of, state_names
from dragoman.showing.export.rows import DENIED, unreal
from dragoman.showing.ledger import Entry
from dragoman.showing.listing import sources_words
from dragoman.showing.terms import terms_by_kind

FLOW_TYPES = {
    "loan": "Loan",
    "credit-line": "Loan",
    "grant": "Grant",
    "donation": "Grant",
    "rescheduling": "Debt rescheduling",
    "aid": "Vague TBD",
    "funding": "Vague TBD",
}
"""Our types in AidData's words; one that it does not collect stays empty."""
STATUSES = {"pledged": "Pipeline: Pledge", "agreed": "Pipeline: Commitment"}
AHEAD = frozenset(STATUSES)


def ledger_rows(ledger: Iterable[Entry]) -> Iterator[str]:
    """The lines of the file, header first, each with its line end (CRLF, as RFC 4180 has it)."""
    yield csv_line(COLUMNS)
    for entry in ledger:
        yield csv_line(read(entry) for read in COLUMNS.values())


def aggregates(entry: Entry) -> str:
    """`No` with the reason where a row must not enter a sum, else `Not assessed`: whether two rows are one loan is for people to say."""
    claim = entry.claim
    reasons = [
        "a total of others" if entry.total else "",
        "a balance" if claim["measure"] == "stock" else "",
        DENIED if unreal(claim) == DENIED else "",
        f"said to be {claim['modality']}" if claim["modality"] != "actual" else "",
        "told before" if entry.finding is not None and entry.finding.claims[0] != claim["id"] else "",
    ]
    why = ", ".join(reason for reason in reasons if reason)
    return f"No: {why}" if why else "Not assessed"


def _amount(name: str) -> Callable[[Entry], Cell]:
    return lambda entry: (entry.claim["amount"] or {}).get(name)


def _exact(entry: Entry) -> Cell:
    amount = entry.claim["amount"]
    return amount["min"] if amount and amount["min"] is not None and amount["min"] == amount["max"] else None


def _estimated(entry: Entry) -> Cell:
    amount = entry.claim["amount"]
    return None if not amount else "No" if amount["qualifier"] == "exact" else "Yes"


def _term(kind: str) -> Callable[[Entry], Cell]:
    return lambda entry: terms_by_kind(entry.claim["terms"]).get(kind)


def _commitment_year(entry: Entry) -> Cell:
    span = span_of(entry.claim)
    return span.start[:4] if entry.claim["status"] in AHEAD and span.start and span.end and span.start[:4] == span.end[:4] else None


def _agency(ref: Mapping[str, Any] | None) -> str | None:
    """A body or a person; not the state itself and no place in it."""
    return name_of(ref) if ref and ref.get("kind") != "place" and (ref.get("id") or ref.get("name")) != ref.get("country") else None


def _iso3(ref: Mapping[str, Any] | None) -> str | None:
    return ref.get("country") if ref else None


def _state(ref: Mapping[str, Any] | None) -> str | None:
    """The name of the actor's country, else that of the actor (an organisation of states)."""
    return state_names().get(str(_iso3(ref))) or name_of(ref)


def _of(key: str) -> Callable[[Entry], Cell]:
    return lambda entry: entry.claim[key]


COLUMNS: Mapping[str, Callable[[Entry], Cell]] = {
    "Record ID": _of("id"),
    "Recommended For Aggregates": aggregates,
    "Financier Country": lambda e: _state(e.giver),
    "Financier ISO-3": lambda e: _iso3(e.giver),
    "Recipient": lambda e: _state(e.taker),
    "Recipient ISO-3": lambda e: _iso3(e.taker),
    "Commitment Year": _commitment_year,
    "Title": lambda e: flow_title(e.claim),
    "Description": lambda e: e.claim["evidence"]["text"],
    "Status": lambda e: STATUSES.get(e.claim["status"]),
    "Flow Type": lambda e: FLOW_TYPES.get(e.claim["flow_type"]),
    "Funding Agencies": lambda e: _agency(e.giver),
    "Receiving Agencies": lambda e: _agency(e.taker),
    "Amount (Original Currency)": _exact,
    "Original Currency": _amount("unit"),
    "Amount Estimated": _estimated,
    "Guarantor": lambda e: name_of(e.claim.get("guarantor")),
    "Maturity": _term("maturity"),
    "Interest Rate": _term("interest"),
    "Grace Period": _term("grace-period"),
    "Collateral": _term("collateral"),
    "Repayment In Kind": _term("in-kind"),
    "Source Titles": lambda e: e.stored.title and one_line(e.stored.title),
    "Source URLs": lambda e: e.stored.url and one_line(e.stored.url),
    "Source Outlets": lambda e: e.stored.outlet,
    "Source Published": lambda e: e.stored.published,
    "Said By": lambda e: sources_words(e.claim),
    "Type": _of("flow_type"),
    "Stage": _of("status"),
    "Measure": _of("measure"),
    "Total": lambda e: "Yes" if e.total else "No",
    "Amount Min": _amount("min"),
    "Amount Max": _amount("max"),
    "Amount As Printed": _amount("text"),
    "Currency Basis": _amount("currency_basis"),
    "Commodity": _of("commodity"),
    "Instrument": _of("instrument"),
    "Terms": _of("terms"),
    "Start": lambda e: span_of(e.claim).start,
    "End": lambda e: span_of(e.claim).end,
    "Date Precision": lambda e: span_of(e.claim).precision,
    "Date As Printed": lambda e: span_of(e.claim).text,
    "Polarity": _of("polarity"),
    "Modality": _of("modality"),
    "Article": _of("article"),
    "Evidence Start": lambda e: e.claim["evidence"]["start"],
    "Evidence End": lambda e: e.claim["evidence"]["end"],
    "Finding": lambda e: e.finding.id if e.finding else None,
    "Articles": lambda e: e.finding.n_articles if e.finding else 1,
    "Independent Sources": lambda e: e.finding.n_independent if e.finding else 1,
}
