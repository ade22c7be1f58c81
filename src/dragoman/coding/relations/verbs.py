"""Relations that a verb or a noun of ruling tells: who owns, rules, heads, enters a partnership."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.coding.relations.holders import holders, left_edge, named, right_edge
from dragoman.coding.relations.lexicon import RelationLexicon
from dragoman.coding.roles import MentionsOf
from dragoman.domain import ActorRef, Period
from dragoman.parsing.tree import Sentence, Token

_RULED = frozenset({"state", "organisation", "igo", "outlet", "region"})
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


def under_clause(sentence: Sentence, j: int, top: int) -> bool:
    """Whether a clause lies between token `j` and `top` above it."""
    while j != top:
        if sentence.tokens[j].dep in ud.CLAUSAL or sentence.tokens[j].head == j:
            return True
        j = sentence.tokens[j].head
    return False


def period_near(sentence: Sentence, first: int, last: int) -> Period | None:
    """Years right behind or inside of the phrase: "(1999-2013)", "since 2001"."""
    near = sentence.tokens[first : last + 8]
    text = "".join(t.text + (" " if t.space else "") for t in near)
    found = _BOUND.search(text)
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
    index = sentence.index
    if ud.is_passive(sentence, i) or ud.kid(sentence, i, "obl:agent") is not None:
        owners = [
            r
            for t in ud.kids(sentence, i, "obl")
            if ud.case_of(sentence, t.i) == "by"
            for r in actors.actors_of(index, t.i) or actors.owners_of(index, t.i)
        ]
        if token.dep.startswith("acl"):
            thing = token.head
            held = [m for m, _ in holders(sentence, thing, actors)] or [m for m, _ in named(sentence, thing, actors, "acl")]
        else:
            thing = i
            held = [m for t in ud.kids(sentence, i, "nsubj:pass") for m, _ in named(sentence, t.i, actors, "passive")]
    else:
        owners = [r for t in ud.kids(sentence, i, "nsubj") for r in actors.actors_of(index, t.i)]
        objects = [share for t in ud.kids(sentence, i, "obj") for share in _shared(sentence, t.i, lexicon)]
        thing = objects[0].i if objects else i
        held = [m for t in objects for m, _ in named(sentence, t.i, actors, "object")]
    for holder in held:
        subject = actors.actor(holder)
        if (
            subject.kind in {"person", "state", "region", "people", "group"}
            or holder.kind in {"pronoun", "place"}
            or not owners
            or owners[0].name == subject.name
        ):
            continue
        last = max([*(j for j in sentence.subtree(i) if not under_clause(sentence, j, i)), holder.last])
        first = min(holder.first, thing, i)
        while sentence.tokens[last].pos == "PUNCT":
            last -= 1
        noun = sentence.tokens[thing]
        role = noun.text if noun.pos == "NOUN" and noun.lemma.lower() not in lexicon.shares else "owned"
        yield CodedRelation(
            index, "ownership", subject, owners[0], role, sentence.tokens[first].start, sentence.tokens[last].end, "relations.ownership.verb"
        )


def _shared(sentence: Sentence, i: int, lexicon: RelationLexicon) -> list[Token]:
    """What a share is a share of ("49 percent of Essar Oil"), else the thing itself."""
    token = sentence.tokens[i]
    if token.lemma.lower() not in lexicon.shares:
        return [token]
    of = [t for t in ud.kids(sentence, i, "nmod") if ud.case_of(sentence, t.i) in {"of", "in"}]
    # "a company in which he holds a 60% stake"
    beside = (t for t in ud.kids(sentence, token.head, "obl") if ud.case_of(sentence, t.i) == "in" and ud.antecedent(sentence, t.i) is not None)
    return of or list(beside)


def run_by(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "state-run Xinhua", "the state-owned Ethiopian Airlines": the adjective alone says whose the name is."""
    tokens = sentence.tokens
    if i < 2 or tokens[i - 1].text != "-" or (tokens[i - 2].lemma.lower(), tokens[i].text.lower()) not in lexicon.run_by:
        return
    mention = actors.at(sentence.index, i + 1) if i + 1 < len(tokens) else None
    if mention is None or mention.kind not in {"named", "outlet"} or tokens[mention.last].pos != "PROPN":
        return
    subject = actors.actor(mention)
    if subject.kind not in {"outlet", "organisation", "unknown"} or not subject.country:
        return
    relation = "state-media" if subject.kind == "outlet" or subject.sector == "MED" else "ownership"
    role = "".join(token.text for token in tokens[i - 2 : i + 1])
    object_ = actors.state(subject.country, role)
    yield CodedRelation(
        sentence.index, relation, subject, object_, role, tokens[i - 2].start, tokens[mention.last].end, f"relations.{relation}.adjective"
    )


def ruled(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "Hugo Chávez's rule (1999-2013)", "Larrea's government", "the Maduro regime"."""
    token = sentence.tokens[i]
    role = lexicon.rule.get(token.lemma.lower())
    if role is None or token.pos not in {"NOUN", "PROPN"}:
        return
    for child in sentence.children[i]:
        if sentence.tokens[child].dep not in {"nmod:poss", "compound"} or child > i:
            continue
        mention = actors.at(sentence.index, child)
        subject = actors.actor(mention) if mention is not None and mention.kind in {"named", "titled"} else None
        if mention is None or subject is None or subject.kind != "person" or not subject.country:
            continue
        object_ = actors.state(subject.country, token.text)
        period = period_near(sentence, mention.first, i)
        last = i
        if period is not None:
            closing = [t.i for t in sentence.tokens[i : i + 8] if t.text == ")"]
            last = closing[0] if closing else i
        yield CodedRelation(
            sentence.index,
            "office",
            subject,
            object_,
            role,
            sentence.tokens[mention.first].start,
            sentence.tokens[last].end,
            "relations.office.rule",
            period,
        )


def leading(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "who has ruled Belarus since 1994", "the IMF, led by X": a named person over a country or organisation."""
    token = sentence.tokens[i]
    if token.pos != "VERB" or token.lemma.lower() not in lexicon.ruling:
        return
    if ud.is_passive(sentence, i):
        rulers = [t.i for t in ud.kids(sentence, i, "obl") if ud.case_of(sentence, t.i) == "by"]
        ruled_ones = [token.head] if token.dep == "acl" else [t.i for t in ud.kids(sentence, i, "nsubj")]
    else:
        rulers = [t.i for t in ud.kids(sentence, i, "nsubj")]
        ruled_ones = [t.i for t in ud.kids(sentence, i, "obj")]
    subjects = [m for j in rulers for m, _ in named(sentence, j, actors, "copula") if m.kind in {"named", "titled"}]
    objects = [r for j in ruled_ones for r in actors.actors_of(sentence.index, j) if r.kind in _RULED and _bears_name(sentence, j, r)]
    if len(subjects) != 1 or not objects or actors.actor(subjects[0]).kind != "person":
        return
    last = max(j for j in sentence.subtree(i) if not under_clause(sentence, j, i))
    while last > i and sentence.tokens[last].pos == "PUNCT":
        last -= 1
    start, end = sentence.tokens[min(subjects[0].first, i, *ruled_ones)].start, sentence.tokens[max(last, subjects[0].last)].end
    role = "leader" if token.lemma.lower() in {"rule", "govern", "lead"} else token.lemma.lower()
    yield CodedRelation(
        sentence.index, "office", actors.actor(subjects[0]), objects[0], role, start, end, "relations.office.verb", period_near(sentence, i, last)
    )


def _bears_name(sentence: Sentence, j: int, ref: ActorRef) -> bool:
    """A name, or an organisation that is told from others by a word before its noun ("the national reconciliation council")."""
    told = any(sentence.tokens[k].dep in {"compound", "amod"} for k in sentence.children[j])
    return bool(ref.id) or sentence.tokens[j].pos == "PROPN" or (ref.kind == "organisation" and told)


def entered(sentence: Sentence, i: int, actors: MentionsOf, lexicon: RelationLexicon) -> Iterator[CodedRelation]:
    """ "sign a strategic partnership with China in 2001": who signs stands in it from then on."""
    token = sentence.tokens[i]
    if token.lemma.lower() != "partnership" or token.head == i:
        return
    verb = sentence.tokens[token.head]
    others = [r for t in ud.kids(sentence, i, "nmod") if ud.case_of(sentence, t.i) == "with" for r in actors.actors_of(sentence.index, t.i)]
    others += [r for t in ud.kids(sentence, verb.i, "obl") if ud.case_of(sentence, t.i) == "with" for r in actors.actors_of(sentence.index, t.i)]
    if verb.lemma.lower() not in lexicon.entering or not others:
        return
    for above in (verb.i, *sentence.ancestors(verb.i)):
        subjects = [r for t in ud.kids(sentence, above, "nsubj") for r in actors.actors_of(sentence.index, t.i)]
        if subjects and subjects[0].name != others[0].name:
            year = next(
                (
                    t.text
                    for t in sentence.tokens[i : i + 10]
                    if t.pos == "NUM" and len(t.text) == 4 and t.text.isdigit() and ud.case_of(sentence, t.i) == "in"
                ),
                None,
            )
            role = "".join(
                t.text + (" " if t.space else "")
                for t in sentence.tokens[left_edge(sentence, i) : i + 1]
                if t.pos not in {"DET", "PUNCT"} or t.text == "-"
            )
            last = max(t.i for t in sentence.tokens[i:] if t.i <= right_edge(sentence, i) or t.i == i)
            yield CodedRelation(
                sentence.index,
                "partnership",
                subjects[0],
                others[0],
                role.strip(),
                verb.start,
                sentence.tokens[last].end,
                "relations.partnership.entered",
                Period(year, None) if year else None,
            )
            return
