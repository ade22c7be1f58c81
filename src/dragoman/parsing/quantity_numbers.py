"""Numbers as English news prints them: digits with their separators, number words, scales, plural magnitudes.

`read_number` reads one number at a place; what it counts, and whether it counts anything, is for `quantity`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SPACE = r"[ \t\u00a0\u2009\u202f]"
JOIN = rf"(?:{SPACE}|-)"

# One alternative each: English thousands, Indian grouping, European grouping with at least two groups, European grouping with
# decimals, thousands by space or apostrophe, decimals, plain digits. Possessive runs keep a megabyte of digits linear.
_DIGITS = re.compile(
    r"(?:(?P<english>\d{1,3}(?:,\d{3}){1,6}+(?:\.\d{1,4})?)"
    r"|(?P<indian>\d{1,2}(?:,\d{2}(?=,)){1,5}+,\d{3}(?:\.\d{1,4})?)"
    r"|(?P<european>\d{1,3}(?:(?:\.\d{3}){2,6}+(?:,\d{1,2})?|(?:\.\d{3}){1,6}+,\d{1,2}))"
    r"|(?P<spaced>\d{1,3}(?:[ \u00a0\u2009\u202f’']\d{3}){1,6}+(?:[.,]\d{1,2})?)"
    r"|(?P<point>\d{1,15}+[.·]\d{1,9}+)"
    r"|(?P<comma>\d{1,6}+,\d{1,2})"
    r"|(?P<plain>\d{1,15}+))(?!\d|[.,:/]\d)"
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_MAX_WORDS = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number, `[start, end)`.

    `high` is None for a plural ("millions": two or more of them). `scaled`: a scale word stands in it. `plain`: nothing but one to four digits, as
    a year. `grouped`: thousands separators. `letter`: a letter follows at once that may be a scale ("320m"), `letter_end` after it.
    `comma`: the comma can only be a decimal one, if this is one number at all. `point3`: three digits after the point, which may group thousands.
    """

    start: int
    end: int
    low: float
    high: float | None
    scaled: bool = False
    plain: bool = False
    grouped: bool = False
    digits: bool = False
    comma: bool = False
    point3: bool = False
    letter: float | None = None
    of: bool = False
    """What it counts follows after "of" ("dozens of tanks")."""
    share: bool = False
    """A part of what follows, in percent ("two-thirds of its debt")."""

    def times(self, factor: float) -> Number:
        """Return the same number with a scale that was read elsewhere (a letter, the other end of a range)."""
        high = None if self.high is None else tidy(self.high * factor)
        return Number(self.start, self.end, tidy(self.low * factor), high, True, False, self.grouped, self.digits, False, False, None, self.of)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language and the patterns made of them."""

    cardinal: Mapping[str, int]
    scale: Mapping[str, int]
    letter: Mapping[str, int]
    plural: Mapping[str, int]
    vague: Mapping[str, int]
    fraction: Mapping[str, int]
    point_groups: frozenset[str]
    starts: frozenset[str]
    after_digits: re.Pattern[str]
    spelled: re.Pattern[str]
    scaled: re.Pattern[str]
    vague_scaled: re.Pattern[str]
    plurals: re.Pattern[str]
    multi: re.Pattern[str]
    share: re.Pattern[str]


def tidy(value: float) -> float:
    """Drop the noise of binary fractions: 1.4 × 1e9 × 0.9 is 1,260,000,000."""
    return float(f"{value:.12g}")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", JOIN) for word in sorted(words, key=len, reverse=True)) + ")"


def number_words(table: Mapping[str, Any]) -> NumberWords:
    """Compile the `[numbers]` part of a language's qualifiers.toml."""
    cardinal, scale, plural, vague, fraction = (table[name] for name in ("cardinal", "scale", "plural", "vague", "fraction"))
    scales, plurals = _any(scale), _any(plural)
    written = {word: value for word, value in scale.items() if value >= 12 and len(word) > 3}
    some_scales = rf"{_any(written)}(?:{JOIN}{_any(written)}){{0,3}}+"
    word = _any({**cardinal, **written})
    part = rf"(?:(?P<many>{_any(name for name, value in cardinal.items() if 0 < value < 10)}){JOIN})?(?P<part>{_any(fraction)})"
    first = {entry.split()[0] for entry in [*cardinal, *scale, *plural] if len(entry) > 3 or entry in cardinal}
    first |= {part for entry in vague for part in entry.split() if part not in ("a", "of")}
    return NumberWords(
        cardinal=cardinal,
        scale=scale,
        letter=table["letter"],
        plural=plural,
        vague=vague,
        fraction=fraction,
        point_groups=frozenset(table["point_groups"]["words"]),
        starts=frozenset(first | {*fraction, "multi", "multibillion", "multimillion", "multitrillion"}),
        after_digits=re.compile(rf"{JOIN}?(?P<scale>{scales}(?:{JOIN}{scales}){{0,2}})(?![^\W_])", re.IGNORECASE),
        spelled=re.compile(
            rf"{_any(cardinal)}\b(?:{JOIN}(?:and{JOIN})?{word}\b){{0,{_MAX_WORDS}}}+(?P<half>{JOIN}and{JOIN}a{JOIN}half{JOIN}{some_scales}\b)?",
            re.IGNORECASE,
        ),
        scaled=re.compile(
            rf"(?P<half>half{JOIN}(?:of{JOIN})?(?:an?{JOIN})?|{part}{JOIN}of{JOIN}an?{JOIN})?(?P<scales>{some_scales})\b", re.IGNORECASE
        ),
        vague_scaled=re.compile(
            rf"(?P<vague>{_any(entry.removeprefix('a ') for entry in vague)}){JOIN}"
            rf"(?P<scales>{_any({**written, **plural})}(?:{JOIN}{_any(written)}){{0,2}})\b",
            re.IGNORECASE,
        ),
        plurals=re.compile(rf"{plurals}\b(?:{SPACE}of{SPACE}{plurals}\b){{0,3}}+", re.IGNORECASE),
        multi=re.compile(r"multi-?(?P<scale>million|billion|trillion)(?=-|\b)", re.IGNORECASE),
        share=re.compile(rf"{part}(?=\sof\s(?!\d)|(?<=half)\s(?:the|its|their|all|that|this|those|these)\s)", re.IGNORECASE),
    )


def read_number(text: str, start: int, words: NumberWords) -> Number | None:
    """Read the number at `start`, where a digit or a word of `words.starts` stands. An article before it is taken in ("a hundred")."""
    return _read_digits(text, start, words) if text[start].isdecimal() else _read_words(text, start, words)


def _read_digits(text: str, start: int, words: NumberWords) -> Number | None:
    match = _DIGITS.match(text, start)
    if match is None:
        return None
    group, raw, end = match.lastgroup, match.group(), match.end()
    value = _digits_value(raw, group or "plain")
    if value is None:
        return None
    fraction = _FRACTIONS.get(text[end : end + 1])
    if fraction is not None and group == "plain":
        value, end = value + fraction, end + 1
    point3 = group == "point" and len(raw) - raw.rfind(".") == 4 and not raw.startswith("0") and raw.find(".") <= 3
    grouped = group in ("english", "indian", "european", "spaced")
    scale = words.after_digits.match(text, end)
    if scale is not None:
        printed = " ".join(scale["scale"].lower().replace("-", " ").split())
        if point3 and printed in words.point_groups:
            value *= 1000
        factor = words.scale.get(printed) or _product(printed, words.scale)
        return Number(start, scale.end(), tidy(value * factor), tidy(value * factor), scaled=True, digits=True, grouped=grouped)
    letter = None
    if text[end : end + 1] in words.letter and not text[end + 1 : end + 2].isalnum() and text[end + 1 : end + 2] not in ("/", "²", "³"):
        letter = float(words.letter[text[end]])
    plain = group == "plain" and fraction is None
    return Number(start, end, value, value, plain=plain, digits=True, grouped=grouped, comma=group == "comma", point3=point3, letter=letter)


def _digits_value(raw: str, group: str) -> float | None:
    if group == "european":
        raw = raw.replace(".", "").replace(",", ".")
    elif group == "comma":
        raw = raw.replace(",", ".")
    elif group == "spaced":
        raw = re.sub(r"[^\d.,]", "", raw).replace(",", ".")
    else:
        raw = raw.replace(",", "").replace("·", ".")
    try:
        return float(raw)
    except ValueError:  # a digit of another script that float() refuses, or two points
        return None


def _read_words(text: str, start: int, words: NumberWords) -> Number | None:
    if match := words.multi.match(text, start):
        return Number(start, match.end(), 2.0 * words.scale[match["scale"].lower()], None, scaled=True)
    if match := words.plurals.match(text, start):
        parts = [part for part in match.group().lower().split() if part != "of"]
        low = 2.0
        for part in parts:
            low *= words.plural[part]
        return Number(_article(text, start) if parts[0] == "couple" else start, match.end(), low, None, scaled=True, of=True)
    if match := words.vague_scaled.match(text, start):
        vague = " ".join(match["vague"].lower().split())
        least = words.vague.get(vague) or words.vague[f"a {vague}"]
        scales = match["scales"].lower()
        counted_after_of = scales.split()[-1].split("-")[-1] in words.plural
        low = float(least * _product(scales, {**words.plural, **words.scale}))
        return Number(_article(text, start), match.end(), low, None, scaled=True, of=counted_after_of)
    if match := words.scaled.match(text, start):
        article = _article(text, start)
        if match["half"] is None and article == start:
            return None  # "million-dollar": how many is not said
        value = tidy(_product(match["scales"].lower(), words.scale) * (_part(match, words) if match["part"] else 0.5 if match["half"] else 1.0))
        if match["half"] is None and text[article:start].lower().startswith("a") and text[match.end() : match.end() + 11].lower() == " and a half":
            return Number(article, match.end() + 11, value * 1.5, value * 1.5, scaled=True)
        return Number(article, match.end(), value, value, scaled=True)
    if share := _share(text, start, words):
        return share
    if match := words.spelled.match(text, start):
        value_or_none = _spelled_value(match, words)
        if value_or_none is not None:
            return Number(start, match.end(), value_or_none[0], value_or_none[0], scaled=value_or_none[1])
    return None


def _share(text: str, start: int, words: NumberWords) -> Number | None:
    """Read "two-thirds", "a quarter" or "half" where what it is a part of follows; the third of a row is no part."""
    match = words.share.match(text, start)
    if match is None:
        return None
    article = _article(text, start)
    if match["many"] is None and article == start and match["part"].lower() != "half":
        return None
    percent = round(100 * _part(match, words), 4)
    return Number(article, match.end(), percent, percent, share=True)


def _part(match: re.Match[str], words: NumberWords) -> float:
    many = words.cardinal[match["many"].lower()] if match["many"] else 1
    return many / words.fraction[match["part"].lower()]


def _article(text: str, start: int) -> int:
    """Return where "a " or "an " before `start` begins, else `start`."""
    for article in ("a", "an"):
        at = start - len(article) - 1
        if at >= 0 and text[at : start - 1].lower() == article and text[start - 1] in "  -\n" and not text[at - 1 : at].isalnum():
            return at
    return start


def _product(printed: str, scale: Mapping[str, int]) -> int:
    product = 1
    for part in printed.replace("-", " ").split():
        product *= scale[part]
    return product


def _spelled_value(match: re.Match[str], words: NumberWords) -> tuple[float, bool] | None:
    """Evaluate "two hundred and fifty thousand"; None where the words do not make one number ("nineteen ninety", "five six")."""
    half = match["half"]
    printed = match.group()[: -len(half)] if half else match.group()
    total = 0.0
    chunk: float | None = None
    last = 0.0
    scaled = False
    for part in printed.lower().replace("-", " ").split():
        if part == "and":
            continue
        if part in words.cardinal:
            unit = words.cardinal[part]
            fits = chunk is None or (20 <= last < 100 and 0 < unit < 10) or (last == 100 and unit < 100)
            if not fits:
                return None
            chunk = (chunk or 0.0) + unit
            last = unit
        else:
            factor = words.scale[part]
            scaled = True
            if factor == 100:
                chunk, last = (chunk or 1.0) * 100, 100
            else:
                total = (total + (chunk or 0.0)) * factor if chunk is None else total + chunk * factor
                chunk, last = None, 0.0
    value = total + (chunk or 0.0)
    if half:
        scales = half.lower().replace("-", " ").split()[3:]
        return (value + 0.5) * _product(" ".join(scales), words.scale), True
    return value, scaled
