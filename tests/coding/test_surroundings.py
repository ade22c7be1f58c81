"""The side that a sentence leaves to its surroundings is filled only where there is no choice."""

from dataclasses import replace

import pytest

from dragoman.clauses.factuality import Factuality
from dragoman.coding.events import Coded
from dragoman.coding.ontology import load_ontology
from dragoman.coding.story import told_before, with_headlines
from dragoman.coding.surroundings import Party
from dragoman.coding.surroundings import complete as _complete
from dragoman.domain import ActorRef


def state(code: str, how: str = "name") -> ActorRef:
    return ActorRef(code, code, code, code, "GOV", "state", how)


def told(parties):
    """Bare references as parties."""
    return {i: tuple(Party(ref) for ref in refs) for i, refs in parties.items()}


def complete(events, parties, two_sided, before=(), **more):
    """`parties` as bare references."""
    return _complete(events, told(parties), two_sided, before, **more)


ONTOLOGY = load_ontology()


def two_sided(event: Coded) -> bool:
    return ONTOLOGY.types[event.type].two_sided


AUS, VUT, FJI = state("AUS"), state("VUT"), state("FJI")
REJECT = Coded(1, 0, "REJECT", None, (AUS,), (), Factuality(), 0, 10, "events.deny")

ROWS = [
    ({1: (AUS, VUT)}, ("VUT",), "exactly one other party in the sentence"),
    ({0: (VUT,), 1: (AUS,)}, ("VUT",), "none in the sentence, one in the sentence before"),
    ({1: (AUS, VUT, FJI)}, (), "two others: nothing is guessed"),
    ({1: (AUS,)}, (), "nobody else at all"),
]


@pytest.mark.parametrize(("parties", "expected", "why"), ROWS, ids=[row[-1] for row in ROWS])
def test_a_missing_recipient(parties: dict[int, tuple[ActorRef, ...]], expected: tuple[str, ...], why: str) -> None:
    """Only a party that is there without rival becomes the other side, and it says so."""
    [event] = complete([REJECT], parties, two_sided)
    assert expected == tuple(r.id for r in event.recipients), why
    assert all(r.how == "context" for r in event.recipients)


def test_a_recipient_that_is_named_stays() -> None:
    """What the words give is never replaced."""
    event = replace(REJECT, recipients=(FJI,))
    assert (event,) == complete([event], {1: (AUS, VUT)}, two_sided)


def test_talks_that_point_back_take_both_parties_or_fall_away() -> None:
    """ "The talks ended": two parties around it are its parties; with three nobody knows."""
    talks = replace(REJECT, type="CONSULT", actors=(), reciprocal=True)
    [event] = complete([talks], {1: (AUS, VUT)}, two_sided)
    assert ("AUS", "VUT") == tuple(r.id for r in event.actors)
    assert () == complete([talks], {1: (AUS, VUT, FJI)}, two_sided)


def test_a_mediator_needs_the_two_between_whom_it_mediates() -> None:
    """A third party's recipients are the two others."""
    mediation = replace(REJECT, type="CONSULT", mode="third-party")
    [event] = complete([mediation], {1: (AUS, VUT, FJI)}, two_sided)
    assert ("VUT", "FJI") == tuple(r.id for r in event.recipients)


def test_one_sided_acts_stay_one_sided() -> None:
    """A PROTEST may be against nobody in particular; surroundings do not make a target."""
    protest = replace(REJECT, type="PROTEST")
    assert (protest,) == complete([protest], {1: (AUS, VUT)}, two_sided)


def test_a_nearer_sentence_names_no_partner_of_a_deal() -> None:
    """Whoever the sentence before speaks of need not be the other side of "the contract was signed"."""
    signing = replace(REJECT, type="SUPPORT", reciprocal=True)
    assert (AUS,) == complete([signing], {0: (VUT,), 1: (AUS,)}, two_sided)[0].actors
    assert (AUS, replace(VUT, how="context")) == complete([signing], {1: (AUS, VUT)}, two_sided)[0].actors


SOLDIERS = replace(AUS, id=None, sector="MIL", kind="group")
FORCES = [
    ("RETREAT", SOLDIERS, (), "own soldiers are no other side"),
    ("RETREAT", replace(SOLDIERS, country="VUT"), ("VUT",), "another's are"),
    ("ASSAULT", SOLDIERS, ("AUS",), "an assault on soldiers of one's own country is one"),
    ("RETREAT", replace(SOLDIERS, sector="CIV"), ("AUS",), "people are no force"),
]


@pytest.mark.parametrize(("type_", "recipient", "expected", "why"), FORCES, ids=[row[-1] for row in FORCES])
def test_own_forces(type_: str, recipient: ActorRef, expected: tuple[str, ...], why: str) -> None:
    [event] = complete([replace(REJECT, type=type_, recipients=(recipient,))], {}, lambda _: False)
    assert expected == tuple(r.country for r in event.recipients), why


SIDES = [
    ("REJECT", ["accusation"], True, "what is rejected is another's word"),
    ("REJECT", [], False, "denied that it had rained"),
    ("REJECT", ["port"], False, "a thing is nobody's word"),
    ("ACCUSE", ["attack"], True, "what is condemned is another's deed"),
    ("ACCUSE", ["agreement"], False, "an agreement has two sides of its own"),
    ("AGREE", [], True, "whoever agrees agrees with somebody"),
    ("PROTEST", ["attack"], False, "no type of two sides"),
]


@pytest.mark.parametrize(("type_", "objects", "expected", "why"), SIDES, ids=[row[-1] for row in SIDES])
def test_acts_that_leave_out_a_side(type_: str, objects: list[str], expected: bool, why: str) -> None:
    assert ONTOLOGY.has_two_sides(type_, objects) is expected, why


def test_whoever_is_answered_is_the_other_side() -> None:
    """Of several around, the one who accused the actor; without an accuser nothing is guessed."""
    accusation = replace(REJECT, sentence=0, type="ACCUSE", actors=(VUT,), recipients=(AUS,))
    parties = {0: (VUT, AUS, FJI), 1: (AUS,)}
    assert ("VUT",) == tuple(r.id for r in complete([REJECT], parties, two_sided, [accusation])[0].recipients)
    assert () == complete([REJECT], parties, two_sided)[0].recipients


def test_whoever_acts_with_the_actor_is_not_the_other_side() -> None:
    """ "Australia and Vanuatu voiced concern. Canberra rejected the plan.": Vanuatu is on its side."""
    together = replace(REJECT, sentence=0, type="ACCUSE", actors=(AUS, VUT))
    assert () == complete([REJECT], {0: (AUS, VUT), 1: (AUS,)}, two_sided, [together])[0].recipients


EXPELLED = Coded(1, 0, "SANCTION", "expel", (AUS,), (VUT,), Factuality(), 0, 10, "events.expel-diplomats")
EXPULSIONS = Coded(3, 0, "SANCTION", "expel", (), (), Factuality(), 30, 40, "events.expulsion-noun", told=True)


def test_a_definite_noun_has_the_sides_of_what_was_told():
    """ "The expulsions" are those of the sentences before; of another kind, or too far back, they are nobody's and left out."""
    [event] = complete([EXPULSIONS], {}, two_sided, [EXPELLED])
    assert ["AUS"] == [r.id for r in event.actors]
    assert ["VUT"] == [r.id for r in event.recipients]
    assert {r.how for r in (*event.actors, *event.recipients)} == {"context"}
    assert () == complete([EXPULSIONS], {}, two_sided, [replace(EXPELLED, mode="withdraw")])
    assert () == complete([replace(EXPULSIONS, sentence=9)], {}, two_sided, [EXPELLED])


STRUCK = Coded(2, 0, "ASSAULT", "aerial", (AUS,), (VUT,), Factuality(), 0, 10, "events.attack-by-air")
BOMBING = Coded(4, 0, "ASSAULT", "explosives", (), (), Factuality(), 60, 70, "events.bombing", told=True)


@pytest.mark.parametrize(
    ("why", "earlier", "later", "found"),
    [
        ("a story calls one attack by several names", STRUCK, BOMBING, True),
        ("an abduction is no blow", replace(STRUCK, mode="abduct"), BOMBING, False),
        ("far away, and in other words: it may be another", STRUCK, replace(BOMBING, sentence=9), False),
        ("far away, but in the same words", replace(STRUCK, rule="events.bombing"), replace(BOMBING, sentence=9), True),
        ("what was denied was not told", replace(STRUCK, factuality=Factuality("negative")), BOMBING, False),
    ],
)
def test_the_attack_told_before_under_another_name(why, earlier, later, found):
    one = told_before(later, [earlier])
    assert (one is not None) == found, why
    if one is not None:
        assert [r.how for r in (*one.actors, *one.recipients)] == ["context", "context"], why


def test_violence_is_told_without_parties():
    """What is told as done stays, and takes no party from around it."""
    cut = Coded(1, 0, "ASSAULT", "destroy", (), (), Factuality(), 0, 10, "events.cut-lines", alone=True)
    assert (cut,) == complete([cut], {1: (AUS, VUT)}, two_sided)
    assert () == complete([replace(cut, alone=False)], {1: (AUS,)}, two_sided)


def test_a_headline_has_the_sides_of_the_story(parse):
    """Only a headline looks forward, and only to an act of its own type."""
    story = parse("Two cables cut\n\nAustralia cut two cables to Fiji on Monday.\n", title="Two cables cut")
    assert "title" == story.sentences[0].kind
    head = Coded(0, 0, "ASSAULT", "destroy", (), (), Factuality(), 0, 10, "events.cut-lines", alone=True)
    below = replace(head, sentence=1, actors=(AUS,), recipients=(FJI,))
    assert ["AUS"] == [r.id for r in with_headlines([head, below], story)[0].actors]
    assert () == with_headlines([head, replace(below, type="SANCTION")], story)[0].actors
    assert () == with_headlines([replace(head, sentence=1), replace(below, sentence=1)], story)[0].actors


def test_forces_moved_at_home_are_moved_towards_nobody():
    """Who sends soldiers to a town of its own does nothing to itself, nor to the one other state that is spoken of."""
    sent = Coded(1, 0, "MOBILIZE", "troops", (AUS,), (state("AUS"),), Factuality(), 0, 10, "events.deploy-troops")
    [event] = complete([sent], {1: (AUS, VUT)}, two_sided)
    assert () == event.recipients
