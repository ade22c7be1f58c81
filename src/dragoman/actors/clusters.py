"""Entities in the making: what the article as a whole says of each actor, and how present it is at a point of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.actors.drafts import Draft, Label
from dragoman.actors.folding import fold
from dragoman.actors.lexicon import Word
from dragoman.actors.model import Gender, Number
from dragoman.actors.wordsets import wordset

DECAY = 0.6
FAMILY_NAME_FIRST = wordset("family_name_first")


@dataclass(slots=True)
class Cluster:
    """One entity. `index` is its place in the article's list; `label` becomes the entity's kind."""

    index: int
    label: Label
    id: str | None = None
    name: str = ""
    country: str | None = None
    sector: str | None = None
    gender: Gender = ""
    number: Number = ""
    former: bool = False
    words: list[Word] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    core: str = ""
    called: tuple[str, ...] = ()
    """For a body of the registry: the nouns by which it can be meant again (`bloc`; of the EU also `commission`)."""
    members: tuple[int, ...] = ()
    body: int | None = None
    """The organisation whose official, ministry or force it is, where that is no state (`UN official`)."""
    first_seen: int = -1
    last_sentence: int = -1
    last_order: int = -1
    salience: float = 0.0
    quoted: float = 0.0
    """Presence in quoted words, which counts for pronouns in quoted words only."""
    subject_in: int = -1
    object_in: int = -1
    """The last sentence in which something is done or given to it."""
    lead_in: int = -1
    """The last sentence of whose main clause it is the subject."""

    def weight(self, sentence: int) -> float:
        """Return how present the entity is in a sentence."""
        return self.salience * DECAY ** max(sentence - self.last_sentence, 0)

    def quoted_weight(self, sentence: int) -> float:
        """Return how present the entity is in the quoted words around a sentence."""
        return self.quoted * DECAY ** max(sentence - self.last_sentence, 0)

    def touch(self, sentence: int, order: int, weight: float, quoted: float = 0.0) -> None:
        """Note a mention."""
        self.salience, self.quoted = self.weight(sentence) + weight, self.quoted_weight(sentence) + quoted
        self.last_sentence, self.last_order = sentence, order
        if self.first_seen < 0:
            self.first_seen = order

    def describe(self, draft: Draft) -> None:
        """Take over what a mention says: titles, gender, number."""
        self.words.extend(word for word in draft.words if word not in self.words)
        self.gender = self.gender or draft.gender
        self.number = self.number or draft.number
        self.former = self.former or draft.former
        self.core = self.core or draft.core


@lru_cache(maxsize=8192)
def name_words(name: str) -> tuple[str, ...]:
    """Return a name's words without diacritics, case, brackets and possessive marks."""
    cleaned = "".join(char if char.isalnum() or char in "-.'&" else " " for char in fold(name))
    return tuple(word for raw in cleaned.split() if (word := raw.lower().removesuffix("'s").strip(".'")))


def is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a short name is a run of words of the longer one."""
    size = len(short)
    return 0 < size < len(long) and any(long[i : i + size] == short for i in range(len(long) - size + 1))


def is_surname(short: tuple[str, ...], long: tuple[str, ...], country: str | None) -> bool:
    """Whether one word is how the bearer of the full name would be called: the last word, the first in East Asia, or a tail."""
    if not 0 < len(short) < len(long):
        return False
    if long[-len(short) :] == short:
        return True
    return short == long[:1] and (country in FAMILY_NAME_FIRST or country is None)


def initials(name: str) -> str:
    """Return the capitals that could abbreviate a name: `China Development Bank` is `CDB`."""
    return "".join(word[0] for word in fold(name).replace("-", " ").split() if word[:1].isupper())
