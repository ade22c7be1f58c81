"""What is set against something else: "Libya, not Sudan", "not only Mali but also Niger", the WHO and the word who."""

import pytest

from dragoman.domain import Article
from dragoman.running.path import read_article

ROWS = [
    ("who is excepted is no party", "Chad attacked Libya, not Sudan.", [("positive", "TCD", "LBY")]),
    ("… nor on the other side", "China, not Russia, lent Kenya $5 million.", [("positive", "CHN", "KEN")]),
    ("not only denies nothing", "France attacked not only Mali but also Niger.", [("positive", "FRA", "MLI+NER")]),
    ("… before its object or its verb", "Not only did France attack Mali.", [("positive", "FRA", "MLI")]),
    ("only does", "France did not attack Mali.", [("negative", "FRA", "MLI")]),
]


@pytest.mark.parametrize(("why", "text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_contrasts(why, text, expected, tools):
    found = [claim for claim in read_article(Article("a", text, language="en"), tools).claims if claim.kind == "event"]
    assert [(e.polarity, *("+".join(a.country for a in side) for side in (e.actors, e.recipients))) for e in found] == expected, why


def test_a_name_in_capitals_is_no_pronoun(tools):
    """The statements of the World Health Organization were nobody's: its short name was read as "who"."""
    [statement] = [
        c for c in read_article(Article("a", "The WHO said that Chad had asked for vaccines.", language="en"), tools).claims if c.kind == "statement"
    ]
    assert statement.speaker.name == "World Health Organization"
