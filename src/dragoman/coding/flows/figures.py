"""The figures of a flow, and who fills a side that has room for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.flows.coded import CodedFlow
from dragoman.coding.roles import Side
from dragoman.coding.sides import ActorsOf, same_party
from dragoman.domain import ActorRef
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Sentence, Token

BESIDE = 0.25
"""How sure another party has to be, beside the surest one, to share a side that has room for one ("owed to GE Co", not "to China and GE Co")."""
GAP = 6
"""Tokens at most between two figures of which the second has no verb of its own."""


def one_of(found: Sequence[Side]) -> ActorRef | None:
    """Who fills a side that has room for one: of several that are like sure, nobody alone ("to Kenya, Mali and Chad" is not to Kenya)."""
    refs = [side.ref for side in found if side.score >= BESIDE * max(s.score for s in found)]
    if len({ref.country or ref.id or ref.name for ref in refs}) < 2:
        return refs[0] if refs else None
    names = [ref.name for ref in refs]
    return ActorRef(None, " and ".join([", ".join(names[:-1]), names[-1]]), ", ".join(ref.text for ref in refs), None, None, "group", "role")


def with_figure(flow: CodedFlow, figure: Quantity) -> CodedFlow:
    """The flow with a figure; the things that are counted are its goods."""
    amount = replace(figure.amount, unit="items") if figure.kind == "count" else figure.amount
    things = figure.commodity if figure.kind in {"goods", "rate", "count"} else None
    return replace(flow, amount=amount, commodity=things or flow.commodity, start=min(flow.start, figure.start), end=max(flow.end, figure.end))


def gapped(
    flow: CodedFlow, takers: Sequence[Side], own: Sequence[Quantity], free: Sequence[Quantity], sentence: Sentence, actors: ActorsOf
) -> tuple[CodedFlow, list[CodedFlow]]:
    """The same flow again with the figures that go on behind it without a verb: "$2 million *and Fiji $3 million*", "*and 300 tents*".

    `own` are the figures of the flow, `free` those of its sentence that no act marks. Whoever stands before such a figure takes that one only.
    """
    found: list[CodedFlow] = []
    for figure in free if own else ():
        between = [t for t in sentence.tokens if own[-1].end <= t.start < figure.start]
        if not _goes_on(between):
            continue
        words = {t.i for t in between}
        named = [r for t in between for r in actors.actors_of(sentence.index, t.i) if flow.provider is None or not same_party(r, flow.provider)]
        found.append(with_figure(replace(flow, recipient=named[0]) if named else flow, figure))
        others = [s for s in takers if not any(r.sentence == sentence.index and r.token in words for r in s.roles)]
        flow = replace(flow, recipient=one_of(others or takers))
    return flow, found


def _goes_on(tokens: Sequence[Token]) -> bool:
    return 0 < len(tokens) <= GAP and tokens[0].text.lower() in {"and", ","} and not any(t.pos in {"VERB", "AUX", "ADP", "PUNCT"} for t in tokens[1:])
