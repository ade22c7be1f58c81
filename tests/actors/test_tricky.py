"""Mentions that are easily got wrong, on stored parses.

`expected` holds cases `surface = ACTOR | ACTOR …`, several parted by ` ; `; `none` where nobody is meant. An ACTOR is a registry id (`USA`, `EU`,
`person:…`, `org:…`, `outlet:…`, `region:…`), or `-` where the mention stays unknown and is kept, with or without `COUNTRY/SECTOR/name` after a blank.
In these, `-` is none and `*` anything. `surface#2` is the second occurrence; `owners:` asks for the owners of a phrase instead of the actors that
it means. `¶` begins a paragraph. After adding a text, run `store_parses.py`.
"""

from __future__ import annotations

import csv

import pytest
from actors_stored import HERE, find_token, stored_parse

from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.actors.registry import load_registry
from dragoman.domain import ActorRef, Article

ROWS = list(csv.DictReader((HERE / "tricky.csv").read_text(encoding="utf8").splitlines()))
CASES = [(row["name"], row["date"], row["text"].replace("¶", "\n\n"), case) for row in ROWS for case in row["expected"].split(" ; ")]


def _place(text: str, surface: str) -> tuple[int, int]:
    surface, _, number = surface.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(surface, start + 1)
    return start, start + len(surface)


def _actors(mentions: Mentions, text: str, surface: str) -> tuple[ActorRef, ...]:
    owners = surface.startswith("owners:")
    sentence, token = find_token(mentions.parse, *_place(text, surface.removeprefix("owners:")))
    return mentions.owners_of(sentence.index, token) if owners else mentions.actors_of(sentence.index, token)


def _fits(actor: ActorRef, wanted: str) -> bool:
    identifier, _, fields = wanted.partition(" ")
    given = (actor.country or "-", actor.sector or "-", actor.name)
    return identifier in {"*", actor.id or "-"} and all(want in {"*", have} for want, have in zip(fields.split("/"), given, strict=False) if fields)


@pytest.mark.parametrize(("name", "date", "text", "case"), CASES, ids=[f"{name}: {case}" for name, _, _, case in CASES])
def test_mention(name: str, date: str, text: str, case: str) -> None:
    surface, _, wanted = case.partition(" = ")
    found = find_mentions(Article("tricky", text, published=date), stored_parse(text))
    actors = _actors(found, text, surface)
    wants = _wanted(wanted)
    found_instead = f"{name}: {[(actor.id, actor.country, actor.sector, actor.name) for actor in actors]}"
    assert len(actors) == len(wants), found_instead
    assert all(any(_fits(actor, want) for actor in actors) for want in wants), found_instead


def _wanted(text: str) -> list[str]:
    return [] if text == "none" else text.split(" | ")


def _ids(row: dict[str, str]) -> set[str]:
    wants = [want for case in row["expected"].split(" ; ") for want in _wanted(case.partition(" = ")[2])]
    return {want.split(" ")[0] for want in wants} - {"*"}


def test_every_expected_id_is_in_the_registry() -> None:
    """A misspelt id in the table would be a case that no program can pass, and a dropped one is noticed here."""
    assert {i for row in ROWS for i in _ids(row)} - {"-"} - set(load_registry().entries) == set()


def test_there_are_enough_rows_that_expect_an_id() -> None:
    assert sum(bool(_ids(row)) for row in ROWS) >= 150
    assert sum(bool(_ids(row) - {"-"}) for row in ROWS) >= 150
