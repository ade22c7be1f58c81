"""Where names and lexicon words stand in a sentence's tokens: registry hits, recognised names and runs of proper nouns, made one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.actors.gazetteer import Hit
from dragoman.actors.lexicon import Found, Lexicon, Word
from dragoman.actors.registry import Form, Registry
from dragoman.actors.shapes import (
    LINKING,
    OWNING,
    PARTICLES,
    begins_a_name,
    goes_on,
    has_particle,
    inside_name,
    inside_of,
    is_compound,
    is_described,
    is_field,
    is_office,
    is_people,
    spelled_out,
    splits,
    swallows,
)
from dragoman.actors.wordsets import flag_of, wordset
from dragoman.parsing.tree import Parse, Sentence, Token

NAME_POS = frozenset({"PROPN", "ADJ", "NOUN", "X", "INTJ"})
DIRECTIONS = wordset("direction")
OPENERS = wordset("opener")
NUMERALS = wordset("numeral")
ARTICLES_INSIDE = "e|i|[aeu](?:[dlnrstz]|sh)"
INSIDE_NAME = re.compile(rf"[-'’](?:{ARTICLES_INSIDE})[-'’]")  # "Shan-e-Mustafa" has nothing to do with the Shan
END_OF_NAME = re.compile(rf"\w[-'’](?:{ARTICLES_INSIDE})[-'’]$")  # "Waker-uz-Zaman"
PARTY_STATE = re.compile(r"\([A-Z][-–][A-Z]")  # "Sen. Rubio (R-FL)"
NOMINAL_DEPS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "parataxis", "dep"})
OF_BODY = frozenset({"of", "at", "from", "for", "in"})
CURRENCY_LENGTH = 4  # "US $", "U.S. $"
NAME_LIKE = wordset("name_like_title")
CALENDAR = wordset("calendar")
TRAILING = frozenset({"ADP", "SCONJ", "DET", "CCONJ", "AUX", "PART", "ADV"})
OPPOSING = tuple(sorted(wordset("opposing")))


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at tokens `first`..`last`. `inner` are registry names inside a longer unknown one (`University of Tehran`).

    `owns` is false where the name stands in a compound that is not its own (`Syrian-backed`, `anti-American`).
    """

    first: int
    last: int
    ent: str
    forms: tuple[Form, ...] = ()
    inner: tuple[Form, ...] = ()
    owns: bool = True

    @property
    def demonym(self) -> bool:
        """Whether the name is an adjective or a word for a country's people."""
        return bool(self.forms) and all(form.how == "demonym" for form in self.forms)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A lexicon phrase at tokens `first`..`last`."""

    first: int
    last: int
    words: tuple[Word, ...]

    def of(self, family: str) -> Word | None:
        """Return the phrase's reading as title, role or collective."""
        return next((word for word in self.words if word.family == family), None)


def token_spans(sentence: Sentence, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first and last token that each `[start, end)` touches."""
    starts = [token.start for token in sentence.tokens]
    return [(max(bisect_right(starts, start) - 1, 0), max(bisect_left(starts, end) - 1, 0)) for start, end in spans]


def without_names(found: Sequence[Found], hits: Sequence[Hit], lexicon: Lexicon, text: str, registry: Registry) -> list[Found]:
    """Return the phrases with the names that begin or end them left to the gazetteer: `EU | officials`, `ambassador to the | UN`."""
    named = {hit.start: hit.end for hit in hits}
    ending = {hit.end: hit.start for hit in hits if registry.entries[hit.entries[0]].kind in {"state", "igo"}}
    kept = []
    for item in found:
        if (start := ending.get(item.end, item.start)) > item.start:
            words = text[item.start : start].split()
            while words and words[-1].lower() in COMPLEMENTING:
                words.pop()
            readings = lexicon.readings(" ".join(words))
            if readings:
                kept.append(Found(item.start, item.start + text[item.start : start].rindex(words[-1]) + len(words[-1]), readings))
                continue
        end = named.get(item.start, item.end)
        rest = text[end : item.end].lstrip()
        readings = lexicon.readings(rest) if end < item.end else ()
        kept.append(Found(item.end - len(rest), item.end, readings) if readings else item)
    return kept


def word_spans(sentence: Sentence, found: Sequence[Found]) -> list[WordSpan]:
    """Return the lexicon phrases of the sentence on whole tokens."""
    kept = []
    for item, (first, last) in zip(found, token_spans(sentence, ((item.start, item.end) for item in found)), strict=True):
        tokens = sentence.tokens
        whole = tokens[first].start == item.start and item.end in (tokens[last].end, tokens[last].end - 1)
        if whole and tokens[last].pos not in {"VERB", "AUX"}:
            kept.append(WordSpan(first, last, item.words))
    return kept


def _recognised(sentence: Sentence) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for token in sentence.tokens:
        if not token.ent:
            continue
        if not token.ent_begin and found and found[-1][1] == token.i - 1 and found[-1][2] == token.ent:
            found[-1] = (found[-1][0], token.i, token.ent)
        else:
            found.append((token.i, token.i, token.ent))
    return found


def _plausible(tokens: Sequence[Token], first: int, last: int, hit: Hit, text: str) -> bool:
    after = text[hit.end : hit.end + 5]
    if (hit.end - hit.start <= CURRENCY_LENGTH and text[hit.start : hit.end].isupper() and after.lstrip()[:1] == "$") or INSIDE_NAME.match(after):
        return False
    if END_OF_NAME.search(text[max(0, hit.start - 6) : hit.start]):
        return False
    if first != last or tokens[first].end - tokens[first].start != hit.end - hit.start:
        return True
    token = tokens[first]
    if token.i == 0 and token.pos != "PROPN" and hit.forms[0].register:
        return False  # a register has many a word for a name: "Shares fell"
    return token.pos in NAME_POS or (token.i > 0 and token.text[:1].isupper())


def _owns(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if after in LINKING and text[end + 1 : end + 2].islower():
        follower = "".join(char if char.isalpha() else " " for char in text[end + 1 : end + 20]).split()
        return bool(follower) and follower[0] in OWNING
    before = text[max(0, start - 6) : start]
    return not (before.endswith(("-", "–")) and before[:-1].lower().endswith(OPPOSING))


def surnames_of(parse: Parse, hits: Sequence[Hit], registry: Registry) -> frozenset[str]:
    """Return the last words of the persons' names that the article prints in full: alone they are names, whatever a tagger takes them for."""
    found = {
        sentence.tokens[last].text for sentence in parse.sentences for first, last, ent in _recognised(sentence) if ent == "PER" and last > first
    }
    found |= {(entry.surname or entry.name.split()[-1]) for hit in hits if (entry := registry.entries[hit.entries[0]]).kind == "person"}
    return frozenset(name for name in found if name[:1].isupper() and name.isalpha() and name.lower() not in CALENDAR)


def name_spans(
    sentence: Sentence, text: str, hits: Sequence[Hit], words: Sequence[WordSpan], registry: Registry, surnames: frozenset[str] = frozenset()
) -> list[NameSpan]:
    """Return the sentence's names, in order, without overlaps. `text` is the article's, `surnames` are those of its persons."""
    tokens = sentence.tokens
    phrases = {i for span in words for i in range(span.first, span.last + 1)}
    worded = {i for span in words if not inside_name(tokens, span, phrases) for i in range(span.first, span.last + 1)}
    spans = token_spans(sentence, ((hit.start, hit.end) for hit in hits))
    known = [(first, last, hit) for (first, last), hit in zip(spans, hits, strict=True) if _plausible(tokens, first, last, hit, text)]
    # "Ministry of Foreign Affairs" is no magazine.
    known = [item for item in known if not begins_a_name(sentence, item, registry)]
    known = [item for item in known if not any(swallows(span, item, registry) for span in words) and not is_field(tokens, item, words, registry)]
    taken: dict[int, NameSpan] = {}

    def put(span: NameSpan) -> None:
        for i in range(span.first, span.last + 1):
            taken[i] = span

    for first, last in spelled_out(tokens):
        inside = [item for item in known if item[0] <= last and item[1] >= first]
        if not any(a <= first and b >= last for a, b, _ in inside):
            put(NameSpan(first, last, "ORG", (), tuple(form for _, _, hit in inside for form in hit.forms)))
            known = [item for item in known if item not in inside]
    for begin, end, ent in _recognised(sentence):
        if any(i in taken for i in range(begin, end + 1)) or PARTY_STATE.match(text[tokens[begin].start - 1 : tokens[end].end]):
            continue
        ent = "PER" if ent == "LOC" and _accredited(tokens, begin, end, words, known) else ent  # noqa: PLW2901
        first, last = _trim(tokens, begin, end, ent, words, known)
        if ent != "PER" and len(inside_of(known, first, last)) > 1 and is_compound(tokens, first, last, inside_of(known, first, last)):
            continue  # "China-Russia"
        if ent == "PER" and any(b == last and is_people(tokens, b, hit) for _, b, hit in known):
            continue  # "Young Algerians"
        inside = [(a, b, hit) for a, b, hit in known if a <= last and b >= first]
        if any(a <= first and b >= last for a, b, _ in inside) or first > last:
            continue
        if all(i in worded or tokens[i].pos in {"DET", "ADP", "CCONJ", "PART", "ADJ"} for i in range(first, last + 1)):
            continue
        if ent == "LOC" and any(b == last and a > first and tokens[a - 1].text.lower() not in DIRECTIONS for a, b, _ in inside):
            continue  # "Breakaway Somaliland"
        if any(first < span.first and span.last < last and is_office(span) for span in words):
            continue  # "Pakistan Foreign Minister Sahib"
        if ent == "ORG" and is_described(tokens, first, last, words, inside):
            continue
        if any(a < first or b > last for a, b, _ in inside):
            continue
        whole = [(a, b, hit) for a, b, hit in inside if registry.entries[hit.entries[0]].kind not in {"state", "place", "region"}]
        if whole:
            # A known organisation or person inside: the recognised span took in a title or a neighbour.
            continue
        if ent == "PER" or not any(splits(tokens, a, b, first, last) for a, b, _ in inside):
            forms = () if ent == "PER" else tuple(form for _, _, hit in inside for form in hit.forms)
            put(NameSpan(first, last, ent, (), forms))
            known = [item for item in known if item not in inside]
    for first, last, hit in known:
        if not any(i in taken for i in range(first, last + 1)):
            put(NameSpan(first, last, tokens[first].ent, hit.forms, (), _owns(text, hit.start, hit.end)))
    for token in tokens:
        if (
            token.text in surnames
            and token.pos != "PROPN"
            and token.i not in taken
            and token.i not in worded
            and token.dep.split(":")[0] in NOMINAL_DEPS
        ):
            put(NameSpan(token.i, token.i, "PER"))
    for span in [span for span in taken.values() if not span.forms and (span.ent == "PER" or has_particle(tokens, span.last + 1))]:
        first, last = span.first, span.last
        while first > 0 and _free_name(tokens[first - 1], taken, worded) and first <= tokens[first - 1].head <= last:
            first -= 1
        while last + 1 < len(tokens) and _free_name(tokens[last + 1], taken, worded) and first <= tokens[last + 1].head <= last:
            last += 1
        while goes_on(tokens, last):
            last += 2
        if (first, last) != (span.first, span.last):
            put(NameSpan(first, last, "PER"))
    if sentence.kind != "title":  # headlines write every word with a capital
        _proper_runs(tokens, taken, worded, put)
    _merge(tokens, taken, worded, put)
    _lengthen(tokens, taken, registry, put)
    for span in {id(span): span for span in taken.values() if not span.forms and not span.inner}.values():
        if span.first == span.last and span.ent == "LOC" and (meant := registry.misspelt(tokens[span.first].text)):
            put(replace(span, forms=meant))
        elif span.last > span.first and (flag := flag_of(tokens[span.first].text)) and (of := registry.forms.get(registry.entries[flag].name)):
            put(replace(span, ent="ORG", inner=of))
    return sorted({id(span): span for span in taken.values()}.values(), key=lambda span: span.first)


COMPLEMENTING = frozenset({"to", "of", "for", "at", "in", "the"})


POSTED_WITH = frozenset({"to", "of", "for", "in"})
"""What stands between an office and the state before a name: `Ambassador to Serbia Alexander Botsan-Kharchenko`."""


def _accredited(tokens: Sequence[Token], first: int, last: int, words: Sequence[WordSpan], known: Sequence[tuple[int, int, Hit]]) -> bool:
    """Whether the recognised place is a state together with the name of who is posted there."""
    if first < 2 or tokens[first - 1].text not in POSTED_WITH or not any(span.last == first - 2 and span.of("title") for span in words):
        return False
    return any(a == first and b < last and tokens[b + 1].pos == "PROPN" for a, b, _ in known)


def _trim(
    tokens: Sequence[Token], first: int, last: int, ent: str, words: Sequence[WordSpan], known: Sequence[tuple[int, int, Hit]]
) -> tuple[int, int]:
    """Take articles, possessive marks and, from persons, titles and countries off a recognised name."""
    while first <= last and (tokens[first].text.lower() in CALENDAR or (first == 0 and tokens[first].text.lower() in OPENERS)):
        first += 1
    while first < last and tokens[first].text.lower() in NUMERALS:
        first += 1  # "Seventeen Tajik soldiers"
    while first <= last and (tokens[first].pos in {"DET", "PUNCT", "ADP"} or tokens[first].text in {"'s", "’s"}):
        first += 1
    while last >= first and (tokens[last].pos in TRAILING or tokens[last].text.lower() in CALENDAR):
        last -= 1
    while last >= first and (tokens[last].text in {"'s", "’s", "'", "’"} or (tokens[last].pos == "PUNCT" and tokens[last].text not in {")", "."})):
        last -= 1
    if ent == "PER":
        # "Timothy Kaldas of the Tahrir Institute"
        last = next((i - 1 for i in range(first + 1, last) if tokens[i].pos == "ADP" and tokens[i].text.lower() in OF_BODY), last)
    named = next((b for a, b, hit in known if a == first and all(form.how == "demonym" for form in hit.forms)), None)
    titled = any(
        (span.first == first and is_office(span)) or (named is not None and span.first == named + 1 and span.of("title") is not None)
        for span in words
        if span.last < last
    )
    if ent != "PER" and not titled:
        return first, last
    moved = True
    while moved and first < last:
        moved = False
        for span in words:
            lone = span.last == span.first == last - 1 and tokens[first].text.lower() in NAME_LIKE
            if span.first <= first <= span.last < last and span.of("collective") is None and not lone:
                first, moved = span.last + 1, True
        for a, b, hit in known:
            titled = any(span.first == b + 1 for span in words) or (a > 0 and tokens[a - 1].text in POSTED_WITH)
            demonym = any(form.how == "demonym" for form in hit.forms)
            if a == first and b < last and (titled or demonym):
                first, moved = b + 1, True
        if first <= last and tokens[first].pos in {"DET", "PUNCT"}:
            first, moved = first + 1, True
    return first, last


def _proper_runs(tokens: Sequence[Token], taken: dict[int, NameSpan], worded: set[int], put: Callable[[NameSpan], None]) -> None:
    """Make names of the proper nouns that nothing has claimed yet."""
    i = 0
    while i < len(tokens):
        if not _free_name(tokens[i], taken, worded):
            i += 1
            continue
        if i == 0 and 1 in taken and taken[1].forms and tokens[0].ent not in {"PER", "ORG"}:
            i += 1
            continue  # "Breakaway Somaliland"
        j = i
        while j + 1 < len(tokens) and (_free_name(tokens[j + 1], taken, worded) or _joins(tokens, j + 1, taken, worded)):
            j += 1
        put(NameSpan(i, j, tokens[i].ent))
        i = j + 1


def _merge(tokens: Sequence[Token], taken: dict[int, NameSpan], worded: set[int], put: Callable[[NameSpan], None]) -> None:
    """Join neighbouring unknown names that the parse makes one (`Khadar Warsame Guleid`), and particles with what is before them."""
    spans = sorted({id(span): span for span in taken.values() if not span.forms}.values(), key=lambda span: span.first)
    previous: NameSpan | None = None
    for span in spans:
        first, last, ent, inner = span.first, span.last, span.ent, span.inner
        while first >= 2 and tokens[first - 1].text in LINKING and tokens[first - 2].text.lower() in PARTICLES:
            first -= 2
        while first >= 1 and first - 1 not in taken and tokens[first - 1].text.lower() in PARTICLES - {"la", "le"}:
            first -= 1
        gained = first < span.first
        if gained and first >= 1 and first - 1 not in taken and first - 1 not in worded and _capitalised(tokens[first - 1]) and first > 1:
            first -= 1
        if previous is not None and previous.last == first - 1 and (gained or _linked(tokens, previous, span)):
            first, inner = previous.first, previous.inner + inner
            ent = "PER" if "PER" in {ent, previous.ent} else previous.ent or ent
        previous = span
        if first != span.first:
            previous = NameSpan(first, last, ent, (), () if ent == "PER" else inner)
            put(previous)


def _lengthen(tokens: Sequence[Token], taken: dict[int, NameSpan], registry: Registry, put: Callable[[NameSpan], None]) -> None:
    """Take a town or region into the longer unknown name that it begins (`Sohar Gateway`)."""
    spans = sorted({id(span): span for span in taken.values()}.values(), key=lambda span: span.first)
    for left, right in pairwise(spans):
        if not left.forms or right.forms or right.ent == "PER" or left.last + 1 != right.first:
            continue
        if registry.entries[left.forms[0].entry].kind in {"place", "region"} and _linked(tokens, left, right):
            put(NameSpan(left.first, right.last, right.ent or "ORG", (), left.forms))


def _capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and token.text.isalpha() and token.pos in {"PROPN", "NOUN", "VERB", "ADJ", "X"}


def _linked(tokens: Sequence[Token], left: NameSpan, right: NameSpan) -> bool:
    heads = {tokens[i].head for i in range(right.first, right.last + 1) if tokens[i].dep.split(":")[0] in {"flat", "compound"}}
    back = {tokens[i].head for i in range(left.first, left.last + 1) if tokens[i].dep.split(":")[0] in {"flat", "compound"}}
    return any(left.first <= head <= left.last for head in heads) or any(right.first <= head <= right.last for head in back)


def _free_name(token: Token, taken: dict[int, NameSpan], worded: set[int]) -> bool:
    if token.i == 0 and token.text.lower() in OPENERS:
        return False
    return (
        token.pos == "PROPN"
        and token.i not in taken
        and token.i not in worded
        and token.text[:1].isupper()
        and not any(char.isdigit() or char in "$€£" for char in token.text)
    )


def _joins(tokens: Sequence[Token], i: int, taken: dict[int, NameSpan], worded: set[int]) -> bool:
    """Whether token `i` is a particle or hyphen inside a name that goes on after it (`Said bin Salim al-Harthy`)."""
    if i + 1 >= len(tokens) or not _free_name(tokens[i + 1], taken, worded):
        return False
    return tokens[i].text.lower() in PARTICLES or (tokens[i].text in LINKING and not tokens[i].space and not tokens[i - 1].space)
