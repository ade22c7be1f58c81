"""Whom an office, a force or an armed group stands for, as the registry, the date and the clause say."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.clusters import Cluster, name_words
from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import Draft, clause_subject, is_object, is_subject
from dragoman.actors.lexicon import Word
from dragoman.actors.naming import draft_order
from dragoman.actors.wordsets import leading_office, office_of, wordset

HEADS = wordset("head")
SPOKESPERSONS = wordset("spokesperson")


def body_served(discourse: Discourse, cluster: Cluster) -> int | None:
    """Return the organisation of states that a person serves on the article's day and no state beside it."""
    date = discourse.context.date
    terms = discourse.registry.offices_of(cluster.id or "", date) if date is not None else ()
    bodies = [discourse.registry.entries.get(term.org or "") if term.country is None else None for term in terms]
    serves = bodies[0] if bodies and all(body is not None and body.kind == "igo" for body in bodies) else None
    return discourse.names.entry(serves.id).index if serves is not None else None


def body_spoken_for(discourse: Discourse, words: Sequence[Word], sentence: int) -> Cluster | None:
    """Return whose official a bare one is: of the body that acts in the sentence before (`A spokesman said`), or of the one so called before.

    `The U.S. Treasury … a Treasury official`: only where the article speaks of one such body.
    """
    if len(words) > 1 and words[0].sort == "organisation":
        noun = words[0].lemma
        called = [c for c in discourse.clusters if c.label == "organisation" and c.last_order >= 0 and c.country and _is_called(c, noun)]
        return called[-1] if len({c.country for c in called}) == 1 else None
    if words and any(word.sector == "REB" for word in words) and words[-1].sort != "group":
        # "rebel spokesman X" of the one armed group that the article names
        armed = [
            c for c in discourse.clusters if c.sector == "REB" and c.label in {"organisation", "group"} and (c.id or c.names) and c.last_order >= 0
        ]
        return armed[0] if len(armed) == 1 else None
    if not words or words[-1].lemma not in SPOKESPERSONS or len(words) > 1:
        return None
    paragraph_of = discourse.context.themes.paragraph_of
    if paragraph_of.get(sentence - 1, -1) != paragraph_of.get(sentence, -2):
        return None
    before = [c for c in discourse.clusters if c.lead_in == sentence - 1 and c.label in {"organisation", "igo", "state"} and (c.country or c.id)]
    return max(before, key=lambda c: c.label != "state", default=None)


def _is_called(cluster: Cluster, noun: str) -> bool:
    return any(word.lemma == noun for word in cluster.words) or any(noun in name_words(name) for name in cluster.names)


def ruler_of(discourse: Discourse, country: str) -> str | None:
    """Return whoever leads a state on the article's day: its one head, or of several the one that the table of leaders names."""
    date = discourse.context.date
    registry = discourse.registry
    heads = {office: holders[0].id for office in sorted(HEADS) if len(holders := registry.holders(country, office, date)) == 1}
    if len(set(heads.values())) == 1:
        return next(iter(heads.values()))
    return heads.get(leading_office(country) or "")


def counterpart_of(discourse: Discourse, draft: Draft, lemma: str, country: str) -> str | None:
    """Return who holds in a country the office of the one whose counterpart is spoken of: `Lavrov met his Iranian counterpart`."""
    owner = discourse.at(draft.owner) if draft.owner is not None else None
    date = discourse.context.date
    if lemma != "counterpart" or owner is None or owner.entity < 0 or date is None:
        return None
    other = discourse.clusters[owner.entity]
    offices = [office_of(word.lemma) for word in other.words]
    offices += [term.office for term in discourse.registry.offices_of(other.id or "", date) if term.org is None]
    for office in offices:
        holders = discourse.registry.holders(country, office, date)
        if len(holders) == 1:
            return holders[0].id
    return None


def head_of_body(discourse: Discourse, body: int, lemma: str) -> str | None:
    """Return who holds an office of an organisation on the article's day: `the UN secretary-general`."""
    holders = discourse.registry.holders_at(discourse.clusters[body].id or "", lemma, discourse.context.date)
    return holders[0].id if len(holders) == 1 else None


def rules(discourse: Discourse, cluster: Cluster) -> bool:
    """Whether a person heads the state or the government on the article's day."""
    date = discourse.context.date
    return date is not None and any(term.office in HEADS and term.org is None for term in discourse.registry.offices_of(cluster.id or "", date))


def force_of(discourse: Discourse, draft: Draft) -> int | None:
    """Return the organisation of states that the clause says has or sends soldiers: `KFOR has 4,500 soldiers`."""
    if draft.sector != "MIL" or discourse.scene is None or not is_object(discourse.scene.sentence, draft.head):
        return None
    subject = discourse.at(clause_subject(discourse.scene.sentence, draft.head))
    return subject.entity if subject is not None and subject.entity >= 0 and discourse.clusters[subject.entity].label == "igo" else None


def country_of_rebels(discourse: Discourse, draft: Draft) -> str | None:
    """Return the country of the armed people last spoken of: `the rebels` and `the separatists` of an article are of one country."""
    if draft.sector != "REB":
        return None
    known = [c for c in discourse.clusters if c.sector == "REB" and c.country is not None and 0 <= c.last_order < draft_order(draft) and not c.names]
    return max(known, key=lambda c: c.last_order).country if known else None


def country_taken(discourse: Discourse, draft: Draft) -> str | None:
    """Return the country of the town or region that armed people of nobody knows where seize or attack."""
    scene = discourse.scene
    if scene is None or draft.sector != "REB" or not is_subject(scene.sentence, draft.head):
        return None
    verb = scene.sentence.tokens[draft.head].head
    places = [other for child in scene.sentence.children[verb] if is_object(scene.sentence, child) and (other := discourse.at(child)) is not None]
    taken = (discourse.country_of(place) for place in places if place.entity >= 0 and place.label in {"place", "region"})
    return next((country for country in taken if country is not None), None)
