"""From scores to sentences, trees, tags and acts. The scores are made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from dragoman.parsing.heads import CANDIDATE, ROLE, FoundAct, FoundRole, acts, placed, sentence_starts, tags, tree
from dragoman.parsing.tree import Act, Role
from made_scores import LABELS, SURE, blank, chances, head, party

ACTOR, RECIPIENT = 1, 2
PROVIDER, TAKER, AMOUNT, GOODS = 4, 5, 6, 7

STARTS = [
    ("none said, none forced", {}, [], []),
    ("those forced", {}, [0, 3], [0, 3]),
    ("those said", {1: 0.1, 4: 9.0}, [], [1, 4]),
    ("both, each once and in order", {2: 1.0, 1: 1.0}, [2, 0], [0, 1, 2]),
    ("even odds are no start", {2: 0.0}, [0], [0]),
    ("what is forced stands whatever is said", {3: -50.0}, [3], [3]),
]


@pytest.mark.parametrize(("reason", "said", "forced", "expected"), STARTS, ids=[r[0] for r in STARTS])
def test_sentence_starts(reason, said, forced, expected):
    scores = blank(5)
    for word, score in said.items():
        scores["start"][word] = score
    assert sentence_starts(scores, forced) == expected


def test_tags_are_the_best_of_each_head():
    scores = blank(3)
    scores["pos"][1, 1] = scores["features"][2, 1] = scores["scripts"][0, 2] = 1
    found = tags(scores, LABELS)
    assert (found.pos, found.features, found.scripts) == ([0, 1, 0], [0, 0, 1], [2, 0, 0])


NAMES = [
    ("nobody is named", [{}, {}], "O O"),
    ("the best of each word, where it can follow", [{"B-PER": 9}, {"I-PER": 9}], "B-PER I-PER"),
    ("what goes on must have begun", [{"O": 20}, {"I-LOC": 9, "B-LOC": 3}], "O B-LOC"),
    ("… if need be with the word before", [{}, {"I-LOC": 9}], "B-LOC I-LOC"),
    ("a name is of one kind: the one that is surer on the whole", [{"B-PER": 9, "B-LOC": 8}, {"I-LOC": 9}], "B-LOC I-LOC"),
    ("a sure word without a name parts two names", [{"B-PER": 9}, {"O": 20}, {"I-PER": 9, "B-PER": 3}], "B-PER O B-PER"),
]


@pytest.mark.parametrize(("reason", "said", "expected"), NAMES, ids=[r[0] for r in NAMES])
def test_names_are_the_best_row(reason, said, expected):
    scores = blank(len(said))
    scores["names"][:, LABELS.names.index("O")] = 2
    for word, row in enumerate(said):
        for name, score in row.items():
            scores["names"][word, LABELS.names.index(name)] = score
    assert [LABELS.names[k] for k in tags(scores, LABELS).names] == expected.split()


# ---- trees -------------------------------------------------------------------------------------------------------


def arcs(words, given):
    scores = blank(words)
    for word, above in given.items():
        head(scores, word, above)
    return scores


def test_a_tree_is_taken_as_the_scores_have_it():
    heads, deps = tree(arcs(3, {0: 2, 1: 0, 2: 2}), LABELS, 0, 3)
    assert heads == [1, 1, 1]
    assert deps == ["obj", "root", "obj"]


def test_heads_count_in_the_sentence():
    """The second sentence of a window: its words see each other and the root, not the words before and behind."""
    scores = arcs(6, {2: 0, 3: 3, 4: 4})
    head(scores, 3, 1)
    scores["arc_dep"][4, 6] = 10 * SURE
    assert tree(scores, LABELS, 2, 5) == ([0, 0, 1], ["root", "obj", "obj"])


def test_a_sentence_of_one_word():
    assert tree(blank(3), LABELS, 1, 2) == ([0], ["root"])


def test_a_cycle_is_opened_where_it_costs_least():
    scores = arcs(3, {0: 2, 1: 1, 2: 2})
    scores["arc_dep"][1, 0] = 5  # the root takes the second word more gladly than the first
    assert tree(scores, LABELS, 0, 3)[0] == [1, 1, 1]


def test_two_roots_become_one():
    scores = arcs(3, {0: 0, 1: 0, 2: 0})
    scores["arc_dep"][0, 0] += 5
    heads, deps = tree(scores, LABELS, 0, 3)
    assert heads[0] == 0
    assert deps.count("root") == 1


def test_the_root_and_nothing_else_is_called_root():
    scores = arcs(3, {0: 2, 1: 0, 2: 2})
    relations = scores["rel_dep"].reshape(3, len(LABELS.deps), 2)
    relations[0, LABELS.deps.index("root"), -1] = SURE
    relations[0, LABELS.deps.index("nsubj"), -1] = 1
    relations[1, LABELS.deps.index("nsubj"), -1] = SURE
    assert tree(scores, LABELS, 0, 3)[1] == ["nsubj", "root", "obj"]


def test_a_relation_depends_on_the_head():
    scores = arcs(3, {0: 2, 1: 0, 2: 1})
    scores["rel_head"][:] = 0
    scores["rel_head"][2] = 1  # the second word as a head
    scores["rel_dep"].reshape(3, len(LABELS.deps), 2)[:, LABELS.deps.index("nsubj"), 0] = 3
    assert tree(scores, LABELS, 0, 3)[1] == ["nsubj", "root", "obj"]


def test_any_scores_make_a_tree():
    chooser = np.random.default_rng(5)
    for words in (1, 2, 7, 40):
        scores = blank(words)
        scores["arc_dep"][:] = chooser.normal(size=(words, words + 1))
        heads, deps = tree(scores, LABELS, 0, words)
        assert [i for i, h in enumerate(heads) if h == i] == [deps.index("root")]
        for word in range(words):
            at = word
            for _ in range(words):
                at = heads[at]
            assert heads[at] == at


# ---- acts --------------------------------------------------------------------------------------------------------


def one_act(scores, words=5):
    [found] = acts(scores, LABELS, 0, words)
    return found


def test_no_act_is_found_where_none_is_said():
    assert acts(blank(5), LABELS, 0, 5) == []


CANDIDATES = [
    ("surely", 0.01, True),
    ("just likely enough", 1 - CANDIDATE - 0.01, True),
    ("not likely enough", 1 - CANDIDATE + 0.01, False),
]


@pytest.mark.parametrize(("reason", "none", "expected"), CANDIDATES, ids=[r[0] for r in CANDIDATES])
def test_a_candidate_needs_its_share(reason, none, expected):
    scores = blank(5)
    chances(scores, "types", 2, [none, (1 - none) * 0.6, (1 - none) * 0.3, (1 - none) * 0.1])
    found = acts(scores, LABELS, 0, 5)
    assert bool(found) is expected
    if expected:
        assert found[0].act.score == pytest.approx(1 - none, abs=1e-4), "how surely there is an act, of whatever type"


def test_the_type_may_be_less_likely_than_none():
    """Types that share the chance: an act is likely, though no single type is more likely than none."""
    scores = blank(5)
    chances(scores, "types", 2, [0.4, 0.1, 0.3, 0.2])
    act = one_act(scores).act
    assert (act.kind, act.type, act.runner_up) == ("event", "SANCTION", "ASSAULT")
    assert act.score == pytest.approx(0.6, abs=1e-4)
    assert act.runner_up_score == pytest.approx(0.2, abs=1e-4)


def test_what_is_said_of_an_act():
    scores = blank(5)
    chances(scores, "types", 2, [0.1, 0.7, 0.1, 0.1])
    assert (one_act(scores).act.detail, one_act(scores).act.polarity, one_act(scores).act.modality) == (None, "positive", "actual")
    scores["modes"][2, 2] = scores["polarities"][2, 1] = scores["modalities"][2, 1] = 1
    found = one_act(scores)
    assert found.word == 2
    assert (found.act.detail, found.act.polarity, found.act.modality) == ("meet", "negative", "future")


def test_a_flow_has_a_status_and_roles_of_its_own():
    scores = blank(5)
    chances(scores, "flows", 1, [0.1, 0.2, 0.7])
    scores["statuses"][1, 1] = scores["modes"][1, 2] = 1
    for word, role in ((0, PROVIDER), (2, TAKER), (3, AMOUNT), (4, GOODS)):
        party(scores, 1, word, role)
    found = one_act(scores)
    assert (found.act.kind, found.act.type, found.act.detail, found.act.runner_up) == ("flow", "grant", "agreed", "loan")
    assert [(r.word, r.role) for r in found.roles] == [(0, "provider"), (2, "recipient"), (3, "amount"), (4, "goods")]


def test_an_event_and_a_flow_at_one_word_do_not_share_their_parties():
    scores = blank(4)
    chances(scores, "types", 1, [0.1, 0.7, 0.1, 0.1])
    chances(scores, "flows", 1, [0.1, 0.7, 0.2])
    party(scores, 1, 0, ACTOR)
    party(scores, 1, 2, TAKER)
    assert [(f.word, f.act.kind, [(r.word, r.role) for r in f.roles]) for f in acts(scores, LABELS, 0, 4)] == [
        (1, "event", [(0, "actor")]),
        (1, "flow", [(2, "recipient")]),
    ]


def test_acts_come_in_the_order_of_their_words():
    scores = blank(5)
    for name, word in (("flows", 0), ("types", 4), ("types", 1), ("flows", 3)):
        scores[name][word, 0] = -SURE
    assert [(f.word, f.act.kind) for f in acts(scores, LABELS, 0, 5)] == [(0, "flow"), (1, "event"), (3, "flow"), (4, "event")]


def test_only_acts_at_the_words_asked_for_are_found_but_parties_in_the_whole_window():
    """What stands before is context that was read already, what stands behind is read in the next window."""
    scores = blank(6)
    for word in (0, 1, 2, 4):
        scores["types"][word, 0] = -SURE
    party(scores, 2, 0, ACTOR)
    party(scores, 2, 5, RECIPIENT)
    [found] = acts(scores, LABELS, 2, 4)
    assert (found.word, [(r.word, r.role) for r in found.roles]) == (2, [(0, "actor"), (5, "recipient")])


SHARES = [
    ("sure", 0.99, True),
    ("just likely enough", ROLE + 0.01, True),
    ("not likely enough", ROLE - 0.01, False),
]


@pytest.mark.parametrize(("reason", "share", "expected"), SHARES, ids=[r[0] for r in SHARES])
def test_a_party_needs_its_share(reason, share, expected):
    scores = blank(4)
    scores["types"][1, 0] = -SURE
    party(scores, 1, 3, ACTOR, SURE + np.log(share / (1 - share)))
    roles = one_act(scores, 4).roles
    assert [(r.word, r.role) for r in roles] == ([(3, "actor")] if expected else [])
    assert all(r.score == pytest.approx(share, abs=1e-3) for r in roles)


def test_parties_of_one_role_are_several():
    scores = blank(5)
    scores["types"][2, 0] = -SURE
    for word in (0, 1, 4):
        party(scores, 2, word, ACTOR)
    assert [r.word for r in one_act(scores).roles] == [0, 1, 4]


def test_how_far_a_word_stands_counts():
    """The table's middle row is the act's own word; words farther than it reaches count as its ends."""
    distance = np.zeros((3, 8), dtype=np.float32)
    distance[2, ACTOR] = 2 * SURE
    scores = blank(5)
    scores["types"][1, 0] = -SURE
    [found] = acts(scores, replace(LABELS, distance=distance), 0, 5)
    assert [r.word for r in found.roles] == [2, 3, 4]


# ---- places ------------------------------------------------------------------------------------------------------


def act(**fields):
    made = Act(-1, -1, "event", "AID", None, 0.9, "SANCTION", 0.05, "positive", "actual", ())
    return replace(made, **fields)


def test_words_get_their_places():
    found = FoundAct(12, act(), (FoundRole(3, "actor", 0.8), FoundRole(14, "recipient", 0.5)))
    place = {3: (0, 3), 12: (1, 2), 14: (1, 4)}
    assert placed(found, place) == act(sentence=1, token=2, roles=(Role(0, 3, "actor", 0.8), Role(1, 4, "recipient", 0.5)))


def test_a_party_without_a_place_is_left_out():
    found = FoundAct(12, act(), (FoundRole(99, "actor", 0.8), FoundRole(14, "recipient", 0.5)))
    assert placed(found, {12: (1, 2), 14: (1, 4)}).roles == (Role(1, 4, "recipient", 0.5),)
