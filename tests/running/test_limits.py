"""No text costs more than its length says, and none more than a set time: hostile shapes, judged by how time grows."""

import pytest

from doubling import superlinear
from dragoman.actors.context import outlet_country
from dragoman.domain import Article
from dragoman.parsing import annotate
from dragoman.parsing.annotate import readable
from dragoman.parsing.layout import cut
from dragoman.running.path import read_articles

LAYOUT = [
    ("a line of blanks between two texts", lambda n: "China met Iran.\n" + " " * n + "\nRussia met India."),
    ("blanks within a line", lambda n: "China met Iran." + " " * n + "Russia met India."),
    ("blanks of all kinds", lambda n: "\t\u00a0\u3000" * (n // 3) + "x"),
    ("empty lines", lambda n: "a" + "\n " * (n // 2) + "b"),
    ("marks of quoted mail", lambda n: "> " * (n // 2) + "\nx"),
    ("hyphens", lambda n: "a-" * (n // 2)),
    ("brackets", lambda n: "(" * n),
    ("capitals", lambda n: "A" * n + " "),
    ("a caption that never comes", lambda n: "a (" * (n // 3)),
    ("full stops", lambda n: "." * n),
]


@pytest.mark.parametrize(("why", "make"), LAYOUT, ids=[row[0] for row in LAYOUT])
def test_pieces_are_cut_in_linear_time(why, make):
    assert superlinear(lambda n: cut(Article("a", make(n)))) is None, why


def test_the_country_of_an_outlet_takes_linear_time(tools):
    assert superlinear(lambda n: outlet_country("Daily Thunder " * (n // 14), tools.actors.registry)) is None
    assert outlet_country("The Very Long Name of a Paper of All the People of the Sydney Daily Thunder", tools.actors.registry) == "AUS"


SHAPES = [
    ("quotation marks", lambda n: '"' * n),
    ("opening marks", lambda n: "“" * n),
    ("quotes in one paragraph", lambda n: "“We will sign,” the Chinese minister said. " * (n // 43)),
    ("quotes in paragraphs", lambda n: "“We will sign,” the Chinese minister said.\n\n" * (n // 44)),
    ("relative clauses", lambda n: "China, " + "which attacked Russia, " * (n // 23) + "met Iran."),
    ("nested brackets", lambda n: "(" * (n // 2) + ")" * (n // 2)),
    ("hyphens", lambda n: "a-" * (n // 2)),
    ("sayings of sayings", lambda n: "He said he said " * (n // 16)),
    ("as many names as sentences", lambda n: "\n\n".join(f"President Bq{hex(i)[2:].translate(LETTERS)} met Iran." for i in range(n // 28))),
    ("acts in every sentence", lambda n: "Israel attacked Syria. " * (n // 23)),
    ("figures", lambda n: "China lent Laos $1 million. " * (n // 28)),
]
LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.mark.parametrize(("why", "make"), SHAPES, ids=[row[0] for row in SHAPES])
def test_an_article_is_read_in_linear_time(why, make, tools):
    def run(n):
        [reading] = read_articles([Article("a", make(n), published="2024-01-01", language="en")], tools)
        assert reading.fault is None, reading.fault

    assert superlinear(run, start=2000, limit=3.0, most=16_000) is None, why


def test_an_overlong_article_is_read_up_to_a_paragraph_and_says_so(tools, monkeypatch):
    monkeypatch.setattr(annotate, "MAX_PIECES", 60)
    text = "Israel attacked Syria with rockets on Monday.\n\n" * 9
    article = Article("a", text, published="2024-01-01", language="en")
    [reading] = read_articles([article], tools)
    end = readable(tools.reader, article)
    assert text[:end].endswith("Monday.")
    assert reading.article == article, "the whole text is kept"
    assert reading.note == f"coded up to character {end:,} of {len(text):,}: it is too long to be read at once; split it into its articles"
    events = [claim for claim in reading.claims if claim.kind == "event"]
    assert events
    assert max(claim.evidence.end for claim in reading.claims) <= end
    [part] = read_articles([Article("a", text[:end], published="2024-01-01", language="en")], tools)
    assert part.claims == reading.claims


@pytest.mark.parametrize("text", ["China met Iran. " * 20, "\ufdfa" * 200_000, " " * 900_000 + "x", '"' * 250_000])
def test_what_is_read_is_bounded(tools, text):
    end = readable(tools.reader, Article("a", text))
    pieces = sum(
        tools.reader.encoder.size(w.text)
        for n, p in enumerate(cut(Article("a", text[:end])))
        for w in annotate._words(text, p, n, tools.reader.words)
    )
    assert pieces <= annotate.MAX_PIECES
    assert end <= annotate.MAX_CHARACTERS
