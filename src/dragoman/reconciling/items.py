"""A claim made ready for comparing: its parties as codes, its days as numbers, its words as stems."""

from __future__ import annotations

import re
import unicodedata
import zlib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.domain import DEBTOR_FIRST
from dragoman.reconciling.model import Model, stem
from dragoman.reconciling.told import Told

COMPARED = ("event", "flow", "relation")
DENIALS = frozenset(["denies"])
MONEY = re.compile(r"[A-Z]{3}|.*(dollar|peso|franc|dinar|dirham|rial|riyal|pound|krone|krona|crown|shilling|rupee)s?")
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
BEFORE = 40  # characters before a figure that say what it is of
FIRST_DAY, LAST_DAY = 0, 3_652_059  # of Python's calendar: an open end

Days = tuple[int, int]
Place = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount's bounds, None = open."""

    low: float | None
    high: float | None
    unit: str

    @property
    def money(self) -> bool:
        """True for a sum of money, false for goods."""
        return MONEY.fullmatch(self.unit) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """One claim, ready. `acting` and `receiving` are party codes; for a flow the one who gives or lends is acting, whoever the record has first."""

    claim: Mapping[str, Any]
    place: Place
    kind: str
    type: str
    mode: str | None
    rule: str | None
    acting: frozenset[str]
    receiving: frozenset[str]
    parties: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    sketch: int
    days: Days | None
    published: int | None
    anchor: int
    modality: str
    denied: bool
    span: tuple[int, int]
    where: str | None
    figure: Figure | None
    goods: frozenset[str]
    status: str | None
    part: bool

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.place[3]

    @property
    def article(self) -> str:
        """The article that makes the claim."""
        return self.place[1]

    @property
    def several(self) -> bool:
        """True where it names more than one party."""
        return len(self.parties) > 1


def prepare(told: Told, model: Model) -> Item | None:
    """Return the claim ready for comparing, or None where its kind is none that findings are made of."""
    claim = told.claim
    kind = str(claim["kind"])
    if kind not in COMPARED:
        return None
    evidence = claim["evidence"]
    type_, acting, receiving = _sides(kind, claim)
    published = _first(told.published)
    days = _days_of(kind, claim)
    words = stems(evidence["text"], model) - model.place_words - model.words.own.get(type_, frozenset())
    rule = claim.get("rule")
    return Item(
        claim=claim,
        place=(told.published or "", told.article, int(evidence["start"]), str(claim["id"])),
        kind=kind,
        type=type_,
        mode=claim.get("mode"),
        rule=rule if isinstance(rule, str) and rule.startswith("events.") else None,
        acting=_codes(acting),
        receiving=_codes(receiving),
        parties=_codes((*acting, *receiving)),
        names=_names((*acting, *receiving), model),
        words=words,
        sketch=min((zlib.crc32(word.encode()) for word in words), default=0),
        days=days,
        published=published,
        anchor=_anchor(days, published, model),
        modality=str(claim.get("modality", "actual")),
        denied=denied(claim),
        span=(int(evidence["start"]), int(evidence["end"])),
        where=_where(claim.get("place")),
        figure=_figure(claim.get("amount")),
        goods=stems(claim.get("commodity") or "", model) if kind == "flow" else stems(claim.get("role") or "", model),
        status=claim.get("status"),
        part=kind == "flow" and _partial(evidence["text"], claim.get("amount"), model),
    )


def denied(claim: Mapping[str, Any]) -> bool:
    """True where the clause is negated or the outermost source that takes a stand denies it."""
    chain = tuple(claim.get("attribution") or ())
    return claim.get("polarity") == "negative" or bool(chain and chain[-1].get("stance") in DENIALS)


def asserted(claim: Mapping[str, Any]) -> bool:
    """True where somebody in the chain puts the claim forward, though another may deny it."""
    if not denied(claim):
        return True
    chain = tuple(claim.get("attribution") or ())
    return bool(len(chain) > 1 and chain[-1].get("stance") in DENIALS and chain[0].get("stance") not in DENIALS)


def _sides(kind: str, claim: Mapping[str, Any]) -> tuple[str, Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]:
    if kind == "event":
        return str(claim["type"]), _refs(claim.get("actors")), _refs(claim.get("recipients"))
    if kind == "relation":
        return str(claim["relation"]), _refs(claim.get("subject")), _refs(claim.get("object"))
    first, second = _refs(claim.get("provider")), _refs(claim.get("recipient"))
    if claim["flow_type"] in DEBTOR_FIRST:
        first, second = second, first
    return str(claim["flow_type"]), first, second


def _refs(side: Any) -> tuple[Mapping[str, Any], ...]:
    if not side:
        return ()
    return (side,) if isinstance(side, Mapping) else tuple(side)


def _codes(refs: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(code for ref in refs if (code := party(ref)))


def party(ref: Mapping[str, Any]) -> str | None:
    """One code for an actor: the country it acts for, else its id, else its folded name; None where nothing tells it from others."""
    code = ref.get("country") or ref.get("id")
    return str(code) if code else None


def name_words(ref: Mapping[str, Any]) -> frozenset[str]:
    """The words of an actor's name, folded; a short particle tells nothing."""
    return frozenset(word for found in WORD.findall(str(ref.get("name") or ref.get("text") or "")) if len(word := fold(found)) > 2)


def _names(refs: Iterable[Mapping[str, Any]], model: Model) -> frozenset[str]:
    """The words of proper names, without those of countries: `China Development Bank` is `development`, `bank`."""
    found = set()
    for ref in refs:
        for text in {str(ref.get("name") or ""), str(ref.get("text") or "")}:
            found |= {folded for word in WORD.findall(text) if word[0].isupper() and len(folded := fold(word)) > 2}
    return frozenset(found) - model.place_words - model.words.empty


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents: `Quirós` is `quiros`."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def stems(text: str, model: Model) -> frozenset[str]:
    """The telling words of a text, forms and synonyms brought together."""
    found = (_stem(word, model) for word in WORD.findall(text))
    return frozenset(word for word in found if word)


def _stem(word: str, model: Model) -> str:
    """The word's group or stem; nothing for an empty word."""
    folded = fold(word)
    words = model.words
    if folded in words.empty or (len(folded) < 2 and not folded.isdigit()):
        return ""
    if folded in model.place_words:
        return folded
    found = stem(folded, words.endings)
    return words.same.get(found, found)


def _days_of(kind: str, claim: Mapping[str, Any]) -> Days | None:
    if kind == "flow":
        if claim.get("as_of"):
            return span_of(claim["as_of"], claim["as_of"])
        period = claim.get("period") or {}
        if period.get("start") or period.get("end"):
            return span_of(period.get("start"), period.get("end"))
    stated = claim.get("date") or (claim.get("period") if kind == "relation" else None) or {}
    return span_of(stated.get("start"), stated.get("end")) if stated.get("start") or stated.get("end") else None


def span_of(start: str | None, end: str | None) -> Days | None:
    """The first and last day, as numbers, of two ISO dates of any precision; None where neither can be read."""
    first, last = _first(start), _last(end)
    if first is None and last is None:
        return None
    return (FIRST_DAY if first is None else first, LAST_DAY if last is None else last)


@lru_cache(maxsize=100_000)
def _first(text: str | None) -> int | None:
    parts = _parts(text)
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1).toordinal() if parts else None


@lru_cache(maxsize=100_000)
def _last(text: str | None) -> int | None:
    parts = _parts(text)
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1]).toordinal()


def _parts(text: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as far as given; nothing where it is none (a record may hold what a user typed)."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text or "")
    if not found:
        return ()
    parts = tuple(int(part) for part in found.groups() if part)
    valid = parts[0] >= 1 and (len(parts) < 2 or 1 <= parts[1] <= 12) and (len(parts) < 3 or 1 <= parts[2] <= monthrange(parts[0], parts[1])[1])
    return parts if valid else ()


def _anchor(days: Days | None, published: int | None, model: Model) -> int:
    """The day by which claims are laid side by side: the happening's where it is told, else the publication's."""
    if days and days[0] > FIRST_DAY and days[1] < LAST_DAY and days[1] - days[0] <= model.limits.wide_days:
        return days[1]
    if published is not None:
        return published
    return days[0] if days else 0


def _where(place: Mapping[str, Any] | None) -> str | None:
    return (place.get("city") or None) if place else None


def _partial(text: str, amount: Mapping[str, Any] | None, model: Model) -> bool:
    """True where the words right before the figure (all words, where the figure is not found in them) name a part of a whole."""
    at = text.find(str(amount["text"])) if amount and amount.get("text") else -1
    near = text if at < 0 else text[max(0, at - BEFORE) : at]
    return any(phrase in near.casefold() for phrase in model.words.parts)


def _figure(amount: Mapping[str, Any] | None) -> Figure | None:
    if not amount or (amount.get("min") is None and amount.get("max") is None):
        return None
    return Figure(amount.get("min"), amount.get("max"), str(amount["unit"]))
