"""Who is spoken of: the one entry point of this folder.

`find_mentions` reads a parsed article and returns its mentions, the entities they stand for, and for any token the actors it means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.actors.clusters import Cluster
from dragoman.actors.context import context_of, day_of
from dragoman.actors.coreference import name_of, resolve
from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import PREPOSITIONS_IN, PREPOSITIONS_OF, PUBLIC, Draft, Scene, case_of
from dragoman.actors.folding import fold
from dragoman.actors.gazetteer import Gazetteer, Hit, load_gazetteer
from dragoman.actors.lexicon import Found, Lexicon, build_lexicon, load_lexicon
from dragoman.actors.model import Entity, Mention
from dragoman.actors.naming import draft_order
from dragoman.actors.nominals import build_scene
from dragoman.actors.registers.matching import Registers
from dragoman.actors.registers.overlay import lay_over
from dragoman.actors.registry import Registry, load_registry
from dragoman.actors.spans import name_spans, without_names, word_spans
from dragoman.actors.wordsets import flag_of, neutral
from dragoman.domain import ActorRef, Article
from dragoman.parsing.tree import Parse, Sentence

Item = TypeVar("Item", Hit, Found)
PRENOMINAL = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT", "PART", "VERB", "SYM"})
# The how of a mention that names its entity only by way of another.
HOW_OF_KIND = {
    "pronoun": "coreference",
    "collective": "coreference",
    "metonym": "metonym",
    "demonym": "demonym",
    "adjective": "demonym",
    "titled": "title",
    "role": "title",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """The knowledge that mentions are found with; `load_tools` gives the package's own."""

    registry: Registry
    gazetteer: Gazetteer
    lexicon: Lexicon
    registers: Registers | None = None


def load_tools(registry: Registry | None = None, lexicon: Lexicon | None = None, registers: Registers | None = None) -> Tools:
    """Return the package's registry and lexicon, or those given, with the imported registers and their nouns."""
    nouns = registers.nouns() if registers is not None else {}
    lexicon = lexicon or (build_lexicon(more=nouns) if nouns else load_lexicon())
    return Tools(registry or load_registry(), Gazetteer(registry) if registry is not None else load_gazetteer(), lexicon, registers)


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of an article, in order of the text, and the entities they stand for."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    article: Article
    parse: Parse
    tools: Tools
    cover: Mapping[tuple[int, int], int]
    """The number of the mention that covers a token, by sentence and token."""
    _sentences: Mapping[int, Sentence]
    scene: str | None = None
    """The country in whose towns and regions things happen, None where it is not clear."""

    def at(self, sentence: int, token: int) -> Mention | None:
        """Return the narrowest mention that covers a token: any token inside a name gives the name's mention."""
        index = self.cover.get((sentence, token))
        return self.mentions[index] if index is not None else None

    def actor(self, mention: Mention) -> ActorRef:
        """Return who is meant, as the record names them; unknown names and unresolved pronouns have id None."""
        text = self.article.text[mention.start : mention.end]
        if mention.entity is None:
            return ActorRef(None, text, text, mention.country, mention.sector, "unknown", mention.how)
        return self._refer(mention, self.entities[mention.entity])

    def state(self, country: str, text: str) -> ActorRef:
        """Return the state with this code where the article names it only by `text`, a word of something that is its own."""
        entry = self.tools.registry.entries.get(country)
        return ActorRef(country, entry.name if entry is not None else country, text, country, "GOV", "state", "default")

    def served(self, mention: Mention) -> ActorRef | None:
        """Return the body that the person of a mention serves or speaks for, None where the article names none."""
        body = self.entities[mention.entity].body if mention.entity is not None else None
        return self._refer(replace(mention, how="coreference"), self.entities[body]) if body is not None else None

    def _refer(self, mention: Mention, entity: Entity) -> ActorRef:
        text = self.article.text[mention.start : mention.end]
        return actor_ref(entity, mention, text, self.tools.registry, self.tools.lexicon, day_of(self.article))

    def actors_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """Return the actors that a token's mention stands for: several for collectives, compounds and shared heads, none where unresolved."""
        mention = self.at(sentence, token)
        return () if mention is None else self._expand(mention)

    def _expand(self, mention: Mention) -> tuple[ActorRef, ...]:
        if mention.entity is None:
            return ()
        indices = list(mention.partners or (mention.entity,))
        found: list[ActorRef] = []
        seen: set[int] = set()
        while indices:
            index = indices.pop(0)
            if index in seen:
                continue
            seen.add(index)
            entity = self.entities[index]
            if entity.members:
                indices[:0] = entity.members
            elif entity.kind != "collective":
                found.append(self._refer(mention, entity))
        return distinct(found)

    def owners_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """Return the actors that a noun phrase belongs to by possessor, adjective, compound or of-phrase (`the Thai border`)."""
        for cases in (PREPOSITIONS_OF, PREPOSITIONS_IN):
            found = self._owners(sentence, token, cases)
            if found:
                return distinct([actor for mention in found for actor in self._expand(mention)])
        return ()

    def _owners(self, sentence: int, token: int, cases: frozenset[str]) -> list[Mention]:
        tree = self._sentences[sentence]
        own = self.cover.get((sentence, token))
        found: dict[int, Mention] = {}
        pending, visited = [token], {token}
        while pending:
            head = pending.pop()
            for child in (*self._before(tree, head), *tree.children[head]):
                if child in visited:
                    continue
                visited.add(child)
                if not (child < head or self._belongs(tree, child, cases)):
                    continue
                index = self.cover.get((sentence, child))
                if index is not None and index != own:
                    found[index] = self.mentions[index]
                elif tree.tokens[child].pos in {"ADJ", "NOUN", "PROPN"}:
                    pending.append(child)
        mentions = [found[index] for index in sorted(found)]
        # "Kampuchean guerrilla camps" are the guerrillas'; the adjective is within their mention.
        return [one for one in mentions if not any(other is not one and other.first <= one.first and one.last <= other.last for other in mentions)]

    @staticmethod
    def _before(tree: Sentence, head: int) -> list[int]:
        found = []
        i = head - 1
        while i >= 0 and tree.tokens[i].pos in PRENOMINAL and tree.tokens[i].text not in {",", ";", ":", "(", ")", '"', "“", "”"}:
            if tree.tokens[i].pos == "VERB" and tree.tokens[i].dep != "amod":
                break
            found.append(i)
            i -= 1
        return [i for i in found if head in (tree.tokens[i].head, *tree.ancestors(i))]

    @staticmethod
    def _belongs(tree: Sentence, child: int, cases: frozenset[str]) -> bool:
        dep = tree.tokens[child].dep
        case = case_of(tree, child)
        if dep in {"nmod:poss", "compound", "amod", "nmod:desc", "flat"}:
            return True
        return dep.startswith("nmod") and case in cases


def find_mentions(article: Article, parse: Parse, registry: Registry | None = None, tools: Tools | None = None) -> Mentions:
    """Find the mentions of an article and resolve them. `tools` carries prepared indices; without it they are the package's, or the registry's."""
    tools = tools or load_tools(registry)
    hits = tools.gazetteer.find(article.text)
    if tools.registers is not None:
        laid, hits = lay_over(tools.registry, hits, tools.registers, article.text, day_of(article))
        tools = replace(tools, registry=laid)
    words = without_names(tools.lexicon.find(article.text), hits, tools.lexicon, article.text)
    scenes = [_scene(sentence, article.text, hits, words, tools) for sentence in parse.sentences if sentence.tokens]
    sure = [hit for hit in hits if len(set(hit.entries)) == 1 and not tools.registry.is_shared(article.text[hit.start : hit.end])]
    spoken = frozenset(country for hit in sure if (country := tools.registry.entries[hit.entries[0]].country))
    parts = frozenset(entry.country for hit in sure if (entry := tools.registry.entries[hit.entries[0]]).kind == "region" and entry.country)
    discourse = resolve(scenes, tools.registry, context_of(article, parse, tools.registry, hits), spoken, parts)
    return _finish(article, parse, tools, scenes, discourse)


def _scene(sentence: Sentence, text: str, hits: Sequence[Hit], words: Sequence[Found], tools: Tools) -> Scene:
    spans = word_spans(sentence, _between(words, sentence))
    names = name_spans(sentence, text, _between(hits, sentence), spans, tools.registry)
    return build_scene(sentence, text, names, spans, tools.registry)


def _between(items: Sequence[Item], sentence: Sentence) -> Sequence[Item]:
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, key=lambda item: item.start)
    return items[first:last]


def _finish(article: Article, parse: Parse, tools: Tools, scenes: Sequence[Scene], discourse: Discourse) -> Mentions:
    mentions: list[Mention] = []
    cover: dict[tuple[int, int], int] = {}
    entities = tuple(_entity(cluster, discourse) for cluster in discourse.clusters)
    for scene in scenes:
        numbers: dict[int, int] = {}
        for draft in scene.drafts:
            numbers[id(draft)] = len(mentions)
            mentions.append(_mention(draft, scene, discourse, entities))
        for token, draft in scene.cover.items():
            cover[scene.sentence.index, token] = numbers[id(draft)]
    sentences = {sentence.index: sentence for sentence in parse.sentences}
    return Mentions(tuple(mentions), entities, article, parse, tools, cover, sentences, discourse.context.scene)


def _entity(cluster: Cluster, discourse: Discourse) -> Entity:
    name = name_of(cluster)
    country = cluster.country
    body = discourse.clusters[cluster.body] if cluster.body is not None else None
    owned = discourse.registry.entries.get(country or "")
    public = cluster.id is None and cluster.label == "organisation" and _sector(cluster) in PUBLIC
    unowned = public and bool(name) and flag_of(name.split()[0]) is None
    if owned is not None and unowned and all(fold(form) not in fold(name) for form in (owned.name, *owned.aliases)):
        name = possessed(owned.name, name)
    if not name and cluster.words:
        word = cluster.words[-1]
        lemma = neutral(cluster.label) if word.loaded else cluster.core or word.lemma
        owner = discourse.registry.entries.get(country) if country else None
        prefix = owner.name if owner is not None else name_of(body) if body is not None else ""
        name = possessed(prefix, lemma) if prefix else lemma
    sector = cluster.sector
    if body is not None and cluster.label == "person" and body.sector not in {None, "GOV"}:
        sector = body.sector
    elif cluster.label == "person" or sector is None:
        sector = _sector(cluster) or sector
    if body is not None and body.label == "igo":
        # Whoever serves an organisation of states acts for it, whatever the passport says.
        sector, country = ("IGO" if sector in {None, "GOV", "MIL"} else sector), None
    return Entity(
        cluster.id,
        name,
        cluster.label,
        country,
        sector,
        cluster.gender,
        cluster.former,
        cluster.members,
        tuple(cluster.names),
        cluster.body if cluster.label == "person" else None,
    )


def possessed(owner: str, thing: str) -> str:
    """Return `Oman's Foreign Ministry`."""
    mark = "'" if owner.endswith("s") else "'s"
    return f"{owner}{mark} {thing}"


def _sector(cluster: Cluster) -> str | None:
    offices = [word for word in cluster.words if word.sort != "address" and word.sector]
    return next((word.sector for word in offices if word.sector not in {"CIV"}), offices[0].sector if offices else None)


def _mention(draft: Draft, scene: Scene, discourse: Discourse, entities: Sequence[Entity]) -> Mention:
    tokens = scene.sentence.tokens
    order = draft_order(draft)
    partners = discourse.partners.get(order, ())
    if not partners and len(draft.joined) > 1:
        partners = tuple(dict.fromkeys(other.entity for other in draft.joined if other.entity >= 0))
    entity = entities[draft.entity] if draft.entity >= 0 else None
    how = discourse.how.get(order, "") or (_register(draft, entity.id) if entity is not None else "")
    return Mention(
        draft.sentence,
        draft.head,
        draft.first,
        draft.last,
        tokens[draft.first].start,
        tokens[draft.last].end,
        draft.kind,
        draft.number,
        draft.gender or (entity.gender if entity is not None else ""),
        draft.person,
        entity.country if entity is not None else None,
        entity.sector if entity is not None else None,
        draft.entity if entity is not None else None,
        how,
        partners,
    )


def _register(draft: Draft, entry: str | None) -> str:
    """Return `register:NAME` where the draft bears a name that an imported register gives the entry, and whether several share it."""
    form = next((form for form in draft.forms if form.register and form.entry == entry), None)
    if form is None:
        return ""
    return f"register:{form.register}" + (" ambiguous" if len(draft.forms) > 1 else "")


def actor_ref(entity: Entity, mention: Mention, text: str, registry: Registry, lexicon: Lexicon, date: str | None) -> ActorRef:
    """Return the reference of one entity as one mention prints it."""
    entry = registry.entries.get(entity.id) if entity.id else None
    sector, kind = entity.sector, entity.kind
    if entry is not None and entry.kind == "person":
        sector = sector or sector_of_person(entry.id, registry, lexicon, date)
    if entity.former and sector == "GOV":
        sector = None
    if kind == "state":
        sector = sector or "GOV"
    how = mention.how or HOW_OF_KIND.get(mention.kind) or "name"
    return ActorRef(entity.id, entity.name or text, text, entity.country, sector, "organisation" if kind == "igo" else kind, how)


def sector_of_person(person: str, registry: Registry, lexicon: Lexicon, date: str | None) -> str | None:
    """Return the sector of the office that the person held on the date; without a date, of the last one known."""
    terms = registry.offices_of(person, date)
    if not terms:
        return None
    served = [term for term in terms if term.country is not None and term.org is None] or terms  # a president who also leads a party
    word = lexicon.word(served[-1].office)
    return served[-1].sector or (word.sector if word is not None else "GOV")


def distinct(actors: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Return the actors without those said twice, in order."""
    seen: dict[tuple[str | None, str, str | None], ActorRef] = {}
    for actor in actors:
        seen.setdefault((actor.id, "" if actor.id else actor.name, actor.country), actor)
    return tuple(seen.values())
