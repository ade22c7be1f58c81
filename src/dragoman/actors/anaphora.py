"""Words that only point: pronouns, `both sides`, `the two leaders`, and the coordinations that `they` takes up."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.clusters import Cluster
from dragoman.actors.discourse import OTHER_WEIGHT, SUBJECT_WEIGHT, Discourse
from dragoman.actors.drafts import Draft, antecedent_of_relative, case_of, clause_subject, is_conjunct, is_possessor, is_subject
from dragoman.actors.holders import ruler_of
from dragoman.actors.lexicon import Word
from dragoman.actors.naming import draft_order
from dragoman.actors.wordsets import places_called, wordset
from dragoman.knowledge.tables import LIST_SEPARATOR

SUBJECT_BONUS, LAST_SUBJECT_BONUS, OPENING_BONUS, GOVERNING_BONUS = 2.0, 0.5, 3.5, 4.0
PAIR_BONUS, FAR_PAIR_BONUS = 4.0, 4.0
NEAR_BONUS, ABOUT_BONUS, NAMED_BONUS = 2.0, 1.5, 1.5
MOST_PARTIES = 5
PAIR = 2
LEAST = 0.2
GENERIC_PERSONS = wordset("generic_person")
GROUP_COLLECTIVES = wordset("group_collective")


def pronoun_of(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of a third-person or relative pronoun, -1 where none agrees."""
    if discourse.scene is None or draft.person != 3:
        return -1
    head = antecedent_of_relative(discourse.scene.sentence, draft.head)
    if head is not None:
        noun = discourse.at(head)
        return noun.entity if noun is not None else -1
    here = draft_order(draft)
    best, best_weight = -1, LEAST
    quoted = discourse.is_quoted(draft)
    barred = _clause_subject(discourse, draft)
    governing = _governing_subject(discourse, draft)
    opening = _opens(discourse, draft)
    for cluster in discourse.clusters:
        if cluster.last_order < 0 or cluster.last_order > here or cluster.index == barred or not _agrees(cluster, draft):
            continue
        weight = cluster.weight(draft.sentence) + (cluster.quoted_weight(draft.sentence) if quoted else 0.0)
        if cluster.subject_in == draft.sentence:
            weight += SUBJECT_BONUS
        elif cluster.subject_in == draft.sentence - 1:
            weight += OPENING_BONUS if opening and cluster.lead_in == cluster.subject_in else LAST_SUBJECT_BONUS
        if cluster.index == governing:
            weight += GOVERNING_BONUS
        loose = draft.number == "pl" and cluster.number != "pl" and cluster.label != "collective"
        nameless = cluster.label == "person" and not cluster.names and cluster.id is None
        if loose or nameless or (cluster.country is None and not cluster.names and cluster.label != "collective"):
            weight /= 2
        if weight > best_weight:
            best, best_weight = cluster.index, weight
    if best >= 0 and draft.gender in {"m", "f"}:
        cluster = discourse.clusters[best]
        cluster.gender = cluster.gender or draft.gender
        cluster.label = "person" if cluster.label == "unknown" else cluster.label
    return best


def _clause_subject(discourse: Discourse, draft: Draft) -> int:
    """Return the entity that an object pronoun cannot mean, as it is the subject of the same clause; -1 where there is none."""
    if discourse.scene is None:
        return -1
    subject = clause_subject(discourse.scene.sentence, draft.head)
    other = discourse.at(subject) if subject is not None else None
    return other.entity if other is not None else -1


def _governing_subject(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of the nearest subject of a clause above the pronoun's own: `Chile denied that it had moved troops`; -1 for none."""
    if discourse.scene is None:
        return -1
    sentence = discourse.scene.sentence
    for above in sentence.ancestors(draft.head):
        for child in sentence.children[above]:
            other = discourse.at(child) if child < draft.head and is_subject(sentence, child) else None
            if other is not None and other is not draft and other.entity >= 0:
                return other.entity
    return -1


def _opens(discourse: Discourse, draft: Draft) -> bool:
    """Whether a pronoun is, or possesses, the subject that its sentence begins with: `Its foreign minister said …`."""
    if discourse.scene is None or draft.first > 0:
        return False
    sentence = discourse.scene.sentence
    return is_subject(sentence, draft.head) or is_possessor(sentence, draft.head)


def _agrees(cluster: Cluster, draft: Draft) -> bool:
    if draft.number == "pl":
        return cluster.number == "pl" or cluster.label in {"collective", "group", "organisation"}
    if draft.gender in {"m", "f"}:
        named = cluster.label == "unknown" and bool(cluster.names) and cluster.subject_in >= 0
        return (cluster.label == "person" or named) and cluster.number != "pl" and cluster.gender in {"", draft.gender}
    return cluster.label not in {"person", "collective"} and cluster.number != "pl" and not (cluster.label == "group" and cluster.how == "demonym")


def collective_of(discourse: Discourse, draft: Draft, word: Word) -> int:
    """Return the entity of `the two sides`, `both countries`, `the two leaders`: the most present states or persons of different states."""
    wanted = int(word.members) if word.members.isdigit() else 0
    if word.lemma in GROUP_COLLECTIVES and (group := _last_group(discourse, draft)) is not None:
        return group.index
    cluster = discourse.names.new("collective")
    cluster.number = "pl"
    if states := [country for country in word.members.split(LIST_SEPARATOR) if discourse.is_state(country)]:
        cluster.members = tuple(discourse.names.state(country).index for country in states)  # "the two Koreas"
        return cluster.index
    possessor = _possessor(discourse, draft, word)
    if possessor is not None and possessor.members:
        cluster.members = _states(discourse, possessor.members)
        discourse.pair = cluster.members
        return cluster.index
    if not wanted and draft.of and possessor is None:
        countries = list(dict.fromkeys(c for index in discourse.complements(draft.of) for c in discourse.countries_of(index)))
        if len(countries) > 1:
            # "the leaders of Kenya and Somalia"
            cluster.members = tuple(_head_of_state(discourse, country, word).index for country in countries)
        return cluster.index  # "the countries of the world"
    persons = word.sort == "persons"
    if wanted > PAIR and (named := _last_named(discourse, draft, wanted, persons=persons)):
        cluster.members = named
        return cluster.index
    ranked = _present(discourse, draft, _office(word) if persons else None)
    if persons and len(ranked) < (wanted or 2):
        ranked = _present(discourse, draft, None)
    size = wanted or (2 if len(ranked) <= 3 or (discourse.pair and set(ranked[:2]) == set(discourse.pair)) else len(ranked))
    if len(ranked) > size and not _is_subject(discourse, draft):
        # "Russia mediated between the two sides": the one that acts is not among them.
        acting = {cluster.country for cluster in discourse.clusters if cluster.subject_in == draft.sentence} | _joint_subjects(discourse)
        others = [index for index in ranked if discourse.clusters[index].country not in acting]
        ranked = others if len(others) >= size else ranked
    # "All parties" of an article that names a dozen states are whoever they are.
    known = len(ranked) >= 2 and (bool(wanted) or size <= MOST_PARTIES)
    cluster.members = tuple(ranked[:size]) if known else ()
    if not persons:
        discourse.pair = cluster.members
    return cluster.index


def _head_of_state(discourse: Discourse, country: str, word: Word) -> Cluster:
    """Return who leads a state on the article's day where leaders are spoken of, the state where nobody knows or others are."""
    ruler = ruler_of(discourse, country) if word.sort == "persons" and _office(word) == "" else None
    return discourse.names.entry(ruler) if ruler is not None else discourse.names.state(country)


def _last_named(discourse: Discourse, draft: Draft, wanted: int, *, persons: bool) -> tuple[int, ...]:
    """Return the members of the last coordination of so many: `Egypt, Oman and Iraq … the three states`."""
    found = [c for c in discourse.clusters if c.label == "collective" and len(c.members) == wanted and 0 <= c.last_order < draft_order(draft)]
    last = max(found, key=lambda c: c.last_order, default=None)
    if last is None or any((discourse.clusters[index].label == "person") != persons for index in last.members):
        return ()
    return last.members if persons else _states(discourse, last.members)


def _is_subject(discourse: Discourse, draft: Draft) -> bool:
    return discourse.scene is not None and is_subject(discourse.scene.sentence, draft.head)


def _joint_subjects(discourse: Discourse) -> set[str | None]:
    """Return the countries joined to a subject: `Russia and China have urged both sides`."""
    if discourse.scene is None:
        return set()
    sentence = discourse.scene.sentence
    joined = (
        d for d in discourse.scene.drafts if d.entity >= 0 and is_conjunct(sentence, d.head) and is_subject(sentence, sentence.tokens[d.head].head)
    )
    return {discourse.clusters[draft.entity].country for draft in joined}


def _last_group(discourse: Discourse, draft: Draft) -> Cluster | None:
    groups = [c for c in discourse.clusters if c.number == "pl" and c.label in {"person", "group"} and 0 <= c.last_order < draft_order(draft)]
    return max(groups, key=lambda c: c.last_order, default=None)


def _possessor(discourse: Discourse, draft: Draft, word: Word) -> Cluster | None:
    if word.lemma.startswith("their "):
        index = pronoun_of(discourse, Draft(draft.sentence, draft.head, draft.first, draft.first, "pronoun", "unknown", number="pl"))
        return discourse.clusters[index] if index >= 0 else None
    owner = discourse.at(draft.owner) if draft.owner is not None else None
    return discourse.clusters[owner.entity] if owner is not None and owner.entity >= 0 else None


def region_of(discourse: Discourse, draft: Draft) -> frozenset[str]:
    """Return the countries that the words before a country noun allow: `the Andean nation`, `two former Soviet republics`; none where all are."""
    members: frozenset[str] = frozenset()
    known = discourse.registry.members
    for word in (*draft.premodifiers, *(before.lemma for before in draft.words[:-1]), *(mod.name for mod in draft.mods)):
        members |= known.get(word, frozenset()) or known.get(word.capitalize(), frozenset()) or places_called(word.lower())
    return members


def _office(word: Word) -> str:
    """Return the office that all persons of a collective hold (`minister`), empty for `the two leaders` and `the two men`."""
    noun = word.lemma.rpartition(" ")[2].removesuffix("s")
    return "" if noun in GENERIC_PERSONS or noun in {"men", "women"} else noun


def _present(discourse: Discourse, draft: Draft, office: str | None) -> list[int]:
    """Return one entity a country, the most present first: states, or with an office the persons that hold it."""
    seen: dict[str, tuple[float, int]] = {}
    persons = office is not None
    allowed = region_of(discourse, draft)
    themes = discourse.context.themes
    here = themes.named.get(themes.paragraph_of.get(draft.sentence, -1), frozenset())
    for other in discourse.clusters:
        if other.country is None or not 0 <= other.last_order < draft_order(draft) or other.members or not discourse.is_state(other.country):
            continue
        if other.label in {"place", "document"} or (persons and (other.label != "person" or other.number == "pl")):
            continue
        if office and not any(word.lemma.endswith(office) for word in other.words):
            continue
        if allowed and other.country not in allowed:
            continue
        index = other.index if persons else discourse.names.state(other.country).index
        near = other.last_sentence >= draft.sentence - 1
        pair_bonus = PAIR_BONUS if near else FAR_PAIR_BONUS
        weight = other.weight(draft.sentence) + (NEAR_BONUS if near else 0.0) + (pair_bonus if index in discourse.pair else 0.0)
        if not discourse.pair and other.country in themes.pair:
            weight += FAR_PAIR_BONUS  # "Serbia and Kosovo trade blame"
        # The parties of an article are rather those it is about than who was named in passing.
        weight += ABOUT_BONUS * themes.prominence.get(other.country, 0.0) + (NAMED_BONUS if other.country in here else 0.0)
        if other.country not in seen or weight > seen[other.country][0]:
            seen[other.country] = (weight, index)
    return [index for _, index in sorted(seen.values(), reverse=True)]


def _states(discourse: Discourse, members: Sequence[int]) -> tuple[int, ...]:
    countries = dict.fromkeys(country for index in members for country in discourse.countries_of(index) if discourse.is_state(country))
    return tuple(discourse.names.state(country).index for country in countries)


def coordinate(discourse: Discourse) -> None:
    """Make a collective of each coordination of the sentence, for `they`, `both` and `their countries` to take up."""
    if discourse.scene is None:
        return
    sentence = discourse.scene.sentence
    groups: dict[int, list[Draft]] = {}
    for draft in discourse.scene.drafts:
        if is_conjunct(sentence, draft.head) and draft.entity >= 0 and draft.kind != "adjective":
            first = discourse.at(sentence.tokens[draft.head].head)
            if first is not None and first.entity >= 0 and first is not draft:
                groups.setdefault(first.head, [first]).append(draft)
    for head, drafts in groups.items():
        cluster = discourse.names.new("collective")
        cluster.number = "pl"
        cluster.members = tuple(dict.fromkeys(draft.entity for draft in drafts))
        cluster.touch(sentence.index, draft_order(drafts[-1]), SUBJECT_WEIGHT if is_subject(sentence, head) else OTHER_WEIGHT)
        paired = is_subject(sentence, head) or case_of(sentence, head) == "between"
        if paired and len(states := _states(discourse, cluster.members)) == 2:
            discourse.pair = states
