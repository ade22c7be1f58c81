"""Print the scores of a pipeline on the treebanks' test sections, and its speed against a plain width-96 pipeline.

    python -m training.evaluate --treebanks FOLDER [--pipeline FOLDER] [--part test]

Text is raw: words and sentences are the pipeline's own. LAS/UAS are spaCy's (words that align with gold, punctuation left out, labels with
subtypes); `LAS all` counts punctuation too and every gold word that the pipeline split otherwise as wrong. Names are exact spans with their label.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from dragoman.parsing.annotate import load_pipeline
from training.corpus import paragraphs, read_conllu, to_doc

DEFAULT = Path(__file__).parent.parent / "src/dragoman/parsing/pipeline/dragoman_en"


def scores(nlp: Language, path: Path, *, with_names: bool) -> dict[str, float]:
    """Score one treebank file. Every figure is a share between 0 and 1."""
    golds = [to_doc(nlp.vocab, group, with_names=with_names) for group in paragraphs(read_conllu(path))]
    examples = [Example(nlp.make_doc(gold.text), gold) for gold in golds]
    found = nlp.evaluate(examples)
    predicted = list(nlp.pipe(gold.text for gold in golds))
    row = {
        "UAS": found["dep_uas"],
        "LAS": found["dep_las"],
        "LAS all": strict_las(predicted, golds),
        "UPOS": found["pos_acc"],
        "feats": found["morph_acc"],
        "lemma": found["lemma_acc"],
        "sentences": found["sents_f"],
    }
    if with_names:
        row |= {"names F": found["ents_f"], "names P": found["ents_p"], "names R": found["ents_r"]}
        row |= {f"{label} F": values["f"] for label, values in (found["ents_per_type"] or {}).items()}
    return row


def strict_las(predicted: list[Doc], golds: list[Doc]) -> float:
    """Share of all gold words whose span, head span and label are right."""
    right = total = 0
    for doc, gold in zip(predicted, golds, strict=True):
        arcs = {(t.idx, len(t)): (t.head.idx, len(t.head), t.dep_) for t in doc}
        total += len(gold)
        right += sum(arcs.get((t.idx, len(t))) == (t.head.idx, len(t.head), t.dep_) for t in gold)
    return right / total


def plain_pipeline(examples: list[Example]) -> Language:
    """The width-96 pipeline that speed is measured against, untrained: the work per word does not depend on the weights."""
    nlp = spacy.blank("en")
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": tok2vec})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name in ("tagger", "morphologizer"):
        nlp.add_pipe(name, config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, state in (("parser", "parser"), ("ner", "ner")):
        model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": state, "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener}  # fmt: skip
        nlp.add_pipe(name, config={"model": model})
    nlp.initialize(lambda: examples)
    return nlp


def cpu_seconds(nlp: Language, texts: list[str]) -> float:
    """CPU time of one pass over the texts."""
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return time.process_time() - start


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--pipeline", type=Path, default=DEFAULT)
    parser.add_argument("--part", default="test", choices=["test", "dev"])
    parser.add_argument("--no-speed", action="store_true")
    args = parser.parse_args()
    nlp = spacy.load(args.pipeline)
    for bank in ("ewt", "gum"):
        row = scores(nlp, args.treebanks / f"en_{bank}-{args.part}.conllu", with_names=bank == "gum")
        print(f"{bank.upper()} {args.part}: " + "  ".join(f"{name} {value * 100:.2f}" for name, value in row.items()))
    size = sum(f.stat().st_size for f in args.pipeline.rglob("*") if f.is_file())
    print(f"size {size / 1e6:.1f} MB")
    if not args.no_speed:
        golds = [to_doc(nlp.vocab, g, with_names=True) for g in paragraphs(read_conllu(args.treebanks / "en_gum-test.conllu"))]
        examples = [Example(nlp.make_doc(g.text), g) for g in golds[:200]]
        plain = plain_pipeline(examples)
        with use_ops("numpy", use_blis=False):  # as dragoman.parsing loads a pipeline
            plain_as_run = plain_pipeline(examples)
        texts, words = [g.text for g in golds], sum(len(g) for g in golds)
        as_run = load_pipeline(str(args.pipeline))
        for pipeline in (nlp, plain, as_run, plain_as_run):
            cpu_seconds(pipeline, texts[:50])
        ours, theirs, run, plain_run = [], [], [], []
        for _ in range(3):
            ours.append(cpu_seconds(nlp, texts))
            theirs.append(cpu_seconds(plain, texts))
            with threadpool_limits(limits=1, user_api="blas"):
                run.append(cpu_seconds(as_run, texts))
                plain_run.append(cpu_seconds(plain_as_run, texts))
        for how, mine, other in (("as Dragoman runs it, both on NumPy's BLAS", run, plain_run), ("by spaCy's default, both on BLIS", ours, theirs)):
            ratio = min(other) / min(mine)
            print(
                f"speed {how}: {words / min(mine):.0f} words/s of CPU, {ratio:.2f} x the plain width-96 pipeline ({words / min(other):.0f} words/s)"
            )


if __name__ == "__main__":
    main()
