"""Events from the acts that the reader marks: its type, mode and truth, and for each side the actors whom the marked words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause, clause_span
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.events import Coded
from dragoman.coding.flows_sides import MentionsOf
from dragoman.coding.sides import MEASURES, distinct, same_party
from dragoman.domain import ActorRef, Modality, Polarity
from dragoman.parsing.tree import Act, Parse, Role, Sentence

RULE = "acts"
NEAR = 3
"""Words between two words that tell one act, at most."""
POSSIBLE = 0.2
"""An act that the event lexicon tells is an event where the reader thinks it at least so likely."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """From which score on what the reader marks is taken. Chosen on annotated news that training had not seen; see docs/quality.md.

    `act`: there is an act at all. `side`: a word heads a party. `likely`: where no word of the sentence is so sure, the surest one that is at
    least this. `far`: a word of another sentence, where the act's own has none.
    """

    act: float = 0.5
    side: float = 0.4
    likely: float = 0.15
    far: float = 0.4


_WITHIN = frozenset({"det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc"})


def find_events(parse: Parse, clauses: Sequence[Sequence[Clause]], text: str, actors: MentionsOf, sure: Sureness | None = None) -> list[Coded]:
    """The events among the acts of a parse, in order of the text; datelines tell none. `text` is the article's, `clauses` are by sentence."""
    asked = sure or Sureness()
    return [
        _event(act, parse.sentences, _clause_at(clauses[act.sentence], act.token), text, actors, asked)
        for act in parse.acts
        if act.kind == "event" and act.score >= asked.act and parse.sentences[act.sentence].kind != "dateline"
    ]


def voted(acts: Iterable[Coded], lexicon: Iterable[Coded], seen: Sequence[Act], taken: frozenset[int]) -> list[Coded]:
    """The events of a sentence: the reader's, and those of the lexicon that the reader finds possible, in order of the text.

    `seen` is all that the reader saw in the sentence, however unsure. Where the lexicon tells an act that the reader told already, the
    reader's stays. `taken` are the words that a user's dictionary decides: what it says of them stands in place of the reader's.
    """
    ours = [act for act in acts if act.head not in taken]
    kept = list(ours)
    for one in lexicon:
        sure = max((a.score for a in seen if a.type == one.type and abs(a.token - one.head) <= NEAR), default=0.0)
        if is_dictionary(one):
            kept.append(one)
        elif sure >= POSSIBLE and not any(abs(act.head - one.head) <= NEAR for act in ours):
            kept.append(replace(one, confidence=round(sure, 2)))
    return sorted(kept, key=lambda one: (one.start, one.end))


def is_dictionary(event: Coded) -> bool:
    """Whether a line of a user's verb dictionary made an event."""
    return event.rule.startswith("events.dictionary ")


def _event(act: Act, sentences: Sequence[Sentence], clause: Clause | None, text: str, actors: MentionsOf, sure: Sureness) -> Coded:
    sentence = sentences[act.sentence]
    by = {name: _heads(chosen(act, name, sure), sentences) for name in ("actor", "recipient")}
    acting, named = (distinct(ref for role in by[name] for ref in _refs(role, act, sentences, text, actors)) for name in by)
    receiving = tuple(r for r in named if not any(same_party(r, a) for a in acting))
    start, end = _evidence(act, sentence, clause, actors, [*by["actor"], *by["recipient"]])
    truth = Factuality(_polarity(act, sentence), _modality(act))
    return Coded(act.sentence, act.token, act.type, act.detail, acting, receiving, truth, start, end, RULE, confidence=round(act.score, 2))


def _clause_at(clauses: Iterable[Clause], token: int) -> Clause | None:
    return next((clause for clause in clauses if clause.head == token), None)


def chosen(act: Act, name: str, sure: Sureness) -> list[Role]:
    """The words that head the parties of one side: all that are sure, else the likeliest of the sentence, else a sure one of another sentence."""
    told = [r for r in act.roles if r.role == name]
    here = [r for r in told if r.sentence == act.sentence]
    certain = [r for r in here if r.score >= sure.side]
    if certain:
        return certain
    likely = max(here, key=lambda r: r.score, default=None)
    if likely is not None and likely.score >= sure.likely:
        return [likely]
    far = max((r for r in told if r.sentence != act.sentence), key=lambda r: r.score, default=None)
    return [far] if far is not None and far.score >= sure.far else []


def _polarity(act: Act, sentence: Sentence) -> Polarity:
    """Denied where the reader or the words around the predicate say so: neither alone sees every "not"."""
    return "negative" if "negative" in {act.polarity, factuality(sentence, act.token).polarity} else "positive"


def _modality(act: Act) -> Modality:
    known: tuple[Modality, ...] = ("actual", "future", "possible", "hypothetical", "requested")
    return next(m for m in known if m == act.modality)


def _refs(role: Role, act: Act, sentences: Sequence[Sentence], text: str, actors: MentionsOf) -> tuple[ActorRef, ...]:
    found = refs_at(sentences[role.sentence], role.token, text, actors)
    return found if role.sentence == act.sentence else tuple(replace(ref, how="context") for ref in found)


def _heads(roles: Sequence[Role], sentences: Sequence[Sentence]) -> list[Role]:
    """The marked words without those that stand below another of them within one name or noun phrase."""
    places = {(r.sentence, r.token) for r in roles}
    found = []
    for role in roles:
        sentence, at = sentences[role.sentence], role.token
        while sentence.tokens[at].dep in _WITHIN and sentence.tokens[at].head != at:
            at = sentence.tokens[at].head
            if (role.sentence, at) in places:
                break
        else:
            found.append(role)
    return found


def refs_at(sentence: Sentence, token: int, text: str, actors: MentionsOf) -> tuple[ActorRef, ...]:
    """Whom a word means: the actors that its phrase names, else those that own it ("Israeli police"), else the words as they stand."""
    found = actors.actors_of(sentence.index, token)
    if found:
        return found
    if sentence.tokens[token].lemma.lower() in MEASURES:
        for child in ud.kids(sentence, token, "nmod"):
            if ud.case_of(sentence, child.i) == "of" and (inner := actors.actors_of(sentence.index, child.i)):
                return inner
    owners = actors.owners_of(sentence.index, token)
    return owners or (_as_printed(sentence, token, text),)


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


def _evidence(act: Act, sentence: Sentence, clause: Clause | None, actors: MentionsOf, roles: Iterable[Role]) -> tuple[int, int]:
    """The clause that the act is the predicate of, or its word alone, with the parties named in that sentence."""
    spans = [clause_span(clause) if clause is not None else (sentence.tokens[act.token].start, sentence.tokens[act.token].end)]
    for role in roles:
        if role.sentence == act.sentence:
            mention = actors.at(role.sentence, role.token)
            token = sentence.tokens[role.token]
            spans.append((mention.start, mention.end) if mention is not None else (token.start, token.end))
    return min(s for s, _ in spans), max(e for _, e in spans)
