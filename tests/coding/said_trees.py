"""Builds parses from compact lines, and actors that are just the words printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse, Sentence, Token, make_sentence

CASES = Path(__file__).with_name("statements_cases.txt")


@dataclass(frozen=True)
class Case:
    name: str
    reason: str
    text: str
    parse: Parse
    expected: tuple[str, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedActors:
    """Every nominal is the actor that its words print; `known` gives names that coreference would have found, by head word."""

    parse: Parse
    known: Mapping[str, str] = field(default_factory=dict)

    def actors_of(self, sentence_index: int, token_index: int) -> tuple[ActorRef, ...]:
        word = self.parse.sentences[sentence_index].tokens[token_index].text
        return (ActorRef(f"known:{self.known[word]}", self.known[word], word),) if word in self.known else ()


def paragraphs_of(text: str) -> tuple[tuple[int, int], ...]:
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append((start, start + len(part)))
        start += len(part) + 2
    return tuple(found)


def build(text: str, lines: list[str]) -> Parse:
    """One line a sentence, one `word/lemma/pos/head/relation/features` a token; `title:` before a line makes it a title."""
    paragraphs, at, sentences = paragraphs_of(text), 0, list[Sentence]()
    for index, line in enumerate(lines):
        kind = "title" if line.startswith("title:") else "text"
        tokens = []
        for i, item in enumerate(line.removeprefix("title:").split()):
            word, lemma, pos, head, dep, feats = [*item.split("/"), ""][:6]
            start = text.index(word, at)
            at = start + len(word)
            tokens.append(Token(i, start, at, word, lemma, pos, feats, int(head), dep, space=text[at : at + 1].isspace()))
        paragraph = next(k for k, (low, high) in enumerate(paragraphs) if low <= tokens[0].start < high)
        sentences.append(make_sentence(tokens, index=index, paragraph=paragraph, kind=kind))
    return Parse(tuple(sentences), paragraphs)


def load_cases(path: Path = CASES) -> list[Case]:
    """Blocks of `# name: reason`, the text (`¶` is a paragraph break), token lines after `|`, expected sayings after `>`."""
    cases = []
    for block in path.read_text(encoding="utf8").split("\n\n"):
        rows = block.strip().split("\n")
        name, _, reason = rows[0].removeprefix("# ").partition(": ")
        text = rows[1].replace(" ¶ ", "\n\n")
        lines = [row[2:] for row in rows if row.startswith("| ")]
        expected = tuple(row[2:] for row in rows if row.startswith("> "))
        cases.append(Case(name, reason, text, build(text, lines), expected, tuple(lines)))
    return cases
