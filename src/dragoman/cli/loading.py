"""Segments: `dragoman read --segments` makes them, `dragoman load` puts them into a record."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import REFUSED, RecordOption, Refused, app, record_path, say
from dragoman.cli.reading import QuietOption, Work, replaced
from dragoman.errors import InputError, TerminalError

if TYPE_CHECKING:
    from dragoman.cli.progress import Progress
    from dragoman.running.segments import Folder, Segment, Shard


def to_segments(work: Work, address: str, on_ray: bool, cluster: str | None) -> int:
    """Read into segments those shards that have none yet, and return the exit code."""
    from dragoman.cli.progress import Progress, Stopped, on_terminal, stoppable
    from dragoman.running.segments import Folder, shards_of

    folder = Folder(address)
    code = aside = made = 0
    with needed("pyarrow", "parquet"):
        there = frozenset(folder.names())
    with stoppable(), Progress(work.total, quiet=work.quiet, live=on_terminal(printing=False)) as progress:
        shards = (shard for shard in shards_of(work.refused.passing(work.found), work.setup.program) if _missing(shard, there, progress))
        try:
            with closing(_made(work, shards, folder, on_ray, cluster)) as segments:
                for segment in segments:
                    made += 1
                    aside += segment.aside
                    progress.read(segment.claims, segment.articles)
        except Stopped as stopped:
            code = stopped.code
            say("stopped: whole segments are kept; the same command makes the rest.")
    say(f"{made} segments made in {address}, {len(there)} already there; {progress.line()}; {aside} set aside")
    return code or (REFUSED if work.refused.count or aside else 0)


def _missing(shard: Shard, there: frozenset[str], progress: Progress) -> bool:
    if shard.name not in there:
        return True
    for _ in shard.articles:
        progress.passed()
    return False


def _made(work: Work, shards: Iterator[Shard], folder: Folder, on_ray: bool, cluster: str | None) -> Generator[Segment, None, None]:
    if not on_ray:
        from dragoman.running.segments import make

        return (make(shard, work.setup, folder, max(1, work.workers), work.limits) for shard in shards)
    with needed("ray", "cluster"):
        from dragoman.running.cluster import make_on_ray
    return make_on_ray(shards, work.setup, folder, work.limits, cluster)


@app.command()
def load(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER…", help="Folders of segments, or their addresses (s3://…).")],
    record: RecordOption = None,
    quiet: QuietOption = False,
) -> None:
    """Put the segments that `read --segments` made into a record."""
    from dragoman.cli.keeping import Keeper
    from dragoman.cli.progress import Progress, Stopped, on_terminal, stoppable
    from dragoman.record.writer import RecordWriter
    from dragoman.running.segments import Folder

    target, refused = record_path(record), Refused()
    with needed("pyarrow", "parquet"):
        names = [(folder, name) for folder in map(Folder, folders) for name in folder.names()]
    if not names:
        raise TerminalError(f"{', '.join(folders)}: There are no segments. Make them with `dragoman read PATH… --segments {folders[0]}`.")
    articles = claims = kept = aside = code = 0
    with stoppable(), Progress(None, quiet=quiet, live=on_terminal(printing=False)) as progress:
        for folder, name in names:
            try:
                program, readings = folder.read(name)
            except InputError as error:
                list(refused.passing([error]))
                continue
            with RecordWriter(target, program=program, replaced=replaced) as store:
                keeper = Keeper(store, None, progress, quiet=quiet)
                try:
                    for reading in readings:
                        for _ in refused.passing(store.admitted([reading.article])):
                            keeper.take(reading)
                except Stopped as stopped:
                    code = stopped.code
                    say("stopped: what was loaded is kept; the same command loads the rest.")
                keeper.flush()
            articles, claims, kept, aside = articles + keeper.articles, claims + keeper.claims, kept + keeper.kept, aside + keeper.aside
            if code:
                break
    say(f"{articles} articles of {len(names)} segments in {target}: {kept} new or changed, {articles - kept} already there; {claims} claims")
    if code or refused.count or aside:
        raise typer.Exit(code or REFUSED)


@contextmanager
def needed(module: str, extra: str) -> Iterator[None]:
    """Say which extra of the package has a module that is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != module:
            raise
        raise TerminalError(f"{module} is not installed. Install it with `pip install 'dragoman[{extra}]'`.") from None
