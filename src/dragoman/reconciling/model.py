"""The table of weights and the words that comparing leans on, read once from `reconciling.toml` and a language's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root, load_table

FILE = "reconciling.toml"
KINDS = ("events", "flows", "relations")


@dataclass(frozen=True, slots=True)
class Weight:
    """What one level of a feature adds, and what it means in words."""

    weight: float
    why: str
    veto: bool = False


@dataclass(frozen=True, slots=True)
class KindModel:
    """The weights for one kind of claim. `groups` says which groups a type belongs to."""

    threshold: float
    mean: float
    weights: Mapping[str, Mapping[str, Weight]]
    groups: Mapping[str, tuple[str, ...]]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of `[limits]`, explained there."""

    block: int
    window: int
    parties: int
    event_days: int
    flow_days: int
    close_days: int
    week_days: int
    month_days: int
    near_days: int
    wide_days: int
    far_ratio: float
    sentence: int
    headline: int
    related: int


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words. `same` brings a stem to the name of its group; `own` are the groups that an event's type says already."""

    endings: tuple[str, ...]
    empty: frozenset[str]
    same: Mapping[str, str]
    own: Mapping[str, frozenset[str]]
    parts: tuple[str, ...]
    openings: tuple[str, ...]
    withdrawn: tuple[str, ...]
    replacing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that comparing knows."""

    limits: Limits
    events: KindModel
    flows: KindModel
    relations: KindModel
    stages: Mapping[str, str]
    stage_names: Mapping[str, str]
    words: Words
    place_words: frozenset[str]

    def of(self, kind: str) -> KindModel:
        """The weights for a kind of claim."""
        return {"event": self.events, "flow": self.flows, "relation": self.relations}[kind]


def _read(*parts: str) -> dict[str, Any]:
    name = "/".join(parts)
    try:
        return tomllib.loads(knowledge_root().joinpath(*parts).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}: the file is missing. Reinstall the package.") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: {error}. Correct the line.") from error


def read_words(language: str, file: str) -> dict[str, Any]:
    """Read a word file of a language."""
    return _read("lexicon", language, file)


@cache
def load_model(language: str = "en") -> Model:
    """Read the shipped weights and the words of a language."""
    return build_model(_read(FILE), read_words(language, FILE))


def build_model(table: Mapping[str, Any], words: Mapping[str, Any]) -> Model:
    """Make a model from the decoded tables; a key that is missing or too many is a KnowledgeError that names it."""
    try:
        flows = table["flows"]
        stages = {status: stage for stage, statuses in flows["stages"].items() for status in statuses}
        events, flow_model, relations = (_kind(name, table[name]) for name in KINDS)
        limits = Limits(**table["limits"])
        return Model(limits, events, flow_model, relations, stages, flows["stage_names"], _words(words), _place_words())
    except KeyError as error:
        raise KnowledgeError(f"{FILE}: {error} is missing. Add it.") from error
    except TypeError as error:
        raise KnowledgeError(f"{FILE}: {error}. Correct the keys.") from error


def _kind(name: str, table: Mapping[str, Any]) -> KindModel:
    groups: dict[str, tuple[str, ...]] = {}
    for number, members in enumerate(table.get("groups", ())):
        for member in members:
            groups[member] = (*groups.get(member, ()), f"{name}{number}")
    weights = {
        feature: {level: Weight(**entry) for level, entry in levels.items()}
        for feature, levels in table.items()
        if isinstance(levels, Mapping) and all(isinstance(entry, Mapping) and "weight" in entry for entry in levels.values())
    }
    return KindModel(table["threshold"], table["mean"], weights, groups, frozenset(table.get("telling", ())))


def _words(table: Mapping[str, Any]) -> Words:
    endings = tuple(sorted(table["endings"], key=lambda ending: (-len(ending), ending)))
    same = {stem(form, endings): name for name, forms in table["same"].items() for form in forms.split()}
    notes = table["corrections"]
    own = {type_: frozenset(names.split()) for type_, names in table["own"].items()}
    lists = (tuple(notes[name]) for name in ("openings", "withdrawn", "replacing"))
    return Words(endings, frozenset(table["empty"].split()), same, own, tuple(table["parts"]), *lists)


def stem(word: str, endings: Sequence[str]) -> str:
    """Bring the forms of a word together: `expels` and `expelled` are `expel`. Crude, and the same for both sides of a comparison."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        return word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


def _place_words() -> frozenset[str]:
    """Words of the names of states: who takes part is compared by code, so the words would count twice."""
    cells = ("name", "adjectives", "demonyms", "capital", "metonyms", "aliases")
    rows = load_table("actors/states.csv", ("name", "adjectives", "demonyms"))
    names = (name for row in rows for cell in cells for name in row.items(cell))
    return frozenset(word for name in names for word in name.casefold().replace("-", " ").split())
