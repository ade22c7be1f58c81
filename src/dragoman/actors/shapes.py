"""How words around a name show what it is: acronyms spelled out, names that go on, names that are but part of something longer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.gazetteer import Hit
from dragoman.actors.registry import Registry
from dragoman.actors.wordsets import wordset
from dragoman.parsing.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.actors.spans import WordSpan

LINKING = frozenset({"-", "–", "—", "/"})
PARTICLES = wordset("particle")
OWNING = wordset("owning")
SMALL_WORDS = wordset("inside_name")
BODY_SORTS = frozenset({"organisation", "group"})
NAME_ENDS = frozenset({",", "'s", "’s", ")"})


def inside_of(known: Sequence[tuple[int, int, Hit]], first: int, last: int) -> list[tuple[int, int, Hit]]:
    """Return the known names within a range of tokens."""
    return [item for item in known if first <= item[0] and item[1] <= last]


def is_compound(tokens: Sequence[Token], first: int, last: int, inside: Sequence[tuple[int, int, Hit]]) -> bool:
    """Whether a range of tokens is known names joined by hyphens and nothing else."""
    named = {i for a, b, _ in inside for i in range(a, b + 1)}
    rest = [i for i in range(first, last + 1) if i not in named]
    return bool(rest) and all(tokens[i].text in LINKING for i in rest)


def is_people(tokens: Sequence[Token], last: int, hit: Hit) -> bool:
    """Whether a known name is a plural word for a country's people."""
    return tokens[last].text.endswith("s") and all(form.how == "demonym" for form in hit.forms)


def goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the next part of a hyphenated name follows (`Park Ku | -yeon`, `Waker | -uz-Zaman`)."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in LINKING or tokens[last].space or tokens[last + 1].space:
        return False
    half = tokens[last + 2]
    return half.text.lower() in PARTICLES or (half.pos == "PROPN" and half.text.isalpha() and half.text.lower() not in OWNING)


def has_particle(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen and a particle of names stand at a token: after `Waker`, `-uz-Zaman`."""
    joined = at + 2 < len(tokens) and tokens[at].text in LINKING and tokens[at + 2].text in LINKING and not tokens[at - 1].space
    return joined and tokens[at + 1].text.lower() in PARTICLES


def spelled_out(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return names whose first letters an acronym in brackets repeats: `Forces for Defence of Democracy (FDD)`."""
    found: list[tuple[int, int]] = []
    if all(token.text != "(" for token in tokens):
        return found
    for i in range(2, len(tokens) - 1):
        short = tokens[i].text
        if tokens[i - 1].text != "(" or tokens[i + 1].text != ")" or not (short.isupper() and short.isalpha() and len(short) > 1):
            continue
        first = spelled_from(tokens, i - 2, short)
        if first is not None:
            found.append((first, i - 2))
    return found


def spelled_from(tokens: Sequence[Token], last: int, short: str, reach: int = 14) -> int | None:
    """Return the first of the words up to token `last` whose first letters make an acronym. Small words may lend a letter or none."""
    if not short:
        return last + 1
    if last < 0 or reach == 0:
        return None
    text = tokens[last].text
    small = text.lower() in SMALL_WORDS
    if (text[:1].isupper() or small) and text[0].upper() == short[-1]:
        first = spelled_from(tokens, last - 1, short[:-1], reach - 1)
        if first is not None and tokens[first].text[:1].isupper():
            return first
    silent = small or text in LINKING or text in {"'s", "’s", "'"}
    return spelled_from(tokens, last - 1, short, reach - 1) if silent else None


def inside_name(tokens: Sequence[Token], span: WordSpan, phrases: set[int]) -> bool:
    """Whether a lone title word stands between proper nouns and belongs to the name (`Aftab Ahmad Khan Sherpao`)."""
    i = span.first
    if i != span.last or i == 0 or i + 1 >= len(tokens) or i - 1 in phrases:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    if tokens[i].pos == before.pos == "PROPN" and span.of("title") is None and after.text in NAME_ENDS:
        return True  # "Steppe Witness"
    proper = tokens[i].pos == before.pos == after.pos == "PROPN" and before.text[:1].isupper()
    return proper and "." not in tokens[i].text and any(word.sort in {"address", "rank"} for word in span.words)


def is_office(span: WordSpan) -> bool:
    """Whether a phrase of several words is a title of office."""
    title = span.of("title")
    return title is not None and title.sort in {"office", "loaded"} and span.last > span.first


def swallows(span: WordSpan, item: tuple[int, int, Hit], registry: Registry) -> bool:
    """Whether a known name is but part of a longer phrase of the lexicon: `Ministry of | Foreign Affairs`."""
    first, last, hit = item
    if not (span.first <= first and last <= span.last and span.last - span.first > last - first):
        return False
    return registry.entries[hit.entries[0]].kind not in {"state", "igo"}


def begins_a_name(sentence: Sentence, item: tuple[int, int, Hit], registry: Registry) -> bool:
    """Whether what could be a paper is but the beginning of a body's name: `The National | Security Committee`."""
    first, last, hit = item
    if sentence.tokens[first].text != "The" or registry.entries[hit.entries[0]].kind != "outlet" or last + 1 >= len(sentence.tokens):
        return False
    follower, final = sentence.tokens[last + 1], sentence.tokens[last]
    return follower.text[:1].isupper() and follower.pos in {"PROPN", "NOUN"} and final.head > last and final.dep.split(":")[0] in {"compound", "amod"}


def is_field(tokens: Sequence[Token], item: tuple[int, int, Hit], words: Sequence[WordSpan], registry: Registry) -> bool:
    """Whether the name of a paper is but the field of a body or office: `Department of | Foreign Affairs`."""
    first, _, hit = item
    if first < 2 or tokens[first - 1].text.lower() not in {"of", "for"} or registry.entries[hit.entries[0]].kind != "outlet":
        return False
    return any(span.last == first - 2 and any(word.sector not in {"MED", None} for word in span.words) for span in words)


def is_described(tokens: Sequence[Token], first: int, last: int, words: Sequence[WordSpan], inside: Sequence[tuple[int, int, Hit]]) -> bool:
    """Whether a recognised body is but a common noun with its country: `Federal Government of Somalia`, `Texas Republican`."""
    body = next((span for span in words if span.first >= first and any(word.sort in BODY_SORTS or word.sector == "PTY" for word in span.words)), None)
    if body is None or body.last > last:
        return False
    rest = set(range(first, last + 1)) - set(range(body.first, body.last + 1)) - {i for a, b, _ in inside for i in range(a, b + 1)}
    return all(tokens[i].pos in {"DET", "ADP"} for i in rest)


def splits(tokens: Sequence[Token], a: int, b: int, first: int, last: int) -> bool:
    """Whether a known place at `a`..`b` is rather a neighbour of the recognised name: another name starts or ends beside it."""
    if b == last and a > first:
        return tokens[a - 1].text in {",", "and", "'s", "’s"}
    return b < last and tokens[b + 1].text in {",", "and", "'s", "’s"}
