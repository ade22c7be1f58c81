"""The types by kind are those that the data files have."""

import tomllib

from dragoman.coding.types import types_by_kind
from dragoman.knowledge.tables import knowledge_root


def test_every_kind_has_its_types():
    known = types_by_kind()
    assert list(known) == ["event", "statement", "flow", "relation"]
    assert {"AID", "CONSULT"} < known["event"]
    assert known["statement"] == {"direct", "indirect", "mixed"}
    rows = tomllib.loads((knowledge_root() / "lexicon/en/relations.toml").read_text(encoding="utf8"))["noun"]
    assert {row["relation"] for row in rows} <= known["relation"]
