"""The ledger's page: flows by who gives to whom, and a sum only of what may be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.record.browsing import findings_with
from dragoman.record.filters import cursor_of, written
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.showing.export.ledger_csv import aggregates
from dragoman.showing.ledger import Entry, entries
from dragoman.showing.listing import amount_words, sources_words, when
from dragoman.showing.pages.drawings.axis import Axis, Given, axis

PAGE = 60
DRAWN = 24
"""So many figures stand in one drawing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One flow claim as a row. `giver` and `taker` are codes or names; `sum` says why it may not be added up, empty where it may."""

    claim: str
    giver: str
    taker: str
    type: str
    status: str
    figure: str
    printed: str
    when: str
    says: str
    outlet: str
    article: str
    finding: str
    told: int
    independent: int
    verdict: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Flows:
    """Rows, their drawing, and what may be added up of them: by currency the bounds of the sum and of how many, and what is left out, by reason."""

    lines: tuple[Line, ...]
    axis: Axis | None
    unit: str
    sums: tuple[tuple[str, str, str, int], ...]
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger; `asked` are the filters, `after` leads to what follows."""

    asked: tuple[tuple[str, str], ...]
    flows: Flows
    after: str


def ledger_page(view: RecordView, selection: Selection, most: int = PAGE) -> LedgerPage:
    """Return the page of the flows that a selection chooses, `most` of them."""
    asked = written(selection)
    stored = list(view.select(with_flows(selection), most))
    found = findings_with(view, [one.id for one in stored])
    place = stored[-1].place if len(stored) == most else None
    after = cursor_of(place.day, place.article, place.position) if place else ""
    return LedgerPage(tuple((key, value) for key, value in asked if key != "kind"), flows_of(entries(stored, found.values())), after)


def with_flows(selection: Selection) -> Selection:
    """Return the selection of flows among what is asked for."""
    return replace(selection, kind="flow")


def flows_of(ledger: Sequence[Entry]) -> Flows:
    """Return rows, drawing and sums of entries."""
    lines = tuple(_line(entry) for entry in ledger)
    units = Counter(entry.claim["amount"]["unit"] for entry in ledger if entry.claim["amount"])
    unit = units.most_common(1)[0][0] if units else ""
    given = [
        Given(
            str(number),
            entry.claim["amount"]["min"],
            entry.claim["amount"]["max"],
            f"{line.giver} → {line.taker}, {line.type}, “{line.printed}”",
            struck=bool(line.left_out) and "denied" in line.left_out,
        )
        for number, (entry, line) in enumerate(zip(ledger, lines, strict=True), 1)
        if entry.claim["amount"] and entry.claim["amount"]["unit"] == unit
    ]
    left_out = Counter(line.left_out for line in lines if line.left_out)
    return Flows(lines, axis(given[:DRAWN], unit) if len(given) > 1 else None, unit, _sums(ledger), tuple(left_out.most_common()))


def _line(entry: Entry) -> Line:
    claim, stored, finding = entry.claim, entry.stored, entry.finding
    amount = claim["amount"]
    return Line(
        claim=stored.id,
        giver=entry.dyad[0],
        taker=entry.dyad[1],
        type=claim["flow_type"],
        status=claim["status"],
        figure=amount_words(amount).partition(" (“")[0].rstrip("?") if amount else "no figure",
        printed=amount["text"] if amount else "",
        when=when(claim, stored.published),
        says=sources_words(claim),
        outlet=stored.outlet or "",
        article=stored.article,
        finding=finding.id if finding else "",
        told=len(finding.claims) if finding else 1,
        independent=finding.n_independent if finding else 1,
        verdict=finding.fields["amount"].verdict if finding and "amount" in finding.fields else "",
        left_out=_left_out(entry),
    )


def _left_out(entry: Entry) -> str:
    """Why a row must not be added up; empty where it may."""
    said = aggregates(entry)
    amount = entry.claim["amount"]
    if said.startswith("No: "):
        return said.removeprefix("No: ")
    if not amount:
        return "no figure"
    if amount["min"] is None or amount["max"] is None:
        return "an open end"
    if amount["currency_basis"] != "stated":
        return "currency assumed" if amount["currency_basis"] else "goods"
    return ""


def _sums(ledger: Sequence[Entry]) -> tuple[tuple[str, str, str, int], ...]:
    """Currency, lower and upper bound, how many: of rows of one type and stage alone would a sum mean something, so both are named."""
    sums: dict[str, tuple[float, float, int]] = {}
    for entry in ledger:
        if not _left_out(entry):
            amount = entry.claim["amount"]
            key = f"{entry.claim['flow_type']} {entry.claim['status']}, {amount['unit']}"
            low, high, n = sums.get(key, (0.0, 0.0, 0))
            sums[key] = (low + amount["min"], high + amount["max"], n + 1)
    return tuple((key, f"{low:,.10g}", f"{high:,.10g}", n) for key, (low, high, n) in sorted(sums.items()))
