"""Claims as lines for people: what, by whom to whom, how certain, the words, who vouches, where it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.record.view import StoredClaim, StoredFraming

INDENT = " " * 18
WIDTH = 118
UNDATED = "[undated]"


def claim_lines(stored: StoredClaim, width: int = WIDTH) -> list[str]:
    """The lines of one claim, without line feeds. The first begins with its date (`published` in brackets where the claim has none)."""
    claim = stored.claim
    head = f"{when(claim, stored.published):<18}{_headline(claim)}{certainty(claim)}"
    words = claim["content"]["text"] if claim["kind"] == "statement" else claim["evidence"]["text"]
    quoted = textwrap.wrap(f"“{' '.join(words.split())}”", width - len(INDENT)) or ["“”"]
    sure = f"{claim['confidence']:.0%} sure" if claim.get("confidence") is not None else ""
    tail = " · ".join(part for part in (sources_words(claim), sure, stored.outlet or "", stored.article, claim["id"]) if part)
    return [head, *(INDENT + line for line in quoted), INDENT + tail]


def framing_lines(stored: StoredFraming) -> list[str]:
    """The line of one loaded word: the word, of whom, in whose voice, the record's word."""
    framing = stored.framing
    of = framing["of"]["name"] if framing["of"] else "—"
    voice = framing["voice"] or stored.outlet or "the article"
    return [f"{framing['term']:<24}{of:<28}{framing['polarity']:<12}record: {framing['neutral']:<18}voice: {voice} · {stored.article}"]


def headline(claim: Mapping[str, Any]) -> str:
    """One line that names the claim."""
    return _headline(claim) + certainty(claim)


def when(claim: Mapping[str, Any], published: str | None) -> str:
    """When a claim says that it was, short: `2009–2016`, `since 2010`; the day of publication in brackets where it says nothing."""
    date = claim.get("date")
    if claim["kind"] == "flow" and not date:
        date = {"start": claim["as_of"], "end": claim["as_of"]} if claim.get("as_of") else claim.get("period")
    if not date or not (date.get("start") or date.get("end")):
        return f"[{published}]" if published else UNDATED
    start, end = date.get("start") or "", date.get("end") or ""
    if start and end and date.get("precision") == "year":
        return str(start)[:4]
    if start and end and date.get("precision") == "month":
        return str(start)[:7]
    return _range(start, end)


def _range(start: str, end: str) -> str:
    """`2009–2016`, `2027-03-08–14`, `2008-01–2018-06`, `since 2010`, `until 2020-06`."""
    if not end or not start:
        return f"since {_whole(start)}" if start else f"until {_whole(end)}"
    if start == end:
        return start
    if start[4:] in {"", "-01-01"} and end[4:] in {"", "-12-31"}:
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    return f"{start}–{end[8:]}" if start[:7] == end[:7] else f"{start[:7]}–{end[:7]}"


def _whole(day: str) -> str:
    return day[:4] if day[4:] in {"-01-01", "-12-31"} else day


def _headline(claim: Mapping[str, Any]) -> str:
    kind = claim["kind"]
    if kind == "event":
        mode = f" {claim['mode']}" if claim["mode"] else ""
        return f"{claim['type']}{mode}: {_side(claim['actors'])}" + (f" → {_side(claim['recipients'])}" if claim["recipients"] else "")
    if kind == "statement":
        to = f" to {_side(claim['addressees'])}" if claim["addressees"] else ""
        medium = f" ({claim['medium']})" if claim["medium"] else ""
        speaker = claim["speaker"]["name"] if claim["speaker"] else "nobody named"
        stance = "" if claim.get("stance", "says") == "says" else f", {claim['stance']}"
        return f"{speaker} {claim['cue']}{to}{medium} [{claim['quote']}{stance}]"
    if kind == "flow":
        amount = f" {amount_words(claim['amount'])}" if claim["amount"] else ""
        what = f" of {claim['commodity']}" if claim["commodity"] else ""
        total = " (total, not to be added)" if claim["is_aggregate"] else ""
        return f"{claim['flow_type']} {claim['status']}: {party_name(claim['provider'])} → {party_name(claim['recipient'])}{amount}{what}{total}"
    role = f" as {claim['role']}" if claim["role"] else ""
    return f"{claim['relation']}: {party_name(claim['subject'])} — {party_name(claim['object'])}{role}"


def amount_words(amount: Mapping[str, Any]) -> str:
    """Bounds and unit, `?` where the currency is assumed, and the words printed."""
    low, high, unit = amount["min"], amount["max"], amount["unit"]
    if low is not None and low == high:
        bounds = f"{_figure(low)}"
    elif low is None:
        bounds = f"≤ {_figure(high)}"
    elif high is None:
        bounds = f"≥ {_figure(low)}"
    else:
        bounds = f"{_figure(low)}–{_figure(high)}"
    assumed = "?" if amount["currency_basis"] == "assumed" else ""
    return f"{bounds} {unit}{assumed} (“{amount['text']}”)"


def _figure(value: float) -> str:
    for limit, name in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= limit:
            return f"{value / limit:.10g} {name}"
    return f"{value:,.10g}"


def _side(refs: Iterable[Mapping[str, Any]]) -> str:
    return " + ".join(party_name(ref) for ref in refs) or "—"


def party_name(ref: Mapping[str, Any] | None) -> str:
    """The name of an actor, with its country where the name is not that; a dash for nobody."""
    if not ref:
        return "—"
    country = ref.get("country")
    return f"{ref['name']} ({country})" if country and ref.get("id") != country and ref["name"] != country else str(ref["name"])


def certainty(claim: Mapping[str, Any]) -> str:
    """What is not simply told as done, in brackets; nothing else."""
    marks = [] if claim["polarity"] == "positive" else ["NOT"]
    if claim["modality"] != "actual":
        marks.append(claim["modality"])
    return f"  [{', '.join(marks)}]" if marks else ""


def sources_words(claim: Mapping[str, Any]) -> str:
    """The chain of sources, nearest first."""
    return " ← ".join(f"{link['name']} {link['stance']} (“{link['cue']}”)" for link in claim["attribution"])


def listing(claims: Iterable[StoredClaim]) -> Iterator[str]:
    """The lines of many claims, an empty one between two."""
    for number, stored in enumerate(claims):
        if number:
            yield ""
        yield from claim_lines(stored)
