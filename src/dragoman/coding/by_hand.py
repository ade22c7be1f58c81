"""A claim that a user records of words of an article: the fields of a form, checked, as the claim that the program would have made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast, get_args

from dragoman.coding.ontology import load_ontology
from dragoman.domain import ActorRef, Article, Event, Evidence, Flow, Modality, Polarity, Relation, Stance, Statement
from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.knowledge.tables import load_table
from dragoman.knowledge.vocabulary import FLOW_STATUSES, FLOW_TYPES

KINDS = ("event", "statement", "flow", "relation")
RELATIONS = ("office", "membership", "ownership", "state-media", "ally", "partnership", "trade-partner", "family")
PREFIX = {"event": "ev", "statement": "st", "flow": "fl", "relation": "re"}
RULE = "by hand"


def claim_by_hand(article: Article, start: int, end: int, fields: Mapping[str, str]) -> Event | Statement | Flow | Relation:
    """Return the claim of the words `[start, end)`.

    `fields` are `kind`, `type`, `one` and `other` (parties: ids of countries, else names; several are separated by `;`), `polarity`, `modality`, and
    for statements `stance`, for flows `status`, for events `mode`. A value that is unknown is an `InputError` that lists the known ones.
    """
    kind = _one_of(fields, "kind", KINDS)
    polarity = cast(Polarity, _one_of(fields, "polarity", get_args(Polarity), "positive"))
    modality = cast(Modality, _one_of(fields, "modality", get_args(Modality), "actual"))
    one, other = _parties(fields.get("one", "")), _parties(fields.get("other", ""))
    words = Evidence(start, end, article.text[start:end])
    type_ = _type(kind, fields)
    parts = (RULE, article.id, start, end, kind, type_, polarity, modality, *(r.name for r in (*one, *other)))
    common: dict[str, Any] = {"id": content_id(PREFIX[kind], parts), "article": article.id, "evidence": words, "rule": RULE}
    common |= {"polarity": polarity, "modality": modality}
    first, second = next(iter(one), None), next(iter(other), None)
    if kind == "event":
        mode = _one_of(fields, "mode", tuple(load_ontology().types[type_].modes), "") or None
        return Event(**common, type=type_, mode=mode, actors=one, recipients=other, score=load_ontology().score(type_, mode))
    if kind == "statement":
        stance = cast(Stance, _one_of(fields, "stance", get_args(Stance), "says"))
        quote = cast(Literal["direct", "indirect"], type_)
        return Statement(**common, speaker=first, addressees=other, content=words, quote=quote, cue="", stance=stance)
    if kind == "flow":
        status = _one_of(fields, "status", sorted(FLOW_STATUSES), "delivered")
        measure: Literal["flow", "stock"] = "stock" if type_ == "debt" else "flow"
        return Flow(**common, flow_type=type_, provider=first, recipient=second, measure=measure, status=status)
    if first is None:
        raise InputError("one", "a relation is of somebody", "Name who it is of")
    return Relation(**common, relation=type_, subject=first, object=second)


def _type(kind: str, fields: Mapping[str, str]) -> str:
    known = {
        "event": tuple(load_ontology().types),
        "statement": ("direct", "indirect"),
        "flow": tuple(sorted(FLOW_TYPES)),
        "relation": RELATIONS,
    }[kind]
    return _one_of(fields, "type", known, "direct" if kind == "statement" else None)


def _one_of(fields: Mapping[str, str], key: str, known: tuple[str, ...] | list[str], default: str | None = None) -> str:
    given = fields.get(key, "").strip()
    if not given and default is not None:
        return default
    found = next((name for name in known if name.lower() == given.lower()), None)
    if found is None:
        raise InputError(key, f"{given!r} is unknown", f"Use {', '.join(known)}")
    return found


def _parties(words: str) -> tuple[ActorRef, ...]:
    """A country by its code or name becomes that state; any other name is kept as it is, without an id."""
    states = load_table("actors/states.csv", ("id", "name"))
    known = {key.lower(): row for row in states for key in (row.text("id"), row.text("name"))}
    found = []
    for name in filter(None, (part.strip() for part in words.split(";"))):
        state = known.get(name.lower())
        if state is None:
            found.append(ActorRef(None, name, name, None, None, "unknown", "name"))
        else:
            found.append(ActorRef(state.text("id"), state.text("name"), name, state.text("id"), "GOV", "state", "name"))
    return tuple(found)
