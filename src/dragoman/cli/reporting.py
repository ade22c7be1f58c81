"""`dragoman report`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.asking import selected, whole_id
from dragoman.cli.common import RecordOption, app, open_record, say
from dragoman.cli.filtering import COMMON, Asked, filtered
from dragoman.errors import TerminalError

KINDS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


@app.command()
@filtered("kind", *COMMON, "min-confidence")
def report(
    asked: Asked,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .html, or .md for Markdown.")],
    record: RecordOption = None,
    finding: Annotated[str | None, typer.Option(help="Only this finding, by its id or the beginning of it.")] = None,
    article: Annotated[str | None, typer.Option(help="Only this article, by its id.")] = None,
    title: Annotated[str, typer.Option(help="The title.")] = "",
    by: Annotated[str, typer.Option(help="Who makes the report.")] = "",
    full_text: Annotated[bool, typer.Option("--full-text/--excerpts", help="Whole articles, or the paragraph around each claim.")] = False,
) -> None:
    """Write one file to mail: findings side by side, the words in their paragraphs, links to the originals, room to sign off."""
    from dragoman.running.reconcile import findings_of
    from dragoman.showing.pages.report import as_html, as_markdown
    from dragoman.showing.pages.report import report as make

    form = KINDS.get(output.suffix.lower())
    if form is None:
        raise typer.BadParameter(f"{output} says by its ending how it is written: {', '.join(KINDS)}", param_hint="--output")
    with open_record(record) as view:
        findings_of(view)
        if article is not None and view.article(article) is None:
            raise typer.BadParameter(f"the record has no article {article!r}; `dragoman articles` lists them", param_hint="--article")
        known = whole_id(view, finding, "--finding", findings=True) if finding is not None else None
        made = make(view, selected(view, asked), finding=known, article=article, title=title, by=by, full_text=full_text)
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
