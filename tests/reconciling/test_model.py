"""The shipped table fits the other tables: every type has a group, every mode named is one of PLOVER's."""

from __future__ import annotations

import tomllib
from typing import get_args, get_type_hints

from dragoman.domain import Claim, FieldComparison
from dragoman.knowledge.tables import knowledge_root
from dragoman.reconciling.fields import FIELDS
from dragoman.reconciling.model import load_model

MODEL = load_model()
PLOVER = tomllib.loads(knowledge_root().joinpath("ontology", "plover.toml").read_text(encoding="utf-8"))
FLOW_TYPES = "loan debt repayment rescheduling grant aid investment payment sale shipment fine donation funding credit-line"
STATUSES = "pledged agreed delivered received outstanding repaid rescheduled projected"


def test_every_event_type_has_a_group():
    names = set(PLOVER["types"])
    assert names <= set(MODEL.events.groups)
    assert set(MODEL.events.groups) <= names


def test_telling_modes_are_modes():
    assert {mode for entry in PLOVER["types"].values() for mode in entry["modes"]} >= MODEL.events.telling


def test_every_flow_type_has_a_family_and_every_status_a_stage():
    assert set(FLOW_TYPES.split()) == set(MODEL.flows.groups)
    assert set(STATUSES.split()) == set(MODEL.stages)
    assert set(MODEL.stages.values()) == set(MODEL.stage_names)


def test_verdicts_are_the_contracts():
    assert set(get_args(get_type_hints(FieldComparison)["verdict"])) == {"agree", "contradict", "not comparable"}
    assert set(FIELDS) == {"event", "flow", "relation"}
    assert "polarity" in get_type_hints(Claim)
