"""The one grammar of filters, for the command line, pages and files: words by key, checked, as a `Selection`.

A key or value that is unknown is an `InputError` that lists those that there are. `kind`, `type` may be given several times.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from dragoman.domain import Modality, Polarity, Precision, Stance, Verdict
from dragoman.errors import InputError
from dragoman.record.encoding import TYPES
from dragoman.record.selecting import Cursor, Selection, checked_day

SORTS = ("oldest", "newest")


def selection_of(asked: Iterable[tuple[str, str]], types: Mapping[str, frozenset[str]] | None = None) -> Selection:
    """Return the selection that pairs of key and value ask for. Values that are empty ask for nothing.

    `types` are the types of each kind of claim that a `type` may name, in any case; without it any word may stand there.
    """
    chosen: dict[str, Any] = {}
    for key, value in asked:
        if key not in KEYS:
            raise InputError(key, "there is no such filter", f"Use {', '.join(sorted(KEYS))}")
        if not value.strip():
            continue
        field, read = KEYS[key]
        made = read(key, value.strip())
        if key == "type" and types:
            made = tuple(_type(one, types) for one in made)
        if key in ONCE and field in chosen and chosen[field] != made:
            raise InputError(key, "it is given twice", "Give it once")
        chosen[field] = (*chosen.get(field, ()), *made) if field in SEVERAL else made
    if len(chosen.get("pair", (1, 2))) != 2:
        raise InputError("pair", "it names two actors", "Write pair=CHN,ECU, or pair=CHN&pair=ECU")
    return Selection(**chosen)


def asked_for(given: Mapping[str, Any], types: Mapping[str, frozenset[str]] | None = None) -> Selection:
    """Return the selection that keys with Python's values ask for: a `pair` of names, a list of `type`, a true `newest`; None asks for nothing."""
    pair = tuple(given.get("pair") or ())
    words = [
        (key, str(one))
        for key, value in given.items()
        if value is not None and key not in {"pair", "newest"}
        for one in (value if isinstance(value, list | tuple) else (value,))
    ]
    for key, value in [*words, *(("pair", one) for one in pair)]:
        if not value.strip():
            raise InputError(key, "nothing is named", "Leave it out, or say what to look for")
    found = selection_of([*words, *((("sort", "newest"),) if given.get("newest") else ())], types)
    if len(pair) not in {0, 2}:
        raise InputError("pair", "it names two actors", "Give two names")
    return replace(found, pair=(pair[0], pair[1])) if pair else found


def written(selection: Selection) -> list[tuple[str, str]]:
    """Return the pairs of key and value that `selection_of` reads as this selection, for links and headings; the place in the order is left out."""
    pairs = []
    for key, (field, _) in KEYS.items():
        value = getattr(selection, field)
        if value is None or value == () or field == "after":
            continue
        if field == "newest":
            pairs += [(key, "newest")] if value else []
        elif isinstance(value, tuple):
            pairs += [(key, str(one)) for one in value]
        else:
            pairs.append((key, str(value)))
    return pairs


def cursor_of(day: str | None, article: str, position: int) -> str:
    """Return the word for `after` that stands for a place in the order."""
    return base64.urlsafe_b64encode(f"{day or ''}|{position}|{article}".encode()).decode().rstrip("=")


def one_of(values: Iterable[str]) -> Callable[[str, str], str]:
    """Return a check that a value is one of these."""
    known = tuple(values)

    def read(key: str, value: str) -> str:
        if value.lower() not in known:
            raise InputError(key, f"{value!r} is unknown", f"Use {', '.join(known)}")
        return value.lower()

    return read


def _words(key: str, value: str) -> str:
    return value


def _several(key: str, value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _day(key: str, value: str) -> str:
    return checked_day(value, key)


def _share(key: str, value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InputError(key, f"{value!r} is no share", "Write a number from 0 to 1")
    return share


def _sort(key: str, value: str) -> bool:
    return one_of(SORTS)(key, value) == "newest"


def _after(key: str, value: str) -> Cursor:
    try:
        day, position, article = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode().split("|", 2)
        return Cursor(day, article, int(position))
    except (binascii.Error, ValueError) as error:
        raise InputError(key, "it is no place in the list", "Take it from the link to the next page") from error


def _type(value: str, types: Mapping[str, frozenset[str]]) -> str:
    for known in types.values():
        for name in known:
            if name.lower() == value.strip().lower():
                return name
    listed = "; ".join(f"{kind}: {', '.join(sorted(names))}" for kind, names in types.items())
    raise InputError("type", f"{value!r} is unknown", f"Use {listed}")


KEYS: Mapping[str, tuple[str, Callable[[str, str], Any]]] = {
    "kind": ("kind", one_of(TYPES)),
    "actor": ("actor", _words),
    "pair": ("pair", _several),
    "from": ("giver", _words),
    "to": ("to", _words),
    "by": ("by", _words),
    "about": ("about", _words),
    "type": ("types", _several),
    "mode": ("mode", lambda key, value: value.lower()),
    "stance": ("stance", one_of(get_args(Stance))),
    "polarity": ("polarity", one_of(get_args(Polarity))),
    "modality": ("modality", one_of(get_args(Modality))),
    "verdict": ("verdict", one_of(get_args(Verdict))),
    "precision": ("precision", one_of(get_args(Precision))),
    "since": ("since", _day),
    "until": ("until", _day),
    "outlet": ("outlet", _words),
    "text": ("text", _words),
    "min-confidence": ("min_confidence", _share),
    "how!": ("not_how", one_of(("context", "default", "coreference", "metonym"))),
    "sort": ("newest", _sort),
    "after": ("after", _after),
}
"""Key -> field of `Selection`, and what reads a value. `how!=context` leaves out what rests on context."""
SEVERAL = frozenset({"types", "pair"})
ONCE = frozenset(KEYS) - {"type", "pair"}
