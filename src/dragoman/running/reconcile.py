"""From a record to findings. A claim that is new, gone or judged is compared with its neighbours; what stands is kept in the record.

The findings are those that comparing the whole record would give, whatever the order in which its articles came.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import __version__
from dragoman.domain import Finding
from dragoman.knowledge.tables import knowledge_root
from dragoman.reconciling.blocking import keys
from dragoman.reconciling.clustering import Group, joins, regroup
from dragoman.reconciling.comparison import compare
from dragoman.reconciling.findings import find_findings, finding_id, finding_of, ready, why_of
from dragoman.reconciling.incremental import Pair, changed_pairs, key_of, key_text
from dragoman.reconciling.items import Item
from dragoman.reconciling.judgements import Judged, judged
from dragoman.reconciling.model import Model, load_model
from dragoman.reconciling.reprints import article_facts
from dragoman.reconciling.told import ArticleFacts, Told
from dragoman.record.reconciled import Place, Reconciled
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView, StoredClaim
from dragoman.record.writer import RecordWriter

TABLES = (
    ("reconciling.toml",),
    ("lexicon", "en", "reconciling.toml"),
    ("lexicon", "en", "qualifiers.toml"),
    ("actors", "states.csv"),
    ("outlets.csv",),
)
"""What the findings depend on besides the claims."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing the findings up to date took: claims that came or went, pairs compared, claims whose findings were made anew."""

    claims: int = 0
    compared: int = 0
    regrouped: int = 0


def told_of(stored: StoredClaim) -> Told:
    """A claim of the record as reconciling reads it."""
    return Told(stored.claim, stored.article, stored.outlet, stored.published)


def findings_of(
    view: RecordView,
    kind: str | None = None,
    actor: str | None = None,
    pair: tuple[str, str] | None = None,
    *,
    selection: Selection | None = None,
) -> tuple[Finding, ...]:
    """The findings with a claim that is selected (or of the kind, actor, pair), over the whole record: every claim is compared.

    They are brought up to date in the record first; of a record that may not be written they are made in memory. A verdict is the finding's.
    They stand in the order of their first claims, or in the reverse where the newest are to be first.
    """
    found = _kept(view) if may_write(view.path) else find_all(view)
    asked = Selection(kind, actor, pair) if selection is None else selection
    if asked.newest:
        found = found[::-1]
    if asked.verdict is not None:
        found = tuple(finding for finding in found if finding.verdict == asked.verdict)
    of_claims = replace(asked, verdict=None, newest=False)
    if of_claims == Selection():
        return found
    wanted = {stored.id for stored in view.select(of_claims)}
    return tuple(finding for finding in found if not wanted.isdisjoint(finding.claims))


def may_write(path: Path) -> bool:
    """Tell whether a record may be written: the file, and its log beside it."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _kept(view: RecordView) -> tuple[Finding, ...]:
    refresh(view.path)
    return tuple(view.findings())


def bring_up_to_date(view: RecordView) -> None:
    """Bring the findings that the record keeps up to date, as far as it may be written."""
    if may_write(view.path):
        refresh(view.path)


def find_all(view: RecordView, model: Model | None = None) -> tuple[Finding, ...]:
    """The findings of the whole record, made in memory from nothing."""
    facts = {a.article.id: article_facts(a.article.text, a.article.outlet, a.article.published) for a in view.articles()}
    return find_findings((told_of(stored) for stored in view.select()), facts, model, judged(tuple(view.judgements())))


def refresh(path: Path, model: Model | None = None) -> Refreshed:
    """Bring the findings that a record keeps up to date."""
    known = load_model() if model is None else model
    with RecordWriter(path) as writer, writer.reconciling() as store:
        store.start_anew(tables_digest())
        pending = store.pending()
        if not pending:
            return Refreshed()
        return _Refresh(store, known).run(pending)


def tables_digest() -> str:
    """A hash of the version and of the tables that comparing leans on."""
    digest = hashlib.sha256(__version__.encode())
    for parts in TABLES:
        digest.update(knowledge_root().joinpath(*parts).read_bytes())
    return digest.hexdigest()


class _Refresh:
    """One run: blocks that changed, pairs that came and went, groups that these connect."""

    def __init__(self, store: Reconciled, model: Model) -> None:
        self._store, self._model = store, model
        self._judged: Judged = judged(store.judgements())
        self._items: dict[int, Item] = {}
        self._facts: dict[str, ArticleFacts] = {}
        self._fresh: frozenset[str] = frozenset()

    def run(self, pending: Sequence[str]) -> Refreshed:
        """Take in the claims that came, went or were judged. A claim that stays gets a new spot: what the old one was compared with goes with it."""
        self._fresh = frozenset(pending)
        gone = self._store.spots(pending)
        lost = frozenset(spot.number for spot in gone)
        items = ready((Told(c.claim, c.article, c.outlet, c.published) for c in self._store.claims(pending)), self._model)
        seeds = {other for number in sorted(lost) for other in self._store.neighbours(number, joining=True)} - lost
        changed, added = self._change(lost, items)
        self._items.update(zip(added, items, strict=True))
        compared = self._compare(changed, lost, frozenset(added), seeds)
        regrouped = self._regroup(seeds.union(added))
        self._store.settle()
        return Refreshed(len(pending), compared, regrouped)

    def _change(self, lost: frozenset[int], items: Sequence[Item]) -> tuple[Counter[Pair], list[int]]:
        """Change the blocks. Returns by how much each pair is nearer, and the numbers of the new spots."""
        touched = {key for _, key in self._store.keys_of(sorted(lost))}
        blocks: dict[str, list[int]] = defaultdict(list)
        for position, item in enumerate(items):
            for one in keys(item, self._model):
                blocks[key_text(one)].append(position)
        before = {key: self._store.block(key) for key in touched.union(blocks)}
        self._store.remove_spots(sorted(lost))
        spots = self._store.add_spots((item.kind, item.place, item.anchor, item.sketch, item.several) for item in items)
        changed: Counter[Pair] = Counter()
        for key in sorted(before):
            after = [*(spot for spot in before[key] if spot.number not in lost), *(spots[position] for position in blocks.get(key, ()))]
            for pair, by in changed_pairs(key_of(key), before[key], after, self._model).items():
                changed[pair] += by
        self._store.add_keys((key, spots[position].number) for key, members in sorted(blocks.items()) for position in members)
        return changed, [spot.number for spot in spots]

    def _compare(self, changed: Counter[Pair], lost: frozenset[int], added: frozenset[int], seeds: set[int]) -> int:
        """Compare the pairs that are near now and were not before; what this connects or parts is added to the seeds."""
        fresh: list[tuple[int, Pair]] = []
        dropped: list[Pair] = []
        kept: list[tuple[int, Pair]] = []
        for pair, by in sorted(changed.items()):
            if not by or not lost.isdisjoint(pair):
                continue
            before = self._store.times(pair) if added.isdisjoint(pair) else 0
            if before and before + by:
                kept.append((before + by, pair))
            elif before:
                dropped.append(pair)
            else:
                fresh.append((by, pair))
        self._store.set_times(kept)
        self._store.remove_compared(dropped)
        seeds.update(number for pair in dropped for number in pair)
        self._load({number for _, pair in fresh for number in pair})
        self._store.add_compared(self._results(fresh, added, seeds))
        return len(fresh)

    def _results(
        self, fresh: Iterable[tuple[int, Pair]], added: frozenset[int], seeds: set[int]
    ) -> Iterator[tuple[int, int, int, float, bool, bool]]:
        for times, (one, other) in fresh:
            result = compare(self._items[one], self._items[other], self._model)
            together = joins(result, self._items[one].kind, self._model)
            if together or added.isdisjoint((one, other)):
                seeds.update((one, other))
            yield one, other, times, result.score, result.veto, together

    def _regroup(self, seeds: set[int]) -> int:
        """Make the findings anew of all claims that joining pairs connect with the seeds."""
        components = self._components(seeds)
        members = sorted(number for component in components for number in component)
        self._load({number for component in components if len(component) > 1 for number in component})
        made = [finding for component in components if len(component) > 1 for finding in self._findings(component)]
        self._store.replace_findings(members, made)
        return len(members)

    def _components(self, seeds: Iterable[int]) -> list[list[int]]:
        same = self._same()
        found: list[list[int]] = []
        seen: set[int] = set()
        for seed in sorted(seeds):
            if seed in seen:
                continue
            seen.add(seed)
            component = [seed]
            for number in component:
                near = {*self._store.neighbours(number, joining=True), *same.get(number, ())} - seen
                seen |= near
                component += sorted(near)
            found.append(component)
        return found

    def _same(self) -> dict[int, list[int]]:
        """Spots that users judged the same."""
        pairs = [two for two, judgement in self._judged.pairs.items() if judgement.verdict == "same"]
        spots = {spot.place[3]: spot for spot in self._store.spots(sorted({claim for two in pairs for claim in two}))}
        near: dict[int, list[int]] = defaultdict(list)
        for one, other in pairs:
            if one in spots and other in spots and spots[one].kind == spots[other].kind:
                near[spots[one].number].append(spots[other].number)
                near[spots[other].number].append(spots[one].number)
        return near

    def _findings(self, component: Sequence[int]) -> Iterator[tuple[Finding, Sequence[int], Place]]:
        numbers = sorted(component, key=lambda number: self._items[number].place)
        position = {number: at for at, number in enumerate(numbers)}
        items = [self._items[number] for number in numbers]
        compared = []
        for one in numbers:
            for other, score, veto in self._store.results(one):
                if other in position:
                    low, high = sorted((position[one], position[other]))
                    compared.append((low, high, score, veto))
        for group in regroup(items, compared, self._model, self._judged):
            chosen = [items[member] for member in group.members]
            yield self._finding(chosen, group), [numbers[member] for member in group.members], chosen[0].place

    def _finding(self, items: Sequence[Item], group: Group) -> Finding:
        """The finding of a group. One of the same claims, none of them pending, has the same values: only why they stand together may change."""
        kept = self._store.finding(finding_id(item.id for item in items)) if self._fresh.isdisjoint(item.id for item in items) else None
        if kept is not None:
            return replace(kept, why=why_of(items, self._model, group, self._judged))
        facts = {item.article: self._facts_of(item.article) for item in items}
        return finding_of(items, facts, self._model, group, self._judged)

    def _facts_of(self, article: str) -> ArticleFacts:
        if article not in self._facts:
            self._facts[article] = article_facts(*self._store.article_text(article), self._model)
        return self._facts[article]

    def _load(self, numbers: set[int]) -> None:
        """Make the claims of these spots ready, as far as they are not."""
        wanted = {spot.place[3]: spot.number for spot in self._store.spots_at(sorted(numbers - self._items.keys()))}
        told = (Told(c.claim, c.article, c.outlet, c.published) for c in self._store.claims(sorted(wanted)))
        self._items.update((wanted[item.id], item) for item in ready(told, self._model))
