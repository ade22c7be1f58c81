"""Relations that a verb or a noun of ruling tells: who owns, rules, heads, enters a partnership."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.coding.relations.holders import holders, left_edge, named, right_edge
from dragoman.coding.relations.lexicon import RelationLexicon
from dragoman.coding.roles import MentionsOf
from dragoman.domain import ActorRef, Period
from dragoman.parsing.tree import Sentence, Token

NO_FIRMS = frozenset({"person", "state", "region", "people", "group"})
_BOUND = re.compile(r"\(\s?(\d{4})\s?[-–—]\s?(\d{4}|present)?\s?\)|(?:from|between)\s(\d{4})\s(?:to|and|until)\s(\d{4})|since\s(\d{4})")


@dataclass(frozen=True, slots=True)
class CodedRelation:
    """A relation before it becomes a claim."""

    sentence: int
    relation: str
    subject: ActorRef
    object: ActorRef | None
    role: str
    start: int
    end: int
    rule: str
    period: Period | None = None


def printed(tokens: Iterable[Token]) -> str:
    """Words as they stand in the text."""
    return "".join(t.text + (" " if t.space else "") for t in tokens).strip()


def under_clause(sentence: Sentence, j: int, top: int) -> bool:
    """Whether a clause lies between token `j` and `top` above it."""
    while j != top:
        if sentence.tokens[j].dep in ud.CLAUSAL or sentence.tokens[j].head == j:
            return True
        j = sentence.tokens[j].head
    return False


def period_near(sentence: Sentence, first: int, last: int) -> Period | None:
    """Years right behind or inside of the phrase: "(1999-2013)", "since 2001"."""
    found = _BOUND.search(printed(sentence.tokens[first : last + 8]))
    if found is None:
        return None
    start, end, other_start, other_end, since = found.groups()
    if since:
        return Period(since, None)
    return Period(start or other_start, other_end if other_start else (end if end and end.isdigit() else None))


def owned(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "a port operator owned by the Omani state": the noun's holder is the owned; "China owns X": the object is."""
    token = sentence.tokens[i]
    holds = token.lemma.lower() in lexicon.holding and any(t.lemma.lower() in lexicon.shares for t in ud.kids(sentence, i, "obj"))
    if (token.lemma.lower() not in lexicon.owning and not holds) or token.pos != "VERB":
        return
    index, things = sentence.index, [i]
    if ud.is_passive(sentence, i) or ud.kid(sentence, i, "obl:agent") is not None:
        by = [t.i for t in ud.kids(sentence, i, "obl") if ud.case_of(sentence, t.i) == "by"]
        owners = [ref for j in by for ref in actors.actors_of(index, j) or actors.owners_of(index, j)]
        if token.dep.startswith("acl"):
            things = [token.head]
            held = holders(sentence, token.head, actors) or list(named(sentence, token.head, actors, "acl"))
        else:
            held = [one for t in ud.kids(sentence, i, "nsubj:pass") for one in named(sentence, t.i, actors, "passive")]
    else:
        owners = [ref for t in ud.kids(sentence, i, "nsubj") for ref in actors.actors_of(index, t.i)]
        things = [share.i for t in ud.kids(sentence, i, "obj") for share in _shared(sentence, t.i, lexicon)] or things
        held = [one for j in things for one in named(sentence, j, actors, "object")]
    noun = sentence.tokens[things[0]]
    role = noun.text if noun.pos == "NOUN" and noun.lemma.lower() not in lexicon.shares else "owned"
    inside = [j for j in sentence.subtree(i) if not under_clause(sentence, j, i) and sentence.tokens[j].pos != "PUNCT"]
    for holder, _ in held:
        subject = actors.actor(holder)
        unfit = subject.kind in NO_FIRMS or holder.kind in {"pronoun", "place"}
        if not unfit and owners and owners[0].name != subject.name:
            start = sentence.tokens[min(holder.first, noun.i, i)].start
            end = sentence.tokens[max(*inside, holder.last)].end if inside else sentence.tokens[holder.last].end
            yield CodedRelation(index, "ownership", subject, owners[0], role, start, end, "relations.ownership.verb")


def _shared(sentence: Sentence, i: int, lexicon: RelationLexicon) -> list[Token]:
    """What a share is a share of ("49 percent of Essar Oil"), else the thing itself."""
    token = sentence.tokens[i]
    if token.lemma.lower() not in lexicon.shares:
        return [token]
    of = [t for t in ud.kids(sentence, i, "nmod") if ud.case_of(sentence, t.i) in {"of", "in"}]
    # "a company in which he holds a 60% stake"
    beside = (t for t in ud.kids(sentence, token.head, "obl") if ud.case_of(sentence, t.i) == "in" and ud.antecedent(sentence, t.i) is not None)
    return of or list(beside)


def ruled(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "Hugo Chávez's rule (1999-2013)", "Larrea's government", "the Maduro regime"."""
    token = sentence.tokens[i]
    role = lexicon.rule.get(token.lemma.lower())
    if role is None or token.pos not in {"NOUN", "PROPN"}:
        return
    for child in ud.kids(sentence, i, "nmod:poss", "compound"):
        mention = actors.at(sentence.index, child.i) if child.i < i else None
        subject = actors.actor(mention) if mention is not None and mention.kind in {"named", "titled"} else None
        if mention is None or subject is None or subject.kind != "person" or not subject.country:
            continue
        period = period_near(sentence, mention.first, i)
        closing = (t.i for t in sentence.tokens[i : i + 8] if t.text == ")" and period is not None)
        start, end = sentence.tokens[mention.first].start, sentence.tokens[next(closing, i)].end
        ruling = actors.state(subject.country, token.text)
        yield CodedRelation(sentence.index, "office", subject, ruling, role, start, end, "relations.office.rule", period)


def entered(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "sign a strategic partnership with China in 2001": who signs stands in it from then on."""
    token, tokens = sentence.tokens[i], sentence.tokens
    verb = tokens[token.head]
    if token.lemma.lower() != "partnership" or verb.lemma.lower() not in lexicon.entering:
        return
    partners = (t.i for j in (i, verb.i) for t in ud.kids(sentence, j, "nmod", "obl") if ud.case_of(sentence, t.i) == "with")
    others = [ref for j in partners for ref in actors.actors_of(sentence.index, j)]
    subjects = [
        ref for j in (verb.i, *sentence.ancestors(verb.i)) for t in ud.kids(sentence, j, "nsubj") for ref in actors.actors_of(sentence.index, t.i)
    ]
    if others and subjects and subjects[0].name != others[0].name:
        years = (t.text for t in tokens[i : i + 10] if re.fullmatch(r"\d{4}", t.text) and ud.case_of(sentence, t.i) == "in")
        year = next(years, None)
        role = printed(t for t in tokens[left_edge(sentence, i) : i + 1] if t.pos not in {"DET", "PUNCT"} or t.text == "-")
        end, period = tokens[right_edge(sentence, i)].end, Period(year, None) if year else None
        rule = "relations.partnership.entered"
        yield CodedRelation(sentence.index, "partnership", subjects[0], others[0], role, verb.start, end, rule, period)
