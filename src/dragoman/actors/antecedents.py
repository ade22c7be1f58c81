"""What speaks for and against a phrase's taking up an earlier one: candidates that do not contradict it, and the features of each pair.

A feature is a short string; `knowledge/coreference/links.csv` gives each a weight. The first part of every feature is the sort of the phrase
that refers (`he`, `def`, `name` …), for what speaks for a pronoun's antecedent says little of a name's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dragoman.actors.phrases import Phrase
from dragoman.parsing.tree import Sentence

REACH = 6
"""How many sentences back a third-person pronoun looks."""
SPEAKERS = frozenset({"i", "we", "you"})
THIRD = frozenset({"he", "she", "it", "they"})
NEAR_ENTITIES = 12
BUCKETS = (0, 1, 2, 3, 5, 8, 13, 30)


def bucket(n: int) -> str:
    """Return a rough size: the greatest of a few bounds that is not above it."""
    return str(max((bound for bound in BUCKETS if bound <= n), default=0))


def sort_of(phrase: Phrase) -> str:
    """Return the sort of a phrase that refers."""
    if phrase.form in {"noun", "group"}:
        return phrase.article + ("s" if phrase.number == "pl" else "")
    return phrase.form


class Antecedents:
    """The candidates and features of one article's phrases. `trees` are its sentences by index.

    `candidates` must be asked for in order of the text, for it notes each phrase for later ones.
    """

    def __init__(self, phrases: Sequence[Phrase], trees: Mapping[int, Sentence], text: str) -> None:
        self._phrases, self._trees = phrases, trees
        self._by_lemma: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_entity: dict[int, list[int]] = defaultdict(list)
        self._by_form: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        self._in_sentence: dict[int, list[int]] = defaultdict(list)
        self._asks = {index: text[tree.end - 1 : tree.end] == "?" for index, tree in trees.items()}
        for phrase in phrases:
            self._in_sentence[phrase.sentence].append(phrase.order)

    def candidates(self, phrase: Phrase) -> list[Phrase]:
        """Return the earlier phrases that it may take up, the nearest first, and note it for later ones."""
        found: dict[int, None] = {}
        if phrase.form in THIRD:
            for back in range(REACH + 1):
                for order in reversed(self._in_sentence.get(phrase.sentence - back, ())):
                    if order < phrase.order:
                        found[order] = None
        elif phrase.form in SPEAKERS:
            for form in SPEAKERS:
                found.update(dict.fromkeys(self._by_form[form][-3:]))
            for back in range(3):
                found.update((order, None) for order in self._in_sentence.get(phrase.sentence - back, ()) if self._speaks(order, phrase))
        else:
            for index in (self._by_lemma[phrase.lemma], self._by_entity[phrase.entity] if phrase.entity >= 0 else []):
                found.update(dict.fromkeys(index[-NEAR_ENTITIES:]))
            for word in phrase.words:
                found.update(dict.fromkeys(self._by_word[word][-NEAR_ENTITIES:]))
                found.update(dict.fromkeys(self._by_initials[word][-2:]))
            reach = 3 if phrase.form == "noun" and phrase.article in {"def", "dem", "poss"} else 1
            for back in range(reach):
                found.update((order, None) for order in self._in_sentence.get(phrase.sentence - back, ()) if self._related(order, phrase))
        self._note(phrase)
        listed = (self._phrases[order] for order in sorted(found, reverse=True))
        # Only who speaks may be named after the words: "I will go," Smith said.
        allowed = (other for other in listed if other.order < phrase.order or other.quote < 0 <= phrase.quote)
        return [other for other in allowed if other is not phrase and self.agree(phrase, other)]

    def _note(self, phrase: Phrase) -> None:
        if phrase.is_pronoun:
            self._by_form[phrase.form].append(phrase.order)
            return
        if phrase.form != "group":
            self._by_lemma[phrase.lemma].append(phrase.order)
        if phrase.entity >= 0:
            self._by_entity[phrase.entity].append(phrase.order)
        for word in phrase.words:
            self._by_word[word].append(phrase.order)
        if len(phrase.words) > 1:
            self._by_initials["".join(word[0] for word in phrase.words)].append(phrase.order)

    def _speaks(self, order: int, phrase: Phrase) -> bool:
        other = self._phrases[order]
        return (not other.is_pronoun and other.kind == "person") or (other.form in {"he", "she", "they"} and other.quote != phrase.quote)

    def _related(self, order: int, phrase: Phrase) -> bool:
        other = self._phrases[order]
        if other.order >= phrase.order:
            return False
        if other.sentence == phrase.sentence:
            return bool(self._tie(phrase, other)) or (not other.is_pronoun and phrase.article in {"def", "dem"} and phrase.form == "noun")
        return not other.is_pronoun and other.kind == phrase.kind != ""

    def agree(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether neither number, gender nor kind forbids that the two are one."""
        if phrase.gender in {"m", "f"} and other.gender in {"m", "f"} and phrase.gender != other.gender:
            return False
        if phrase.form == other.form and phrase.is_pronoun:
            return True
        if phrase.form in {"he", "she"}:
            if other.number == "pl" or other.kind in {"place", "organisation"} or other.form in {"it", "they", "here", "there"}:
                return False
            return other.form not in {"he", "she"} and (other.form not in SPEAKERS or other.quote != phrase.quote)
        if phrase.form == "it":
            return other.number != "pl" and other.kind != "person" and other.form not in {"he", "she", "they", *SPEAKERS}
        if phrase.form == "they":
            return other.form not in {"he", "she", "it", *SPEAKERS, "here", "there"} and not (
                other.number == "sg" and other.form == "name" and other.kind == "person"
            )
        if phrase.form in SPEAKERS:
            if other.form in SPEAKERS:
                return (phrase.form == "we") == (other.form == "we") or "we" not in {phrase.form, other.form}
            return phrase.form != "i" or other.number != "pl"
        if phrase.kind and other.kind and phrase.kind != other.kind and "person" in {phrase.kind, other.kind}:
            return False
        if phrase.number and other.number and phrase.number != other.number and phrase.form != "name" and other.form != "name":
            return "group" in {phrase.form, other.form} and phrase.number == "pl"
        if other.is_pronoun:
            return bool(self._tie(phrase, other))
        return True

    def _tie(self, phrase: Phrase, other: Phrase) -> str:
        """Return the syntactic tie by which one sentence makes two phrases one: apposition, or a copula between subject and predicate."""
        if phrase.sentence != other.sentence:
            return ""
        tokens = self._trees[phrase.sentence].tokens
        here, there = tokens[phrase.head], tokens[other.head]
        if here.head == other.head and here.dep == "appos":
            return "appos"
        children = self._trees[phrase.sentence].children[phrase.head]
        if there.head == phrase.head and there.dep == "nsubj" and any(tokens[i].dep == "cop" for i in children):
            return "cop"
        return "pred" if there.dep == "nsubj" and here.dep == "xcomp" and here.head == there.head else ""

    # -- features ---------------------------------------------------------------------------------------------------------------

    def alone(self, phrase: Phrase, candidates: Sequence[Phrase]) -> Iterator[str]:
        """Yield what speaks for the phrase's taking up nothing."""
        sort = sort_of(phrase)
        yield "new"
        yield f"{sort};new"
        yield f"{sort};new;{'some' if candidates else 'none'}"
        yield f"{sort};new;{phrase.kind};{bool(candidates)}"
        yield f"{sort};new;{phrase.function}"
        yield f"{sort};new;quoted {phrase.quote >= 0}"
        if phrase.form == "noun":
            yield f"new;lemma={phrase.lemma}"
            yield f"{sort};new;complement {phrase.complement}"
            yield f"{sort};new;modified {bool(phrase.modifiers)}"
            yield f"{sort};new;said {bool(len(self._by_lemma[phrase.lemma]) > 1)}"
        elif phrase.form == "it":
            tokens = self._trees[phrase.sentence].tokens
            if phrase.verb >= 0:
                yield f"it;new;verb={tokens[phrase.verb].lemma.lower()}"
            yield f"it;new;{phrase.function};{phrase.possessive}"

    def pair(self, phrase: Phrase, other: Phrase, rank: int) -> Iterator[str]:
        """Yield what speaks for or against the other's being the antecedent. `rank` counts the candidates nearer than it."""
        sort, far = sort_of(phrase), sort_of(other)
        apart = phrase.sentence - other.sentence
        distance = bucket(apart)
        yield f"{sort};{far}"
        yield f"{sort};apart {distance}"
        yield f"{sort};rank {bucket(rank)}"
        yield f"{sort};{other.form};apart {distance}"
        yield f"{sort};kind={other.kind};{phrase.kind}"
        yield f"{sort};number={phrase.number}{other.number}"
        yield f"{sort};gender={phrase.gender}{other.gender}"
        yield f"{sort};{phrase.function};{other.function}"
        yield f"{sort};{other.function};apart {bucket(min(apart, 2))}"
        quoted = phrase.quote >= 0, other.quote >= 0
        quotes = "none" if not any(quoted) else "same" if phrase.quote == other.quote else f"{quoted[0]}{quoted[1]}"
        yield f"{sort};{other.form};quotes {quotes}"
        if apart == 0:
            yield from self._within(phrase, other, sort)
        if phrase.form in SPEAKERS:
            yield from self._speech(phrase, other, quotes)
        elif phrase.form in THIRD:
            yield f"{sort};paragraph {min(phrase.paragraph - other.paragraph, 2)}"
            if other.form == "noun":
                yield f"{sort};lemma={other.lemma}"
            count = len(self._by_entity[other.entity]) if other.entity >= 0 else len(self._by_lemma[other.lemma]) if other.form == "noun" else 0
            yield f"{sort};{other.form};said {bucket(count)}"
            yield f"{sort};{other.kind};rank {bucket(rank)}"
        else:
            yield from self._words(phrase, other, sort, far)

    def _within(self, phrase: Phrase, other: Phrase, sort: str) -> Iterator[str]:
        tokens = self._trees[phrase.sentence].tokens
        if phrase.verb == other.verb:
            yield f"{sort};clause;{phrase.function};{other.function};{tokens[phrase.head].text.lower().endswith(('self', 'selves'))}"
        elif phrase.verb >= 0 and verb_above(self._trees[phrase.sentence], phrase.verb) == other.verb:
            yield f"{sort};above;{phrase.function};{other.function}"
        if tokens[phrase.head].head == other.head or tokens[other.head].head == phrase.head:
            yield f"{sort};joined;{tokens[phrase.head].dep if tokens[phrase.head].head == other.head else tokens[other.head].dep}"
        if tie := self._tie(phrase, other):
            yield f"{sort};tie {tie}"
            yield f"tie {tie};{phrase.form};{other.form}"
        if other.order > phrase.order:
            yield f"{sort};{other.form};later"

    def _speech(self, phrase: Phrase, other: Phrase, quotes: str) -> Iterator[str]:
        sort, far = phrase.form, other.form
        asks = f"{self._asks[other.sentence]}{self._asks[phrase.sentence]}"
        asked = sum(self._asks.get(index, False) for index in range(other.sentence, phrase.sentence))
        turn = min(phrase.paragraph - other.paragraph, 2)
        yield f"{sort};{far};asks {asks};{min(asked, 2)}"
        yield f"{sort};{far};turn {turn};asks {asks}"
        yield f"{sort};{far};turn {turn};asked {min(asked, 2)};{quotes}"
        if not other.is_pronoun or other.form in THIRD:
            tokens = self._trees[other.sentence].tokens
            verb = tokens[other.verb].lemma.lower() if other.verb >= 0 else ""
            yield f"{sort};verb={verb};{other.function};{quotes}"
            yield f"{sort};{tokens[other.head].dep};{quotes};{min(phrase.sentence - other.sentence, 2)}"

    def _words(self, phrase: Phrase, other: Phrase, sort: str, far: str) -> Iterator[str]:
        if phrase.entity >= 0 and other.entity >= 0:
            yield f"{sort};{far};entity {phrase.entity == other.entity}"
        else:
            yield f"{sort};{far};entity unknown"
        same = phrase.lemma == other.lemma
        yield f"{sort};{far};head {same}"
        yield f"{sort};{far};{other.kind};head {same}"
        if phrase.words and other.words:
            yield f"{sort};name {compare(phrase.words, other.words)}"
            yield f"name {compare(phrase.words, other.words)};{phrase.kind};{other.kind}"
        elif same:
            more, less = bool(phrase.modifiers - other.modifiers), bool(other.modifiers - phrase.modifiers)
            yield f"{sort};{far};modifiers {more}{less}{bool(phrase.modifiers & other.modifiers)}"
            yield f"head;{sort};{far};modifiers {more}{less};complement {phrase.complement}{other.complement}"
            yield f"{sort};same;{phrase.kind}"
        else:
            yield f"{sort};{far};differs;{phrase.kind};{bucket(phrase.sentence - other.sentence)}"


def verb_above(tree: Sentence, verb: int) -> int:
    """Return the head of a clause's predicate, -1 of a root."""
    return tree.tokens[verb].head if tree.tokens[verb].head != verb else -1


def compare(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return how two names' words compare: same, the last of the one, the first, a part, some shared, their initials, none."""
    if one == other:
        return "same"
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return "tail"
    if long[: len(short)] == short:
        return "front"
    if set(short) <= set(long):
        return "part"
    if len(short) == 1 and len(long) > 1 and short[0].replace(".", "") == "".join(word[0] for word in long):
        return "initials"
    return "some" if set(short) & set(long) else "none"
