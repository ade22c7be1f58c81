"""An article becomes a parse: structure, whatever the reader's quality; windows; inputs that would choke it.

The section at the end asks for what any reader that is worth shipping gets right.
"""

import itertools
import time
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.domain import Article
from dragoman.parsing.annotate import CONTEXT, Reader, load_reader, parse_articles
from dragoman.parsing.annotate import parse as parse_article
from dragoman.parsing.encoder import WINDOW
from dragoman.parsing.heads import CANDIDATE
from dragoman.parsing.layout import cut
from dragoman.parsing.lemmas import load_lemmas
from dragoman.parsing.words import load_word_rules, words
from made_scores import LABELS, SURE, blank, head, party

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
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def spans(found):
    return [(t.start, t.end) for s in found.sentences for t in s.tokens]


def check(found, text):
    """What holds of any parse of a text."""
    assert [s.index for s in found.sentences] == list(range(len(found.sentences)))
    assert [s.paragraph for s in found.sentences] == sorted(s.paragraph for s in found.sentences)
    for sentence in found.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        start, end = found.paragraphs[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end
        assert [t.head for t in sentence.tokens if t.head == t.i] == [sentence.root]
        for i, token in enumerate(sentence.tokens):
            assert token.i == i
            assert 0 <= token.head < len(sentence.tokens)
            assert token.head == i or i in sentence.children[token.head]
            assert token.pos
            assert token.dep
            assert token.lemma
            assert token.ent in {"", "PER", "ORG", "LOC"}
            assert token.ent or not token.ent_begin
        assert sorted(sentence.subtree(sentence.root)) == list(range(len(sentence.tokens))), "one tree"
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans(found))), "in order, no word twice"


@pytest.mark.parametrize(("reason", "text"), TEXTS, ids=[r[0] for r in TEXTS])
def test_offsets_slice_back(parse, reason, text):
    found = parse(text)
    check(found, text)
    tokens = [t for s in found.sentences for t in s.tokens]
    for token in tokens:
        assert visible(text[token.start : token.end]) == visible(token.text)
    assert "".join(visible(t.text) for t in tokens) == visible(text), "no word is lost"


def test_words_are_clean_of_what_cannot_be_seen(parse):
    [sentence] = parse("Chi\u200bna lent\u2060 Ecuador mon\u00adey.").sentences
    assert [t.text for t in sentence.tokens] == ["China", "lent", "Ecuador", "money", "."]


def test_white_space_behind_words_is_known(parse):
    text = "“China’s (new)  loan”\tended."
    tokens = [t for s in parse(text).sentences for t in s.tokens]
    assert "".join(t.text + " " * t.space for t in tokens).strip() == "“China’s (new) loan” ended."


def test_paragraphs_and_kinds(parse):
    text = "Deal signed\n\nROME (ANSA) — The ministers met. They signed.\n\nPhoto: The ministers."
    found = parse(text, title="Deal signed")
    check(found, text)
    assert [text[a:b] for a, b in found.paragraphs] == text.split("\n\n")
    assert {s.kind for s in found.sentences if s.paragraph == 1} == {"dateline", "text"}
    assert {s.kind for s in found.sentences if s.paragraph == 0} == {"title"}
    assert {s.kind for s in found.sentences if s.paragraph == 2} == {"caption"}
    [dateline] = [s for s in found.sentences if s.kind == "dateline"]
    assert text[dateline.start : dateline.end] == "ROME (ANSA) —"


def test_a_sentence_never_crosses_a_line(parse):
    """Whatever the reader says: a title without a full stop ends where its line ends."""
    text = "Peru leaves\n\n" + "\n".join(f"Minister {n} met" for n in range(60))
    found = parse(text)
    check(found, text)
    assert all("\n" not in text[s.start : s.end] for s in found.sentences)
    assert len(found.paragraphs) == 61


STORY = """Envoys of Peru and Chile met in Quito on Tuesday to sign a loan agreement worth $40 million, officials said. "We will pay it
back," the Peruvian minister said; his government had rejected an earlier offer. The United States condemned the deal and imposed sanctions
on two banks. Police arrested six protesters near the embassy in Lima, and the ambassador was recalled.
"""
LONG_STORY = "Peru signs deal\n\n" + "\n\n".join(STORY.replace("\n", " ").replace("Quito", place) for place in ("Quito", "Bogotá", "La Paz") * 6)


def test_every_word_is_in_one_sentence_over_many_windows(parse):
    found = parse(LONG_STORY, title="Peru signs deal")
    check(found, LONG_STORY)
    expected = [
        (p.start + a, p.start + b) for p in cut(Article("a", LONG_STORY, title="Peru signs deal")) for a, b in words(LONG_STORY[p.start : p.end])
    ]
    assert spans(found) == expected


def test_acts_stand_at_words_and_so_do_their_parties(parse, reader):
    found = parse(LONG_STORY, title="Peru signs deal")
    labels = reader.encoder.labels
    assert found.acts
    assert [(a.sentence, a.token) for a in found.acts] == sorted((a.sentence, a.token) for a in found.acts)
    assert len({(a.sentence, a.token, a.kind) for a in found.acts}) == len(found.acts), "one of a kind at a word"
    for act in found.acts:
        assert 0 <= act.token < len(found.sentences[act.sentence].tokens)
        types, details, roles = (
            (labels.types, labels.modes, labels.event_roles) if act.kind == "event" else (labels.flows, labels.statuses, labels.flow_roles)
        )
        assert act.kind in {"event", "flow"}
        assert act.type in types[1:]
        assert act.runner_up in types[1:]
        assert act.type != act.runner_up
        assert act.detail in {None, *details[1:]}
        assert act.polarity in labels.polarities
        assert act.modality in labels.modalities
        assert CANDIDATE < act.score <= 1
        assert 0 <= act.runner_up_score <= act.score
        for role in act.roles:
            assert role.role in roles[1:]
            assert 0 <= role.token < len(found.sentences[role.sentence].tokens)
            assert 0 < role.score <= 1


def test_articles_come_back_in_order(reader):
    articles = [Article(str(n), f"Minister {n} met the press. " * (n % 5) or ".") for n in range(70)]
    found = list(parse_articles(reader, iter(articles)))
    assert [a for a, _ in found] == articles
    assert all(p.sentences[-1].end <= len(a.text) for a, p in found)


def test_articles_are_parsed_as_they_are_asked_for(reader):
    """An endless feed is no trouble."""
    feed = (Article(str(n), "China lent Ecuador money.") for n in itertools.count())
    assert [a.id for a, _ in itertools.islice(parse_articles(reader, feed), 3)] == ["0", "1", "2"]


NOTHING = [
    ("nothing", ""),
    ("white space", " \n "),
    ("white space of other kinds", "\u00a0\u2003\t\r\n\u2028\u2029"),
    ("invisible characters", "\u200b\u00ad\ufeff\u2060"),
    ("invisible characters in many lines", "\u200b\n\n\ufeff\n" * 500),
]


@pytest.mark.parametrize(("reason", "text"), NOTHING, ids=[r[0] for r in NOTHING])
def test_an_article_without_words(reader, reason, text):
    [(_, found)] = parse_articles(reader, [Article("a", text)])
    assert (found.sentences, found.acts) == ((), ())
    assert visible(text) or len(found.paragraphs) <= text.count("\n") + 1


def test_a_piece_without_words_is_no_sentence(parse):
    found = parse("China lent money.\n\n\u200b\n\nIt was repaid.")
    assert "|".join(t.text for s in found.sentences for t in s.tokens) == "China|lent|money|.|It|was|repaid|."


def test_a_parse_does_not_depend_on_its_neighbours(reader):
    one, other = Article("a", LONG_STORY), Article("b", "The ministers met in Rome on Monday. They signed.")
    [(_, alone)] = parse_articles(reader, [one])
    assert alone == next(parse for article, parse in parse_articles(reader, [other, one]) if article is one)


def test_a_parse_does_not_depend_on_the_reader_s_past(reader):
    article = Article("a", STORY)
    assert parse_article(load_reader(), article) == parse_article(reader, article)


# ---- windows, with an encoder that answers as it is told ---------------------------------------------------------


class Told:
    """An encoder without a model: `starts` says which words begin a sentence, by what is printed and by their place in the window."""

    labels = LABELS

    def __init__(self, starts=lambda word, place: False, sizes=lambda word: 1, change=None):
        self.starts, self.size, self.change, self.windows = starts, sizes, change, []

    def score(self, row, paragraphs):
        self.windows.append((list(row), set(paragraphs)))
        scores = blank(len(row))
        for place, word in enumerate(row):
            scores["start"][place] = SURE if self.starts(word, place) else -SURE
        if self.change:
            self.change(scores, row)
        return scores


def read(encoder, text):
    return parse_article(Reader(encoder, load_word_rules(), load_lemmas(frozenset())), Article("a", text))


def printed(found):
    return ["".join(t.text + " " * t.space for t in s.tokens).strip() for s in found.sentences]


def text_of(count, every=10):
    """Words w0, w1, …; each tenth begins a sentence by its capital."""
    return " ".join(f"{'w' if n % every else 'W'}{n}" for n in range(count))


def by_capital(word, place):
    return word[0] == "W"


def test_sentences_are_those_of_the_head():
    found = read(Told(by_capital), text_of(25))
    assert [len(s.tokens) for s in found.sentences] == [10, 10, 5]


def test_the_last_sentence_of_a_window_is_read_again_in_the_next():
    """It may go on; so the next window begins with it, and with the sentence before as context."""
    told = Told(by_capital)
    found = read(told, text_of(400))
    assert [len(s.tokens) for s in found.sentences] == [10] * 40
    first, second = (row for row, _ in told.windows)
    assert first[-1] == "w253"
    assert second[0] == "W240"


def test_a_long_sentence_is_no_context():
    told = Told(lambda word, place: word == "w200", lambda word: 1)
    found = read(told, text_of(300, every=1000))
    assert [len(s.tokens) for s in found.sentences] == [200, 100]
    assert told.windows[1][0][0] == "w200"
    assert CONTEXT < 200


def test_a_sentence_longer_than_a_window_is_cut():
    told = Told()
    found = read(told, text_of(600, every=1000))
    assert [len(s.tokens) for s in found.sentences] == [254, 254, 92]


def test_a_window_ends_with_a_paragraph_rather_than_in_the_next():
    told = Told()
    lines = [text_of(80), text_of(100), text_of(120), text_of(30)]
    found = read(told, "\n\n".join(lines))
    assert [len(s.tokens) for s in found.sentences] == [80, 100, 120, 30]
    assert [len(row) for row, _ in told.windows] == [180, 150]
    assert [starts for _, starts in told.windows] == [{0, 80}, {0, 120}]


def test_a_word_that_is_not_said_to_begin_one_begins_a_sentence_where_its_line_begins():
    assert printed(read(Told(), "one two\nThree four\n\nFive")) == ["one two", "Three four", "Five"]


def test_acts_of_context_are_not_told_twice():
    """Every window says that there is an act at each capital word; the parties are the first and the last word of the window."""

    def change(scores, row):
        for place, word in enumerate(row):
            if word[0] == "W":
                scores["types"][place, 0] = -SURE
                party(scores, place, 0, 1)
                party(scores, place, len(row) - 1, 2)

    told = Told(by_capital, change=change)
    found = read(told, text_of(400))
    assert [(a.sentence, a.token) for a in found.acts] == [(n, 0) for n in range(40)]
    windows = [row for row, _ in told.windows]
    assert len(windows) == 2
    word = {(s.index, t.i): t.text for s in found.sentences for t in s.tokens}
    for act in found.acts:
        window = windows[act.sentence >= 25]
        assert [word[r.sentence, r.token] for r in act.roles] == [window[0], window[-1]], "also where they stand in another sentence"


def test_trees_are_those_of_the_scores():
    def change(scores, row):
        for place in range(len(row)):
            head(scores, place, 2 if place != 1 else 0)

    [sentence] = read(Told(change=change), "small states signed it").sentences
    assert [t.head for t in sentence.tokens] == [1, 1, 1, 1]
    assert sentence.tokens[1].dep == "root"


NAMES = [
    ("begun and gone on", ["B-LOC", "I-LOC", "O"], [("LOC", True), ("LOC", False), ("", False)]),
    ("two in a row", ["B-LOC", "B-LOC", "O"], [("LOC", True), ("LOC", True), ("", False)]),
    ("never begun", ["O", "I-LOC", "I-LOC"], [("", False), ("LOC", True), ("LOC", False)]),
    ("no name goes on as another kind", ["B-PER", "I-LOC", "O"], [("PER", True), ("", False), ("", False)]),
]


@pytest.mark.parametrize(("reason", "said", "expected"), NAMES, ids=[r[0] for r in NAMES])
def test_names(reason, said, expected):
    def change(scores, row):
        for place, name in enumerate(said):
            scores["names"][place, LABELS.names.index(name)] = 1

    [sentence] = read(Told(change=change), "zum zam zim").sentences
    assert [(t.ent, t.ent_begin) for t in sentence.tokens] == expected


TEXTS_TOLD = st.lists(st.sampled_from(["W1", "w2", "w3 w4", "W5 w6 w7", ".", ",", "\n", "\n\n", "\u200b", "w8 " * 90, "W9 " * 60]), max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS_TOLD, st.integers(0, 2**32 - 1), st.sampled_from([1, 3, 12]))
def test_any_starts_and_any_sizes_read_every_word_once(parts, seed, size):
    """Whatever the head says, and be it something else in each window."""
    chooser = np.random.default_rng(seed)
    often = chooser.random() ** 3
    told = Told(lambda word, place: chooser.random() < often, lambda word: 1 + len(word) % size)
    text = " ".join(parts)
    found = read(told, text)
    check(found, text)
    assert spans(found) == [(p.start + a, p.start + b) for p in cut(Article("a", text)) for a, b in words(text[p.start : p.end])]
    for row, starts in told.windows:
        assert sum(map(told.size, row)) + len(starts - {0}) + 2 <= WINDOW


# ---- inputs that would choke it ----------------------------------------------------------------------------------

SECONDS = 10
MEGABYTES = 400
HOSTILE = [
    ("one token of 5 MB", "a" * 5_000_000),
    ("100,000 commas", "," * 100_000),
    ("2,000 short lines", "\n".join(f"Minister {n} met" for n in range(2000))),
    ("100,000 lines without a word", "\u200b\n" * 100_000),
    ("5 MB of white space", " \n\u2003\t" * 1_250_000),
    ("a megabyte of accents on one letter", "a" + "\u0301" * 1_000_000),
    ("5 MB of invisible characters", "\u200b" * 5_000_000),
]


def cost(reader, text):
    """CPU seconds, and megabytes by which the process grew."""
    resource = pytest.importorskip("resource")
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = parse_article(reader, Article("a", text))
    taken = time.process_time() - began
    return found, taken, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


@pytest.mark.parametrize(("reason", "text"), HOSTILE, ids=[r[0] for r in HOSTILE])
def test_hostile_inputs_are_read_in_bounded_time_and_memory(reader, reason, text):
    found, taken, grown = cost(reader, text)
    check(found, text)
    assert taken < SECONDS
    assert grown < MEGABYTES


def test_a_sentence_of_30_000_words_takes_time_by_its_words_only(reader):
    """No full stop, no line: it is cut into windows, and each costs the same."""
    unit = "the minister of trade met "
    parse_article(reader, Article("a", unit))
    _, small, _ = cost(reader, unit * 600)
    found, taken, grown = cost(reader, unit * 6000)
    assert sum(len(s.tokens) for s in found.sentences) == 30_000
    assert max(len(s.tokens) for s in found.sentences) < WINDOW
    assert taken < max(SECONDS, 15 * small)
    assert grown < MEGABYTES


# ---- what any reader that is worth shipping gets right -----------------------------------------------------------


def test_shipped_reader_parses_a_plain_sentence(parse):
    """The verb is the root, the lender its subject, names are names."""
    [sentence] = parse("China lent Ecuador $1.4 billion.").sentences
    china, lent, ecuador = sentence.tokens[:3]
    assert (lent.dep, lent.pos, lent.lemma) == ("root", "VERB", "lend")
    assert (china.dep, china.head, china.pos) == ("nsubj", lent.i, "PROPN")
    assert ecuador.head == lent.i
    assert ecuador.dep in {"iobj", "obj"}
    assert {china.ent, ecuador.ent} <= {"LOC", "ORG"}  # a state that lends may be taken for an organisation
    assert "Tense=Past" in lent.feats


def test_shipped_reader_sees_a_plain_loan(parse):
    found = parse("China lent Ecuador $1.4 billion.")
    [flow] = [a for a in found.acts if a.kind == "flow"]
    [sentence] = found.sentences
    assert (flow.type, sentence.tokens[flow.token].text, flow.polarity, flow.modality) == ("loan", "lent", "positive", "actual")
    assert {(sentence.tokens[r.token].text, r.role) for r in flow.roles} >= {("China", "provider"), ("Ecuador", "recipient")}


def test_shipped_reader_ends_sentences(parse):
    found = parse("China lent Ecuador money. The U.S. envoy left. It was repaid in 2015.")
    assert [len(s.tokens) for s in found.sentences] == [5, 5, 6]


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


def test_irregular_pasts_have_their_base_form(parse):
    """The lemma's own head leaves some pasts as they are."""
    [sentence] = parse("Kazakhstan forgave Kyrgyz debt.").sentences
    assert sentence.tokens[1].lemma == "forgive"
