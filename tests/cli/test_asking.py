"""Asking the record on the command line: the filters, the forms, ids by their beginnings, names that nobody bears."""

import csv
import io
import json
import sys
from functools import partial
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from dragoman import cli
from dragoman.cli.filtering import OPTIONS, asked_for
from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.record.filters import KEYS
from dragoman.record.writer import RecordWriter
from dragoman.running.path import read_articles

TEXT = (
    "Israel attacked Syria on 3 March 2024. Chile's president visited Peru. Iran did not attack Iraq. Russia said that China lent Ecuador "
    "$2 billion in 2023. Peru denied on Monday that it had attacked Chile."
)
SECOND = "China lent Ecuador $3 billion in 2023, aides claimed. Israel attacked Syria on 3 March 2024."


@pytest.fixture(scope="module")
def path(tools, tmp_path_factory):
    path = tmp_path_factory.mktemp("asking") / "r.sqlite"
    articles = [
        Article("a", TEXT, "Talks\n2024-01-01  forged\x1b[2J", "2024-03-05", "Wire"),
        Article("b", SECOND, "Loans", "2024-03-06", "Post"),
        Article("c", "Iran did not attack Iraq. Chile has not attacked Peru.", None, "2024-03-07"),
    ]
    with RecordWriter(path) as writer:
        for reading in read_articles(articles, tools):
            writer.add(reading)
    return path


@pytest.fixture
def run(path, monkeypatch, capsysbinary):
    """Run a command as the program does and return exit code, stdout and stderr."""

    def run(*arguments, record=True):
        monkeypatch.setattr(sys, "argv", ["dragoman", *arguments, *(["--record", str(path)] if record else [])])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        found = capsysbinary.readouterr()
        return code, found.out.decode(), found.err.decode()

    return run


@pytest.fixture
def ask(run):
    def ask(*arguments):
        code, out, err = run(*arguments, "--format", "jsonl")
        assert (code, err) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    return ask


FILTERS = [
    ("from", ("events", "--from", "ISR"), lambda c: c["actors"][0]["id"] == "ISR"),
    ("to", ("flows", "--to", "ecu"), lambda c: c["recipient"]["id"] == "ECU"),
    ("a type in any case, twice", ("events", "--type", "assault", "--type", "COERCE"), lambda c: c["type"] == "ASSAULT"),
    ("a mode", ("events", "--mode", "visit"), lambda c: c["mode"] == "visit"),
    ("not so", ("events", "--polarity", "negative"), lambda c: c["polarity"] == "negative"),
    ("by an outlet", ("events", "--outlet", "post"), lambda c: c["article"] == "b"),
    ("how exact", ("flows", "--precision", "year"), lambda c: c["date"]["precision"] == "year"),
    ("not by context", ("events", "--how-not", "context"), lambda c: all(r["how"] != "context" for r in c["actors"])),
    ("a stance", ("flows", "--stance", "claims"), lambda c: c["article"] == "b"),
    ("a modality", ("events", "--modality", "actual"), lambda c: c["modality"] == "actual"),
    ("told twice, at odds", ("flows", "--verdict", "contradict"), lambda c: c["flow_type"] == "loan"),
    ("a pair", ("events", "--pair", "SYR", "ISR"), lambda c: c["type"] == "ASSAULT"),
]

ALL_FIT = {"to", "how exact", "told twice, at odds", "not by context", "a modality"}


@pytest.mark.parametrize(("why", "arguments", "fits"), FILTERS, ids=[row[0] for row in FILTERS])
def test_filters(ask, why, arguments, fits):
    found = ask(*arguments)
    assert found
    assert all(map(fits, found))
    assert len(found) < len(ask(arguments[0])) or why in ALL_FIT


def test_every_filter_of_the_grammar_is_an_option():
    assert KEYS.keys() - {"after"} == OPTIONS.keys() - {"newest", "limit"}


def test_the_newest_first(ask):
    assert ask("events", "--newest") == ask("events", "--sort", "newest") == ask("events")[::-1]
    assert ask("findings", "--newest") == ask("findings")[::-1]


REFUSED = [
    ("a day that is none", ("events", "--since", "2024-02-30"), "--since: '2024-02-30' is not a date"),
    ("the other day", ("watch-list", "--since", "soon"), "--since: 'soon' is not a date"),
    ("an unknown type names those of the kind", ("flows", "--type", "bribe"), "--type: 'bribe' is unknown. Use flow: aid, credit-line"),
    ("a type of another kind", ("events", "--type", "loan"), "--type: 'loan' is unknown. Use event: ACCUSE"),
    ("a stance", ("statements", "--stance", "shouts"), "--stance: 'shouts' is unknown. Use says, claims"),
    ("how", ("events", "--how-not", "magic"), "--how-not: 'magic' is unknown. Use context"),
    ("no share", ("events", "--min-confidence", "70"), "--min-confidence: '70' is no share"),
    ("nobody", ("events", "--actor", " "), "--actor: nothing is named"),
    ("half of nobody", ("events", "--pair", "CHN", ""), "--pair: nothing is named"),
    ("two orders", ("events", "--sort", "oldest", "--newest"), "--sort: it is given twice"),
    ("a format", ("events", "--format", "xml"), "--format: 'xml' is unknown. Use table, jsonl, csv"),
    ("an ending", ("events", "--output", "events.doc"), "--output: events.doc has no ending that names a format"),
    ("an ending of another command", ("events", "--output", "events.xml"), "--output: events.xml has no ending that names a format"),
]


@pytest.mark.parametrize(("why", "arguments", "told"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_asked_is_usage_on_one_line(run, why, arguments, told):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"error: {told}")


def test_a_name_with_a_comma_is_one_name():
    assert asked_for({"pair": ("Bank, The", "ECU")}).selection.pair == ("Bank, The", "ECU")
    with pytest.raises(InputError):
        asked_for({"sort": "sideways"})


UNKNOWN = [
    ("misspelt", ("events", "--actor", "Chnia"), "near it: China (CHN)."),
    ("a part where the whole is wanted", ("flows", "--actor", "finance"), "nothing in the record bears"),
    ("in the registry alone", ("events", "--actor", "FRA"), "the registry knows France (FRA), of whom the record tells nothing."),
    (
        "one of a pair",
        ("events", "--pair", "ISR", "Siria"),
        "--pair: nothing in the record bears the id, country or name 'Siria'; near it: Syria",
    ),
    ("in a ledger", ("ledger", "--to", "Equador"), "near it: Ecuador (ECU)"),
    ("in findings", ("findings", "--from", "Chnia"), "near it: China (CHN)"),
    ("of loaded words", ("framing", "--actor", "Equador"), "near it: Ecuador (ECU)"),
    ("who speaks", ("statements", "--by", "ministri"), "nothing in the record bears"),
    ("like nothing", ("events", "--actor", "Xyzzyq"), "name 'Xyzzyq'.\n"),
]


@pytest.mark.parametrize(("why", "arguments", "told"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_a_name_that_nobody_bears(run, why, arguments, told):
    code, out, err = run(*arguments)
    assert (code, out) == (0, "")
    assert told in err


def test_who_is_known_and_has_nothing_there_is_not_said_to_be_unknown(run):
    assert run("events", "--actor", "ECU", "--text", "zeppelin")[2].startswith("No event fits. The record holds ")


LISTINGS = [
    ("events",),
    ("statements",),
    ("flows",),
    ("relations",),
    ("ledger",),
    ("findings",),
    ("watch-list", "--since", "2024"),
    ("articles",),
    ("framing",),
    ("framing", "--by-outlet"),
    ("judge", "list"),
    ("actors",),
]
APART = [("override",), ("actors", "registers"), ("actors", "CHL"), ("actors", "Maduro")]
"""Listings of what is no part of a record."""


@pytest.mark.parametrize("listing", [*LISTINGS, *APART], ids=" ".join)
def test_every_listing_has_every_form(run, listing, tmp_path, monkeypatch):
    """`list` is an older name of `table`; a file has what standard output has."""
    if listing in APART:
        monkeypatch.chdir(tmp_path)
        run("override", "storm the stage", "none", record=False)
        (tmp_path / "mine.csv").write_text("id,name,kind,country\n1,Marta Vel,person,ECU\n", encoding="utf8")
        run("actors", "import", "mine.csv", record=False)
        run = partial(run, record=False)
    for form, ending in (("table", "txt"), ("jsonl", "jsonl"), ("csv", "csv")):
        code, out, _ = run(*listing, "--format", form)
        assert code == 0
        assert form == "csv" or all(line.isprintable() for line in out.splitlines())
        file = tmp_path / f"out.{ending}"
        assert run(*listing, "--output", str(file))[:2] == (0, "")
        assert file.read_bytes().decode() == out
    assert run(*listing, "--format", "list")[1] == run(*listing)[1]
    assert all(isinstance(json.loads(line), dict) for line in run(*listing, "--format", "jsonl")[1].splitlines())
    assert run(*listing, "--format", "xls")[0] == 2
    rows = list(csv.reader(io.StringIO(run(*listing, "--format", "csv")[1], newline="")))
    assert len({len(row) for row in rows}) <= 1


def test_how_much_there_is(run):
    """Said of lists for people and of files, not beside lines for programs."""
    shown = run("events")[2]
    assert shown.endswith(" events\n")
    assert run("events", "--limit", "1")[2] == f"1 of {shown}"
    assert run("events", "--format", "csv")[2] == ""


def test_a_title_forges_no_row(run):
    out = run("articles")[1]
    assert "Talks 2024-01-01  forged⟨U+001B⟩[2J" in " ".join(out.split("\n"))
    assert sum(line.startswith("20") for line in out.splitlines()) == 3


def test_ids_by_their_beginning(run, ask):
    claim, *_ = (c["id"] for c in ask("events", "--type", "ASSAULT", "--from", "ISR"))
    others = [c["id"] for c in ask("events") if c["id"] != claim]
    beginning = next(claim[:n] for n in range(4, 20) if not any(other.startswith(claim[:n]) for other in others))
    assert run("judge", "wrong", beginning, "--by", "Ada")[0] == 0
    assert ask("judge", "list")[-1]["claim"] == claim
    assert run("judge", "undo", "1", "--by", "Ada")[0] == 0
    code, out, err = run("explain", "ev-")
    assert (code, out) == (2, "")
    assert claim in "".join(err.replace("│", "").split())
    assert run("explain", "")[0] == run("explain", "ev-zzz")[0] == run("judge", "wrong", "fi-", "--by", "Ada")[0] == 2


def test_explain_a_finding(run, ask):
    [finding] = ask("findings", "--kind", "flow", "--verdict", "contradict")
    code, out, _ = run("explain", finding["id"][:7])
    assert code == 0
    assert out.splitlines()[1] == "    the claims contradict one another"
    assert all(claim in out for claim in finding["claims"])
    assert "one thing because, each with its weight:\n+" in out
    assert "(+" not in run("findings")[1]


@pytest.mark.parametrize(("word", "offered"), [("complete_id", "ev-"), ("complete_actor", "Chi")])
def test_completion_offers_what_the_record_has(path, word, offered):
    from dragoman.cli import completing

    found = getattr(completing, word)(SimpleNamespace(params={"record": path}), offered)
    assert found
    assert all(one.lower().startswith(offered.lower()) for one in found)
    nowhere = SimpleNamespace(params={"record": path.parent / "there-is-none"})
    assert getattr(completing, word)(nowhere, offered) == [], "what fails offers nothing"


def test_help_is_short_too():
    assert CliRunner().invoke(cli.app, ["events", "-h"]).stdout == CliRunner().invoke(cli.app, ["events", "--help"]).stdout != ""


@pytest.mark.parametrize("form", ["csv", "xls"])
def test_reading_prints_rows_for_people_or_lines(run, form):
    code, out, err = run("read", "-", "--format", form)
    assert (code, out) == (2, "")
    assert "table, jsonl" in " ".join(err.replace("│", "").split())
