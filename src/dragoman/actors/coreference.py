"""Which mentions of an article mean the same actor, and which country each belongs to.

Reads the drafts in order of the text. A pronoun or description takes the most present entity that its number, gender, country and words
allow; subjects are more present than objects, and presence fades with every sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.anaphora import collective_of, coordinate, pronoun_of
from dragoman.actors.clusters import Cluster, name_words
from dragoman.actors.context import Context
from dragoman.actors.descriptions import describe, people_of, settle_name
from dragoman.actors.discourse import Discourse
from dragoman.actors.drafts import Draft, Scene
from dragoman.actors.naming import draft_order
from dragoman.actors.registry import Registry


def resolve(scenes: Sequence[Scene], registry: Registry, context: Context, countries: frozenset[str], parts: frozenset[str]) -> Discourse:
    """Give every draft its entity and every entity its country. See `Discourse` for `countries` and `parts`."""
    discourse = Discourse(registry, context, countries, parts)
    _name(discourse, scenes)
    for scene in scenes:
        discourse.scene = scene
        for draft in _order(scene):
            settle(discourse, draft)
            discourse.touch(draft)
        coordinate(discourse)
    return discourse


def _order(scene: Scene) -> list[Draft]:
    """Return the drafts in order of the text, but an owner or complement before what hangs on it."""
    ordered: list[Draft] = []
    done: set[int] = set()

    def visit(draft: Draft) -> None:
        if id(draft) in done:
            return
        done.add(id(draft))
        needed = [*draft.of, *draft.located, *([draft.owner] if draft.owner is not None else [])]
        for token in needed:
            other = scene.cover.get(token)
            # What stands further on and is itself bare must wait for its own antecedents.
            if other is not None and (other.span is not None or other.words):
                visit(other)
        ordered.append(draft)

    for draft in sorted(scene.drafts, key=lambda item: (item.first, item.last)):
        visit(draft)
    return ordered


def settle(discourse: Discourse, draft: Draft) -> None:
    """Resolve one draft."""
    if draft.kind == "pronoun":
        draft.entity = pronoun_of(discourse, draft)
    elif draft.kind == "collective":
        draft.entity = collective_of(discourse, draft, int(members) if (members := draft.words[-1].members).isdigit() else 0)
    elif draft.kind == "demonym":
        draft.entity = people_of(discourse, draft)
    elif draft.kind in {"role", "document"}:
        draft.entity = describe(discourse, draft)
    elif draft.entity >= 0:
        settle_name(discourse, draft)


def _name(discourse: Discourse, scenes: Sequence[Scene]) -> None:
    """Give every named draft its entity: full names of the whole article first, then short forms."""
    named = [(scene, draft) for scene in scenes for draft in scene.drafts if draft.span is not None and draft.kind != "demonym"]
    written = {name_words(draft.name) for _, draft in named if not draft.forms or draft.label == "person"}
    tails = {words[at:] for words in written for at in range(1, len(words) - 1)}
    for full in (True, False):
        for scene, draft in named:
            # "Amin Adam" may be short for "Mohammed Amin Adam".
            if draft.entity >= 0 or (full and not draft.forms and name_words(draft.name) in tails):
                continue
            cluster = discourse.names.resolve(draft, full=full)
            if cluster is None:
                continue
            draft.entity = cluster.index
            order = draft_order(draft)
            cluster.first_seen = order if cluster.first_seen < 0 else min(cluster.first_seen, order)
            if (not draft.forms or draft.label == "person") and draft.name not in cluster.names:
                cluster.names.append(draft.name)
            if draft.kind != "adjective":
                cluster.describe(draft)
            _bracket(discourse, scene, draft, cluster)


def _bracket(discourse: Discourse, scene: Scene, draft: Draft, cluster: Cluster) -> None:
    """Note the acronym that brackets introduce after a name."""
    tokens = scene.sentence.tokens
    at = draft.last + 1
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        short = tokens[at + 1].text
        inner = scene.cover.get(at + 1)
        if len(short) > 1 and short.isupper() and (inner is None or inner.label != "outlet"):  # "DUBAI, UAE (AP)"
            discourse.names.bracket(short, cluster)
            if inner is not None:
                inner.entity = cluster.index


def name_of(cluster: Cluster) -> str:
    """Return the neutral name: the registry's, else the longest printed one."""
    return cluster.name or max(cluster.names, key=len, default="")
