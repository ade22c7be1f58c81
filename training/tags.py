"""Teach the tag heads on news as well, with the encoder as it stands: parts of speech and features from tags of another tagger.

    python -m training.tags --work FOLDER --treebanks FOLDER --gold FILE.jsonl … --tags FILE.jsonl --out FOLDER

Treebanks and annotated news never share a batch, so the words that tell acts drift away from what the tag heads know: "seized" becomes a number.
This reads both kinds of text once and fits the two heads anew on the states of their words. A line of --tags is `{"id", "t": [[start, end, UPOS,
FEATS], …]}` for a document of --gold. Minutes, not hours; documents held back stay held back.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from dragoman.parsing.pieces import WordPieces
from dragoman.parsing.words import load_word_rules, words
from training.export import load_checkpoint
from training.model import Reader
from training.samples import Sample, held_back, of_annotated, reduced, tree_samples, windows
from training.sheets import lines_of, load_annotated
from training.train import SEED, base_folder, batches, column, tensors

HEADS = ("pos", "features")
PASSES, BATCH, RATE = 6, 4096, 1e-3
TREES, NEWS = 2600, 3200
"""Windows of each kind of text that are read."""
Rows = tuple[Tensor, list[Tensor]]


def states_of(reader: Reader, samples: Sequence[Sample], count: int, pieces: WordPieces, chooser: random.Random) -> Rows:
    """The states of the words of `count` windows (words × width), and what each head should say of them."""
    cut = [window for sample in samples for window in windows(sample, pieces, 192, chooser)]
    chooser.shuffle(cut)
    states: list[Tensor] = []
    gold: list[list[Tensor]] = [[] for _ in HEADS]
    with torch.no_grad():
        for group in batches(cut[:count], pieces, chooser):
            inputs = tensors(group, pieces, None)
            found = reader.encoder(inputs["ids"], inputs["shapes"], inputs["mask"])
            first, last = (torch.gather(found, 1, inputs[k].unsqueeze(-1).expand(-1, -1, found.shape[-1])) for k in ("first", "last"))
            inside = inputs["words"]
            states.append(((first + last) * 0.5)[inside].half())
            for rows, name in zip(gold, HEADS, strict=True):
                rows.append(column(group, name, getattr(reader.labels, name), inside.shape[1])[inside])
    return torch.cat(states), [torch.cat(rows) for rows in gold]


def tagged(gold: Sequence[Path], tags: Path) -> list[Sample]:
    """The annotated documents that are not held back, with the other tagger's tags where its words are ours."""
    rules = load_word_rules()
    told = {row["id"]: {(start, end): (pos, feats) for start, end, pos, feats in row["t"]} for row in map(json.loads, lines_of(tags))}
    found = []
    for document in load_annotated(gold, [], [], []):
        if held_back(document) or document.id not in told:
            continue
        sample, known = of_annotated(document, rules), told[document.id]
        spans = words(document.text, rules)
        sample.pos = [known[span][0] if span in known else "" for span in spans]
        sample.features = [reduced(known[span][1]) if span in known else "?" for span in spans]
        found.append(sample)
    return found


def fit(reader: Reader, states: Tensor, gold: Sequence[Tensor]) -> None:
    """Fit the heads to the states."""
    heads = [getattr(reader, name) for name in HEADS]
    optimizer = torch.optim.AdamW([p for head in heads for p in head.parameters()], lr=RATE, weight_decay=0.01)
    steps = PASSES * len(states) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: max(0.02, 1 - k / max(1, steps)))
    for number in range(PASSES):
        total = 0.0
        for at in torch.randperm(len(states)).split(BATCH):
            drawn = functional.dropout(states[at].float(), 0.1)
            losses = [functional.cross_entropy(head(drawn), y[at], ignore_index=-100) for head, y in zip(heads, gold, strict=True)]
            loss = torch.stack(losses).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total = float(loss.detach())
        print(f"pass {number + 1} of {PASSES}: loss {total:.3f}", flush=True)


def main() -> None:
    """Read the command line and fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--tags", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    chooser = random.Random(SEED)
    reader = load_checkpoint(args.work)
    pieces = WordPieces.of((base_folder() / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n"))
    trees = states_of(reader, tree_samples(args.treebanks, "train", None, chooser), TREES, pieces, chooser)
    news = states_of(reader, tagged(args.gold, args.tags), NEWS, pieces, chooser)
    fit(reader, torch.cat([trees[0], news[0]]), [torch.cat(pair) for pair in zip(trees[1], news[1], strict=True)])
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"reader": reader.state_dict()}, args.out / "reader.pt")
    (args.out / "labels.json").write_text(json.dumps(reader.labels.as_lists(), ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()
