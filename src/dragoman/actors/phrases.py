"""The noun phrases of an article, as coreference sees them: actors and all that a pronoun or a repeated noun could mean beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dragoman.actors.clusters import name_words
from dragoman.actors.drafts import OWNER_DEPS, PRONOUNS, case_of, relation
from dragoman.actors.folding import fold
from dragoman.actors.model import Entity, Mention, Number
from dragoman.knowledge.tables import load_table
from dragoman.parsing.tree import Sentence, Token

ADVERBS = frozenset({"here", "there"})
CLITICS = {"'s": "us", "’s": "us", "'em": "them"}
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each"})
PERSONAL = frozenset({"i", "we", "you", "he", "she"})
FUNCTIONS = {
    "nsubj": "subj",
    "obj": "obj",
    "iobj": "obj",
    "obl": "obl",
    "nmod": "mod",
    "compound": "comp",
    "conj": "conj",
    "appos": "appos",
    "root": "root",
}
KINDS = {"person": "person", "organisation": "organisation", "igo": "organisation", "outlet": "organisation", "state": "place", "place": "place"}
LEAST_TAIL = 4
INSIDE = frozenset({"flat", "goeswith", "fixed"})
ENTS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. `form` is `name`, `noun`, `group` (a coordination) or, of a pronoun, its plain form (`he` for `his`).

    `order` counts the phrases of the article; `head` is the head's token, `first`..`last` the tokens of a name; `start`/`end` are the head's
    code points, of a name those of its last proper noun. `kind` is what it stands for as far as it says so itself (`person`, `organisation`,
    `place` or nothing), `label` the kind of its actor, `article` how it is determined (`def`, `dem`, `indef`, `poss`, `bare`), `function` its
    relation, `verb` the predicate of its clause, `quote` the number of the quotation that it stands in or -1, `words` a name's words, `entity`
    the actor that its mention was given, -1 where it has none.
    """

    order: int
    sentence: int
    head: int
    start: int
    end: int
    form: str
    lemma: str
    number: Number
    gender: str
    kind: str
    article: str
    function: str
    case: str
    verb: int
    quote: int
    paragraph: int
    first: int = -1
    last: int = -1
    words: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    entity: int = -1
    possessive: bool = False
    complement: bool = False
    label: str = ""

    @property
    def is_pronoun(self) -> bool:
        """Whether it only points."""
        return self.form not in {"name", "noun", "group"}


@cache
def nouns(language: str = "en") -> Mapping[str, tuple[str, str]]:
    """Return what common nouns stand for and their gender, by noun: `mother` is (`person`, `f`)."""
    rows = load_table(f"lexicon/{language}/nouns.csv", ("noun", "kind", "gender"))
    return {row.text("noun"): (row.text("kind"), row.optional("gender") or "") for row in rows}


def noun_kind(noun: str) -> tuple[str, str]:
    """Return what a noun stands for and its gender; of a compound that is not listed, what its last part does (`bookstore`)."""
    listed = nouns()
    if noun in listed:
        return listed[noun]
    tail = next((noun[at:] for at in range(2, len(noun) - LEAST_TAIL + 1) if noun[at:] in listed), "")
    return listed.get(tail, ("", ""))


@cache
def given_names(language: str = "en") -> Mapping[str, str]:
    """Return the gender of given names that hardly serve both, by folded name in lower case."""
    rows = load_table(f"lexicon/{language}/given_names.csv", ("name", "gender"))
    return {fold(row.text("name")).lower(): row.text("gender") for row in rows}


class Reading(NamedTuple):
    """What a phrase is read as, before its surroundings are: see `Phrase`."""

    form: str
    lemma: str
    number: Number = ""
    gender: str = ""
    kind: str = ""
    words: tuple[str, ...] = ()
    entity: int = -1
    first: int = -1
    last: int = -1


class PhraseFinder:
    """Finds the phrases of one article's sentences. `cover` gives the mention of a token; used once, then dropped."""

    def __init__(
        self,
        cover: Mapping[tuple[int, int], int],
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
        quotes: Sequence[tuple[int, int]],
    ) -> None:
        self._cover, self._mentions, self._entities = cover, mentions, entities
        self._starts, self._quotes = [start for start, _ in quotes], quotes
        self._found: list[Phrase] = []

    def find(self, sentences: Sequence[Sentence]) -> list[Phrase]:
        """Return the phrases in order of the text; coordinations follow the other phrases of their sentence."""
        for sentence in sentences:
            by_head: dict[int, Phrase] = {}
            for token in sentence.tokens:
                reading = self._read(sentence, token)
                if reading is not None:
                    by_head[token.i] = self._make(sentence, token, reading)
                    self._found.append(by_head[token.i])
            self._add_groups(sentence, by_head)
        return self._found

    def _read(self, sentence: Sentence, token: Token) -> Reading | None:
        word = token.text.lower()
        dep = relation(sentence, token.i)
        pronoun = PRONOUNS.get(CLITICS.get(word, word))
        if pronoun is not None:
            pointing = token.pos in {"PRON", "DET"} and "PronType=Rel" not in token.feats and pronoun.form != "who" and dep != "expl"
            kind = "person" if pronoun.form in PERSONAL else ""
            return Reading(pronoun.form, pronoun.form, pronoun.number, pronoun.gender, kind) if pointing else None
        if word in ADVERBS and token.pos == "ADV" and dep != "expl":
            return Reading(word, word, kind="place")
        if token.pos == "NOUN" and dep not in INSIDE:
            return self._read_noun(sentence, token)
        if token.pos in {"PROPN", "X"} or (token.ent and token.text[:1].isupper() and token.pos in {"ADJ", "VERB"}):
            return self._read_name(sentence, token, dep)
        return None

    def _read_noun(self, sentence: Sentence, token: Token) -> Reading | None:
        mention = self._mention(sentence, token)
        lemma = token.lemma.lower()
        kind, gender = noun_kind(lemma)
        number: Number = "pl" if "Number=Plur" in token.feats else "sg"
        if mention is None or mention.kind in {"pronoun", "document", "adjective"}:
            return Reading("noun", lemma, number, gender, kind)
        dep = relation(sentence, token.i)
        if mention.head != token.i and mention.kind in {"named", "titled"} and dep in {"compound", "nmod"}:
            return None  # the title before a name
        if mention.entity is None or (mention.head != token.i and dep == "compound"):
            return Reading("noun", lemma, number, gender, kind)
        actor = self._entities[mention.entity]
        if mention.kind in {"named", "titled", "place", "outlet"} and actor.aliases:
            printed = " ".join(other.text for other in sentence.tokens[mention.first : mention.last + 1])
            kind = KINDS.get(actor.kind, kind)
            return Reading("name", lemma, mention.number, actor.gender, kind, name_words(printed), mention.entity, mention.first, mention.last)
        kind = KINDS.get(actor.kind, kind) if not kind or actor.kind == "person" else kind
        return Reading("noun", lemma, number, gender or actor.gender, kind, (), mention.entity)

    def _read_name(self, sentence: Sentence, token: Token, dep: str) -> Reading | None:
        tokens = sentence.tokens
        mention = self._mention(sentence, token)
        nested = False
        if mention is not None:
            if mention.kind == "adjective":
                return None
            if mention.head != token.i:
                # "University of the Netherlands", "House managers" hold a name each.
                title = mention.kind == "role" and dep == "compound" and token.pos == "PROPN"
                if not title and not (dep == "nmod" and case_of(sentence, token.i)):
                    return None
                mention, nested = None, True
        inside = dep == "compound" and tokens[token.head].pos == "PROPN" and not nested
        if mention is None and (dep in INSIDE or inside):
            return None
        first, last = (mention.first, mention.last) if mention is not None else extent(sentence, token.i)
        entity = mention.entity if mention is not None and mention.entity is not None else -1
        number: Number = "pl" if "Number=Plur" in token.feats else "sg"
        kind, gender = ENTS.get(token.ent, ""), ""
        if mention is not None and entity >= 0:
            actor = self._entities[entity]
            kind, gender = KINDS.get(actor.kind, kind), str(actor.gender)
            if mention.kind == "role":
                return Reading("noun", token.lemma.lower(), number, gender, kind, (), entity)
            if actor.kind == "group":
                kind, number = "person", mention.number
        words = name_words(" ".join(other.text for other in tokens[first : last + 1]))
        if not gender and kind in {"person", ""}:
            gender = next((given_names()[word] for word in words if word in given_names()), "")
            kind = kind or ("person" if gender else "")
        return Reading("name", token.lemma.lower(), number, gender, kind, words, entity, first, last)

    def _make(self, sentence: Sentence, token: Token, reading: Reading) -> Phrase:
        form, entity = reading.form, reading.entity
        first, last = (reading.first, reading.last) if reading.first >= 0 else (token.i, token.i)
        core = sentence.tokens[last_name(sentence, token.i, last)] if form == "name" else token
        article, modifiers, complement = _surroundings(sentence, token.i)
        possessive = token.dep in OWNER_DEPS
        return Phrase(
            order=len(self._found),
            sentence=sentence.index,
            head=token.i,
            start=core.start,
            end=core.end,
            form=form,
            lemma=reading.lemma,
            number=reading.number,
            gender=reading.gender,
            kind=reading.kind,
            article=article if form in {"noun", "name", "group"} else "bare",
            function="poss" if possessive else FUNCTIONS.get(relation(sentence, token.i), "other"),
            case=case_of(sentence, token.i),
            verb=verb_of(sentence, token.i),
            quote=self._quote(token.start),
            paragraph=sentence.paragraph,
            first=first,
            last=last,
            words=reading.words,
            modifiers=modifiers,
            entity=entity,
            possessive=possessive,
            complement=complement,
            label=self._entities[entity].kind if entity >= 0 else ENTS.get(token.ent, ""),
        )

    def _add_groups(self, sentence: Sentence, by_head: Mapping[int, Phrase]) -> None:
        """Append the sentence's coordinations: `both institutes and their librarians`."""
        for head, phrase in by_head.items():
            others = [child for child in sentence.children[head] if child > head and relation(sentence, child) == "conj" and child in by_head]
            if any(relation(sentence, below) == "cc" for child in others for below in sentence.children[child]):
                self._found.append(self._make(sentence, sentence.tokens[head], Reading("group", phrase.lemma, "pl", kind=phrase.kind)))

    def _mention(self, sentence: Sentence, token: Token) -> Mention | None:
        index = self._cover.get((sentence.index, token.i))
        return self._mentions[index] if index is not None else None

    def _quote(self, start: int) -> int:
        at = bisect_right(self._starts, start) - 1
        return at if at >= 0 and start < self._quotes[at][1] else -1


def _surroundings(sentence: Sentence, head: int) -> tuple[str, frozenset[str], bool]:
    """Return how a noun is determined, the lemmas of its modifiers and whether a complement or clause follows it."""
    article, modifiers, complement = "", set(), False
    for child in sentence.children[head]:
        other = sentence.tokens[child]
        word = other.text.lower()
        if child > head:
            complement = complement or relation(sentence, child) in {"nmod", "acl"}
        elif other.dep in OWNER_DEPS:
            article = article or "poss"
        elif word in DEFINITE and other.pos in {"DET", "PRON"}:
            article = article or ("def" if word == "the" else "dem")
        elif word in INDEFINITE:
            article = article or "indef"
        elif other.pos in {"ADJ", "NOUN", "PROPN", "NUM"} and relation(sentence, child) in {"amod", "compound", "nummod", "nmod"}:
            modifiers.add(other.lemma.lower())
    return article or "bare", frozenset(modifiers), complement


def extent(sentence: Sentence, head: int) -> tuple[int, int]:
    """Return the first and last token of a name that no mention covers."""
    tokens = sentence.tokens
    inside = [child for child in sentence.children[head] if tokens[child].dep in {"flat", "compound"} and tokens[child].pos == "PROPN"]
    return min([head, *inside]), max([head, *inside])


def last_name(sentence: Sentence, head: int, last: int) -> int:
    """Return the last of the proper nouns that stand at and after a name's head, whichever of them the parse makes its head."""
    while sentence.tokens[head].pos == "PROPN" and head < last and sentence.tokens[head + 1].pos == "PROPN":
        head += 1
    return head


def verb_of(sentence: Sentence, i: int) -> int:
    """Return the predicate whose clause a token stands in, -1 where there is none."""
    for above in sentence.ancestors(i):
        if sentence.tokens[above].pos in {"VERB", "AUX"} or relation(sentence, above) in {"root", "advcl", "ccomp", "xcomp", "parataxis"}:
            return above
    return -1
