"""Headlines as they are meant: a comma that was read as "and", and a verb that was taken for a plural."""

from __future__ import annotations

from dragoman.coding.statements_cues import lemmas
from dragoman.coding.statements_lexicon import ReportingLexicon
from dragoman.parsing.tree import Sentence, Token, make_sentence

#: What a headline's verb may do to a claim or a report of somebody else.
_GOVERNING = frozenset({"denies", "doubts", "confirms"})


def mended(sentence: Sentence, lexicon: ReportingLexicon) -> Sentence:
    """Mend the parse of a title; any other sentence stays as it is."""
    if sentence.kind != "title":
        return sentence
    return _with_verb(_with_commas(sentence), lexicon)


def _with_commas(sentence: Sentence) -> Sentence:
    """Put the comma of a headline back where the parse read it as "and"."""
    commas = {t.i for t in sentence.tokens if t.pos == "CCONJ" and len(t.text) > t.end - t.start == 1}
    if not commas:
        return sentence
    return _rebuilt(sentence, [t._replace(text=",", lemma=",", pos="PUNCT", dep="punct") if t.i in commas else t for t in sentence.tokens])


def _with_verb(sentence: Sentence, lexicon: ReportingLexicon) -> Sentence:
    """Read "Kremlin *denies* claim that jets crossed border", where the parser found two nouns and a verb "claim"."""
    tokens = sentence.tokens
    for i in range(1, len(tokens) - 2):
        if tokens[i].pos != "NOUN" or tokens[i + 2].text.lower() != "that" or tokens[i - 1].pos not in {"PROPN", "NOUN"}:
            continue
        entry = next((found for lemma in lemmas(tokens[i].text) if (found := lexicon.verb_entry(lemma)) is not None), None)
        claim = lexicon.noun(_as_noun(sentence, i + 1), i + 1)
        if entry is None or claim is None or entry.stance not in _GOVERNING or not tokens[i].text.endswith("s"):
            continue
        subject, old = i - 1, {i, i + 1}
        changed = []
        for token in tokens:
            if token.i == i:
                changed.append(token._replace(pos="VERB", lemma=entry.lemma, feats="Tense=Pres|VerbForm=Fin", head=i, dep="root"))
            elif token.i == i + 1:
                changed.append(token._replace(pos="NOUN", lemma=claim.lemma, feats="", head=i, dep="obj"))
            elif token.i == subject:
                changed.append(token._replace(head=i, dep="nsubj"))
            elif token.i < subject and token.head in old:
                changed.append(token._replace(head=subject, dep="compound"))
            elif token.dep == "root" or token.head == token.i:
                changed.append(token._replace(head=i + 1, dep="acl"))
            else:
                changed.append(token._replace(dep="acl") if token.head in old and token.dep in {"ccomp", "acl:relcl"} else token)
        return _rebuilt(sentence, changed)
    return sentence


def _as_noun(sentence: Sentence, i: int) -> Sentence:
    return _rebuilt(sentence, [t._replace(pos="NOUN") if t.i == i else t for t in sentence.tokens])


def _rebuilt(sentence: Sentence, tokens: list[Token]) -> Sentence:
    return make_sentence(tokens, index=sentence.index, paragraph=sentence.paragraph, kind=sentence.kind)
