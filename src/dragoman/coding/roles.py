"""The words that the reader marks as an act's parties, and the actors whom they mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, get_args

from dragoman.actors.model import Mention
from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause, clause_span
from dragoman.clauses.factuality import affirmed, factuality
from dragoman.coding.confidence import Scores
from dragoman.coding.sides import MEASURES, ActorsOf, as_context, distinct, identity, same_party
from dragoman.domain import ActorRef, Modality, Polarity
from dragoman.parsing.tree import Act, Role, Sentence


class MentionsOf(ActorsOf, Protocol):
    """What the coders of acts and relations need of `actors/` beyond the sides."""

    def at(self, sentence: int, token: int) -> Mention | None:
        """The mention that a token belongs to."""

    def actor(self, mention: Mention) -> ActorRef:
        """Its actor."""

    def served(self, mention: Mention) -> ActorRef | None:
        """The body that its person serves, named elsewhere."""

    def state(self, country: str, text: str) -> ActorRef:
        """The state of a country code, where nothing but `text` stands for it."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """From which score on what the reader marks is taken: `act` that there is an act at all, `side` that a party has it beyond the likeliest one.

    Chosen on annotated news that training had not seen; see docs/quality.md.
    """

    act: float = 0.4
    side: float = 0.2


_WITHIN = frozenset({"det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc"})
_SMALL = frozenset({"case", "punct"})
_THINGS = frozenset({"amount", "goods"})
_MODALITIES: tuple[Modality, ...] = get_args(Modality)


@dataclass(frozen=True, slots=True)
class Side:
    """An actor on a side of an act: how surely, and the words that say so."""

    ref: ActorRef
    score: float
    roles: tuple[Role, ...]


def sides(
    act: Act, names: tuple[str, str], sentences: Sequence[Sentence], text: str, actors: MentionsOf, sure: Sureness
) -> tuple[list[Side], list[Side]]:
    """Who acts and to whom, by the roles of these `names`: an actor is as sure as its mentions together, and stands on one side only.

    It stands where it and the likeliest other actor on the other side are surest together.

    `text` is the article's; an actor whom only another sentence marks says `how="context"`.
    """
    found = _heads(act.roles, sentences)
    acting, receiving = (_grouped(act, [r for r in found if r.role == name], sentences, text, actors) for name in names)
    for key in sorted(acting.keys() & receiving.keys(), key=str):
        acts = acting[key].score + _best(receiving, key)
        receives = receiving[key].score + _best(acting, key)
        del (receiving if acts >= receives else acting)[key]
    first = _chosen(acting.values(), act, sure)
    return first, [s for s in _chosen(receiving.values(), act, sure) if not any(same_party(s.ref, other.ref) for other in first)]


def scores_of(act: Act, acting: Sequence[Side], receiving: Sequence[Side]) -> Scores:
    """How sure the reader is of the act and of the likeliest party of each side."""
    return Scores(act.score, max((s.score for s in acting), default=0.0), max((s.score for s in receiving), default=0.0))


def _grouped(act: Act, roles: Iterable[Role], sentences: Sequence[Sentence], text: str, actors: MentionsOf) -> dict[object, Side]:
    """The actors whom marked words mean, by what tells them apart."""
    found: dict[object, Side] = {}
    for role in roles:
        here = role.sentence == act.sentence
        for named in refs_at(sentences[role.sentence], role.token, text, actors):
            ref = named if here else as_context(named)
            known = found.get(identity(ref), Side(ref, 0.0, ()))
            best = ref if here and known.ref.how == "context" else known.ref
            found[identity(ref)] = Side(best, min(1.0, known.score + role.score), (*known.roles, role))
    return found


def _best(found: Mapping[object, Side], without: object) -> float:
    return max((side.score for key, side in found.items() if key != without), default=0.0)


def _chosen(found: Iterable[Side], act: Act, sure: Sureness) -> list[Side]:
    """All that the act's sentence marks surely, else the likeliest of it, else the likeliest of other sentences."""
    rows = sorted(found, key=lambda s: -s.score)
    here = [s for s in rows if any(r.sentence == act.sentence for r in s.roles)]
    certain = [s for s in here if s.score >= sure.side]
    return sorted(certain, key=lambda s: min(r.token for r in s.roles if r.sentence == act.sentence)) or here[:1] or rows[:1]


def without_figures(acts: Iterable[Act], sentences: Sequence[Sentence], figures: Sequence[tuple[int, int]]) -> tuple[Act, ...]:
    """The acts without parties that stand within a figure: "DKK 1.2 billion", "U.S. dollars". `figures` are `[start, end)`, in order."""
    starts = [start for start, _ in figures]

    def within(role: Role) -> bool:
        token = sentences[role.sentence].tokens[role.token]
        k = bisect_right(starts, token.start) - 1
        return role.role not in _THINGS and k >= 0 and token.start < figures[k][1]

    return tuple(replace(act, roles=tuple(role for role in act.roles if not within(role))) for act in acts)


def polarity_of(act: Act, sentence: Sentence) -> Polarity:
    """Denied where the reader or the words around the predicate say so: neither alone sees every "not"."""
    read = "positive" if affirmed(sentence, act.token) else act.polarity
    return "negative" if "negative" in {read, factuality(sentence, act.token).polarity} else "positive"


def modality_of(act: Act) -> Modality:
    """The modality that the reader marks."""
    return next(m for m in _MODALITIES if m == act.modality)


def evidence(token: int, sentence: Sentence, clauses: Iterable[Clause], actors: MentionsOf, roles: Iterable[Role]) -> tuple[int, int]:
    """The clause that the word `token` is the predicate of, or that word alone, with the parties named in that sentence."""
    clause = next((clause for clause in clauses if clause.head == token), None)
    spans = [clause_span(clause) if clause is not None else (sentence.tokens[token].start, sentence.tokens[token].end)]
    for role in roles:
        if role.sentence == sentence.index:
            mention, word = actors.at(role.sentence, role.token), sentence.tokens[role.token]
            spans.append((mention.start, mention.end) if mention is not None else (word.start, word.end))
    return min(s for s, _ in spans), max(e for _, e in spans)


def _heads(roles: Sequence[Role], sentences: Sequence[Sentence]) -> list[Role]:
    """The marked words without those that are excepted or stand below another of the same role within one name or noun phrase."""
    places = {(r.sentence, r.token, r.role) for r in roles}
    found = []
    for role in roles:
        sentence, at = sentences[role.sentence], role.token
        if sentence.tokens[at].dep in _SMALL:  # "Kenya*'s* debt"
            role, at = replace(role, token=sentence.tokens[at].head), sentence.tokens[at].head  # noqa: PLW2901 - the word that it belongs to
        while sentence.tokens[at].dep in _WITHIN and sentence.tokens[at].head != at:
            at = sentence.tokens[at].head
            if (role.sentence, at, role.role) in places:
                break
        else:
            if not _excepted(sentence, at):
                found.append(role)
    return found


def _excepted(sentence: Sentence, token: int) -> bool:
    """ "attacked Libya, *not Sudan*"."""
    joined = sentence.tokens[token].dep in {"conj", "appos"}
    return joined and any(t.text.lower() == "not" for t in ud.kids(sentence, token, "cc", "advmod"))


def refs_at(sentence: Sentence, token: int, text: str, actors: ActorsOf) -> tuple[ActorRef, ...]:
    """Whom a word means: the actors that its phrase names, else those that own it ("Israeli police"), else the words as they stand."""
    found = actors.actors_of(sentence.index, token)
    if len(found) == 1 and found[0].id is None and found[0].country is None and (owners := actors.owners_of(sentence.index, token)):
        return (replace(found[0], country=owners[0].country, how=owners[0].how),)  # "*our* embassy"
    if found:
        return _of_each(sentence, token, found, actors)
    if sentence.tokens[token].lemma.lower() in MEASURES:
        for child in ud.kids(sentence, token, "nmod"):
            if ud.case_of(sentence, child.i) == "of" and (inner := actors.actors_of(sentence.index, child.i)):
                return inner
    owners = actors.owners_of(sentence.index, token)
    return _of_each(sentence, token, owners, actors) or (_as_printed(sentence, token, text),)


def _of_each(sentence: Sentence, token: int, found: tuple[ActorRef, ...], actors: ActorsOf) -> tuple[ActorRef, ...]:
    """ "the presidents of Kenya *and Uganda*": one noun, an actor for each state behind it."""
    if len(found) != 1 or found[0].country is None or "Number=Plur" not in sentence.tokens[token].feats or sentence.tokens[token].pos != "NOUN":
        return found
    for below in ud.kids(sentence, token, "nmod"):
        joined = ud.conjuncts(sentence, below.i)
        if len(joined) > 1 and ud.case_of(sentence, below.i) in {"of", "from"}:
            states = [ref for k in joined for ref in actors.actors_of(sentence.index, k) if ref.country]
            if found[0].country in {r.country for r in states}:
                return distinct([*found, *(r for r in states if r.country != found[0].country)])
    return found


def _as_printed(sentence: Sentence, token: int, article: str) -> ActorRef:
    """Nobody whom the registry knows: "two gunmen" stays what is printed."""
    kept = {token}
    for child in sentence.children[token]:
        if sentence.tokens[child].dep in _WITHIN and sentence.tokens[child].dep != "det":
            kept |= set(sentence.subtree(child))
    first = token
    while first - 1 in kept:
        first -= 1
    text = article[sentence.tokens[first].start : sentence.tokens[token].end]
    return ActorRef(None, text, text, None, None, "unknown", "role")
