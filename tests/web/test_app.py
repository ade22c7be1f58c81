"""The application without a browser: what each address answers, and what is wrong with what is asked."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from starlette.testclient import TestClient
from web_inputs import HARM, OWED, TEXT, make_record

from dragoman.errors import RecordError
from dragoman.record.view import RecordView
from dragoman.web.app import make_app
from dragoman.web.settings import Serving, hosts_of

HOST = "http://127.0.0.1:8000"


def client(path: Path, **asked: object) -> TestClient:
    return TestClient(make_app(Serving(path, **asked)), base_url=HOST, follow_redirects=False)  # type: ignore[arg-type]


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
    ("a page that is no table", "/judgements.csv", 404, "is no table"),
    ("a question that is too long", "/search?text=" + "a" * 3000, 414, "too long"),
    ("pages are not posted to", "/ledger", 405, "not asked for in this way"),
]


@pytest.mark.parametrize(("why", "page", "status", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_one_clear_answer(pages: TestClient, why: str, page: str, status: int, words: str) -> None:
    answer = pages.post(page) if status == 405 else pages.get(page)
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:8000", ""])
def test_another_host_is_not_answered(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"host": host}).status_code == 421


def form(path: Path, token: str, **fields: str) -> dict[str, str]:
    return {"token": token, "by": "A. Reader", **fields}


def test_judging_and_undoing(path: Path) -> None:
    web = client(path, token="t")  # noqa: S106 - no secret
    answer = web.post("/judge", data=form(path, "t", verdict="wrong", claim="fl-a", note="misread"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/judgements#j-1")
    assert "judged wrong by A. Reader" in web.get("/claim/fl-a").text
    assert web.post("/undo", data=form(path, "t", number="1")).status_code == 303
    assert "judged wrong" not in web.get("/claim/fl-a").text
    assert "undone" in web.get("/judgements").text


def test_two_judges_at_once_are_both_kept(path: Path) -> None:
    one, two = client(path, token="t"), client(path, token="t")  # noqa: S106
    for web, name in ((one, "First"), (two, "Second")):
        assert web.post("/judge", data={**form(path, "t", verdict="different", claim="fl-a", other="fl-b"), "by": name}).status_code == 303
    with RecordView(path) as view:
        assert [j.by for j in view.judgements()] == ["First", "Second"]
        assert not any({"fl-a", "fl-b"} <= set(found.claims) for found in view.findings())


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
        path, "t", article="a", start=str(start), end=str(start + len(OWED)), words=OWED, kind="flow", type="loan", one="china", other="A firm"
    )
    answer = web.post("/by-hand", data=fields)
    assert answer.status_code == 303
    claim = answer.headers["location"].rpartition("#c-")[2]
    shown = web.get(f"/claim/{claim}.json").json()["card"]
    assert (shown["type"], shown["made_by"], shown["words"]) == ("loan", "A. Reader", OWED)
    assert [row["value"] for row in shown["rows"][:2]] == ["China", "A firm"]
    assert web.post("/by-hand/withdraw", data=form(path, "t", number="1")).status_code == 303
    assert web.get(f"/claim/{claim}").status_code == 404


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
    code = f"""import sys
from pathlib import Path
from dragoman.web.app import make_app
from dragoman.web.settings import Serving
make_app(Serving(Path({str(path)!r})))
print("onnxruntime" in sys.modules, "numpy" in sys.modules)"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert out.split() == ["False", "False"]
