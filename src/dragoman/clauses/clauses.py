"""Predicates and their arguments: verbs, nouns and adjectives, with the arguments that control, coordination and relative clauses give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.parsing.tree import Sentence

#: Verbs whose object is the subject of their infinitive. Others leave it to their own subject.
OBJECT_CONTROL_NOT = frozenset({"promise", "threaten", "vow", "pledge", "offer"})
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A part of a clause. `role`: subject, object, iobject, oblique, possessor, modifier (adjective or compound).

    `prep` is the preposition of an oblique. `head` is a token index; `inherited` says that the argument was supplied by control,
    coordination or a relative clause and does not stand under the predicate itself.
    """

    role: str
    prep: str
    head: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate: `kind` is verb, noun or adjective; `lemma` has no particle, `particle` stands apart.

    `complements` are the heads of its clausal complements, `purposes` those of its infinitive adjuncts (which parsers confuse with
    complements), `parent` the predicate above it.
    """

    sentence: Sentence
    head: int
    kind: str
    lemma: str
    particle: str
    passive: bool
    arguments: tuple[Argument, ...]
    complements: tuple[int, ...]
    purposes: tuple[int, ...]
    parent: int | None

    def of(self, role: str, *preps: str) -> list[Argument]:
        """Arguments of a role; with `preps`, only those with one of these prepositions."""
        return [a for a in self.arguments if a.role == role and (not preps or a.prep in preps)]

    @property
    def span(self) -> tuple[int, int]:
        """Code points of the predicate with its arguments (own ones), without subordinate clauses that are no complement."""
        return clause_span(self)


def find_clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """All predicates of a sentence, in order of the text. Every verb, noun and adjective is one; the coder decides which mean anything."""
    return tuple(_clause(sentence, token.i, kind) for token in sentence.tokens if (kind := kind_of(sentence, token.i)))


def kind_of(sentence: Sentence, i: int) -> str:
    """verb, noun or adjective; `""` for words that are no predicate."""
    token = sentence.tokens[i]
    if token.dep in ud.AUXILIARIES or token.dep in {"cop", "case", "mark", "det", "fixed"}:
        return ""
    if token.pos == "VERB":
        return "verb"
    if token.pos == "NOUN" and not (token.dep == "compound" and sentence.tokens[token.head].pos == "PROPN"):
        return "noun"
    if token.pos == "ADJ":
        return "adjective"
    return "verb" if token.pos == "AUX" and token.dep not in {"aux", "cop"} else ""


def _clause(sentence: Sentence, i: int, kind: str) -> Clause:
    token = sentence.tokens[i]
    passive = kind == "verb" and ud.is_passive(sentence, i)
    found = _verb_arguments(sentence, i, passive) if kind == "verb" else _nominal_arguments(sentence, i)
    if kind == "adjective" or (kind == "noun" and ud.is_copular(sentence, i)):
        found += [Argument("subject", "", j) for s in ud.kids(sentence, i, "nsubj") for j in ud.conjuncts(sentence, s.i)]
        found += [Argument("oblique", ud.case_of(sentence, j), j) for t in ud.kids(sentence, i, "obl") for j in ud.conjuncts(sentence, t.i)]
        if not any(a.role == "subject" for a in found) and token.dep in {"xcomp", "advcl"}:
            found += [Argument("subject", "", j, True) for s in ud.kids(sentence, token.head, "nsubj") for j in ud.conjuncts(sentence, s.i)]
        if not any(a.role == "subject" for a in found) and token.dep == "conj":
            found += [
                Argument("subject", "", j, True)
                for s in ud.kids(sentence, ud.first_conjunct(sentence, i), "nsubj")
                for j in ud.conjuncts(sentence, s.i)
            ]
    complements = tuple(t.i for t in ud.kids(sentence, i, "ccomp", "xcomp") if not ud.kid(sentence, t.i, "cc"))
    if kind == "verb" and not complements:
        complements = tuple(_bare_gerund(sentence, i))
    if kind == "verb" and not complements and token.dep == "parataxis" and token.head < i and not any(a.role == "object" for a in found):
        # "they are failing, a group protested": what is said stands before the verb of saying
        complements = (token.head,)
    if kind == "verb":
        # "demanded Friday that they leave": parsers hang the clause on the day
        complements += tuple(
            t.i
            for day in _days(sentence, i)
            for t in ud.kids(sentence, day, "acl", "ccomp")
            if ud.mark_of(sentence, t.i) == "that" or t.dep == "acl:relcl"
        )
    if kind == "adjective":
        complements += tuple(t.i for t in ud.kids(sentence, i, "csubj") if ud.is_infinitive(sentence, t.i))
    if kind in {"noun", "adjective"}:
        complements += tuple(t.i for t in ud.kids(sentence, i, "acl", "advcl") if t.dep in {"acl", "advcl"} and ud.is_infinitive(sentence, t.i))
        # "a demand *that* they withdraw": what has a subject of its own is no relative clause
        complements += tuple(
            t.i for t in ud.kids(sentence, i, "acl") if ud.mark_of(sentence, t.i) == "that" and ud.kid(sentence, t.i, "nsubj") is not None
        )
    purposes = (
        tuple(t.i for j in (i, *_bare_objects(sentence, i)) for t in ud.kids(sentence, j, "advcl", "acl") if ud.is_infinitive(sentence, t.i))
        if kind == "verb"
        else ()
    )
    parent = ud.clause_head(sentence, token.head) if token.head != i else None
    return Clause(
        sentence, i, kind, token.lemma.lower(), ud.particle_of(sentence, i), passive, tuple(_resolved(sentence, found)), complements, purposes, parent
    )


def _bare_objects(sentence: Sentence, i: int) -> list[int]:
    """Persons and states as objects: "ordered the envoy to leave" may have its infinitive on the envoy."""
    return [t.i for t in ud.kids(sentence, i, "obj") if t.pos == "PROPN" or t.ent]


def _bare_gerund(sentence: Sentence, i: int) -> list[int]:
    """ "denied *targeting* civilians": a gerund right behind its verb, where the verb has no object, is what the verb is about."""
    if ud.kid(sentence, i, "obj", "iobj") is not None:
        return []
    tokens = sentence.tokens
    return [
        t.i
        for t in ud.kids(sentence, i, "advcl", "acl")
        if t.i > i
        and t.text.lower().endswith("ing")
        and not any(tokens[j].dep in {"mark", "case", "nsubj"} for j in sentence.children[t.i])
        and all(tokens[j].pos in {"ADV", "AUX", "PART"} for j in range(i + 1, t.i))
    ]


def _days(sentence: Sentence, i: int) -> list[int]:
    return [j for j in sentence.children[i] if sentence.tokens[j].text in WEEKDAYS]


def _verb_arguments(sentence: Sentence, i: int, passive: bool) -> list[Argument]:
    found: list[Argument] = []
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        dep = token.dep
        if dep in ud.SUBJECTS or dep in ud.PASSIVE_SUBJECTS:
            role, prep = ("object" if dep in ud.PASSIVE_SUBJECTS or passive else "subject"), ""
        elif dep in {ud.OBJECT, ud.INDIRECT} and token.text in WEEKDAYS:
            role, prep = "oblique", ""
        elif dep == ud.OBJECT:
            role, prep = "object", ""
        elif dep == ud.INDIRECT:
            role, prep = "iobject", ""
        elif dep == "obl:agent":
            role, prep = "subject", ""
        elif dep in ud.OBLIQUES:
            prep = ud.case_of(sentence, j)
            role = "subject" if passive and prep == "by" and token.pos != "NUM" else "oblique"
        else:
            continue
        found += [Argument(role, prep, k) for k in ud.conjuncts(sentence, j)]
    if not any(a.role == "subject" for a in found):
        # parsers hang some subjects on the auxiliary
        below = [s.i for a in ud.kids(sentence, i, "aux", "cop") for s in ud.kids(sentence, a.i, "nsubj")]
        found += [Argument("object" if passive else "subject", "", k) for j in below for k in ud.conjuncts(sentence, j)]
    if not any(a.role in {"subject", "object"} and not a.inherited and a.head < i for a in found) and sentence.tokens[i].dep in {
        "root",
        "ccomp",
        "parataxis",
    }:
        # "During his visit, Maduro, as head of the party, offered": parsers take the subject for an apposition to what stands before it
        before = (t for t in ud.kids(sentence, i, "obl") if t.i < i)
        fronted = [a.i for t in before for a in ud.kids(sentence, t.i, "appos") if a.i < i and a.pos == "PROPN"]
        found += [Argument("object" if passive else "subject", "", k) for k in fronted[:1]]
    if passive and not any(a.role == "object" for a in found):
        found += _passive_object(sentence, i)
    if not passive and not any(a.role == "subject" for a in found):
        found += [Argument("subject", "", j, True) for j in _controller(sentence, i)]
    if not passive and sentence.tokens[i].dep == "acl:relcl" and _lacks_object(sentence, i):
        found += [Argument("object", "", j, True) for j in ud.conjuncts(sentence, sentence.tokens[i].head)]
    return found


def _lacks_object(sentence: Sentence, i: int) -> bool:
    """ "a charge *Kyiv denies*": a relative clause with a subject of its own, no pronoun and no object is about the noun it hangs on."""
    below = [sentence.tokens[j] for j in sentence.children[i]]
    if any(t.dep in {"obj", "ccomp", "mark"} or ud.antecedent(sentence, t.i) is not None for t in below):
        return False
    return any(t.dep == "nsubj" and sentence.tokens[i].head < t.i < i for t in below)


def _passive_object(sentence: Sentence, i: int) -> list[Argument]:
    token = sentence.tokens[i]
    if token.dep == "acl":
        return [Argument("object", "", j, True) for j in ud.conjuncts(sentence, token.head)]
    if token.dep in {"conj", "xcomp", "advcl"}:
        above = ud.first_conjunct(sentence, i) if token.dep == "conj" else token.head
        roles = [s.i for s in ud.kids(sentence, above, "nsubj")] or _controller(sentence, i)
        return [Argument("object", "", k, True) for j in roles for k in ud.conjuncts(sentence, j)]
    return []


def understood_subjects(sentence: Sentence, i: int) -> list[int]:
    """Heads of the subject that control, coordination or a relative clause gives the verb at `i`, which has none of its own."""
    return [a.head for a in _resolved(sentence, [Argument("subject", "", j, True) for j in _controller(sentence, i)])]


def _controller(sentence: Sentence, i: int) -> list[int]:
    """Token heads of the understood subject of a verb that has none of its own."""
    token = sentence.tokens[i]
    for _ in range(len(sentence.tokens)):
        above = token.head
        if above == token.i:
            return []
        head = sentence.tokens[above]
        if token.dep in {"acl", "advcl"} and ud.mark_of(sentence, token.i) in {"of", "for", "from", "into"} and head.pos == "VERB":
            # "accused China of aiding", "thanked them for coming", "kept it from firing"
            objects = [t.i for t in ud.kids(sentence, above, "obj", "nsubj:pass")]
            if objects:
                return ud.conjuncts(sentence, objects[0])
        if token.dep == "nmod" and token.pos == "VERB" and ud.mark_of(sentence, token.i) == "of" and head.dep == "obj":
            return ud.conjuncts(sentence, above)
        if (
            token.dep == "acl"
            and head.dep == "root"
            and head.pos in {"NOUN", "PROPN"}
            and not ud.is_infinitive(sentence, token.i)
            and not ud.is_passive(sentence, token.i)
        ):
            return ud.conjuncts(sentence, above)
        if token.dep == "acl" and head.dep in {"obj", "nsubj:pass"} and ud.mark_of(sentence, token.i) in {"of", "from"}:
            return ud.conjuncts(sentence, above)
        if token.dep == "acl":
            if ud.is_participle_present(token) and not ud.is_infinitive(sentence, token.i):
                if not ud.mark_of(sentence, token.i):
                    return ud.conjuncts(sentence, above)
                # "two days of fighting": whoever the clause around it is about
                token = head
                continue
            # "was the first country to sign"
            singled = ud.ranked(sentence, above)
            predicate = above if singled is None else singled
            holders = [t.i for t in ud.kids(sentence, predicate, "nsubj")] if ud.is_copular(sentence, predicate) else []
            if holders:
                return [k for j in holders for k in ud.conjuncts(sentence, j)]
            owner = ud.kid(sentence, above, "nmod:poss")
            if owner:
                return ud.conjuncts(sentence, owner.i)
            agents = [t.i for t in ud.kids(sentence, above, "nmod") if ud.case_of(sentence, t.i) in {"by", "of", "from"}]
            if agents:
                return ud.conjuncts(sentence, agents[0])
            # "made calls to create", "has plans to build": the light verb's subject
            if head.dep in {"obj", "obl", "nsubj:pass", "nmod"}:
                token = head
                continue
            return []
        if token.dep == "acl:relcl":
            return ud.conjuncts(sentence, above) if not any(ud.antecedent(sentence, j) is not None for j in sentence.children[token.i]) else []
        if token.dep == "xcomp" and head.lemma not in OBJECT_CONTROL_NOT:
            objects = [t.i for t in ud.kids(sentence, above, "obj", "iobj")]
            if objects and head.pos == "VERB":
                return ud.conjuncts(sentence, objects[0])
        if token.dep in {"conj", "xcomp", "advcl", "parataxis", "ccomp", "obj", "obl", "nsubj:pass", "nmod", "dep"}:
            subjects = [t.i for t in ud.kids(sentence, above, "nsubj")]
            if token.dep == "conj" and ud.is_passive(sentence, above):
                subjects = [t.i for t in ud.kids(sentence, above, "nsubj:pass")] or subjects
            if subjects:
                return [k for s in subjects for k in ud.conjuncts(sentence, s)]
            if head.dep == "acl" and not ud.is_participle_present(head):
                return []
            token = head
            continue
        return []
    return []


def _nominal_arguments(sentence: Sentence, i: int) -> list[Argument]:
    found: list[Argument] = []
    for j in sentence.children[i]:
        token = sentence.tokens[j]
        if token.dep == "nmod:poss":
            role, prep = "possessor", ""
        elif token.dep in ud.NOMINAL_MODIFIERS or token.dep in ud.OBLIQUES:
            role, prep = "oblique", ud.case_of(sentence, j)
        elif token.dep in {"amod", "compound", "nmod:desc"}:
            role, prep = "modifier", ""
        else:
            continue
        found += [Argument(role, prep, k) for k in ud.conjuncts(sentence, j)]
    return found


def _resolved(sentence: Sentence, arguments: Iterable[Argument]) -> list[Argument]:
    """Relative pronouns replaced by the noun they stand for."""
    out = []
    for argument in arguments:
        above = ud.antecedent(sentence, argument.head)
        if above is None:
            out.append(argument)
        else:
            out += [Argument(argument.role, argument.prep, j, True) for j in ud.conjuncts(sentence, above)]
    return out


_PAIRS = {")": "(", "”": "“", "’": "‘", "]": "["}
_OUTSIDE = frozenset({"conj", "parataxis", "cc", "punct", "discourse", "vocative"})


def clause_span(clause: Clause) -> tuple[int, int]:
    """Code points `[start, end)` of a predicate with what depends on it, without coordinated clauses, parentheses and outer punctuation."""
    sentence, head = clause.sentence, clause.head
    kept: list[int] = [head]
    for j in sentence.children[head]:
        token = sentence.tokens[j]
        if token.dep in _OUTSIDE:
            continue
        if token.dep in {"advcl", "acl:relcl", "advcl:relcl"} and clause.kind == "verb" and j not in clause.complements:
            continue
        if token.dep in ud.OBLIQUES and ud.case_of(sentence, j) == "according to":
            continue  # whose word it is is no part of what was done
        kept += sentence.subtree(j)
    kept += [a.head for a in clause.arguments if a.inherited and a.head < head and head - a.head < 12 and clause.kind == "verb"]
    while len(kept) > 1 and sentence.tokens[max(kept)].pos == "PUNCT":
        kept.remove(max(kept))
    while len(kept) > 1 and sentence.tokens[min(kept)].pos == "PUNCT":
        kept.remove(min(kept))
    first, last = min(kept), max(kept)
    inside = [sentence.tokens[j].text for j in range(first, last + 1)]
    if last + 1 < len(sentence.tokens):
        closing = sentence.tokens[last + 1].text
        opening = _PAIRS.get(closing)
        if opening and inside.count(opening) > inside.count(closing):
            last += 1
    return sentence.tokens[first].start, sentence.tokens[last].end
