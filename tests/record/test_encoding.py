"""What is written reads back equal, and the JSON is the contract's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.domain import Amount, Article, Event, Evidence, Flow, Reading, Relation, Statement
from dragoman.record.encoding import AnyClaim, decode_claim, encode_claim
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.showing import jsonl

LETTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
AMOUNTS = st.builds(
    Amount,
    min=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    max=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    unit=LETTERS,
    qualifier=LETTERS,
    text=LETTERS,
    currency_basis=st.sampled_from(["stated", "assumed", None]),
    also=st.just(()),
)
EVIDENCE = st.builds(Evidence, st.integers(0, 10**6), st.integers(0, 10**6), LETTERS)


def claims() -> st.SearchStrategy[AnyClaim]:
    """Claims of all kinds with anything in their fields."""
    st.register_type_strategy(str, LETTERS)
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    st.register_type_strategy(int, st.integers(-(2**53), 2**53))
    st.register_type_strategy(Amount, AMOUNTS)
    st.register_type_strategy(Evidence, EVIDENCE)
    return st.one_of([st.builds(kind, **fields(kind)) for kind in (Event, Statement, Flow, Relation)])


def fields(kind: type[AnyClaim]) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for each field, optional ones included; the kind stays what it is."""
    return {name: st.from_type(hint) for name, hint in get_type_hints(kind).items() if name != "kind"}


@given(claims())
@settings(deadline=None)
def test_encoded_claim_decodes_equal(claim: AnyClaim) -> None:
    line = encode_claim(claim)
    assert b"\n" not in line
    assert decode_claim(line) == claim
    assert jsonl.encode_claim(claim) == line


@given(st.lists(claims(), max_size=5, unique_by=lambda claim: claim.id))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_claims_read_back_equal(tmp_path_factory: pytest.TempPathFactory, written: list[AnyClaim]) -> None:
    path: Path = tmp_path_factory.mktemp("record") / "r.db"
    with RecordWriter(path) as writer:
        assert writer.add(Reading(Article("a", "text"), tuple(written)))
        assert not writer.add(Reading(Article("a", "text"), tuple(written)))
    with RecordView(path) as view:
        stored = list(view.claims_of("a"))
        assert sorted(claim.id for claim in view.select()) == sorted(claim.id for claim in written)
    assert [decode_claim(json.dumps(claim.claim)) for claim in stored] == written
