"""Score claims against gold: matched one to one, best pairs first; precision only where gold says that it is complete."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.evaluating.agreement import (
    EXACT,
    SCORERS,
    Json,
    Scorer,
    amount_agrees,
    chain_agrees,
    flow_place_score,
    speaker_agrees,
    type_of,
)


@dataclass
class Tally:
    """Counts while scoring, by kind of claim and by event type; `missed` are gold claims that nothing matched.

    `documents` holds what each text added to the counts of a kind that `rates` asks for.
    """

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    documents: dict[str, list[Counter[str]]] = field(default_factory=lambda: defaultdict(list))
    missed: list[tuple[str, str, Json]] = field(default_factory=list)
    extra: list[tuple[str, str, Json]] = field(default_factory=list)


def match(gold: Sequence[Json], given: Sequence[Json], scorer: Scorer, length: int) -> dict[int, tuple[int, float]]:
    """Pairs, each claim once, the best score first: `{gold index: (given index, score)}`."""
    scored = ((scorer(g, p, length), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(given))
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for value, i, j in sorted((s for s in scored if s[0] > 0), reverse=True):
        if -i not in taken and -j not in used:
            taken[-i] = (-j, value)
            used.add(-j)
    return taken


def score(articles: Iterable[Json], claims: Iterable[Json]) -> Tally:
    """Compare the claims with the gold of the articles; claims of other articles are left out."""
    by_article: dict[str, list[Json]] = defaultdict(list)
    for claim in claims:
        by_article[claim["article"]].append(claim)
    tally = Tally()
    for article in articles:
        for kind in SCORERS:
            gold = [c for c in article["claims"] if c["kind"] == kind]
            given = [c for c in by_article[article["id"]] if c["kind"] == kind]
            judged = bool(article.get("complete")) and kind in article.get("kinds", SCORERS)
            if gold or judged:
                _score_kind(tally, kind, article, gold, given, complete=bool(article.get("complete")))
    return tally


def _score_kind(tally: Tally, kind: str, article: Json, gold: list[Json], given: list[Json], *, complete: bool) -> None:
    length = len(article["text"])
    found = match(gold, given, SCORERS[kind], length)
    document = Counter(texts=1, gold=len(gold), hit=len(found), given=len(given))
    if complete:
        document.update(judged=len(given), judged_hit=len(found))
        tally.extra += [(kind, article["id"], p) for j, p in enumerate(given) if j not in {j for j, _ in found.values()}]
    tally.documents[kind].append(document)
    count = tally.counts[kind]
    count.update(document)
    for i, (j, value) in found.items():
        _details(count, gold[i], given[j])
        if kind == "event":
            count["exact"] += value >= EXACT
            tally.types[type_of(gold[i])]["hit"] += 1
        elif kind == "statement":
            count["wide"] += value > 0.8
            count["speaker"] += speaker_agrees(gold[i], given[j])
    if kind == "event":
        for g in gold:
            tally.types[type_of(g)]["gold"] += 1
    if kind == "flow":
        with_amount = [g for g in gold if g.get("amount")]
        count["amount asked"] += len(with_amount)
        count["amount"] += len(match(with_amount, given, lambda g, p, _: float(amount_agrees(g, p)), length))
        placed = match(with_amount, given, flow_place_score, length)
        count["amount placed"] += len(placed)
        count["amount placed right"] += sum(amount_agrees(with_amount[i], given[j]) for i, (j, _) in placed.items())
    tally.missed += [(kind, article["id"], g) for i, g in enumerate(gold) if i not in found]


def _details(count: Counter[str], gold: Json, given: Json) -> None:
    """What else agrees on a matched pair, for each field that gold fills."""
    for name in ("polarity", "modality", "mode"):
        if gold.get(name):
            count.update({f"{name} asked": 1, name: gold[name] == given.get(name)})
    if gold.get("date"):
        count.update({"date asked": 1, "date": _first_day(given.get("date")).startswith(_first_day(gold["date"]))})
    if gold.get("attribution"):
        count.update({"chain asked": 1, "chain": chain_agrees(gold["attribution"], given.get("attribution"))})


def _first_day(date: Any) -> str:
    return ((date if isinstance(date, str) else (date or {}).get("start")) or "")[:10]


def _share(a: int, b: int) -> float | None:
    return round(a / b, 3) if b else None


def rates(count: Mapping[str, int]) -> dict[str, float]:
    """Recall where there is gold, precision and F1 where claims were judged; not rounded."""
    found = {"recall": count["hit"] / count["gold"]} if count["gold"] else {}
    if count["judged"]:
        precision, recall = count["judged_hit"] / count["judged"], found.get("recall", 0.0)
        found |= {"precision": precision, "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0}
    return found


def report(tally: Tally) -> dict[str, dict[str, Any]]:
    """Rows by kind of claim: recall, claims a text, and where gold is complete precision and F1; shares of agreeing fields."""
    rows: dict[str, dict[str, Any]] = {}
    for kind, c in tally.counts.items():
        row: dict[str, Any] = {"gold": c["gold"], "recall": None, "per_text": _share(c["given"], c["texts"])}
        row |= {name: round(rate, 3) for name, rate in rates(c).items()}
        if kind == "event":
            row["exact"] = _share(c["exact"], c["gold"])
            row["by_type"] = {name: f"{t['hit']}/{t['gold']}" for name, t in sorted(tally.types.items())}
        if kind == "statement":
            row |= {"recall@0.8": _share(c["wide"], c["gold"]), "speaker": _share(c["speaker"], c["hit"])}
        if kind == "flow":
            row["amount"] = _share(c["amount"], c["amount asked"])
            row["amount of matched"] = _share(c["amount placed right"], c["amount placed"])
        row |= {name: _share(c[name], c[f"{name} asked"]) for name in ("polarity", "modality", "mode", "date", "chain") if c[f"{name} asked"]}
        rows[kind] = row
    return rows


def misplaced(articles: Iterable[Json], claims: Iterable[Json]) -> list[str]:
    """Ids of claims whose evidence does not slice back from the text; it must be empty. Gold may use an id for two texts: either will do."""
    texts: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        texts[article["id"]].append(article["text"])
    spans = ((c, c["evidence"]) for c in claims if c["article"] in texts)
    return [c["id"] for c, e in spans if not any(text[e["start"] : e["end"]] == e["text"] for text in texts[c["article"]])]
