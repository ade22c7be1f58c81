"""Events and actors for tests of the exports."""

from __future__ import annotations

from typing import Any

from dragoman.domain import FieldVerdict, Finding, ValueGiven
from dragoman.record.view import StoredClaim
from dragoman.showing.export.rows import Row


def actor(name: str, country: str | None = None, kind: str = "state", sector: str | None = None, id_: str | None = None) -> dict[str, Any]:
    return {"id": id_ or (country if kind == "state" else None), "name": name, "text": name, "country": country, "sector": sector, "kind": kind}


CHILE, PERU, SPAIN = actor("Chile", "CHL", sector="GOV"), actor("Peru", "PER", sector="GOV"), actor("Spain", "ESP", sector="GOV")
REBELS = actor("rebels", None, "group", "REB")


def on(start: str | None, end: str | None = None, precision: str = "day", text: str = "then") -> dict[str, Any]:
    return {"start": start, "end": end or start, "precision": precision, "text": text}


YEAR = on("1982-01-01", "1982-12-31", "year", "in 1982")


def claim(number: int, kind: str, article: str | None = None, **more: Any) -> StoredClaim:
    published, title = more.pop("published", "2024-03-05"), more.pop("title", "A title")
    outlet, url = more.pop("outlet", "Wire"), more.pop("url", "https://example.org/1")
    words = more.pop("words", "Chile visited Peru")
    base = {
        "id": f"{kind[:2]}-{number}", "kind": kind, "article": article or f"a{number}",
        "evidence": {"start": 3, "end": 3 + len(words), "text": words},
        "attribution": [], "polarity": "positive", "modality": "actual", "date": on("2024-03-01"), "place": None, "rule": "acts", "confidence": 0.8,
    }  # fmt: skip
    whole = base | more
    return StoredClaim(whole["id"], kind, whole["article"], whole, outlet, published, title, url)


def event(number: int = 1, **more: Any) -> StoredClaim:
    own = {"type": "CONSULT", "mode": "visit", "contexts": [], "actors": [CHILE], "recipients": [PERU], "score": 4.0}
    return claim(number, "event", **(own | more))


def statement(number: int = 1, **more: Any) -> StoredClaim:
    said = {"start": 1, "end": 4, "text": "yes, no"}
    own = {"speaker": CHILE, "addressees": [PERU], "cue": "said", "quote": "direct", "medium": None, "content": said, "stance": "says", "about": []}
    return claim(number, "statement", **(own | {"date": None} | more))


def relation(number: int = 1, **more: Any) -> StoredClaim:
    own = {"relation": "office", "subject": actor("Ana Ruiz", "PER", "person"), "object": PERU, "role": "Prime Minister", "period": None}
    return claim(number, "relation", **(own | {"date": None} | more))


def found(*claims: StoredClaim, independent: int = 2, fallen: tuple[str, ...] = ()) -> Finding:
    values = tuple(ValueGiven(one.article, one.id, "v", note="withdrawn" if one.id in fallen else None) for one in claims)
    ids, articles = tuple(one.id for one in claims), tuple(one.article for one in claims)
    return Finding(f"fi-{ids[0]}", claims[0].kind, ids, articles, len(articles), independent, {"date": FieldVerdict("agree", "why", values)})


def rows(*claims: StoredClaim, findings: tuple[Finding, ...] = ()) -> list[Row]:
    by_claim = {one: finding for finding in findings for one in finding.claims}
    return [Row(one, by_claim.get(one.id)) for one in claims]
