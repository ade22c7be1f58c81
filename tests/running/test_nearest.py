"""The examples of ours that are most like a claim."""

from dragoman.running.nearest import nearest


def test_the_same_type_and_the_same_word_first():
    found = nearest("SANCTION", "expelled", "Norway expelled two Russian diplomats")
    assert len(found) == 2
    assert all("expel" in sentence for sentence in found)


def test_a_type_that_has_no_example():
    assert nearest("HAIL", "hailed", "Norway hailed Chad") == []
