"""Fetching from a server of the test's own: which addresses are asked, how large, how often, how politely."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dragoman.domain import Article, Reading
from dragoman.errors import InputError, TransientError
from dragoman.fetching.addresses import checked, is_public
from dragoman.fetching.getting import Limits, get
from dragoman.fetching.pages import article_of
from dragoman.fetching.polite import Guest
from dragoman.fetching.watching import feeds_of, links
from dragoman.record.fetched import Fetched, changes, fetched, remember, versions
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

SAID = b"<p>Peru lent Chile two million dollars on Monday, the ministry said.</p>" * 6
PAGE = b"<html lang=en><head><title>Loan</title></head><body><article>" + SAID + b"</article></body></html>"
ASKED: list[str] = []
ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/robots.txt": (200, b"User-agent: *\nDisallow: /private\n", {}),
    "/page": (200, PAGE, {"ETag": '"1"', "Content-Type": "text/html; charset=utf-8"}),
    "/packed": (200, gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
    "/bomb": (200, gzip.compress(b"a" * 30_000_000), {"Content-Encoding": "gzip"}),
    "/large": (200, b"a" * 2_000_000, {}),
    "/broken": (200, b"no gzip at all", {"Content-Encoding": "gzip"}),
    "/odd": (200, b"x", {"Content-Encoding": "br"}),
    "/round": (302, b"", {"Location": "/round"}),
    "/moved": (301, b"", {"Location": "/page"}),
    "/inside": (302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"}),
    "/file": (302, b"", {"Location": "file:///etc/passwd"}),
    "/busy": (503, b"", {"Retry-After": "7"}),
}


class Site(BaseHTTPRequestHandler):
    """What the test's server answers."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        status, body, headers = ANSWERS.get(self.path, (404, b"gone", {}))
        if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return  # who asked has had enough

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def only_this_machine(ip: str) -> bool:
    return ip == "127.0.0.1"


def limits(**asked: Any) -> Limits:
    return Limits(check=lambda url: checked(url, allowed=only_this_machine), **asked)


def guest(waits: list[float] | None = None) -> Guest:
    at = iter(range(10_000))
    return Guest(limits(), sleep=(waits if waits is not None else []).append, clock=lambda: next(at) / 10)


ADDRESSES = [
    ("8.8.8.8", True),
    ("2606:4700:4700::1111", True),
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),  # noqa: S104 - an address to be refused
    ("224.0.0.1", False),
    ("::1", False),
    ("fe80::1%eth0", False),
    ("fc00::1", False),
    ("::ffff:127.0.0.1", False),
    ("64:ff9b::a00:1", False),
    ("2002:7f00:1::", False),
]


@pytest.mark.parametrize(("ip", "public"), ADDRESSES)
def test_only_public_addresses_are_asked(ip: str, public: bool) -> None:
    assert is_public(ip) is public


@pytest.mark.parametrize("ips", [["8.8.8.8", "127.0.0.1"], ["10.0.0.1"], []])
def test_a_name_with_one_private_address_is_refused(ips: list[str]) -> None:
    with pytest.raises(InputError, match="not on the open internet"):
        checked("https://a.example/", resolver=lambda host, port: ips)


WRONG = [
    ("file:///etc/passwd", "Only http and https"),
    ("ftp://a.example/x", "Only http and https"),
    ("https://", "Only http and https"),
    ("https://user:secret@a.example/", "name and password"),
    ("https://a.example/a b", "no address"),
    ("https://a.example/\r\nX: y", "no address"),
    ("https://a.example:99999/", "no address"),
    ("https://" + "a" * 3000, "no address"),
]


@pytest.mark.parametrize(("url", "cause"), WRONG)
def test_what_is_no_page_is_named(url: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        checked(url, resolver=lambda host, port: ["8.8.8.8"])


def test_a_name_is_resolved_once_and_the_checked_address_is_used(site: str) -> None:
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    url = site.replace("127.0.0.1", "rebind.example") + "/page"
    found = get(url, limits=Limits(check=lambda one: checked(one, lambda host, port: next(answers), only_this_machine)))
    assert found.status == 200


def test_pages_come_as_they_are_and_unpacked(site: str) -> None:
    assert get(f"{site}/page", limits=limits()).body == PAGE
    assert get(f"{site}/packed", limits=limits()).body == PAGE
    assert get(f"{site}/moved", limits=limits()).url == f"{site}/page"


REFUSED = [
    ("/bomb", "larger than"),
    ("/large", "larger than"),
    ("/broken", "compression is broken"),
    ("/odd", "not asked for"),
    ("/round", "leads on more than"),
    ("/inside", "not on the open internet"),
    ("/file", "Only http and https"),
]


@pytest.mark.parametrize(("path", "cause"), REFUSED)
def test_what_is_too_much_or_leads_astray_is_refused(site: str, path: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        get(site + path, limits=limits(size=1_000_000))


def test_no_answer_is_for_another_time() -> None:
    with pytest.raises(TransientError, match="does not answer"):
        get("http://127.0.0.1:9/", limits=limits(seconds=2))


def test_robots_are_obeyed_and_asked_once(site: str) -> None:
    ASKED.clear()
    visitor = guest()
    assert visitor.fetch(f"{site}/page").status == 200
    with pytest.raises(InputError, match=r"robots\.txt"):
        visitor.fetch(f"{site}/private")
    assert ASKED == ["/robots.txt", "/page"]


def test_one_host_is_not_asked_within_its_pace_and_a_busy_one_is_left_alone(site: str) -> None:
    waits: list[float] = []
    visitor = guest(waits)
    visitor.fetch(f"{site}/page")
    assert [0 < wait <= 2 for wait in waits] == [True]  # between robots.txt and the page
    with pytest.raises(TransientError, match="busy"):
        visitor.fetch(f"{site}/busy")
    assert waits.count(7.0) == 2


def test_what_is_gone_and_what_is_as_it_was(site: str) -> None:
    visitor = guest()
    with pytest.raises(InputError, match="answers 404"):
        visitor.fetch(f"{site}/nowhere")
    assert visitor.fetch(f"{site}/page", {"etag": '"1"'}).status == 304


def test_a_page_is_an_article_of_its_address(site: str) -> None:
    article, page = article_of(get(f"{site}/page", limits=limits()), f"{site}/page", "2027-03-01T00:00:00+00:00")
    assert article.id == page.article
    assert article.id.startswith("web-")
    assert "Peru lent Chile" in article.text
    assert (page.etag, len(page.sha256)) == ('"1"', 64)


def test_versions_of_an_article_are_kept_and_their_difference_shown(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    page = Fetched("https://a.example/1", "https://a.example/1", "2027-03-01", "00", None, "Mon", "web-1")
    with RecordWriter(path, clock=lambda: "2027-03-02T00:00:00+00:00") as writer:
        writer.add(Reading(Article("web-1", "Peru lent 2.\nSame.", "A")))
        writer.add(Reading(Article("web-1", "Peru lent 3.\nSame.", "B")))
        writer.add(Reading(Article("web-1", "Peru lent 3.\nSame.", "C")))
        remember(writer, page)
    with RecordView(path) as view:
        assert [(v.text, v.title, v.until) for v in versions(view)] == [("Peru lent 2.\nSame.", "A", "2027-03-02T00:00:00+00:00")]
        assert [line for line in changes(view, "web-1") if line[:1] in "+-"][2:] == ["-Peru lent 2.", "+Peru lent 3."]
        assert changes(view, "web-2") == []
        assert fetched(view, "https://a.example/1") == page
        assert fetched(view, "https://a.example/2") is None


def test_feeds_name_pages_and_lists_name_feeds() -> None:
    items = b"<item><link>/1</link></item><item><link>https://b.example/2</link></item><item><link>/1</link></item>"
    assert links(b"<rss><channel>" + items + b"</channel></rss>", "https://a.example/feed") == ["https://a.example/1", "https://b.example/2"]
    opml = b"<opml><body><outline text='a'><outline xmlUrl='https://a.example/feed'/></outline></body></opml>"
    assert list(feeds_of(opml, "x.opml")) == ["https://a.example/feed"]
    for bad in (b"<html/>", b"", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"):
        with pytest.raises(InputError, match="no OPML"):
            list(feeds_of(bad, "x.opml"))
    with pytest.raises(InputError, match="No entry"):
        links(b"<html/>", "https://a.example")
