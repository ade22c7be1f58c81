"""Events counted by countries and periods."""

from __future__ import annotations

from collections import Counter

import pytest
from export_inputs import CHILE, PERU, REBELS, SPAIN, YEAR, actor, event, found, on, rows

from dragoman.coding.accuracy import load_accuracy
from dragoman.showing.panel import Question, dictionary, panel


def table(*claims, findings=(), wrong=(), **asked):
    left = Counter()
    made = panel(rows(*claims, findings=findings), Question(**asked), left, wrong)
    names = [column.name for column in made.columns]
    return [dict(zip(names, cells, strict=True)) for cells in made.rows], dict(left)


def keys(*claims, **asked):
    return [tuple(row[name] for name in ("one", "other", "month", "year", "n") if name in row) for row in table(*claims, **asked)[0]]


def test_a_row_counts_its_events():
    fight = event(2, type="ASSAULT", mode=None, score=-9.0, date=None)
    [row], left = table(event(1), fight, event(3, score=None))
    assert {name: value for name, value in row.items() if name != "version"} == {
        "one": "CHL", "other": "PER", "month": "2024-03", "n": 3, "n_independent": 3, "verbal_cooperation": 2, "material_cooperation": 0,
        "verbal_conflict": 0, "material_conflict": 1, "score_mean": -2.5, "score_sum": -5.0, "share_by_publication": 0.3333,
    }  # fmt: skip
    assert left == {}


BANK = actor("Bank of Chile", "CHL", "organisation", "BUS")
# reason, changes, question, rows
UNITS = [
    ("both directions are one row", {"actors": [PERU], "recipients": [CHILE]}, {}, [("CHL", "PER", "2024-03", 1)]),
    ("who acts stands first", {"actors": [PERU], "recipients": [CHILE]}, {"directed": True}, [("PER", "CHL", "2024-03", 1)]),
    ("who meets stands in both directions", {"actors": [CHILE, PERU], "recipients": []}, {"directed": True},
     [("CHL", "PER", "2024-03", 1), ("PER", "CHL", "2024-03", 1)]),
    ("and in one row without", {"actors": [CHILE, PERU], "recipients": []}, {}, [("CHL", "PER", "2024-03", 1)]),
    ("each pair once", {"actors": [CHILE, BANK, SPAIN]}, {}, [("CHL", "PER", "2024-03", 1), ("ESP", "PER", "2024-03", 1)]),
    ("countries on any side", {}, {"by": "country-month"}, [("CHL", "2024-03", 1), ("PER", "2024-03", 1)]),
    ("countries that act", {}, {"by": "country-month", "directed": True}, [("CHL", "2024-03", 1)]),
    ("what happens at home is a country's", {"recipients": [BANK]}, {"by": "country-month"}, [("CHL", "2024-03", 1)]),
    ("years", {"date": YEAR}, {"by": "dyad-year", "min_precision": "year"}, [("CHL", "PER", "1982", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("more", "asked", "expected"), [u[1:] for u in UNITS], ids=[u[0] for u in UNITS])
def test_units(more, asked, expected):
    assert keys(event(**more), **asked) == expected


SEVERAL = {"actors": [CHILE, SPAIN], "recipients": [PERU]}
# reason, question, rows
NAMED = [
    ("all pairs where nobody is asked for", {}, [("CHL", "PER", "2024-03", 1), ("ESP", "PER", "2024-03", 1)]),
    ("a pair by code", {"filters": {"pair": ("PER", "CHL")}}, [("CHL", "PER", "2024-03", 1)]),
    ("a pair by name", {"filters": {"pair": ("Peru", "chile")}}, [("CHL", "PER", "2024-03", 1)]),
    ("a country", {"filters": {"actor": "ESP"}}, [("ESP", "PER", "2024-03", 1)]),
    ("who is no country", {"filters": {"pair": ("PER", "Bank of Chile")}}, [("CHL", "PER", "2024-03", 1), ("ESP", "PER", "2024-03", 1)]),
    ("months of a country", {"by": "country-month", "filters": {"actor": "ESP"}}, [("ESP", "2024-03", 1)]),
    ("months of two countries", {"by": "country-month", "filters": {"pair": ("ESP", "PER")}}, [("ESP", "2024-03", 1), ("PER", "2024-03", 1)]),
]


@pytest.mark.parametrize(("asked", "expected"), [n[1:] for n in NAMED], ids=[n[0] for n in NAMED])
def test_only_the_countries_that_are_asked_for_are_counted(asked, expected):
    assert keys(event(**SEVERAL), **asked) == expected


SAYS_NO = [{"name": "Lima", "cue": "denied", "stance": "denies"}]
# reason as it is told, changes, question
LEFT = [
    ("denied or negated", {"polarity": "negative"}, {}),
    ("denied or negated", {"attribution": SAYS_NO}, {}),
    ("not said to be so (possible, hypothetical or requested)", {"modality": "hypothetical"}, {}),
    ("announced, not done", {"type": "ASSAULT", "mode": None, "modality": "future"}, {}),
    ("no country on one of the sides", {"recipients": [REBELS]}, {}),
    ("no country on one of the sides", {"recipients": []}, {}),
    ("within one country", {"recipients": [BANK]}, {}),
    ("no country", {"actors": [REBELS], "recipients": []}, {"by": "country-month"}),
    ("a date that is not exact to the month", {"date": YEAR}, {}),
    ("a date that is not exact to the month", {"date": on("2024-02-28", "2024-03-02", "range")}, {}),
    ("a date that is not exact to the day", {"date": on("2024-03-04", "2024-03-10", "week")}, {"min_precision": "day"}),
    ("a date with an open end", {"date": {"start": None, "end": "2024-03-01", "precision": "day"}}, {}),
    ("no date in the words", {"date": None}, {"dates": "event"}),
    ("no date and no day of publication", {"date": None, "published": None}, {}),
    ("outside of --since and --until", {"date": on("2023-12-30")}, {"since": "2024"}),
    ("outside of --since and --until", {"date": on("2024-03-30")}, {"until": "2024-02-15"}),
    ("between other countries than those asked for", {}, {"filters": {"pair": ("ESP", "FRA")}}),
    ("fewer than 2 independent sources", {}, {"at_least_sources": 2}),
]


@pytest.mark.parametrize(("reason", "more", "asked"), LEFT, ids=[f"{n} {row[0]}" for n, row in enumerate(LEFT)])
def test_what_has_no_place_is_counted_by_reason(reason, more, asked):
    assert table(event(**more), **asked) == ([], {reason: 1})


def test_what_is_agreed_or_threatened_is_done_though_what_it_is_about_is_ahead():
    for type_ in ("AGREE", "THREATEN"):
        assert len(table(event(type=type_, mode=None, modality="future"))[0]) == 1


def test_publication_dates_what_the_words_do_not():
    assert keys(event(date=None)) == [("CHL", "PER", "2024-03", 1)]
    assert keys(event(date=on("2023-01-05")), dates="publication") == [("CHL", "PER", "2024-03", 1)]


def test_a_happening_is_counted_once_by_the_first_claim_that_can_be():
    told = event(1, polarity="negative"), event(2, date=YEAR), event(3), event(4)
    [row], left = table(*told, findings=(found(*told, independent=3),))
    assert (row["n"], row["n_independent"], left) == (1, 3, {})
    [row], left = table(*told, findings=(found(*told, independent=3),), unit="claim")
    assert (row["n"], sum(left.values())) == (2, 2)


def test_a_happening_that_no_claim_places_is_left_out_once():
    told = event(1, polarity="negative"), event(2, date=YEAR)
    assert table(*told, findings=(found(*told),)) == ([], {"denied or negated": 1})


def test_what_was_withdrawn_or_judged_wrong_counts_for_nothing():
    told = event(1), event(2)
    assert table(*told, findings=(found(*told, fallen=("ev-1", "ev-2")),))[1] == {"withdrawn or replaced": 1}
    assert table(event(1), wrong=["ev-1"]) == ([], {"judged wrong": 1})


def test_zeros_are_filled_for_the_pairs_of_the_table():
    claims = event(1, date=on("2023-11-02")), event(2, date=on("2024-02-01")), event(3, actors=[SPAIN], date=on("2024-01-01"))
    made, _ = table(*claims, fill_zero=True)
    assert [(r["one"], r["month"], r["n"]) for r in made if r["one"] == "CHL"] == [
        ("CHL", "2023-11", 1), ("CHL", "2023-12", 0), ("CHL", "2024-01", 0), ("CHL", "2024-02", 1),
    ]  # fmt: skip
    assert len(made) == 8
    nothing = made[1]
    assert (nothing["score_mean"], nothing["share_by_publication"], nothing["n_independent"]) == (None, None, 0)
    assert len(table(*claims, fill_zero=True, since="2023-10", until="2024-12")[0]) == 2 * 15
    assert len(table(*claims, fill_zero=True, by="dyad-year", min_precision="year", until="2025")[0]) == 2 * 3
    assert table(fill_zero=True)[0] == []


def test_the_dictionary_says_what_each_column_is():
    left = Counter(why=2)
    asked = Question(directed=True, filters={"pair": ("CHL", "PER")})
    made = panel(rows(event()), asked, left)
    told = dictionary(made, asked, left, "r.sqlite", "ab12")
    assert [column["name"] for column in told["columns"]] == [column.name for column in made.columns]
    assert all(column["meaning"] and column["type"] in {"str", "int", "float"} for column in told["columns"])
    assert (told["rows"], told["events_counted"], told["left_out"], told["record"]) == (
        *(1, 1, {"why": 2}),
        {"file": "r.sqlite", "sha256": "ab12"},
    )
    assert told["question"]["filters"] == {"pair": ("CHL", "PER")}
    assert {row["type"] for row in told["accuracy"]} == {row.type for row in load_accuracy() if row.kind == "event"}
    assert any("Goldstein" in note for note in told["notes"])
