"""The table of accuracy says what docs/quality.md says."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.coding.accuracy import load_accuracy

QUALITY = (Path(__file__).parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")


def test_every_type_stands_in_the_document_with_its_figures() -> None:
    typed = [row for row in load_accuracy() if row.type]
    assert len(typed) == 26
    for row in typed:
        name = row.type.replace("-", " ")
        found = re.search(rf"\| {name}(?: ¹)? \| (\d+) \| ([\d.]+) \| ([\d.]+) \|", QUALITY)
        assert found is not None, name
        assert (int(found[1]), float(found[2]), min(float(found[3]), 1.0)) == (row.gold, row.precision, row.recall)


def test_each_kind_says_on_what_it_was_measured() -> None:
    whole = [row for row in load_accuracy() if row.type is None]
    assert [row.kind for row in whole] == ["event", "flow", "statement", "relation"]
    assert all(row.text for row in load_accuracy())
    event, flow = (f"{row.precision:.2f} | {row.recall:.2f}".replace("0.", ".") for row in whole[:2])
    assert f"| 0 | {event} | {flow} |" in QUALITY
