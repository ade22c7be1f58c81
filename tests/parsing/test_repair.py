import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.events import Coder
from dragoman.coding.patterns import load_event_lexicon
from dragoman.parsing.repair import mended
from dragoman.parsing.tree import Token, make_sentence
from trees import NamedActors, text_of, tree

PAST, PART = "Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part"

#: (what is wrong, tree, what comes out: word, relation, head)
ROWS = [
    (
        "a verb taken for a modifier of its object",
        f"Korea//PROPN/2/compound expelled/expel/VERB/2/amod/{PART} inspectors/inspector/NOUN/2/root .//PUNCT/2/punct",
        "Korea nsubj expelled, expelled root expelled, inspectors obj expelled",
    ),
    (
        "the object hangs on the subject",
        f"agents/agent/NOUN/0/root abused/abuse/VERB/2/amod/{PART} immigrants/immigrant/NOUN/0/obj .//PUNCT/0/punct",
        "agents nsubj abused, abused root abused, immigrants obj abused",
    ),
    (
        "a modifier stays one: the noun is the subject of a verb",
        f"Taliban//PROPN/2/compound controlled/control/VERB/2/amod/{PART} areas/area/NOUN/3/nsubj fell/fall/VERB/3/root/{PAST} .//PUNCT/3/punct",
        "controlled amod areas, areas nsubj fell",
    ),
    (
        "a verb that has a subject and an object has no agent: whoever stands behind by did what the object names",
        f"ministers/minister/NOUN/1/nsubj deplored/deplore/VERB/1/root/{PAST} the/the/DET/3/det shelling/shelling/NOUN/1/obj by/by/ADP/5/case "
        "rebels/rebel/NOUN/1/obl:agent .//PUNCT/1/punct",
        "rebels nmod shelling",
    ),
    (
        "a passive keeps its agent",
        f"aid/aid/NOUN/2/nsubj:pass was/be/AUX/2/aux:pass sent/send/VERB/2/root/{PART} by/by/ADP/4/case Oman/Oman/PROPN/2/obl:agent .//PUNCT/2/punct",
        "Oman obl:agent sent",
    ),
    (
        "a name in its verb",
        f"Iran//PROPN/1/nsubj demanded/demand/VERB/1/root/{PAST} that//SCONJ/4/mark Hamas//PROPN/4/compound renounce//VERB/1/ccomp it//PRON/4/obj",
        "Hamas nsubj renounce",
    ),
    ("a verb tagged as a noun", "States//PROPN/1/nsubj vetoed//NOUN/1/root it//PRON/1/obj .//PUNCT/1/punct", "vetoed root vetoed"),
    ("a name before what is no noun", "Romania//PROPN/1/compound backs//NOUN/1/root plans/plan/NOUN/1/obj", "Romania nsubj backs"),
    (
        "up to is no particle",
        "They//PRON/1/nsubj took/take/VERB/1/root up//ADP/1/compound:prt to//ADP/5/case 16//NUM/5/nummod men/man/NOUN/1/obl",
        "up advmod 16, to fixed up, men obj took",
    ),
    (
        "a figure behind over",
        "They//PRON/1/nsubj discussed/discuss/VERB/1/root over//ADP/4/case 600//NUM/4/nummod projects/project/NOUN/1/obl",
        "projects obj discussed",
    ),
    (
        "what somebody is brought to do is no purpose",
        f"It//PRON/1/nsubj prompted/prompt/VERB/1/root/{PAST} Kenya//PROPN/1/obj to//PART/4/mark seek//VERB/1/advcl aid//NOUN/4/obj .//PUNCT/1/punct",
        "seek xcomp prompted",
    ),
    (
        "a purpose stays one",
        f"It//PRON/1/nsubj met/meet/VERB/1/root/{PAST} Kenya//PROPN/1/obj to//PART/4/mark seek//VERB/1/advcl aid//NOUN/4/obj .//PUNCT/1/punct",
        "seek advcl met",
    ),
    (
        "an adjective is no second subject",
        f"Venezuelan//ADJ/3/nsubj Minister//PROPN/2/nmod:desc Faria//PROPN/3/nsubj said/say/VERB/3/root/{PAST} so//ADV/3/advmod .//PUNCT/3/punct",
        "Venezuelan amod Faria, Faria nsubj said",
    ),
    (
        "a finite verb is not joined to a participle that the tagger takes for an adjective",
        f"We//PRON/1/nsubj talked/talk/VERB/1/root/{PAST} of//ADP/3/case issues/issue/NOUN/1/obl related//ADJ/3/acl and//CCONJ/6/cc "
        f"thanked/thank/VERB/4/conj/{PAST} China//PROPN/6/obj .//PUNCT/1/punct",
        "thanked conj talked",
    ),
    ("a price before its noun", "Oman//PROPN/1/nsubj signed/sign/VERB/1/root $//SYM/1/obj 5//NUM/2/nummod deal//NOUN/2/appos", "deal obj signed"),
    (
        "it is somebody",
        "it//PRON/2/expl is/be/AUX/2/cop willing//ADJ/2/root to//PART/4/mark leave//VERB/2/csubj",
        "it nsubj willing, leave xcomp willing",
    ),
    (
        "it is nobody",
        "it//PRON/2/expl is/be/AUX/2/cop possible//ADJ/2/root to//PART/4/mark leave//VERB/2/csubj",
        "it expl possible, leave csubj possible",
    ),
    (
        "no passive without an auxiliary, no agent by telephone",
        f"Dirir//PROPN/1/nsubj:pass spoke/speak/VERB/1/root/{PAST} by//ADP/3/case telephone//NOUN/1/obl:agent",
        "Dirir nsubj spoke, telephone obl spoke",
    ),
    ("an object without preposition", "They//PRON/1/nsubj cut//VERB/1/root/Tense=Past the//DET/3/det net//NOUN/1/obl", "net obj cut"),
    ("a time without preposition", "They//PRON/1/nsubj left/leave/VERB/1/root/Tense=Past the//DET/3/det week//NOUN/1/obl", "week obl left"),
    (
        "a reduced relative clause",
        f"men/man/NOUN/1/nsubj detained/detain/VERB/1/root/{PAST} there//ADV/1/advmod will//AUX/5/aux be//AUX/5/aux:pass "
        f"returned/return/VERB/1/conj/{PART}",
        "men nsubj:pass returned, detained acl men, returned root returned",
    ),
    (
        "a verb behind a day",
        f"Nations//PROPN/5/nsubj on//ADP/4/case Tuesday//PROPN/4/compound cut//VERB/4/amod/{PAST} supplies/supply/NOUN/0/nmod "
        f"continued/continue/VERB/5/root/{PAST}",
        "Nations nsubj cut, cut root cut, supplies obj cut, Tuesday obl cut, continued advcl cut",
    ),
    (
        "a full sentence without a verb",
        f"Tutu//PROPN/0/root on//ADP/2/case Sunday//PROPN/0/nmod called/call/VERB/2/acl/{PART} for//ADP/5/case peace//NOUN/3/obl .//PUNCT/0/punct",
        "Tutu nsubj called, called root called",
    ),
    (
        "a fragment stays one: somebody did it",
        f"Ships/ship/NOUN/0/root seized/seize/VERB/0/acl/{PART} by//ADP/3/case Iran//PROPN/1/obl .//PUNCT/0/punct",
        "Ships root Ships, seized acl Ships",
    ),
    (
        "having and its participle",
        f"accusing/accuse/VERB/0/root it//PRON/0/obj of//SCONJ/3/mark having/have/AUX/0/advcl sold/sell/VERB/5/amod/{PART} "
        "shells/shell/NOUN/3/obj .//PUNCT/0/punct",
        "of mark sold, having aux sold, sold advcl accusing, shells obj sold",
    ),
    ("to before a noun", "visit//NOUN/0/root to//PART/2/mark Kenya//PROPN/0/nmod", "to case Kenya"),
]


@pytest.mark.parametrize(("reason", "line", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_mended(reason, line, expected):
    tokens = mended(list(tree(line).tokens), "text")
    found = {f"{t.text} {t.dep} {tokens[t.head].text}" for t in tokens}
    assert set(expected.split(", ")) <= found


@pytest.mark.parametrize(("reason", "line", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_mending_twice_is_mending_once(reason, line, expected):
    once = mended(list(tree(line).tokens), "text")
    assert mended(list(once), "text") == once


WORDS = ["Iran", "Iraq", "China", "attacked", "rejected", "talks", "aid", "offer", "agreed", "stop", "it", "Monday", "$", "16", "up", "to", "troops"]
POS = ["NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADP", "PART", "PRON", "NUM", "SYM", "PUNCT"]
DEPS = [
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "amod", "compound", "conj", "cc", "ccomp", "xcomp", "advcl"),
    *("acl", "acl:relcl", "parataxis", "appos", "case", "mark", "aux", "aux:pass", "cop", "det", "advmod", "compound:prt", "expl", "flat", "punct"),
]
FEATS = [PAST, PART, "VerbForm=Inf", "VerbForm=Ger", ""]
CODER = Coder(load_event_lexicon())


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 24), st.randoms(use_true_random=False), st.sampled_from(["text", "title", "caption"]))
def test_any_tree(size: int, chance: random.Random, kind: str):
    """Whatever a parser makes of a text: repairs keep it a tree over the same words, and coding it neither fails nor leaves the sentence."""
    order = list(range(size))
    chance.shuffle(order)
    tokens, at = {}, 0
    for place in range(size):
        word = chance.choice(WORDS)
        above = order[chance.randrange(order.index(place))] if order.index(place) else place
        dep = "root" if above == place else chance.choice(DEPS)
        tokens[place] = Token(place, at, at + len(word), word, word.lower(), chance.choice(POS), chance.choice(FEATS), above, dep)
        at += len(word) + 1
    given_tokens = [tokens[i] for i in range(size)]
    after = mended(list(given_tokens), kind)
    assert [(t.i, t.start, t.end, t.text) for t in after] == [(t.i, t.start, t.end, t.text) for t in given_tokens]
    sentence = make_sentence(after, kind=kind)
    assert sorted(sentence.subtree(sentence.root)) == list(range(size))
    clauses = find_clauses(sentence)
    for event in CODER.find(sentence, clauses, NamedActors(sentence)):
        assert 0 <= event.start < event.end <= len(text_of(sentence)) + 1
