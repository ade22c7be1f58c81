"""What a sentence says of a credit besides its figure: terms as printed, and who guarantees it."""

from __future__ import annotations

import re

from dragoman.clauses import ud
from dragoman.coding.sides import ActorsOf
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

_CREDIT = frozenset({"loan", "debt", "rescheduling", "repayment", "credit-line", "investment", "payment", "sale"})
_UPTO = r"(?:(?!\s(?:and|but|said|according|while)\s)[^,.;:()])"
_TERMS = re.compile(
    r"(?:an?\s)?(?:(?<![\w.])[\w.]+\s)?interest\s(?:rates?\s)?of\s[^,;]{1,30}?(?:per\s?cent|percent|%)"
    r"|(?:interest-free|low-interest|zero-interest|concessional|without\sinterest|at\sa\sdiscount|in\skind)(?!\w)"
    r"|at\s(?:an?\s)?[\d.]+\s?(?:per\s?cent|percent|%)(?:\sinterest|\sa\syear)?"
    r"|(?:an?\s)?(?<![\w-])[\w-]+[\s-](?:year|month)\s(?:grace\speriod|maturity|repayment\speriod)(?:\son\s\w+)?"
    r"|(?:re)?payable\s(?:over|in|within|by|from)\s" + _UPTO + r"{1,40}"
    r"|in\s\w+\sinstal?lments(?:\sby\s" + _UPTO + r"{1,40})?"
    r"|(?:backed|secured|collaterali[sz]ed|guaranteed)\sby\s" + _UPTO + r"{1,40}"
    r"|(?:with|using|against)\s" + _UPTO + r"{1,30}?\sas\s(?:collateral|security)"
    r"|(?:re)?paid\s(?:back\s)?(?:in|with)\s(?:oil|crude|copper|gas|cocoa|gold|bauxite|minerals|goods|kind)",
    re.IGNORECASE,
)


def terms_of(sentence: Sentence, flow_type: str) -> str | None:
    """Interest, maturity, grace, collateral and repayment in kind, as printed; None where the sentence says none."""
    if flow_type not in _CREDIT:
        return None
    text = "".join(t.text + " " * t.space for t in sentence.tokens)
    found = [m.group().strip() for m in _TERMS.finditer(text)]
    return "; ".join(dict.fromkeys(found)) or None


GUARANTEES = wordset(CLAUSES, "guarantees")
_BY = frozenset({"by", "from"})


def guarantor_of(sentence: Sentence, flow_type: str, actors: ActorsOf) -> ActorRef | None:
    """Who answers for a credit: "guaranteed by the ministry", "with a guarantee from the ministry", "with the ministry as guarantor"."""
    if flow_type not in _CREDIT:
        return None
    for token in sentence.tokens:
        if token.lemma.lower() not in GUARANTEES:
            continue
        near = [t.i for t in ud.kids(sentence, token.i, "obl", "obl:agent", "nmod") if ud.case_of(sentence, t.i) in _BY]
        near += [t.i for t in ud.kids(sentence, token.i, "nmod:poss", "nsubj")]
        if ud.case_of(sentence, token.i) == "as":
            near.append(sentence.tokens[token.i].head)
        found = [ref for i in near for ref in actors.actors_of(sentence.index, i)]
        if found:
            return found[0]
    return None
