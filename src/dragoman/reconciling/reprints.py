"""Who only repeats whom: near-duplicate texts, wire credits, and claims that another outlet is named as the source of.

A text is sketched by the smallest hashes of its word shingles (a bottom-k sketch), from which the share that two texts have in common
can be read without the texts.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from dragoman.knowledge.tables import load_table
from dragoman.reconciling.items import WORD, Item, fold
from dragoman.reconciling.model import Model, load_model
from dragoman.reconciling.told import ArticleFacts

SHINGLE = 4
SKETCH = 128
CONTAINED = 0.35  # of the shorter text's shingles in the other: a shortened reprint with a paragraph of its own still has more
WHOLE = 0.7  # of both texts' shingles in common: whatever the claim, one story
ALIKE, ALIKE_WORDS = 0.7, 3  # share of the shorter evidence's words, and how many, that a copied claim has
HEAD = 400  # characters in which a dateline or byline stands
CREDIT = re.compile(r"\(([^()\n]{2,40})\)\s*(?:[–—-]|--)|/([^/\n]{2,40})/\.?\s|\bBy ([A-Z][\w.]*(?: [A-Z][\w.]*){0,3})\n|\bSource: ([^\n.]{2,40})")
NOTICE = re.compile(r"\s*(?:[:.–—(-]|$)")  # what follows the word that opens a notice
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*[.!?]*")
OUTLET_KINDS = frozenset(["outlet"])


def article_facts(text: str, outlet: str | None = None, published: str | None = None, model: Model | None = None) -> ArticleFacts:
    """Take from an article's text what tells reprints and corrections."""
    known = load_model() if model is None else model
    hashes = shingles(text)
    notices = tuple(_notices(text, known))
    withdrawn = tuple(span for notice in notices for span in _withdrawn(text, notice, known))
    head = text[:HEAD].casefold()
    replaces = any(phrase in head for phrase in known.words.replacing)
    credit = frozenset(name for found in CREDIT.finditer(text[:HEAD]) if (name := outlet_key(next(g for g in found.groups() if g))))
    own = outlet_key(outlet)
    return ArticleFacts(outlet, published, credit - {own}, tuple(sorted(hashes)[:SKETCH]), len(hashes), notices, withdrawn, replaces)


def shingles(text: str) -> frozenset[int]:
    """Hashes of each run of four words."""
    words = [fold(word) for word in WORD.findall(text)]
    runs = max(1, len(words) - SHINGLE + 1) if words else 0
    return frozenset(zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(runs))


def resemblance(one: ArticleFacts, other: ArticleFacts) -> float:
    """The share of both texts' shingles that both have, estimated from the sketches."""
    first, second = set(one.sketch), set(other.sketch)
    union = sorted(first | second)[:SKETCH]
    return sum(1 for value in union if value in first and value in second) / len(union) if first and second else 0.0


def contained(one: ArticleFacts, other: ArticleFacts) -> float:
    """The share of the shorter text's shingles that the other has, estimated from the sketches."""
    if not one.sketch or not other.sketch:
        return 0.0
    similar = resemblance(one, other)
    common = similar / (1 + similar) * (one.shingles + other.shingles)
    return min(1.0, common / min(one.shingles, other.shingles))


@cache
def _aliases() -> Mapping[str, str]:
    rows = load_table("outlets.csv", ("id", "name", "aliases"))
    return {fold(name): row.text("id") for row in rows for name in (row.text("name"), *row.items("aliases"))}


def outlet_key(name: str | None) -> str | None:
    """One key for an outlet's names: the id of the table of outlets, else the folded name."""
    if not name:
        return None
    folded = fold(name.strip())
    return _aliases().get(folded, folded)


def sources(items: Sequence[Item], articles: Mapping[str, ArticleFacts]) -> tuple[tuple[str, ...], ...]:
    """Group the articles that make these claims so that each group is one independent source. Groups and members are in fixed order.

    Articles of one outlet are one source. An article that attributes its claim to another outlet is one source with that outlet, and with
    all who do the same. An article whose words here are taken from another's text (a reprint, whole or in part) is one source with it; a
    paragraph that the reprinting paper added itself is its own.
    """
    by_article: dict[str, list[Item]] = {}
    for item in items:
        by_article.setdefault(item.article, []).append(item)
    names = sorted(by_article)
    facts = {name: articles.get(name, ArticleFacts()) for name in names}
    outlets = {key for known in facts.values() if (key := outlet_key(known.outlet))}
    parent = {name: name for name in names}
    owner: dict[str, str] = {}
    for name in names:
        for key in sorted(_keys(name, by_article[name], facts[name], outlets)):
            _join(parent, name, owner.setdefault(key, name))
    for name, other in _related(names, facts, parent):
        if _copied(by_article[name], by_article[other], facts[name], facts[other]):
            _join(parent, name, other)
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_root(parent, name), []).append(name)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _related(names: Sequence[str], facts: Mapping[str, ArticleFacts], parent: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of articles that share a run of words or a credit and are not one source yet, each once. Most have nothing in common."""
    sharing: dict[object, list[str]] = defaultdict(list)
    for name in names:
        known = facts[name]
        for trait in {*known.sketch, *known.credits, *([key] if (key := outlet_key(known.outlet)) else [])}:
            sharing[trait].append(name)
    seen: set[tuple[str, str]] = set()
    for some in sharing.values():
        before: list[list[str]] = []  # those that came before, by source
        for name in some:
            mine, others = [name], []
            for group in before:
                for other in group:
                    if _root(parent, name) == _root(parent, other):
                        break
                    if (other, name) not in seen:
                        seen.add((other, name))
                        yield other, name
                if _root(parent, name) == _root(parent, group[0]):
                    short, long = sorted((mine, group), key=len)
                    long.extend(short)
                    mine = long
                else:
                    others.append(group)
            before = [*others, mine]


def _keys(name: str, items: Iterable[Item], facts: ArticleFacts, outlets: Collection[str]) -> set[str]:
    """The sources an article stands for: its own outlet, and any other outlet that one of its claims is attributed to."""
    own = outlet_key(facts.outlet) or f"article {name}"
    found = {own}
    for item in items:
        for link in item.claim.get("attribution") or ():
            key = outlet_key(link.get("name"))
            outlet = (link.get("actor") or {}).get("kind") in OUTLET_KINDS or key in outlets or (key or "").startswith("outlet:")
            if key and outlet:
                found.add(key)
    return found


def _copied(one: Sequence[Item], other: Sequence[Item], facts: ArticleFacts, others: ArticleFacts) -> bool:
    """True where two articles are reprints of each other or of a third, and a claim's words here are nearly the same in both."""
    credited = bool(facts.credits & others.credits) or outlet_key(others.outlet) in facts.credits or outlet_key(facts.outlet) in others.credits
    if resemblance(facts, others) >= WHOLE:
        return True
    if not credited and contained(facts, others) < CONTAINED:
        return False
    return any(_alike(a, b) for a in one for b in other)


def _alike(a: Item, b: Item) -> bool:
    one, other = (frozenset(fold(word) for word in WORD.findall(item.claim["evidence"]["text"])) for item in (a, b))
    shared = len(one & other)
    return shared >= ALIKE_WORDS and shared / min(len(one), len(other)) >= ALIKE


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _join(parent: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _notices(text: str, model: Model) -> Iterable[tuple[int, int]]:
    """Paragraphs that open as a correction notice."""
    start = 0
    for line in text.split("\n"):
        opening = fold(line.strip())
        if any(opening.startswith(word) and NOTICE.match(opening[len(word) :]) for word in model.words.openings):
            yield start, start + len(line)
        start += len(line) + 1


def _withdrawn(text: str, notice: tuple[int, int], model: Model) -> Iterable[tuple[int, int]]:
    """The sentences of a notice that tell what no longer stands."""
    start, end = notice
    for found in SENTENCE.finditer(text, start, end):
        if any(phrase in found.group().casefold() for phrase in model.words.withdrawn):
            yield found.span()
