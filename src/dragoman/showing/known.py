"""Who is known, as lines for people: the registry's entries with their terms of office, and the imported registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.registers.forms import RULES

if TYPE_CHECKING:
    from dragoman.actors.lookup import Known
    from dragoman.actors.registers.model import Register
    from dragoman.actors.registry import Registry
    from dragoman.record.actors import RecordedActor


def known_lines(known: Known, registry: Registry) -> list[str]:
    """An entry of the registry with its terms of office; `?` marks dates that are uncertain."""
    entry = known.entry
    facts = [entry.kind, entry.country or "", entry.sector or "", "state-owned" if entry.state_owned else ""]
    facts += [f"register {entry.register}"] if entry.register else []
    years = f"{entry.from_ or '…'} – {entry.to or '…'}" if entry.from_ or entry.to else ""
    lines = [f"{entry.name}  ({', '.join(f for f in [entry.id, *facts, years] if f)})"]
    if entry.aliases:
        lines.append(f"    also: {', '.join(entry.aliases)}")
    for term in known.terms:
        holder = registry.get(term.person)
        who = "" if entry.kind == "person" or holder is None else f"{holder.name}, "
        where = " of ".join(part for part in (term.office, term.org or (term.country if entry.kind == "person" else "") or "") if part)
        lines.append(f"    {term.from_ or '…':<11}– {term.to or '…':<11}{'? ' if term.uncertain else '  '}{who}{where}")
    return lines


def recorded_line(actor: RecordedActor) -> str:
    """An actor of the record on a line: how many claims of how many articles, id, name, kind and country."""
    facts = ", ".join(part for part in (actor.kind, actor.country) if part)
    return f"{actor.claims:>7,} claims {actor.articles:>6,} articles  {actor.name}  ({actor.id or 'unknown'}, {facts})"


def import_lines(register: Register) -> list[str]:
    """What an import came to, and which of its names are not looked for in articles, by rule."""
    counts = register.counts
    lines = [f"{register.name}: {_contents(register)}"]
    lines += [f"    not looked for in articles: {number:,} {RULES[rule]}" for rule, number in sorted(counts.left_out.items())]
    if counts.homeless:
        lines.append(f"    {counts.homeless:,} terms of office left out: the file does not have their holder or post")
    if counts.passed:
        lines.append(f"    {counts.passed:,} rows passed over: they are no actors and no offices")
    if counts.refused:
        lines.append(f"    {counts.refused:,} refused")
    return lines


def register_line(register: Register) -> str:
    """One imported register on a line."""
    return f"{register.name:<20}{register.format:<17}{register.imported[:16].replace('T', ' ')}  {_contents(register)}  from {register.source}"


def _contents(register: Register) -> str:
    counts = register.counts
    parts = {"entries": counts.entries, "names": counts.forms, "terms of office": counts.offices, "nouns": counts.words}
    return ", ".join(f"{number:,} {what}" for what, number in parts.items() if number) or "nothing"
