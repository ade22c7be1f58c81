"""A name that nobody bears, and what is written much like it."""

from __future__ import annotations

from difflib import get_close_matches

from dragoman.actors.registry import load_registry
from dragoman.record.columns import name_key
from dragoman.record.naming import names
from dragoman.record.view import RecordView

NEAR = 0.7
MOST = 4
PLACES = frozenset({"place", "region"})
"""Towns are many, and any word is written much like one of them."""


def near_names(view: RecordView, name: str) -> tuple[list[str], list[str]]:
    """Return names of the record, and others that only the registry knows, that are written much like `name`, the nearest first."""
    recorded: dict[str, str] = {}
    for known, country in names(view):
        shown = f"{known} ({country})" if country and country != known else known
        for word in (known, *known.split(), country or known):
            recorded.setdefault(name_key(word), shown)
        recorded[name_key(known)] = shown
    entries = load_registry().entries.values()
    registered = {name_key(entry.name): f"{entry.name} ({entry.id})" for entry in entries if entry.kind not in PLACES}
    here = _near(name, recorded)
    return here, [shown for shown in _near(name, registered) if shown not in here]


def _near(name: str, known: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(known[key] for key in get_close_matches(name_key(name), known, MOST, NEAR)))
