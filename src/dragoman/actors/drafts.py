"""Mentions in the making: what one sentence alone says of each noun phrase that may stand for an actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.actors.lexicon import Word
from dragoman.actors.model import Gender, MentionKind, Number
from dragoman.actors.registry import Form
from dragoman.actors.spans import NameSpan
from dragoman.actors.wordsets import wordset
from dragoman.parsing.tree import Sentence

Label = Literal["person", "organisation", "group", "state", "place", "region", "outlet", "document", "igo", "collective", "unknown"]

PLACES = frozenset({"state", "place", "region"})
PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
FORMER_WORDS = wordset("former")
OWNER_DEPS = ("nmod:poss", "det:poss")
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(slots=True)
class Draft:
    """One noun phrase. `mods` are the names before its head, `owner`, `of` and `located` tokens of the phrases it hangs on."""

    sentence: int
    head: int
    first: int
    last: int
    kind: MentionKind
    label: Label
    name: str = ""
    core: str = ""
    """The common nouns of its head as printed, in lower case (`security officials`)."""
    span: NameSpan | None = None
    forms: tuple[Form, ...] = ()
    words: tuple[Word, ...] = ()
    premodifiers: frozenset[str] = frozenset()
    mods: list[Draft] = field(default_factory=list)
    owner: int | None = None
    of: list[int] = field(default_factory=list)
    located: list[int] = field(default_factory=list)
    apposed: list[Draft] = field(default_factory=list)
    definite: bool = False
    distant: bool = False
    """Whether `that` points away from what was spoken of last (`the districts of that country`)."""
    indefinite: bool = False
    number: Number = ""
    gender: Gender = ""
    person: int = 3
    former: bool = False
    free: bool = True
    """Whether the name stands by itself, not inside a hyphenated one."""
    joined: list[Draft] = field(default_factory=list)
    entity: int = -1

    @property
    def sector(self) -> str | None:
        """Return the sector of its words: the head noun's, unless a modifier names a more telling one (`rebel leaders`)."""
        return sector_of(self.words)


@dataclass(slots=True)
class Scene:
    """The drafts of one sentence and which draft covers which token."""

    sentence: Sentence
    drafts: list[Draft]
    cover: dict[int, Draft]

    def add(self, draft: Draft) -> None:
        """Keep a draft; tokens that a narrower draft covers stay that one's."""
        self.drafts.append(draft)
        for i in range(draft.first, draft.last + 1):
            self.cover.setdefault(i, draft)


WEAK_SECTORS = frozenset({"GOV", "CIV", None})


def sector_of(words: Sequence[Word]) -> str | None:
    """Return the sector of a chain of words, the last of which is the head."""
    offices = [word for word in words if word.sort != "address"] or words
    if not offices:
        return None
    head = offices[-1].sector
    if head not in WEAK_SECTORS:
        return head
    telling = next((word.sector for word in reversed(offices[:-1]) if word.sector not in WEAK_SECTORS), None)
    return telling or head


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of the range that hangs outside of it; where a broken parse gives several, the last noun of them."""
    outside = [i for i in range(first, last + 1) if not first <= sentence.tokens[i].head <= last or sentence.tokens[i].head == i]
    nominal = [i for i in outside if sentence.tokens[i].pos in {"NOUN", "PROPN", "PRON"}]
    return (nominal or outside or [last])[-1]


def case_of(sentence: Sentence, i: int) -> str:
    """Return the preposition of a noun phrase, in lower case, or the possessive mark, or the empty string."""
    for child in sentence.children[i]:
        if sentence.tokens[child].dep == "case":
            return sentence.tokens[child].text.lower()
    return ""


def relation(sentence: Sentence, i: int) -> str:
    """Return a token's relation without its subtype."""
    return sentence.tokens[i].dep.split(":")[0]


def is_modifier(sentence: Sentence, i: int) -> bool:
    """Whether a token modifies the noun after it."""
    token = sentence.tokens[i]
    return token.head > i and token.dep.split(":")[0] in {"amod", "compound", "nmod", "flat", "nummod", "advmod", "det", "case", "appos"}


def is_subject(sentence: Sentence, i: int) -> bool:
    """Whether a token is the subject of its clause."""
    return sentence.tokens[i].dep.startswith("nsubj")


def leads(sentence: Sentence, i: int) -> bool:
    """Whether a token is the subject of the main clause, or its apposition."""
    if sentence.tokens[i].dep == "appos":
        i = sentence.tokens[i].head
    verb = sentence.tokens[i].head
    return is_subject(sentence, i) and sentence.tokens[verb].head == verb


def is_object(sentence: Sentence, i: int) -> bool:
    """Whether a token is the object of its clause."""
    return sentence.tokens[i].dep in {"obj", "iobj"}


def is_conjunct(sentence: Sentence, i: int) -> bool:
    """Whether a token is a further member of a coordination."""
    return sentence.tokens[i].dep == "conj"


def antecedent_of_relative(sentence: Sentence, i: int) -> int | None:
    """Return the noun that a relative pronoun takes up: the head of its relative clause."""
    token = sentence.tokens[i]
    if token.text.lower() not in RELATIVES or "PronType=Rel" not in token.feats:
        return None
    for above in sentence.ancestors(i):
        if sentence.tokens[above].dep.endswith("relcl"):
            return sentence.tokens[above].head
    return None


def clause_subject(sentence: Sentence, i: int) -> int | None:
    """Return the subject of the clause in which token `i` is object or complement; of a clause without one, its matrix clause's."""
    token = sentence.tokens[i]
    if token.dep.split(":")[0] not in {"obj", "iobj", "obl"} or token.text.lower().endswith(("self", "selves")):
        return None
    verb = token.head
    for _ in range(3):
        subject = next((child for child in sentence.children[verb] if is_subject(sentence, child)), None)
        if subject is not None:
            return subject
        if sentence.tokens[verb].dep.split(":")[0] not in {"advcl", "acl", "xcomp", "conj", "parataxis"}:
            return None
        verb = sentence.tokens[verb].head
    return None


def attaches_right(sentence: Sentence, i: int, last: int) -> bool:
    """Whether token `i` hangs on something between itself and `last`."""
    return i < sentence.tokens[i].head <= last


PREPOSITIONS_OF = wordset("preposition_of")
PREPOSITIONS_IN = wordset("preposition_in")


def complements(sentence: Sentence, first: int, last: int, linear: Sequence[str] = ("of", "from")) -> tuple[list[int], list[int]]:
    """Return the nouns that a phrase takes with `of`, `from` or `for`, and those with `in` and the like."""
    tokens = sentence.tokens
    of: list[int] = []
    located: list[int] = []
    for i in range(first, last + 1):
        for child in sentence.children[i]:
            if child > last and tokens[child].dep.split(":")[0] in {"nmod", "obl"}:
                case = case_of(sentence, child)
                if case in PREPOSITIONS_OF:
                    of.append(child)
                elif case in PREPOSITIONS_IN:
                    located.append(child)
    if not of and last + 2 < len(tokens) and tokens[last + 1].text.lower() in linear:
        nominal = next((j for j in range(last + 2, min(last + 6, len(tokens))) if tokens[j].pos in {"PROPN", "NOUN"}), None)
        # A parse may hang the phrase elsewhere; directly after the noun it is still its own.
        if nominal is not None and all(tokens[j].pos in {"DET", "ADJ", "NUM"} for j in range(last + 2, nominal)):
            of.append(nominal)
    return of, located


class Pronoun(NamedTuple):
    """A pronoun's plain form (`he` for `his`), person, number and gender."""

    form: str
    person: int
    number: Number
    gender: Gender = ""


PRONOUNS: Mapping[str, Pronoun] = {
    word: pronoun
    for pronoun, words in (
        (Pronoun("he", 3, "sg", "m"), "he him his himself"),
        (Pronoun("she", 3, "sg", "f"), "she her hers herself"),
        (Pronoun("it", 3, "sg", "n"), "it its itself"),
        (Pronoun("they", 3, "pl"), "they them their theirs themselves"),
        (Pronoun("i", 1, "sg"), "i me my mine myself"),
        (Pronoun("we", 1, "pl"), "we us our ours ourselves"),
        (Pronoun("you", 2, ""), "you your yours yourself yourselves"),
        (Pronoun("who", 3, ""), " ".join(RELATIVES)),
    )
    for word in words.split()
}


def pronoun_drafts(sentence: Sentence) -> list[Draft]:
    """Return a draft for each personal, possessive and relative pronoun."""
    found = []
    for token in sentence.tokens:
        pronoun = PRONOUNS.get(token.text.lower())
        if pronoun is None or token.pos not in {"PRON", "DET"}:
            continue
        if pronoun.form == "who" and antecedent_of_relative(sentence, token.i) is None:
            continue
        _, person, number, gender = pronoun
        found.append(Draft(sentence.index, token.i, token.i, token.i, "pronoun", "unknown", person=person, number=number, gender=gender))
    return found
