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


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A group with the numbers of its spots, in the order of its members."""

    group: Group
    numbers: tuple[int, ...]


class _Units:
    """What stays together as long as nothing about it changes: the claims of a finding, and those that users judged the same."""

    def __init__(self, store: Reconciled, judgements: Judged) -> None:
        self._store = store
        self._same: dict[int, list[int]] = defaultdict(list)
        pairs = [two for two, judgement in judgements.pairs.items() if judgement.verdict == "same"]
        spots = {spot.place[3]: spot for spot in store.spots(sorted({claim for two in pairs for claim in two}))}
        for one, other in pairs:
            if one in spots and other in spots and spots[one].kind == spots[other].kind:
                self._same[spots[one].number].append(spots[other].number)
                self._same[spots[other].number].append(spots[one].number)

    def of(self, numbers: Iterable[int]) -> set[int]:
        """These spots and all that stay with them."""
        found: set[int] = set()
        fresh = set(numbers)
        while fresh:
            fresh |= self._store.together(sorted(fresh))
            found |= fresh
            fresh = {other for number in fresh for other in self._same.get(number, ())} - found
        return found

    def near(self, numbers: Iterable[int]) -> set[int]:
        """The spots that a joining pair connects with one of these."""
        return {other for number in numbers for other in self._store.neighbours(number, joining=True)}


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
        seeds = _Units(self._store, self._judged).of(lost) - lost
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
        """Make the findings anew that the seeds are in or come into.

        Whether two groups join depends on nothing but the two and the pairs between them. So a finding none of whose claims came, went or
        was compared anew is what it was, unless a join brings it together with another: it is laid beside those that change, and
        changes with them where that happens.
        """
        units = _Units(self._store, self._judged)
        changing = units.of(seeds)
        while True:
            self._load(changing)
            region = changing | units.of(units.near(changing))
            groups = self._groups(region)
            drawn_in = {number for group in groups if not changing.isdisjoint(group.numbers) for number in group.numbers} - changing
            if not drawn_in:
                break
            changing |= units.of(drawn_in)
        made = [group for group in groups if not changing.isdisjoint(group.numbers)]
        self._store.replace_findings(sorted(changing), (self._made(group) for group in made))
        return len(changing)

    def _groups(self, region: set[int]) -> list[_Numbered]:
        """The groups that these spots make, if nothing else joins them."""
        spots = sorted(self._store.spots_at(sorted(region)), key=lambda spot: spot.place)
        numbers = [spot.number for spot in spots]
        position = {number: at for at, number in enumerate(numbers)}
        compared = []
        for one in numbers:
            for other, score, veto in self._store.results(one):
                if other in position:
                    low, high = sorted((position[one], position[other]))
                    compared.append((low, high, score, veto))
        groups = regroup(spots, lambda at: self._item(numbers[at]), compared, self._model, self._judged)
        return [_Numbered(group, tuple(numbers[member] for member in group.members)) for group in groups]

    def _item(self, number: int) -> Item:
        if number not in self._items:
            self._load({number})
        return self._items[number]

    def _made(self, group: _Numbered) -> tuple[Finding, Sequence[int], Place]:
        items = [self._items[number] for number in group.numbers]
        return self._finding(items, group.group), group.numbers, items[0].place

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
