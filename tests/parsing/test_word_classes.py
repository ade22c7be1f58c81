"""The table of word classes and the embedding that reads it."""

import numpy
import pytest
import spacy
from spacy.strings import hash_string

from dragoman.parsing.word_classes import LEVELS, load_word_classes, word_class_embed

SAME = [
    # word, another of its class, why
    ("insists", "argued", "verbs of saying, whatever their tense"),
    ("maintains", "insists", "a verb of saying, not of upkeep"),
    ("froze", "took", "a past tense that small treebanks do not have"),
    ("killed", "expelled", "participles of harm"),
    ("Moscow", "Baku", "names of places that act"),
]


def numbers(*words: str) -> numpy.ndarray:
    return load_word_classes().of(numpy.array([hash_string(word) for word in words], dtype=numpy.uint64))


@pytest.mark.parametrize(("word", "other", "why"), SAME, ids=[row[0] for row in SAME])
def test_like_words_share_a_class_at_some_level(word: str, other: str, why: str) -> None:
    one, two = numbers(word, other)
    assert one[-1] == two[-1] != 0, why


def test_a_verb_and_a_noun_share_none() -> None:
    one, two = numbers("insists", "minister")
    assert not (one == two).any()


def test_unknown_words_are_zero_at_every_level() -> None:
    assert numbers("Kamanyolaville", "xqzzt").tolist() == [[0] * len(LEVELS)] * 2


def test_numbers_fit_their_tables() -> None:
    table = load_word_classes()
    assert (numpy.diff(table.keys.astype(numpy.int64)) > 0).all(), "keys are searched, so they ascend and none comes twice"
    assert table.levels.shape == (len(table.keys), len(LEVELS))
    assert [int(column.max()) + 1 for column in table.levels.T] == list(table.sizes)


def test_a_level_groups_whole_classes_of_the_level_below() -> None:
    levels = load_word_classes().levels
    for finer, coarser in zip(levels.T, levels.T[1:], strict=False):
        assert len({(int(f), int(c)) for f, c in zip(finer, coarser, strict=True)}) == len({int(f) for f in finer})


def test_a_form_without_a_class_has_that_of_its_lower_case() -> None:
    nlp = spacy.blank("en")
    model = word_class_embed(16, ["NORM", "PREFIX", "SUFFIX", "SHAPE"], [50, 50, 50, 50], 0.0)
    docs = [nlp.make_doc("They Froze assets"), nlp.make_doc("")]
    model.initialize(docs[:1])
    rows, empty = model.predict(docs)
    assert rows.shape == (3, 16)
    assert empty.shape[0] == 0


def test_training_hides_some_words_and_reading_none() -> None:
    nlp = spacy.blank("en")
    model = word_class_embed(16, ["NORM", "PREFIX", "SUFFIX", "SHAPE"], [50, 50, 50, 50], 0.5)
    doc = nlp.make_doc("one two three four five six seven eight nine ten")
    model.initialize([doc])
    assert (model.predict([doc])[0] == model.predict([doc])[0]).all()
    shown, _ = model.begin_update([doc])
    assert not numpy.allclose(shown[0], model.predict([doc])[0])


def test_a_table_for_each_attribute() -> None:
    with pytest.raises(ValueError, match="give one a table"):
        word_class_embed(16, ["NORM", "SHAPE"], [50], 0.0)
