"""Where an article comes from: its date, its dateline, its outlet's country."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.actors.folding import fold
from dragoman.actors.gazetteer import Hit
from dragoman.actors.registry import Registry
from dragoman.actors.wordsets import wordset
from dragoman.domain import Article
from dragoman.parsing.tree import Parse

DATELINE = re.compile(r"\s*([^\W\d_a-z][^\W\d_a-z]*(?:[ '’.-]+[^\W\d_a-z]+)*)\s*(?:,|\(|–|—|-)")
QUOTES = re.compile(r"[“”\"]|``|''")
DATELINE_REACH = 3
FOLLOWER_REACH = 24
PLACE_NOUNS = wordset("place_noun")
BEFORE_PLACES = re.compile(r"\b(?:in|near|inside|outside|around|across|throughout|at)(?: [^\W\d_]+){0,3} $", re.IGNORECASE)
BEFORE_REACH = 40
CLEAR = 3  # the scene's places are named at least so many times as often as any other country's
TOWN, STATE = 2, 1  # a town or region says more of where things happen than a state: ministers meet "in Luxembourg"
FIRST_TEXT = 1  # what the first paragraphs name counts twice: they say what an article is about
LONGEST_NAME = 10
"""Words of a place's name, at most; the registry's longest has eight."""
OPENING_NAMES = 4  # an article's first names of countries and their people say what it is about


@dataclass(frozen=True, slots=True)
class Themes:
    """Which countries each paragraph names, which paragraph a sentence stands in, and how much of the article is about each country (0 to 1)."""

    named: Mapping[int, frozenset[str]] = field(default_factory=dict)
    paragraph_of: Mapping[int, int] = field(default_factory=dict)
    prominence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """`date` is the article's (ISO day) or None; `country` that of its dateline or outlet; `place` the dateline's words."""

    date: str | None
    country: str | None
    place: str = ""
    quotes: tuple[tuple[int, int], ...] = ()
    """Where quoted words stand, in code points."""
    at_home: bool = True
    """Whether the article is about the country it comes from: a story from Dubai on Iran, one of a London paper on India is not."""
    themes: Themes = field(default_factory=Themes)
    scene: str | None = None
    """The country in whose towns and regions things happen, where the article names clearly more of them than of any other's."""


def context_of(article: Article, parse: Parse, registry: Registry, hits: Sequence[Hit] = ()) -> Context:
    """Read the article's date, dateline and outlet. `hits` are the registry's names in the text."""
    quotes = tuple(quoted_spans(article.text, parse.paragraphs))
    themes = _themes(parse, hits, registry)
    for start, end in parse.paragraphs[:DATELINE_REACH]:
        match = DATELINE.match(article.text[start:end])
        if match is None:
            continue
        place = fold(match.group(1)).strip(" .")
        forms = registry.forms.get(place) or registry.forms.get(place.title(), ())
        countries = {registry.entries[form.entry].country for form in forms}
        line = next((s.end for s in parse.sentences if s.kind == "dateline" and start <= s.start < end), start + match.end())
        if len(countries) == 1:
            country = next(iter(countries))
            told = [name for at, name in _named(hits, registry) if not start <= at < line]
            scene = scene_of(article.text, hits, registry, country)
            return Context(day_of(article), country, place, quotes, country in told or not told, themes, scene)
    country = outlet_country(article.outlet, registry) if article.outlet else None
    first = [name for _, name in _named(hits, registry)][:OPENING_NAMES]
    scene = scene_of(article.text, hits, registry)
    return Context(day_of(article), country, "", quotes, country in first or not first, themes, scene)


def _themes(parse: Parse, hits: Sequence[Hit], registry: Registry) -> Themes:
    """Return which countries each paragraph names and how much they weigh."""
    starts = [start for start, _ in parse.paragraphs]
    named: dict[int, set[str]] = {}
    for at, country in _named(hits, registry):
        named.setdefault(max(bisect_right(starts, at) - 1, 0), set()).add(country)
    counts: Counter[str] = Counter()
    for paragraph, countries in named.items():
        counts.update(dict.fromkeys(countries, 2 if paragraph <= FIRST_TEXT else 1))
    most = max(counts.values(), default=1)
    paragraph_of = {sentence.index: max(bisect_right(starts, sentence.start) - 1, 0) for sentence in parse.sentences}
    shares = {country: count / most for country, count in counts.items()}
    return Themes({key: frozenset(value) for key, value in named.items()}, paragraph_of, shares)


def scene_of(text: str, hits: Sequence[Hit], registry: Registry, dateline: str | None = None) -> str | None:
    """Return the country in which most of the places lie that a text names: towns and regions, what stands behind `in` or `near`, the dateline."""
    counted: Counter[str] = Counter({dateline: STATE} if dateline is not None else {})
    for hit in hits:
        entry = registry.entries[hit.forms[0].entry]
        if len({form.entry for form in hit.forms}) != 1 or entry.country is None or entry.to is not None:
            continue
        if text[max(hit.start - 1, 0) : hit.start] == "-" or text[hit.end : hit.end + 1] == "-":
            continue  # part of another name
        counted[entry.country] += _lies(text, hit, entry.kind)
    ranked = [(country, points) for country, points in counted.most_common(2) if points]
    clear = bool(ranked) and ranked[0][1] >= TOWN and (len(ranked) == 1 or ranked[0][1] >= CLEAR * ranked[1][1])
    return ranked[0][0] if clear else None


def _lies(text: str, hit: Hit, kind: str) -> int:
    """Return how much a name says of where things happen."""
    if hit.forms[0].how == "demonym":
        after = text[hit.end : hit.end + FOLLOWER_REACH].split()
        return TOWN if after and after[0].lower().strip(".,;") in PLACE_NOUNS else 0
    if kind in {"place", "region"}:
        return TOWN
    before = text[max(hit.start - BEFORE_REACH, 0) : hit.start]
    return STATE if kind == "state" and BEFORE_PLACES.search(before) else 0


def _named(hits: Sequence[Hit], registry: Registry) -> list[tuple[int, str]]:
    """Return where the text names a country, one of its towns, bodies or persons; names that several share say nothing."""
    found = []
    for hit in hits:
        entries = {form.entry for form in hit.forms}
        entry = registry.entries[hit.forms[0].entry]
        if len(entries) == 1 and entry.country is not None and entry.kind != "outlet":
            found.append((hit.start, entry.country))
    return found


def outlet_country(outlet: str, registry: Registry) -> str | None:
    """Return the country of an outlet: the table's, else that of the one place or country in its name (`Sydney Daily Thunder`)."""
    known = registry.forms.get(fold(outlet))
    if known:
        return registry.entries[known[0].entry].country
    words = fold(outlet).split()
    runs = (" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, min(at + LONGEST_NAME, len(words)) + 1))
    entries = {form.entry for run in runs for form in registry.forms.get(run, ())}
    countries = {
        entry.country for entry in map(registry.entries.__getitem__, entries) if entry.kind in {"state", "place", "region"} and entry.to is None
    }
    return next(iter(countries)) if len(countries) == 1 else None


def quoted_spans(text: str, paragraphs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return what stands in double quotation marks; a quote left open ends with its paragraph."""
    for start, end in paragraphs:
        opened = -1
        for mark in QUOTES.finditer(text, start, end):
            if opened < 0:
                opened = mark.end() if mark.group() != "”" else -1
            elif mark.group() != "“":
                yield opened, mark.start()
                opened = -1
        if opened >= 0:
            yield opened, end


def day_of(article: Article) -> str | None:
    """Return the article's day, ISO 8601."""
    return article.published[:10] if article.published else None
