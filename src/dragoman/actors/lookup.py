"""Who is meant by a name, and who held what: questions to the registry, without an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.actors.folding import fold
from dragoman.actors.registry import SINGLE_OFFICES, Entry, Office, Registry, alike, within

if TYPE_CHECKING:
    from dragoman.actors.registers.matching import Registers, Tied


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that a question means, with its terms of office (a state's: those of its holders), the earliest first.

    `ties` is what an imported register says beside; `same` are ids by which the package or a register knows the same actor.
    """

    entry: Entry
    terms: tuple[Office, ...]
    ties: tuple[Tied, ...] = ()
    same: tuple[str, ...] = ()


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
            holding = tuple(term for term in terms if on is None or within(on, term.from_, term.to))
            ties = tuple(tie for tie in registers.ties(entry.id) if on is None or within(on, tie.from_, tie.to))
            found.append(Known(entry, holding, ties))
    return tuple(found)


def linked(found: Iterable[Known], registry: Registry, registers: Registers) -> tuple[Known, ...]:
    """Return the entries with the ids of those that are the same actors: of a register's entry the package's, of the package's the registers'."""

    def others(entry: Entry) -> Iterator[Entry]:
        names = (name for name in (entry.name, *entry.aliases) if entry.kind != "person" or " " in name)
        for name in names:
            if entry.register:
                yield from (registry.entries[form.entry] for form in registry.forms.get(fold(name), ()))
            else:
                yield from registers.look_up(name)

    def same(entry: Entry) -> tuple[str, ...]:
        return tuple(dict.fromkeys(other.id for other in others(entry) if alike(entry, other)))

    return tuple(replace(known, same=same(known.entry)) for known in found)


def known_names(registers: Registers, register: str, names: Iterable[str]) -> dict[str, Entry]:
    """Return those of the names that an article's text may call an entry of one register by, each with the first such entry."""
    listed = list(dict.fromkeys(names))
    lines = [" ".join(name.split()) for name in listed]
    starts = {}
    at = 0
    for name, line in zip(listed, lines, strict=True):
        starts[at, at + len(line)] = name
        at += len(line) + 1  # no name runs across the end of a line
    found: dict[str, Entry] = {}
    for named in registers.find("\n".join(lines)):
        whole = starts.get((named.start, named.end))
        if whole is not None and named.entry.register == register:
            found.setdefault(whole, named.entry)
    return found


def twins(registry: Registry, registers: Registers, register: str) -> tuple[tuple[Entry, Entry], ...]:
    """Return the package's entries that one register has too, each with the register's: in articles that one's id stands for both."""
    own = [(name, entry) for entry in registry.entries.values() for name in (entry.name, *entry.aliases)]
    found = known_names(registers, register, (name for name, _ in own))
    pairs = {entry.id: (entry, found[name]) for name, entry in reversed(own) if name in found and alike(entry, found[name])}
    return tuple(pairs.values())


def _known(registry: Registry, entry: Entry, on: str | None) -> Known:
    terms = registry.offices_of(entry.id, on) if entry.kind == "person" else registry.offices_in(entry.id, on)
    return Known(entry, tuple(sorted(terms, key=lambda t: (_rank(t.office) if entry.kind != "person" else 0, t.from_ or "", t.person))))


def _rank(office: str) -> int:
    return SINGLE_OFFICES.index(office) if office in SINGLE_OFFICES else len(SINGLE_OFFICES)
