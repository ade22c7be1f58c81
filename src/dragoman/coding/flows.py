"""What was lent, given, sold, shipped, owed or repaid: figures and the words of the ledger around them -> flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import Factuality
from dragoman.coding.flow_lexicon import FlowLexicon, FlowWord
from dragoman.coding.flows_facts import judge, status_of
from dragoman.coding.flows_ledger import Pair, Pointer, complete, family_of, pair_of, signed_pairs
from dragoman.coding.flows_sides import MentionsOf, Party, Site, first_other, in_slot, is_definite, own_region, place_behind
from dragoman.coding.flows_terms import commodity_of, evidence_of, instrument_of, is_goods, terms_of
from dragoman.coding.flows_words import Figure, Found, figures_of, is_verb, noun_word, verb_word, words_of
from dragoman.domain import ActorRef, Amount
from dragoman.parsing.quantity import Quantity
from dragoman.parsing.tree import Sentence

_OWED = frozenset({"debt", "rescheduling", "repayment"})
_STOCKS = frozenset({"debt", "rescheduling", "credit-line"})
_NOUN_WINS = frozenset({"repayment", "fine", "grant", "aid", "debt"})
_GOODS_TYPES = frozenset({"aid", "shipment", "sale", "donation", "payment"})


@dataclass(frozen=True, slots=True)
class CodedFlow:
    """A flow before it becomes a claim; `head` is the predicate that it hangs on."""

    sentence: int
    head: int
    flow_type: str
    measure: str
    status: str
    provider: ActorRef | None
    recipient: ActorRef | None
    amount: Amount | None
    commodity: str | None
    instrument: str | None
    is_aggregate: bool
    factuality: Factuality
    start: int
    end: int
    rule: str
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the sentences before said: the pairs of parties, oldest first."""

    pairs: tuple[Pair, ...] = ()

    def latest(self, sentence: int, reach: int = 1) -> Pair | None:
        """The last pair of a flow in this sentence or the few before it."""
        return next((p for p in reversed(self.pairs) if p.flow_type and 0 <= sentence - p.sentence <= reach), None)


def find_article_flows(
    sentences: Iterable[Sentence], clauses: Iterable[Sequence[Clause]], quantities: Sequence[Quantity], actors: MentionsOf, lexicon: FlowLexicon
) -> tuple[CodedFlow, ...]:
    """The flows of an article, in order of the text. Earlier sentences lend a party to later ones that point back to it."""
    found: list[CodedFlow] = []
    ledger = Ledger()
    for sentence, listed in zip(sentences, clauses, strict=True):
        if sentence.kind == "dateline":
            continue
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        flows, ledger = _of_sentence(sentence, listed, inside, actors, lexicon, ledger)
        found += flows
    return tuple(found)


def find_flows(
    sentence: Sentence, clauses: Sequence[Clause], quantities: Iterable[Quantity], actors: MentionsOf, lexicon: FlowLexicon, ledger: Ledger | None = None
) -> tuple[CodedFlow, ...]:
    """The flows of one sentence, in order of the text. `quantities` are those inside the sentence."""
    return _of_sentence(sentence, clauses, quantities, actors, lexicon, ledger or Ledger())[0]


def _of_sentence(
    sentence: Sentence, clauses: Sequence[Clause], quantities: Iterable[Quantity], actors: MentionsOf, lexicon: FlowLexicon, ledger: Ledger
) -> tuple[tuple[CodedFlow, ...], Ledger]:
    figures = figures_of(sentence, quantities)
    taken = frozenset(i for f in figures for i in f.tokens)
    site = Site(sentence, {c.head: c for c in clauses}, actors, lexicon, taken)
    ledger = Ledger((*ledger.pairs, *signed_pairs(site)))
    spoken = _spoken_of(site)
    found: list[CodedFlow] = []
    for figure in figures:
        flow = (_contrasted(site, figure, found[-1]) if found else None) or _of_figure(site, figure, ledger)
        if flow is not None:
            found.append(flow)
            ledger = _noted(ledger, flow)
    for clause in clauses:
        if is_verb(sentence, clause.head) and not any(f.head == clause.head or f.start <= sentence.tokens[clause.head].start < f.end for f in found):
            flow = _without_figure(site, clause, ledger)
            if flow is not None:
                found.append(flow)
                ledger = _noted(ledger, flow)
    return tuple(sorted(found, key=lambda f: (f.start, f.end))), Ledger((*ledger.pairs, *spoken))


def _spoken_of(site: Site) -> list[Pair]:
    """Ledger nouns with a party but without a figure: "Canberra would not cut its assistance", "the arrival of medicine from Beijing"."""
    found = []
    for i in site.clauses:
        word = noun_word(site.sentence, i, site.lexicon)
        if word is None or word.strict:
            continue
        provider = first_other(_slots(site, i, word.provider, verb=False), None)
        recipient = first_other(_slots(site, i, word.recipient, verb=False), provider)
        if provider or recipient:
            lemma = site.sentence.tokens[i].lemma.lower()
            found.append(pair_of(site.sentence.index, word.flow_type, provider and provider.ref, recipient and recipient.ref, None, lemma))
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


def _noted(ledger: Ledger, flow: CodedFlow) -> Ledger:
    return Ledger((*ledger.pairs, pair_of(flow.sentence, flow.flow_type, flow.provider, flow.recipient, flow.commodity)))


def _of_figure(site: Site, figure: Figure, ledger: Ledger) -> CodedFlow | None:
    sentence, lexicon = site.sentence, site.lexicon
    if figure.quantity.kind == "count" and not is_goods(site, figure):
        return None
    found = words_of(sentence, figure, site.clauses, lexicon)
    flow_type, rule = _type(site, figure, found, ledger)
    if flow_type is None:
        return None
    if figure.goods and flow_type not in _GOODS_TYPES:
        return None
    provider, recipient = _sides(site, found, flow_type)
    if figure.goods and flow_type in {"aid", "shipment", "donation"} and recipient is None:
        recipient = place_behind(site, max(figure.tokens))
        if recipient is not None and provider is not None and recipient.ref.country == provider.ref.country:
            recipient = None
    weak = found.verb is not None and found.verb.weak and found.noun is None and not figure.goods
    if weak and (provider is None or recipient is None):
        return None
    pointer = _pointing(site, figure, found, flow_type, provider or recipient)
    provider, recipient = complete(provider, recipient, flow_type, ledger.pairs, sentence.index, pointer)
    if not _known(provider, recipient):
        return None
    if flow_type == "payment" and _repays(provider, recipient, ledger):
        flow_type, rule = "repayment", "flows.repayment.of-debt"
    return _flow(site, found, figure, flow_type, rule, provider, recipient)


def _type(site: Site, figure: Figure, found: Found, ledger: Ledger) -> tuple[str | None, str]:
    verb, noun = found.verb, found.noun
    if verb is not None and verb.flow_type != "?":
        if noun and verb.flow_type in {"payment", "loan"} and noun.flow_type in _NOUN_WINS:
            return noun.flow_type if noun.flow_type != "debt" else "repayment", f"flows.{noun.flow_type}.noun"
        return verb.flow_type, f"flows.{verb.flow_type}.verb"
    if noun is not None and not (noun.strict and verb is None):
        return noun.flow_type, f"flows.{noun.flow_type}.noun"
    if found.deal_at is not None and (verb is None or verb.deal):
        return _deal_type(site, figure, found.deal_at, found.measured, ledger)
    if verb is not None and not verb.deal:
        default = (verb.default_goods or verb.default) if figure.goods else verb.default
        if default == "?":
            default = _goods_type(site, figure)
        return default, f"flows.{default}.default"
    if found.measured or found.verb_at is not None:
        return None, ""
    return _same_again(site, figure, ledger)


def _deal_type(site: Site, figure: Figure, deal_at: int, measured: bool, ledger: Ledger) -> tuple[str | None, str]:
    """What flows under "a $2bn loan agreement", "a contract for 380 cameras", "the arrangement, which covers $1.4bn"."""
    tokens = site.sentence.tokens
    beside = [j for j in site.sentence.children[deal_at] if tokens[j].dep in {"compound", "amod", "nmod", "acl"}]
    for j in beside:
        word = noun_word(site.sentence, j, site.lexicon)
        if word is not None:
            return word.flow_type, f"flows.{word.flow_type}.deal"
        if tokens[j].lemma.lower() in site.lexicon.rescheduling:
            return "rescheduling", "flows.rescheduling.deal"
    latest = ledger.latest(site.sentence.index, 5)
    if is_definite(site, deal_at) and latest is not None and latest.family == "credit" and not figure.goods:
        return latest.flow_type, f"flows.{latest.flow_type}.again"
    if tokens[deal_at].lemma.lower() in {"amount", "sum", "money", "project", "programme", "program", "scheme", "order"}:
        return None, ""
    kind = site.lexicon.deal_goods if figure.goods else site.lexicon.deal_money
    return kind, f"flows.{kind}.deal"


def _goods_type(site: Site, figure: Figure | None) -> str:
    """Moved goods are aid where the sentence says so or where they are what is given in need, else a shipment."""
    lemmas = {t.lemma.lower() for t in site.sentence.tokens}
    if lemmas & {"aid", "relief", "humanitarian", "emergency", "donate", "drought", "earthquake", "cyclone", "victim", "flood", "stricken"}:
        return "aid"
    commodity = commodity_of(site, figure) if figure is not None else None
    return "aid" if commodity is not None and _in_need(site, commodity) else "shipment"


def _in_need(site: Site, commodity: str) -> bool:
    needed = {"food", "medicine", "relief goods", "water"}
    return any(site.lexicon.commodities.get(w.strip(), site.lexicon.commodities.get(w.strip()[:-1], "")) in needed for w in commodity.lower().replace(" and ", ",").replace(" ", ",").split(","))


def _same_again(site: Site, figure: Figure, ledger: Ledger) -> tuple[str | None, str]:
    """ "It is about $1.4 billion": a figure said of a pronoun is of what the sentence before told."""
    latest = ledger.latest(site.sentence.index)
    sentence = site.sentence
    subjects = [j for j in sentence.children[figure.head] if sentence.tokens[j].dep.startswith("nsubj")]
    if latest is None or figure.goods or not subjects or sentence.tokens[subjects[0]].text.lower() not in {"it", "that", "this"} or figure.head != sentence.root:
        return None, ""
    return latest.flow_type, f"flows.{latest.flow_type}.again"


def _sides(site: Site, found: Found, flow_type: str) -> tuple[Party | None, Party | None]:
    """Provider and recipient: what the verb says, then the noun, then the parties of a deal; never the same party twice."""
    provider: Party | None = None
    recipient: Party | None = None
    joint: list[Party] = []
    for word, at, is_a_verb in ((found.verb, found.verb_at, True), (found.noun, found.noun_at, False)):
        if word is None or at is None:
            continue
        if word.deal:
            joint += in_slot(site, at, "subject", verb=True) + in_slot(site, at, "with", verb=True)
            continue
        provider = provider or first_other(_slots(site, at, word.provider, verb=is_a_verb), recipient)
        recipient = recipient or first_other(_slots(site, at, word.recipient, verb=is_a_verb), provider)
        if is_a_verb and flow_type in _OWED:
            joint += in_slot(site, at, "subject", verb=True)
    if found.deal_at is not None:
        joint += [p for slot in ("with", "between", "from", "possessor") for p in in_slot(site, found.deal_at, slot, verb=False)]
    if provider is None or recipient is None:
        provider, recipient = _from_joint(site, provider, recipient, joint, flow_type)
    return _oriented(site, provider, recipient, flow_type, bool(joint))


def _slots(site: Site, at: int, slots: Iterable[str], *, verb: bool) -> list[Party]:
    return [p for slot in slots for p in in_slot(site, at, slot, verb=verb)]


def _from_joint(site: Site, provider: Party | None, recipient: Party | None, joint: Sequence[Party], flow_type: str) -> tuple[Party | None, Party | None]:
    """Of parties that act together, the first signs and the other gives; a debtor is the provider of what it owes."""
    if not joint:
        return provider, recipient
    if provider is None and recipient is None:
        first = joint[0]
        other = first_other(joint, first)
        return (first, other) if flow_type in _OWED else (other, first) if other is not None else (None, first)
    if provider is None:
        return first_other(joint, recipient), recipient
    return provider, first_other(joint, provider)


def _oriented(site: Site, provider: Party | None, recipient: Party | None, flow_type: str, joint: bool) -> tuple[Party | None, Party | None]:
    """Where two parties act together, the lender is the creditor, whoever is named first."""
    if not joint or provider is None or recipient is None or family_of(flow_type) != "credit":
        return provider, recipient
    lends, borrows = (recipient, provider) if flow_type in _OWED else (provider, recipient)
    if _is_lender(site, borrows.ref) and not _is_lender(site, lends.ref):
        return recipient, provider
    return provider, recipient


def _is_lender(site: Site, ref: ActorRef) -> bool:
    words = f"{ref.name} {ref.text} {ref.id or ''}".lower().replace("-", " ").replace(":", " ").split()
    return any(w.rstrip("s") in site.lexicon.lenders for w in words)


def _pointing(site: Site, figure: Figure | None, found: Found, flow_type: str, known: Party | None) -> Pointer:
    """Whether the words point back to an earlier happening, and whether they do so even with no party named."""
    nouns = [i for i in (found.noun_at, found.deal_at) if i is not None]
    tokens = site.sentence.tokens
    topic = any(is_definite(site, i) or _ordinal(site, i) for i in nouns)
    topic = topic or any(found.measured and tokens[i].i == found.noun_at and tokens[i].feats.find("Plur") >= 0 and found.noun is not None and found.noun.commodity_of for i in nouns)
    if found.noun_at is not None and tokens[found.noun_at].text.lower() in site.lexicon.unpaid:
        topic = True
    topic = topic or any(_as_definite(site, i) for i in nouns)
    there = False
    in_payment = False
    if found.verb_at is not None:
        there = any(t.text.lower() == "there" and t.pos == "ADV" and t.i > found.verb_at for t in tokens[: found.verb_at + 12])
        topic = topic or _object_points(site, found.verb_at)
        region = [i for _, i in own_region(site.sentence, found.verb_at)]
        topic = topic or any(tokens[i].lemma.lower() in site.lexicon.things and is_definite(site, i) for i in region)
        in_payment = any(tokens[i].lemma.lower() in {"payment", "repayment"} and ud.case_of(site.sentence, i) in {"in", "as"} for i in region)
        topic = topic or any(tokens[i].pos == "PRON" and tokens[i].text.lower() in {"it", "which", "them", "this"} and tokens[i].dep in {"nmod", "obl", "obj", "nsubj:pass"} for i in region)
    again = figure is not None and found.verb is None and not nouns
    points = topic or again or in_payment or flow_type in _OWED or (found.verb is not None and found.verb.presupposes) or (known is not None and known.definite)
    commodity = commodity_of(site, figure) if figure is not None and figure.goods else None
    lemma = tokens[found.noun_at].lemma.lower() if found.noun_at is not None else ""
    return Pointer(points, topic or again, lemma, commodity, there)


def _as_definite(site: Site, i: int) -> bool:
    """ "The credit line, advertised as a $2 billion facility": what is so called points back."""
    sentence = site.sentence
    above = sentence.tokens[i].head
    if ud.case_of(sentence, i) != "as" or above == i:
        return False
    clause = site.clauses.get(above)
    return clause is not None and any(is_definite(site, a.head) and noun_word(sentence, a.head, site.lexicon) for a in (*clause.of("object"), *clause.of("subject")))


def _object_points(site: Site, at: int) -> bool:
    """ "the debt is repaid", "none of it has been repaid", "no sum has been transferred"."""
    clause = site.clauses.get(at)
    tokens = site.sentence.tokens
    for argument in clause.of("object") if clause is not None else []:
        lemma = tokens[argument.head].lemma.lower()
        known = noun_word(site.sentence, argument.head, site.lexicon) is not None or lemma in site.lexicon.things | site.lexicon.deals
        none = any(tokens[j].text.lower() in {"no", "any", "such"} for j in site.sentence.children[argument.head])
        if known and (is_definite(site, argument.head) or none):
            return True
        if tokens[argument.head].text.lower() in {"it", "them", "none", "all", "half", "most", "this"}:
            return True
    return False


def _ordinal(site: Site, i: int) -> bool:
    """ "a first payment", "the remaining $2bn": there was talk of the whole."""
    return any(site.sentence.tokens[j].lemma.lower() in site.lexicon.adjectives for j in site.sentence.children[i])


def _known(provider: Party | None, recipient: Party | None) -> bool:
    """At least one side is a party that the record can name by country or id."""
    return any(p is not None and (p.ref.country or p.ref.id) for p in (provider, recipient))


def _repays(provider: Party | None, recipient: Party | None, ledger: Ledger) -> bool:
    """Money that a known debtor moves to its creditor pays a debt back."""
    if provider is None or recipient is None:
        return False
    return any(
        p.flow_type in {"debt", "repayment"} and p.giver is not None and p.taker is not None and p.giver.country == recipient.ref.country and p.taker.country == provider.ref.country and p.giver.country
        for p in ledger.pairs
    )


def _flow(site: Site, found: Found, figure: Figure | None, flow_type: str, rule: str, provider: Party | None, recipient: Party | None) -> CodedFlow:
    head = next(i for i in (found.verb_at, found.noun_at, found.deal_at, figure.head if figure else None) if i is not None)
    sides = [p.token for p in (provider, recipient) if p is not None and p.token >= 0]
    start, end = evidence_of(site, head, found, figure, sides)
    truth = judge(site, head, figure, flow_type)
    word: FlowWord | None = found.verb or found.noun
    status, truth = status_of(site, found, flow_type, truth, head, figure)
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
        commodity_of(site, figure) if figure is not None and figure.goods else None,
        instrument_of(site, found),
        bool(lemmas & site.lexicon.aggregate) and flow_type not in _STOCKS,
        truth,
        start,
        end,
        rule,
        terms_of(site.sentence, flow_type),
    )


def _without_figure(site: Site, clause: Clause, ledger: Ledger) -> CodedFlow | None:
    """A flow told without a figure: both sides are known, and the verb with its object says what flows."""
    word = verb_word(site.sentence, clause.head, site.clauses, site.lexicon, None)
    if word is None or not (word.alone or word.presupposes or word.deal):
        return None
    objects = [a.head for a in clause.of("object")]
    tokens = site.sentence.tokens
    noun_at = next((i for i in objects if noun_word(site.sentence, i, site.lexicon)), None)
    noun = noun_word(site.sentence, noun_at, site.lexicon)
    commodity = _bare_goods(site, clause.head, objects)
    flow_type, rule = _bare_type(site, clause, word, noun, commodity)
    if flow_type is None:
        return None
    found = Found(word, clause.head, noun, noun_at)
    provider, recipient = _sides(site, found, flow_type)
    pointer = _pointing(site, None, found, flow_type, provider or recipient)
    provider, recipient = complete(provider, recipient, flow_type, ledger.pairs, site.sentence.index, pointer)
    if provider is None or recipient is None or not _known(provider, recipient):
        return None
    flow = _flow(site, found, None, flow_type, rule, provider, recipient)
    if commodity is not None and flow.commodity is None:
        flow = replace(flow, commodity=commodity)
    return flow


def _bare_goods(site: Site, at: int, objects: Sequence[int]) -> str | None:
    """What is moved where no figure is printed: the object, also where the parser takes it for something else ("delivers crude")."""
    tokens = site.sentence.tokens
    behind = [t.i for t in tokens[at + 1 : at + 2] if t.dep in {"xcomp", "obj", "advmod", "amod", "compound"}]
    for i in [j for o in objects for j in ud.conjuncts(site.sentence, o)] + behind:
        lemma = tokens[i].lemma.lower()
        if lemma in site.lexicon.commodities and lemma not in site.lexicon.carriers and i not in site.figures:
            return site.lexicon.commodities[lemma]
    return None


def _bare_type(site: Site, clause: Clause, word: FlowWord, noun: FlowWord | None, commodity: str | None) -> tuple[str | None, str]:
    tokens = site.sentence.tokens
    if word.deal:
        settled = noun is not None and noun.flow_type == "rescheduling" and clause.lemma in {"sign", "conclude", "reach", "agree", "clinch", "seal"}
        return ("rescheduling", "flows.rescheduling.no-amount") if settled else (None, "")
    objects = {tokens[a.head].lemma.lower() for a in clause.of("object")}
    objects |= {tokens[i].lemma.lower() for _, i in own_region(site.sentence, clause.head) if tokens[i].lemma.lower() in site.lexicon.things and is_definite(site, i)}
    if word.flow_type in {"payment", "?"} and word.presupposes:
        spoken = objects & (site.lexicon.things | {"sum", "amount", "money", "fee", "bill", "instalment"}) or (noun is not None and noun.flow_type in {"payment", "repayment", "loan", "debt"})
        return ("payment", "flows.payment.no-amount") if spoken else (None, "")
    if word.flow_type == "sale":
        return ("sale", "flows.sale.no-amount") if commodity is not None else (None, "")
    if word.flow_type == "?":
        if commodity is None:
            return None, ""
        kind = "aid" if commodity in {"infrastructure", "food", "medicine", "relief goods"} else "shipment"
        return kind, f"flows.{kind}.no-amount"
    return word.flow_type, f"flows.{word.flow_type}.no-amount"
