import itertools
import warnings

import pytest
import spacy
from spacy.language import Language

from dragoman.coding.patterns import load_event_lexicon
from dragoman.domain import Article
from dragoman.errors import PipelineError
from dragoman.parsing.annotate import load_pipeline, parse_articles

TEXTS = [
    ("plain", "China lent Ecuador $1.4 billion. It was repaid."),
    ("no-break spaces", "China\xa0lent Ecuador $1.4\xa0billion.\xa0It was repaid."),
    ("double blanks", "China  lent   Ecuador money.  It was repaid."),
    ("tabs", "China\tlent\t\tEcuador money."),
    ("zero-width characters", "Chi\u200bna lent\u2060 Ecuador mon\u00adey.\ufeff"),
    ("byte order mark first", "\ufeffChina lent Ecuador money."),
    ("beyond the basic plane", "China 🇨🇳 lent Ecuador 𝟏 billion. It was repaid."),
    ("combining characters", "Vene\u0301zuela paid Be\u0301nin. It was repaid."),
    ("paragraphs", "Title here\n\nChina lent  Ecuador money.\r\n\r\nIt\xa0was\u200b repaid."),
    ("dateline", "BEIJING (Reuters) —  China\xa0 lent Ecuador money."),
    ("thin space inside a figure", "China lent 1\u2009400\u2009000 dollars."),
    ("only a mark", "…"),
]


def visible(text):
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")


@pytest.mark.parametrize(("reason", "text"), TEXTS, ids=[r[0] for r in TEXTS])
def test_offsets_slice_back(parse, reason, text):
    found = parse(text)
    for sentence in found.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for token in sentence.tokens:
            assert visible(text[token.start : token.end]) == visible(token.text)
    tokens = [t for s in found.sentences for t in s.tokens]
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert "".join(visible(t.text) for t in tokens) == visible(text), "no word is lost"


def test_words_are_clean_of_what_cannot_be_seen(parse):
    [sentence] = parse("Chi\u200bna lent\u2060 Ecuador mon\u00adey.").sentences
    assert [t.text for t in sentence.tokens] == ["China", "lent", "Ecuador", "money", "."]


def test_paragraphs_and_kinds(parse):
    text = "Deal signed\n\nROME (ANSA) — The ministers met. They signed.\n\nPhoto: The ministers."
    found = parse(text, title="Deal signed")
    assert [text[a:b] for a, b in found.paragraphs] == text.split("\n\n")
    assert {s.kind for s in found.sentences if s.paragraph == 1} == {"dateline", "text"}
    assert [s.kind for s in found.sentences if s.paragraph != 1] == ["title", "caption"]
    assert [s.index for s in found.sentences] == list(range(len(found.sentences)))


def test_sentences_are_trees(parse):
    """Whatever the text: heads stay inside, each sentence has a root, its children agree with the heads."""
    for sentence in parse("He said: “No.” Then — nothing!!! www.example.org ) ( 12/03 a.m. U.S. , , ,").sentences:
        assert sentence.tokens[sentence.root].head == sentence.root
        for token in sentence.tokens:
            assert token.head == token.i or token.i in sentence.children[token.head]


def test_shipped_pipeline_parses_a_plain_sentence(parse):
    """Only what any usable parser gets right: the verb is the root, the lender its subject, names are names."""
    [sentence] = parse("China lent Ecuador $1.4 billion.").sentences
    china, lent, ecuador = sentence.tokens[:3]
    assert (lent.dep, lent.pos, lent.lemma) == ("root", "VERB", "lend")
    assert (china.dep, china.head, china.pos) == ("nsubj", lent.i, "PROPN")
    assert ecuador.head == lent.i
    assert ecuador.dep in {"iobj", "obj"}
    assert "LOC" in {china.ent, ecuador.ent}
    assert "Tense=Past" in lent.feats


def test_every_word_has_a_part_of_speech(parse):
    """A verb without one ("killed") is no clause, and its event is lost."""
    examples = "\n\n".join(text for one in load_event_lexicon().classes for text, _, _ in one.examples)
    assert [t.text for s in parse(examples).sentences for t in s.tokens if not t.pos] == []


LEMMAS = {
    "staged": "stage", "waged": "wage", "fined": "fine", "hoped": "hope", "spared": "spare", "slated": "slate", "raped": "rape",
    "relaunched": "relaunch", "resupplied": "resupply", "reoccupied": "reoccupy", "imposed": "impose",
    "lent": "lend", "withdrew": "withdraw", "condemned": "condemn",
}  # fmt: skip


def test_lemmas_of_verbs_that_the_lexicon_knows(parse):
    """A class of the lexicon is found by its lemma: "staged a protest" needs stage."""
    text = "\n\n".join(f"The rebels have {word} it." for word in LEMMAS)
    found = {t.text: t.lemma for s in parse(text).sentences for t in s.tokens if t.text in LEMMAS}
    assert found == LEMMAS


def test_articles_come_back_in_order(nlp):
    articles = [Article(str(n), f"Minister {n} met the press. " * (n % 5) or ".") for n in range(70)]
    found = list(parse_articles(nlp, articles))
    assert [a.id for a, _ in found] == [a.id for a in articles]
    assert all(p.sentences[-1].end <= len(a.text) for a, p in found)


def test_an_article_without_words(nlp):
    [(_, found)] = parse_articles(nlp, [Article("a", " \n ")])
    assert (found.sentences, found.paragraphs) == ((), ())


def test_a_parse_does_not_depend_on_its_neighbours(nlp):
    one, other = Article("a", "China lent Ecuador money."), Article("b", "The ministers met in Rome on Monday. They signed.")
    [(_, alone)] = parse_articles(nlp, [one])
    assert alone == next(parse for article, parse in parse_articles(nlp, [other, one]) if article is one)


# ---- pipelines that cannot be used -------------------------------------------------------------------------------


def blank(*labels: str) -> Language:
    made = spacy.blank("en")
    if labels:
        parser = made.add_pipe("parser")
        for label in labels:
            parser.add_label(label)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.initialize()
    return made


REFUSED = [
    ("other labels than UD", ("nsubj", "dobj", "pobj", "prep", "det"), ("Universal Dependencies", "dobj", "dragoman_en")),
    ("too few UD labels", ("nsubj", "obj", "det"), ("Universal Dependencies", "obl")),
    ("no parser", (), ("no dependency parser", "Universal Dependencies")),
]


@pytest.mark.parametrize(("reason", "labels", "words"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_pipeline_that_cannot_be_used_is_refused(tmp_path, reason, labels, words):
    folder = tmp_path / "other"
    blank(*labels).to_disk(folder)
    with pytest.raises(PipelineError) as refused:
        load_pipeline(str(folder))
    assert str(folder) in str(refused.value)
    assert all(word in str(refused.value) for word in words)


def test_a_pipeline_with_subtypes_is_taken(tmp_path):
    folder = tmp_path / "mine"
    blank("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "case", "ccomp", "xcomp").to_disk(folder)
    assert "parser" in load_pipeline(str(folder)).pipe_names


@pytest.mark.parametrize("name", ["no_such_pipeline", "/no/such/folder"])
def test_a_missing_pipeline(name):
    with pytest.raises(PipelineError, match="cannot be loaded") as refused:
        load_pipeline(name)
    assert "dragoman_en" in str(refused.value), "the repair names one that is there"


def test_a_folder_that_is_no_pipeline(tmp_path):
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load_pipeline(str(tmp_path))


def test_irregular_pasts_have_their_base_form() -> None:
    """The parser's lemmatizer leaves some pasts as they are."""
    [(_, parse)] = list(parse_articles(load_pipeline(), [Article("a", "Kazakhstan forgave Kyrgyz debt.")]))
    assert parse.sentences[0].tokens[1].lemma == "forgive"
