"""Checks of the weights and the words by which claims of several articles are brought together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.linting_sources import Finding, collisions, mapping, read_toml, strings, unknown_keys
from dragoman.knowledge.vocabulary import FLOW_STATUSES, FLOW_TYPES

WEIGHTS = "reconciling.toml"
WORDS = "lexicon/en/reconciling.toml"

LIMITS = frozenset(
    {
        *("block", "window", "parties", "event_days", "flow_days", "close_days", "week_days", "month_days", "near_days", "wide_days"),
        *("far_ratio", "sentence", "headline", "related"),
    }
)
_PUBLISHED = ("close", "week", "month", "far", "unknown")
_WORDS = ("copy", "many", "some", "few", "none", "unknown")
_NAMES = ("same", "unknown", "differ", "domestic")
LEVELS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "events": {
        "type": ("telling", "mode", "same", "modes-differ", "related"),
        "predicate": ("same", "differs", "unknown"),
        "sides": ("same", "parties", "part", "overlap", "unknown", "swapped", "different"),
        "names": _NAMES,
        "date": ("same-day", "overlap", "near", "unknown", "later", "spans", "apart"),
        "denial": ("here", "one", "both", "none"),
        "published": _PUBLISHED,
        "words": _WORDS,
        "place": ("same", "differs", "unknown"),
        "setting": ("headline", "nested", "same", "other"),
    },
    "flows": {
        "type": ("same", "family", "balance"),
        "sides": ("same", "part", "unknown", "overlap", "swapped", "different"),
        "names": _NAMES,
        "commodity": ("same", "unknown", "differs"),
        "unit": ("same", "kind", "measure", "unknown", "differs"),
        "amount": ("equal", "overlap", "near", "far", "unknown"),
        "part": ("both", "one", "none"),
        "modality": ("same", "differs"),
        "date": ("same", "overlap", "near", "unknown", "stages", "balance", "apart"),
        "published": _PUBLISHED,
        "words": _WORDS,
        "setting": ("headline", "adjacent", "nested", "same", "other"),
    },
    "relations": {
        "subject": ("same", "different"),
        "object": ("same", "unknown", "different"),
        "role": ("same", "unknown", "differs"),
    },
}
"""Every feature of a kind of claim, and the levels that comparing can find."""
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "events": ("threshold", "mean", "groups", "telling"),
    "flows": ("threshold", "mean", "groups", "stages", "stage_names"),
    "relations": ("threshold", "mean"),
}


def check_reconciling(root: Traversable) -> Iterator[Finding]:
    """Check the table of weights and the English words below `root`."""
    for name, check in ((WEIGHTS, _weights), (WORDS, _words)):
        data, faults = read_toml(root, name)
        yield from faults
        if not faults:
            yield from check(data)


def _weights(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(WEIGHTS, "the file", data, ("limits", *LEVELS))
    limits, faults = mapping(WEIGHTS, "the file", data, "limits")
    yield from faults
    yield from unknown_keys(WEIGHTS, "[limits]", limits, LIMITS)
    for key in sorted(LIMITS):
        if not _number(limits.get(key)) or limits[key] <= 0:
            yield Finding(WEIGHTS, None, f"[limits] has no number above 0 for {key!r}", "write one")
    for kind in LEVELS:
        table, faults = mapping(WEIGHTS, "the file", data, kind)
        yield from faults
        yield from _kind(kind, table)


def _kind(kind: str, table: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(WEIGHTS, f"[{kind}]", table, (*LEVELS[kind], *_OTHERS[kind]))
    for key in ("threshold", "mean"):
        if not _number(table.get(key)):
            yield Finding(WEIGHTS, None, f"[{kind}] has no number for {key!r}", "write one")
    for feature, levels in LEVELS[kind].items():
        entries, faults = mapping(WEIGHTS, f"[{kind}]", table, feature)
        yield from faults
        yield from unknown_keys(WEIGHTS, f"[{kind}.{feature}]", entries, levels)
        for level in levels:
            yield from _entry(f"[{kind}.{feature}] {level}", entries.get(level))
    if kind == "flows":
        yield from _flows(table)


def _entry(where: str, entry: Any) -> Iterator[Finding]:
    if not isinstance(entry, Mapping) or not _number(entry.get("weight")) or not isinstance(entry.get("why"), str):
        yield Finding(WEIGHTS, None, f"{where} is no weight", 'write { weight = 0.0, why = "…" }')
        return
    yield from unknown_keys(WEIGHTS, where, entry, ("weight", "why", "veto"))
    if not isinstance(entry.get("veto", False), bool):
        yield Finding(WEIGHTS, None, f"{where} has a veto that is neither true nor false", "write veto = true, or leave it out")


def _flows(table: Mapping[str, Any]) -> Iterator[Finding]:
    groups = table.get("groups", [])
    sound = isinstance(groups, list) and all(isinstance(group, list) and all(isinstance(name, str) for name in group) for group in groups)
    if not sound:
        yield Finding(WEIGHTS, None, "[flows] groups is no list of lists of words", 'write [["loan", "debt"], …]')
    named = {name for group in groups for name in group} if sound else set()
    for name in sorted(named - FLOW_TYPES):
        yield Finding(WEIGHTS, None, f"[flows] names the flow type {name!r}", f"write one of {', '.join(sorted(FLOW_TYPES))}")
    stages, faults = mapping(WEIGHTS, "[flows]", table, "stages")
    yield from faults
    known = {status for statuses in stages.values() if isinstance(statuses, list) for status in statuses if isinstance(status, str)}
    for status in sorted(FLOW_STATUSES - known):
        yield Finding(WEIGHTS, None, f"[flows] stages lacks the status {status!r}", "put it under a stage")
    yield from mapping(WEIGHTS, "[flows]", table, "stage_names")[1]


def _words(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(WORDS, "the file", data, ("endings", "empty", "parts", "same", "own", "counts", "corrections"))
    for key in ("endings", "parts"):
        yield from strings(WORDS, "the file", data, key)[1]
    yield from _lines("the file", data, "empty")
    same, faults = mapping(WORDS, "the file", data, "same")
    yield from faults
    for name in same:
        yield from _lines("[same]", same, name)
    forms = [(form, name) for name, line in same.items() if isinstance(line, str) for form in line.split()]
    yield from collisions(WORDS, forms, str.casefold, "the word")
    own, faults = mapping(WORDS, "the file", data, "own")
    yield from faults
    for type_, line in own.items():
        yield from _lines("[own]", own, type_)
        for name in line.split() if isinstance(line, str) else ():
            if name not in same:
                yield Finding(WORDS, None, f"[own] {type_} names the group {name!r}, which [same] has not", "add the group, or correct the name")
    counts, faults = mapping(WORDS, "the file", data, "counts")
    yield from (*faults, *unknown_keys(WORDS, "[counts]", counts, ("persons", "dead")), *strings(WORDS, "[counts]", counts, "dead")[1])
    yield from _lines("[counts]", counts, "persons")
    notices, faults = mapping(WORDS, "the file", data, "corrections")
    yield from (*faults, *unknown_keys(WORDS, "[corrections]", notices, ("openings", "withdrawn", "replacing")))
    for key in ("openings", "withdrawn", "replacing"):
        yield from strings(WORDS, "[corrections]", notices, key)[1]


def _lines(where: str, table: Mapping[str, Any], key: str) -> Iterator[Finding]:
    if not isinstance(table.get(key), str):
        yield Finding(WORDS, None, f"{where}: {key!r} is no line of words", f'write {key} = "one two three"')


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
