"""Questions that lead from one thing of the record to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.domain import ActorRef, Article, Evidence, Reading, Statement
from dragoman.record.browsing import counted, fingerprint, said
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

CHINA = ActorRef("CHN", "China", "China", "CHN", "GOV", "state", "name")
PERU = ActorRef("PER", "Peru", "Peru", "PER", "GOV", "state", "name")
RIVAS = ActorRef(None, "Ana Rivas", "Rivas", None, None, "person", "name")


def statement(number: int, speaker: ActorRef | None, told: tuple[ActorRef, ...] = (), about: tuple[ActorRef, ...] = ()) -> Statement:
    words = Evidence(0, 5, "Words")
    return Statement(
        id=f"st-{number}",
        article=f"a{number}",
        evidence=words,
        content=words,
        rule="test",
        speaker=speaker,
        addressees=told,
        about=about,
        quote="direct",
        cue="said",
    )


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordView]:
    path: Path = tmp_path_factory.mktemp("browsing") / "r.sqlite"
    made = (
        statement(1, CHINA, about=(PERU,)),
        statement(2, CHINA, told=(PERU,)),
        statement(3, PERU, told=(CHINA,), about=(CHINA,)),
        statement(4, RIVAS, about=(CHINA,)),
        statement(5, None, about=(PERU,)),
        statement(6, CHINA, about=(PERU, RIVAS)),
    )
    with RecordWriter(path) as writer:
        for one in made:
            writer.add(Reading(Article(one.article, "Words of somebody.", published=f"2027-03-0{one.id[-1]}"), (one,)))
    with RecordView(path) as opened:
        yield opened


SAID = [
    ("by a country, not what it is told", {"by": "chn"}, "621"),
    ("of another, not what that is told", {"by": "CHN", "about": "PER"}, "61"),
    ("by a name that has no code, whatever its accents", {"by": "ana rívas"}, "4"),
    ("about somebody, by anybody and nobody", {"about": "PER"}, "651"),
    ("about a name", {"about": "Ana Rivas"}, "6"),
    ("by a name about a country", {"by": "Ana Rivas", "about": "CHN"}, "4"),
    ("so many", {"by": "CHN", "limit": 2}, "62"),
    ("a part of a name is no name here", {"by": "Rivas"}, ""),
    ("anybody's", {"limit": 3}, "654"),
]


@pytest.mark.parametrize(("why", "asked", "expected"), SAID, ids=[row[0] for row in SAID])
def test_statements_of_a_speaker_about_an_actor_the_newest_first(view: RecordView, why: str, asked: dict[str, object], expected: str) -> None:
    assert "".join(one.id[-1] for one in said(view, **asked)) == expected  # type: ignore[arg-type]


def test_claims_are_counted_by_kind(view: RecordView) -> None:
    assert counted(view) == {"statement": 6}
    assert counted(view, "CHN", "PER") == {"statement": 1}
    assert counted(view, "VEN") == {}


def test_what_the_record_says_has_a_hash_that_reading_again_keeps(tmp_path: Path) -> None:
    marks = []
    with RecordWriter(tmp_path / "r.sqlite") as writer, RecordView(tmp_path / "r.sqlite") as view:
        for claims in ((statement(1, CHINA),), (statement(1, CHINA),), (statement(1, PERU),)):
            writer.add(Reading(Article("a1", "Words of somebody."), claims))
            marks.append(fingerprint(view))
        writer.judge("wrong", "A. Reader", "st-1")
        marks.append(fingerprint(view))
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
