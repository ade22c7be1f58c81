"""Treebanks (CoNLL-U) and a two-column names file as plain sentences, and the names among the treebank's entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: GUM's entity types that are names in our sense, and the label each gets.
NAME_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
NOT_IN_PERSONS = {"and", "'s", "’s", "&", "for", "in"}
PROPER = {"NNP", "NNPS"}
#: Words that may stand inside a name but not at its ends.
LINKS = {"of", "the", "and", "for", "de", "la", "del", "da", "di", "du", "von", "van", "bin", "al", "el", "-", "–", "'s", "’s", "&", ".", "'"}
#: Titles are no part of a name; Wikigold leaves them out, so the treebank's are cut too.
TITLES = {
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof.", "professor", "president", "senator", "sen.", "sen", "rep.", "gov.", "gen.",
    "governor", "minister", "prime", "king", "queen", "prince", "princess", "sir", "lord", "lady", "judge", "justice", "general", "admiral",
    "captain", "colonel", "pope", "saint", "st.", "ambassador", "chancellor", "secretary", "mayor", "speaker", "vice", "foreign", "chairman", "director", "bishop", "archbishop", "cardinal", "major", "lieutenant", "sergeant", "tsar", "emperor", "empress",
}  # fmt: skip


@dataclass
class Sentence:
    """One sentence of a treebank: parallel lists, heads as indices into the sentence."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    starts_paragraph: bool = False
    starts_document: bool = False


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file. Empty nodes (`8.1`) are left out; of a multi-word token its parts are kept."""
    sentence, starts, document, block, surface = Sentence(), True, True, None, None
    for raw in path.read_text(encoding="utf8").splitlines():
        if not raw:
            if sentence.words:
                sentence.starts_paragraph, sentence.starts_document = starts, document
                yield sentence
                starts = document = False
            sentence, surface = Sentence(), None
        elif raw.startswith("#"):
            if raw.startswith(("# newpar", "# newdoc")):
                starts = True
            if raw.startswith("# newdoc"):
                document = True
        else:
            cells = raw.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                last = int(cells[0].split("-")[1])
                surface = (last, "SpaceAfter=No" not in cells[9])
                continue
            block = int(cells[0])
            sentence.words.append(cells[1].replace(" ", "_"))
            space = "SpaceAfter=No" not in cells[9]
            if surface:
                last, after = surface
                space = after if block == last else False
                if block == last:
                    surface = None
            sentence.spaces.append(space)
            sentence.lemmas.append(cells[2])
            sentence.pos.append(cells[3])
            sentence.tags.append(cells[4])
            sentence.morphs.append("" if cells[5] == "_" else cells[5])
            head = int(cells[6])
            sentence.heads.append(head - 1 if head else block - 1)
            sentence.deps.append("ROOT" if head == 0 else cells[7])
            found = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
            sentence.entities.append(found[1] if found else "")
    if sentence.words:
        sentence.starts_paragraph, sentence.starts_document = starts, document
        yield sentence


def name_spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """The names among the entities of one sentence: `(start, end, label)` in words.

    An entity counts when its head word is a proper noun; it is trimmed to the run of proper nouns around that head,
    bridging words such as "of" inside, and a leading title is cut off ("President Xi" -> "Xi").
    """
    spans = []
    for start, end, kind in _mentions(sentence):
        if kind not in NAME_LABELS:
            continue
        inside = range(start, end)
        heads = [i for i in inside if sentence.heads[i] not in inside or sentence.heads[i] == i]
        if not heads or not _is_name_head(sentence, heads[0], kind):
            continue
        left = right = heads[0]
        while left > start and _belongs(sentence, left - 1, start, -1, kind):
            left -= 1
        while right + 1 < end and _belongs(sentence, right + 1, end - 1, 1, kind):
            right += 1
        while left < right and (sentence.words[left].lower() in LINKS or (kind == "person" and sentence.words[left].lower() in TITLES)):
            left += 1
        while right > left and sentence.words[right].lower() in LINKS - {"."}:
            right -= 1
        if sentence.tags[left] in PROPER or sentence.tags[right] in PROPER:
            spans.append((left, right + 1, NAME_LABELS[kind]))
    return spans


def _is_name_head(sentence: Sentence, head: int, kind: str) -> bool:
    """A proper noun that is neither a people ("Democrats") nor the first part of a longer name ("Hubble Space Telescope")."""
    if sentence.tags[head] not in PROPER or (kind == "person" and sentence.tags[head] == "NNPS"):
        return False
    above = sentence.heads[head]
    inside_name = sentence.deps[head] == "compound" and above > head and sentence.tags[above] in PROPER
    return not inside_name or sentence.words[above].lower() in TITLES


def _belongs(sentence: Sentence, index: int, limit: int, step: int, kind: str) -> bool:
    if sentence.tags[index] in PROPER:
        return sentence.deps[index] not in {"conj", "appos", "parataxis"}
    word = sentence.words[index].lower()
    if word not in LINKS or index == limit or (kind == "person" and word in NOT_IN_PERSONS):
        return False
    beyond = index + step
    if sentence.words[beyond].lower() in LINKS and beyond != limit:
        beyond += step
    return sentence.tags[beyond] in PROPER and sentence.deps[index] in {"case", "det", "cc", "punct", "fixed", "flat", "compound"}


def _mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """All bracketed entities of GUM's `Entity=` column: `(start, end, type)`."""
    opened: dict[str, list[tuple[int, str]]] = {}
    found = []
    for index, text in enumerate(sentence.entities):
        for opening, closing in re.findall(r"\(([^()]+)|([^()]+)\)|\)", text) if text else []:
            if opening:
                parts = opening.split("-")
                opened.setdefault(parts[0], []).append((index, parts[1] if len(parts) > 1 else ""))
                # "(5-place-…)" opens and closes on one token
                tail = text[text.index(opening) + len(opening) :]
                if tail.startswith(")"):
                    start, kind = opened[parts[0]].pop()
                    found.append((start, index + 1, kind))
            elif closing:
                stack = opened.get(closing)
                if stack:
                    start, kind = stack.pop()
                    found.append((start, index + 1, kind))
    return found


def read_names(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a two-column names file, as (word, tag) rows."""
    rows: list[tuple[str, str]] = []
    for raw in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if raw.strip():
            word, tag = raw.rsplit(" ", 1)
            rows.append((word, tag))
        elif rows:
            yield rows
            rows = []
