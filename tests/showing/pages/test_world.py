"""The map of pairs, the circle of pairs and the rows of offices: what is drawn is what was given."""

from __future__ import annotations

import re

import msgspec
import pytest

from dragoman.knowledge.tables import load_table
from dragoman.record.browsing import Dyad
from dragoman.showing.pages.drawings.network import MOST as CIRCLE
from dragoman.showing.pages.drawings.network import network
from dragoman.showing.pages.drawings.offices import LEFT, MOST, RIGHT, WIDTH, Held, offices
from dragoman.showing.pages.drawings.world import LINES, outlines, world


def dyad(one: str, other: str, there: int, back: int = 0, joint: int = 0, events: int = 0, score: float | None = None) -> Dyad:
    return Dyad(one, other, there + back + joint, there, back, joint, events, score)


def test_a_country_is_filled_by_what_it_has_with_others() -> None:
    drawn = world([dyad("CHN", "ECU", 90, 15, 5), dyad("CHN", "TUV", 1), dyad("EU", "CHN", 7)])
    assert drawn is not None
    assert {one.code: (one.n, one.step) for one in drawn.countries} == {"CHN": (118, 3), "ECU": (110, 3), "TUV": (1, 1)}
    first, second = drawn.lines
    assert (first.one, first.other, first.n, first.there, first.back, first.joint) == ("CHN", "ECU", 110, 90, 15, 5)
    assert first.width > second.width
    assert drawn.off == (("EU", 7),)
    assert drawn.steps == ((1, "1 to 9"), (2, "10 to 99"), (3, "100 to 999"))
    assert next(one.path for one in drawn.countries if one.code == "TUV") == ""  # too small for an outline
    assert msgspec.json.decode(msgspec.json.encode(drawn))["width"] == drawn.width


@pytest.mark.parametrize(("why", "dyads"), [("nothing", []), ("no two countries", [dyad("EU", "CHN", 3)]), ("unknown codes", [dyad("<b>", "x", 3)])])
def test_without_two_countries_there_is_no_map(why: str, dyads: list[Dyad]) -> None:
    assert world(dyads) is None


def test_the_map_has_the_strongest_pairs_and_the_registry_s_codes() -> None:
    codes = [code for code in sorted(outlines().middles) if code in outlines().outlines][: LINES + 2]
    drawn = world([dyad("USA", code, n) for n, code in enumerate(codes, 1) if code != "USA"])
    assert drawn is not None
    assert len(drawn.lines) == LINES
    assert min(line.n for line in drawn.lines) == 3
    known = {row.text("id") for row in load_table("actors/states.csv", ("id",))}
    assert outlines().middles.keys() <= known
    assert {code for code in outlines().outlines if not code.startswith("-")} <= outlines().middles.keys()


def test_outlines_are_paths_within_the_drawing() -> None:
    given = outlines()
    for code, path in given.outlines.items():
        assert re.fullmatch(r"(M\d+,\d+l(-?\d+,-?\d+ ?)+z)+", path), code
    assert all(0 <= x <= given.width and 0 <= y <= given.height for x, y in given.middles.values())


def test_a_line_of_the_circle_says_both_directions() -> None:
    drawn = network([dyad("CHN", "ECU", 3, 1, 2, 3, 2.0), dyad("CHN", "EU", 0, 1)])
    assert drawn is not None
    assert [edge.words for edge in drawn.edges] == [
        "3 claims of CHN to ECU, 1 back, 2 of both; mean score 2.0",
        "0 claims of CHN to EU, 1 back, 0 of both",
    ]
    assert [edge.mood for edge in drawn.edges] == ["better", "mixed"]
    assert all(0 < node.x < drawn.size and 0 < node.y < drawn.size for node in drawn.nodes)


def test_the_circle_has_those_with_most_and_counts_the_others() -> None:
    assert network([]) is None
    drawn = network([dyad("USA", f"A{n:02}", n + 1) for n in range(CIRCLE + 4)])
    assert drawn is not None
    assert (len(drawn.nodes), drawn.left_out) == (CIRCLE, 5)
    assert "A00" not in {node.code for node in drawn.nodes}


def test_an_office_has_a_dot_a_day_and_a_bar_a_period() -> None:
    drawn = offices(
        [Held("minister – Ecuador", "2027-03-10"), Held("minister – Ecuador", "2027-05", "2024", None), Held("member – EU", "2027-05-01")]
    )
    assert drawn is not None
    minister, member = drawn.rows
    assert (minister.n, minister.first, minister.last, minister.period) == (2, "2027-03-10", "2027-05", "2024 – …")
    [(x1, x2, open_left, open_right)] = minister.bars
    assert (x1, x2, open_left, open_right) == (LEFT, WIDTH - RIGHT, False, True)
    assert len(minister.dots) == 2
    assert minister.dots[0] < minister.dots[1]
    assert member.y > minister.y


WITHOUT_DAYS = [("nothing", []), ("no day known", [Held("minister", "")]), ("no day that is one", [Held("minister", "next week")])]


@pytest.mark.parametrize(("why", "held"), WITHOUT_DAYS, ids=[row[0] for row in WITHOUT_DAYS])
def test_offices_without_days_are_not_drawn(why: str, held: list[Held]) -> None:
    assert offices(held) is None


def test_more_offices_than_are_drawn_stand_in_the_table() -> None:
    drawn = offices([Held(f"office {n}", "9999-12-31") for n in range(MOST + 3)])
    assert drawn is not None
    assert (len(drawn.drawn), len(drawn.rows), drawn.left_out) == (MOST, MOST + 3, 3)
