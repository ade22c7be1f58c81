"""Checks of the event lexicon (classes of predicates, light verbs, operators, lexical classes of nouns) against the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.linting_sources import Finding, locate, mapping, read_toml, strings, tables_of, unknown_keys, vocabulary

FOLDER = "lexicon/en/events"
OBJECTS = f"{FOLDER}/objects.toml"
ONTOLOGY = "ontology/plover.toml"

PREDICATES = ("verbs", "nouns", "adjectives")
MODALS = ("auxiliaries", "phrases")
NOUN_LISTS = ("objects", "not_objects", "subjects", "labels")
OBLIQUES = ("obliques", "not_obliques")
CLASS_KEYS = frozenset(
    {
        *("name", "type", "mode", *PREDICATES, *NOUN_LISTS, *OBLIQUES, "passive", "actor", "recipient", "reciprocal", "swallow", "deep", "negative"),
        *("authority", "also", "complement", "priority", "why", "examples"),
    }
)
BLOCKS: Mapping[str, frozenset[str]] = {
    "class": CLASS_KEYS,
    "light": frozenset({"verbs", "nouns_of"}),
    "passive-light": frozenset({"verbs", "nouns_of"}),
    "happening": frozenset({"verbs"}),
    "aspect": frozenset({"verbs", "effect"}),
    "implicative": frozenset({*PREDICATES, "effect"}),
    "causative": frozenset({"verbs", "actor"}),
    "operator": frozenset({"name", *PREDICATES, "when"}),
    "deontic": frozenset({*MODALS, "type", "modes"}),
}
EFFECTS = {
    "aspect": frozenset({"same", "begin-again", "stop"}),
    "implicative": frozenset({"actual", "negative", "future", "attempt", "possible", "requested", "hypothetical"}),
}
TYPE_KEYS = (
    *("description", "quad", "needs_recipient", "score", "cameo", "cameo_by_mode"),
    *("future", "refused", "threat", "two_sided", "answers", "alone", "modes"),
)
QUADS = frozenset({"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"})
PASSIVE = frozenset({"any", "only", "never"})
ARGUMENT_WORDS = frozenset({"actor", "place", "clause", "infinitive", "subjunctive", "none", "parties"})
ROLE_SLOTS = frozenset({"subject", "object", "iobj", "object-of", "possessor", "speaker", "place", "complement", "modifier"})
PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "alongside",
        "amid",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "between",
        "beyond",
        "by",
        "concerning",
        "despite",
        "down",
        "during",
        "following",
        "for",
        "from",
        "in",
        "including",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "opposite",
        "out",
        "outside",
        "over",
        "past",
        "regarding",
        "round",
        "since",
        "through",
        "throughout",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
    ]
)

_OUTCOME = re.compile(r"(?P<type>[A-Z]+)(?::(?P<mode>[a-z][A-Za-z-]*))?")
_LEMMA = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|[$€£¥]")
_SECTORS = re.compile(r"[A-Z]{2,4}(?:\|[A-Z]{2,4})*")


@dataclass(frozen=True, slots=True)
class Known:
    """What the classes may name. `modes` of each type, the lexical classes of `objects.toml`, the sectors; each may be empty: unknown."""

    modes: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    sectors: frozenset[str]

    def outcome(self, text: object) -> str | None:
        """Return what is wrong with `TYPE`, `TYPE:mode` or `-`."""
        if text == "-":
            return None
        match = _OUTCOME.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            return f"{text!r} is neither TYPE nor TYPE:mode nor -"
        return self.typed(match["type"], match["mode"])

    def typed(self, type_: str, mode: str | None) -> str | None:
        """Return what is wrong with a type and its mode."""
        if not self.modes:
            return None
        if type_ not in self.modes:
            return f"the type {type_!r} is not in {ONTOLOGY}"
        if mode and mode not in self.modes[type_]:
            return f"{type_} has no mode {mode!r} (known: {', '.join(sorted(self.modes[type_])) or 'none'})"
        return None


def is_preposition(text: str) -> bool:
    """Whether the text is a preposition, or several words that end in one ("because of", "in front of")."""
    return text.rpartition(" ")[2] in PREPOSITIONS


def check_events(root: Traversable, sectors: frozenset[str]) -> Iterator[Finding]:
    """Check every file of the events folder and the ontology below `root`."""
    ontology, faults = read_toml(root, ONTOLOGY)
    yield from faults
    nouns, faults = read_toml(root, OBJECTS)
    yield from _ontology(ontology, frozenset(nouns))
    yield from faults
    yield from _nouns(nouns)
    types = mapping(ONTOLOGY, "the file", ontology, "types")[0]
    modes = {name: frozenset(mapping(ONTOLOGY, name, types[name], "modes")[0]) for name in types if isinstance(types[name], dict)}
    known = Known(modes, frozenset(nouns), sectors)
    owner: dict[str, str] = {}
    for name in _files(root):
        data, faults = read_toml(root, name)
        yield from faults
        yield from _file(name, data, known, owner)


def _files(root: Traversable) -> tuple[str, ...]:
    folder = locate(root, FOLDER)
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    return tuple(path for name in names if name.endswith(".toml") and (path := f"{FOLDER}/{name}") != OBJECTS)


def _ontology(data: Mapping[str, Any], kinds: frozenset[str]) -> Iterator[Finding]:
    yield from unknown_keys(ONTOLOGY, "the file", data, ("types", "contexts"))
    types, faults = mapping(ONTOLOGY, "the file", data, "types")
    yield from faults
    refusals = mapping(ONTOLOGY, "REJECT", mapping(ONTOLOGY, "types", types, "REJECT")[0], "modes")[0]
    threats = mapping(ONTOLOGY, "THREATEN", mapping(ONTOLOGY, "types", types, "THREATEN")[0], "modes")[0]
    for name in types:
        row, faults = mapping(ONTOLOGY, "types", types, name)
        yield from faults
        yield from unknown_keys(ONTOLOGY, name, row, TYPE_KEYS)
        yield from vocabulary(ONTOLOGY, name, row, "quad", QUADS, required=True)
        yield from vocabulary(ONTOLOGY, name, row, "future", types)
        yield from vocabulary(ONTOLOGY, name, row, "refused", refusals)
        yield from vocabulary(ONTOLOGY, name, row, "threat", threats)
        if not isinstance(row.get("two_sided", False), bool):
            yield Finding(ONTOLOGY, None, f"{name} has the two_sided {row['two_sided']!r}", "write true or false")
        if not set(row.get("alone", ())) <= {"verb", "noun"}:
            yield Finding(ONTOLOGY, None, f"{name} has the alone {row['alone']!r}", "write a list of verb and noun")
        if "answers" in row and not row.get("two_sided", False):
            yield Finding(ONTOLOGY, None, f"{name} has answers, but no two_sided", "write two_sided = true, or take answers out")
        for kind in sorted(set(row.get("answers", ())) - set(kinds)):
            yield Finding(ONTOLOGY, None, f"{name} answers the unknown class {kind!r}", "use a class of objects.toml")
        modes, faults = mapping(ONTOLOGY, name, row, "modes")
        yield from faults
        for what, score in [(name, row.get("score")), *((f"{name}:{mode}", score) for mode, score in modes.items())]:
            if not isinstance(score, (int, float)) or not -10 <= score <= 10:
                yield Finding(ONTOLOGY, None, f"{what} has the score {score!r}", "write a number from -10 to 10")
        roots, faults = mapping(ONTOLOGY, name, row, "cameo_by_mode")
        yield from faults
        for mode in sorted(set(roots) - set(modes)):
            yield Finding(ONTOLOGY, None, f"cameo_by_mode of {name} has the unknown mode {mode!r}", "use a mode of the type")


def _nouns(data: Mapping[str, Any]) -> Iterator[Finding]:
    for name, row in data.items():
        if not isinstance(row, dict):
            yield Finding(OBJECTS, None, f"{name!r} is no table", f"write [{name}] and a line lemmas = […]")
            continue
        yield from unknown_keys(OBJECTS, name, row, ("lemmas",))
        yield from strings(OBJECTS, f"[{name}]", row, "lemmas")[1]
        if not row.get("lemmas"):
            yield Finding(OBJECTS, None, f"[{name}] has no lemmas", "add some, or remove the class")
        if name in ARGUMENT_WORDS:
            yield Finding(OBJECTS, None, f"[{name}] bears a word that classes use for something else", "give it another name")


def _file(name: str, data: Mapping[str, Any], known: Known, owner: dict[str, str]) -> Iterator[Finding]:
    yield from unknown_keys(name, "the file", data, ("type", *BLOCKS))
    for block, keys in BLOCKS.items():
        rows, faults = tables_of(name, data, block)
        yield from faults
        for number, row in enumerate(rows, start=1):
            where = f"{block} {row['name']!r}" if "name" in row else f"{block} {number}"
            yield from unknown_keys(name, where, row, keys)
            yield from _predicates(name, where, row, keys)
            if block == "class":
                yield from _class(name, where, {"type": data.get("type"), **row}, known)
                yield from _name(name, where, row, owner)
            else:
                yield from _helper(name, block, where, row, known)


def _predicates(name: str, where: str, row: Mapping[str, Any], keys: frozenset[str]) -> Iterator[Finding]:
    kinds = [kind for kind in (*PREDICATES, *MODALS) if kind in keys]
    for kind in kinds:
        yield from strings(name, where, row, kind)[1]
    if not any(row.get(kind) for kind in kinds):
        yield Finding(name, None, f"{where} has no predicate", f"add {' or '.join(kinds)}, or remove it")


def _name(name: str, where: str, row: Mapping[str, Any], owner: dict[str, str]) -> Iterator[Finding]:
    if not isinstance(row.get("name"), str) or not row["name"]:
        yield Finding(name, None, f"{where} has no name", "give it a name of its own")
    elif row["name"] in owner:
        yield Finding(name, None, f"the name {row['name']!r} is also that of a class of {owner[row['name']]}", "give each class a name of its own")
    owner.setdefault(str(row.get("name")), name)


def _class(name: str, where: str, row: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    mode = row.get("mode")
    wrong = known.typed(str(row["type"]), mode if mode is None else str(mode))
    if wrong:
        yield Finding(name, None, f"{where}: {wrong}", "use a type and mode of the ontology")
    if not row.get("why"):
        yield Finding(name, None, f"{where} does not say why", "say in `why` what its predicates have in common")
    for key in NOUN_LISTS:
        words, faults = strings(name, where, row, key)
        yield from faults
        yield from _arguments(name, f"{where}: {key}", words, known)
    for key in OBLIQUES:
        obliques, faults = strings(name, where, row, key)
        yield from faults
        yield from _obliques(name, f"{where}: {key}", obliques, known)
    for key in ("actor", "recipient"):
        slots, faults = strings(name, where, row, key)
        yield from faults
        for slot in slots:
            if slot not in ROLE_SLOTS and not is_preposition(slot):
                yield Finding(name, None, f"{where}: {key} has the unknown slot {slot!r}", f"use {', '.join(sorted(ROLE_SLOTS))} or a preposition")
    yield from _values(name, where, row)
    yield from _outcomes(name, where, row, "complement", known)


def _obliques(name: str, where: str, obliques: tuple[str, ...], known: Known) -> Iterator[Finding]:
    """Check `prep=noun`, or one word that stands beside the predicate (a preposition, a particle, "responsible")."""
    for oblique in obliques:
        prep, equals, noun = oblique.partition("=")
        if equals:
            if not is_preposition(prep):
                yield Finding(name, None, f"{where} has {oblique!r}, which begins with no preposition", 'write "to=place"')
            yield from _arguments(name, where, (noun,), known)
        elif not is_preposition(prep) and (not _LEMMA.fullmatch(prep) or prep != prep.lower()):
            yield Finding(name, None, f"{where} has {oblique!r}, which is no single word and never matches", "write one word in lower case")


def _values(name: str, where: str, row: Mapping[str, Any]) -> Iterator[Finding]:
    yield from vocabulary(name, where, row, "passive", PASSIVE)
    for key, kind in (("reciprocal", bool), ("swallow", bool), ("negative", bool), ("priority", int)):
        if key in row and type(row[key]) is not kind:
            yield Finding(name, None, f"{where}: {key} is {row[key]!r}", "write true or false" if kind is bool else "write a whole number")
    examples = row.get("examples", [])
    for example in examples if isinstance(examples, list) else (examples,):
        if not (isinstance(example, list) and len(example) == 3 and all(isinstance(part, str) for part in example)):
            cause = f"{where}: the example {example!r} is not a sentence, its actors and its recipients"
            yield Finding(name, None, cause, 'write ["…", "SDN", "TCD"]')


def _arguments(name: str, where: str, words: tuple[str, ...], known: Known) -> Iterator[Finding]:
    """Check what an argument may be: a lexical class, a lemma or phrase ("peace talk"), a word such as `actor`, or a list of sectors."""
    for word in words:
        if word in ARGUMENT_WORDS or word in known.nouns:
            continue
        if _SECTORS.fullmatch(word):
            strange = sorted(set(word.split("|")) - known.sectors) if known.sectors else []
            if strange:
                yield Finding(name, None, f"{where} has the unknown sector {', '.join(strange)}", "use the codes of lexicon/en/sectors.csv")
        elif " " not in word and (not _LEMMA.fullmatch(word) or word != word.lower()):
            yield Finding(name, None, f"{where} has {word!r}, which is no lemma", f"write a lemma in lower case or a class of {OBJECTS}")


def _outcomes(name: str, where: str, row: Mapping[str, Any], key: str, known: Known) -> Iterator[Finding]:
    """Check a table from the type that is governed to the type that results."""
    outcomes, faults = mapping(name, where, row, key)
    yield from faults
    for governed, outcome in outcomes.items():
        for wrong in (None if governed == "default" else known.typed(governed, None), known.outcome(outcome)):
            if wrong:
                yield Finding(name, None, f"{where}: {key}: {wrong}", "use the types and modes of the ontology")


def _helper(name: str, block: str, where: str, row: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    if block in EFFECTS:
        yield from vocabulary(name, where, row, "effect", EFFECTS[block], required=True)
    if block == "deontic":
        modes, faults = mapping(name, where, row, "modes")
        yield from faults
        for governed, mode in modes.items():
            for wrong in (None if governed == "default" else known.typed(governed, None), known.typed(str(row.get("type")), str(mode))):
                if wrong:
                    yield Finding(name, None, f"{where}: modes: {wrong}", "use the types and modes of the ontology")
    if block == "operator":
        if not row.get("name") or not row.get("when"):
            yield Finding(name, None, f"{where} lacks name or when", "say what it is called and what it makes of each type")
        yield from _outcomes(name, where, row, "when", known)
    if "nouns_of" in BLOCKS[block]:
        types, faults = strings(name, where, row, "nouns_of")
        yield from faults
        for type_ in types:
            wrong = None if type_ == "*" else known.typed(type_, None)
            if wrong:
                yield Finding(name, None, f"{where}: nouns_of: {wrong}", "use the types of the ontology, or *")
