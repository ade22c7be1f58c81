"""What is told between two: who acts together stands in both directions and counts once all the same."""

from __future__ import annotations

from pathlib import Path

from dragoman.domain import ActorRef, Article, Date, Event, Evidence, Reading
from dragoman.record.between import ToldEvent, counts_between, events_between, happenings
from dragoman.record.browsing import Month, months
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

CHINA = ActorRef("CHN", "China", "China", "CHN", "GOV", "state", "name")
ECUADOR = ActorRef("ECU", "Ecuador", "Ecuador", "ECU", "GOV", "state", "name")


def event(number: int, *, together: bool, **fields: object) -> Event:
    sides: dict[str, object] = {"actors": (CHINA, ECUADOR)} if together else {"actors": (CHINA,), "recipients": (ECUADOR,)}
    return Event(
        id=f"ev-{number}", article="a", evidence=Evidence(number, number + 1, "x"), rule="test", type="CONSULT", score=4.0, **sides, **fields
    )  # type: ignore[arg-type]


def test_a_claim_that_stands_in_both_directions_counts_once(tmp_path: Path) -> None:
    events = (
        event(1, together=True, date=Date("2027-02-01", "2027-02-28", "month", "February")),
        event(2, together=False, modality="future"),
    )
    with RecordWriter(tmp_path / "r.sqlite") as writer:
        writer.add(Reading(Article("a", "x" * 9, published="2027-03-10"), events))
    with RecordView(tmp_path / "r.sqlite") as view:
        assert counts_between(view, "CHN", "ECU") == counts_between(view, "ecu", "chn") == {"event": 2}
        assert sum(m.n for m in (*months(view, "CHN", "ECU"), *months(view, "ECU", "CHN"))) == 3
        told = sorted(events_between(view, "CHN", "ECU"), key=lambda one: one.happening)
        assert [(one.month.month, one.month.dated, one.done) for one in told] == [("2027-02", True, True), ("2027-03", False, False)]
        assert list(events_between(view, "CHN", "PER")) == []
        assert counts_between(view, "CHN", "PER") == {}


def test_a_happening_is_one_as_its_best_dated_claim_has_it() -> None:
    def told(happening: str, month: str, score: float, *, dated: bool) -> ToldEvent:
        return ToldEvent(happening, Month(month, dated, "event", "CONSULT", 1, score), done=True)

    one = [told("fi-1", "2027-03", 4.0, dated=False), told("fi-1", "2027", 4.0, dated=True), told("fi-1", "2027-02", 1.0, dated=True)]
    made = happenings([*one, told("ev-9", "", 2.0, dated=False)])
    assert made == [Month("2027-02", True, "event", "CONSULT", 1, 3.0), Month("", False, "event", "CONSULT", 1, 2.0)]
    assert happenings([]) == []
