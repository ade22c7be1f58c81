from __future__ import annotations

from dragoman.domain import FieldComparison, FieldVerdict, Finding, ValueGiven
from dragoman.evaluating.findings import PairScore, aligned_groups, gold_claims, judged, pair_score, verdict_score

ARTICLE = {
    "id": "a1",
    "dossier": "d",
    "text": "Ecuador owed China $4 billion.",
    "claims": [
        {
            "kind": "flow",
            "ref": "F1",
            "flow_type": "debt",
            "provider": "ECU",
            "recipient": "CHN",
            "provider_text": "Ecuador",
            "status": "outstanding",
            "amount": {"min": 4e9, "max": 4e9, "unit": "USD"},
            "evidence": {"start": 0, "end": 30, "text": "Ecuador owed China $4 billion."},
        },
        {"kind": "statement", "ref": None, "content": {"start": 0, "end": 7, "text": "Ecuador"}},
    ],
}


def test_pairs():
    gold = {("a", "1"): "x", ("a", "2"): "x", ("b", "3"): "x", ("b", "4"): "y"}
    score = pair_score(gold, [[("a", "1"), ("a", "2"), ("z", "9")], [("b", "3"), ("b", "4")]])
    assert score == PairScore(both=1, found=2, gold=3)
    assert (score.precision, round(score.recall, 2), round(score.f1, 2)) == (0.5, 0.33, 0.4)
    assert pair_score({}, []).f1 == 1.0


def test_gold_in_the_form_of_the_program():
    [claim], groups = gold_claims([ARTICLE], {"a1": "d"})
    assert claim["provider"] == {"id": "ECU", "country": "ECU", "name": "Ecuador", "text": "Ecuador"}
    assert groups == {("a1", claim["id"]): ("d", "flow", "F1")}


def test_the_programs_claims_take_the_group_of_the_gold_they_match():
    [claim], _ = gold_claims([ARTICLE], {"a1": "d"})
    assert aligned_groups([ARTICLE], [claim | {"id": "mine"}], {"a1": "d"}) == {("a1", "mine"): ("d", "flow", "F1")}


def test_verdicts():
    [one], groups = gold_claims([ARTICLE], {"a1": "d"})
    other = one | {"id": "other", "article": "a2", "amount": {"min": 5e9, "max": 5e9, "unit": "USD"}}
    groups |= {("a2", "other"): ("d", "flow", "F1")}
    amount = FieldVerdict(
        "contradict",
        "",
        (ValueGiven("a1", one["id"], "4 bn"), ValueGiven("a2", "other", "5 bn")),
        (FieldComparison((one["id"], "other"), "contradict", ""),),
    )
    finding = Finding("f", "flow", (one["id"], "other"), ("a1", "a2"), 2, 2, {"amount": amount})
    line = {
        "dossier": "d",
        "ref": "F1",
        "kind": "flow",
        "articles": ["a1", "a2"],
        "n_independent": 2,
        "field": "amount",
        "verdict": "contradict",
        "values": [{"article": "a1", "value": "4e9 USD"}, {"article": "a2", "value": "5e9 USD"}],
    }
    score = verdict_score([line, line | {"field": "duration"}], [finding], [one, other], groups)
    assert (score.lines, score.right, score.carried, score.carried_right) == (2, 1, 1, 1)
    assert (score.sources_judged, score.sources_right) == (2, 2)
    assert score.wrong == ("d F1 duration: contradict, given None",)
    assert judged(amount, {("a1", one["id"])}) == "agree"
