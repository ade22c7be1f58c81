"""Words as the pieces and shapes that the encoder knows. The vocabulary here is small and made by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parsing import pieces
from dragoman.parsing.pieces import LONGEST, SHAPES, WordPieces, shape_of

SHAPE_ROWS = [
    ("small letters", "signed", "lower"),
    ("a capital first", "Peru", "title"),
    ("a capital first, and signs", "O'hara", "title"),
    ("capitals", "NATO", "capitals"),
    ("capitals and stops", "U.S.", "capitals"),
    ("capitals and figures", "G20", "capitals"),
    ("one capital", "I", "letter"),
    ("one small letter", "a", "lower"),
    ("capitals inside", "McCain", "mixed"),
    ("a capital behind small letters", "eBay", "mixed"),
    ("figures", "2,000", "number"),
    ("figures with letters", "1980s", "number"),
    ("letters with figures", "b2b", "lower"),
    ("a clitic", "'s", "lower"),
    ("a clitic in capitals", "'S", "capitals"),
    ("a clitic with a capital and small letters", "'Til", "mixed"),
    ("signs", "...", "sign"),
    ("an apostrophe", "’", "sign"),
    ("money", "$", "sign"),
    ("nothing", "", "sign"),
    ("a picture", "🇨🇳", "sign"),
    ("a script without capitals", "习近平", "lower"),
    ("another script with capitals", "Кремль", "title"),
    ("a title letter of its own", "ǅ", "lower"),
]


@pytest.mark.parametrize(("reason", "word", "shape"), SHAPE_ROWS, ids=[r[0] for r in SHAPE_ROWS])
def test_shapes(reason, word, shape):
    assert SHAPES[shape_of(word)] == shape


@settings(deadline=None)
@given(st.text())
def test_any_word_has_a_shape_and_none_is_hidden(word):
    assert 0 < shape_of(word) < len(SHAPES)


VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "sign",
    "##ed",
    "##s",
    "si",
    "##gn",
    "peru",
    "u",
    "s",
    ".",
    "-",
    "'",
    "习",
    "近",
    "a",
    "##a",
    "b",
    "##b",
]


def made():
    return WordPieces.of(VOCABULARY)


#: (reason, word, pieces)
PIECE_ROWS = [
    ("a word of the vocabulary", "sign", "sign"),
    ("the longest piece first", "signed", "sign ##ed"),
    ("case makes no difference", "SIGNED", "sign ##ed"),
    ("nor do accents", "Pérú", "peru"),
    ("nor accents that combine", "Pe\u0301ru", "peru"),
    ("a word with a part that is not known is not known", "signex", "[UNK]"),
    ("a letter that is not known", "ж", "[UNK]"),
    ("cut at signs", "u.s.", "u . s ."),
    ("the part behind a sign begins a word", "u-signs", "u - sign ##s"),
    ("what is known beside what is not", "xx-sign", "[UNK] - sign"),
    ("Chinese characters stand alone", "习近", "习 近"),
    ("Chinese characters in a word", "a习b", "a 习 b"),
    ("invisible characters are dropped", "si\u00adgn\u200bs", "sign ##s"),
    ("a word of invisible characters", "\u200b", "[UNK]"),
    ("no word", "", "[UNK]"),
    ("a very long word is known by its beginning", "a" * 100, "a" + " ##a" * (LONGEST - 1)),
    ("a lone half of a pair", "\ud800", "[UNK]"),
]


@pytest.mark.parametrize(("reason", "word", "expected"), PIECE_ROWS, ids=[r[0] for r in PIECE_ROWS])
def test_pieces(reason, word, expected):
    known = made()
    assert " ".join(VOCABULARY[i] for i in known.ids(word)) == expected
    assert known.ids(word) == known.ids(word), "the second time from memory"


WORDS = st.one_of(st.text(), st.text(alphabet="abSIGNedu.-'习\u200b\u0301é"), st.text(alphabet="ab", min_size=60, max_size=70))


@settings(deadline=None)
@given(WORDS)
def test_any_word_has_pieces_and_not_too_many(word):
    found = made().ids(word)
    assert 1 <= len(found) <= LONGEST
    assert all(0 <= i < len(VOCABULARY) for i in found)


@settings(deadline=None)
@given(WORDS)
def test_the_shipped_vocabulary_knows_its_way_with_any_word(reader, word):
    known = reader.encoder.pieces
    found = known.ids(word)
    assert 1 <= len(found) <= LONGEST
    assert set(found) <= set(known.vocabulary.values())


@settings(deadline=None)
@given(st.text(alphabet="absignedu.-'"))
def test_case_never_makes_a_difference(word):
    assert made().ids(word) == made().ids(word.upper())


def test_memory_is_bounded_and_makes_no_difference(monkeypatch):
    monkeypatch.setattr(pieces, "_CACHED", 3)
    known = made()
    for word in ["sign", "signs", "peru", "u", "s", "sign"] * 2:
        assert known.ids(word) == made().ids(word)
        assert len(known._known) <= 3


def test_long_words_are_not_remembered():
    """Each may be a megabyte, and none comes twice."""
    known = made()
    known.ids("a" * 5_000_000)
    assert not known._known


@pytest.mark.parametrize("missing", ["[UNK]", "[CLS]", "[SEP]"])
def test_a_vocabulary_needs_its_marks(missing):
    with pytest.raises(KeyError, match=missing.strip("[]")):
        WordPieces.of([piece for piece in VOCABULARY if piece != missing])
