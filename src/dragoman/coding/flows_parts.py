"""Parts of a sum that are printed without its unit or its parties: "105 million euros, of which 60 million have been disbursed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.flows_facts import judge, status_of
from dragoman.coding.flows_record import CodedFlow
from dragoman.coding.flows_sides import Site, behind_word, same_side
from dragoman.coding.flows_words import Figure, words_of
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Sentence

_SIZES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NAMED = frozenset({"grant", "loan", "donation", "credit-line"})
_NEAR = 7
"""Words back from the part to "of which"."""


def with_bare_parts(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with those that "of which" tells of without a unit ("of which 60 million"): theirs is that of the sum before."""
    found = list(quantities)
    tokens = sentence.tokens
    for i in range(2, len(tokens) - 1):
        value = _number(tokens[i].text)
        size = _SIZES.get(tokens[i + 1].text.lower())
        whole = next((q for q in reversed(found) if q.end <= tokens[i].start and q.kind == "money"), None)
        taken = any(q.start < tokens[i + 1].end and q.end > tokens[i].start for q in found)
        if value is None or size is None or whole is None or taken or not _is_part(sentence, whole, i):
            continue
        amount = value * size
        if (whole.amount.max or whole.amount.min or 0) < amount:
            continue
        start, end = tokens[i].start, tokens[i + 1].end
        text = tokens[i].text + (" " if tokens[i].space else "") + tokens[i + 1].text
        printed = replace(whole.amount, min=amount, max=amount, qualifier="exact", text=text, also=())
        found.append(replace(whole, start=start, end=end, amount=printed, commodity=None))
        found.sort(key=lambda q: q.start)
    return found


def _number(text: str) -> float | None:
    plain = text.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else None  # "²" is a digit, but no number


def _is_part(sentence: Sentence, whole: Quantity, i: int) -> bool:
    """Whether "of which" or "including" stands between a sum and the number at `i`."""
    between = [t.text.lower() for t in sentence.tokens if whole.end <= t.start and t.i < i][-_NEAR:]
    return "which" in between and between[between.index("which") - 1] == "of"


def part_of(site: Site, figure: Figure, whole: CodedFlow) -> CodedFlow | None:
    """A part without a unit of the flow before it, which has its parties; its own words say how far it has come. None for what is no such part."""
    if _number(figure.quantity.amount.text.split()[0]) is None or figure.quantity.amount.text.split()[-1].lower() not in _SIZES:
        return None
    if whole.amount is None or whole.amount.unit != figure.quantity.amount.unit:
        return None
    quantity = figure.quantity
    tokens = site.sentence.tokens
    found = words_of(site.sentence, figure, site.clauses, site.lexicon)
    head = found.verb_at if found.verb_at is not None else figure.head
    own = found.noun.flow_type if found.noun is not None else ""
    flow_type = own if own in _NAMED else whole.flow_type
    truth = judge(site, head, figure, flow_type)
    status, truth = status_of(site, found, flow_type, truth, head, figure) if found.verb is not None else (whole.status, truth)
    verb = max(head, tokens[figure.head].head)
    behind = behind_word(site, verb, "to") if whole.recipient is None else []
    return replace(
        whole,
        recipient=whole.recipient or next((p.ref for p in behind if whole.provider is None or not same_side(p.ref, whole.provider)), None),
        head=head,
        flow_type=flow_type,
        status=status,
        amount=quantity.amount,
        factuality=truth,
        start=quantity.start,
        end=max(quantity.end, tokens[head].end),
        rule=f"flows.{flow_type}.part",
    )
