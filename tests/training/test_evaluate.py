"""What counts as right: acts of hand-made parses against hand-made gold, trees against a treebank."""

import json
import sys
from collections import Counter

import pytest
from training.corpus import Sentence
from training.evaluate import Words, acts_report, figures, interval, score_acts, score_trees, text_of
from training.sheets import FLOWS, MODALITIES, STATUSES, TYPES, Annotated, Side
from training.sheets import Act as Gold

from dragoman.parsing.tree import Act, Parse, Role
from made_scores import LABELS
from training import evaluate
from trees import tree

FIRST = "China//PROPN/1/nsubj lent//VERB/1/root Peru//PROPN/1/iobj money//NOUN/1/obj .//PUNCT/1/punct"
SECOND = "It//PRON/3/nsubj:pass was//AUX/3/aux:pass also//ADV/3/advmod paid//VERB/3/root by//ADP/5/case Laos//PROPN/3/obl:agent .//PUNCT/3/punct"
TEXT = "China lent Peru money. It was also paid by Laos."
SENTENCES = (tree(FIRST), tree(SECOND, start=23, index=1))


def span(words):
    at = TEXT.index(words)
    return at, at + len(words)


def side(words, *, here=True, name=None):
    return Side(span(words) if here else None, name or words, None)


def gold(kind="event", type_="AID", trigger="lent", givers=("China",), takers=("Peru",), **more):
    sides = [tuple(map(side, names)) for names in (givers, takers)]
    return Gold(kind, type_, more.pop("detail", None), 0, span(trigger), *sides, **more)


def act(kind="event", type_="AID", token=(0, 1), roles=((0, 0, "actor"), (0, 2, "recipient")), score=0.9, **more):
    truth = more.get("polarity", "positive"), more.get("modality", "actual")
    made = tuple(Role(*role, 0.9) for role in roles)
    return Act(*token, kind, type_, more.get("detail"), score, "SANCTION", 0.05, *truth, made)


def scored(wanted, found, threshold=0.5):
    document = Annotated("one", TEXT, [(0, 22), (23, len(TEXT))], list(wanted))
    return score_acts(document, Parse(SENTENCES, ((0, len(TEXT)),), tuple(found)), threshold)


def test_the_sentences_fit_the_text():
    assert [TEXT[t.start : t.end] for s in SENTENCES for t in s.tokens] == [t.text for s in SENTENCES for t in s.tokens]


def test_words_are_numbered_through_the_article():
    words = Words(Parse(SENTENCES, ()))
    assert words.number(1, 2) == 7
    assert words.at(span("Peru money")) == [2, 3]
    assert words.at((22, 22)) == []


#: (reason, gold, ours, whether the type is right, whether the sides are, too)
ROWS = [
    ("all as annotated", gold(), act(), True, True),
    ("another type", gold(), act(type_="SANCTION"), False, False),
    ("another kind", gold(), act("flow", "AID"), False, False),
    ("nobody found", gold(), act(roles=()), True, False),
    ("the giver only", gold(), act(roles=((0, 0, "actor"),)), True, False),
    ("the wrong way round", gold(), act(roles=((0, 2, "actor"), (0, 0, "recipient"))), True, False),
    ("one of several givers is enough", gold(givers=("China", "Laos")), act(), True, True),
    ("more found than annotated", gold(), act(roles=((0, 0, "actor"), (1, 5, "actor"), (0, 2, "recipient"))), True, True),
    ("gold leaves a side open", gold(givers=()), act(roles=((0, 2, "recipient"),)), True, True),
    ("gold leaves both open", gold(givers=(), takers=()), act(roles=()), True, True),
    ("of a mutual act it makes no difference on which side a party is found", gold(takers=()), act(roles=((0, 0, "recipient"),)), True, True),
    ("a trigger three words off", gold(), act(token=(0, 4)), True, True),
    ("four words off: only with both sides right", gold(), act(token=(1, 0)), False, True),
    ("six words off", gold(trigger="China", takers=()), act(token=(1, 1)), False, True),
    ("seven words off", gold(trigger="China", takers=()), act(token=(1, 2)), False, False),
    ("four words off and nobody found", gold(), act(token=(1, 0), roles=()), False, False),
    (
        "a flow has other roles",
        gold("flow", "loan"),
        act("flow", "loan", roles=((0, 0, "provider"), (0, 2, "recipient"), (0, 3, "amount"))),
        True,
        True,
    ),
    ("of a flow the sides may not be changed", gold("flow", "loan", takers=()), act("flow", "loan", roles=((0, 0, "recipient"),)), True, False),
]


@pytest.mark.parametrize(("reason", "wanted", "found", "typed", "sided"), ROWS, ids=[r[0] for r in ROWS])
def test_what_is_right(reason, wanted, found, typed, sided):
    count = scored([wanted], [found])
    kind = wanted.kind
    assert (count[f"{kind} gold"], count[f"{found.kind} ours"]) == (1, 1)
    assert (count[f"{kind} type"], count[f"{kind} sides"]) == (typed, sided)


def test_a_party_that_is_printed_elsewhere_is_known_by_a_word_of_its_name():
    wanted = Gold("event", "AID", None, 1, span("paid"), (side("", here=False, name="Bank of China"),), ())
    assert scored([wanted], [act(token=(1, 3), roles=((0, 0, "actor"),))])["event sides"] == 1
    assert scored([wanted], [act(token=(1, 3), roles=((0, 2, "actor"),))])["event sides"] == 0


def test_an_act_of_gold_is_found_once():
    """Of two that could be it the surer one is taken; the other is one too many."""
    count = scored([gold(detail="visit")], [act(score=0.6, detail="meet"), act(token=(0, 2), detail="visit", score=0.8)])
    assert (count["event ours"], count["event type"], count["event sides"], count["event detail"]) == (2, 1, 1, 1)


def test_two_acts_of_gold_are_found_by_two():
    count = scored([gold(), gold(trigger="money")], [act(), act(token=(0, 3))])
    assert (count["event gold"], count["event type"], count["event sides"]) == (2, 2, 2)


def test_only_what_is_sure_enough_counts():
    found = [act(score=0.5), act("flow", "loan", score=0.51)]
    count = scored([gold()], found)
    assert (count["event ours"], count["flow ours"], count["event type"]) == (0, 1, 0)
    assert scored([gold()], found, 0.4)["event ours"] == 1


TRUTHS = [
    ("both right", {"polarity": "negative", "modality": "future"}, 1),
    ("polarity wrong", {"polarity": "positive", "modality": "future"}, 0),
    ("modality wrong", {"polarity": "negative", "modality": "actual"}, 0),
]


@pytest.mark.parametrize(("reason", "said", "right"), TRUTHS, ids=[r[0] for r in TRUTHS])
def test_truth_is_polarity_and_modality(reason, said, right):
    count = scored([gold(polarity="negative", modality="future")], [act(**said)])
    assert (count["event type"], count["event truth"]) == (1, right)


# ---- figures -----------------------------------------------------------------------------------------------------


def test_figures_are_shares_of_summed_counts():
    counts = [
        Counter({"event gold": 8, "event ours": 4, "event type": 3, "event sides": 2, "event truth": 2, "event detail": 1}),
        Counter({"event gold": 2, "event ours": 6, "event type": 3, "event sides": 2, "event truth": 3, "flow gold": 5}),
    ]
    assert figures(counts, "event") == {
        "type f1": 0.6, "sides f1": 0.4, "type p": 0.6, "type r": 0.6, "truth": 0.833, "detail": 0.167, "gold": 10, "ours": 10,
    }  # fmt: skip
    assert figures(counts, "flow") == {"type f1": 0, "sides f1": 0, "type p": 0, "type r": 0, "truth": 0, "detail": 0, "gold": 5, "ours": 0}


def test_figures_of_nothing():
    assert set(figures([], "event").values()) == {0}


def many(rights):
    return [Counter({"event gold": 4, "event ours": 5, "event type": right, "event sides": right // 2}) for right in rights]


INTERVALS = [
    ("documents like each other", [3] * 30),
    ("documents of all sorts", [0, 4, 1, 3, 2, 4, 0, 4, 3, 1] * 3),
    ("a few", [1, 4, 2]),
    ("one", [2]),
]


@pytest.mark.parametrize(("reason", "rights"), INTERVALS, ids=[r[0] for r in INTERVALS])
@pytest.mark.parametrize("figure", ["type f1", "sides f1"])
def test_an_interval_contains_its_figure(reason, rights, figure):
    counts = many(rights)
    low, high = interval(counts, "event", figure)
    assert 0 <= low <= figures(counts, "event")[figure] <= high <= 1
    assert (low == high) == (len(set(rights)) == 1)
    assert interval(counts, "event", figure) == (low, high), "the same each time"


def test_more_documents_make_it_narrower():
    few, more = (interval(many([0, 4, 1, 3, 2] * n), "event", "type f1") for n in (2, 20))
    assert more[1] - more[0] < (few[1] - few[0]) / 2


# ---- the whole way, with the reader replaced ---------------------------------------------------------------------


@pytest.fixture
def told(monkeypatch):
    """`parse` gives the hand-made sentences with the acts put into this list."""
    found = []
    monkeypatch.setattr(evaluate, "parse", lambda reader, article: Parse(SENTENCES, ((0, len(TEXT)),), tuple(found)))
    return found


def gold_file(tmp_path):
    claim = {
        "kind": "event", "type": "AID", "mode": None, "sentence": 1, "trigger": dict(zip(("start", "end"), span("lent"), strict=True)),
        "polarity": "positive", "modality": "actual", "actor_spans": [{"name": "China", "start": 0, "end": 5}], "recipient_spans": [],
    }  # fmt: skip
    rows = [
        {"id": "kept", "source": "Wikinews", "published": "2020-03-01", "text": TEXT, "sentences": [[0, 22], [23, len(TEXT)]], "claims": [claim]},
        {"id": "trained", "source": "Wikinews", "published": "2019-03-01", "text": TEXT, "sentences": [[0, len(TEXT)]], "claims": []},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


def test_acts_are_reported_on_documents_held_back(told, tmp_path):
    told.append(act(score=0.45))
    report = acts_report(None, [gold_file(tmp_path)], everything=False, thresholds=(0.4, 0.5))
    assert set(report) == {f"{group} {kind} > {t}" for group in ("all", "articles") for kind in ("event", "flow") for t in (0.4, 0.5)}
    assert (report["all event > 0.4"]["type f1"], report["all event > 0.4"]["ours"]) == (1, 1)
    assert (report["all event > 0.5"]["type f1"], report["all event > 0.5"]["ours"]) == (0, 0)
    assert report["all event > 0.4"]["intervals"]["type f1"] == (1, 1)


def test_everything_is_every_document(told, tmp_path):
    told.append(act())
    report = acts_report(None, [gold_file(tmp_path)], everything=True, thresholds=(0.5,))
    assert (report["all event > 0.5"]["gold"], report["all event > 0.5"]["ours"]) == (1, 2)


def test_the_command_prints_figures(told, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(evaluate, "load_reader", lambda path: None)
    monkeypatch.setattr(sys, "argv", ["evaluate", "--acts", str(gold_file(tmp_path)), "--json"])
    assert evaluate.main() == 0
    assert json.loads(capsys.readouterr().out)["all event > 0.5"]["gold"] == 1


# ---- trees -------------------------------------------------------------------------------------------------------

CONLLU = """# newdoc
# newpar
1	China	China	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(1-place-new-1)
2	lent	lend	VERB	VBD	Tense=Past	0	root	_	_
3	Peru	Peru	PROPN	NNP	_	2	iobj	_	Entity=(2-place-new-1)
4	money	money	NOUN	NN	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

1	It	it	PRON	PRP	_	4	nsubj:pass	_	_
2	was	be	AUX	VBD	_	4	aux:pass	_	_
3	also	also	ADV	RB	_	4	advmod	_	_
4	paid	pay	VERB	VBN	_	0	root	_	_
5	by	by	ADP	IN	_	6	case	_	_
6	Laos	Laos	PROPN	NNP	_	4	obl:agent	_	Entity=(3-place-new-1)|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

"""


def test_the_text_of_a_treebank_is_put_together_again():
    sentences = [
        Sentence(["He", "left", "."], [True, False, True], starts_paragraph=True),
        Sentence(["So", "?"], [False, True]),
        Sentence(["Yes"], [True], starts_paragraph=True),
    ]
    text, spans = text_of(sentences)
    assert text == "He left. So?\n\nYes "
    assert [[text[a:b] for a, b in row] for row in spans] == [["He", "left", "."], ["So", "?"], ["Yes"]]


def test_trees_are_scored(told, tmp_path):
    path = tmp_path / "en_gum-test.conllu"
    path.write_text(CONLLU, encoding="utf8")
    row = score_trees(None, path)
    assert (row["words"], row["sentences"], row["upos"], row["uas"], row["las"]) == (1, 1, 1, 1, 1)
    assert row["lemmas"] == round(9 / 12, 4), "lent, was and paid are not taken back to their base form"
    assert row["features"] == round(10 / 12, 4)
    assert row["names"]["f"] == row["names"]["LOC"] == 0.8, "Laos is missed"
    assert row["names"]["PER"] == 0


def test_a_wrong_head_and_a_wrong_relation_cost(told, tmp_path):
    path = tmp_path / "en_ewt-test.conllu"
    path.write_text(CONLLU.replace("2\tiobj", "4\tobj").replace("advmod", "obl"), encoding="utf8")
    row = score_trees(None, path)
    assert (row["uas"], row["las"]) == (round(9 / 10, 4), round(8 / 10, 4))
    assert "names" not in row


def test_types_of_the_reader_are_those_of_the_sheets(reader):
    known = reader.encoder.labels
    assert (known.types[1:], known.flows[1:], known.statuses[1:]) == (TYPES, FLOWS, STATUSES)
    assert known.modalities == ("actual", *MODALITIES)
    assert known.flow_roles[1:] == LABELS.flow_roles[1:]
