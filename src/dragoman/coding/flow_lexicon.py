"""Words of lending, giving, shipping and owing, as data."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, Literal

from dragoman.errors import KnowledgeError
from dragoman.knowledge.vocabulary import FLOW_STATUSES, FLOW_TYPES


@dataclass(frozen=True, slots=True)
class FlowWord:
    """A verb or noun of the ledger; the keys are those of `flows.toml`."""

    rest: tuple[str, ...]
    flow_type: str
    measure: Literal["flow", "stock"] = "flow"
    status: str | None = None
    future_status: str = "pledged"
    default: str | None = None
    default_goods: str | None = None
    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    objects_not: frozenset[str] = frozenset()
    alone: bool = False
    presupposes: bool = False
    weak: bool = False
    goods_only: bool = False
    money_only: bool = False
    commodity_of: bool = False
    strict: bool = False
    negative: bool = False
    asks: bool = False
    deal: bool = False


@dataclass(frozen=True, slots=True)
class FlowLexicon:
    """Indexed by lemma: verbs by their first word, nouns by their last. The sets of words are those of `flows.toml`."""

    verbs: Mapping[str, tuple[FlowWord, ...]]
    nouns: Mapping[str, tuple[FlowWord, ...]]
    measure: frozenset[str]
    measure_object: frozenset[str]
    deals: frozenset[str]
    untyped_deals: frozenset[str]
    deal_goods: str
    deal_money: str
    traded: frozenset[str]
    rescheduling: frozenset[str]
    need: frozenset[str]
    need_goods: frozenset[str]
    need_unmeasured: frozenset[str]
    determiners: frozenset[str]
    adjectives: frozenset[str]
    things: frozenset[str]
    unpaid: frozenset[str]
    people: frozenset[str]
    carriers: frozenset[str]
    forward: Mapping[str, str]
    asking: frozenset[str]
    refusing: frozenset[str]
    conditions: frozenset[str]
    lenders: frozenset[str]
    guarantee_verbs: frozenset[str]
    guarantee_nouns: frozenset[str]
    guarantors: frozenset[str]
    aggregate: frozenset[str]
    no_goods: frozenset[str]
    no_flow: frozenset[str]
    many_creditors: frozenset[str]
    blame: frozenset[str]
    home: frozenset[str]
    commodities: Mapping[str, str]


@cache
def load_flow_lexicon() -> FlowLexicon:
    """The lexicon in the package. Raises `KnowledgeError` where a row is wrong."""
    file = resources.files("dragoman") / "knowledge/lexicon/en/flows.toml"
    return build_flow_lexicon(tomllib.loads(file.read_text(encoding="utf8")))


def build_flow_lexicon(data: Mapping[str, Any]) -> FlowLexicon:
    """The lexicon from the tables of `flows.toml`. Raises `KnowledgeError` where a row is wrong."""
    forward = {word: status for status in ("projected", "agreed", "pledged") for word in data["forward"][status]}
    pointing = data["pointing"]
    return FlowLexicon(
        verbs=_index(data["verb"], 0),
        nouns=_index(data["noun"], -1),
        measure=frozenset(data["measure"]["lemmas"]),
        measure_object=frozenset(data["measure"]["by_object"]),
        deals=frozenset(data["deal"]["nouns"]),
        untyped_deals=frozenset(data["deal"]["untyped"]),
        deal_goods=data["deal"]["goods"],
        deal_money=data["deal"]["money"],
        traded=frozenset(data["deal"].get("traded", ())),
        rescheduling=frozenset(data["rescheduling"]["words"]),
        need=frozenset(data["need"]["words"]),
        need_goods=frozenset(data["need"]["goods"]),
        need_unmeasured=frozenset(data["need"]["unmeasured"]),
        determiners=frozenset(pointing["determiners"]),
        adjectives=frozenset(pointing["adjectives"]),
        things=frozenset(pointing["things"]),
        unpaid=frozenset(data["unpaid"]["words"]),
        people=frozenset(data["people"]["words"]),
        carriers=frozenset(data["carriers"]["words"]),
        forward=forward,
        asking=frozenset(data["forward"]["requested"]),
        refusing=frozenset(data["forward"]["refused"]),
        conditions=frozenset(data["condition"]["words"]),
        lenders=frozenset(data["lender"]["words"]),
        guarantee_verbs=frozenset(data["guarantee"]["verbs"]),
        guarantee_nouns=frozenset(data["guarantee"]["nouns"]),
        guarantors=frozenset(data["guarantee"]["persons"]),
        aggregate=frozenset(data["aggregate"]["words"]),
        no_goods=frozenset(data["no_goods"]["words"]),
        no_flow=frozenset(data["no_flow"]["words"]),
        many_creditors=frozenset(data["many_creditors"]["words"]),
        blame=frozenset(data["blame"]["lemmas"]),
        home=frozenset(data["home"]["lemmas"]),
        commodities={lemma: name for name, lemmas in data["commodity"].items() for lemma in lemmas},
    )


_KEYS = frozenset(f.name for f in fields(FlowWord)) - {"rest"}
_TUPLES = frozenset({"provider", "recipient"})
_SETS = frozenset({"objects", "objects_not"})


def _index(rows: list[dict[str, Any]], key: int) -> dict[str, tuple[FlowWord, ...]]:
    found: dict[str, list[FlowWord]] = defaultdict(list)
    for row in rows:
        _check(row)
        values: dict[str, Any] = {k: v for k, v in row.items() if k != "lemmas"}
        values |= {k: tuple(values[k]) for k in _TUPLES if k in values}
        values |= {k: frozenset(values[k]) for k in _SETS if k in values}
        for phrase in row["lemmas"]:
            words = phrase.split()
            if len(words) == 3 and words[1] == "of":
                words = [words[2], words[0]]
            rest = words[1:] if key == 0 else words[:-1]
            found[words[key]].append(FlowWord(tuple(rest), **values))
    return {k: tuple(sorted(v, key=lambda w: (-len(w.rest), not w.objects))) for k, v in found.items()}


def _check(row: Mapping[str, Any]) -> None:
    name = row.get("lemmas", ["?"])[0]
    unknown = sorted(set(row) - _KEYS - {"lemmas"})
    if unknown:
        raise KnowledgeError(f"flows.toml: the row of {name!r} has unknown keys {', '.join(unknown)}. Known: {', '.join(sorted(_KEYS))}.")
    if row.get("flow_type") not in FLOW_TYPES | {"?"}:
        raise KnowledgeError(f"flows.toml: {name!r} has the flow type {row.get('flow_type')!r}. Known: {', '.join(sorted(FLOW_TYPES))}, or ?.")
    for status in (row.get("status"), row.get("future_status")):
        if status is not None and status not in FLOW_STATUSES:
            raise KnowledgeError(f"flows.toml: {name!r} has the status {status!r}. Known: {', '.join(sorted(FLOW_STATUSES))}.")
