"""The bootstrap over documents: what it draws, what it gives."""

from collections import Counter

import pytest
from evaluation.intervals import intervals, middle

from dragoman.evaluating.scoring import rates, score


def document(gold, hit, judged=None):
    """Counts of one text; of complete gold where `judged` says how many claims were given."""
    counts = Counter(texts=1, gold=gold, hit=hit)
    return counts if judged is None else counts + Counter(judged=judged, judged_hit=hit)


DOCUMENTS = [
    document(10, 7, 9),
    document(4, 1, 5),
    document(12, 12, 13),
    document(0, 0, 3),
    document(7, 2, 2),
    document(9, 5, 8),
]

ROWS = [
    ("mixed documents", DOCUMENTS, {"recall", "precision", "f1"}),
    ("one document is always drawn", DOCUMENTS[:1], {"recall", "precision", "f1"}),
    (
        "one long document among short ones",
        [document(1, 1, 1)] * 5 + [document(200, 20, 150)],
        {"recall", "precision", "f1"},
    ),
    ("everything right", [document(3, 3, 3)] * 4, {"recall", "precision", "f1"}),
    ("nothing right", [document(3, 0, 3)] * 4, {"recall", "precision", "f1"}),
    ("gold that is not complete has recall only", [document(5, 2), document(3, 3)], {"recall"}),
    ("nothing to find", [document(0, 0, 2), document(0, 0, 1)], {"precision", "f1"}),
    ("no documents", [], set()),
]


@pytest.mark.parametrize(("reason", "documents", "names"), ROWS, ids=[row[0] for row in ROWS])
def test_the_figure_itself_lies_within(reason, documents, names):
    figures, spread = rates(sum(documents, Counter())), intervals(documents)
    assert set(spread) == set(figures) == names
    assert all(0 <= low <= figures[name] <= high <= 1 for name, (low, high) in spread.items())


@pytest.mark.parametrize("name", ["recall", "precision", "f1"])
def test_more_documents_of_the_same_kind_say_more(name):
    widths = [high - low for low, high in (intervals(DOCUMENTS * times)[name] for times in (1, 4, 16))]
    assert widths[0] > 1.5 * widths[1] > 2.25 * widths[2] > 0


def test_the_same_documents_give_the_same_interval():
    assert intervals(DOCUMENTS) == intervals(list(DOCUMENTS))
    assert intervals(DOCUMENTS, seed=1) != intervals(DOCUMENTS, seed=2)


def test_documents_are_drawn_and_not_claims():
    """Claims of one text are right or wrong together: two texts of a hundred claims say as little as two of one."""
    for size in (1, 100):
        assert intervals([document(size, size), document(size, 0)]) == {"recall": (0.0, 1.0)}


def test_the_documents_are_left_as_they_were():
    before = [counts.copy() for counts in DOCUMENTS]
    intervals(DOCUMENTS)
    assert before == DOCUMENTS


def test_a_fortieth_lies_outside_at_either_end():
    assert middle([float(n) for n in range(400, 0, -1)]) == (11.0, 390.0)
    assert middle([0.5]) == (0.5, 0.5)


def test_counts_of_documents_add_up_to_those_of_the_kind():
    """The counts that `rates` asks for, from the scorer itself."""
    claim = {
        "kind": "event",
        "type": "CONSULT",
        "evidence": {"start": 0, "end": 4, "text": "Iran"},
        "actors": [],
        "recipients": [],
    }
    texts = [{"id": "a", "complete": True}, {"id": "b", "complete": True}, {"id": "c", "complete": False}]
    gold = [{**text, "text": "Iran met Iraq.", "claims": [claim] * (text["id"] != "b")} for text in texts]
    tally = score(gold, [{**claim, "article": article} for article in "ab"])
    assert [(d["gold"], d["judged"]) for d in tally.documents["event"]] == [(1, 1), (0, 1), (1, 0)]
    assert rates(sum(tally.documents["event"], Counter())) == rates(tally.counts["event"])
