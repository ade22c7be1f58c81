"""Where a phrase that names no country belongs (`the government`, `police`, `Foreign Minister Lin`): what speaks for each country, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

STAGE, SCENE, TARGET = 20.0, 5.0, 6.0
SOIL, SCENERY = 12.0, 4.0
ACTING, SUBJECT, REPORTED, LATER, BEFORE, AFTER = 8.0, 6.5, 3.5, 1.6, 1.5, 0.5
HOME, LEFT, LAST = 5.0, 3.0, 0.1
TOPIC, TOPIC_BEFORE, IN_PARAGRAPH = 2.5, 1.5, 0.5
PROMINENT = 1.5
RECENT = (1.4, 0.9, 0.6, 0.3)
OPENING = 2.0
"""Headline and first paragraph say what an article is about: what they name counts twice."""
HEADLINE, FIRST_TEXT, PAIR = -1, 1, 2
NEARNESS = 0.01


@dataclass(frozen=True, slots=True)
class Themes:
    """Which countries each paragraph names, which paragraph a sentence stands in, and how much of the article is about each country (0 to 1)."""

    named: Mapping[int, frozenset[str]] = field(default_factory=dict)
    paragraph_of: Mapping[int, int] = field(default_factory=dict)
    prominence: Mapping[str, float] = field(default_factory=dict)
    pair: tuple[str, ...] = ()
    """The two states that the headline names, if it names two."""


def themes_of(named: Mapping[int, Collection[str]], title: Collection[str], paragraph_of: Mapping[int, int]) -> Themes:
    """Weigh the countries by the paragraphs that name them."""
    counts: dict[str, float] = defaultdict(float)
    for paragraph, countries in named.items():
        for country in set(countries):
            counts[country] += OPENING if paragraph <= FIRST_TEXT else 1.0
    most = max(counts.values(), default=1.0)
    parties = tuple(dict.fromkeys(title))
    pair = parties if len(parties) == PAIR else ()
    return Themes({key: frozenset(value) for key, value in named.items()}, paragraph_of, {c: count / most for c, count in counts.items()}, pair)


@dataclass(slots=True)
class Signs:
    """The countries that something speaks for, by what speaks for them; within a list the first counts a little more."""

    stage: list[str] = field(default_factory=list)
    """Sets the sentence's stage: `In neighbouring Niger, the government`."""
    scene: list[str] = field(default_factory=list)
    """Named first with `in`, state or capital."""
    acting: list[str] = field(default_factory=list)
    """Subject of the phrase's own clause or of one above it."""
    reported: list[str] = field(default_factory=list)
    """Subject of the words after which the phrase is named as their speaker."""
    subjects: list[str] = field(default_factory=list)
    """Subject of another clause before the phrase."""
    later: list[str] = field(default_factory=list)
    """Subject of a clause after it."""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    """Home, where somebody of another country acts on the phrase."""
    local: list[str] = field(default_factory=list)
    """Of the sentence's towns and regions."""
    soil: list[str] = field(default_factory=list)
    """Where the phrase's own clause says that something happens, of people who are spoken of as living there."""
    scenery: list[str] = field(default_factory=list)
    """Of the article's towns and regions, of such people."""
    home: list[str] = field(default_factory=list)
    """Of the dateline or outlet, where the article is about it and has not left it."""
    left: list[str] = field(default_factory=list)
    """Of the dateline or outlet, where the article has for some sentences spoken of others."""
    last: list[str] = field(default_factory=list)
    """Of the dateline or outlet where the article is about others."""
    recent: list[str] = field(default_factory=list)
    topic: set[str] = field(default_factory=set)
    """Subjects of the sentence before, in the same paragraph."""
    topic_before: set[str] = field(default_factory=set)
    named: frozenset[str] = frozenset()
    """Named in the paragraph, also further on."""


def best_home(signs: Signs, themes: Themes, barred: Collection[str]) -> str | None:
    """Return the country for which most speaks, None where nothing speaks for any that is not barred."""
    score: dict[str, float] = defaultdict(float)
    _add(score, signs.stage, STAGE)
    _add(score, signs.scene, SCENE)
    _add(score, signs.soil, SOIL)
    _add(score, signs.scenery, SCENERY)
    _add(score, signs.target, TARGET)
    _add(score, signs.acting, ACTING)
    _add(score, signs.subjects, SUBJECT)
    _add(score, signs.reported, REPORTED)
    _add(score, signs.home, HOME)
    _add(score, signs.left, LEFT)
    _add(score, signs.later, LATER)
    _add(score, signs.before[::-1], BEFORE)
    _add(score, signs.after, AFTER)
    _add(score, signs.last, LAST)
    for country, points in zip(signs.recent, RECENT, strict=False):
        score[country] += points
    # "In Bangkok, …" turns from what the paragraph spoke of.
    for country in signs.topic if not signs.scene else ():
        score[country] += TOPIC
    for country in signs.topic_before - signs.topic if not signs.scene else ():
        score[country] += TOPIC_BEFORE
    for country in score:
        score[country] += (IN_PARAGRAPH if country in signs.named else 0.0) + PROMINENT * themes.prominence.get(country, 0.0)
    left = [country for country in score if country not in barred]
    return max(left, key=lambda country: score[country], default=None)


def _add(score: dict[str, float], countries: list[str], points: float) -> None:
    for place, country in enumerate(dict.fromkeys(countries)):
        score[country] += max(points - place * NEARNESS, 0.0)
