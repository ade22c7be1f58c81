"""Coreference inside the article on the GUM treebank: chains of persons, organisations and places, predicted from raw text.

    python -m evaluation.coreference --treebanks FOLDER [--section dev|test|train] [--genre news,bio] [--errors N]

Gold are the mentions whose type is person, organization or place; a chain is what remains of a GUM chain after that. The headline leaves out
chains of one mention on both sides, as CoNLL scoring does on OntoNotes; with them is printed too. A predicted mention is matched to a gold
one by the characters of its syntactic head (`head`) or of the whole noun phrase (`exact`: the head's subtree in our own parse).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors.chains import Chain as PhraseChain
from dragoman.actors.chains import find_chains
from dragoman.actors.drafts import POSSESSIVE_MARKS
from dragoman.actors.mentions import Mentions, find_mentions, load_tools
from dragoman.actors.phrases import last_name
from dragoman.domain import Article
from dragoman.parsing.annotate import load_reader, parse_articles
from dragoman.parsing.tree import Sentence
from evaluation.chain_scores import METRICS, Chain, Scores
from evaluation.coreference_misses import Misses
from evaluation.gum import Document, GoldMention, read_documents

TYPES = frozenset({"person", "organization", "place"})
VARIANTS = ("head", "exact")
OUTSIDE = frozenset({"case", "cop", "mark", "cc", "conj", "punct", "nsubj", "aux", "advcl", "parataxis", "discourse", "vocative", "csubj", "appos"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention stands. `depth` counts the larger phrases that share its head: a coordination has the head of its first member."""

    head: tuple[int, int]
    span: tuple[int, int]
    depth: int = 0

    def key(self, variant: str) -> tuple[int, int]:
        """Return what the mention is matched by."""
        return (self.head[0], self.depth) if variant == "head" else self.span


def gold_chains(document: Document) -> list[list[tuple[Spot, GoldMention]]]:
    """Return the chains of the three types, those of one mention included."""
    chains: dict[str, list[tuple[Spot, GoldMention]]] = {}
    seen: Counter[int] = Counter()
    for mention in sorted(document.mentions, key=lambda one: one.end - one.start):
        spot = Spot(mention.head, (mention.start, mention.end), seen[mention.head[0]])
        seen[mention.head[0]] += 1
        if mention.kind in TYPES:
            chains.setdefault(mention.chain, []).append((spot, mention))
    return list(chains.values())


def record_chains(found: Mentions) -> list[list[Spot]]:
    """Return the chains that the actors of the record make by themselves: mentions of one entity."""
    trees = {sentence.index: sentence for sentence in found.parse.sentences}
    chains: dict[int, list[Spot]] = {}
    for mention in found.mentions:
        tokens = trees[mention.sentence].tokens
        if mention.entity is None or mention.kind in {"adjective", "document"} or "PronType=Rel" in tokens[mention.head].feats:
            continue
        core = tokens[last_name(trees[mention.sentence], mention.head, mention.last)]
        chains.setdefault(mention.entity, []).append(Spot((core.start, core.end), phrase(trees[mention.sentence], mention.head)))
    return list(chains.values())


def spots_of(found: Mentions, chains: Iterable[PhraseChain]) -> list[list[Spot]]:
    """Return where the phrases of the chains of persons, organisations and places stand."""
    trees = {sentence.index: sentence for sentence in found.parse.sentences}
    return [
        [
            Spot((one.start, one.end), phrase(trees[one.sentence], one.head, whole=one.form == "group"), int(one.form == "group"))
            for one in chain.phrases
        ]
        for chain in chains
        if chain.kind != "other"
    ]


def phrase(tree: Sentence, head: int, *, whole: bool = False) -> tuple[int, int]:
    """Return the code points of the noun phrase of a head: what hangs on it, without its preposition, apposition, copula and subject.

    `whole` is a coordination with all its members. A possessive mark belongs to the phrase, as GUM has it.
    """
    tokens = tree.tokens
    inside = {head}
    left_out = OUTSIDE - {"conj", "cc"} if whole else OUTSIDE
    for child in tree.children[head]:
        if tokens[child].dep.split(":")[0] not in left_out or tokens[child].text in POSSESSIVE_MARKS:
            inside.update(tree.subtree(child))
    first = last = head
    while first - 1 in inside or (first - 2 in inside and tokens[first - 1].pos == "PUNCT"):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and tokens[last + 1].pos == "PUNCT"):
        last += 1
    return tokens[first].start, tokens[last].end


def keyed(chains: Iterable[Sequence[Spot]], variant: str, *, least: int) -> list[Chain]:
    """Return the chains of at least so many mentions as sets of what mentions are matched by; a mention in two chains stays in the first."""
    taken: set[tuple[int, int]] = set()
    found: list[Chain] = []
    for chain in chains:
        keys = {spot.key(variant) for spot in chain} - taken
        taken |= keys
        if len(keys) >= least:
            found.append(frozenset(keys))
    return found


def read(documents: Sequence[Document]) -> Iterable[tuple[Document, Mentions]]:
    """Yield each document with what our own reader finds in its raw text."""
    tools = load_tools()
    named = {document.name: document for document in documents}
    articles = [Article(document.name, document.text, published=document.published) for document in documents]
    for article, parse in parse_articles(load_reader(), articles):
        yield named[article.id], find_mentions(article, parse, tools=tools)


def measure(documents: Sequence[Document]) -> tuple[dict[tuple[str, int, str], Scores], Scores, Misses]:
    """Return the figures by variant, least chain and genre (`all` too), those of the actors of the record alone, and the misses."""
    totals: dict[tuple[str, int, str], Scores] = defaultdict(Scores)
    record, misses = Scores(), Misses()
    for document, found in read(documents):
        marked = gold_chains(document)
        gold = [[spot for spot, _ in chain] for chain in marked]
        chains = find_chains(found)
        predicted = spots_of(found, chains)
        for variant in VARIANTS:
            for least in (2, 1):
                for group in ("all", document.genre):
                    totals[variant, least, group].add(keyed(gold, variant, least=least), keyed(predicted, variant, least=least))
        record.add(keyed(gold, "head", least=2), keyed(record_chains(found), "head", least=2))
        misses.add(document.text, [[(spot.key("head"), mention) for spot, mention in chain] for chain in marked if len(chain) > 1], chains)
    return totals, record, misses


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with en_gum-<section>.conllu")
    parser.add_argument("--section", choices=("dev", "test", "train"), default="dev")
    parser.add_argument("--genre", default="", help="only these, separated by commas")
    parser.add_argument("--errors", type=int, default=0, help="count what gold mentions miss, with so many examples of each miss")
    args = parser.parse_args()
    path = args.treebanks / f"en_gum-{args.section}.conllu"
    if not path.is_file():
        print(f"no {path.name} in {args.treebanks}: nothing measured")
        return
    genres = frozenset(filter(None, args.genre.split(",")))
    documents = [document for document in read_documents(path) if not genres or document.genre in genres]
    totals, record, misses = measure(documents)
    print(f"{path.stem}: {len(documents)} documents, chains of person, organization, place; precision/recall/F1")
    for least in (2, 1):
        for variant in VARIANTS:
            print(f"\n{'chains of two or more' if least == 2 else 'with chains of one'}, {variant} match")
            groups = ["all", *sorted({group for _, _, group in totals} - {"all"})] if least == 2 and variant == "head" else ["all"]
            for group in groups:
                print(row(group, totals[variant, least, group]))
    print("\nactors of the record alone, chains of two or more, head match")
    print(row("all", record))
    if args.errors:
        print("\ngold mentions in chains of two or more, by what they are and what became of them")
        print("\n".join(misses.lines(args.errors)))


def row(name: str, scores: Scores) -> str:
    """Return one line of figures."""
    parts = [f"{metric} {(f := scores.figures[metric]).precision:.3f}/{f.recall:.3f}/{f.f1:.3f}" for metric in METRICS]
    return f"{name:<13}CoNLL {scores.conll:.3f}  " + "  ".join(parts)


if __name__ == "__main__":
    main()
