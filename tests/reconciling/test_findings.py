from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconciling_inputs import amount, day, event, flow, link, many, relation, told

from dragoman.reconciling.findings import find_findings
from dragoman.reconciling.reprints import article_facts

STOCK = {"measure": "stock", "status": "outstanding", "as_of": "2027-02-28"}
OWED = flow("owed some $4.4 billion", "debt", "ECU", "CHN", article="a", amount=amount(3.96e9, 4.84e9), attribution=[link("ministry")], **STOCK)
PUT = flow(
    "puts the debt at $5.1 billion", "debt", "ECU", "CHN", article="b", amount=amount(5.1e9, 5.1e9), attribution=[link("central bank")], **STOCK
)


def test_a_contradiction_keeps_both_figures_and_who_gives_them():
    [finding] = find_findings([told(OWED), told(PUT)], {})
    verdict = finding.fields["amount"]
    assert (finding.kind, finding.n_articles, finding.n_independent) == ("flow", 2, 2)
    assert (verdict.verdict, verdict.why) == ("contradict", "3.96 bn–4.84 bn USD and 5.1 bn USD exclude each other")
    assert [(v.article, v.value, v.attribution[0].name) for v in verdict.values] == [
        ("a", "3.96 bn–4.84 bn USD", "ministry"),
        ("b", "5.1 bn USD", "central bank"),
    ]
    assert finding.why


def test_one_claim_is_no_finding():
    assert find_findings([told(OWED), told(OWED)], {}) == ()
    assert find_findings([], {}) == ()


def test_an_undated_claim_and_an_unpublished_article_are_welcome():
    claims = [told(event("signed the deal", "SUPPORT", "ECU CHN", article=name), None) for name in ("a", "b")]
    assert len(find_findings(claims, {})) == 1


def test_a_denial_stands_with_what_it_denies():
    reported = event("Oman recognised the territory", "SUPPORT", "OMN", "SOM", article="a", attribution=[link("minister", "claims")])
    refused = event("has recognised any other entity", "SUPPORT", "OMN", article="b", attribution=[link("Foreign Ministry", "denies")])
    [finding] = find_findings([told(reported), told(refused)], {})
    assert finding.fields["polarity"].verdict == "contradict"
    assert finding.fields["polarity"].why == "told by minister, denied by Foreign Ministry"


def test_an_obligation_not_yet_carried_out_is_no_contradiction():
    due = event("pull their heavy weapons back from the water", "CONCEDE", "TJK UZB", article="a", modality="future")
    undone = event("has not pulled its heavy weapons back", "CONCEDE", "TJK", article="b", polarity="negative")
    [finding] = find_findings([told(due), told(undone)], {})
    assert finding.fields["polarity"].verdict == "not comparable"


def test_a_correction_supersedes():
    text = "Ecuador put off $1.4 billion of loans.\nCorrection: An earlier version gave the loans put off as $1.4 million. It is $1.4 billion."
    notice, fixed = text.index("gave"), text.index("It is")
    claims = [
        flow("put off $1.4 billion of loans", "rescheduling", "ECU", "CHN", article="a", start=8, amount=amount(1.4e9, 1.4e9), status="rescheduled"),
        flow(
            "the loans put off as $1.4 million",
            "rescheduling",
            "ECU",
            "CHN",
            article="a",
            start=notice,
            amount=amount(1.4e6, 1.4e6),
            status="rescheduled",
        ),
        flow("It is $1.4 billion", "rescheduling", "ECU", "CHN", article="a", start=fixed, amount=amount(1.4e9, 1.4e9), status="rescheduled"),
    ]
    [finding] = find_findings([told(c) for c in claims], {"a": article_facts(text, "Post", "2027-03-11")})
    verdict = finding.fields["amount"]
    assert verdict.verdict == "agree"
    assert verdict.why.endswith("withdrawn by the correction in a of 2027-03-11")
    assert [v.note is not None for v in verdict.values] == [False, True, False]
    assert {c.verdict for c in verdict.comparisons} >= {"contradict"}


def test_a_corrected_version_replaces_the_earlier_one_of_the_same_outlet():
    story = "Ecuador and the China Development Bank agreed to put off loans that were taken up in the years of high oil prices, the minister said."
    claims = [
        told(flow("put off loans", "loan", "CHN", "ECU", article="old", amount=amount(1e6, 1e6)), "2027-03-10", "Post"),
        told(flow("put off loans", "loan", "CHN", "ECU", article="new", amount=amount(1e9, 1e9)), "2027-03-11", "Post"),
    ]
    facts = {
        "old": article_facts(story, "Post", "2027-03-10"),
        "new": article_facts(f"(Corrects figure in first paragraph)\n{story}", "Post", "2027-03-11"),
    }
    [finding] = find_findings(claims, facts)
    assert finding.fields["amount"].verdict == "agree"
    assert finding.fields["amount"].values[0].note == "replaced by the corrected version new of 2027-03-11"
    assert finding.n_independent == 1


FOLLOWED = [
    ("the same outlet later", "Post", [], "agree", "superseded by the later report new of 2027-03-12"),
    ("another outlet", "Wire", [], "contradict", None),
    ("on the word of others", "Post", [link("rebels")], "contradict", None),
]


@pytest.mark.parametrize(("reason", "outlet", "sources", "verdict", "note"), FOLLOWED, ids=[row[0] for row in FOLLOWED])
def test_a_follow_up_supersedes_by_date_and_says_so(reason, outlet, sources, verdict, note):
    claims = [
        told(event("11 people were killed in the strike on the port", "ASSAULT", "RUS", "UKR", article="old", mode="aerial"), "2027-03-11", "Post"),
        told(
            event("14 people were killed in the strike on the port", "ASSAULT", "RUS", "UKR", article="new", mode="aerial", attribution=sources),
            "2027-03-12",
            outlet,
        ),
    ]
    facts = {"old": article_facts("The first story.", "Post", "2027-03-11"), "new": article_facts("Another text.", outlet, "2027-03-12")}
    [finding] = find_findings(claims, facts)
    deaths = finding.fields["deaths"]
    assert deaths.verdict == verdict
    assert [v.note for v in deaths.values] == [note, None]
    assert [v.note for v in finding.fields["type"].values] == [None, None], "only the figure is out of date"


@pytest.mark.parametrize("later", ["2021-02-01", "2025-02-01"])
def test_two_dates_of_one_debt_are_no_contradiction(later):
    stock = {"measure": "stock", "status": "outstanding"}
    over = flow("Venezuela owed China over $19 billion", "debt", "VEN", "CHN", article="a", amount=amount(1.9e10, None), as_of="2020", **stock)
    about = flow(
        "Venezuela’s debt to China is about $10 billion", "debt", "VEN", "CHN", article="b", amount=amount(9e9, 1.1e10), as_of="2024", **stock
    )
    [finding] = find_findings([told(over, "2021-01-01"), told(about, later)], {})
    verdict = finding.fields["amount"]
    assert verdict.verdict == "not comparable"
    assert verdict.why.endswith("two days of one stock, 2020-01-01 to 2020-12-31 and 2024-01-01 to 2024-12-31")


def test_an_office_told_twice_is_one_finding():
    told_twice = [
        told(relation("office", "Said al-Harthy", "OMN", role="foreign minister", article="a")),
        told(relation("office", "Said bin Salim al-Harthy", "OMN", role="Foreign Minister", article="b")),
        told(relation("office", "Nasser al-Busaidi", "OMN", role="chief executive", article="b", start=80)),
    ]
    [finding] = find_findings(told_twice, {})
    assert finding.fields["role"].verdict == "agree"


def test_dates_of_one_happening():
    claims = [
        told(event("signed the accord", "SUPPORT", "ECU CHN", article="a", date=day("2027-03-09"))),
        told(event("accord signed last week", "SUPPORT", "ECU CHN", article="b", date=day("2027-03-08", "2027-03-14"))),
        told(event("the accord that both signed", "SUPPORT", "ECU CHN", article="c", date=day("2027-03-07"))),
    ]
    [finding] = find_findings(claims, {})
    assert finding.fields["date"].verdict == "contradict"
    assert "2027-03-09 and 2027-03-08 to 2027-03-14 overlap" in [c.why for c in finding.fields["date"].comparisons]


@pytest.fixture(scope="module")
def claims():
    return many(300)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims, rng):
    shuffled = claims[:]
    rng.shuffle(shuffled)
    assert find_findings(shuffled, {}) == find_findings(claims, {})


def test_no_finding_holds_what_excludes_each_other(claims):
    by_id = {t.claim["id"]: t.claim for t in claims}
    for finding in find_findings(claims, {}):
        recipients = {r["id"] for c in finding.claims for r in by_id[c].get("recipients") or ()}
        assert len(finding.claims) == len(set(finding.claims)) > 1
        assert finding.kind != "event" or len(recipients) < 3
