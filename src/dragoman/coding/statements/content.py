"""Where the words said stand after a cue: the tree says how far they reach, what opens them says where they begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.clauses.clauses import WEEKDAYS
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.cues import Cue, depth_at
from dragoman.parsing.tree import Sentence

LAYERS = frozenset({"citing", "quoting"})
TIMES = frozenset({"today", "yesterday", "tonight", "tomorrow", "here", "earlier", "later"})
_TRIMMED = frozenset({",", ".", ";", ":", "–", "—", "-", "!", "?"})
_COORDINATORS = frozenset({"and", "but", "or", "while", "whereas", "although", "though", "yet"})
_QUESTIONS = frozenset({"why", "how", "what", "whether", "where", "when", "who", "which", "if"})
_OPENING = frozenset({"“", '"', ":"})
_REACH = 18
"""So many words may stand between a cue and its "that"."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first`..`last` of the content."""

    first: int
    last: int


def is_finite(sentence: Sentence, i: int) -> bool:
    """Recognise a finite verb or auxiliary."""
    token = sentence.tokens[i]
    return token.pos in {"VERB", "AUX"} and "VerbForm=Fin" in token.feats


def has_finite(sentence: Sentence, first: int, last: int) -> bool:
    """Return True where a finite verb stands among the tokens."""
    return any(is_finite(sentence, i) for i in range(first, last + 1))


def is_that(sentence: Sentence, i: int) -> bool:
    """Recognise the word "that" as a complementiser, neither a demonstrative nor a relative pronoun."""
    token = sentence.tokens[i]
    return token.text.lower() == "that" and (token.dep == "mark" or token.pos == "SCONJ")


def after(cue: Cue, quotes: Sequence[Quote], verbs: Mapping[int, Cue]) -> list[Stretch]:
    """Find the clauses after a verb cue; "that A and that B" are two. Empty where the words after it are no content."""
    start = start_after(cue)
    return [] if start is None else stretches(cue, start, quotes, verbs, cue.head)


def start_after(cue: Cue) -> int | None:
    """Find the first token of the clause after a verb cue, behind "that" and the addressee; None where there is none."""
    sentence, frames, here = cue.sentence, cue.entry.frames, cue.last + 1
    if here >= len(sentence.tokens):
        return None
    that = _that_after(cue) if frames & {"that", "bare"} else None
    return here if that is None and _opens_content(cue, here) else that or _clause_after(cue, here)


def _opens_content(cue: Cue, here: int) -> bool:
    """Tell whether the word behind a cue opens its content: a question word, a gerund, a bare auxiliary, a figure's phrase."""
    token, frames = cue.sentence.tokens[here], cue.entry.frames
    if frames & {"wh", "bare"} and token.text.lower() in _QUESTIONS:
        return True
    if "ing" in frames and ud.is_participle_present(token) and token.pos in {"VERB", "AUX"}:
        return True
    if "bare" in frames and token.pos == "AUX" and is_finite(cue.sentence, here):
        return True  # "which Baku insists must be withdrawn"
    return "np" in frames and _figure_follows(cue)


def _clause_after(cue: Cue, here: int) -> int | None:
    """Find where the clause without "that" begins: behind words of time and whoever is told."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    clause = ud.kid(sentence, cue.head, "ccomp")
    if clause is None or clause.i < cue.head or "bare" not in cue.entry.frames:
        return None
    first = max(min(sentence.subtree(clause.i)), here)
    while first < clause.i and _of_time(sentence, first):
        first += 1
    told = [t.i for t in ud.kids(sentence, cue.head, "obj", "iobj") if first <= t.i < clause.i]
    if told and cue.entry.addressee == "object":
        first = max(sentence.subtree(told[-1])) + 1
    return None if any(t.text == "," or t.text in _OPENING for t in tokens[here:first]) else first


def _that_after(cue: Cue) -> int | None:
    """Find the token behind the "that" of a cue. Between them may stand an addressee, an adverb, a date, but no other clause."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    for i in range(cue.last + 1, min(cue.last + _REACH, len(tokens) - 1)):
        if is_that(sentence, i):
            owner = tokens[tokens[tokens[i].head].head]
            noun = owner.pos == "NOUN" and cue.last < owner.i < i and cue.entry.addressee != "object"
            return None if noun else i + 1  # "accepted demands that …": the clause belongs to the noun
        aside = tokens[i].dep in {"amod", "acl"} or tokens[i].text in LAYERS
        if (tokens[i].pos in {"VERB", "AUX"} and not aside) or tokens[i].text in _OPENING or tokens[i].pos == "SCONJ":
            return None
    return None


def _of_time(sentence: Sentence, i: int) -> bool:
    """Recognise words of time that stand between a cue and its content: "today", "on Friday"."""
    token = sentence.tokens[i]
    if token.text.lower() == "on":
        return sentence.tokens[i + 1].text in WEEKDAYS
    return token.text.lower() in TIMES or token.text in WEEKDAYS


def _figure_follows(cue: Cue) -> bool:
    """Recognise the object of "put … at" or "gave … as" with a figure behind the preposition."""
    wanted = "as" if cue.entry.lemma == "give" else "at"
    near = cue.sentence.tokens[cue.last + 2 : cue.last + _REACH]
    return any(t.text.lower() == wanted and any(n.pos in {"NUM", "SYM"} for n in near[k + 1 : k + 6]) for k, t in enumerate(near))


def stretches(cue: Cue, start: int, quotes: Sequence[Quote], verbs: Mapping[int, Cue], anchor: int | None = None) -> list[Stretch]:
    """Cut the tokens from `start` on into the contents that one cue governs, as far as the tree hangs them below token `anchor`."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    limit = len(tokens) - 1
    quoted = next((quote for quote in quotes if quote.depth == cue.depth - 1 and quote.holds(cue.start)), None)
    while quoted is not None and limit > start and tokens[limit].end > quoted.end:
        limit -= 1
    outside = set[int]() if anchor is None else _outside(sentence, anchor, start)
    found, first, i = list[Stretch](), start, start
    while i <= limit:
        token, depth = tokens[i], depth_at(quotes, tokens[i].start)
        if depth > cue.depth:
            i += 1
            continue
        if (
            depth < cue.depth
            or i in outside
            or token.text in {";", "according"}
            or (token.text in {".", "!", "?"} and token.space and first < i < limit)
        ):
            break
        if token.text == "," and _ends_at(cue, i, verbs):
            break
        if first < i < limit and token.pos == "CCONJ" and is_that(sentence, i + 1):
            found.append(Stretch(first, i - 1))
            first = i = i + 2
            continue
        i += 1
    found.append(Stretch(first, min(i, limit + 1) - 1))
    return _trimmed(sentence, found)


def _outside(sentence: Sentence, anchor: int, start: int) -> set[int]:
    """Find the tokens from `start` on that are no part of what `anchor` governs: not below it, or in a clause coordinated with it."""
    inside = set(sentence.subtree(anchor))
    if is_that(sentence, start - 1):
        inside |= set(sentence.subtree(sentence.tokens[start - 1].head))
    for token in ud.kids(sentence, anchor, "conj", "parataxis", "cc"):
        if token.i > start and ud.mark_of(sentence, token.i) != "that" and not _goes_on(sentence, anchor, token.i):
            inside -= set(sentence.subtree(token.i))
    return {t.i for t in sentence.tokens[start:]} - inside if start in inside else set()


def _goes_on(sentence: Sentence, anchor: int, conjunct: int) -> bool:
    """Recognise a verb hung on the cue that goes on with what is said: it has an auxiliary, no subject, and the cue has no auxiliary."""
    return bool(ud.kid(sentence, conjunct, "aux")) and not ud.kid(sentence, conjunct, "nsubj") and not ud.kid(sentence, anchor, "aux")


def _ends_at(cue: Cue, comma: int, verbs: Mapping[int, Cue]) -> bool:
    """Recognise a comma that ends the content.

    It stands before a source, a reporting participle, what takes up the words ("a charge he denies"), or behind a relative clause.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if comma + 1 >= len(tokens) or ("np" in cue.entry.frames and "that" not in cue.entry.frames):
        return True
    token = tokens[comma + 1]
    if token.text in LAYERS or (token.i in verbs and ud.is_participle_present(token) and start_after(verbs[token.i]) is not None):
        return True
    if tokens[cue.head].dep == "acl:relcl" and is_finite(sentence, token.i):
        return True
    return token.dep == "det" and any(t.i in verbs for t in ud.kids(sentence, token.head, "acl"))


def _trimmed(sentence: Sentence, found: Sequence[Stretch]) -> list[Stretch]:
    """Without commas, stops and coordinators at the edges."""
    out = []
    for stretch in found:
        first, last = stretch.first, stretch.last
        while first < last and (sentence.tokens[first].text in _TRIMMED):
            first += 1
        while last > first and (sentence.tokens[last].text in _TRIMMED or sentence.tokens[last].text.lower() in _COORDINATORS):
            last -= 1
        if last >= first and any(t.pos != "PUNCT" for t in sentence.tokens[first : last + 1]):
            out.append(Stretch(first, last))
    return out
