"""A claim that a user records of words of an article: the fields of a form, checked, as the claim that the program would have made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast, get_args

from dragoman.coding.ontology import load_ontology
from dragoman.coding.statements.drafts import QuoteKind
from dragoman.coding.types import types_by_kind
from dragoman.domain import ActorRef, Amount, Article, Event, Evidence, Flow, Modality, Polarity, Relation, Stance, Statement
from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.knowledge.tables import Row, load_table
from dragoman.knowledge.vocabulary import FLOW_STATUSES
from dragoman.parsing.quantity import find_quantities, load_units

PREFIX = {"event": "ev", "statement": "st", "flow": "fl", "relation": "re"}
RULE = "by hand"
QUOTES = "\"“”„«»‘’'"
SAID = frozenset({"one", "other", "polarity", "modality", "mode", "stance", "status", "amount", "role"})
"""Fields that make two claims of the same words two."""
LONGEST, MOST = 200, 20
"""So many letters has the name of a party at most, and so many parties has a side."""


def claim_by_hand(article: Article, start: int, end: int, fields: Mapping[str, str]) -> Event | Statement | Flow | Relation:
    """Return the claim of the words `[start, end)`.

    `fields` are `kind`, `type`, `one` and `other` (parties: ids of countries, else names; several are separated by `;`), `polarity`, `modality`, and
    for events `mode`, for statements `stance`, for flows `status` and `amount` (a figure as those words have it), for relations `role`. A value
    that is unknown is an `InputError` that lists the known ones.
    """
    kind = _one_of(fields, "kind", tuple(PREFIX))
    type_ = _one_of(fields, "type", sorted(types_by_kind()[kind]), "direct" if kind == "statement" else None)
    words = Evidence(start, end, article.text[start:end])
    one, other = _parties("one", fields), _parties("other", fields)
    said = tuple((key, value.strip()) for key, value in sorted(fields.items()) if key in SAID and value.strip())
    common: dict[str, Any] = {
        "id": content_id(PREFIX[kind], (RULE, article.id, start, end, kind, type_, *said)),
        "article": article.id,
        "evidence": words,
        "rule": RULE,
        "polarity": cast(Polarity, _one_of(fields, "polarity", get_args(Polarity), "positive")),
        "modality": cast(Modality, _one_of(fields, "modality", get_args(Modality), "actual")),
    }
    first, second = next(iter(one), None), next(iter(other), None)
    if kind == "event":
        mode = _one_of(fields, "mode", tuple(load_ontology().types[type_].modes), "") or None
        return Event(**common, type=type_, mode=mode, actors=one, recipients=other, score=load_ontology().score(type_, mode))
    if kind == "statement":
        stance = cast(Stance, _one_of(fields, "stance", get_args(Stance), "says"))
        quote = cast(QuoteKind, type_)
        return Statement(**common, speaker=first, addressees=other, content=_unquoted(words), quote=quote, cue="", stance=stance)
    if kind == "flow":
        status = _one_of(fields, "status", sorted(FLOW_STATUSES), "outstanding" if type_ == "debt" else "delivered")
        amount, commodity = _amount(words.text, fields.get("amount", "").strip())
        stock = type_ == "debt"
        return Flow(
            **common,
            flow_type=type_,
            provider=first,
            recipient=second,
            measure="stock" if stock else "flow",
            status=status,
            amount=amount,
            commodity=commodity,
        )
    if first is None:
        raise InputError("one", "a relation is of somebody", "Name who it is of")
    return Relation(**common, relation=type_, subject=first, object=second, role=fields.get("role", "").strip()[:LONGEST] or None)


def _unquoted(words: Evidence) -> Evidence:
    """The words without quotation marks around them."""
    inner = words.text.lstrip(QUOTES)
    start = words.start + len(words.text) - len(inner)
    kept = inner.rstrip(QUOTES)
    return Evidence(start, start + len(kept), kept) if kept else words


def _amount(words: str, printed: str) -> tuple[Amount | None, str | None]:
    """The figure that stands at `printed` among the words, read as the program reads figures, and what it is a figure of."""
    if not printed:
        return None, None
    at = words.find(printed)
    if at < 0:
        raise InputError("amount", f"{printed!r} is not among the claim's words", "Write the figure as it is printed there")
    found = [figure for figure in find_quantities(words, load_units()) if figure.start < at + len(printed) and figure.end > at]
    if len(found) != 1:
        raise InputError("amount", f"{printed!r} is {'no figure' if not found else 'several figures'}", "Write one number with its unit")
    return found[0].amount, found[0].commodity


def _one_of(fields: Mapping[str, str], key: str, known: tuple[str, ...] | list[str], default: str | None = None) -> str:
    given = fields.get(key, "").strip()
    if not given and default is not None:
        return default
    found = next((name for name in known if name.lower() == given.lower()), None)
    if found is None:
        raise InputError(key, f"{given!r} is unknown", f"Use {', '.join(known)}")
    return found


def _parties(key: str, fields: Mapping[str, str]) -> tuple[ActorRef, ...]:
    """A country by its code or name becomes that state; any other name is kept as it is, without an id."""
    names = [part.strip() for part in fields.get(key, "").split(";") if part.strip()]
    if len(names) > MOST or any(len(name) > LONGEST for name in names):
        raise InputError(key, "that is too much for names", f"Write {MOST} names of {LONGEST} letters at most, with ; between them")
    return tuple(_state(name) or ActorRef(None, name, name, None, None, "unknown", "name") for name in names)


def _state(name: str) -> ActorRef | None:
    row = _states().get(name.lower())
    return None if row is None else ActorRef(row.text("id"), row.text("name"), name, row.text("id"), "GOV", "state", "name")


@cache
def _states() -> Mapping[str, Row]:
    """The states by id and by name, in small letters."""
    return {key.lower(): row for row in load_table("actors/states.csv", ("id", "name")) for key in (row.text("id"), row.text("name"))}
