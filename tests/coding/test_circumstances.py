"""When and where: taken from what hangs on the predicate, and from nowhere else."""

import pytest

from dragoman.coding.circumstances import contexts_of, date_of, place_of
from dragoman.domain import Date
from dragoman.parsing.timex import TimeSpan, find_times, load_time_words
from trees import NamedActors, parsed, word

WORDS = load_time_words()

DATES = [
    ("on the verb", "Israel attacked Syria on 3 March 2024.", "attacked", "2024-03-03"),
    ("the day of the saying is the saying's", "Russia said on 4 March 2024 that Israel attacked Syria.", "said", "2024-03-04"),
    ("… and not that of what is said", "Russia said on 4 March 2024 that Israel attacked Syria.", "attacked", None),
    ("each clause has its own", "Israel attacked Syria in 2018 after Iran met Iraq in 2017.", "attacked", "2018-01-01"),
    ("… also the one below", "Israel attacked Syria in 2018 after Iran met Iraq in 2017.", "met", "2017-01-01"),
    ("on the object", "Japan signed a treaty of 5 May 2020.", "signed", "2020-05-05"),
    ("none is given", "Israel attacked Syria.", "attacked", None),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "start"), DATES, ids=[r[0] for r in DATES])
def test_dates(reason, text, predicate, start):
    sentence = parsed(text)
    found = date_of(sentence, word(sentence, predicate), find_times(text, None, WORDS))
    assert (found.start if found else None) == start


def test_the_nearest_of_two_dates():
    text = "Japan signed a treaty of 5 May 2020."
    sentence = parsed(text)
    near = TimeSpan(0, 5, Date("2021-01-01", "2021-01-01", "day", "Japan"), "date")
    found = date_of(sentence, word(sentence, "signed"), [*find_times(text, None, WORDS), near])
    assert found == near.date


def test_an_open_period_is_no_date_of_an_event():
    """ "Since 2010" tells how long a debt runs, not when an attack was."""
    text = "Israel attacked Syria in 2018 after Iran met Iraq in 2017."
    sentence = parsed(text)
    since = TimeSpan(text.index("2018"), text.index("2018") + 4, Date("2018-01-01", None, "year", "2018"), "period")
    assert date_of(sentence, word(sentence, "attacked"), [since]) is None
    assert date_of(sentence, word(sentence, "attacked"), [since], periods=True) == since.date


def test_words_that_only_an_anchor_could_tell():
    text = "Israel attacked Syria on 3 March 2024."
    sentence = parsed(text)
    unknown = TimeSpan(text.index("3 March"), len(text) - 1, None, "deictic")
    assert date_of(sentence, word(sentence, "attacked"), [unknown]) is None


PLACES = [
    ("where it was", "Iran met Iraq in Vietnam.", "met", ("Vietnam", "VNM")),
    ("beside a with-phrase", "Iran signed a treaty with Iraq in Vietnam.", "signed", ("Vietnam", "VNM")),
    ("on the object", "Iran attacked Israeli ships near Egypt.", "attacked", ("Egypt", "EGY")),
    ("a side is no place", "Israel attacked Syria.", "attacked", None),
    ("with is no place", "Iran held talks with Iraq.", "held", None),
    ("a receiver is no place", "Japan promised to send food to Haiti.", "send", None),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "expected"), PLACES, ids=[r[0] for r in PLACES])
def test_places(reason, text, predicate, expected):
    sentence = parsed(text)
    found = place_of(sentence, word(sentence, predicate), NamedActors(sentence))
    assert ((found.text, found.country) if found else None) == expected
    assert found is None or found.city is None, "a state is no city"


def test_contexts_come_once_and_in_order_of_the_text():
    triggers = {"money": ("economic",), "give": ("aid", "economic")}
    assert contexts_of(parsed("Japan gave Haiti money."), triggers) == ("aid", "economic")
    assert contexts_of(parsed("Japan gave Haiti money."), {}) == ()
