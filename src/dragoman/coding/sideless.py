"""Acts whose parties nobody tells: "a drone strike on a market killed 19", "two cables were cut". And harm that nobody did: earthquakes, crashes."""

from __future__ import annotations

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.coding.matching import Fit, Matcher
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence

#: Where a noun that is no more than mentioned stands apart from one by which an act is told.
_TELLING = frozenset({"nsubj", "nsubj:pass", "root", "parataxis"})
DEFINITE = frozenset({"the", "this", "these", "that", "those"})
#: "any further incursion"
#: Bans and embargoes last: "the ban" is no act told again.
_LASTING = frozenset({None, "restrict", "censor", "curfew", "martial-law"})
_NONE = frozenset({"any", "no", "every", "each", "another", "such"})
_CAUSES = ("in", "by", "from", "during", "after", "when")
_OCCASION = frozenset({"when", "after", "as"})
_GROUNDS = ("because of", "due to", "by")
_ACCIDENT = "accident"
#: Rows, crises, price rises, teams: what they hit, kill or storm suffers no deed of anybody's.
_PLAYERS = ("players",)
_NO_DOERS = ("matter", *_PLAYERS)
_PEOPLE = "people"
_MUTE = "mute"
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
    return determiner is not None and determiner.text.lower() in DEFINITE


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
    outer = fit.verb or fit.clause
    if fit.clause.kind == "noun" and matcher.is_any(fit.clause, fit.clause.head, _ACCIDENT):
        return True  # "a gas explosion"
    for clause in {fit.clause.head: fit.clause, outer.head: outer}.values():
        causes = clause.of("oblique", *(_CAUSES if bodily else _GROUNDS))
        if any(matcher.is_any(clause, a.head, _ACCIDENT) for a in (*clause.of("subject"), *causes)):
            return True
        own = clause.sentence.tokens[clause.head].dep != "acl"  # "a policy of *targeting* leaders" is somebody's
        if any(matcher.is_any(clause, a.head, *(_NO_DOERS if bodily else _PLAYERS)) for a in clause.of("subject") if own or not a.inherited):
            return True
    return bodily and any(_crashes(outer, i, matcher) for i in outer.sentence.children[outer.head])


def is_occasion(sentence: Sentence, i: int) -> bool:
    """Whether a clause tells when something happened ("*when a drone hit their bus*")."""
    if sentence.tokens[i].dep != "advcl":
        return False
    words = {ud.mark_of(sentence, i), *(t.text.lower() for t in ud.kids(sentence, i, "advmod"))}
    return not words.isdisjoint(_OCCASION)


def _crashes(clause: Clause, i: int, matcher: Matcher) -> bool:
    """ "were killed *when their plane crashed*": an accident told by a clause."""
    sentence = clause.sentence
    if not is_occasion(sentence, i) or ud.kid(sentence, i, "nsubj:pass"):
        return False
    return _ACCIDENT in matcher.lexicon.kinds.get(sentence.tokens[i].lemma.lower(), frozenset())


def mute(fit: Fit, matcher: Matcher) -> bool:
    """Whether markets, crops, weather or players do it: "*exports* met expectations", "the *striker* brushed aside Peru" are nobody's words."""
    outer = fit.verb or fit.clause
    subjects = [outer.sentence.tokens[a.head] for a in outer.of("subject") if not outer.passive]
    return bool(subjects) and all(t.pos == "NOUN" and _MUTE in matcher.lexicon.kinds.get(t.lemma.lower(), frozenset()) for t in subjects)
