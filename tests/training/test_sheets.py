"""Annotation sheets: what a line means, and what is said of lines that are wrong."""

import json
import sys
from pathlib import Path

import pytest
from training.sheets import Act, Annotated, SheetError, Side, load_annotated, read_gold, read_sheet

from training import sheets

ROOT = Path(__file__).parents[2]
SENTENCES = ("China met Peru in Lima.", "The bank lent Peru $40 million for its railway, and China met Chile.")
TEXT = " ".join(SENTENCES)
BOUNDS = [(0, 23), (24, 24 + len(SENTENCES[1]))]


def sheet(tmp_path, *lines, header=True):
    path = tmp_path / "one.txt"
    start = ["#doc one", *(f"> {s}" for s in SENTENCES)] if header else []
    path.write_text("\n".join([*start, *lines, ""]), encoding="utf8")
    return path


def span(words, nth=1, first=0):
    at = first - 1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


CHINA, PERU = Side(span("China"), "China", "CHN"), Side(span("Peru"), "Peru", "PER")
BANK = Side(span("The bank"), "The bank", None)

#: (reason, line, the act it means)
GOOD = [
    (
        "an event",
        "1 AGREE | met | A: China=CHN; Peru=PER | R: -",
        Act("event", "AGREE", None, 0, span("met"), (CHINA, PERU), ()),
    ),
    (
        "with a mode",
        "1 CONSULT/visit | met | A: China=CHN | R: Peru=PER",
        Act("event", "CONSULT", "visit", 0, span("met"), (CHINA,), (PERU,)),
    ),
    (
        "no side at all",
        "1 CONSULT | met | A: - | R:",
        Act("event", "CONSULT", None, 0, span("met"), (), ()),
    ),
    (
        "denied",
        "1 CONSULT | met | A: China=CHN | R: - | neg",
        Act("event", "CONSULT", None, 0, span("met"), (CHINA,), (), polarity="negative"),
    ),
    (
        "what will be",
        "1 CONSULT | met | A: China=CHN | R: - | future",
        Act("event", "CONSULT", None, 0, span("met"), (CHINA,), (), modality="future"),
    ),
    (
        "denied and possible, in one field or two, with an empty one behind",
        "1 CONSULT | met | A: China=CHN | R: - | neg, possible |",
        Act("event", "CONSULT", None, 0, span("met"), (CHINA,), (), polarity="negative", modality="possible"),
    ),
    (
        "the second of two words like that",
        "2 CONSULT | n#2 | A: China=CHN | R: -",
        Act("event", "CONSULT", None, 1, span("n", 2, 24), (Side(span("China", 2), "China", "CHN"),), ()),
    ),
    (
        "only words of the sentence count",
        "2 CONSULT | met | A: China=CHN | R: Chile=CHL",
        Act("event", "CONSULT", None, 1, span("met", 2), (Side(span("China", 2), "China", "CHN"),), (Side(span("Chile"), "Chile", "CHL"),)),
    ),
    (
        "a fuller name and no code",
        "2 AID | lent | A: bank=-^Bank of China | R: Peru=PER",
        Act("event", "AID", None, 1, span("lent"), (Side(span("bank"), "Bank of China", None),), (Side(span("Peru", 2), "Peru", "PER"),)),
    ),
    (
        "a party of another sentence",
        "2 AID | lent | A: @China=CHN | R: -",
        Act("event", "AID", None, 1, span("lent"), (Side(None, "China", "CHN"),), ()),
    ),
    (
        "a flow",
        "2 FLOW loan delivered | lent | P: The bank=- | R: Peru=PER | amt: $40 million | what: railway",
        Act(
            "flow", "loan", "delivered", 1, span("lent"), (BANK,), (Side(span("Peru", 2), "Peru", "PER"),), span("$40 million"), span("railway")
        ),
    ),
    (
        "a flow with nothing but its kind",
        "2 FLOW loan - | lent | P: - | R: - | amt: - | what: - | future",
        Act("flow", "loan", None, 1, span("lent"), (), (), modality="future"),
    ),
    (
        "goods that the sentence does not name",
        "2 FLOW loan | lent | P: - | R: - | amt: $40 million | what: a bridge",
        Act("flow", "loan", None, 1, span("lent"), (), (), span("$40 million")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "line", "act"), GOOD, ids=[r[0] for r in GOOD])
def test_a_line_means_an_act(tmp_path, reason, line, act):
    [document] = read_sheet(sheet(tmp_path, line))
    assert document == Annotated("one", TEXT, BOUNDS, [act])


NOT_ACTS = [
    ("nothing in the sentence", "1 none"),
    ("a remark", "1 ? | met | in doubt"),
    ("a comment", "# of the second pass"),
    ("an empty line", "   "),
]


@pytest.mark.parametrize(("reason", "line"), NOT_ACTS, ids=[r[0] for r in NOT_ACTS])
def test_what_is_no_act_is_left_out(tmp_path, reason, line):
    [document] = read_sheet(sheet(tmp_path, line))
    assert document == Annotated("one", TEXT, BOUNDS, [])


WRONG = [
    ("no number", "AGREE | met | A: China=CHN | R: -", "begins with no number of a sentence (1 to 2)"),
    ("a number too high", "3 AGREE | met | A: China=CHN | R: -", "begins with no number"),
    ("a number too low", "0 AGREE | met | A: China=CHN | R: -", "begins with no number"),
    ("a field too few", "1 AGREE | met | A: China=CHN", "is not of the form"),
    ("an unknown type", "1 AGREES | met | A: China=CHN | R: -", "unknown type 'AGREES'"),
    ("an unknown flow", "1 FLOW gift agreed | met | P: China=CHN | R: -", "unknown flow"),
    ("an unknown status", "1 FLOW loan maybe | met | P: China=CHN | R: -", "unknown flow"),
    ("no flow", "1 FLOW | met | P: China=CHN | R: -", "unknown flow"),
    ("a trigger that is not there", "1 AGREE | meets | A: China=CHN | R: -", "not in the sentence: 'meets'"),
    ("a trigger of the other sentence", "1 AGREE | lent | A: China=CHN | R: -", "not in the sentence: 'lent'"),
    ("fewer words like that", "1 AGREE | met#2 | A: China=CHN | R: -", "not in the sentence: 'met'"),
    ("a party that is not there", "1 AGREE | met | A: Cuba=CUB | R: -", "not in the sentence: 'Cuba'"),
    ("a party without a code", "1 AGREE | met | A: China | R: -", "is not of the form words=CODE: 'China'"),
    ("a party with a wrong code", "1 AGREE | met | A: China=china | R: -", "words=CODE"),
    ("sides the wrong way round", "1 AGREE | met | R: China=CHN | A: -", "where A or P: is wanted"),
    ("a side without its letter", "1 AGREE | met | China=CHN | R: -", "where A or P: is wanted"),
    ("an amount that is not there", "2 FLOW loan agreed | lent | P: - | R: - | amt: $50 million", "not in the sentence: '$50 million'"),
    ("a misspelt modality", "1 AGREE | met | A: China=CHN | R: - | futur", "unknown field 'futur'"),
    ("an amount of an event", "1 AGREE | met | A: China=CHN | R: - | amt: -", "unknown field 'amt'"),
    ("a misspelt field of a flow", "2 FLOW loan agreed | lent | P: - | R: - | amount: $40 million", "unknown field 'amount'"),
]


@pytest.mark.parametrize(("reason", "line", "cause"), WRONG, ids=[r[0] for r in WRONG])
def test_a_wrong_line_is_told_with_its_number_and_the_others_are_read(tmp_path, reason, line, cause):
    path = sheet(tmp_path, line, "1 AGREE | met | A: China=CHN | R: -")
    error, document = read_sheet(path)
    assert isinstance(error, SheetError)
    assert str(error).startswith(f"{path}:4: ")
    assert cause in str(error)
    assert str(error).endswith(line)
    assert len(document.acts) == 1


def test_a_line_before_the_first_document(tmp_path):
    [error] = read_sheet(sheet(tmp_path, "1 AGREE | met | A: China=CHN | R: -", header=False))
    assert "before the first #doc" in str(error)


def test_a_document_without_a_name_takes_nothing_of_the_one_before(tmp_path):
    found = list(read_sheet(sheet(tmp_path, "#doc", "1 AGREE | met | A: China=CHN | R: -")))
    assert [one.acts for one in found if isinstance(one, Annotated)] == [[]]
    assert ["names no document" in str(one) for one in found if isinstance(one, SheetError)] == [True, False]


# ---- texts of others ---------------------------------------------------------------------------------------------

KNOWN = {"one": Annotated("one", TEXT, BOUNDS, [], "Wikinews", "2020-02-02"), "two": Annotated("two", "It rained.", [(0, 10)])}


def test_texts_of_others_are_taken_by_their_name(tmp_path):
    lines = ("#doc one", "1 AGREE | met | A: China=CHN | R: -", "#doc two", "1 none")
    one, two = read_sheet(sheet(tmp_path, *lines, header=False), KNOWN)
    assert (one.text, one.sentences, one.source, one.published) == (TEXT, BOUNDS, "Wikinews", "2020-02-02")
    assert [len(one.acts), len(two.acts)] == [1, 0]
    assert KNOWN["one"].acts == [], "the text itself stays as it is"


def test_an_unknown_text_takes_no_acts_of_another(tmp_path):
    lines = ("#doc one", "#doc three", "1 AGREE | met | A: China=CHN | R: -")
    found = list(read_sheet(sheet(tmp_path, *lines, header=False), KNOWN))
    assert [one.id for one in found if isinstance(one, Annotated)] == ["one"]
    assert [one.acts for one in found if isinstance(one, Annotated)] == [[]]
    assert "there is no text of that id" in str(found[1])


def test_a_sheet_for_texts_of_others_holds_no_running_text(tmp_path):
    found = list(read_sheet(sheet(tmp_path, "#doc one", "> More.", header=False), KNOWN))
    assert "running text" in str(found[0])
    assert KNOWN["one"].text == TEXT


def gold_line():
    def at(words, start=0):
        begin = TEXT.index(words, start)
        return {"start": begin, "end": begin + len(words)}

    event = {
        "kind": "event", "type": "CONSULT", "mode": "visit", "sentence": 1, "trigger": at("met"), "polarity": "negative", "modality": "future",
        "actor_spans": [{**at("China"), "name": "China", "code": "CHN"}], "recipient_spans": [{"name": "Laos", "code": None}],
    }  # fmt: skip
    flow = {
        "kind": "flow", "flow_type": "loan", "status": None, "sentence": 2, "trigger": at("lent"), "polarity": "positive", "modality": "actual",
        "provider_spans": [{**at("The bank"), "name": "The bank"}], "recipient_spans": [], "amount_span": at("$40 million"), "commodity": "railway",
    }  # fmt: skip
    return json.dumps({"id": "one", "text": TEXT, "sentences": BOUNDS, "source": None, "claims": [event, flow]}) + "\n"


def test_gold_of_the_scorer_is_read(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(gold_line(), encoding="utf8")
    [found] = read_gold(path)
    assert (found.id, found.text, found.sentences, found.source, found.published) == ("one", TEXT, BOUNDS, "", "")
    assert found.acts == [
        Act("event", "CONSULT", "visit", 0, span("met"), (CHINA,), (Side(None, "Laos", None),), None, None, "negative", "future"),
        Act("flow", "loan", None, 1, span("lent"), (BANK,), (), span("$40 million"), span("railway")),
    ]


def test_all_sources_are_loaded_together(tmp_path):
    gold, texts, others = tmp_path / "gold.jsonl", tmp_path / "texts.jsonl", tmp_path / "others.txt"
    gold.write_text(gold_line(), encoding="utf8")
    texts.write_text(json.dumps({"id": "two", "text": "It rained.", "sentences": [[0, 10]], "source": None}), encoding="utf8")
    others.write_text("#doc two\n1 PROTEST | rained | A: - | R: -\n", encoding="utf8")
    own = sheet(tmp_path, "1 AGREE | met | A: China=CHN | R: -")
    found = load_annotated([gold], [own], [others], [texts])
    assert [(one.id, len(one.acts)) for one in found] == [("one", 2), ("one", 1), ("two", 1)]


def test_loading_stops_at_a_wrong_line(tmp_path):
    with pytest.raises(SheetError, match="unknown type"):
        load_annotated([], [sheet(tmp_path, "1 AGREES | met | A: - | R: -")], [], [])


COMMANDS = [
    ("sound", "1 AGREE | met | A: China=CHN | R: -", 0, "1 documents, 1 acts, 0 wrong lines"),
    ("wrong", "1 AGREES | met | A: China=CHN | R: -", 1, "1 documents, 0 acts, 1 wrong lines"),
]


@pytest.mark.parametrize(("reason", "line", "code", "told"), COMMANDS, ids=[r[0] for r in COMMANDS])
def test_the_command_checks_sheets(tmp_path, monkeypatch, capsys, reason, line, code, told):
    path = sheet(tmp_path, line)
    monkeypatch.setattr(sys, "argv", ["sheets", str(path)])
    assert sheets.main() == code
    out, err = capsys.readouterr()
    assert out.strip() == told
    assert bool(err) == bool(code)


@pytest.mark.parametrize("path", sorted((ROOT / "training/examples").glob("*.txt")), ids=lambda path: path.name)
def test_our_own_sheets_have_no_wrong_line(path):
    found = list(read_sheet(path))
    assert [one for one in found if isinstance(one, SheetError)] == []
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert all(one.text[start:end].strip() for start, end in one.sentences)
        for act in one.acts:
            start, end = one.sentences[act.sentence]
            assert start <= act.trigger[0] < act.trigger[1] <= end


@pytest.mark.parametrize("path", sorted((ROOT / "training/annotations").glob("*.txt")), ids=lambda path: path.name)
def test_our_sheets_for_texts_of_others_hold_no_text(path):
    lines = path.read_text(encoding="utf8").splitlines()
    assert not [line for line in lines if line.startswith(">")]
    assert all(line.startswith("#") or not line or line.split()[0].isdigit() for line in lines)
