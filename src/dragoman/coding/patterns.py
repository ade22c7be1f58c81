"""The event lexicon as data: classes of predicates, light verbs, operators. Loading and checking; matching is in `events.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.coding.needs import Need
from dragoman.coding.ontology import EventType, kinds_of, read_ontology, read_toml
from dragoman.errors import KnowledgeError

DEFAULT_RECIPIENTS = ("object", "iobj", "to", "against", "on", "with", "from", "for")


@dataclass(frozen=True, slots=True)
class PredicateClass:
    """One line of meaning with many lemmas; the keys are those of the TOML files (`docs/knowledge.md`)."""

    name: str
    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    obliques: tuple[str, ...] = ()
    not_obliques: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """What the verb calls its object: words, classes of words, `quoted` (a label in quotation marks that is no praise)."""
    passive: str = "any"
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = DEFAULT_RECIPIENTS
    reciprocal: bool = False
    swallow: bool = False
    deep: bool = True
    """Whether the other side may stand deep inside what is said ("agreed to lift the embargo on X"); false for denials."""
    authority: bool = False
    """Whether only those who rule a place do it: "was arrested *in Lebanon*" was done by Lebanon's, where nobody else is named."""
    negative: bool = False
    """Whether the word itself says no ("the truce *collapsed*"): the event is negative, and where the word is negated it is one."""
    complement: Mapping[str, str] = field(default_factory=dict)
    also: str = ""
    """A second act, `TYPE` or `TYPE:mode`, that it is at once: a sentence to prison is a conviction and imprisonment."""
    priority: int = 0
    why: str = ""
    examples: tuple[tuple[str, str, str], ...] = ()

    @property
    def constraints(self) -> int:
        """How many restrictions it states; the class with more wins."""
        return (
            bool(self.objects) * 2
            + bool(self.obliques) * 2
            + bool(self.subjects)
            + bool(self.labels) * 2
            + (self.passive != "any")
            + bool(self.not_objects)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A lemma of a class: `rest` are the further words (particle, preposition, object noun or modifiers).

    An entry of a user's dictionary has `needs` in place of restrictions of its class, and a `rank` that puts it before ours.
    """

    of: PredicateClass
    rest: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    rank: int = 0

    @property
    def weight(self) -> int:
        """Which of several entries that hold is meant: the one of the highest weight, of equals the first."""
        return self.of.priority * 10 + self.of.constraints + 3 * len(self.rest) + self.rank + sum(need.words for need in self.needs)


def ranked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a lemma in the order in which they are tried."""
    return tuple(sorted(entries, key=lambda entry: -entry.weight))


@dataclass(frozen=True, slots=True)
class Light:
    """A light or aspect verb: the noun types it carries (`*` = any). `undergoes`: its subject is at the receiving end ("come under attack")."""

    rest: tuple[str, ...]
    types: frozenset[str]
    undergoes: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """Stop, suspend, lift…: `when` maps the type of what it governs to the type that results (`TYPE`, `TYPE:mode`, `-`)."""

    rest: tuple[str, ...]
    name: str
    when: Mapping[str, str]

    def result(self, type_: str) -> str | None:
        """What becomes of an act of that type, None where the operator leaves it alone."""
        return self.when.get(type_) or self.when.get("default")


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Everything the event coder knows, indexed by lemma."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    light: Mapping[str, tuple[Light, ...]]
    operators: Mapping[str, tuple[Operator, ...]]
    noun_operators: Mapping[str, tuple[Operator, ...]]
    happenings: frozenset[str]
    """Verbs that say of an act no more than that it was: "fighting *erupted* between …"."""
    implicatives: Mapping[str, str]
    """Effect by lemma, by lemma with particle, or by `be` and the word after it."""
    deontic: frozenset[str]
    """Auxiliaries by which a speaker asks somebody to act ("must")."""
    demands: Mapping[str, str]
    """Mode of such a request by the type of what is asked for."""
    kinds: Mapping[str, frozenset[str]]
    """Lexical classes of a noun or phrase."""
    types: Mapping[str, EventType]
    contexts: Mapping[str, tuple[str, ...]]
    classes: tuple[PredicateClass, ...]

    def score(self, type_: str, mode: str | None) -> float | None:
        """PLOVER's value of the mode, else of the type."""
        known = self.types[type_]
        return known.modes.get(mode, known.score) if mode else known.score


@cache
def load_event_lexicon() -> EventLexicon:
    """The lexicon in the package. Raises `KnowledgeError` with file, cause and repair where a file is wrong."""
    root = resources.files("dragoman") / "knowledge"
    return read_event_lexicon(root / "lexicon" / "en" / "events", root / "ontology" / "plover.toml")


def read_event_lexicon(folder: Traversable, ontology: Traversable) -> EventLexicon:
    """Read the TOML files of `folder` and the ontology file."""
    known = read_ontology(ontology)
    types, contexts = known.types, known.contexts
    classes: list[PredicateClass] = []
    kinds: dict[str, frozenset[str]] = {}
    data_of_light: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        data = read_toml(file)
        if file.name == "objects.toml":
            kinds = kinds_of(data)
            continue
        if file.name == "light.toml":
            data_of_light = data
            continue
        classes += [_class(row, data.get("type", ""), file.name, types) for row in data.get("class", ())]
    names = [c.name for c in classes]
    doubled = sorted({n for n in names if names.count(n) > 1})
    if doubled:
        raise KnowledgeError(f"event classes: the name {doubled[0]!r} stands twice. Give each class a name of its own.")
    return EventLexicon(
        _index(classes, "verbs"),
        _index(classes, "nouns"),
        _index(classes, "adjectives"),
        _light(data_of_light),
        _operators(data_of_light, "verbs"),
        _operators(data_of_light, "nouns"),
        frozenset(phrase for row in data_of_light.get("happening", ()) for phrase in row["verbs"]),
        {
            phrase: row["effect"]
            for row in data_of_light.get("implicative", ())
            for kind in ("verbs", "nouns", "adjectives")
            for phrase in row.get(kind, ())
        },
        frozenset(word for row in data_of_light.get("deontic", ()) for word in row["auxiliaries"]),
        {k: v for row in data_of_light.get("deontic", ()) for k, v in row["modes"].items()},
        kinds,
        types,
        contexts,
        tuple(classes),
    )


def _class(row: dict[str, Any], file_type: str, file: str, types: Mapping[str, EventType]) -> PredicateClass:
    known = {f.name for f in fields(PredicateClass)}
    unknown = sorted(set(row) - known)
    if unknown:
        raise KnowledgeError(f"{file}: class {row.get('name')!r} has the unknown key {unknown[0]!r}. Known keys: {', '.join(sorted(known))}.")
    if not isinstance(row.get("name"), str):
        raise KnowledgeError(f"{file}: a class of {file_type} has no name (its keys: {', '.join(row)}). Give each class a name of its own.")
    values: dict[str, Any] = {k: tuple(tuple(x) if isinstance(x, list) else x for x in v) if isinstance(v, list) else v for k, v in row.items()}
    values.setdefault("type", file_type)
    made = PredicateClass(**values)
    if made.also and made.also.partition(":")[0] not in types:
        raise KnowledgeError(f"{file}: class {made.name!r} has also = {made.also!r}. Known types: {', '.join(sorted(types))}.")
    if made.type not in types:
        raise KnowledgeError(f"{file}: class {made.name!r} has the type {made.type!r}. Known types: {', '.join(sorted(types))}.")
    if made.mode and made.mode not in types[made.type].modes:
        raise KnowledgeError(
            f"{file}: class {made.name!r} has the mode {made.mode!r}. {made.type} knows: {', '.join(types[made.type].modes) or 'none'}."
        )
    return made


def _split(phrase: str) -> tuple[str, tuple[str, ...]]:
    """The lemma that a phrase is found by, and the words that go with it: `call off` -> call, (off); `be ready to` -> ready, (to)."""
    words = phrase.lower().split()
    if words[0] == "be" and len(words) > 1:
        words = words[1:]
    return words[0], tuple(words[1:])


def _light(data: dict[str, Any]) -> dict[str, tuple[Light, ...]]:
    found: dict[str, list[Light]] = defaultdict(list)
    for key, undergoes in (("light", False), ("passive-light", True), ("aspect", False)):
        for row in data.get(key, ()):
            if row.get("effect") == "stop":
                continue
            for phrase in row["verbs"]:
                lemma, rest = _split(phrase)
                found[lemma].append(Light(rest, frozenset(row.get("nouns_of", ["*"])), undergoes))
    return {k: tuple(sorted(v, key=lambda x: -len(x.rest))) for k, v in found.items()}


def _operators(data: dict[str, Any], kind: str) -> dict[str, tuple[Operator, ...]]:
    found: dict[str, list[Operator]] = defaultdict(list)
    for row in data.get("operator", ()):
        for phrase in row.get(kind, ()):
            lemma, rest = _split(phrase)
            found[lemma].append(Operator(rest, row["name"], dict(row["when"])))
    return {k: tuple(sorted(v, key=lambda x: -len(x.rest))) for k, v in found.items()}


def _index(classes: Iterable[PredicateClass], kind: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in classes:
        for phrase in getattr(one, kind):
            words = phrase.lower().split()
            key, rest = (words[-1], tuple(words[:-1])) if kind == "nouns" else _split(phrase)
            found[key].append(Entry(one, rest))
    return {k: ranked(v) for k, v in found.items()}
