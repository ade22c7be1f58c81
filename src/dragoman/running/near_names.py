"""A name that nobody bears, and what is written much like it."""

from __future__ import annotations

from difflib import get_close_matches

from dragoman.actors.lookup import look_up
from dragoman.actors.registry import load_registry
from dragoman.record.columns import name_key
from dragoman.record.naming import names
from dragoman.record.view import RecordView

NEAR = 0.7
MOST = 4
PLACES = frozenset({"place", "region"})
"""Towns are many, and any word is written much like one of them."""


def near_names(view: RecordView, name: str) -> tuple[list[str], list[str]]:
    """Return names of the record, and others that only the registry knows, that are `name` or are written much like it, the nearest first."""
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for known, country in names(view):
        shown = f"{known} ({country})" if country and country != known else known
        whole.setdefault(name_key(known), shown)
        for word in (*known.split(), country or known):
            parts.setdefault(name_key(word), shown)
    here = _near(name, {**parts, **whole})
    registry = load_registry()
    known_there = [one.entry for one in look_up(registry, name)]
    registered = {name_key(entry.name): f"{entry.name} ({entry.id})" for entry in registry.entries.values() if entry.kind not in PLACES}
    there = [f"{entry.name} ({entry.id})" for entry in known_there[:MOST]] or _near(name, registered)
    return here, [shown for shown in there if shown not in here]


def _near(name: str, known: dict[str, str]) -> list[str]:
    key = name_key(name)
    return [known[key]] if key in known else list(dict.fromkeys(known[near] for near in get_close_matches(key, known, MOST, NEAR)))
