"""Which article takes the place of which, and which never does: each row is a second run's article against what the record has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.domain import Article, Reading
from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.record.versions import same_file
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

TEXT = "China lent Venezuela five billion dollars on Monday, the minister of finance said in the capital."
OTHER = "Peru recalled its envoy from Chile over a border dispute that began with a fishing boat."


def article(text: str = TEXT, origin: str | None = "a.txt", **fields: str) -> Article:
    """An article with the id that its content makes, unless `id` is given."""
    made = Article("", text, origin=origin, **{name: value for name, value in fields.items() if name != "id"})
    return replace(made, id=fields.get("id") or content_id("art", (text, made.outlet, made.published)))


FIRST = article()
LINE = article(origin="a.jsonl:3")
VERSIONS: list[tuple[str, Article, Article, bool]] = [
    ("the file with a day of publication", FIRST, article(published="2024-03-01"), True),
    ("the file with an outlet", FIRST, article(outlet="The Paper"), True),
    ("a corrected word", FIRST, article(TEXT.replace("five", "six")), True),
    ("a sentence added", FIRST, article(TEXT + " Nothing more was said."), True),
    ("the file's name was used for another article", FIRST, article(OTHER), False),
    ("the page's name was used for another page, much like it", article(url="p.example/1"), article(TEXT + " More.", url="p.example/2"), False),
    ("another file with the same text and another day", FIRST, article(origin="b.txt", published="2024-03-01"), False),
    ("the same line with a day of publication", LINE, article(origin="a.jsonl:3", published="2024-03-01"), True),
    ("a line that moved: its place has a like one", LINE, article(TEXT.replace("five", "six"), origin="a.jsonl:3"), False),
    ("an entry that moved", article(origin="a.rss[1]"), article(TEXT + " More.", origin="a.rss[1]"), False),
    ("standard input, another outlet of one wire story", article(origin="<stdin>"), article(origin="<stdin>", outlet="B"), False),
    ("no file", article(origin=None), article(origin=None, outlet="B"), False),
    ("an id that was given afterwards", FIRST, article(id="x"), True),
    ("one word that is another", article("One"), article("Two"), False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "first", "second", "replaces"), VERSIONS, ids=[row[0] for row in VERSIONS])
def test_versions(tmp_path: Path, why: str, first: Article, second: Article, replaces: bool) -> None:
    told: list[tuple[str, str]] = []
    with RecordWriter(tmp_path / "r.db", replaced=lambda article, old: told.append((article.id, old))) as writer:
        writer.add(Reading(first))
        assert writer.add(Reading(second)), why
        assert writer.add(Reading(second)) is False
    with RecordView(tmp_path / "r.db") as view:
        kept = {stored.article.id for stored in view.articles()}
    assert kept == ({second.id} if replaces else {first.id, second.id})
    assert told == ([(second.id, first.id)] if replaces else [])


GIVEN = article(id="x")
CLASHES: list[tuple[str, Article, Article, bool]] = [
    ("another text from another file", GIVEN, article(OTHER, "b.txt", id="x"), True),
    ("another text from standard input, both times", article(origin="<stdin>", id="x"), article(OTHER, "<stdin>", id="x"), True),
    ("another text from nowhere", article(origin=None, id="x"), article(OTHER, None, id="x"), True),
    ("another text of the same file", GIVEN, article(OTHER, id="x"), False),
    ("another text of the same file, named otherwise", GIVEN, article(OTHER, "./b/../a.txt", id="x"), False),
    ("another text from another line of the same file", article(origin="a.jsonl:3", id="x"), article(OTHER, "a.jsonl:9", id="x"), False),
    ("another text of the same feed", article(origin="a.rss[1]", id="x"), article(OTHER, "a.rss[2]", id="x"), False),
    ("the same text from another file", GIVEN, article(origin="b.txt", id="x"), False),
    ("another id", GIVEN, article(OTHER, "b.txt", id="y"), False),
]


@pytest.mark.parametrize(("why", "first", "second", "clash"), CLASHES, ids=[row[0] for row in CLASHES])
def test_clashes(tmp_path: Path, why: str, first: Article, second: Article, clash: bool) -> None:
    with RecordWriter(tmp_path / "r.db") as writer:
        writer.add(Reading(first))
        [found] = writer.admitted([second])
    assert isinstance(found, InputError) is clash, why
    if isinstance(found, InputError):
        assert f"Duplicate id x: {tmp_path / 'r.db'} has it with another text" in str(found)
        assert str(found).endswith("or overwrite what is there with --again.")


def test_a_number_is_a_place_only_at_the_end() -> None:
    assert same_file("a:3.txt", "a:3.txt")
    assert not same_file("a:3.txt", "a:4.txt")
