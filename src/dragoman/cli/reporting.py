"""`dragoman report`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import ActorOption, ConfidenceOption, PairOption, RecordOption, SinceOption, TextOption, UntilOption, app, open_record, say
from dragoman.errors import InputError, TerminalError

KINDS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


@app.command()
def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .html, or .md for Markdown.")],
    record: RecordOption = None,
    finding: Annotated[str | None, typer.Option(help="Only this finding, by its id.")] = None,
    article: Annotated[str | None, typer.Option(help="Only this article, by its id.")] = None,
    actor: ActorOption = None,
    pair: PairOption = None,
    kind: Annotated[str | None, typer.Option(help="event, statement, flow or relation.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Only these types; may be repeated.")] = None,
    verdict: Annotated[str | None, typer.Option(help="Only what findings join and agree, contradict or cannot compare.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    min_confidence: ConfidenceOption = None,
    title: Annotated[str, typer.Option(help="The title.")] = "",
    by: Annotated[str, typer.Option(help="Who makes the report.")] = "",
    full_text: Annotated[bool, typer.Option("--full-text/--excerpts", help="Whole articles, or the paragraph around each claim.")] = False,
) -> None:
    """Write one file to mail: findings side by side, the words in their paragraphs, links to the originals, room to sign off."""
    from dragoman.record.filters import selection_of
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.pages.report import as_html, as_markdown
    from dragoman.showing.pages.report import report as make

    form = KINDS.get(output.suffix.lower())
    if form is None:
        raise typer.BadParameter(f"{output} says by its ending how it is written: {', '.join(KINDS)}", param_hint="--output")
    asked = {"actor": actor, "kind": kind, "verdict": verdict, "since": since, "until": until, "text": text, "min-confidence": min_confidence}
    pairs = [(key, str(value)) for key, value in asked.items() if value is not None]
    pairs += [("pair", one) for one in pair or ()] + [("type", one) for one in type_ or ()]
    try:
        selection = selection_of(pairs)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    with open_record(record) as view:
        if view.article(article) is None if article else False:
            raise typer.BadParameter(f"the record has no article {article!r}; `dragoman articles` lists them", param_hint="--article")
        findings_of(view)
        made = make(view, selection, finding=finding, article=article, title=title, by=by, full_text=full_text)
    _write(output, as_html(made) if form == "html" else as_markdown(made))
    say(f"{output}: {made.n_claims} claims, {len(made.findings)} findings, {len(made.articles)} articles")


def _write(output: Path, text: str) -> None:
    """Write the file whole or not at all."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise TerminalError(f"{output}: {error.strerror}. Name a file that can be written.") from error
