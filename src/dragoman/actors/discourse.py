"""The state of one article's resolution, and what a phrase's own words say of where it belongs."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Collection, Sequence

from dragoman.actors.clusters import Cluster
from dragoman.actors.context import Context
from dragoman.actors.drafts import (
    PREPOSITIONS_IN,
    Draft,
    case_of,
    done_by,
    is_apposition,
    is_conjunct,
    is_object,
    is_possessor,
    is_subject,
    is_told,
    leads,
)
from dragoman.actors.homes import Signs, best_home
from dragoman.actors.naming import BODIES, PLACES, Names, draft_order
from dragoman.actors.registry import Registry
from dragoman.actors.rivals import held_by_others, received
from dragoman.actors.scene import Scene
from dragoman.actors.wordsets import states_without, wordset
from dragoman.parsing.tree import Sentence

FOREIGN_CASES = wordset("preposition_foreign")
OPPOSITES = wordset("opposite")
SENT_ABROAD = wordset("sent_abroad")
POSTED = wordset("posted")
REGIMES = frozenset({"regime", "junta", "dictatorship"})
OWN_ACTS = wordset("own_act")
PREPOSITIONS_WHERE = wordset("preposition_where")
PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
RESIDENT = frozenset({"CIV", "REL", "EDU", "LAB", "CRM"})
"""Of people of these sectors it is told where they live, not whom they serve."""
QUOTED = 0.2
CLAUSE_REACH = 3
"""How far above a noun its own clause's verb is looked for: `some | of the units` under `pulled`."""
OPENING = frozenset({"ADP", "SCONJ", "ADJ", "DET", "ADV", "PUNCT", "CCONJ", "VERB"})
AWAY = 3
"""Sentences without a word of home after which an article is taken to be elsewhere."""
SUBJECT_WEIGHT, OTHER_WEIGHT, MODIFIER_WEIGHT = 3.0, 1.5, 0.5


class Discourse:
    """The entities of one article while they are made. Used by one thread for one article, then dropped."""

    def __init__(self, registry: Registry, context: Context, countries: frozenset[str], parts: frozenset[str] = frozenset()) -> None:
        """`countries` are those that the article names beyond doubt, `parts` those of which it names a region."""
        self.registry = registry
        self.context = context
        self.clusters: list[Cluster] = []
        self.names = Names(registry, context.date, self.clusters, countries, parts)
        self.partners: dict[int, tuple[int, ...]] = {}
        self.how: dict[int, str] = {}
        self.scene: Scene | None = None
        self.guessed: set[int] = set()
        """Persons whose country no words state."""
        self.regimes: dict[str, str] = {}
        """The country that a word for a government last meant (`the regime`)."""
        self._open: set[int] = set()
        self.pair: tuple[int, ...] = ()
        """The states that the last collective meant: `neither side` later means them again."""

    def at(self, token: int | None) -> Draft | None:
        """Return the draft that covers a token of the sentence in hand."""
        return self.scene.cover.get(token) if self.scene is not None and token is not None else None

    def is_state(self, country: str | None) -> bool:
        """Whether the registry knows the country."""
        return country is not None and country in self.registry.entries

    def countries_of(self, index: int) -> list[str]:
        """Return an entity's country, or those of its members."""
        cluster = self.clusters[index]
        if cluster.members:
            return list(dict.fromkeys(country for member in cluster.members for country in self.countries_of(member)))
        return [cluster.country] if cluster.country else []

    def touch(self, draft: Draft) -> None:
        """Note that a draft speaks of its entity."""
        if draft.entity < 0 or self.scene is None:
            return
        cluster = self.clusters[draft.entity]
        sentence = self.scene.sentence
        subject = is_subject(sentence, draft.head)
        above = sentence.tokens[draft.head].head
        if is_subject(sentence, above) and above not in self.scene.cover and is_possessor(sentence, draft.head):
            subject = True  # of "Uzbekistan's coastal service" nobody knows but whose it is
        if is_apposition(sentence, draft.head) and is_subject(sentence, above) and above not in self.scene.cover:
            subject = True  # "Bosnia's Serb-run entity, the Republika Srpska, is …"
        weight = SUBJECT_WEIGHT if subject else MODIFIER_WEIGHT if draft.kind == "adjective" else OTHER_WEIGHT
        quoted = 0.0
        if self.is_quoted(draft):
            # Whom a speaker speaks of is less present than who speaks: "..., as comrade Xi has said," he continued.
            weight, quoted, subject = weight * QUOTED, weight, False
        order = draft_order(draft)
        cluster.touch(draft.sentence, order, weight, quoted)
        if subject:
            cluster.subject_in = draft.sentence
            if leads(sentence, draft.head):
                cluster.lead_in = draft.sentence
        if cluster.label not in PLACES and self.is_state(cluster.country) and cluster.country is not None:
            # Speaking of a state's minister keeps the state in mind too.
            self.names.state(cluster.country).touch(draft.sentence, order, weight / 3)

    def is_quoted(self, draft: Draft) -> bool:
        """Whether a draft of the sentence in hand stands in quoted words."""
        if self.scene is None:
            return False
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
        if draft.kind == "document" and self.scene is not None:
            inner = (self.at(child) for child in self.scene.sentence.children[draft.head] if child < draft.head)
            return [other.entity for other in inner if other is not None and other.entity >= 0 and other.kind == "role"][:1]
        abroad = any(word.sector == "MIL" or not SENT_ABROAD.isdisjoint(word.lemma.split()) for word in draft.words)
        return [] if abroad else self.complements(draft.located)

    def _own(self, draft: Draft) -> list[int]:
        """Return the owners that stand before the head."""
        if found := self.modifiers(draft):
            return found
        if draft.words and draft.words[-1].lemma in OPPOSITES:
            return []  # "his counterparts from Australia and Japan" are of other countries than he
        owner = self.at(draft.owner) if draft.owner is not None else None
        return [owner.entity] if owner is not None and owner.entity >= 0 else []

    def modifiers(self, draft: Draft) -> list[int]:
        """Return the entities named before the head, as far as they lend it a country or a body."""
        if "ethnic" in draft.premodifiers:
            return []
        found: list[int] = []
        posted = bool(draft.words) and draft.words[-1].lemma in POSTED
        for mod in draft.mods:
            owning = (mod.span is None or mod.span.owns) and not (posted and mod.kind in {"metonym", "place", "named"} and mod.label in PLACES)
            if owning and mod.entity >= 0 and mod.entity not in found and self._lends(mod):
                found.append(mod.entity)
        return found

    def _lends(self, mod: Draft) -> bool:
        cluster = self.clusters[mod.entity]
        if self.country_of(mod) is not None or cluster.label == "igo":
            return True
        return cluster.label in {"organisation", "outlet"} and cluster.sector is not None

    def complements(self, heads: Sequence[int]) -> list[int]:
        """Return the entities of the first of-phrase that has a country; a collective's members one by one."""
        for head in heads:
            draft = self.at(head)
            if draft is None or draft.entity < 0:
                continue
            if self.country_of(draft) or self.countries_of(draft.entity) or self.clusters[draft.entity].label == "igo":
                found = list(self.clusters[draft.entity].members) or [draft.entity]
                return [*found, *(other.entity for other in self._conjuncts(draft) if other.entity not in found)]
        return []

    def _conjuncts(self, draft: Draft) -> list[Draft]:
        """Return the places coordinated with a place: `leaders in Cuba and Venezuela`."""
        if self.scene is None or draft.label not in PLACES:
            return []
        sentence = self.scene.sentence
        children = (self.at(child) for child in sentence.children[draft.head] if is_conjunct(sentence, child))
        return [other for other in children if other is not None and other.entity >= 0 and other.label in PLACES]

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
        return next((index for index in found if self.clusters[index].label in BODIES and not self.clusters[index].members), None)

    def default_country(self, draft: Draft, barred: Collection[str] = ()) -> str | None:
        """Return the country of a phrase that names none (`the government`, `police`, `Foreign Minister Lin`), never one that is `barred`.

        What speaks for each country that the article names is added up, see `homes`; but a country to which, with which or against which the
        sentence says that something is done is out, and so are those that have no such office.
        """
        signs = Signs()
        states_acting: list[str] = []
        doing: list[str] = []
        forces: list[str] = []
        foreign: set[str] = set()
        out = {*barred, *(country for word in draft.words for country in states_without(word.lemma))}
        sentence = self.scene.sentence if self.scene is not None else None
        out.update(held_by_others(draft, (cluster for cluster in self.clusters if cluster.index not in self.guessed)))
        if self.scene is not None:
            for guest in received(self.scene.sentence, draft, self.scene.drafts):
                if guest.entity >= 0:
                    self.country_of(guest)
                    out.update(self.countries_of(guest.entity))
        above = [] if sentence is None else [*sentence.ancestors(draft.head)][:CLAUSE_REACH]
        for other in self.scene.drafts if self.scene is not None else ():
            if other is draft or other.entity < 0 or other.kind == "pronoun" or draft.first <= other.head <= draft.last:
                continue
            assert sentence is not None  # noqa: S101
            if (other.span is not None and not other.span.owns) or (not other.free and other.label in {"place", "region"}):
                continue
            self.country_of(other)
            countries = [country for country in self.countries_of(other.entity) if self.is_state(country)]
            if self._sets_stage(sentence, other):
                if draft.kind == "role" and draft.label != "person" and other.kind == "named":
                    signs.stage.extend(countries)  # "In neighbouring Niger, the military government"
                    continue
                signs.scene.extend(countries)  # "In Dublin, the government"
            if other.label in {"place", "region"} and other.kind != "adjective":
                signs.local.extend(countries)
            if sentence.tokens[other.head].head in above and is_subject(sentence, other.head) and self._acts_on_others(other):
                states_acting.extend(countries)
            if sentence.tokens[other.head].head in above and is_subject(sentence, other.head) and self._is_force(other):
                forces.extend(countries)
            if draft.sector in RESIDENT and self._is_where(sentence, draft, other):
                signs.soil.extend(countries)
            aimed_at = case_of(sentence, other.head) in FOREIGN_CASES or is_object(sentence, other.head)
            reached = other.label in {"place", "region"} and case_of(sentence, other.head) == "to"  # "the boat limped home to Palawan"
            if aimed_at and other.label in PLACES and other.kind != "adjective" and not reached:
                foreign.update(countries)
            elif is_subject(sentence, other.head):
                if self._reports(sentence, draft, other):
                    signs.reported.extend(countries)
                elif sentence.tokens[other.head].head in above:
                    signs.acting[:0] = countries
                else:
                    (signs.subjects if other.head < draft.head else signs.later).extend(countries)
            else:
                (signs.before if other.head < draft.head else signs.after).extend(countries)
        if sentence is not None and (accused := self.at(done_by(sentence, draft.head))) is not None and accused.entity >= 0:
            doing = [country for country in self.countries_of(accused.entity) if self.is_state(country)]
            signs.acting[:0] = doing
            foreign.difference_update(doing)
            forces.extend(doing if self._is_force(accused) else ())
        home = [self.context.country] if self.context.country else []
        states = [c for c in self.clusters if c.label == "state" and c.last_order >= 0 and c.last_sentence < draft.sentence]
        states.sort(key=lambda c: (c.weight(draft.sentence), c.last_order), reverse=True)
        signs.recent = [c.id for c in states if c.id is not None and (self.context.at_home or c.id not in home)]
        if draft.kind == "role" and draft.label != "person":
            foreign = set()
        at_home = self.context.at_home and not self._has_left(home, states, draft.sentence)
        (signs.home if at_home else signs.left if self.context.at_home else signs.last).extend(home)
        if draft.sector == "REB":
            # Rebels belong where they fight, not to the states whose troops fight them or whose ministers speak of them.
            story = [self.context.scene] if self.context.scene is not None else []
            ordered = (*signs.stage, *signs.local, *sorted(foreign), *story, *signs.home, *signs.recent, *signs.later, *signs.acting, *signs.subjects)
            ordered = (*ordered, *signs.before[::-1], *signs.after)
            return next((country for country in ordered if country not in states_acting), next(iter(ordered), None))
        acted_on = sentence is not None and any(self._is_acted_on(sentence, one) for one in (draft, *draft.apposed))
        soil = next(iter(signs.soil or signs.local), self.context.scene)
        if acted_on and forces and soil is not None and soil not in forces:
            # Whom forces meet abroad is not of their country.
            out.update(forces)
            signs.target.append(soil)
        elif draft.sector in RESIDENT and self.context.scene is not None:
            signs.scenery.append(self.context.scene)
        if sentence is not None and self.context.at_home and draft.sector in PUBLIC and acted_on:
            # "Belgium suspended aid to the electoral commission", "the envoy met the finance minister": not its own.
            foreign.difference_update(home)
            if states_acting and draft.sector == "GOV":
                signs.stage.extend(country for country in home if country not in states_acting)
            elif signs.acting and draft.sector not in {"LEG", "JUD"} and not OWN_ACTS & self._verbs(sentence, draft):
                signs.target.extend(country for country in home if country not in signs.acting)
        if draft.words and draft.words[-1].lemma in REGIMES and at_home:
            signs.stage.extend(home)  # whoever speaks of "the regime" speaks of another's government
        self._of_paragraph(signs, draft)
        return best_home(signs, self.context.themes, foreign | out)

    def _of_paragraph(self, signs: Signs, draft: Draft) -> None:
        """Note which countries and their people act in the sentences of the paragraph before the one in hand."""
        themes = self.context.themes
        paragraph = themes.paragraph_of.get(draft.sentence, -1)
        signs.named = themes.named.get(paragraph, frozenset())
        for cluster in self.clusters:
            at = cluster.subject_in
            if cluster.country is None or at < 0 or at >= draft.sentence or themes.paragraph_of.get(at, -2) != paragraph:
                continue
            (signs.topic if at == draft.sentence - 1 else signs.topic_before).add(cluster.country)

    def _acts_on_others(self, subject: Draft) -> bool:
        """Whether what a subject does is done to others than its own: a state does, its envoys and its forces do."""
        sent = any(word.sector == "MIL" or not SENT_ABROAD.isdisjoint(word.lemma.split()) for word in subject.words)
        return sent or (self.clusters[subject.entity].label == "state" and subject.kind in {"named", "metonym"})

    @staticmethod
    def _reports(sentence: Sentence, draft: Draft, other: Draft) -> bool:
        """Whether a phrase is the speaker, named after the words, of a sentence about another: `China has offered help, the ministry said`."""
        verb = sentence.tokens[draft.head].head
        above = sentence.tokens[other.head].head
        return is_subject(sentence, draft.head) and is_told(sentence, verb) and above in sentence.ancestors(verb)

    def _is_force(self, draft: Draft) -> bool:
        """Whether a phrase stands for soldiers, their weapons or their command."""
        return "MIL" in {draft.sector, self.clusters[draft.entity].sector}

    @staticmethod
    def _is_where(sentence: Sentence, draft: Draft, other: Draft) -> bool:
        """Whether a place is where the clause of a phrase says that something happens: both hang, maybe through nouns, on one verb."""
        if other.label not in PLACES or other.kind == "adjective" or case_of(sentence, other.head) not in PREPOSITIONS_WHERE:
            return False
        verbs = [next((i for i in sentence.ancestors(head) if sentence.tokens[i].pos == "VERB"), -1) for head in (draft.head, other.head)]
        return verbs[0] == verbs[1] != -1

    @staticmethod
    def _verbs(sentence: Sentence, draft: Draft) -> set[str]:
        """Return the lemma of the word that a phrase hangs on."""
        return {sentence.tokens[sentence.tokens[draft.head].head].lemma.lower()}

    @staticmethod
    def _is_acted_on(sentence: Sentence, draft: Draft) -> bool:
        return is_object(sentence, draft.head) or case_of(sentence, draft.head) in FOREIGN_CASES

    @staticmethod
    def _sets_stage(sentence: Sentence, other: Draft) -> bool:
        """Whether a state named with `in` opens the sentence. A capital may be but where somebody speaks."""
        tokens = sentence.tokens[: other.first]
        opens = any(token.text.lower() in PREPOSITIONS_IN for token in tokens) and all(token.pos in OPENING for token in tokens)
        return opens and other.label == "state" and other.kind in {"named", "metonym"}

    @staticmethod
    def _has_left(home: Sequence[str], states: Sequence[Cluster], sentence: int) -> bool:
        """Whether the article has for some sentences spoken of another state only."""
        last = next((state.last_sentence for state in states if state.id in home), None)
        elsewhere = any(state.last_sentence >= sentence - 1 and state.id not in home for state in states)
        return last is not None and last < sentence - AWAY and elsewhere
