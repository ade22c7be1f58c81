"""Flows from the acts that the reader marks: type, stage and truth, who gives and who takes, the figure and the goods."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality
from dragoman.coding.flows.coded import CodedFlow
from dragoman.coding.flows.figures import gapped, one_of, with_figure
from dragoman.coding.flows.terms import guarantor_of, terms_of
from dragoman.coding.roles import MentionsOf, Side, Sureness, evidence, modality_of, polarity_of, scores_of, sides
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Act, Parse, Sentence

RULE = "acts"
STOCKS = frozenset({"debt", "credit-line", "rescheduling"})
CREDIT = frozenset({"loan", "credit-line", "debt", "rescheduling", "repayment"})
"""Flows that a paper is named of: "oil-backed loans", "a credit line"."""
STATUS = {"debt": "outstanding", "repayment": "repaid", "rescheduling": "rescheduled"}
"""The stage of a flow of which the words tell none; of any other it is delivered."""
SUMS = wordset(CLAUSES, "sums")
_PHRASE = frozenset({"compound", "amod", "nummod", "flat", "nmod:desc"})


def find_flows(
    parse: Parse, clauses: Sequence[Sequence[Clause]], quantities: Sequence[Quantity], text: str, actors: MentionsOf, sure: Sureness | None = None
) -> list[CodedFlow]:
    """The flows among the acts of a parse, in order of the text; datelines tell none. `text` is the article's, `clauses` are by sentence."""
    asked = sure or Sureness()
    found: list[CodedFlow] = []
    by_sentence: dict[int, list[Act]] = {}
    for act in parse.acts:
        if act.kind == "flow" and act.score >= asked.act:
            by_sentence.setdefault(act.sentence, []).append(act)
    ordered = sorted(quantities, key=lambda q: q.start)
    starts = [q.start for q in ordered]
    for sentence in parse.sentences:
        acts = by_sentence.get(sentence.index, [])
        if not acts or sentence.kind == "dateline":
            continue
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        inside = [q for q in ordered[first:last] if q.kind != "percent"]
        figures = bound(acts, inside, sentence, asked)
        free = [q for q in inside if not any(q in own for own in figures)]
        for act, own in zip(acts, figures, strict=True):
            flow, takers = _flow(act, parse.sentences, clauses[act.sentence], text, actors, asked)
            flow, more = gapped(flow, takers, own, free, sentence, actors)
            found += [with_figure(flow, one) for one in own] or [flow]
            found += more
    return found


def bound(acts: Sequence[Act], figures: Sequence[Quantity], sentence: Sentence, sure: Sureness) -> list[list[Quantity]]:
    """The figures of each act: every figure belongs to the act that marks it most surely, and to no other.

    An act has the one that it marks most surely, and more only where it is sure of them ("12 million pounds and 300 tents").
    """
    marked = []
    for number, act in enumerate(acts):
        for role in act.roles:
            if role.role == "amount" and role.sentence == act.sentence:
                token = sentence.tokens[role.token]
                marked += [(role.score, number, k) for k, q in enumerate(figures) if q.start < token.end and q.end > token.start]
    taken: dict[int, int] = {}
    for score, number, k in sorted(marked, key=lambda row: -row[0]):
        if k not in taken and (score >= sure.side or number not in taken.values()):
            taken[k] = number
    return [[figures[k] for k in sorted(taken) if taken[k] == number] for number in range(len(acts))]


def _flow(
    act: Act, sentences: Sequence[Sentence], clauses: Sequence[Clause], text: str, actors: MentionsOf, sure: Sureness
) -> tuple[CodedFlow, list[Side]]:
    """The flow of an act, without its figure, and its receivers."""
    sentence = sentences[act.sentence]
    given, taken = sides(act, ("provider", "recipient"), sentences, text, actors, sure)
    goods = max((r for r in act.roles if r.role == "goods" and r.sentence == act.sentence), key=lambda r: r.score, default=None)
    start, end = evidence(act.token, sentence, clauses, actors, [*(r for side in (*given, *taken) for r in side.roles), *([goods] if goods else [])])
    flow = CodedFlow(
        act.sentence,
        act.token,
        act.type,
        "stock" if act.type in STOCKS else "flow",
        act.detail or STATUS.get(act.type, "delivered"),
        one_of(given),
        one_of(taken),
        None,
        _printed(sentence, goods.token, text) if goods else None,
        _printed(sentence, act.token, text) if act.type in CREDIT and sentence.tokens[act.token].pos == "NOUN" else None,
        act.type not in STOCKS and any(t.lemma.lower() in SUMS for t in sentence.tokens if start <= t.start < end),
        Factuality(polarity_of(act, sentence), modality_of(act)),
        start,
        end,
        RULE,
        terms_of(sentence, act.type),
        guarantor_of(sentence, act.type, actors),
        scores=scores_of(act, given, taken),
    )
    return flow, taken


def _printed(sentence: Sentence, token: int, text: str) -> str:
    """A noun with the words before it that belong to it: "oil-backed loans"."""
    first = token
    below = {t.i for t in ud.kids(sentence, token, *_PHRASE)}
    while first - 1 in below or (first and sentence.tokens[first - 1].dep == "punct" and first - 2 in below):
        first -= 1
    return text[sentence.tokens[first].start : sentence.tokens[token].end]
