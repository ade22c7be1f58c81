"""Article -> Parse: the only door through which spaCy is seen.

Any spaCy pipeline whose parser speaks Universal Dependencies can be named; the one in the package is the default.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from dragoman.domain import Article
from dragoman.errors import PipelineError
from dragoman.parsing import word_classes  # noqa: F401  registers the embedding that the shipped pipeline's configuration names
from dragoman.parsing.layout import Piece, cut
from dragoman.parsing.repair import mended
from dragoman.parsing.tree import Parse, Sentence, Token, make_sentence
from dragoman.parsing.wording import rewordings
from dragoman.parsing.wordsets import irregular_lemmas

Pipeline = Language
SHIPPED = "dragoman_en"
_NEEDED = {"nsubj", "obj", "obl", "case", "ccomp", "xcomp"}
_FOREIGN = {"dobj", "pobj", "nsubjpass", "attr", "prep", "sb", "oa"}
_BATCH = 128
"""Pieces a batch."""
_ARTICLES = 64
"""Articles parsed together."""
_NAME_LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "NORP": ""}
_COLUMNS: list[int | str] = ["LEMMA", "POS", "MORPH", "HEAD", "DEP", "ENT_TYPE", "ENT_IOB", "SENT_START", "ORTH", "SPACY"]
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A piece as it is parsed.

    `origin` tells where each of its characters came from, if that moved any; `reworded` where words start that are printed otherwise, with
    their lemmas (`""`: the parser's).
    """

    text: str
    origin: array[int] | None
    reworded: Mapping[int, str] = field(default_factory=dict)


def load_pipeline(name: str = SHIPPED) -> Language:
    """Load the shipped pipeline, or a spaCy package or folder by `name`.

    Raises `PipelineError` where there is none of that name, it has no parser, or its labels are not Universal Dependencies.
    """
    try:
        # NumPy's own BLAS takes 0.6 of the time of spaCy's default for matrices of this size
        with use_ops("numpy", use_blis=False):
            if name == SHIPPED:
                with resources.as_file(resources.files("dragoman") / "parsing" / "pipeline" / SHIPPED) as folder:
                    nlp = spacy.load(folder)
            else:
                nlp = spacy.load(Path(name) if Path(name).is_dir() else name)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"pipeline {name!r} cannot be loaded ({str(error).splitlines()[0]}). Name an installed spaCy package, a pipeline folder, or {SHIPPED!r}."
        ) from error
    _check(nlp, name)
    return nlp


def _check(nlp: Language, name: str) -> None:
    if "parser" not in nlp.pipe_names:
        raise PipelineError(
            f"pipeline {name!r} has no dependency parser (it has: {', '.join(nlp.pipe_names) or 'nothing'}). "
            "Name one trained on Universal Dependencies."
        )
    labels = {label.split(":")[0] for label in nlp.get_pipe("parser").labels}  # type: ignore[attr-defined]
    if labels & _FOREIGN or len(labels & _NEEDED) < len(_NEEDED):
        shown = ", ".join(sorted(labels)[:12])
        raise PipelineError(
            f"pipeline {name!r} does not label its trees with Universal Dependencies (its labels: {shown}, …). "
            f"Name a UD pipeline, whose labels include {', '.join(sorted(_NEEDED))}, or use {SHIPPED!r}."
        )


def parse_articles(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse]]:
    """Parse articles in batches, in order. Memory stays bounded: strings seen in a batch are forgotten after it."""
    stream = iter(articles)
    while batch := list(islice(stream, _ARTICLES)):
        # more threads save little time, burn the other core while Python works, and fight a pool of processes
        with nlp.memory_zone(), threadpool_limits(limits=1, user_api="blas"), warnings.catch_warnings():
            # a word without part of speech keeps its spelling as lemma, which is what we want
            warnings.filterwarnings("ignore", message=r"\[W108\]")
            parsed = _parse_batch(nlp, batch)
        yield from zip(batch, parsed, strict=True)


def _parse_batch(nlp: Language, batch: Sequence[Article]) -> list[Parse]:
    pieces = [(number, piece) for number, article in enumerate(batch) for piece in cut(article)]
    cleaned = [_clean(batch[number].text, piece) for number, piece in pieces]
    order = sorted(range(len(pieces)), key=lambda i: len(cleaned[i].text))
    sentences: list[list[Sentence]] = [[] for _ in pieces]
    strings: dict[int, str] = {}
    docs = nlp.pipe((cleaned[i].text for i in order), batch_size=_BATCH)
    for i, doc in zip(order, docs, strict=True):
        sentences[i] = _sentences(doc, pieces[i][1], cleaned[i], batch[pieces[i][0]].text, strings)
    out: list[list[Sentence]] = [[] for _ in batch]
    spans: list[list[tuple[int, int]]] = [[] for _ in batch]
    for (number, piece), found in zip(pieces, sentences, strict=True):
        while len(spans[number]) <= piece.paragraph:
            spans[number].append((piece.start, piece.end))
        spans[number][piece.paragraph] = (min(spans[number][piece.paragraph][0], piece.start), piece.end)
        for sentence in found:
            out[number].append(
                Sentence(
                    len(out[number]), piece.paragraph, sentence.start, sentence.end, sentence.tokens, sentence.children, sentence.root, piece.kind
                )
            )
    return [Parse(tuple(s), tuple(p)) for s, p in zip(out, spans, strict=True)]


def _clean(text: str, piece: Piece) -> _Cleaned:
    """The piece as it is parsed.

    White space runs are one blank, invisible characters are dropped, and some words are written otherwise (`wording.py`).
    """
    raw = text[piece.start : piece.end]
    reworded = rewordings(raw, piece.kind)
    if not reworded and raw.isascii() and "  " not in raw and "\t" not in raw:
        return _Cleaned(raw, None)
    kept: list[str] = []
    origin = array("l")
    done = 0
    for offset, char in enumerate(raw):
        if char in _INVISIBLE or offset < done:
            continue
        if offset in reworded:
            done, written = reworded[offset].end, reworded[offset].written
            kept.extend(written)
            origin.extend([*(min(offset + k, done - 1) for k in range(len(written) - 1)), done - 1][: len(written)])
            continue
        if char.isspace() and kept and kept[-1] == " ":
            continue
        kept.append(" " if char.isspace() else char)
        origin.append(offset)
    if len(kept) == len(raw) and not reworded:
        return _Cleaned("".join(kept), None)
    origin.append(len(raw))
    return _Cleaned("".join(kept), origin, {at: r.lemma for at, r in reworded.items() if r.end > at + 1 and r.written})


def _sentences(doc: Doc, piece: Piece, cleaned: _Cleaned, article: str, strings: dict[int, str]) -> list[Sentence]:
    """Turn one parsed piece into plain sentences; words that were parsed as another one stand as they are printed in `article`."""
    origin = cleaned.origin
    if not len(doc):
        return []
    store = doc.vocab.strings

    def name_of(key: int) -> str:
        found = strings.get(key)
        if found is None:
            found = strings[key] = store[key] if key else ""
        return found

    irregular = irregular_lemmas()
    rows = doc.to_array(_COLUMNS).tolist()
    starts = [i for i, row in enumerate(rows) if i == 0 or row[7] == 1]
    sentences: list[Sentence] = []
    offset = 0
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        tokens = []
        for i in range(first, last):
            lemma, pos, morph, head, dep, ent, iob, _, orth, space = rows[i]
            text = name_of(orth)
            start, end = offset, offset + len(text)
            offset = end + space
            base = name_of(lemma)
            if base.lower() in {"", text.lower()} and name_of(pos) == "VERB":
                base = irregular.get(text.lower(), base)
            if origin is not None:
                start, end = origin[start], origin[end - 1] + 1
                if start in cleaned.reworded:
                    text = article[piece.start + start : piece.start + end]
                    base = cleaned.reworded[start] or base
            head = head - (1 << 64) if head >= 1 << 63 else head
            up = min(max(i + head, first), last - 1) - first
            label = name_of(dep)
            tokens.append(
                Token(
                    i - first,
                    piece.start + start,
                    piece.start + end,
                    text,
                    base or text.lower(),
                    name_of(pos),
                    name_of(morph),
                    up,
                    "root" if label == "ROOT" else label,
                    _NAME_LABELS.get(name_of(ent), "") if ent else "",
                    iob == 3,
                    bool(space),
                )
            )
        sentences.append(make_sentence(mended(tokens, piece.kind), index=len(sentences), paragraph=piece.paragraph, kind=piece.kind))
    return sentences
