"""The tally is what counting the whole record anew would give, whatever came and went."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.domain import ActorRef, Article, Date, Event, Evidence, Flow, Reading, Statement
from dragoman.errors import RecordError
from dragoman.record.browsing import Dyad, dyads, months, partners
from dragoman.record.checking import _counts
from dragoman.record.schema import COUNTED, TOTAL
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

TEXT = "China lent Ecuador $5 billion."
WORDS = Evidence(0, 5, "China")


def state(code: str) -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state")


STATES = [state(code) for code in ("CHN", "ECU", "PER")]
DATES = [None, Date("2027-03-01", "2027-03-31", "month", "March"), Date("2027-01-01", "2027-12-31", "year", "2027")]


def event(id_: str, actors: list[ActorRef], recipients: list[ActorRef], date: Date | None = None) -> Event:
    sides = (tuple(actors), tuple(recipients))
    return Event(id=id_, article="a", evidence=WORDS, rule="test", type="CONSULT", actors=sides[0], recipients=sides[1], date=date, score=1.5)


def reading(claims: list[Event | Flow | Statement], published: str | None = "2027-05-02") -> Reading:
    return Reading(Article("a", TEXT, published=published), tuple(claims))


MONTHS = "one, other, month, dated, kind, type, joint, n, round(score, 6)"
TOTALS = "one, other, kind, joint, n, round(score, 6)"
Rows = list[set[tuple[object, ...]]]


def tallied(path: Path) -> tuple[Rows, Rows]:
    anew = ((MONTHS, f"({COUNTED.format(where='')})"), (TOTALS, f"({TOTAL})"))
    with sqlite3.connect(path) as connection:
        kept, made = (
            [set(connection.execute(f"SELECT {columns} FROM {table}")) for columns, table in tables]
            for tables in (((MONTHS, "tally"), (TOTALS, "total")), anew)
        )
    return kept, made


made = st.lists(
    st.tuples(st.lists(st.sampled_from(STATES), max_size=3), st.lists(st.sampled_from(STATES), max_size=2), st.sampled_from(DATES)), max_size=3
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=st.lists(made, min_size=1, max_size=3))
def test_kept_and_counted_anew_are_the_same(tmp_path: Path, versions: list[list[tuple[list[ActorRef], list[ActorRef], Date | None]]]) -> None:
    path = tmp_path / "r.sqlite"
    with RecordWriter(path) as writer:
        for version in versions:
            writer.add(reading([event(f"e{n}", *claim) for n, claim in enumerate(version)]))
            kept, anew = tallied(path)
            assert kept == anew


def test_who_stands_where(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    owed = Flow(
        id="f",
        article="a",
        evidence=WORDS,
        rule="test",
        flow_type="debt",
        measure="stock",
        provider=STATES[1],
        recipient=STATES[0],
        status="outstanding",
    )
    with RecordWriter(path) as writer:
        writer.add(reading([event("met", STATES[:2], []), event("told", STATES[:1], STATES[2:], DATES[2]), owed]))
    with RecordView(path) as view:
        assert list(dyads(view)) == [
            Dyad("CHN", "ECU", 2, 1, 0, 1, 1, 1.5),  # the creditor of the debt; and met, which counts once
            Dyad("CHN", "PER", 1, 1, 0, 0, 1, 1.5),
        ]
        assert [(d.one, d.n) for d in dyads(view, since="2027")] == [("CHN", 2), ("CHN", 1)]  # by months, the same
        assert [(d.other, d.n, d.joint) for d in dyads(view, kind="event")] == [("ECU", 1, 1), ("PER", 1, 0)]
        assert [(m.month, m.dated, m.type, m.n) for m in months(view, "chn")] == [
            ("2027", True, "CONSULT", 1),  # a year is no month
            ("2027-05", False, "CONSULT", 1),
        ]
        assert [(m.month, m.type) for m in months(view, "chn", kind="flow")] == [("2027-05", "debt")]
        assert [(p.other, p.n) for p in partners(view, "CHN")] == [("ECU", 2), ("PER", 1)]
        assert list(partners(view, "ECU")) == [Dyad("ECU", "CHN", 2, 0, 1, 1, 1, 1.5)]  # as seen from its side


def test_a_claim_by_hand_stays_when_its_article_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    mine = event("hand-1", STATES[:1], STATES[1:2])
    with RecordWriter(path) as writer:
        writer.add(reading([]))
        number = writer.record_by_hand(mine, "A. Reader")
        writer.add(reading([event("met", STATES[:2], [])]))
        with RecordView(path) as view:
            assert {s.id: s.claim.get("made_by") for s in view.select()} == {"met": None, "hand-1": "A. Reader"}
        writer.withdraw_by_hand(number, "A. Reader")
        with RecordView(path) as view:
            assert [s.id for s in view.select()] == ["met"]
        with pytest.raises(RecordError, match="no claim by hand"):
            writer.withdraw_by_hand(7, "A. Reader")
    kept, anew = tallied(path)
    assert kept == anew


@pytest.mark.parametrize(
    ("why", "article", "words"),
    [("other words there", "a", Evidence(0, 5, "Chile")), ("past the end", "a", Evidence(90, 95, "")), ("an article that is gone", "b", WORDS)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_claim_by_hand_that_does_not_slice_back_is_refused(tmp_path: Path, why: str, article: str, words: Evidence) -> None:
    with RecordWriter(tmp_path / "r.sqlite") as writer:
        writer.add(reading([]))
        with pytest.raises(RecordError, match="does not have these words"):
            writer.record_by_hand(Event(id="h", article=article, evidence=words, rule="by hand", type="AID"), "A. Reader")


def test_ids_that_differ_in_case_alone_are_one_party(tmp_path: Path) -> None:
    """Registers of others may have them; the keys of the counts do not tell them apart, so nothing that fills them may."""
    path = tmp_path / "r.sqlite"
    one, other = (ActorRef(id_, id_, id_, None, "CVL", "person") for id_ in ("reg:Q-a", "reg:q-A"))
    with RecordWriter(path) as writer:
        writer.add(reading([event("e", [one], [state("CHN")]), event("f", [one, other], [state("CHN")])]))
    with sqlite3.connect(path) as connection:
        assert list(_counts(connection)) == []
        assert connection.execute("SELECT count(*) FROM between_two WHERE one = 'REG:Q-A' AND other = ''").fetchone() == (2,)
