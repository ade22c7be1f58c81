"""Reads the documents of the GUM treebank (CoNLL-U) as raw text with the mentions and chains that its `Entity` column marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ENTITY = re.compile(r"\((?P<open>\d+)-(?P<fields>[^()]*)|(?P<close>\d+)(?=\))")
Opened = tuple[str, list[str], int]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention: `start`/`end` its code points, `link` how it refers back (`ana`, `appos` …), `head` the code points of its syntactic head.

    Of a name the head is its last word, whichever word the tree hangs the others on: the proper nouns around the tree's head, within the mention.
    """

    chain: str
    kind: str
    link: str
    start: int
    end: int
    head: tuple[int, int]
    head_pos: str


@dataclass(slots=True)
class Document:
    """A document: its name (`GUM_news_…`), genre, raw text and mentions in order of their end."""

    name: str
    genre: str
    text: str = ""
    published: str | None = None
    mentions: list[GoldMention] = field(default_factory=list)


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    pos: str
    head: int
    entity: str


def read_documents(path: Path) -> Iterator[Document]:
    """Yield the documents of one file. Paragraphs of the text are parted by an empty line, sentences by a blank as printed.

    Raises ValueError where an `Entity` value has another form than GUM's.
    """
    document: Document | None = None
    rows: list[list[str]] = []
    opened: list[Opened] = []
    paragraph = False
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# newdoc id = "):
            if document is not None:
                yield document
            name = line.rpartition(" = ")[2].strip()
            document, opened = Document(name, name.split("_")[1]), []
        elif line.startswith("# meta::dateCreated = ") and document is not None and len(line.rpartition(" ")[2]) == len("2000-01-01"):
            document.published = line.rpartition(" ")[2]
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows and document is not None:
            if document.text:
                document.text = document.text.rstrip() + "\n\n" if paragraph else document.text
            paragraph = False
            _add_sentence(document, rows, opened)
            rows = []
    if document is not None:
        yield document


def _add_sentence(document: Document, rows: list[list[str]], opened: list[Opened]) -> None:
    words = _words(document, rows)
    for number, word in enumerate(words):
        at = 0
        while at < len(word.entity):
            match = ENTITY.match(word.entity, at)
            if match is None:
                raise ValueError(f"{document.name}: cannot read Entity={word.entity}")
            at = match.end()
            if match["open"]:
                opened.append((match["open"], match["fields"].split("-"), number))
                if word.entity[at : at + 1] == ")":
                    _close(document, words, opened, match["open"], number)
                    at += 1
            else:
                _close(document, words, opened, match["close"], number)
                at += 1
    opened.clear()


def _close(document: Document, words: list[_Word], opened: list[Opened], chain: str, last: int) -> None:
    index = next(i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == chain)
    _, fields, first = opened.pop(index)
    inside = range(first, last + 1)
    head = next((i for i in inside if not first <= words[i].head <= last), last)
    while words[head].pos == "PROPN" and head < last and words[head + 1].pos == "PROPN":
        head += 1
    document.mentions.append(
        GoldMention(chain, fields[0], fields[5], words[first].start, words[last].end, (words[head].start, words[head].end), words[head].pos)
    )


def _words(document: Document, rows: list[list[str]]) -> list[_Word]:
    """Append the sentence's text and return its syntactic words; the parts of a contraction share its letters between them."""
    words: list[_Word] = []
    position: dict[str, int] = {}
    pending: tuple[int, int, int] | None = None
    for row in rows:
        misc = dict(item.partition("=")[::2] for item in row[9].split("|"))
        if "." in row[0]:
            continue
        space = "" if misc.get("SpaceAfter") == "No" else " "
        if "-" in row[0]:
            start = len(document.text)
            document.text += row[1] + space
            pending = (int(row[0].split("-")[1]), start, start + len(row[1]))
            continue
        if pending is not None:
            last, start, end = pending
            stop = end if int(row[0]) == last else min(end, start + len(row[1]))
            pending = None if int(row[0]) == last else (last, stop, end)
        else:
            start = len(document.text)
            document.text += row[1] + space
            stop = start + len(row[1])
        position[row[0]] = len(words)
        words.append(_Word(start, stop, row[3], int(row[6]) - 1, misc.get("Entity", "")))
    if document.text and not document.text[-1].isspace() and rows:
        document.text += "" if "SpaceAfter=No" in rows[-1][9] else " "
    return words
