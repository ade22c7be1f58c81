"""Mentions that are easily got wrong, on stored parses.

`expected` holds `surface = COUNTRY/SECTOR/name | …`, several parted by ` ; `. `-` is none, `*` anything; `surface#2` the second occurrence;
`owners:` asks for the owners of a phrase instead of the actors that it means.
"""

from __future__ import annotations

import csv

import pytest
from actors_stored import HERE, find_token, stored_parse

from dragoman.actors.mentions import Mentions, find_mentions
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
    given = (actor.country or "-", actor.sector or "-", actor.name)
    return all(want in {"*", have} for want, have in zip(wanted.split("/"), given, strict=False))


@pytest.mark.parametrize(("name", "date", "text", "case"), CASES, ids=[f"{name}: {case}" for name, _, _, case in CASES])
def test_mention(name: str, date: str, text: str, case: str) -> None:
    surface, _, wanted = case.partition(" = ")
    found = find_mentions(Article("tricky", text, published=date), stored_parse(text))
    actors = _actors(found, text, surface)
    wants = [] if wanted == "-" else wanted.split(" | ")
    assert len(actors) == len(wants), f"{name}: {[(actor.country, actor.sector, actor.name) for actor in actors]}"
    assert all(any(_fits(actor, want) for actor in actors) for want in wants), f"{name}: {[(a.country, a.sector, a.name) for a in actors]}"


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 60
