"""The ledger as IATI 2.03 activities: claims of articles, reported by a party that took no part in them (`secondary-reporter`).

Only what IATI can say without a lie goes in: money and dated, given by somebody to a country, promised, agreed, delivered or repaid. A figure
with bounds has no place in a `value`: such an activity tells it in words and has no transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

from dragoman.showing.export.cells import OUTSIDE
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.flows import flow_title, iso2
from dragoman.showing.export.rows import unreal
from dragoman.showing.ledger import Entry
from dragoman.showing.listing import amount_words, sources_words

VERSION = "2.03"
MONEY = re.compile(r"[A-Z]{3}")

PLEDGE, COMMITMENT, DISBURSEMENT, REPAYMENT = "12", "2", "3", "6"
TRANSACTIONS = {"pledged": PLEDGE, "agreed": COMMITMENT, "delivered": DISBURSEMENT, "received": DISBURSEMENT, "repaid": REPAYMENT}
"""Status -> code of the list TransactionType."""
FINANCE = {"loan": "421", "credit-line": "421", "grant": "110", "donation": "110"}
"""Type -> code of the list FinanceType."""
TYPES = frozenset(["loan", "credit-line", "grant", "donation", "aid", "funding", "repayment", "investment", "payment"])
PIPELINE, IMPLEMENTATION = "1", "2"
AHEAD = frozenset(["pledged", "agreed"])
OTHER_ORGANISATION = "90"
UNSPECIFIED_SECTOR = "99810"


@dataclass(frozen=True, slots=True)
class Exported:
    """The document as UTF-8 XML, how many activities and transactions it has, and how many claims it leaves out, by reason."""

    document: bytes
    activities: int
    transactions: int
    left_out: Mapping[str, int]


def iati_document(ledger: Iterable[Entry], reporter: str = "dragoman", generated: str | None = None) -> Exported:
    """Write the activities. `reporter` is the organisation identifier of who publishes, also the prefix of each activity's; `generated` a time."""
    root = Xml.Element("iati-activities", {"version": VERSION, **({"generated-datetime": generated} if generated else {})})
    left_out: dict[str, int] = {}
    for entry in ledger:
        reason = unfit(entry)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            root.append(_activity(entry, reporter))
    Xml.indent(root)
    document = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return Exported(document + b"\n", len(root), len(root.findall(".//transaction")), left_out)


def unfit(entry: Entry) -> str | None:
    """Why IATI cannot say this claim, or None where it can."""
    claim = entry.claim
    if why := unreal(claim):
        return why
    if claim["flow_type"] not in TYPES or claim["status"] not in TRANSACTIONS:
        return "a type or stage that IATI has no transaction for"
    if not claim["amount"] or not MONEY.fullmatch(claim["amount"]["unit"]):
        return "no sum of money in a known currency"
    if entry.giver is None:
        return "nobody named who gives"
    if _iso2(entry) is None:
        return "no recipient country"
    return None if span_of(claim).start else "no date"


def _activity(entry: Entry, reporter: str) -> Xml.Element:
    """The elements in the order that the schema asks for."""
    claim = entry.claim
    activity = Xml.Element("iati-activity", {"default-currency": claim["amount"]["unit"], "xml:lang": "en"})
    _text(activity, "iati-identifier", f"{reporter}-{claim['id']}")
    reporting = {"ref": reporter, "type": OTHER_ORGANISATION, "secondary-reporter": "1"}
    _narrative(activity, "reporting-org", reporter, reporting)
    _narrative(activity, "title", flow_title(claim))
    _narrative(activity, "description", _told(entry), {"type": "1"})
    _narrative(activity, "participating-org", _name(entry.giver), {"role": "1"})
    _element(activity, "activity-status", {"code": PIPELINE if claim["status"] in AHEAD else IMPLEMENTATION})
    first, last = span_of(claim).days
    ahead = claim["status"] in AHEAD
    _narrative(activity, "activity-date", _printed_date(claim), {"type": "1" if ahead else "2", "iso-date": str(first)})
    if last:
        _narrative(activity, "activity-date", _printed_date(claim), {"type": "3" if ahead else "4", "iso-date": last})
    _element(activity, "recipient-country", {"code": str(_iso2(entry))})
    _element(activity, "sector", {"vocabulary": "1", "code": UNSPECIFIED_SECTOR})
    if claim["flow_type"] in FINANCE:
        _element(activity, "default-finance-type", {"code": FINANCE[claim["flow_type"]]})
    amount = claim["amount"]
    if amount["qualifier"] == "exact" and amount["min"] is not None and amount["min"] == amount["max"] and not entry.total:
        activity.append(_transaction(entry, str(first)))
    return activity


def _transaction(entry: Entry, day: str) -> Xml.Element:
    claim, amount = entry.claim, entry.claim["amount"]
    transaction = Xml.Element("transaction")
    _element(transaction, "transaction-type", {"code": REPAYMENT if claim["flow_type"] == "repayment" else TRANSACTIONS[claim["status"]]})
    _element(transaction, "transaction-date", {"iso-date": day})
    value = _text(transaction, "value", f"{amount['min']:.15g}" if amount["min"] < 1e15 else f"{amount['min']:.0f}")
    value.attrib.update({"currency": amount["unit"], "value-date": day})
    _narrative(transaction, "description", _told(entry))
    for name, ref in (("provider-org", claim["provider"]), ("receiver-org", claim["recipient"])):
        if ref:
            _narrative(transaction, name, _name(ref))
    return transaction


def _told(entry: Entry) -> str:
    """What the narrative says: that it is a claim, whose, in which words."""
    claim, stored = entry.claim, entry.stored
    by = f" {sources_words(claim)};" if claim["attribution"] else ""
    where = ", ".join(part for part in (stored.outlet, stored.title, stored.published, stored.url, claim["article"]) if part)
    parts = [
        f"Reported, not verified:{by} {where}.",
        f"“{claim['evidence']['text']}”",
        f"Figure: {amount_words(claim['amount'])}{', a total of other flows: do not add' if entry.total else ''}.",
        f"Currency {claim['amount']['currency_basis']}." if claim["amount"]["currency_basis"] else "",
        f"Date: {_printed_date(claim)}.",
        f"Terms: {claim['terms']}." if claim["terms"] else "",
    ]
    return " ".join(part for part in parts if part)


def _printed_date(claim: Mapping[str, Any]) -> str:
    """The date as exactly as it is told: the schema's days are its first and last."""
    span = span_of(claim)
    return f"{span.words}, printed “{span.text}”" if span.text else span.words


def _iso2(entry: Entry) -> str | None:
    country = entry.taker.get("country") if entry.taker else None
    return iso2().get(str(country))


def _name(ref: Mapping[str, Any] | None) -> str:
    return str(ref["name"]) if ref else "—"


def _element(parent: Xml.Element, tag: str, attributes: Mapping[str, str]) -> Xml.Element:
    return Xml.SubElement(parent, tag, {name: OUTSIDE.sub("�", value) for name, value in attributes.items()})


def _text(parent: Xml.Element, tag: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag)
    element.text = OUTSIDE.sub("�", text)
    return element


def _narrative(parent: Xml.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    _text(_element(parent, tag, attributes or {}), "narrative", text)
