"""A claim as a card: what it says, row by row, how certain it is put, who vouches for it, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.domain import DEBTOR_FIRST, Finding, Judgement
from dragoman.record.view import StoredClaim
from dragoman.showing.listing import amount_words, party_name, when

FIRST, SECOND = frozenset({"who", "from", "debtor"}), frozenset({"whom", "told", "to", "creditor", "of"})
"""The labels of the two sides."""
HOW = {
    "name": "by name",
    "title": "by title",
    "office": "by office",
    "apposition": "by apposition",
    "coreference": "by reference back",
    "demonym": "by adjective",
    "metonym": "by the seat's name",
    "context": "from the context",
    "default": "by default",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a claim: `value` is the record's word, `note` how it came about or what was printed."""

    label: str
    value: str
    note: str = ""
    actor: str = ""
    """The id or country by which the actor's page is found; empty where the value is no actor."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain that vouches for a claim."""

    name: str
    stance: str
    cue: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a user decided of a claim, in words; `number` is that by which it can be undone."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim for a page. `marks` are the words for what is not simply told as done; `start`, `end` its words in the article's text."""

    id: str
    kind: str
    type: str
    mode: str
    marks: tuple[str, ...]
    sort: tuple[str, ...]
    confidence: float | None
    rows: tuple[Row, ...]
    sources: tuple[Link, ...]
    words: str
    start: int
    end: int
    rule: str
    made_by: str
    article: str
    title: str
    outlet: str
    published: str
    url: str
    finding: str = ""
    verdict: str = ""
    told: int = 1
    independent: int = 1
    judged: tuple[Judged, ...] = ()

    @property
    def headline(self) -> str:
        """Type, stage or mode, and the parties of the two sides."""
        sides = [" + ".join(row.value for row in self.rows if row.label in labels) for labels in (FIRST, SECOND)]
        return f"{self.type}{f' · {self.mode}' if self.mode else ''}: {' → '.join(side for side in sides if side) or 'nobody named'}"

    @property
    def figure(self) -> str:
        """The bounds and unit of a flow's amount, if it has one."""
        return next((row.value for row in self.rows if row.label == "figure"), "")

    @property
    def contested(self) -> bool:
        """Whether another source says otherwise, or this one denies it."""
        return self.verdict == "contradict" or "denied" in self.marks


def cards(stored: Sequence[StoredClaim], findings: Mapping[str, Finding], judgements: Sequence[Judgement] = ()) -> list[Card]:
    """Return the cards of claims. `findings` are by claim, `judgements` those that stand."""
    return [card_of(one, findings.get(one.id), judgements) for one in stored]


def card_of(stored: StoredClaim, finding: Finding | None = None, judgements: Sequence[Judgement] = ()) -> Card:
    """Return the card of a claim, with those of the judgements that are of it."""
    claim = stored.claim
    return Card(
        id=stored.id,
        kind=stored.kind,
        type=str(claim.get("type") or claim.get("flow_type") or claim.get("relation") or f"{claim['quote']} speech"),
        mode=str(claim.get("mode") or claim.get("status") or ""),
        marks=marks_of(claim),
        sort=sort_of(claim),
        confidence=claim.get("confidence"),
        rows=tuple(_rows(stored)),
        sources=tuple(Link(link["name"], link["stance"], link["cue"]) for link in claim["attribution"]),
        words=claim["content"]["text"] if stored.kind == "statement" else claim["evidence"]["text"],
        start=claim["evidence"]["start"],
        end=claim["evidence"]["end"],
        rule=claim["rule"],
        made_by=str(claim.get("made_by") or ""),
        article=stored.article,
        title=(stored.title or "").strip(),
        outlet=stored.outlet or "",
        published=stored.published or "",
        url=stored.url or "",
        finding=finding.id if finding else "",
        verdict=finding.verdict if finding else "",
        told=len(finding.claims) if finding else 1,
        independent=finding.n_independent if finding else 1,
        judged=tuple(Judged(j.number, j.words) for j in judgements if stored.id in (j.claim, j.other)),
    )


def marks_of(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in words what keeps a claim from being told as done: said not to be so, ahead, possible, asked for; denied by who is asked last."""
    marks = [] if claim["polarity"] == "positive" else ["said not to be so"]
    if claim["modality"] != "actual":
        marks.append(str(claim["modality"]))
    if claim["attribution"] and claim["attribution"][-1]["stance"] == "denies":
        marks.append("denied")
    return tuple(marks)


def sort_of(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in words what must not be added up."""
    return tuple(words for words, so in (("a total", claim.get("is_aggregate")), ("a balance", claim.get("measure") == "stock")) if so)


def _rows(stored: StoredClaim) -> list[Row]:
    claim = stored.claim
    rows = [_party(label, ref) for label, key in sides_of(claim) for ref in _refs(claim[key])]
    if stored.kind == "statement":
        stance = claim.get("stance", "says")
        how = [claim["cue"], "" if stance in {"says", claim["cue"]} else stance, claim["medium"] or ""]
        rows.append(Row("how", ", ".join(part for part in how if part)))
        rows += [_party("about", ref) for ref in claim.get("about", ())]
    if claim.get("amount"):
        amount = claim["amount"]
        assumed = "currency assumed" if amount["currency_basis"] == "assumed" else ""
        rows.append(Row("figure", figure(amount), "; ".join(filter(None, (f"printed “{amount['text']}”", assumed)))))
        rows += [Row("also", figure(other), f"printed “{other['text']}”") for other in amount["also"]]
    rows += [Row(label, str(claim[key])) for label, key in FACTS if claim.get(key)]
    if claim.get("contexts"):
        rows.append(Row("context", ", ".join(claim["contexts"])))
    rows.append(_date(stored))
    if claim.get("place"):
        rows.append(Row("where", claim["place"]["text"], claim["place"]["country"] or ""))
    return rows


SIDES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "event": (("who", "actors"), ("whom", "recipients")),
    "statement": (("who", "speaker"), ("told", "addressees")),
    "flow": (("from", "provider"), ("to", "recipient"), ("guarantor", "guarantor")),
    "relation": (("who", "subject"), ("of", "object")),
}


FACTS = (("goods", "commodity"), ("terms", "terms"), ("instrument", "instrument"), ("role", "role"))
DEBT = (("debtor", "provider"), ("creditor", "recipient"), ("guarantor", "guarantor"))


def sides_of(claim: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the label and key of each side of a claim."""
    return DEBT if claim.get("flow_type") in DEBTOR_FIRST else SIDES[str(claim["kind"])]


def _refs(held: Any) -> list[Mapping[str, Any]]:
    return list(held) if isinstance(held, list) else [held] if held else []


def _party(label: str, ref: Mapping[str, Any]) -> Row:
    how = HOW.get(str(ref["how"]), str(ref["how"]))
    printed = f"printed “{ref['text']}”" if ref["text"] and ref["text"] != ref["name"] else ""
    return Row(label, party_name(ref), ", ".join(filter(None, (how, printed))), ref.get("id") or ref.get("country") or "")


def figure(amount: Mapping[str, Any]) -> str:
    """Return bounds and unit of an amount, without the words printed."""
    return amount_words(amount).partition(" (“")[0].rstrip("?")


def _date(stored: StoredClaim) -> Row:
    date = stored.claim.get("date")
    told = when(stored.claim, stored.published)
    if told.startswith("["):
        return Row("when", told.strip("[]"), "the day of publication; the words give none" if stored.published else "")
    return Row("when", told, f"“{date['text']}”" if date else "")
