"""Sources outside of a reporting verb: "according to Y, X", "the allegation of Z that X", "Name: X"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.clauses import ud
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.content import LAYERS, Stretch, has_finite, is_finite, is_that, stretches
from dragoman.coding.statements.cues import Cue
from dragoman.coding.statements.speakers import Speaker, nominal, speaker_of
from dragoman.coding.statements.tags import OFFICES, clause_start, head_within
from dragoman.parsing.tree import Sentence, Token

_BY = frozenset({"by", "of", "from"})
_LIGHT = frozenset(
    {"make", "issue", "give", "release", "publish", "send", "deliver", "repeat", "reiterate", "renew", "have", "voice", "express", "lodge"}
    | {"file", "post", "read", "withdraw", "retract", "offer", "raise", "put"}
)
_ASIDES = LAYERS | {"who", "which", "whose"}
_SHORT = 6
"""So many words may the speaker of a headline have."""
_UNSOURCED = frozenset({"alleges", "claims", "reports"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})


def adverbial(cue: Cue, quotes: Sequence[Quote]) -> tuple[Speaker, Stretch | None] | None:
    """Read "according to Y": where it opens its clause the content follows, else it precedes; None where it stands in no clause."""
    sentence, tokens, begin = cue.sentence, cue.sentence.tokens, min(cue.tokens)
    speaker = _source(sentence, max(cue.tokens) + 1, begin)
    if speaker is None:
        return None
    before = tokens[begin - 1].text if begin else ""
    comma = speaker.last + 1 < len(tokens) and tokens[speaker.last + 1].text == ","
    start = clause_start(sentence, begin - 1, quotes, cue.depth) if begin else 0
    # "Under the deal, according to Y, X": no clause has begun before the source.
    if before in {"", ":", ";", "that", "–", "—"} or (before == "," and comma and not has_finite(sentence, start, begin - 1)):
        first = speaker.last + 2 if comma else speaker.last + 1
        if first < len(tokens) and tokens[first].text.lower() in _ASIDES:
            first = next((i + 1 for i in range(first, len(tokens)) if tokens[i].text == ","), first)
        inner = stretches(cue, first, quotes, {}) if first < len(tokens) else []
        return speaker, inner[0] if inner else None
    end = begin - 2 if before == "," else begin - 1
    return speaker, Stretch(start, end) if end >= start and has_finite(sentence, start, end) else None


def cited(cue: Cue) -> Speaker | None:
    """Find the source behind "citing" or "quoting"."""
    return _source(cue.sentence, cue.tokens[-1] + 1, cue.head)


def is_denied(cue: Cue) -> bool:
    """Recognise a reporting noun that there is none of: "no evidence that …"."""
    return any(t.text.lower() in {"no", "any", "little", "neither"} for t in ud.kids(cue.sentence, cue.head, "det", "amod", "advmod"))


def quoter(cue: Cue, above: int) -> Speaker | None:
    """Find who quotes, by the verb `above`: the subject of "quoted X as *saying*", the agent of "was quoted as saying by Y"."""
    sentence, tokens, behind = cue.sentence, cue.sentence.tokens, cue.last + 1
    if not ud.is_passive(sentence, above) or behind >= len(tokens) or tokens[behind].text != "by":
        return speaker_of(sentence, above)
    last = next((i for i in range(behind, len(tokens)) if tokens[i].pos == "PUNCT" and tokens[i].text != "-"), len(tokens)) - 1
    head = head_within(sentence, behind + 1, last)
    return None if head is None else Speaker(head, behind + 1, last)


def _source(sentence: Sentence, begin: int, cue: int) -> Speaker | None:
    """Find the nominal after "according to": up to its comma, with the name that a comma sets off ("the coach, Alireza Mehraban,")."""
    tokens = sentence.tokens
    head = next((i for i in (tokens[cue].head, *sentence.ancestors(cue)) if i >= begin and tokens[i].pos in _NAMES), None)
    verb = next((i for i in range(begin, len(tokens)) if is_finite(sentence, i)), len(tokens))
    ends = (t.i for t in tokens[begin:] if t.text in {",", ";", "”", '"', "–", "—"} or (t.text == "." and t.i == len(tokens) - 1))
    comma = next(ends, len(tokens))
    if comma < verb or verb == len(tokens):
        last = comma - 1
    elif head is not None:
        last = min(nominal(sentence, head).last, verb - 1)
    else:
        last = next((i for i in range(begin + 1, verb) if tokens[i].pos != "PROPN"), max(verb, begin + 1)) - 1
    if last < begin:
        return None
    if head is None or not begin <= head <= last:
        head = head_within(sentence, begin, last)
    return Speaker(head, begin, last) if head is not None else None


def noun_clause(cue: Cue, quotes: Sequence[Quote], verbs: Mapping[int, Cue]) -> tuple[Speaker | None, Stretch] | None:
    """Find the that-clause of a reporting noun and whose it is: possessor, by-phrase, or the subject of the verb that governs the noun."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if "that" not in cue.entry.frames:
        return None
    for i in range(cue.head + 1, min(cue.head + 12, len(tokens) - 1)):
        if is_that(sentence, i):
            speaker = noun_speaker(cue, i)
            found = stretches(cue, i + 1, quotes, verbs, cue.head)
            return (speaker, found[0]) if found and (speaker is not None or cue.entry.stance in _UNSOURCED) else None
        if tokens[i].pos in {"VERB", "AUX", "SCONJ", "PUNCT"}:
            return None
    return None


def noun_speaker(cue: Cue, stop: int) -> Speaker | None:
    """Whose saying a noun is."""
    sentence = cue.sentence
    owner = ud.kid(sentence, cue.head, "nmod:poss")
    if owner is not None:
        return nominal(sentence, owner.i)
    tokens = sentence.tokens
    if cue.head + 1 < len(tokens) and tokens[cue.head + 1].text.lower() in _BY:
        head = head_within(sentence, cue.head + 2, stop - 1)
        return Speaker(head, cue.head + 2, stop - 1) if head is not None else None
    token = sentence.tokens[cue.head]
    above = sentence.tokens[token.head]
    if ud.base(token.dep) in {"obj", "obl"} and above.pos == "VERB" and above.lemma.lower() in _LIGHT:
        speaker = speaker_of(sentence, above.i)
        return None if speaker is None else Speaker(speaker.head, speaker.first, speaker.last, own=False)
    return None


def headline(sentence: Sentence) -> tuple[Speaker, int, Stretch] | None:
    """Find what a title of the form "Name: what he says" or "What he says: minister" says: the speaker, the colon, the content."""
    tokens = sentence.tokens
    if sentence.kind != "title":
        return None
    colon = next((t.i for t in tokens if t.text == ":"), None)
    if colon is not None and 0 < colon <= _SHORT and colon + 3 < len(tokens) and has_finite(sentence, colon + 1, len(tokens) - 1):
        name = tokens[:colon]
        if _may_speak(name) and all(t.pos not in {"NUM", "ADP"} for t in name) and any(t.pos == "PROPN" for t in name):
            head = head_within(sentence, 0, colon - 1)
            return None if head is None else (Speaker(head, 0, colon - 1), colon, Stretch(colon + 1, len(tokens) - 1))
    mark = next((t.i for t in reversed(tokens) if t.text in {":", "–", "—"}), None)
    if mark is None or mark < _SHORT - 2 or not 0 < len(tokens) - 1 - mark <= _SHORT or not any(t.pos == "VERB" for t in tokens[:mark]):
        return None
    name = tokens[mark + 1 :]
    if not _may_speak(name) or not (all(t.pos == "PROPN" for t in name) or name[-1].lemma.lower() in OFFICES):
        return None
    head = head_within(sentence, mark + 1, len(tokens) - 1)
    return None if head is None else (Speaker(head, mark + 1, len(tokens) - 1), mark, Stretch(0, mark - 1))


def _may_speak(name: Sequence[Token]) -> bool:
    """Recognise a nominal without a verb."""
    return bool(name) and any(t.pos in {"NOUN", "PROPN"} for t in name) and all(t.pos not in {"VERB", "AUX", "PUNCT"} for t in name)
