"""From claims of any number of articles to findings: what is told of one thing, by how many independent sources, and where they differ.

The result is the same in whatever order the claims come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dragoman.domain import Finding
from dragoman.ids import content_id
from dragoman.reconciling.clustering import Group, group
from dragoman.reconciling.comparison import compare, reasons
from dragoman.reconciling.items import Item, fold, prepare
from dragoman.reconciling.judgements import NONE, Judged
from dragoman.reconciling.model import Model, load_model
from dragoman.reconciling.reprints import contained, outlet_key, sources
from dragoman.reconciling.told import ArticleFacts, Told
from dragoman.reconciling.verdicts import Report, field_verdicts

SAME_STORY = 0.6  # shared shingles from which a later text of one outlet is a version of its earlier one
REASONS = 6


def find_findings(
    told: Iterable[Told], articles: Mapping[str, ArticleFacts], model: Model | None = None, judgements: Judged = NONE
) -> tuple[Finding, ...]:
    """Return a finding for each two or more claims about one thing, by first publication.

    `articles` may lack articles: what is not known of a text is not used. A claim told twice (same article and id) is one claim.
    `judgements` are what users decided; they go before what the claims' features say.
    """
    known = load_model() if model is None else model
    items = ready(told, known)
    groups = group(items, known, judgements).groups
    return tuple(finding_of([items[m] for m in found.members], articles, known, found, judgements) for found in groups)


def ready(told: Iterable[Told], model: Model) -> list[Item]:
    """Claims made ready, each once, in their fixed order: publication, article, place in it, id."""
    items = {item.place: item for one in told if (item := prepare(one, model)) is not None}
    return [items[place] for place in sorted(items)]


def finding_of(
    items: Sequence[Item], articles: Mapping[str, ArticleFacts], model: Model, found: Group | None = None, judgements: Judged = NONE
) -> Finding:
    """The finding that these claims make. `items` must be in their fixed order and of one kind."""
    kind = items[0].kind
    claims = tuple(item.id for item in items)
    names = tuple(dict.fromkeys(item.article for item in items))
    right = [item for item in items if item.id not in judgements.wrong]
    return Finding(
        id=finding_id(claims),
        kind=kind,
        claims=claims,
        articles=names,
        n_articles=len(names),
        n_independent=len(sources(right, articles)),
        fields=field_verdicts(items, standing_notes(items, articles) | _among(judgements.notes(), claims), model, reports_of(items, articles)),
        why=why_of(items, model, found, judgements),
    )


def _among(notes: Mapping[str, str], claims: Sequence[str]) -> dict[str, str]:
    return {claim: notes[claim] for claim in claims if claim in notes}


def finding_id(claims: Iterable[str]) -> str:
    """The id of the finding that these claims make."""
    return content_id("fi", sorted(claims))


def why_of(items: Sequence[Item], model: Model, found: Group | None = None, judgements: Judged = NONE) -> tuple[str, ...]:
    """Why these claims stand together, in words: who judged so, the features that joined most of them, and what was judged apart from them."""
    claims = [item.id for item in items]
    return (*judgements.joined(claims), *(_why(items, found, model) if found else ()), *judgements.kept_apart(claims))


def _why(items: Sequence[Item], found: Group, model: Model) -> tuple[str, ...]:
    """The features that joined most pairs, most frequent first."""
    at = dict(zip(found.members, items, strict=True))
    compared = (compare(at[one], at[other], model) for one, other in found.joined_by)
    counted = Counter(reason for result in compared for reason in reasons(result, model.of(items[0].kind)))
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(reason for reason, _ in ranked[:REASONS])


def standing_notes(items: Sequence[Item], articles: Mapping[str, ArticleFacts]) -> dict[str, str]:
    """Of each claim that a correction withdraws or a later version replaces: which, and by what. By claim id."""
    notes: dict[str, str] = {}
    correcting = [i for i in items if (f := articles.get(i.article)) is not None and (f.notices or f.replaces)]
    for item in items:
        facts = articles.get(item.article)
        if facts is not None and any(start <= item.span[0] < end for start, end in facts.withdrawn):
            notes[item.id] = f"withdrawn by the correction in {item.article}{_dated(facts)}"
            continue
        for later in correcting:
            if _replaces(later, item, articles):
                notes[item.id] = f"replaced by the corrected version {later.article}{_dated(articles[later.article])}"
                break
    return notes


def reports_of(items: Iterable[Item], articles: Mapping[str, ArticleFacts]) -> dict[str, Report]:
    """Of each claim of a dated article of a known outlet: whose report it is, on whose word, and of which day. By claim id."""
    found = {}
    for item in items:
        facts = articles.get(item.article)
        if facts is not None and facts.published and (outlet := outlet_key(facts.outlet)):
            found[item.id] = Report((outlet, *said_by(item)), facts.published)
    return found


def said_by(item: Item) -> tuple[str, ...]:
    """The names of a claim's sources, folded."""
    return tuple(fold(str(link["name"])) for link in item.claim.get("attribution") or ())


def _dated(facts: ArticleFacts) -> str:
    return f" of {facts.published}" if facts.published else ""


def _replaces(later: Item, item: Item, articles: Mapping[str, ArticleFacts]) -> bool:
    """True where one outlet printed the story again, corrected, and the new version tells this too."""
    new, old = articles[later.article], articles.get(item.article)
    if old is None or later.article == item.article or not new.outlet or outlet_key(new.outlet) != outlet_key(old.outlet):
        return False
    if not new.published or not old.published or new.published <= old.published:
        return False
    return contained(new, old) >= SAME_STORY
