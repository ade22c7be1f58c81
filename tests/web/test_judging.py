"""Forms: what a judgement or a claim by hand does to the record, where it leads back to, and what is refused."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from web_client import HOST, client

from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.web import judging
from page_inputs import OWED, TEXT, make_record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_record(tmp_path / "r.sqlite")


def form(path: Path, token: str, **fields: str) -> dict[str, str]:
    return {"token": token, "by": "A. Reader", **fields}


def test_judging_and_undoing(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106 - no secret
    answer = web.post("/judge", data=form(path, "t", verdict="wrong", claim="fl-a", note="misread"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/judgements#j-1")
    assert 'name="number" value="1"' in web.get("/article/a").text  # its undo stands with the claim
    assert "judged wrong by A. Reader" in web.get("/claim/fl-a").text
    assert web.post("/undo", data=form(path, "t", number="1")).status_code == 303
    assert "judged wrong" not in web.get("/claim/fl-a").text
    assert "undone" in web.get("/judgements").text


BACK: list[tuple[str, str, str]] = [
    ("an article", "/article/a", "/article/a#c-fl-a"),
    ("a claim", "/claim/fl-a?explain=1", "/claim/fl-a#judge"),
    ("a finding, which has another id when its claims are others", "/finding/fi-old", "/claim/fl-a#judge"),
    ("a list", "/judgements", "/judgements#j-1"),
    ("a page of others", "//evil.example/article/a", "/judgements#j-1"),
]


@pytest.mark.parametrize(("why", "page", "location"), BACK, ids=[row[0] for row in BACK])
def test_a_form_leads_back_to_where_it_stood(path: Path, why: str, page: str, location: str) -> None:
    web = client(path, token="t")  # noqa: S106
    sent = web.post("/judge", data=form(path, "t", verdict="different", claim="fl-a", other="fl-b"), headers={"referer": HOST + page})
    assert sent.headers["location"] == location
    elsewhere = web.post("/undo", data=form(path, "t", number="1"), headers={"referer": "https://evil.example/article/a"})
    assert elsewhere.headers["location"] == "/judgements#j-2"


def test_the_name_is_asked_for_once(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106
    web.post("/judge", data=form(path, "t", verdict="wrong", claim="fl-a", by="Ada Löwe; “A”"))
    fields = form(path, "t", verdict="wrong", claim="ev-a")
    del fields["by"]
    assert web.post("/judge", data=fields).status_code == 303
    assert 'value="Ada Löwe; “A”"' in web.get("/claim/fl-b").text
    fixed = client(path, token="t", by="The desk")  # noqa: S106
    assert "your name" not in fixed.get("/claim/fl-b").text
    assert fixed.post("/judge", data=form(path, "t", verdict="wrong", claim="fl-b")).status_code == 303
    with RecordView(path) as view:
        assert [j.by for j in view.judgements()] == ["Ada Löwe; “A”", "Ada Löwe; “A”", "The desk"]


def test_judges_at_once_are_all_kept(path: Path) -> None:
    webs = [client(path, token="t") for _ in range(4)]  # noqa: S106
    fields = form(path, "t", verdict="different", claim="fl-a", other="fl-b")
    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(lambda two: two[0].post("/judge", data={**fields, "by": two[1]}).status_code, zip(webs, "ABCD", strict=True))
    assert list(sent) == [303] * 4
    with RecordView(path) as view:
        assert sorted(j.by for j in view.judgements()) == ["A", "B", "C", "D"]
        assert not any({"fl-a", "fl-b"} <= set(found.claims) for found in view.findings())


def test_an_answer_does_not_wait_for_long_findings(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Event()
    monkeypatch.setattr(judging, "refresh", lambda _: done.wait(60))
    monkeypatch.setattr(judging, "PATIENCE", 0.01)
    answer = client(path, token="t").post("/judge", data=form(path, "t", verdict="wrong", claim="fl-a"))  # noqa: S106
    assert (answer.status_code, done.is_set()) == (303, False)
    done.set()
    with RecordView(path) as view:
        assert len(list(view.judgements())) == 1


def test_a_record_that_another_writes_to_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "RecordWriter", lambda file: RecordWriter(file, timeout=0.05))
    web = client(path, token="t")  # noqa: S106
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = web.post("/judge", data=form(path, "t", verdict="wrong", claim="fl-a"))
        assert (answer.status_code, "in a moment" in answer.text) == (503, True)
        assert web.get("/article/a").status_code == 200  # who reads does not wait
        other.execute("ROLLBACK")


FORMS: list[tuple[str, str, dict[str, str], int]] = [
    ("a form of another start", "/judge", {"token": "other", "verdict": "wrong", "claim": "fl-a"}, 403),
    ("nobody judges", "/judge", {"verdict": "wrong", "claim": "fl-a", "by": " "}, 400),
    ("a verdict that is none", "/judge", {"verdict": "true", "claim": "fl-a"}, 400),
    ("a claim that is gone", "/judge", {"verdict": "wrong", "claim": "fl-gone"}, 404),
    ("one claim is not two", "/judge", {"verdict": "same", "claim": "fl-a", "other": "fl-a"}, 400),
    ("two kinds are not one", "/judge", {"verdict": "same", "claim": "fl-a", "other": "ev-a"}, 400),
    ("a number that is none", "/undo", {"number": "one"}, 400),
    ("a judgement that is none", "/undo", {"number": "77"}, 404),
    ("words that do not slice back", "/by-hand", {"article": "a", "start": "0", "end": "5", "words": "China", "kind": "event", "type": "AID"}, 409),
    ("words behind the end", "/by-hand", {"article": "a", "start": "900", "end": "905", "words": "China", "kind": "event", "type": "AID"}, 409),
    ("an article that is gone", "/by-hand", {"article": "zz", "start": "0", "end": "5", "words": "China", "kind": "event", "type": "AID"}, 404),
    ("a type that is none", "/by-hand", {"article": "a", "start": "2", "end": "9", "words": "Ecuador", "kind": "event", "type": "PEACE"}, 400),
    ("words that are there twice", "/by-hand", {"article": "a", "words": "e", "kind": "event", "type": "AID"}, 409),
    ("words that are not there", "/by-hand", {"article": "a", "words": "Atlantis", "kind": "event", "type": "AID"}, 409),
    ("no words", "/by-hand", {"article": "a", "words": " ", "kind": "event", "type": "AID"}, 409),
    ("a figure that is not printed", "/by-hand", {"article": "a", "words": OWED, "kind": "flow", "type": "debt", "amount": "$5"}, 400),
    ("a figure that is none", "/by-hand", {"article": "a", "words": OWED, "kind": "flow", "type": "debt", "amount": "owes"}, 400),
    ("a name without end", "/by-hand", {"article": "a", "words": OWED, "kind": "flow", "type": "debt", "one": "x" * 300}, 400),
    ("a name that turns the text", "/judge", {"verdict": "wrong", "claim": "fl-a", "by": "\u202egnp"}, 400),
    ("a relation of nobody", "/by-hand", {"article": "a", "start": "2", "end": "9", "words": "Ecuador", "kind": "relation", "type": "ally"}, 400),
    ("no claim by hand", "/by-hand/withdraw", {"number": "5"}, 404),
    ("a file", "/judge", {"verdict": "wrong", "claim": "fl-a", "note": "x" * 70_000}, 413),
]


@pytest.mark.parametrize(("why", "page", "fields", "status"), FORMS, ids=[row[0] for row in FORMS])
def test_forms_that_are_wrong_change_nothing(path: Path, why: str, page: str, fields: dict[str, str], status: int) -> None:
    web = client(path, token="t")  # noqa: S106
    assert web.post(page, data=form(path, "t") | fields).status_code == status
    with RecordView(path) as view:
        assert list(view.judgements()) == []
        assert list(view.rows("SELECT 1 FROM by_hand")) == []


def test_forms_of_other_pages_and_of_readers_are_refused(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106
    fields = form(path, "t", verdict="wrong", claim="fl-a")
    assert web.post("/judge", data=fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert web.post("/judge", data=fields, headers={"origin": "null"}).status_code == 403
    assert client(path, token="t", read_only=True).post("/judge", data=fields).status_code == 403  # noqa: S106
    assert web.post("/judge", data=fields, headers={"origin": HOST}).status_code == 303


def test_a_claim_by_hand_counts_code_points_and_can_be_withdrawn(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106
    start = TEXT.index(OWED)
    assert start == 2  # behind a sign that is two in UTF-16
    fields = form(
        path, "t", article="a", start=str(start), end=str(start + len(OWED)), words=OWED, kind="flow", type="loan", one="china", other="A firm",
        amount="$4.4 billion",
    )  # fmt: skip
    answer = web.post("/by-hand", data=fields)
    assert answer.status_code == 303
    claim = answer.headers["location"].rpartition("#c-")[2]
    shown = web.get(f"/claim/{claim}.json").json()["card"]
    assert (shown["type"], shown["made_by"], shown["words"]) == ("loan", "A. Reader", OWED)
    assert [row["value"] for row in shown["rows"][:3]] == ["China", "A firm", "4.4 bn USD"]
    assert web.get(f"/claim/{claim}?explain=1").status_code == 404  # nothing made it that could be replayed
    less = web.post("/by-hand", data=fields | {"amount": ""})
    assert less.headers["location"].rpartition("#c-")[2] != claim  # another claim of the same words
    assert web.post("/by-hand/withdraw", data=form(path, "t", number="1")).status_code == 303
    assert web.get(f"/claim/{claim}").status_code == 404
