"""The command line. The only place that turns errors into messages and exit codes: 0 done, 3 some inputs refused, 2 usage, 1 a fault of ours."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import __version__
from dragoman.domain import Article, Reading
from dragoman.errors import DragomanError, InputError
from dragoman.reading.sources import Defaults, read_sources
from dragoman.record.view import RecordView, StoredClaim
from dragoman.record.writer import RecordWriter
from dragoman.settings import load_settings
from dragoman.showing import listing
from dragoman.showing.findings import encode_finding, findings_listing
from dragoman.showing.jsonl import encode_claim, encode_stored

if TYPE_CHECKING:
    from dragoman.running.tools import Tools

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads the news and keeps the record of dealings between states.",
)
REFUSED = 3


class Form(StrEnum):
    """How claims are printed."""

    list = "list"
    jsonl = "jsonl"


RecordOption = Annotated[
    Path | None, typer.Option("--record", help="The record: one SQLite file. Default: DRAGOMAN_RECORD, dragoman.toml, dragoman.sqlite.")
]
FormOption = Annotated[Form, typer.Option("--format", help="list for people, jsonl for programs: one claim a line.")]
ActorOption = Annotated[str | None, typer.Option("--actor", help="Id, country code or name, on any side.")]
PairOption = Annotated[tuple[str, str] | None, typer.Option("--pair", help="Two actors, one on each side, in any direction.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="First day, month or year (2024, 2024-03, 2024-03-01).")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Last day, month or year, included.")]
TextOption = Annotated[str | None, typer.Option("--text", help="Words or “phrases” that the claim's words hold.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")]


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _day(given: str | None) -> str | None:
    """A year, a month or a day, checked; raises `InputError` that names the option."""
    from dragoman.reading.article import parse_published

    if given is not None:
        parse_published(given + "-01-01"[: len("2005-06-01") - len(given)] if len(given) in {4, 7} else given, "--on")
    return given


def _record(given: Path | None) -> Path:
    return given or Path(load_settings().record)


def _tools(pipeline: str | None) -> Tools:
    """Load the pipeline and the lexicons; the import is here because it takes seconds that a listing does not need."""
    from dragoman.running.tools import load_tools

    name = pipeline or load_settings().pipeline
    return load_tools(name) if name else load_tools()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Dragoman: who did what to whom, who said what, what was lent, who holds which office, and who says so."""


@app.command()
def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Text, HTML, JSON lines of articles, a folder, a feed, a WARC, or - for standard input.")
    ],
    record: Annotated[
        Path | None,
        typer.Option("--record", help="Keep the claims in this record. Without --format the default is that of the settings: dragoman.sqlite."),
    ] = None,
    form: Annotated[Form | None, typer.Option("--format", help="Also print the claims: list or jsonl (one a line, nothing else on stdout).")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication (2024-03-01) of inputs that don't say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of inputs that don't say.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of inputs that don't say.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline of inputs that don't say.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text that is not UTF-8, for example cp1252.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline with Universal Dependencies labels: a package or a folder.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Read articles anew that the record already has from this version.")] = False,
) -> None:
    """Read articles into the record, or print their claims."""
    from dragoman.running.path import read_articles

    target = record if record is not None or form is not None else _record(None)
    refused = _Refused()
    articles = refused.passing(read_sources(paths, Defaults(published, outlet, url, title, encoding), sys.stdin.buffer))
    tools = _tools(pipeline)
    totals = _Totals()
    if target is None:
        for reading in read_articles(articles, tools):
            totals.add(reading)
            _print(reading, form)
    else:
        with RecordWriter(target) as writer:
            fresh = articles if again or form is not None else _unread(articles, writer, totals)
            for reading in read_articles(fresh, tools):
                totals.add(reading, new=writer.add(reading))
                if form is not None:
                    _print(reading, form)
    totals.report(target)
    if refused.count:
        raise typer.Exit(REFUSED)


class _Refused:
    """Names each refused input on stderr and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def passing(self, items: Iterable[Article | InputError]) -> Iterator[Article]:
        for item in items:
            if isinstance(item, InputError):
                self.count += 1
                _say(f"refused: {item}")
            else:
                yield item


class _Totals:
    """Progress and the closing line, both on stderr."""

    def __init__(self) -> None:
        self.articles = self.claims = self.kept = self.known = 0

    def add(self, reading: Reading, *, new: bool = True) -> None:
        self.articles += 1
        self.claims += len(reading.claims)
        self.kept += new
        if reading.note:
            _say(f"{reading.article.origin or reading.article.id}: {reading.note}")
        if self.articles % 100 == 0:
            _say(f"… {self.articles} articles, {self.claims} claims")

    def report(self, record: Path | None) -> None:
        where = f" in {record}: {self.kept} new or changed, {self.articles - self.kept + self.known} already there" if record else ""
        _say(f"{self.articles + self.known} articles{where}; {self.claims} claims read")


def _unread(articles: Iterable[Article], writer: RecordWriter, totals: _Totals) -> Iterator[Article]:
    for article in articles:
        if writer.has(article):
            totals.known += 1
        else:
            yield article


def _print(reading: Reading, form: Form | None) -> None:
    article = reading.article
    if form is Form.jsonl:
        for claim in reading.claims:
            sys.stdout.buffer.write(encode_claim(claim) + b"\n")
        sys.stdout.buffer.flush()
        return
    for claim in reading.claims:
        typer.echo("\n".join(listing.claim_lines(StoredClaim.of(claim, article))) + "\n")


def _show(
    record: Path | None,
    kind: str,
    form: Form,
    actor: str | None,
    pair: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    text: str | None,
    limit: int | None,
) -> None:
    with RecordView(_record(record)) as view:
        found = view.claims(kind, actor, pair, since, until, text, limit)
        if form is Form.jsonl:
            for stored in found:
                sys.stdout.buffer.write(encode_stored(stored.claim) + b"\n")
            return
        some = False
        for line in listing.listing(found):
            some = True
            typer.echo(line)
        if not some:
            _say(f"No {kind} fits. The record holds {view.counts().claims.get(kind, 0)}; `dragoman articles` lists what was read.")


def _lister(kind: str) -> Callable[..., None]:
    def command(
        record: RecordOption = None,
        actor: ActorOption = None,
        pair: PairOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        text: TextOption = None,
        limit: LimitOption = None,
        form: FormOption = Form.list,
    ) -> None:
        _show(record, kind, form, actor, pair, since, until, text, limit)

    return command


for _name, _kind, _help in (
    ("events", "event", "List who did what to whom."),
    ("statements", "statement", "List who said what."),
    ("flows", "flow", "List what was lent, given, sold, shipped, owed or repaid."),
    ("relations", "relation", "List who holds which office, owns what, is whose ally."),
):
    app.command(_name, help=_help)(_lister(_kind))


@app.command()
def framing(record: RecordOption = None, actor: ActorOption = None) -> None:
    """List the loaded words, whose they are and what the record says instead."""
    with RecordView(_record(record)) as view:
        some = False
        for stored in view.framings(actor):
            some = True
            typer.echo("\n".join(listing.framing_lines(stored)))
        if not some:
            _say("No loaded words are recorded for that.")


@app.command()
def findings(record: RecordOption = None, actor: ActorOption = None, pair: PairOption = None, form: FormOption = Form.list) -> None:
    """Show each happening and quantity once: how many independent sources tell it, and where their values agree or contradict."""
    from dragoman.running.reconcile import findings_of

    with RecordView(_record(record)) as view:
        found = findings_of(view, None, actor, pair)
    if form is Form.jsonl:
        for finding in found:
            sys.stdout.buffer.write(encode_finding(finding) + b"\n")
        return
    for line in findings_listing(found):
        typer.echo(line)
    if not found:
        _say("Nothing is told twice in that part of the record.")


@app.command()
def articles(record: RecordOption = None, text: TextOption = None, limit: LimitOption = None) -> None:
    """List what was read, and why something was not coded."""
    with RecordView(_record(record)) as view:
        for stored in view.articles(text, limit):
            one = stored.article
            headline = one.title or one.text[:70].splitlines()[0]
            note = f"  {stored.note}" if stored.note else ""
            typer.echo(f"{one.published or '[undated]':<12}{stored.n_claims:>5} claims  {one.outlet or '—'}: {headline}  ({one.id}){note}")


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(help="Id of a claim, as the listings print it.")],
    record: RecordOption = None,
    pipeline: Annotated[str | None, typer.Option(help="The pipeline that the article was read with, if not the shipped one.")] = None,
) -> None:
    """Replay why a claim is as it is: sentence, parse, rule, actors, certainty, sources."""
    from dragoman.running.explaining import explain as replay

    with RecordView(_record(record)) as view:
        stored = view.claim(claim)
        article = view.article(stored.article) if stored else None
    if stored is None or article is None:
        raise typer.BadParameter(f"the record {_record(record)} has no claim {claim!r}; the listings end with the ids", param_hint="CLAIM")
    reasons = replay(article.article, claim, _tools(pipeline))
    typer.echo(listing.headline(stored.claim))
    if not reasons:
        _say("This version of Dragoman no longer makes that claim; read the article again with `dragoman read --again`.")
        raise typer.Exit(1)
    for reason in reasons:
        typer.echo(f"{reason.step:<12}{reason.text}")
        for detail in reason.details:
            typer.echo(f"{'':<12}{detail}")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold: JSON lines with id, text, complete and claims.")],
    misses: Annotated[int, typer.Option(min=0, help="Also print so many gold claims that were not found.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline with Universal Dependencies labels.")] = None,
) -> None:
    """Score Dragoman on gold of your own."""
    from dragoman.evaluating.scoring import report
    from dragoman.running.evaluating import evaluate as run
    from dragoman.running.evaluating import load_gold

    rows = load_gold(gold)
    tally, wrong = run(rows, _tools(pipeline))
    found = report(tally)
    if as_json:
        typer.echo(json.dumps({**found, "misplaced": len(wrong)}, ensure_ascii=False))
    else:
        for kind, figures in found.items():
            typer.echo(f"{kind:<10} " + "  ".join(f"{name} {value}" for name, value in figures.items() if name != "by_type"))
        if "event" in found:
            typer.echo("by type    " + "  ".join(f"{name} {share}" for name, share in found["event"]["by_type"].items()))
        typer.echo(f"evidence that does not slice back: {len(wrong)}")
    for kind, article, claim in tally.missed[:misses]:
        words = (claim.get("evidence") or claim.get("content") or {"text": claim.get("subject", "")})["text"]
        what = claim.get("type") or claim.get("flow_type") or claim.get("relation") or claim.get("speaker")
        typer.echo(f"missed {kind} in {article}: {what}: {words[:160]}")


@app.command()
def actors(
    name: Annotated[str, typer.Argument(help="An id, a country code, a name, an alias or a surname: Maduro, VEN, PDVSA.")],
    on: Annotated[str | None, typer.Option("--on", help="Only what held on that day, month or year (2005-06-01).")] = None,
) -> None:
    """Show who is meant by a name, and who held which office when."""
    from dragoman.actors.lookup import look_up
    from dragoman.actors.registry import load_registry

    registry = load_registry()
    found = look_up(registry, name, _day(on))
    if not found:
        _say(f"The registry knows no {name!r}{f' on {on}' if on else ''}. In articles an unknown name stays unknown and is kept.")
    for known in found:
        typer.echo("\n".join(listing.known_lines(known, registry)))


@app.command()
def lint() -> None:
    """Check the data files: ids, dates, codes, names that two actors share, classes of verbs, units."""
    from dragoman.knowledge.linting import lint as check

    found = check()
    for finding in found:
        typer.echo(str(finding))
    _say(f"{len(found)} findings")
    if found:
        raise typer.Exit(1)


def main() -> None:
    """Entry point. A fault of ours shows its trace and ends with 1; everything foreseen is one line and ends with 1, 2 or 3."""
    try:
        app()
    except DragomanError as error:
        _say(f"error: {error}")
        sys.exit(REFUSED if isinstance(error, InputError) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
