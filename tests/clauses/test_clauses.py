import pytest

from dragoman.clauses import ud
from dragoman.clauses.clauses import clause_span, find_clauses
from trees import known, parsed, tree, word


def clause_of(text, predicate):
    sentence = parsed(text)
    return next(c for c in find_clauses(sentence) if c.head == word(sentence, predicate))


def arguments(clause):
    """`subject=Iran object=Iraq* oblique:to=Syria`; a star marks an argument that was supplied; in order of role and text."""
    tokens = clause.sentence.tokens
    found = sorted((a.role, a.head, a.prep, a.inherited) for a in clause.arguments)
    return " ".join(dict.fromkeys(f"{role}{':' + prep if prep else ''}={tokens[head].text}{'*' * star}" for role, head, prep, star in found))


SENT = "China condemned the attack and sent food to Sudan."
CARRIED = "Israel carried out attacks against Syria."

ROWS = [
    ("active", "Israel attacked Syria.", "attacked", "object=Syria subject=Israel"),
    ("passive with agent", "Syria was attacked by Israel.", "attacked", "object=Syria subject=Israel"),
    ("passive without agent has no subject", "The port was seized.", "seized", "object=port"),
    ("indirect object", "Japan gave Haiti money.", "gave", "iobject=Haiti object=money subject=Japan"),
    ("oblique with its preposition", "Japan promised to send food to Haiti.", "send", "object=food oblique:to=Haiti subject=Japan*"),
    # control and raising
    ("object control", "Iran urged Iraq to withdraw.", "withdraw", "subject=Iraq*"),
    ("object control of a negated infinitive", "Iran asked Iraq not to attack Syria.", "attack", "object=Syria subject=Iraq*"),
    ("subject control", "Iran agreed to withdraw.", "withdraw", "subject=Iran*"),
    ("subject control over an object: promise", "Iran promised Iraq to withdraw.", "withdraw", "subject=Iran*"),
    ("raising", "Iran seems to withdraw.", "withdraw", "subject=Iran*"),
    ("raising from a passive", "Iran is expected to visit Iraq.", "visit", "object=Iraq subject=Iran*"),
    ("control by an adjective", "Iran is ready to meet Iraq.", "meet", "object=Iraq subject=Iran*"),
    ("control by each of two", "Russia and Ukraine agreed to hold talks.", "hold", "object=talks subject=Russia* subject=Ukraine*"),
    ("aspect verb with an -ing form", "Israel stopped bombing Syria.", "bombing", "object=Syria subject=Israel*"),
    # coordination
    ("two subjects", "China and Russia condemned the attack.", "condemned", "object=attack subject=China subject=Russia"),
    ("two objects", "China met Japan and Russia.", "met", "object=Japan object=Russia subject=China"),
    ("a second verb shares the subject", "Iran invaded Iraq and bombed Kuwait.", "bombed", "object=Kuwait subject=Iran*"),
    ("a second verb whose past tense is tagged as a participle", SENT, "sent", "object=food oblique:to=Sudan subject=China*"),
    ("a second passive shares the passive subject", "Rebels were arrested and deported by Chad.", "deported", "object=Rebels* subject=Chad"),
    ("the first passive has no agent of its own", "Rebels were arrested and deported by Chad.", "arrested", "object=Rebels"),
    # relative clauses
    ("subject relative", "China, which lent Ecuador money, criticised Peru.", "lent", "iobject=Ecuador object=money subject=China*"),
    ("the verb above a relative clause", "China, which lent Ecuador money, criticised Peru.", "criticised", "object=Peru subject=China"),
    ("object relative", "Egypt condemned the plan that Israel proposed.", "proposed", "object=plan* subject=Israel"),
    ("object relative with an oblique", "The treaty that Iran signed with Iraq ended.", "signed", "object=treaty* oblique:with=Iraq subject=Iran"),
    # participles
    ("past participle after its object", "Sanctions imposed by Washington hurt Iran.", "imposed", "object=Sanctions* subject=Washington"),
    ("past participle with two agents", "Troops led by Chad and Sudan entered Kenya.", "led", "object=Troops* subject=Chad subject=Sudan"),
    ("present participle after its subject", "Rebels attacking the town killed civilians.", "attacking", "object=town subject=Rebels*"),
    ("participle clause before the verb", "Having met Iraq, Iran left.", "met", "object=Iraq subject=Iran*"),
    ("gerund behind a preposition", "Iran left without signing the treaty.", "signing", "object=treaty subject=Iran*"),
    # infinitives on nouns
    ("the first to do it", "Kenya was the first country to sign the treaty.", "sign", "object=treaty subject=Kenya*"),
    ("a plan of the light verb's subject", "Spain has plans to build a base.", "build", "object=base subject=Spain*"),
    ("a purpose", "Iran sent envoys to sign the treaty.", "sign", "object=treaty subject=Iran*"),
    # nouns and adjectives as predicates
    ("possessor and of-phrase", "China's invasion of Vietnam ended.", "invasion", "oblique:of=Vietnam possessor=China"),
    ("adjective of a state", "Russian attacks on Ukraine killed civilians.", "attacks", "modifier=Russian oblique:on=Ukraine"),
    ("two adjectives", "Russian and Chinese troops attacked Syria.", "troops", "modifier=Russian modifier=Chinese"),
    ("between this and that", "Talks between Iran and Iraq collapsed.", "Talks", "oblique:between=Iran oblique:between=Iraq"),
    ("copula and noun", "China is an ally of Russia.", "ally", "oblique:of=Russia subject=China"),
    ("copula and adjective", "Iran is critical of Iraq.", "critical", "oblique:of=Iraq subject=Iran"),
    ("the noun keeps what stands under it, the light verb has the subject", CARRIED, "attacks", "oblique:against=Syria"),
    ("light verb", CARRIED, "carried", "object=attacks subject=Israel"),
    ("who is blamed did it", "Iran criticised Iraq for attacking Syria.", "attacking", "object=Syria subject=Iraq*"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "predicate", "expected"), ROWS)
def test_arguments(reason, text, predicate, expected):
    assert arguments(clause_of(text, predicate)) == expected


VOICES = [
    ("auxiliary", "The port was seized.", "seized", True),
    ("bare participle after a noun", "Sanctions imposed by Washington hurt Iran.", "imposed", True),
    ("a passive under a passive", "Rebels were arrested and deported by Chad.", "deported", True),
    ("a past tense with an object, tagged as a participle", "China condemned the attack and sent food to Sudan.", "sent", False),
    ("present participle", "Rebels attacking the town killed civilians.", "attacking", False),
    ("perfect", "Having met Iraq, Iran left.", "met", False),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "passive"), VOICES, ids=[r[0] for r in VOICES])
def test_voice(reason, text, predicate, passive):
    assert clause_of(text, predicate).passive is passive


def test_particles_stand_apart():
    clause = clause_of("Iran called off the talks.", "called")
    assert (clause.lemma, clause.particle) == ("call", "off")
    assert arguments(clause) == "object=talks subject=Iran"


KINDS = [
    ("no names, articles, auxiliaries", "Kenya was the first country to sign the treaty.", "first:adjective country:noun sign:verb treaty:noun"),
    ("no auxiliaries", "Iran is expected to visit Iraq.", "expected:verb visit:verb"),
    ("no copulas", "China is an ally of Russia.", "ally:noun"),
]


@pytest.mark.parametrize(("reason", "text", "expected"), KINDS, ids=[r[0] for r in KINDS])
def test_what_is_a_predicate(reason, text, expected):
    assert " ".join(f"{c.sentence.tokens[c.head].text}:{c.kind}" for c in find_clauses(parsed(text))) == expected


COMPLEMENTS = [
    ("infinitive", "Iran agreed to withdraw.", "agreed", ["withdraw"], []),
    ("that-clause", "Russia said that Ukraine must withdraw.", "said", ["withdraw"], []),
    ("infinitive of a noun", "Spain has plans to build a base.", "plans", ["build"], []),
    ("infinitive of an adjective", "Iran is ready to meet Iraq.", "ready", ["meet"], []),
    ("a purpose is no complement", "Iran sent envoys to sign the treaty.", "sent", [], ["sign"]),
    ("a condition is neither", "If Israel attacks Syria, Iran will respond.", "respond", [], []),
]


@pytest.mark.parametrize(("reason", "text", "predicate", "complements", "purposes"), COMPLEMENTS, ids=[r[0] for r in COMPLEMENTS])
def test_complements_and_purposes(reason, text, predicate, complements, purposes):
    clause = clause_of(text, predicate)
    tokens = clause.sentence.tokens
    assert [tokens[i].text for i in clause.complements] == complements
    assert [tokens[i].text for i in clause.purposes] == purposes


SPANS = [
    ("the whole clause without the stop", "Israel attacked Syria.", "attacked", "Israel attacked Syria"),
    ("without the coordinated clause", "Iran invaded Iraq and bombed Kuwait.", "invaded", "Iran invaded Iraq"),
    ("from the shared subject on", "Iran invaded Iraq and bombed Kuwait.", "bombed", "Iran invaded Iraq and bombed Kuwait"),
    ("with its complement", "Iran urged Iraq to withdraw.", "urged", "Iran urged Iraq to withdraw"),
    ("without a conditional clause", "If Israel attacks Syria, Iran will respond.", "respond", "Iran will respond"),
    ("a noun with what it governs", "Russian attacks on Ukraine killed civilians.", "attacks", "Russian attacks on Ukraine"),
    ("without the verb of saying behind", "Iran would send troops, the minister said.", "send", "Iran would send troops"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "predicate", "expected"), SPANS, ids=[r[0] for r in SPANS])
def test_span(reason, text, predicate, expected):
    start, end = clause_of(text, predicate).span
    assert text[start:end] == expected


def test_parent_is_the_predicate_above():
    sentence = parsed("Russia said that Ukraine must withdraw.")
    assert clause_of("Russia said that Ukraine must withdraw.", "withdraw").parent == word(sentence, "said")
    assert clause_of("Russia said that Ukraine must withdraw.", "said").parent is None


def test_of_selects_by_role_and_preposition():
    clause = clause_of("The treaty that Iran signed with Iraq ended.", "signed")
    assert [a.head for a in clause.of("oblique", "with", "by")] == [a.head for a in clause.of("oblique")]
    assert clause.of("oblique", "for") == []


def test_all_trees_give_sane_clauses():
    """Heads are predicates of the sentence, every argument is a token of it, spans hold the head."""
    for text, sentence in known().items():
        for clause in find_clauses(sentence):
            start, end = clause_span(clause)
            head = sentence.tokens[clause.head]
            assert start <= head.start < head.end <= end <= len(text)
            assert all(0 <= a.head < len(sentence.tokens) and a.head != clause.head for a in clause.arguments)


ODD = [
    ("a verb below itself in a chain of conjuncts", "met/meet/VERB/0/root met/meet/VERB/0/conj met/meet/VERB/1/conj met/meet/VERB/2/conj"),
    ("a relative pronoun without a noun above", "which//PRON/1/nsubj met/meet/VERB/1/root"),
    ("all words below a mark", ".//PUNCT/0/root met/meet/VERB/0/conj"),
    ("relations that UD does not have", "Iran/Iran/PROPN/1/dep met/meet/VERB/1/root x//X/1/goeswith"),
    ("a verb as its own object's relative", "that//PRON/1/obj signed/sign/VERB/1/acl:relcl"),
]


@pytest.mark.parametrize(("reason", "line"), ODD, ids=[r[0] for r in ODD])
def test_odd_trees_do_no_harm(reason, line):
    for clause in find_clauses(tree(line)):
        assert clause_span(clause)[0] < clause_span(clause)[1]


WALKS = [
    ("preposition", ud.case_of, "Israel carried out attacks against Syria.", "Syria", "against"),
    ("a possessive mark is no preposition", ud.case_of, "China's invasion of Vietnam ended.", "China", ""),
    ("a later conjunct has the first one's", ud.case_of, "Talks between Iran and Iraq collapsed.", "Iraq", "between"),
    ("mark of a clause", ud.mark_of, "Russia said that Ukraine must withdraw.", "withdraw", "that"),
    ("no mark", ud.mark_of, "Israel attacked Syria.", "attacked", ""),
    ("infinitive", ud.is_infinitive, "Iran agreed to withdraw.", "withdraw", True),
    ("no infinitive", ud.is_infinitive, "Israel attacked Syria.", "attacked", False),
    ("copula", ud.is_copular, "China is an ally of Russia.", "ally", True),
    ("no copula", ud.is_copular, "Iran is expected to visit Iraq.", "expected", False),
]


@pytest.mark.parametrize(("reason", "walk", "text", "of", "expected"), WALKS, ids=[r[0] for r in WALKS])
def test_walks(reason, walk, text, of, expected):
    sentence = parsed(text)
    assert walk(sentence, word(sentence, of)) == expected


def test_fixed_expressions_are_joined():
    sentence = tree("Iran/Iran/PROPN/1/nsubj left/leave/VERB/1/root because//ADP/4/case of//ADP/2/fixed war//NOUN/1/obl")
    assert ud.case_of(sentence, 4) == "because of"


def test_conjuncts_of_conjuncts():
    sentence = tree("A/A/PROPN/3/nsubj B/B/PROPN/0/conj C/C/PROPN/1/conj met/meet/VERB/3/root")
    assert ud.conjuncts(sentence, 0) == [0, 1, 2]
    assert ud.first_conjunct(sentence, 2) == 0


def test_antecedent_of_a_relative_word():
    sentence = parsed("Egypt condemned the plan that Israel proposed.")
    assert ud.antecedent(sentence, word(sentence, "that")) == word(sentence, "plan")
    other = parsed("Russia said that Ukraine must withdraw.")
    assert ud.antecedent(other, word(other, "that")) is None
