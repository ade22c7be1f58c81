"""Findings kept in the record: what a new article changes, and that nothing depends on the order in which articles come."""

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.domain import Article, Reading
from dragoman.reconciling.model import load_model
from dragoman.record.encoding import decode_claim
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import find_all, findings_of, refresh

SMALL = replace(load_model(), limits=replace(load_model().limits, block=4, window=2))
"""Blocks of more than four claims are large: what a window leaves out shows with a handful of articles."""
WORDS = ["debt owed since the spring", "loan for the port", "envoys met at the border", "arrears and the port"]
STATES = ["CHN", "ECU", "VEN"]


def ref(code):
    return {"id": code, "name": code, "text": code, "country": code, "sector": "GOV", "kind": "state", "how": "name"}


def claim(kind, article, start, words, **more):
    base = {
        "id": f"{kind}-{article}-{start}-{zlib.crc32(json.dumps([words, more], sort_keys=True).encode())}", "kind": kind, "article": article,
        "evidence": {"start": start, "end": start + len(words), "text": words}, "rule": "test",
    }  # fmt: skip
    return base | more


def debt(article, start, words, provider, recipient, figure):
    amount = {"min": figure, "max": figure, "unit": "USD", "qualifier": "exact", "text": f"${figure}"}
    sides = {"provider": ref(provider), "recipient": ref(recipient)}
    return claim("flow", article, start, words, flow_type="debt", measure="stock", status="outstanding", amount=amount, **sides)


def meeting(article, start, words, one, other, negative):
    polarity = "negative" if negative else "positive"
    return claim("event", article, start, words, type="CONSULT", mode="visit", actors=[ref(one), ref(other)], polarity=polarity)


def reading(number, claims, *, day=1, outlet="Wire"):
    article = Article(f"a{number}", f"Text of article {number}.", published=f"2027-03-{day:02}", outlet=outlet, language="en")
    return Reading(article, tuple(decode_claim(json.dumps(c)) for c in claims), words=5)


@st.composite
def readings(draw):
    """Articles about few states in few words, so that much is told again and blocks grow large."""
    made = []
    for number in range(draw(st.integers(2, 9))):
        claims = {}
        for start in range(0, 60 * draw(st.integers(1, 3)), 60):
            one, other = draw(st.permutations(STATES))[:2]
            words = draw(st.sampled_from(WORDS))
            made_one = (
                debt(f"a{number}", start, words, one, other, draw(st.sampled_from([4e9, 5e9])))
                if draw(st.booleans())
                else meeting(f"a{number}", start, words, one, other, draw(st.booleans()))
            )
            claims[made_one["id"]] = made_one
        made.append(reading(number, claims.values(), day=draw(st.integers(1, 20)), outlet=draw(st.sampled_from(["Wire", "Post"]))))
    return made


def findings(path):
    with RecordView(path) as view:
        return tuple(view.findings())


def from_nothing(path, model=None):
    with RecordView(path) as view:
        return find_all(view, model)


def add(path, *some):
    with RecordWriter(path, clock=lambda: "2027-03-10T00:00:00+00:00") as writer:
        for one in some:
            writer.add(one)


@given(st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_article_by_article_gives_what_the_whole_record_gives(tmp_path_factory, data):
    made = data.draw(readings())
    order = data.draw(st.permutations(made))
    whole, piecemeal = (tmp_path_factory.mktemp("r") / "r.sqlite" for _ in range(2))
    add(whole, *made)
    refresh(whole, SMALL)
    for one in order:
        add(piecemeal, one)
        if data.draw(st.booleans()):
            refresh(piecemeal, SMALL)
    # an article is read anew and says something else, and then again what it said
    again = data.draw(st.sampled_from(made))
    add(piecemeal, replace(again, claims=again.claims[:-1], note="changed"))
    refresh(piecemeal, SMALL)
    assert findings(piecemeal) == from_nothing(piecemeal, SMALL)
    add(piecemeal, again)
    refresh(piecemeal, SMALL)
    assert findings(piecemeal) == findings(whole) == from_nothing(whole, SMALL)


@given(st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_judgements_hold_the_same_way(tmp_path_factory, data):
    made = data.draw(readings())
    path = tmp_path_factory.mktemp("r") / "r.sqlite"
    add(path, *made)
    refresh(path, SMALL)
    ids = [c.id for one in made for c in one.claims]
    with RecordWriter(path) as writer:
        for _ in range(data.draw(st.integers(1, 5))):
            verdict = data.draw(st.sampled_from(["same", "different", "wrong", "undo"]))
            one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
            writer.judge(
                verdict,
                "Ada",
                None if verdict == "undo" else one,
                other if verdict in {"same", "different"} else None,
                1 if verdict == "undo" else None,
            )
            if data.draw(st.booleans()):
                refresh(path, SMALL)
    refresh(path, SMALL)
    assert findings(path) == from_nothing(path, SMALL)


def debts(count, start=0):
    return [
        reading(n, [debt(f"a{n}", 0, f"{WORDS[n % 4]} number{n} word{n % 7}", STATES[n % 3], STATES[(n + 1) % 3], float(n % 5 + 1))], day=n % 28 + 1)
        for n in range(start, start + count)
    ]


def test_nothing_new_compares_nothing(tmp_path):
    path = tmp_path / "r.sqlite"
    add(path, *debts(12))
    first = refresh(path)
    assert first.compared
    assert first.claims == 12
    assert refresh(path).compared == refresh(path).claims == 0
    add(path, *debts(12))
    assert refresh(path).claims == 0, "the same articles again"


def test_a_new_article_is_compared_with_its_neighbours_only(tmp_path):
    """However large the record: two windows in each of the new claim's blocks, and what these push apart."""
    took = []
    for count in (60, 480):
        path = tmp_path / f"{count}.sqlite"
        add(path, *debts(count))
        whole = refresh(path).compared
        add(path, *debts(1, start=count))
        took.append(refresh(path).compared)
        assert took[-1] < whole
    limits = load_model().limits
    assert max(took) <= 3 * 4 * limits.window, "three blocks, two orders, two sides"


def test_other_tables_make_all_anew(tmp_path, monkeypatch):
    path = tmp_path / "r.sqlite"
    add(path, *debts(6))
    refresh(path)
    monkeypatch.setattr("dragoman.running.reconcile.tables_digest", lambda: "other")
    assert refresh(path).claims == 6


TWO = (
    reading(1, [debt("a1", 0, "Ecuador owed $4 billion", "ECU", "CHN", 4e9)], outlet="Wire"),
    reading(2, [debt("a2", 0, "Ecuador owed $5 billion", "ECU", "CHN", 5e9)], day=2, outlet="Post"),
    reading(3, [debt("a3", 0, "a wholly other balance", "ECU", "VEN", 7.0)], day=3, outlet="Post"),
)
ONE, OTHER, THIRD = (one.claims[0].id for one in TWO)


@pytest.fixture
def path(tmp_path):
    add(tmp_path / "r.sqlite", *TWO)
    return tmp_path / "r.sqlite"


def judge(path, *arguments, **more):
    with RecordWriter(path, clock=lambda: "2027-04-01T12:00:00+00:00") as writer:
        return writer.judge(*arguments, **more)


def show(path):
    with RecordView(path) as view:
        return findings_of(view)


def test_two_claims_judged_different_stand_apart_and_say_who_said_so(path):
    assert [set(f.claims) for f in show(path)] == [{ONE, OTHER}]
    judge(path, "different", "Ada", ONE, OTHER, note="two creditors")
    assert show(path) == ()
    judge(path, "same", "Bo", OTHER, THIRD)
    [finding] = show(path)
    assert set(finding.claims) == {OTHER, THIRD}
    assert finding.why[0] == "judged the same by Bo on 2027-04-01"
    assert finding.why[-1] == f"not the same as {ONE}: judged different by Ada on 2027-04-01: two creditors"
    judge(path, "undo", "Ada", undoes=1)
    assert [set(f.claims) for f in show(path)] == [{OTHER, THIRD}], "of other parties than the first: what was judged the same goes before"
    judge(path, "undo", "Bo", undoes=2)
    assert [set(f.claims) for f in show(path)] == [{ONE, OTHER}]


def test_a_wrong_claim_is_shown_and_counts_for_nothing(path):
    assert show(path)[0].fields["amount"].verdict == "contradict"
    judge(path, "wrong", "Ada", OTHER, note="a year, not a sum")
    [finding] = show(path)
    assert finding.n_independent == 1
    assert finding.fields["amount"].verdict == "agree"
    assert [v.note for v in finding.fields["amount"].values] == [None, "judged wrong by Ada on 2027-04-01: a year, not a sum"]


def test_judgements_survive_reading_anew(path):
    judge(path, "different", "Ada", ONE, OTHER)
    add(path, replace(TWO[0], claims=(), note="read with another program"))
    assert show(path) == ()
    add(path, TWO[0])
    assert show(path) == ()
    judge(path, "undo", "Ada", undoes=1)
    assert len(show(path)) == 1


def test_what_was_judged_twice_holds_as_the_later_one_says(path):
    judge(path, "different", "Ada", ONE, OTHER)
    judge(path, "same", "Ada", OTHER, ONE)
    assert [set(f.claims) for f in show(path)] == [{ONE, OTHER}]


def test_findings_of_some(path):
    with RecordView(path) as view:
        assert len(findings_of(view, "flow", actor="ECU")) == len(findings_of(view, pair=("CHN", "ECU"))) == 1
        assert findings_of(view, "event") == findings_of(view, actor="FRA") == ()


SELECTED = [
    ("all", Selection(), 1),
    ("of a type", Selection(types=("debt",)), 1),
    ("of another type", Selection(types=("grant",)), 0),
    ("that contradict", Selection(verdict="contradict"), 1),
    ("that agree", Selection(verdict="agree"), 0),
    ("one claim of it is of that article", Selection(outlet=TWO[0].article.outlet, giver="CHN", newest=True), 1),
]


@pytest.mark.parametrize(("why", "selection", "number"), SELECTED, ids=[row[0] for row in SELECTED])
def test_findings_that_a_selection_chooses(path, why, selection, number):
    """Also where the findings in the record are not up to date: a verdict is that of the findings as they are now."""
    with RecordView(path) as view:
        assert len(findings_of(view, selection=selection)) == number


def test_a_record_that_may_not_be_written_is_compared_in_memory(path, monkeypatch):
    monkeypatch.setattr("dragoman.running.reconcile.os.access", lambda *_: False)
    assert len(show(path)) == 1
    assert findings(path) == ()
