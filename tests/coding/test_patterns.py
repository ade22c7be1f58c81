"""The event lexicon's loader: what it makes of the files, and what it says of wrong ones."""

import pytest

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.events import Coder
from dragoman.coding.patterns import DEFAULT_RECIPIENTS, load_event_lexicon, read_event_lexicon
from dragoman.errors import KnowledgeError
from trees import NamedActors, parsed

ONTOLOGY = """
[types.AID]
score = 7.5
needs_recipient = true
cameo = "07"
[types.AID.modes]

[types.SANCTION]
score = -6.0
[types.SANCTION.modes]
convict = -5.0

[contexts.economic]
triggers = ["loan", "trade"]
"""

AID = """
type = "AID"
[[class]]
name = "give"
verbs = ["give", "hand out", "be kind to"]
nouns = ["food aid"]
objects = ["aid"]
recipient = ["iobj", "to"]
"""

LIGHT = """
[[light]]
verbs = ["make", "carry out"]
nouns_of = ["AID"]

[[passive-light]]
verbs = ["receive"]
nouns_of = ["AID"]

[[aspect]]
verbs = ["begin"]
effect = "same"

[[aspect]]
verbs = ["halt"]
effect = "stop"

[[implicative]]
verbs = ["fail"]
adjectives = ["unable"]
effect = "negative"

[[operator]]
name = "stop"
verbs = ["stop", "cut off"]
nouns = ["halt"]
when = { AID = "SANCTION", default = "-" }
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "events").mkdir()
    (tmp_path / "plover.toml").write_text(ONTOLOGY, encoding="utf8")
    (tmp_path / "events/aid.toml").write_text(AID, encoding="utf8")
    (tmp_path / "events/light.toml").write_text(LIGHT, encoding="utf8")
    (tmp_path / "events/objects.toml").write_text('[aid]\nlemmas = ["food", "medicine"]\n', encoding="utf8")
    (tmp_path / "events/README.md").write_text("not read", encoding="utf8")
    return tmp_path


def read(folder):
    return read_event_lexicon(folder / "events", folder / "plover.toml")


def test_what_is_read(folder):
    lexicon = read(folder)
    [give] = lexicon.classes
    assert (give.name, give.type, give.mode, give.recipient) == ("give", "AID", None, ("iobj", "to"))
    assert {lemma: [e.rest for e in entries] for lemma, entries in lexicon.verbs.items()} == {"give": [()], "hand": [("out",)], "kind": [("to",)]}
    assert {lemma: [e.rest for e in entries] for lemma, entries in lexicon.nouns.items()} == {"aid": [("food",)]}
    assert lexicon.contexts == {"economic": ("loan", "trade")}
    assert lexicon.implicatives == {"fail": "negative", "unable": "negative"}


@pytest.mark.parametrize(("lemmas", "expected"), [(["money"], ["AID"]), (["food"], [])])
def test_classes_of_objects_decide(folder, lemmas, expected):
    """ "Gave money" is help where the class `aid` lists money, and nothing that is known where it does not."""
    (folder / "events/objects.toml").write_text(f"[aid]\nlemmas = {lemmas}\n", encoding="utf8")
    sentence = parsed("Japan gave Haiti money.")
    assert [e.type for e in Coder(read(folder)).find(sentence, find_clauses(sentence), NamedActors(sentence))] == expected


def test_light_verbs_and_operators(folder):
    lexicon = read(folder)
    assert set(lexicon.light) == {"make", "carry", "receive", "begin"}, "an aspect verb that stops is an operator's matter"
    assert lexicon.light["receive"][0].undergoes
    assert lexicon.light["carry"][0].rest == ("out",)
    assert lexicon.light["begin"][0].types == {"*"}
    [stop] = lexicon.operators["stop"]
    assert stop.result("AID") == "SANCTION"
    assert stop.result("SANCTION") == "-"
    assert set(lexicon.noun_operators) == {"halt"}


def test_scores(folder):
    lexicon = read(folder)
    assert lexicon.score("AID", None) == 7.5
    assert lexicon.score("SANCTION", "convict") == -5.0
    assert lexicon.score("SANCTION", "no such mode") == -6.0


def test_defaults(folder):
    (folder / "events/sanction.toml").write_text('type = "SANCTION"\n[[class]]\nname = "fine"\nverbs = ["fine"]\n', encoding="utf8")
    fine = next(c for c in read(folder).classes if c.name == "fine")
    assert (fine.actor, fine.recipient, fine.passive, fine.reciprocal) == (("subject",), DEFAULT_RECIPIENTS, "any", False)


def test_a_class_may_have_a_type_of_its_own(folder):
    (folder / "events/mixed.toml").write_text('type = "AID"\n[[class]]\nname = "cut"\ntype = "SANCTION"\nverbs = ["cut"]\n', encoding="utf8")
    assert {c.name: c.type for c in read(folder).classes} == {"give": "AID", "cut": "SANCTION"}


WRONG = [
    ("broken TOML", 'type = "AID"\n[[class]\nname = "x"', ["bad.toml", "line 2", "TOML in UTF-8"]),
    ("unknown key", 'type = "AID"\n[[class]]\nname = "x"\nverb = ["x"]', ["bad.toml", "'x'", "'verb'", "verbs", "recipient"]),
    ("unknown type", 'type = "HELP"\n[[class]]\nname = "x"\nverbs = ["x"]', ["bad.toml", "'x'", "'HELP'", "AID, SANCTION"]),
    ("no type", '[[class]]\nname = "x"\nverbs = ["x"]', ["bad.toml", "'x'", "AID, SANCTION"]),
    ("unknown mode", 'type = "SANCTION"\n[[class]]\nname = "x"\nmode = "fine"\nverbs = ["x"]', ["bad.toml", "'x'", "'fine'", "convict"]),
    ("a mode where the type has none", 'type = "AID"\n[[class]]\nname = "x"\nmode = "fine"\nverbs = ["x"]', ["bad.toml", "'fine'", "none"]),
    ("doubled name", 'type = "AID"\n[[class]]\nname = "give"\nverbs = ["x"]', ["'give'", "twice", "name of its own"]),
    pytest.param("a class without a name", 'type = "AID"\n[[class]]\nverbs = ["x"]', ["bad.toml", "name"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "content", "words"), WRONG)
def test_a_wrong_file_is_named_with_cause_and_repair(folder, reason, content, words):
    (folder / "events/bad.toml").write_text(content, encoding="utf8")
    with pytest.raises(KnowledgeError) as refused:
        read(folder)
    assert [w for w in words if w not in str(refused.value)] == []


def test_a_file_that_is_not_utf8(folder):
    (folder / "events/bad.toml").write_bytes('type = "AID" # hélp'.encode("cp1252"))
    with pytest.raises(KnowledgeError, match=r"bad\.toml.*UTF-8"):
        read(folder)


def test_an_ontology_without_types(folder):
    (folder / "plover.toml").write_text("title = 'x'\n", encoding="utf8")
    with pytest.raises(KnowledgeError, match=r"plover\.toml.*types"):
        read(folder)


def test_the_lexicon_of_the_package_loads():
    lexicon = load_event_lexicon()
    assert len(lexicon.types) == 16
    assert {c.type for c in lexicon.classes} == set(lexicon.types)
    assert load_event_lexicon() is lexicon, "it is loaded once"
