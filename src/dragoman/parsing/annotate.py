"""Article -> Parse: cuts it into pieces and words, reads it window by window, and puts sentences, trees, names and acts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from dragoman.domain import Article
from dragoman.parsing.encoder import WINDOW, Encoder, load_encoder
from dragoman.parsing.flat import flattened
from dragoman.parsing.heads import FoundAct, Tags, acts, placed, sentence_starts, tags, tree
from dragoman.parsing.layout import Piece, cut
from dragoman.parsing.lemmas import Lemmas, load_lemmas
from dragoman.parsing.tree import Act, Parse, Sentence, Token, make_sentence
from dragoman.parsing.words import WordRules, load_word_rules, words

CONTEXT = 48
"""Pieces at most of the sentence before that a window begins with."""
FULL = 0.6
"""A window that is so full ends with its paragraph rather than within the next."""
MAX_PIECES = 20_000
"""Word pieces that are read of one article, about 80,000 characters of prose: what a reader's article never has, and ten seconds of one core."""
MAX_CHARACTERS = 400_000
"""Characters in which so many pieces are looked for."""
_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({'"', "”", "'", "’", ")", "]", "''"})


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads an article: the encoder, and the rules for words and lemmas of its language."""

    encoder: Encoder
    words: WordRules
    lemmas: Lemmas


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is read: `text` without what cannot be seen, `start`/`end` in the article, `piece` by its number."""

    text: str
    start: int
    end: int
    piece: int
    space: bool


@dataclass(slots=True)
class _Read:
    """An article while it is read: its words, and what the windows gave, by the number of the word."""

    words: list[_Word]
    pieces: tuple[Piece, ...]
    opens: frozenset[int]
    """Words that begin a piece."""
    sentences: list[Sentence] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    found: list[tuple[int, FoundAct]] = field(default_factory=list)
    """Acts with the number of the word that their window begins with."""


def load_reader(path: str | Path | None = None, language: str = "en") -> Reader:
    """Load the model in the package or the file `path`, and the rules of a language. Raises `ReaderError` where the model cannot be used."""
    encoder = load_encoder(path)
    return Reader(encoder, load_word_rules(language), load_lemmas(encoder.pieces.vocabulary, language))


def parse_articles(reader: Reader, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse]]:
    """Parse articles in order, one at a time: a parse does not depend on what else is read, and memory not on how much."""
    for article in articles:
        yield article, parse(reader, article)


def readable(reader: Reader, article: Article) -> int:
    """How many characters of an article are read: all, or those of the paragraphs within `MAX_PIECES`. No article may keep the others waiting."""
    text = article.text[:MAX_CHARACTERS]
    if len(text) <= MAX_PIECES:
        return len(text)
    used = end = 0
    for number, piece in enumerate(cut(replace(article, text=text))):
        used += 1 + sum(reader.encoder.size(word.text) for word in _words(text, piece, number, reader.words))
        if used > MAX_PIECES:
            return end
        end = piece.end
    return len(text) if len(text) == len(article.text) else end


def parse(reader: Reader, article: Article) -> Parse:
    """Parse one article."""
    pieces = cut(article)
    found = [w for number, piece in enumerate(pieces) for w in _words(article.text, piece, number, reader.words)]
    opens = frozenset(i for i, word in enumerate(found) if not i or found[i - 1].piece != word.piece)
    read = _Read(found, pieces, opens)
    sizes = [reader.encoder.size(word.text) for word in read.words]
    at = 0
    while at < len(read.words):
        at = _window(reader, read, sizes, at)
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        while len(spans) <= piece.paragraph:
            spans.append((piece.start, piece.end))
        spans[piece.paragraph] = (min(spans[piece.paragraph][0], piece.start), piece.end)
    return Parse(tuple(read.sentences), tuple(spans), tuple(_acts(read)))


def _window(reader: Reader, read: _Read, sizes: list[int], at: int) -> int:
    """Read one window from word `at` on, with the sentence before as context; returns the word to go on with."""
    encoder, opens = reader.encoder, read.opens
    begin = _context(read, sizes, at)
    end, used = at, sum(sizes[begin:at]) + sum(i in opens for i in range(begin + 1, at)) + 2
    while end < len(read.words) and used + sizes[end] + (begin < end and end in opens) <= WINDOW:
        if end in opens and end > at and used > FULL * WINDOW and not _fits(read, sizes, end, WINDOW - used):
            break
        used += sizes[end] + (begin < end and end in opens)
        end += 1
    whole = end == len(read.words) or end in opens
    forced = {i - begin for i in range(begin, end) if i in opens}
    scores = encoder.score([w.text for w in read.words[begin:end]], forced)
    likely = [i - begin for i in range(max(at, 1), end) if _follows_end(read.words, i)]
    starts = [s + begin for s in sentence_starts(scores, {0, at - begin, *forced}, likely) if s + begin >= at]
    done = end if whole or len(starts) == 1 else starts[-1]
    bounds = [*(s for s in starts if s < done), done]
    said = tags(scores, encoder.labels)
    for first, last in pairwise(bounds):
        heads, deps = tree(scores, encoder.labels, first - begin, last - begin)
        _add(read, reader, first, last, begin, heads, deps, said)
    read.found += [(begin, one) for one in acts(scores, encoder.labels, at - begin, done - begin)]
    return done


def _follows_end(words: list[_Word], i: int) -> bool:
    """Whether a word that is no small one stands, behind a blank, after a stop or after what closes behind a stop."""
    before = words[i - 1]
    if not before.space or words[i].text[0].islower():
        return False
    last = words[i - 2] if before.text in _CLOSING and i > 1 else before
    return last.text in _STOPS


def _context(read: _Read, sizes: list[int], at: int) -> int:
    """Where the sentence before word `at` begins, if it is short enough to be read again."""
    if not read.sentences:
        return at
    begin = at - len(read.sentences[-1].tokens)
    return begin if sum(sizes[begin:at]) <= CONTEXT else at


def _fits(read: _Read, sizes: list[int], start: int, room: int) -> bool:
    """Whether the whole piece that begins at word `start` takes no more than `room`."""
    piece, used = read.words[start].piece, 1
    while start < len(read.words) and read.words[start].piece == piece:
        used += sizes[start]
        if used > room:
            return False
        start += 1
    return True


def _add(read: _Read, reader: Reader, first: int, last: int, begin: int, heads: list[int], deps: list[str], said: Tags) -> None:
    labels = reader.encoder.labels
    tokens: list[Token] = []
    before = "O"
    shouted = not any(word.text.islower() for word in read.words[first:last])
    for i in range(first, last):
        word, k = read.words[i], i - begin
        pos, name = labels.pos[said.pos[k]], labels.names[said.names[k]]
        if pos == "PRON" and not shouted and len(word.text) > 1 and word.text.isupper():
            pos = "PROPN"  # the WHO
        lemma = reader.lemmas.lemma(word.text, pos, labels.scripts[said.scripts[k]])
        begins = name[:1] == "B" or (name[:1] == "I" and (before == "O" or before[2:] != name[2:]))
        before = name
        tokens.append(
            Token(
                i - first, word.start, word.end, word.text, lemma, pos, labels.features[said.features[k]], heads[i - first], deps[i - first],
                "" if name == "O" else name[2:], begins, word.space,
            )
        )  # fmt: skip
        read.places[i] = (len(read.sentences), i - first)
    piece = read.pieces[read.words[first].piece]
    read.sentences.append(make_sentence(tokens, index=len(read.sentences), paragraph=piece.paragraph, kind=piece.kind))


def _acts(read: _Read) -> Iterator[Act]:
    for begin, one in read.found:
        shifted = replace(one, word=one.word + begin, roles=tuple(replace(r, word=r.word + begin) for r in one.roles))
        yield placed(shifted, read.places)


def _words(article: str, piece: Piece, number: int, rules: WordRules) -> Iterator[_Word]:
    """The words of a piece as they are read, at the offsets where they are printed."""
    text, origin = flattened(article[piece.start : piece.end])
    spans = words(text, rules)
    for (start, end), following in zip(spans, [*spans[1:], (len(text) + 1, 0)], strict=False):
        first, last = (start, end) if origin is None else (origin[start], origin[end - 1] + 1)
        yield _Word(text[start:end], piece.start + first, piece.start + last, number, following[0] > end)
