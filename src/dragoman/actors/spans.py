"""Where names and lexicon words stand in a sentence's tokens: registry hits, recognised names and runs of proper nouns, made one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.actors.gazetteer import Hit
from dragoman.actors.lexicon import Found, Lexicon, Word
from dragoman.actors.registry import Form, Registry
from dragoman.actors.wordsets import flag_of, wordset
from dragoman.parsing.tree import Sentence, Token

LINKING = frozenset({"-", "–", "—", "/"})
PARTICLES = wordset("particle")
OWNING = wordset("owning")
NAME_POS = frozenset({"PROPN", "ADJ", "NOUN", "X", "INTJ"})
CURRENCY_LENGTH = 4  # "US $", "U.S. $"
CALENDAR = wordset("calendar")


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


def without_names(found: Sequence[Found], hits: Sequence[Hit], lexicon: Lexicon, text: str) -> list[Found]:
    """Return the phrases with the names that begin them left to the gazetteer: `EU | officials`."""
    named = {hit.start: hit.end for hit in hits}
    kept = []
    for item in found:
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
    if hit.end - hit.start <= CURRENCY_LENGTH and text[hit.start : hit.end].isupper() and after.lstrip()[:1] == "$":
        return False
    if first != last or tokens[first].end - tokens[first].start != hit.end - hit.start:
        return True
    token = tokens[first]
    if token.i == 0 and token.pos != "PROPN" and hit.forms[0].register:
        return False  # a register has many a word for a name: "Shares fell"
    return token.pos in NAME_POS or token.text[:1].isupper()


def _owns(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if after in LINKING and text[end + 1 : end + 2].islower():
        follower = "".join(char if char.isalpha() else " " for char in text[end + 1 : end + 20]).split()
        return bool(follower) and follower[0] in OWNING
    return text[max(0, start - 1) : start] not in {"-", "–"}


def name_spans(sentence: Sentence, text: str, hits: Sequence[Hit], words: Sequence[WordSpan], registry: Registry) -> list[NameSpan]:
    """Return the sentence's names, in order, without overlaps. `text` is the article's."""
    tokens = sentence.tokens
    worded = {i for span in words for i in range(span.first, span.last + 1)}
    spans = token_spans(sentence, ((hit.start, hit.end) for hit in hits))
    known = [(first, last, hit) for (first, last), hit in zip(spans, hits, strict=True) if _plausible(tokens, first, last, hit, text)]
    # "Ministry of Foreign Affairs" is no magazine.
    known = [item for item in known if not any(swallows(span, item, registry) for span in words) and not is_field(tokens, item, words, registry)]
    taken: dict[int, NameSpan] = {}

    def put(span: NameSpan) -> None:
        for i in range(span.first, span.last + 1):
            taken[i] = span

    for begin, end, ent in _recognised(sentence):
        first, last = _trim(tokens, begin, end, ent, words, known)
        inside = [(a, b, hit) for a, b, hit in known if a <= last and b >= first]
        if any(a <= first and b >= last for a, b, _ in inside):
            continue
        if all(i in worded or tokens[i].pos in {"DET", "ADP", "CCONJ", "PART", "ADJ"} for i in range(first, last + 1)):
            continue
        if any(registry.entries[hit.entries[0]].kind not in {"state", "place", "region"} for _, _, hit in inside):
            continue  # a known organisation or person inside: the recognised span took in a title or a neighbour
        put(NameSpan(first, last, ent, (), () if ent == "PER" else tuple(form for _, _, hit in inside for form in hit.forms)))
        known = [item for item in known if item not in inside]
    for first, last, hit in known:
        if not any(i in taken for i in range(first, last + 1)):
            person = last > first and registry.entries[hit.entries[0]].kind == "person"
            while person and last + 1 < len(tokens) and _free_name(tokens[last + 1], taken, worded):
                last += 1  # "Claudia Sheinbaum | Pardo"  # noqa: PLW2901 - the name goes on
            put(NameSpan(first, last, tokens[first].ent, hit.forms, (), _owns(text, hit.start, hit.end)))
    for span in [span for span in taken.values() if not span.forms and span.ent == "PER"]:
        first, last = span.first, span.last
        while first > 0 and _free_name(tokens[first - 1], taken, worded) and first <= tokens[first - 1].head <= last:
            first -= 1
        while goes_on(tokens, last):
            last += 2
        if (first, last) != (span.first, span.last):
            put(NameSpan(first, last, "PER"))
    if sentence.kind != "title":  # headlines write every word with a capital
        _proper_runs(tokens, taken, worded, put)
    _merge(tokens, taken, put)
    _lengthen(tokens, taken, registry, put)
    for span in {id(span): span for span in taken.values() if not span.forms and not span.inner and span.last > span.first}.values():
        if flag := flag_of(tokens[span.first].text):
            put(NameSpan(span.first, span.last, "ORG", (), registry.forms.get(registry.entries[flag].name, ())))
    return sorted({id(span): span for span in taken.values()}.values(), key=lambda span: span.first)


def _trim(
    tokens: Sequence[Token], first: int, last: int, ent: str, words: Sequence[WordSpan], known: Sequence[tuple[int, int, Hit]]
) -> tuple[int, int]:
    """Take articles and, from persons, titles and countries off a recognised name."""
    if ent != "PER":
        return first, last
    # "Timothy Kaldas of the Tahrir Institute"
    last = next((i - 1 for i in range(first + 1, last) if tokens[i].pos == "ADP"), last)
    before: int | None = first
    while before is not None and first < last:
        ends = [span.last for span in words if span.first <= first <= span.last]
        ends += [b for a, b, hit in known if a == first and hit.forms[0].how == "demonym"]
        before = next((end for end in ends if end < last), None)
        first = first if before is None else before + 1
    return first, last


def _proper_runs(tokens: Sequence[Token], taken: dict[int, NameSpan], worded: set[int], put: Callable[[NameSpan], None]) -> None:
    """Make names of the proper nouns that nothing has claimed yet."""
    i = 0
    while i < len(tokens):
        if not _free_name(tokens[i], taken, worded):
            i += 1
            continue
        j = i
        while j + 1 < len(tokens) and _free_name(tokens[j + 1], taken, worded):
            j += 1
        put(NameSpan(i, j, tokens[i].ent))
        i = j + 1


def _merge(tokens: Sequence[Token], taken: dict[int, NameSpan], put: Callable[[NameSpan], None]) -> None:
    """Join neighbouring unknown names that the parse makes one (`Khadar Warsame Guleid`)."""
    spans = sorted({id(span): span for span in taken.values() if not span.forms}.values(), key=lambda span: span.first)
    previous: NameSpan | None = None
    for span in spans:
        first, last, ent, inner = span.first, span.last, span.ent, span.inner
        if previous is not None and previous.last == first - 1 and _linked(tokens, previous, span):
            first, inner = previous.first, previous.inner + inner
            ent = "PER" if "PER" in {ent, previous.ent} else previous.ent
        previous = span
        if first != span.first:
            previous = NameSpan(first, last, ent, (), inner)
            put(previous)


def _lengthen(tokens: Sequence[Token], taken: dict[int, NameSpan], registry: Registry, put: Callable[[NameSpan], None]) -> None:
    """Take a town or region into the longer unknown name that it begins (`Sohar Gateway`)."""
    for left, right in pairwise(sorted({id(span): span for span in taken.values()}.values(), key=lambda span: span.first)):
        apart = not left.forms or right.forms or left.last + 1 != right.first
        if not apart and registry.entries[left.forms[0].entry].kind in {"place", "region"}:
            put(NameSpan(left.first, right.last, right.ent or "ORG", (), left.forms))


def _linked(tokens: Sequence[Token], left: NameSpan, right: NameSpan) -> bool:
    heads = {tokens[i].head for i in range(right.first, right.last + 1) if tokens[i].dep.split(":")[0] in {"flat", "compound"}}
    back = {tokens[i].head for i in range(left.first, left.last + 1) if tokens[i].dep.split(":")[0] in {"flat", "compound"}}
    return any(left.first <= head <= left.last for head in heads) or any(right.first <= head <= right.last for head in back)


def _free_name(token: Token, taken: dict[int, NameSpan], worded: set[int]) -> bool:
    return (
        token.pos == "PROPN"
        and token.i not in taken
        and token.i not in worded
        and token.text[:1].isupper()
        and not any(char.isdigit() for char in token.text)
    )


def goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the next part of a hyphenated name follows (`Park Ku | -yeon`, `Waker | -uz-Zaman`)."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in LINKING or tokens[last].space:
        return False
    return tokens[last + 2].pos == "PROPN"


def swallows(span: WordSpan, item: tuple[int, int, Hit], registry: Registry) -> bool:
    """Whether a known name is but part of a longer phrase of the lexicon: `Ministry of | Foreign Affairs`."""
    first, last, hit = item
    if not (span.first <= first and last <= span.last and span.last - span.first > last - first):
        return False
    return registry.entries[hit.entries[0]].kind not in {"state", "igo"}


def is_field(tokens: Sequence[Token], item: tuple[int, int, Hit], words: Sequence[WordSpan], registry: Registry) -> bool:
    """Whether the name of a paper is but the field of a body or office: `Department of | Foreign Affairs`."""
    first, _, hit = item
    if first < 2 or tokens[first - 1].text.lower() not in {"of", "for"} or registry.entries[hit.entries[0]].kind != "outlet":
        return False
    return any(span.last == first - 2 and any(word.sector not in {"MED", None} for word in span.words) for span in words)
