"""Pages of a record: what stands on them, and that nothing read becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from dragoman.domain import Article, Event, Evidence, Flow, Framing, Reading, Statement
from dragoman.errors import TerminalError
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import refresh
from dragoman.showing.pages.article import MOST, article_page
from dragoman.showing.pages.claim import claim_page
from dragoman.showing.pages.environment import Chrome, link, render, shown, style
from dragoman.showing.pages.finding import finding_page, letter
from dragoman.showing.pages.report import Report, as_html, as_markdown, report
from page_inputs import CHINA, ECUADOR, owed

EVIL = "<script>alert(1)</script>"
TEXT = f"Ecuador owes China $4.4 billion, the ministry said.\nQuirós denied it {EVIL} \u202egnp.exe"
CHROME = Chrome("A page", "r.sqlite", live=True, read_only=False, by="A. Reader", token="t")  # noqa: S106 - no secret


def owing(article: str, low: float, high: float) -> Flow:
    return replace(owed(article, low, high, TEXT), provider=replace(ECUADOR, text=EVIL, how="context"))


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordView]:
    path = tmp_path_factory.mktemp("pages") / "r.sqlite"
    words, denied = Evidence(52, 67, TEXT[52:67]), Evidence(59, 67, TEXT[59:67])
    said = Statement(
        id="st-1", article="a", evidence=words, content=denied, rule="test", speaker=None, quote="indirect", cue="denied", stance="denies"
    )
    met = Event(id="ev-1", article="a", evidence=Evidence(0, 7, "Ecuador"), rule="test", type="CONSULT", actors=(CHINA,), modality="future")
    loaded = Framing("a", "regime", Evidence(0, 7, "Ecuador"), None, "government", "pejorative")
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("a", TEXT, EVIL, "2027-03-10", "Wire", "javascript:alert(1)"), (owing("a", 4.3e9, 4.5e9), said, met), (loaded,)))
        writer.add(Reading(Article("b", TEXT, "Other", "2027-03-11", "Post", "https://post.example/x#y"), (owing("b", 5.1e9, 5.1e9),)))
        writer.judge("wrong", "A. Reader", "ev-1", note=EVIL)
    refresh(path)
    with RecordView(path) as opened:
        yield opened


def pages(view: RecordView) -> dict[str, str]:
    found = next(view.findings())
    return {
        "article": render("article.html", page=article_page(view, "a"), chrome=CHROME),
        "finding": render("finding.html", page=finding_page(view, found.id), chrome=CHROME),
        "claim": render("claim.html", page=claim_page(view, "fl-b"), chrome=CHROME),
    }


def test_nothing_read_becomes_markup_or_runs(view: RecordView) -> None:
    for name, html in pages(view).items():
        assert html.count("<script") == 1, name  # ours
        assert "alert(1)" in html, name
        assert "javascript:" not in html, name
        assert "\u202e" not in html, name
        assert " style=" not in html, name


def test_an_article_has_its_claims_marked_and_beside(view: RecordView) -> None:
    html = pages(view)["article"]
    for claim in ("fl-a", "st-1", "ev-1"):
        assert f'id="c-{claim}"' in html
    for start in (0, 52):
        assert f'id="t{start}"' in html
        assert f'href="#t{start}"' in html
    assert 'href="#c-ev-1"' in html  # the shorter one over the flow
    assert "future" in html
    assert "⟨U+202E⟩" in html
    assert "judged wrong by A. Reader" in html
    assert "the day of publication; the words give none" in html
    assert "currency assumed" in html
    assert "from the context" in html


def test_many_claims_stand_in_short_and_stay_within_reach(tmp_path: Path) -> None:
    one = owing("a", 4.3e9, 4.5e9)
    claims = [replace(one, id=f"fl-{number:016}") for number in range(MOST + 1)]
    with RecordWriter(tmp_path / "r.sqlite") as writer:
        writer.add(Reading(Article("a", TEXT, published="2027-03-10", outlet="Wire"), tuple(claims)))
    with RecordView(tmp_path / "r.sqlite") as view:
        html = render("article.html", page=article_page(view, "a"), chrome=CHROME)
    assert len(html.encode()) < 150_000
    assert all(html.count(f'"{there}{one.id}"') == 1 for one in claims[:MOST] for there in ("c-", "/claim/"))
    assert "debt · outstanding: Ecuador → China: 4.3 bn–4.5 bn USD" in html
    assert "1 more claim not shown" in html


def test_a_finding_sets_the_figures_side_by_side(view: RecordView) -> None:
    html = pages(view)["finding"]
    assert "≠ contradict" in html
    assert html.count("<circle") == 1
    assert "post.example/x#:~:text=Ecuador%20owes%20China" in html
    assert html.count("ministry says") == 2


def test_what_is_gone_is_none_and_values_are_json(view: RecordView) -> None:
    assert article_page(view, "zz") is finding_page(view, "fi-0") is claim_page(view, "ev-0") is None
    assert msgspec.json.decode(msgspec.json.encode(claim_page(view, "fl-b")))["card"]["verdict"] == "contradict"


def test_a_report_has_no_forms(view: RecordView) -> None:
    page = claim_page(view, "fl-b")
    assert 'action="/judge"' not in render("claim.html", page=page, chrome=replace(CHROME, read_only=True))


LINKS = [
    ("https://a.example/x?y=1", True),
    ("http://a.example", True),
    ("javascript:alert(1)", False),
    ("JAVASCRIPT:alert(1)", False),
    ("data:text/html,x", False),
    ("//a.example", False),
    ("https://", False),
    ("https://a.example/\nx", False),
    ("http://[", False),
    (None, False),
]


@pytest.mark.parametrize(("url", "kept"), LINKS)
def test_only_addresses_of_the_web_are_links(url: str | None, kept: bool) -> None:
    assert link(url) == (url if kept else "")


def test_letters_and_hidden_characters() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert shown("a\u200bb\x1b[31m\nc") == "a⟨U+200B⟩b⟨U+001B⟩[31m\nc"


def test_templates_escape_everything_and_carry_no_style_or_script() -> None:
    folder = Path(__file__).parents[3] / "src" / "dragoman" / "showing" / "pages"
    templates = sorted((folder / "templates").rglob("*.*"))
    assert len(templates) > 3
    for file in templates:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup| style=|<script>|\son[a-z]+=", text), file
    for file in folder.rglob("*.py"):
        assert "Markup" not in file.read_text(encoding="utf-8").replace("no markup", ""), file


def test_the_style_sheet_stands_as_text_in_the_report() -> None:
    assert not set(style()) & set("\"'<>&")


def told(view: RecordView, **asked: object) -> Report:
    return report(view, Selection(), title=EVIL, by="A. Reader", **asked)  # type: ignore[arg-type]


def test_a_report_is_one_file_that_runs_nothing_and_asks_for_nothing(view: RecordView) -> None:
    html = as_html(told(view))
    assert html == as_html(told(view))
    assert not re.search(r"<script|<form|<iframe|<img|<link rel=.stylesheet| on[a-z]+=|javascript:", html)
    assert not re.search(r"(src|href)=.(?!#|https://post.example|data:,)", html)
    for words in ("≠ contradict", "checked by", "future", "⟨U+202E⟩", "judged wrong by A. Reader", "annotated lines"):
        assert words in html
    assert html.index("Told more than once") < html.index("Told once")


def test_a_report_in_markdown_escapes_marks(view: RecordView) -> None:
    text = as_markdown(told(view))
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)<script", text)
    assert "- [ ] checked" in text


@pytest.mark.parametrize(
    ("why", "asked", "claims", "found"),
    [("everything", {}, 4, 1), ("an article", {"article": "a"}, 3, 1), ("a finding", {"finding": "first"}, 2, 1)],
)
def test_what_a_report_is_of(view: RecordView, why: str, asked: dict[str, str], claims: int, found: int) -> None:
    if "finding" in asked:
        asked = {"finding": next(view.findings()).id}
    made = told(view, **asked)
    assert (made.n_claims, len(made.findings)) == (claims, found)


def test_a_report_of_nothing_and_one_too_large_are_refused(view: RecordView, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TerminalError, match="No claim fits"):
        report(view, Selection(actor="Atlantis"))
    monkeypatch.setattr("dragoman.showing.pages.report.LARGEST", 1000)
    with pytest.raises(TerminalError, match="Narrow it with --since"):
        as_html(told(view))
