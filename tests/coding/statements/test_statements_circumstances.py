"""Whom a saying is about, and the day on which it was said."""

import pytest
from said_trees import PrintedActors, build, load_cases

from dragoman.coding.statements.circumstances import about, namings, said_on
from dragoman.coding.statements.finding import find_statements
from dragoman.coding.statements.lexicon import load_reporting
from dragoman.domain import Article, Date
from dragoman.parsing.timex import TimeSpan

LEXICON = load_reporting()
CASES = {case.name: case for case in load_cases()}


def read(name, known):
    case = CASES[name]
    actors = PrintedActors(case.parse, known)
    return case, actors, find_statements(Article(id="x", text=case.text), case.parse, actors, LEXICON)


def test_about_is_whom_the_content_names():
    """Neither who speaks nor who is told is what it is about, and each is named once."""
    case, actors, said = read("told-outlet", {"Rivas": "Rivas", "China": "China", "army": "China", "News": "Capital News"})
    assert [ref.name for ref in about(said[0], namings(case.parse, actors))] == ["China"]


def test_about_nobody_is_empty():
    case, actors, said = read("indirect-that", {"Rivas": "Rivas"})
    assert about(said[0], namings(case.parse, actors)) == ()


DAYS = [
    ("a day that hangs on the cue", "Rivas said on Monday that the talks had failed.", "Monday", "2024-03-04"),
    ("a day of what is said", "Rivas said that the talks had failed on Monday.", "Monday", None),
]
ON_CUE = (
    "Rivas/Rivas/PROPN/1/nsubj said/say/VERB/1/root/Tense=Past|VerbForm=Fin on/on/ADP/3/case Monday/Monday/PROPN/1/obl that/that/SCONJ/8/mark "
    "the/the/DET/6/det talks/talk/NOUN/8/nsubj had/had/AUX/8/aux/VerbForm=Fin failed/fail/VERB/1/ccomp/VerbForm=Part ././PUNCT/1/punct"
)
ON_CONTENT = (
    "Rivas/Rivas/PROPN/1/nsubj said/say/VERB/1/root/Tense=Past|VerbForm=Fin that/that/SCONJ/6/mark the/the/DET/4/det talks/talk/NOUN/6/nsubj "
    "had/had/AUX/6/aux/VerbForm=Fin failed/fail/VERB/1/ccomp/VerbForm=Part on/on/ADP/8/case Monday/Monday/PROPN/6/obl ././PUNCT/1/punct"
)


@pytest.mark.parametrize(("reason", "text", "word", "day", "tokens"), [(*DAYS[0], ON_CUE), (*DAYS[1], ON_CONTENT)], ids=[d[0] for d in DAYS])
def test_day_of_the_saying(reason, text, word, day, tokens):
    parse = build(text, [tokens])
    [said] = find_statements(Article(id="x", text=text), parse, PrintedActors(parse), LEXICON)
    start = text.index(word)
    span = TimeSpan(start=start, end=start + len(word), date=Date("2024-03-04", "2024-03-04", "day", word), kind="date")
    found = said_on(said, parse.sentences[0], [span])
    assert (found and found.start) == day
