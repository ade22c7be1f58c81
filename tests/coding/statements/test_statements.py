import csv
from pathlib import Path

import pytest
from said_trees import PrintedActors, build, load_cases

from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.finding import find_statements, to_claims
from dragoman.coding.statements.lexicon import load_reporting
from dragoman.domain import Article

LEXICON = load_reporting()
CASES = load_cases()
SCARE_CASES = load_cases(Path(__file__).with_name("scare_quotes_parsed.txt"))


def sayings(case, known=None):
    article = Article(id=case.name, text=case.text)
    return article, find_statements(article, case.parse, PrintedActors(case.parse, known or {}), LEXICON)


def line(text, one):
    """One saying as the case file writes it."""
    marks = []
    if one.addressees:
        marks.append("to=" + "+".join(a.name for a in one.addressees))
    if one.medium:
        marks.append("by=" + one.medium)
    marks += [x for x in (one.polarity, one.modality) if x not in {"positive", "actual"}]
    if one.outer:
        marks.append("chain=" + "+".join(link.name for link in one.outer))
    content = text[one.start : one.end].replace("\n\n", " ¶ ")
    parts = [one.speaker.name if one.speaker else "-", one.cue, one.stance, one.quote, content, *([", ".join(marks)] if marks else [])]
    return " | ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_case(case):
    article, said = sayings(case)
    assert list(case.expected) == [line(article.text, one) for one in said], case.reason


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_offsets_slice_back(case):
    """Evidence holds content and cue, and every text is what stands at its offsets."""
    article, said = sayings(case)
    for one, claim in zip(said, to_claims(article, said), strict=True):
        assert article.text[claim.content.start : claim.content.end] == claim.content.text
        assert article.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert claim.evidence.start <= claim.content.start <= claim.content.end <= claim.evidence.end
        assert article.text[one.cue_start : one.cue_end].split()[0] == one.cue.split()[0]


#: What quote extractors publish as their hard cases -> the rows of `statements_cases.txt` that hold them.
HARD_CASES = {
    "curly marks reopened at each paragraph and closed at the end": ("reopened-paragraphs",),
    "floating quotes": ("cue-sentence-then-more", "floating-paragraph", "afterthought"),
    "a descriptive clause between speaker and cue": (
        "described-adviser",
        "described-minister",
        "described-asked",
        "described-relative",
        "quoted-predicate",
    ),
    "a name behind an office": ("name-behind-office", "name-in-apposition", "apposition-subject"),
    "pronoun speakers": ("continued-cue",),
    "unusual cues": ("unusual-cue", "continued-cue", "put-at"),
    "odd marks": ("guillemets", "single-marks", "mark-before-comma"),
    "unclosed marks": ("unclosed", "questions-and-answers"),
    "From X: and X:": ("from-colon", "name-colon", "headline-colon", "headline-reversed", "headline-label", "turns"),
    "dash attribution": ("signed-quote", "dash-office"),
    "nested quotes": ("nested-quote", "nested-clause"),
    "collective speakers": ("compound-speaker", "collective-list", "two-speakers", "described-relative"),
    "document sources": ("poll-speaks", "poll-document"),
    "absent sources": ("no-evidence", "nothing-found-yet"),
    "noun cues": ("noun-cue", "noun-cue-of", "noun-cue-dismissed", "in-a-statement", "with-telling"),
    "passives": ("passive-agent",),
    "outlet chains": ("outlet-chain", "cited-source", "according-over-tag", "chained-outlet", "quoted-as-saying"),
    "media of speaking": ("on-twitter", "letter-before", "told-conference", "telephone-interview"),
    "negation in the words said": ("no-in-the-quote", "negative-cue", "declined-to-say"),
}


@pytest.mark.parametrize("hard", HARD_CASES)
def test_hard_cases_are_rows(hard):
    """Every published hard case has a row, and `test_case` runs it; nicknames, titles and scare quotes have a table of their own."""
    assert set(HARD_CASES[hard]) <= {case.name for case in CASES}


def test_pronoun_of_another_sentence_is_its_antecedent():
    """A pronoun is whom the actors say it is, across sentences, also where the quote floats."""
    case = next(c for c in CASES if c.name == "afterthought")
    _, said = sayings(case, {"he": "Ana Rivas"})
    assert [one.speaker.name for one in said] == ["Ana Rivas", "Ana Rivas"]


def test_words_that_name_the_speaker_are_kept_whole():
    case = next(c for c in CASES if c.name == "described-asked")
    assert [one.speaker.text for one in sayings(case)[1]] == ["ministry spokesman in Beijing"]


def test_what_the_own_outlet_has_learned_is_its_own_voice():
    """ "The Herald has learned that …" is no source beside the Herald, unless another outlet prints it."""
    case = next(c for c in CASES if c.name == "own-outlet")
    article = Article(id="x", text=case.text, outlet="Herald")
    assert find_statements(article, case.parse, PrintedActors(case.parse), LEXICON) == ()
    assert len(sayings(case)[1]) == 1


def test_cost_grows_with_the_length(monkeypatch):
    """Twice the quotations take about twice the look-ups, not four times: a counter, because clocks vary."""
    case = next(c for c in CASES if c.name == "cue-sentence-then-more")
    counted = []
    for times in (40, 80):
        text, lines = " ".join([case.text] * times), list(case.lines) * times
        calls = 0
        holds = Quote.holds

        def count(self, offset, holds=holds):
            nonlocal calls
            calls += 1
            return holds(self, offset)

        monkeypatch.setattr(Quote, "holds", count)
        parse = build(text, lines)
        assert len(find_statements(Article(id="x", text=text), parse, PrintedActors(parse), LEXICON)) == 2 * times
        monkeypatch.setattr(Quote, "holds", holds)
        counted.append(calls)
    assert counted[1] < 2.2 * counted[0]


def test_ids_are_stable_and_distinct():
    """Reading twice gives the same ids; two pieces of a split quote differ."""
    case = next(c for c in CASES if c.name == "split-by-cue")
    article, said = sayings(case)
    first, second = to_claims(article, said)
    assert first.id != second.id
    assert (first, second) == to_claims(article, sayings(case)[1])


def test_pronoun_speaker_comes_from_the_actors():
    case = next(c for c in CASES if c.name == "continued-cue")
    _, said = sayings(case, {"she": "Ana Rivas", "Rivas": "Ana Rivas"})
    assert [one.speaker.name for one in said] == ["Ana Rivas", "Ana Rivas"]


def scare_quotes():
    with Path(__file__).with_name("scare_quotes.csv").open(encoding="utf8", newline="") as f:
        return list(csv.DictReader(f))


SCARE_ROWS = [
    pytest.param(r, id=r["reason"], marks=[pytest.mark.xfail(strict=True, reason=r["known"])] if r["known"] else []) for r in scare_quotes()
]


@pytest.mark.parametrize("row", SCARE_ROWS)
def test_scare_quotes(row):
    """Terms, titles, nicknames, slogans and code names in quotation marks are said by nobody; words that somebody is quoted with are."""
    case = next(case for case in SCARE_CASES if case.text == row["text"])
    assert bool(sayings(case)[1]) == (row["said"] == "yes")


def test_scare_quotes_are_enough():
    rows = scare_quotes()
    assert {row["text"] for row in rows} == {case.text for case in SCARE_CASES}
    unsaid = [row for row in rows if row["said"] == "no"]
    assert len(unsaid) >= 60
    assert sum(not row["known"] for row in unsaid) >= 0.95 * len(unsaid)


def test_every_rule_is_named():
    rules = {one.rule for case in CASES for one in sayings(case)[1]}
    assert {"statements.quote", "statements.clause", "statements.tag", "statements.fragment", "statements.noun", "statements.according"} <= rules
    assert {"statements.floating", "statements.cited", "statements.signed", "statements.headline"} <= rules
