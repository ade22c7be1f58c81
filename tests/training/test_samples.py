"""Documents cut into windows to train on: no word is lost, and acts stay at their words."""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.corpus import Sentence
from training.samples import (
    CONTEXT,
    EVENT_ROLES,
    FLOW_ROLES,
    UNKNOWN,
    Sample,
    Trigger,
    by_source,
    documents,
    held_back,
    of_annotated,
    of_names,
    of_trees,
    reduced,
    respelled,
    taught,
    windows,
)
from training.sheets import Act, Annotated, Side

from dragoman.parsing.pieces import WordPieces
from dragoman.parsing.words import load_word_rules

ROOT = Path(__file__).parents[2]
PIECES = WordPieces.of(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"wx0123456789", *(f"##{c}" for c in "wx0123456789")])
RULES = load_word_rules()


def chance(seed):
    return random.Random(seed)  # noqa: S311 - repeatable choices, no secret


@pytest.mark.parametrize("module", ["corpus", "copies", "sheets", "samples", "evaluate"])
def test_torch_is_not_needed_to_prepare_and_to_score(module):
    code = f"import sys; sys.modules['torch'] = None; import training.{module}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)  # noqa: S603 - our own code


# ---- windows -----------------------------------------------------------------------------------------------------


def document(lengths, *, every=3):
    """Sentences of so many words, each word once; every third begins a paragraph; an act at each sentence's first word."""
    starts = [sum(lengths[:k]) for k in range(len(lengths))]
    count = sum(lengths)
    words = [f"w{n}" for n in range(count)]
    sentences = [(a, a + n) for a, n in zip(starts, lengths, strict=True)]
    acts = [Trigger(a, "event", "AID", None, "positive", "actual", ((max(0, a - 1), 1), (b - 1, 2))) for a, b in sentences]
    heads = [-1 if n in starts else n - 1 for n in range(count)]
    pos = [f"P{n}" for n in range(count)]
    return Sample(words, sentences, set(starts[::every]), True, pos, pos, pos, heads, pos, pos, acts, id="d")


def cost(window):
    return sum(len(PIECES.ids(w)) for w in window.words) + len(window.paragraphs) + 2


def number(window, word):
    return int(window.words[word][1:])


LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=20)


@settings(deadline=None)
@given(LENGTHS, st.sampled_from([64, 96, 128]), st.none() | st.integers(0, 99))
def test_windows_have_every_word_once_apart_from_context(lengths, limit, seed):
    sample = document(lengths)
    found = list(windows(sample, PIECES, limit, None if seed is None else chance(seed)))
    fresh = 0
    for window in found:
        first = number(window, 0)
        assert first <= fresh, "nothing is left out"
        assert [number(window, k) for k in range(len(window.words))] == list(range(first, first + len(window.words)))
        if first < fresh:  # the sentence before, whole and short
            assert (first, fresh) in sample.sentences
            assert sum(len(PIECES.ids(w)) for w in sample.words[first:fresh]) < CONTEXT
        fresh = first + len(window.words)
        assert cost(window) <= limit
        assert window.sentences[0][0] == 0
        assert window.sentences[-1][1] == len(window.words)
        assert all(a[1] == b[0] for a, b in zip(window.sentences, window.sentences[1:], strict=False)), "whole sentences"
    assert fresh == len(sample.words)


@settings(deadline=None)
@given(LENGTHS, st.sampled_from([64, 128]))
def test_what_is_said_of_words_stays_at_them(lengths, limit):
    sample = document(lengths)
    seen = Counter()
    for window in windows(sample, PIECES, limit):
        numbers = [number(window, k) for k in range(len(window.words))]
        for values in (window.pos, window.features, window.scripts, window.deps, window.names):
            assert values == [f"P{n}" for n in numbers]
        assert {numbers[p] for p in window.paragraphs} == sample.paragraphs & set(numbers)
        for word, above in zip(numbers, window.heads, strict=True):
            wanted = sample.heads[word]
            assert above == (wanted - numbers[0] if wanted in numbers else -1)
        for act in window.acts:
            [whole] = [t for t in sample.acts if t.word == numbers[act.word]]
            assert [(numbers[w], r) for w, r in act.roles] == [(w, r) for w, r in whole.roles if w in numbers]
            assert replace(act, word=0, roles=()) == replace(whole, word=0, roles=())
            seen[whole.word] += 1
        assert (window.starts, window.id) == (True, "d")
    assert set(seen) == {t.word for t in sample.acts}, "no act is lost"


def test_a_sentence_longer_than_a_window_is_cut_off():
    sample = document([3, 200, 4])
    found = list(windows(sample, PIECES, 64))
    assert [number(w, 0) for w in found] == [0, 3, 203]
    assert all(cost(window) <= 64 for window in found)
    assert max(len(window.words) for window in found) < 40
    assert found[1].acts[0].roles == (), "its parties are outside"


def test_what_is_not_annotated_stays_so():
    sample = Sample(["w1", "w2"], [(0, 2)], {0})
    [window] = windows(sample, PIECES, 64)
    assert (window.pos, window.names, window.heads, window.acts, window.starts) == (None, None, None, None, False)


def test_a_document_without_acts_says_so():
    """That is not the same as a document whose acts nobody has looked for."""
    sample = replace(document([4, 4]), acts=[])
    assert [window.acts for window in windows(sample, PIECES, 64)] == [[]]


def test_passes_differ_by_the_length_of_the_first_window():
    sample = document([5] * 30)
    first = {len(next(windows(sample, PIECES, 128, chance(seed))).words) for seed in range(20)}
    assert len(first) > 3


# ---- annotated news ----------------------------------------------------------------------------------------------

TEXT = "Xi Jinping's aides met Peru's minister in Lima.\n\nChina Bank lent the state $40 million, or 7 in a hundred, for trains."
SECOND = TEXT.index("China")


def span(words):
    at = TEXT.index(words)
    return at, at + len(words)


def annotated(*acts):
    return Annotated("one", TEXT, [(0, SECOND - 2), (SECOND, len(TEXT))], list(acts))


def side(words, *, here=True):
    return Side(span(words) if here else None, words, None)


def word(sample, text):
    return sample.words.index(text)


def test_an_annotated_document_is_cut_into_our_words():
    sample = of_annotated(annotated(), RULES)
    assert "|".join(sample.words[:10]) == "Xi|Jinping|'s|aides|met|Peru|'s|minister|in|Lima"
    assert sample.sentences == [(0, 11), (11, len(sample.words))]
    assert sample.paragraphs == {0, 11}
    assert sample.acts == []


def test_an_act_stands_at_the_first_word_of_its_trigger_and_a_party_at_its_last():
    act = Act("event", "CONSULT", "visit", 0, span("aides met"), (side("Xi Jinping"),), (side("Peru's minister"),), None, None, "negative", "future")
    sample = of_annotated(annotated(act), RULES)
    aides, xi, minister = (word(sample, w) for w in ("aides", "Jinping", "minister"))
    roles = ((xi, EVENT_ROLES.index("actor")), (minister, EVENT_ROLES.index("recipient")))
    assert sample.acts == [Trigger(aides, "event", "CONSULT", "visit", "negative", "future", roles)]


def test_a_flow_has_its_amount_at_its_first_figure_and_its_goods_at_their_last_word():
    amount, goods = span("$40 million, or 7"), span("for trains")
    act = Act("flow", "loan", None, 1, span("lent"), (side("China Bank"),), (side("the state"),), amount, goods)
    sample = of_annotated(annotated(act), RULES)
    roles = {sample.words[w]: FLOW_ROLES[r] for w, r in sample.acts[0].roles}
    assert roles == {"Bank": "provider", "state": "recipient", "40": "amount", "trains": "goods"}


def test_an_amount_in_words_stands_at_its_last():
    act = Act("flow", "loan", None, 1, span("lent"), (), (), span("a hundred"), None)
    sample = of_annotated(annotated(act), RULES)
    assert sample.acts[0].roles == ((word(sample, "hundred"), FLOW_ROLES.index("amount")),)


ELSEWHERE = [
    ("before", 1, "Xi Jinping", "Jinping"),
    ("behind, where it is not named before", 0, "China Bank", "Bank"),
    ("nowhere", 0, "Laos", None),
]


@pytest.mark.parametrize(("reason", "sentence", "name", "expected"), ELSEWHERE, ids=[r[0] for r in ELSEWHERE])
def test_a_party_of_another_sentence_is_its_nearest_mention(reason, sentence, name, expected):
    trigger = span("met") if sentence == 0 else span("lent")
    act = Act("event", "AID", None, sentence, trigger, (Side(None, name, None),), ())
    sample = of_annotated(annotated(act), RULES)
    assert [sample.words[w] for w, _ in sample.acts[0].roles] == ([expected] if expected else [])


def test_of_two_acts_of_a_kind_at_a_word_the_first_is_kept():
    event = Act("event", "AID", None, 1, span("lent"), (), ())
    flow = Act("flow", "loan", None, 1, span("lent"), (), ())
    sample = of_annotated(annotated(flow, event, replace(event, type="AGREE")), RULES)
    assert [(t.kind, t.type) for t in sample.acts] == [("event", "AID"), ("flow", "loan")]


def test_a_word_that_is_both_sides_is_the_giver():
    act = Act("event", "CONSULT", None, 0, span("met"), (side("aides"),), (side("aides"),))
    assert [r for _, r in of_annotated(annotated(act), RULES).acts[0].roles] == [1]


# ---- treebanks ---------------------------------------------------------------------------------------------------


def sentence(words, **fields):
    n = len(words)
    given = {
        "spaces": [True] * n, "lemmas": [w.lower() for w in words], "pos": ["NOUN"] * n, "tags": ["NN"] * n, "morphs": [""] * n,
        "heads": [0] * n, "deps": ["ROOT", *["obj"] * (n - 1)], "entities": [""] * n,
    }  # fmt: skip
    return Sentence(words, **{**given, **fields})


def test_trees_become_one_document():
    sample = of_trees([sentence(["Aa", "bb"], starts_paragraph=True), sentence(["cc", "dd", "ee"])], named=False)
    assert sample.words == ["Aa", "bb", "cc", "dd", "ee"]
    assert (sample.sentences, sample.paragraphs) == ([(0, 2), (2, 5)], {0})
    assert sample.heads == [-1, 0, -1, 2, 2]
    assert sample.deps == ["root", "obj", "root", "obj", "obj"]
    assert (sample.names, sample.acts, sample.starts) == (None, None, True)


def test_sentences_are_grouped_into_documents():
    one, two, three = sentence(["a"], starts_document=True), sentence(["b"]), sentence(["c"], starts_document=True)
    assert list(documents([one, two, three])) == [[one, two], [three]]
    assert list(documents([])) == []


@pytest.mark.parametrize(("morph", "kept"), [("Case=Nom|Number=Sing|Tense=Past", "Number=Sing|Tense=Past"), ("", ""), ("Case=Nom", "")])
def test_only_features_that_are_read_are_kept(morph, kept):
    assert reduced(morph) == kept


def test_names_of_kinds_that_we_lack_are_none():
    rows = [
        ("Xi", "I-PER"),
        ("met", "O"),
        ("Le", "I-PER"),
        ("Mr", "B-PER"),
        ("Nobel", "I-MISC"),
        ("UN", "I-ORG"),
        ("Lima", "I-LOC"),
        ("Peru", "I-LOC"),
    ]
    assert of_names(rows).names == ["B-PER", "O", "B-PER", "B-PER", "O", "B-ORG", "B-LOC", "I-LOC"]


# ---- spellings, documents held back ------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.text(min_size=1) | st.sampled_from(['"', "''", "``", "'s", "n't", "“", "’", "It", "signed"])), st.integers(0, 999))
def test_another_spelling_has_as_many_words_and_none_is_empty(words, seed):
    window = Sample(words, [(0, len(words))], {0}, id="d")
    found = respelled(window, chance(seed))
    assert len(found.words) == len(words)
    assert all(found.words)
    assert replace(found, words=words) == window
    assert window.words is words


def test_spellings_are_those_of_news():
    window = Sample(['"', "We", "do", "n't", "sign", '"'], [(0, 6)], {0})
    found = {" ".join(respelled(window, chance(seed)).words) for seed in range(300)}
    assert {'" We do n\'t sign "', "“ We do n’t sign ”", '" we do n\'t sign "', '" WE DO N\'T SIGN "', '" We do n\'t Sign "'} <= found


HELD = [
    ("a later year of the digest", "Wikipedia Portal: Current events", "2024-01-01", True, "digest"),
    ("an earlier one", "Wikipedia Portal: Current events", "2023-12-31", False, "digest"),
    ("months of Wikinews", "Wikinews", "2020-03-01", True, "articles"),
    ("the first day of them", "Wikinews", "2020-01-15", True, "articles"),
    ("the day before", "Wikinews", "2020-01-14", False, "articles"),
    ("the month behind", "Wikinews", "2020-07-01", False, "articles"),
    ("a source of its own", "re3d / US State Department", "", True, "articles"),
    ("its sister", "re3d / CENTCOM", "", False, "articles"),
    ("a table of finance", "AidData GCDF 2.0", "2017", True, "finance"),
    ("the next one of it", "AidData GCDF 3.0", "2021", False, "finance"),
    ("nothing known", "", "", False, "articles"),
]


@pytest.mark.parametrize(("reason", "source", "published", "held", "kind"), HELD, ids=[r[0] for r in HELD])
def test_documents_held_back_and_their_kind(reason, source, published, held, kind):
    one = Annotated("d", "", [], [], source, published)
    assert held_back(one) is held
    assert by_source([one]) == {kind: [one]}


def test_our_own_documents_are_a_kind_of_their_own():
    one = Annotated("own-fin-001", "", [])
    assert by_source([one]) == {"own": [one]}
    assert not held_back(one)


def test_a_teacher_fills_in_what_annotators_do_not_write(tools):
    """Tags, names and trees of the words that both cut alike; heads stay within the annotated sentences."""
    text = "Kenya praised Chad. It rained."
    document = Annotated("d", text, [(0, 19), (20, 30)])
    rules = load_word_rules()
    sample = taught(of_annotated(document, rules), document, rules, tools.reader)
    assert sample.pos[:3] == ["PROPN", "VERB", "PROPN"]
    assert sample.names[0].startswith("B-")
    inside = {i: k for k, (a, b) in enumerate(sample.sentences) for i in range(a, b)}
    assert all(h in {-1, UNKNOWN} or inside[h] == inside[i] for i, h in enumerate(sample.heads))
    assert -1 in sample.heads


def test_a_word_without_a_head_stays_without_one():
    """In a window, too, it is not taken for a root."""
    sample = Sample(["a", "b", "c"], [(0, 3)], {0}, heads=[-1, UNKNOWN, 0], deps=["root", "", "dep"])
    [window] = windows(sample, PIECES, 64)
    assert window.heads == [-1, UNKNOWN, 0]
