"""How certain a flow is and how far it has come: polarity, modality and status."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dragoman.clauses import ud
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.flows_sides import Site
from dragoman.coding.flows_words import Figure, Found

_BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s"})
_LINKS = frozenset({"xcomp", "acl", "advcl", "ccomp"})


def judge(site: Site, head: int, figure: Figure | None, flow_type: str, *, asks: bool = False) -> Factuality:
    """Polarity and modality of the flow at `head`: its clause, the words that make it a promise or a demand, a "not" before its figure."""
    truth = factuality(site.sentence, head)
    tokens = site.sentence.tokens
    if figure is not None and any(
        tokens[j].text.lower() == "not" and j < min(figure.tokens) for i in figure.tokens for j in site.sentence.children[i]
    ):
        truth = replace(truth, polarity="negative", cue="not")
    subject = ud.kid(site.sentence, head, "nsubj", "obj")
    if subject is not None and subject.text.lower() in {"none", "nothing"}:
        truth = replace(truth, polarity="negative", cue=subject.text)
    refusing = _refused(site, head) if truth.polarity == "positive" else None
    if refusing is not None:
        return replace(truth, polarity="negative", cue=refusing)
    if asks and truth.modality in {"actual", "possible", "future"}:
        return replace(truth, modality="requested", cue=tokens[head].text)
    if truth.modality == "actual" and _conditional(site, head):
        return replace(truth, modality="hypothetical", cue="as soon as")
    if truth.modality == "actual" and _is_to(site, head):
        return replace(truth, modality="future", cue="is to")
    if truth.modality in {"actual", "possible"}:
        above = forward_word(site, head)
        if above in site.lexicon.asking and above not in site.lexicon.forward:
            return replace(truth, modality="requested", cue=above)
        if flow_type == "rescheduling":
            # signing a rescheduling is the rescheduling; wanting one is none
            done = truth.modality == "possible" or above is None or site.lexicon.forward.get(above) == "agreed"
            return replace(truth, modality="actual" if done else "future")
        if above is not None:
            return replace(truth, modality="future", cue=above)
        if truth.modality == "possible" and truth.cue == "to":
            return replace(truth, modality="future")
    return truth


def _refused(site: Site, head: int) -> str | None:
    """The word above an infinitive that says that it is not done: "declined to give", "has failed to repay", "has yet to pay"."""
    sentence = site.sentence
    if not ud.is_infinitive(sentence, head):
        return None
    before = [t.text.lower() for t in sentence.tokens[max(0, head - 4) : head]]
    if "yet" in before and before[before.index("yet") + 1 : before.index("yet") + 2] == ["to"]:
        return "yet"
    above = sentence.tokens[sentence.tokens[head].head]
    refused = sentence.tokens[head].dep in {"xcomp", "acl"} and above.lemma.lower() in site.lexicon.refusing
    return above.text if refused and factuality(sentence, above.i).polarity == "positive" else None


def _conditional(site: Site, head: int) -> bool:
    """A present tense under "as soon as", "once", "until"."""
    sentence = site.sentence
    token = sentence.tokens[head]
    if not token.dep.startswith("advcl"):
        return False
    words = {t.text.lower() for t in ud.kids(sentence, head, "mark", "advmod")} | {
        t.text.lower() for t in sentence.tokens[max(0, head - 6) : head] if t.dep in {"mark", "advmod", "fixed"}
    }
    past = any(t.text.lower() in {"was", "were", "had", "been"} for t in ud.kids(sentence, head, "aux", "cop")) or (
        "Tense=Past" in token.feats and not ud.is_passive(sentence, head)
    )
    return bool(words & site.lexicon.conditions) and not past


def _is_to(site: Site, head: int) -> bool:
    """ "is to be settled", "are to receive"."""
    before = [t.text.lower() for t in site.sentence.tokens[max(0, head - 3) : head]]
    return any(a in {"is", "are"} and b == "to" for a, b in pairwise(before))


def forward_word(site: Site, head: int) -> str | None:
    """The word above an infinitive that makes it promised, planned or asked for ("agreed to pay", "a deal to buy", "is due")."""
    sentence = site.sentence
    token = sentence.tokens[head]
    for t in sentence.tokens[max(0, head - 1) : head + 9]:
        if t.lemma.lower() == "due" and t.i != head and (t.head == head or token.head == t.head or t.head == token.i):
            return "due"
    i = head
    for _ in range(3):
        token = sentence.tokens[i]
        if token.dep not in _LINKS or token.head == i or not (ud.is_infinitive(sentence, i) or i != head):
            return None
        above = sentence.tokens[token.head]
        lemma = above.lemma.lower()
        if lemma in site.lexicon.forward or lemma in site.lexicon.asking:
            return lemma
        if lemma in site.lexicon.deals:
            return "agree"
        if above.pos not in {"ADJ", "AUX"} and lemma not in {"be", "have", "stand"}:
            return None
        i = above.i
    return None


def status_of(site: Site, found: Found, flow_type: str, truth: Factuality, head: int, figure: Figure | None) -> tuple[str, Factuality]:
    """How far the flow has come. A figure behind "from" beside another one is the level that was."""
    if flow_type == "debt":
        return "outstanding", truth
    if flow_type == "rescheduling":
        return "rescheduled", truth
    if figure is not None and found.measured and _was(site, figure):
        return "delivered", replace(truth, modality="actual")
    word = found.verb or found.noun
    stated = (found.verb.status if found.verb and not found.verb.deal else None) or (found.noun.status if found.noun else None)
    if (found.deal_at is not None and found.verb is None and not (found.measured and found.noun is not None)) or (
        found.verb is not None and found.verb.deal
    ):
        stated = "agreed"
    if truth.modality in {"future", "requested"}:
        above = forward_word(site, head)
        if above is not None and above in site.lexicon.forward:
            return site.lexicon.forward[above], truth
        if truth.modality == "requested":
            return "pledged", truth
        if flow_type in {"shipment", "sale", "repayment"}:
            return "projected", truth
        return (word.future_status if word else "pledged"), truth
    if truth.modality in {"possible", "hypothetical"}:
        return "projected", truth
    if flow_type == "repayment":
        return "repaid", truth
    if flow_type == "credit-line" and stated not in {"pledged", "delivered"}:
        return "agreed", truth
    if flow_type in {"loan", "credit-line"} and (found.verb is None or _progressive(site, head)):
        return "agreed", truth
    return stated or ("delivered" if found.measured else "agreed"), truth


def _progressive(site: Site, head: int) -> bool:
    """ "is lending": agreed and under way."""
    return site.sentence.tokens[head].text.lower().endswith("ing") and any(t.text.lower() in _BE for t in ud.kids(site.sentence, head, "aux"))


def _was(site: Site, figure: Figure) -> bool:
    tokens = site.sentence.tokens
    before = tokens[min(figure.tokens) - 1] if min(figure.tokens) else None
    first = tokens[min(figure.tokens)]
    return "from" in {first.text.lower(), before.text.lower() if before else ""}
