"""Who did what to whom: clauses -> PLOVER events, by the classes of the event lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.clauses import Clause, clause_span
from dragoman.clauses.factuality import Factuality, factuality
from dragoman.coding.events_sides import VERBAL, sides_of, whoever_is_asked, whoever_tells
from dragoman.coding.matching import HAPPENING, OWN_WORDS, Fit, Matcher, content_head
from dragoman.coding.objects_told import JUDGING, act_named
from dragoman.coding.patterns import EventLexicon
from dragoman.coding.prospects import on_condition, only_asked_for, only_imagined, own_prospect, turned
from dragoman.coding.sideless import by_accident, is_occasion, mute, persons, points_at_told, somebody, stands_alone
from dragoman.coding.sides import ActorsOf, nameable, of_arguments, same_party
from dragoman.domain import ActorRef
from dragoman.parsing.tree import Sentence

#: Types whose classes undo what their object names ("lifted the sanctions", "cut aid").
_UNDOING = frozenset({"CONCEDE", "SANCTION", "RETREAT"})
_SPOKEN = VERBAL | {"CONSULT"}
_HELP = frozenset({"AID", "COOPERATE"})
_NO_OFFICE = frozenset({"CIV", "REL", "EDU", "MED", "BUS", "LAB"})
#: Acts that weather, crashes and crises do not do, though the words for them are the same ("snow closed the border").
_DEEDS = frozenset({"ASSAULT", "COERCE"})


@dataclass(frozen=True, slots=True)
class Coded:
    """An event before it becomes a claim. `start`/`end` are code points of its evidence, `head` its predicate.

    `covers` are the predicates that it has used up, so that they are not coded again. An event without parties points back to what stands
    around it: `surroundings.complete` fills them in or drops it.
    """

    sentence: int
    head: int
    type: str
    mode: str | None
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    factuality: Factuality
    start: int
    end: int
    rule: str
    covers: frozenset[int] = frozenset()
    reciprocal: bool = False
    alone: bool = False
    """Whether it is told as done without any party."""
    told: bool = False
    """Whether it may be an act that was told before ("the expulsions")."""
    about: str = ""
    """The type of the act that its object names without parties ("condemned *the takeover*"), see `objects_told`."""
    confidence: float | None = None


class Coder:
    """Finds the events of a sentence. Holds nothing but the lexicon."""

    def __init__(self, lexicon: EventLexicon) -> None:
        """`lexicon` as loaded by `patterns.load_event_lexicon`."""
        self.lexicon = lexicon
        self.also = {one.name: one.also for one in lexicon.classes if one.also}

    def find(self, sentence: Sentence, clauses: Sequence[Clause], actors: ActorsOf) -> tuple[Coded, ...]:
        """The events of one sentence, in order of the text. Predicates are taken from the top of the tree down."""
        matcher = Matcher(self.lexicon, actors)
        by_head = {c.head: c for c in clauses}
        used: set[int] = set()
        found: list[Coded] = []
        for clause in sorted(clauses, key=lambda c: (sum(1 for _ in sentence.ancestors(c.head)), c.head)):
            if clause.head in used:
                continue
            coded = self._demanded(clause, by_head, matcher) or self._coded(clause, by_head, matcher)
            if coded is not None:
                used |= coded.covers
                found += [coded, *self._at_once(coded)]
        found = _with_their_cause(found, sentence)
        once = [_with_result_sides(c, found, sentence) for c in _one_per_happening(found, sentence)]
        return tuple(sorted(once, key=lambda c: (c.start, c.end)))

    def _at_once(self, coded: Coded) -> list[Coded]:
        """The second act that some classes name ("sentenced to prison")."""
        also = self.also.get(coded.rule.removeprefix("events."), "")
        type_, _, mode = also.partition(":")
        return [replace(coded, type=type_, mode=mode or None)] if also else []

    def _coded(self, clause: Clause, by_head: Mapping[int, Clause], matcher: Matcher) -> Coded | None:
        fit = matcher.fit(clause, by_head)
        if fit is None:
            return None
        acting, receiving = sides_of(fit, by_head, matcher)
        acting = whoever_tells(fit, by_head, matcher.actors, acting)
        if (fit.type in _DEEDS and by_accident(fit, matcher)) or (fit.type in _SPOKEN and mute(fit, matcher)) or _describes(fit):
            return None
        alone = told = False
        if not self._tellable(fit, acting, receiving):
            told, alone = points_at_told(fit), stands_alone(fit, matcher)
            if not (told or alone or _points_back(fit)):
                return None
            acting, receiving = (persons(acting, matcher), receiving) if alone and not told else ((), ())
        receiving = receiving or whoever_is_asked(fit, by_head, matcher.actors, acting) or somebody(fit, matcher)
        outer = fit.verb or fit.clause
        truth = self._truth(outer, fit.clause)
        if fit.match.of.negative:
            truth = turned(truth)
        type_, mode = fit.type, fit.mode
        known = self.lexicon.types[type_]
        if truth.modality == "future" and truth.polarity == "negative" and known.future and acting and not outer.passive:
            # "will not meet them": a refusal
            type_, mode, truth = "REJECT", known.refused, Factuality(cue=truth.cue)
            acting, receiving = _refused(fit, acting, receiving, matcher)
        if only_asked_for(outer, by_head, matcher) or only_imagined(outer):
            return None
        if truth.modality in {"hypothetical", "requested"} or (truth.modality == "possible" and truth.cue == "to"):
            return None
        averted = truth.modality == "future" and on_condition(outer, known.quad)
        if known.threat is not None and (averted or (known.quad == "material-conflict" and own_prospect(fit, truth, acting, by_head, matcher))):
            type_, mode, truth = "THREATEN", known.threat, Factuality(cue=truth.cue)
        elif truth.modality == "future" and known.future:
            mode = mode if known.future == type_ else None
            type_ = known.future
        if truth.modality == "future" and truth.cue in fit.match.rest:
            truth = replace(truth, modality="actual")  # "we shall answer" is said now
        if type_ == "CONSULT" and mode is None and len({r.country or r.id for r in (*acting, *receiving)} - {None}) > 2:
            mode = "multilateral"
        start, end = clause_span(outer)
        name = fit.match.of.name + (f".{fit.through}" if fit.through else "")
        covers = frozenset(self._covered(fit, by_head, matcher))
        return Coded(
            outer.sentence.index,
            outer.head,
            type_,
            mode,
            acting,
            receiving,
            truth,
            start,
            end,
            f"events.{name}",
            covers,
            fit.match.of.reciprocal,
            alone and type_ == fit.type and truth.modality == "actual",
            told,
            act_named(outer, by_head, matcher) if type_ in JUDGING and not receiving else "",
        )

    def _demanded(self, clause: Clause, by_head: Mapping[int, Clause], matcher: Matcher) -> Coded | None:
        """ "X said that Y must withdraw": what X says that Y has to do is a request to Y."""
        sentence = clause.sentence
        modal = next((t for t in ud.kids(sentence, clause.head, "aux") if t.text.lower() in self.lexicon.deontic), None)
        if modal is None or clause.kind == "noun" or sentence.tokens[clause.head].dep not in {"ccomp", "root", "conj"}:
            return None
        above = by_head.get(sentence.tokens[clause.head].head) if sentence.tokens[clause.head].dep != "root" else None
        speech = next((by_head[t.i] for t in ud.kids(sentence, clause.head, "parataxis") if t.i in by_head), None) if above is None else above
        if speech is None or speech.kind != "verb":
            return None
        acting = of_arguments(speech, speech.of("subject"), matcher.actors)
        asked = clause.of("object") if clause.passive else clause.of("subject")
        receiving = tuple(r for r in of_arguments(clause, asked, matcher.actors) if (r.country or r.id) and not any(same_party(r, a) for a in acting))
        if not acting or not receiving:
            return None
        start, end = clause_span(clause)
        truth = Factuality(cue=modal.text)
        covers = frozenset(self._below(sentence, clause.head, by_head))
        match = matcher.best(clause)
        mode = self.lexicon.demands.get(match.of.type if match else "default") or self.lexicon.demands.get("default")
        return Coded(sentence.index, clause.head, "REQUEST", mode, acting, receiving, truth, start, end, f"events.modal.{modal.text.lower()}", covers)

    # ---- what is used up, and how certain it is ------------------------------------------------------------------

    def _covered(self, fit: Fit, by_head: Mapping[int, Clause], matcher: Matcher) -> set[int]:
        one, outer = fit.match.of, fit.verb or fit.clause
        covers = {outer.head, fit.clause.head}
        if fit.type in OWN_WORDS:
            infinitives = [i for i in fit.clause.complements if ud.is_infinitive(outer.sentence, i)]
            covers |= {i for head in infinitives for i in self._below(outer.sentence, head, by_head)}
        if fit.swallowed is not None:
            covers |= self._below(outer.sentence, fit.swallowed, by_head) if one.swallow else {fit.swallowed}
        inner_noun = by_head.get(fit.swallowed) if one.swallow and fit.swallowed is not None else None
        swallowed = [inner_noun] if inner_noun is not None and inner_noun.kind == "noun" else []
        for clause in {c.head: c for c in (fit.clause, outer, *swallowed)}.values():
            for argument in clause.arguments:
                if argument.inherited or argument.role not in {"object", "oblique", "modifier"}:
                    continue
                inner = by_head.get(content_head(clause, argument.head))
                match = matcher.best(inner) if inner is not None and inner.kind == "noun" else None
                if (
                    inner
                    and match
                    and not (argument.prep == "at" and match.of.type == "REQUEST")  # "at the request of": an act of its own
                    and (
                        one.swallow
                        or (one.objects and argument.role == "object" and fit.type in _UNDOING)
                        or match.of.type == fit.type
                        or not self.lexicon.types[match.of.type].material  # a deed stays an event: "condemned the attack on X"
                    )
                ):
                    covers.add(inner.head)
        return covers

    def _below(self, sentence: Sentence, i: int, by_head: Mapping[int, Clause]) -> set[int]:
        """Predicates inside a swallowed complement, as far as its own clause and its infinitives go."""
        out = {i}
        for j in sentence.children[i]:
            beside = sentence.tokens[j].dep == "advcl" and ud.mark_of(sentence, j) in {"while", "whereas"}
            if sentence.tokens[j].dep in {"xcomp", "obj", "conj", "ccomp", "obl", "advcl"} and j in by_head and not beside:
                out |= self._below(sentence, j, by_head)
        return out

    def _tellable(self, fit: Fit, acting: tuple[ActorRef, ...], receiving: tuple[ActorRef, ...]) -> bool:
        """An event needs a party that can be named; a bare reciprocal noun needs two."""
        if not any(nameable(r) for r in (*acting, *receiving)):
            return False
        bare = fit.clause.kind == "noun" and (fit.verb is None or fit.through == HAPPENING)
        if bare and fit.match.of.reciprocal:
            return len(acting) >= 2
        if fit.type in _HELP and not acting:
            return False  # "a debate on aid to Egypt", "goods were sold to Egypt": help and trade need one who gives
        if bare and not acting and not self.lexicon.types[fit.type].material and not fit.clause.of("oblique", "of"):
            return False  # "support for the regime", "pressure on Caracas": a topic, nobody's act
        if fit.type in VERBAL - {"PROTEST"} and acting and all(_private(r) for r in acting):
            return False  # "analysts blamed Iran", "a witness accused Peru": only crowds of them act
        outer = fit.verb or fit.clause
        spoken = any(not a.inherited for a in outer.of("subject")) and outer.kind == "verb" and not outer.passive
        if spoken and not acting and fit.type in VERBAL and not fit.undergoes:
            return False  # "the signing ended the talks": a thing makes no statement
        # a warning addressed to somebody is one, whatever is said of the facts ("cautioned Manila that it was playing with fire")
        addressed = fit.type == "THREATEN" and bool(fit.clause.of("object"))
        return not (fit.type in {"AGREE", "THREATEN"} and not addressed and fit.clause.kind == "verb" and _assures_of_fact(fit.clause))

    def _truth(self, outer: Clause, inner: Clause) -> Factuality:
        truth = factuality(outer.sentence, outer.head)
        if inner.head != outer.head and truth.polarity == "positive":
            own = factuality(inner.sentence, inner.head)
            if own.polarity == "negative":
                truth = replace(truth, polarity="negative", cue=own.cue)
        return self._implied(outer.sentence, outer.head, truth)

    def _implied(self, sentence: Sentence, head: int, truth: Factuality) -> Factuality:
        """What the word above makes of it: failed to, plans to, managed to."""
        token = sentence.tokens[head]
        if ud.base(token.dep) not in {"xcomp", "ccomp", "acl", "advcl", "obj"} or token.head == head:
            return truth
        above = sentence.tokens[token.head]
        known = self.lexicon.implicatives
        effect = known.get(f"be {above.text.lower()}") or known.get(above.lemma.lower())
        if (
            effect is None
            or (token.dep == "obj" and effect != "negative")
            or (ud.base(token.dep) in {"acl", "advcl"} and not ud.is_infinitive(sentence, head))
        ):
            return truth
        if effect == "negative":
            flipped = "negative" if truth.polarity == "positive" else "positive"
            return Factuality(flipped, "actual" if truth.cue == "to" else truth.modality, above.text)  # type: ignore[arg-type]
        outer = factuality(sentence, above.i)
        if effect == "future":
            return replace(truth, modality="future", polarity=outer.polarity, cue=above.text)
        if effect == "actual" and truth.cue == "to":
            return replace(truth, modality=outer.modality if outer.cue != "to" else "actual", polarity=outer.polarity, cue=above.text)
        if effect in {"possible", "attempt"} and (truth.cue == "to" or truth.modality == "actual"):
            return replace(truth, modality="possible", cue=above.text)
        return truth


def _refused(
    fit: Fit, acting: tuple[ActorRef, ...], receiving: tuple[ActorRef, ...], matcher: Matcher
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """ "will not negotiate *with Rome*": of those who would have done it together, the subject refuses and the others are refused."""
    outer = fit.verb or fit.clause
    own = of_arguments(outer, outer.of("subject"), matcher.actors)
    if not fit.match.of.reciprocal or receiving or not own:
        return acting, receiving
    return own, tuple(r for r in acting if not any(same_party(r, o) for o in own))


def _assures_of_fact(clause: Clause) -> bool:
    """ "assured Xi that the times of empires are over": what is assured is no future act, so nothing is promised."""
    finite = [i for i in clause.complements if not ud.is_infinitive(clause.sentence, i) and ud.mark_of(clause.sentence, i) in {"that", ""}]
    stated = [factuality(clause.sentence, i).modality for i in finite if ud.kid(clause.sentence, i, "nsubj")]
    return bool(stated) and all(modality == "actual" for modality in stated)


def _private(ref: ActorRef) -> bool:
    """Persons without an office of whom not even the country is known."""
    return not nameable(ref) and ref.kind in {"person", "group"} and ref.sector in _NO_OFFICE


def _describes(fit: Fit) -> bool:
    """ "groups *opposed* to the war", "men *committed* to the cause": what a participle of a state says of somebody is no act."""
    token = fit.clause.sentence.tokens[fit.clause.head]
    return fit.match.of.passive == "only" and fit.type in {"AGREE", "REJECT"} and token.dep == "acl"


def _points_back(fit: Fit) -> bool:
    """A definite reciprocal noun ("the talks", "the signing of the accord"): its parties stand around it, if anywhere."""
    if fit.clause.kind == "verb" and fit.clause.passive and fit.match.of.name in {"sign", "plan-visit"}:
        return not fit.clause.of("subject")  # "four memoranda were signed", "a meeting scheduled for Monday"
    if fit.clause.kind != "noun" or not fit.match.of.reciprocal:
        return False
    if fit.verb is not None:
        # "talks are to resume on Monday", "a second round of talks was held"
        return fit.type == "CONSULT" and (fit.through == HAPPENING or (fit.verb.passive and not fit.verb.of("subject")))
    determiner = ud.kid(fit.clause.sentence, fit.clause.head, "det")
    if fit.clause.sentence.kind == "title":
        return fit.type in {"ASSAULT", "CONSULT"}  # headlines have no articles: "after border clash"
    return determiner is not None and determiner.text.lower() in {"the", "this", "these"}


def _one_per_happening(found: Sequence[Coded], sentence: Sentence) -> list[Coded]:
    """Of events of one type in one sentence where one lies inside the other and brings no new party, the outer one is kept.

    For a noun a new party is one of another country: "*strikes* on Kyiv killed two Ukrainians".
    """
    kept: list[Coded] = []
    for event in sorted(found, key=lambda c: c.start - c.end):
        if not _parties(event) and any(o.type == event.type and _parties(o) and event.start <= o.start and o.end <= event.end for o in found):
            continue  # "*the truce between X and Y* took effect": told with its parties by a noun inside
        parties = _countries if sentence.tokens[event.head].pos == "NOUN" else _parties
        if not any(
            o.type == event.type and o.start <= event.start and event.end <= o.end and (parties(event) <= parties(o) or not event.actors)
            for o in kept
        ):
            kept.append(event)
    return kept


def _with_their_cause(found: list[Coded], sentence: Sentence) -> list[Coded]:
    """ "miners were killed *when a drone hit their bus*": the clause tells by whom, so it is one act with both sides."""
    out = list(found)
    for result in found:
        below = [
            c for c in out if result.type == c.type == "ASSAULT" and sentence.tokens[c.head].head == result.head and is_occasion(sentence, c.head)
        ]
        if below and not result.actors:
            cause = below[0]
            out.remove(result)
            receiving = cause.recipients if any(nameable(r) for r in cause.recipients) else result.recipients
            out[out.index(cause)] = replace(cause, recipients=receiving, start=min(cause.start, result.start), end=max(cause.end, result.end))
    return out


def _with_result_sides(event: Coded, found: Sequence[Coded], sentence: Sentence) -> Coded:
    """ "shelled a Malian town, *wounding two*": who is hurt by what is told before belongs to its other side, and who did it did both."""
    token = sentence.tokens[event.head]
    result = (token.dep == "advcl" and ud.is_participle_present(token)) or (token.dep == "conj" and token.pos == "VERB")
    if event.type != "ASSAULT" or not result or any(nameable(r) for r in event.recipients):
        return event
    for above in found:
        if above.head == token.head and above.type == "ASSAULT" and any(nameable(r) for r in above.recipients):
            recipients = tuple(replace(r, how="context") for r in above.recipients if nameable(r))
            return replace(event, actors=event.actors or above.actors, recipients=recipients)
    return event


def _countries(event: Coded) -> set[str]:
    return {r.country or r.id or r.name for r in (*event.actors, *event.recipients)}


def _parties(event: Coded) -> set[str]:
    return {r.id or r.name for r in (*event.actors, *event.recipients)}
