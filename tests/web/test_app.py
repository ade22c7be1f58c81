"""The application without a browser: what each address answers, and what is wrong with what is asked."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from starlette.testclient import TestClient
from web_client import HOST, client

from dragoman.actors.registers.files import read_items
from dragoman.actors.registers.store import import_register
from dragoman.domain import Article, Reading
from dragoman.errors import RecordError
from dragoman.record.writer import RecordWriter
from dragoman.web import addresses, explaining, views
from dragoman.web.app import make_app
from dragoman.web.settings import Serving, hosts_of
from page_inputs import HARM, OWED, QUIROS, TEXT, claims_of, make_record


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client(make_record(tmp_path_factory.mktemp("web") / "r.sqlite"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_record(tmp_path / "r.sqlite")


PAGES = [
    "/",
    "/article/a",
    "/claim/fl-a",
    "/pair/CHN/ECU",
    "/actor/CHN",
    "/actor/person:adela-quiros",
    "/ledger",
    "/network",
    "/search",
    "/judgements",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_html_and_json(pages: TestClient, page: str) -> None:
    html = pages.get(page)
    assert html.status_code == 200
    assert html.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in html.headers["content-security-policy"]
    assert not re.search(r" style=| on[a-z]+=|javascript:", html.text)
    by_path = pages.get("/index.json" if page == "/" else f"{page}.json")
    by_accept = pages.get(page, headers={"accept": "application/json"})
    assert by_path.status_code == 200
    assert by_path.json() == by_accept.json()


def test_what_it_has_is_not_sent_again(pages: TestClient) -> None:
    first = pages.get("/ledger")
    assert pages.get("/ledger", headers={"if-none-match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(("page", "column"), [("/ledger.csv", "giver"), ("/network.csv", "one"), ("/pair/CHN/ECU.csv", "figure")])
def test_tables_are_csv(pages: TestClient, page: str, column: str) -> None:
    answer = pages.get(page)
    assert answer.headers["content-type"].startswith("text/csv")
    assert column in answer.text.splitlines()[0].split(",")
    assert len(answer.text.splitlines()) > 1


WRONG: list[tuple[str, str, int, str]] = [
    ("an unknown filter", "/ledger?colour=red", 400, "colour: there is no such filter"),
    ("an unknown type", "/search?type=peace", 400, "CONSULT"),
    ("no day", "/search?since=yesterday", 400, "is not a date"),
    ("a place that no list has", "/search?after=x", 400, "no place in the list"),
    ("a claim that is gone", "/claim/fl-gone", 404, "has no claim"),
    ("an article that is gone", "/article/gone", 404, "has no article"),
    ("a finding that is gone", "/finding/fi-gone", 404, "has no finding"),
    ("an actor that nobody names", "/actor/Atlantis", 404, "has no actor"),
    ("no page", "/nowhere", 404, "no such page"),
    ("a page that is no table", "/judgements.csv", 404, "no such page"),
    ("a filter where there are none", "/article/a?since=2020", 400, "This page takes none"),
    ("a filter that means nothing here", "/network?actor=CHN", 400, "kind, since, until"),
    ("dates that are none", "/pair/CHN/ECU?dates=all", 400, "Use both, event"),
    ("a replay of a claim that is gone", "/claim/fl-gone?explain=1", 404, "has no claim"),
    ("a question that is too long", "/search?text=" + "a" * 3000, 414, "too long"),
    ("pages are not posted to", "/ledger", 405, "not asked for in this way"),
]


@pytest.mark.parametrize(("why", "page", "status", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_one_clear_answer(pages: TestClient, why: str, page: str, status: int, words: str) -> None:
    answer = pages.post(page) if status == 405 else pages.get(page)
    assert answer.status_code == status
    assert words in answer.text
    if status not in {405, 414}:
        told = pages.get(page, headers={"accept": "application/json"}).json()
        assert told["status"] == status
        assert words in f"{told['cause']}. {told['repair']}"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:8000", ""])
def test_another_host_is_not_answered(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 421


def test_a_table_without_rows_has_its_header_and_a_long_one_says_how_it_goes_on(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.get("/ledger.csv?from=Atlantis").text.startswith("claim,giver,taker,")
    monkeypatch.setattr(addresses, "ROWS", 1)
    first = pages.get("/ledger.csv?type=debt&until=2028")
    assert len(first.text.splitlines()) == 2
    second = pages.get(first.headers["link"].partition("<")[2].partition(">")[0])
    assert {len(second.text.splitlines()), first.text == second.text} == {2, False}


def test_a_question_that_takes_too_long_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SECONDS", -1.0)
    monkeypatch.setattr(views, "STEPS", 1)
    answer = client(path).get("/search?text=Ecuador")
    assert (answer.status_code, "Narrow it" in answer.text) == (503, True)


def test_another_record_under_the_name_is_opened_anew(path: Path, tmp_path: Path) -> None:
    web = client(path)
    assert web.get("/article/h1").status_code == 404
    make_record(tmp_path / "new.sqlite", harm=True).replace(path)
    assert web.get("/article/h1").status_code == 200
    path.unlink()
    assert web.get("/article/h1").status_code == 503


def test_a_fault_of_ours_is_a_page_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(addresses, "search_page", broken)
    web = TestClient(make_app(Serving(path)), base_url=HOST, raise_server_exceptions=False)
    answer = web.get("/search.json")
    assert (answer.status_code, answer.json()["cause"]) == (500, "A fault of Dragoman")
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_ten_megabytes_are_not_taken_in(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106
    headers = {"content-type": "application/x-www-form-urlencoded"}
    # of no stated length, and of one
    assert web.post("/judge", content=(b"x" * 65_536 for _ in range(160)), headers=headers).status_code == 413
    assert web.post("/judge", content=b"x" * 10_000_000, headers=headers).status_code == 413
    assert web.post("/judge", content=b"nonsense", headers={"content-type": "multipart/form-data; boundary=x"}).status_code == 400


def test_a_replay_is_made_in_a_process_of_its_own_and_remembered(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, b'[{"step": "rule", "text": "because", "details": ["x"]}]')

    monkeypatch.setattr(explaining.subprocess, "run", run)
    web = client(path)
    for _ in range(2):
        assert "because" in web.get("/claim/fl-a?explain=1").text
    assert len(asked) == 1
    assert "because" not in web.get("/claim/fl-a").text
    monkeypatch.setattr(explaining.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, b"", b"boom"))
    assert web.get("/claim/ev-a?explain=1").status_code == 503

    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("dragoman", 20)

    monkeypatch.setattr(explaining.subprocess, "run", late)
    assert "more than 20 seconds" in web.get("/claim/st-a?explain=1").text


def test_others_need_the_key(path: Path) -> None:
    web = TestClient(make_app(Serving(path, hosts_of("192.0.2.7", 8000), key="k" * 43)), base_url="http://192.0.2.7:8000", follow_redirects=False)
    assert web.get("/").status_code == 401
    assert web.get("/key?key=wrong").status_code == 401
    opened = web.get(f"/key?key={'k' * 43}")
    assert opened.status_code == 303
    assert "httponly" in opened.headers["set-cookie"].lower()
    assert "samesite=strict" in opened.headers["set-cookie"].lower()
    assert web.get("/").status_code == 200


def test_a_record_of_another_program_or_version_is_refused_at_the_start(tmp_path: Path) -> None:
    newer = make_record(tmp_path / "new.sqlite")
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordError, match="Upgrade dragoman"):
        make_app(Serving(newer))
    with pytest.raises(RecordError, match="There is no record"):
        make_app(Serving(tmp_path / "none.sqlite"))


HARMFUL = re.compile(r"<(iframe|embed|object|base|img|style)|<a[^>]*href=.?javascript|[\u202a-\u202e\u2066-\u2069\u200b\x1b\x00]")


def test_articles_that_mean_harm_are_words(tmp_path: Path) -> None:
    web = client(make_record(tmp_path / "h.sqlite", harm=True))
    for number in range(len(HARM)):
        for page in (f"/article/h{number}", f"/claim/ev-h{number}"):
            html = web.get(page)
            assert html.status_code == 200, page
            assert html.text.count("<script") == 1, page  # ours
            assert not HARMFUL.search(html.text), page
    for page in ("/", "/network", "/ledger", "/pair/CHN/ECU", "/actor/CHN", "/search?sort=newest", "/search?text=Ecuador"):
        html = web.get(page)
        assert html.status_code == 200, page
        assert not re.search(r"<a [^>]*href[^>]*>\s*</a>", html.text), page  # a blank headline names no link


def test_serving_loads_no_reader(path: Path) -> None:
    """Neither what is loaded at the start nor any page or form does; a process of its own replays."""
    code = f"""import sys
from pathlib import Path
from starlette.testclient import TestClient
from dragoman.web.app import make_app
from dragoman.web.settings import Serving
web = TestClient(make_app(Serving(Path({str(path)!r}), token="t", by="A")), base_url={HOST!r}, follow_redirects=False)
assert {{web.get(page).status_code for page in {PAGES!r}}} == {{200}}
fields = {{"token": "t", "article": "a", "words": {OWED!r}, "kind": "flow", "type": "debt", "amount": "$4.4 billion"}}
assert web.post("/by-hand", data=fields).status_code == 303
print("onnxruntime" in sys.modules, "numpy" in sys.modules, "dragoman.parsing.annotate" in sys.modules)"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert out.split() == ["False"] * 3


HOSTS: list[tuple[str, int, str]] = [("127.0.0.1", 8000, "127.0.0.1:8000"), ("::1", 8001, "[::1]:8001"), ("192.0.2.7", 80, "192.0.2.7")]


@pytest.mark.parametrize(("host", "port", "named"), HOSTS)
def test_hosts_are_named_as_browsers_do(host: str, port: int, named: str) -> None:
    assert named in hosts_of(host, port)


def test_an_actor_s_page_has_what_registers_say_and_a_filter_finds_its_other_id(path: Path, tmp_path: Path) -> None:
    (tmp_path / "lists.csv").write_text("id,name,aliases,kind,country\nQ1,Nicolás Maduro,<b>Nico</b>,person,VEN\n", encoding="utf8")
    import_register(tmp_path / "actors.sqlite", "lists", "lists.csv", "csv", read_items(tmp_path / "lists.csv", "csv"))
    maduro = replace(QUIROS, id="person:nicolas-maduro", country="VEN")
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("m", TEXT), (replace(claims_of("m", 1e9, None)[1], speaker=maduro),)))  # type: ignore[arg-type]
    with client(path, registers=tmp_path / "actors.sqlite") as pages:
        page = pages.get("/actor/person:nicolas-maduro").text
        assert "What registers say" in page
        assert "register lists, imported 2" in page
        assert "&lt;b&gt;Nico&lt;/b&gt;" in page
        assert [one["id"] for one in pages.get("/actor/lists:Q1.json").json()["registered"]] == ["lists:Q1", "person:nicolas-maduro"]
        assert len(pages.get("/search.json?actor=lists:Q1").json()["claims"]) == 1
    assert client(path).get("/search.json?actor=lists:Q1").json()["claims"] == []
