"""Events of the verbs that a user's dictionary decides: its first entry whose words stand there, the sides in its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.clauses.clauses import Clause, clause_span
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.dictionaries.needs import Need, meets
from dragoman.coding.dictionaries.slots import actor_side, recipient_side
from dragoman.coding.events.coded import Coded
from dragoman.coding.ontology import Ontology
from dragoman.coding.sides import ActorsOf, distinct, nameable
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence

NO_EVENT = "-"
RULE = "events.dictionary"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of a dictionary makes of a verb. `type` may be `-`: no event; `needs` have to stand around the verb.

    `actor` and `recipient` are slots in order of preference. `governs` is what becomes of an act that the verb governs, by that act's type
    ("refuse to meet"); `default` stands for any other. `rank` puts patterns before their verb alone. `why` is what `explain` says of it.
    """

    name: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    why: str
    reciprocal: bool = False
    governs: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    rank: int = 0

    @property
    def weight(self) -> int:
        """Which of several entries that hold is meant: the one of the highest weight, of equals the first."""
        return self.rank + sum(need.words for need in self.needs)


class Coder:
    """Codes the verbs of dictionaries. Holds nothing but their entries."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]], ontology: Ontology) -> None:
        """`entries` by verb, as `dictionaries.entries.entries_of` makes them."""
        self.entries = {verb: tuple(sorted(several, key=lambda one: -one.weight)) for verb, several in entries.items()}
        self.ontology = ontology

    def find(self, sentence: Sentence, clauses: Sequence[Clause], actors: ActorsOf) -> tuple[Coded, ...]:
        """The events of one sentence, in order of the text. Verbs are taken from the top of the tree down; what one governs is part of it."""
        if not self.entries:
            return ()
        by_head = {c.head: c for c in clauses}
        governed: set[int] = set()
        found: list[Coded] = []
        for clause in sorted(clauses, key=lambda c: (sum(1 for _ in sentence.ancestors(c.head)), c.head)):
            entry = self.entry(clause) if clause.head not in governed else None
            if entry is None:
                continue
            inner = next((by_head[i] for i in (*clause.complements, *clause.purposes) if i in by_head), None)
            if inner is not None and entry.governs:
                governed.add(inner.head)
            coded = self._coded(clause, entry, inner, actors)
            found += [coded] if coded is not None else []
        return tuple(sorted(found, key=lambda c: (c.start, c.end)))

    def entry(self, clause: Clause) -> Entry | None:
        """The entry that decides a verb, None where no dictionary has it in these words."""
        if clause.kind != "verb":
            return None
        return next(
            (one for one in self.entries.get(clause.lemma, ()) if _particle_fits(clause, one) and all(meets(n, clause) for n in one.needs)), None
        )

    def _coded(self, clause: Clause, entry: Entry, inner: Clause | None, actors: ActorsOf) -> Coded | None:
        type_, mode = entry.type, entry.mode
        if entry.governs and (inner is not None or clause.of("object")):
            act = self.entry(inner) if inner is not None else None
            type_, _, told = entry.governs.get(act.type if act else "", entry.governs["default"]).partition(":")
            mode = told or (entry.mode if type_ == entry.type else None)
        if type_ == NO_EVENT:
            return None
        acting = actor_side(clause, entry.actor, actors)
        receiving = recipient_side(clause, entry.recipient, actors, acting)
        if not receiving and inner is not None:
            receiving = recipient_side(inner, entry.recipient, actors, acting)
        if entry.reciprocal:
            acting, receiving = distinct([*acting, *receiving]), ()
        if not any(nameable(ref) for ref in (*acting, *receiving)):
            return None
        return self._told(clause, entry, (type_, mode), (acting, receiving))

    def _told(
        self, clause: Clause, entry: Entry, code: tuple[str, str | None], sides: tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]
    ) -> Coded | None:
        """The event as it is told: what will be done is agreed, what will not be done refused, what is asked for or supposed none."""
        truth = factuality(clause.sentence, clause.head)
        if truth.modality in {"hypothetical", "requested"} or (truth.modality == "possible" and truth.cue == "to"):
            return None
        (type_, mode), known = code, self.ontology.types[code[0]]
        if truth.modality == "future" and known.future:
            if truth.polarity == "negative":
                type_, mode, truth = "REJECT", known.refused, Factuality(cue=truth.cue)
            else:
                type_, mode = known.future, mode if known.future == type_ else None
        start, end = clause_span(clause)
        return Coded(clause.sentence.index, clause.head, type_, mode, *sides, truth, start, end, f"{RULE} {entry.name}")


def _particle_fits(clause: Clause, entry: Entry) -> bool:
    """ "call off" is not "call": a particle has to be asked for."""
    return not clause.particle or any((clause.particle,) in slot for need in entry.needs for slot in need.slots)
