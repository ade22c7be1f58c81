import pytest

from dragoman.ids import LENGTH, content_id

PAIRS = [
    ("order", ("a", "b"), ("b", "a")),
    ("where a part ends", ("ab", "c"), ("a", "bc")),
    ("none and nothing", (None,), ("",)),
    ("one part more", ("a",), ("a", "")),
    ("no parts and an empty one", ("a", None), ("a", "None")),
    ("case", ("a",), ("A",)),
]


@pytest.mark.parametrize(("reason", "one", "other"), PAIRS, ids=[r[0] for r in PAIRS])
def test_what_differs_has_another_id(reason, one, other):
    assert content_id("ev", one) != content_id("ev", other)


def test_form_and_stability():
    """Ids stand in records that people keep: a change of this value breaks them."""
    assert content_id("ev", ("sample", 3, None, "ASSAULT")) == "ev-" + content_id("fl", ("sample", 3, None, "ASSAULT"))[3:]
    assert len(content_id("ev", ())) == 3 + LENGTH
    assert content_id("x", ("a",)) == "x-ca978112ca1bbdca"


def test_any_characters():
    """Half a surrogate pair is no UTF-8 and must not stop the run."""
    assert content_id("ev", ("\ud800",)) != content_id("ev", ("\udfff",))
