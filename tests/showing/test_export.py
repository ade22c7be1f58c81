"""Claims as files for other programs: flat columns, guarded cells, pairs with CAMEO codes."""

import csv
import io
from dataclasses import replace

import pytest

from dragoman.errors import TerminalError
from dragoman.record.view import StoredClaim
from dragoman.showing.export.cameo_file import COLUMNS, actor_code, cameo_lines, dyads
from dragoman.showing.export.cells import guarded, one_line
from dragoman.showing.export.columns import columns_of
from dragoman.showing.export.csv_table import csv_lines
from dragoman.showing.export.parquet_table import parquet_bytes
from dragoman.showing.export.rows import Job, Row


def ref(name, country=None, sector=None, kind="state", id_=None):
    return {"id": id_ or country, "name": name, "text": name, "country": country, "sector": sector, "kind": kind}


CHILE, PERU, SPAIN = ref("Chile", "CHL", "GOV"), ref("Peru", "PER", "GOV"), ref("Spain", "ESP", "GOV")
REBELS = ref("rebels", None, "REB", "group")
BASE = {
    "id": "c1", "article": "a1", "evidence": {"start": 3, "end": 9, "text": "Chile visited\n\tPeru"}, "polarity": "positive", "modality": "actual",
    "attribution": [{"name": "a minister", "cue": "said", "stance": "says"}, {"name": "TASS", "cue": "reported", "stance": "reports"}],
    "date": {"start": "2024-03-01", "end": "2024-03-02", "precision": "range", "text": "x"},
    "place": {"text": "Lima", "country": "PER", "city": "Lima"},
    "rule": "events.x",
}  # fmt: skip


def stored(kind, **more):
    claim = BASE | {"kind": kind} | more
    return Row(StoredClaim(claim["id"], kind, "a1", claim, "Wire", "2024-03-05", "A title", "https://example.org/1"))


def event(**more):
    return stored("event", **({"type": "CONSULT", "mode": "visit", "contexts": [], "actors": [CHILE], "recipients": [PERU], "score": 4.0} | more))


def rows(claims, kind, **options):
    text = b"".join(csv_lines(claims, Job(kind, **options))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_is_a_row():
    [row] = rows([event(actors=[CHILE, SPAIN], contexts=["economic", "military"])], "event")
    assert row == {
        "id": "c1", "article": "a1", "outlet": "Wire", "published": "2024-03-05", "date_start": "2024-03-01", "date_end": "2024-03-02",
        "date_precision": "range", "type": "CONSULT", "mode": "visit", "actor": "Chile; Spain", "actor_id": "CHL; ESP", "actor_country": "CHL; ESP",
        "actor_sector": "GOV; GOV", "recipient": "Peru", "recipient_id": "PER", "recipient_country": "PER", "recipient_sector": "GOV",
        "contexts": "economic; military", "score": "4", "quad": "1", "cameo": "042", "cameo_root": "04", "polarity": "positive",
        "modality": "actual", "confidence": "", "attribution": "a minister (says) < TASS (reports)", "place": "Lima", "place_country": "PER",
        "evidence": "Chile visited\n\tPeru", "evidence_start": "3", "evidence_end": "9", "rule": "events.x", "title": "A title",
        "url": "https://example.org/1", "finding": "", "n_articles": "1", "n_independent": "1",
    }  # fmt: skip


def test_an_unknown_part_of_several_keeps_its_place():
    [row] = rows([event(actors=[REBELS, CHILE])], "event")
    assert (row["actor_country"], row["actor_sector"]) == ("; CHL", "REB; GOV")


def test_what_is_denied_has_no_code():
    [row] = rows([event(polarity="negative", date=None, place=None, score=None)], "event")
    assert (row["cameo"], row["cameo_root"], row["quad"], row["polarity"], row["date_start"], row["score"]) == ("", "", "1", "negative", "", "")


AMOUNT = {"min": 5e10, "max": None, "unit": "USD", "currency_basis": "assumed", "qualifier": "at_least", "text": "more than $50 billion", "also": []}


def test_a_flow_is_a_row():
    flow = stored(
        "flow", flow_type="loan", measure="flow", status="received", provider=CHILE, recipient=None, amount=AMOUNT, commodity=None,
        period={"start": "1999", "end": None}, as_of=None, instrument=None, terms=None, is_aggregate=True,
    )  # fmt: skip
    [row] = rows([flow], "flow")
    assert {k: row[k] for k in ("provider", "recipient", "amount_min", "amount_max", "unit", "period_start", "period_end", "is_aggregate")} == {
        "provider": "Chile", "recipient": "", "amount_min": "50000000000", "amount_max": "", "unit": "USD", "period_start": "1999",
        "period_end": "", "is_aggregate": "true",
    }  # fmt: skip


def test_a_statement_and_a_relation_are_rows():
    content = {"start": 1, "end": 4, "text": "yes, no"}
    [said] = rows([stored("statement", speaker=None, addressees=[PERU], cue="said", quote="direct", medium=None, content=content)], "statement")
    assert (said["speaker"], said["addressee"], said["content"], said["content_end"]) == ("", "Peru", "yes, no", "4")
    [held] = rows([stored("relation", relation="office", subject=CHILE, object=None, role="envoy", period=None)], "relation")
    assert (held["subject_country"], held["object"], held["role"]) == ("CHL", "", "envoy")


@pytest.mark.parametrize("kind", ["event", "statement", "flow", "relation"])
def test_no_column_stands_twice(kind):
    names = [column.name for column in columns_of(kind)]
    assert len(names) == len(set(names))


# cell, as it is written
GUARDED = [
    ("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("＝1", "'＝1"),
    ("\r=1", "'\r=1"), ("\u00a0=1", "'\u00a0=1"), ("\u200b=1", "'\u200b=1"), ("\ufeff=1", "'\ufeff=1"), ("\u2060\u3000@a", "'\u2060\u3000@a"),
    ("\u3164=1", "'\u3164=1"), ("\x00=1", "'\x00=1"), ("\ufe0f=1", "'\ufe0f=1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠a", "'＠a"),
    ("﹣1", "'﹣1"), ("⁼1", "'⁼1"), ("−1", "'−1"), ("\u200b", "\u200b"), ("ёлка", "ёлка"), ("a=1", "a=1"), ("'x", "'x"), ("", ""), (None, None),
    (-5.0, -5.0), (-5, -5), (True, True),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "written"), GUARDED)
def test_cells_that_begin_like_a_formula_are_guarded(cell, written):
    assert guarded(cell) == written


def test_a_formula_in_an_article_does_not_reach_a_spreadsheet():
    evil = ref('=HYPERLINK("http://x","y")', "CHL", "GOV")
    [row] = rows([event(actors=[evil], score=-5.5)], "event")
    assert row["actor"] == '\'=HYPERLINK("http://x","y")'
    assert row["score"] == "-5.5", "a number stays a number"
    line = b"".join(cameo_lines([event(actors=[evil])], Job("event"))).decode().splitlines()[1].split("\t")
    assert line[COLUMNS.index("source_name")].startswith("'=")


# text, on one line
LINES = [
    ("a\nb\tc", "a b c"), ("a\u2028b\x85c\x0bd", "a b c d"), ("a\x00b\x1b[2J", "a\ufffdb\ufffd[2J"),
    ("abc\u202ecba", "abccba"), ("\ud800", "\ufffd"), (" a ", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), LINES)
def test_a_title_stays_on_its_line(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize("text", ["a\nev-1\tCHL", "a\r\nb", "a\u2028b", "a\x1eb", "a\x85b"])
def test_a_title_forges_no_row(text):
    forged = Row(replace(event().stored, title=text, outlet=text, url=text, article="a1"))
    assert len(b"".join(cameo_lines([forged], Job("event"))).decode().splitlines()) == 3
    [row] = rows([forged], "event")
    assert len(row["title"].splitlines()) == len(row["url"].splitlines()) == 1


def test_the_mark_for_excel_comes_first():
    assert b"".join(csv_lines([], Job("event", bom=True))).startswith(b"\xef\xbb\xbfid,article")
    assert b"".join(csv_lines([], Job("event"))).startswith(b"id,article")


def pairs(**more):
    return [(actor_code(source), actor_code(target), code) for source, target, code in dyads(event(**more))]


# reason, changes to the visit of Chile to Peru, lines
PAIRS = [
    ("a visit has a host", {}, [("CHL", "PER", "042"), ("PER", "CHL", "043")]),
    ("each with each", {"type": "AID", "mode": None, "actors": [CHILE, SPAIN]}, [("CHL", "PER", "070"), ("ESP", "PER", "070")]),
    ("those who meet stand in both directions", {"mode": None, "actors": [CHILE, PERU], "recipients": []},
     [("CHL", "PER", "040"), ("PER", "CHL", "040")]),
    ("nobody is told of at the other end", {"type": "PROTEST", "mode": "demo", "recipients": []}, [("CHL", "", "141")]),
    ("nobody acts", {"type": "ASSAULT", "mode": None, "actors": []}, [("", "PER", "180")]),
    ("a role without a country", {"type": "ASSAULT", "mode": None, "actors": [REBELS]}, [("REB", "PER", "180")]),
    ("denied", {"polarity": "negative"}, []),
    ("only possible", {"modality": "possible"}, []),
    ("announced violence is a threat", {"type": "ASSAULT", "mode": "aerial", "modality": "future"}, [("CHL", "PER", "138")]),
]  # fmt: skip


@pytest.mark.parametrize(("more", "expected"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_pairs(more, expected):
    assert pairs(**more) == expected


def test_the_event_file_counts_what_it_leaves_out():
    job = Job("event")
    lines = b"".join(cameo_lines([event(), event(polarity="negative")], job)).decode().splitlines()
    assert job.left.total() == 1
    assert [len(line.split("\t")) for line in lines] == [len(COLUMNS)] * 3
    assert dict(zip(COLUMNS, lines[1].split("\t"), strict=True)) == {
        "date": "2024-03-01", "source": "CHL", "target": "PER", "code": "042", "root": "04", "quad": "1", "score": "4", "date_from": "event",
        "type": "CONSULT", "mode": "visit", "source_name": "Chile", "target_name": "Peru", "source_id": "CHL", "target_id": "PER",
        "place_country": "PER", "event": "c1", "article": "a1", "outlet": "Wire", "url": "https://example.org/1", "text": "Chile visited Peru",
        "date_precision": "range", "finding": "", "n_articles": "1", "n_independent": "1",
    }  # fmt: skip


# words of the event, modality, code
WORDS = [
    ("Ecuador and China signed an agreement", "actual", "057"), ("parliament Ratified the treaty", "actual", "057"),
    ("Chile praised Peru", "actual", "051"),
    ("Chile praised the treaty that Peru signed", "actual", "050"), ("Chile backed Peru's designs", "actual", "050"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "modality", "code"), WORDS)
def test_words_tell_the_code_where_type_and_mode_do_not(words, modality, code):
    evidence = {"start": 0, "end": len(words), "text": words}
    [row] = rows([event(type="SUPPORT", mode=None, modality=modality, evidence=evidence)], "event")
    assert row["cameo"] == code


def test_a_year_is_no_first_of_january():
    year = {"start": "1982-01-01", "end": "1982-12-31", "precision": "year", "text": "in 1982"}
    [row] = rows([event(date=year)], "event")
    assert (row["date_start"], row["date_end"], row["date_precision"]) == ("1982", "1982", "year")
    assert {(line["date"], line["date_precision"]) for line in lines_of(event(date=year))} == {("1982", "year")}


def lines_of(*claims):
    header, *lines = b"".join(cameo_lines(claims, Job("event"))).decode().splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_without_a_date_the_day_of_publication_is_taken_and_said():
    row = lines_of(event(date=None))[0]
    assert (row["date"], row["date_from"], row["date_precision"]) == ("2024-03-05", "publication", "")


# actor, code
ACTORS = [
    (CHILE, "CHL"), (ref("army", "CHL", "MIL", "organisation"), "CHLMIL"), (ref("villagers", "CHL", "CIV", "group"), "CHLCVL"),
    (ref("United Nations", None, "IGO", "organisation", "UN"), "IGO"), (ref("a man", None, None, "person"), ""), ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "code"), ACTORS)
def test_actor_codes(actor, code):
    assert actor_code(actor) == code


def test_parquet_names_the_extra_that_it_needs(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(TerminalError, match=r"pip install 'dragoman\[parquet\]'"):
        list(parquet_bytes([], Job("event")))


def test_parquet_keeps_types(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "e.parquet"
    path.write_bytes(b"".join(parquet_bytes([event(), event(score=None)], Job("event"))))
    table = parquet.read_table(path)
    assert table["score"].to_pylist() == [4.0, None]
    assert table["quad"].to_pylist() == [1, 1]
    assert table["cameo"].to_pylist() == ["042", "042"]
