"""Score the reader from raw text: trees, tags and names on treebanks, acts on annotated news. Needs no torch.

    python -m training.evaluate FILE.conllu … [--json] [--reader FILE.onnx]
    python -m training.evaluate --acts GOLD.jsonl … [--all] [--json] [--reader FILE.onnx]

Words and sentences are our own. Words, UPOS, UAS and LAS are F1 over words (2 × right / (gold + ours)); a word is right where its span is, a
head where its head's span is, too. UAS and LAS leave punctuation out, LAS asks for the relation with its subtype. Names (person, organisation,
place) are exact spans with their label. Acts are scored on the documents that training holds back; `--all` takes every document of the files.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from dragoman.domain import Article
from dragoman.parsing.annotate import Reader, load_reader, parse
from dragoman.parsing.tree import Act, Parse
from training.corpus import Sentence, name_spans, read_conllu
from training.samples import by_source, documents, held_back, reduced
from training.sheets import Act as Gold
from training.sheets import Annotated, Side, read_gold

Span = tuple[int, int]
NEAR = 3
"""Words by which a trigger may miss the annotated one."""
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
RESAMPLES = 500


def text_of(sentences: Sequence[Sentence]) -> tuple[str, list[list[Span]]]:
    """The raw text of a document, paragraphs parted by an empty line, and the spans of the words of each sentence."""
    text, spans = "", []
    for sentence in sentences:
        if text and sentence.starts_paragraph:
            text = text.rstrip() + "\n\n"
        row = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            row.append((len(text), len(text) + len(word)))
            text += word + " " * space
        spans.append(row)
    return text, spans


def score_trees(reader: Reader, path: Path) -> dict[str, Any]:
    """The figures of one CoNLL-U file, as shares."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    named = "gum" in path.name
    for group in documents(read_conllu(path)):
        text, spans = text_of(group)
        found = parse(reader, Article(path.stem, text))
        _count(group, spans, found, right, gold, ours, named=named)

    def f1(name: str) -> float:
        return round(2 * right[name] / max(1, gold[name] + ours[name]), 4)

    row: dict[str, Any] = {name: f1(name) for name in ("las", "uas", "upos", "words", "sentences", "lemmas", "features")}
    if named:
        row["names"] = {
            "p": round(right["names"] / max(1, ours["names"]), 4), "r": round(right["names"] / max(1, gold["names"]), 4), "f": f1("names"),
            **{label: f1(label) for label in ("PER", "ORG", "LOC")},
        }  # fmt: skip
    return row


def _count(
    group: Sequence[Sentence], spans: list[list[Span]], found: Parse, right: Counter[str], gold: Counter[str], ours: Counter[str], *, named: bool
) -> None:
    known: dict[Span, tuple[str, str, str, Span, str]] = {}
    names: set[tuple[int, int, str]] = set()
    for sentence, row in zip(group, spans, strict=True):
        for i, span in enumerate(row):
            head = sentence.heads[i]
            dep = "root" if head == i else sentence.deps[i]
            known[span] = (sentence.pos[i], reduced(sentence.morphs[i]), sentence.lemmas[i], (-1, -1) if head == i else row[head], dep)
            gold["arcs"] += dep != "punct"
        names |= {(row[a][0], row[b - 1][1], label) for a, b, label in name_spans(sentence)} if named else set()
    gold["sentences"] += len(spans)
    bounds = {(row[0][0], row[-1][1]) for row in spans}
    mine: set[tuple[int, int, str]] = set()
    for parsed in found.sentences:
        ours["sentences"] += 1
        right["sentences"] += (parsed.start, parsed.end) in bounds
        open_: list[Any] | None = None
        for token in parsed.tokens:
            span = (token.start, token.end)
            ours["words"] += 1
            ours["arcs"] += token.dep != "punct"
            if open_ and (not token.ent or token.ent_begin):
                mine.add((open_[0], open_[1], open_[2]))
                open_ = None
            if token.ent:
                open_ = [open_[0] if open_ else token.start, token.end, token.ent]
            if span not in known:
                continue
            pos, features, lemma, head_span, dep = known[span]
            right["words"] += 1
            right["upos"] += token.pos == pos
            right["features"] += token.feats == features
            right["lemmas"] += token.lemma.lower() == lemma.lower()
            above = parsed.tokens[token.head]
            here = (-1, -1) if token.head == token.i else (above.start, above.end)
            if dep != "punct":
                right["uas"] += here == head_span
                right["las"] += here == head_span and token.dep == dep
        if open_:
            mine.add((open_[0], open_[1], open_[2]))
    gold["words"] += len(known)
    for name in ("upos", "features", "lemmas"):
        gold[name], ours[name] = gold["words"], ours["words"]
    for name in ("uas", "las"):
        gold[name], ours[name] = gold["arcs"], ours["arcs"]
    if named:
        for chosen in ("names", "PER", "ORG", "LOC"):
            a, b = ({n for n in some if chosen in {"names", n[2]}} for some in (names, mine))
            gold[chosen] += len(a)
            ours[chosen] += len(b)
            right[chosen] += len(a & b)


class Words:
    """The words of a parse by their number in the article."""

    def __init__(self, found: Parse) -> None:
        self.base = [0]
        self.spans: list[Span] = []
        for sentence in found.sentences:
            self.spans += [(t.start, t.end) for t in sentence.tokens]
            self.base.append(len(self.spans))

    def number(self, sentence: int, token: int) -> int:
        """The number of a word."""
        return self.base[sentence] + token

    def at(self, span: Span) -> list[int]:
        """The words that a span of the text touches."""
        return [i for i, (a, b) in enumerate(self.spans) if a < span[1] and b > span[0]]


def score_acts(document: Annotated, found: Parse, threshold: float) -> Counter[str]:
    """What was found of one document's acts: counts `gold`, `ours`, `type` (type right at the trigger), `sides` (both sides too), and truth."""
    words = Words(found)
    count: Counter[str] = Counter()
    for kind in ("event", "flow"):
        gold = [g for g in document.acts if g.kind == kind]
        ours = [a for a in found.acts if a.kind == kind and a.score > threshold]
        count[f"{kind} gold"] += len(gold)
        count[f"{kind} ours"] += len(ours)
        typed: set[int] = set()
        sided: set[int] = set()
        for act in sorted(ours, key=lambda a: -a.score):
            place = words.number(act.sentence, act.token)
            for wanted in ("type", "sides"):
                taken = typed if wanted == "type" else sided
                for k, g in enumerate(gold):
                    near = NEAR if wanted == "type" else 2 * NEAR
                    if k in taken or g.type != act.type or min((abs(place - w) for w in words.at(g.trigger)), default=99) > near:
                        continue
                    if wanted == "sides" and not _sides_agree(g, act, words, document.text):
                        continue
                    taken.add(k)
                    count[f"{kind} {wanted}"] += 1
                    if wanted == "type":
                        count[f"{kind} truth"] += (g.polarity, g.modality) == (act.polarity, act.modality)
                        count[f"{kind} detail"] += g.detail == act.detail
                    break
    return count


def _sides_agree(gold: Gold, act: Act, words: Words, text: str) -> bool:
    event = gold.kind == "event"
    spans = {name: [words.spans[words.number(r.sentence, r.token)] for r in act.roles if r.role == name] for name in {r.role for r in act.roles}}
    given = spans.get("actor" if event else "provider", [])
    taken = spans.get("recipient", [])
    if _agrees(gold.givers, given, text) and _agrees(gold.takers, taken, text):
        return True
    return event and not gold.takers and _agrees(gold.givers, given + taken, text)


def _agrees(sides: Sequence[Side], found: Sequence[Span], text: str) -> bool:
    """True where gold leaves the side open, or one of its parties is found: its words here, or a word of its name elsewhere."""
    if not sides:
        return True
    for side in sides:
        names = set(re.findall(r"\w{3,}", side.name))
        for start, end in found:
            if side.span is not None and start < side.span[1] and end > side.span[0]:
                return True
            if text[start:end] in names:
                return True
    return False


def figures(counts: Iterable[Counter[str]], kind: str) -> dict[str, float]:
    """Shares of summed counts."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    row = {}
    for name in ("type", "sides"):
        row[f"{name} f1"] = round(2 * total[f"{kind} {name}"] / max(1, total[f"{kind} gold"] + total[f"{kind} ours"]), 3)
    row["type p"] = round(total[f"{kind} type"] / max(1, total[f"{kind} ours"]), 3)
    row["type r"] = round(total[f"{kind} type"] / max(1, total[f"{kind} gold"]), 3)
    row["truth"] = round(total[f"{kind} truth"] / max(1, total[f"{kind} type"]), 3)
    row["detail"] = round(total[f"{kind} detail"] / max(1, total[f"{kind} type"]), 3)
    return row | {"gold": total[f"{kind} gold"], "ours": total[f"{kind} ours"]}


def interval(counts: Sequence[Counter[str]], kind: str, figure: str) -> tuple[float, float]:
    """The middle 95 % of a figure when documents are drawn anew."""
    chooser = Random(1)
    drawn = sorted(figures(chooser.choices(counts, k=len(counts)), kind)[figure] for _ in range(RESAMPLES))
    return drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]


def acts_report(reader: Reader, files: Sequence[Path], *, everything: bool, thresholds: Sequence[float] = THRESHOLDS) -> dict[str, Any]:
    """Figures by kind of text and threshold, with intervals of the two main ones."""
    annotated = [one for path in files for one in read_gold(path) if everything or held_back(one)]
    parsed = {one.id: parse(reader, Article(one.id, one.text)) for one in annotated}
    groups = {"all": annotated, **by_source(annotated)}
    report: dict[str, Any] = {}
    for group, members in groups.items():
        for kind in ("event", "flow"):
            for threshold in thresholds:
                counts = [score_acts(one, parsed[one.id], threshold) for one in members]
                row: dict[str, Any] = dict(figures(counts, kind))
                row["intervals"] = {name: interval(counts, kind, name) for name in ("type f1", "sides f1", "truth")}
                report[f"{group} {kind} > {threshold}"] = row
    return report


def main() -> int:
    """Read the command line and print figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--acts", action="store_true", help="the files are annotated news")
    parser.add_argument("--all", action="store_true", help="with --acts: every document, not only those held back from training")
    parser.add_argument("--reader", type=Path, help="a model file; default: the one in the package")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reader = load_reader(args.reader)
    report = acts_report(reader, args.files, everything=args.all) if args.acts else {p.name: score_trees(reader, p) for p in args.files}
    if args.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        for name, row in report.items():
            print(f"{name}: " + "  ".join(f"{k} {v}" for k, v in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
