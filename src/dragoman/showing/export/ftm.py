"""FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions tools: parties, articles, and what ties parties to each other.

Every entity names in `proof` the article that says so. An entity looks like a fact there, so only what is told as done becomes one: what is
denied, possible, asked for or ahead is left out. Ids are hashes, the same for the same party, article or claim of any record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from dragoman.record.columns import name_key
from dragoman.showing.export.cells import clean, one_line
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.flows import iso2
from dragoman.showing.export.rows import Job, Row, unreal
from dragoman.showing.export.words import description, link, quoted, summary
from dragoman.showing.jsonl import encode_row

MONEY = re.compile(r"[A-Z]{3}")
LENT, OWED = frozenset({"loan", "credit-line"}), frozenset({"debt", "rescheduling"})
PAID = frozenset({"repayment", "payment", "grant", "aid", "donation", "funding", "investment"})
DONE = frozenset({"delivered", "received", "repaid", "outstanding", "rescheduled"})
#: Schemata that FollowTheMoney takes for an organization.
ORGANIZATIONS = frozenset({"Organization", "PublicBody", "Company"})
_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
AHEAD, SAID, ALONE = "ahead, not done", "a statement, for which FollowTheMoney has no entity", "nobody named on one of the sides"
Ref = Mapping[str, Any]
Entity = dict[str, Any]


def ftm_lines(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """An entity a line; each party, post and article once for each schema, before what refers to it."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if reason := _unfit(row):
            job.left[reason] += 1
            continue
        for entity in (_article(row), *_of(row)):
            key = (entity["id"], entity["schema"])
            if key not in seen:
                seen.add(key)
                yield encode_row(entity) + b"\n"


def _unfit(row: Row) -> str | None:
    claim, kind = row.claim, row.stored.kind
    if kind == "statement":
        return SAID
    if (kind == "flow" and not (claim["provider"] and claim["recipient"])) or (kind == "relation" and not claim["object"]):
        return ALONE
    return unreal(claim) or (AHEAD if claim["modality"] != "actual" else None)


def _of(row: Row) -> Iterator[Entity]:
    """The parties of a claim, then what it tells of them."""
    match row.stored.kind:
        case "event":
            yield from _event(row)
        case "flow":
            yield from _flow(row)
        case _:
            yield from _relation(row)


def _event(row: Row) -> Iterator[Entity]:
    claim = row.claim
    parties = [_party(ref, row) for ref in (*claim["actors"], *claim["recipients"])]
    yield from parties
    place = claim["place"] or {}
    told = {"name": [summary(row)], "involved": _ids(parties), "location": _some(place.get("text")), "country": _country(place.get("country"))}
    yield _entity("Event", row, told)


def _flow(row: Row) -> Iterator[Entity]:
    claim = row.claim
    giver, taker = _party(claim["provider"], row), _party(claim["recipient"], row)
    yield from (giver, taker)
    type_, amount, done = claim["flow_type"], claim["amount"], claim["status"] in DONE
    exact = amount and amount["min"] is not None and amount["min"] == amount["max"] and not claim["is_aggregate"]
    money = bool(amount and MONEY.fullmatch(amount["unit"]))
    value = {"amount": [f"{amount['min']:.15g}"], "currency": [amount["unit"]]} if exact and money else {}
    if type_ in OWED or (type_ in LENT and done):
        debtor, creditor = (giver, taker) if type_ in OWED else (taker, giver)
        yield _entity("Debt", row, {"debtor": [debtor["id"]], "creditor": [creditor["id"]], **value})
    elif type_ in PAID and done and (money or not amount):
        purpose = " ".join(part for part in (type_, claim["commodity"]) if part)
        yield _entity("Payment", row, {"payer": [giver["id"]], "beneficiary": [taker["id"]], "purpose": [purpose], **value})
    else:
        yield _link(row, giver, taker, f"{type_} {claim['status']}")


def _relation(row: Row) -> Iterator[Entity]:
    claim = row.claim
    subject, other = _party(claim["subject"], row), _party(claim["object"], row)
    role = _some(claim["role"])
    match claim["relation"]:
        case "office" if subject["schema"] == "Person" and role:
            post = _post(row, other, role[0])
            yield from (subject, other, post)
            yield _entity("Occupancy", row, {"holder": [subject["id"]], "post": [post["id"]]})
        case "ownership" if subject["schema"] in {"Company", "Organization", "LegalEntity"}:
            yield from ({**subject, "schema": "Company"}, other)
            yield _entity("Ownership", row, {"owner": [other["id"]], "asset": [subject["id"]], "role": role})
        case "membership" if other["schema"] in ORGANIZATIONS:
            yield from (subject, other)
            yield _entity("Membership", row, {"member": [subject["id"]], "organization": [other["id"]], "role": role})
        case "family" if subject["schema"] == other["schema"] == "Person":
            yield from (subject, other)
            yield _entity("Family", row, {"person": [subject["id"]], "relative": [other["id"]], "relationship": role})
        case relation:
            yield from (subject, other)
            yield _link(row, subject, other, " ".join([relation, *role]))


def _link(row: Row, subject: Entity, other: Entity, role: str) -> Entity:
    return _entity("UnknownLink", row, {"subject": [subject["id"]], "object": [other["id"]], "role": [role]})


def _entity(schema: str, row: Row, told: Mapping[str, list[str]]) -> Entity:
    """What a claim tells: its own properties with words, dates as exactly as told, sources and proof."""
    span = span_of(row.claim)
    dates = {"date": _some(span.start)} if span.start == span.end else {"startDate": _some(span.start), "endDate": _some(span.end)}
    words = {"summary": [quoted(row)], "description": ["\n".join(description(row))]}
    origin = {"recordId": [row.stored.id], "sourceUrl": _some(link(row)), "publisher": _some(row.stored.outlet), "proof": [_article_id(row)]}
    return _made(_hashed(schema, row.stored.id), schema, {**told, **dates, **words, **origin})


def _article(row: Row) -> Entity:
    stored = row.stored
    told = {"title": _some(stored.title), "publishedAt": _some(stored.published), "publisher": _some(stored.outlet), "sourceUrl": _some(link(row))}
    return _made(_article_id(row), "Article", told)


def _party(ref: Ref, row: Row) -> Entity:
    told = {"name": _some(ref.get("name")), "country": _country(ref.get("country")), "proof": [_article_id(row)]}
    known = ref.get("id") or f"{name_key(str(ref.get('name')))} {ref.get('country') or ''} {ref.get('kind') or ''}"
    return _made(_hashed("party", str(known)), _schema(ref), told)


def _schema(ref: Ref) -> str:
    match ref.get("kind"), ref.get("sector"):
        case "person", _:
            return "Person"
        case "state", _:
            return "PublicBody"
        case "organisation", "BUS":
            return "Company"
        case "organisation", sector if sector in _STATE:
            return "PublicBody"
        case (("organisation" | "group" | "outlet"), _):
            return "Organization"
        case _:
            return "LegalEntity"


def _post(row: Row, of: Entity, role: str) -> Entity:
    held = {"organization": [of["id"]]} if of["schema"] in ORGANIZATIONS else {}
    told = {"name": [role], "country": of["properties"].get("country", []), "proof": [_article_id(row)], **held}
    return _made(_hashed("post", f"{name_key(role)} {of['id']}"), "Position", told)


def _made(id_: str, schema: str, properties: Mapping[str, list[str]]) -> Entity:
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


def _ids(parties: Iterable[Entity]) -> list[str]:
    return list(dict.fromkeys(party["id"] for party in parties))


def _article_id(row: Row) -> str:
    return _hashed("article", row.stored.article)


def _hashed(*parts: str) -> str:
    return f"dragoman-{sha256(clean(' '.join(parts)).encode()).hexdigest()[:32]}"


def _country(alpha3: str | None) -> list[str]:
    return _some(iso2().get(str(alpha3), "").lower())


def _some(value: str | None) -> list[str]:
    """The value on one line as FollowTheMoney has it; nothing where there is none."""
    line = one_line(str(value)) if value else ""
    return [line] if line else []
