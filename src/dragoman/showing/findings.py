"""Findings: one a line for programs, and for people the values side by side with who says which."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import msgspec

from dragoman.domain import FieldVerdict, Finding, Source

WIDTH = 118
INDENT = "            "
PLAIN = ("type", "actors", "recipients", "provider", "recipient", "subject", "object")
QUIET = ("polarity", "status")
MARKS = {"agree": "=", "contradict": "≠", "not comparable": "~"}


def encode_finding(finding: Finding) -> bytes:
    """Return the finding's line of the contract, without the line feed."""
    return msgspec.json.encode(finding)


def finding_lines(finding: Finding, width: int = WIDTH) -> list[str]:
    """The lines of one finding, without line feeds: what it is of, how many sources, then field by field who gives which value."""
    counted = f"{len(finding.claims)} claims · {_count(finding.n_articles, 'article')} · {_count(finding.n_independent, 'independent source')}"
    lines = [f"{headline(finding)}  ({counted})"]
    for name, verdict in finding.fields.items():
        if name in (*PLAIN, *QUIET) and verdict.verdict == "agree":
            continue  # the headline says it, or there is nothing to say
        lines += _field_lines(name, verdict, width)
    if finding.why:
        lines += _wrapped("one thing because: " + "; ".join(finding.why), INDENT, width)
    return lines


def findings_listing(findings: Iterable[Finding]) -> Iterable[str]:
    """The lines of many findings, an empty one between two."""
    for number, finding in enumerate(findings):
        if number:
            yield ""
        yield from finding_lines(finding)


def headline(finding: Finding) -> str:
    """Kind, type and parties, as most claims have them."""
    parts = [_usual(finding.fields[name]) for name in PLAIN if name in finding.fields]
    return f"{finding.kind}: {' · '.join(parts)}" if parts else f"{finding.kind} {finding.id}"


def _usual(verdict: FieldVerdict) -> str:
    shown = [value.value for value in verdict.values]
    return max(sorted(set(shown)), key=shown.count)


def _field_lines(name: str, verdict: FieldVerdict, width: int) -> list[str]:
    lines = _wrapped(f"{MARKS[verdict.verdict]} {name}: {verdict.verdict} — {verdict.why}", "    ", width)
    by_value: dict[tuple[str, str | None], list[str]] = {}
    for value in verdict.values:
        by_value.setdefault((value.value, value.note), []).append(f"{value.article}{vouched(value.attribution)}")
    for (shown, note), where in by_value.items():
        mark = f" [{note}]" if note else ""
        lines += _wrapped(f"{shown}{mark}: {', '.join(dict.fromkeys(where))}", INDENT, width)
    return lines


def vouched(attribution: Iterable[Source]) -> str:
    """The chain of sources in brackets; nothing where there is none."""
    links = " ← ".join(f"{link.name} {link.stance}" for link in attribution)
    return f" ({links})" if links else ""


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False) or [
        indent
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
