"""Walks over a Universal Dependencies tree. The only file that knows relation names."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.parsing.tree import Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
OBJECT = "obj"
INDIRECT = "iobj"
OBLIQUES = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod"})
NOMINAL_MODIFIERS = frozenset({"nmod", "nmod:unmarked", "nmod:tmod", "nmod:desc"})
RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})
AUXILIARIES = frozenset({"aux", "aux:pass"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "csubj:pass"})
_RELATIVE_WORDS = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})


def base(dep: str) -> str:
    """The relation without its subtype."""
    return dep.partition(":")[0]


def kids(sentence: Sentence, i: int, *deps: str) -> Iterator[Token]:
    """Children of `i` whose relation is one of `deps`, with or without a subtype."""
    tokens = sentence.tokens
    for j in sentence.children[i]:
        dep = tokens[j].dep
        if dep in deps or (":" in dep and dep[: dep.index(":")] in deps):
            yield tokens[j]


def kid(sentence: Sentence, i: int, *deps: str) -> Token | None:
    """The first such child, or None."""
    return next(kids(sentence, i, *deps), None)


def conjuncts(sentence: Sentence, i: int) -> list[int]:
    """`i` and everything coordinated below it, in order of the text."""
    found = [i]
    joined = [t.i for t in kids(sentence, i, "conj")]
    if joined:
        # "Ortega, President Ramaphosa, and Le": parsers take the middle of a list for an apposition
        found += [t.i for t in kids(sentence, i, "appos") if t.pos == "PROPN" and t.i < max(joined) and t.i > i]
    for j in joined:
        found.extend(conjuncts(sentence, j))
    return found


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The head of the coordination that `i` stands in."""
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def case_of(sentence: Sentence, i: int) -> str:
    """The preposition of a nominal, lower case: `with`, `because of` (a fixed expression is joined); `""` if there is none.

    A later conjunct without a preposition has that of the first.
    """
    words: list[str] = []
    for token in kids(sentence, i, "case"):
        if token.text in {"'s", "’s", "'", "’"}:
            continue
        words.append(token.text.lower())
        words += [t.text.lower() for t in kids(sentence, token.i, "fixed")]
    if not words and sentence.tokens[i].dep == "conj":
        return case_of(sentence, sentence.tokens[i].head)
    return " ".join(words)


def mark_of(sentence: Sentence, i: int) -> str:
    """The word that marks a clause (`that`, `if`, `to`, `without`), lower case, or `""`."""
    for token in kids(sentence, i, "mark"):
        return " ".join([token.text.lower(), *(t.text.lower() for t in kids(sentence, token.i, "fixed"))])
    return ""


_PARTICLES = frozenset({"in", "out", "up", "off", "away", "back"})


def particle_of(sentence: Sentence, i: int) -> str:
    """The particle of a phrasal verb ("called *off*"), or `""`."""
    token = kid(sentence, i, "compound:prt")
    if token is None and i + 1 < len(sentence.tokens) and sentence.tokens[i].pos == "VERB":
        # "took in 60,000 refugees": parsers hang the particle on the figure
        behind = sentence.tokens[i + 1]
        token = behind if behind.text in _PARTICLES and behind.dep == "advmod" and behind.head > behind.i else None
    return token.text.lower() if token else ""


def is_passive(sentence: Sentence, i: int) -> bool:
    """A passive predicate: a passive subject or auxiliary, or a bare past participle after a noun ("sanctions imposed by")."""
    token = sentence.tokens[i]
    for j in sentence.children[i]:
        dep = sentence.tokens[j].dep
        if dep in PASSIVE_SUBJECTS or dep == "aux:pass" or dep == "obl:agent":
            return True
        if dep in SUBJECTS or dep in {"aux", "cop"}:
            return False
    if token.dep == "acl" and "VerbForm=Part" in token.feats and "Tense=Past" in token.feats:
        # "The ministers agreed to provide aid": where the noun has no verb, parsers take its verb for a participle
        bare = sentence.tokens[token.head].dep == "root" and sentence.tokens[token.head].pos in {"NOUN", "PROPN"}
        return not (bare and kid(sentence, i, "obj", "ccomp", "xcomp") is not None)
    # "crossed the canal and opened fire": taggers take a bare past tense for a participle; an object of its own shows that it is none
    return "Voice=Pass" in token.feats and kid(sentence, i, OBJECT) is None and not (token.dep == "conj" and not is_passive(sentence, token.head))


def is_participle_present(token: Token) -> bool:
    """An -ing form."""
    return "VerbForm=Ger" in token.feats or ("VerbForm=Part" in token.feats and "Tense=Pres" in token.feats) or token.text.lower().endswith("ing")


def is_infinitive(sentence: Sentence, i: int) -> bool:
    """A to-infinitive."""
    if is_participle_present(sentence.tokens[i]):
        return False  # "resorted to throwing"
    return mark_of(sentence, i) == "to" or (
        sentence.tokens[i].pos == "VERB"
        and any(
            sentence.tokens[j].text.lower() == "to"
            for j in sentence.children[i]
            if sentence.tokens[j].pos == "PART" and sentence.tokens[j].dep != "aux"
        )
    )


def is_copular(sentence: Sentence, i: int) -> bool:
    """A nominal or adjectival predicate with a copula."""
    return kid(sentence, i, "cop") is not None


_RANKS = frozenset({"first", "second", "third", "last", "only", "latest", "next"})


def ranked(sentence: Sentence, noun: int) -> int | None:
    """The noun that "first", "last" or "only" singles out, at `noun` or above its of- and in-phrases ("the first country in the region to sign")."""
    while True:
        if any(t.text.lower() in _RANKS for t in kids(sentence, noun, "amod", "nummod", "advmod")):
            return noun
        if sentence.tokens[noun].dep not in NOMINAL_MODIFIERS or sentence.tokens[noun].head == noun:
            return None
        noun = sentence.tokens[noun].head


def antecedent(sentence: Sentence, i: int) -> int | None:
    """For a relative pronoun at `i`: the noun its clause hangs on, else None."""
    if sentence.tokens[i].text.lower() not in _RELATIVE_WORDS or sentence.tokens[i].pos not in {"PRON", "DET", "SCONJ", "ADV"}:
        return None
    for j in sentence.ancestors(i):
        token = sentence.tokens[j]
        if token.dep in RELATIVE:
            return token.head
        if base(token.dep) in {"ccomp", "root"}:
            return None
    return None


def clause_head(sentence: Sentence, i: int) -> int:
    """The predicate of the smallest clause that holds token `i`."""
    while True:
        token = sentence.tokens[i]
        if token.head == i or token.dep in CLAUSAL or (token.dep == "conj" and token.pos in {"VERB", "AUX"}) or token.pos == "VERB":
            return i
        i = token.head


def span(sentence: Sentence, indices: list[int]) -> tuple[int, int]:
    """Code points `[start, end)` from the first to the last of the tokens."""
    return sentence.tokens[min(indices)].start, sentence.tokens[max(indices)].end
