"""Claims as lines for people."""

import msgspec
import pytest

from dragoman.domain import Article
from dragoman.record.view import StoredArticle, StoredClaim, StoredFraming
from dragoman.showing.listing import ARTICLES, FRAMINGS, claim_forms, claim_lines, framing_rows, headline, listing
from dragoman.showing.terminal import plain

CHINA = {"id": "CHN", "name": "China", "text": "Beijing", "country": "CHN", "sector": "GOV", "kind": "state"}
BANK = {"id": None, "name": "Exim Bank", "text": "Exim", "country": "CHN", "sector": "BUS", "kind": "organisation"}
NOBODY = {"id": None, "name": "rebels", "text": "the rebels", "country": None, "sector": "REB", "kind": "group"}


def claim(kind, **more):
    base = {
        "id": "ev-1", "kind": kind, "article": "a1", "evidence": {"start": 0, "end": 9, "text": "China  lent\nmoney"}, "attribution": [],
        "polarity": "positive", "modality": "actual", "date": None, "place": None, "rule": "r",
    }  # fmt: skip
    return base | more


def event(**more):
    return claim("event", **({"type": "AID", "mode": None, "contexts": [], "actors": [CHINA], "recipients": [NOBODY], "score": None} | more))


def flow(**more):
    empty = {"provider": CHINA, "recipient": None, "amount": None, "commodity": None, "period": None, "as_of": None, "is_aggregate": False}
    return claim("flow", **({"flow_type": "loan", "status": "agreed", "measure": "flow"} | empty | more))


def said(**more):
    return claim("statement", **({"addressees": [], "cue": "said", "medium": None, "quote": "direct"} | more))


def relation(name, subject, other, role=None):
    return claim("relation", relation=name, subject=subject, object=other, role=role, period=None)


def amount(low, high, unit="USD", basis="stated", text="$x"):
    return {"min": low, "max": high, "unit": unit, "currency_basis": basis, "text": text, "qualifier": "exact"}


def stored(found, published="2024-03-05", outlet="Wire"):
    return StoredClaim(found["id"], found["kind"], found["article"], found, outlet, published, None)


HEADLINES = [
    ("event", event(), "AID: China → rebels"),
    ("mode", event(mode="military"), "AID military: China → rebels"),
    ("no recipient, no arrow", event(recipients=[]), "AID: China"),
    ("nobody acts", event(actors=[]), "AID: — → rebels"),
    ("several", event(actors=[CHINA, BANK]), "AID: China + Exim Bank (CHN) → rebels"),
    ("denied", event(polarity="negative"), "AID: China → rebels  [denied]"),
    ("denied and ahead", event(polarity="negative", modality="future"), "AID: China → rebels  [denied, future]"),
    ("statement", said(speaker=BANK, addressees=[CHINA], cue="told", medium="TASS"), "Exim Bank to China (TASS), “told” [direct]"),
    ("nobody said it", said(speaker=None, cue="reported", quote="indirect"), "nobody named, “reported” [indirect]"),
    ("flow", flow(), "loan agreed: China → —"),
    ("exact", flow(amount=amount(1.4e9, 1.4e9, text="$1.4 billion")), "loan agreed: China → — 1.4 bn USD (“$1.4 billion”)"),
    ("at least, assumed", flow(amount=amount(5e10, None, basis="assumed")), "loan agreed: China → — at least 50 bn USD (“$x”, assumed currency)"),
    ("at most", flow(amount=amount(None, 2e12)), "loan agreed: China → — at most 2 tn USD (“$x”)"),
    ("range of goods", flow(amount=amount(63900, 78100, "t", None), commodity="rice"), "loan agreed: China → — 63,900–78,100 t (“$x”) of rice"),
    ("small figures are not rounded", flow(amount=amount(1234567, 1234567)), "loan agreed: China → — 1.234567 m USD (“$x”)"),
    ("total", flow(is_aggregate=True), "loan agreed: China → — (total, not to be added)"),
    ("relation", relation("ownership", BANK, CHINA, "lender"), "ownership: Exim Bank (CHN) — China as lender"),
    ("relation of one", relation("ally", CHINA, None), "ally: China — —"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "found", "expected"), HEADLINES, ids=[r[0] for r in HEADLINES])
def test_headlines(reason, found, expected):
    assert headline(found) == expected


def date(start, end, precision="day"):
    return {"start": start, "end": end, "precision": precision, "text": "x"}


WHEN = [
    ("a day", event(date=date("2024-03-01", "2024-03-01")), "2024-03-01"),
    ("a month", event(date=date("2024-03-01", "2024-03-31", "month")), "2024-03"),
    ("a year", event(date=date("2024-01-01", "2024-12-31", "year")), "2024"),
    ("none: the day of publication, in brackets", event(), "[2024-03-05]"),
    ("days of a month", event(date=date("2024-03-01", "2024-03-09", "week")), "2024-03-01–09"),
    ("months", event(date=date("2023-11-01", "2024-02-29", "range")), "2023-11–2024-02"),
    ("years", event(date=date("1999-01-01", "2013-12-31", "range")), "1999–2013"),
    ("since", event(date=date("2024-03-01", None)), "since 2024-03-01"),
    ("until", event(date=date(None, "2024-03-01")), "until 2024-03-01"),
    ("a period that the contract gives in years", flow(period={"start": "1999", "end": "2013"}), "1999–2013"),
    ("as of", flow(as_of="2024-02-29"), "2024-02-29"),
]


@pytest.mark.parametrize(("reason", "found", "expected"), WHEN, ids=[r[0] for r in WHEN])
def test_when(reason, found, expected):
    assert claim_lines(stored(found))[0].split("  ")[0].strip() == expected


def test_nothing_is_known_of_the_day():
    assert claim_lines(stored(event(), published=None))[0].startswith("[undated]")


def test_lines_of_a_claim():
    link = {"name": "Granma", "cue": "reported", "stance": "reports", "actor": None}
    lines = claim_lines(stored(event(attribution=[link, {**link, "name": "TASS"}])))
    assert [line.strip() for line in lines[1:]] == [
        "“China lent money”",
        "reported by Granma ← reported by TASS · Wire · a1 · ev-1",
    ]


def test_a_statement_shows_what_was_said():
    found = claim(
        "statement", speaker=CHINA, addressees=[], cue="said", medium=None, quote="direct", content={"start": 0, "end": 4, "text": "No deal"}
    )
    assert claim_lines(stored(found))[1].strip() == "“No deal”"


def test_long_words_are_wrapped_and_whole():
    words = "word " * 100
    lines = claim_lines(stored(event(evidence={"start": 0, "end": 1, "text": words})), width=80)
    assert max(map(len, lines)) <= 80
    assert " ".join(line.strip() for line in lines[1:-1]) == f"“{words.strip()}”"


def test_a_listing_has_an_empty_line_between_two():
    lines = list(plain(listing([stored(event()), stored(event())])))
    assert lines.count("") == 1
    assert lines[0]
    assert lines[-1]
    assert list(listing([])) == []


def test_loaded_words():
    framing = {"term": "regime", "of": CHINA, "polarity": "pejorative", "neutral": "government", "voice": None}
    [line] = plain(framing_rows([StoredFraming("a1", framing, "Wire", None, None)]))
    assert line.split("  ")[0] == "regime"
    assert "record: government" in line
    assert "voice: Wire" in line
    [spoken] = plain(framing_rows([StoredFraming("a1", {**framing, "voice": "Rubio", "of": None}, "Wire", None, None)]))
    assert "voice: Rubio" in spoken


def test_what_was_read_cannot_forge_a_line():
    """Names, cues, outlets and evidence with line feeds, escapes and marks of direction."""
    nasty = "x\n2024-01-01        AID: A → B\x1b[2J\u202e"
    found = stored(event(actors=[{**CHINA, "name": nasty, "country": None}], article=nasty), outlet=nasty)
    lines = claim_lines(found, 80)
    assert all(line.isprintable() for line in lines)
    assert sum(line.startswith(("20", "[20")) for line in lines) == 1


@pytest.mark.parametrize("width", [40, 80, 118])
def test_every_line_keeps_to_the_width(width):
    found = stored(event(actors=[{**CHINA, "name": "Ministry of Economy and Finance " * 4}], attribution=[]), outlet="Wire " * 30)
    assert max(map(len, claim_lines(found, width))) <= max(width, 18 + 2 + 24)


ARTICLE = Article("a1", "Text", "Head, line", "2024-03-05", "Wire", None, "en", "in.txt")


def test_articles_in_every_form():
    known = StoredArticle(ARTICLE, None, 1, "0.1", 1)
    assert list(plain(ARTICLES.rows([known]))) == ["2024-03-05     1 claim  Wire: Head, line · a1"]
    assert msgspec.json.decode(ARTICLES.line(known))["claims"] == 1
    assert b"".join(ARTICLES.table([known])).splitlines()[1] == b'a1,2024-03-05,Wire,"Head, line",,en,in.txt,1,1,,0.1'


def test_an_article_without_words_has_a_line():
    known = StoredArticle(Article("a1", "\n"), "not coded", 0, "0.1", 0)
    assert list(plain(ARTICLES.rows([known]))) == ["[undated]     0 claims  —:  · a1 · not coded"]


def test_framings_and_claims_as_tables():
    framing = {"term": "regime", "of": CHINA, "polarity": "pejorative", "neutral": "government", "voice": None}
    rows = b"".join(FRAMINGS.table([StoredFraming("a1", framing, "Wire", None, None)])).decode().splitlines()
    assert rows[1] == "regime,China,CHN,pejorative,government,,,,Wire,,a1,"
    assert b"".join(claim_forms("event").table([stored(event(confidence=0.5))])).startswith(b"id,article,")
