import pytest

from dragoman.clauses.factuality import Factuality, affirmed, factuality
from trees import parsed, tree, word

ROWS = [
    ("plain", "Israel attacked Syria.", "attacked", "positive", "actual", ""),
    # negation
    ("not", "Iran did not meet Iraq.", "meet", "negative", "actual", "not"),
    ("never", "Iran never met Iraq.", "met", "negative", "actual", "never"),
    ("no + subject", "No country signed the treaty.", "signed", "negative", "actual", "No"),
    ("neither + noun", "Neither side signed the treaty.", "signed", "negative", "actual", "Neither"),
    ("neither … nor", "Neither Iran nor Iraq attacked Syria.", "attacked", "negative", "actual", "Neither"),
    ("nobody", "Nobody signed the treaty.", "signed", "negative", "actual", "Nobody"),
    ("no longer", "Iran no longer supports Iraq.", "supports", "negative", "actual", "no longer"),
    ("not only at the beginning affirms", "Not only did Iran attack Iraq, it also shelled Syria.", "attack", "positive", "actual", ""),
    ("hardly had … when affirms", "Hardly had Iran attacked Iraq when Syria sent troops.", "attacked", "positive", "actual", ""),
    ("without …ing", "Iran left without signing the treaty.", "signing", "negative", "actual", "without"),
    ("the verb above 'without' is not negated", "Iran left without signing the treaty.", "left", "positive", "actual", ""),
    ("not before an infinitive", "Iran asked Iraq not to attack Syria.", "attack", "negative", "actual", "not"),
    ("… does not reach the verb above", "Iran asked Iraq not to attack Syria.", "asked", "positive", "actual", ""),
    ("not of a copula", "Iran is not an ally of Iraq.", "ally", "negative", "actual", "not"),
    ("not only is no negation", "Iran not only condemned Iraq but attacked it.", "condemned", "positive", "actual", ""),
    ("nor is what follows it", "Iran not only condemned Iraq but attacked it.", "attacked", "positive", "actual", ""),
    ("not … or: the second verb too", "Iran did not meet or call Iraq.", "call", "negative", "actual", "not"),
    ("inside what is said", "China said Iran did not attack Israel.", "attack", "negative", "actual", "not"),
    ("the saying itself stands", "China said Iran did not attack Israel.", "said", "positive", "actual", ""),
    # modals
    ("will", "Iran will meet Iraq.", "meet", "positive", "future", "will"),
    ("will covers a second verb", "Iran will attack Israel and bomb Syria.", "bomb", "positive", "future", "will"),
    ("may", "Iran may meet Iraq.", "meet", "positive", "possible", "may"),
    ("could", "Iran could attack Israel.", "attack", "positive", "possible", "could"),
    ("must", "Iran must withdraw.", "withdraw", "positive", "requested", "must"),
    ("should", "Israel should attack Syria.", "attack", "positive", "requested", "should"),
    ("must, inside what is said", "Russia said that Ukraine must withdraw.", "withdraw", "positive", "requested", "must"),
    # would
    ("would imagines", "Iran would send troops.", "send", "positive", "hypothetical", "would"),
    ("would in reported speech looks forward", "Iran said it would send troops.", "send", "positive", "future", "would"),
    ("… also where the saying follows", "Iran would send troops, the minister said.", "send", "positive", "future", "would"),
    # conditions
    ("if", "If Israel attacks Syria, Iran will respond.", "attacks", "positive", "hypothetical", "if"),
    ("what follows from the condition", "If Israel attacks Syria, Iran will respond.", "respond", "positive", "future", "will"),
    ("whether", "Iran wondered whether Israel attacked Syria.", "attacked", "positive", "hypothetical", "whether"),
    # infinitives
    ("a purpose is not yet done", "Iran sent envoys to sign the treaty.", "sign", "positive", "possible", "to"),
    ("a plan is not yet done", "Spain has plans to build a base.", "build", "positive", "possible", "to"),
    ("the first to do it has done it", "Kenya was the first country to sign the treaty.", "sign", "positive", "actual", ""),
    ("a ceremony at which it was done", "They held a ceremony to sign the treaty.", "sign", "positive", "actual", ""),
    ("a complement is as certain as its verb", "Iran agreed to withdraw.", "withdraw", "positive", "actual", ""),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "polarity", "modality", "cue"), ROWS, ids=[r[0] for r in ROWS])
def test_factuality(reason, text, predicate, polarity, modality, cue):
    sentence = parsed(text)
    assert factuality(sentence, word(sentence, predicate)) == Factuality(polarity, modality, cue)


@pytest.mark.parametrize("word_", ["n't", "n’t", "hardly", "scarcely"])
def test_other_negations(word_):
    sentence = tree(f"Iran/Iran/PROPN/3/nsubj did/do/AUX/3/aux {word_}/not/PART/3/advmod meet//VERB/3/root Iraq/Iraq/PROPN/3/obj")
    assert factuality(sentence, 3) == Factuality("negative", "actual", word_)


AUXILIARIES = [
    ("'ll", "future"), ("’ll", "future"), ("wo", "future"), ("shall", "future"),
    ("might", "possible"), ("ca", "possible"), ("ought", "requested"), ("’d", "hypothetical"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "modality"), AUXILIARIES)
def test_other_auxiliaries(printed, modality):
    sentence = tree(f"Iran/Iran/PROPN/2/nsubj {printed}/x/AUX/2/aux meet//VERB/2/root Iraq/Iraq/PROPN/2/obj")
    assert factuality(sentence, 2) == Factuality("positive", modality, printed)


def test_negated_and_modal():
    """ "Will not": the negation is told, and so is that it lies ahead."""
    sentence = tree("Iran/Iran/PROPN/3/nsubj will//AUX/3/aux not//PART/3/advmod meet//VERB/3/root Iraq/Iraq/PROPN/3/obj")
    assert factuality(sentence, 3) == Factuality("negative", "future", "not")


def test_not_just_in_capitals():
    """Headlines and emphasis: case does not matter."""
    sentence = tree("IRAN/Iran/PROPN/3/nsubj DID/do/AUX/3/aux NOT/not/PART/3/advmod MEET/meet/VERB/3/root")
    assert factuality(sentence, 3).polarity == "negative"


PLANNED = [
    ("is to", "Iran/Iran/PROPN/3/nsubj is/be/AUX/3/cop to//PART/3/mark meet//VERB/3/root Iraq/Iraq/PROPN/3/obj", 3, "future"),
    ("is to be", "Talks/talk/NOUN/4/nsubj:pass are/be/AUX/4/aux to//PART/4/mark be//AUX/4/aux:pass held/hold/VERB/4/root", 4, "future"),
    ("due to", "He/he/PRON/4/nsubj was/be/AUX/4/cop due//ADJ/4/mark to//PART/4/mark meet//VERB/4/root Iraq/Iraq/PROPN/4/obj", 4, "future"),
    (
        "would under a plan",
        "Iran/Iran/PROPN/2/nsubj would//AUX/2/aux meet//VERB/2/root Iraq/Iraq/PROPN/2/obj under//ADP/5/case plans/plan/NOUN/2/obl",
        2,
        "future",
    ),
    (
        "would under pressure",
        "Iran/Iran/PROPN/2/nsubj would//AUX/2/aux meet//VERB/2/root Iraq/Iraq/PROPN/2/obj under//ADP/5/case duress//NOUN/2/obl",
        2,
        "hypothetical",
    ),
]


@pytest.mark.parametrize(("reason", "line", "head", "modality"), PLANNED, ids=[row[0] for row in PLANNED])
def test_what_is_planned(reason, line, head, modality):
    assert factuality(tree(line), head).modality == modality, reason


_THAT = "that//SCONJ/{v}/mark Iran/Iran/PROPN/{v}/nsubj attacked/attack/VERB/{h}/{dep} Iraq/Iraq/PROPN/{v}/obj"
DISOWNED = [
    ("it is false that", "It//PRON/2/expl is//AUX/2/cop false//ADJ/2/root " + _THAT.format(v=5, h=2, dep="csubj"), 5, "negative"),
    ("it is true that", "It//PRON/2/expl is//AUX/2/cop true//ADJ/2/root " + _THAT.format(v=5, h=2, dep="csubj"), 5, "positive"),
    (
        "it is not true that",
        "It//PRON/3/expl is//AUX/3/cop not//PART/3/advmod true//ADJ/3/root " + _THAT.format(v=6, h=3, dep="csubj"),
        6,
        "negative",
    ),
    (
        "reports that … are untrue",
        "Reports/report/NOUN/6/nsubj " + _THAT.format(v=3, h=0, dep="acl") + " are//AUX/6/cop untrue//ADJ/6/root",
        3,
        "negative",
    ),
    ("reports are new", "Reports/report/NOUN/6/nsubj " + _THAT.format(v=3, h=0, dep="acl") + " are//AUX/6/cop new//ADJ/6/root", 3, "positive"),
]


@pytest.mark.parametrize(("why", "line", "head", "polarity"), DISOWNED, ids=[row[0] for row in DISOWNED])
def test_a_clause_that_is_said_to_be_false(why, line, head, polarity):
    assert factuality(tree(line), head).polarity == polarity, why


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Not only did Iran attack Iraq, it also shelled Syria.", "attack", True),
        ("Hardly had Iran attacked Iraq when Syria sent troops.", "attacked", True),
        ("Iran did not meet Iraq.", "meet", False),
        ("Israel attacked Syria.", "attacked", False),
    ],
    ids=["not only", "hardly had", "not", "no such word"],
)
def test_affirmed(text, told, expected):
    """What looks like a denial and is none also overrules the reader, who may take it for one."""
    sentence = parsed(text)
    assert expected == affirmed(sentence, word(sentence, told))
