"""Questions to the record: each row is one question and the claims that answer it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.domain import ActorRef, Article, Date, Event, Evidence, Flow, Framing, Period, Reading, Relation, Source, Statement
from dragoman.errors import InputError
from dragoman.record.columns import first_day, last_day
from dragoman.record.selecting import Cursor, Selection, match_expression
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

TEXT = "Çin lent Venezuela $5 billion; Maduro called it help from friends."
CHINA = ActorRef("CHN", "China", "Çin", "CHN", "GOV", "state")
VENEZUELA = ActorRef("VEN", "Venezuela", "Venezuela", "VEN", "GOV", "state")
MADURO = ActorRef("person:nicolas-maduro", "Nicolás Maduro", "Maduro", "VEN", "GOV", "person")
RUSSIA = ActorRef("RUS", "Russia", "Moscow", "RUS", "GOV", "state")
CUBA = ActorRef("CUB", "Cuba", "Havana", "CUB", "GOV", "state")
UNKNOWN = ActorRef(None, "a firm from Macao", "a firm")


def at(start: int, end: int) -> Evidence:
    return Evidence(start, end, TEXT[start:end])


def claims_of(article: str) -> tuple[Event | Statement | Flow | Relation, ...]:
    """Claims whose ids end with their article's."""
    base: dict[str, Any] = {"article": article, "rule": "test"}
    return (
        Event(
            id=f"aid-{article}",
            evidence=at(0, 29),
            type="AID",
            actors=(CHINA,),
            recipients=(VENEZUELA,),
            date=Date("2010-02-01", "2010-02-28", "month", "February"),
            **base,
        ),
        Event(id=f"meet-{article}", evidence=at(0, 8), type="CONSULT", actors=(CHINA, RUSSIA), **base),
        Statement(
            id=f"said-{article}",
            evidence=at(31, 66),
            speaker=MADURO,
            content=at(44, 66),
            quote="indirect",
            cue="called",
            addressees=(CUBA,),
            about=(CHINA,),
            attribution=(Source("Xinhua", "reported"),),
            **base,
        ),
        Flow(
            id=f"loan-{article}",
            evidence=at(0, 29),
            flow_type="loan",
            measure="flow",
            provider=CHINA,
            recipient=VENEZUELA,
            status="received",
            period=Period("1999", "2013"),
            **base,
        ),
        Flow(
            id=f"owed-{article}",
            evidence=at(19, 29),
            flow_type="debt",
            measure="stock",
            provider=VENEZUELA,
            as_of="2015-06",
            status="outstanding",
            **base,
        ),
        Relation(id=f"office-{article}", evidence=at(31, 37), relation="office", subject=MADURO, object=UNKNOWN, period=Period("2013", None), **base),
    )


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordView]:
    """Two articles, one without a day of publication, and one in another language."""
    path = tmp_path_factory.mktemp("record") / "r d?#.db"  # characters that mean something in a URI
    framing = Framing("x", "puppet", at(31, 37), MADURO, "president", "pejorative", "an opponent")
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("x", TEXT, title="Loan", published="2019-03-04", outlet="The Paper"), claims_of("x"), (framing,), words=11))
        writer.add(Reading(Article("y", TEXT + " Again."), claims_of("y")[1:2], words=12))
        writer.add(Reading(Article("z", "Una noticia.", language="es"), note="language: es"))
    with RecordView(path) as opened:
        yield opened


QUESTIONS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("all, by first day; those without any day first", {}, ["meet-y", "loan-x", "aid-x", "office-x", "owed-x", "meet-x", "said-x"]),
    ("kind", {"kind": "flow"}, ["loan-x", "owed-x"]),
    ("a kind that is not", {"kind": "poem"}, []),
    ("actor by id", {"actor": "person:nicolas-maduro"}, ["office-x", "said-x"]),
    ("actor by country code, with its people", {"actor": "VEN"}, ["loan-x", "aid-x", "office-x", "owed-x", "said-x"]),
    ("country code in small letters", {"actor": "rus"}, ["meet-y", "meet-x"]),
    ("actor by name, in any case", {"actor": "NICOLÁS  maduro "}, ["office-x", "said-x"]),
    ("actor that no registry knows", {"actor": "A firm from Macao"}, ["office-x"]),
    ("unknown actor", {"actor": "Atlantis"}, []),
    ("blank actor", {"actor": ""}, []),
    ("a quote in a name is a letter", {"actor": "x' OR 1=1 --"}, []),
    ("speaker by country", {"by": "ven"}, ["said-x"]),
    ("speaker by a part of the name", {"by": "Maduro"}, ["said-x"]),
    ("speaker by a part of a word: no", {"by": "adur"}, []),
    ("a speaker acts in no event", {"by": "CHN"}, []),
    ("a blank speaker", {"by": " "}, []),
    ("a sign that means something in a pattern", {"by": "%"}, []),
    ("who is told", {"to": "CUB"}, ["said-x"]),
    ("who speaks is not told", {"to": "Maduro"}, []),
    ("whom the words name", {"about": "CHN"}, ["said-x"]),
    ("words in them", {"about": "friends"}, ["said-x"]),
    ("a phrase in them", {"about": '"help from"'}, ["said-x"]),
    ("words of the evidence are not of the content", {"about": "called"}, []),
    ("nothing is named so", {"about": "(("}, []),
    ("speaker, hearer and subject", {"by": "VEN", "to": "Cuba", "about": "China"}, ["said-x"]),
    ("whom a statement is about is no side of it", {"kind": "statement", "actor": "CHN"}, []),
    ("actor by name without its accents", {"actor": "nicolas maduro"}, ["office-x", "said-x"]),
    ("pair", {"pair": ("CHN", "VEN")}, ["loan-x", "aid-x"]),
    ("pair in the other direction", {"pair": ("venezuela", "China")}, ["loan-x", "aid-x"]),
    ("pair that meets: both are actors, nobody is a recipient", {"pair": ("RUS", "CHN")}, ["meet-y", "meet-x"]),
    ("pair on one side only", {"pair": ("RUS", "VEN")}, []),
    ("pair of one with itself", {"pair": ("CHN", "CHN")}, []),
    ("since: the month of the loan's last year is in it", {"since": "2013-12"}, ["loan-x", "office-x", "owed-x", "meet-x", "said-x"]),
    ("until a year, all of it", {"until": "2010"}, ["loan-x", "aid-x"]),
    ("until a month", {"until": "2010-01"}, ["loan-x"]),
    ("open end reaches on", {"since": "2030-01-01"}, ["office-x"]),
    ("a day of February", {"since": "2010-02-14", "until": "2010-02-14"}, ["loan-x", "aid-x"]),
    ("as_of a month", {"since": "2015-06-30", "until": "2015-07-01"}, ["office-x", "owed-x"]),
    ("the day of publication where the claim has none", {"since": "2019-03-04", "kind": "statement"}, ["said-x"]),
    ("words of the content", {"text": "friends help"}, ["said-x"]),
    ("words of the evidence, accents apart", {"text": "cin billion"}, ["loan-x", "aid-x"]),
    ("phrase", {"text": '"5 billion"'}, ["loan-x", "aid-x", "owed-x"]),
    ("phrase in another order", {"text": '"billion 5"'}, []),
    ("an operator of FTS5 is a word", {"text": "lent OR friends"}, []),
    ("signs only", {"text": "!!! *"}, []),
    ("blank text asks nothing", {"text": "  ", "kind": "statement"}, ["said-x"]),
    ("all at once", {"kind": "flow", "actor": "china", "pair": ("CHN", "VEN"), "since": "2000", "until": "2001", "text": "lent"}, ["loan-x"]),
    ("limit", {"limit": 2}, ["meet-y", "loan-x"]),
    ("limit and offset", {"limit": 2, "offset": 2}, ["aid-x", "office-x"]),
    ("offset alone", {"offset": 6}, ["said-x"]),
    ("limit nought", {"limit": 0}, []),
]


@pytest.mark.parametrize(("why", "question", "expected"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_claims(view: RecordView, why: str, question: dict[str, Any], expected: list[str]) -> None:
    asked = Selection(**{key: value for key, value in question.items() if key not in {"limit", "offset"}})
    found = [claim.id for claim in view.select(asked, question.get("limit"), question.get("offset", 0))]
    assert sorted(found) == sorted(expected), why
    if not question or "limit" in question:
        assert found == expected, why
    if "limit" not in question and "offset" not in question:
        assert view.counted(asked) == len(expected), why


BAD_DAYS = ["yesterday", "2019-13", "2019-02-30", "19", "2019-1-1", "", "٢٠١٩"]


@pytest.mark.parametrize("day", BAD_DAYS)
def test_day_that_is_none_is_an_error_and_no_empty_answer(view: RecordView, day: str) -> None:
    with pytest.raises(InputError, match=r"--since: .* is not a date. Write it as"):
        view.select(Selection(since=day))
    with pytest.raises(InputError, match="--until"):
        view.counted(Selection(until=day))


def test_view_is_used_from_another_thread_and_changes_nothing(view: RecordView) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(view.counted).result() == 7
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        view._connection.execute("DELETE FROM claim")


def test_one_claim_with_its_article(view: RecordView) -> None:
    claim = view.claim("loan-x")
    assert claim is not None
    assert (claim.kind, claim.article, claim.outlet, claim.published, claim.title) == ("flow", "x", "The Paper", "2019-03-04", "Loan")
    assert claim.claim["period"] == {"start": "1999", "end": "2013"}
    assert TEXT[claim.claim["evidence"]["start"] : claim.claim["evidence"]["end"]] == claim.claim["evidence"]["text"]
    assert view.claim("nothing") is None


def test_articles(view: RecordView) -> None:
    assert [stored.article.id for stored in view.articles()] == ["y", "z", "x"]
    assert [stored.article.id for stored in view.articles(text="again")] == ["y"]
    assert [stored.article.id for stored in view.articles(limit=1, offset=1)] == ["z"]
    stored = view.article("x")
    assert stored is not None
    assert stored.article == Article("x", TEXT, title="Loan", published="2019-03-04", outlet="The Paper")
    assert (stored.n_claims, stored.words, stored.note) == (6, 11, None)
    assert view.article("nothing") is None


def test_framings(view: RecordView) -> None:
    assert [framing.framing["term"] for framing in view.framings()] == ["puppet"]
    assert [framing.framing["voice"] for framing in view.framings("nicolás maduro")] == ["an opponent"]
    assert list(view.framings("CHN")) == []


def test_printed_names(view: RecordView) -> None:
    """Each place once, however many claims are made of it."""
    found = [(name.name, name.outlet, name.text, name.times) for name in view.printed_names("CHN")]
    assert found == [("China", None, "Çin", 1), ("China", "The Paper", "Çin", 1)]
    assert {name.name for name in view.printed_names()} >= {"China", "Venezuela", "Nicolás Maduro"}


def test_counts(view: RecordView) -> None:
    counts = view.counts()
    assert (counts.articles, counts.words, counts.framings) == (3, 23, 1)
    assert counts.claims == {"event": 3, "flow": 2, "relation": 1, "statement": 1}
    assert counts.notes == {"language: es": 1}


DAYS = [
    ("1999", "1999-01-01", "1999-12-31"),
    ("1999-02", "1999-02-01", "1999-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("2000-02-03", "2000-02-03", "2000-02-03"),
    ("2000-02-03T10:00", "2000-02-03", "2000-02-03"),
]


@pytest.mark.parametrize(("printed", "first", "last"), DAYS)
def test_days(printed: str, first: str, last: str) -> None:
    assert (first_day(printed), last_day(printed)) == (first, last)


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_is_an_fts_syntax_error(view: RecordView, text: str) -> None:
    """Whatever a user types is searched for; nothing of it is read as a command."""
    list(view.select(Selection(text=text)))
    list(view.articles(text=text))


SIGNS = ['"', '""', '" "', "a AND", "NEAR(a b)", "evidence: x", "^a", "-a", "a*", "(", "{a}:", "a\x00b", "'; DROP TABLE claim", "“friends”", "+"]


@pytest.mark.parametrize("typed", SIGNS)
def test_signs_of_fts_are_no_commands(view: RecordView, typed: str) -> None:
    assert match_expression(typed) is not None
    assert view.counted(Selection(text=typed)) in {0, 1}


CHOSEN: list[tuple[str, Selection, list[str]]] = [
    ("the newest first, those without a day last", Selection(newest=True), ["said-x", "meet-x", "owed-x", "office-x", "aid-x", "loan-x", "meet-y"]),
    ("a type in any case", Selection(types=("AID", "LOAN")), ["loan-x", "aid-x"]),
    ("who gives: of a debt the creditor", Selection(giver="CHN", kind="flow"), ["loan-x"]),
    ("who receives: of a debt the debtor", Selection(to="VEN", kind="flow"), ["loan-x", "owed-x"]),
    ("a stance of any source", Selection(stance="says"), ["said-x"]),
    ("precision of the date", Selection(precision="month"), ["aid-x"]),
    ("a part of the outlet's name", Selection(outlet="paper", kind="event"), ["aid-x", "meet-x"]),
    ("who was resolved by nothing is kept", Selection(not_how="context", kind="relation"), ["office-x"]),
    ("an end of the first page", Selection(after=Cursor("2010-02-01", "x", 0)), ["office-x", "owed-x", "meet-x", "said-x"]),
    ("from those without a day on", Selection(after=Cursor("", "y", 0)), ["loan-x", "aid-x", "office-x", "owed-x", "meet-x", "said-x"]),
    ("backwards into those without a day", Selection(newest=True, after=Cursor("1999-01-01", "x", 3)), ["meet-y"]),
    ("nothing was compared", Selection(verdict="contradict"), []),
]


@pytest.mark.parametrize(("why", "selection", "wanted"), CHOSEN, ids=[row[0] for row in CHOSEN])
def test_selections_in_their_order(view: RecordView, why: str, selection: Selection, wanted: list[str]) -> None:
    assert [stored.id for stored in view.select(selection)] == wanted
    assert view.counted(selection) == len(wanted)


@pytest.mark.parametrize("newest", [False, True])
def test_pages_of_two_are_the_whole_list(view: RecordView, newest: bool) -> None:
    found: list[str] = []
    selection = Selection(newest=newest)
    while page := list(view.select(selection, 2)):
        found += [stored.id for stored in page]
        selection = Selection(newest=newest, after=page[-1].place)
    assert found == [stored.id for stored in view.select(Selection(newest=newest))]
