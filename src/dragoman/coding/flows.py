"""What was lent, given, sold, shipped, owed or repaid: figures and the words of the ledger around them -> flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality
from dragoman.coding.flow_lexicon import FlowLexicon, FlowWord
from dragoman.coding.flows_below import from_below
from dragoman.coding.flows_context import with_recipients
from dragoman.coding.flows_facts import judge, status_of
from dragoman.coding.flows_guarantee import guarantor_of
from dragoman.coding.flows_ledger import Pair, complete, family_of, pair_of, signed_pairs
from dragoman.coding.flows_lists import is_shared_out, of_row, row_of
from dragoman.coding.flows_parties import is_known, of_whom, pointing, repays, sides_of, slots, thanked, to_somebody
from dragoman.coding.flows_parts import part_of, with_bare_parts
from dragoman.coding.flows_record import CodedFlow, Ledger, noted
from dragoman.coding.flows_sides import MentionsOf, Party, Site, first_other, parties_at, place_behind, same_side
from dragoman.coding.flows_terms import commodity_of, evidence_of, instrument_of, is_goods, owed_for, terms_of
from dragoman.coding.flows_types import bare_goods, bare_type, in_exchange, is_price, sided_type, type_of
from dragoman.coding.flows_words import Figure, Found, figures_of, is_verb, noun_word, verb_word, words_of
from dragoman.domain import ActorRef
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Sentence

__all__ = ["CodedFlow", "Ledger", "find_article_flows", "find_flows"]

_OWED = frozenset({"debt", "rescheduling", "repayment"})
_STOCKS = frozenset({"debt", "rescheduling", "credit-line"})
_GOODS_TYPES = frozenset({"aid", "shipment", "sale", "donation", "payment"})


def find_article_flows(
    sentences: Iterable[Sentence], clauses: Iterable[Sequence[Clause]], quantities: Sequence[Quantity], actors: MentionsOf, lexicon: FlowLexicon
) -> tuple[CodedFlow, ...]:
    """The flows of an article, in order of the text. Earlier sentences lend a party to later ones that point back to it."""
    found: list[CodedFlow] = []
    ledger = Ledger()
    sentences = tuple(sentences)
    for sentence, listed in zip(sentences, clauses, strict=True):
        if sentence.kind == "dateline":
            continue
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        flows, ledger = _of_sentence(sentence, listed, inside, actors, lexicon, ledger)
        found += flows
    return with_recipients(found, sentences, actors, lexicon.home)


def find_flows(
    sentence: Sentence,
    clauses: Sequence[Clause],
    quantities: Iterable[Quantity],
    actors: MentionsOf,
    lexicon: FlowLexicon,
    ledger: Ledger | None = None,
) -> tuple[CodedFlow, ...]:
    """The flows of one sentence, in order of the text. `quantities` are those inside the sentence."""
    return _of_sentence(sentence, clauses, quantities, actors, lexicon, ledger or Ledger())[0]


def _of_sentence(
    sentence: Sentence, clauses: Sequence[Clause], quantities: Iterable[Quantity], actors: MentionsOf, lexicon: FlowLexicon, ledger: Ledger
) -> tuple[tuple[CodedFlow, ...], Ledger]:
    figures = figures_of(sentence, with_bare_parts(sentence, tuple(quantities)))
    taken = frozenset(i for f in figures for i in f.tokens)
    site = Site(sentence, {c.head: c for c in clauses}, actors, lexicon, taken)
    ledger = Ledger((*ledger.pairs, *signed_pairs(site)))
    spoken = _spoken_of(site)
    found: list[CodedFlow] = []
    for figure in figures:
        told = (_contrasted(site, figure, found[-1]) or part_of(site, figure, found[-1])) if found else None
        flow = told or _of_figure(site, figure, figures, ledger)
        if flow is not None and told is None and found:
            flow = _part_of(site, figure, flow, found[-1])
        elif told is not None and found[-1].recipient is None:
            found[-1] = replace(found[-1], recipient=told.recipient)  # the part says to whom the whole goes
        if flow is not None:
            found += [flow, *_to_each(site, figure, flow)]
            ledger = noted(ledger, flow)
    found = [_paid_back(f, found) for f in found]
    for clause in clauses:
        if is_verb(sentence, clause.head) and not any(f.head == clause.head or f.start <= sentence.tokens[clause.head].start < f.end for f in found):
            flow = _without_figure(site, clause, ledger)
            if flow is not None:
                found.append(flow)
                ledger = noted(ledger, flow)
    return tuple(sorted(found, key=lambda f: (f.start, f.end))), Ledger((*ledger.pairs, *spoken))


def _spoken_of(site: Site) -> list[Pair]:
    """Ledger nouns with a party but without a figure: "Canberra would not cut its assistance", "the arrival of medicine from Beijing"."""
    found = []
    for i in site.clauses:
        word = noun_word(site.sentence, i, site.lexicon)
        if word is None or word.strict:
            continue
        provider = first_other(slots(site, i, word.provider, verb=False), None)
        recipient = first_other(slots(site, i, word.recipient, verb=False), provider)
        if provider or recipient:
            lemma = site.sentence.tokens[i].lemma.lower()
            found.append(
                pair_of(site.sentence.index, word.flow_type, provider.ref if provider else None, recipient.ref if recipient else None, None, lemma)
            )
    return found


def _contrasted(site: Site, figure: Figure, last: CodedFlow) -> CodedFlow | None:
    """ "$5.1 billion, not the $4.4 billion that …": the same flow, denied."""
    first = min(figure.tokens)
    before = [t.text.lower() for t in site.sentence.tokens[max(0, first - 2) : first + 1]]
    if last.amount is None or last.amount.unit != figure.quantity.amount.unit or "not" not in before or last.end > figure.quantity.start:
        return None
    return replace(
        last,
        amount=figure.quantity.amount,
        factuality=Factuality("negative", last.factuality.modality, "not"),
        start=figure.quantity.start,
        end=figure.quantity.end,
        rule=last.rule + ".contrast",
    )


def _to_each(site: Site, figure: Figure, flow: CodedFlow) -> list[CodedFlow]:
    """ "lent Zambia and Angola $500 million each": the same flow for those whom "and" joins to its recipient, or else to its provider."""
    if not is_shared_out(site, figure):
        return []
    sentence = site.sentence
    for side, ref in (("recipient", flow.recipient), ("provider", flow.provider)):
        named = [t.i for t in sentence.tokens if ref is not None and ref in site.actors.actors_of(sentence.index, t.i)]
        joined = [j for i in named[:1] for j in ud.conjuncts(sentence, ud.first_conjunct(sentence, i))]
        others = [p.ref for j in joined for p in parties_at(site, j, owners=False) if ref is not None and not same_side(p.ref, ref)]
        if others:
            return [replace(flow, provider=o) if side == "provider" else replace(flow, recipient=o) for o in others]
    return []


def _paid_back(flow: CodedFlow, others: Iterable[CodedFlow]) -> CodedFlow:
    """ "transferred $12m, leaving $26m unpaid": a payment that leaves a debt between the same parties is a repayment."""
    if flow.flow_type != "payment" or flow.instrument is not None:
        return flow
    debt = any(o.flow_type == "debt" and _one(o.provider, flow.provider) and _one(o.recipient, flow.recipient) for o in others)
    return (
        replace(flow, flow_type="repayment", status="repaid" if flow.status == "delivered" else flow.status, rule="flows.repayment.of-debt")
        if debt
        else flow
    )


def _one(a: ActorRef | None, b: ActorRef | None) -> bool:
    return a is not None and b is not None and (a.id, a.name) == (b.id, b.name)


def _part_of(site: Site, figure: Figure, flow: CodedFlow, whole: CodedFlow) -> CodedFlow:
    """ "$6.3 billion, of which $4.1 billion is owed to China": the part has the debtor or the giver of the whole."""
    between = [
        t.text.lower() for t in site.sentence.tokens if whole.amount is not None and t.start >= whole.start and t.end <= figure.quantity.start
    ][-6:]
    if not (("which" in between and "of" in between) or "including" in between) or family_of(flow.flow_type) != family_of(whole.flow_type):
        return flow
    turned = (flow.flow_type in _OWED) != (whole.flow_type in _OWED)
    provider, recipient = (whole.recipient, whole.provider) if turned else (whole.provider, whole.recipient)
    return replace(flow, provider=flow.provider or provider, recipient=flow.recipient or recipient)


def _of_figure(site: Site, figure: Figure, figures: Sequence[Figure], ledger: Ledger) -> CodedFlow | None:
    sentence, lexicon = site.sentence, site.lexicon
    if figure.quantity.kind == "count" and (not is_goods(site, figure) or _carries(site, figure, figures)):
        return None
    found = words_of(sentence, figure, site.clauses, lexicon)
    if is_price(site, figure, found):
        return None
    flow_type, rule = type_of(site, figure, found, ledger)
    if flow_type is None and thanked(site, figure) is not None:
        flow_type, rule = "aid", "flows.aid.thanked"
    if flow_type is None:
        return None
    if figure.goods and flow_type not in _GOODS_TYPES:
        return None
    provider, recipient = sides_of(site, found, flow_type, figure)
    provider, recipient = of_row(site, found, figure, figures, provider, recipient)
    if flow_type not in _OWED and (provider is None or recipient is None):
        provider, recipient, below = from_below(site, figure, provider, recipient)
        if below is not None and below.flow_type == "donation" and flow_type in {"shipment", "aid"}:
            flow_type, rule = "donation", "flows.donation.below"
    if figure.goods and flow_type in {"aid", "shipment", "donation"} and recipient is None:
        recipient = place_behind(site, max(figure.tokens))
        if recipient is not None and provider is not None and recipient.ref.country == provider.ref.country:
            recipient = None
    if in_exchange(site, figure):
        provider, recipient, flow_type, rule = recipient, provider, "payment", "flows.payment.exchange"
    weak = found.verb is not None and found.verb.weak and found.noun is None and not figure.goods
    weak = weak and not _for_somebody(site, found, row_of(site, figure, figures)[-1])
    if weak and (provider is None or recipient is None):
        return None
    pointer = pointing(site, figure, found, flow_type, provider or recipient)
    if flow_type != "fine" and (recipient is not None or found.verb_at is None or not to_somebody(site, found.verb_at)):
        provider, recipient = complete(provider, recipient, flow_type, ledger.pairs, sentence.index, pointer)
    if not is_known(provider, recipient):
        return None
    if (
        flow_type == "payment"
        and found.noun is None
        and found.deal_at is None
        and not in_exchange(site, figure)
        and repays(provider, recipient, ledger)
    ):
        flow_type, rule = "repayment", "flows.repayment.of-debt"
    flow_type = sided_type(site, flow_type, rule, provider, recipient)
    flow = _flow(site, found, figure, flow_type, rule, provider, recipient)
    return replace(flow, status="received" if found.noun else "delivered") if thanked(site, figure) is not None else flow


def _carries(site: Site, figure: Figure, figures: Sequence[Figure]) -> bool:
    """ "two ships with 1,200 tonnes of rice": what is told is the cargo."""
    if site.sentence.tokens[figure.head].lemma.lower() not in site.lexicon.carriers:
        return False
    below = set(site.sentence.subtree(figure.head))
    return any(other is not figure and other.goods and other.quantity.kind == "goods" and below & other.tokens for other in figures)


def _for_somebody(site: Site, found: Found, figure: Figure) -> bool:
    """ "gave $15 million for vaccines", "put $5 million towards a clinic": money with a purpose right behind it is given."""
    tokens, last = site.sentence.tokens, max(figure.tokens)
    behind = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    gives = found.verb is not None and {"for", "to"} & set(found.verb.recipient) and "subject" in found.verb.provider
    return bool(gives) and behind in {"for", "towards", "toward"}


def _flow(site: Site, found: Found, figure: Figure | None, flow_type: str, rule: str, provider: Party | None, recipient: Party | None) -> CodedFlow:
    head = next(i for i in (found.verb_at, found.noun_at, found.deal_at, figure.head if figure else None) if i is not None)
    sides = [p.token for p in (provider, recipient) if p is not None and p.token >= 0]
    start, end = evidence_of(site, head, found, figure, sides)
    word: FlowWord | None = found.verb or found.noun
    truth = judge(site, head, figure, flow_type, asks=found.verb is not None and found.verb.asks)
    status, truth = status_of(site, found, flow_type, truth, head, figure)
    if found.verb is not None and found.verb.negative and truth.polarity == "positive":
        # "defaulted on its debt": what was due was not paid
        owed = flow_type in _OWED
        status, truth = "outstanding" if owed else status, replace(truth, polarity="negative", cue=site.sentence.tokens[head].text)
    lender = recipient if flow_type in _OWED else provider
    lemmas = {t.lemma.lower() for t in site.sentence.tokens if start <= t.start < end}
    amount = figure.quantity.amount if figure else None
    if amount is not None and figure is not None and figure.quantity.kind == "count":
        amount = replace(amount, unit="items")
    return CodedFlow(
        site.sentence.index,
        head,
        flow_type,
        "stock" if flow_type in _STOCKS else (word.measure if word else "flow"),
        status,
        provider.ref if provider else None,
        recipient.ref if recipient else None,
        amount,
        commodity_of(site, figure) if figure is not None and figure.goods else (owed_for(site, found.noun_at) if found.noun_at is not None else None),
        instrument_of(site, found),
        bool(lemmas & site.lexicon.aggregate) and flow_type not in _STOCKS,
        truth,
        start,
        end,
        rule,
        terms_of(site.sentence, flow_type),
        guarantor_of(site, flow_type, lender.ref if lender else None),
    )


def _without_figure(site: Site, clause: Clause, ledger: Ledger) -> CodedFlow | None:
    """A flow told without a figure: both sides are known, and the verb with its object says what flows."""
    word = verb_word(site.sentence, clause.head, site.clauses, site.lexicon, None)
    if word is None or not (word.alone or word.presupposes or word.deal):
        return None
    objects = [a.head for a in clause.of("object")]
    noun_at = next((i for i in objects if noun_word(site.sentence, i, site.lexicon)), None)
    noun = noun_word(site.sentence, noun_at, site.lexicon)
    goods = bare_goods(site, clause.head, objects)
    commodity = goods[1] if goods is not None else None
    flow_type, rule = bare_type(site, clause, word, noun, commodity)
    if flow_type is None:
        return None
    found = Found(word, clause.head, noun, noun_at)
    provider, recipient = sides_of(site, found, flow_type)
    if provider is None and goods is not None and flow_type in {"sale", "shipment"}:
        provider = first_other(of_whom(site, goods[2]), recipient)
    pointer = pointing(site, None, found, flow_type, provider or recipient)
    provider, recipient = complete(provider, recipient, flow_type, ledger.pairs, site.sentence.index, pointer)
    if provider is None or recipient is None or not is_known(provider, recipient):
        return None
    flow = _flow(site, found, None, flow_type, rule, provider, recipient)
    return replace(flow, commodity=goods[0]) if goods is not None and flow.commodity is None else flow
