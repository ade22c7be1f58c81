import pytest
from said_trees import build

from dragoman.coding.statements.lexicon import load_reporting
from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import parse_table

LEXICON = load_reporting()
STANCES = [
    ("say", "says"), ("claim", "claims"), ("deny", "denies"), ("allege", "alleges"), ("accuse", "alleges"), ("confirm", "confirms"),
    ("report", "reports"), ("vow", "promises"), ("pledge", "promises"), ("promise", "promises"), ("threaten", "warns"), ("urge", "asks"),
    ("demand", "asks"), ("warn", "warns"), ("doubt", "doubts"),
]  # fmt: skip


@pytest.mark.parametrize(("lemma", "stance"), STANCES)
def test_stance(lemma, stance):
    assert [stance] == [entry.stance for entry in LEXICON.entries if (entry.kind, entry.lemma) == ("verb", lemma)]


def test_size_and_uniqueness():
    keys = [(e.lemma, e.kind) for e in LEXICON.entries]
    assert len(keys) >= 450
    assert len(keys) == len(set(keys))
    assert {"verb", "noun", "adverbial"} == {e.kind for e in LEXICON.entries}


POINTED = "He/he/PRON/1/nsubj pointed/point/VERB/1/root out/out/ADP/1/compound:prt errors/error/NOUN/1/obj ././PUNCT/1/punct"
MADE_CLEAR = "He/he/PRON/1/nsubj made/make/VERB/1/root clear/clear/ADJ/3/amod terms/term/NOUN/1/obj ././PUNCT/1/punct"
RULED = "He/he/PRON/1/nsubj ruled/rule/VERB/1/root ././PUNCT/1/punct"
PHRASES = [
    ("adjacent particle", "He pointed out errors.", POINTED, 1, "point out", (1, 2)),
    ("the longest entry", "He made clear terms.", MADE_CLEAR, 1, "make clear", (1, 2)),
    ("the plain verb", "He ruled.", RULED, 1, "rule", (1,)),
]


@pytest.mark.parametrize(("reason", "text", "tokens", "i", "lemma", "words"), PHRASES, ids=[p[0] for p in PHRASES])
def test_phrases(reason, text, tokens, i, lemma, words):
    found = LEXICON.verb(build(text, [tokens]).sentences[0], i)
    assert found is not None
    assert (lemma, words) == (found[0].lemma, found[1])


MEDIA = [
    (("telephone", "interview"), "telephone interview"),
    (("", "interview"), "interview"),
    (("", "X"), "X"),
    (("", "x"), None),
    (("news", "conference"), "press conference"),
]


@pytest.mark.parametrize(("words", "medium"), MEDIA)
def test_medium(words, medium):
    assert medium == LEXICON.medium(words)


BAD_ROWS = [
    ("say,says,that|loud,to,verb,", "frames loud not known"),
    ("say,says,that,to,adverb,", "kind 'adverb' not known"),
    ("say,shouts,that,to,verb,", "stance 'shouts' not known"),
    ("say,says,that,to,verb,often", "note 'often' not known"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_wrong_rows_are_refused(row, message, monkeypatch):
    table = f"lemma,stance,frames,addressee,kind,note\n{row}\n"
    monkeypatch.setattr("dragoman.coding.statements.lexicon.load_table", lambda name, columns: parse_table(name, table, columns))
    with pytest.raises(KnowledgeError, match=message):
        load_reporting()
