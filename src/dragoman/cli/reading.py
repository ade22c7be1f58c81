"""`dragoman read`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import (
    REFUSED,
    DictionaryOnlyOption,
    DictionaryOption,
    ReaderOption,
    Refused,
    RegistersOption,
    app,
    checked_defaults,
    dictionaries_of,
    open_record,
    record_path,
    say,
    setup_for,
)
from dragoman.cli.printing import form_of

if TYPE_CHECKING:
    from dragoman.domain import Article
    from dragoman.errors import InputError
    from dragoman.running.setup import Setup
    from dragoman.running.workers import Limits

STDIN = "-"


class Engine(StrEnum):
    """Who makes segments."""

    local = "local"
    ray = "ray"


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH…",
        help="Text, HTML, JSON lines, CSV, a feed, mails, Word, PDF, a WARC, a folder of these, or - for standard input.",
        show_default=False,
    ),
]
TargetOption = Annotated[
    Path | None,
    typer.Option("--record", help="Keep the claims in this record. Without --format the default is that of the settings: dragoman.sqlite."),
]
FORMS = ("table", "jsonl")
PrintOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="Also print the claims: table for people, jsonl for programs (one a line, nothing else on stdout). A CSV table has the columns of one "
        "kind of claim: read into a record, and list that.",
        metavar="|".join(FORMS),
        autocompletion=lambda: list(FORMS),
        show_default=False,
    ),
]
AgainOption = Annotated[bool, typer.Option("--again", help="Read articles anew that the record already has from this version.")]
RetryOption = Annotated[bool, typer.Option("--retry", help="Read anew what the record has set aside; without PATH.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what was refused or set aside, and the closing line.")]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=0,
        envvar="DRAGOMAN_WORKERS",
        show_envvar=False,
        help="Read in so many processes; 0: in this one, without the limits below. Default: all cores but one; 0 for standard input.",
        show_default=False,
    ),
]
SegmentsOption = Annotated[
    str | None,
    typer.Option("--segments", help="Write Parquet files into this folder (or s3://…) instead of a record; `load` puts them into one."),
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="Who makes the segments: this machine, or a cluster by Ray.")]
AddressOption = Annotated[
    str | None, typer.Option("--address", help="The cluster: auto, ray://host:10001. Without it Ray is started here.", show_default=False)
]
SecondsOption = Annotated[float, typer.Option("--article-seconds", min=1, help="Set an article aside that takes a worker longer.")]
MemoryOption = Annotated[int, typer.Option("--article-memory", min=1024, help="Most megabytes of a worker; what needs more is set aside.")]


@app.command()
def read(
    paths: PathsArgument = None,
    record: TargetOption = None,
    form: PrintOption = None,
    published: Annotated[str | None, typer.Option(help="Day of publication (2024-03-01) of inputs that don't say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of inputs that don't say.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of inputs that don't say.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of inputs that don't say.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text that is not UTF-8, for example cp1252.")] = None,
    reader: ReaderOption = None,
    dictionary: DictionaryOption = None,
    dictionary_only: DictionaryOnlyOption = False,
    registers: RegistersOption = None,
    again: AgainOption = False,
    retry: RetryOption = False,
    workers: WorkersOption = None,
    seconds: SecondsOption = 60,
    megabytes: MemoryOption = 4096,
    segments: SegmentsOption = None,
    engine: EngineOption = Engine.local,
    address: AddressOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read articles into the record, or print their claims."""
    if retry == bool(paths):
        raise typer.BadParameter("name what to read, or give --retry alone to read what was set aside", param_hint="PATH…")
    if segments is not None and (record is not None or form is not None or retry):
        raise typer.BadParameter("segments are made instead of a record, from PATH…; `dragoman load` puts them into one", param_hint="--segments")
    if segments is None and (engine is Engine.ray or address is not None):
        raise typer.BadParameter("a cluster makes segments; say where with --segments FOLDER", param_hint="--engine")
    from dragoman.record.connecting import check_target
    from dragoman.running.workers import Limits, default_workers

    form = form_of(FORMS, form) if form is not None else None
    target = record if record is not None or segments is not None or (form is not None and not retry) else record_path(None)
    if target is not None:
        check_target(target)  # before anything is loaded
    refused, piped = Refused(), STDIN in (paths or ())
    found, total = _inputs(paths, target, (published, outlet, url, title, encoding), count=not (quiet or piped))
    dictionaries = dictionaries_of(dictionary, only=dictionary_only)
    refused.count += sum(len(d.refused) for d in dictionaries)
    setup = setup_for(reader, dictionaries, dictionary_only=dictionary_only, registers=registers)
    number = workers if workers is not None else 0 if piped else default_workers()
    work = Work(refused, found, total, setup, number, Limits(seconds, megabytes), quiet=quiet, piped=piped)
    if segments is not None:
        from dragoman.cli.loading import to_segments

        code = to_segments(work, segments, engine is Engine.ray, address)
    else:
        code = _keep(work, target, form, anew=again or retry)
    if code:
        raise typer.Exit(code)


@dataclass(frozen=True)
class Work:
    """What is to be read and how: `workers` is 0 to read in this process; `total` is the number of articles where it is known."""

    refused: Refused
    found: Iterable[Article | InputError]
    total: int | None
    setup: Setup
    workers: int
    limits: Limits
    quiet: bool
    piped: bool


def _keep(work: Work, target: Path | None, form: str | None, *, anew: bool) -> int:
    """Read into a record, print what is asked for, and return the exit code."""
    from dragoman.cli.keeping import BATCH, Keeper
    from dragoman.cli.progress import Progress, Stopped, on_terminal, stoppable
    from dragoman.record.writer import RecordWriter
    from dragoman.running.workers import read_apart, read_here

    store = RecordWriter(target, program=work.setup.program, replaced=replaced) if target is not None else None
    with stoppable(), store or nullcontext(), Progress(work.total, quiet=work.quiet, live=on_terminal(printing=form is not None)) as progress:
        # Standard input may be somebody who writes an article now and then: each is kept and printed as it comes.
        keeper = Keeper(store, form, progress, quiet=work.quiet, batch=1 if work.piped else BATCH)
        articles = work.refused.passing(work.found)
        if store is not None and not anew:
            articles = work.refused.passing(store.admitted(articles))
            articles = articles if form is not None else keeper.unread(articles)
        readings = read_apart(articles, work.setup, work.workers, work.limits) if work.workers else read_here(articles, work.setup)
        code = 0
        try:
            with closing(readings):
                for reading in readings:
                    keeper.take(reading)
            keeper.flush()
        except Stopped as stopped:
            keeper.flush()
            code = stopped.code
            say("stopped: what was read is kept" + ("; the same command reads the rest." if target is not None else "."))
    say(keeper.closing_line(target))
    return code or (REFUSED if work.refused.count or keeper.aside else 0)


def _inputs(
    paths: list[str] | None, record: Path | None, unsaid: tuple[str | None, ...], *, count: bool
) -> tuple[Iterable[Article | InputError], int | None]:
    """What is to be read, and how many that is where it is cheap to say: the paths, or what the record has set aside.

    `unsaid` is day, outlet, address, title and encoding of inputs that don't say.
    """
    if not paths:
        with open_record(record) as view:
            aside = [one.article for one in view.set_aside()]
        return aside, len(aside)
    from dragoman.reading.sources import Defaults, read_sources
    from dragoman.running.counting import count_articles

    return read_sources(paths, checked_defaults(Defaults(*unsaid)), sys.stdin.buffer), count_articles(paths) if count else None


def replaced(article: Article, old: str) -> None:
    """Say which article took the place of another one."""
    say(f"{article.origin}: replaces {old}, which the record had of this file")
