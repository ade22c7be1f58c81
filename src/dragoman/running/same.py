"""Who is one actor under several ids, as the package's registry and the imported registers have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.actors.registry import load_registry
from dragoman.record.selecting import Selection

if TYPE_CHECKING:
    from dragoman.actors.lookup import Known
    from dragoman.actors.registers.matching import Registers
    from dragoman.actors.registry import Registry

MOST = 20
"""So many entries are followed from one to the next."""
PACKAGE = "the package's registry"


def known_as(actor: str, registers: Path | None) -> tuple[tuple[Known, str], ...]:
    """Return the entry with an id and those that are the same actor, each with its source in words; none of an id that nobody has.

    `registers` is the file of imported registers; it need not be there. Two entries are one actor by a register's word, or by a name that they
    share, of one kind and country.
    """
    registry = load_registry()
    if registers is None or not registers.is_file():
        return tuple((known, PACKAGE) for known in _with_id(actor, registry, None))
    from dragoman.actors.registers.matching import Registers
    from dragoman.actors.registers.store import list_registers

    sources = {one.name: f"register {one.name}, imported {one.imported[:10]} from {Path(one.source).name}" for one in list_registers(registers)}
    with closing(Registers(registers)) as imported:
        found = _followed(actor, registry, imported)
    return tuple((known, sources.get(known.entry.register, PACKAGE)) for known in found)


def with_same(selection: Selection, registers: Path | None) -> Selection:
    """Return a selection that finds an actor that is asked for by an id under its other ids too."""
    if registers is None or not registers.is_file():
        return selection
    named = (selection.actor, *(selection.pair or ()), selection.giver, selection.to, selection.by, selection.about)
    ids = {name.strip() for name in named if name and ":" in name}
    same = ((id_, known.entry.id) for id_ in sorted(ids) for known, _ in known_as(id_, registers))
    return replace(selection, same=tuple((one, other) for one, other in same if one != other))


def _followed(actor: str, registry: Registry, imported: Registers) -> Sequence[Known]:
    found: dict[str, Known] = {}
    ids = [actor]
    for id_ in ids:  # grows
        for known in _with_id(id_, registry, imported):
            if known.entry.id not in found and len(found) < MOST:
                found[known.entry.id] = known
                ids += [*known.same, *(tie.other for tie in known.ties if tie.bond == "same" and tie.other)]
    return tuple(found.values())


def _with_id(id_: str, registry: Registry, imported: Registers | None) -> Iterator[Known]:
    from dragoman.actors.lookup import linked, look_up, look_up_imported

    found = [*(look_up(registry, id_) if id_ in registry.entries else ()), *(look_up_imported(imported, id_) if imported else ())]
    exact = [known for known in found if id_ in {known.entry.id, known.entry.id.partition(":")[2] if known.entry.register else ""}]
    yield from linked(exact, registry, imported) if imported else exact
