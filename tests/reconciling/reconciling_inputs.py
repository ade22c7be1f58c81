"""Short ways to write claims for reconciling."""

from __future__ import annotations

import random
import zlib
from datetime import date, timedelta
from typing import Any

from dragoman.reconciling.told import Told

STATE = {"sector": "GOV", "kind": "state", "how": "name"}


def ref(code: str | None, name: str | None = None) -> dict[str, Any]:
    return {"id": code if name is None else None, "country": code, "name": name or code, "text": name or code, **STATE}


def refs(codes: str) -> list[dict[str, Any]]:
    return [ref(code) for code in codes.split()]


def link(name: str, stance: str = "says", kind: str = "person") -> dict[str, Any]:
    return {"name": name, "cue": "said", "stance": stance, "actor": {"name": name, "kind": kind}}


def base(kind: str, text: str, article: str, start: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"{kind}-{article}-{start}-{zlib.crc32(repr((text, sorted(fields.items()))).encode())}",
        "kind": kind,
        "article": article,
        "evidence": {"start": start, "end": start + len(text), "text": text},
        "attribution": [],
        "polarity": "positive",
        "modality": "actual",
        "date": None,
        "place": None,
        "rule": "test",
        **fields,
    }


def day(start: str | None, end: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": end or start, "precision": "day", "text": start}


def told(claim: dict[str, Any], published: str | None = "2027-03-10", outlet: str | None = None) -> Told:
    return Told(claim, claim["article"], outlet or f"Outlet of {claim['article']}", published)


def event(text: str, type_: str, actors: str, recipients: str = "", *, article: str = "a", start: int = 0, **fields: Any) -> dict[str, Any]:
    fields.setdefault("mode", None)
    return base("event", text, article, start, type=type_, actors=refs(actors), recipients=refs(recipients), **fields)


def amount(low: float | None, high: float | None, unit: str = "USD", text: str = "") -> dict[str, Any]:
    return {"min": low, "max": high, "unit": unit, "qualifier": "exact", "text": text, "currency_basis": None, "also": []}


def flow(text: str, type_: str, provider: str | None, recipient: str | None, *, article: str = "a", start: int = 0, **fields: Any) -> dict[str, Any]:
    known = {"measure": "flow", "status": "delivered", "amount": None, "commodity": None, "period": None, "as_of": None, "is_aggregate": False}
    sides = {"provider": ref(provider) if provider else None, "recipient": ref(recipient) if recipient else None}
    return base("flow", text, article, start, flow_type=type_, **sides, **(known | fields))


def relation(kind: str, subject: str, object_: str, *, role: str | None = None, article: str = "a", start: int = 0) -> dict[str, Any]:
    text = f"{role} {subject}"
    return base("relation", text, article, start, relation=kind, subject=ref(None, subject), object=ref(object_), role=role, period=None)


PARTIES = ["USA", "RUS", "CHN", "UKR", "ISR", "IRN", "PRK", "GBR", "FRA", "DEU"]
TYPES = ["CONSULT", "AGREE", "SUPPORT", "ACCUSE", "REQUEST", "ASSAULT", "SANCTION", "AID", "REJECT"]
VOCABULARY = [
    "talks",
    "border",
    "oil",
    "gas",
    "exports",
    "vessels",
    "island",
    "treaty",
    "envoys",
    "drones",
    "grain",
    "tariffs",
    "airspace",
    "port",
    "election",
    "energy",
    "food",
    "debt",
    "loan",
    "bank",
    "summit",
]


def many(count: int, seed: int = 1, skew: float = 2.5, per_day: int | None = None) -> list[Told]:
    """Claims as skewed as the news is: a few pairs of states, and a few types, have most of them.

    They are of one year, or of as many days as it takes where there are so many articles of six claims `per_day`.
    """
    draw = random.Random(seed)  # noqa: S311 - a fixed sequence is wanted
    weights = [1 / (place + 1) ** skew for place in range(len(PARTIES))]
    common = [1 / (place + 1) ** skew for place in range(len(TYPES))]
    made = []
    for number in range(count):
        one = draw.choices(PARTIES, weights)[0]
        other = draw.choice([p for p in PARTIES[:3] if p != one])
        published = f"2024-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        if per_day is not None:
            published = (date(2024, 1, 1) + timedelta(days=number // (6 * per_day))).isoformat()
        words, article, start = " ".join(draw.choices(VOCABULARY, k=7)), f"a{number // 6}", (number % 6) * 200
        on = day(published) if draw.random() < 0.4 else None
        if draw.random() < 0.8:
            recipients = other if draw.random() < 0.8 else ""
            claim = event(words, draw.choices(TYPES, common)[0], one, recipients, article=article, start=start, date=on)
        else:
            sum_ = float(draw.randrange(1, 90))
            claim = flow(words, draw.choice(["loan", "debt", "repayment"]), one, other, article=article, start=start, amount=amount(sum_, sum_))
        made.append(Told(claim | {"id": f"c{number}"}, article, f"o{number % 40}", published))
    return made
