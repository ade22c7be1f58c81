import pytest

from dragoman.parsing.tree import make_sentence
from trees import parsed, tree


def test_children_follow_heads():
    sentence = parsed("China and Russia condemned the attack.")
    assert sentence.root == 3
    assert sentence.children[3] == (0, 5, 6)
    assert sentence.children[0] == (2,)


def test_subtree_is_in_order_of_the_text():
    sentence = parsed("Syria came under attack from Israel.")
    assert sentence.subtree(3) == [2, 3, 4, 5]
    assert sentence.subtree(sentence.root) == list(range(len(sentence.tokens)))
    assert sentence.subtree(0) == [0]


def test_ancestors_nearest_first():
    sentence = parsed("Syria came under attack from Israel.")
    assert list(sentence.ancestors(4)) == [5, 3, 1]
    assert list(sentence.ancestors(sentence.root)) == []


def test_span_is_that_of_the_tokens():
    sentence = tree("Iran//PROPN/1/nsubj withdrew//VERB/1/root", start=40)
    assert (sentence.start, sentence.end) == (40, 53)


def test_first_of_two_roots_is_the_root():
    """A parser that leaves two words without a head must not break the path."""
    sentence = tree("Iran//PROPN/0/root withdrew//VERB/1/root")
    assert sentence.root == 0


BROKEN = [
    ("head before the sentence", "Iran//PROPN/-1/nsubj left//VERB/1/root", "outside of the sentence"),
    ("head behind the sentence", "Iran//PROPN/2/nsubj left//VERB/1/root", "outside of the sentence"),
    ("a circle without a root", "Iran//PROPN/1/nsubj left//VERB/0/root", "its own head"),
]


@pytest.mark.parametrize(("reason", "line", "message"), BROKEN, ids=[r[0] for r in BROKEN])
def test_broken_trees_are_refused(reason, line, message):
    with pytest.raises(ValueError, match=message):
        tree(line)


def test_no_tokens_is_refused():
    with pytest.raises(ValueError, match="root"):
        make_sentence([])
