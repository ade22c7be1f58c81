"""A record from Python: the questions of the command line and the pages, articles added, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, TypedDict, Unpack

from dragoman import __version__
from dragoman.api.reader import Reader, Readings
from dragoman.coding.types import types_by_kind
from dragoman.domain import Finding, Judgement, Reading, Reason
from dragoman.errors import InputError
from dragoman.record.actors import RecordedActor
from dragoman.record.between import counts_between, events_between, happenings
from dragoman.record.browsing import Month
from dragoman.record.browsing import finding as kept_finding
from dragoman.record.filters import asked_for
from dragoman.record.selecting import Selection
from dragoman.record.view import PrintedName, RecordView, StoredArticle, StoredClaim
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import bring_up_to_date, findings_of
from dragoman.showing.ledger import Entry, ledger_of


class Filters(TypedDict, total=False):
    """What may be asked of claims, as the options of `dragoman events` and the addresses of the pages have it (`docs/cli.md`); None asks for nothing.

    Actors are ids, country codes or names; days are `2024`, `2024-03` or `2024-03-01`, both ends included.
    """

    kind: Literal["event", "statement", "flow", "relation"] | None
    actor: str | None
    pair: tuple[str, str] | None
    from_: str | None
    to: str | None
    by: str | None
    about: str | None
    type: str | list[str] | None
    mode: str | None
    stance: str | None
    polarity: str | None
    modality: str | None
    verdict: str | None
    precision: str | None
    since: str | None
    until: str | None
    outlet: str | None
    text: str | None
    min_confidence: float | None
    how_not: str | None
    newest: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """What is told between two parties, in both directions together.

    `counts` are claims by kind; `happenings` events, each once however often it is told, by month; `findings` what is told more than once.
    """

    one: str
    other: str
    counts: Mapping[str, int]
    happenings: tuple[Month, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """How many articles are new or changed, how many the record had so already, and which were refused."""

    new: int
    known: int
    refused: tuple[InputError, ...] = ()


class Record:
    """One record (an SQLite file), to be used in a `with`. Questions need a record that exists; `add` makes it.

    >>> with Record("lima.sqlite") as record:
    ...     added = record.add(Reader().read("Peru met Chile."))
    ...     [stored.typed.type for stored in record.claims(pair=("PER", "CHL"))]
    ['CONSULT']

    Questions raise `RecordError` where the file is none of this version, and `InputError` for a filter or value that is none, with the known ones.
    """

    def __init__(self, path: str | Path) -> None:
        """Name the file; it is opened by the first question."""
        self.path = Path(path)
        self._view: RecordView | None = None

    def __enter__(self) -> Record:
        """Return the record itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; a later question opens it again."""
        if self._view is not None:
            self._view.close()
            self._view = None

    @property
    def view(self) -> RecordView:
        """The open file, for what the functions of `dragoman.record` and `dragoman.showing` ask."""
        if self._view is None:
            self._view = RecordView(self.path)
        return self._view

    def claims(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Iterator[StoredClaim]:
        """Yield claims by first day, article and place in it; `StoredClaim.typed` is the claim as `Event`, `Statement`, `Flow` or `Relation`."""
        return self.view.select(self._selection(filters), limit)

    def count(self, **filters: Unpack[Filters]) -> int:
        """Return how many claims fit."""
        return self.view.counted(self._selection(filters))

    def claim(self, claim_id: str) -> StoredClaim | None:
        """Return one claim, or None."""
        return self.view.claim(claim_id)

    def findings(self, **filters: Unpack[Filters]) -> tuple[Finding, ...]:
        """Return what several claims tell together, with a claim that fits; verdicts are of the findings."""
        return findings_of(self.view, selection=self._selection(filters))

    def finding(self, finding_id: str) -> Finding | None:
        """Return one finding, or None."""
        bring_up_to_date(self.view)
        return kept_finding(self.view, finding_id)

    def ledger(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> list[Entry]:
        """Return the flows by who gives to whom. Nothing is summed or converted: several may tell of one flow, as `Entry.finding` says."""
        return ledger_of(self.view, self._selection({**filters, "kind": "flow"}), lambda: findings_of(self.view, "flow"), limit)

    def pair(self, one: str, other: str) -> Pair:
        """Return what is told between two parties: codes of countries, else ids of actors (whom `actors` lists)."""
        findings = self.findings(pair=(one, other))
        times = sorted(happenings(events_between(self.view, one, other)), key=lambda month: (month.month, month.type))
        return Pair(one, other, counts_between(self.view, one, other), tuple(times), findings)

    def actors(self, limit: int | None = None) -> Iterator[RecordedActor]:
        """Yield who stands on any side of the claims, those of most claims first."""
        return self.view.actors(limit)

    def names(self, actor: str | None = None) -> Iterator[PrintedName]:
        """Yield the words that each outlet prints for an actor, or for all."""
        return self.view.printed_names(actor)

    def article(self, article_id: str) -> StoredArticle | None:
        """Return one article, or None."""
        return self.view.article(article_id)

    def articles(self, text: str | None = None, *, limit: int | None = None) -> Iterator[StoredArticle]:
        """Yield the articles by day of publication; with `text` those that have its words and phrases."""
        return self.view.articles(text, limit)

    def explain(self, claim_id: str, reader: Reader) -> tuple[Reason, ...]:
        """Replay why a claim is as it is. Empty where the reader does not make it (any more)."""
        stored = self._known("claim", claim_id)
        article = self.view.article(stored.article)
        return reader.explain(article.article, claim_id) if article else ()

    def add(self, readings: Readings | Iterable[Reading], *, program: str | None = None) -> Added:
        """Keep what was read; an article that the record has so changes nothing, and of a reading with a `fault` nothing is kept.

        `program` is what read them (`Reader.program`); `Readings` know it. An id that the record has with another text from another file is refused.
        """
        made = readings.program if isinstance(readings, Readings) else program
        refused: list[InputError] = []
        new = known = 0
        with RecordWriter(self.path, program=made or __version__) as writer:
            for reading in readings:
                admitted = next(writer.admitted([reading.article]))
                if isinstance(admitted, InputError):
                    refused.append(admitted)
                elif reading.fault is None:
                    added = writer.add(reading)
                    new, known = new + added, known + (not added)
        return Added(new, known, tuple(refused))

    def judge(self, verdict: Literal["same", "different", "wrong"], claim: str, other: str | None = None, *, by: str, note: str | None = None) -> int:
        """Append what `by` decided of a claim, or of two, and return the judgement's number. Nothing is deleted; findings follow it."""
        one = self._known("claim", claim)
        if (verdict == "wrong") != (other is None):
            raise InputError("other", f"{verdict!r} is said of {'one claim' if verdict == 'wrong' else 'two claims'}", "Name as many")
        if other is not None:
            two = self._known("other", other)
            if one.id == two.id:
                raise InputError("other", "the two claims are one; name two", "The listings print the ids")
            if one.kind != two.kind or one.kind == "statement":
                cause = f"{one.id} is a claim of kind {one.kind} and {two.id} of kind {two.kind}"
                raise InputError("other", cause, "Findings are of events, flows or relations, of one kind each")
        with RecordWriter(self.path) as writer:
            return writer.judge(verdict, _named(by), one.id, other, note=note)

    def undo(self, number: int, *, by: str, note: str | None = None) -> int:
        """Append that a judgement no longer holds, and return the number of that; undoing an undoing brings it back."""
        numbers = [judgement.number for judgement in self.view.judgements()]
        if number not in numbers:
            cause = f"the record {self.path} has no judgement {number}; it has {f'1 to {numbers[-1]}' if numbers else 'none'}"
            raise InputError("number", cause, "`judge list` and `Record.judgements` list them")
        with RecordWriter(self.path) as writer:
            return writer.judge("undo", _named(by), undoes=number, note=note)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return all that users decided, by number, also what was undone."""
        return tuple(self.view.judgements())

    def _known(self, argument: str, claim_id: str) -> StoredClaim:
        found = self.view.claim(claim_id)
        if found is None:
            raise InputError(argument, f"the record {self.path} has no claim {claim_id!r}", "The listings print the ids")
        return found

    def _selection(self, filters: Filters) -> Selection:
        selection = asked_for({_key(name): value for name, value in filters.items()}, types_by_kind())
        if selection.verdict is not None:
            bring_up_to_date(self.view)
        return selection


def _named(by: str) -> str:
    if not by.strip():
        raise InputError("--by", "a judgement needs a name", "Say who judges")
    return by.strip()


def _key(name: str) -> str:
    return "how!" if name == "how_not" else name.rstrip("_").replace("_", "-")
