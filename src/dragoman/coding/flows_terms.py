"""What stands around a flow: its goods, instrument, terms and evidence, in the words of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.clauses import ud
from dragoman.coding.flows_sides import Site, own_region
from dragoman.coding.flows_words import Figure, Found
from dragoman.parsing.tree import Sentence

#: Commodities whose name in the table is what they are, not a class of them.
_PLAIN = frozenset({"natural gas", "crude oil"})
_CREDIT = frozenset({"loan", "debt", "rescheduling", "repayment", "credit-line", "investment", "payment", "sale"})
_UPTO = r"(?:(?!\s(?:and|but|said|according|while)\s)[^,.;:()])"
_TERMS = re.compile(
    r"(?:an?\s)?(?:[\w.]+\s)?interest\s(?:rates?\s)?of\s[^,;]{1,30}?(?:per\s?cent|percent|%)"
    r"|(?:interest-free|low-interest|zero-interest|concessional|without\sinterest|at\sa\sdiscount|in\skind)(?!\w)"
    r"|at\s(?:an?\s)?[\d.]+\s?(?:per\s?cent|percent|%)(?:\sinterest|\sa\syear)?"
    r"|(?:an?\s)?[\w-]+[\s-](?:year|month)\s(?:grace\speriod|maturity|repayment\speriod)(?:\son\s\w+)?"
    r"|(?:re)?payable\s(?:over|in|within|by|from)\s" + _UPTO + r"{1,40}"
    r"|in\s\w+\sinstal?lments(?:\sby\s" + _UPTO + r"{1,40})?"
    r"|(?:backed|secured|collaterali[sz]ed|guaranteed)\sby\s" + _UPTO + r"{1,40}"
    r"|(?:with|using|against)\s" + _UPTO + r"{1,30}?\sas\s(?:collateral|security)"
    r"|(?:re)?paid\s(?:back\s)?(?:in|with)\s(?:oil|crude|copper|gas|cocoa|gold|bauxite|minerals|goods|kind)",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"\w+(?:-\w+)*-(?:for-\w+|backed|financed|funded|denominated)")


def surface(sentence: Sentence, first: int, last: int) -> str:
    """The words `first`..`last` as printed, with single spaces."""
    words = [t.text + (" " if t.space and t.i < last else "") for t in sentence.tokens[first : last + 1]]
    return "".join(words)


def terms_of(sentence: Sentence, flow_type: str) -> str | None:
    """Interest, maturity, grace, collateral and repayment in kind, as printed; None where the sentence says none."""
    if flow_type not in _CREDIT:
        return None
    text = surface(sentence, 0, len(sentence.tokens) - 1)
    found = [m.group().strip() for m in _TERMS.finditer(text)]
    return "; ".join(dict.fromkeys(found)) or None


def instrument_of(site: Site, found: Found) -> str | None:
    """The name of the paper: "oil-for-loan", "oil-backed loans", "credit line"."""
    sentence = site.sentence
    at = found.noun_at
    if found.verb_at is not None:
        near = [i for _, i in own_region(sentence, found.verb_at)]
        text = surface(sentence, min(near), max(near)) if near else ""
        hyphened = _HYPHENED.search(text)
        if (hyphened and hyphened.group().lower().split("-")[-1] == "loan") or (hyphened and "-for-" in hyphened.group()):
            return hyphened.group()
    at = at if at is not None else found.deal_at
    if at is None:
        return None
    return _named(site, at)


def _named(site: Site, at: int) -> str:
    """A noun with the words before it that belong to it, without parties, articles and figures."""
    sentence = site.sentence
    first = at
    below = set(sentence.subtree(at))
    for i in range(at - 1, max(-1, at - 6), -1):
        token = sentence.tokens[i]
        if i not in below or i in site.figures or token.pos not in {"NOUN", "ADJ", "PUNCT", "VERB"} or token.text in {",", "“", '"', "("}:
            break
        if site.actors.actors_of(sentence.index, i) or token.lemma.lower() in site.lexicon.adjectives:
            break
        first = i
    while sentence.tokens[first].pos == "PUNCT":
        first += 1
    return surface(sentence, first, at)


def commodity_of(site: Site, figure: Figure) -> str | None:
    """What the goods are: the of-phrase as printed, else a known commodity in the figure's clause."""
    if figure.quantity.commodity:
        name = site.lexicon.commodities.get(figure.quantity.commodity.lower(), "")
        return name if name in _PLAIN else figure.quantity.commodity
    sentence = site.sentence
    for i in figure.tokens:
        for child in ud.kids(sentence, i, "nmod"):
            if child.i not in figure.tokens and ud.case_of(sentence, child.i) == "of":
                return child.text
    for i in [*figure.tokens, *sentence.subtree(figure.head), *sentence.ancestors(figure.head)]:
        near = [i, *sentence.children[i]]
        for j in near:
            known = site.lexicon.commodities.get(sentence.tokens[j].lemma.lower())
            if known and (j not in figure.tokens or sentence.tokens[j].lemma.lower() == "barrel"):
                return known
    return None


def owed_for(site: Site, at: int) -> str | None:
    """What a debt or payment is for: "the debt for natural gas"."""
    for token in ud.kids(site.sentence, at, "nmod", "obl"):
        name = site.lexicon.commodities.get(token.lemma.lower())
        if name and ud.case_of(site.sentence, token.i) == "for":
            return name
    return None


def phrase(site: Site, first: int, last: int) -> str:
    """A coordinated noun phrase as printed, without its article."""
    below = [j for i in (first, last) for j in site.sentence.subtree(i) if j <= last and site.sentence.tokens[j].dep not in {"case", "punct"}]
    start = min([j for j in below if j <= first] or [first])
    while site.sentence.tokens[start].pos == "DET" and start < first:
        start += 1
    return surface(site.sentence, start, last)


def is_goods(site: Site, figure: Figure) -> bool:
    """Whether counted things are goods: not persons, acts, times or parties."""
    tokens = [site.sentence.tokens[i] for i in sorted(figure.tokens)]
    nouns = [t for t in tokens if t.pos in {"NOUN", "PROPN"}]
    words = (figure.quantity.commodity or "").lower().split()
    head = nouns[-1].lemma.lower() if nouns else (words[-1] if words else "")
    if not head or head in site.lexicon.no_goods or head.rstrip("s") in site.lexicon.no_goods:
        return False
    if head in site.lexicon.commodities or head.rstrip("s") in site.lexicon.commodities:
        return True
    return not any(site.actors.actors_of(site.sentence.index, t.i) for t in nouns)


def evidence_of(site: Site, head: int, found: Found, figure: Figure | None, sides: Iterable[int]) -> tuple[int, int]:
    """Code points of the clause that tells the flow: its words, figure and parties, without what introduces or follows it."""
    sentence = site.sentence
    parties = tuple(sides)
    needed = [i for i in (found.verb_at, found.noun_at, found.deal_at, *parties) if i is not None] + sorted(figure.tokens if figure else ())
    region = {i for _, i in own_region(sentence, head) if sentence.tokens[i].pos != "PUNCT"}
    first, last = min([*needed, *(_phrase_start(sentence, i) for i in parties)]), max(needed)
    low, high = min([first, *region]), max([last, *region])
    tokens = sentence.tokens
    while low < first and (tokens[low].pos in {"PUNCT", "SCONJ", "CCONJ"} or tokens[low].dep in {"mark", "cc", "punct"}):
        low += 1
    for i in range(last + 1, high + 1):
        # what follows with a verb of its own, behind a comma or not, is another clause
        clause = tokens[i].text in {",", ";", ":", "–", "—"} and any(t.pos in {"VERB", "AUX"} for t in tokens[i : high + 1])
        if clause or (tokens[i].pos in {"VERB", "AUX"} and i not in region):
            high = i - 1
            break
    closing = {t.i for t in tokens[high + 1 : high + 2] if t.text == ")" and any(o.text == "(" for o in tokens[low:high])}
    high = max([high, *closing])
    while high > last and (tokens[high].pos in {"CCONJ", "SCONJ"} or (tokens[high].pos == "PUNCT" and tokens[high].text != ")")):
        high -= 1
    return tokens[low].start, max(tokens[high].end, figure.quantity.end if figure else 0)


def _phrase_start(sentence: Sentence, i: int) -> int:
    """The first word of the noun phrase of a party, back to its article."""
    below = set(sentence.subtree(i))
    first = i
    while first - 1 in below and sentence.tokens[first - 1].pos not in {"PUNCT", "ADP"}:
        first -= 1
    return first
