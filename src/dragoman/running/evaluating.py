"""Read gold articles with the program and score what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.evaluating.scoring import Tally, misplaced, score
from dragoman.running.path import read_articles
from dragoman.running.tools import Tools
from dragoman.showing.jsonl import encode_claim


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The lines of a gold file: `{"id", "text", "complete", "claims": […]}`. Raises `InputError` that names the line."""
    gold = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read", "Name a file of gold: JSON lines with id, text and claims") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(where, f"no JSON ({error})", "Mend the line; gold is JSON lines with id, text and claims") from error
        missing = [key for key in ("id", "text", "claims") if not isinstance(row, dict) or key not in row]
        if missing:
            raise InputError(where, f"the key {missing[0]!r} is missing", "Give each line id, text and claims")
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
