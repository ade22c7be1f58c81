"""Outlets side by side: who is named how, and with which loaded words."""

import pytest

from dragoman.record.view import PrintedName, StoredFraming
from dragoman.showing.framing import OUTLETS, compare, outlet_rows
from dragoman.showing.terminal import plain

MADURO = {"id": "person:nicolas-maduro", "name": "Nicolás Maduro"}


def framing(term, outlet, voice=None, of=MADURO, neutral="leader", polarity="pejorative"):
    return StoredFraming("a", {"term": term, "of": of, "voice": voice, "neutral": neutral, "polarity": polarity}, outlet, None, None)


def name(text, outlet, times=1, who=MADURO):
    return PrintedName(who["id"], who["name"], outlet, text, times)


FRAMINGS = [
    framing("dictator", "Post"),
    framing("dictator", "Post"),
    framing("dictator", "Granma", voice="Rubio"),
    framing("brotherly", None, of=None),
]
NAMES = [
    name("President Maduro", "Granma", 3),
    name("he", "Granma", 9),
    name("Maduro", "Post"),
    name("Peru", "Post", who={"id": "PER", "name": "Peru"}),
]


def test_own_words_and_quoted_ones_are_counted_apart():
    rows = compare(FRAMINGS, NAMES)
    assert [(row.actor, row.outlet) for row in rows] == [("Nicolás Maduro", "Granma"), ("Nicolás Maduro", "Post"), ("nobody named", None)]
    assert [(w.term, w.own, w.quoted) for row in rows[:2] for w in row.words] == [("dictator", 0, 1), ("dictator", 2, 0)]


def test_pronouns_are_no_names():
    assert [row.names for row in compare(FRAMINGS, NAMES)[:2]] == [(("President Maduro", 3),), (("Maduro", 1),)]


@pytest.mark.parametrize(("everybody", "actors"), [(False, {"Nicolás Maduro", "nobody named"}), (True, {"Nicolás Maduro", "nobody named", "Peru"})])
def test_who_is_shown(everybody, actors):
    """Who is spoken of without loaded words stands beside the others only where that is asked for."""
    assert {row.actor for row in compare(FRAMINGS, NAMES, everybody=everybody)} == actors


def test_lines():
    granma, post, nobody = ([*plain(outlet_rows([one]))] for one in compare(FRAMINGS, NAMES))
    assert granma[1:] == ["    named:   President Maduro 3", "    quoted:  dictator 1 (pejorative; record: leader)"]
    assert post[2] == "    own:     dictator 2 (pejorative; record: leader)"
    assert nobody[0].split("  ")[-1].strip() == "outlet unknown"


def test_the_table_has_a_row_for_each_word():
    header, *rows = b"".join(OUTLETS.table(compare(FRAMINGS, NAMES))).decode().splitlines()
    assert header == "actor,id,outlet,use,words,times,polarity,neutral"
    assert "Nicolás Maduro,person:nicolas-maduro,Granma,named,President Maduro,3,," in rows
    assert "Nicolás Maduro,person:nicolas-maduro,Post,own,dictator,2,pejorative,leader" in rows
