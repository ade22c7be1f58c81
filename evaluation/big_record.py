"""A large record for measuring pages and exports: the samples' claims again and again, on other days and between other states.

    python -m evaluation.big_record SAMPLES.sqlite BIG.sqlite --articles 8000

Nothing is read anew: claims are copied with other ids, dates and parties, so that 200,000 of them are there in minutes.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dragoman.domain import Reading
from dragoman.knowledge.tables import load_table
from dragoman.record.encoding import decode_claim
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

CROWDED = "big-crowded"
DAY = re.compile(r'"(20\d\d-\d\d-\d\d)"')
STATE = re.compile(r'"(CHN|ECU|SOM|OMN|TJK|UZB|VUT|CHE)"')


def copies(samples: Path, n: int) -> Iterator[Reading]:
    """Readings with claims of the samples, moved to other days and states."""
    states = [row.text("id") for row in load_table("actors/states.csv", ("id",)) if len(row.text("id")) == 3]
    with RecordView(samples) as view:
        articles = [stored.article for stored in view.articles()]
        kept = {article.id: list(view.rows("SELECT json FROM claim WHERE article = ?", (article.id,))) for article in articles}
    for number in range(n):
        article = articles[number % len(articles)]
        days, shift = (number * 37) % 6000, number % 97

        def later(found: re.Match[str], days: int = days) -> str:
            try:
                return f'"{(date.fromisoformat(found[1]) - timedelta(days=days)).isoformat()}"'
            except ValueError:
                return found[0]

        def other(found: re.Match[str], shift: int = shift) -> str:
            return f'"{states[(states.index(found[1]) + (shift * shift) // 40) % len(states)]}"' if found[1] in states else found[0]

        claims = []
        for (json,) in kept[article.id]:
            text = STATE.sub(other, DAY.sub(later, json))
            claim = decode_claim(text)
            claims.append(replace(claim, id=f"{claim.id}-{number}", article=f"big-{number}"))
        published = (date.fromisoformat(article.published or "2027-01-01") - timedelta(days=days)).isoformat()
        yield Reading(replace(article, id=f"big-{number}", published=published), tuple(claims))


def crowded(samples: Path, n: int = 300) -> Reading:
    """One article with so many claims: those of a sample, again and again."""
    with RecordView(samples) as view:
        stored = max(view.articles(), key=lambda one: one.n_claims)
        jsons = [json for (json,) in view.rows("SELECT json FROM claim WHERE article = ?", (stored.article.id,))]
    claims = (decode_claim(jsons[number % len(jsons)]) for number in range(n))
    return Reading(
        replace(stored.article, id=CROWDED), tuple(replace(one, id=f"{one.id}-crowd-{number}", article=CROWDED) for number, one in enumerate(claims))
    )


def main() -> None:
    """Make the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=8000)
    asked = parser.parse_args()
    with RecordWriter(asked.out) as writer:
        for reading in copies(asked.samples, asked.articles):
            writer.add(reading)
        writer.add(crowded(asked.samples))
    with sqlite3.connect(asked.out) as connection:
        print(connection.execute("SELECT count(*) FROM claim").fetchone()[0], "claims")


if __name__ == "__main__":
    main()
