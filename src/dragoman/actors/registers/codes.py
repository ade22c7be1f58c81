"""Other people's codes in the registry's terms: countries, sectors, kinds, dates, offices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, get_args

from dragoman.actors.folding import fold
from dragoman.actors.lexicon import load_lexicon
from dragoman.actors.registry import Kind, load_registry, within
from dragoman.actors.wordsets import office_of
from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_root, load_table

FILE = "actors/registers.toml"
KINDS: frozenset[str] = frozenset(get_args(Kind))
GENDERS = {"male": "m", "m": "m", "man": "m", "female": "f", "f": "f", "woman": "f", "q6581097": "m", "q6581072": "f"}
WIKIDATA_DATE = re.compile(r"[+]?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.]+Z?(?:[+-]\d\d:?\d\d)?)?$")
PART_OF = re.compile(r" (?:of|for|in) (?:the )?(?=[A-Z])")
MINISTER = re.compile(r"minister (?:of|for) (?:the )?(.+?)(?: affairs)?$")
BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)")


@cache
def _tables() -> dict[str, Any]:
    try:
        return tomllib.loads(knowledge_root().joinpath("actors", "registers.toml").read_text(encoding="utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{FILE}: {error}. Mend the file, or reinstall the package.") from error


def mapping(group: str, name: str) -> dict[str, str]:
    """Return one table of `registers.toml`, for example `mapping("petrarch", "roles")`."""
    found: dict[str, str] = _tables()[group][name]
    return found


def words(group: str, name: str) -> frozenset[str]:
    """Return the words of one table of `registers.toml` that lists them under `words`."""
    return frozenset(mapping(group, name)["words"].split())


@cache
def _countries() -> dict[str, str]:
    registry = load_registry()
    known = {row.text("code"): row.text("country") for row in load_table("actors/country_codes.csv", ("code", "country"))}
    known |= {entry.id: entry.id for entry in registry.entries.values() if entry.kind == "state"}
    for entry in registry.entries.values():
        if entry.kind == "state":
            for name in (entry.name, *entry.aliases):
                known.setdefault(fold(name).upper().removeprefix("THE "), entry.id)
    return known


@lru_cache(maxsize=4096)
def country_of(text: str) -> str | None:
    """Return the ISO 3166 alpha-3 code of an alpha-2 or alpha-3 code or a name of a state in English; None where it is none."""
    return _countries().get(fold(text).strip().upper().removeprefix("THE "))


def first_country(texts: Iterable[str]) -> str | None:
    """Return the one country that all of them mean; None where they mean none or several."""
    found = {country for text in texts if (country := country_of(text)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def iso_date(text: str) -> str | None:
    """Return a date as `2011`, `2011-07` or `2011-07-09`; an empty one as None. A time of day is dropped.

    Raises ValueError where it is no date.
    """
    if not text.strip():
        return None
    match = WIKIDATA_DATE.match(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()!r} is no date")
    year, month, day = match.groups()
    if month in {None, "00"}:
        return str(year)
    given = f"{year}-{month}" if day in {None, "00"} else f"{year}-{month}-{day}"
    try:
        date.fromisoformat((given + "-01")[: len("2011-07-09")])
    except ValueError:
        raise ValueError(f"{given!r} is no day of the calendar") from None
    return given


def span(starts: Iterable[str], ends: Iterable[str]) -> tuple[str | None, str | None]:
    """Return the first of some dates that begin a time and the last of those that end it, as `iso_date` gives them, None where there is none.

    Raises ValueError where one is no date, or the time ends before it begins.
    """
    start = min(filter(None, map(iso_date, starts)), default=None)
    end = max(filter(None, map(iso_date, ends)), default=None)
    if start and end and not within(end, start, None):
        raise ValueError(f"it ends ({end}) before it begins ({start})")
    return start, end


def gender_of(texts: Iterable[str]) -> str | None:
    """Return `m` or `f`."""
    return next((GENDERS[text.strip().lower()] for text in texts if text.strip().lower() in GENDERS), None)


def topic_sector(topics: Iterable[str], *, person: bool) -> str | None:
    """Return the sector of FollowTheMoney topics, the longest listed beginning first; of a person only what the person is."""
    listed = mapping("ftm", "topics")
    best: tuple[int, str] | None = None
    for topic in topics:
        if person and not topic.startswith(("role.", "crime", "mil")):
            continue
        parts = topic.split(".")
        for size in range(len(parts), 0, -1):
            sector = listed.get(".".join(parts[:size]))
            if sector is not None:
                best = max(best or (0, ""), (size, sector), key=lambda pair: pair[0])
                break
    return best[1] if best else None


@lru_cache(maxsize=65536)
def office(label: str, country: str | None) -> tuple[str, str | None]:
    """Return a position's label as the registry names offices, with the sector that its words tell.

    `President of Chile` of CHL is `president`, `Minister for Foreign Affairs` is `foreign minister`; a label that is no known title stays.
    """
    text = " ".join(BRACKETS.sub("", label).split()).strip(" ,;") or label.strip()
    for match in PART_OF.finditer(text):
        if country is not None and country_of(text[match.end() :]) == country:
            text = text[: match.start()]
            break
    lexicon = load_lexicon()
    plain = fold(text).lower()
    field = MINISTER.match(plain)
    if field is not None and lexicon.word(f"{field.group(1)} minister") is not None:
        plain = f"{field.group(1)} minister"
    word = lexicon.word(plain)
    if word is not None:
        lemma = word.lemma if word.family == "title" else plain
        return office_of(lemma), word.sector
    found = [reading.sector for item in lexicon.find(text) for reading in item.words if reading.sector]
    return text, found[0] if found else None
