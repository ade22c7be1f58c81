"""The ledger: flows by who gives to whom, in the order of time, each as the article puts it. Nothing is summed, netted or converted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.domain import DEBTOR_FIRST, Finding
from dragoman.reconciling.items import party
from dragoman.record.columns import name_key
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView, StoredClaim
from dragoman.showing.forms import Forms
from dragoman.showing.listing import INDENT, UNDATED, amount_words, certainty, party_name, sources_words, when
from dragoman.showing.terminal import Row, Style, counted

NO_ONE = "—"
Ref = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One flow claim in the ledger.

    `giver` is who gives, lends, sells or is owed, `taker` who receives, borrows or owes, whichever of the two the claim has as provider.
    `finding` is what it tells together with other claims, where it is told more than once.
    """

    stored: StoredClaim
    giver: Ref | None
    taker: Ref | None
    finding: Finding | None = None

    @property
    def claim(self) -> Mapping[str, Any]:
        """The claim as the contract has it."""
        return self.stored.claim

    @property
    def dyad(self) -> tuple[str, str]:
        """Country, id or name of the giver and of the taker."""
        return (code_of(self.giver), code_of(self.taker))

    @property
    def total(self) -> bool:
        """True for a sum of other flows."""
        return bool(self.claim["is_aggregate"])


def entries(stored: Iterable[StoredClaim], findings: Iterable[Finding] = (), giver: str | None = None, taker: str | None = None) -> list[Entry]:
    """The flows as entries, by dyad, those of a dyad in the order given and the undated last. `giver` and `taker` are ids, country codes or names."""
    by_claim = {claim: finding for finding in findings if finding.kind == "flow" for claim in finding.claims}
    made = []
    for one in stored:
        if one.kind != "flow":
            continue
        sides = (one.claim["provider"], one.claim["recipient"])
        first, second = reversed(sides) if one.claim["flow_type"] in DEBTOR_FIRST else sides
        if is_called(first, giver) and is_called(second, taker):
            made.append(Entry(one, first, second, by_claim.get(one.id)))
    return sorted(made, key=lambda entry: (_side_by_side(entry.dyad), when(entry.claim, entry.stored.published) == UNDATED))


def ledger_of(view: RecordView, selection: Selection, findings: Callable[[], Iterable[Finding]], limit: int | None = None) -> list[Entry]:
    """The flows of a record that are selected, as entries. The findings of flows are asked for where there are any."""
    stored = list(view.select(selection, limit))
    return entries(stored, findings() if stored else ())


def _side_by_side(dyad: tuple[str, str]) -> tuple[tuple[bool, str], ...]:
    """By code, nobody last."""
    return tuple((code == NO_ONE, code) for code in dyad)


def is_called(ref: Ref | None, name: str | None) -> bool:
    """True where no name is asked for, or the actor has it as id, country or name, in any case."""
    if name is None:
        return True
    key = name_key(name)
    return ref is not None and any(name_key(str(known)) == key for known in (ref.get("id"), ref.get("country"), ref.get("name")) if known)


def code_of(ref: Ref | None) -> str:
    """Country, id or name of an actor; a dash for nobody."""
    return NO_ONE if ref is None else party(ref) or str(ref["name"])


def grouped(ledger: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """The entries by dyad."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in ledger:
        groups.setdefault(entry.dyad, []).append(entry)
    return groups


def ledger_listing(ledger: Iterable[Entry]) -> Iterator[Row]:
    """The rows for people: a heading for each dyad, then its flows."""
    for number, ((giver, taker), members) in enumerate(grouped(ledger).items()):
        if number:
            yield Row()
        articles = len({entry.stored.article for entry in members})
        yield Row(f"{giver} → {taker}  ({counted(len(members), 'flow')} in {counted(articles, 'article')})", style="head")
        for entry in members:
            yield Row()
            yield from entry_rows(entry)


def entry_rows(entry: Entry) -> list[Row]:
    """The rows of one flow: when, what, how much, under which terms, the words, who says so, where else it is told."""
    claim, stored = entry.claim, entry.stored
    facts = [
        _figure(claim),
        _named("of", claim["commodity"]),
        "a balance" if claim["measure"] == "stock" else "",
        "total, do not add" if entry.total else "",
    ]
    more = [_named("instrument:", claim["instrument"]), _named("terms:", claim["terms"]), _named("guarantor:", _guarantor(claim))]
    words = f"“{' '.join(claim['evidence']['text'].split())}”"
    tail = " · ".join(part for part in (sources_words(claim), stored.outlet or "", stored.published or "", stored.article, claim["id"]) if part)
    texts: tuple[tuple[str, Style], ...] = ((" · ".join(filter(None, facts)), ""), (" · ".join(filter(None, more)), ""), (words, ""), (tail, "quiet"))
    head = f"{claim['flow_type']} {claim['status']}: {_direction(claim)}{certainty(claim)}"
    again = told_again(entry)
    at_odds = entry.finding is not None and "amount" in entry.finding.fields and entry.finding.fields["amount"].verdict == "contradict"
    return [
        Row(head, when(claim, stored.published), INDENT, "head", 2),
        *(Row(text, indent=INDENT, style=style) for text, style in texts if text),
        *([Row(again, indent=INDENT, style="alarm" if at_odds else "quiet")] if again else []),
    ]


def told_again(entry: Entry) -> str:
    """How many tell this and whether their figures agree, in words; nothing where it is told once."""
    found = entry.finding
    if found is None:
        return ""
    amount = found.fields.get("amount")
    verdict = f"; figures: {amount.verdict}" if amount else ""
    return f"told in {counted(len(found.claims), 'claim')} by {counted(found.n_independent, 'independent source')}{verdict} ({found.id})"


def encode_entry(entry: Entry) -> bytes:
    """One line for programs: the claim as the contract has it, with the dyad, its article's facts and the finding that it belongs to."""
    stored = entry.stored
    where = {"outlet": stored.outlet, "published": stored.published, "title": stored.title, "url": stored.url}
    return msgspec.json.encode({**entry.claim, "from": entry.dyad[0], "to": entry.dyad[1], **where, "finding": entry.finding and entry.finding.id})


def _guarantor(claim: Mapping[str, Any]) -> str | None:
    return party_name(claim["guarantor"]) if claim.get("guarantor") else None


def _direction(claim: Mapping[str, Any]) -> str:
    verb = " owes " if claim["flow_type"] == "debt" else " → "
    return f"{party_name(claim['provider'])}{verb}{party_name(claim['recipient'])}"


def _figure(claim: Mapping[str, Any]) -> str:
    amount = claim["amount"]
    if amount is None:
        return "no figure"
    also = "".join(f" = {amount_words(other)}" for other in amount["also"])
    return amount_words(amount) + also


def _named(label: str, text: str | None) -> str:
    return f"{label} {text}" if text else ""


def _table(ledger: Iterable[Entry]) -> Iterator[bytes]:
    from dragoman.showing.export.ledger_csv import ledger_rows  # it reads the columns that it shares with this module

    return (line.encode("utf8", "replace") for line in ledger_rows(ledger))


LEDGER: Forms[Entry] = Forms(ledger_listing, encode_entry, _table)
