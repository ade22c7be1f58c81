"""Who stands on which side of a predicate that a class fits: its own arguments, those of the verb or noun that carries it, and what lies deeper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import factuality
from dragoman.coding.matching import HAPPENING, Fit, Match, Matcher, content_head
from dragoman.coding.parties import abroad, belongs, leading_subject, of_the_place, others, spoken_for
from dragoman.coding.sides import ActorsOf, actor_side, deep_agent, distinct, nameable, of_arguments, of_token, recipient_side
from dragoman.domain import ActorRef
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

#: Acts in words, whose other side may stand deep inside what is said ("agreed to lift the embargo on X").
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "PROTEST"})
_TOWARDS = frozenset({"to", "as", "during", "for", "on", "against", "with", "of", "by", "outside", "over", "at", "towards", "toward", "into", "from"})
#: "in protest against", "in response to": what an act answers.
_IN_ANSWER = wordset(CLAUSES, "in_answer")
#: "after talks with", "in a phone call with": whoever then acts took part in them.
_AFTER = frozenset({"after", "during", "following", "in", "at"})
_ASIDE = frozenset({"acl:relcl", "parataxis", "appos", "cc", "punct", "discourse", "advmod"})


def sides_of(fit: Fit, by_head: Mapping[int, Clause], matcher: Matcher) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Return who acts and whom it is done to, as far as the words around the predicate name them; either may be empty."""
    one, clause, outer = fit.match.of, fit.clause, fit.verb or fit.clause
    object_noun = clause.kind == "noun" and bool({"object", "object-of"} & set(one.recipient[:2])) and not one.reciprocal
    slots = _with_own_preposition(fit.match)
    leading = leading_subject(fit, matcher.actors)
    if leading and not object_noun:
        object_noun, slots = True, ("object", *slots)
    if fit.through == HAPPENING and not one.reciprocal:
        acting = actor_side(clause, one.actor, matcher.actors, object_noun=object_noun)
        if not acting and fit.type == "PROTEST" and fit.verb is not None:
            acting = of_the_place(fit.verb, matcher.actors)
        return acting, recipient_side(clause, slots, matcher.actors, acting, object_noun=object_noun)
    if fit.type == "MOBILIZE" and outer.passive and not outer.of("subject"):
        # "Norwegian jets were scrambled": whoever's forces are moved moves them
        acting = tuple(r for r in of_arguments(outer, outer.of("object"), matcher.actors) if nameable(r))
        return acting, others(recipient_side(outer, [s for s in slots if s != "object"], matcher.actors, acting, object_noun=False), acting)
    if clause.kind == "noun" and ud.is_copular(clause.sentence, clause.head) and ud.case_of(clause.sentence, clause.head) == "under":
        # "has been under house arrest since"
        return (), others(of_arguments(clause, clause.of("subject"), matcher.actors), ())
    if fit.undergoes:
        acting = actor_side(clause, ("from", "by", *one.actor), matcher.actors, object_noun=True)
        acting = acting or actor_side(outer, ("from",), matcher.actors, object_noun=False)  # parsers hang "from Ankara" on either word
        return acting, others(of_arguments(outer, outer.of("subject"), matcher.actors), acting)
    acting = actor_side(clause, one.actor, matcher.actors, object_noun=object_noun) if clause.kind == "noun" else ()
    if leading and "between" in slots:
        acting = leading  # "undertook a mission between …": the parties are the other side
    if fit.verb is not None and outer.kind == "verb" and (not acting or one.reciprocal):
        acting = distinct([*of_arguments(outer, outer.of("subject"), matcher.actors), *acting])
    acting = acting or actor_side(clause, one.actor, matcher.actors, object_noun=object_noun)
    if not acting and fit.verb is not None:
        acting = actor_side(outer, one.actor, matcher.actors, object_noun=False)
    if not acting and (outer.passive or fit.type == "ASSAULT"):
        acting = _in_an_act(fit, by_head, matcher) or (deep_agent(outer, matcher.actors) if outer.passive else ())
    if not acting and (fit.type == "PROTEST" or (one.authority and outer.passive)):
        acting = of_the_place(outer, matcher.actors)
    if not acting and not one.actor and clause.kind == "verb":
        acting = _speaking(clause, by_head, matcher.actors) if fit.type == "THREATEN" else _in_the_subject(clause, by_head, matcher.actors)
    partners = _partners(fit, slots, matcher.actors, acting) if one.reciprocal else ()
    if one.reciprocal and (partners or len(acting) > 1 or not one.swallow):
        # a single party that "agreed to" something has no partner in it; what follows finds the other side
        # "the bank and the ministry signed, with both sides hailing it": the states are there already
        return distinct([*acting, *(p for p in partners if not spoken_for(p, acting))]), ()
    receiving = recipient_side(clause, slots, matcher.actors, acting, object_noun=object_noun)
    if not receiving and fit.verb is not None:
        receiving = recipient_side(outer, ["iobj", *(s for s in slots if s != "object")], matcher.actors, acting, object_noun=False)
    if not receiving and fit.verb is not None and clause.kind == "noun" and outer.kind == "verb":
        # "announced the arrival of the envoy": the noun has its own actor, the verb's subject is the other side
        # "the ambassador expressed Moscow's support": whoever speaks for the noun's own actor is no other side
        own = {a.country for a in acting if a.id is not None and a.id == a.country}
        receiving = tuple(r for r in others(of_arguments(outer, outer.of("subject"), matcher.actors), acting) if r.country not in own)
    if slots and one.deep and not any(nameable(r) and not belongs(r, acting) for r in receiving):
        receiving = _further_in(fit, by_head, matcher, acting) or receiving
    return acting, receiving


def _speaking(clause: Clause, by_head: Mapping[int, Clause], actors: ActorsOf) -> tuple[ActorRef, ...]:
    """ "*Tehran* said that Israel would pay": what another will suffer is the threat of whoever says so."""
    token = clause.sentence.tokens[clause.head]
    above = by_head.get(token.head) if token.dep in {"ccomp", "xcomp"} else None
    if above is None or above.kind != "verb":
        return ()
    return tuple(r for r in of_arguments(above, above.of("subject"), actors) if nameable(r))


def _in_the_subject(clause: Clause, by_head: Mapping[int, Clause], actors: ActorsOf) -> tuple[ActorRef, ...]:
    """ "the truce *between X and Y* held": the parties of what is told of stand in the subject."""
    found: list[ActorRef] = []
    for subject in clause.of("subject"):
        inner = by_head.get(subject.head)
        if inner is not None and inner.kind == "noun":
            found += of_arguments(inner, inner.of("oblique", "between", "with"), actors)
    return distinct(found) if len(distinct(found)) > 1 else ()


def _in_an_act(fit: Fit, by_head: Mapping[int, Clause], matcher: Matcher) -> tuple[ActorRef, ...]:
    """ "were killed *in a raid by Israel*", "*strikes by Israel* killed": who did it is told with a noun of the same kind of act."""
    told = fit.clause.of("subject") if fit.clause.kind == "verb" and not fit.clause.passive else []
    for argument in (*told, *fit.clause.of("oblique", "in", "during", "by", "from")):
        inner = by_head.get(content_head(fit.clause, argument.head)) if not argument.inherited else None
        match = matcher.best(inner) if inner is not None and inner.kind == "noun" else None
        if inner is not None and match is not None and match.of.type == fit.type:
            found = actor_side(inner, match.of.actor, matcher.actors, object_noun="object" in match.of.recipient[:2])
            if found:
                return found
    return ()


def _partners(fit: Fit, slots: Sequence[str], actors: ActorsOf, acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The others of a reciprocal act: object, with-, between- and and-phrases, of the noun and of its light verb."""
    found: tuple[ActorRef, ...] = ()
    for clause in (fit.clause, fit.verb):
        if clause is not None:
            found += of_arguments(clause, clause.of("oblique", "with", "between", "among", "alongside", "together with", "along with"), actors)
    if fit.clause.kind == "verb":
        # "reached a deal *with Colombo*": the other party may hang on the noun
        below = (t for a in fit.clause.of("object") if not a.inherited for t in ud.kids(fit.clause.sentence, a.head, "nmod"))
        joined = [k for t in below if ud.case_of(fit.clause.sentence, t.i) in {"with", "between"} for k in ud.conjuncts(fit.clause.sentence, t.i)]
        found += tuple(r for k in joined if not ud.kid(fit.clause.sentence, k, "nmod:poss") for r in of_token(fit.clause, k, actors))
        found += tuple(r for r in of_arguments(fit.clause, fit.clause.of("object"), actors, owners=False) if r.country or r.id or not fit.match.named)
    if not found and len(acting) < 2 and not fit.match.of.swallow:
        found = recipient_side(fit.clause, slots, actors, acting, object_noun=False)
    return found


def _further_in(fit: Fit, by_head: Mapping[int, Clause], matcher: Matcher, acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The other party inside the complement, or deeper; one abroad before one at home, unless it is who is asked to act."""
    inside, asked = _inside(fit, by_head, matcher, acting)
    if asked or abroad(inside, acting):
        return inside
    deep = _deep(fit, matcher.actors, acting)
    return deep if abroad(deep, acting) else inside or deep


def _inside(fit: Fit, by_head: Mapping[int, Clause], matcher: Matcher, acting: tuple[ActorRef, ...]) -> tuple[tuple[ActorRef, ...], bool]:
    """The other party inside the complement, its own subject, else its recipient; and whether it is the subject."""
    inner_heads = [fit.swallowed] if fit.swallowed is not None else [*fit.clause.complements, *fit.clause.purposes]
    for i in inner_heads:
        inner = by_head.get(i)
        if inner is None:
            continue
        found = others(of_arguments(inner, [a for a in inner.of("subject") if not a.inherited], matcher.actors), acting)
        if any(nameable(r) for r in found):
            return found, True
        if not found:
            match = matcher.best(inner)
            slots = match.of.recipient if match else ("object", "iobj", "to", "with", "against", "on", "for", "from", "object-of")
            found = recipient_side(inner, slots, matcher.actors, acting, object_noun=inner.kind == "noun")
        if any(nameable(r) for r in found):
            return found, False
    return (), False


def _deep(fit: Fit, actors: ActorsOf, acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The first other party anywhere inside what a verbal act is about, or behind the object of a material one."""
    clause = fit.clause
    sentence = clause.sentence
    roots: list[int] = []
    for part in {fit.clause.head: fit.clause, (fit.verb or fit.clause).head: fit.verb or fit.clause}.values():
        roots += [a.head for a in part.arguments if a.role in {"object", "iobject"} and not a.inherited]
        towards = [a for a in part.arguments if a.role == "oblique" and not a.inherited]
        roots += [a.head for a in towards if a.prep in _TOWARDS or sentence.tokens[a.head].lemma.lower() in _IN_ANSWER]
        if fit.type in VERBAL:
            roots += [*part.complements, *part.purposes]
    at_home: tuple[ActorRef, ...] = ()
    for root in roots:
        for i in _reachable(sentence, root):
            found = others(of_token(clause, i, actors, owners=False), acting)
            if not found:
                continue
            found = distinct(r for k in ud.conjuncts(sentence, i) for r in others(of_token(clause, k, actors, owners=False), acting))
            if any(r.country != a.country for r in found for a in acting) or not acting:
                return found
            at_home = at_home or found
    return at_home


def _with_own_preposition(match: Match) -> tuple[str, ...]:
    """The recipient slots, with the preposition that belongs to the verb right after the object ("called *on* Iran")."""
    slots = match.of.recipient
    own = tuple(word for word in match.rest if word not in slots)
    return (*slots[:1], *own, *slots[1:]) if slots else ()


def _reachable(sentence: Sentence, root: int) -> list[int]:
    """Tokens below `root` in order of the text, without asides."""
    found, stack = [], [root]
    while stack:
        i = stack.pop()
        found.append(i)
        stack += [j for j in sentence.children[i] if sentence.tokens[j].dep not in _ASIDE]
    return sorted(found)


def whoever_tells(fit: Fit, by_head: Mapping[int, Clause], actors: ActorsOf, acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "said *after talks with Y*": talks that name one party were held by whoever does something after or during them."""
    token = fit.clause.sentence.tokens[fit.clause.head]
    bare = fit.clause.kind == "noun" and fit.verb is None and fit.type == "CONSULT" and fit.match.of.reciprocal
    if not bare or len(acting) != 1 or token.dep not in ud.OBLIQUES or not fit.clause.of("oblique", "with"):
        return acting
    above = by_head.get(token.head)
    told = ud.case_of(fit.clause.sentence, token.i) in _AFTER and above is not None and above.kind == "verb" and not above.passive
    if above is None or not told or factuality(above.sentence, above.head).modality != "actual":
        return acting
    return distinct([*others(of_arguments(above, above.of("subject"), actors), acting), *acting])


def whoever_is_asked(fit: Fit, by_head: Mapping[int, Clause], actors: ActorsOf, acting: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "did it *at the request of Y*": whoever does what is told was asked."""
    clause = fit.clause
    asked = fit.type == "REQUEST" and clause.kind == "noun" and fit.verb is None and ud.case_of(clause.sentence, clause.head) == "at"
    above = by_head.get(clause.parent) if asked and clause.parent is not None else None
    if above is None or above.kind != "verb":
        return ()
    return others(of_arguments(above, above.of("subject"), actors), acting)
