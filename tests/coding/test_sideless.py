"""Acts whose parties nobody tells, and harm that nobody did, read by the whole program."""

import pytest

from dragoman.domain import Article
from dragoman.running.path import read_articles

ROWS = [
    ("people killed, by whom is not told", "At least 19 people were killed in the town.", ["ASSAULT: > people"]),
    ("a thing cut", "Two pipelines were cut on Friday.", ["ASSAULT: >"]),
    ("a noun that a verb is about", "A drone strike on a market killed dozens.", ["ASSAULT: > dozen"]),
    ("flight", "More than 8,000 people have fled since the weekend.", ["SANCTION: > people"]),
    ("an earthquake is nobody's act", "A strong earthquake killed 20 people on Friday.", []),
    ("nor is a crash", "Two soldiers were killed in a car crash in Peru.", []),
    ("a clause that only tells more of another act", "They spoke of the clashes in which ten people were killed.", []),
    ("what might come", "They warned against any further incursion.", []),
    ("sentenced to prison", "A Bolivian court jailed a Peruvian senator.", ["SANCTION: BOL > PER", "COERCE: BOL > PER"]),
    ("forces moved, in the passive", "Norwegian jets were scrambled on Friday.", ["MOBILIZE: NOR >"]),
    ("a row does no deeds", "The Indian cabinet was hit by a row over prices.", []),
    ("nor does a landslide", "A landslide closed the border between Chile and Argentina.", []),
    ("an accident told by a clause", "Two Kenyan pilots were killed when their plane crashed.", []),
    ("an accident told by a compound", "A gas explosion in Poland killed nine workers.", []),
    ("a death and its cause are one act", "Two Kenyan soldiers were killed when Somali rebels attacked their patrol.", ["ASSAULT: SOM > KEN"]),
    ("told by a noun and a verb, one act", "Strikes by Israel hit a Lebanese village.", ["ASSAULT: ISR > LBN"]),
    ("what is feared", "The risk of an attack on Taiwan worries Japan.", []),
    ("what is wished for", "Estonia wants sanctions on Russia.", []),
    ("what is made up", "The film shows a fictional invasion of Taiwan by China.", []),
    ("what an act before a noun says of it is no act", "The Kenyan attack helicopter was sold.", []),
    ("what is only imagined", "An attack on Taiwan would ruin China.", []),
    ("what an attack on somebody did", "The attack on Taiwan ruined China.", ["ASSAULT: > TWN"]),
    ("what is to come on a condition is threatened", "Russia said it would bomb Poland if it sent troops.", ["THREATEN: RUS > POL"]),
    ("the sides of what comes before", "Israel shelled a Syrian town, wounding two people.", ["ASSAULT: ISR > SYR", "ASSAULT: ISR > SYR"]),
]


@pytest.mark.parametrize(("why", "text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_acts_without_parties(tools, why, text, expected):
    [reading] = read_articles([Article("a", text, language="en")], tools)
    found = [c for c in reading.claims if c.kind == "event" and c.type in {"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "THREATEN"}]
    assert sorted(expected) == sorted(f"{e.type}: {codes(e.actors)} > {codes(e.recipients)}".replace(":  ", ": ").strip() for e in found), why


def codes(refs):
    return "+".join(r.country or r.id or r.name for r in refs)


MUTE = [
    ("exports promise nothing", "Peru's exports promise a strong quarter.", []),
    ("nor do mines agree", "Chile's mines agree well with the forecasts.", []),
    ("a state does", "Peru promised Chile a loan.", ["AGREE: PER > CHL"]),
]


@pytest.mark.parametrize(("why", "text", "expected"), MUTE, ids=[row[0] for row in MUTE])
def test_things_say_nothing(tools, why, text, expected):
    [reading] = read_articles([Article("a", text, language="en")], tools)
    found = [c for c in reading.claims if c.kind == "event"]
    assert expected == [f"{e.type}: {codes(e.actors)} > {codes(e.recipients)}" for e in found], why
