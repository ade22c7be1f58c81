"""Findings: one a line for programs, and for people the values side by side with who says which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dragoman.domain import FieldVerdict, Finding, Source, ValueGiven, Verdict
from dragoman.record.view import StoredClaim
from dragoman.showing.forms import Forms, apart, table_of
from dragoman.showing.listing import PARTICIPLES, claim_rows
from dragoman.showing.terminal import Row, Style, counted

FIELD, VALUE = 4, 12
PLAIN = ("type", "actors", "recipients", "provider", "recipient", "subject", "object")
QUIET = ("polarity", "status")
STYLES: dict[Verdict, Style] = {"agree": "", "contradict": "alarm", "not comparable": "doubt"}
WEIGHT = re.compile(r" \((never|[+-][\d.]+)\)$")


def encode_finding(finding: Finding) -> bytes:
    """Return the finding's line of the contract, without the line feed."""
    return msgspec.json.encode(finding)


def finding_rows(finding: Finding) -> Iterator[Row]:
    """The rows of one finding: what it is of, how many sources, then field by field who gives which value, and why it is one thing."""
    yield Row(f"{headline(finding)}  ({sizes(finding)}) · {finding.id}", style="head", hang=FIELD)
    told: set[str] = set()
    for name, verdict in finding.fields.items():
        if name in (*PLAIN, *QUIET) and verdict.verdict == "agree":
            continue  # the headline says it, or there is nothing to say
        told.update(value.claim for value in verdict.values)
        yield Row(f"{name}: {verdict.verdict} — {verdict.why}", indent=FIELD, style=STYLES[verdict.verdict], hang=2)
        yield from value_rows(verdict)
    if rest := [claim for claim in finding.claims if claim not in told]:
        yield Row(f"claims: {', '.join(rest)}", indent=FIELD, style="quiet", hang=2)
    if finding.why:
        yield Row("one thing because: " + "; ".join(reason for reason, _ in reasons(finding)), indent=FIELD, style="quiet", hang=2)


def findings_listing(findings: Iterable[Finding]) -> Iterator[Row]:
    """The rows of many findings, an empty one between two."""
    return apart(map(finding_rows, findings))


def explained(finding: Finding, claims: Sequence[StoredClaim]) -> Iterator[Row]:
    """All that there is to say of a finding: its claims, the verdict of every field with each comparison, and what joined it with its weight."""
    yield Row(f"{headline(finding)}  ({sizes(finding)}) · {finding.id}", style="head", hang=FIELD)
    yield Row(f"the claims {VERDICTS[finding.verdict]}", indent=FIELD, style=STYLES[finding.verdict])
    yield Row()
    for stored in claims:
        yield from claim_rows(stored)
    yield Row()
    for name, verdict in finding.fields.items():
        yield Row(f"{name}: {verdict.verdict} — {verdict.why}", style=STYLES[verdict.verdict], hang=FIELD)
        if len({(value.value, value.note) for value in verdict.values}) > 1:
            yield from value_rows(verdict)
        for compared in verdict.comparisons:
            yield Row(f"{' and '.join(compared.claims)}: {compared.verdict}, {compared.why}", indent=VALUE, style="quiet", hang=2)
    if finding.why:
        yield Row()
        yield Row("one thing because, each with its weight:")
        for reason, weight in reasons(finding):
            yield Row(reason, weight, VALUE)


def headline(finding: Finding) -> str:
    """Kind, type and parties, as most claims have them."""
    parts = [_usual(finding.fields[name]) for name in PLAIN if name in finding.fields]
    return f"{finding.kind}: {' · '.join(parts)}" if parts else f"{finding.kind} {finding.id}"


def sizes(finding: Finding) -> str:
    """How many claims, articles and independent sources tell it."""
    sources = counted(finding.n_independent, "independent source")
    return f"{counted(len(finding.claims), 'claim')} · {counted(finding.n_articles, 'article')} · {sources}"


def reasons(finding: Finding) -> Iterator[tuple[str, str]]:
    """What joined the claims, in words, and its weight (`+1.6`; nothing where a user decided)."""
    for reason in finding.why:
        weight = WEIGHT.search(reason)
        yield (reason[: weight.start()], weight[1]) if weight else (reason, "")


def value_rows(verdict: FieldVerdict) -> Iterator[Row]:
    """Each value with its claims: id, article, and who vouches."""
    by_value: dict[tuple[str, str | None], list[str]] = {}
    for value in verdict.values:
        by_value.setdefault((value.value, value.note), []).append(f"{value.claim} in {value.article}{vouched(value.attribution)}")
    for (shown, note), where in by_value.items():
        yield Row(f"{shown}{f' [{note}]' if note else ''}: {', '.join(dict.fromkeys(where))}", indent=VALUE, hang=2)


def vouched(attribution: Iterable[Source]) -> str:
    """The chain of sources in brackets; nothing where there is none."""
    links = " ← ".join(f"{PARTICIPLES.get(link.stance, link.stance)} by {link.name}" for link in attribution)
    return f" ({links})" if links else ""


def value_cells(value: ValueGiven) -> dict[str, Any]:
    """The cells of one value: what, by which claim of which article, on whose word."""
    sources = vouched(value.attribution).strip(" ()")
    return {"value": value.value, "note": value.note, "claim": value.claim, "article": value.article, "sources": sources or None}


def _usual(verdict: FieldVerdict) -> str:
    shown = [value.value for value in verdict.values]
    return max(sorted(set(shown)), key=shown.count)


def _cells(finding: Finding) -> Iterator[dict[str, Any]]:
    whole = {
        "finding": finding.id,
        "kind": finding.kind,
        "what": headline(finding),
        "finding_verdict": finding.verdict,
        "claims": len(finding.claims),
        "articles": finding.n_articles,
        "independent_sources": finding.n_independent,
    }
    for name, verdict in finding.fields.items():
        for value in verdict.values:
            yield {**whole, "field": name, "verdict": verdict.verdict, **value_cells(value)}


VERDICTS: dict[Verdict, str] = {"agree": "agree", "contradict": "contradict one another", "not comparable": "cannot be compared"}
COLUMNS = (
    *("finding", "kind", "what", "finding_verdict", "claims", "articles", "independent_sources"),
    *("field", "verdict", "value", "note", "claim", "article", "sources"),
)
FINDINGS: Forms[Finding] = Forms(findings_listing, encode_finding, table_of(COLUMNS, _cells))
