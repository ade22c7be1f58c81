"""Checks of the words of the ledger, of relations, of units, of figures and of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.knowledge.linting_sources import Finding, collisions, mapping, read_toml, strings, tables_of, unknown_keys, vocabulary
from dragoman.knowledge.vocabulary import RELATION_TYPES
from dragoman.knowledge.wordsets import CLAUSES

FLOWS = "lexicon/en/flows.toml"
RELATIONS = "lexicon/en/relations.toml"
UNITS = "units.toml"
QUALIFIERS = "lexicon/en/qualifiers.toml"
TIME = "lexicon/en/time.toml"
NOMINALS = "lexicon/en/nominals.toml"
LEMMAS = "lexicon/en/lemmas.toml"
WORD_SETS = (LEMMAS, CLAUSES)
"""Files of closed sets of words."""
TERMS = ("grace-period", "interest", "collateral", "in-kind", "maturity")

QUALIFIER_NAMES = frozenset({"exact", "at_least", "at_most", "more_than", "less_than", "about", "range", "plural"})
_SAID_ONCE = ("months", "short_months", "weekdays", "short_weekdays", "seasons", "days", "holidays", "units")


def check_measures(root: Traversable, countries: frozenset[str], offices: frozenset[str]) -> Iterator[Finding]:
    """Check the TOML files of words and units below `root`. `countries` are the ids of states, `offices` those of terms."""
    for name, check in ((FLOWS, _flows), (RELATIONS, _relations), (UNITS, _units), (QUALIFIERS, _qualifiers), (TIME, _time)):
        data, faults = read_toml(root, name)
        yield from faults
        if not faults:
            yield from check(data)
    for name in WORD_SETS:
        sets, faults = read_toml(root, name)
        yield from (*faults, *(_word_sets(name, sets) if not faults else ()))
    nominals, faults = read_toml(root, NOMINALS)
    yield from (*faults, *_nominals(nominals, countries, offices))


def _flows(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(FLOWS, "the file", data, ("terms",))
    words, faults = mapping(FLOWS, "the file", data, "terms")
    yield from faults
    yield from unknown_keys(FLOWS, "terms", words, TERMS)
    yield from (fault for key in TERMS for fault in strings(FLOWS, "terms", words, key)[1])


def _lists_apart(name: str, data: Mapping[str, Any], key: str, but: str = "") -> Iterator[Finding]:
    """Check a table of lists of words that share no word; `but` is a list that may."""
    lists, faults = mapping(name, "the file", data, key)
    yield from faults
    words: list[tuple[str, str]] = []
    for one in lists:
        listed, faults = strings(name, key, lists, one)
        yield from faults
        words += [(word, one) for word in listed if one != but]
    yield from collisions(name, words, str.lower, f"in {key!r}, the word")


def _relations(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(RELATIONS, "the file", data, ("noun", "verb", "neutral", "rule", "state"))
    for block, lists in (("rule", ("entering", "honours", "limiting")), ("state", ("shares", "holding"))):
        table = data.get(block, {})
        yield from unknown_keys(RELATIONS, block, table, (*lists, "nouns") if block == "rule" else lists)
        yield from (fault for key in lists for fault in strings(RELATIONS, block, table, key)[1])
    for block, keys in (("noun", ("relation", "lemmas", "with", "preps")), ("verb", ("relation", "lemmas"))):
        rows, faults = tables_of(RELATIONS, data, block)
        yield from faults
        for number, row in enumerate(rows, start=1):
            where = f"{block} {number} ({row.get('relation')})"
            yield from unknown_keys(RELATIONS, where, row, keys)
            yield from vocabulary(RELATIONS, where, row, "relation", RELATION_TYPES, required=True)
            yield from (fault for key in ("lemmas", "with") for fault in strings(RELATIONS, where, row, key)[1])
            if not row.get("lemmas"):
                yield Finding(RELATIONS, None, f"{where} has no lemmas", "add some, or remove it")
            preps, faults = strings(RELATIONS, where, row, "preps")
            yield from faults
            if block == "noun" and not preps:
                yield Finding(RELATIONS, None, f"{where} has the preps {row.get('preps')!r}", "write the prepositions before the other party")
    neutral, faults = mapping(RELATIONS, "the file", data, "neutral")
    yield from faults
    for word, plain in neutral.items():
        if not isinstance(plain, str) or not plain or plain in neutral:
            yield Finding(RELATIONS, None, f"the neutral word of {word!r} is {plain!r}", "write a word that is not itself loaded")


def _fold_unit(words: str) -> str:
    return words.lower().replace(".", "").replace("-", " ").replace("’", "'")


def _units(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(UNITS, "the file", data, ("noun", "currency", "sign", "measure", "sole", "codes", "per", "count"))
    blocks = {}
    for block in ("noun", "currency", "sign", "measure"):
        blocks[block], faults = tables_of(UNITS, data, block)
        yield from faults
    words: list[tuple[str, str]] = []
    for noun in blocks["noun"]:
        forms, faults = strings(UNITS, "noun", noun, "forms")
        yield from faults
        if sum(key in noun for key in ("sole", "usual", "name")) != 1 and not noun.get("adjective_only"):
            yield Finding(UNITS, None, f"noun {forms[:1]} does not say which currency it is", "write one of sole, usual or name")
        if not noun.get("adjective_only"):
            words += [(form, f"noun {forms[0]!r}") for form in forms]
    sole, faults = mapping(UNITS, "the file", data, "sole")
    yield from faults
    for code in sole:
        forms, faults = strings(UNITS, "sole", sole, code)
        yield from faults
        words += [(form, f"sole {code}") for form in forms]
    signs: list[tuple[str, str]] = [(str(row.get("sign")), f"sign {row.get('usual')}") for row in blocks["sign"]]
    for number, measure in enumerate(blocks["measure"], start=1):
        where = f"measure {measure.get('unit')!r} ({number})"
        for key, into in (("forms", words), ("symbols", signs)):
            forms, faults = strings(UNITS, where, measure, key)
            yield from faults
            into += [(form, where) for form in forms]
        yield from vocabulary(UNITS, where, measure, "kind", ("goods", "rate", "percent"), required=True)
    yield from _currencies(blocks["currency"], blocks["noun"], signs)
    yield from collisions(UNITS, words, _fold_unit, "the word")
    yield from collisions(UNITS, signs, str, "the sign")
    count, faults = mapping(UNITS, "the file", data, "count")
    yield from faults
    yield from (fault for key, value in count.items() if not isinstance(value, str) for fault in strings(UNITS, "count", count, key)[1])


def _currencies(currencies: tuple[dict[str, Any], ...], nouns: tuple[dict[str, Any], ...], signs: list[tuple[str, str]]) -> Iterator[Finding]:
    """Check the currencies and add their signs to `signs`. A code may stand under several nouns ("franc", "CFA franc")."""
    first = {_fold_unit(forms[0]) for noun in nouns if (forms := strings(UNITS, "noun", noun, "forms")[0])}
    adjectives: list[tuple[str, str]] = []
    seen: set[tuple[str, str]] = set()
    for currency in currencies:
        code = str(currency.get("code"))
        noun = str(currency.get("noun", ""))
        if (code, noun) in seen:
            yield Finding(UNITS, None, f"the currency {code} stands twice with the same noun", "merge the two")
        seen.add((code, noun))
        if noun and _fold_unit(noun) not in first:
            cause = f"currency {code} has the noun {noun!r}, which no [[noun]] has first"
            yield Finding(UNITS, None, cause, "add it, or correct the name")
        for key in ("adjectives", "signs"):
            forms, faults = strings(UNITS, f"currency {code}", currency, key)
            yield from faults
            if key == "signs":
                signs += [(form, f"currency {code}") for form in forms]
            else:
                adjectives += [(f"{form} {noun or code}", f"currency {code}") for form in forms]
    yield from collisions(UNITS, adjectives, _fold_unit, "the name")


def _qualifiers(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from unknown_keys(QUALIFIERS, "the file", data, ("spatial", "with_over", "qualifier", "numbers"))
    rows, faults = tables_of(QUALIFIERS, data, "qualifier")
    yield from faults
    for key in ("before", "after", "signs"):
        forms: list[tuple[str, str]] = []
        for number, row in enumerate(rows, start=1):
            where = f"qualifier {row.get('name')} ({number})"
            listed, faults = strings(QUALIFIERS, where, row, key)
            yield from faults
            forms += [(form, where) for form in listed]
        yield from collisions(QUALIFIERS, forms, str.lower, f"in {key!r}, the phrase")
    for row in rows:
        yield from vocabulary(QUALIFIERS, "a qualifier", row, "name", QUALIFIER_NAMES, required=True)
    numbers, faults = mapping(QUALIFIERS, "the file", data, "numbers")
    yield from faults
    yield from _said_once(QUALIFIERS, numbers, ("cardinal", "plural", "vague"))


def _said_once(name: str, data: Mapping[str, Any], tables: tuple[str, ...]) -> Iterator[Finding]:
    """Check that no word is a key of two of the tables."""
    words: list[tuple[str, str]] = []
    for table in tables:
        keys, faults = mapping(name, "the file", data, table)
        yield from faults
        words += [(word, table) for word in keys]
    yield from collisions(name, words, str.lower, "the word")


def _time(data: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _said_once(TIME, data, _SAID_ONCE)
    yield from _lists_apart(TIME, data, "relative", but="anaphoric")
    yield from _lists_apart(TIME, data, "operators")
    for table in data:
        words, faults = mapping(TIME, "the file", data, table)
        yield from faults
        for key, value in words.items():
            if isinstance(value, list):
                yield from strings(TIME, table, words, key)[1]
            elif key != key.lower():
                yield Finding(TIME, None, f"{table} has {key!r} with capital letters", "write it in lower case: it is looked up so")
    for table, values in (("months", range(1, 13)), ("weekdays", range(7))):
        if list(mapping(TIME, "the file", data, table)[0].values()) != list(values):
            yield Finding(TIME, None, f"{table} are not {values.start} to {values.stop - 1} in order", "number them in order, each once")


def _word_sets(file: str, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Check the closed sets of a file: each a list of words."""
    for name in data:
        words, faults = strings(file, "the file", data, name)
        yield from faults
        if not words and not faults:
            yield Finding(file, None, f"the set {name!r} is empty", "add words, or take it out")


def _nominals(data: Mapping[str, Any], countries: frozenset[str], offices: frozenset[str]) -> Iterator[Finding]:
    """Check the closed sets of words (each a list, or a text whose words are apart by white space) and the tables of what a word means."""
    yield from _sets({name: words for name, words in data.items() if not isinstance(words, dict)}, "the file")
    for name, table in data.items():
        for word, meaning in table.items() if isinstance(table, dict) else ():
            if not isinstance(meaning, str) or not meaning:
                yield Finding(NOMINALS, None, f"{name}: {word!r} is {meaning!r}", 'write a text: "…"')
    titles, faults = mapping(NOMINALS, "the file", data, "offices")
    yield from faults
    known = {office.replace("-", " ") for office in offices}
    for title, office in titles.items() if offices else ():
        if isinstance(office, str) and office.replace("-", " ") not in known:
            yield Finding(NOMINALS, None, f"offices: {title!r} is {office!r}, which no one holds", "use an office of actors/offices.csv")
    places, faults = mapping(NOMINALS, "the file", data, "geography")
    yield from (*faults, *_sets({word: codes for word, codes in places.items() if isinstance(codes, str)}, "geography"))
    for word, codes in places.items():
        strange = sorted(set(codes.split()) - countries) if countries and isinstance(codes, str) else []
        if strange:
            yield Finding(NOMINALS, None, f"geography: {word!r} has {', '.join(strange)}, which no state has as its id", "use the ids of states")


def _sets(table: Mapping[str, Any], where: str) -> Iterator[Finding]:
    split = {name: words.split() if isinstance(words, str) else words for name, words in table.items()}
    for name in split:
        yield from strings(NOMINALS, where, split, name)[1]
