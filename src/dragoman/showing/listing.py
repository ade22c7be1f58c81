"""Claims as rows for people: what, by whom to whom, how certain, the words, who vouches, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from dragoman.domain import Finding
from dragoman.record.view import SetAside, StoredArticle, StoredClaim, StoredFraming
from dragoman.showing.forms import Forms, apart, table_of
from dragoman.showing.jsonl import encode_row, encode_stored
from dragoman.showing.terminal import WIDTH, Row, counted, plain

INDENT = 18
UNDATED = "[undated]"
PARTICIPLES = {
    "says": "said",
    "claims": "claimed",
    "denies": "denied",
    "alleges": "alleged",
    "confirms": "confirmed",
    "doubts": "doubted",
    "reports": "reported",
    "promises": "promised",
    "asks": "asked",
    "warns": "warned",
}
"""The stances of a source as they stand before "by", which is right of one and of several."""


def claim_forms(kind: str, findings: Iterable[Finding] = ()) -> Forms[StoredClaim]:
    """The forms of a list of claims of a kind; its table has the columns of the export, with the findings that the claims are in."""
    return Forms(listing, lambda stored: encode_stored(stored.claim), lambda claims: _table(claims, kind, findings))


def _table(claims: Iterable[StoredClaim], kind: str, findings: Iterable[Finding]) -> Iterable[bytes]:
    from dragoman.showing.export.csv_table import csv_lines  # it loads the codes of CAMEO, which no list for people needs
    from dragoman.showing.export.rows import Job, rows_of

    return csv_lines(rows_of(claims, findings), Job(kind))


def claim_rows(stored: StoredClaim) -> list[Row]:
    """The rows of one claim. The first has its date at the left (`published` in brackets where the claim has none)."""
    claim = stored.claim
    words = claim["content"]["text"] if claim["kind"] == "statement" else claim["evidence"]["text"]
    sure = f"{claim['confidence']:.0%} sure" if claim.get("confidence") is not None else ""
    tail = " · ".join(part for part in (sources_words(claim), sure, stored.outlet or "", stored.article, claim["id"]) if part)
    return [
        Row(headline(claim), when(claim, stored.published), INDENT, "head", 2),
        Row(f"“{' '.join(words.split())}”", indent=INDENT),
        Row(tail, indent=INDENT, style="quiet"),
    ]


def claim_lines(stored: StoredClaim, width: int = WIDTH) -> list[str]:
    """The lines of one claim, safe to print, without line feeds."""
    return list(plain(claim_rows(stored), width))


def listing(claims: Iterable[StoredClaim]) -> Iterator[Row]:
    """The rows of many claims, an empty one between two."""
    return apart(map(claim_rows, claims))


def framing_rows(framings: Iterable[StoredFraming]) -> Iterator[Row]:
    """The loaded words, a row each: the word, of whom, which way it is loaded, the record's word, in whose voice."""
    for stored in framings:
        framing = stored.framing
        of = f"of {framing['of']['name']}" if framing["of"] else ""
        neutral = f"record: {framing['neutral']}" if framing["neutral"] else ""
        voice = framing["voice"] or stored.outlet or "the article"
        facts = (of, framing["polarity"], neutral, f"voice: {voice}", stored.published or "", stored.article)
        yield Row(" · ".join(fact for fact in facts if fact), framing["term"], 26, hang=2)


def _framing_cells(stored: StoredFraming) -> Iterator[Mapping[str, Any]]:
    of = stored.framing["of"] or {}
    where = {"outlet": stored.outlet, "published": stored.published, "article": stored.article, "title": stored.title}
    evidence = stored.framing.get("evidence") or {}
    yield {**stored.framing, "of": of.get("name"), "of_id": of.get("id"), "start": evidence.get("start"), "end": evidence.get("end"), **where}


FRAMINGS: Forms[StoredFraming] = Forms(
    framing_rows,
    encode_row,
    table_of(("term", "of", "of_id", "polarity", "neutral", "voice", "start", "end", "outlet", "published", "article", "title"), _framing_cells),
)


def article_rows(articles: Iterable[StoredArticle]) -> Iterator[Row]:
    """The articles, a row each: when, how many claims, where, headline, id, and why nothing was coded."""
    for stored in articles:
        one = stored.article
        title = one.title or next(iter(one.text[:70].splitlines()), "")
        note = f" · {stored.note}" if stored.note else ""
        text = f"{counted(stored.n_claims, 'claim'):>10}  {one.outlet or '—'}: {title} · {one.id}{note}"
        yield Row(text, one.published or UNDATED, 12, "doubt" if stored.note else "", 12)


def _article_facts(stored: StoredArticle) -> dict[str, Any]:
    one = stored.article
    facts = {"id": one.id, "published": one.published, "outlet": one.outlet, "title": one.title, "url": one.url, "language": one.language}
    return {**facts, "origin": one.origin, "words": stored.words, "claims": stored.n_claims, "note": stored.note, "program": stored.program}


ARTICLES: Forms[StoredArticle] = Forms(
    article_rows,
    lambda stored: msgspec.json.encode(_article_facts(stored)),
    table_of(
        ("id", "published", "outlet", "title", "url", "language", "origin", "words", "claims", "note", "program"), lambda one: [_article_facts(one)]
    ),
)


def aside_rows(found: Iterable[SetAside]) -> Iterator[Row]:
    """The articles that were set aside, a row each: since when, from where, headline, id, and what went wrong."""
    for one in found:
        title = f": {one.article.title}" if one.article.title else ""
        yield Row(f"{one.article.origin or '—'}{title} · {one.article.id} · {one.fault}", one.at[:10], 12, "doubt", 12)


def _aside_facts(one: SetAside) -> dict[str, Any]:
    article = one.article
    return {
        "id": article.id,
        "origin": article.origin,
        "title": article.title,
        "url": article.url,
        "fault": one.fault,
        "program": one.program,
        "at": one.at,
    }


SET_ASIDE: Forms[SetAside] = Forms(
    aside_rows,
    lambda one: msgspec.json.encode(_aside_facts(one)),
    table_of(("id", "origin", "title", "url", "fault", "program", "at"), lambda one: [_aside_facts(one)]),
)


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
        return f"{speaker}{to}{medium}, “{claim['cue']}” [{claim['quote']}{stance}]"
    if kind == "flow":
        amount = f" {amount_words(claim['amount'])}" if claim["amount"] else ""
        what = f" of {claim['commodity']}" if claim["commodity"] else ""
        total = " (total, not to be added)" if claim["is_aggregate"] else ""
        return f"{claim['flow_type']} {claim['status']}: {party_name(claim['provider'])} → {party_name(claim['recipient'])}{amount}{what}{total}"
    role = f" as {claim['role']}" if claim["role"] else ""
    return f"{claim['relation']}: {party_name(claim['subject'])} — {party_name(claim['object'])}{role}"


def amount_words(amount: Mapping[str, Any]) -> str:
    """Bounds and unit, whether the currency is assumed, and the words printed."""
    low, high, unit = amount["min"], amount["max"], amount["unit"]
    if low is not None and low == high:
        bounds = f"{_figure(low)}"
    elif low is None:
        bounds = f"at most {_figure(high)}"
    elif high is None:
        bounds = f"at least {_figure(low)}"
    else:
        bounds = f"{_figure(low)}–{_figure(high)}"
    assumed = ", assumed currency" if amount["currency_basis"] == "assumed" else ""
    return f"{bounds} {unit} (“{amount['text']}”{assumed})"


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
    marks = [] if claim["polarity"] == "positive" else ["denied"]
    if claim["modality"] != "actual":
        marks.append(claim["modality"])
    return f"  [{', '.join(marks)}]" if marks else ""


def sources_words(claim: Mapping[str, Any]) -> str:
    """The chain of sources, nearest first: `denied by the ministry (“rejected”) ← reported by Xinhua`; a cue that is the same word is left out."""
    return " ← ".join(_vouched(link["stance"], link["name"], link["cue"]) for link in claim["attribution"])


def _vouched(stance: str, name: str, cue: str) -> str:
    how = PARTICIPLES.get(stance, stance)
    return f"{how} by {name}" + ("" if cue.lower() in {how, stance} else f" (“{cue}”)")
