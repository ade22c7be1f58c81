"""Lays what an article names of the imported registers over the package's registry, for that article alone.

Which name stands where: a longer one beats a shorter one; on the same words an imported entry whose time includes the article's day beats the
package's; one whose time excludes it is as if it were not there. Where an imported entry takes the place of one of the package of the same
kind and country, they are one actor: the package's other names for it, and its terms of office, go to the imported one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from msgspec.structs import replace

from dragoman.actors.folding import fold
from dragoman.actors.gazetteer import ARTICLES, Hit
from dragoman.actors.registers.matching import Named, Registers
from dragoman.actors.registry import Entry, Form, Office, Registry, alike, within


@dataclass(frozen=True, slots=True)
class LaidRegistry(Registry):
    """The package's registry with an article's imported entries over it."""

    registers: Registers | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    """Ids of the package -> ids of the imported entries that are the same actors."""
    known: dict[str, Entry] = field(default_factory=dict)
    """What `entries` is: a holder of an office joins it when asked for."""
    terms: dict[str, tuple[Office, ...]] = field(default_factory=dict)
    """Terms of imported persons, as far as they were asked for."""

    def holders(self, country: str, office: str, on: str | None) -> tuple[Entry, ...]:
        """Return who held the office on the date: as the registers say where they name one person, else as the package does."""
        own = tuple(self.known[self.same.get(holder.id, holder.id)] for holder in Registry.holders(self, country, office, on))
        if on is None or self.registers is None:
            return own
        # Two registers may have the same person.
        imported = tuple({entry.name: entry for entry in reversed(self.registers.holders(country, office, on))}.values())
        if len(imported) != 1 or (len(own) == 1 and own[0].name == imported[0].name):
            return own
        return (self.known.setdefault(imported[0].id, imported[0]),)

    def offices_of(self, person: str, on: str | None = None) -> tuple[Office, ...]:
        """Return the person's terms: an imported person's are those of the register, else those of the package's entry that it stands for."""
        entry = self.known.get(person)
        if entry is None or not entry.register or self.registers is None:
            return Registry.offices_of(self, person, on)
        if person not in self.terms:
            twin = next((old for old, new in self.same.items() if new == person), "")
            inherited = tuple(replace(term, person=person) for term in Registry.offices_of(self, twin))
            self.terms[person] = self.registers.offices(person) or inherited
        return tuple(term for term in self.terms[person] if on is None or within(on, term.from_, term.to))


def lay_over(base: Registry, hits: Sequence[Hit], registers: Registers, text: str, on: str | None) -> tuple[Registry, list[Hit]]:
    """Return the registry and the names of one article with those of the registers laid over. `hits` are the package's, `on` is the day."""
    laid: dict[str, Entry] = {}
    imported = _imported(registers.find(text), base, on, laid)
    kept = _without_overlaps(text, imported, hits)
    by_span = {(hit.start, hit.end): hit for hit in kept}
    same: dict[str, str] = {}
    for hit in hits:
        over = by_span.get((hit.start, hit.end))
        if over is not None and over is not hit:
            same |= _twins(base, hit, over, laid)
    if same:
        kept = [_renamed(hit, same) for hit in kept]
    surnames = _surnames(base, same)
    entries = dict(base.entries)
    entries.update(laid)
    kept_fields = {one.name: getattr(base, one.name) for one in fields(Registry)}
    registry = LaidRegistry(**{**kept_fields, "entries": entries, "surnames": surnames}, registers=registers, same=same, known=entries)
    return registry, kept


def _imported(named: Sequence[Named], base: Registry, on: str | None, laid: dict[str, Entry]) -> list[Hit]:
    """Return the imported names whose time includes the day, and note their entries. Names of states mean the package's states."""
    spans: dict[tuple[int, int], list[Form]] = {}
    for one in named:
        if not one.valid(on):
            continue
        entry = one.at(on)
        state = entry.country if entry.kind == "state" and entry.country in base.entries else None
        if state is None:
            laid[entry.id] = entry
        form = Form(state or entry.id, "name", one.rank, entry.register)
        forms = spans.setdefault((one.start, one.end), [])
        if all(other.entry != form.entry for other in forms):
            forms.append(form)
    return [Hit(start, end, tuple(forms)) for (start, end), forms in spans.items()]


def _without_overlaps(text: str, imported: Sequence[Hit], own: Sequence[Hit]) -> list[Hit]:
    """Return the longest names, of equally long ones the imported, in order of the text."""
    if not imported:
        return list(own)
    ranked = [(-_length(text, hit), order, hit.start, hit) for order, hits in enumerate((imported, own)) for hit in hits]
    ranked.sort(key=lambda item: item[:3])
    kept: list[Hit] = []
    for *_, hit in ranked:
        at = bisect_left(kept, hit.start, key=lambda other: other.start)
        free_before = at == 0 or kept[at - 1].end <= hit.start
        if free_before and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
    return kept


def _length(text: str, hit: Hit) -> int:
    return hit.end - hit.start - (len("the ") if text.startswith(ARTICLES, hit.start) else 0)


def _twins(base: Registry, own: Hit, over: Hit, laid: Mapping[str, Entry]) -> dict[str, str]:
    """Return the package's entry of the same words as the imported one's other name, where both can be the same actor."""
    if len(own.forms) != 1 or len(over.forms) != 1 or over.forms[0].entry not in laid:
        return {}
    old, new = base.entries[own.forms[0].entry], laid[over.forms[0].entry]
    return {old.id: new.id} if alike(old, new) else {}


def _surnames(base: Registry, same: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return the index of surnames with the imported persons in the place of those that they are."""
    people = [base.entries[old] for old in same if base.entries[old].kind == "person"]
    if not people:
        return base.surnames
    surnames = dict(base.surnames)
    for entry in people:
        for word in (entry.surname or entry.name.split()[-1], *(alias for alias in entry.aliases if " " not in alias)):
            surnames[fold(word)] = tuple(same.get(person, person) for person in base.surnames.get(fold(word), ()))
    return surnames


def _renamed(hit: Hit, same: Mapping[str, str]) -> Hit:
    if not any(form.entry in same for form in hit.forms):
        return hit
    return Hit(hit.start, hit.end, tuple(replace(form, entry=same.get(form.entry, form.entry)) for form in hit.forms))
