"""Who and what an article speaks of, phrase by phrase: the chains of coreference, each with the actor that the record has for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.chains import Chain, find_chains
from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.actors.phrases import Phrase
from dragoman.domain import Article, Evidence
from dragoman.parsing.annotate import parse_articles
from dragoman.running.path import read_part
from dragoman.running.tools import Tools


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """One chain.

    `kind` is that of the record's actor, of others `person`, `organisation` or `place`; `name` the actor's, of others the fullest name printed;
    `id` the registry's, if it knows one. `phrases` are the words that stand for it, in order of the text: a name whole, of another noun phrase
    its head, a pronoun.
    """

    article: str
    kind: str
    name: str
    id: str | None
    phrases: tuple[Evidence, ...]


def spoken_of(articles: Iterable[Article], tools: Tools, *, least: int = 2) -> Iterator[SpokenOf]:
    """The chains of at least so many phrases, article by article, in order of their first phrase."""
    for article, parse in parse_articles(tools.reader, (read_part(article, tools) for article in articles)):
        found = find_mentions(article, parse, tools=tools.actors)
        for chain in find_chains(found):
            if len(chain.phrases) >= least and chain.kind != "other":
                yield _named(chain, found)


def _named(chain: Chain, found: Mentions) -> SpokenOf:
    phrases = tuple(_evidence(phrase, found) for phrase in chain.phrases)
    names = [where.text for phrase, where in zip(chain.phrases, phrases, strict=True) if phrase.form == "name"]
    nouns = [where.text for phrase, where in zip(chain.phrases, phrases, strict=True) if phrase.form == "noun"]
    actors = Counter(phrase.entity for phrase in chain.phrases if phrase.entity >= 0)
    entity = found.entities[actors.most_common(1)[0][0]] if actors else None
    name = max(names, key=len) if names else (nouns or [where.text for where in phrases])[0]
    if entity is None:
        return SpokenOf(found.article.id, chain.kind, name, None, phrases)
    # What the record knows of its actors is more than what a chain's words say.
    kind = chain.kind if entity.kind == "unknown" else entity.kind
    return SpokenOf(found.article.id, kind, entity.name or name, entity.id, phrases)


def _evidence(phrase: Phrase, found: Mentions) -> Evidence:
    start, end = phrase.start, phrase.end
    if phrase.form == "name" and phrase.first >= 0:
        tokens = next(sentence for sentence in found.parse.sentences if sentence.index == phrase.sentence).tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last].end
    return Evidence(start, end, found.article.text[start:end])
