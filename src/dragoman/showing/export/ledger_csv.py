"""The ledger as CSV with the columns of AidData's data sets where one fits, and columns of ours where none does. A row is a claim, no project.

What AidData would have to know and no article says (sector, concessionality, constant dollars) has no column; nothing is filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from dragoman.knowledge.tables import load_table
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
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


def ledger_rows(ledger: Iterable[Entry]) -> Iterator[str]:
    """The lines of the file, header first, each with its line end (CRLF, as RFC 4180 has it)."""
    yield _line(COLUMNS)
    for entry in ledger:
        yield _line([_safe(read(entry)) for read in COLUMNS.values()])


def aggregates(entry: Entry) -> str:
    """`No` with the reason where a row must not enter a sum, else `Not assessed`: whether two rows are one loan is for people to say."""
    claim = entry.claim
    reasons = [
        "a total of others" if entry.total else "",
        "a balance" if claim["measure"] == "stock" else "",
        "denied or negated" if claim["polarity"] == "negative" or _denied(claim) else "",
        f"said to be {claim['modality']}" if claim["modality"] != "actual" else "",
        "told before" if entry.finding is not None and entry.finding.claims[0] != claim["id"] else "",
    ]
    why = ", ".join(reason for reason in reasons if reason)
    return f"No: {why}" if why else "Not assessed"


def _denied(claim: Mapping[str, Any]) -> bool:
    return bool(claim["attribution"]) and claim["attribution"][-1]["stance"] == "denies"


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


def _day(end: str) -> Callable[[Entry], Cell]:
    return lambda entry: dated(entry.claim)[end == "end"]


def dated(claim: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """First and last day of a flow as the claim has them: the period, else the day of a balance, else the date; None where none is told."""
    for span in (claim.get("period"), {"start": claim.get("as_of"), "end": claim.get("as_of")}, claim.get("date")):
        if span and (span.get("start") or span.get("end")):
            return span.get("start"), span.get("end")
    return None, None


def _commitment_year(entry: Entry) -> Cell:
    first, last = dated(entry.claim)
    return first[:4] if entry.claim["status"] in AHEAD and first and last and first[:4] == last[:4] else None


def _name(ref: Mapping[str, Any] | None) -> str | None:
    return str(ref["name"]) if ref else None


def _agency(ref: Mapping[str, Any] | None) -> str | None:
    """A body or a person; not the state itself and no place in it."""
    return _name(ref) if ref and ref.get("kind") != "place" and (ref.get("id") or ref.get("name")) != ref.get("country") else None


def _iso3(ref: Mapping[str, Any] | None) -> str | None:
    return ref.get("country") if ref else None


def _state(ref: Mapping[str, Any] | None) -> str | None:
    """The name of the actor's country, else that of the actor (an organisation of states)."""
    return _states().get(str(_iso3(ref))) or _name(ref)


@cache
def _states() -> Mapping[str, str]:
    return {row.text("id"): row.text("name") for row in load_table("actors/states.csv", ("id", "name"))}


def _of(key: str) -> Callable[[Entry], Cell]:
    return lambda entry: entry.claim[key]


def _title(entry: Entry) -> str:
    amount = entry.claim["amount"]
    return " ".join(
        part
        for part in (
            entry.claim["flow_type"],
            entry.claim["status"],
            _name(entry.giver) or "",
            "to",
            _name(entry.taker) or "",
            amount and amount["text"],
        )
        if part
    )


COLUMNS: Mapping[str, Callable[[Entry], Cell]] = {
    "Record ID": _of("id"),
    "Recommended For Aggregates": aggregates,
    "Financier Country": lambda e: _state(e.giver),
    "Financier ISO-3": lambda e: _iso3(e.giver),
    "Recipient": lambda e: _state(e.taker),
    "Recipient ISO-3": lambda e: _iso3(e.taker),
    "Commitment Year": _commitment_year,
    "Title": _title,
    "Description": lambda e: e.claim["evidence"]["text"],
    "Status": lambda e: STATUSES.get(e.claim["status"]),
    "Flow Type": lambda e: FLOW_TYPES.get(e.claim["flow_type"]),
    "Funding Agencies": lambda e: _agency(e.giver),
    "Receiving Agencies": lambda e: _agency(e.taker),
    "Amount (Original Currency)": _exact,
    "Original Currency": _amount("unit"),
    "Amount Estimated": _estimated,
    "Guarantor": lambda e: _name(e.claim.get("guarantor")),
    "Maturity": _term("maturity"),
    "Interest Rate": _term("interest"),
    "Grace Period": _term("grace-period"),
    "Collateral": _term("collateral"),
    "Repayment In Kind": _term("in-kind"),
    "Source Titles": lambda e: e.stored.title,
    "Source URLs": lambda e: e.stored.url,
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
    "Start": _day("start"),
    "End": _day("end"),
    "Polarity": _of("polarity"),
    "Modality": _of("modality"),
    "Article": _of("article"),
    "Evidence Start": lambda e: e.claim["evidence"]["start"],
    "Evidence End": lambda e: e.claim["evidence"]["end"],
    "Finding": lambda e: e.finding.id if e.finding else None,
    "Independent Sources": lambda e: e.finding.n_independent if e.finding else 1,
}


def _safe(cell: Cell) -> Cell:
    """Text as a spreadsheet may open it: one that it would run as a formula begins with an apostrophe."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _line(cells: Iterable[Cell]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()
