"""`dragoman fetch` and `dragoman watch`: only what the user names."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import REFUSED, ReaderOption, RecordOption, RegistersOption, app, record_path, say, tools_for
from dragoman.errors import InputError, TransientError

if TYPE_CHECKING:
    from dragoman.fetching.polite import Guest

SHORTEST = 300


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL…", help="Pages, by their addresses: http or https.")],
    record: RecordOption = None,
    reader: ReaderOption = None,
    registers: RegistersOption = None,
) -> None:
    """Fetch pages that you name and read them into the record; a page that is as it was is not sent again, a changed one is a new version."""
    from dragoman.fetching.polite import Guest

    if _read(urls, Guest(), record, reader, registers):
        raise typer.Exit(REFUSED)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Addresses of feeds (RSS, Atom), or an OPML file that lists them.")],
    every: Annotated[int, typer.Option(min=0, help="Look again after so many seconds, until Ctrl-C; 0: look once.")] = 0,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pages of a feed each time.")] = 20,
    record: RecordOption = None,
    reader: ReaderOption = None,
    registers: RegistersOption = None,
) -> None:
    """Look into feeds that you name and fetch the pages that are new in them."""
    from dragoman.fetching.polite import Guest

    if every and every < SHORTEST:
        raise typer.BadParameter(f"a feed is looked at every {SHORTEST} seconds at most", param_hint="--every")
    guest, bad = Guest(), 0
    while True:
        bad += _look(_feeds(feeds), guest, limit, record, reader, registers)
        if not every:
            break
        time.sleep(every)
    if bad:
        raise typer.Exit(REFUSED)


def _look(feeds: Iterable[str], guest: Guest, limit: int, record: Path | None, reader: Path | None, registers: Path | None) -> int:
    """Fetch what is new in the feeds; return how many feeds and pages were refused."""
    from dragoman.fetching.watching import links

    bad = 0
    wanted: list[str] = []
    for feed in feeds:
        try:
            wanted += [link for link in links(guest.fetch(feed).body, feed)[:limit] if not _known(link, record)]
        except (InputError, TransientError) as error:
            bad += 1
            say(f"refused: {error}")
    return bad + (_read(wanted, guest, record, reader, registers) if wanted else 0)


def _feeds(named: Iterable[str]) -> list[str]:
    """The addresses, those of OPML files among them."""
    from dragoman.fetching.watching import feeds_of

    found: list[str] = []
    for name in named:
        if name.startswith(("http://", "https://")):
            found.append(name)
            continue
        try:
            found += feeds_of(Path(name).read_bytes(), name)
        except OSError as error:
            raise InputError(name, f"It cannot be read: {error.strerror}", "Name a feed's address, or an OPML file that lists feeds") from error
    return list(dict.fromkeys(found))


def _known(url: str, record: Path | None) -> bool:
    from dragoman.record.fetched import fetched
    from dragoman.record.view import RecordView

    path = record_path(record)
    if not path.is_file():
        return False
    with RecordView(path) as view:
        return fetched(view, url) is not None


def _read(urls: Iterable[str], guest: Guest, record: Path | None, reader: Path | None, registers: Path | None) -> int:
    """Fetch and read pages; return how many were refused."""
    from dragoman.fetching.pages import article_of
    from dragoman.record.fetched import fetched, remember
    from dragoman.record.view import RecordView
    from dragoman.record.writer import RecordWriter, now
    from dragoman.running.path import read_articles

    path, tools = record_path(record), None
    bad = new = same = 0
    with RecordWriter(path) as writer:
        for url in urls:
            try:
                with RecordView(path) as view:
                    before = fetched(view, url)
                marks = {} if before is None else {"etag": before.etag or "", "last-modified": before.modified or ""}
                answer = guest.fetch(url, marks)
                if answer.status == 304:
                    same += 1
                    continue
                article, page = article_of(answer, url, now())
                if before is not None and before.sha256 == page.sha256:
                    same += 1
                    remember(writer, page)
                    continue
                tools = tools or tools_for(reader, registers=registers)
                reading = next(iter(read_articles([article], tools)))
                if reading.fault is not None:
                    writer.set_aside(article, reading.fault)
                    raise InputError(url, f"It makes the program fail ({reading.fault})", "Please report it")
                new += writer.add(reading)
                remember(writer, page)
            except (InputError, TransientError) as error:
                bad += 1
                say(f"refused: {error}")
        say(f"{new} pages new or changed, {same} as they were, {bad} refused, in {path}")
    return bad
