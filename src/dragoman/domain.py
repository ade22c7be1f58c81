"""The record's types. All are frozen; offsets are Unicode code points into `Article.text`, `[start, end)`.

A claim is what one article says, never a fact. `Event`, `Statement`, `Flow` and `Relation` are the four kinds of claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "future", "possible", "hypothetical", "requested"]
Stance = Literal["says", "claims", "denies", "alleges", "confirms", "doubts", "reports", "promises", "asks", "warns"]
Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "range"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored. `published` is ISO 8601 (`2008-09-24`) or None; `language` is ISO 639-1 or None (unknown)."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str | None = None
    """File (and line) it was read from."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of the article: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Date:
    """When: ISO days `start`..`end`, both inclusive, either may be None (open); `text` as printed.

    `precision` says how exactly the words give it; a month is `2024-03-01`..`2024-03-31` with precision `month`.
    """

    start: str | None
    end: str | None
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where, as the article's words say: `country` is ISO 3166 alpha-3 or None, `city` a name or None."""

    text: str
    country: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor as a claim names it.

    `id` is a registry id (`CHN`, `EU`, `person:nicolas-maduro`), or None where nothing in the registry fits: an unknown name stays
    unknown and is kept. `name` is the neutral name of the record, `text` the words printed. `country` is ISO 3166 alpha-3 or None,
    `sector` one of `GOV MIL LEG JUD OPP PTY BUS MED IGO NGO REB CIV …` or None, `kind` is `state person organisation group outlet
    document place …`. `how` says how it was resolved: `name`, `title`, `office`, `apposition`, `coreference`, `demonym`, `metonym`, `default`,
    `context` (from what stands around an act, see
    `coding.surroundings` and `coding.at_home`); `register:NAME` by a name of an imported register, with ` ambiguous` after it where several of
    its entries bear it.
    """

    id: str | None
    name: str
    text: str
    country: str | None = None
    sector: str | None = None
    kind: str = "unknown"
    how: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain that vouches for a claim. `cue` is the reporting word as printed."""

    name: str
    cue: str
    stance: Stance = "says"
    actor: ActorRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every kind of claim has. `attribution` runs from the nearest source outward; the article's own outlet is implied."""

    id: str
    kind: str
    article: str
    evidence: Evidence
    attribution: tuple[Source, ...] = ()
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    date: Date | None = None
    place: Place | None = None
    rule: str
    """What decided it: `acts` (the reader), `events.dictionary …`, or the name of a rule."""
    confidence: float | None = None
    """How surely the reader sees an act here, in hundredths; None where a rule decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """Who did what to whom, as a PLOVER event. `score` is PLOVER's conflict–cooperation value of the mode or type."""

    kind: str = "event"
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[ActorRef, ...] = ()
    recipients: tuple[ActorRef, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Claim):
    """Who said what. `content` is the words said without outer quotation marks.

    `stance` is how the speaker puts it, `about` the actors that the content names, `date` the day of the saying where its words give one.
    """

    kind: str = "statement"
    speaker: ActorRef | None
    addressees: tuple[ActorRef, ...] = ()
    content: Evidence
    quote: Literal["direct", "indirect", "mixed"]
    cue: str
    medium: str | None = None
    stance: Stance = "says"
    about: tuple[ActorRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as bounds, both inclusive, None = open. `unit` is ISO 4217 for money, else `t`, `bbl/d`, `MW`, `items` and the like.

    `currency_basis` is `stated` where the currency is unmistakable ("US$"), `assumed` where a sign is shared ("$"), None for goods.
    `qualifier`: `exact at_least at_most more_than less_than about range plural`. `also` keeps a second printed surface of the same
    amount (a conversion in parentheses) as its own figure.
    """

    min: float | None
    max: float | None
    unit: str
    qualifier: str
    text: str
    currency_basis: Literal["stated", "assumed"] | None = None
    also: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """ISO dates (`1999`, `1999-02`, `1999-02-01`), either end open."""

    start: str | None
    end: str | None


DEBTOR_FIRST = frozenset({"debt", "repayment", "rescheduling"})
"""Flows whose provider is the debtor: in a ledger they stand with their creditor as the one who gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Claim):
    """What was lent, given, sold, shipped, owed or repaid. Debt, rescheduling and repayment have the debtor as provider."""

    kind: str = "flow"
    flow_type: str
    measure: Literal["flow", "stock"]
    provider: ActorRef | None = None
    recipient: ActorRef | None = None
    amount: Amount | None = None
    commodity: str | None = None
    period: Period | None = None
    as_of: str | None = None
    status: str
    instrument: str | None = None
    terms: str | None = None
    is_aggregate: bool = False
    guarantor: ActorRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Claim):
    """Office, membership, ownership, state-media, ally, partnership, trade-partner, family. Ownership has the owned as subject."""

    kind: str = "relation"
    relation: str
    subject: ActorRef
    object: ActorRef | None = None
    role: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """A loaded word used of an actor or an act: `voice` is the speaker whose word it is, None for the article's own."""

    article: str
    term: str
    evidence: Evidence
    of: ActorRef | None
    neutral: str
    polarity: Literal["pejorative", "laudatory"]
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article gave. `note` says why nothing was coded, where that is so (another language, no text), or how far an overlong one was.

    `fault` says what failed where the program could not read it: the record keeps it apart, set aside.
    """

    article: Article
    claims: tuple[Event | Statement | Flow | Relation, ...] = ()
    framings: tuple[Framing, ...] = ()
    note: str | None = None
    words: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of why a claim is as it is, for `dragoman explain`."""

    step: str
    text: str
    details: tuple[str, ...] = field(default=())


Verdict = Literal["agree", "contradict", "not comparable"]


@dataclass(frozen=True, slots=True)
class ValueGiven:
    """What one claim gives for a field of a finding, in words; `note` says where it does not stand (withdrawn, denied, superseded)."""

    article: str
    claim: str
    value: str
    attribution: tuple[Source, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """Two claims' values for one field, side by side."""

    claims: tuple[str, str]
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """Whether the claims of a finding agree on a field. One contradiction makes the verdict; `comparisons` keeps every pair of distinct values."""

    verdict: Verdict
    why: str
    values: tuple[ValueGiven, ...]
    comparisons: tuple[FieldComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The claims, from any number of articles, about one happening or one quantity.

    `n_independent` counts sources: reprints of one wire story, and articles that pass on what another outlet said, count once.
    """

    id: str
    kind: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    n_articles: int
    n_independent: int
    fields: Mapping[str, FieldVerdict]
    why: tuple[str, ...] = ()
    """Why these claims were taken to be about one thing: the deciding features, in words."""

    @property
    def verdict(self) -> Verdict:
        """One contradiction makes it; else one agreement."""
        found = {field.verdict for field in self.fields.values()}
        return "contradict" if "contradict" in found else "agree" if "agree" in found else "not comparable"


Judging = Literal["same", "different", "wrong", "undo"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a user decided, as it was appended: `same` and `different` of two claims, `wrong` of one, `undo` of an earlier judgement.

    Claims are named by id, which is a hash of content: a judgement holds again when a claim comes back. `at` is an ISO 8601 time in UTC.
    """

    number: int
    verdict: Judging
    by: str
    at: str
    claim: str | None = None
    other: str | None = None
    undoes: int | None = None
    note: str | None = None

    @property
    def words(self) -> str:
        """Who decided it, when and why, in words."""
        decided = {"same": "judged the same", "different": "judged different", "wrong": "judged wrong", "undo": f"undone (no. {self.undoes})"}
        return f"{decided[self.verdict]} by {self.by} on {self.at[:10]}{f': {self.note}' if self.note else ''}"
