"""Mutated articles, pages, feeds, JSON lines and archives through the whole path: `python -m evaluation.fuzz [--count N] [--seed N]`.

Each input is made from its number alone, so that a failing one can be made again. It fails where it raises, is set aside, takes more than 10 s
of CPU, or makes a claim whose words do not stand where it says; the whole run, where it takes more than 700 MB. What failed is written to
`tests/fuzz/found/` and is a test from then on.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.domain import Article, Reading, Statement
from dragoman.errors import InputError
from dragoman.reading.sources import Defaults, read_sources
from dragoman.record.encoding import decode_claim, encode_claim
from dragoman.running.path import read_articles
from dragoman.running.tools import Tools

ROOT = Path(__file__).parents[1]
FOUND = ROOT / "tests" / "fuzz" / "found"
SECONDS, MEGABYTES = 10.0, 700
SHORT = 1500
"""Characters of a mutated article, mostly; one in 200 is long."""
FORMS = ("txt", "html", "rss", "jsonl", "warc", "warc.gz")
ODD = (
    "\u202e", "\u200b", "\xad", "\ufeff", "\u2028", "\x0b", "\x85", "́", "ﬁ", "𝐂𝐡𝐢𝐧𝐚", "中国", "😀", "ﷺ", "“",
    "”", '"', "''", "``", "(", ")", "—", "--", "\n\n", "\n> ", "\t", "  ", "U.S. ", "$1.2 bn ",
    "Rs. 45 lakhs ", "13/02/2024 ", "last year on May 3 ", "RT @a: ", "Related: ", "(AP) ", "he said ",
    "which ", "and ", "not ", "China's ", "Mr. ", "0", "1,00,000 ", "\\u0000", "&amp;", "&#x110000;", "<p>",
    "</div>", "<![CDATA[", "]]>", "<!--", "<?xml ", "{", "[", "\x00",
)  # fmt: skip


def seeds() -> list[str]:
    """The samples' texts without their heads."""
    return [path.read_text(encoding="utf8").split("---\n", 2)[-1] for path in sorted((ROOT / "samples").glob("*.txt"))]


def mutated(text: str, draw: random.Random) -> str:
    """A stretch of a text with some changes: parts repeated, dropped, swapped, cased, and odd characters put in."""
    long = draw.random() < 0.005
    size = draw.randint(1, 20_000 if long else SHORT)
    start = draw.randrange(max(1, len(text) - 200))
    parts = text[start : start + min(size, 4_000)]
    for _ in range(draw.choice((0, 1, 1, 2, 3, 5, 9))):
        a, b = sorted(draw.randrange(len(parts) + 1) for _ in range(2))
        b = min(b, a + 300)
        piece = parts[a:b]
        new = draw.choice((
            "", piece * draw.randint(2, 6), piece[::-1], piece.upper(), piece.lower(), piece.title(),
            piece.replace(" ", "\n"), piece.replace(" ", ""),
            piece.replace(". ", " "), draw.choice(ODD) + piece, draw.choice(ODD) * draw.randint(1, 40),
            " ".join(draw.sample(piece.split(), len(piece.split()))),
        ))  # fmt: skip
        parts = parts[:a] + new + parts[b:]
    return (parts * (size // max(1, len(parts)) + 1))[:size] if long else parts[: 2 * SHORT]


def wrapped(text: str, form: str, draw: random.Random) -> bytes:
    """A text as a file of a form."""
    day = draw.choice(("2024-03-01", "1999-12-31", "3000-01-01"))
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<html><head><title>A day</title><meta name=date content={day}></head><body><article>{body}</article></body></html>"
    if form == "html":
        return page.encode("utf8", "replace")
    if form == "rss":
        item = f"<item><title>A day</title><description><![CDATA[{body}]]></description></item>"
        return f"<rss><channel><title>Wire</title>{item}</channel></rss>".encode()
    if form == "jsonl":
        return "\n".join(json.dumps({"text": part, "published": day, "title": "A day"}) for part in (text, text[: len(text) // 2])).encode()
    if form.startswith("warc"):
        packed = draw.random() < 0.5
        html = gzip.compress(page.encode(), mtime=0) if packed else page.encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"Content-Encoding: gzip\r\n" if packed else b"") + b"\r\n" + html
        record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
        return gzip.compress(record, mtime=0) if form.endswith("gz") else record
    return text.encode()


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Bytes with some of them changed, cut off or repeated; three in four stay as they are."""
    if draw.random() < 0.75 or not data:
        return data
    found = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(found))
        match draw.randrange(4):
            case 0:
                found[at] = draw.randrange(256)
            case 1:
                del found[at : at + draw.randint(1, 40)]
            case 2:
                found[at:at] = found[at : at + 60] * draw.randint(1, 5)
            case 3:
                del found[max(1, at) :]
        if not found:
            break
    return bytes(found)


def made(number: int, seed: int, texts: Sequence[str]) -> tuple[str, bytes]:
    """The name and the bytes of one input."""
    draw = random.Random(f"{seed}-{number}")  # noqa: S311 - to be made again, not to be secret
    form = FORMS[number % len(FORMS)]
    return f"{seed}-{number}.{form}", damaged(wrapped(mutated(draw.choice(texts), draw), form, draw), draw)


def faults(name: str, data: bytes, tools: Tools) -> list[str]:
    """What is wrong with how an input is read; nothing, if it is read or refused as it should be."""
    begun = time.process_time()
    try:
        items = list(read_sources(["-"], Defaults(), io.BytesIO(data)))
        wrong = [f"an error of several lines: {item!r}" for item in items if isinstance(item, InputError) and "\n" in str(item)]
        for item in items:
            if isinstance(item, Article):
                at = time.process_time()
                [reading] = read_articles([item], tools)
                wrong += misread(reading)
                if (took := time.process_time() - at) > SECONDS:
                    wrong.append(f"an article took {took:.1f} s")
    except Exception as error:
        return [f"{name}: raised {type(error).__name__}: {error}"]
    if (took := time.process_time() - begun) > 2 * SECONDS:
        wrong.append(f"it took {took:.1f} s")
    return [f"{name}: {one}" for one in wrong]


def misread(reading: Reading) -> list[str]:
    """Where a reading does not hold together."""
    if reading.fault is not None:
        return [f"set aside: {reading.fault}"]
    text, wrong = reading.article.text, []
    for claim in reading.claims:
        spans = [claim.evidence, *([claim.content] if isinstance(claim, Statement) else [])]
        wrong += [f"{claim.id}: {span} does not slice back" for span in spans if text[span.start : span.end] != span.text]
        if decode_claim(encode_claim(claim)) != claim:
            wrong.append(f"{claim.id} is another claim after encoding")
    wrong += [
        f"{one.term}: {one.evidence} does not slice back"
        for one in reading.framings
        if text[one.evidence.start : one.evidence.end] != one.evidence.text
    ]
    if len({claim.id for claim in reading.claims}) != len(reading.claims):
        wrong.append("two claims have one id")
    return wrong


def run(count: int, seed: int, tools: Tools) -> Iterator[tuple[str, bytes, list[str]]]:
    """Yield name, bytes and faults of each input that failed."""
    texts = seeds()
    for number in range(count):
        name, data = made(number, seed, texts)
        if wrong := faults(name, data, tools):
            yield name, data, wrong


def main(arguments: Sequence[str] | None = None) -> int:
    from dragoman.running.tools import load_tools

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    begun, failed = time.process_time(), 0
    for name, data, wrong in run(asked.count, asked.seed, load_tools()):
        failed += 1
        FOUND.mkdir(parents=True, exist_ok=True)
        (FOUND / name).write_bytes(data)
        print("\n".join(wrong), flush=True)
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{asked.count} inputs, {failed} failed; {time.process_time() - begun:.0f} s of CPU, at most {size} MB")
    return 1 if failed or size > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
