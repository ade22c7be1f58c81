"""Stored parses for the table of tricky mentions, and trees built by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.parsing.tree import Parse, Sentence, Token, make_sentence

HERE = Path(__file__).parent


@cache
def _parses(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((HERE / file).read_text(encoding="utf8"))
    return loaded


def stored_parse(text: str, file: str = "parses.json") -> Parse:
    """The parse of a text as a trained pipeline gave it."""
    stored = _parses(file)[text]
    sentences = []
    for index, sentence in enumerate(stored["sentences"]):
        tokens = [
            Token(i, start, end, text[start:end], lemma, pos, feats, head, dep, ent, bool(begin), text[end : end + 1].isspace())
            for i, (start, end, lemma, pos, feats, head, dep, ent, begin) in enumerate(sentence["tokens"])
        ]
        sentences.append(make_sentence(tokens, index=index, paragraph=sentence["paragraph"], kind=sentence["kind"]))
    return Parse(tuple(sentences), tuple((start, end) for start, end in stored["paragraphs"]))


def tree(rows: str) -> tuple[str, Parse]:
    """A one-sentence text from lines of `form pos head dep [features]`; `head` counts from 1, 0 is the root. Words are joined by blanks."""
    lines = [line.split() for line in rows.strip().splitlines()]
    text = " ".join(line[0] for line in lines)
    tokens, at = [], 0
    for i, (form, pos, head, dep, *feats) in enumerate(lines):
        start = at
        at += len(form) + 1
        above = i if head == "0" else int(head) - 1
        tokens.append(Token(i, start, start + len(form), form, form.lower(), pos, feats[0] if feats else "", above, dep))
    return text, Parse((make_sentence(tokens),), ((0, len(text)),))


def find_token(parse: Parse, start: int, end: int) -> tuple[Sentence, int]:
    """The head among the tokens of `[start, end)`: the last nominal one that hangs outside."""
    for sentence in parse.sentences:
        inside = [token for token in sentence.tokens if token.start < end and token.end > start]
        if inside:
            numbers = {token.i for token in inside}
            heads = [token for token in inside if token.head not in numbers or token.head == token.i]
            nominal = [token for token in heads if token.pos in {"NOUN", "PROPN", "PRON"}]
            return sentence, (nominal or heads)[-1].i
    raise ValueError(f"no token at {start}..{end}")
