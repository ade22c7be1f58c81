"""The text of a piece as it is read, and the way back to the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.domain import Article
from dragoman.parsing.flat import flattened, located
from dragoman.parsing.layout import cut
from dragoman.parsing.quantity import find_quantities
from dragoman.parsing.quantity_units import load_units

UNITS = load_units()
ROWS = [
    ("plain text stays", "China lent Kenya $2 billion.", "China lent Kenya $2 billion."),
    ("a line break is a blank", "lent $2.4\nbillion", "lent $2.4 billion"),
    ("a line break of Windows is one blank", "lent $2.4\r\nbillion", "lent $2.4 billion"),
    ("runs are one blank", "lent \t $2.4 \r\n  billion", "lent $2.4 billion"),
    ("what cannot be seen is gone", "bil\u00adlion\u200b euros", "billion euros"),
    ("no-break spaces are blanks", "2.4\u00a0billion\u202feuros", "2.4 billion euros"),
    ("marks of quoted mail", "lent $2.4\n> billion\n>> to Kenya", "lent $2.4 billion to Kenya"),
    ("a sign within a line is no mark", "a > b\nc", "a > b c"),
    ("UTF-8 that was taken for Windows-1252", "Kenyaâ€™s â‚¬5, SÃ£o â€œPauloâ€\x9d", "Kenya’s €5, São “Paulo”"),
    ("… and that twice", "KenyaÃ¢â‚¬â„¢s president", "Kenya’s president"),
    ("letters that stand for themselves", "Ã, Âpre, pâté, 5 € â", "Ã, Âpre, pâté, 5 € â"),
    ("letters of formulas and ligatures", "\U0001d402had's o\ufb03cial", "Chad's official"),
]


@pytest.mark.parametrize(("why", "raw", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_flattened(why, raw, expected):
    assert flattened(raw)[0] == expected, why


@given(st.text(alphabet="ab $2.\n\r\t>\u00ad\u00a0\U0001d402\ufb03", max_size=60) | st.text(alphabet="Kâ€™œÃ¢‚¬„£ ", max_size=30))
def test_every_character_has_its_place(raw):
    flat, origin = flattened(raw)
    places = range(len(flat)) if origin is None else origin
    assert len(places) == len(flat)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(raw) for place in places)


def test_what_is_found_slices_back():
    text = "Kenya owes China $2.4\nbillion, and it\nlent Mali 40\u00a0tonnes\nof rice.\n\nUganda owes $900\n> million."
    found = [(text[q.start : q.end], q.amount.min) for q in located(cut(Article("a", text)), text, lambda flat: find_quantities(flat, UNITS))]
    assert found == [("$2.4\nbillion", 2.4e9), ("40\u00a0tonnes", 40.0), ("$900\n> million", 9e8)]
