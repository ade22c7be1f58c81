"""The words of time of one language, read once from lexicon/<language>/time.toml, and the patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_file


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Everything `find_times` needs to know. Mappings have lower-case keys."""

    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    days: Mapping[str, int]
    holidays: Mapping[str, str]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    relative: Mapping[str, int]
    operators: Mapping[str, str]
    not_year_before: frozenset[str]
    not_year_following: frozenset[str]
    year_leading: frozenset[str]
    year_owners: frozenset[str]
    no_plurals: frozenset[str]
    anaphoric: frozenset[str]
    not_weekday_before: frozenset[str]
    not_weekday_following: frozenset[str]
    month_before: frozenset[str]
    month_names: frozenset[str]
    month_names_before: frozenset[str]
    future: re.Pattern[str]
    day_phrase: re.Pattern[str]
    holiday: re.Pattern[str]
    day_month: re.Pattern[str]
    before_unit: re.Pattern[str]
    count_before: re.Pattern[str]
    operator: re.Pattern[str]
    starts: frozenset[str]
    pointing: re.Pattern[str]


@cache
def load_time_words(language: str = "en") -> TimeWords:
    """Read the words of `language`. Raises KnowledgeError where the table is missing or broken."""
    name = f"lexicon/{language}/time.toml"
    try:
        table = tomllib.loads(knowledge_file(name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}: the table is missing. Add it, or read another language.") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: not TOML ({error}). Correct the line.") from error
    return _compiled(table)


def _compiled(table: Mapping[str, Any]) -> TimeWords:
    signs = {"previous": -1, "current": 0, "following": 1}
    relative = {word: sign for key, sign in signs.items() for word in table["relative"][key]}
    operators = {phrase: name for name, phrases in table["operators"].items() for phrase in phrases}
    months = {**table["months"], **table["short_months"]}
    tens = _choice(word for word, value in table["numbers"].items() if value >= 20)
    ones = _choice(word for word, value in table["numbers"].items() if value < 10 and len(word) > 2)
    count = rf"\d{{1,4}}|(?:{tens})[- ](?:{ones})|{_choice(table['numbers'])}"
    starts = {
        *months,
        *table["weekdays"],
        *table["short_weekdays"],
        *table["seasons"],
        *table["units"],
        *(phrase.split()[0].split("'")[0] for phrase in (*table["days"], *table["holidays"])),
        *table["ordinals"],
        "fiscal",
        "fy",
        "q",
        "same",
        "that",
    } - {"the"}
    return TimeWords(
        months=table["months"],
        short_months=table["short_months"],
        weekdays=table["weekdays"],
        short_weekdays=table["short_weekdays"],
        seasons=table["seasons"],
        days=table["days"],
        holidays=table["holidays"],
        units=table["units"],
        numbers=table["numbers"],
        ordinals=table["ordinals"],
        relative=relative,
        operators=operators,
        not_year_before=frozenset(table["not_years"]["before"]),
        not_year_following=frozenset(table["not_years"]["following"]),
        year_leading=frozenset(table["not_years"]["leading"]),
        year_owners=frozenset(table["not_years"]["owners"]),
        no_plurals=frozenset(table["not_years"]["no_plurals"]),
        anaphoric=frozenset(table["relative"]["anaphoric"]),
        not_weekday_before=frozenset(table["not_weekdays"]["before"]),
        not_weekday_following=frozenset(table["not_weekdays"]["following"]),
        month_before=frozenset(table["month_alone"]["before"]),
        month_names=frozenset(table["month_alone"]["names"]),
        month_names_before=frozenset(table["month_alone"]["names_before"]),
        future=re.compile(rf"(?:(?<!\w)|(?<=\w)(?=['’]))(?:{_choice(table['future']['cues'])})(?!\w)", re.IGNORECASE),
        day_phrase=re.compile(rf"(?:{_choice(table['days'])})(?!\w)", re.IGNORECASE),
        holiday=re.compile(rf"(?:{_choice(table['holidays'])})(?!\w)", re.IGNORECASE),
        day_month=re.compile(
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:(?P<link>\s?[–—-]\s?|\sto\s|\sand\s)(?P<day2>\d{1,2})(?:st|nd|rd|th)?)?[\s-](?:of\s)?"
            rf"(?P<month>{_choice(months)})(?!\w)\.?(?:,?[\s-](?P<year>\d{{4}})(?![\w%]|[.,]\d))?",
            re.IGNORECASE,
        ),
        before_unit=re.compile(
            rf"(?<!\w)(?P<the>the\s|this\s)?(?P<rel>{_choice([*relative, *table['relative']['anaphoric']])}|that)\s"
            rf"(?:(?P<n>{count})\s|(?P<some>few\s|several\s|couple\sof\s))?\Z",
            re.IGNORECASE,
        ),
        count_before=re.compile(
            rf"(?<![\w.,$-])(?<!half\s)(?:(?P<n>{count})|(?P<some>several|a\sfew|few|some|many|a\scouple\sof))[\s-]\Z", re.IGNORECASE
        ),
        operator=re.compile(
            rf"(?<!\w)(?P<operator>{_choice(operators)})\s(?P<the>the\s)?"
            r"(?:(?:(?:before|after|around|about)\s)?(?:dawn|dusk|noon|midday|midnight|sunrise|sunset|early|late)\s(?:on\s)?)?\Z",
            re.IGNORECASE,
        ),
        starts=frozenset(starts),
        pointing=re.compile(rf"(?<!\w)(?:{_choice(table['pointing']['words'])})(?!\w)", re.IGNORECASE),
    )


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s").replace("'", "['’]") for word in sorted(words, key=len, reverse=True))
