"""Why a claim is as it is: the article is read again and each stage says what it did."""

from __future__ import annotations

from dragoman.coding.dictionaries.coder import RULE as DICTIONARY
from dragoman.coding.dictionaries.overrides import RULE as OVERRIDE
from dragoman.coding.events.acts import RULE
from dragoman.domain import ActorRef, Article, Claim, Event, Flow, Reason, Relation, Statement
from dragoman.parsing.annotate import parse as parse_article
from dragoman.parsing.tree import Sentence
from dragoman.running.brought import read_with
from dragoman.running.nearest import nearest
from dragoman.running.path import Trace, code, read_part, trace
from dragoman.running.tools import Tools
from dragoman.showing.listing import PARTICIPLES


def explain(article: Article, claim_id: str, tools: Tools) -> tuple[Reason, ...]:
    """Replay the path of one claim. Empty where this version of the program no longer makes that claim of the article."""
    if tools.other is not None:
        made = next((c for c in read_with(tools.other, article).claims if c.id == claim_id), None)
        return () if made is None else (Reason("rule", made.rule, (f"of the reader {tools.other.label}",)), *_told(made, article, tools))
    part = read_part(article, tools)
    found = trace(part, parse_article(tools.reader, part), tools)
    reading = code(found, tools)
    claim = next((c for c in reading.claims if c.id == claim_id), None)
    return () if claim is None else tuple(_reasons(claim, found, tools))


def _reasons(claim: Claim, found: Trace, tools: Tools) -> list[Reason]:
    start, end = claim.evidence.start, claim.evidence.end
    sentences = [s for s in found.parse.sentences if s.start < end and s.end > start]
    reasons = [Reason("sentence", found.article.text[s.start : s.end]) for s in sentences]
    reasons += [Reason("parse", f"sentence {s.index}", tuple(_tree(s))) for s in sentences]
    reasons.append(Reason("rule", claim.rule, tuple(_acts(claim, found) if claim.rule == RULE else _rule(claim.rule, tools))))
    return [*reasons, *_told(claim, found.article, tools)]


def _told(claim: Claim, article: Article, tools: Tools) -> list[Reason]:
    """What the claim itself says of its actors, certainty, day and sources."""
    reasons = [Reason("actor", f"{role}: {_actor(ref)}", (_resolved(ref, tools), f"printed as “{ref.text}”")) for role, ref in _actors(claim)]
    reasons.append(Reason("factuality", f"polarity {claim.polarity}, modality {claim.modality}"))
    if claim.date:
        reasons.append(
            Reason(
                "date",
                f"{claim.date.start or '…'} to {claim.date.end or '…'} ({claim.date.precision})",
                (f"printed as “{claim.date.text}”", f"published {article.published or 'unknown'}"),
            )
        )
    for number, link in enumerate(claim.attribution, 1):
        reasons.append(Reason("source", f"{number}. {PARTICIPLES[link.stance]} by {link.name}", (f"cue “{link.cue}”",)))
    outlet = article.outlet
    reasons.append(Reason("source", f"printed by {outlet}" if outlet else "the outlet is not known"))
    return reasons


def _tree(sentence: Sentence) -> list[str]:
    return [
        f"{t.i:>3} {t.text:<18} {t.lemma:<16} {t.pos:<6} {t.dep:<12} → {t.head if t.head != t.i else 'root'}{'  [' + t.ent + ']' if t.ent else ''}"
        for t in sentence.tokens
    ]


def _acts(claim: Claim, found: Trace) -> list[str]:
    """What the reader saw: the word, its type and the type next to it, how surely each party was marked, and our own examples most like it."""
    kind = claim.type if isinstance(claim, Event) else claim.flow_type if isinstance(claim, Flow) else ""
    lines = []
    for act in found.parse.acts:
        tokens = found.parse.sentences[act.sentence].tokens
        word = tokens[act.token]
        if (act.kind, act.type) != (claim.kind, kind) or not claim.evidence.start <= word.start < claim.evidence.end:
            continue
        lines.append(f"“{word.text}”: {act.type} {act.score:.2f}, next {act.runner_up} {act.runner_up_score:.2f}")
        lines += [f"{r.role} “{found.parse.sentences[r.sentence].tokens[r.token].text}” {r.score:.2f}" for r in act.roles]
        name = act.type if act.kind == "event" else f"FLOW {act.type}"
        lines += [f"learned from the like of “{example}”" for example in nearest(name, word.text, claim.evidence.text)]
    return lines


def _rule(rule: str, tools: Tools) -> list[str]:
    """What a line of a user's dictionary, or an override, says."""
    if rule.startswith(f"{OVERRIDE} "):
        return ["your word on what these words mean; take it back with `dragoman override --undo`"]
    name = rule.removeprefix(f"{DICTIONARY} ")
    return next(([one.why] for several in tools.coder.entries.values() for one in several if one.name == name != rule), [])


def _actors(claim: Claim) -> list[tuple[str, ActorRef]]:
    if isinstance(claim, Event):
        return [("actor", r) for r in claim.actors] + [("recipient", r) for r in claim.recipients]
    if isinstance(claim, Statement):
        return ([("speaker", claim.speaker)] if claim.speaker else []) + [("addressee", r) for r in claim.addressees]
    if isinstance(claim, Flow):
        return [(role, r) for role, r in (("provider", claim.provider), ("recipient", claim.recipient)) if r]
    if isinstance(claim, Relation):
        return [("subject", claim.subject)] + ([("object", claim.object)] if claim.object else [])
    return []


def _resolved(ref: ActorRef, tools: Tools) -> str:
    """How an actor was found, with the imported register that it is from."""
    registers = tools.actors.registers
    name = (ref.id or "").partition(":")[0]
    if ref.how.startswith("register:"):
        register, shared, _ = ref.how.removeprefix("register:").partition(" ")
        several = "; several of its entries bear it: chosen by the countries that the article names, then by its order" if shared else ""
        return f"resolved by a name of the imported register {register!r}{several}"
    imported = f", an entry of the imported register {name!r}" if registers is not None and name in registers.names else ""
    return f"resolved by {ref.how or 'nothing: the name is kept as printed'}{imported}"


def _actor(ref: ActorRef) -> str:
    return f"{ref.name} (id {ref.id or 'none'}, country {ref.country or 'none'}, sector {ref.sector or 'none'}, {ref.kind})"
