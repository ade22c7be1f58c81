"""`dragoman.Record`: the questions of the command line, asked from Python, have the same answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from dragoman import Article, InputError, Reader, Reading, Record
from dragoman.cli import app
from dragoman.errors import RecordError
from dragoman.record.encoding import encode_claim

SAMPLES = [Path(__file__).parents[2] / f"samples/ecu-{number}.txt" for number in range(1, 5)]


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.fixture(scope="module")
def made(reader, tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "r.sqlite"
    with Record(path) as record:
        record.add(reader.read(SAMPLES))
    return path


@pytest.fixture
def record(made, tmp_path):
    (tmp_path / "r.sqlite").write_bytes(made.read_bytes())
    with Record(tmp_path / "r.sqlite") as copy:
        yield copy


def printed(path, *arguments):
    done = CliRunner().invoke(app, [*map(str, arguments), "--record", str(path), "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    return [msgspec.json.decode(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "filters"),
    [
        (("events", "--pair", "CHN", "ECU"), {"kind": "event", "pair": ("CHN", "ECU")}),
        (("events", "--type", "AGREE", "--type", "support"), {"kind": "event", "type": ["AGREE", "support"]}),
        (("events", "--newest", "--limit", "3"), {"kind": "event", "newest": True, "limit": 3}),
        (("events", "--min-confidence", "0.8", "--how-not", "context"), {"kind": "event", "min_confidence": 0.8, "how_not": "context"}),
        (("statements", "--by", "Quirós", "--stance", "says"), {"kind": "statement", "by": "Quirós", "stance": "says"}),
        (("flows", "--from", "CHN", "--since", "2009"), {"kind": "flow", "from_": "CHN", "since": "2009"}),
        (("events", "--verdict", "agree"), {"kind": "event", "verdict": "agree"}),
    ],
    ids=str,
)
def test_claims_are_those_that_the_command_prints(record, arguments, filters):
    found = [stored.id for stored in record.claims(**filters)]
    assert found == [claim["id"] for claim in printed(record.path, *arguments)]
    assert "limit" in filters or record.count(**filters) == len(found)


def test_some_of_these_questions_have_answers(record):
    assert record.count(kind="event", verdict="agree")
    assert record.count(by="Quirós", stance="says")


def test_a_claim_is_the_same_as_json_and_as_a_dataclass(record):
    for stored in record.claims():
        assert msgspec.json.decode(encode_claim(stored.typed)) == stored.claim
        assert record.claim(stored.id) == stored


def test_findings_and_ledger_are_those_of_the_commands(record):
    assert [finding.id for finding in record.findings(pair=("CHN", "ECU"))] == [
        finding["id"] for finding in printed(record.path, "findings", "--pair", "CHN", "ECU")
    ]
    assert [entry.stored.id for entry in record.ledger(from_="CHN")] == [claim["id"] for claim in printed(record.path, "ledger", "--from", "CHN")]
    first = record.findings()[0]
    assert record.finding(first.id) == first


def test_a_pair_is_the_same_from_either_side(record):
    one, other = record.pair("CHN", "ECU"), record.pair("ECU", "CHN")
    assert (one.counts, one.happenings) == (other.counts, other.happenings)
    assert {finding.id for finding in one.findings} == {finding.id for finding in other.findings}
    assert one.counts["event"] >= len(one.happenings) > 0


def test_articles_actors_and_names(record):
    assert [stored.article.id for stored in record.articles()] == [found["id"] for found in printed(record.path, "articles")]
    assert {stored.article.id for stored in record.articles("Petroecuador", limit=1)} <= {"sample-ecu-1", "sample-ecu-2", "sample-ecu-3"}
    assert record.article("sample-ecu-1").article.outlet == "Cordillera Wire"
    assert record.article("none") is None
    assert next(record.actors(limit=1)).id == "ECU"
    assert "Ecuador" in {name.text for name in record.names("ECU")}


def test_explain_replays_a_claim(record, reader):
    stored = next(record.claims(kind="event"))
    assert "rule" in [reason.step for reason in record.explain(stored.id, reader)]
    with pytest.raises(InputError, match="no claim 'ev-none'"):
        record.explain("ev-none", reader)


def test_what_is_added(reader, record):
    [known] = reader.read(SAMPLES[0])
    other = replace(known, article=Article("sample-ecu-2", "Kenya met Ghana.", origin="elsewhere.txt"), claims=())
    failed = Reading(Article("new", "Peru met Chile."), fault="KeyError: 5 (mentions.py:120)")
    added = record.add([known, other, failed], program=reader.program)
    assert (added.new, added.known, len(added.refused)) == (0, 1, 1)
    assert "Duplicate id sample-ecu-2" in str(added.refused[0])
    assert record.article("new") is None


def test_the_command_line_need_not_read_again_what_python_added(record):
    done = CliRunner().invoke(app, ["read", *map(str, SAMPLES), "--record", str(record.path)])
    assert "4 articles in" in done.stderr
    assert "0 new or changed, 4 already there; 0 claims read" in done.stderr


def test_judgements_are_appended_and_undone(record):
    finding = record.findings(kind="event")[0]
    one, other = finding.claims[:2]
    assert record.judge("different", one, other, by=" Ada ", note="two meetings") == 1
    assert not any({one, other} <= set(found.claims) for found in record.findings())
    assert record.undo(1, by="Ben") == 2
    assert [(made.verdict, made.by, made.note, made.undoes) for made in record.judgements()] == [
        ("different", "Ada", "two meetings", None),
        ("undo", "Ben", None, 1),
    ]


@pytest.mark.parametrize(
    ("reason", "judge", "words"),
    [
        ("one claim is no two", lambda r, event, flow: r.judge("same", event, by="Ada"), "said of two claims"),
        ("two claims are not one", lambda r, event, flow: r.judge("wrong", event, flow, by="Ada"), "said of one claim"),
        ("the same claim twice", lambda r, event, flow: r.judge("same", event, event, by="Ada"), "are one"),
        ("two kinds", lambda r, event, flow: r.judge("same", event, flow, by="Ada"), "of one kind each"),
        ("nobody", lambda r, event, flow: r.judge("wrong", event, by=" "), "needs a name"),
        ("no such claim", lambda r, event, flow: r.judge("wrong", "ev-none", by="Ada"), "no claim 'ev-none'"),
        ("no such judgement", lambda r, event, flow: r.undo(7, by="Ada"), "it has none"),
    ],
)
def test_what_cannot_be_judged_is_not_kept(record, reason, judge, words):
    event, flow = (next(record.claims(kind=kind)).id for kind in ("event", "flow"))
    with pytest.raises(InputError, match=words):
        judge(record, event, flow)
    assert record.judgements() == ()


@pytest.mark.parametrize(
    ("reason", "filters", "words"),
    [
        ("an unknown filter", {"colour": "red"}, "there is no such filter"),
        ("an unknown type", {"type": "EAT"}, "'EAT' is unknown"),
        ("half a pair", {"pair": ("CHN",)}, "two actors"),
        ("nobody", {"actor": " "}, "nothing is named"),
        ("no day", {"since": "May"}, "is not a date"),
    ],
)
def test_a_filter_that_is_none(record, reason, filters, words):
    with pytest.raises(InputError, match=words):
        list(record.claims(**filters))


def test_a_question_to_no_record(tmp_path):
    with Record(tmp_path / "none.sqlite") as record, pytest.raises(RecordError, match="There is no record"):
        record.count()
    assert not (tmp_path / "none.sqlite").exists()


def test_a_closed_record_opens_again(record):
    before = record.count()
    record.close()
    assert record.count() == before
