"""Acts whose parties nobody tells: "a drone strike on a market killed 19", "two cables were cut". And harm that nobody did: earthquakes, crashes."""

from __future__ import annotations

from dragoman.clauses import ud
from dragoman.coding.matching import Fit, Matcher, content_head
from dragoman.domain import ActorRef

#: Where a noun that is no more than mentioned stands apart from one by which an act is told.
_TELLING = frozenset({"nsubj", "nsubj:pass", "root", "parataxis"})
_DEFINITE = frozenset({"the", "this", "these", "that", "those"})
#: "any further incursion"
#: Bans and embargoes last: "the ban" is no act told again.
_LASTING = frozenset({None, "restrict", "censor", "curfew", "martial-law"})
_NONE = frozenset({"any", "no", "every", "each", "another", "such"})
_CAUSES = ("in", "by", "from", "during", "after", "when")
_GROUNDS = ("because of", "due to", "by")
_ACCIDENT = "accident"
#: Rows, crises, price rises: what they hit, kill or close suffers no deed of anybody's.
_MATTER = "matter"
_PEOPLE = "people"
_WEAPONS = frozenset({"weapons", "projectile", "air-raid", "drone-attack", "explosive"})


def stands_alone(fit: Fit, matcher: Matcher) -> bool:
    """Whether an act without parties is told as having happened: by a verb whose object or subject shows its sense, or by the noun of a verb."""
    if fit.clause.kind not in matcher.lexicon.types[fit.type].alone or fit.type != fit.match.of.type:
        return False
    clause = fit.clause
    token = clause.sentence.tokens[clause.head]
    if clause.kind == "verb" and token.dep == "acl:relcl":
        return False  # "clashes in which ten people were killed": told by what it hangs on
    if clause.kind == "verb":
        by_somebody = clause.of("object") and "noun" in matcher.lexicon.types[fit.type].alone
        return bool(fit.match.of.constraints) and bool(clause.passive or by_somebody or not fit.match.of.actor)
    determiner = ud.kid(clause.sentence, clause.head, "det")
    if determiner is not None and determiner.text.lower() in _NONE:
        return False
    if fit.verb is not None or clause.sentence.kind == "title":
        return True
    return token.dep in _TELLING and not ud.is_copular(clause.sentence, clause.head)


def points_at_told(fit: Fit) -> bool:
    """A definite noun of an act, with no more words than that: "the expulsions" are those told before."""
    one = fit.match.of
    if fit.clause.kind != "noun" or fit.clause.of("oblique") or (one.type != "ASSAULT" and one.mode in _LASTING):
        return False
    determiner = ud.kid(fit.clause.sentence, fit.clause.head, "det")
    return determiner is not None and determiner.text.lower() in _DEFINITE


def somebody(fit: Fit, matcher: Matcher) -> tuple[ActorRef, ...]:
    """People of whom no more is told than that it was done to them: "at least *19 people*"."""
    clause = fit.clause
    if clause.kind != "verb" or "verb" not in matcher.lexicon.types[fit.type].alone:
        return ()
    slots = fit.match.of.recipient
    arguments = clause.of("object") if "object" in slots else clause.of("subject") if "subject" in slots else []
    sentence = clause.sentence
    found = []
    for argument in arguments:
        token = sentence.tokens[argument.head]
        if token.pos == "NOUN" and _PEOPLE in matcher.lexicon.kinds.get(token.lemma.lower(), frozenset()):
            words = [t.i for t in ud.kids(sentence, token.i, "nummod", "amod", "det", "advmod") if t.i < token.i]
            start, end = ud.span(sentence, [*words, token.i])
            text = "".join(t.text + (" " if t.space else "") for t in sentence.tokens if start <= t.start < end).strip()
            found.append(ActorRef(None, token.lemma.lower(), text, None, "CIV", "group", "default"))
    return tuple(found)


def persons(refs: tuple[ActorRef, ...], matcher: Matcher) -> tuple[ActorRef, ...]:
    """Without weapons, which do nothing by themselves ("a *drone* strike")."""
    return tuple(r for r in refs if not matcher.lexicon.kinds.get(r.name.lower().split(" ")[-1], frozenset()) & _WEAPONS)


def by_accident(fit: Fit, matcher: Matcher) -> bool:
    """Whether an earthquake, a crash or the like did it, or something that does no deeds ("hit by a row"): then nobody did."""
    bodily = fit.type == "ASSAULT"
    for clause in {fit.clause.head: fit.clause, (fit.verb or fit.clause).head: fit.verb or fit.clause}.values():
        causes = clause.of("oblique", *(_CAUSES if bodily else _GROUNDS))
        for argument in (*clause.of("subject"), *causes):
            lemma = clause.sentence.tokens[content_head(clause, argument.head)].lemma.lower()
            kinds = matcher.lexicon.kinds.get(lemma, frozenset())
            if _ACCIDENT in kinds or (bodily and _MATTER in kinds and argument.role == "subject" and not argument.inherited):
                return True
    return False
