"""What a figure counts, read from the words alone: no parse is needed, and a parse may later say more."""

from __future__ import annotations

import re

from dragoman.parsing.quantity_units import CountRules

_NEXT = re.compile(r"[ \t\u00a0]?\n?[ \t\u00a0]?(?<=\s)(?P<word>[^\W_][\w-]*+(?P<possessive>[’'][^\W\d_]+)?)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?[ \u00a0]\Z")
_OF = re.compile(r"[ \u00a0]of(?=\s)")
_NAME_AFTER = re.compile(r"\s[^\W\d_a-zß-öø-ÿ]")
_MODIFIERS = 4


def counted_phrase(text: str, start: int, rules: CountRules) -> tuple[int, str] | None:
    """Return the end and the words of the noun phrase after a number, or None where no plural noun follows.

    "200 oil workers marched" gives "oil workers", "two days" nothing: a span of time is no quantity.
    """
    words: list[str] = []
    first = end = -1
    at = start
    for _ in range(_MODIFIERS + 3):
        match = _NEXT.match(text, at)
        if match is None or match["possessive"]:
            break
        word = match["word"]
        low = word.lower()
        if not words and first < 0 and low in rules.empty:
            at = match.end()
            continue
        if low in rules.stops or word[0].isdecimal():
            break
        plural = _is_plural(low, rules)
        if end >= 0 and not plural:
            break
        if first < 0:
            first = match.start("word")
        words.append(low)
        at = match.end()
        if plural:
            end = at
        elif len(words) > _MODIFIERS:
            break
    if end < 0 or text[first:end].lower().rsplit(" ", 1)[-1] in rules.not_counted:
        return None
    whole = _of_phrase(text, end, rules)
    return whole, " ".join(text[first:whole].split())


def commodity_after(text: str, start: int, rules: CountRules) -> tuple[int, str] | None:
    """Return the goods after a measure and where they end: "of tents and medicine" after "22 tonnes", None where no "of" follows."""
    of = _OF.match(text, start)
    if of is None:
        return None
    at = of.end()
    while (match := _NEXT.match(text, at)) and match["word"].lower() in rules.empty:
        at = match.end()
    first = at
    end = _goods(text, at, rules)
    if end == first:
        return None
    return end, " ".join(text[first:end].split())


def _goods(text: str, at: int, rules: CountRules) -> int:
    """Return where the goods that begin at `at` end: nouns and their modifiers, joined by "and"."""
    end = at
    for length in range(8):
        match = _NEXT.match(text, end)
        if match is None:
            break
        low = match["word"].lower()
        if low == "and" and length:
            following = _NEXT.match(text, match.end())
            if following is None or following["word"].lower() in rules.stops or following["word"][0].isdecimal():
                break
            end = following.end()
            continue
        if low in rules.stops or match["possessive"] or match["word"][0].isdecimal() or (length and low.endswith(("ed", "ing"))):
            break
        end = match.end()
    return end


def _of_phrase(text: str, end: int, rules: CountRules) -> int:
    """Take in "of" and lower-case nouns after a counted head: "doses of vaccine", "heads of state"."""
    of = _OF.match(text, end)
    if of is None:
        return end
    match = _NEXT.match(text, of.end())
    if match is None or not match["word"][0].islower() or match["possessive"] or match["word"].lower() in rules.stops | rules.empty:
        return end
    if _NAME_AFTER.match(text, match.end()):
        return end  # "supporters of former President …"
    return match.end()


def _is_plural(low: str, rules: CountRules) -> bool:
    if low in rules.singulars:
        return False
    if low in rules.plurals or low.endswith(rules.plural_endings):
        return True
    return len(low) > 2 and low.endswith("s") and not low.endswith(("ss", "us", "is"))


def label_before(text: str, start: int, value: float, rules: CountRules) -> bool:
    """Whether the word before makes the number a name or a place in a series: "Resolution 1701", "Boeing 737", "March 10"."""
    match = _LAST_WORD.search(text[max(0, start - 16) : start])
    if match is None:
        return False
    low = match[1].lower()
    if low in rules.labels:
        return True
    return match[1][0].isupper() and (low in rules.name_labels or (low in rules.months and value <= 31))
