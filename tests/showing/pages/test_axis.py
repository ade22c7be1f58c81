"""Values on one axis: what is drawn stands where its figure says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.showing.pages.drawings.axis import LEFT, RIGHT, WIDTH, Given, axis, ticks


def test_points_intervals_and_open_ends() -> None:
    drawn = axis(
        [Given("A", 3.96e9, 4.84e9, "some $4.4 billion"), Given("B", 5.1e9, 5.1e9, "$5.1 billion", struck=True), Given("C", 4e9, None, "over")], "USD"
    )
    assert drawn is not None
    a, b, c = drawn.bars
    assert a.x1 < a.x2 < b.x1
    assert (a.point, b.point, b.struck) == (False, True, True)
    assert (c.open_left, c.open_right) == (False, True)
    assert c.x2 == WIDTH - RIGHT
    assert drawn.unit == "bn USD"
    assert [tick.text for tick in drawn.ticks][:2] == ["4", "4.25"]


@pytest.mark.parametrize(
    ("why", "values"),
    [("nothing", []), ("both ends open", [Given("A", None, None, "some")]), ("no figure that is one", [Given("A", math.inf, math.inf, "∞")])],
)
def test_what_cannot_be_drawn_is_not(why: str, values: list[Given]) -> None:
    assert axis(values, "USD") is None


figures = st.floats(0, 1e15, allow_nan=False)


@given(ends=st.lists(st.tuples(figures, figures), min_size=1, max_size=5))
def test_everything_stands_within_the_drawing_in_its_order(ends: list[tuple[float, float]]) -> None:
    values = [Given(str(n), min(pair), max(pair), "") for n, pair in enumerate(ends)]
    drawn = axis(values, "t")
    assert drawn is not None
    assert all(LEFT - 0.1 <= bar.x1 <= bar.x2 <= WIDTH - RIGHT + 0.1 for bar in drawn.bars)
    by_low = sorted(zip(values, drawn.bars, strict=True), key=lambda two: two[0].low or 0)
    assert [bar.x1 for _, bar in by_low] == sorted(bar.x1 for bar in drawn.bars)


@given(low=st.floats(-1e12, 1e12), size=st.floats(1e-3, 1e12))
def test_ticks_are_few_and_within(low: float, size: float) -> None:
    high = low + size
    if high > low:
        found = ticks(low, high)
        assert len(found) <= 8
