"""The parse as plain data: everything after `parsing/` reads this and nothing of the encoder.

Hand-built trees in tests and trees from the reader look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """A word; a named tuple, because a word is made for each word that is read and a frozen dataclass takes five times as long to make.

    `i` and `head` are indices in its sentence (a root is its own head); `start`/`end` code points in the article.

    `pos` is the universal part of speech, `feats` the features as `Key=Value|…`, `dep` the UD relation with its subtype (`nsubj:pass`,
    `root` for the root), `ent` is `PER`, `ORG`, `LOC` or `""`, `ent_begin` true on the first word of a name. `space` is true where
    white space follows.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    feats: str
    head: int
    dep: str
    ent: str = ""
    ent_begin: bool = False
    space: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. `index` counts in the article, `paragraph` too; `children[i]` are the indices that depend on token `i`."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    root: int
    kind: str = "text"
    """`text`, `title`, `dateline`, `caption`."""

    def subtree(self, i: int) -> list[int]:
        """Indices of token `i` and all below it, in order of the text."""
        found, stack = [], [i]
        while stack:
            j = stack.pop()
            found.append(j)
            stack.extend(self.children[j])
        found.sort()
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Indices above token `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i


@dataclass(frozen=True, slots=True)
class Role:
    """The word that heads a party of an act: token `token` of sentence `sentence`. `role` is `actor`, `recipient`, `provider`, `amount`, `goods`."""

    sentence: int
    token: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the reader sees at a word. `kind` is `event` or `flow`; `detail` is the mode of an event or the status of a flow.

    `score` is how surely there is an act at all, `runner_up` the type next to `type`. A role may stand in another sentence.
    """

    sentence: int
    token: int
    kind: str
    type: str
    detail: str | None
    score: float
    runner_up: str
    runner_up_score: float
    polarity: str
    modality: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Parse:
    """All sentences of an article, in order, and the acts in them. `paragraphs[k]` is the `[start, end)` of paragraph `k`."""

    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[int, int], ...]
    acts: tuple[Act, ...] = ()


def make_sentence(tokens: Iterable[Token], *, index: int = 0, paragraph: int = 0, kind: str = "text") -> Sentence:
    """Build a sentence from its tokens; raises ValueError where heads leave the sentence or there is no root."""
    listed = tuple(tokens)
    children: list[list[int]] = [[] for _ in listed]
    root = -1
    for token in listed:
        if not 0 <= token.head < len(listed):
            raise ValueError(f"token {token.i} ({token.text!r}) has its head {token.head} outside of the sentence of {len(listed)} tokens")
        if token.head == token.i:
            root = token.i if root < 0 else root
        else:
            children[token.head].append(token.i)
    if root < 0:
        raise ValueError("a sentence needs a token that is its own head (the root)")
    return Sentence(index, paragraph, listed[0].start, listed[-1].end, listed, tuple(tuple(c) for c in children), root, kind)
