"""Makes the weights by which chains of mentions are formed, from the train section of GUM.

    python -m training.coreference --treebanks FOLDER [--out FOLDER]

Reads the raw text with our own pipeline and `find_mentions`, matches phrases to gold mentions by their heads, and fits two linear models with
Adagrad: what a phrase stands for (softmax over person, organisation, place, other), and which earlier phrase it takes up (softmax over its
candidates and none; several right candidates share the mass). Rare features and small weights are left out. Writes `kinds.csv` and `links.csv`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from evaluation.gum import Document, read_documents
from numpy.typing import NDArray

from dragoman.actors.chains import KEPT, find_phrases, kind_features
from dragoman.actors.mentions import find_mentions, load_tools
from dragoman.actors.phrases import Phrase
from dragoman.domain import Article
from dragoman.parsing.annotate import load_reader, parse_articles
from dragoman.parsing.tree import Parse

ALL_KINDS = (*KEPT, "other")
GOLD_KINDS = {"person": 0, "organization": 1, "place": 2}
LEAST = 0.1
"""Weights nearer to nought are left out."""
Floats = NDArray[np.float64]
Table = list[tuple[str, ...]]


class Rows:
    """Feature rows in one long array of numbers; `names` gives each feature its number."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.ids: list[int] = []
        self.ends: list[int] = [0]

    def add(self, features: Iterable[str]) -> None:
        """Append a row."""
        names = self.names
        self.ids.extend(names.setdefault(feature, len(names)) for feature in features)
        self.ends.append(len(self.ids))


def gold_of(document: Document, phrases: Sequence[Phrase]) -> dict[int, tuple[str, str]]:
    """Return the gold chain and kind of each phrase that has one, by its number."""
    by_head = defaultdict(list)
    for mention in sorted(document.mentions, key=lambda one: one.end - one.start):
        by_head[mention.head[0]].append(mention)
    found: dict[int, tuple[str, str]] = {}
    depth: Counter[int] = Counter()
    for phrase in phrases:
        at = 1 if phrase.form == "group" else 0
        depth[phrase.start] += 1
        if at < len(by_head[phrase.start]):
            mention = by_head[phrase.start][at]
            found[phrase.order] = (mention.chain, mention.kind)
    return found


def collect(documents: Sequence[Document], parsed: Iterable[tuple[Article, Parse]]) -> tuple[Rows, list[int], Rows, list[int], list[bool]]:
    """Return the rows of both models: kinds with their labels; links with the size of each group of candidates and which of them are right."""
    kinds, labels, links, sizes, right = Rows(), [], Rows(), [], []
    tools = load_tools()
    named = {document.name: document for document in documents}
    for article, parse in parsed:
        phrases, antecedents = find_phrases(find_mentions(article, parse, tools=tools))
        gold = gold_of(named[article.id], phrases)
        for phrase in phrases:
            candidates = antecedents.candidates(phrase)
            chain, kind = gold.get(phrase.order, ("", ""))
            if not phrase.is_pronoun or kind:
                kinds.add(kind_features(phrase))
                labels.append(GOLD_KINDS.get(kind, 3))
            if not candidates:
                continue
            hits = [bool(chain) and gold.get(other.order, ("-", ""))[0] == chain for other in candidates]
            links.add(antecedents.alone(phrase, candidates))
            right.append(not any(hits))
            for rank, (other, hit) in enumerate(zip(candidates, hits, strict=True)):
                links.add(antecedents.pair(phrase, other, rank))
                right.append(hit)
            sizes.append(len(candidates) + 1)
    return kinds, labels, links, sizes, right


def fit_links(rows: Rows, sizes: Sequence[int], right: Sequence[bool], *, epochs: int = 12, rate: float = 0.05, decay: float = 3e-6) -> Floats:
    """Return a weight for each feature: the log-likelihood of the right candidates, ascended in batches of groups."""
    ids, ends = np.array(rows.ids, dtype=np.int32), np.array(rows.ends)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    good = np.array(right)
    weights, seen = np.zeros(len(rows.names)), np.full(len(rows.names), 1e-6)
    order = np.random.default_rng(7)
    blocks = np.arange(0, len(sizes), 64)
    for _ in range(epochs):
        for block in order.permutation(blocks):
            last = min(block + 64, len(sizes))
            first_row, last_row = starts[block], starts[last]
            span = slice(ends[first_row], ends[last_row])
            part = ids[span]
            lengths = np.diff(ends[first_row : last_row + 1])
            scores = np.add.reduceat(weights[part], ends[first_row:last_row] - ends[first_row])
            bounds = starts[block:last] - first_row
            groups = np.repeat(np.arange(last - block), sizes[block:last])
            scores = np.exp(scores - np.maximum.reduceat(scores, bounds)[groups])
            wanted = scores * good[first_row:last_row]
            share = scores / np.add.reduceat(scores, bounds)[groups]
            target = wanted / np.maximum(np.add.reduceat(wanted, bounds)[groups], 1e-12)
            touched, where = np.unique(part, return_inverse=True)
            slope = np.bincount(where, weights=np.repeat(target - share, lengths)) - decay * weights[touched] * len(sizes)
            seen[touched] += slope**2
            weights[touched] += rate * slope / np.sqrt(seen[touched])
    return weights


def fit_kinds(rows: Rows, labels: Sequence[int], *, epochs: int = 10, rate: float = 0.15) -> Floats:
    """Return weights by feature and kind."""
    ids, ends = np.array(rows.ids, dtype=np.int32), np.array(rows.ends)
    gold = np.eye(len(ALL_KINDS))[np.array(labels)]
    weights, seen = np.zeros((len(rows.names), len(ALL_KINDS))), np.full((len(rows.names), len(ALL_KINDS)), 1e-6)
    order = np.random.default_rng(7)
    blocks = np.arange(0, len(labels), 128)
    for _ in range(epochs):
        for block in order.permutation(blocks):
            last = min(block + 128, len(labels))
            part = ids[ends[block] : ends[last]]
            lengths = np.diff(ends[block : last + 1])
            scores = np.add.reduceat(weights[part], ends[block:last] - ends[block], axis=0)
            share = np.exp(scores - scores.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            touched, where = np.unique(part, return_inverse=True)
            slope = np.zeros((len(touched), len(ALL_KINDS)))
            np.add.at(slope, where, np.repeat(gold[block:last] - share, lengths, axis=0))
            slope -= 1e-3 * weights[touched]
            seen[touched] += slope**2
            weights[touched] += rate * slope / np.sqrt(seen[touched])
    return weights


def fit(documents: Sequence[Document], parsed: Iterable[tuple[Article, Parse]], rare: int) -> tuple[Table, Table, str]:
    """Return the rows of both tables and a line about them."""
    kinds, labels, links, sizes, right = collect(documents, parsed)
    often = Counter(links.ids)
    weights = fit_links(links, sizes, right)
    kept = [(name, f"{weights[i]:.2f}") for name, i in links.names.items() if often[i] >= rare and abs(weights[i]) >= LEAST]
    often = Counter(kinds.ids)
    table = fit_kinds(kinds, labels)
    cells = [
        (name, kind, f"{table[i, k]:.2f}")
        for name, i in sorted(kinds.names.items())
        if often[i] >= rare
        for k, kind in enumerate(ALL_KINDS)
        if abs(table[i, k]) >= LEAST
    ]
    told = f"{len(labels)} phrases, {len(sizes)} with candidates; {len(kept)} weights of links, {len(cells)} of kinds"
    return sorted(kept), cells, told


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/knowledge/coreference"))
    parser.add_argument("--rare", type=int, default=4, help="leave out features seen less often")
    args = parser.parse_args()
    documents = list(read_documents(args.treebanks / "en_gum-train.conllu"))
    articles = [Article(document.name, document.text, published=document.published) for document in documents]
    links, kinds, told = fit(documents, parse_articles(load_reader(), articles), args.rare)
    args.out.mkdir(parents=True, exist_ok=True)
    write(args.out / "links.csv", ("feature", "weight"), links)
    write(args.out / "kinds.csv", ("feature", "kind", "weight"), kinds)
    print(told)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
