"""What is written otherwise for the parser, because news writes as few other texts do: headlines, and days of the week without "on".

The parser sees "Somalia recalled ambassador", "Ecuador and China bank signed", "Hichilema today rejected"; every word that is read on stands as
it is printed, at the offsets where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.tables import load_table
from dragoman.parsing.wordsets import wordset

#: "Ecuador, China bank sign deal": a comma between two capitalised words of a headline means "and".
_COMMA = re.compile(r"(?<=[\w’.])(,)(?= [A-ZÀ-Þ](?!\w*(?:ays|aid|fficials)\b))")
_BARE_DAY = re.compile(
    r"(\w+)[’”\"')]? ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[.,;]|$| (?!morning|afternoon|evening|night|and\b|or\b|through\b)[a-z])"
)
_BEFORE_DAY = wordset("before_day")
_WORD = re.compile(r"[\w’'.-]*\w")
_SMALL = wordset("no_subject")
#: What stands behind a noun rather than behind a verb of the same form ("attacks in Iraq", "aid to Laos").
_AFTER_NOUN = wordset("after_noun")
#: "Khadar Guleid, left, shakes hands", "Tao Weimin (R) shakes hands": where somebody stands in the picture.
_PLACED = re.compile(r"(?:, (?:second from )?(?:left|right|cent(?:er|re)),| \((?:second from )?(?:left|right|cent(?:er|re)|L|R|C)\))(?= )")
_PLURAL = re.compile(r"s$|(?:^|[a-z-])(?:[mM]en|[pP]eople|[pP]olice|[cC]hildren)$")
#: Behind these a headline may have a verb of its own again.
_ANOTHER = frozenset({"as", "while", "after", "but"})
_TO_ACT = re.compile(r"(?:plan|offer|ask|move|promise|help|call|want)s? to [a-z]")


@dataclass(frozen=True, slots=True)
class HeadlineVerb:
    """A verb of headlines by the form it has there: its past tense, whether that form is a noun as well, and whether it ends in -s."""

    lemma: str
    past: str
    noun: bool
    singular: bool


@dataclass(frozen=True, slots=True)
class Rewording:
    """What the parser sees up to the offset `end`; `lemma` where the parser's own is not good enough."""

    end: int
    written: str
    lemma: str = ""


@cache
def headline_verbs() -> Mapping[str, HeadlineVerb]:
    """The present forms of `lexicon/en/headlines.csv`. Raises `KnowledgeError` where the table is wrong."""
    found: dict[str, HeadlineVerb] = {}
    for row in load_table("lexicon/en/headlines.csv", ("verb", "past", "note")):
        verb, past, noun = row.text("verb"), row.text("past"), row.optional("note") == "noun"
        found[_third_person(verb)] = HeadlineVerb(verb, past, noun, singular=True)
        found[verb] = HeadlineVerb(verb, past, noun, singular=False)
    return found


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def rewordings(text: str, kind: str) -> dict[int, Rewording]:
    """What is written otherwise in a piece of that kind, by its start."""
    found: dict[int, Rewording] = {}
    if "day" in text:
        for day in _BARE_DAY.finditer(text):
            if day.group(1).lower() not in _BEFORE_DAY:
                found[day.start(2)] = Rewording(day.end(2), "today")
    if kind in {"title", "caption"}:
        found |= _headline_verbs(text)
    if kind == "caption":
        found |= {place.start(): Rewording(place.end(), "") for place in _PLACED.finditer(text)}
    if kind == "title":
        found |= {comma.start(1): Rewording(comma.end(1), " and") for comma in _COMMA.finditer(text)}
    return found


def _headline_verbs(text: str) -> dict[int, Rewording]:
    """The first word of a headline that can be its verb: behind a name or noun, before what can be an object; behind "says", the next as well.

    So are those that follow a comma or "and" at once ("jails ex-minister, *frees* aide"), and the first behind "as", "while" and "after".
    "Ruto to visit" is what will be.
    """
    words = list(_WORD.finditer(text))
    known = headline_verbs()
    found: dict[int, Rewording] = {}
    awaited = True
    if len(words) < 2:
        return found
    for before, word, after in zip(words[:-1], words[1:], [*words[2:], None], strict=True):
        following = after.group() if after is not None else ""
        if awaited and word.group() == "to" and following in known and not known[following].singular and before.group().lower() not in _SMALL:
            return found | {word.start(): Rewording(word.end(), "will", "to")}
        awaited = awaited or word.group() in _ANOTHER
        verb = known.get(word.group())
        if verb is None:
            continue
        if found and text[before.end() : word.start()] == ", " and following.lower() not in _AFTER_NOUN:
            # the comma stands for "and"
            found[before.end()] = Rewording(before.end() + 1, " and")
            found[word.start()] = Rewording(word.end(), verb.past, verb.lemma)
            continue
        if not awaited or before.group().lower() in _SMALL or before.group().endswith(("’s", "'s")):
            continue
        if text[before.end() : word.start()] != " " and not _PLACED.search(text[: word.start()], max(0, word.start() - 25)):
            continue
        if not verb.singular and not (_PLURAL.search(before.group()) or re.search(r",| and ", text[: word.start()])):
            continue
        if verb.noun and not _has_object(text[word.start() :], following, known):
            continue
        found[word.start()] = Rewording(word.end(), verb.past, verb.lemma)
        awaited = verb.lemma == "say"
    return found


def _has_object(text: str, after: str, known: Mapping[str, HeadlineVerb]) -> bool:
    """Whether a word that can be a noun is a verb here: what follows is no preposition and no other verb."""
    if not after or after.lower() in _AFTER_NOUN:
        return bool(_TO_ACT.match(text))
    second = known.get(after)
    if second is not None and not second.singular and text.split(" ", 1)[0].endswith("s"):
        behind = text.split(" ")[2:3]
        if behind and behind[0][:1].isalnum() and behind[0].lower() not in _AFTER_NOUN:
            return False  # "air strikes *pound* Marib"
    return second is None or second.noun
