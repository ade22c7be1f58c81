"""Scores of a window made by hand: blank ones that say nothing, and what puts a single answer into them."""

import numpy as np

from dragoman.parsing.encoder import Labels

LABELS = Labels(
    pos=("NOUN", "VERB"),
    features=("", "Tense=Past"),
    scripts=("0+", "1+", "2+"),
    deps=("obj", "root", "nsubj"),
    names=("O", "B-LOC", "I-LOC", "B-PER", "I-PER"),
    types=("none", "AID", "SANCTION", "ASSAULT"),
    modes=("none", "visit", "meet"),
    flows=("none", "loan", "grant"),
    statuses=("none", "agreed"),
    polarities=("positive", "negative"),
    modalities=("actual", "future"),
    event_roles=("none", "actor", "recipient"),
    flow_roles=("none", "provider", "recipient", "amount", "goods"),
    distance=np.zeros((5, 8), dtype=np.float32),
)
ROLES = len(LABELS.event_roles) + len(LABELS.flow_roles)
SURE = 20.0


def blank(words):
    """Scores of a window of so many words: one sentence, every word `NOUN` and `obj`, no name, no act, no party.

    `arc_head` is a unit matrix, so that `arc_dep[w, h]` is the score of head h (0 the root, k the word k-1); a role's is in `role_act`.
    """
    wide = {"features": 2, "pos": 2, "scripts": 3, "names": 5, "types": 4, "modes": 3, "flows": 3, "statuses": 2, "polarities": 2, "modalities": 2}
    scores = {name: np.zeros((words, size), dtype=np.float32) for name, size in wide.items()}
    for name in ("types", "flows"):
        scores[name][:, 0] = SURE
    scores["start"] = np.full((words, 1), -SURE, dtype=np.float32)
    scores["arc_dep"] = np.zeros((words, words + 1), dtype=np.float32)
    scores["arc_head"] = np.eye(words + 1, dtype=np.float32)
    scores["rel_dep"] = np.zeros((words, len(LABELS.deps) * 2), dtype=np.float32)
    scores["rel_head"] = np.ones((words + 1, 1), dtype=np.float32)
    scores["role_act"] = np.zeros((words, ROLES * (words + 1)), dtype=np.float32)
    scores["role_word"] = np.eye(words, dtype=np.float32)
    for block in (0, len(LABELS.event_roles)):
        scores["role_act"].reshape(words, ROLES, words + 1)[:, block, -1] = SURE
    return scores


def head(scores, word, above):
    """Let `above` (0 the root, k the word k-1) be the head of a word."""
    scores["arc_dep"][word, above] = SURE


def chances(scores, name, word, shares):
    """Give the labels of a head these shares, which sum to 1."""
    scores[name][word] = np.log(np.array(shares, dtype=np.float32))


def party(scores, act, word, role, score=2 * SURE):
    """Let a word be a party of the act at a word; `role` counts through the roles of events, then of flows."""
    words = len(scores["role_word"])
    scores["role_act"].reshape(words, ROLES, words + 1)[act, role, word] = score * np.sqrt(words)
