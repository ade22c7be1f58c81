"""Hand-checked parses for the tests of flows and relations: in `flows_trees.txt` each text with, below it, a token an item.

An item is `word/lemma/pos/head/relation/features`; an empty lemma is the word in lower case, heads count from 0, a root is its own head.
"""

from pathlib import Path

from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence, Token, make_sentence
from trees import STATES, NamedActors

_LINES = Path(__file__).with_name("flows_trees.txt").read_text(encoding="utf8").splitlines()
TREES = dict(zip(_LINES[::2], _LINES[1::2], strict=True))


def parsed(text: str, *, start: int = 0, index: int = 0) -> Sentence:
    """The parse of a text of the file, as the sentence that begins at `start`."""
    tokens, at = [], 0
    for i, item in enumerate(TREES[text].split()):
        word, lemma, pos, head, dep, feats = [*item.split("/"), ""][:6]
        first = text.index(word, at)
        at = first + len(word)
        ent = "LOC" if word in STATES and pos == "PROPN" else ""
        space = text[at : at + 1] == " "
        tokens.append(Token(i, start + first, start + at, word, lemma or word.lower(), pos, feats, int(head), dep, ent, bool(ent), space))
    return make_sentence(tokens, index=index)


class Spoken:
    """The states of hand-built sentences."""

    def __init__(self, sentences):
        self.sentences = sentences

    def actors_of(self, sentence, token):
        return NamedActors(self.sentences[sentence]).actors_of(sentence, token)

    def owners_of(self, sentence, token):
        return ()

    def at(self, sentence, token):
        return None

    def state(self, country, text):
        return ActorRef(country, country, text, country, "GOV", "state", "default")
