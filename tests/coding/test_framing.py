import pytest
from said_trees import PrintedActors, build

from dragoman.clauses.attribution import Said
from dragoman.coding.framing import find_framings, load_terms
from dragoman.domain import ActorRef, Article
from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import parse_table

TERMS = load_terms()

ROWS = [
    (
        "a loaded noun beside a name",
        "Dictator Maduro spoke.",
        "Dictator/dictator/NOUN/1/compound Maduro/Maduro/PROPN/2/nsubj spoke/speak/VERB/2/root ././PUNCT/2/punct",
        [("dictator", "Dictator", "Maduro", "leader", "pejorative")],
    ),
    (
        "the plural is found by its lemma",
        "Regimes fell.",
        "Regimes/regime/NOUN/1/nsubj fell/fall/VERB/1/root ././PUNCT/1/punct",
        [("regime", "Regimes", None, "government", "pejorative")],
    ),
    (
        "a regime of rules is none of rulers",
        "The sanctions regime holds.",
        "The/the/DET/2/det sanctions/sanction/NOUN/2/compound regime/regime/NOUN/3/nsubj holds/hold/VERB/3/root ././PUNCT/3/punct",
        [],
    ),
    (
        "an adjective is used of the noun it modifies",
        "The brutal army left.",
        "The/the/DET/2/det brutal/brutal/ADJ/2/amod army/army/NOUN/3/nsubj left/leave/VERB/3/root ././PUNCT/3/punct",
        [("brutal", "brutal", "army", "", "pejorative")],
    ),
    (
        "a term of three tokens",
        "The so-called deal failed.",
        "The/the/DET/4/det so/so/ADV/3/advmod -/-/PUNCT/3/punct called/call/VERB/4/amod deal/deal/NOUN/5/nsubj "
        "failed/fail/VERB/5/root ././PUNCT/5/punct",
        [("so-called", "so-called", None, "", "pejorative")],
    ),
    (
        "the longest term counts once",
        "A propaganda outlet spoke.",
        "A/a/DET/2/det propaganda/propaganda/NOUN/2/compound outlet/outlet/NOUN/3/nsubj spoke/speak/VERB/3/root ././PUNCT/3/punct",
        [("propaganda outlet", "propaganda outlet", None, "outlet", "pejorative")],
    ),
    (
        "a loaded verb of saying is used of its subject",
        "Maduro ranted.",
        "Maduro/Maduro/PROPN/1/nsubj ranted/rant/VERB/1/root ././PUNCT/1/punct",
        [("rant", "ranted", "Maduro", "say", "pejorative")],
    ),
    (
        "a puppet is not its owner",
        "Maduro's puppet ran.",
        "Maduro/Maduro/PROPN/2/nmod:poss 's/'s/PART/0/case puppet/puppet/NOUN/3/nsubj ran/run/VERB/3/root ././PUNCT/3/punct",
        [("puppet", "puppet", None, "ally", "pejorative")],
    ),
    (
        "a regime is its owner's",
        "Maduro's regime fell.",
        "Maduro/Maduro/PROPN/2/nmod:poss 's/'s/PART/0/case regime/regime/NOUN/3/nsubj fell/fall/VERB/3/root ././PUNCT/3/punct",
        [("regime", "regime", "Maduro", "government", "pejorative")],
    ),
    (
        "praise is a framing too",
        "The heroic army won.",
        "The/the/DET/2/det heroic/heroic/ADJ/2/amod army/army/NOUN/3/nsubj won/win/VERB/3/root ././PUNCT/3/punct",
        [("heroic", "heroic", "army", "", "laudatory")],
    ),
]
KNOWN = {"Maduro": "Maduro", "army": "army"}


@pytest.mark.parametrize(("reason", "text", "tokens", "expected"), ROWS, ids=[r[0] for r in ROWS])
def test_framing(reason, text, tokens, expected):
    parse = build(text, [tokens])
    found = find_framings(Article(id="x", text=text), parse, PrintedActors(parse, KNOWN), (), TERMS)
    assert expected == [(f.term, f.evidence.text, f.of.name if f.of else None, f.neutral, f.polarity) for f in found]
    assert all(text[f.evidence.start : f.evidence.end] == f.evidence.text for f in found)
    assert all(f.voice is None for f in found)


QUOTED = "“The regime fell,” Bo said."
QUOTED_TOKENS = (
    "“/“/PUNCT/3/punct The/the/DET/2/det regime/regime/NOUN/3/nsubj fell/fall/VERB/7/ccomp ,/,/PUNCT/3/punct "
    "”/”/PUNCT/3/punct Bo/Bo/PROPN/7/nsubj said/say/VERB/7/root ././PUNCT/7/punct"
)


def test_voice_of_the_quoted():
    """A word within a direct quote is the speaker's."""
    bo = ActorRef(None, "Bo", "Bo")
    saying = Said(
        start=1, end=17, quote="direct", speaker=bo, speaker_span=(19, 21), cue="said", cue_start=22, cue_end=26, stance="says",
        evidence=(1, 26), scope=(1, 17), sentence=0, head=7, rule="test",
    )  # fmt: skip
    parse = build(QUOTED, [QUOTED_TOKENS])
    found = find_framings(Article(id="x", text=QUOTED), parse, PrintedActors(parse), (saying,), TERMS)
    assert [f.voice for f in found] == ["Bo"]


def test_scare_quotes_are_nobodys_framing():
    """Within marks that nobody is quoted in, the article keeps its distance."""
    parse = build(QUOTED, [QUOTED_TOKENS])
    assert find_framings(Article(id="x", text=QUOTED), parse, PrintedActors(parse), (), TERMS) == ()


def test_terms_are_enough_and_well_formed():
    assert len(TERMS.terms) >= 600
    assert {"actor", "act", "outlet"} == {t.target for t in TERMS.terms}
    assert {"pejorative", "laudatory"} == {t.polarity for t in TERMS.terms}
    assert {"noun", "adjective", "verb"} == {t.kind for t in TERMS.terms}
    assert all(t.neutral for t in TERMS.terms if t.kind != "adjective")
    assert len({(t.term, t.kind) for t in TERMS.terms}) == len(TERMS.terms)


BAD_ROWS = [
    ("kind", "regime,name,government,pejorative,actor,", "kind 'name' not known"),
    ("polarity", "regime,noun,government,bad,actor,", "polarity 'bad' not known"),
    ("target", "regime,noun,government,pejorative,thing,", "of 'thing' not known"),
    ("neutral", "regime,noun,,pejorative,actor,", "no neutral word"),
    ("note", "regime,noun,government,pejorative,actor,often", "note 'often' not known"),
]


@pytest.mark.parametrize(("column", "row", "message"), BAD_ROWS, ids=[r[0] for r in BAD_ROWS])
def test_wrong_rows_are_refused(column, row, message, monkeypatch):
    table = f"term,kind,neutral,polarity,of,note\n{row}\n"
    monkeypatch.setattr("dragoman.coding.framing.load_table", lambda name, columns: parse_table(name, table, columns))
    with pytest.raises(KnowledgeError, match=message):
        load_terms()
