"""First person inside a quotation: "we", "us" and "our" are whoever speaks."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.mentions import Mentions
from dragoman.actors.model import Mention
from dragoman.clauses.attribution import Said
from dragoman.clauses.spans import Spans
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Parse, Token

_FIRST_PERSON = wordset(CLAUSES, "first_person")


class SpokenActors:
    """The mentions of an article with first-person pronouns resolved to the speaker of the direct quotation they stand in."""

    def __init__(self, mentions: Mentions, parse: Parse, said: Sequence[Said]) -> None:
        """`said` as found by `coding.statements`."""
        self._mentions = mentions
        self._parse = parse
        self._direct = Spans((s for s in said if s.quote != "indirect" and s.speaker is not None), lambda s: (s.start, s.end))
        # events, flows and relations ask for the same tokens; what they stand for no longer changes
        self._actors: dict[tuple[int, int], tuple[ActorRef, ...]] = {}
        self._owners: dict[tuple[int, int], tuple[ActorRef, ...]] = {}

    @property
    def scene(self) -> str | None:
        """See `Mentions.scene`."""
        return self._mentions.scene

    def at(self, sentence: int, token: int) -> Mention | None:
        """See `Mentions.at`."""
        return self._mentions.at(sentence, token)

    def actor(self, mention: Mention) -> ActorRef:
        """See `Mentions.actor`."""
        return self._mentions.actor(mention)

    def served(self, mention: Mention) -> ActorRef | None:
        """See `Mentions.served`."""
        return self._mentions.served(mention)

    def state(self, country: str, text: str) -> ActorRef:
        """See `Mentions.state`."""
        return self._mentions.state(country, text)

    def actors_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors named at a token; the speaker for a first-person pronoun."""
        found = self._actors.get((sentence, token))
        if found is None:
            word = self._parse.sentences[sentence].tokens[token]
            found = self._speaker(word) if _is_first_person(word) else self._mentions.actors_of(sentence, token)
            self._actors[sentence, token] = found
        return found

    def owners_of(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        """The actors that own it; the speaker for "our"."""
        known = self._owners.get((sentence, token))
        if known is None:
            known = self._owners[sentence, token] = self._find_owners(sentence, token)
        return known

    def _find_owners(self, sentence: int, token: int) -> tuple[ActorRef, ...]:
        found = self._mentions.owners_of(sentence, token)
        if found:
            return found
        tokens = self._parse.sentences[sentence].tokens
        for child in self._parse.sentences[sentence].children[token]:
            if tokens[child].dep == "nmod:poss" and _is_first_person(tokens[child]):
                return self._speaker(tokens[child])
        return ()

    def _speaker(self, word: Token) -> tuple[ActorRef, ...]:
        for one in sorted(self._direct.over(word.start, word.end), key=lambda s: s.end - s.start):
            if one.start <= word.start < one.end and one.speaker is not None:
                return (
                    ActorRef(one.speaker.id, one.speaker.name, word.text, one.speaker.country, one.speaker.sector, one.speaker.kind, "coreference"),
                )
        return ()


def _is_first_person(word: Token) -> bool:
    """ "us", but not "the US"."""
    return word.text != "US" and word.text.lower() in _FIRST_PERSON
