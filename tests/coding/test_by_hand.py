"""What a user records of some words: the claim that the program would have made, or what is wrong with the form."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.coding.by_hand import claim_by_hand
from dragoman.domain import Article, Event, Flow, Relation, Statement
from dragoman.errors import InputError

TEXT = "Ecuador owes China about $4.4 billion (€4 billion). “We will pay,” Quirós said. It sent 40 to 50 tanks and 3 ships."
ARTICLE = Article("a", TEXT)


def made(words: str, **fields: str) -> Any:
    start = TEXT.index(words)
    return claim_by_hand(ARTICLE, start, start + len(words), {"kind": "flow", "type": "debt"} | fields)


def test_a_country_is_known_by_code_and_by_name_and_anybody_else_is_kept() -> None:
    claim = made("Ecuador owes China", one="ecu", other="China; A firm of no register; ")
    assert (claim.provider.id, claim.provider.name, claim.provider.text) == ("ECU", "Ecuador", "ecu")
    assert (claim.recipient.id, claim.recipient.country) == ("CHN", "CHN")  # a flow has one
    event = made("Ecuador owes China", kind="event", type="consult", one="ECU;CHN", other="A firm")
    assert [(actor.id, actor.name) for actor in (*event.actors, *event.recipients)] == [("ECU", "Ecuador"), ("CHN", "China"), (None, "A firm")]


KINDS: list[tuple[str, dict[str, str], type, dict[str, object]]] = [
    ("an event, in any case", {"kind": "EVENT", "type": "aid"}, Event, {"type": "AID", "mode": None, "polarity": "positive", "rule": "by hand"}),
    ("a debt is a balance", {}, Flow, {"flow_type": "debt", "measure": "stock", "status": "outstanding", "amount": None}),
    ("a loan is none", {"type": "loan", "modality": "future"}, Flow, {"measure": "flow", "status": "delivered", "modality": "future"}),
    (
        "a relation",
        {"kind": "relation", "type": "office", "one": "Quirós", "role": " minister "},
        Relation,
        {"relation": "office", "role": "minister"},
    ),
    ("a statement", {"kind": "statement", "type": "", "stance": "denies"}, Statement, {"quote": "direct", "stance": "denies", "speaker": None}),
]


@pytest.mark.parametrize(("why", "fields", "type_", "expected"), KINDS, ids=[row[0] for row in KINDS])
def test_each_kind_has_its_own_fields(why: str, fields: dict[str, str], type_: type, expected: dict[str, object]) -> None:
    claim = made("Ecuador owes China", **fields)
    assert type(claim) is type_
    assert {key: getattr(claim, key) for key in expected} == expected


def test_what_is_said_is_without_its_quotation_marks() -> None:
    claim = made("“We will pay,”", kind="statement", type="direct", one="Quirós")
    assert claim.content.text == "We will pay,"
    assert TEXT[claim.content.start : claim.content.end] == claim.content.text


FIGURES = [
    ("as the words around it qualify it", "Ecuador owes China about $4.4 billion (€4 billion)", "$4.4 billion", (3.96e9, 4.84e9, "USD", "about")),
    ("a range", "It sent 40 to 50 tanks and 3 ships", "40 to 50 tanks", (40.0, 50.0, "items", "range")),
    ("the second of two", "It sent 40 to 50 tanks and 3 ships", "3 ships", (3.0, 3.0, "items", "exact")),
]


@pytest.mark.parametrize(("why", "words", "printed", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_a_figure_is_read_as_the_program_reads_it(why: str, words: str, printed: str, expected: tuple[object, ...]) -> None:
    amount = made(words, amount=printed).amount
    assert (amount.min, amount.max, amount.unit, amount.qualifier) == expected


WRONG = [
    ("a kind that is none", {"kind": "fact"}, "event, statement, flow, relation"),
    ("a type of another kind", {"type": "CONSULT"}, "loan"),
    ("a stage that is none", {"status": "stolen"}, "delivered"),
    ("a figure that is not there", {"amount": "$5 billion"}, "not among"),
    ("no figure", {"amount": "owes"}, "no figure"),
    ("too many parties", {"one": "A;" * 30}, "20 names"),
    ("a relation of nobody", {"kind": "relation", "type": "ally"}, "Name who it is of"),
]


@pytest.mark.parametrize(("why", "fields", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_lists_what_would_be_right(why: str, fields: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        made("Ecuador owes China about $4.4 billion", **fields)


def test_ids_are_of_all_that_is_said_and_of_nothing_else() -> None:
    words = "Ecuador owes China about $4.4 billion"
    first = made(words, one="ECU", token="x")  # noqa: S106 - no secret
    assert made(words, one="ECU", by="Somebody").id == first.id
    others = [
        made(words, **fields).id for fields in ({}, {"one": "PER"}, {"one": "ECU", "amount": "$4.4 billion"}, {"one": "ECU", "status": "repaid"})
    ]
    assert len({first.id, *others}) == 5
    assert first.id.startswith("fl-")
