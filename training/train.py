"""Train the parsing pipeline that Dragoman ships, in stages: syntax (with names as a side task), then names.

    python -m training.train --treebanks FOLDER --out FOLDER [--steps N] [--names-steps N]

FOLDER holds `en_ewt-{train,dev,test}.conllu`, `en_gum-{train,dev,test}.conllu` and `names-wikigold.conll`. Seeds are fixed.
`python -m training.evaluate` prints the scores of the result.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.parsing import word_classes  # noqa: F401  registers the embedding
from training import augment  # noqa: F401  registers the augmenter
from training.copies import balanced, headline, name_pool, swapped, swapped_names, titled
from training.corpus import names_doc, paragraphs, read_conllu, read_names, to_doc, write
from training.extend import with_classes
from training.lemmas import add_exceptions

HERE = Path(__file__).parent
SEED = 17
COPIES = 3
"""Copies of a paragraph with its names swapped, for the second stage."""
HEADLINES = 0.25
"""Share of the sentences that could be a headline of which a headline copy is made."""


def prepare(treebanks: Path, work: Path) -> None:
    """Write `train.spacy` and `dev.spacy`."""
    work.mkdir(parents=True, exist_ok=True)
    vocab, chooser = Vocab(), random.Random(SEED)
    for part in ("train", "dev"):
        gum = list(paragraphs(read_conllu(treebanks / f"en_gum-{part}.conllu")))
        ewt = list(paragraphs(read_conllu(treebanks / f"en_ewt-{part}.conllu")))
        docs: list[Doc] = [to_doc(vocab, g, with_names=True) for g in gum] + [to_doc(vocab, g, with_names=False) for g in ewt]
        if part == "train":
            pool = name_pool(s for g in gum for s in g)
            docs += [to_doc(vocab, copy, with_names=False, spans_of=g) for g in gum if (copy := swapped(g, pool, chooser))]
            short = [h for g in gum + ewt for s in g if (h := headline(s)) and chooser.random() < HEADLINES]
            docs += [to_doc(vocab, [titled(h) if chooser.random() < 0.5 else h], with_names=False) for h in short]
            docs += [names_doc(rows, vocab) for rows in read_names(treebanks / "names-wikigold.conll")]
        chooser.shuffle(docs)
        write(docs, work / f"{part}.spacy")


def prepare_names(treebanks: Path, work: Path, stem: str, parts: Sequence[str]) -> None:
    """Write `<stem>-train.spacy` from those parts of GUM and from Wikigold, and `<stem>-dev.spacy`.

    Beside the paragraphs themselves there are copies with names of the treebank and of the package's own tables.
    """
    vocab, chooser = Vocab(), random.Random(SEED)
    gum = [g for part in parts for g in paragraphs(read_conllu(treebanks / f"en_gum-{part}.conllu"))]
    pool, own = name_pool(s for g in gum for s in g), name_pool([])
    mixed = balanced(pool, own)
    docs = [to_doc(vocab, g, with_names=True) for g in gum]
    for number in range(COPIES):
        names = pool if number == 0 else mixed
        docs += [to_doc(vocab, copy, with_names=False, spans_of=g) for g in gum if (copy := swapped(g, names, chooser))]
    for rows in read_names(treebanks / "names-wikigold.conll"):
        docs += [names_doc(swapped_names(rows, mixed, chooser) if number else rows, vocab) for number in range(COPIES)]
    chooser.shuffle(docs)
    write(docs, work / f"{stem}-train.spacy")
    dev = paragraphs(read_conllu(treebanks / "en_gum-dev.conllu"))
    write([to_doc(vocab, g, with_names=True) for g in dev], work / f"{stem}-dev.spacy")


def train_names(treebanks: Path, work: Path, steps: int | None) -> Path:
    """Train the second stage, and the third with word classes; returns the folder with the names."""
    trained: Path | None = None
    for stem, parts in (("names", ["train"]), ("names_more", ["train", "dev"])):
        prepare_names(treebanks, work, stem, parts)
        overrides: dict[str, str | int] = {
            "paths.train": str(work / f"{stem}-train.spacy"),
            "paths.dev": str(work / f"{stem}-dev.spacy"),
            "paths.syntax": str(work / "pipeline/model-best"),
        }
        if trained is not None:
            with_classes(trained, work / "names_classes", "ner", hidden=0.1)
            overrides["paths.names"] = str(work / "names_classes")
        if steps:
            overrides |= {"training.max_steps": steps, "training.optimizer.learn_rate.total_steps": steps + steps // 25}
        spacy_train(HERE / f"{stem}.cfg", work / stem, overrides=overrides)
        trained = work / stem / "model-last"
    return work / "names_more/model-last"


def silence_empty_label(nlp: Language) -> None:
    """Never let the morphologizer choose its empty label: a word without part of speech would be lost to all that follows."""
    morphologizer = nlp.get_pipe("morphologizer")
    softmax = next(layer for layer in morphologizer.model.walk() if layer.has_dim("nO") and layer.name.startswith("softmax"))
    bias = softmax.get_param("b").copy()
    bias[[i for i, label in enumerate(morphologizer.labels) if not label or label == "_"]] = -1e9
    softmax.set_param("b", bias)


def join(syntax: Path, names: Path | None, treebanks: Path, out: Path) -> None:
    """Put the names and the rule lemmatizer behind the first stage and write the pipeline to `out`. Without `names` the first stage's are kept."""
    nlp = spacy.load(syntax, exclude=["ner"] if names else [])
    if names:
        nlp.add_pipe("ner", source=spacy.load(names))
    silence_empty_label(nlp)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize()
    add_exceptions(nlp, [treebanks / f"en_{bank}-train.conllu" for bank in ("ewt", "gum")])
    nlp.meta.update(
        name="dragoman_en",
        version="0.1.0",
        license="CC BY-SA 4.0",
        description="Universal Dependencies, names and lemmas for English news",
        performance={},
        sources=[
            {"name": "UD English-EWT 2.16", "license": "CC BY-SA 4.0"},
            {"name": "UD English-GUM 2.16", "license": "CC BY 4.0"},
            {"name": "Wikigold (Balasuriya et al. 2009)", "license": "CC BY 4.0"},
        ],
    )
    nlp.config["paths"].update(dict.fromkeys(nlp.config["paths"]))  # where the corpora lay is nobody's business
    nlp.to_disk(out)
    (out / "vocab/strings.json").write_text("[]\n", encoding="utf8")  # the words of the treebanks; labels and tables bring their own


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="where the finished pipeline goes")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="for corpora and checkpoints")
    parser.add_argument("--steps", type=int, help="fewer or more steps of the first stage than pipeline.cfg says")
    parser.add_argument("--names-steps", type=int, help="fewer or more steps of the second stage than names.cfg says")
    args = parser.parse_args()
    prepare(args.treebanks, args.work)
    overrides: dict[str, str | int] = {"paths.train": str(args.work / "train.spacy"), "paths.dev": str(args.work / "dev.spacy")}
    if args.steps:
        overrides |= {"training.max_steps": args.steps, "training.optimizer.learn_rate.total_steps": args.steps + args.steps // 17}
    spacy_train(HERE / "pipeline.cfg", args.work / "pipeline", overrides=overrides)
    names = train_names(args.treebanks, args.work, args.names_steps)
    join(args.work / "pipeline/model-best", names, args.treebanks, args.out)


if __name__ == "__main__":
    main()
