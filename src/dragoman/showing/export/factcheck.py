"""A fact-checker's line file: a line for each claim with the words, who says so, the figure, the link, and room to sign it off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from dragoman.showing.export.cells import one_line
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.rows import Job, Row
from dragoman.showing.export.words import again, figure, link, quoted, summary, vouched

HEADS = ("no.", "claim", "words", "who says so", "figure", "date", "told by", "source", "checked: by, on, how")
NOTE = "What articles say, not what is known. Sign off a line when the words are checked against the original and the original against the world."
_STYLE = (
    "body{font:14px/1.4 Georgia,serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}th{background:#eee}"
    "td:last-child{min-width:9em}tr{break-inside:avoid}thead{display:table-header-group}"
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!|~&$@:])")


def factcheck_html(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """One HTML file without scripts and without anything from elsewhere."""
    title = escape(one_line(job.title))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{escape(NOTE)}</p>\n"
        f"<table>\n<thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in HEADS)}</tr></thead>\n<tbody>\n"
    ).encode()
    for number, row in enumerate(rows, 1):
        cells = [escape(cell) for cell in _cells(number, row)]
        address = link(row)
        source = f'<a rel="noreferrer noopener" href="{escape(address)}">{escape(row.stored.id)}</a>' if address else escape(row.stored.id)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in (*cells, source, ''))}</tr>\n".encode()
    yield b"</tbody>\n</table>\n</body>\n</html>\n"


def factcheck_markdown(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """The same as a Markdown table."""
    yield f"# {_marked(job.title)}\n\n{NOTE}\n\n| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}\n".encode()
    for number, row in enumerate(rows, 1):
        address = link(row)
        # Within angle brackets, where nothing but these and the bar would end it.
        source = f"[{_marked(row.stored.id)}](<{quote(address, safe=':/?#[]@!$&()*+,;=%~')}>)" if address else _marked(row.stored.id)
        yield f"| {' | '.join((*(_marked(cell) for cell in _cells(number, row)), source, ' '))} |\n".encode()


def _cells(number: int, row: Row) -> tuple[str, ...]:
    cells = (str(number), summary(row), f"“{quoted(row)}”", vouched(row), figure(row), span_of(row.claim).words, again(row))
    return tuple(one_line(cell) for cell in cells)


def _marked(text: str) -> str:
    """Text on one line in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", one_line(text))
