"""Scores of a window -> sentences, trees, tags, names and acts. Plain arithmetic on what `encoder.py` gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.parsing.encoder import Floats, Labels
from dragoman.parsing.spanning import spanning_tree
from dragoman.parsing.tree import Act, Role

CANDIDATE = 0.1
"""An act at least so likely is handed on; what is printed as one is decided later."""
LIKELY = -5.0
"""Score from which a word begins a sentence where the one before has ended as sentences do. Chosen on the development sections of the treebanks."""
ROLE = 0.1
"""… and so a party's word."""
CLOSED = 7.0
"""Score by which "no name" must lead for a word to part names."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said of each word of a window, as numbers of its labels."""

    pos: list[int]
    features: list[int]
    scripts: list[int]
    names: list[int]


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A word of the window that heads a party of an act."""

    word: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act at a word of the window, before its words have their places in sentences."""

    word: int
    act: Act
    roles: tuple[FoundRole, ...]


def sentence_starts(scores: Mapping[str, Floats], forced: Iterable[int], likely: Iterable[int] = ()) -> list[int]:
    """The words of the window that begin a sentence: those the head says, `forced`, and of those that are `likely` all that it leaves open."""
    told = scores["start"][:, 0]
    open_ = (i for i in likely if told[i] > LIKELY)
    return sorted({*np.flatnonzero(told > 0).tolist(), *open_, *forced})


def tags(scores: Mapping[str, Floats], labels: Labels) -> Tags:
    """The best label of each head that says one thing a word, and the best row of names: none goes on that did not begin."""
    pos, features, scripts = (scores[name].argmax(-1).tolist() for name in ("pos", "features", "scripts"))
    return Tags(pos, features, scripts, _names(scores["names"], labels.names))


def _names(scores: Floats, known: Sequence[str]) -> list[int]:
    """The likeliest row of `B-`, `I-` and `O` labels in which each `I-` follows its like (Viterbi); sure words without a name part the rows."""
    outside = known.index("O")
    follows = np.array([[b[0] != "I" or a[1:] == b[1:] for b in known] for a in known])
    ruled = np.where(follows, np.float32(0), np.float32(-np.inf))
    open_ = np.delete(scores, outside, 1).max(1) > scores[:, outside] - CLOSED
    found = [outside] * len(scores)
    at = 0
    while at < len(found):
        if not open_[at]:
            at += 1
            continue
        best, back = scores[at] + ruled[outside], []
        end = at + 1
        while end < len(found) and open_[end]:
            ways = best[:, None] + ruled
            back.append(ways.argmax(0))
            best = ways.max(0) + scores[end]
            end += 1
        found[end - 1] = int(best.argmax())
        for i in range(end - 1, at, -1):
            found[i - 1] = int(back[i - at - 1][found[i]])
        at = end
    return found


def tree(scores: Mapping[str, Floats], labels: Labels, first: int, end: int) -> tuple[list[int], list[str]]:
    """Heads and relations of the sentence `[first, end)`: heads count in the sentence, a root is its own."""
    rows = np.concatenate(([0], np.arange(first + 1, end + 1)))
    heads = spanning_tree(scores["arc_dep"][first:end] @ scores["arc_head"][rows].T)
    above = scores["rel_head"][rows[heads]]
    size = above.shape[1]
    weights = scores["rel_dep"][first:end].reshape(end - first, len(labels.deps), size + 1)
    related = np.matmul(weights[..., :-1], above[..., None])[..., 0] + weights[..., -1]
    root = labels.deps.index("root")
    related[:, root] = np.where(heads == 0, np.inf, -np.inf)
    best = related.argmax(-1).tolist()
    return [i if h == 0 else h - 1 for i, h in enumerate(heads.tolist())], [labels.deps[k] for k in best]


def acts(scores: Mapping[str, Floats], labels: Labels, first: int, end: int) -> list[FoundAct]:
    """The acts and flows at the words `[first, end)`, with the words of the whole window that head their parties."""
    found: list[FoundAct] = []
    events = len(labels.event_roles)
    for kind, known, details, roles, block in (
        ("event", labels.types, labels.modes, labels.event_roles, slice(0, events)),
        ("flow", labels.flows, labels.statuses, labels.flow_roles, slice(events, events + len(labels.flow_roles))),
    ):
        likely = _softmax(scores["types" if kind == "event" else "flows"])
        detail_scores = scores["modes" if kind == "event" else "statuses"]
        places = [i for i in np.flatnonzero(likely[:, 0] < 1 - CANDIDATE).tolist() if first <= i < end]
        if not places:
            continue
        parties = _roles(scores, labels, places)[:, :, block]
        for number, place in enumerate(places):
            order = np.argsort(-likely[place, 1:], kind="stable") + 1
            best, second = int(order[0]), int(order[1])
            detail = details[int(detail_scores[place].argmax())]
            act = Act(
                sentence=-1,
                token=-1,
                kind=kind,
                type=known[best],
                detail=None if detail == "none" else detail,
                score=float(1 - likely[place, 0]),
                runner_up=known[second],
                runner_up_score=float(likely[place, second]),
                polarity=labels.polarities[int(scores["polarities"][place].argmax())],
                modality=labels.modalities[int(scores["modalities"][place].argmax())],
                roles=(),
            )
            chances = _softmax(parties[number])
            heads = [(w, r) for w, r in np.argwhere(chances > ROLE).tolist() if r]  # role 0 is none
            found.append(FoundAct(place, act, tuple(FoundRole(w, roles[r], float(chances[w, r])) for w, r in heads)))
    found.sort(key=lambda one: (one.word, one.act.kind))
    return found


def _roles(scores: Mapping[str, Floats], labels: Labels, places: Sequence[int]) -> Floats:
    """Acts × words × roles."""
    words = scores["role_word"]
    count, size = labels.distance.shape[1], words.shape[1]
    weights = scores["role_act"][places].reshape(len(places), count, size + 1)
    found = np.einsum("kcd,wd->kwc", weights[..., :-1], words) / np.sqrt(np.float32(size)) + weights[:, None, :, -1]
    far = (len(labels.distance) - 1) // 2
    away = np.clip(np.arange(len(words))[None] - np.array(places)[:, None], -far, far) + far
    return np.asarray(found + labels.distance[away], dtype=np.float32)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def placed(found: FoundAct, place: Mapping[int, tuple[int, int]]) -> Act:
    """The act with its own and its parties' words as (sentence, token); `place` knows the words by their number in the window."""
    sentence, token = place[found.word]
    roles = tuple(Role(*place[r.word], r.role, r.score) for r in found.roles if r.word in place)
    return replace(found.act, sentence=sentence, token=token, roles=roles)
