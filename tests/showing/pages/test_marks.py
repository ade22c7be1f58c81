"""Cutting a text at the ends of claims: the pieces are the text, and each knows whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.showing.pages.marks import Span, paragraph_around, paragraphs

TEXT = "Peru lent Chile 5.\n\nChile denied it."

CUT: list[tuple[str, list[Span], list[list[tuple[str, str]]]]] = [
    ("nothing claimed", [], [[("Peru lent Chile 5.", "")], [("Chile denied it.", "")]]),
    (
        "one within the other: the shorter first",
        [Span(0, 18, "a", "event"), Span(10, 15, "b", "flow")],
        [[("Peru lent ", "a"), ("Chile", "ba"), (" 5.", "a")], [("Chile denied it.", "")]],
    ),
    ("over a line's end", [Span(16, 25, "a", "event")], [[("Peru lent Chile ", ""), ("5.", "a")], [("Chile", "a"), (" denied it.", "")]]),
    (
        "ends that leave the text are shown nowhere",
        [Span(30, 99, "a", "event"), Span(-3, 4, "b", "event")],
        [[("Peru lent Chile 5.", "")], [("Chile denied it.", "")]],
    ),
]


@pytest.mark.parametrize(("why", "spans", "wanted"), CUT, ids=[row[0] for row in CUT])
def test_pieces(why: str, spans: list[Span], wanted: list[list[tuple[str, str]]]) -> None:
    found = [[(piece.text, "".join(span.id for span in piece.spans)) for piece in line.pieces] for line in paragraphs(TEXT, spans)]
    assert found == wanted


def test_a_claim_begins_once() -> None:
    lines = paragraphs(TEXT, [Span(16, 25, "a", "event"), Span(16, 20, "b", "flow")])
    assert [piece.begins for line in lines for piece in line.pieces] == [(), (16,), (), ()]


@given(text=st.text(alphabet="ab \n", max_size=40), ends=st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=6))
def test_pieces_are_the_text_and_no_claim_is_lost(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(a, b, str(n), "event") for n, (a, b) in enumerate(ends)]
    lines = paragraphs(text, spans)
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [line for line in text.split("\n") if line.strip()]
    for span in spans:
        words = "\n".join("".join(piece.text for piece in line.pieces if span in piece.spans) for line in lines)
        sound = 0 <= span.start < span.end <= len(text)
        assert words.split() == (text[span.start : span.end].split() if sound else [])


@pytest.mark.parametrize(("start", "end", "line"), [(0, 4, "Peru lent Chile 5."), (20, 25, "Chile denied it."), (16, 25, TEXT)])
def test_lines_around_words(start: int, end: int, line: str) -> None:
    left, right = paragraph_around(TEXT, start, end)
    assert TEXT[left:right] == line
