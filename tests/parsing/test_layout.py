import itertools

import pytest

from dragoman.domain import Article
from dragoman.parsing.layout import MAX_PIECE, cut

BODY = "The ministers met on Monday."

DATELINES = [
    ("agency in parentheses, long dash", "BEIJING (Reuters) — "),
    ("country after the city", "QUITO, Ecuador (AP) — "),
    ("day before the agency", "MOSCOW, March 3 (TASS) -- "),
    ("day first", "TASHKENT, 3 March (UzA) – "),
    ("day and year", "PYONGYANG, Sept. 9, 2023 (KCNA) — "),
    ("hyphen", "PARIS (AFP) - "),
    ("two words", "PHNOM PENH (Xinhua) -- "),
    ("two cities", "BEIJING/MOSCOW (Reuters) - "),
    ("accented capitals", "BOGOTÁ (EFE) — "),
    ("abbreviated saint", "ST. PETERSBURG, Russia (AP) — "),
    ("no agency", "NAIROBI — "),
    ("colon", "HAVANA: "),
    ("agency alone", "(Reuters) - "),
    pytest.param("small words in a country", "KINSHASA, Republic of the Congo (AP) - "),
]

NO_DATELINES = [
    ("an abbreviation that begins a sentence", "NATO ministers met on Monday."),
    ("a state in capitals", "USA and China met."),
    ("a quote", "“We met,” he said — and left."),
    ("a dash in a sentence", "The president — who is ill — stayed away."),
    ("parentheses in a sentence", "Ministers (Monday) met."),
    ("one short word", "No - he said."),
]


def pieces(text, **fields):
    return [(p.kind, text[p.start : p.end]) for p in cut(Article("a", text, **fields))]


@pytest.mark.parametrize(("reason", "dateline"), DATELINES)
def test_datelines_are_split_off(reason, dateline):
    assert pieces(dateline + BODY) == [("dateline", dateline.strip()), ("text", BODY)]


@pytest.mark.parametrize(("reason", "text"), NO_DATELINES, ids=[r[0] for r in NO_DATELINES])
def test_what_is_no_dateline(reason, text):
    assert pieces(text) == [("text", text)]


def test_dateline_under_a_title():
    assert pieces(f"Ministers meet\n\nROME (ANSA) — {BODY}") == [("title", "Ministers meet"), ("dateline", "ROME (ANSA) —"), ("text", BODY)]


def test_a_bare_dateline_keeps_its_words():
    """Nothing stands behind it: it stays text and is not lost."""
    assert "".join(text for _, text in pieces("ROME (ANSA) — ")).startswith("ROME (ANSA)")


TITLES = [
    ("the article's title", "Deal signed.", {"title": "Deal signed."}, "title"),
    ("a short first line without a stop", "Ecuador and China sign deal", {}, "title"),
    ("a sentence is no title", "Ecuador and China signed a deal.", {}, "text"),
    ("a long line is no title", "word " * 40 + "end", {}, "text"),
]


@pytest.mark.parametrize(("reason", "line", "fields", "kind"), TITLES, ids=[r[0] for r in TITLES])
def test_titles(reason, line, fields, kind):
    assert pieces(f"{line}\n\n{BODY}", **fields) == [(kind, line), ("text", BODY)]


def test_only_the_first_line_can_be_a_title():
    assert [kind for kind, _ in pieces(f"{BODY}\n\nEcuador and China sign deal")] == ["text", "text"]


CAPTIONS = [
    "Photo: The port of Hambantota in 2019.",
    "FILE - A soldier stands guard in Kabul.",
    "In this photo released by Xinhua, workers wave.",
    "A soldier stands guard. (AP Photo/Rahmat Gul)",
    "Presidents Xi (L) and Putin (R) shake hands.",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_captions(caption):
    """The words of a caption; a "FILE -" before it may stand by itself as a dateline does."""
    kind, words = pieces(f"{BODY}\n\n{caption}")[-1]
    assert kind == "caption"
    assert caption.endswith(words)


NO_CAPTIONS = ["Reuters reported that the ministers met.", "The filing was made on Monday.", "The caption of the map names no border."]


@pytest.mark.parametrize("line", NO_CAPTIONS)
def test_what_is_no_caption(line):
    assert pieces(f"{BODY}\n\n{line}")[1] == ("text", line)


BREAKS = [
    ("line feed", "\n"),
    ("carriage return and line feed", "\r\n"),
    ("carriage return", "\r"),
    ("empty line of blanks", "\n  \t \n"),
    ("form feed", "\x0c"),
    ("next line", "\x85"),
    ("line separator", "\u2028"),
    ("paragraph separator", "\u2029"),
]


@pytest.mark.parametrize(("reason", "break_"), BREAKS, ids=[r[0] for r in BREAKS])
def test_every_line_break_divides(reason, break_):
    found = cut(Article("a", f"{BODY}{break_}{BODY}"))
    assert [p.paragraph for p in found] == [0, 1]
    assert pieces(f"{BODY}{break_}{BODY}") == [("text", BODY), ("text", BODY)]


def test_wrapped_lines_are_one_paragraph():
    """Text files from mail and old archives break lines within sentences and leave an empty line between paragraphs."""
    text = "The ministers of Iran and of Iraq, who had not met since the war,\nsaid in Vienna that they\nwould meet again.\n\nThey left."
    assert [p.paragraph for p in cut(Article("a", text))] == [0, 1]


def test_no_break_space_does_not_divide_and_is_trimmed():
    assert pieces("\xa0 The\xa0ministers met.\xa0\n") == [("text", "The\xa0ministers met.")]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\xa0\u2003"])
def test_nothing_to_cut(text):
    assert cut(Article("a", text)) == ()


HUGE = [
    ("cut at sentence ends", "The ministers met. " * 2000),
    ("cut at blanks where there is no sentence end", "word " * 6000),
    ("cut anywhere where there is no blank", "x" * 20_000),
    ("a dateline first", "ROME (ANSA) — " + "The ministers met. " * 1000),
]


@pytest.mark.parametrize(("reason", "text"), HUGE, ids=[r[0] for r in HUGE])
def test_a_huge_paragraph_is_cut(reason, text):
    found = cut(Article("a", text))
    assert max(p.end - p.start for p in found) <= MAX_PIECE
    assert {p.paragraph for p in found} == {0}
    assert "".join(text[p.start : p.end] for p in found).replace(" ", "") == text.replace(" ", "")
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_huge_paragraph_is_cut_between_sentences():
    text = "The ministers met. " * 1000
    assert all(text[p.start : p.end].endswith("met.") for p in cut(Article("a", text)))
