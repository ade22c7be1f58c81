from __future__ import annotations

import copy
import random
import tomllib

import pytest

from dragoman.knowledge import linting_reconciling
from dragoman.knowledge.linting_reconciling import LEVELS, LIMITS, WEIGHTS, WORDS, check_reconciling
from dragoman.knowledge.tables import knowledge_root
from dragoman.reconciling.model import Limits, load_model

FILES = {name: knowledge_root().joinpath(*name.split("/")).read_text(encoding="utf-8") for name in (WEIGHTS, WORDS)}
FAULTS = [
    ("a level that is missing", WEIGHTS, 'mode = { weight = 1.4, why = "same type and mode of event" }\n', "", "[events.type] mode is no weight"),
    ("an unknown level", WEIGHTS, "[events.type]\n", '[events.type]\nodd = { weight = 1.0, why = "x" }\n', "unknown key 'odd'"),
    ("an unknown flow type", WEIGHTS, '["fine"]', '["fines"]', "the flow type 'fines'"),
    ("a limit of nothing", WEIGHTS, "block = 24", "block = 0", "no number above 0 for 'block'"),
    ("a status without a stage", WEIGHTS, ', "projected"]', "]", "lacks the status 'projected'"),
    ("a word of two groups", WORDS, 'truce = "truce', 'truce = "loan truce', "the word 'loan' stands under truce and loan"),
    ("a group that is none", WORDS, 'THREATEN = "threaten"', 'THREATEN = "menace"', "'menace', which [same] has not"),
    ("no TOML", WORDS, "[same]", "[same", "not TOML"),
]


def linted(tmp_path, files):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [str(finding) for finding in check_reconciling(tmp_path)]


def test_the_shipped_files_are_sound():
    assert list(check_reconciling(knowledge_root())) == []


@pytest.mark.parametrize(("reason", "name", "old", "new", "message"), FAULTS, ids=[f[0] for f in FAULTS])
def test_faults_are_named(tmp_path, reason, name, old, new, message):
    assert old in FILES[name]
    found = linted(tmp_path, FILES | {name: FILES[name].replace(old, new, 1)})
    assert any(message in line for line in found), found


def test_a_missing_file_is_named(tmp_path):
    assert len(linted(tmp_path, {})) == 2


@pytest.mark.parametrize("name", [WEIGHTS, WORDS])
def test_no_value_of_a_wrong_kind_breaks_the_linter(name, monkeypatch):
    tree = tomllib.loads(FILES[name])
    rng = random.Random(name)  # noqa: S311 - repeatable choices, no secret
    for _ in range(150):
        spoiled = spoil(copy.deepcopy(tree), rng)
        monkeypatch.setattr(
            linting_reconciling, "read_toml", lambda root, n, spoiled=spoiled: (spoiled if n == name else tomllib.loads(FILES[n]), ())
        )
        list(check_reconciling(knowledge_root()))
        monkeypatch.undo()


def spoil(tree, rng):
    node = tree
    while True:
        keys = range(len(node)) if isinstance(node, list) else sorted(node)
        key = rng.choice(list(keys))
        child = node[key]
        if not isinstance(child, dict | list) or not child or rng.random() < 0.3:
            node[key] = rng.choice([None, True, 0, -1.5, "", "x", [], [1], [[]], {}, {"x": 1}])
            return tree
        node = child


def test_the_linter_knows_what_comparing_knows():
    model = load_model()
    kinds = {"events": model.events, "flows": model.flows, "relations": model.relations}
    assert {kind: {f: set(levels) for f, levels in m.weights.items()} for kind, m in kinds.items()} == {
        kind: {f: set(levels) for f, levels in features.items()} for kind, features in LEVELS.items()
    }
    assert set(Limits.__slots__) == set(LIMITS)
