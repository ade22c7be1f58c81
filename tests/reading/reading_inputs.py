"""Inputs of each kind, and how the tests of this folder put and read them."""

from __future__ import annotations

from pathlib import Path

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.sources import Defaults, read_sources

NONE = Defaults()

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Loan signed | The Paper</title><meta charset="{charset}"/>
<meta property="og:site_name" content="The Paper"/><meta property="article:published_time" content="2019-03-04T23:30:00-05:00"/>
<link rel="canonical" href="https://paper.example/loan"/></head><body><nav><a href="/">Home</a></nav><article><h1>Loan signed</h1>
<p>China lent Venezuela five billion dollars on Monday – “a gift”, officials said in the capital.</p>
<p>The loan is to be repaid with oil over ten years, according to the ministry of finance.</p></article></body></html>"""
PAGE_TEXT = (
    "Loan signed\n\nChina lent Venezuela five billion dollars on Monday – “a gift”, officials said in the capital.\n\n"
    "The loan is to be repaid with oil over ten years, according to the ministry of finance."
)
HTML = PAGE.format(charset="utf-8").encode()

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title><language>en-us</language>
<item><title>A &amp; B</title><link>https://p.example/1</link><pubDate>Mon, 04 Mar 2019 23:00:00 -0500</pubDate>
<description>&lt;p&gt;China lent &lt;b&gt;Venezuela&lt;/b&gt; money &amp;amp; oil.&lt;/p&gt;
&lt;p&gt;More&lt;script&gt;alert(1)&lt;/script&gt;.&lt;/p&gt;</description></item>
<item><title>Only a title</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title><updated>2020-01-02T03:04:05Z</updated>
<summary>Short.</summary><content type="html">The long text of it.</content></entry></feed>"""
# A feed must not be able to have a file of this machine or a page of the net read.
RSS_XXE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>
<title>T</title><description>Text &x; end</description></item></channel></rss>"""


def warc(body: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """One response record."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/loan-1\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(path: Path | str, defaults: Defaults = NONE) -> list[Article | InputError]:
    return list(read_sources([str(path)], defaults))


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
