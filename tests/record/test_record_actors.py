"""Who stands in the record: each row is an actor that the claims below name, and what is counted of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.domain import ActorRef, Article, Event, Evidence, Flow, Reading, Relation, Statement
from dragoman.record.actors import RecordedActor
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter

TEXT = "Words that say it."
CHINA = ActorRef("CHN", "China", "Beijing", "CHN", "GOV", "state")
PERU = ActorRef("PER", "Peru", "Lima", "PER", "GOV", "state")
VEL = ActorRef("person:vel", "Marta Vel", "Vel", "ECU", "GOV", "person")
SPELT = ActorRef("person:vel", "M. Vel", "Vel", "ECU", "GOV", "person")
FIRM = ActorRef(None, "Acme Trust", "Acme", None, "BUS", "organisation")
SHOUTED = ActorRef(None, "ACME  Trust", "ACME", None, "BUS", "organisation")


def claims(article: str) -> tuple[Event | Statement | Flow | Relation, ...]:
    base: dict[str, Any] = {"article": article, "evidence": Evidence(0, 5, TEXT[:5]), "rule": "test"}
    return (
        Event(id=f"1{article}", type="CONSULT", actors=(CHINA, PERU), **base),
        Event(id=f"2{article}", type="AID", actors=(CHINA,), recipients=(FIRM, PERU), **base),
        Statement(id=f"3{article}", speaker=VEL, addressees=(CHINA, SHOUTED), content=base["evidence"], quote="indirect", cue="said", **base),
        Flow(id=f"4{article}", flow_type="loan", measure="flow", provider=CHINA, recipient=FIRM, status="pledged", guarantor=PERU, **base),
    )


def test_actors(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with RecordWriter(path) as writer:
        writer.add(Reading(Article("a", TEXT), claims("a")))
        office = Relation(
            id="5b", article="b", evidence=Evidence(0, 5, TEXT[:5]), rule="test", relation="office", subject=VEL, object=SPELT, role="president"
        )
        writer.add(Reading(Article("b", TEXT), (*claims("b")[:1], office)))
    with RecordView(path) as view:
        found = list(view.actors())
        assert list(view.actors(2)) == found[:2]
    assert found == [
        RecordedActor("CHN", "China", "state", "CHN", 5, 2),
        RecordedActor("PER", "Peru", "state", "PER", 4, 2),
        RecordedActor(None, "Acme Trust", "organisation", None, 3, 1),  # in two spellings, which differ in case and spaces only
        RecordedActor("person:vel", "Marta Vel", "person", "ECU", 2, 2),  # twice in one claim
    ]


def test_nobody(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    RecordWriter(path).close()
    with RecordView(path) as view:
        assert list(view.actors()) == []
