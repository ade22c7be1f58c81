"""Spans against the plain search through all of them."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.clauses.spans import Spans

STRETCHES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])))


@given(STRETCHES, st.integers(0, 60), st.integers(0, 20))
def test_all_that_touch_are_found(stretches, start, length):
    end = start + length
    expected = sorted(s for s in stretches if s[0] <= end and s[1] >= start)
    assert sorted(Spans(stretches, lambda stretch: stretch).over(start, end)) == expected


def test_in_the_order_of_the_text():
    assert Spans([(5, 9), (0, 30), (6, 7)], lambda stretch: stretch).over(6, 6) == [(0, 30), (5, 9), (6, 7)]
