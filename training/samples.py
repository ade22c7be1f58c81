"""Documents as the encoder is trained on them: words with what each head should say of them, and windows of whole sentences."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.domain import Article
from dragoman.parsing.annotate import Reader, parse
from dragoman.parsing.lemmas import script_of
from dragoman.parsing.pieces import WordPieces
from dragoman.parsing.words import WordRules, words
from training.copies import Pool, headline, swapped, swapped_names, titled
from training.corpus import Sentence, name_spans, read_conllu, read_names
from training.sheets import Act, Annotated, Side

FEATURES = ("Degree", "Mood", "Number", "Person", "Poss", "PronType", "Tense", "VerbForm", "Voice")
"""The morphological features that the rest of the program reads."""
EVENT_ROLES = ("none", "actor", "recipient")
FLOW_ROLES = ("none", "provider", "recipient", "amount", "goods")
CONTEXT = 48
"""Pieces at most of the sentence before that a window begins with."""
UNKNOWN = -2
"""The head of a word of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An act at word `word`; `roles` gives the words that head its parties, as (word, index in the roles of its kind)."""

    word: int
    kind: str
    type: str
    detail: str | None
    polarity: str
    modality: str
    roles: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Sample:
    """A document. What is not annotated is None; heads are indices of words, -1 for a root, or `UNKNOWN`; `paragraphs` are words that begin one."""

    words: list[str]
    sentences: list[tuple[int, int]]
    paragraphs: set[int]
    starts: bool = False
    pos: list[str] | None = None
    features: list[str] | None = None
    scripts: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    names: list[str] | None = None
    acts: list[Trigger] | None = None
    id: str = ""


def reduced(morph: str) -> str:
    """The features that are read, of all those of a treebank."""
    return "|".join(f for f in morph.split("|") if f.partition("=")[0] in FEATURES)


def of_trees(sentences: Sequence[Sentence], *, named: bool) -> Sample:
    """A document of a treebank."""
    bases = [sum(len(s.words) for s in sentences[:k]) for k in range(len(sentences))]
    return Sample(
        [w for s in sentences for w in s.words],
        [(base, base + len(s.words)) for base, s in zip(bases, sentences, strict=True)],
        {base for base, s in zip(bases, sentences, strict=True) if s.starts_paragraph or not base},
        starts=True,
        pos=[p for s in sentences for p in s.pos],
        features=[reduced(m) for s in sentences for m in s.morphs],
        scripts=[script_of(w, lemma) for s in sentences for w, lemma in zip(s.words, s.lemmas, strict=True)],
        heads=[-1 if h == i else base + h for base, s in zip(bases, sentences, strict=True) for i, h in enumerate(s.heads)],
        deps=["root" if d == "ROOT" else d for s in sentences for d in s.deps],
        names=[tag for s in sentences for tag in _name_tags(s)] if named else None,
    )


def _name_tags(sentence: Sentence) -> list[str]:
    tags = ["O"] * len(sentence.words)
    for a, b, label in name_spans(sentence):
        tags[a:b] = [f"B-{label}"] + [f"I-{label}"] * (b - a - 1)
    return tags


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group the sentences of a treebank into its documents."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.starts_document:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def of_names(rows: Sequence[tuple[str, str]]) -> Sample:
    """A sentence of a names file; kinds that we don't have are no names."""
    tags, before = [], "O"
    for _, tag in rows:
        kind = tag[2:] if tag[2:] in {"PER", "ORG", "LOC"} else ""
        tags.append(("I-" if before == kind and not tag.startswith("B-") else "B-") + kind if kind else "O")
        before = kind
    return Sample([w for w, _ in rows], [(0, len(rows))], {0}, names=tags)


def tree_samples(treebanks: Path, part: str, pool: Pool | None, chooser: random.Random) -> list[Sample]:
    """All of a part for one pass. With a `pool`, a third of GUM's documents has its names swapped, and headline copies are added."""
    found: list[Sample] = []
    for bank in ("ewt", "gum"):
        for group in documents(read_conllu(treebanks / f"en_{bank}-{part}.conllu")):
            sample = of_trees(group, named=bank == "gum")
            if pool is not None and bank == "gum" and chooser.random() < 0.35 and (other := swapped(group, pool, chooser)):
                sample.words = [w for s in other for w in s.words]
                sample.scripts = [script_of(w, m) for s in other for w, m in zip(s.words, s.lemmas, strict=True)]
            found.append(sample)
            if pool is not None:
                short = [h for s in group if (h := headline(s)) and chooser.random() < 0.12]
                found += [of_trees([titled(h) if chooser.random() < 0.5 else h], named=False) for h in short]
    if pool is not None:
        for rows in read_names(treebanks / "names-wikigold.conll"):
            found.append(of_names(swapped_names(rows, pool, chooser) if chooser.random() < 0.5 else rows))
    return found


def of_annotated(document: Annotated, rules: WordRules) -> Sample:
    """An annotated document, cut into our own words."""
    spans = words(document.text, rules)
    sample = Sample([document.text[a:b] for a, b in spans], [], set(), id=document.id)
    at = 0
    for _, end in document.sentences:
        first = at
        while at < len(spans) and spans[at][0] < end:
            at += 1
        if at > first:
            if not sample.sentences or "\n" in document.text[spans[first - 1][1] : spans[first][0]]:
                sample.paragraphs.add(first)
            sample.sentences.append((first, at))
    marked: dict[tuple[int, str], Trigger] = {}
    for act in document.acts:
        trigger = _trigger(act, document, spans)
        if trigger is not None:
            marked.setdefault((trigger.word, trigger.kind), trigger)
    return replace(sample, acts=[marked[key] for key in sorted(marked)])


def taught(sample: Sample, document: Annotated, rules: WordRules, teacher: Reader) -> Sample:
    """An annotated document with the tags, names and trees that another reader sees in it, for what annotators don't write.

    Treebanks and news share no batch; without this the words that tell acts drift away from what the other heads know ("seized" becomes a number).
    """
    spans = words(document.text, rules)
    number = {span: i for i, span in enumerate(spans)}
    pos, features, names, deps = [""] * len(spans), ["?"] * len(spans), [""] * len(spans), [""] * len(spans)
    heads = [UNKNOWN] * len(spans)
    inside = {i: k for k, (a, b) in enumerate(sample.sentences) for i in range(a, b)}
    for sentence in parse(teacher, Article(document.id, document.text)).sentences:
        places = [number.get((t.start, t.end)) for t in sentence.tokens]
        for token, i in zip(sentence.tokens, places, strict=True):
            if i is None:
                continue
            pos[i], features[i] = token.pos, token.feats
            names[i] = f"{'B' if token.ent_begin else 'I'}-{token.ent}" if token.ent else "O"
            head = -1 if token.head == token.i else places[token.head]
            if head is not None and (head < 0 or inside.get(head) == inside.get(i)):
                heads[i], deps[i] = head, token.dep
    return replace(sample, pos=pos, features=features, names=names, heads=heads, deps=deps)


def _trigger(act: Act, document: Annotated, spans: list[tuple[int, int]]) -> Trigger | None:
    inside = _inside(spans, act.trigger)
    if not inside:
        return None
    here = document.sentences[act.sentence]
    roles: dict[int, int] = {}
    for sides, role in ((act.givers, 1), (act.takers, 2)):
        for side in sides:
            head = _head_of(side, document.text, spans, here)
            if head is not None:
                roles.setdefault(head, role)
    for span, role in ((act.amount, 3), (act.goods, 4)):
        if span is not None and (found := _inside(spans, span)):
            numbers = [i for i in found if document.text[spans[i][0]].isdigit()] if role == 3 else []
            roles.setdefault((numbers or found[-1:])[0], role)
    return Trigger(inside[0], act.kind, act.type, act.detail, act.polarity, act.modality, tuple(sorted(roles.items())))


def _inside(spans: list[tuple[int, int]], span: tuple[int, int]) -> list[int]:
    return [i for i, (a, b) in enumerate(spans) if a < span[1] and b > span[0]]


def _head_of(side: Side, text: str, spans: list[tuple[int, int]], here: tuple[int, int]) -> int | None:
    """The last word of the side's phrase. Where it stands in another sentence: its nearest mention before, else after."""
    if side.span is not None:
        found = _inside(spans, side.span)
        return found[-1] if found else None
    at = text.rfind(side.name, 0, here[0])
    if at < 0:
        at = text.find(side.name, here[1])
    found = _inside(spans, (at, at + len(side.name))) if at >= 0 else []
    return found[-1] if found else None


def windows(sample: Sample, pieces: WordPieces, limit: int, chooser: random.Random | None = None) -> Iterator[Sample]:
    """Cut a document into windows of whole sentences of at most `limit` pieces, each with the sentence before as context.

    A sentence that is longer by itself is cut off. With a `chooser` the first window may be short, so that passes differ.
    """
    lengths = [sum(len(pieces.ids(w)) for w in sample.words[a:b]) + 1 for a, b in sample.sentences]
    at = 0
    while at < len(lengths):
        room = limit - 2
        if chooser is not None and at == 0 and len(lengths) > 4:
            room = chooser.randint(limit // 3, room)
        first = at - 1 if at and lengths[at - 1] <= CONTEXT and lengths[at - 1] + lengths[at] <= room else at
        used, last = sum(lengths[first:at]), at
        while last < len(lengths) and (used + lengths[last] <= room or last == at):
            used += lengths[last]
            last += 1
        yield _cut(sample, sample.sentences[first][0], sample.sentences[last - 1][1], pieces, limit - 2)
        at = last


def _cut(sample: Sample, start: int, end: int, pieces: WordPieces, room: int) -> Sample:
    used = 0
    for i in range(start, end):
        used += len(pieces.ids(sample.words[i])) + (i in sample.paragraphs)
        if used > room:
            end = max(i, start + 1)
            break
    here = slice(start, end)
    acts = sample.acts and [
        replace(t, word=t.word - start, roles=tuple((w - start, r) for w, r in t.roles if start <= w < end))
        for t in sample.acts
        if start <= t.word < end
    ]
    heads = sample.heads and [h - start if start <= h < end else max(h, UNKNOWN) if h < 0 else UNKNOWN for h in sample.heads[here]]
    return Sample(
        sample.words[here],
        [(max(a, start) - start, min(b, end) - start) for a, b in sample.sentences if a < end and b > start],
        {p - start for p in sample.paragraphs if start <= p < end},
        sample.starts,
        sample.pos and sample.pos[here],
        sample.features and sample.features[here],
        sample.scripts and sample.scripts[here],
        heads,
        sample.deps and sample.deps[here],
        sample.names and sample.names[here],
        acts if sample.acts is not None else None,
        id=sample.id,
    )


_CURLY = {"``": "“", "''": "”", "'": "’", "`": "‘", "n't": "n’t", "'s": "’s", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m"}
_STRAIGHT = {"“": '"', "”": '"', "’": "'", "‘": "'", "``": '"', "''": '"'}


def respelled(window: Sample, chooser: random.Random) -> Sample:
    """The window in another spelling of news: curly or straight quotes, capitals, no capitals, headline case. Labels stay valid."""
    found, drawn = window.words, chooser.random()
    if drawn < 0.25:
        opened, curled = False, []
        for word in found:
            if word == '"':
                curled.append("”" if opened else "“")
                opened = not opened
            else:
                curled.append(_CURLY.get(word, word.replace("'", "’") if len(word) > 1 else word))
        found = curled
    elif drawn < 0.4:
        table = str.maketrans({k: v for k, v in _STRAIGHT.items() if len(k) == 1})
        found = [_STRAIGHT.get(w, w.translate(table)) for w in found]
    drawn = chooser.random()
    if drawn < 0.03:
        found = [w.lower() for w in found]
    elif drawn < 0.06:
        found = [w.upper() for w in found]
    elif drawn < 0.09:
        found = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in found]
    return replace(window, words=found)


def held_back(document: Annotated) -> bool:
    """Whether a document is kept from training to measure acts on: sources and years of their own, nothing chosen by what it says."""
    if document.source.startswith("Wikipedia Portal"):
        return document.published >= "2024"
    if document.source == "Wikinews":
        return "2020-01-15" <= document.published < "2020-07"
    return document.source == "re3d / US State Department" or "GCDF 2.0" in document.source


def by_source(documents: Iterable[Annotated]) -> dict[str, list[Annotated]]:
    """Documents by the kind of text that their source is."""
    found: dict[str, list[Annotated]] = defaultdict(list)
    for one in documents:
        digest = one.source.startswith("Wikipedia Portal")
        kind = (
            "digest"
            if digest
            else "finance"
            if "AidData" in one.source or "GCDF" in one.source
            else "own"
            if one.id.startswith("own-")
            else "articles"
        )
        found[kind].append(one)
    return found
