"""Words that only point: pronouns, `both sides`, and the coordinations that `they` takes up."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.clusters import Cluster
from dragoman.actors.discourse import OTHER_WEIGHT, SUBJECT_WEIGHT, Discourse
from dragoman.actors.drafts import Draft, antecedent_of_relative, case_of, clause_subject, is_conjunct, is_object, is_subject
from dragoman.actors.naming import draft_order

SUBJECT_BONUS, OBJECT_BONUS, LAST_SUBJECT_BONUS, OPENING_BONUS = 2.0, 5.0, 0.5, 3.5
PAIR_BONUS, NEAR_BONUS, ABOUT_BONUS, NAMED_BONUS = 4.0, 2.0, 1.5, 1.5
LEAST = 0.2


def pronoun_of(discourse: Discourse, draft: Draft) -> int:
    """Return the entity of a third-person or relative pronoun, -1 where none agrees."""
    if draft.person != 3:
        return -1
    head = antecedent_of_relative(discourse.scene.sentence, draft.head)
    if head is not None:
        noun = discourse.at(head)
        return noun.entity if noun is not None else -1
    best, best_weight = -1, LEAST
    quoted = discourse.is_quoted(draft)
    sentence = discourse.scene.sentence
    subject = discourse.at(clause_subject(sentence, draft.head))
    barred = subject.entity if subject is not None else -1  # an object pronoun does not mean the subject of its own clause
    objective = is_object(sentence, draft.head)  # "China lent Laos two billion; Japan lent *it* one"
    # "Its foreign minister said …"
    opening = draft.first == 0 and (is_subject(sentence, draft.head) or sentence.tokens[draft.head].dep == "nmod:poss")
    for cluster in discourse.clusters:
        if cluster.last_order < 0 or cluster.index == barred or not _agrees(cluster, draft):
            continue
        weight = cluster.weight(draft.sentence) + (cluster.quoted_weight(draft.sentence) if quoted else 0.0)
        if objective and cluster.object_in == draft.sentence:
            weight += OBJECT_BONUS
        elif cluster.subject_in == draft.sentence:
            weight += SUBJECT_BONUS
        elif cluster.subject_in == draft.sentence - 1:
            weight += OPENING_BONUS if opening and cluster.lead_in == cluster.subject_in else LAST_SUBJECT_BONUS
        if weight > best_weight:
            best, best_weight = cluster.index, weight
    if best >= 0 and draft.gender in {"m", "f"}:
        cluster = discourse.clusters[best]
        cluster.gender = cluster.gender or draft.gender
    return best


def _agrees(cluster: Cluster, draft: Draft) -> bool:
    if draft.number == "pl":
        return cluster.number == "pl" or cluster.label in {"collective", "group", "organisation"}
    if draft.gender in {"m", "f"}:
        named = cluster.label == "unknown" and cluster.subject_in >= 0
        return (cluster.label == "person" or named) and cluster.number != "pl" and cluster.gender in {"", draft.gender}
    return cluster.label not in {"person", "collective"} and cluster.number != "pl"


def collective_of(discourse: Discourse, draft: Draft, wanted: int) -> int:
    """Return the entity of `the two sides`, `both countries`: the `wanted` most present states, of as many as there are where it is 0."""
    cluster = discourse.names.new("collective")
    cluster.number = "pl"
    if not wanted and draft.of:
        countries = dict.fromkeys(c for index in discourse.complements(draft.of) for c in discourse.countries_of(index))
        # "the leaders of Kenya and Somalia", but not "the countries of the world"
        cluster.members = tuple(discourse.names.entry(country).index for country in countries)
        return cluster.index
    ranked = _present(discourse, draft)
    size = wanted or (2 if len(ranked) <= 3 else len(ranked))
    if len(ranked) > size and not is_subject(discourse.scene.sentence, draft.head):
        # "Russia mediated between the two sides": the one that acts is not among them.
        acting = {cluster.country for cluster in discourse.clusters if cluster.subject_in == draft.sentence}
        sentence, drafts = discourse.scene.sentence, [other for other in discourse.scene.drafts if other.entity >= 0]
        joined = [d for d in drafts if is_conjunct(sentence, d.head) and is_subject(sentence, sentence.tokens[d.head].head)]
        acting |= {discourse.clusters[other.entity].country for other in joined}
        others = [index for index in ranked if discourse.clusters[index].country not in acting]
        ranked = others if len(others) >= size else ranked
    cluster.members = tuple(ranked[:size]) if len(ranked) >= 2 else ()
    discourse.pair = cluster.members
    return cluster.index


def _present(discourse: Discourse, draft: Draft) -> list[int]:
    """Return the states of which the article has spoken, the most present first."""
    seen: dict[int, float] = {}
    themes = discourse.context.themes
    here = themes.named.get(themes.paragraph_of.get(draft.sentence, -1), frozenset())
    for other in list(discourse.clusters):
        country, told = other.country, 0 <= other.last_order < draft_order(draft)
        if country is None or not told or country not in discourse.registry.entries or other.label in {"place", "document"}:
            continue
        index = discourse.names.entry(country).index
        weight = other.weight(draft.sentence) + (NEAR_BONUS if other.last_sentence >= draft.sentence - 1 else 0.0)
        # The parties of an article are rather those it is about than who was named in passing.
        weight += ABOUT_BONUS * themes.prominence.get(country, 0.0) + (NAMED_BONUS if country in here else 0.0)
        seen[index] = max(seen.get(index, 0.0), weight + (PAIR_BONUS if index in discourse.pair else 0.0))
    return sorted(seen, key=lambda index: (seen[index], index), reverse=True)


def _states(discourse: Discourse, members: Sequence[int]) -> tuple[int, ...]:
    countries = dict.fromkeys(country for index in members for country in discourse.countries_of(index))
    return tuple(discourse.names.entry(country).index for country in countries)


def coordinate(discourse: Discourse) -> None:
    """Make a collective of each coordination of the sentence, for `they`, `both` and `their countries` to take up."""
    sentence = discourse.scene.sentence
    groups: dict[int, list[Draft]] = {}
    for draft in discourse.scene.drafts:
        if is_conjunct(sentence, draft.head) and draft.entity >= 0 and draft.kind != "adjective":
            first = discourse.at(sentence.tokens[draft.head].head)
            if first is not None and first.entity >= 0:
                groups.setdefault(first.head, [first]).append(draft)
    for head, drafts in groups.items():
        cluster = discourse.names.new("collective")
        cluster.number = "pl"
        cluster.members = tuple(dict.fromkeys(draft.entity for draft in drafts))
        cluster.touch(sentence.index, draft_order(drafts[-1]), SUBJECT_WEIGHT if is_subject(sentence, head) else OTHER_WEIGHT)
        paired = is_subject(sentence, head) or case_of(sentence, head) == "between"
        if paired and len(states := _states(discourse, cluster.members)) == 2:
            discourse.pair = states
