"""Adds to parses.json the parses of the texts of tricky.csv that it lacks, and drops none: `python tests/actors/store_parses.py`.

Needs the trained reader; the tests themselves read what is stored.
"""

from __future__ import annotations

import csv
import json

from actors_stored import HERE

from dragoman.domain import Article
from dragoman.parsing.annotate import load_reader, parse_articles
from dragoman.parsing.tree import Parse


def stored(parse: Parse) -> dict[str, object]:
    """A parse as parses.json holds it."""
    sentences = [
        {
            "paragraph": sentence.paragraph,
            "kind": sentence.kind,
            "tokens": [[t.start, t.end, t.lemma, t.pos, t.feats, t.head, t.dep, t.ent, int(t.ent_begin)] for t in sentence.tokens],
        }
        for sentence in parse.sentences
    ]
    return {"paragraphs": [list(span) for span in parse.paragraphs], "sentences": sentences}


def main() -> None:
    """Parse what is missing and write the file, a text a line."""
    path = HERE / "parses.json"
    known = json.loads(path.read_text(encoding="utf8"))
    rows = csv.DictReader((HERE / "tricky.csv").read_text(encoding="utf8").splitlines())
    articles = [Article("tricky", text) for row in rows if (text := row["text"].replace("¶", "\n\n")) not in known]
    known |= {article.text: stored(parse) for article, (_, parse) in zip(articles, parse_articles(load_reader(), articles), strict=True)}
    lines = (
        f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(parse, ensure_ascii=False, separators=(',', ':'))}" for text, parse in known.items()
    )
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()
