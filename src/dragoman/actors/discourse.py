"""The state of one article's resolution, and what a phrase's own words say of where it belongs."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TypeAlias

from dragoman.actors.clusters import Cluster
from dragoman.actors.context import Context, Themes
from dragoman.actors.drafts import PLACES, PREPOSITIONS_IN, PUBLIC, Draft, Scene, case_of, is_conjunct, is_object, is_subject, leads
from dragoman.actors.naming import BODIES, Names, draft_order
from dragoman.actors.registry import Registry
from dragoman.actors.wordsets import states_without, wordset

Signs: TypeAlias = defaultdict[float, list[str]]
"""The countries that something speaks for, by how much it says; within a list the first counts a little more."""
SCENE, SCENERY = 5.1, 4.0
"""A state that the sentence opens with; of people who live there, the country of the article's towns."""
ACTING, SUBJECT, LATER, BEFORE, AFTER = 8.0, 6.5, 1.6, 1.5, 0.5
"""The subject of the phrase's own clause or of one above it, of a clause before it or after it; what else stands before or after it."""
HOME, LAST = 5.0, 0.1
"""The country of the dateline or outlet, where the article is about it and where it is about others."""
TOPIC, TOPIC_BEFORE, IN_PARAGRAPH = 2.5, 1.45, 0.5
"""The subjects of the sentence before, in the same paragraph, and of those before that; what the paragraph names."""
TARGET, PROMINENT = 6.0, 1.5
"""Home, where somebody of another country acts on the phrase; how much of the article is about a country."""
RECENT = (1.4, 0.9, 0.6, 0.3)
NEARNESS = 0.01
FOREIGN_CASES = wordset("preposition_foreign")
SENT_ABROAD = wordset("sent_abroad")
RESIDENT = frozenset({"CIV", "REL", "EDU", "LAB", "CRM"})
"""Of people of these sectors it is told where they live, not whom they serve."""
QUOTED = 0.2
OPENING = frozenset({"ADP", "SCONJ", "ADJ", "DET", "ADV", "PUNCT", "CCONJ", "VERB"})
CLAUSE_REACH = 3
"""How far above a noun its own clause's verb is looked for: `some | of the units` under `pulled`."""
SUBJECT_WEIGHT, OTHER_WEIGHT, MODIFIER_WEIGHT = 3.0, 1.5, 0.5


class Discourse:
    """The entities of one article while they are made. Used by one thread for one article, then dropped."""

    def __init__(self, registry: Registry, context: Context, countries: frozenset[str], parts: frozenset[str]) -> None:
        """`countries` are those that the article names beyond doubt, `parts` those of which it names a region."""
        self.registry = registry
        self.context = context
        self.clusters: list[Cluster] = []
        self.names = Names(registry, context.date, self.clusters, countries, parts)
        self.partners: dict[int, tuple[int, ...]] = {}
        self.how: dict[int, str] = {}
        self.scene: Scene
        self.regimes: dict[str, str] = {}
        """The country that a word for a government last meant (`the regime`)."""
        self._open: set[int] = set()
        self.pair: tuple[int, ...] = ()
        """The states that the last collective meant: `neither side` later means them again."""

    def at(self, token: int | None) -> Draft | None:
        """Return the draft that covers a token of the sentence in hand."""
        return self.scene.cover.get(token) if token is not None else None

    def countries_of(self, index: int) -> list[str]:
        """Return an entity's country, or those of its members."""
        cluster = self.clusters[index]
        if cluster.members:
            return list(dict.fromkeys(country for member in cluster.members for country in self.countries_of(member)))
        return [cluster.country] if cluster.country else []

    def touch(self, draft: Draft) -> None:
        """Note that a draft speaks of its entity."""
        if draft.entity < 0:
            return
        cluster = self.clusters[draft.entity]
        sentence = self.scene.sentence
        subject = is_subject(sentence, draft.head)
        above = sentence.tokens[draft.head].head
        if sentence.tokens[draft.head].dep == "appos" and is_subject(sentence, above) and above not in self.scene.cover:
            subject = True  # "Bosnia's Serb-run entity, the Republika Srpska, is …"
        weight = SUBJECT_WEIGHT if subject else MODIFIER_WEIGHT if draft.kind == "adjective" else OTHER_WEIGHT
        quoted = 0.0
        if self.is_quoted(draft):
            # Whom a speaker speaks of is less present than who speaks: "..., as comrade Xi has said," he continued.
            weight, quoted, subject = weight * QUOTED, weight, False
        order = draft_order(draft)
        cluster.touch(draft.sentence, order, weight, quoted)
        if is_object(sentence, draft.head):
            cluster.object_in = draft.sentence
        if subject:
            cluster.subject_in = draft.sentence
            if leads(sentence, draft.head):
                cluster.lead_in = draft.sentence
        if cluster.label not in PLACES and cluster.country is not None:
            # Speaking of a state's minister keeps the state in mind too.
            self.names.entry(cluster.country).touch(draft.sentence, order, weight / 3)

    def is_quoted(self, draft: Draft) -> bool:
        """Whether a draft of the sentence in hand stands in quoted words."""
        start = self.scene.sentence.tokens[draft.head].start
        at = bisect_right(self.context.quotes, (start, sys.maxsize)) - 1
        return at >= 0 and start < self.context.quotes[at][1]

    # -- where a phrase belongs ------------------------------------------------------------------------------------------------

    def origins(self, draft: Draft) -> list[int]:
        """Return the entities that a phrase belongs to: modifiers, possessor, apposition, of-phrase, place, in this order."""
        if draft.span is not None and draft.span.inner:
            return [self.names.entry(self.names.choose(draft.span.inner).id).index]
        if found := self._own(draft):
            return found
        for other in draft.apposed:
            if found := self._own(other) or self.complements(other.of):
                return found
        if found := self.complements(draft.of):
            return found
        abroad = any(word.sector == "MIL" or not SENT_ABROAD.isdisjoint(word.lemma.split()) for word in draft.words)
        return [] if abroad else self.complements(draft.located)

    def _own(self, draft: Draft) -> list[int]:
        """Return the owners that stand before the head."""
        if found := self.modifiers(draft):
            return found
        owner = self.at(draft.owner)
        return [owner.entity] if owner is not None and owner.entity >= 0 else []

    def modifiers(self, draft: Draft) -> list[int]:
        """Return the entities named before the head, as far as they lend it a country or a body."""
        owning = [(mod, self.clusters[mod.entity]) for mod in draft.mods if (mod.span is None or mod.span.owns) and mod.entity >= 0]
        lent = (c.index for mod, c in owning if self.country_of(mod) is not None or c.label == "igo" or c.sector is not None)
        return list(dict.fromkeys(lent))

    def complements(self, heads: Sequence[int]) -> list[int]:
        """Return the entities of the first of-phrase that has a country; a collective's members one by one."""
        for head in heads:
            draft = self.at(head)
            if draft is None or draft.entity < 0:
                continue
            self.country_of(draft)
            if self.countries_of(draft.entity) or self.clusters[draft.entity].label == "igo":
                found = list(self.clusters[draft.entity].members) or [draft.entity]
                return [*found, *(other.entity for other in self._conjuncts(draft))]
        return []

    def _conjuncts(self, draft: Draft) -> list[Draft]:
        """Return the places coordinated with a place: `leaders in Cuba and Venezuela`."""
        sentence = self.scene.sentence
        others = [self.at(child) for child in sentence.children[draft.head] if draft.label in PLACES and is_conjunct(sentence, child)]
        return [other for other in others if other is not None and other.entity >= 0 and other.label in PLACES]

    def country_of(self, draft: Draft) -> str | None:
        """Return the country of a draft that may stand further on in the sentence, as far as its own words say."""
        cluster = self.clusters[draft.entity]
        if cluster.country is None and draft.span is not None and (draft.span.inner or draft.mods) and id(draft) not in self._open:
            # A bad parse can make two phrases each other's owner.
            self._open.add(id(draft))
            cluster.country = next((country for index in self.origins(draft) for country in self.countries_of(index)), None)
            self._open.discard(id(draft))
        return cluster.country

    def body_of(self, found: Sequence[int]) -> int | None:
        """Return the first organisation among the owners of a phrase."""
        return next((index for index in found if self.clusters[index].label in BODIES), None)

    def default_country(self, draft: Draft, barred: Collection[str] = ()) -> str | None:
        """Return the country of a phrase that names none (`the government`, `police`, `Foreign Minister Lin`), never one that is `barred`.

        What speaks for each country that the article names is added up; but a country to which, with which or against which the
        sentence says that something is done is out, and so are those that have no such office.
        """
        sentence, context = self.scene.sentence, self.context
        signs: Signs = defaultdict(list)
        local: list[str] = []
        foreign: list[str] = []
        above = [*sentence.ancestors(draft.head)][:CLAUSE_REACH]
        for other in self.scene.drafts:
            if other.entity < 0 or other.kind == "pronoun" or draft.first <= other.head <= draft.last:
                continue
            place, case = other.label in {"place", "region"}, case_of(sentence, other.head)
            if (other.span is not None and not other.span.owns) or (place and not other.free):
                continue
            self.country_of(other)
            countries = self.countries_of(other.entity)
            if other.label == "state" and all(token.pos in OPENING for token in sentence.tokens[: other.first]) and case in PREPOSITIONS_IN:
                signs[SCENE] += countries  # "In Dublin, the government"
            if any(not SENT_ABROAD.isdisjoint(word.lemma.split()) for word in other.words):
                foreign += countries  # whom an ambassador deals with is of another country
            if place:
                local += countries
            aimed_at = case in FOREIGN_CASES or is_object(sentence, other.head)
            if aimed_at and other.label in PLACES and not (place and case == "to"):  # "the boat limped home to Palawan"
                foreign += countries
            elif not is_subject(sentence, other.head):
                signs[BEFORE if other.head < draft.head else AFTER] += countries
            elif sentence.tokens[other.head].head in above:
                signs[ACTING] += countries
            else:
                signs[SUBJECT if other.head < draft.head else LATER] += countries
        signs[ACTING].reverse()
        signs[BEFORE].reverse()
        signs[HOME if context.at_home else LAST] += [context.country] if context.country else []
        states = [c for c in self.clusters if c.label == "state" and c.last_order >= 0 and c.last_sentence < draft.sentence]
        states.sort(key=lambda c: (c.weight(draft.sentence), c.last_order), reverse=True)
        recent = [c.id for c in states if c.id is not None]
        story = [context.scene] if context.scene is not None else []
        if draft.sector == "REB":
            # Rebels belong where they fight, not to the states whose troops fight them or whose ministers speak of them.
            order = (local, sorted(foreign), story, signs[HOME], recent, *(signs[sign] for sign in (LATER, ACTING, SUBJECT, BEFORE, AFTER)))
            return next((country for countries in order for country in countries), None)
        if draft.sector in RESIDENT:
            signs[SCENERY] += story
        if draft.kind == "role" and draft.label != "person":
            foreign = []
        if draft.sector in PUBLIC and any(
            is_object(sentence, one.head) or case_of(sentence, one.head) in FOREIGN_CASES for one in (draft, *draft.apposed)
        ):
            # "Belgium suspended aid to the electoral commission": not its own.
            signs[TARGET] += [country for country in signs[HOME] if signs[ACTING] and country not in signs[ACTING]]
            foreign = [country for country in foreign if country not in signs[HOME]]
        out = {*barred, *foreign, *(country for word in draft.words for country in states_without(word.lemma))}
        paragraph_of = context.themes.paragraph_of
        paragraph = paragraph_of.get(draft.sentence, -1)
        for cluster in self.clusters:
            at = cluster.subject_in
            if cluster.country is not None and at < draft.sentence and paragraph_of.get(at, -2) == paragraph:
                signs[TOPIC if at == draft.sentence - 1 else TOPIC_BEFORE].append(cluster.country)
        return best_home(signs, recent, context.themes, paragraph, out)


def best_home(signs: Signs, recent: Sequence[str], themes: Themes, paragraph: int, barred: Collection[str]) -> str | None:
    """Return the country for which most speaks, None where nothing speaks for any that is not barred.

    `recent` are the states that the article spoke of last, `paragraph` is the one of the phrase.
    """
    score: dict[str, float] = defaultdict(float)
    for points, countries in signs.items():
        for place, country in enumerate(dict.fromkeys(countries)):
            score[country] += points - place * NEARNESS
    for country, points in zip(recent, RECENT, strict=False):
        score[country] += points
    named = themes.named.get(paragraph, frozenset())
    for country in score:
        score[country] += (IN_PARAGRAPH if country in named else 0.0) + PROMINENT * themes.prominence.get(country, 0.0)
    return max((country for country in score if country not in barred), key=lambda country: score[country], default=None)
