"""Who holds which office, who owns what, who is whose ally."""

from dataclasses import dataclass

import pytest
from flows_parsed import parsed

from dragoman.actors.model import Mention
from dragoman.coding.relations.finding import find_relations, load_relation_lexicon
from dragoman.domain import ActorRef, Period

LEXICON = load_relation_lexicon()


def person(name, country):
    return ActorRef(f"person:{name.split()[-1].lower()}", name, name, country, "GOV", "person", "name")


def state(code, text):
    return ActorRef(code, code, text, code, "GOV", "state", "name")


MINISTRY = ActorRef("ministry", "Foreign Ministry", "Foreign Ministry", "SWE", "GOV", "organisation", "coreference")

NAMES = {
    "Anna Lind": ("named", ActorRef(None, "Anna Lind", "Anna Lind", "SWE", "GOV", "person", "name")),
    "Ivan Petrov": ("named", person("Ivan Petrov", "RUS")),
    "Li Wang": ("named", person("Li Wang", "CHN")),
    "Tass": ("outlet", ActorRef("outlet:tass", "Tass", "Tass", "RUS", "MED", "outlet", "name")),
    "Petrosur": ("named", ActorRef(None, "Petrosur", "Petrosur", "ECU", "BUS", "organisation", "name")),
    "OPEC": ("named", ActorRef("OPEC", "OPEC", "OPEC", None, "IGO", "igo", "name")),
    "army chief of staff": ("role", person("Li Wang", "CHN")),
    "minister of economy and finance": ("role", person("Ivan Petrov", "RUS")),
    "The port": ("role", ActorRef(None, "port", "port", None, None, "organisation", "role")),
    **{
        n: ("named", state(c, n))
        for n, c in [("Kenya", "KEN"), ("China", "CHN"), ("Japan", "JPN"), ("Peru", "PER"), ("Russia", "RUS"), ("Egypt", "EGY")]
    },
    "Chinese": ("adjective", state("CHN", "Chinese")),
}


@dataclass(frozen=True)
class Named:
    """The names of the table are mentions, wherever they are printed."""

    sentence: object

    def spans(self):
        words = [t.text for t in self.sentence.tokens]
        for name, (kind, ref) in NAMES.items():
            parts = name.split()
            for i in range(len(words) - len(parts) + 1):
                if words[i : i + len(parts)] == parts:
                    tokens = self.sentence.tokens
                    last = i + len(parts) - 1
                    yield Mention(self.sentence.index, i, i, last, tokens[i].start, tokens[last].end, kind), ref

    def at(self, sentence, token):
        return next((m for m, _ in self.spans() if m.first <= token <= m.last), None)

    def actor(self, mention):
        return next(r for m, r in self.spans() if m == mention)

    def served(self, mention):
        return MINISTRY if self.actor(mention).name == "Anna Lind" else None

    def state(self, country, text):
        return ActorRef(country, country, text, country, "GOV", "state", "default")

    def actors_of(self, sentence, token):
        return tuple(r for m, r in self.spans() if m.first <= token <= m.last)

    def owners_of(self, sentence, token):
        below = [t.i for t in self.sentence.tokens if t.head == token and t.dep in {"amod", "compound", "nmod:poss", "nmod"}]
        return tuple(r for i in below for r in self.actors_of(sentence, i))


def relations(text):
    sentence = parsed(text)
    return find_relations(sentence, Named(sentence), LEXICON)


CASES = [
    (
        "apposition with an of-phrase",
        "Ivan Petrov, the foreign minister of Russia, arrived.",
        "office",
        "Ivan Petrov",
        "RUS",
        "foreign minister",
        None,
    ),
    ("title with an adjective", "Chinese President Li Wang spoke.", "office", "Li Wang", "CHN", "President", None),
    ("copula", "Kenya is a close ally of China.", "ally", "KEN", "CHN", "close ally", None),
    ("remains, possessor", "Japan remains Peru's largest trading partner.", "trade-partner", "JPN", "PER", "largest trading partner", None),
    ("an outlet of the state it is from", "Tass, the state news agency, reported it.", "state-media", "Tass", "RUS", "state news agency", None),
    ("the owned is the subject", "Petrosur, a state oil company, pumps crude.", "ownership", "Petrosur", "ECU", "state oil company", None),
    (
        "the name behind, not the place before",
        "China sent 14 jets to Kenya, its foreign minister, Li Wang, said.",
        "office",
        "Li Wang",
        "CHN",
        "foreign minister",
        None,
    ),
    ("a concern", "Petrosur, Russia's state gas concern, grew.", "ownership", "Petrosur", "RUS", "state gas concern", None),
    ("a share is no role", "Petrosur, which is 25 percent owned by China, grew.", "ownership", "Petrosur", "CHN", "owned", None),
    ("kin", "Ivan Petrov is the brother of Li Wang.", "family", "Ivan Petrov", "person:wang", "brother", None),
    ("former is kept", "Former president Ivan Petrov left.", "office", "Ivan Petrov", "RUS", "Former president", None),
    ("X's rule", "Li Wang's rule (1999-2013) ended.", "office", "Li Wang", "CHN", "leader", Period("1999", "2013")),
    ("membership", "Egypt is a member of OPEC.", "membership", "EGY", "OPEC", "member", None),
    (
        "a partnership is entered",
        "Kenya signed a strategic partnership with China in 2001.",
        "partnership",
        "KEN",
        "CHN",
        "strategic partnership",
        Period("2001", None),
    ),
    ("a loaded word becomes the neutral one", "Chinese dictator Li Wang spoke.", "office", "Li Wang", "CHN", "leader", None),
    (
        "the field belongs to the office",
        "Ivan Petrov, minister of economy and finance of Russia, spoke.",
        "office",
        "Ivan Petrov",
        "RUS",
        "minister of economy and finance",
        None,
    ),
    (
        "the office says more than the rank",
        "General Li Wang, the army chief of staff, arrived.",
        "office",
        "Li Wang",
        "CHN",
        "army chief of staff",
        None,
    ),
    ("former, with the country between", "Former Chinese ambassador Li Wang spoke.", "office", "Li Wang", "CHN", "Former ambassador", None),
    ("a share of a firm", "China owns 49 percent of Petrosur.", "ownership", "Petrosur", "CHN", "owned", None),
    ("a share that is held", "Li Wang holds a 60 percent stake in Petrosur.", "ownership", "Petrosur", "person:wang", "owned", None),
    ("the body that a spokesman speaks for", "Minister Anna Lind spoke.", "office", "Anna Lind", "ministry", "Minister", None),
    ("an organisation that no register knows", "Ivan Petrov, head of the oil workers' union, spoke.", "office", "Ivan Petrov", None, "head", None),
]


@pytest.mark.parametrize(("reason", "text", "kind", "subject", "object_", "role", "period"), CASES, ids=[c[0] for c in CASES])
def test_relations(reason, text, kind, subject, object_, role, period):
    (found,) = relations(text)
    assert (found.relation, found.subject.name, found.object.id if found.object else None) == (kind, subject, object_)
    assert (found.role, found.period) == (role, period)
    assert 0 <= found.start < found.end <= len(text)


def test_the_words_of_an_unknown_organisation_are_kept():
    (found,) = relations("Ivan Petrov, head of the oil workers' union, spoke.")
    assert found.object.name == "oil workers' union"


def test_both_of_two_members():
    found = relations("Kenya and Egypt, both members of OPEC, objected.")
    assert {(r.relation, r.subject.id, r.object.id) for r in found} == {("membership", "KEN", "OPEC"), ("membership", "EGY", "OPEC")}


NONE = [
    ("a nationality is no office", "Chinese diplomats met Ivan Petrov."),
    ("a port has no name", "The port is owned by China."),
    ("a calling at no body that bears a name", "The businessman at the heart of the affair, Ivan Petrov, fled."),
]


@pytest.mark.parametrize(("reason", "text"), NONE, ids=[c[0] for c in NONE])
def test_no_relation(reason, text):
    assert all(r.subject.id is None for r in relations(text))
