"""Article -> Parse: the only door through which spaCy is seen.

Any spaCy pipeline whose parser speaks Universal Dependencies can be named; the one in the package is the default.
"""

from __future__ import annotations

import re
import warnings
from array import array
from collections.abc import Iterable, Iterator, Sequence
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
from dragoman.parsing.layout import Piece, cut
from dragoman.parsing.repair import mended
from dragoman.parsing.tree import Parse, Sentence, Token, make_sentence

Pipeline = Language
SHIPPED = "dragoman_en"
_NEEDED = {"nsubj", "obj", "obl", "case", "ccomp", "xcomp"}
_FOREIGN = {"dobj", "pobj", "nsubjpass", "attr", "prep", "sb", "oa"}
_BATCH = 128
"""Pieces a batch."""
_ARTICLES = 64
"""Articles parsed together."""
_NAME_LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "NORP": ""}
#: "Ecuador, China bank sign deal": a comma between two capitalised words of a headline means "and".
_HEADLINE_COMMA = re.compile(r"(?<=[\w’.])(,)(?= [A-ZÀ-Þ](?!\w*(?:ays|aid|fficials)\b))")
#: "Arafat Wednesday rejected", "said Friday that": a bare day of the week is parsed as "today", which is not mistaken for a subject or object.
_BARE_DAY = re.compile(
    r"(\w+)[’”\"')]? ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[.,;]|$| (?!morning|afternoon|evening|night|and\b|or\b|through\b)[a-z])"
)
_DAY_AS = "today"
_BEFORE_DAY = frozenset(
    "on of by in to at or and for the a an via per all any from last next this that each every over with than past since until till after before "
    "early late mid during between through following coming previous black good easter holy bloody palm ash super is was".split()
)
_COLUMNS: list[int | str] = ["LEMMA", "POS", "MORPH", "HEAD", "DEP", "ENT_TYPE", "ENT_IOB", "SENT_START", "ORTH", "SPACY"]
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


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
    order = sorted(range(len(pieces)), key=lambda i: len(cleaned[i][0]))
    sentences: list[list[Sentence]] = [[] for _ in pieces]
    strings: dict[int, str] = {}
    docs = nlp.pipe((cleaned[i][0] for i in order), batch_size=_BATCH)
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


def _clean(text: str, piece: Piece) -> tuple[str, array[int] | None]:
    """The piece as it is parsed, and where each of its characters came from, if that moved any.

    White space runs are one blank, invisible characters are dropped, the comma that stands for "and" in a headline is written out, and a
    bare day of the week is "today".
    """
    raw = text[piece.start : piece.end]
    commas = {m.start(1) for m in _HEADLINE_COMMA.finditer(raw)} if piece.kind == "title" else set()
    days = {m.start(2): m.end(2) for m in _BARE_DAY.finditer(raw) if m.group(1).lower() not in _BEFORE_DAY} if "day" in raw else {}
    if not commas and not days and raw.isascii() and "  " not in raw and "\t" not in raw:
        return raw, None
    kept: list[str] = []
    origin = array("l")
    done = 0
    for offset, char in enumerate(raw):
        if char in _INVISIBLE or offset < done:
            continue
        if offset in days:
            done = days[offset]
            kept.extend(_DAY_AS)
            origin.extend([*range(offset, offset + len(_DAY_AS) - 1), done - 1])
            continue
        if char.isspace() and kept and kept[-1] == " ":
            continue
        written = " " if char.isspace() else " and" if offset in commas else char
        kept.extend(written)
        origin.extend([offset] * len(written))
    if len(kept) == len(raw) and not days:
        return "".join(kept), None
    origin.append(len(raw))
    return "".join(kept), origin


def _sentences(doc: Doc, piece: Piece, cleaned: tuple[str, array[int] | None], article: str, strings: dict[int, str]) -> list[Sentence]:
    """Turn one parsed piece into plain sentences; words that were parsed as another one stand as they are printed in `article`."""
    origin = cleaned[1]
    if not len(doc):
        return []
    store = doc.vocab.strings

    def name_of(key: int) -> str:
        found = strings.get(key)
        if found is None:
            found = strings[key] = store[key] if key else ""
        return found

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
            if origin is not None:
                start, end = origin[start], origin[end - 1] + 1
                if text == _DAY_AS:
                    text = article[piece.start + start : piece.start + end]
            head = head - (1 << 64) if head >= 1 << 63 else head
            up = min(max(i + head, first), last - 1) - first
            label = name_of(dep)
            tokens.append(
                Token(
                    i - first,
                    piece.start + start,
                    piece.start + end,
                    text,
                    name_of(lemma) or text.lower(),
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
