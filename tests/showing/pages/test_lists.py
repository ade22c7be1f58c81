"""Pages of pairs, actors, flows, the network, the first page, search and judgements: what they count, and that nothing read becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from dragoman.domain import ActorRef, Amount, Article, Date, Event, Evidence, Flow, Reading, Relation, Statement
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import refresh
from dragoman.showing.pages.actor import actor_page
from dragoman.showing.pages.decided import judgements_page
from dragoman.showing.pages.environment import Chrome, render
from dragoman.showing.pages.front import front_page
from dragoman.showing.pages.ledger import ledger_page
from dragoman.showing.pages.pair import pair_page
from dragoman.showing.pages.search import search_page
from dragoman.showing.pages.ties import network_page

EVIL = "<img src=x onerror=alert(1)>\u202e"
CHROME = Chrome("A page", "r.sqlite", live=True, read_only=False, by="A. Reader", token="t")  # noqa: S106 - no secret
CHINA = ActorRef("CHN", "China", EVIL, "CHN", "GOV", "state", "name")
ECUADOR = ActorRef("ECU", "Ecuador", "Ecuador", "ECU", "GOV", "state", "name")
NOBODY_S = ActorRef(None, EVIL, EVIL, None, None, "organisation", "name")
MINISTER = ActorRef(None, "Adela Quirós", EVIL, "ECU", "GOV", "person", "name")
OTHERS = ("", "", "PER", "BOL", "KEN", "UGA", "LAO")
"""Each loan goes to another country, so that no two are taken for one."""
TEXT = f"China and Ecuador met. {EVIL}" + " x" * 40


def words(start: int) -> Evidence:
    return Evidence(start, start + 5, TEXT[start : start + 5])


def met(article: str, **fields: Any) -> Event:
    fields = {"actors": (CHINA, ECUADOR)} | fields
    return Event(id=f"ev-{article}-{len(fields)}", article=article, evidence=words(0), rule="test", type="CONSULT", score=4.0, **fields)


def lent(article: str, number: int, low: float | None, high: float | None, **fields: Any) -> Flow:
    basis = fields.pop("basis", "stated")
    borrower = ECUADOR if number == 1 else replace(ECUADOR, id=OTHERS[number], country=OTHERS[number], name=OTHERS[number])
    fields = {"provider": CHINA, "recipient": borrower, "measure": "flow", "status": "delivered"} | fields
    amount = Amount(low, high, "USD", "exact", EVIL, basis)
    return Flow(id=f"fl-{article}{number}", article=article, evidence=words(number), rule="test", flow_type="loan", amount=amount, **fields)


FIRST = (
    met("a", date=Date("2027-03-02", "2027-03-02", "day", "Tuesday")),
    lent("a", 1, 5e6, 5e6),
    lent("a", 2, 1e9, 2e9, date=Date("2026-01-01", "2026-12-31", "year", "2026")),
    lent("a", 3, 7e9, None, date=Date("2020-01-01", "2020-12-31", "year", "2020")),
    lent("a", 4, 3e9, 3e9, is_aggregate=True, date=Date("2019-01-01", "2019-12-31", "year", "2019")),
    lent("a", 5, 4e9, 4e9, polarity="negative", date=Date("2018-01-01", "2018-12-31", "year", "2018")),
    lent("a", 6, 4e9, 4e9, basis="assumed", date=Date("2017-01-01", "2017-12-31", "year", "2017")),
    Statement(id="st-1", article="a", evidence=words(8), content=words(9), rule="test", speaker=MINISTER, quote="direct", cue="said", about=(CHINA,)),
    Relation(id="re-1", article="a", evidence=words(10), rule="test", relation="office", subject=MINISTER, object=ECUADOR, role=EVIL),
    Relation(id="re-2", article="a", evidence=words(11), rule="test", relation="membership", subject=NOBODY_S, object=ECUADOR),
)
SECOND = (met("b", date=Date("2027-03-02", "2027-03-02", "day", "2 March")), met("b", actors=(CHINA,), recipients=(ECUADOR,), modality="future"))


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordView]:
    path = tmp_path_factory.mktemp("lists") / "r.sqlite"
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("a", TEXT, EVIL, "2027-03-10", "Wire"), FIRST))
        writer.add(Reading(Article("b", TEXT, " \n", "2027-03-11", "Post"), SECOND))
        writer.add(Reading(Article("c", "Bonjour", "Une", "2027-03-11", "Journal"), note="another language (fr)"))
        writer.judge("wrong", "A. Reader", "ev-a-2", note=EVIL)
    refresh(path)
    with RecordView(path) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Any) -> Iterator[RecordView]:
    RecordWriter(tmp_path / "e.sqlite").close()
    with RecordView(tmp_path / "e.sqlite") as opened:
        yield opened


MAKERS: dict[str, Callable[[RecordView], Any]] = {
    "pair": lambda view: pair_page(view, "CHN", "ECU"),
    "actor": lambda view: actor_page(view, "ECU"),
    "ledger": lambda view: ledger_page(view, Selection()),
    "network": lambda view: network_page(view, Selection()),
    "front": front_page,
    "search": lambda view: search_page(view, Selection(text="met")),
    "judgements": judgements_page,
}


def html(name: str, page: Any, chrome: Chrome = CHROME) -> str:
    return render(f"{name}.html", page=page, chrome=chrome, query_string="")


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_read_becomes_markup_and_headings_are_in_order(name: str, view: RecordView) -> None:
    page = MAKERS[name](view)
    text = html(name, page)
    assert "<img" not in text
    assert "\u202e" not in text
    assert text.count("<script") == 1  # ours
    assert " style=" not in text
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert text.count("<table") == text.count("<caption")
    assert len(re.findall(r"<th(?! scope=)[ >]", text)) == 0
    assert all('aria-label="' in svg or 'aria-hidden="true"' in svg for svg in re.findall(r"<svg[^>]*>", text))
    assert not re.search(r"<a [^>]*>\s*</a>", text)  # a title of white space is none
    assert msgspec.json.decode(msgspec.json.encode(page))


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "actor"])
def test_an_empty_record_has_pages(name: str, empty: RecordView) -> None:
    text = html(name, MAKERS[name](empty))
    assert "</main>" in text
    assert "<svg" not in text


def test_an_actor_that_nobody_names_has_no_page(view: RecordView, empty: RecordView) -> None:
    assert actor_page(empty, "ECU") is actor_page(view, "Atlantis") is None


UNITS = [
    ("two articles tell of one meeting", "happenings", "both", {"2027-03": 2}),
    ("each claim", "claims", "both", {"2027-03": 3}),
    ("only what the words date", "claims", "event", {"2027-03": 2}),
]


@pytest.mark.parametrize(("why", "unit", "dates", "want"), UNITS, ids=[row[0] for row in UNITS])
def test_what_a_pair_s_strip_counts(why: str, unit: str, dates: str, want: dict[str, int], view: RecordView) -> None:
    page = pair_page(view, "CHN", "ECU", dates, unit)
    assert page.strip is not None
    assert {row.period: row.n for row in page.strip.rows} == want
    assert (page.n["event"], page.n_happenings, page.unreal) == (3, 2, 1)
    assert page.strip.unit == unit.removesuffix("s")
    text = html("pair", page)
    assert f"<strong>{unit}</strong>" in text
    assert "3 claims of events are 2 happenings" in text


def test_only_what_may_be_added_up_is(view: RecordView) -> None:
    flows = ledger_page(view, Selection()).flows
    assert flows.sums == (("loan delivered, USD", "1,005,000,000", "2,005,000,000", 2),)
    assert dict(flows.left_out) == {"an open end": 1, "a total of others": 1, "denied or negated": 1, "currency assumed": 1}
    assert flows.axis is not None
    assert flows.axis.log
    assert len(flows.axis.bars) == sum(bool(line.printed) for line in flows.lines) == 6
    text = html("ledger", ledger_page(view, Selection()))
    assert "The axis is logarithmic" in text
    assert "Left out: 1 an open end" in text


def test_an_actor_s_offices_are_drawn_and_listed(view: RecordView) -> None:
    page = actor_page(view, "ECU")
    assert page is not None
    assert page.held is not None
    assert {row.label: (row.n, row.first) for row in page.held.rows} == {
        f"{EVIL} – Adela Quirós": (1, "2027-03-10"),
        f"membership – {EVIL}": (1, "2027-03-10"),
    }
    person = actor_page(view, "Adela Quirós")
    assert person is not None
    assert person.held is not None
    assert [row.label for row in person.held.rows] == [f"{EVIL} – Ecuador"]
    assert [card.id for card in person.says] == ["st-1"]


def test_the_first_page_says_what_was_read_and_not_coded(view: RecordView) -> None:
    page = front_page(view)
    assert (page.articles, page.notes) == (3, {"another language (fr)": 1})
    assert page.world is not None
    assert (page.world.lines[0].other, page.world.lines[0].n, page.world.lines[0].joint) == ("ECU", 4, 2)  # a meeting counts once
    text = html("front", page)
    assert "Borders are those of Natural Earth" in text
    assert "1 article: another language (fr)" in text


def test_forms_stand_only_where_judging_is_allowed(view: RecordView) -> None:
    page = judgements_page(view)
    assert 'action="/undo"' in html("judgements", page)
    assert "<form" not in html("judgements", page, replace(CHROME, read_only=True)).replace('<form class="find"', "")
