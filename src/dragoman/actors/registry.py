"""Who is who, and who held which office when: the registry of states, regions, cities, organisations, outlets and persons.

Its items are `Struct`s and not dataclasses: there are more than forty thousand of them, and every start of the program makes them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dragoman.actors.folding import fold
from dragoman.knowledge.tables import LIST_SEPARATOR, Row, load_table

Kind = Literal["state", "region", "people", "place", "organisation", "igo", "outlet", "person"]
How = Literal["name", "demonym", "metonym", "acronym"]


ONE_BODY = frozenset({"organisation", "outlet", "igo"})
"""Kinds that registers do not tell apart."""


SINGLE_OFFICES = (
    *("head of state", "monarch", "supreme leader", "president", "chancellor", "prime minister", "head of government"),
    *("foreign minister", "defence minister"),
)
"""Offices of which a state has one holder at a time, in the order in which they are shown: only these can be meant by "the French president"."""


NATIONAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY"})
"""Sectors of bodies that every state has."""


class Entry(Struct, frozen=True, gc=False):
    """One actor or place. `country` is ISO 3166 alpha-3 or None, `from_`/`to` ISO dates or None, `surname` is a person's."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    gender: str | None = None
    surname: str | None = None
    state_owned: bool = False
    sort: str | None = None
    """What the table calls its kind: `bank`, `rebel`, `agency`, `capital`…"""
    register: str = ""
    """The imported register that it is from; empty for the package's own."""

    def exists(self, on: str | None) -> bool:
        """Whether the entry's years include the date; an unknown date is inside."""
        return on is None or within(on, self.from_, self.to)


class Office(Struct, frozen=True, gc=False):
    """One term: `person` and `org` are registry ids, dates ISO or None (open)."""

    person: str
    office: str
    country: str | None
    org: str | None
    from_: str | None
    to: str | None
    uncertain: bool = False
    sector: str | None = None
    """What the holder is by this term, where the office's words do not say it."""


class Form(Struct, frozen=True, gc=False):
    """One printed form of an entry. `how` says by what kind of word it is named, `rank` how far down its list the form stands."""

    entry: str
    how: How
    rank: int = 0
    register: str = ""
    """The imported register that has it; empty for the package's own."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The entries with their indices. Keys of `forms` are folded (without diacritics), case kept."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    offices: tuple[Office, ...] = ()
    shared: frozenset[str] = frozenset()
    """Names of organisations that bodies of other states have too (`Constitutional Council`), folded."""
    _by_person: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)
    _by_country: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)

    def get(self, entry: str) -> Entry | None:
        """Return the entry with this id."""
        return self.entries.get(entry)

    def holders(self, country: str, office: str, on: str | None) -> tuple[Entry, ...]:
        """Return who held the office (`president`) of the country on the date; without a date, nobody."""
        terms = self.offices_in(country, on) if on is not None else ()
        return tuple(self.entries[person] for person in dict.fromkeys(term.person for term in terms if term.office.lower() == office.lower()))

    def offices_in(self, country: str, on: str | None = None) -> tuple[Office, ...]:
        """Return the terms of a country's holders, on a date those that include it."""
        return tuple(term for term in self._by_country.get(country, ()) if on is None or within(on, term.from_, term.to))

    def country_on(self, entry: Entry, on: str | None) -> str | None:
        """Return an entry's country on a date: of a person who then serves another, that of the office."""
        if entry.kind != "person" or on is None or entry.country is None:
            return entry.country
        serving = {term.country for term in self.offices_of(entry.id, on) if term.country is not None}
        if len(serving) == 1:
            return next(iter(serving))
        return entry.country

    def is_shared(self, name: str) -> bool:
        """Whether bodies of several states have a name, printed with or without its article."""
        return fold(name).removeprefix("The ").removeprefix("the ") in self.shared

    def offices_of(self, person: str, on: str | None = None) -> tuple[Office, ...]:
        """Return the person's terms, on a date those that include it."""
        terms = self._by_person.get(person, ())
        return terms if on is None else tuple(term for term in terms if within(on, term.from_, term.to))


def within(on: str, start: str | None, end: str | None) -> bool:
    """Whether an ISO date lies between two ISO dates of any precision, both inclusive; None is open."""
    if start and on[: len(start)] < start[: len(on)]:
        return False
    return not (end and on[: len(end)] > end[: len(on)])


def alike(one: Entry, other: Entry) -> bool:
    """Whether two entries that share a name can be one actor: of one kind, and of one country where both have one."""
    kinds = {one.kind, other.kind}
    return (len(kinds) == 1 or kinds <= ONE_BODY) and (one.country == other.country or None in {one.country, other.country})


def _states(rows: Iterable[Row]) -> Iterable[tuple[Entry, tuple[tuple[str, How], ...]]]:
    for row in rows:
        country = row.text("id")
        years = (row.optional("from"), row.optional("to"))
        entry = Entry(country, row.text("name"), "state", country, "GOV", row.items("aliases"), *years, sort=row.optional("kind"))
        forms: list[tuple[str, How]] = [(name, "name") for name in (entry.name, *entry.aliases)]
        for column in ("adjectives", "demonyms"):
            forms.extend((word, "demonym") for word in row.items(column))
        forms.extend((word, "metonym") for word in (*row.items("capital"), *row.items("metonyms")))
        yield entry, tuple(forms)


def _places(rows: Iterable[Row], kind: Kind) -> Iterable[tuple[Entry, tuple[tuple[str, How], ...]]]:
    for row in rows:
        name, country = row.text("name"), row.optional("country")
        one = country if country and LIST_SEPARATOR not in country else None
        sort = row.optional("kind")
        people = sort == "people"
        entry = Entry(f"{kind}:{slug(name)}", name, "people" if people else kind, one, None, row.items("aliases"), sort=sort)
        forms: list[tuple[str, How]] = [(alias, "demonym" if people else "name") for alias in (name, *entry.aliases)]
        forms.extend((word, "demonym") for word in row.items("adjectives"))
        yield entry, tuple(forms)


SECTORS = {"outlet": "MED", "igo": "IGO"}


def _organisations(rows: Iterable[Row], kind: Kind) -> Iterable[tuple[Entry, tuple[tuple[str, How], ...]]]:
    for row in rows:
        acronyms = row.items("acronyms")
        identifier = row.text("id")
        entry = Entry(
            identifier if kind == "igo" or ":" in identifier else f"{kind}:{identifier}",
            row.text("name"),
            kind,
            None if kind == "igo" else row.optional("country"),
            row.optional("sector") or SECTORS.get(kind),
            row.items("aliases"),
            row.optional("from"),
            row.optional("to"),
            state_owned="state_owned" in row.cells and row.flag("state_owned"),
            sort=row.optional("kind"),
        )
        forms: list[tuple[str, How]] = [(name, "name") for name in (entry.name, *entry.aliases)]
        forms.extend((word, "acronym") for word in acronyms)
        yield entry, tuple(forms)


def _people(rows: Iterable[Row]) -> Iterable[tuple[Entry, tuple[tuple[str, How], ...]]]:
    for row in rows:
        identifier = row.text("id")
        name = row.text("name")
        entry = Entry(
            identifier if identifier.startswith("person:") else f"person:{identifier}",
            name,
            "person",
            row.optional("country"),
            None,
            row.items("aliases"),
            gender=row.optional("gender"),
            surname=row.optional("surname"),
        )
        # A lone surname is no name of the article's first mention: surnames have their own index.
        forms = [form for form in (name, *entry.aliases) if " " in form]
        forms.extend(variant for form in tuple(forms) for variant in _variants(form, entry.country) if variant not in forms)
        yield entry, tuple((form, "name") for form in forms)


ARTICLE_PART = re.compile(r"\b[AaEe]l-(?=\w)")
INNER_ARTICLE = re.compile(r"[- ]([Uu]l|[Uu]r|[Uu]d)[- ](?=\w)")
SURNAME_LAST_AT_HOME = frozenset({"JPN"})
"""Countries whose names English papers turn round, but their own papers in English do not (`Fumio Kishida`, `Kishida Fumio`)."""


def _variants(name: str, country: str | None) -> Iterable[str]:
    """Return other ways to print a person's name: initials without stops, the Arabic article, the family name first."""
    if "." in name:
        yield " ".join(name.replace(".", " ").split())
    if "l-" in name and ARTICLE_PART.search(name):
        for article in ("al-", "Al-", "el-", "El-", "al ", "Al ", "el ", "El "):
            yield ARTICLE_PART.sub(article, name)
    if (inner := INNER_ARTICLE.search(name)) is not None:
        article = inner.group(1).lower()
        for joined in (f"-{article}-", f"-{article.capitalize()}-", f" {article}-", f" {article} ", f" {article.capitalize()} "):
            yield name[: inner.start()] + joined + name[inner.end() :]
    if country in SURNAME_LAST_AT_HOME and len(words := name.split()) == 2:
        yield f"{words[1]} {words[0]}"


LETTERS = re.compile(r"[^\W_]+")


def slug(name: str) -> str:
    """Return a name as part of an id: `nicolas-maduro`."""
    return "-".join(LETTERS.findall(fold(name).lower()))


def build_registry(root: Traversable | None = None) -> Registry:
    """Read the registry's tables below `root`, by default the package's own."""

    def table(name: str, *columns: str) -> tuple[Row, ...]:
        return load_table(name, columns, root)

    states = table("actors/states.csv", "id", "name", "from", "to", "adjectives", "demonyms", "capital", "metonyms", "aliases", "ambiguous")
    regions = table("actors/regions.csv", "name", "aliases", "country", "kind", "adjectives")
    igos = table("actors/igos.csv", "id", "name", "acronyms", "aliases", "members")
    organisations = table("actors/organisations.csv", "id", "name", "aliases", "country", "sector", "state_owned")
    sources = (
        _states(states),
        _places(regions, "region"),
        _places(table("actors/cities.csv", "name", "aliases", "country", "kind"), "place"),
        _organisations(igos, "igo"),
        _organisations(organisations, "organisation"),
        _organisations(table("outlets.csv", "id", "name", "aliases", "country", "kind"), "outlet"),
        _people(table("actors/people.csv", "id", "name", "surname", "aliases", "country", "gender")),
    )
    entries: dict[str, Entry] = {}
    forms: dict[str, tuple[Form, ...]] = {}
    surnames: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for source in sources:
        for entry, named in source:
            known = entries.get(entry.id)
            if known is not None and entry.kind == "place" and known.country != entry.country:
                entry = replace(entry, id=f"{entry.id}-{(entry.country or '').lower()}")  # a namesake in another country  # noqa: PLW2901
            entries.setdefault(entry.id, entry)
            ranks: dict[How, int] = {}
            for text, how in named:
                rank = ranks[how] = ranks.get(how, -1) + 1
                folded = fold(text)
                known_forms = forms.get(folded, ())
                if not known_forms or all(form.entry != entry.id or form.how != how for form in known_forms):
                    forms[folded] = (*known_forms, Form(entry.id, how, rank))
            if entry.kind == "person":
                for word in (entry.surname or entry.name.split()[-1], *(alias for alias in entry.aliases if " " not in alias)):
                    surnames[fold(word)][entry.id] = None
    by_person: defaultdict[str, list[Office]] = defaultdict(list)
    by_country: defaultdict[str, list[Office]] = defaultdict(list)
    offices = tuple(_offices(table("actors/offices.csv", "person", "office", "country", "org", "from", "to", "uncertain")))
    for office in offices:
        by_person[office.person].append(office)
        if office.country:
            by_country[office.country].append(office)
    for text in [text for text in forms if text.startswith("the ") and text[4:] in forms]:
        del forms[text]
    ambiguous = frozenset(fold(name) for row in states for name in row.items("ambiguous"))
    return Registry(
        entries,
        forms,
        {name: tuple(found) for name, found in surnames.items()},
        ambiguous,
        offices,
        _shared(organisations),
        {person: tuple(terms) for person, terms in by_person.items()},
        {country: tuple(terms) for country, terms in by_country.items()},
    )


NOTED = re.compile(r"\bambiguous:\s*([^;]+)")


def _shared(rows: Iterable[Row]) -> frozenset[str]:
    public = (row.optional("note") or "" for row in rows if row.optional("sector") in NATIONAL)
    noted = (match.group(1) for note in public if (match := NOTED.search(note)) is not None)
    return frozenset(fold(name.partition(" (")[0].strip()) for names in noted for name in names.split(","))


def _offices(rows: Iterable[Row]) -> Iterable[Office]:
    for row in rows:
        person = row.text("person")
        yield Office(
            person if person.startswith("person:") else f"person:{person}",
            row.text("office").replace("-", " "),
            row.optional("country"),
            row.optional("org"),
            row.optional("from"),
            row.optional("to"),
            bool(row.optional("uncertain")),
        )


@cache
def load_registry() -> Registry:
    """Return the registry of the package's data, read once a process."""
    return build_registry()
