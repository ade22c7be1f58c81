"""Which names of an article mean the same: full name and surname, name and acronym, registry forms."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.clusters import Cluster, initials, is_part, is_surname, name_words
from dragoman.actors.drafts import Draft, Label
from dragoman.actors.folding import fold
from dragoman.actors.registry import Entry, Form, Registry

HOW_ORDER = {"name": 0, "acronym": 1, "demonym": 2, "metonym": 3}
BODIES = frozenset({"organisation", "outlet", "igo", "unknown", "group"})


class Names:
    """The named entities of one article. Built once per article, in two rounds: full names, then the short forms of them."""

    def __init__(self, registry: Registry, on: str | None, clusters: list[Cluster], countries: frozenset[str], parts: frozenset[str]) -> None:
        self._parts = parts
        self._countries = countries
        self._registry = registry
        self._on = on
        self._clusters = clusters
        self._by_id: dict[str, Cluster] = {}
        self._by_name: dict[tuple[str, ...], Cluster] = {}
        self._bracketed: dict[str, Cluster] = {}

    def entry(self, identifier: str) -> Cluster:
        """Return the entity of a registry entry, made at its first call."""
        cluster = self._by_id.get(identifier)
        if cluster is None:
            entry = self._registry.entries[identifier]
            label: Label = "group" if entry.kind == "people" else entry.kind
            cluster = self.new(label)
            cluster.id, cluster.name, cluster.number = identifier, entry.name, "sg"
            cluster.country, cluster.sector = self._registry.country_on(entry, self._on), entry.sector
            cluster.gender = entry.gender if entry.gender in ("m", "f") else ""  # type: ignore[assignment]
            # the nouns that stand for a body after its name: its sort (`bloc`) and, of a body of states, the last words of its names
            last = [name.split()[-1].lower() for name in (entry.name, *entry.aliases)] if entry.kind == "igo" else []
            cluster.called = tuple(dict.fromkeys(filter(None, [entry.sort, *last]))) if entry.kind in {"igo", "organisation"} else ()
            # "Sisi" is short for a spelling of his name that the article does not print
            cluster.names += (entry.name, *(entry.aliases if entry.kind == "person" else ()))
            self._by_id[identifier] = cluster
        return cluster

    def new(self, label: Label) -> Cluster:
        """Return a fresh entity."""
        cluster = Cluster(len(self._clusters), label)
        self._clusters.append(cluster)
        return cluster

    def choose(self, forms: Sequence[Form]) -> Entry:
        """Return the entry meant by an ambiguous form: one that exists on the date and whose country the article names, by name before adjective."""
        if len(forms) == 1:
            return self._registry.entries[forms[0].entry]
        entries = [(self._registry.entries[form.entry], form) for form in forms]
        alive = [pair for pair in entries if (pair[0].exists(self._on) if self._on else pair[0].to is None)] or entries
        if any(entry.kind == "state" for entry, _ in alive):
            wholes = [pair for pair in alive if pair[0].kind != "region"]
            part = next((entry for entry, _ in alive if entry.kind == "region" and entry.country in self._parts), None)
            if part is not None:
                return part  # "voters in Georgia and Florida"
            alive = wholes
        spoken = [pair for pair in alive if pair[0].country in self._countries]
        return min(spoken or alive, key=lambda pair: (HOW_ORDER[pair[1].how], pair[1].rank))[0]

    def resolve(self, draft: Draft, *, full: bool) -> Cluster | None:
        """Return the entity of a named draft; in the round of full names None for what may be a short form."""
        if draft.forms and draft.name in self._bracketed:
            return self._bracketed[draft.name]
        if draft.forms:
            entry = self.choose(draft.forms)
            return self._namesake(entry, draft) if self._is_namesake(entry, draft) else self.entry(entry.id)
        words = name_words(draft.name)
        if not words:
            return None
        known = self._by_name.get(words)
        # A full name printed twice is one bearer, whatever a recogniser takes it for the second time.
        if known is not None and (len(words) > 1 or self._compatible(known, draft)):
            return known
        if full and len(words) < 2:
            return None
        if not full:
            found = self._short(words, draft) or self._by_surname(draft)
            if found is not None:
                self._by_name.setdefault(words, found)
                return found
        cluster = self.new(draft.label)
        cluster.number = "sg"
        self._by_name[words] = cluster
        return cluster

    def _is_namesake(self, entry: Entry, draft: Draft) -> bool:
        """Whether a name that bodies of several states have means another than the table's, of whose country the article says nothing."""
        return entry.country not in {None, *self._countries} and self._registry.is_shared(draft.name)

    def _namesake(self, entry: Entry, draft: Draft) -> Cluster:
        """Return the entity of a body of the article's own country that is called like one of the table's."""
        words = name_words(draft.name)
        cluster = self._by_name.get(words)
        if cluster is None:
            cluster = self._by_name[words] = self.new("organisation")
            cluster.sector, cluster.number = entry.sector, "sg"
            cluster.names.append(draft.name)
        return cluster

    def bracket(self, acronym: str, cluster: Cluster) -> None:
        """Note an acronym that the article itself introduces: `China Development Bank (CDB)`."""
        self._bracketed[acronym] = cluster
        self._by_name[name_words(acronym)] = cluster

    def _short(self, words: tuple[str, ...], draft: Draft) -> Cluster | None:
        acronym = draft.name.replace(".", "")
        best: Cluster | None = None
        for cluster in self._clusters:
            if not self._compatible(cluster, draft) or not self._is_short_of(words, acronym, cluster):
                continue
            before = cluster.first_seen <= draft_order(draft)
            # The last one introduced before the short form.
            if best is None or before:
                best = cluster
        return best

    @staticmethod
    def _is_short_of(words: tuple[str, ...], acronym: str, cluster: Cluster) -> bool:
        for name in cluster.names:
            long = name_words(name)
            if cluster.label == "person":
                if is_surname(words, long, cluster.country):
                    return True
            elif initials(name) == acronym or (is_part(words, long) and long[0] == words[0]):
                return True
        return False

    @staticmethod
    def _compatible(cluster: Cluster, draft: Draft) -> bool:
        if cluster.label == "person":
            return draft.label in {"person", "unknown", "organisation", "place", "outlet"}  # a reader may take "Tshisekedi" for a place
        if cluster.label in BODIES:
            return draft.label in BODIES or cluster.label == "unknown"
        return draft.label in {cluster.label, "unknown"} and cluster.id is None

    def _by_surname(self, draft: Draft) -> Cluster | None:
        """Return the registry's person whom a lone surname means: the one in office then, or the only one known."""
        people = self._registry.surnames.get(fold(draft.name), ())
        if not people:
            return None
        serving = [person for person in people if self._on and self._registry.offices_of(person, self._on)]
        if len(serving) == 1:
            return self.entry(serving[0])
        if len(people) > 1:
            people = tuple(person for person in people if self._registry.entries[person].country in self._countries) or people
        if len(people) == 1:
            return self.entry(people[0])
        nations = {self._registry.entries[person].country for person in people}
        if len(nations) == 1:
            # Several of one name and country (father and son): the country is certain, the person is not.
            cluster = self.new("person")
            cluster.country, cluster.name, cluster.number = next(iter(nations)), draft.name, "sg"
            return cluster
        return None


def draft_order(draft: Draft) -> int:
    """Return a number that orders drafts by place in the article."""
    return draft.sentence * 10_000 + draft.first
