"""Read gold articles with the program and score what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.evaluating.findings import FindingsScore, aligned_groups, dossiers_of, findings_score, gold_claims
from dragoman.evaluating.scoring import Tally, misplaced, score
from dragoman.reconciling.findings import find_findings
from dragoman.reconciling.reprints import article_facts
from dragoman.reconciling.told import Told
from dragoman.running.path import read_articles
from dragoman.running.tools import Tools
from dragoman.showing.jsonl import encode_claim


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The lines of a gold file: `{"id", "text", "complete", "claims": […]}`. Raises `InputError` that names the line."""
    return load_lines(path, ("id", "text", "claims"))


def load_gold_findings(path: Path) -> list[dict[str, Any]]:
    """The lines of gold findings, a field of a finding each. Raises `InputError` that names the line."""
    return load_lines(path, ("dossier", "ref", "kind", "articles", "n_independent", "field", "values", "verdict"))


def load_lines(path: Path, keys: Sequence[str]) -> list[dict[str, Any]]:
    """JSON objects, one a line, each with these keys at least."""
    gold = []
    told = f"{', '.join(keys[:-1])} and {keys[-1]}"
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read", f"Name a file of gold: JSON lines with {told}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(where, f"no JSON ({error})", f"Mend the line; gold is JSON lines with {told}") from error
        missing = [key for key in keys if not isinstance(row, dict) or key not in row]
        if missing:
            raise InputError(where, f"the key {missing[0]!r} is missing", f"Give each line {told}")
        gold.append(row)
    return gold


def articles_of(gold: Sequence[dict[str, Any]]) -> Iterator[Article]:
    """The articles of gold lines."""
    for row in gold:
        yield Article(row["id"], row["text"], row.get("title"), row.get("published"), row.get("outlet"), row.get("url"), row.get("language"))


def evaluate(gold: Sequence[dict[str, Any]], tools: Tools) -> tuple[Tally, list[str]]:
    """Score the program on gold; also the ids of claims whose evidence does not slice back (there must be none)."""
    claims = [msgspec.json.decode(encode_claim(c)) for reading in read_articles(articles_of(gold), tools) for c in reading.claims]
    return score(gold, claims), misplaced(gold, claims)


def evaluate_findings(gold: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], tools: Tools) -> dict[str, FindingsScore]:
    """Score findings made of the gold's claims (`gold`), and of those that the program reads from the texts (`end to end`).

    End to end, a claim takes the group of the gold claim that it matches; pairs with a claim that was not read are not asked for.
    """
    dossiers = dossiers_of(lines)
    given, groups = gold_claims(gold, dossiers)
    read = [msgspec.json.decode(encode_claim(c)) for reading in read_articles(articles_of(gold), tools) for c in reading.claims]
    aligned = aligned_groups(gold, read, dossiers)
    facts = {a.id: article_facts(a.text, a.outlet, a.published) for a in articles_of(gold)}
    scores = {}
    for name, claims, known in (("gold", given, groups), ("end to end", read, aligned)):
        told = (Told(c, c["article"], facts[c["article"]].outlet, facts[c["article"]].published) for c in claims)
        scores[name] = findings_score(lines, find_findings(told, facts), claims, known)
    return scores
