"""What a description means: `the minister`, `Chinese state banks`, `the Andean nation`, `the government`."""

from __future__ import annotations

from dragoman.actors.anaphora import collective_of
from dragoman.actors.clusters import Cluster, name_words
from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import Draft, is_subject
from dragoman.actors.lexicon import COUNTRY_NOUNS
from dragoman.actors.naming import BODIES, draft_order
from dragoman.actors.registry import NATIONAL
from dragoman.actors.wordsets import office_of, places_called, wordset

# Nouns that stand for the state itself.
STATE_NOUNS = wordset("state")
SUBNATIONAL = wordset("subnational")
ABROAD = wordset("abroad")
REGIMES = wordset("regime")
TRADES = frozenset({"BUS", "MED", "REB", "PTY", "NGO"})
COUNTED = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
BODIES_OF_STATES = wordset("state_body")
NEIGHBOURS = wordset("neighbour")
STRONG = 10.0
LEAST = 0.15
AT_HOME = 2.5


def settle_name(discourse: Discourse, draft: Draft) -> None:
    """Give a named entity the country, body and office that its words state."""
    cluster = discourse.clusters[draft.entity]
    if cluster.label in {"state", "region", "group"} or (cluster.id and cluster.label in {"place", "igo"}):
        return
    if cluster.country is None or cluster.body is None:
        found = discourse.origins(draft)
        body = discourse.body_of(found)
        if body is not None:
            cluster.body, cluster.sector = body, discourse.clusters[body].sector
        if cluster.country is None and not (cluster.id and cluster.label == "organisation"):  # the table knows that it is of no one state
            cluster.country = next((country for index in found for country in discourse.countries_of(index)), None)
    if cluster.country is None and _is_public(cluster):
        cluster.country = discourse.default_country(draft)
        if cluster.country:
            discourse.how[draft_order(draft)] = "default"


def _is_public(cluster: Cluster) -> bool:
    """Whether a name is that of a state's official, or of a body that every state has: `Department of Foreign Affairs`."""
    if cluster.label == "organisation" and cluster.sector in NATIONAL:
        return cluster.id is None
    every = cluster.label == "person" or any(word.lemma in BODIES_OF_STATES for word in cluster.words)
    return every and any(word.sector not in {"CIV", "IGO", None} for word in cluster.words)


def people_of(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of `Palestinians`, `Bosnian Serbs`, `ethnic Albanians in south Serbia`."""
    entry = discourse.registry.entries[discourse.names.choose(draft.forms).id]
    country = None
    if draft.of:
        country = next((c for index in discourse.origins(draft) for c in discourse.countries_of(index)), None)
    country = country or (None if "ethnic" in draft.premodifiers else entry.country)
    if draft.name.lower().removeprefix("the ") not in ABROAD:
        country = country or discourse.default_country(draft)
    cluster = discourse.names.new("person" if draft.number == "sg" else "group")
    cluster.names.append(draft.name)
    cluster.name, cluster.country, cluster.number = draft.name, country, draft.number
    return cluster.index


def describe(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of a role noun or document."""
    partner = next((item for item in draft.apposed if item.span is not None and item.entity >= 0), None)
    if partner is not None:
        cluster = discourse.clusters[partner.entity]
        if cluster.label != "state":
            before = _antecedent(discourse, draft, draft.words[-1].lemma) if cluster.label == "person" else None
            if before is not None and not before.names:  # "Bolivia's envoy was expelled. The envoy, Wilma Roca, …"
                cluster.country = before.country
            cluster.describe(draft)
            settle_name(discourse, partner)
        discourse.how[draft_order(draft)] = "apposition"
        return cluster.index
    lemma = draft.words[-1].lemma
    counted = next((COUNTED[word] for word in draft.premodifiers if word in COUNTED), 0)
    found = discourse.origins(draft)
    if counted and (lemma in COUNTRY_NOUNS or draft.definite):
        return collective_of(discourse, draft, counted)
    countries = list(dict.fromkeys(country for index in found for country in discourse.countries_of(index)))
    governing = [discourse.clusters[index] for index in found if lemma in STATE_NOUNS and not countries]
    for person in governing:
        person.label = "person"  # "Larrea's government": whoever governs is of the country that is governed
    if len(countries) > 1:
        members = tuple(_role(discourse, draft, lemma, country, None).index for country in countries)
        discourse.partners[draft_order(draft)] = members
        cluster = discourse.names.new("collective")
        cluster.members, cluster.number = members, "pl"
    elif lemma in NEIGHBOURS and draft.owner is not None:
        discourse.how[draft_order(draft)] = "coreference"
        neighbour = discourse.default_country(draft, barred=countries)
        cluster = discourse.names.entry(neighbour) if neighbour is not None else _new(discourse, draft, None, None)
    elif lemma in COUNTRY_NOUNS and draft.number == "sg" and (draft.definite or draft.owner is not None):
        discourse.how[draft_order(draft)] = "title" if countries else "coreference"
        cluster = discourse.names.entry(countries[0]) if countries else _country_noun(discourse, draft, lemma)
    elif countries or discourse.body_of(found) is not None:
        cluster = _role(discourse, draft, lemma, countries[0] if countries else None, discourse.body_of(found))
    else:
        antecedent = _antecedent(discourse, draft, lemma)
        if antecedent is not None:
            discourse.how[draft_order(draft)] = "coreference"
        cluster = antecedent or _fresh(discourse, draft, lemma)
        for person in governing:
            person.country = cluster.country
    return cluster.index


def _country_noun(discourse: Discourse, draft: Draft, lemma: str) -> Cluster:
    """Return the most present state; one that does something to "the country" is hardly that country."""
    states = [c for c in discourse.clusters if c.label == "state" and c.last_order >= 0]
    words = {lemma, *draft.premodifiers, *(word.lemma for word in draft.words)}  # "the island nation"
    places = {country for word in words for country in places_called(word)}
    states = [c for c in states if c.id in places] or states
    sentence = discourse.scene.sentence
    above = [*sentence.ancestors(draft.head)]
    subject = next((child for i in above for child in sentence.children[i] if is_subject(sentence, child)), None)
    acting = discourse.at(subject) if subject not in {draft.head, *above} else None
    if acting is not None and acting.label == "state":
        states = [c for c in states if c.subject_in != draft.sentence] or states
    if draft.distant:
        return max(states, key=lambda c: c.last_order, default=None) or _fresh(discourse, draft, lemma)
    context = discourse.context
    weights = {c.index: c.weight(draft.sentence) + context.themes.prominence.get(c.id or "", 0.0) for c in states}
    best = max(states, key=lambda c: weights[c.index] + (AT_HOME if context.at_home and c.id == context.country else 0.0), default=None)
    return best or _fresh(discourse, draft, lemma)


def _role(discourse: Discourse, draft: Draft, lemma: str, country: str | None, body: int | None, *, stated: bool = True) -> Cluster:
    """Return the entity of a role noun of a country or body: the state itself, a known entity, or a new one.

    Who holds an office is looked up only where its country is `stated` with it: "the president" alone names nobody.
    """
    *before, noun = lemma.split()
    narrowed = SUBNATIONAL & {*before, *draft.premodifiers}
    if noun in STATE_NOUNS and draft.label != "person" and draft.number == "sg" and country is not None and body is None and not narrowed:
        discourse.regimes[noun] = country
        return discourse.names.entry(country)
    single = draft.label == "person" and draft.number == "sg" and not draft.former and not draft.indefinite
    if single and stated and country and body is None:
        holders = discourse.registry.holders(country, office_of(lemma), discourse.context.date)
        if len(holders) == 1:
            discourse.how[draft_order(draft)] = "office"
            return discourse.names.entry(holders[0].id)
    return _new(discourse, draft, country, body)


def _new(discourse: Discourse, draft: Draft, country: str | None, body: int | None) -> Cluster:
    cluster = discourse.names.new(draft.label)
    cluster.country, cluster.body = country, body
    cluster.describe(draft)
    cluster.sector = draft.sector
    if draft.name:
        cluster.names.append(draft.name)
    return cluster


def _antecedent(discourse: Discourse, draft: Draft, lemma: str) -> Cluster | None:
    """Return the entity that a bare description takes up (`the minister`, `the bank`), if one fits."""
    foreign = any(mod.forms for mod in draft.mods)
    if foreign or draft.indefinite or draft.owner is not None or not (draft.definite or draft.number == "sg" or draft.label == "organisation"):
        return None
    tail = lemma.split()[-1]
    best: Cluster | None = None
    best_rank = LEAST
    for cluster in discourse.clusters:
        if cluster.last_order < 0 or cluster.last_order > draft_order(draft) or (cluster.number or "sg") != draft.number:
            continue
        fit = _fit(cluster, draft, lemma, tail)
        weight = cluster.weight(draft.sentence)
        rank = fit + min(weight, 3.0) / 2 + cluster.last_order / 1e9 if fit == STRONG else fit * weight
        if rank > best_rank:
            best, best_rank = cluster, rank
    return best


def _fit(cluster: Cluster, draft: Draft, lemma: str, tail: str) -> float:
    """Return how well words fit: at least STRONG where they repeat what was said, 1 where only the sort agrees, 0 where nothing does."""
    if cluster.label == "person" and draft.label == "person":
        # "the minister" is a foreign minister spoken of before; but no other minister
        return STRONG if any(word.lemma == tail or set(lemma.split()) <= set(word.lemma.split()) for word in cluster.words) else 0.0
    if cluster.label in BODIES and draft.label in {"organisation", "group"}:
        called = any(word.lemma == lemma or tail in (word.lemma.split()[-1], word.lemma.split()[0]) for word in cluster.words)
        if called or any(tail in name_words(name) for name in cluster.names):
            return STRONG
        if tail in cluster.called and lemma == tail:
            return STRONG
        sectors = {cluster.sector, *(word.sector for word in cluster.words)}
        return 1.0 if draft.definite and cluster.names and draft.sector in TRADES and draft.sector in sectors else 0.0
    return 0.0


def _fresh(discourse: Discourse, draft: Draft, lemma: str) -> Cluster:
    """Return a new entity, of the country that most speaks for unless its words name a part of the world."""
    # "Western officials", "Arab states": the words that say where they belong name no one country.
    foreign = any(mod.label in {"region", "group"} and (mod.span is None or mod.span.owns) for mod in draft.mods)
    if draft.kind == "role" and draft.words[-1].country_from != "modifier" and not foreign and not draft.premodifiers & ABROAD:
        noun = lemma.split()[-1]
        said = discourse.regimes.get(noun) if noun in REGIMES or discourse.context.country is None else None
        country = said or discourse.default_country(draft)
        if country is not None:
            discourse.how[draft_order(draft)] = "coreference" if said else "default"
            return _role(discourse, draft, lemma, country, None, stated=False)
    return _new(discourse, draft, None, None)
