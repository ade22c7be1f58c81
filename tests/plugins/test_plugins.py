"""What another package brings is used like our own, and what fails in it is named."""

from __future__ import annotations

import gzip
import importlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from installing import TOY, describe, install
from typer.testing import CliRunner

from dragoman import RawArticle, Reader, Record
from dragoman.cli import app
from dragoman.domain import Article, Date, Event, Evidence, Statement
from dragoman.errors import InputError, KnowledgeError, PluginError
from dragoman.knowledge.tables import language_folder, languages
from dragoman.plugins import Plugin, plugins
from dragoman.reading.article import Defaults
from dragoman.reading.brought import read_brought
from dragoman.reading.sources import read_sources
from dragoman.running.brought import OtherReader, faults, other_reader, read_with
from dragoman.showing.export.formats import by_ending, format_named

WIRE = "2027-05-04 | Andes Wire\nPeru thanked Chile. Brazil praised Ghana.\n%%\nno head\n%%\n2027-05-05 | Andes Wire\nKenya thanked Ghana.\n"
ARTICLE = Article("a", "Peru thanked Chile.")
THANKS = Event(id="ev-1", article="a", evidence=Evidence(0, 18, "Peru thanked Chile"), rule="toy", type="SUPPORT", score=5.0)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages with the toy; what was known of packages before is forgotten, and again after."""
    made = tmp_path / "site"
    install(TOY, made)
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(made))
    importlib.invalidate_caches()
    forget()
    yield made
    forget()
    for name in set(sys.modules) - before:
        if name.startswith("dragoman_toy"):
            del sys.modules[name]


def forget():
    plugins.cache_clear()
    language_folder.cache_clear()


def dragoman(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def broken(site, **points):
    """Install a package of which nothing can be loaded."""
    describe(site, "dragoman-broken", "0.1", {f"dragoman.{group}": {name: "dragoman_broken:anything"} for group, name in points.items()})
    forget()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_files_with_a_source_s_ending_are_read_by_it(site, tmp_path, packed):
    path = tmp_path / ("news.wire.gz" if packed else "news.wire")
    path.write_bytes(gzip.compress(WIRE.encode()) if packed else WIRE.encode())
    found = list(read_sources([str(path)], Defaults(url="https://wire.example")))
    assert [item.published for item in found if isinstance(item, Article)] == ["2027-05-04", "2027-05-05"]
    assert {item.url for item in found if isinstance(item, Article)} == {"https://wire.example"}
    assert [str(item) for item in found if isinstance(item, InputError)] == [f"{path}:2: The message has no head. Begin it with `day | outlet`."]


def test_what_a_source_gives_is_checked_like_any_article(site, tmp_path):
    (tmp_path / "news.wire").write_text("yesterday | Andes Wire\nPeru thanked Chile.", encoding="utf8")
    [refused] = read_sources([str(tmp_path / "news.wire")], Defaults())
    assert "is not an ISO date" in str(refused)


def raising(data, where):
    yield RawArticle(text="Peru met Chile.")
    raise KeyError("slug")


@pytest.mark.parametrize(
    ("reason", "source", "words"),
    [
        ("it fails in the middle of a file", raising, "KeyError: 'slug'"),
        ("it gives what is no article", lambda data, where: ["text"], "it gave a str, where a RawArticle"),
        ("it is no function", 7, "TypeError"),
    ],
)
def test_a_source_that_fails_refuses_the_file_and_names_its_package(monkeypatch, reason, source, words):
    plugin = Plugin("dragoman.sources", "wire", "dragoman-toy 1.2", "m:f")
    monkeypatch.setattr(Plugin, "load", lambda _: source)
    *_, refused = read_brought(plugin, b"x", Defaults(), "news.wire")
    assert isinstance(refused, InputError)
    assert [part for part in ("news.wire: dragoman-toy 1.2", words, "pip uninstall dragoman-toy") if part not in str(refused)] == []


def test_a_package_that_cannot_be_loaded_refuses_its_files_alone(site, tmp_path):
    broken(site, sources="brk")
    for name, text in (("a.brk", "x"), ("b.txt", "Peru met Chile.")):
        (tmp_path / name).write_text(text, encoding="utf8")
    done = dragoman("read", tmp_path / "a.brk", tmp_path / "b.txt", "--record", tmp_path / "r.sqlite")
    assert done.exit_code == 3
    assert "a.brk: dragoman-broken 0.1: 'brk' of dragoman.sources" in done.stderr
    assert "No module named 'dragoman_broken'" in done.stderr
    assert "1 articles" in done.stderr
    assert "Traceback" not in done.output


@pytest.fixture
def record(site, tmp_path):
    with Record(tmp_path / "r.sqlite") as made:
        (tmp_path / "news.wire").write_text(WIRE, encoding="utf8")
        made.add(Reader("toy-thanks").read(tmp_path / "news.wire"))
        yield made


def test_an_exporter_is_named_or_known_by_its_ending(record, tmp_path):
    ids = [stored.id for stored in record.claims()]
    by_name = dragoman("export", "all", "--to", "toy-lines", "--record", record.path)
    assert by_name.stdout == "".join(f"event {one} Andes Wire\n" for one in ids)
    assert dragoman("export", "all", "--output", tmp_path / "a.toy", "--record", record.path).exit_code == 0
    assert (tmp_path / "a.toy").read_text(encoding="utf8") == by_name.stdout
    assert "toy-lines" in dragoman("export", "all", "--to", "nothing", "--record", record.path).output


def test_an_exporter_that_fails_is_one_line(record, site):
    broken(site, exporters="broken")
    done = dragoman("export", "all", "--to", "broken", "--record", record.path)
    assert isinstance(done.exception, PluginError)
    assert "dragoman-broken 0.1" in str(done.exception)
    assert by_ending(Path("a.csv")).name == "csv"  # of ours, without a look at theirs


@pytest.mark.parametrize(
    ("reason", "brought", "words"),
    [("no format", 7, "it is a int"), ("its writer fails", "writer", "ZeroDivisionError")],
)
def test_what_is_no_exporter_says_so(site, monkeypatch, reason, brought, words):
    def write(rows, job):
        yield b"%d" % (1 // 0)

    found = replace(format_named("csv"), writer=write) if brought == "writer" else brought
    monkeypatch.setattr(Plugin, "load", lambda _: found)
    with pytest.raises(PluginError, match=words):
        list(format_named("toy-lines").load()([], None))


def test_another_reader_makes_the_claims(record):
    told = [(stored.claim["type"], stored.claim["evidence"]["text"]) for stored in record.claims()]
    assert told == [("SUPPORT", "Peru thanked Chile"), ("SUPPORT", "Kenya thanked Ghana")]


def test_a_claim_that_does_not_slice_back_is_refused_with_its_reason(record):
    [note] = [article.note for article in record.articles() if article.note]
    assert note.startswith("1 claims of toy-thanks@dragoman-toy-1.2 refused: toy-")
    assert "'BRAZIL PRAISED GHANA' does not stand at 20–40 of the article" in note


def test_the_command_line_takes_the_reader_by_name_and_explains_by_it(site, tmp_path):
    (tmp_path / "news.wire").write_text(WIRE, encoding="utf8")
    done = dragoman("read", tmp_path / "news.wire", "--reader", "toy-thanks", "--record", tmp_path / "c.sqlite")
    assert "2 claims read" in done.stderr
    with Record(tmp_path / "c.sqlite") as made:
        stored = next(made.claims())
        reasons = made.explain(stored.id, Reader("toy-thanks"))
    assert [reason.text for reason in reasons if reason.step == "rule"] == ["toy-thanks"]


WRONG = [
    ("a dict", {"id": "x"}, "which is no kind of claim"),
    ("a field of another type", replace(THANKS, polarity="maybe"), "not those of the contract"),
    ("what no JSON holds", replace(THANKS, score=object()), "not those of the contract"),
    ("another kind", replace(THANKS, kind="flow"), "not those of the contract"),
    ("no rule", replace(THANKS, rule=""), "no id or rule"),
    ("another article", replace(THANKS, article="b"), "of the article 'b'"),
    ("other words", replace(THANKS, evidence=Evidence(0, 4, "Perú")), "'Perú' does not stand at 0–4"),
    ("from the end", replace(THANKS, evidence=Evidence(-7, -1, "Chile.")), "does not stand at -7"),
    ("an unknown type", replace(THANKS, type="THANK"), "events have no type 'THANK'"),
    ("an unknown mode", replace(THANKS, mode="warmly"), "SUPPORT has no mode 'warmly'"),
    ("surer than sure", replace(THANKS, confidence=1.5), "confidence is 1.5"),
    ("no day", replace(THANKS, date=Date("May", None, "day", "May")), "'May' is no ISO day"),
    (
        "content that is not said",
        Statement(id="st-1", article="a", evidence=THANKS.evidence, rule="x", speaker=None, content=Evidence(0, 4, "Bah!"), quote="direct", cue=""),
        "'Bah!' does not stand",
    ),
]


@pytest.mark.parametrize(("reason", "claim", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_claims_of_others_pass_the_checks_of_ours(reason, claim, words):
    assert any(words in fault for fault in faults(claim, ARTICLE)), list(faults(claim, ARTICLE))


def test_a_sound_claim_has_no_fault():
    assert list(faults(THANKS, ARTICLE)) == []


def test_what_our_own_reader_makes_has_no_fault(tools):
    from dragoman.running.path import read_articles

    text = Path(__file__).parents[2].joinpath("samples/ecu-1.txt").read_text(encoding="utf8").split("---\n")[2]
    [reading] = read_articles([Article("a", text, published="2027-03-10")], tools)
    assert reading.claims
    assert [fault for claim in reading.claims for fault in faults(claim, reading.article)] == []


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        ("an id twice", lambda _: [THANKS, THANKS], "two claims have this id"),
        ("many wrong ones are counted", lambda _: [7] * 9, "and 6 more"),
    ],
)
def test_a_note_says_what_is_refused(reason, code, words):
    plugin = Plugin("dragoman.readers", "toy", "dragoman-toy 1.2", "m:f")
    assert words in str(read_with(OtherReader(plugin, code), ARTICLE).note)


@pytest.mark.parametrize(("reason", "found"), [("fails", lambda _: 1 // 0), ("gives nothing to go over", lambda _: 7)])
def test_a_reader_that_fails_is_named(reason, found):
    with pytest.raises(PluginError, match=r"dragoman-toy 1\.2"):
        read_with(OtherReader(Plugin("dragoman.readers", "toy", "dragoman-toy 1.2", "m:f"), found), ARTICLE)


def test_a_reader_may_be_a_model_file(site, monkeypatch, tmp_path):
    monkeypatch.setattr(Plugin, "load", lambda _: str(tmp_path / "reader.onnx"))
    assert other_reader("toy-thanks") == tmp_path / "reader.onnx"
    monkeypatch.setattr(Plugin, "load", lambda _: 7)
    with pytest.raises(PluginError, match="it is a int"):
        other_reader("toy-thanks")


def test_a_language_of_another_package_is_coded_with_its_own_words(site):
    article = Article("a", "The Peruvian gaffer met the Chilean president.", language="sco")
    assert "sco" in languages()
    [kept] = Reader().read(article)
    assert kept.note == "not coded: the language is 'sco'; Dragoman codes en"
    [coded] = Reader(language="sco").read(article)
    assert [framing.term for framing in coded.framings] == ["gaffer"]
    assert [claim.type for claim in coded.claims if isinstance(claim, Event)] == ["CONSULT"]


def test_a_language_that_nobody_has(site):
    with pytest.raises(KnowledgeError, match=r"no language 'xx'. Use en, sco"):
        Reader(language="xx")


def test_a_language_without_a_folder(site):
    broken(site, languages="xx")
    with pytest.raises(PluginError, match="dragoman-broken"):
        language_folder("xx")


def test_plugins_lists_and_loads_what_there_is(site):
    done = dragoman("plugins")
    assert done.exit_code == 0
    listed = [line.split(": ")[0] for line in done.stdout.splitlines() if line.endswith("dragoman-toy 1.2: ready")]
    assert listed == ["dragoman.sources wire", "dragoman.exporters toy-lines", "dragoman.languages sco", "dragoman.readers toy-thanks"]


def test_plugins_names_what_fails_and_what_is_hidden(site):
    describe(site, "dragoman-twin", "1", {"dragoman.exporters": {"csv": "dragoman_toy.exporters:LINES"}})
    broken(site, sources="brk", readers="brk", languages="xx", exporters="brk")
    done = dragoman("plugins")
    assert done.exit_code == 1
    assert done.stdout.count("dragoman-broken 0.1: dragoman-broken 0.1: 'brk' of ") == 3
    assert "dragoman.exporters csv: dragoman-twin 1: hidden by our own of that name" in done.stdout
