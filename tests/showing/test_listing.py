"""Claims as lines for people."""

import pytest

from dragoman.record.view import StoredClaim, StoredFraming
from dragoman.showing.listing import claim_lines, framing_lines, headline, listing

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
    ("denied", event(polarity="negative"), "AID: China → rebels  [NOT]"),
    ("denied and ahead", event(polarity="negative", modality="future"), "AID: China → rebels  [NOT, future]"),
    ("statement", said(speaker=BANK, addressees=[CHINA], cue="told", medium="TASS"), "Exim Bank told to China (TASS) [direct]"),
    ("nobody said it", said(speaker=None, cue="reported", quote="indirect"), "nobody named reported [indirect]"),
    ("flow", flow(), "loan agreed: China → —"),
    ("exact", flow(amount=amount(1.4e9, 1.4e9, text="$1.4 billion")), "loan agreed: China → — 1.4 bn USD (“$1.4 billion”)"),
    ("at least, currency assumed", flow(amount=amount(5e10, None, basis="assumed")), "loan agreed: China → — ≥ 50 bn USD? (“$x”)"),
    ("at most", flow(amount=amount(None, 2e12)), "loan agreed: China → — ≤ 2 tn USD (“$x”)"),
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
        "Granma reports (“reported”) ← TASS reports (“reported”) · Wire · a1 · ev-1",
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
    lines = list(listing([stored(event()), stored(event())]))
    assert lines.count("") == 1
    assert lines[0]
    assert lines[-1]
    assert list(listing([])) == []


def test_loaded_words():
    framing = {"term": "regime", "of": CHINA, "polarity": "pejorative", "neutral": "government", "voice": None}
    [line] = framing_lines(StoredFraming("a1", framing, "Wire", None, None))
    assert line.split("  ")[0] == "regime"
    assert "record: government" in line
    assert "voice: Wire" in line
    [spoken] = framing_lines(StoredFraming("a1", {**framing, "voice": "Rubio", "of": None}, "Wire", None, None))
    assert "voice: Rubio" in spoken
