"""Small inputs that unfold to much, and what would take superlinear time: all are read or refused in bounded memory."""

import io
import re
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from doubling import superlinear
from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import MAX_FIELD, Defaults, RawArticle, make_article
from dragoman.reading.decoding import known_encoding
from dragoman.reading.encodings import unpacked
from dragoman.reading.nesting import DEEP, MAX_TAGS, WORK, flat
from dragoman.reading.pages import read_page
from dragoman.reading.sources import read_sources

DAYS = (b"Monday", b"Tuesday", b"Friday", b"Sunday")
WORDS = b"".join(b"<p>The foreign minister of China met Iran's president on %s in Tehran to sign a treaty, officials said.</p>" % day for day in DAYS)
PAGE = b"<html><body>" + WORDS + b"</body></html>"
LAST = b"<p>At last the delegations of both countries left the city, and the treaty was published in full by the newspapers.</p>"


def deflated(data: bytes, zeros: int = 0, form: int = 31) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, form)
    parts = [packer.compress(data), *(packer.compress(bytes(10_000_000)) for _ in range(zeros // 10_000_000))]
    return b"".join(parts) + packer.flush()


def warc(*answers: tuple[bytes, bytes]) -> bytes:
    """An archive of answers: headers, body."""
    blocks = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body for head, body in answers)
    return b"".join(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
        for block in blocks
    )


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


PACKED = [
    ("not packed", b"", PAGE),
    ("gzip", b"Content-Encoding: gzip\r\n", deflated(PAGE)),
    ("its old name", b"Content-Encoding: x-gzip\r\n", deflated(PAGE)),
    ("deflate with zlib's wrapping", b"Content-Encoding: deflate\r\n", deflated(PAGE, form=15)),
    ("and without, as some servers send it", b"Content-Encoding: deflate\r\n", deflated(PAGE, form=-15)),
    ("twice", b"Content-Encoding: deflate, gzip\r\n", deflated(deflated(PAGE, form=15))),
    ("in chunks", b"Transfer-Encoding: chunked\r\n", chunked(PAGE)),
    ("both", b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(deflated(PAGE))),
    ("unpacked by the crawler, which kept the header", b"Content-Encoding: gzip\r\n", PAGE),
]


@pytest.mark.parametrize(("why", "head", "body"), PACKED, ids=[row[0] for row in PACKED])
def test_packed_pages_are_read(why: str, head: bytes, body: bytes) -> None:
    [item] = read_sources(["-"], Defaults(), io.BytesIO(warc((head, body))))
    assert isinstance(item, Article), why
    assert item.text.count("Tehran") == 4


BROKEN = [
    ("unfolds to a gigabyte", b"Content-Encoding: gzip\r\n", deflated(WORDS, 1_000_000_000), "longer than"),
    ("cut off, which would be read as an article that ends there", b"Content-Encoding: gzip\r\n", deflated(PAGE)[:-20], "cut off"),
    ("no gzip at all", b"Content-Encoding: gzip\r\n", b"nonsense" * 9, "cannot be unpacked"),
    ("unknown", b"Content-Encoding: zip\r\n", b"nonsense", "known: gzip"),
    ("more layers than anybody needs", b"Content-Encoding: gzip, gzip, gzip, gzip\r\n", b"nonsense", "packed 4 times"),
    ("a chunk longer than the world", b"Transfer-Encoding: chunked\r\n", b"fffffffff\r\n<", "cannot be unpacked"),
]


@pytest.mark.parametrize(("why", "head", "body", "cause"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_page_costs_itself_alone(why: str, head: bytes, body: bytes, cause: str) -> None:
    first, second = read_sources(["-"], Defaults(), io.BytesIO(warc((head, body), (b"", PAGE))))
    assert isinstance(first, InputError), why
    assert cause in first.cause
    assert isinstance(second, Article), "the pages behind it are read"


def test_an_archive_that_unfolds_takes_little_memory(tmp_path: Path) -> None:
    """2.6 MB of archive took 2.6 GB: the response was unpacked whole before its length was looked at."""
    (tmp_path / "a.warc").write_bytes(warc((b"Content-Encoding: gzip\r\n", deflated(WORDS, 1_000_000_000))))
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700_000_000, resource.RLIM_INFINITY))\n"
        "from dragoman.reading.sources import Defaults, read_sources\n"
        "[item] = read_sources([sys.argv[1]], Defaults())\n"
        "print(item)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.warc")], capture_output=True, text=True, check=False)  # noqa: S603
    assert "longer than 20,000,000 bytes" in done.stdout, done.stderr


def test_what_unfolds_is_cut_at_the_limit() -> None:
    assert len(unpacked(deflated(b"", 100_000_000), "gzip", None, 1_000, "x")) == 1_001


CODECS = [
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "rot13",
    "rot-13",
    "utf-7",
    "idna",
    "undefined",
    "charmap",
    "hex",
    "base64",
    "zlib",
    "bz2",
]


@pytest.mark.parametrize("name", CODECS)
def test_codecs_that_no_page_is_in_are_no_charsets(name: str) -> None:
    """`punycode` decodes in quadratic time, others turn the page into something else."""
    assert known_encoding(name) is None
    page = read_page(b"<html><head><meta charset=" + name.encode() + b"></head><body>" + WORDS, Defaults(), "x")
    assert page.text.count("Tehran") == 4


@pytest.mark.parametrize("n", [DEEP, 200, 300, 3_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul", "x-y"])
def test_text_behind_any_number_of_open_elements_is_read(tag: str, n: int) -> None:
    """The parser stops at a depth of 256, and what stands below was lost, where the page had other text without a word."""
    if n * len(tag) > 1_000_000 or n > MAX_TAGS:
        pytest.skip("refused")
    page = read_page(b"<html><body>" + WORDS + f"<{tag}>".encode() * n + LAST, Defaults(), "x")
    assert page.text.count("Tehran") == 4
    assert page.text.count("At last") == 1


def test_pages_that_do_not_nest_deeply_are_left_as_they_are() -> None:
    page = "<html><body>" + "<div><p>a<ul><li>b<li>c</ul><b>d</b></div>" * 100 + "<p>" * 300
    assert flat(page) == page


def test_ends_of_what_was_never_open_hide_no_depth() -> None:
    page = read_page(b"<html><body>" + WORDS + b"</b>" * 400 + b"<div>" * 400 + LAST, Defaults(), "x")
    assert page.text.count("At last") == 1


DEEP_AND_LONG = [
    ("lists in lists", "<ul><li>", "</li></ul>"),
    ("tables in tables", "<table><tr><td>", ""),
    ("quotes in quotes", "<blockquote>", "</blockquote>"),
]


@pytest.mark.parametrize(("why", "tag", "end"), DEEP_AND_LONG, ids=[row[0] for row in DEEP_AND_LONG])
def test_the_more_tags_the_less_deep(why: str, tag: str, end: str) -> None:
    """The extractor's time is the sum of all depths."""
    n = 20_000
    page = "<p>x" * 20 + tag * n + "At last" + end * n + tag * 58 + "<p>y" * n
    left = flat(page)
    depth = total = 0
    for found in re.finditer(r"<(/?)(ul|table|blockquote)>|<", left):
        depth += (-1 if found[1] else 1) if found[2] else 0
        total += depth
    assert total <= WORK
    assert left.count("At last") == 1
    assert left.count("y") == n


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(InputError, match="tags, the limit is"):
        read_page(b"<html><body>" + b"<b>" * (MAX_TAGS + 1) + WORDS, Defaults(), "x")


SLOW = [
    ("an instruction that does not end", lambda n: "<?xml " + " " * n),
    ("instructions that do not end", lambda n: "<?xml " * (n // 6)),
    ("blanks before everything", lambda n: " " * n),
    ("an element that does not end", lambda n: "<html " * (n // 6)),
    ("nested blocks", lambda n: "<div>" * min(n // 5, MAX_TAGS - 100)),
    ("comments that do not end", lambda n: "<!--" * (n // 4)),
    ("digits like days", lambda n: "2020-01-0" * (n // 9)),
]


@pytest.mark.parametrize(("why", "make"), SLOW, ids=[row[0] for row in SLOW])
def test_pages_are_read_in_linear_time(why: str, make) -> None:
    def run(n: int) -> None:
        with suppress(InputError):
            read_page(make(n).encode() + WORDS, Defaults(), "x")

    assert superlinear(run, most=1 << 19) is None, why


@pytest.mark.parametrize("name", ["id", "title", "outlet", "url"])
def test_fields_are_bounded(name: str) -> None:
    with pytest.raises(InputError, match=f"`{name}` has 10,001 characters"):
        make_article(RawArticle(text="China met Iran.", **{name: "x" * (MAX_FIELD + 1)}), Defaults(), "x")


def test_a_page_is_read_whatever_the_length_of_its_title() -> None:
    page = read_page(b"<html><head><title>" + b"x" * (MAX_FIELD + 1) + b"</title></head><body>" + WORDS, Defaults(), "x")
    assert len(page.title or "") <= MAX_FIELD
    assert page.text.count("Tehran") == 4
