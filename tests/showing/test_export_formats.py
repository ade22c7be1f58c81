"""Each format opens in the libraries of those who use it, is valid when empty, and is forged by no title."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from export_inputs import CHILE, PERU, REBELS, SPAIN, YEAR, event, found, on, relation, rows, statement
from hypothesis import given
from hypothesis import strategies as st
from ledger_inputs import flow

from dragoman.cli.exporting import TO
from dragoman.domain import Article
from dragoman.showing.export import gdelt
from dragoman.showing.export.formats import FORMATS, by_ending, contradicts
from dragoman.showing.export.ical import folded
from dragoman.showing.export.rows import Job

TEXT = "On Friday Chile visited Peru, they said, and “all”\nwent well."
ARTICLE = Article("a1", TEXT, title="A title")
EVIL = '=1+1\n<script>alert("x")</script> | [a](javascript:x) \x00\x1b\u202e; BEGIN:VEVENT\r\nEND:VCALENDAR, "q\\'


def write(form, *claims, kind="all", findings=(), **more):
    job = Job(kind, article=lambda name: ARTICLE if name == "a1" else None, title="Dragoman: claims, pair CHL and PER", **more)
    return b"".join(FORMATS[form].load()(rows(*claims, findings=findings), job)), job


def evil():
    refs = {"actors": [CHILE | {"name": EVIL, "id": None, "country": None, "kind": "organisation"}], "recipients": [PERU]}
    return event(9, title=EVIL, outlet=EVIL, url="https://example.org/\n<x>", words=EVIL, place={"text": EVIL, "country": None, "city": EVIL}, **refs)


CLAIMS = (
    event(1), event(2, date=YEAR, type="ASSAULT", mode=None), event(3, polarity="negative"), event(4, actors=[CHILE, PERU], recipients=[]),
    statement(5), relation(6), flow(7), evil(),
)  # fmt: skip
MENTIONED = (event(1), event(2, date=YEAR))


@pytest.mark.parametrize("form", FORMATS)
def test_what_no_format_minds(form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    kinds = FORMATS[form].kinds
    chosen = [claim for claim in CLAIMS if "all" in kinds or claim.kind == "event"]
    kind = "all" if "all" in kinds else "event"
    assert write(form, *chosen, kind=kind)[0]
    assert write(form, *chosen, kind=kind)[0] == write(form, *chosen, kind=kind)[0], "the same claims give the same bytes"
    write(form, kind=kind)


# any words; a record holds no lone surrogates
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(WORDS, WORDS)
def test_any_title_and_words_stay_in_their_row(title, words):
    claim = event(1, title=title, outlet=title, words=words or "x")
    table, _ = write("csv", claim, kind="event")
    assert len(list(csv.reader(io.StringIO(table.decode(), newline="")))) == 2
    for form in ("gdelt", "cameo"):
        made, _ = write(form, claim, kind="event")
        assert len(made.decode().splitlines()) == 2 + (form == "cameo")
    ElementTree.fromstring(write("gexf", claim)[0])  # noqa: S314 - our own document
    assert write("ical", claim)[0].count(b"\r\nEND:VEVENT\r\n") == 1
    markdown = write("factcheck-md", claim)[0].decode()
    assert len([line for line in markdown.splitlines() if line.startswith("|")]) == 3
    page = Parsed()
    page.feed(write("factcheck", claim)[0].decode())
    assert page.tags.count("td") == 9


# network programs


def graph_of(form, *claims, **more):
    networkx = pytest.importorskip("networkx")
    made, job = write(form, *claims, **more)
    if form == "gexf":
        return networkx.read_gexf(io.BytesIO(made), version="1.3"), job
    return networkx.read_graphml(io.BytesIO(made), force_multigraph=True), job


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_a_network(form):
    graph, job = graph_of(form, *CLAIMS, event(10), event(11, type="ASSAULT", mode=None))
    assert graph.is_directed()
    assert (graph.nodes["CHL"]["label"], graph.nodes["PER"]["label"]) == ("Chile", "Peru")
    between = {edge["kind"]: edge for _, target, edge in graph.out_edges("CHL", data=True) if target == "PER"}
    assert set(between) == {"event:CONSULT", "event:CONSULT:joint", "event:ASSAULT", "statement:says"}, "parallel edges differ by kind"
    assert (between["event:CONSULT"]["weight"], between["event:CONSULT:joint"]["weight"]) == (2.0, 1.0)
    assert not [edge for *_, edge in graph.out_edges("PER", data=True) if edge["kind"].endswith("joint")], "what both do stands once"
    assert between["event:ASSAULT"]["dates"] == "1982 (to the year); 2024-03-01"
    assert between["event:ASSAULT"]["without_day"] == 1
    assert job.left == {"denied or negated": 1, "nobody, or the same party, at the other end": 1}, "the second is an office in one country"


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_an_empty_network_is_one(form):
    graph, _ = graph_of(form)
    assert len(graph) == 0


def test_gexf_has_timestamps_of_days_and_none_of_years():
    made, _ = write("gexf", event(1), event(2, date=YEAR), event(3, date=on("2024-02-01")))
    names = {"g": "http://gexf.net/1.3"}
    root = ElementTree.fromstring(made)  # noqa: S314 - our own document
    graph = root.find("g:graph", names)
    assert (root.get("version"), graph.get("timerepresentation"), graph.get("mode")) == ("1.3", "timestamp", "dynamic")
    edge = graph.find("g:edges/g:edge", names)
    assert edge.get("kind") == "event:CONSULT"
    assert [spell.attrib for spell in edge.iter("{http://gexf.net/1.3}spell")] == [{"timestamp": "2024-02-01"}, {"timestamp": "2024-03-01"}]


def test_what_is_ahead_is_a_tie_of_its_own():
    graph, _ = graph_of("graphml", event(1), event(2, modality="future"))
    assert {edge["kind"] for *_, edge in graph.edges(data=True)} == {"event:CONSULT", "event:CONSULT:future"}


# event tables


def gdelt_of(*claims, **more):
    made, job = write("gdelt", *claims, kind="event", **more)
    lines = [line.split("\t") for line in made.decode().split("\n")[:-1]]
    assert {len(line) for line in lines} <= {61}
    return [dict(zip(gdelt.COLUMNS, line, strict=True)) for line in lines], job


def test_gdelt_has_its_61_columns():
    assert len(gdelt.COLUMNS) == 61
    told = event(1), event(2)
    [line, host, *_], _ = gdelt_of(*told, findings=(found(*told, independent=1),))
    expected = {
        "Day": "20240301", "MonthYear": "202403", "Year": "2024", "Actor1Code": "CHL", "Actor1Type1Code": "GOV", "Actor2Name": "Peru",
        "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "", "NumMentions": "2",
        "NumSources": "1", "NumArticles": "2", "AvgTone": "", "ActionGeo_Type": "0", "DATEADDED": "20240305000000", "SOURCEURL": "https://example.org/1",
    }  # fmt: skip
    assert {name: line[name] for name in expected} == expected
    assert (host["EventCode"], host["Actor1Code"]) == ("043", "PER")
    assert 0 < int(line["GlobalEventID"]) < 2**63
    assert line["GlobalEventID"] != host["GlobalEventID"]


GDELT_DATES = [
    ("a year", YEAR, ("", "", "1982")),
    ("a month", on("1982-03-01", "1982-03-31", "month"), ("", "198203", "1982")),
    ("years from to", on("2008-01-01", "2018-12-31", "range"), ("", "", "")),
    ("an open end", {"start": "2010-01-01", "end": None, "precision": "year", "text": "since 2010"}, ("", "", "")),
    ("the day of publication where the words give none", None, ("20240305", "202403", "2024")),
]


@pytest.mark.parametrize(("when", "days"), [row[1:] for row in GDELT_DATES], ids=[row[0] for row in GDELT_DATES])
def test_gdelt_has_no_first_of_january(when, days):
    [line, _], _ = gdelt_of(event(date=when))
    assert (line["Day"], line["MonthYear"], line["Year"]) == days


def test_pandas_reads_tables():
    pandas = pytest.importorskip("pandas")
    made, _ = write("gdelt", event(1), evil(), kind="event")
    frame = pandas.read_csv(io.BytesIO(made), sep="\t", header=None, names=gdelt.COLUMNS, dtype={"EventCode": str, "EventRootCode": str}, quoting=3)
    assert list(frame["EventCode"]) == ["042", "043", "042", "043"]
    assert frame["GlobalEventID"].dtype == "int64"
    quoted = event(3, actors=[CHILE | {"name": '"open'}], words='"never closed')
    for form, lines in (("gdelt", 4), ("cameo", 4)):
        made, _ = write(form, quoted, event(4), kind="event")
        header = None if form == "gdelt" else 0
        assert len(pandas.read_csv(io.BytesIO(made), sep="\t", header=header)) == lines, "a quotation mark swallows no rows"
    table, _ = write("csv", event(1), evil(), kind="event")
    frame = pandas.read_csv(io.BytesIO(table), dtype={"cameo": str})
    assert (len(frame), frame["cameo"][0]) == (2, "042")
    assert list(frame["n_independent"]) == [1, 1]


def test_pyarrow_reads_csv_and_parquet_alike():
    csv = pytest.importorskip("pyarrow.csv")
    parquet = pytest.importorskip("pyarrow.parquet")
    told = event(1), event(2, date=YEAR)
    made = {form: write(form, *told, kind="event", findings=(found(*told),))[0] for form in ("csv", "parquet")}
    typed, plain = parquet.read_table(io.BytesIO(made["parquet"])), csv.read_csv(io.BytesIO(made["csv"]))
    assert typed.column_names == plain.column_names
    assert typed["date_start"].to_pylist() == ["2024-03-01", "1982"]
    assert typed["n_articles"].to_pylist() == plain["n_articles"].to_pylist() == [2, 2]
    assert parquet.read_table(io.BytesIO(write("parquet", kind="event")[0])).num_rows == 0


# calendars


def events_of(made):
    icalendar = pytest.importorskip("icalendar")
    return icalendar.Calendar.from_ical(made).walk("VEVENT")


def test_icalendar_reads_a_calendar():
    made, job = write("ical", *CLAIMS)
    found_events = {str(one["UID"]): one for one in events_of(made)}
    day, year = found_events["ev-1@dragoman"], found_events["ev-2@dragoman"]
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2024, 3, 1), date(2024, 3, 2))
    assert (year["DTSTART"].dt, year["DTEND"].dt) == (date(1982, 1, 1), date(1983, 1, 1)), "the whole year, not its first day"
    assert str(year["SUMMARY"]).startswith("[1982 (to the year)] ASSAULT")
    assert (str(year["X-DRAGOMAN-PRECISION"]), str(day["URL"])) == ("year", "https://example.org/1")
    assert str(found_events["ev-3@dragoman"]["SUMMARY"]).endswith("[denied]")
    assert job.left == {"no date, or one with an open end": 3}
    assert len(found_events) == 5


def test_a_calendar_is_folded_and_no_words_end_it():
    made, _ = write("ical", evil())
    lines = made.split(b"\r\n")
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == lines.count(b"END:VCALENDAR") == 1
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_an_empty_calendar_has_the_component_that_it_must_have():
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(write("ical")[0])
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 400])
def test_lines_are_cut_between_letters(length):
    made = folded("ё" * length)
    assert made.replace(b"\r\n ", b"") == ("ё" * length).encode() + b"\r\n"
    assert max(len(line) for line in made.split(b"\r\n")) <= 75


# annotations


def test_annotations_have_the_words_and_where_they_stand():
    start = TEXT.index("Chile")
    words = {"start": start, "end": start + 18, "text": "Chile visited Peru"}
    made, _ = write("webannotation", event(1, evidence=words), event(2, evidence=words, url="javascript:alert(1)"), findings=())
    page = json.loads(made)
    assert (page["@context"][0], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    first, second = page["items"]
    assert first["target"]["source"] == "https://example.org/1"
    assert first["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "Chile visited Peru", "prefix": "On Friday ", "suffix": ", they said, and “all”\nwent well"},
        {"type": "TextPositionSelector", "start": start, "end": start + 18},
    ]
    assert second["target"]["source"] == "urn:dragoman:article:a2", "no script is a source"
    assert second["target"]["selector"][0] == {"type": "TextQuoteSelector", "exact": "Chile visited Peru"}, "its article is gone"
    assert first["id"] == "urn:dragoman:claim:ev-1"
    assert (first["dragoman:date_precision"], first["dragoman:n_independent"]) == ("day", 1)


def test_a_page_without_annotations_is_one():
    assert json.loads(write("webannotation")[0])["items"] == []


# fact-checkers


class Parsed(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.cells, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.cells += [""] if tag == "td" else []

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data.rstrip("\n")


def test_a_line_file_has_a_line_for_each_claim_and_room_to_sign():
    page = Parsed()
    page.feed(write("factcheck", event(1), flow(7))[0].decode())
    assert page.tags.count("tr") == 3
    assert page.cells[:9] == [
        "1", "CONSULT visit: Chile → Peru", "“Chile visited Peru”", "Wire, A title, 2024-03-05", "", "2024-03-01", "1 article, 1 independent source",
        "ev-1", "",
    ]  # fmt: skip
    assert page.cells[9 + 4] == "2 bn USD (“$2 billion”, assumed currency)"
    assert page.links == ["https://example.org/1"]


def test_a_line_file_escapes_everything():
    made = write("factcheck", evil())[0].decode()
    page = Parsed()
    page.feed(made)
    assert "script" not in page.tags
    assert page.links == []
    assert made.count("<tr>") == 2
    assert not any(sign in made for sign in "\x00\x1b\u202e")


def test_a_markdown_line_stays_a_line():
    made = write("factcheck-md", event(1), evil(), event(3, url="https://example.org/a|b_(c)>"))[0].decode()
    table = [line for line in made.splitlines() if line.startswith("|")]
    assert len(table) == 5
    assert {len(line.replace("\\|", "").split("|")) for line in table} == {11}, "nine cells"
    assert "\\<script\\>" in table[3]
    assert "\\[a\\]\\(javascript\\:x\\)" in table[3]
    assert table[2].endswith("| [ev-1](<https://example.org/1>) |   |")
    assert "(<https://example.org/a%7Cb_(c)%3E>)" in table[4]


# the table of formats


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_a_format_is_found_and_loads(form):
    assert callable(form.load())
    if form.name != "factcheck-md":
        assert set(form.kinds) <= {"events", "statements", "flows", "relations", "all"}


def test_help_names_every_format():
    assert TO.partition(". ")[0].replace(" (events)", "").split(", ") == list(FORMATS)


def test_no_two_formats_have_one_ending():
    endings = [form.endings[0] for form in FORMATS.values()]
    assert len(endings) == len(set(endings))


ENDINGS = [
    ("a.csv", "csv"),
    ("a.FTM.JSON", "ftm"),
    ("a.jsonl", "jsonl"),
    ("a.gdelt.tsv", "gdelt"),
    ("a.tsv", "cameo"),
    ("a.md", "factcheck-md"),
    ("a.x", None),
]


@pytest.mark.parametrize(("name", "form"), ENDINGS)
def test_an_ending_tells_the_format(name, form, tmp_path):
    told = by_ending(tmp_path / name)
    assert (told.name if told else None) == form


def test_an_ending_of_another_format_contradicts(tmp_path):
    assert contradicts(tmp_path / "a.parquet", FORMATS["csv"])
    assert not contradicts(tmp_path / "a.jsonl", FORMATS["ftm"])
    assert not contradicts(tmp_path / "a.dat", FORMATS["csv"])


# entities

LOAN = flow(7, status="received")
ENTITIES = [
    ("an event", event(1), "Event", {"location": [], "date": ["2024-03-01"]}),
    ("a year", event(1, date=YEAR), "Event", {"date": ["1982"]}),
    ("a span", event(1, date=on("2028-02-17", "2028-02-24", "range")), "Event", {"startDate": ["2028-02-17"], "endDate": ["2028-02-24"]}),
    ("a loan is owed by who took it", LOAN, "Debt", {"amount": ["2000000000"], "currency": ["USD"]}),
    ("a debt", flow(flow_type="debt", status="outstanding"), "Debt", {}),
    ("a repayment", flow(flow_type="repayment", status="repaid"), "Payment", {"purpose": ["repayment"]}),
    ("a loan that is only agreed makes no debt", flow(status="agreed"), "UnknownLink", {"role": ["loan agreed"]}),
    ("goods", flow(flow_type="sale"), "UnknownLink", {"role": ["sale delivered"]}),
    ("an office", relation(1), "Occupancy", {}),
    ("a member", relation(1, relation="membership", subject=CHILE, object=SPAIN | {"kind": "organisation", "sector": "IGO"}), "Membership", {}),
    ("what is owned", relation(1, relation="ownership", subject=REBELS, object=PERU, role=None), "Ownership", {}),
    ("an ally", relation(1, relation="ally", subject=CHILE, object=PERU, role="chief ally"), "UnknownLink", {"role": ["ally chief ally"]}),
    ("a nephew", relation(1, relation="family", object=relation(1).claim["subject"] | {"name": "B"}, role="nephew"), "Family", {}),
]


def entities_of(*claims):
    made, job = write("ftm", *claims)
    return [json.loads(line) for line in made.splitlines()], job


@pytest.mark.parametrize(("claim", "schema", "held"), [row[1:] for row in ENTITIES], ids=[row[0] for row in ENTITIES])
def test_a_claim_is_an_entity_with_its_proof(claim, schema, held):
    made, _ = entities_of(claim)
    last = made[-1]
    assert last["schema"] == schema
    assert {name: last["properties"].get(name, []) for name in held} == held
    [article] = [one for one in made if one["schema"] == "Article"]
    assert last["properties"]["proof"] == [article["id"]]
    assert last["properties"]["recordId"] == [claim.id]


def test_the_debtor_of_a_loan_is_who_took_it():
    made, _ = entities_of(LOAN)
    names = {one["id"]: one["properties"]["name"][0] for one in made if "name" in one["properties"]}
    assert (names[made[-1]["properties"]["debtor"][0]], names[made[-1]["properties"]["creditor"][0]]) == ("Ecuador", "Exim Bank")


def test_only_what_is_told_as_done_is_an_entity():
    claims = event(1, polarity="negative"), event(2, modality="future"), event(3, modality="requested"), statement(4), flow(5, provider=None)
    made, job = entities_of(*claims)
    assert made == []
    assert job.left.total() == 5
    assert len(job.left) == 5


def test_ids_are_the_same_for_the_same_party_of_any_record():
    one, other = (entities_of(event(number))[0] for number in (1, 2))
    assert {e["id"] for e in one} & {e["id"] for e in other} == {e["id"] for e in one if e["schema"] == "PublicBody"}
    assert len(entities_of(event(1), event(2))[0]) == 2 + 2 + 2, "a party once, an article and an event for each"


def test_followthemoney_takes_them_all():
    model = pytest.importorskip("followthemoney").model
    claims = [claim for _, claim, *_ in ENTITIES]
    made, _ = entities_of(*claims, evil())
    schemata = {}
    for one in made:
        proxy = model.get_proxy(one)
        proxy.schema.validate(one)
        schemata.setdefault(one["id"], []).append(proxy.schema)
        for name, values in one["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None, name
            assert len(proxy.get(name)) == len(set(values)), (name, values)
            for value in values:
                assert prop.type.validate(value) or prop.type.name == "entity", (name, value)
    for one in made:
        schema = model.get(one["schema"])
        for name, values in one["properties"].items():
            reach = schema.get(name).range
            for value in values if reach else ():
                assert any(kept.is_a(reach) for kept in schemata[value]), (name, value)
