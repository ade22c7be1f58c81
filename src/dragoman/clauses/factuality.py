"""Is the act done, denied, planned or only imagined? Polarity and modality of a clause, with the word that says so."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.domain import Modality, Polarity
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "scarcely"})
#: "Ruto to visit Uganda" in a headline has "to" for an auxiliary.
_FUTURE = frozenset({"to", "will", "shall", "'ll", "’ll", "wo", "sha"})
_BE = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re", "am"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_OBLIGED = frozenset({"must", "should", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "in case", "lest", "provided"})
#: What lays down what is to be done.
_PAPERS = wordset(CLAUSES, "papers")
_UNTRUE = wordset(CLAUSES, "untrue")
_BEFORE = frozenset({"det", "cc:preconj", "advmod", "cc"})
_OCCASIONS = frozenset({"ceremony", "session", "vote", "summit", "gathering"})
_SPEECH_FEATS = "Tense=Past"


@dataclass(frozen=True, slots=True)
class Factuality:
    """`cue` is the word that decided, `""` for the default."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    cue: str = ""


def factuality(sentence: Sentence, head: int) -> Factuality:
    """Judge the predicate at token `head` by what stands in its own clause and in the clauses above it."""
    polarity, cue = _polarity(sentence, head)
    modality, modal_cue = _modality(sentence, head)
    return Factuality(polarity, modality, cue or modal_cue)


def _polarity(sentence: Sentence, head: int) -> tuple[Polarity, str]:
    token = sentence.tokens[head]
    for j in sentence.children[head]:
        below = sentence.tokens[j]
        if below.dep in {"advmod", "det", "cc:preconj", "cc"} and below.text.lower() in NEGATIONS and not _contrast(sentence, j):
            return "negative", below.text
        if below.dep in {"case", "mark"} and below.text.lower() == "without":
            return "negative", below.text
        if below.dep in {"nsubj", "nsubj:pass", "obj"}:
            for k in sentence.children[j]:
                inner = sentence.tokens[k]
                if inner.dep in _BEFORE and inner.text.lower() in {"no", "neither", "not"} and inner.i < j and not _contrast(sentence, k):
                    return "negative", inner.text
            if below.text.lower() in {"nobody", "none", "nothing", "neither"}:
                return "negative", below.text
        if below.dep == "advmod" and below.text.lower() == "longer" and any(sentence.tokens[k].text.lower() == "no" for k in sentence.children[j]):
            return "negative", "no longer"
    if disowned := _disowned(sentence, head):
        return "negative", disowned
    if token.pos in {"NOUN", "PROPN", "ADJ"} and ud.is_copular(sentence, head):
        return "positive", ""
    # "did not meet or call": negation before the first verb covers a bare second one
    if token.dep == "conj" and token.pos == "VERB":
        above = sentence.tokens[token.head]
        joined_by_or = any(t.text.lower() in {"or", "nor"} for t in ud.kids(sentence, head, "cc"))
        if joined_by_or and above.pos == "VERB" and ud.kid(sentence, head, "nsubj") is None:
            return _polarity(sentence, above.i)
    return "positive", ""


def _disowned(sentence: Sentence, head: int) -> str:
    """The word that says that a clause tells no fact: "it is *false* that …", "reports that … are *untrue*", "it is not *true* that …"."""
    token = sentence.tokens[ud.first_conjunct(sentence, head)]
    if token.dep not in {"ccomp", "csubj", "acl"}:
        return ""
    above = sentence.tokens[token.head]
    if token.dep == "acl" and above.dep in {"nsubj", "nsubj:pass"}:
        above = sentence.tokens[above.head]
    negated = any(t.text.lower() in NEGATIONS for t in ud.kids(sentence, above.i, "advmod"))
    told = above.lemma.lower()
    return above.text if (told in _UNTRUE and not negated) or (told == "true" and negated) else ""


def affirmed(sentence: Sentence, head: int) -> bool:
    """Whether a word that looks like a denial of the predicate at `head` affirms it.

    "*Not* only did Iran attack", "attacked *not* only Mali", "*Hardly* had Chad attacked".
    """
    below = [head, *(j for j in sentence.children[head] if sentence.tokens[j].dep in {"nsubj", "obj", "obl"})]
    return any(sentence.tokens[k].text.lower() in NEGATIONS and _contrast(sentence, k) for j in below for k in sentence.children[j])


def _contrast(sentence: Sentence, j: int) -> bool:
    """ "not only", "not just" and "hardly had they met when": no negation."""
    after = sentence.tokens[j + 1].text.lower() if j + 1 < len(sentence.tokens) else ""
    return after in {"only", "just", "merely", "least"} or (after == "had" and sentence.tokens[j].text.lower() in {"hardly", "scarcely"})


def _modality(sentence: Sentence, head: int) -> tuple[Modality, str]:
    found = _auxiliary(sentence, head)
    if found:
        return found
    token = sentence.tokens[head]
    mark = ud.mark_of(sentence, head)
    if mark in _CONDITIONS:
        return "hypothetical", mark
    if token.dep in {"advcl", "acl"} and ud.is_infinitive(sentence, head):
        return ("actual", "") if token.dep == "acl" and _done_by(sentence, token.head) else ("possible", "to")
    if token.dep == "conj":
        above = sentence.tokens[token.head]
        if above.pos == token.pos and not any(t.dep.startswith(("aux", "nsubj")) for t in (sentence.tokens[j] for j in sentence.children[head])):
            return _modality(sentence, above.i)
    if token.dep == "xcomp":
        return _modality(sentence, token.head)
    return "actual", ""


def _done_by(sentence: Sentence, noun: int) -> bool:
    """ "the first country to sign", "a ceremony to sign": the infinitive tells what was done, not what was wanted."""
    if sentence.tokens[noun].lemma.lower() in _OCCASIONS:
        return True
    return ud.ranked(sentence, noun) is not None


def _auxiliary(sentence: Sentence, head: int) -> tuple[Modality, str] | None:
    bound = any(t.text.lower() in _BE for t in ud.kids(sentence, head, "cop", "aux"))
    if bound and sentence.tokens[head].pos == "VERB" and any(t.text.lower() == "to" for t in ud.kids(sentence, head, "mark")):
        return "future", "is to"  # "is to visit", "was due to meet", "is to be held"
    for auxiliary in ud.kids(sentence, head, "aux"):
        word = auxiliary.text.lower()
        if word in _FUTURE:
            return "future", word
        if word in _POSSIBLE:
            return "possible", word
        if word in _OBLIGED:
            return "requested", word
        if word in {"would", "'d", "’d"}:
            return ("future", word) if _reported_in_past(sentence, head) or _planned(sentence, head) else ("hypothetical", word)
    return None


def _planned(sentence: Sentence, head: int) -> bool:
    """ "*Under the plan* Rwanda would withdraw": what a paper lays down is to come."""
    if any(t.text.lower() in {"have", "'ve", "’ve"} for t in ud.kids(sentence, head, "aux")):
        return False
    below = (sentence.tokens[j] for j in sentence.subtree(head))
    return any(t.lemma.lower() in _PAPERS and ud.case_of(sentence, t.i) == "under" for t in below)


def _reported_in_past(sentence: Sentence, head: int) -> bool:
    """ "said it would send": the would of indirect speech looks forward; elsewhere it imagines."""
    for j in sentence.ancestors(head):
        above = sentence.tokens[j]
        if (
            above.pos == "VERB"
            and (_SPEECH_FEATS in above.feats or ud.is_participle_present(above))
            and any(sentence.tokens[k].dep in {"ccomp", "parataxis", "xcomp"} for k in sentence.children[j])
        ):
            return True
    # "New Zealand would send a second ship, the minister said": the speech verb may hang below
    return any(t.pos == "VERB" and _SPEECH_FEATS in t.feats for t in ud.kids(sentence, head, "parataxis"))
