"""Provider and recipient of a flow: slots of its words, joint parties of a deal, and whether the words point back to earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.clauses import ud
from dragoman.coding.flows_ledger import Pointer, family_of
from dragoman.coding.flows_record import Ledger
from dragoman.coding.flows_sides import Party, Site, carriers_owner, first_other, in_slot, is_definite, is_lender, own_region, parties_at, same_side
from dragoman.coding.flows_terms import commodity_of
from dragoman.coding.flows_words import Figure, Found, is_verb, noun_word

_OWED = frozenset({"debt", "rescheduling", "repayment"})
_CREDIT = frozenset({"loan", "credit-line"})


def sides_of(site: Site, found: Found, flow_type: str, figure: Figure | None = None) -> tuple[Party | None, Party | None]:
    """Provider and recipient: what the verb says, then the noun, then the parties of a deal; never the same party twice."""
    provider: Party | None = None
    recipient: Party | None = None
    joint: list[Party] = []
    counter: list[Party] = []
    settled = False
    for word, at, is_a_verb in ((found.verb, found.verb_at, True), (found.noun, found.noun_at, False)):
        if word is None or at is None:
            continue
        if word.deal:
            joint += in_slot(site, at, "subject", verb=True)
            counter += in_slot(site, at, "with", verb=True)
            continue
        gives, takes = word.provider, word.recipient
        if flow_type in _OWED and word.flow_type in _CREDIT:
            # "rolled over a loan from X to Y": who borrowed owes it
            borrower, lender = slots(site, at, takes, verb=False), slots(site, at, gives, verb=False)
            if borrower and provider is not None and (recipient is None or same_side(borrower[0].ref, recipient.ref)):
                recipient, provider = first_other([*lender, provider], borrower[0]), borrower[0]
                settled = recipient is not None
                continue
            gives, takes = takes, gives
        provider = provider or first_other(slots(site, at, gives, verb=is_a_verb), recipient)
        recipient = recipient or first_other(slots(site, at, takes, verb=is_a_verb), provider)
        if is_a_verb and flow_type in _OWED:
            joint += in_slot(site, at, "subject", verb=True)
    if flow_type == "rescheduling" and found.noun_at is not None and found.verb_at is None:
        joint += _doer(site, found.noun_at)
    if found.deal_at is not None:
        joint += [p for slot in ("between", "possessor") for p in in_slot(site, found.deal_at, slot, verb=False)]
        counter += [p for slot in ("with", "from") for p in in_slot(site, found.deal_at, slot, verb=False)]
    if not joint and counter and provider is None and recipient is None and flow_type not in _OWED:
        provider = counter[0]
    joint += counter
    from_thanks = thanked(site, figure) if figure is not None else None
    if from_thanks is not None:
        return from_thanks
    if provider is None and figure is not None and figure.goods and flow_type in {"shipment", "sale"}:
        owners = [p for i in site.sentence.subtree(figure.head) if site.sentence.tokens[i].dep == "nmod:poss" for p in parties_at(site, i)]
        provider = first_other(owners, recipient) or first_other(_made_by(site, figure), recipient)
    elif provider is None and figure is not None and flow_type in {"shipment", "sale", "aid"}:
        provider = first_other(_made_by(site, figure), recipient)
    if figure is not None and figure.goods and found.verb_at is not None and (provider is None or not (provider.ref.country or provider.ref.id)):
        provider = first_other(carriers_owner(site, found.verb_at), recipient) or provider
    if provider is None and recipient is None and found.verb_at is not None:
        provider, recipient = _told(site, found.verb_at)
    if provider is None or recipient is None:
        provider, recipient = _from_joint(site, provider, recipient, joint, flow_type)
    return _oriented(site, provider, recipient, flow_type, bool(joint) and not settled)


def of_whom(site: Site, thing: int) -> list[Party]:
    """ "carries Nigerien crude", "imports Russian gas": goods come from whose they are."""
    modifiers = [t.i for t in ud.kids(site.sentence, thing, "amod", "compound", "nmod:poss") if t.i < thing]
    return [Party(ref, i) for i in modifiers for ref in site.actors.actors_of(site.sentence.index, i) if ref.country]


def _made_by(site: Site, figure: Figure) -> list[Party]:
    """ "25,000 tons of Ukrainian wheat", "$900 million worth of Venezuelan gold": goods come from whose they are."""
    sentence = site.sentence
    things = [
        j
        for i in (figure.head, *figure.tokens)
        for j in sentence.subtree(i)
        if site.lexicon.commodities.get(sentence.tokens[j].lemma.lower()) and ud.case_of(sentence, j) == "of"
    ]
    return [
        Party(r, k)
        for j in things
        for k in sentence.children[j]
        if sentence.tokens[k].dep == "amod"
        for r in site.actors.actors_of(sentence.index, k)
    ]


def _doer(site: Site, noun_at: int) -> list[Party]:
    """ "Peru completed a restructuring": who does what the noun names."""
    verb = next((i for i in site.sentence.ancestors(noun_at) if is_verb(site.sentence, i)), None)
    return in_slot(site, verb, "subject", verb=True) if verb is not None and site.sentence.tokens[noun_at].dep == "obj" else []


def _told(site: Site, at: int) -> tuple[Party | None, Party | None]:
    """ "The bank told Peru that $5m would not be paid out": who says so pays, who is told receives."""
    tokens, above = site.sentence.tokens, site.sentence.tokens[at].head
    clause = site.clauses.get(above)
    if not ud.is_passive(site.sentence, at) or tokens[at].dep not in {"ccomp", "parataxis"} or clause is None:
        return None, None
    provider = first_other((p for a in clause.of("subject") for p in parties_at(site, a.head)), None)
    told = [p for role in ("iobject", "object") for a in clause.of(role) for p in parties_at(site, a.head)]
    recipient = first_other(told, provider)
    return (provider, recipient) if provider is not None and recipient is not None else (None, None)


def thanked(site: Site, figure: Figure) -> tuple[Party | None, Party | None] | None:
    """ "A thanks B for 5 tons and C for a donation of $2 million": the party nearest before the figure's "for" gave it to A."""
    tokens = site.sentence.tokens
    thanks = next((t.i for t in tokens[: min(figure.tokens)] if t.lemma.lower() in {"thank", "thanks"}), None)
    if thanks is None:
        return None
    given = [t.i for t in tokens[thanks : min(figure.tokens)] if t.text.lower() == "for"]
    if not given:
        return None
    provider = _nearest(site, range(given[-1] - 1, thanks, -1))
    recipient = _nearest(site, range(thanks - 1, -1, -1))
    return (provider, recipient) if provider is not None else None


def _nearest(site: Site, order: Iterable[int]) -> Party | None:
    for i in order:
        found = parties_at(site, i, owners=False)
        if found:
            return found[0]
    return None


def slots(site: Site, at: int, names: Iterable[str], *, verb: bool) -> list[Party]:
    """The parties in several slots of a word, in order of preference."""
    return [p for slot in names for p in in_slot(site, at, slot, verb=verb)]


def _from_joint(
    site: Site, provider: Party | None, recipient: Party | None, joint: Sequence[Party], flow_type: str
) -> tuple[Party | None, Party | None]:
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
    if is_lender(site, borrows.ref) and not is_lender(site, lends.ref):
        return recipient, provider
    return provider, recipient


def pointing(site: Site, figure: Figure | None, found: Found, flow_type: str, known: Party | None) -> Pointer:
    """Whether the words point back to an earlier happening, and whether they do so even with no party named."""
    nouns = [i for i in (found.noun_at, found.deal_at) if i is not None]
    tokens = site.sentence.tokens
    topic = any(is_definite(site, i) or _ordinal(site, i) for i in nouns)
    topic = topic or (found.measured and found.noun is not None and found.noun.commodity_of and any("Number=Plur" in tokens[i].feats for i in nouns))
    if found.noun_at is not None and tokens[found.noun_at].text.lower() in site.lexicon.unpaid:
        topic = True
    topic = topic or any(_as_definite(site, i) for i in nouns)
    there = False
    in_payment = False
    if found.verb_at is not None:
        there = any(t.text.lower() == "there" and t.pos == "ADV" and t.i > found.verb_at for t in tokens[: found.verb_at + 12])
        topic = topic or _object_points(site, found.verb_at)
        topic = topic or any(_partitive(site, t.i) for t in ud.kids(site.sentence, found.verb_at, "obl", "nmod"))
        region = [i for _, i in own_region(site.sentence, found.verb_at)]
        topic = topic or any(tokens[i].lemma.lower() in site.lexicon.things and is_definite(site, i) for i in region)
        in_payment = any(tokens[i].lemma.lower() in {"payment", "repayment"} and ud.case_of(site.sentence, i) in {"in", "as"} for i in region)
        topic = topic or any(
            tokens[i].pos == "PRON"
            and tokens[i].text.lower() in {"it", "which", "them", "this"}
            and tokens[i].dep in {"nmod", "obl", "obj", "nsubj:pass"}
            for i in region
        )
    again = figure is not None and found.verb is None and not nouns
    points = (
        topic
        or again
        or in_payment
        or (flow_type in _OWED and not _to_many(site, found) and not _new(site, found))
        or (found.verb is not None and found.verb.presupposes and not _to_many(site, found) and not _new(site, found))
        or (known is not None and known.definite)
    )
    commodity = commodity_of(site, figure) if figure is not None and figure.goods else None
    lemma = tokens[found.noun_at].lemma.lower() if found.noun_at is not None else ""
    return Pointer(points, topic or again, lemma, commodity, there)


def _to_many(site: Site, found: Found) -> bool:
    """ "$25 billion in external debt": owed to many, not to whoever lent before."""
    if found.noun_at is None:
        return False
    return any(site.sentence.tokens[j].lemma.lower() in site.lexicon.many_creditors for j in site.sentence.children[found.noun_at])


def _new(site: Site, found: Found) -> bool:
    """ "will not repay a $522 million loan": one that was not spoken of."""
    if found.noun_at is None or found.noun is None or found.noun.flow_type not in _CREDIT | {"debt"} or _ordinal(site, found.noun_at):
        return False
    tokens = site.sentence.tokens
    return any(tokens[j].text.lower() in {"a", "an"} and tokens[j].dep == "det" for j in site.sentence.children[found.noun_at])


def to_somebody(site: Site, verb_at: int) -> bool:
    """ "lent $1 billion to state firms": it went to somebody, and not to who was named before."""
    tokens = site.sentence.tokens
    return any(
        depth
        and tokens[i].pos == "NOUN"
        and not is_definite(site, i)
        and i not in site.figures
        and tokens[i].dep in {"obl", "nmod"}
        and ud.case_of(site.sentence, i) == "to"
        and ud.kid(site.sentence, i, "nummod") is None
        for depth, i in own_region(site.sentence, verb_at, site.figures)
    )


def _as_definite(site: Site, i: int) -> bool:
    """ "The credit line, advertised as a $2 billion facility": what is so called points back."""
    sentence = site.sentence
    above = sentence.tokens[i].head
    if ud.case_of(sentence, i) != "as" or above == i:
        return False
    clause = site.clauses.get(above)
    return clause is not None and any(
        is_definite(site, a.head) and noun_word(sentence, a.head, site.lexicon) for a in (*clause.of("object"), *clause.of("subject"))
    )


def _partitive(site: Site, i: int) -> bool:
    """ "Of the loan, $640m had been disbursed"."""
    return ud.case_of(site.sentence, i) == "of" and is_definite(site, i) and noun_word(site.sentence, i, site.lexicon) is not None


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


def is_known(provider: Party | None, recipient: Party | None) -> bool:
    """At least one side is a party that the record can name by country or id, or both are named and not both private persons."""
    sides = [p.ref for p in (provider, recipient) if p is not None]
    return any(r.country or r.id for r in sides) or (len(sides) == 2 and any(r.kind != "person" for r in sides))


def repays(provider: Party | None, recipient: Party | None, ledger: Ledger) -> bool:
    """Money that a known debtor moves to its creditor pays a debt back."""
    if provider is None or recipient is None:
        return False
    return any(
        p.flow_type in {"debt", "repayment"}
        and p.giver is not None
        and p.taker is not None
        and p.giver.country is not None
        and (p.giver.country, p.taker.country) == (recipient.ref.country, provider.ref.country)
        for p in ledger.pairs
    )
