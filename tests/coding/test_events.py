import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.events import Coder
from dragoman.coding.patterns import load_event_lexicon
from trees import NamedActors, known, parsed


@pytest.fixture(scope="module")
def coder():
    return Coder(load_event_lexicon())


def events(coder, text):
    sentence = parsed(text)
    return coder.find(sentence, find_clauses(sentence), NamedActors(sentence))


def told(event):
    """`TYPE mode: ACTOR+ACTOR > RECIPIENT [negative, future]`"""
    marks = [m for m in (event.factuality.polarity, event.factuality.modality) if m not in {"positive", "actual"}]
    sides = "+".join(r.name for r in event.actors) + " > " + "+".join(r.name for r in event.recipients)
    return f"{event.type}{' ' + event.mode if event.mode else ''}: {sides.strip()}" + (f" [{', '.join(marks)}]" if marks else "")


INVADED = ["ASSAULT heavy-weapons: IRN > IRQ", "ASSAULT explosives: IRN > KWT"]
CONDEMNED = ["ACCUSE disapprove: CHN > RUS", "ASSAULT: RUS > UKR"]
DENOUNCED = ["ACCUSE disapprove: SYR > ISR", "ASSAULT: ISR > IRN"]
CRITICISED = ["ACCUSE disapprove: IRN > IRQ", "ASSAULT: IRQ > SYR"]
AT_REQUEST = ["SANCTION discontinue: KEN > SDN", "REQUEST: SDN > KEN"]
FUTURE = ["ASSAULT: IRN > ISR [future]", "ASSAULT explosives: IRN > SYR [future]"]

ROWS = [
    # verbs
    ("active", "Israel attacked Syria.", ["ASSAULT: ISR > SYR"]),
    ("passive: the sides swap", "Syria was attacked by Israel.", ["ASSAULT: ISR > SYR"]),
    ("indirect object", "Japan gave Haiti money.", ["AID: JPN > HTI"]),
    ("second verb with the shared subject", "Iran invaded Iraq and bombed Kuwait.", INVADED),
    ("relative clause", "China, which lent Ecuador money, criticised Peru.", ["AID: CHN > ECU", "ACCUSE disapprove: CHN > PER"]),
    ("two who act", "Russian and Chinese troops attacked Syria.", ["ASSAULT: RUS+CHN > SYR"]),
    ("adjective as predicate", "Iran is critical of Iraq.", ["ACCUSE disapprove: IRN > IRQ"]),
    ("violence of which no state is told", "Rebels attacking the town killed civilians.", ["ASSAULT: rebels > civilians"]),
    # nouns
    ("possessor and of-phrase", "China's invasion of Vietnam ended.", ["ASSAULT heavy-weapons: CHN > VNM"]),
    ("of-phrase of an object noun", "Chad's arrest of rebels angered France.", ["COERCE arrest: TCD > rebels"]),
    ("between", "Talks between Iran and Iraq collapsed.", ["CONSULT: IRN+IRQ >"]),
    ("an act told by another act is an event too", "China condemned the Russian attack on Ukraine.", CONDEMNED),
    ("participle after the noun", "Sanctions imposed by Washington hurt Iran.", ["SANCTION: USA >"]),
    # light verbs: one event
    ("light verb", "Israel carried out attacks against Syria.", ["ASSAULT: ISR > SYR"]),
    ("light verb whose subject undergoes it", "Syria came under attack from Israel.", ["ASSAULT: ISR > SYR"]),
    ("light verb, reciprocal noun", "Iran held talks with Iraq.", ["CONSULT: IRN+IRQ >"]),
    ("… and parsers hang its from-phrase on the verb", "Russia's troops faced attacks from Syria.", ["ASSAULT: SYR > RUS"]),
    ("at the request of: an act beside the act, asked of whoever does it", "Kenya froze the accounts at the request of Sudan.", AT_REQUEST),
    ("what a speaker's own side might do is a threat", "Ecuador said Ecuador might send troops into Peru.", ["THREATEN violence: ECU > PER"]),
    ("… what another's might do is none", "Peru said Iran might send troops into Iraq.", ["MOBILIZE troops: IRN > IRQ [possible]"]),
    ("the good behind a sum of money", "Japan cut five million dollars in aid to Egypt.", ["SANCTION discontinue: JPN > EGY"]),
    ("a participle behind the object belongs to the verb", "Peru sent three Russian diplomats packing.", ["SANCTION expel: PER > RUS"]),
    ("what another will suffer is the threat of who says so", "Iran said that Israel would pay a high price.", ["THREATEN violence: IRN > ISR"]),
    ("the parties of a truce stand in the subject", "The truce between Chad and Sudan collapsed.", ["RETREAT ceasefire: TCD+SDN > [negative]"]),
    ("not to stand idly by is a threat", "Turkey will not stand idly by.", ["THREATEN: TUR >"]),
    ("a request with an infinitive", "Syria's request to host surprised Egypt.", ["REQUEST: SYR >"]),
    ("a state told by a participle of a noun is no act", "Soldiers opposed to Iran marched.", []),
    ("… of a clause it is one", "Peru is opposed to Ecuador.", ["REJECT change: PER > ECU"]),
    ("help that nobody is told to give", "Food was sent to Haiti.", []),
    ("words of private persons who may be anybody's", "Clerics blamed Iran.", []),
    ("… of a group that acts", "Rebels blamed Iran.", ["ACCUSE allege: rebels > IRN"]),
    # operators
    ("stop + AID", "America suspended aid to Egypt.", ["SANCTION discontinue: USA > EGY"]),
    ("stop + ASSAULT, verb", "Israel stopped bombing Syria.", ["RETREAT ceasefire: ISR > SYR"]),
    ("cancel + CONSULT", "Iran called off the talks.", ["REJECT meet: IRN >"]),
    ("stop + stop + AID", "America ended the suspension of aid to Egypt.", ["CONCEDE: USA > EGY"]),
    # verbs that take what they govern into their own meaning
    ("promise + AID", "Japan promised to send food to Haiti.", ["AGREE: JPN > HTI"]),
    ("refuse + CONSULT", "France refused to meet Iran.", ["REJECT meet: FRA > IRN"]),
    ("threaten + ASSAULT", "Turkey threatened to attack Syria.", ["THREATEN violence: TUR > SYR"]),
    ("vow + ASSAULT", "Iran vowed to attack Israel.", ["THREATEN violence: IRN > ISR"]),
    ("agree + CONSULT", "Russia and Ukraine agreed to hold talks.", ["AGREE: RUS+UKR >"]),
    ("ready + CONSULT", "Iran is ready to meet Iraq.", ["AGREE: IRN > IRQ"]),
    ("a request, its object asked", "Iran urged Iraq to withdraw.", ["REQUEST change: IRN > IRQ"]),
    ("a request not to: what is asked is no act", "Iran asked Iraq not to attack Syria.", ["REQUEST change: IRN > IRQ"]),
    # how certain
    ("negated", "Israel did not attack Syria.", ["ASSAULT: ISR > SYR [negative]"]),
    ("failed to", "Iran failed to attack Israel.", ["ASSAULT: IRN > ISR [negative]"]),
    ("neither … nor", "Neither Iran nor Iraq attacked Syria.", ["ASSAULT: IRN+IRQ > SYR [negative]"]),
    ("without", "Iran left without signing the treaty.", ["SUPPORT: IRN > [negative]"]),
    ("inside what is said", "China said Iran did not attack Israel.", ["ASSAULT: IRN > ISR [negative]"]),
    ("could", "Iran could attack Israel.", ["ASSAULT: IRN > ISR [possible]"]),
    ("a future act of conflict keeps its type", "Iran will attack Israel and bomb Syria.", FUTURE),
    ("a future meeting is AGREE", "Iran will meet Iraq.", ["AGREE: IRN+IRQ > [future]"]),
    ("expected to visit is AGREE", "Iran is expected to visit Iraq.", ["AGREE: IRN > IRQ [future]"]),
    ("an answer on a condition is a threat", "If Israel attacks Syria, Iran will respond.", ["THREATEN: IRN >"]),
    ("whether is no event", "Iran wondered whether Israel attacked Syria.", []),
    ("what should be is no event", "Israel should attack Syria.", []),
    ("what would be is no event", "Iran would send troops.", []),
    ("the first to sign has signed", "Kenya was the first country to sign the treaty.", ["SUPPORT: KEN >"]),
    # what a speaker says that another must do
    ("must in speech", "Russia said that Ukraine must withdraw.", ["REQUEST change: RUS > UKR"]),
    ("must, the saying behind", "Ukraine must withdraw, Russia said.", ["REQUEST change: RUS > UKR"]),
    ("must without a speaker", "Ukraine must withdraw.", []),
    # reciprocal
    ("both are actors", "China met Japan.", ["CONSULT: CHN+JPN >"]),
    ("three are multilateral", "China met Japan and Russia.", ["CONSULT multilateral: CHN+JPN+RUS >"]),
    ("with", "The treaty that Iran signed with Iraq ended.", ["SUPPORT: IRN+IRQ >"]),
    ("two subjects", "Egypt and Sudan signed a treaty.", ["SUPPORT: EGY+SDN >"]),
    ("an exercise of two states is shared", "Egypt and Sudan held a drill off Kenya.", ["COOPERATE: EGY+SDN >"]),
    ("an exercise of one is its own", "Egypt held a drill.", ["MOBILIZE troops: EGY >"]),
    ("whatever two states do that is joint", "Kenya and Chad opened a joint school.", ["COOPERATE: KEN+TCD >"]),
    ("behind what a measure is of", "Russia sold tons of wheat to Egypt.", ["COOPERATE: RUS > EGY"]),
    ("an adjective behind the object", "Iran held Israel responsible.", ["ACCUSE allege: IRN > ISR"]),
    # happenings, authorities, what is told around the act
    ("a happening with its parties", "Fighting erupted between Israel and Syria.", ["ASSAULT: ISR+SYR >"]),
    ("a happening in a place", "Riots broke out in Turkey.", ["PROTEST riot: TUR >"]),
    ("adjective and preposition as actor and receiver", "Chinese aid to Egypt continued.", ["AID: CHN > EGY"]),
    ("agentless passive of an act of state", "Kenya was arrested in Sudan.", ["COERCE arrest: SDN > KEN"]),
    ("killed in an attack by", "Civilians were killed in an attack by Israel.", ["ASSAULT: ISR > civilians"]),
    ("the passive subject opposes", "Israel is opposed to talks with Syria.", ["REJECT change: ISR > SYR"]),
    ("particle verb without object", "Iran backed down.", ["CONCEDE: IRN >"]),
    ("particle verb with object", "Washington broke off relations with Sudan.", ["SANCTION discontinue: USA > SDN"]),
    ("reciprocal with an object", "Israel and Syria exchanged fire.", ["ASSAULT firearms: ISR+SYR >"]),
    ("the verb's subject does what a noun tells", "Israel tightened the blockade of Syria.", ["COERCE restrict: ISR > SYR"]),
    ("an offer turned down: its author receives", "America rejected a Chinese offer to host a summit.", ["REJECT: USA > CHN"]),
    ("the parties of a mediation receive", "Russia mediated between Iran and Iraq.", ["CONSULT third-party: RUS > IRN+IRQ"]),
    ("forced to is done", "Iran was forced to withdraw from Iraq.", ["RETREAT withdraw: IRN > IRQ"]),
    ("expected to sign is AGREE", "Turkey is expected to sign the treaty.", ["AGREE: TUR > [future]"]),
    ("resorted to is done", "Rebels of Chad resorted to attacking Egypt.", ["ASSAULT: rebels > EGY"]),
    ("begin is seen through", "China agreed to begin withdrawing troops from Vietnam.", ["AGREE: CHN > VNM"]),
    ("will, unless: a threat", "Israel will attack Syria unless Iran withdraws.", ["THREATEN violence: ISR > SYR"]),
    ("plans for doing are no deed", "China announced plans for sending troops to Sudan.", []),
    ("the object behind an as-phrase", "Syria denounced as a crime the Israeli attack on Iran.", DENOUNCED),
    ("what is alleged stands before", "Iran attacked Iraq, Russia alleged.", ["ASSAULT: IRN > IRQ", "ACCUSE allege: RUS > IRN"]),
    # known failures
    pytest.param("lifting sanctions is one event", "France lifted sanctions against Iran.", ["CONCEDE: FRA > IRN"]),
    ("who is blamed did it", "Iran criticised Iraq for attacking Syria.", CRITICISED),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), ROWS)
def test_events(coder, reason, text, expected):
    assert [told(e) for e in events(coder, text)] == expected


def test_evidence_holds_the_predicate(coder):
    for text in known():
        for event in events(coder, text):
            head = parsed(text).tokens[event.head]
            assert 0 <= event.start <= head.start < head.end <= event.end <= len(text)


def test_no_party_on_both_sides(coder):
    for text in known():
        for event in events(coder, text):
            assert not {r.name for r in event.actors} & {r.name for r in event.recipients}
            assert event.actors or event.recipients or event.alone or event.told


def test_rules_name_class_and_operator(coder):
    """`explain` and anyone who mends the lexicon has to find the line that made the event."""
    classes = {c.name for c in coder.lexicon.classes}
    for text in known():
        for event in events(coder, text):
            stage, name, *_ = event.rule.split(".")
            assert stage == "events"
            assert name in classes or event.rule.startswith("events.modal.")
    [event] = events(coder, "Israel stopped bombing Syria.")
    assert event.rule.endswith(".stop")


def test_order_of_clauses_does_not_matter(coder):
    for text in known():
        sentence = parsed(text)
        clauses = find_clauses(sentence)
        assert coder.find(sentence, clauses[::-1], NamedActors(sentence)) == coder.find(sentence, clauses, NamedActors(sentence))


def test_all_types_are_of_the_ontology(coder):
    for text in known():
        for event in events(coder, text):
            assert event.type in coder.lexicon.types
            assert event.mode is None or event.mode in coder.lexicon.types[event.type].modes


def test_without_actors_there_is_nothing(coder):
    class Nobody:
        def actors_of(self, sentence, token):
            return ()

        owners_of = actors_of

    sentence = parsed("Israel attacked Syria.")
    [attack] = coder.find(sentence, find_clauses(sentence), Nobody())  # violence is told, whoever did it
    assert attack.alone
    assert not attack.actors
    assert not attack.recipients
    sentence = parsed("Iran is critical of Iraq.")
    assert coder.find(sentence, find_clauses(sentence), Nobody()) == ()
