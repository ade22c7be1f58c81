"""The grammar of filters: each row is what a user writes, and what is asked for or said."""

from __future__ import annotations

import pytest

from dragoman.errors import InputError
from dragoman.record.filters import cursor_of, selection_of, written
from dragoman.record.selecting import Cursor, Selection

TYPES = {"event": frozenset({"AID", "CONSULT"}), "flow": frozenset({"loan", "credit-line"})}

ASKED: list[tuple[str, list[tuple[str, str]], Selection]] = [
    ("nothing", [], Selection()),
    ("an empty field of a form", [("actor", " ")], Selection()),
    ("a pair in one word", [("pair", "CHN, ECU")], Selection(pair=("CHN", "ECU"))),
    ("a pair in two", [("pair", "CHN"), ("pair", "ECU")], Selection(pair=("CHN", "ECU"))),
    ("types in any case, several", [("type", "aid"), ("type", "Credit-Line,loan")], Selection(types=("AID", "credit-line", "loan"))),
    ("left out what rests on context", [("how!", "context")], Selection(not_how="context")),
    ("the newest first", [("sort", "newest")], Selection(newest=True)),
    ("a share", [("min-confidence", ".7")], Selection(min_confidence=0.7)),
    ("from and to", [("from", "China"), ("to", "ECU")], Selection(giver="China", to="ECU")),
]


@pytest.mark.parametrize(("why", "asked", "wanted"), ASKED, ids=[row[0] for row in ASKED])
def test_what_is_written_is_asked(why: str, asked: list[tuple[str, str]], wanted: Selection) -> None:
    assert selection_of(asked, TYPES) == wanted
    assert selection_of(written(wanted), TYPES) == wanted


REFUSED: list[tuple[str, list[tuple[str, str]], str]] = [
    ("an unknown key names those that there are", [("colour", "red")], "colour: there is no such filter. Use about, actor"),
    ("an unknown type names those of each kind", [("type", "peace")], "'peace' is unknown. Use event: AID, CONSULT; flow: credit-line, loan"),
    ("a closed set", [("modality", "maybe")], "Use actual, future, possible, hypothetical, requested"),
    ("no day", [("since", "2024-02-30")], "'2024-02-30' is not a date"),
    ("no share", [("min-confidence", "70")], "from 0 to 1"),
    ("a pair of one", [("pair", "CHN")], "it names two actors"),
    ("two answers to one question", [("actor", "CHN"), ("actor", "ECU")], "it is given twice"),
    ("a place that no list has", [("after", "%%%")], "it is no place in the list"),
]


@pytest.mark.parametrize(("why", "asked", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_asked_is_named_with_what_can(why: str, asked: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(InputError) as refused:
        selection_of(asked, TYPES)
    assert message in str(refused.value)


def test_a_place_in_the_order_survives_being_written() -> None:
    place = Cursor("2024-03-01", "an|article", 3)
    assert selection_of([("after", cursor_of(place.day, place.article, place.position))]).after == place
