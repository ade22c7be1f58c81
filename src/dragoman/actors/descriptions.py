"""What a description means: `the minister`, `Chinese state banks`, `the Andean nation`, `the government`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.actors.anaphora import collective_of, region_of
from dragoman.actors.clusters import Cluster, is_part, name_words
from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import Draft, is_object, is_subject
from dragoman.actors.holders import (
    body_served,
    body_spoken_for,
    counterpart_of,
    country_of_rebels,
    country_taken,
    force_of,
    head_of_body,
    ruler_of,
    rules,
)
from dragoman.actors.lexicon import COUNTRY_NOUNS, Word
from dragoman.actors.naming import BODIES, draft_order
from dragoman.actors.wordsets import office_of, places_called, wordset

# Nouns that stand for the state itself.
STATE_NOUNS = wordset("state")
SUBNATIONAL = wordset("subnational")
ABROAD = wordset("abroad")
REGIMES = wordset("regime")
GENERIC_PERSONS = wordset("generic_person")
GENERIC_ENVOYS = wordset("generic_envoy")
NATIONAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY"})
STATED = frozenset({"state", "group"})
TRADES = frozenset({"BUS", "MED", "REB", "PTY", "NGO"})
COUNTED = {"two": "2", "both": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
BODIES_OF_STATES = wordset("state_body")
ENVOYS = wordset("envoy")
OPPOSITES = wordset("opposite")
RULERS = wordset("ruler")
NEIGHBOURS = wordset("neighbour")
BODY_AND_ROLE = 2
STRONG = 10.0
AT_HOME = 2.5
LEAST = 0.15


def settle_name(discourse: Discourse, draft: Draft) -> None:
    """Give a named entity the country, body and office that its words state."""
    cluster = discourse.clusters[draft.entity]
    if draft.kind == "adjective" or cluster.label in {"state", "region", "group"} or (cluster.id and cluster.label in {"place", "igo"}):
        return
    registry = discourse.registry
    nation = registry.entries.get(cluster.country or "")
    if cluster.label == "person" and cluster.id is not None and cluster.body is None and all(word.sector != "JUD" for word in cluster.words):
        cluster.body = body_served(discourse, cluster)
    if cluster.label == "organisation" and cluster.id is not None and cluster.sector in NATIONAL and nation is not None:
        _of_another_state(discourse, draft, cluster)
        cluster = discourse.clusters[draft.entity]
    gone = cluster.label == "person" and nation is not None and nation.to is not None
    if gone and draft.mods:
        # "Serbian President Kostunica" of a Yugoslavia that the table knows: the words decide.
        stated = [country for index in discourse.modifiers(draft) for country in discourse.countries_of(index)]
        cluster.country = stated[0] if stated else cluster.country
    if cluster.country is None or cluster.body is None:
        found = discourse.origins(draft)
        body = discourse.body_of(found)
        # A known person's bare name serves nobody for standing before "from the BRICS".
        bare = cluster.label == "person" and cluster.id is not None and not draft.words and not draft.apposed
        if body is not None and body != cluster.index and cluster.body is None and not bare:
            cluster.body = body
            cluster.sector = cluster.sector or discourse.clusters[body].sector
        if cluster.country is None and not (cluster.id and cluster.label == "organisation"):  # the table knows that it is of no one state
            cluster.country = next((country for index in found for country in discourse.countries_of(index)), None)
    namesake = cluster.label == "organisation" and cluster.id is None and cluster.sector in NATIONAL and not cluster.words
    public = namesake or (_is_public(cluster.words) and (cluster.label == "person" or _is_national(cluster)))
    if cluster.country is None and cluster.body is None and cluster.id is None and public:
        served = body_spoken_for(discourse, cluster.words, draft.sentence)
        if served is not None:
            cluster.country, cluster.body = served.country, served.index if served.label in BODIES else None
            discourse.how[draft_order(draft)] = "default"
    if cluster.country is None and cluster.body is None and cluster.id is None and public:
        cluster.country = discourse.default_country(draft)
        discourse.guessed.add(cluster.index)
        if cluster.country:
            discourse.how[draft_order(draft)] = "default"
    if cluster.label == "person" and cluster.id is None:
        _identify(discourse, cluster, draft)


def _of_another_state(discourse: Discourse, draft: Draft, cluster: Cluster) -> None:
    """Part a body from its namesake where the words before it name another state: `South Korea's Joint Chiefs of Staff`."""
    owner = discourse.at(draft.owner) if draft.owner is not None else None
    indices = [*discourse.modifiers(draft), *([owner.entity] if owner is not None and owner.entity >= 0 else [])]
    stated = [country for index in indices if discourse.clusters[index].label in STATED for country in discourse.countries_of(index)]
    if not stated or cluster.country in stated:
        return
    name = cluster.name
    for known in discourse.clusters:
        if known.id is None and known.label == "organisation" and known.country == stated[0] and name in known.names:
            draft.entity = known.index
            return
    fresh = discourse.names.new("organisation")
    fresh.country, fresh.sector, fresh.number = stated[0], cluster.sector, "sg"
    fresh.names.append(name)
    draft.entity = fresh.index


def _is_public(words: Sequence[Word]) -> bool:
    sectors = {word.sector for word in words if word.sort != "address"}
    return bool(sectors - {"CIV", "IGO", None}) and "IGO" not in sectors


def _is_national(cluster: Cluster) -> bool:
    """Whether a name is that of a body every state has: `Department of Foreign Affairs`."""
    return cluster.label == "organisation" and cluster.id is None and any(word.lemma in BODIES_OF_STATES for word in cluster.words)


def _identify(discourse: Discourse, cluster: Cluster, draft: Draft) -> None:
    """Fix a titled surname on the holder of that office."""
    if cluster.country is None or not cluster.words:
        return
    for holder in discourse.registry.holders(cluster.country, office_of(cluster.words[-1].lemma), discourse.context.date):
        if is_part(name_words(draft.name), name_words(holder.name)) or name_words(draft.name) == name_words(holder.name):
            cluster.id, cluster.name = holder.id, holder.name


def people_of(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of `Palestinians`, `Bosnian Serbs`, `ethnic Albanians in south Serbia`."""
    entry = discourse.registry.entries[discourse.names.choose(draft.forms).id]
    spread = entry.kind == "region" and entry.country is None  # "Arab states" are of no one country
    ethnic = "ethnic" in draft.premodifiers or entry.kind == "people"
    country = None
    if draft.mods or ethnic or draft.of:
        country = next((c for index in discourse.origins(draft) for c in discourse.countries_of(index)), None)
    country = country or (None if "ethnic" in draft.premodifiers else entry.country)
    if not spread and draft.name.lower().removeprefix("the ") not in ABROAD:
        country = country or discourse.default_country(draft)
    if draft.number != "sg":
        known = next((c for c in discourse.clusters if c.label == "group" and draft.name in c.names and c.country == country), None)
        if known is not None:
            return known.index
    cluster = discourse.names.new("person" if draft.number == "sg" else "group")
    cluster.names.append(draft.name)
    cluster.name, cluster.country, cluster.number, cluster.how = draft.name, country, draft.number, "demonym"
    return cluster.index


def describe(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of a role noun or document."""
    partner = next((item for item in draft.apposed if item.span is not None and item.entity >= 0), None)
    if partner is not None and draft.kind == "role":
        cluster = discourse.clusters[partner.entity]
        if cluster.label != "state":
            _take_up(discourse, draft, cluster)
            cluster.describe(draft)
            settle_name(discourse, partner)
        discourse.how[draft_order(draft)] = "apposition"
        return cluster.index
    lemma = draft.words[-1].lemma if draft.words else ""
    owned_by = discourse.at(draft.owner) if draft.owner is not None else None
    if owned_by is not None and owned_by.person != 3 and (lemma in COUNTRY_NOUNS or draft.sector == "CIV"):
        return _new(discourse, draft, None, None).index  # "our homeland", "our three countries" are the speaker's
    if lemma == "counterpart" and draft.owner is not None and draft.number == "sg" and not draft.mods and not draft.of:
        countries = discourse.countries_of(owned_by.entity) if owned_by is not None and owned_by.entity >= 0 else []
        other = discourse.default_country(draft, barred=countries) if countries else None
        if other is not None:
            discourse.how[draft_order(draft)] = "default"
            return _role(discourse, draft, lemma, other, None).index
    counted = next((COUNTED[word] for word in draft.premodifiers if word in COUNTED), "")
    if lemma in COUNTRY_NOUNS and draft.number == "pl" and counted:
        return collective_of(discourse, draft, Word(f"the {counted} {lemma}", "collective", None, "collective", True, members=counted))
    found = discourse.origins(draft)
    for index in found:
        owner = discourse.clusters[index]
        if lemma in STATE_NOUNS and owner.id is None and owner.label in {"unknown", "organisation"} and not owner.words and not owner.country:
            owner.label = "person"  # "Larrea's government"
    countries = list(dict.fromkeys(country for index in found for country in discourse.countries_of(index)))
    if len(countries) > 1:
        members = tuple(_role(discourse, draft, lemma, country, None).index for country in countries)
        discourse.partners[draft_order(draft)] = members
        cluster = discourse.names.new("collective")
        cluster.members, cluster.number = members, "pl"
    elif lemma in NEIGHBOURS and draft.number == "sg" and draft.owner is not None and not draft.mods:
        discourse.how[draft_order(draft)] = "coreference"
        cluster = _neighbour(discourse, draft, countries, lemma)
    elif lemma in COUNTRY_NOUNS and draft.number == "sg" and (draft.definite or draft.owner is not None):
        discourse.how[draft_order(draft)] = "title" if countries else "coreference"
        cluster = _country_noun(discourse, draft, countries, lemma)
    elif counted and draft.definite and not found:
        sort = "persons" if draft.label == "person" else "collective"
        return collective_of(discourse, draft, Word(f"the {counted} {lemma}", "collective", None, sort, True, members=counted))
    elif countries or discourse.body_of(found) is not None:
        cluster = _role(discourse, draft, lemma, countries[0] if countries else None, discourse.body_of(found))
    else:
        antecedent = _of_body(discourse, draft, lemma) or _antecedent(discourse, draft, lemma)
        if antecedent is not None:
            discourse.how[draft_order(draft)] = "coreference"
        cluster = antecedent or _fresh(discourse, draft, lemma)
        for index in found:
            # "Larrea's government": whoever governs is of the country that is governed.
            if lemma in STATE_NOUNS and discourse.clusters[index].label == "person":
                discourse.clusters[index].country = cluster.country
    return cluster.index


def _take_up(discourse: Discourse, draft: Draft, cluster: Cluster) -> None:
    """Give a person the country of the nameless one whom its description takes up: `Bolivia's envoy was expelled. The envoy, Wilma Roca, …`."""
    if cluster.label != "person" or cluster.id or cluster.country or cluster.body is not None or not draft.definite or discourse.origins(draft):
        return
    before = _antecedent(discourse, draft, draft.words[-1].lemma if draft.words else "")
    if before is not None and before.id is None and not before.names and before is not cluster:
        cluster.country, cluster.body = before.country, before.body


def _neighbour(discourse: Discourse, draft: Draft, owners: Sequence[str], lemma: str) -> Cluster:
    """Return the state that `its neighbour` means: another than the owner's and than the one that acts on it."""
    country = discourse.default_country(draft, barred=owners)
    return discourse.names.state(country) if country is not None else _new(discourse, draft, None, None)


def _country_noun(discourse: Discourse, draft: Draft, countries: Sequence[str], lemma: str) -> Cluster:
    if countries:
        return discourse.names.state(countries[0])
    registry = discourse.registry
    members = region_of(discourse, draft)
    if len(members) == 1:
        return discourse.names.state(next(iter(members)))
    states = [c for c in discourse.clusters if c.label == "state" and c.last_order >= 0 and (not members or c.id in members)]
    if (called := places_called(lemma)) and any(c.id in called for c in states):
        states = [c for c in states if c.id in called]
    named = [c for c in states if c.id and any(lemma in name_words(alias) for alias in registry.entries[c.id].aliases)]
    if lemma not in {"country", "nation", "state"} and named:
        states = named
    if draft.distant or _is_no_subject(discourse, draft):
        # Who does something to "the country" is hardly that country.
        states = [c for c in states if c.subject_in != draft.sentence] or states
    if draft.distant and states:
        return max(states, key=lambda c: c.last_order)
    home = discourse.context.country
    themes = discourse.context.themes
    best = max(
        states,
        key=lambda c: (
            c.weight(draft.sentence) + (AT_HOME if c.id == home and discourse.context.at_home else 0.0) + themes.prominence.get(c.id or "", 0.0)
        ),
        default=None,
    )
    if best is None and home is not None:
        return discourse.names.state(home)
    return best or _fresh(discourse, draft, lemma)


def _is_no_subject(discourse: Discourse, draft: Draft) -> bool:
    """Whether a noun is neither a subject nor within one, and its own clause has a subject that is named."""
    if discourse.scene is None:
        return False
    sentence = discourse.scene.sentence
    chain = [draft.head, *sentence.ancestors(draft.head)]
    if is_object(sentence, draft.head):
        return True
    for below, above in pairwise(chain):
        if is_subject(sentence, below):
            return False
        if any(is_subject(sentence, child) for child in sentence.children[above]):
            return any(
                (other := discourse.at(child)) is not None and other.label == "state"
                for child in sentence.children[above]
                if is_subject(sentence, child)
            )
    return False


def _role(discourse: Discourse, draft: Draft, lemma: str, country: str | None, body: int | None) -> Cluster:
    """Return the entity of a role noun whose country or body is stated: the state itself, a known entity, or a new one."""
    order = draft_order(draft)
    parts = lemma.split()
    stands_for_state = parts and parts[-1] in STATE_NOUNS and draft.label != "person"  # no secretary of state
    if stands_for_state and country is not None and discourse.is_state(country) and draft.number == "sg":
        narrowed = draft.compound or SUBNATIONAL & {*parts[:-1], *draft.premodifiers}
        if body is None and not narrowed:
            discourse.regimes[parts[-1]] = country
            return discourse.names.state(country)
    if draft.label == "person" and draft.number == "sg" and country and body is None and not draft.former and not draft.indefinite:
        holders = discourse.registry.holders(country, office_of(lemma), discourse.context.date)
        if len(holders) == 1 and lemma not in ENVOYS:  # a state has many
            discourse.how[order] = "office"
            return discourse.names.entry(holders[0].id)
    if (
        draft.label == "person"
        and draft.number == "sg"
        and lemma in RULERS
        and country
        and body is None
        and not draft.former
        and not draft.indefinite
    ):
        rulers = [c for c in discourse.clusters if c.country == country and c.id is not None and c.label == "person" and rules(discourse, c)]
        if len(rulers) == 1:
            discourse.how[order] = "office"
            return rulers[0]
        ruler = ruler_of(discourse, country)
        if ruler is not None:
            discourse.how[order] = "office"
            return discourse.names.entry(ruler)
    if draft.label == "person" and draft.number == "sg" and not draft.former and not draft.indefinite:
        holder = counterpart_of(discourse, draft, lemma, country) if country is not None and lemma in OPPOSITES else None
        if country is None and body is not None:
            holder = head_of_body(discourse, body, lemma)
        if holder is not None:
            discourse.how[order] = "office"
            return discourse.names.entry(holder)
    for known in reversed(discourse.clusters):
        same = known.country == country and known.body == body and known.label == draft.label and known.number == draft.number
        pointing = draft.definite or draft.owner is not None or draft.label == "organisation"
        if same and pointing and not draft.indefinite and known.last_order >= 0 and any(word.lemma == lemma for word in known.words):
            return known
    return _new(discourse, draft, country, body)


def _new(discourse: Discourse, draft: Draft, country: str | None, body: int | None) -> Cluster:
    cluster = discourse.names.new(draft.label)
    cluster.country, cluster.body, cluster.how = country, body, "title"
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
    tail = lemma.split()[-1] if lemma else ""
    best: Cluster | None = None
    best_rank = LEAST
    for cluster in discourse.clusters:
        if cluster.last_order < 0 or cluster.last_order > draft_order(draft) or (cluster.number or "sg") != (draft.number or "sg"):
            continue
        if cluster.gender and draft.gender and cluster.gender != draft.gender:
            continue
        if draft.former and cluster.id is not None and rules(discourse, cluster):
            continue  # "the ousted leader" is not who governs
        fit = _fit(cluster, draft, lemma, tail)
        weight = cluster.weight(draft.sentence)
        rank = fit + min(weight, 3.0) / 2 + cluster.last_order / 1e9 if fit >= STRONG - 1 else fit * weight
        if rank > best_rank:
            best, best_rank = cluster, rank
    return best


def _of_body(discourse: Discourse, draft: Draft, lemma: str) -> Cluster | None:
    """Return the person of a body of states that a bare noun takes up again: `a Commission spokesperson` after `the EU`."""
    if draft.label != "person" or len(draft.words) < BODY_AND_ROLE or draft.words[0].sort != "organisation":
        return None
    noun = draft.words[0].lemma.split()[-1]
    bodies = [c for c in discourse.clusters if c.label == "igo" and 0 <= c.last_order < draft_order(draft) and noun in c.called]
    body = max(bodies, key=lambda c: c.weight(draft.sentence), default=None)
    return _role(discourse, draft, lemma, None, body.index) if body is not None else None


def _fit(cluster: Cluster, draft: Draft, lemma: str, tail: str) -> float:
    """Return how well words fit: at least STRONG where they repeat what was said, 1 where only the sort agrees, 0 where nothing does."""
    if cluster.label == "person" and draft.label == "person":
        if any(_repeats(lemma, tail, word.lemma) for word in cluster.words):
            return STRONG
        if tail in GENERIC_ENVOYS and any(word.rank == "ambassador" for word in cluster.words):
            return STRONG - 1
        political = cluster.id is not None or any(word.sector in {"GOV", "PTY", "OPP", "REB"} for word in cluster.words)
        return 1.0 if tail in GENERIC_PERSONS and political and draft.definite else 0.0
    if cluster.label in BODIES and draft.label in {"organisation", "group"}:
        if any(word.lemma == lemma for word in cluster.words):
            return STRONG + 2
        if any(tail in (word.lemma.split()[-1], word.lemma.split()[0]) for word in cluster.words):
            return STRONG
        if any(tail in name_words(name) for name in cluster.names):
            return STRONG
        if tail in cluster.called and (lemma == tail or draft.sector not in NATIONAL):
            return STRONG - 1 if draft.definite or draft.name else 0.0
        sectors = {cluster.sector, *(word.sector for word in cluster.words)}
        return 1.0 if draft.definite and cluster.names and draft.sector in TRADES and draft.sector in sectors else 0.0
    if cluster.label == "document" and draft.label == "document":
        return STRONG if any(word.lemma == lemma for word in cluster.words) else (1.0 if lemma == "document" else 0.0)
    return 0.0


def _repeats(lemma: str, tail: str, said: str) -> bool:
    """Whether a title says again, in full or shortened, what was said: `the minister` a foreign minister; but no other minister."""
    return said == tail or set(lemma.split()) <= set(said.split())


def _fresh(discourse: Discourse, draft: Draft, lemma: str) -> Cluster:
    word = draft.words[-1] if draft.words else None
    foreign = draft.label != "person" and any(discourse.at(head) is not None for head in draft.of)
    # "Western officials", "Arab states": the words that say where they belong name no one country.
    foreign = (
        foreign
        or bool(draft.premodifiers & ABROAD)
        or any(mod.label in {"region", "group"} and (mod.span is None or mod.span.owns) for mod in draft.mods)
    )
    if draft.kind == "role" and word is not None and word.country_from != "modifier" and not foreign:
        last = lemma.split()[-1] if lemma else ""
        said = discourse.regimes.get(last) if last in REGIMES or discourse.context.country is None else None
        if (force := force_of(discourse, draft)) is not None:
            return _role(discourse, draft, lemma, None, force)
        if draft.label == "person" and (served := body_spoken_for(discourse, draft.words, draft.sentence)) is not None:
            discourse.how[draft_order(draft)] = "default"
            return _role(discourse, draft, lemma, served.country, served.index if served.label in BODIES else None)
        country = said or country_of_rebels(discourse, draft) or discourse.default_country(draft)
        if country is not None:
            discourse.how[draft_order(draft)] = "coreference" if said else "default"
            return _role(discourse, draft, lemma, country, None)
    return _new(discourse, draft, country_taken(discourse, draft), None)
