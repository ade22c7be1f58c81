"""Flows for tests of the ledger and its exports."""

from __future__ import annotations

from typing import Any

from dragoman.domain import FieldVerdict, Finding, ValueGiven
from dragoman.record.view import StoredClaim

CHINA = {"id": "CHN", "name": "China", "text": "Beijing", "country": "CHN", "sector": "GOV", "kind": "state"}
BANK = {"id": None, "name": "Exim Bank", "text": "Exim", "country": "CHN", "sector": "BUS", "kind": "organisation"}
ECUADOR = {"id": "ECU", "name": "Ecuador", "text": "Quito", "country": "ECU", "sector": "GOV", "kind": "state"}
REBELS = {"id": None, "name": "rebels", "text": "the rebels", "country": None, "sector": "REB", "kind": "group"}


def amount(low: float | None, high: float | None, text: str, unit: str = "USD", **more: Any) -> dict[str, Any]:
    known = {"min": low, "max": high, "unit": unit, "qualifier": "exact" if low == high else "range", "text": text, "also": []}
    return known | {"currency_basis": "assumed" if unit == "USD" else None} | more


def day(start: str, end: str | None = None, text: str = "then") -> dict[str, Any]:
    return {"start": start, "end": end, "precision": "day", "text": text}


def flow(number: int = 1, *, outlet: str | None = "Wire", url: str | None = None, published: str | None = "2027-03-10", **more: Any) -> StoredClaim:
    text = more.pop("words", "the bank lent Ecuador $2 billion")
    base = {
        "id": f"fl-{number}", "kind": "flow", "article": f"a{number}", "evidence": {"start": 5, "end": 5 + len(text), "text": text},
        "attribution": [], "polarity": "positive", "modality": "actual", "date": None, "place": None, "rule": "r",
        "flow_type": "loan", "measure": "flow",
        "provider": BANK, "recipient": ECUADOR, "amount": amount(2e9, 2e9, "$2 billion"), "commodity": None, "period": None, "as_of": None,
        "status": "delivered", "instrument": None, "terms": None, "is_aggregate": False,
    }  # fmt: skip
    return StoredClaim(f"fl-{number}", "flow", f"a{number}", base | more, outlet, published, "Headline", url)


def debt(number: int, **more: Any) -> StoredClaim:
    return flow(number, flow_type="debt", status="outstanding", measure="stock", provider=ECUADOR, recipient=CHINA, **more)


def finding(*claims: str, verdict: str = "contradict") -> Finding:
    values = tuple(ValueGiven(f"a{n}", claim, f"value {n}") for n, claim in enumerate(claims, 1))
    return Finding("fi-1", "flow", claims, tuple(v.article for v in values), len(claims), 2, {"amount": FieldVerdict(verdict, "why", values)})
