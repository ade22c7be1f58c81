"""The words of a text, cut as in the Universal Dependencies treebanks of English.

Offsets are code points, `[start, end)`. Time is linear in the text: in the patterns, what repeats without bound gives
nothing back, and whatever may fail behind it looks at a bounded number of characters or at a run no other word reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.wordrules import LISTS, Lists, load_word_lists

Span = tuple[int, int]

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_SIGNS = (  # of the blocks that have white space and punctuation; letters, figures, marks and the invisible are words
    r"\s\x00-\x1f!-/:-@\[-`{-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u055a-\u055f\u05be\u05c0\u05f3\u05f4\u060c"
    r"\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2010-\u2029\u2030-\u205e\u2070-\u209c\u20a0-\u20cf\u2190-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\U0001f000-\U0001faff"
)
_W, _L, _A = f"[^{_SIGNS}]", f"[^{_SIGNS}0-9]", "['’´`]"
# 1,000; 1,00,000; 7,5 but not the 7,5 of [7,5]
_FIGURES = r"\d++(?:[.:]\d++|,(?:\d{3}(?!\d)|\d\d(?=(?:,\d\d){0,4},\d{3}(?!\d))|\d{1,2}(?![\d,\]]))){0,8}+"
# What needs no thought, which is nearly all: a word of letters, with a full stop or without, and a sign alone.
_CHUNK = re.compile(r"([^\W\d_]++)(?:(?=[,;:?!)]?(?:\s|\Z))|(\.)(?=\s|\Z))|[,;:?!)](?=\s|\Z)|(\S+)")
_NEXT = re.compile(r"[^\S\n]*+(?:\n[^\S\n]*+)?[\"“‘'(]?(\w*+)")
_APOSTROPHE = re.compile(_A)


@dataclass(frozen=True, slots=True)
class WordRules:
    """What is known of the words of one language, with the pattern of the words inside a chunk compiled from it."""

    pattern: re.Pattern[str]
    cuts: Mapping[str, tuple[int, ...]]  # lengths of all parts but the last, by the word as written
    clitics: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    openers: frozenset[str]


def words(text: str, rules: WordRules | None = None) -> list[Span]:
    """The `[start, end)` offsets of the words of the text, in order; the rules are those of English by default."""
    rules = rules or load_word_rules()
    cuts = rules.cuts
    found: list[Span] = []
    for match in _CHUNK.finditer(text):
        kind = match.lastindex
        if kind is None:
            found.append(match.span())
        elif kind == 3:
            for inner in rules.pattern.finditer(text, *match.span()):
                if inner.lastgroup is None:
                    found.append(inner.span())
                elif inner.lastgroup != "nothing":
                    found.extend(_parts(text, *inner.span(), rules))
        elif kind == 2 or match.group(1) in cuts:
            found.extend(_parts(text, *match.span(), rules))
        else:
            found.append(match.span(1))
    return found


def _parts(text: str, start: int, end: int, rules: WordRules) -> list[Span]:
    """The offsets of the parts of a word, which may end with a full stop and have apostrophes inside."""
    last = end - (text[end - 1] == ".")
    word = text[start:last]
    if last < end and _keeps_stop(text, word, last, rules):
        last = end
    found: list[Span] = []
    for length in rules.cuts.get(word, ()):
        found.append((start, start + length))
        start += length
    clitics: list[Span] = []
    stop = last
    for mark in reversed([start + match.start() for match in _APOSTROPHE.finditer(text[start:last])]):
        tail = text[mark + 1 : stop].lower() if stop - mark < 4 else ""
        negated = tail == "t" and text[mark - 1] in "nN"
        at = mark - negated
        if at <= start or not (negated or tail in rules.clitics):
            break
        clitics.append((at, stop))
        stop = at
    found += [(start, stop), *reversed(clitics)]
    if last < end:
        found.append((last, end))
    return found


def _keeps_stop(text: str, word: str, at: int, rules: WordRules) -> bool:
    """Whether the full stop at that offset is of the word before it rather than of the sentence."""
    always = word in rules.titles
    letters = "." in word or (len(word) == 1 and word.isupper())
    numbered = word in rules.numbered and not (always or letters)
    if not (always or letters or numbered or word in rules.abbreviations):
        return False
    if not text[at + 1 : at + 2].isspace():
        return at + 1 < len(text) and (always or letters or not text[at + 1].isalpha())
    follow = _NEXT.match(text, at + 1)
    following = follow.group(1) if follow else ""
    if numbered:
        return following[:1].isdigit()
    if follow and not following and text[follow.end() : follow.end() + 1].strip() == "":
        return False  # the paragraph ends
    return always or following not in rules.openers


@cache
def load_word_rules(language: str = "en") -> WordRules:
    """The rules of `lexicon/<language>/words.toml`. Raises `KnowledgeError` where the file is wrong."""
    return compiled(load_word_lists(language))


def compiled(data: Lists) -> WordRules:
    """The rules that the lists of a language make."""
    cuts: dict[str, tuple[int, ...]] = {}
    for form in _forms(data["contractions"]) | set(data["elisions"]):
        word = form.replace("|", "")
        cuts[word] = cuts[word.replace("'", "’")] = tuple(map(len, form.split("|")[:-1]))
    return WordRules(
        pattern=_pattern(data),
        cuts=cuts,
        clitics=frozenset(data["clitics"]),
        titles=_forms(data["titles"]) | {title.upper() for title in data["titles"]},
        abbreviations=_forms(data["abbreviations"]),
        numbered=_forms(data["numbered"]),
        openers=frozenset(map(str.capitalize, data["openers"])),
    )


def _forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(f for e in entries for f in ((e, e.capitalize(), e.upper()) if e == e.lower() else (e,)))


def _any(entries: Iterable[str]) -> str:
    longest_first = sorted(entries, key=lambda entry: (-len(entry), entry))
    return "(?:" + ("|".join(re.escape(e.replace("|", "")).replace("'", _A) for e in longest_first) or "(?!)") + ")"


def _pattern(data: Lists) -> re.Pattern[str]:
    """The pattern of the words of a chunk without white space: the first of these that fits is the next word."""
    of = {name: _any(data[name]) for name in LISTS}
    path, good = r"[^\s<>\"“”]", r"[^\s<>\"“”.,;:!?'’)\]}]"
    prefixes = [form for form in _forms(data["prefixes"]) if len(form) != 2 or not form.isupper()]  # not UN-led
    prefix = rf"(?<![\w-]){_any(prefixes)}-"
    dates = r"(?<![\w/])\d{1,2}/\d{1,4}(?:/\d{2,4})?(?![\w/])|\d{2,4}/\d{1,2}/\d{1,2}(?![\w/])"
    phones = r"\+\d++(?:-\d++)*+|\d{1,6}+-\d{1,6}+(?:-\d{1,9}+){1,4}+(?![\w-])|\d{5}-\d{4}(?![\w-])"
    return re.compile(
        "|".join(
            (
                rf"(?P<nothing>[{_INVISIBLE}]++(?!{_W}))",
                rf"(?:(?i:https?://|ftp://|www\.)|mailto:){path}*{good}|[\w.%+-]{{1,64}}+@\w++(?:[.-]\w++)*+",
                rf"(?:[\w-]{{1,63}}+\.){{1,6}}(?i:{of['endings']})(?!\w)(?:/(?:{path}*{good})?)?",
                rf"(?<!\w)\.(?i:{of['endings']})(?!\w)",
                r"[a-z]{2,}+(?:\.[a-z-]{2,}+){2,}+|[@#][^\W\d]\w*+",
                rf"(?i:{of['joined']})(?![\w/])",
                rf"(?P<letters>(?i:{of['dotted']})(?!\w)\.?|(?:{prefix})?(?:[^\W\d_]\.){{2,}}+(?:[^\W\d_](?!\w)\.?)?"
                r"|[^\W\d_]\.[^\W\d_](?!\w)\.?)",
                rf"{dates}|(?<![\w-])(?:{phones}|\d{{3}}-\d{{4}}(?![\w-])(?<!00)|\d-\d{{4}}(?![\w-]))",
                rf"\d+0{_A}s(?!\w)|{_FIGURES}(?:(?!\w)|{of['ordinals']}(?!\w)|(?={of['units']}(?!{_W})))|(?<!\w)\.\d++",
                rf"(?<!\w){_A}\d\ds?(?!\w)|(?<!\w){of['currencies']}(?=\d)|(?P<elision>(?<!\w){of['elisions']}(?!\w))",
                rf"(?<=\S){_A}(?i:{of['clitics']})(?!\w)|{_A}(?i:{of['clitics']})(?!\S)",
                r"[A-Za-z]{1,3}&[A-Za-z]{1,3}(?!\w)|(?<!\w)[A-Z]{1,3}[$€£¥]|\$++",
                rf"{_any(data['prefixes_of_figures'])}-\d++s?(?!\w)",
                rf"(?P<word>(?:{prefix}(?={_L}))?{_W}++(?:(?:{_A}|[_]++|[*]++){_W}++)*+"
                rf"(?:-(?i:{of['suffixes']})(?!\w))?(?:\.(?![.!?]))?)",
                r"[:;=]['-]?[()DPp\[\]]++(?!\w)|\({1,3}+[:;=](?!\S)|<3(?!\w)|\^_\^",
                r"<[-=]++|[-=]{1,40}+>|<<++|>>++|``|''|[‘’]{2}|,,++",
                r"\.[!?]++|\.\.++…?|…\.*+|[!?]++|--++|\*\*++|==++|__++|~~++|\+\++|##++",
                r"\S[\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+",
            )
        )
    )
