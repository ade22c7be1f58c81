"""The pages in a browser: nothing is complained of, nothing foreign is loaded or run, everything can be done by keys, and without the script.

In short form here; `make test-web` opens every page in light and dark, wide and narrow. The browser is Debian's `chromium`; without it the tests
are skipped, unless DRAGOMAN_BROWSER says that it must be there.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
uvicorn = pytest.importorskip("uvicorn")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

from dragoman.record.view import RecordView
from dragoman.showing.pages.article import FULL as FULL_CARDS
from dragoman.web.app import make_app
from dragoman.web.settings import Serving, hosts_of
from page_inputs import HARM, OWED, make_record

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FULL = os.environ.get("DRAGOMAN_WEB") == "full"
pytestmark = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("DRAGOMAN_BROWSER"), reason="Debian's chromium is not installed")
PAGES = ["/", "/article/a", "/article/many", "/claim/fl-a", "/finding/…", "/pair/CHN/ECU", "/actor/CHN", "/ledger", "/network"]
PAGES += ["/search?text=debt", "/judgements"]
SIZES = [(1280, 900), (390, 844)]
LOOKS = [(page, size, scheme) for page in PAGES for size in SIZES for scheme in ("light", "dark")]
SHORT = [look for number, look in enumerate(LOOKS) if number % 3 == 0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    path = make_record(tmp_path_factory.mktemp("browser") / "r.sqlite", harm=True, many=FULL_CARDS + 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(make_app(Serving(path, hosts_of("127.0.0.1", port))), port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}", path
    running.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watched:
    """A page of the browser; what it complains of and what it asks for elsewhere is noted."""

    def __init__(self, browser: Any, base: str, size: tuple[int, int] = (1280, 900), scheme: str = "light", *, script: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce"
        )
        self.page, self.base = self.context.new_page(), base
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: None if request.url.startswith((base, "data:,")) else self.said.append(f"request: {request.url}"))

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def go(self, path: str) -> Any:
        answer = self.page.goto(self.base + path)
        assert answer.status == 200
        return self.page


def one_finding(record: Path) -> str:
    with RecordView(record) as view:
        return max(view.findings(), key=lambda found: found.kind == "flow").id


@pytest.mark.parametrize(("path", "size", "scheme"), LOOKS if FULL else SHORT)
def test_every_page_is_quiet_fits_and_is_accessible(browser: Any, server: tuple[str, Path], path: str, size: tuple[int, int], scheme: str) -> None:
    with Watched(browser, server[0], size, scheme) as watched:
        page = watched.go(f"/finding/{one_finding(server[1])}" if path == "/finding/…" else path)
        page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []
        assert watched.said == []


def test_articles_that_mean_harm_run_nothing(browser: Any, server: tuple[str, Path]) -> None:
    with Watched(browser, server[0]) as watched:
        for number in range(len(HARM)):
            for path in (f"/article/h{number}", f"/claim/ev-h{number}") if FULL else (f"/article/h{number}",):
                page = watched.go(path)
                page.mouse.move(300, 300)
                assert page.title() != "run", HARM[number]
        assert watched.said == []


def test_judging_and_undoing_by_keys_alone(browser: Any, server: tuple[str, Path]) -> None:
    with Watched(browser, server[0]) as watched:
        page = watched.go("/article/a")
        for _ in range(2):
            page.keyboard.press("j")
        claim = page.evaluate("document.querySelector('.here').dataset.claim")
        page.keyboard.press("e")
        page.wait_for_url(f"**/claim/{claim}*")
        page.keyboard.press("w")  # opens the form, which wants a name
        page.locator("#judge input[name=by]").focus()
        page.keyboard.type("A. Reader")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")  # leads back to the claim, and tells
        assert page.url.endswith(f"/claim/{claim}#judge")
        assert "judged wrong by A. Reader" in page.inner_text("#judge")
        assert "judged wrong by A. Reader" in page.inner_text("#said")
        page.goto(f"{watched.base}/article/a#c-{claim}")
        with page.expect_navigation():
            page.keyboard.press("u")  # of the claim that the address names; the name is known by now
        assert page.url.endswith(f"/article/a#c-{claim}")
        assert "judged wrong" not in page.inner_text("main")
        assert watched.said == []


def test_a_pair_is_judged_by_keys_alone(browser: Any, server: tuple[str, Path]) -> None:
    base, path = server
    with Watched(browser, base) as watched:
        page = watched.go(f"/finding/{one_finding(path)}")
        page.keyboard.press("j")
        page.keyboard.press("d")
        assert page.evaluate("document.activeElement.name") == "other"
        page.keyboard.press("ArrowDown")
        page.locator(".here input[name=by]").fill("A. Reader")
        page.locator(".here select").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "judged different by A. Reader" in page.inner_text("main")
        with page.expect_navigation():
            page.keyboard.press("u")
        assert watched.said == []


def test_a_claim_by_hand_by_keys_alone(browser: Any, server: tuple[str, Path]) -> None:
    base, path = server
    with Watched(browser, base) as watched:
        page = watched.go("/article/b")
        page.evaluate(
            """(words) => { // what shift and the arrows do in a text that can be walked through
            const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let seen = '', node;
            while ((node = walk.nextNode())) {
              if (node.textContent.startsWith('Ecuador')) range.setStart(node, 0);
              if (words.includes(node.textContent)) range.setEnd(node, node.textContent.length);
              seen += node.textContent;
              if (seen.includes(words)) break;
            }
            getSelection().removeAllRanges(); getSelection().addRange(range); }""",
            OWED,
        )
        page.keyboard.press("n")
        form = page.locator("#by-hand")
        assert form.locator("[name=words]").input_value() == OWED
        assert form.locator("[name=start]").input_value() == "2"  # behind a sign that is two in UTF-16
        page.keyboard.type("flow")  # in the list of kinds
        page.keyboard.press("Tab")
        page.keyboard.type("loan")
        page.keyboard.press("Tab")
        page.keyboard.type("CHN")
        form.locator("[name=amount]").fill("$4.4 billion")
        form.locator("[name=by]").fill("A. Reader")
        page.keyboard.press("Enter")
        page.wait_for_url("**#c-fl-*")
        assert "recorded by hand by A. Reader" in page.inner_text("main")
        assert watched.said == []
    with RecordView(path) as view:
        made = [stored.claim for stored in view.claims_of("b") if stored.claim["rule"] == "by hand"]
    assert [(one["flow_type"], one["amount"]["min"], one["evidence"]["text"]) for one in made] == [("loan", 4.4e9, OWED)]


def test_words_behind_characters_that_are_not_seen_are_found(browser: Any, server: tuple[str, Path]) -> None:
    base, path = server
    with RecordView(path) as view:
        text = next(a.article for a in view.articles() if "\u202e" in a.article.text)
    with Watched(browser, base) as watched:
        page = watched.go(f"/article/{text.id}")
        page.evaluate(
            """() => { const words = document.querySelector('#text a.m'); const range = document.createRange();
            range.selectNodeContents(words); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
        )
        page.keyboard.press("n")
        start, end, words = (page.locator(f"#by-hand [name={name}]").input_value() for name in ("start", "end", "words"))
        assert text.text[int(start) : int(end)] == words
        assert words
        assert int(start) > text.text.index("\u202e")


def test_words_may_be_written_where_nothing_can_be_selected(browser: Any, server: tuple[str, Path]) -> None:
    with Watched(browser, server[0], script=False) as watched:
        page = watched.go("/article/a")
        page.locator(".by-hand summary").click()
        page.fill("#by-hand [name=words]", "Peru met Chile")
        page.fill("#by-hand [name=type]", "CONSULT")
        page.fill("#by-hand [name=one]", "PER; Chile")
        page.fill("#by-hand [name=by]", "B. Reader")
        page.locator("#by-hand button").click()
        page.wait_for_url("**#c-ev-*")
        assert "recorded by hand by B. Reader" in page.inner_text("main")
        assert watched.said == []


def test_everything_works_without_the_script(browser: Any, server: tuple[str, Path]) -> None:
    with Watched(browser, server[0], script=False) as watched:
        page = watched.go("/article/a")
        page.locator("a.m.flow").first.click()
        assert "#c-fl-a" in page.url
        page.locator("#show-flow").uncheck()
        assert not page.locator("#c-fl-a").is_visible()
        page.goto(f"{watched.base}/claim/fl-a")
        page.locator("#judge summary").click()
        page.fill("#judge input[name=by]", "B. Reader")
        page.locator("#judge button[value=wrong]").click()
        page.wait_for_url("**/claim/fl-a#judge")
        assert "judged wrong by B. Reader" in page.inner_text("main")
        page.locator("#judge .judged button").last.click()
        page.wait_for_function("!document.querySelector('main').innerText.includes('judged wrong by B. Reader')")
        page.fill("#search", "debt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search*")
        assert watched.said == []


def test_single_keys_can_be_switched_off(browser: Any, server: tuple[str, Path]) -> None:
    with Watched(browser, server[0]) as watched:
        page = watched.go("/article/a")
        page.keyboard.press("?")
        page.locator("#keys input").uncheck()
        page.locator("#keys button").click()
        for key in "j?":
            page.keyboard.press(key)
        assert page.locator(".here").count() == 0
        assert not page.locator("#keys").is_visible()
        page.locator("#open-keys").click()
        assert page.locator("#keys").is_visible()
        assert watched.said == []


def test_a_report_is_quiet_when_opened_from_a_file(browser: Any, server: tuple[str, Path], tmp_path: Path) -> None:
    from dragoman.record.selecting import Selection
    from dragoman.showing.pages.report import as_html, report

    file = tmp_path / "report.html"
    with RecordView(server[1]) as view:
        file.write_text(as_html(report(view, Selection(actor="CHN"))), encoding="utf-8")
    with Watched(browser, file.as_uri()) as watched:
        watched.page.goto(file.as_uri())
        assert watched.page.title() != "run"
        assert "checked by" in watched.page.inner_text("main")
        found = axe.Axe().run(watched.page).response["violations"] if FULL else []
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
        assert watched.said == []
