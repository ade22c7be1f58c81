"""A report: one file that can be mailed, and that an editor can check line by line. It has the same bytes for the same record and question."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman import __version__
from dragoman.coding.accuracy import Accuracy, load_accuracy
from dragoman.domain import Finding
from dragoman.errors import TerminalError
from dragoman.reconciling.judgements import standing
from dragoman.record.browsing import findings_with, fingerprint
from dragoman.record.filters import written
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView, StoredClaim
from dragoman.showing.pages.cards import Card, card_of
from dragoman.showing.pages.environment import Chrome, render, style
from dragoman.showing.pages.finding import FindingPage, page_of
from dragoman.showing.pages.passages import Passage, fragment, passage, texts_of

LARGEST = 5_000_000
"""Bytes of a report; a larger one opens nowhere."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A claim that is told once."""

    card: Card
    passage: Passage
    original: str


@dataclass(frozen=True, slots=True)
class Printed:
    """An article that the report quotes."""

    id: str
    title: str
    outlet: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a report shows: question, record, findings with what contradicts first, claims told once, articles, how good each kind is."""

    title: str
    by: str
    question: tuple[tuple[str, str], ...]
    record: str
    fingerprint: str
    version: str
    n_claims: int
    findings: tuple[FindingPage, ...]
    alone: tuple[Alone, ...]
    articles: tuple[Printed, ...]
    accuracy: tuple[Accuracy, ...]
    judged: int
    full_text: bool


def report(
    view: RecordView,
    selection: Selection,
    *,
    finding: str | None = None,
    article: str | None = None,
    title: str = "",
    by: str = "",
    full_text: bool = False,
) -> Report:
    """Return the report of a selection, or of one finding or article by its id. Raises `TerminalError` where there is nothing to report."""
    stored, found = _asked(view, selection, finding, article)
    if not stored:
        raise TerminalError("No claim fits that question, so there is nothing to report. Widen it.")
    judgements = standing(tuple(view.judgements()))
    joined = {claim for one in found for claim in one.claims}
    texts = texts_of(view, [one.article for one in stored])
    alone = []
    for one in stored:
        if one.id not in joined:
            card = card_of(one, None, judgements)
            alone.append(Alone(card, passage(texts[one.article], card, full_text=full_text), fragment(card)))
    pages = tuple(page_of(view, one, judgements, full_text=full_text) for one in sorted(found, key=lambda one: one.verdict != "contradict"))
    kinds = {one.kind for one in stored}
    articles = {said.card.article for page in pages for said in page.said} | {one.card.article for one in alone}
    return Report(
        title=title or _title(selection, finding, article),
        by=by,
        question=_question(selection, finding, article),
        record=view.path.name,
        fingerprint=fingerprint(view),
        version=__version__,
        n_claims=len(stored),
        findings=pages,
        alone=tuple(alone),
        articles=tuple(_printed(view, one) for one in sorted(articles)),
        accuracy=tuple(row for row in load_accuracy() if row.type is None and row.kind in kinds),
        judged=len(judgements),
        full_text=full_text,
    )


def as_html(made: Report) -> str:
    """Return the report as one HTML file without a script. Raises `TerminalError` where it is larger than a mail or a browser can take."""
    return _bounded(render("report.html", page=made, chrome=Chrome(made.title, made.record), style=style()))


def as_markdown(made: Report) -> str:
    """Return the report as Markdown."""
    return _bounded(render("report.md", page=made))


def _bounded(text: str) -> str:
    size = len(text.encode())
    if size > LARGEST:
        raise TerminalError(
            f"The report would have {size / 1e6:.1f} MB; more than {LARGEST / 1e6:.0f} MB cannot be read or mailed. "
            "Narrow it with --since, --until, --type, --min-confidence or --pair, or leave out --full-text."
        )
    return text


def _asked(view: RecordView, selection: Selection, finding: str | None, article: str | None) -> tuple[list[StoredClaim], list[Finding]]:
    """The claims that are asked for, and the findings that these are in."""
    if article is not None:
        stored = list(view.claims_of(article))
    elif finding is not None:
        one = next((f for f in view.findings() if f.id == finding), None)
        stored = [claim for id_ in (one.claims if one else ()) if (claim := view.claim(id_)) is not None]
    else:
        stored = list(view.select(selection))
    by_claim = findings_with(view, [one.id for one in stored])
    return stored, list({one.id: one for one in by_claim.values()}.values())


def _printed(view: RecordView, article: str) -> Printed:
    stored = view.article(article)
    if stored is None:
        return Printed(article, "", "", "", "")
    one = stored.article
    return Printed(one.id, (one.title or "").strip(), one.outlet or "", one.published or "", one.url or "")


def _question(selection: Selection, finding: str | None, article: str | None) -> tuple[tuple[str, str], ...]:
    if finding or article:
        return (("finding", finding) if finding else ("article", str(article)),)
    return tuple(written(selection)) or (("everything", "no filter"),)


def _title(selection: Selection, finding: str | None, article: str | None) -> str:
    asked = finding or article or ", ".join(f"{key} {value}" for key, value in written(selection)) or "the whole record"
    return f"What is told: {asked}"
