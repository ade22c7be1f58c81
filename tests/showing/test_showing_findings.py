from __future__ import annotations

import json

from dragoman.domain import FieldComparison, FieldVerdict, Finding, Source, ValueGiven
from dragoman.showing.findings import encode_finding, finding_lines, findings_listing

FINDING = Finding(
    id="fi-1",
    kind="flow",
    claims=("c1", "c2"),
    articles=("a", "b"),
    n_articles=2,
    n_independent=1,
    fields={
        "type": FieldVerdict("agree", "debt in every claim", (ValueGiven("a", "c1", "debt"), ValueGiven("b", "c2", "debt"))),
        "amount": FieldVerdict(
            "contradict",
            "4.4 bn USD and 5.1 bn USD exclude each other",
            (ValueGiven("a", "c1", "4.4 bn USD", (Source("aides", "said", "claims"),)), ValueGiven("b", "c2", "5.1 bn USD", (), "withdrawn")),
            (FieldComparison(("c1", "c2"), "contradict", "4.4 bn USD and 5.1 bn USD exclude each other"),),
        ),
    },
    why=("same instrument (+1.6)",),
)


def test_the_contracts_line():
    line = json.loads(encode_finding(FINDING))
    assert list(line)[:6] == ["id", "kind", "claims", "articles", "n_articles", "n_independent"]
    assert line["fields"]["amount"]["verdict"] == "contradict"
    assert line["fields"]["amount"]["values"][0] == {
        "article": "a",
        "claim": "c1",
        "value": "4.4 bn USD",
        "attribution": [{"name": "aides", "cue": "said", "stance": "claims", "actor": None}],
        "note": None,
    }


def test_values_stand_side_by_side_with_who_says_which():
    lines = finding_lines(FINDING)
    assert lines[0] == "flow: debt  (2 claims · 2 articles · 1 independent source)"
    assert "    ≠ amount: contradict — 4.4 bn USD and 5.1 bn USD exclude each other" in lines
    assert "            4.4 bn USD: a (aides claims)" in lines
    assert "            5.1 bn USD [withdrawn]: b" in lines
    assert not any("type" in line for line in lines)


def test_an_empty_line_stands_between_two():
    assert list(findings_listing([FINDING, FINDING])).count("") == 1


def test_lines_keep_to_the_width():
    assert all(len(line) <= 60 for line in finding_lines(FINDING, 60)[1:])
