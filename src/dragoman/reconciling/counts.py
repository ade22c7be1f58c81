"""How many people an event's words count: "at least 11 people were killed", "two Australian diplomats".

Numbers and their qualifiers are those of `qualifiers.toml`. Words that hold two counts of persons give none: which is meant is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.domain import Verdict
from dragoman.reconciling.items import Figure, stems
from dragoman.reconciling.model import Model, read_words
from dragoman.reconciling.quantities import meet, show

NEAR = 30  # characters between a count and a word that makes it one of the dead
BETWEEN = 3  # words between number and noun: "17 captured Tajik servicemen"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons, the noun counted and the words printed."""

    figure: Figure
    nouns: str
    text: str


@dataclass(frozen=True, slots=True)
class _Reader:
    pattern: re.Pattern[str]
    dead: re.Pattern[str]
    numbers: Mapping[str, float]
    qualifiers: Mapping[str, tuple[float | None, float | None]]


@cache
def _reader(language: str = "en") -> _Reader:
    speech, words = read_words(language, "qualifiers.toml"), read_words(language, "reconciling.toml")["counts"]
    scales = {word: value for word, value in speech["numbers"]["scale"].items() if value <= 1000}
    cardinals = speech["numbers"]["cardinal"]
    qualifiers = {phrase: (entry.get("low"), entry.get("high")) for entry in speech["qualifier"] for phrase in entry["before"]}
    number = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{_any(cardinals)}"
    pattern = (
        rf"\b(?:(?P<qualifier>{_any(qualifiers)})\s+)?(?P<number>{number})(?:[ -](?P<scale>{_any(scales)}))?\s+"
        rf"(?:(?!(?:and|or|to|by|in|of|for|from|with|on|at)\b)[\w’'-]+\s+){{0,{BETWEEN}}}?(?P<noun>{_any(words['persons'].split())})\b"
    )
    return _Reader(re.compile(pattern, re.IGNORECASE), re.compile(rf"\b(?:{_any(words['dead'])})\b", re.IGNORECASE), cardinals | scales, qualifiers)


def _any(words: Iterable[object]) -> str:
    found = sorted((str(word) for word in words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in found)


@lru_cache(maxsize=20_000)
def count_of(text: str, what: str) -> Count | None:
    """The one count of `persons` or of `deaths` in the words, or None where there is none or more than one."""
    reader = _reader()
    found = [match for match in reader.pattern.finditer(text) if (_deadly(match, text, reader) == (what == "deaths"))]
    return _count(found[0], reader) if len(found) == 1 else None


def _deadly(match: re.Match[str], text: str, reader: _Reader) -> bool:
    return reader.dead.search(text[max(0, match.start() - NEAR) : match.end() + NEAR]) is not None


def _count(match: re.Match[str], reader: _Reader) -> Count:
    printed = match["number"].replace(",", "").casefold()
    value = float(reader.numbers.get(printed, 0)) or float(printed if printed.isdigit() else 0)
    value *= float(reader.numbers[match["scale"].casefold()]) if match["scale"] else 1
    low: float | None = 1
    high: float | None = 1
    if match["qualifier"]:
        low, high = reader.qualifiers[match["qualifier"].casefold()]
    bound = (None if low is None else round(value * low, 6), None if high is None else round(value * high, 6))
    return Count(Figure(*bound, "persons"), match["noun"].casefold(), match.group())


def compare_counts(a: Count, b: Count, model: Model) -> tuple[Verdict, str]:
    """The verdict on two counts: only of like persons (guards are some of the people)."""
    if _kind(a, model) != _kind(b, model):
        return "not comparable", f"{show(a.figure)} and {show(b.figure)}: {a.nouns} and {b.nouns} are counted"
    meets, why = meet(a.figure, b.figure)
    return ("agree" if meets else "contradict"), why


def _kind(count: Count, model: Model) -> str:
    return min(stems(count.nouns, model), default=count.nouns)
