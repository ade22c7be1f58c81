"""Which printed forms of an imported name may be looked for in running text, and the number by which a form is found.

A form's number is a 64-bit hash of its words without case and diacritics, made of the words' own hashes, so that all runs of words of an
article are hashed at once. It is the same on every machine and in every process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b

from dragoman.actors.folding import fold
from dragoman.actors.lexicon import load_lexicon
from dragoman.actors.registers.model import Actor
from dragoman.actors.registry import Kind, load_registry
from dragoman.actors.wordsets import wordset

WORD = re.compile(r"[^\W_]+")
MULTIPLIER = 0x9E3779B97F4A7C15  # odd: a run's hash depends on the order of its words
MASK = (1 << 64) - 1
SIGN = 1 << 63
MAX_WORDS = 10
MIN_LETTERS = 3
ACRONYM_LENGTH = 5
NAME_AND_ARTICLE = 2
"""A name of so many words keeps its article: `The Guardian`."""
LATIN_END = "\u024f"
PLACES: frozenset[Kind] = frozenset({"state", "region", "place", "people"})

#: The rules by which a name is kept out of running text, with what each says.
RULES = {
    "weak": "names that the source itself marks as weak",
    "short": f"names of fewer than {MIN_LETTERS} letters",
    "long": f"names of more than {MAX_WORDS} words",
    "script": "names in other than Latin letters",
    "lower": "names without a capital letter",
    "single": "single words of persons (surnames, given names)",
    "common": "single words that are ordinary words, months or days",
    "title": "names that are only a title or a common noun",
    "place": "names of states, peoples or places that the package knows",
    "known": "names that the package has for the same state already",
    "noun": "nouns that are ordinary words besides",
    "had": "nouns that the package has already",
}


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """Return the number of a word, unsigned, 64 bits."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def form_hash(words: Sequence[str]) -> int:
    """Return the number of a run of words in lower case, as SQLite stores it: signed, 64 bits."""
    number = 0
    for word in words:
        number = (number * MULTIPLIER + word_hash(word)) & MASK
    return number - (1 << 64) if number & SIGN else number


def words_of(form: str) -> list[str]:
    """Return a name's words, folded, case kept: letters and digits; all else parts words."""
    return WORD.findall(fold(form))


def fits(form: Sequence[str], printed: Sequence[str], *, caseless: bool) -> bool:
    """Whether printed words are this form: the same letters, and capitals where the form has them.

    A form in capitals throughout fits any capitalised words, but a lone one of few letters is an acronym and fits capitals only.
    """
    small = wordset("inside_name") | wordset("particle")
    whole = caseless or (len(form) > 1 and all(word.isupper() or not word.isalpha() for word in form))
    for own, word in zip(form, printed, strict=True):
        if own.lower() != word.lower():
            return False
        if not own[:1].isupper():
            continue
        if whole:
            if not word[:1].isupper() and own.lower() not in small:
                return False
        elif not word[:1].isupper() or (len(own) > 1 and own.isupper() and not word.isupper() and len(own) <= ACRONYM_LENGTH):
            return False
    return len(form) > 1 or not is_acronym(form) or printed[0].isupper()


def is_acronym(words: Sequence[str]) -> bool:
    """Whether a form is one word of few letters, all of them capitals."""
    return len(words) == 1 and words[0].isupper() and len(words[0]) <= ACRONYM_LENGTH


@cache
def _placed() -> dict[str, frozenset[str]]:
    """Return the forms of states, peoples and places, in lower case, with the ids of those they name."""
    registry = load_registry()
    found: dict[str, frozenset[str]] = {}
    for text, forms in registry.forms.items():
        ids = frozenset(form.entry for form in forms if registry.entries[form.entry].kind in PLACES)
        if ids:
            key = " ".join(words_of(text)).lower()
            found[key] = found.get(key, frozenset()) | ids
    return found


def rule_against(name: str, words: Sequence[str], actor: Actor) -> str | None:
    """Return the rule of `RULES` that keeps a name out of running text, or None."""
    letters = sum(map(len, words))
    if letters < MIN_LETTERS:
        return "short" if letters or not name.strip() else "script"
    plain = " ".join(words)
    if not plain.isascii() and any(char > LATIN_END for char in plain):
        return "script"
    if len(words) > MAX_WORDS:
        return "long"
    if not any(word[:1].isupper() or word[:1].isdigit() for word in words) or all(word.isdigit() for word in words):
        return "lower"
    plain = plain.lower()
    places = _placed().get(plain)
    if places is not None:
        if actor.kind == "state":
            return "known"
        if actor.kind not in PLACES:
            return "place"
    if len(words) == 1:
        if actor.kind == "person":
            return "single"
        if not is_acronym(words) and (plain in wordset("common") or plain in wordset("calendar") or load_lexicon().readings(plain)):
            return "common"
    return "title" if load_lexicon().readings(plain) else None


def rule_against_noun(noun: str) -> str | None:
    """Return the rule of `RULES` that keeps a common noun out of the lexicon, or None."""
    if load_lexicon().readings(noun):
        return "had"
    return "noun" if noun in wordset("common") or noun in wordset("calendar") or len(noun) < MIN_LETTERS else None


def forms_of(actor: Actor) -> Iterator[tuple[str, list[str], str | None]]:
    """Return each name once, as its words and with the rule against it or None, in the register's order.

    `Moro, Aldo` is `Aldo Moro`, and a name of several words does without its article: texts write it small or not at all.
    """
    seen: set[str] = set()
    for name in actor.names:
        words = words_of(" ".join(reversed(name.split(","))) if actor.kind == "person" and name.count(",") == 1 else name)
        if len(words) > NAME_AND_ARTICLE and words[0].lower() == "the":
            del words[0]
        key = " ".join(words)
        if key not in seen:
            seen.add(key)
            yield name, words, rule_against(name, words, actor)
    for name in actor.weak:
        words = words_of(name)
        if " ".join(words) not in seen:
            yield name, words, "weak"
