from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dragoman.domain import FieldComparison, FieldVerdict, Finding, Source, ValueGiven
from dragoman.showing.findings import FINDINGS, encode_finding, explained, finding_rows, findings_listing
from dragoman.showing.terminal import plain

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


def lines(finding, width=118):
    return list(plain(finding_rows(finding), width))


def test_values_stand_side_by_side_with_who_says_which():
    """In words that are right of one source and of several, without signs."""
    assert lines(FINDING) == [
        "flow: debt  (2 claims · 2 articles · 1 independent source) · fi-1",
        "    amount: contradict — 4.4 bn USD and 5.1 bn USD exclude each other",
        "            4.4 bn USD: c1 in a (claimed by aides)",
        "            5.1 bn USD [withdrawn]: c2 in b",
        "    one thing because: same instrument",
    ]


def test_claims_that_no_field_shows_are_named():
    agreed = replace(FINDING, fields={"type": FINDING.fields["type"]})
    assert "    claims: c1, c2" in lines(agreed)


def test_all_of_a_finding():
    shown = list(plain(explained(FINDING, [])))
    assert shown[1] == "    the claims contradict one another"
    assert "            c1 and c2: contradict, 4.4 bn USD and 5.1 bn USD exclude each other" in shown
    assert shown[-1] == "+1.6        same instrument"


def test_an_empty_line_stands_between_two():
    assert list(plain(findings_listing([FINDING, FINDING]))).count("") == 1


@pytest.mark.parametrize("width", [40, 60, 80])
def test_lines_keep_to_the_width(width):
    assert all(len(line) <= width for line in lines(FINDING, width))


def test_a_row_for_each_value():
    header, *rows = b"".join(FINDINGS.table([FINDING])).decode().splitlines()
    assert header.startswith("finding,kind,what,finding_verdict,")
    assert "fi-1,flow,flow: debt,contradict,2,2,1,amount,contradict,4.4 bn USD,,c1,a,claimed by aides" in rows
