"""The commands that check the work: explain, evaluate, lint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.asking import whole_id
from dragoman.cli.common import (
    REFUSED,
    DictionaryOnlyOption,
    DictionaryOption,
    ReaderOption,
    RecordOption,
    RegistersOption,
    app,
    dictionaries_of,
    open_record,
    record_path,
    say,
    setup_for,
)
from dragoman.cli.completing import complete_id
from dragoman.cli.printing import Out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.dictionaries.petrarch import VerbDictionary
    from dragoman.domain import Article
    from dragoman.record.view import RecordView, StoredClaim
    from dragoman.running.tools import Tools

STEP = 12


@app.command()
def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim or a finding, or its beginning.", autocompletion=complete_id)],
    record: RecordOption = None,
    reader: ReaderOption = None,
    dictionary: DictionaryOption = None,
    dictionary_only: DictionaryOnlyOption = False,
    registers: RegistersOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the steps as JSON: step, text, details.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not show a long answer with PAGER (less).")] = False,
) -> None:
    """Replay why a claim is as it is: sentence, parse, rule, actors, certainty, sources. Of a finding: its claims, verdicts, what joins it."""
    out = Out(paged=not no_pager)
    with open_record(record) as view:
        if id_.startswith("fi-"):
            from dragoman.running.reconcile import bring_up_to_date

            bring_up_to_date(view)
        known = whole_id(view, id_, "ID", findings=True)
        if known.startswith("fi-"):
            _explain_finding(view, known, out)
            return
        stored = view.claim(known)
        article = view.article(stored.article) if stored else None
    if stored is None or article is None:
        raise typer.BadParameter(f"the record {record_path(record)} no longer has the claim {known}; list it again", param_hint="ID")
    dictionaries = dictionaries_of(dictionary, only=dictionary_only)
    _explain_claim(
        stored, article.article, setup_for(reader, dictionaries, dictionary_only=dictionary_only, registers=registers).tools(), out, as_json=as_json
    )
    _end_refused(dictionaries)


def _explain_finding(view: RecordView, id_: str, out: Out) -> None:
    from dragoman.record.browsing import finding
    from dragoman.showing.findings import explained

    found = finding(view, id_)
    if found is None:
        raise typer.BadParameter(f"the record {view.path} no longer has the finding {id_}; list it again", param_hint="ID")
    out.people(explained(found, [stored for claim in found.claims if (stored := view.claim(claim)) is not None]))


def _explain_claim(stored: StoredClaim, article: Article, tools: Tools, out: Out, *, as_json: bool) -> None:
    from dragoman.running.explaining import explain as replay
    from dragoman.showing.listing import headline
    from dragoman.showing.terminal import Row

    reasons = replay(article, stored.id, tools)
    if as_json:
        steps = [{"step": reason.step, "text": reason.text, "details": reason.details} for reason in reasons]
        out.write([json.dumps(steps, ensure_ascii=False).encode() + b"\n"])
        return
    rows = [Row(f"{headline(stored.claim)} · {stored.id}", style="head")]
    for reason in reasons:
        rows += [Row(reason.text, reason.step, STEP), *(Row(detail, indent=STEP) for detail in reason.details)]
    out.people(rows)
    if not reasons and stored.claim["rule"].startswith("events.dictionary ") and not tools.coder.entries:
        say(f"A line of a verb dictionary made it: {stored.claim['rule'].partition('.')[2]}. Name the dictionary: --dictionary FILE.")
        raise typer.Exit(1)
    if not reasons:
        say("This version of Dragoman no longer makes that claim; read the article again with `dragoman read --again`.")
        raise typer.Exit(1)


def _end_refused(dictionaries: Sequence[VerbDictionary]) -> None:
    """End with the code that says so where lines of a dictionary were refused."""
    if any(dictionary.refused for dictionary in dictionaries):
        raise typer.Exit(REFUSED)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold: JSON lines with id, text, complete and claims.")],
    misses: Annotated[int, typer.Option(min=0, help="Also print so many gold claims that were not found.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    findings: Annotated[Path | None, typer.Option(help="Gold findings of the same articles: score those instead of the claims.")] = None,
    reader: ReaderOption = None,
    dictionary: DictionaryOption = None,
    dictionary_only: DictionaryOnlyOption = False,
    registers: RegistersOption = None,
) -> None:
    """Score Dragoman on gold of your own."""
    from dragoman.evaluating.scoring import report
    from dragoman.running.evaluating import evaluate as run
    from dragoman.running.evaluating import load_gold

    rows = load_gold(gold)
    dictionaries = dictionaries_of(dictionary, only=dictionary_only)
    tools = setup_for(reader, dictionaries, dictionary_only=dictionary_only, registers=registers).tools()
    if findings is not None:
        _evaluate_findings(rows, findings, tools, misses, as_json)
        _end_refused(dictionaries)
        return
    tally, wrong = run(rows, tools)
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
    _end_refused(dictionaries)


def _evaluate_findings(rows: list[dict[str, Any]], findings: Path, tools: Tools, misses: int, as_json: bool) -> None:
    from dragoman.evaluating.findings import findings_report
    from dragoman.running.evaluating import evaluate_findings, load_gold_findings

    scores = evaluate_findings(rows, load_gold_findings(findings), tools)
    if as_json:
        typer.echo(json.dumps({name: findings_report(score) for name, score in scores.items()}, ensure_ascii=False))
        return
    for name, score in scores.items():
        typer.echo(f"{name}: {score.claims} claims with a group in gold")
        for row, figures in findings_report(score).items():
            typer.echo(f"  {row:<20} " + "  ".join(f"{what} {value}" for what, value in figures.items()))
        for line in score.verdicts.wrong[:misses]:
            typer.echo(f"  wrong: {line}")


@app.command()
def lint() -> None:
    """Check the data files: ids, dates, codes, names that two actors share, classes of verbs, units."""
    from dragoman.knowledge.linting import lint as check

    found = check()
    for finding in found:
        typer.echo(str(finding))
    say(f"{len(found)} findings")
    if found:
        raise typer.Exit(1)
