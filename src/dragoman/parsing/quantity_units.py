"""The units, signs and qualifiers that `quantity` knows: read once from units.toml and a language's qualifiers.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_file
from dragoman.parsing.quantity_numbers import NumberWords, number_words

Kind = Literal["money", "goods", "rate", "percent", "count"]
Basis = Literal["stated", "assumed"]

_GAP = re.compile(r"[ \t\u00a0\u2009\u202f]?\n?(?=[^\W\d])|-(?=[^\W\d])")
_WORD = re.compile(r"[^\W\d_]+(?:[.’'][^\W\d_]+)*\.?")
_SYMBOL = re.compile(r"(?:[ \u00a0\u202f]|-(?=[^\W\d_]))?(?P<symbol>(?:[^\W\d_]{1,5}(?:/[a-z]{1,3})?[23²³]?(?![\w]))|[^\w\s.,;:!?()'\"“”‘’/\-–—])")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is counted in. `factor` scales the printed value; `needs_scale` and `needs_thousands` guard ambiguous words."""

    name: str
    kind: Kind
    basis: Basis | None = None
    factor: float = 1.0
    needs_scale: bool = False
    needs_thousands: bool = False
    or_measure: str | None = None


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit found in the text; `end` is where its surface ends."""

    unit: Unit
    end: int
    symbol: bool


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What words around a figure make of its bounds: a factor for each end, None = open."""

    name: str
    low: float | None
    high: float | None
    spatial: bool = False
    """Also a preposition: not read before a small spelled count ("talks over two dams")."""


@dataclass(frozen=True, slots=True)
class CountRules:
    """The closed lists that end or forbid a counted noun phrase."""

    unit: str
    plurals: frozenset[str]
    plural_endings: tuple[str, ...]
    singulars: frozenset[str]
    not_counted: frozenset[str]
    stops: frozenset[str]
    empty: frozenset[str]
    labels: frozenset[str]
    name_labels: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True, slots=True)
class Units:
    """Everything `find_quantities` needs to know."""

    words: Mapping[str, Unit]
    symbols: Mapping[str, Unit]
    signs: Mapping[str, Unit]
    sign_before: re.Pattern[str]
    sign_ahead: re.Pattern[str]
    per: Mapping[str, str]
    per_after: re.Pattern[str]
    longest: int
    before: Mapping[str, Qualifier]
    with_over: frozenset[str]
    after: re.Pattern[str]
    after_words: Mapping[str, Qualifier]
    qualifier_signs: Mapping[str, Qualifier]
    count: CountRules
    numbers: NumberWords


@cache
def load_units(language: str = "en") -> Units:
    """Read the package's units and the qualifiers and number words of `language`.

    Raises KnowledgeError where a table is missing or names a currency's noun that is not there.
    """
    table = _read("units.toml")
    speech = _read(f"lexicon/{language}/qualifiers.toml")
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    signs: dict[str, Unit] = {}
    _add_currencies(table, words, symbols, signs)
    for entry in table["measure"]:
        unit = Unit(entry["unit"], entry["kind"], None, entry.get("factor", 1.0))
        words |= {fold(form): unit for form in entry["forms"]}
        symbols |= dict.fromkeys(entry["symbols"], unit)
    qualifiers = [(entry, Qualifier(entry["name"], entry.get("low"), entry.get("high"))) for entry in speech["qualifier"]]
    after = {phrase: qualifier for entry, qualifier in qualifiers for phrase in entry["after"]}
    written = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    per = {key.lower(): value for key, value in table["per"].items()}
    adverbs = [word for word in per if word.endswith("ly")]
    nouns = [word for word in per if not word.endswith("ly")]
    return Units(
        words=words,
        symbols=symbols,
        signs=signs,
        sign_before=re.compile(rf"(?:(?<![^\W\d_])(?P<sign>{written})|(?P<unknown>[^\W\d_]\$))[ \u00a0\u202f]?\Z"),
        sign_ahead=re.compile(rf"(?P<sign>{written})[ \u00a0\u202f]?(?=\d)"),
        per=per,
        per_after=re.compile(
            rf"(?:\s(?:an?|per|each|every)\s|\s?/\s?)(?P<per>{_choice(nouns)})(?![\w-])(?!\s(?:earlier|later|ago|before|after))|\s(?P<adverb>{_choice(adverbs)})\b",
            re.IGNORECASE,
        ),
        longest=max(len(form.split()) for form in words),
        before={phrase: replace(qualifier, spatial=phrase in speech["spatial"]) for entry, qualifier in qualifiers for phrase in entry["before"]},
        with_over=frozenset(speech["with_over"]),
        after=re.compile(rf"(?:,?\s|-)(?P<phrase>{_choice(after)})\b|(?P<plus>\+)", re.IGNORECASE),
        after_words=after,
        qualifier_signs={sign: qualifier for entry, qualifier in qualifiers for sign in entry["signs"]},
        count=_count_rules(table["count"]),
        numbers=number_words(speech["numbers"]),
    )


def _count_rules(table: Mapping[str, Any]) -> CountRules:
    lists = {key: frozenset(value) for key, value in table.items() if key not in ("unit", "plural_endings")}
    return CountRules(unit=table["unit"], plural_endings=tuple(table["plural_endings"]), **lists)


def read_unit(text: str, start: int, units: Units) -> UnitHit | None:
    """Read the unit that follows a figure ending at `start`: a symbol ("MW", "%", "USD"), else the longest known words."""
    if match := _SYMBOL.match(text, start):
        unit = units.symbols.get(match["symbol"])
        if unit is not None:
            return UnitHit(unit, match.end(), symbol=True)
    hit = None
    phrase = ""
    at = start
    for _ in range(units.longest):
        gap = _GAP.match(text, at)
        word = _WORD.match(text, gap.end()) if gap else None
        if word is None:
            break
        end = word.end()
        phrase = f"{phrase} {fold(word.group())}" if phrase else fold(word.group())
        unit = units.words.get(phrase)
        if unit is not None:
            hit = UnitHit(unit, end - 1 if text[end - 1] == "." else end, symbol=False)
        at = end
    return hit


def fold(words: str) -> str:
    """Return the words as keys are kept: lower case, no full stops, no hyphens, straight apostrophes."""
    return words.lower().replace(".", "").replace("-", " ").replace("’", "'")


def _read(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(knowledge_file(name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{name}: the table is missing. Reinstall the package.") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: not TOML ({error}). Correct the line.") from error


def _choice(words: Mapping[str, Any] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _add_currencies(table: Mapping[str, Any], words: dict[str, Unit], symbols: dict[str, Unit], signs: dict[str, Unit]) -> None:
    """Fill in the names, codes and signs of money."""
    nouns: dict[str, list[str]] = {}
    for entry in table["noun"]:
        forms = entry["forms"]
        nouns[fold(forms[0])] = forms
        if not entry.get("adjective_only"):
            words |= {fold(form): _noun_unit(entry) for form in forms}
    sole: Mapping[str, list[str]] = table["sole"]
    for code, forms in sole.items():
        words |= {fold(form): Unit(code, "money", "stated") for form in forms}
    codes = {*sole, *(entry["code"] for entry in table["currency"]), *(entry["sole"] for entry in table["noun"] if "sole" in entry)}
    for code in codes - set(table["codes"]["words"]):
        symbols[code] = signs[code] = Unit(code, "money", "stated")
    for entry in table["currency"]:
        unit = Unit(entry["code"], "money", "stated")
        forms = tuple(_forms(entry, nouns, sole))
        words |= {f"{fold(adjective)} {fold(form)}": unit for adjective in entry.get("adjectives", ()) for form in forms}
        for sign in entry.get("signs", ()):
            signs[sign] = unit
            if len(sign) > 2 and sign.endswith("$"):
                signs[f"{sign[:-1]} $"] = unit
            if not sign[0].isalpha():
                symbols[sign] = unit
    for entry in table["sign"]:
        unit = Unit(entry["usual"], "money", "assumed", needs_thousands=entry.get("needs_thousands", False))
        signs[entry["sign"]] = unit
        if not entry["sign"][0].isalpha():
            symbols[entry["sign"]] = unit


def _noun_unit(entry: Mapping[str, Any]) -> Unit:
    guards = {key: entry[key] for key in ("needs_scale", "needs_thousands", "or_measure") if key in entry}
    if "sole" in entry:
        return Unit(entry["sole"], "money", "stated", **guards)
    if "usual" in entry:
        return Unit(entry["usual"], "money", "assumed", **guards)
    return Unit(entry["name"], "money", None, **guards)


def _forms(entry: Mapping[str, Any], nouns: Mapping[str, list[str]], sole: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the nouns that a currency's adjectives stand before."""
    noun = entry.get("noun")
    if noun is None:
        yield from sole.get(entry["code"], ())
        return
    if fold(noun) not in nouns:
        raise KnowledgeError(f"units.toml: currency {entry['code']} has the noun {noun!r}, which no [[noun]] has first. Add it, or correct the name.")
    yield from nouns[fold(noun)]
