"""Who is meant by a name, and who held what: questions to the registry, without an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors.folding import fold
from dragoman.actors.registry import Entry, Office, Registry, within

if TYPE_CHECKING:
    from dragoman.actors.registers.matching import Registers

#: Order in which the offices of a state are shown.
_FIRST = (
    *("head of state", "monarch", "supreme leader", "president", "chancellor", "prime minister", "head of government"),
    *("foreign minister", "defence minister"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that a question means, with its terms of office (a state's: those of its holders), the earliest first."""

    entry: Entry
    terms: tuple[Office, ...]


def look_up(registry: Registry, text: str, on: str | None = None) -> tuple[Known, ...]:
    """What the registry knows under an id, a code, a name, an alias or a surname; with a date, only what held on that day.

    An unknown name gives nothing.
    """
    folded = fold(text.strip())
    ids: dict[str, None] = {}
    if text in registry.entries:
        ids[text] = None
    for form in registry.forms.get(folded, ()):
        ids[form.entry] = None
    for person in registry.surnames.get(folded, ()):
        ids[person] = None
    return tuple(_known(registry, registry.entries[i], on) for i in ids if registry.entries[i].exists(on))


def look_up_imported(registers: Registers, text: str, on: str | None = None) -> tuple[Known, ...]:
    """What the imported registers know under an id or a name, with or without capitals; with a date, only what held on that day."""
    found = []
    for entry in registers.look_up(text.strip()):
        if entry.exists(on):
            terms = registers.offices(entry.id)
            found.append(Known(entry, tuple(term for term in terms if on is None or within(on, term.from_, term.to))))
    return tuple(found)


def _known(registry: Registry, entry: Entry, on: str | None) -> Known:
    terms = registry.offices_of(entry.id, on) if entry.kind == "person" else tuple(_of_country(registry, entry.id, on))
    return Known(entry, tuple(sorted(terms, key=lambda t: (_rank(t.office) if entry.kind != "person" else 0, t.from_ or "", t.person))))


def _of_country(registry: Registry, country: str, on: str | None) -> Iterator[Office]:
    for term in registry.offices:
        if term.country == country and (on is None or within(on, term.from_, term.to)):
            yield term


def _rank(office: str) -> int:
    return _FIRST.index(office) if office in _FIRST else len(_FIRST)
