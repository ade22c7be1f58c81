"""Who is known, for people and programs: the registry's entries with their terms of office, the imported registers, the record's actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.actors.registers.forms import RULES
from dragoman.showing.forms import Forms, table_of
from dragoman.showing.terminal import Row, printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dragoman.actors.lookup import Known
    from dragoman.actors.registers.matching import Tied
    from dragoman.actors.registers.model import Register
    from dragoman.actors.registry import Entry, Registry
    from dragoman.coding.dictionaries.overrides import Override
    from dragoman.record.actors import RecordedActor

NAMED = 20
"""How many actors are named after an import; the others are counted."""

BONDS = {"owns": ("owns", "owned by"), "directs": ("directs", "directed by"), "sanction": ("sanctioned", "sanctioned")}


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
    return [printable(line) for line in lines + tie_lines(known)]


def tie_lines(known: Known) -> list[str]:
    """What a register says of an entry beside who it is: each line is that register's word."""
    topics = [tie.words for tie in known.ties if tie.bond == "topic"]
    same = [*known.same, *(tie.other or "" for tie in known.ties if tie.bond == "same")]
    lines = [f"    topics: {', '.join(topics)}"] if topics else []
    lines += [f"    {tie.from_ or '…':<11}– {tie.to or '…':<11}  {said}" for tie, said in bonds(known)]
    return lines + ([f"    same as: {', '.join(same)}"] if same else [])


def bonds(known: Known) -> Iterator[tuple[Tied, str]]:
    """Yield who owns and directs whom and who is under sanctions, with the words for it."""
    for tie in known.ties:
        if tie.bond in BONDS:
            yield tie, f"{BONDS[tie.bond][tie.back]} {tie.other or ''}".strip() + (f" ({tie.words})" if tie.words else "")


def recorded_line(actor: RecordedActor) -> str:
    """An actor of the record on a line: how many claims of how many articles, id, name, kind and country."""
    facts = ", ".join(part for part in (actor.kind, actor.country) if part)
    return printable(f"{actor.claims:>7,} claims {actor.articles:>6,} articles  {actor.name}  ({actor.id or 'unknown'}, {facts})")


def import_lines(register: Register) -> list[str]:
    """What an import came to, and which of its names are not looked for in articles, by rule."""
    counts = register.counts
    lines = [f"{register.name}: {_contents(register)}"]
    lines += [f"    not looked for in articles: {number:,} {RULES[rule]}" for rule, number in sorted(counts.left_out.items())]
    if counts.homeless:
        lines.append(f"    {counts.homeless:,} terms of office left out: the file does not have their holder or post")
    if counts.passed:
        lines.append(f"    {counts.passed:,} rows passed over: they are no actors, offices or ties")
    if counts.refused:
        lines.append(f"    {counts.refused:,} refused")
    return lines


def twin_lines(pairs: Sequence[tuple[Entry, Entry]]) -> list[str]:
    """Which actors a register and the package both have."""
    named = [f"    {own.name}: {own.id} is {new.id} in articles now" for own, new in pairs]
    return _some(f"{len(pairs):,} of its actors are the package's too", named)


def touched_lines(record: Path, touched: Sequence[tuple[RecordedActor, Entry]]) -> list[str]:
    """Which of a record's actors a register knows."""
    named = [f"    {actor.name} ({actor.claims:,} claims): {actor.id or 'unknown'} → {entry.id}" for actor, entry in touched]
    return _some(f"{len(touched):,} of the actors of {record} are known by it; read their articles again and the claims say so", named)


def _some(head: str, lines: list[str]) -> list[str]:
    more = [f"    … and {len(lines) - NAMED:,} more"] if len(lines) > NAMED else []
    return [head, *lines[:NAMED], *more] if lines else []


def known_facts(known: Known, registry: Registry) -> dict[str, Any]:
    """An entry as JSON has it: who it is, by `register` (empty: the package's own), its terms, its ties, and ids of the same actor."""
    terms = [{**_plain(term), "name": holder.name if (holder := registry.get(term.person)) else None} for term in known.terms]
    return {**_plain(known.entry), "terms": terms, "ties": [_plain(tie) for tie in known.ties], "same": known.same}


def _plain(thing: Any) -> dict[str, Any]:
    """The fields by name; Python keeps `from` for itself."""
    return {name.rstrip("_"): value for name, value in msgspec.to_builtins(thing).items()}


def known_forms(registry: Registry) -> Forms[Known]:
    """The forms of a list of entries; in a table each term of office and each tie has a row."""

    def cells(known: Known) -> Iterator[dict[str, Any]]:
        facts = known_facts(known, registry)
        who = {key: facts[key] for key in ("id", "name", "kind", "country", "register")} | {"same": "; ".join(known.same)}
        said = [{**term, "says": "office", "words": term["office"], "other": term["org"] or term["country"]} for term in facts["terms"]]
        said += [{**tie, "says": tie["bond"]} for tie in facts["ties"]]
        yield from ({**who, **{key: row.get(key) for key in SAID}} for row in said or [{}])

    return Forms(
        lambda found: (row for known in found for row in _paragraph(known_lines(known, registry))),
        lambda known: msgspec.json.encode(known_facts(known, registry)),
        table_of(("id", "name", "kind", "country", "register", "same", *SAID), cells),
    )


SAID = ("says", "person", "words", "other", "from", "to", "uncertain")


def _paragraph(lines: Iterable[str]) -> Iterator[Row]:
    for line in lines:
        text = line.lstrip()
        yield Row(text, indent=len(line) - len(text), hang=4)


RECORDED: Forms[RecordedActor] = Forms(
    lambda actors: (Row(recorded_line(actor)) for actor in actors),
    msgspec.json.encode,
    table_of(("id", "name", "kind", "country", "claims", "articles"), lambda actor: [msgspec.to_builtins(actor)]),
)


def _override(row: Override) -> dict[str, Any]:
    return {"words": row.phrase, "code": row.code, "type": row.type, "mode": row.mode}


OVERRIDES: Forms[Override] = Forms(
    lambda rows: (Row(f"{row.code:<24} {row.phrase}") for row in rows),
    lambda row: msgspec.json.encode(_override(row)),
    table_of(("words", "code", "type", "mode"), lambda row: [_override(row)]),
)


def _register(register: Register) -> dict[str, Any]:
    facts = msgspec.to_builtins(register)
    return {**{key: value for key, value in facts.items() if key != "counts"}, **facts["counts"]}


def _register_line(register: Register) -> str:
    return f"{register.name:<20}{register.format:<17}{register.imported[:16].replace('T', ' ')}  {_contents(register)}  from {register.source}"


REGISTERS: Forms[Register] = Forms(
    lambda registers: (Row(_register_line(register)) for register in registers),
    lambda register: msgspec.json.encode(_register(register)),
    table_of(("name", "format", "imported", "source", "entries", "forms", "offices", "words", "ties", "refused"), lambda one: [_register(one)]),
)


def _contents(register: Register) -> str:
    counts = register.counts
    parts = {
        "entries": counts.entries,
        "names": counts.forms,
        "terms of office": counts.offices,
        "nouns": counts.words,
        "ties and topics": counts.ties,
    }
    return ", ".join(f"{number:,} {what}" for what, number in parts.items() if number) or "nothing"
