import pytest

from dragoman.clauses.attribution import Said
from dragoman.domain import ActorRef
from dragoman.running.spoken import SpokenActors
from trees import NamedActors, as_parse, text_of, tree

WE = tree(
    "“//PUNCT/2/punct We//PRON/2/nsubj attacked/attack/VERB/6/ccomp our//PRON/4/nmod:poss enemies/enemy/NOUN/2/obj ,//PUNCT/2/punct "
    "said/say/VERB/6/root"
)
ISRAEL = ActorRef("ISR", "Israel", "Israel", "ISR", "GOV", "state", "name")


def said(start, end, quote="direct", speaker=ISRAEL):
    return Said(start, end, quote, speaker, None, "said", 0, 1, "says", (start, end), (start, end), 0, 6, "test")


def actors(*sayings):
    return SpokenActors(NamedActors(WE), as_parse(WE), sayings)


ALL = len(text_of(WE))


def test_we_is_the_speaker_and_our_is_the_speakers():
    found = actors(said(0, ALL))
    [we] = found.actors_of(0, 1)
    assert (we.id, we.name, we.text, we.how) == ("ISR", "Israel", "We", "coreference")
    [our] = found.owners_of(0, 4)
    assert (our.id, our.text) == ("ISR", "our")


ROWS = [
    ("what is reported in other words keeps its pronouns", said(0, ALL, "indirect")),
    ("nobody is named", said(0, ALL, speaker=None)),
    ("the quotation is elsewhere", said(ALL - 4, ALL)),
]


@pytest.mark.parametrize(("reason", "saying"), ROWS, ids=[r[0] for r in ROWS])
def test_we_of_nobody(reason, saying):
    assert actors(saying).actors_of(0, 1) == ()


def test_the_inner_of_two_quotations():
    inner = said(2, 15, speaker=ActorRef("SYR", "Syria", "Syria", "SYR"))
    assert [r.id for r in actors(said(0, ALL), inner).actors_of(0, 1)] == ["SYR"]
    assert [r.id for r in actors(inner, said(0, ALL)).actors_of(0, 1)] == ["SYR"]


def test_other_words_are_left_to_the_mentions():
    assert actors(said(0, ALL)).actors_of(0, 4) == ()


def test_the_us_is_no_pronoun():
    line = "“//PUNCT/3/punct The//DET/2/det US//PROPN/3/nsubj attacked/attack/VERB/6/ccomp us//PRON/3/obj ,//PUNCT/3/punct said/say/VERB/6/root"
    sentence = tree(line)
    found = SpokenActors(NamedActors(sentence), as_parse(sentence), [said(0, len(text_of(sentence)))])
    assert found.actors_of(0, 2) == ()
    assert [r.id for r in found.actors_of(0, 4)] == ["ISR"]
