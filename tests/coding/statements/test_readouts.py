"""Words that a line with a colon announces, without quotation marks: each row a text, and the paragraphs that are said."""

from __future__ import annotations

import pytest

from dragoman.domain import Article, Statement
from dragoman.running.path import read_articles

LEAD = "The talks ended on Monday.\n\nPeru's foreign minister Ana Rivas said:"
FIRST, SECOND = "I am appalled by the attack. We stand with Chile.", "Our embassy has offered help."
THIRD = "The attack killed two guards."

ROWS = [
    ("paragraphs in the first person", f"{LEAD}\n\n{FIRST}\n\n{SECOND}", [FIRST, SECOND]),
    ("one in between is said, too", f"{LEAD}\n\n{FIRST}\n\n{THIRD}\n\n{SECOND}", [FIRST, THIRD, SECOND]),
    ("what follows in the third person is the article's", f"{LEAD}\n\n{FIRST}\n\n{THIRD}", [FIRST]),
    ("the first paragraph is said in any case: a colon announces it", f"{LEAD}\n\n{THIRD}", [THIRD]),
    ("a heading ends it", f"{LEAD}\n\n{FIRST}\n\nFurther information\n\n{SECOND}", [FIRST]),
    ("quotation marks have rules of their own", f"{LEAD}\n\n“{FIRST}”", [FIRST]),
    ("a colon before a list says nothing", "The minister visited:\n\nI was there. We were late.", []),
    ("nothing follows", LEAD, []),
]


@pytest.mark.parametrize(("why", "text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_who_says_what(tools, why: str, text: str, wanted: list[str]) -> None:
    reading = next(iter(read_articles([Article("a", text, published="2025-03-04")], tools)))
    said = [claim for claim in reading.claims if isinstance(claim, Statement)]
    assert [claim.content.text for claim in said] == wanted
    assert all(claim.speaker is not None and claim.speaker.name == "Ana Rivas" for claim in said)
    assert all(text[claim.evidence.start : claim.evidence.end] == claim.evidence.text for claim in reading.claims)
    if "readout" in {claim.rule.rpartition(".")[2] for claim in said} and FIRST in wanted:
        acts = [claim for claim in reading.claims if claim.kind == "event" and claim.evidence.text.startswith(("I am", "We stand"))]
        assert acts
        assert all(act.actors[0].country == "PER" for act in acts)


def test_a_day_in_words_beside_a_saying_is_not_its_day(tools) -> None:
    text = "“Not now,” Ana Rivas added on Monday, “and not next year.”"
    reading = next(iter(read_articles([Article("a", text, published="2024-03-06")], tools)))
    said = [claim for claim in reading.claims if isinstance(claim, Statement)]
    assert [claim.date and claim.date.text for claim in said] == ["Monday", "Monday"]
