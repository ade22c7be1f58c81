"""Which class of the event lexicon a predicate belongs to, and what its governing verb makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from dragoman.clauses import ud
from dragoman.clauses.clauses import Argument, Clause
from dragoman.clauses.factuality import factuality
from dragoman.coding.labels import labels_of
from dragoman.coding.needs import meets
from dragoman.coding.patterns import Entry, EventLexicon, Light, Operator, PredicateClass
from dragoman.coding.sides import CURRENCIES, MEASURES, ActorsOf, hanging, of_arguments
from dragoman.parsing.tree import Sentence, Token

T = TypeVar("T", Light, Operator)
_PLACE_KINDS = frozenset({"state", "place", "region", "city", "territory"})
#: Types that say in their own word what becomes of the act they govern: an offer of support is an offer.
OWN_WORDS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
CURRENCY_SIGNS = frozenset({"$", "€", "£", "¥", "US$", "A$", "C$", "R$", "NZ$", "HK$"})
#: `Fit.through` of a verb that says of an act no more than that it was, and the objects that such a verb may have ("took *place*").
HAPPENING = "happening"
HAPPENING_OBJECTS = frozenset({"place"})
#: Auxiliaries that an entry may ask for: "will respond" is a threat.
_MODALS = frozenset({"will", "shall", "would"})
#: `objects` of classes whose words govern a clause.
_GOVERNING = ("clause",)
_GOVERNED_PREPS = frozenset({"to", "for", "of", "on", "against", "from", "with", "in", "at"})


@dataclass(frozen=True, slots=True)
class Match:
    """A predicate's class, and the words of the entry that go with the lemma."""

    of: PredicateClass
    rest: tuple[str, ...] = ()
    named: bool = False
    """Whether the words of the object are the pattern's own ("held a *summit*"): then only what can be named is a partner."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a clause means: `type` and `mode` after all that governs it. `verb` is the light verb or operator, `through` its name.

    `swallowed` is the head of the complement that is part of this event. `undergoes`: the verb's subject is at the receiving end.
    """

    match: Match
    clause: Clause
    type: str
    mode: str | None
    through: str = ""
    verb: Clause | None = None
    swallowed: int | None = None
    undergoes: bool = False


def objects_of(clause: Clause, rest: tuple[str, ...] = ()) -> list[Argument]:
    """The direct and indirect objects, and what stands behind a preposition that belongs to the verb ("hit out *at* Iran")."""
    return clause.of("object") + clause.of("iobject") + [a for a in clause.of("oblique") if a.prep and set(a.prep.split()) <= set(rest)]


def content_head(clause: Clause, head: int) -> int:
    """The noun that a measure is of: "ten days of *games*", "$30m in *aid*", "a series of *attacks*"; else the noun itself."""
    token = clause.sentence.tokens[head]
    numbered = any(t.dep.startswith("nummod") for t in (clause.sentence.tokens[j] for j in clause.sentence.children[head]))
    if numbered or token.lemma.lower() in MEASURES:
        for child in ud.kids(clause.sentence, head, "nmod"):
            case = ud.case_of(clause.sentence, child.i)
            if case == "of" or (case == "in" and _is_money(token)):
                return child.i
    return head


def _is_money(token: Token) -> bool:
    return token.pos == "SYM" or token.text in CURRENCY_SIGNS or token.lemma.lower() in CURRENCIES


def _phrases(sentence: Sentence, i: int, lemma: str) -> Iterator[str]:
    """The noun with each of its modifiers and of-phrases: "peace talk", "act of war"; "joint *" whatever is joint."""
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        if token.dep in {"compound", "amod", "nmod:desc"}:
            yield f"{token.lemma.lower()} {lemma}"
            yield f"{token.lemma.lower()} *"
        elif token.dep == "nmod" and ud.case_of(sentence, j) == "of":
            yield f"{lemma} of {token.lemma.lower()}"


def words_available(clause: Clause) -> frozenset[str]:
    """Particle, prepositions, object nouns and small words that an entry of several words may ask for."""
    tokens = clause.sentence.tokens
    found = {clause.particle} | {word for a in clause.of("oblique") for word in (a.prep, *a.prep.split())}
    found |= {tokens[a.head].lemma.lower() for a in clause.arguments if a.role in {"object", "oblique"}}
    small = {"advmod", "compound:prt", "xcomp", "case", "mark", "obl"}
    found |= {tokens[j].text.lower() for j in clause.sentence.children[clause.head] if tokens[j].dep in small}
    found |= {tokens[j].text.lower() for j in clause.sentence.children[clause.head] if tokens[j].dep == "aux"} & _MODALS
    found |= {ud.mark_of(clause.sentence, j) for j in clause.sentence.children[clause.head] if tokens[j].dep in {"advcl", "ccomp", "xcomp", "acl"}}
    behind = tokens[clause.head + 1] if clause.head + 1 < len(tokens) else None
    if behind is not None and behind.pos == "ADJ" and behind.dep == "amod":
        found.add(behind.text.lower())  # "made *available* 75 million"
    for a in clause.of("object"):
        found |= _beside_object(clause.sentence, a.head)
    found |= {tokens[i].lemma.lower() for i in (*clause.complements, *clause.purposes) if ud.is_infinitive(clause.sentence, i)}
    return frozenset(found)


def _beside_object(sentence: Sentence, head: int) -> set[str]:
    """Words of an object that a set phrase may ask for: "the *green* light", "three diplomats *packing*", "held Morocco *responsible*"."""
    before = {t.text.lower() for t in ud.kids(sentence, head, "amod", "compound") if t.i < head}
    behind = {t.text.lower() for t in ud.kids(sentence, head, "acl") if t.i == head + 1}
    if sentence.tokens[head].pos == "PROPN":
        behind |= {t.text.lower() for t in ud.kids(sentence, head, "amod") if t.i > head and t.pos == "ADJ"}
    return before | behind


@cache
def _kinds_named(names: tuple[str, ...]) -> frozenset[str]:
    """The kinds that a class lists; `MIL|REB` names two."""
    return frozenset(kind for name in names for kind in name.split("|"))


def rest_fits(rest: tuple[str, ...], clause: Clause, available: frozenset[str] | None = None) -> bool:
    """Whether the further words of a lemma are there: particle, preposition, object noun; for a noun the words before it.

    `available` saves finding the words of the clause again.
    """
    if not rest:
        return True
    if clause.kind == "noun":
        tokens = clause.sentence.tokens
        modifiers = {word for a in clause.of("modifier") for word in (tokens[a.head].lemma.lower(), tokens[a.head].text.lower())}
        return all(word in modifiers for word in rest)
    available = words_available(clause) if available is None else available
    missing = [word for word in rest if word not in available and word not in {"a", "an", "the", "to"}]
    if missing and len(rest) > 1:
        # "threw its weight *behind* them": the preposition of a set phrase may hang on its noun
        below = (t for a in clause.of("object") for t in ud.kids(clause.sentence, a.head, "nmod"))
        hanging = {ud.case_of(clause.sentence, t.i) for t in below}
        missing = [word for word in missing if word not in hanging]
    return not missing


class Matcher:
    """Looks up the predicates of one sentence, and remembers what it found."""

    def __init__(self, lexicon: EventLexicon, actors: ActorsOf) -> None:
        """`lexicon` as loaded by `patterns.load_event_lexicon`; `actors` of the article that the sentence is from."""
        self.lexicon = lexicon
        self.actors = actors
        self._labels: dict[int, frozenset[str]] = {}
        self._roles: dict[tuple[int, str], frozenset[str]] = {}
        self._obliques: dict[tuple[int, str], bool] = {}
        self._best: dict[int, Match | None] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._index = {"verb": lexicon.verbs, "noun": lexicon.nouns, "adjective": lexicon.adjectives}

    def words(self, clause: Clause) -> frozenset[str]:
        """See `words_available`."""
        found = self._words.get(clause.head)
        if found is None:
            found = self._words[clause.head] = words_available(clause)
        return found

    def best(self, clause: Clause) -> Match | None:
        """The class whose restrictions hold and that states most of them, or None."""
        if clause.head not in self._best:
            self._best[clause.head] = self._looked_up(clause)
        return self._best[clause.head]

    def _looked_up(self, clause: Clause) -> Match | None:
        entries = self._index[clause.kind].get(clause.lemma, ())
        meant = next((entry for entry in entries if self._holds(entry, clause)), None)
        return Match(meant.of, meant.rest, bool(meant.needs)) if meant is not None and meant.of.type != "-" else None

    def fit(self, clause: Clause, by_head: Mapping[int, Clause]) -> Fit | None:
        """What the clause means, or None where no class knows it. "Is expected to visit" leaves the word to its complement."""
        if clause.passive and clause.complements and self.lexicon.implicatives.get(clause.lemma) == "future":
            own = self.best(clause)
            if own is None or not own.of.swallow:
                return None
        carried = self._carried(clause, by_head)
        if carried is not None:
            return carried if carried.type != "-" else None
        match = self.best(clause)
        if match is None:
            return self._happening(clause, by_head)
        fit = self._with_complement(match, clause, by_head)
        return None if fit.type == "-" else fit

    def _holds(self, entry: Entry, clause: Clause) -> bool:
        """Whether all that the entry and its class ask for is there."""
        one = entry.of
        if entry.rest and not rest_fits(entry.rest, clause, self.words(clause)):
            return False
        if clause.kind == "verb":
            if clause.particle and clause.particle not in entry.rest and not any((clause.particle,) in s for n in entry.needs for s in n.slots):
                return False
            if (one.passive == "only" and not clause.passive) or (one.passive == "never" and clause.passive):
                return False
            if one.objects and not self._is(clause, one.objects, "object", entry.rest):
                return False
            if one.not_objects and self._is(clause, one.not_objects, "object", entry.rest):
                return False
            if one.labels and labels_of(clause, self.lexicon.kinds).isdisjoint(one.labels):
                return False
            if one.subjects and not self._is(clause, one.subjects, "subject", ()):
                return False
        if clause.kind == "noun" and one.type == "THREATEN" and one.objects == _GOVERNING and not (clause.complements or clause.purposes):
            return False  # "the threat of flooding" is no threat to do something
        if one.obliques and not any(self._has_oblique(clause, wanted) for wanted in one.obliques):
            return False
        if one.not_obliques and any(self._has_oblique(clause, wanted) for wanted in one.not_obliques):
            return False
        return all(meets(need, clause) for need in entry.needs)

    def _is(self, clause: Clause, names: tuple[str, ...], role: str, rest: tuple[str, ...]) -> bool:
        """Whether an argument of that role is of one of the kinds.

        Kinds are lexical classes, lemmas and phrases, `actor`, `place`, lists of sectors. `parties`: those of two
        countries; `clause`: there is a complement clause; `infinitive`: a to-infinitive; `subjunctive`: a clause that
        says what somebody is to do; `none`: no such argument.
        """
        labels = self._roles.get((clause.head, role))
        if labels is None:
            labels = self._roles[clause.head, role] = self._role_labels(clause, clause.of("subject") if role == "subject" else objects_of(clause))
        if rest and role == "object" and clause.of("oblique"):  # "hit out *at Iran*"
            labels = self._role_labels(clause, objects_of(clause, rest))
        return not labels.isdisjoint(_kinds_named(names))

    def _role_labels(self, clause: Clause, arguments: Sequence[Argument]) -> frozenset[str]:
        """The labels of all arguments of a role together, and what is to be said of the clause."""
        found = {label for argument in arguments for label in self._labels_of(clause, argument.head)}
        if not arguments:
            found.add("none")
        if len({r.country for r in of_arguments(clause, arguments, self.actors)} - {None}) > 1:
            found.add("parties")
        if clause.complements or clause.purposes:
            found.add("clause")
        if clause.purposes or any(ud.is_infinitive(clause.sentence, i) for i in clause.complements):
            found.add("infinitive")
        if any(ud.is_subjunctive(clause.sentence, i) for i in clause.complements):
            found.add("subjunctive")
        return frozenset(found)

    def is_any(self, clause: Clause, head: int, *names: str) -> bool:
        """Whether the noun at a token is of one of the kinds; phrases of objects.toml count ("gas explosion")."""
        return not self._labels_of(clause, head).isdisjoint(_kinds_named(names))

    def _labels_of(self, clause: Clause, head: int) -> frozenset[str]:
        labels = self._labels.get(head)
        if labels is None:
            labels = self._labels[head] = self._labelled(clause, head)
        return labels

    def _labelled(self, clause: Clause, head: int) -> frozenset[str]:
        """All that a noun is: its lemma and phrases, their lexical classes, `actor` and its sectors, `place`, `money`."""
        sentence = clause.sentence
        found: set[str] = set()
        for i in {head, content_head(clause, head)}:
            lemma = sentence.tokens[i].lemma.lower()
            for words in (lemma, *_phrases(sentence, i, lemma)):
                found |= self.lexicon.kinds.get(words, frozenset())
                if words not in {"place", "actor", "clause"}:
                    found.add(words)
        token = sentence.tokens[head]
        if token.pos == "PROPN":
            # "Niger's *ambassador* Brah Mohamane", "Brah Mohamane, the ambassador"
            for title in ud.kids(sentence, head, "nmod:desc", "compound", "appos"):
                lemma = title.lemma.lower()
                if title.pos in {"NOUN", "PROPN"} and title.ent != "LOC":
                    found |= {lemma} | self.lexicon.kinds.get(lemma, frozenset())
        if token.pos == "SYM" or token.text in CURRENCY_SIGNS:
            found.add("money")
        refs = self.actors.actors_of(sentence.index, head)
        if refs:
            found |= {"actor", *(r.sector for r in refs if r.sector)}
        if any(r.kind == "group" and r.how == "demonym" for r in refs):
            found.add("people")  # "Georgians"
        if token.ent == "LOC" or any(r.kind in _PLACE_KINDS for r in refs):
            found.add("place")
        return frozenset(found)

    def _has_oblique(self, clause: Clause, wanted: str) -> bool:
        """Whether a preposition is there, and its noun of the kind; phrases that a parser hung on the object count too."""
        found = self._obliques.get((clause.head, wanted))
        if found is None:
            found = self._obliques[clause.head, wanted] = self._find_oblique(clause, wanted)
        return found

    def _find_oblique(self, clause: Clause, wanted: str) -> bool:
        prep, _, kind = wanted.partition("=")
        own = ud.case_of(clause.sentence, clause.head) if clause.kind == "noun" else ""
        if not kind and prep in self.words(clause) and prep != own:
            return True  # not the noun's own preposition: "*of* the threat"
        found = [a.head for a in clause.of("oblique", prep)]
        if clause.kind == "verb":
            found += hanging(clause, prep)
            if kind:  # "barred them from *entering*"
                found += [t.i for t in ud.kids(clause.sentence, clause.head, "advcl") if ud.mark_of(clause.sentence, t.i) == prep]
        return any(not kind or not self._labels_of(clause, head).isdisjoint(_kinds_named((kind,))) for head in found)

    def governed(self, clause: Clause, by_head: Mapping[int, Clause], rest: tuple[str, ...] = ()) -> list[Clause]:
        """The predicates right under a verb: its objects (past measures), what its own preposition governs, its complement clauses."""
        heads = [content_head(clause, a.head) for a in objects_of(clause, rest) if not a.inherited or clause.passive]
        heads += [*clause.complements, *clause.purposes]
        return [by_head[i] for i in heads if i in by_head]

    def _carried(self, clause: Clause, by_head: Mapping[int, Clause]) -> Fit | None:
        """Light verb or operator over a deverbal noun or a clause: one event of the noun's, or of the resulting, type."""
        operators = self._of(clause, self.lexicon.operators if clause.kind != "noun" else self.lexicon.noun_operators)
        lights = self._of(clause, self.lexicon.light) if clause.kind == "verb" else ()
        own = self.best(clause) if lights or operators else None
        if own is not None and own.of.type == "COOPERATE" and own.of.objects:
            return None  # what two states "carried out" or "held off the coast" is in the verb's own class
        if own is not None and own.of.type in OWN_WORDS:
            lights = ()  # "offered support" is an offer, not support
        if own is not None and own.of.type == "ASSAULT" and own.of.obliques:
            operators = ()  # "dispersed the march *with tear gas*"
        for operator in operators:
            for inner in self._operands(clause, by_head, operator.rest):
                match = self.best(inner)
                result = operator.result(match.of.type) if match else None
                if match and result:
                    type_, _, mode = result.partition(":")
                    return Fit(match, inner, type_, mode or None, operator.name, clause, inner.head)
        for light in lights:
            for inner in self.governed(clause, by_head, light.rest):
                match = self.best(inner)
                if match and inner.kind == "noun" and light.types & {"*", match.of.type}:
                    fit = self._with_complement(match, inner, by_head)
                    return Fit(match, inner, fit.type, fit.mode, clause.lemma, clause, fit.swallowed, light.undergoes)
        return None

    def _happening(self, clause: Clause, by_head: Mapping[int, Clause]) -> Fit | None:
        """ "Fighting erupted between …", "talks took place": the subject is the act."""
        if (
            clause.kind != "verb"
            or clause.of("iobject")
            or any(clause.sentence.tokens[a.head].lemma not in HAPPENING_OBJECTS for a in clause.of("object"))
        ):
            return None
        phrases = {clause.lemma, f"{clause.lemma} {clause.particle}", *(f"{clause.lemma} {word}" for word in self.words(clause))}
        if not phrases & self.lexicon.happenings:
            return None
        for subject in clause.of("subject"):
            inner = by_head.get(content_head(clause, subject.head)) if not subject.inherited else None
            match = self.best(inner) if inner is not None and inner.kind == "noun" else None
            if inner is not None and match is not None:
                return Fit(match, inner, match.of.type, match.of.mode, HAPPENING, clause)
        return None

    def _operands(self, clause: Clause, by_head: Mapping[int, Clause], rest: tuple[str, ...]) -> list[Clause]:
        if clause.kind == "noun":
            heads = [a.head for a in clause.arguments if a.role == "oblique" and a.prep in {"of", "on", "in", "to"}]
            return [by_head[i] for i in (*heads, *clause.complements) if i in by_head]
        return self.governed(clause, by_head, rest)

    def _of(self, clause: Clause, index: Mapping[str, tuple[T, ...]]) -> tuple[T, ...]:
        known = index.get(clause.lemma, ()) or index.get(clause.sentence.tokens[clause.head].text.lower(), ())
        return tuple(one for one in known if rest_fits(one.rest, clause, self.words(clause)) and (not clause.particle or clause.particle in one.rest))

    def _with_complement(self, match: Match, clause: Clause, by_head: Mapping[int, Clause]) -> Fit:
        """The class after a look at what it governs ("agreed to withdraw")."""
        one = match.of
        inner = self._complement(match, clause, by_head)
        swallowed = next(iter([*clause.complements, *(clause.purposes if one.complement else ())]), None) if one.swallow or one.complement else None
        if inner is not None:
            head, type_, own_mode = inner
            if factuality(clause.sentence, head).polarity == "negative":
                # "assured him that it would not cut aid": what is promised is that it will not happen
                return Fit(match, clause, one.type, one.mode, swallowed=head)
            result, _, mode = one.complement[type_].partition(":")
            kept = one.mode if result == one.type else own_mode if result == type_ else None
            return Fit(match, clause, result, mode or kept, swallowed=head)
        if "default" in one.complement and (clause.complements or clause.purposes or clause.of("object")):
            result, _, mode = one.complement["default"].partition(":")
            return Fit(match, clause, result, mode or (one.mode if result == one.type else None), swallowed=swallowed)
        return Fit(match, clause, one.type, one.mode, swallowed=swallowed)

    def _complement(self, match: Match, clause: Clause, by_head: Mapping[int, Clause]) -> tuple[int, str, str | None] | None:
        """Head, type and mode of the governed predicate that the class has a rule for."""
        one = match.of
        if not one.complement:
            return None
        under = self.governed(clause, by_head, match.rest)
        under += [by_head[a.head] for a in clause.of("oblique") if a.prep in _GOVERNED_PREPS and a.head in by_head and not a.inherited]
        for inner in under:
            found = self._seen_through(inner, by_head) if inner.head != clause.head else None
            if found and found.type in one.complement:
                return inner.head, found.type, found.mode
        return None

    def _seen_through(self, clause: Clause, by_head: Mapping[int, Clause]) -> Fit | None:
        """What a governed clause means; an aspect verb means what it governs ("agreed to *begin withdrawing*", "prepared to *resume shelling*")."""
        found = self.fit(clause, by_head)
        if found is None and clause.kind == "verb" and clause.lemma in self.lexicon.light:
            for i in clause.complements:
                inner = by_head.get(i)
                if inner is not None and inner.head > clause.head:
                    return self._seen_through(inner, by_head)
        return found
