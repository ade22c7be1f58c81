"""What kind of flow it is: loan, aid, sale … from the words of the ledger around a figure or a verb."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.coding.flow_lexicon import FlowWord
from dragoman.coding.flows_record import Ledger
from dragoman.coding.flows_sides import Party, Site, is_definite, is_lender, own_region
from dragoman.coding.flows_terms import commodity_of, phrase
from dragoman.coding.flows_words import Figure, Found, noun_word

_SETTLED = frozenset({"debt", "payment", "repayment", "fine"})
_NOUN_WINS = frozenset({"repayment", "fine", "grant", "aid", "debt"})


def type_of(site: Site, figure: Figure, found: Found, ledger: Ledger) -> tuple[str | None, str]:
    """The type of the flow of a figure with the name of its rule; None where the words make no flow."""
    verb, noun = found.verb, found.noun
    if verb is not None and verb.flow_type != "?":
        if noun and verb.flow_type in {"payment", "loan"} and noun.flow_type in _NOUN_WINS:
            return noun.flow_type if noun.flow_type != "debt" else "repayment", f"flows.{noun.flow_type}.noun"
        return verb.flow_type, f"flows.{verb.flow_type}.verb"
    if noun is not None and noun.flow_type == "debt" and found.deal_at is not None and _reschedules(site, found.deal_at):
        return "rescheduling", "flows.rescheduling.deal"
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
    if not figure.goods and _for_things(site, deal_at):
        return site.lexicon.deal_goods, f"flows.{site.lexicon.deal_goods}.deal"
    latest = ledger.latest(site.sentence.index, 5)
    if is_definite(site, deal_at) and latest is not None and latest.family == "credit" and not figure.goods:
        return latest.flow_type, f"flows.{latest.flow_type}.again"
    if tokens[deal_at].lemma.lower() in site.lexicon.untyped_deals:
        return None, ""
    kind = site.lexicon.deal_goods if figure.goods else site.lexicon.deal_money
    return kind, f"flows.{kind}.deal"


def _for_things(site: Site, deal_at: int) -> bool:
    """ "a $250 million contract for rocket launchers", "a deal to buy missiles"."""
    tokens, lexicon = site.sentence.tokens, site.lexicon
    heads = [j for j in site.sentence.children[deal_at] if ud.case_of(site.sentence, j) == "for"]
    if tokens[deal_at].dep == "obj":
        heads += [j for j in site.sentence.children[tokens[deal_at].head] if j > deal_at and ud.case_of(site.sentence, j) == "for"]
    for j in site.sentence.children[deal_at]:
        if tokens[j].dep.startswith("acl") and any(w.flow_type == "sale" for w in lexicon.verbs.get(tokens[j].lemma.lower(), ())):
            heads += [t.i for t in ud.kids(site.sentence, j, "obj")]
    return any(lexicon.commodities.get(tokens[j].lemma.lower()) in lexicon.traded for j in heads)


def _reschedules(site: Site, deal_at: int) -> bool:
    """ "a restructuring deal", "an accord on rescheduling"."""
    tokens = site.sentence.tokens
    return any(tokens[j].lemma.lower() in site.lexicon.rescheduling for j in site.sentence.children[deal_at])


def _goods_type(site: Site, figure: Figure | None) -> str:
    """Moved goods are aid where the sentence says so or where they are what is given in need, else a shipment."""
    lemmas = {t.lemma.lower() for t in site.sentence.tokens}
    if lemmas & site.lexicon.need:
        return "aid"
    commodity = commodity_of(site, figure) if figure is not None else None
    return "aid" if commodity is not None and _in_need(site, commodity) else "shipment"


def _in_need(site: Site, commodity: str) -> bool:
    words = commodity.lower().replace(",", " ").split()
    return any(site.lexicon.commodities.get(w, site.lexicon.commodities.get(w[:-1], "")) in site.lexicon.need_goods for w in words)


def _same_again(site: Site, figure: Figure, ledger: Ledger) -> tuple[str | None, str]:
    """ "It is about $1.4 billion": a figure said of a pronoun is of what the sentence before told."""
    latest = ledger.latest(site.sentence.index)
    sentence = site.sentence
    subjects = [j for j in sentence.children[figure.head] if sentence.tokens[j].dep.startswith("nsubj")]
    if (
        latest is None
        or figure.goods
        or not subjects
        or sentence.tokens[subjects[0]].text.lower() not in {"it", "that", "this"}
        or figure.head != sentence.root
    ):
        return None, ""
    return latest.flow_type, f"flows.{latest.flow_type}.again"


def is_price(site: Site, figure: Figure, found: Found) -> bool:
    """Money that is no flow: what a ton costs, a budget, a reward, a loss."""
    if figure.goods:
        return False
    tokens, first = site.sentence.tokens, min(figure.tokens)
    behind = {t.text.lower() for t in tokens[max(figure.tokens) : max(figure.tokens) + 2]}
    if first and "at" in {tokens[first].text.lower(), tokens[first - 1].text.lower()} and behind & {"a", "an", "per", "each", "apiece"}:
        return True
    below = [j for i in figure.tokens for j in site.sentence.children[i] if j not in figure.tokens and ud.case_of(site.sentence, j) in {"in", "of"}]
    if found.verb is not None and found.verb.flow_type in _SETTLED:
        below = []  # "owes the town $3m in damages", "paid $3m in tax": the verb says that it is due
    beside = [figure.head] if figure.head not in figure.tokens else []
    token = tokens[figure.head]
    if token.dep in {"nmod", "compound", "nummod", "appos", "amod"}:
        beside.append(token.head)
    subject = ud.kid(site.sentence, figure.head, "nsubj")
    beside += [subject.i] if subject is not None else []
    if found.noun_at is not None:
        return False
    return any(tokens[i].lemma.lower() in site.lexicon.no_flow for i in (*below, *beside))


def sided_type(site: Site, flow_type: str, rule: str, provider: Party | None, recipient: Party | None) -> str:
    """What is received from, or by, an organisation of states that lends nothing is no loan unless the words say so."""
    if rule != "flows.loan.default":
        return flow_type
    bodies = [p.ref for p in (provider, recipient) if p is not None and p.ref.sector in {"IGO", "NGO"}]
    return "funding" if any(not is_lender(site, ref) for ref in bodies) else flow_type


def in_exchange(site: Site, figure: Figure) -> bool:
    """ "cede X to Y in exchange for $5bn": who gets the thing pays."""
    first = min(figure.tokens)
    words = [t.text.lower() for t in site.sentence.tokens[max(0, first - 3) : first]]
    return not figure.goods and words[-3:-1] in (["in", "exchange"], ["in", "return"]) and words[-1] == "for"


def bare_goods(site: Site, at: int, objects: Sequence[int]) -> tuple[str, str, int] | None:
    """What is moved where no figure is printed, as printed, its class and token: the object, also as the parser may miss it ("delivers crude")."""
    tokens = site.sentence.tokens
    behind = [t.i for t in tokens[at + 1 : at + 2] if t.dep in {"xcomp", "obj", "advmod", "amod", "compound"}]
    for i in [j for o in objects for j in ud.conjuncts(site.sentence, o)] + behind:
        lemma = tokens[i].lemma.lower()
        if lemma in site.lexicon.commodities and lemma not in site.lexicon.carriers and i not in site.figures:
            name = site.lexicon.commodities[lemma]
            last = [j for j in ud.conjuncts(site.sentence, i) if site.sentence.tokens[j].pos in {"NOUN", "PROPN"}] or [i]
            return (name if name in {"oil", "crude oil", "natural gas"} else phrase(site, i, last[-1])), name, i
    return None


def bare_type(site: Site, clause: Clause, word: FlowWord, noun: FlowWord | None, commodity: str | None) -> tuple[str | None, str]:
    """The type of a flow told without a figure; None where the verb and its object make none."""
    tokens = site.sentence.tokens
    if word.deal:
        settled = noun is not None and noun.flow_type == "rescheduling" and clause.lemma in {"sign", "conclude", "reach", "agree", "clinch", "seal"}
        return ("rescheduling", "flows.rescheduling.no-amount") if settled else (None, "")
    objects = {tokens[a.head].lemma.lower() for a in clause.of("object")}
    objects |= {
        tokens[i].lemma.lower()
        for _, i in own_region(site.sentence, clause.head)
        if tokens[i].lemma.lower() in site.lexicon.things and is_definite(site, i)
    }
    if word.flow_type in {"payment", "?"} and word.presupposes:
        spoken = objects & (site.lexicon.things | {"sum", "amount", "money", "fee", "bill", "instalment"}) or (
            noun is not None and noun.flow_type in {"payment", "repayment", "loan", "debt"}
        )
        return ("payment", "flows.payment.no-amount") if spoken else (None, "")
    if word.flow_type == "sale":
        return ("sale", "flows.sale.no-amount") if commodity is not None else (None, "")
    if word.flow_type == "?":
        if commodity is None:
            return None, ""
        kind = "aid" if commodity in site.lexicon.need_unmeasured else "shipment"
        return kind, f"flows.{kind}.no-amount"
    return word.flow_type, f"flows.{word.flow_type}.no-amount"
