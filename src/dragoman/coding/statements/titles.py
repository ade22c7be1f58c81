"""Headlines as they are meant: a comma that was read as "and"."""

from __future__ import annotations

from dragoman.parsing.tree import Sentence, make_sentence


def mended(sentence: Sentence) -> Sentence:
    """Put the comma of a headline back where the parse read it as "and"; any other sentence stays as it is."""
    commas = {t.i for t in sentence.tokens if t.pos == "CCONJ" and len(t.text) > t.end - t.start == 1}
    if sentence.kind != "title" or not commas:
        return sentence
    tokens = [t._replace(text=",", lemma=",", pos="PUNCT", dep="punct") if t.i in commas else t for t in sentence.tokens]
    return make_sentence(tokens, index=sentence.index, paragraph=sentence.paragraph, kind=sentence.kind)
