"""Which actors the words that the reader marks put on the sides of an act."""

from dataclasses import replace

import pytest
from flows_parsed import Spoken, parsed

from dragoman.coding.roles import Sureness, sides, without_figures
from dragoman.parsing.tree import Act, Role

FIRST = parsed("Ecuador repaid $1.3 billion to China.")
SECOND = parsed("China lent Kenya $3 billion in 2016.", start=40, index=1)
WHO, CHINA, KENYA = 0, 6, 2  # Ecuador and China of the first sentence, Kenya of the second
HERE = Spoken((FIRST, SECOND))


def act(*roles: Role) -> Act:
    return Act(1, 1, "event", "AID", None, 0.9, "AGREE", 0.05, "positive", "actual", roles)


def told(*roles: Role) -> str:
    text = "Ecuador repaid $1.3 billion to China.   China lent Kenya $3 billion in 2016."
    found = sides(act(*roles), ("actor", "recipient"), (FIRST, SECOND), text, HERE, Sureness())
    return " > ".join("+".join(side.ref.id + ("*" if side.ref.how == "context" else "") for side in one) for one in found)


ROWS = [
    ("one word for each side", [Role(1, 0, "actor", 0.9), Role(1, KENYA, "recipient", 0.9)], "CHN > KEN"),
    ("two sure words are two parties", [Role(1, 0, "actor", 0.9), Role(1, KENYA, "actor", 0.5)], "CHN+KEN > "),
    ("none is sure: the likeliest of the sentence", [Role(1, 0, "actor", 0.12), Role(1, KENYA, "actor", 0.15)], "KEN > "),
    ("an unsure one beside a sure one is none", [Role(1, 0, "actor", 0.9), Role(1, KENYA, "actor", 0.12)], "CHN > "),
    ("another sentence where the own has none, marked as context", [Role(0, WHO, "actor", 0.6)], "ECU* > "),
    ("another sentence does not overrule the own", [Role(0, WHO, "actor", 0.9), Role(1, KENYA, "actor", 0.2)], "KEN > "),
    ("mentions of one actor count together", [Role(0, CHINA, "actor", 0.12), Role(1, 0, "actor", 0.12), Role(1, KENYA, "actor", 0.15)], "CHN > "),
    ("nobody stands on both sides", [Role(1, 0, "actor", 0.9), Role(1, 0, "recipient", 0.5)], "CHN > "),
    (
        "the pair that is surest together",
        [Role(1, 0, "actor", 0.4), Role(1, 0, "recipient", 0.6), Role(1, KENYA, "actor", 0.1), Role(1, KENYA, "recipient", 0.5)],
        "CHN > KEN",
    ),
    ("no roles, no sides", [], " > "),
]


@pytest.mark.parametrize(("why", "roles", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_sides(why, roles, expected):
    assert told(*roles) == expected, why


def test_a_word_below_another_of_its_role_is_the_same_party():
    """Of "Exim Bank" both words may be marked."""
    sentence = parsed("Ecuador and the Exim Bank agreed to restructure $4.2 billion of debt.")
    roles = (Role(0, 3, "actor", 0.5), Role(0, 4, "actor", 0.9))
    text = "Ecuador and the Exim Bank agreed to restructure $4.2 billion of debt."
    [bank], _ = sides(replace(act(*roles), sentence=0), ("actor", "recipient"), (sentence,), text, Spoken((sentence,)), Sureness())
    assert bank.ref.text == "Exim Bank"


def test_the_name_of_a_currency_is_no_party():
    """ "$1.3 billion": whatever the reader marks within a figure gives nothing; the figure itself stays marked."""
    one = replace(act(Role(0, 2, "amount", 0.9), Role(0, 3, "actor", 0.9), Role(0, WHO, "actor", 0.8)), sentence=0)
    [kept] = without_figures([one], (FIRST, SECOND), [(FIRST.tokens[2].start, FIRST.tokens[4].end)])
    assert [(r.token, r.role) for r in kept.roles] == [(2, "amount"), (WHO, "actor")]
