"""Hand-checked parses for tests, one a line in `trees.txt`, looked up by their text; and actors that are names of states.

A line holds a sentence, an item a token: `word/lemma/pos/head/relation/features`; an empty lemma is the word in lower case, heads
count from 0, a root is its own head.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.clauses.ud import conjuncts
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Parse, Sentence, Token, make_sentence

FILE = Path(__file__).with_name("trees.txt")
CLOSE = {".", ",", "'s", "’s", "n't", ":", ";", "?", "!", "”"}
STATES = {
    "China": "CHN", "Chinese": "CHN", "Russia": "RUS", "Russian": "RUS", "Iran": "IRN", "Iraq": "IRQ", "Israel": "ISR", "Israeli": "ISR",
    "Syria": "SYR", "Japan": "JPN", "Egypt": "EGY", "America": "USA", "Washington": "USA", "Haiti": "HTI", "Ukraine": "UKR", "France": "FRA",
    "Kenya": "KEN", "Turkey": "TUR", "Kuwait": "KWT", "Sudan": "SDN", "Ecuador": "ECU", "Peru": "PER", "Spain": "ESP", "Vietnam": "VNM",
    "Chad": "TCD",
}  # fmt: skip
#: Nouns that name an actor without a state, as coreference gives them: kept, but with no code.
GROUPS = {"rebels", "civilians", "soldiers"}
#: Persons without an office, of whom nothing is known.
PRIVATE = {"clerics"}


def tree(line: str, *, start: int = 0, index: int = 0) -> Sentence:
    """The sentence of one line of tokens."""
    tokens: list[Token] = []
    items = line.split()
    at = start
    for i, item in enumerate(items):
        word, lemma, pos, head, dep, feats = [*item.split("/"), ""][:6]
        space = i + 1 < len(items) and items[i + 1].split("/")[0] not in CLOSE
        ent = "LOC" if pos == "PROPN" and word in STATES else ""
        tokens.append(Token(i, at, at + len(word), word, lemma or word.lower(), pos, feats, int(head), dep, ent, bool(ent), space))
        at += len(word) + space
    return make_sentence(tokens, index=index)


def text_of(sentence: Sentence) -> str:
    """The characters of a sentence that starts at 0."""
    return "".join(t.text + " " * t.space for t in sentence.tokens).strip()


@cache
def known() -> dict[str, Sentence]:
    found = [tree(line) for line in FILE.read_text(encoding="utf8").splitlines() if line.strip()]
    return {text_of(s): s for s in found}


def parsed(text: str) -> Sentence:
    """The hand-checked parse of a text in `trees.txt`."""
    return known()[text]


def word(sentence: Sentence, text: str) -> int:
    """The index of the first token printed like that."""
    return next(t.i for t in sentence.tokens if t.text == text)


def as_parse(sentence: Sentence) -> Parse:
    return Parse((sentence,), ((sentence.start, sentence.end),))


@dataclass(frozen=True)
class NamedActors:
    """Names of states (and their adjectives) are actors with a code, a few plain nouns actors without one; nothing else is."""

    sentence: Sentence

    def actors_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        printed = self.sentence.tokens[token].text
        if code := STATES.get(printed):
            return (ActorRef(code, code, printed, code, "GOV", "state", "name"),)
        if printed.lower() in PRIVATE:
            return (ActorRef(None, printed.lower(), printed, None, "REL", "person", "title"),)
        return (ActorRef(None, printed.lower(), printed, kind="group"),) if printed.lower() in GROUPS else ()

    def owners_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        below = [self.sentence.tokens[j] for j in self.sentence.children[token]]
        owners = [k for t in below if t.dep in {"nmod:poss", "amod", "compound"} for k in conjuncts(self.sentence, t.i)]
        return tuple(ref for k in owners for ref in self.actors_of(sentence, k))
