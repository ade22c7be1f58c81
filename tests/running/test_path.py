"""The whole path on real articles: what must hold whatever the parser thinks of a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding.ontology import load_ontology
from dragoman.domain import Article, Event, Flow, Relation, Statement
from dragoman.reading.article import Defaults
from dragoman.reading.sources import read_sources
from dragoman.running import path
from dragoman.running.explaining import explain
from dragoman.running.path import read_articles

SAMPLES = Path(__file__).parents[2] / "samples"
SPANISH = "El gobierno de Ecuador firmó este lunes un acuerdo con un banco de China para aplazar los pagos de la deuda, informó el ministerio."


@pytest.fixture(scope="module")
def articles():
    found = list(read_sources([str(SAMPLES / f"{name}.txt") for name in ("ecu-1", "taj-1", "van-1")], Defaults()))
    assert all(isinstance(a, Article) for a in found)
    return found


@pytest.fixture(scope="module")
def readings(articles, tools):
    return list(read_articles(articles, tools))


def check_reading(reading):
    """What holds for every reading of every text."""
    text = reading.article.text
    ids = [c.id for c in reading.claims]
    assert len(ids) == len(set(ids))
    for claim in reading.claims:
        assert claim.article == reading.article.id
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text != ""
        assert claim.rule
        if isinstance(claim, Statement):
            assert text[claim.content.start : claim.content.end] == claim.content.text
            assert claim.evidence.start <= claim.content.start <= claim.content.end <= claim.evidence.end
        if isinstance(claim, Event):
            assert claim.type in load_ontology().types
            assert claim.confidence is not None
            assert 0 < claim.confidence <= 1
        if isinstance(claim, Flow) and claim.amount:
            low, high = claim.amount.min, claim.amount.max
            assert low is None or high is None or low <= high
            assert claim.amount.text in text
    for framing in reading.framings:
        assert text[framing.evidence.start : framing.evidence.end] == framing.evidence.text
    starts = [(c.evidence.start, c.evidence.end) for c in reading.claims]
    assert starts == sorted(starts)


def test_readings_hold_together(readings):
    for reading in readings:
        check_reading(reading)
        assert reading.note is None
        assert reading.words > 100


def test_articles_give_claims_of_every_kind(readings):
    kinds = {type(c) for r in readings for c in r.claims}
    assert kinds == {Event, Statement, Flow, Relation}
    assert all(len(r.claims) >= 5 for r in readings)


def test_ids_are_unique_over_articles(readings):
    ids = [c.id for r in readings for c in r.claims]
    assert len(ids) == len(set(ids))


def test_reading_again_changes_nothing(articles, readings, tools):
    assert list(read_articles(articles, tools)) == readings


def test_order_and_company_of_articles_change_nothing(articles, readings, tools):
    assert list(read_articles(articles[::-1], tools)) == readings[::-1]
    assert list(read_articles(articles[1:2], tools)) == readings[1:2]


def test_another_article_id_gives_other_claim_ids(articles, readings, tools):
    [again] = read_articles([replace(articles[0], id="copy")], tools)
    assert not {c.id for c in again.claims} & {c.id for c in readings[0].claims}
    assert [c.evidence for c in again.claims] == [c.evidence for c in readings[0].claims]


def test_another_language_is_read_and_not_coded_and_says_so(articles, tools):
    spanish = Article("es", SPANISH)
    first, second, third = read_articles([articles[0], spanish, articles[1]], tools)
    assert second.claims == ()
    assert second.article.language == "es"
    assert second.note == "not coded: the language is 'es'; Dragoman codes en"
    assert (first.article.id, third.article.id) == (articles[0].id, articles[1].id)
    assert first.claims
    assert third.claims


def test_a_language_that_the_input_names_is_believed(tools):
    [reading] = read_articles([Article("a", "Israel attacked Syria.", language="fr")], tools)
    assert reading.claims == ()
    assert "'fr'" in reading.note


@pytest.mark.parametrize("text", ["", " \n\n ", "\u200b"])
def test_no_words(tools, text):
    [reading] = read_articles([Article("a", text)], tools)
    assert reading.claims == ()
    assert "no words" in reading.note or reading.words <= 1


def test_no_articles(tools):
    assert list(read_articles([], tools)) == []


def test_more_articles_than_a_batch_come_in_order(tools):
    """Groups and batches are of 64; a language that is not coded stands between."""
    given_ = [Article(str(n), SPANISH if n % 9 == 0 else f"Israel attacked Syria on day {n}.") for n in range(150)]
    found = list(read_articles(given_, tools))
    assert [r.article.id for r in found] == [a.id for a in given_]
    assert all((r.note is None) == (int(r.article.id) % 9 != 0) for r in found)


# ---- what a claim is made of ---------------------------------------------------------------------------------------


def only_event(text, tools, **fields):
    [reading] = read_articles([Article("a", text, language="en", **fields)], tools)
    [event] = [c for c in reading.claims if isinstance(c, Event)]
    return reading, event


def test_an_event_with_its_date_and_sides(tools):
    _, event = only_event("Israel attacked Syria on 3 March 2024.", tools)
    assert (event.type, [r.id for r in event.actors], [r.id for r in event.recipients]) == ("ASSAULT", ["ISR"], ["SYR"])
    assert (event.date.start, event.date.end, event.date.precision, event.date.text) == ("2024-03-03", "2024-03-03", "day", "3 March 2024")
    assert event.score == tools.ontology.score("ASSAULT", None)


def test_a_weekday_counts_from_the_day_of_publication(tools):
    """10 March 2027 is a Wednesday."""
    _, event = only_event("Israel attacked Syria on Monday.", tools, published="2027-03-10")
    assert event.date.start == "2027-03-08"


def test_without_a_day_of_publication_a_weekday_is_not_filled_in(tools):
    _, event = only_event("Israel attacked Syria on Monday.", tools)
    assert event.date is None or event.date.start is None


def test_who_says_so(tools):
    _, event = only_event("Russia said that Israel attacked Syria.", tools)
    assert [link.name for link in event.attribution] == ["Russia"]
    _, bare = only_event("Israel attacked Syria.", tools)
    assert bare.attribution == ()


def test_we_is_who_speaks(tools):
    text = "“We attacked Syria,” Israel said."
    [reading] = read_articles([Article("a", text, language="en")], tools)
    found = [c for c in reading.claims if isinstance(c, Event)]
    assert [([r.id for r in e.actors], [r.id for r in e.recipients]) for e in found] == [(["ISR"], ["SYR"])]


# ---- any text ------------------------------------------------------------------------------------------------------

ODD = [
    pytest.param("a paragraph that ends with a comma", "According to the minister, and Oman,"),
    ("a dateline and nothing else", "BEIJING (Reuters) — "),
    ("only marks", "… — “” ( ) ,"),
    ("a quotation that is never closed", "“We attacked Syria, the minister said. He left.\n\nIsrael said no more."),
    ("quotation marks that close nothing", "Israel said ” that ” it attacked ” Syria."),
    ("a cue and nothing said", "Israel said.\n\nSaid Israel:"),
    ("capitals", "ISRAEL ATTACKS SYRIA, CHINA LENDS ECUADOR $1.4 BILLION"),
    ("a figure without end", "China lent Ecuador $" + "9" * 400 + " billion."),
    ("a date that is none", "Israel attacked Syria on 31 February 2024 and on 99/99/9999."),
    ("an address", "See https://example.org/a?b=c#d and mail a.b@example.org, said Israel."),
    ("other scripts", "中国向厄瓜多尔提供贷款 Israel attacked Syria. Израиль атаковал Сирию. إسرائيل"),
    ("one long sentence", "Israel attacked Syria" + " and bombed Iraq" * 150 + "."),
]


@pytest.mark.parametrize(("reason", "text"), ODD)
def test_odd_texts(tools, reason, text):
    [reading] = read_articles([Article("a", text, published="2024-02-29", language="en")], tools)
    check_reading(reading)


NEWSY = st.lists(
    st.sampled_from(
        ["China", "Israel", "Syria", "President", "Mr.", "said", "attacked", "lent", "$1.4 billion", "that", "“", "”", '"', "’s", ",", ".",
         "\n\n", "\xa0", "  ", "(AP) —", "on Monday", "in 2019", "will", "not", "and", "to", "of", "who", "the", "sanctions", "agreed", "—",
         "\u200b", "€5m", "million", "barrels", "he", "they", "BEIJING", "Photo:", "1/2", "99999999999999999999", "😀", "\r", "Feb. 30"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip
ANYTHING = st.one_of(st.text(max_size=300), NEWSY.map(lambda s: s[:300]))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=ANYTHING, published=st.sampled_from([None, "2024", "2024-02", "2024-02-29"]))
def test_any_text(tools, text, published):
    [reading] = read_articles([Article("a", text, published=published, language="en")], tools)
    check_reading(reading)
    assert reading.article.text == text


# ---- explain -------------------------------------------------------------------------------------------------------


def test_explain_an_event(tools):
    text = "Talks went on. Russia said that Israel attacked Syria on 3 March 2024."
    article = Article("a", text, outlet="Wire", published="2024-03-05", language="en")
    [reading] = read_articles([article], tools)
    event = next(c for c in reading.claims if isinstance(c, Event) and c.type == "ASSAULT")
    reasons = explain(article, event.id, tools)
    by_step = {}
    for reason in reasons:
        by_step.setdefault(reason.step, []).append(reason)
    assert list(by_step) == ["sentence", "parse", "rule", "actor", "factuality", "date", "source"]
    assert [r.text for r in by_step["sentence"]] == ["Russia said that Israel attacked Syria on 3 March 2024."]
    assert any("attacked" in line and "attack" in line for line in by_step["parse"][0].details)
    [rule] = by_step["rule"]
    assert rule.text == event.rule
    assert any("ASSAULT" in d for d in rule.details)
    assert [r.text.split(" (")[0] for r in by_step["actor"]] == ["actor: Israel", "recipient: Syria"]
    assert any("printed as “Israel”" in d for d in by_step["actor"][0].details)
    assert "positive" in by_step["factuality"][0].text
    assert "2024-03-03" in by_step["date"][0].text
    assert [r.text for r in by_step["source"]] == ["1. said by Russia", "printed by Wire"]


def test_explain_every_claim_of_an_article(articles, readings, tools):
    """Each claim can be replayed, and its evidence lies in the sentences that are shown."""
    article = articles[1]
    for claim in readings[1].claims[:12]:
        reasons = explain(article, claim.id, tools)
        shown = " ".join(r.text for r in reasons if r.step == "sentence")
        assert claim.evidence.text.split()[0] in shown
        assert [r.text for r in reasons if r.step == "rule"] == [claim.rule]


def test_explain_knows_no_such_claim(articles, tools):
    assert explain(articles[0], "ev-0000000000000000", tools) == ()


ENDED_A_RUN = [
    ("a superscript for a number", "The index rose 10 ² points on Monday, and China lent Ecuador $2 billion ³."),
    ("a name in brackets inside a longer one", "Xi met the Permanent Committee of the Communist Party of China's (CPC) Politburo in Beijing."),
]


@pytest.mark.parametrize(("why", "text"), ENDED_A_RUN, ids=[row[0] for row in ENDED_A_RUN])
def test_texts_that_once_ended_a_run(tools, why, text):
    [reading] = read_articles([Article("a", text, language="en")], tools)
    check_reading(reading)


def test_an_article_that_makes_the_program_fail_is_set_aside(tools, monkeypatch):
    """It costs itself alone, and says where it failed."""
    real = path.find_mentions

    def failing(article, *arguments, **named):
        if article.id == "bad":
            raise KeyError(5)
        return real(article, *arguments, **named)

    monkeypatch.setattr(path, "find_mentions", failing)
    articles = [Article(name, "Israel attacked Syria.", language="en") for name in ("one", "bad", "two")]
    found = [(r.article.id, bool(r.claims), r.fault) for r in read_articles(articles, tools)]
    assert [row[:2] for row in found] == [("one", True), ("bad", False), ("two", True)]
    assert [row[2] for row in found] == [None, f"KeyError: 5 (test_path.py:{failing.__code__.co_firstlineno + 2})", None]
