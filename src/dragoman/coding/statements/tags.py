"""Content around tags, adverbials and nouns: "X, the annexes say", "according to Y, X", "the allegation of Z that X", "Name: X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.clauses.clauses import WEEKDAYS
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.content import TIMES, Stretch, has_finite, is_finite
from dragoman.coding.statements.cues import Cue, depth_at
from dragoman.coding.statements.speakers import Speaker, described
from dragoman.parsing.tree import Sentence

_QUOTE_MARKS = frozenset({"”", '"', "’", "'", "»"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
OFFICES = frozenset(
    {"ministry", "government", "office", "agency", "service", "company", "official", "officer", "spokesman", "spokeswoman"}
    | {"spokesperson", "minister", "president", "department", "police", "army", "court", "bank", "embassy", "union", "party", "group"}
    | {"source", "adviser", "aide", "lawyer", "diplomat", "witness", "resident", "commission", "council"}
)
_OPENERS = frozenset({"where", "when", "which", "who", "that", "and", "but", "because"})
_BOUNDS = frozenset({",", ";", ":", "“", "”", '"', "–", "—"})
_LONGEST = 14
"""So many words may the speaker of a closing tag have."""


@dataclass(frozen=True, slots=True)
class Group:
    """The reporting clause itself, tokens `first`..`last`."""

    first: int
    last: int


def group_of(cue: Cue, speaker: Speaker | None) -> Group:
    """Find the tokens of speaker, verb, addressee and adverbials, up to the next comma or stop."""
    tokens = cue.sentence.tokens
    first, last = cue.head, cue.last
    while first > 0 and tokens[first - 1].pos in {"AUX", "ADV", "PART"} and tokens[first - 1].head == cue.head:
        first -= 1
    if speaker is not None and speaker.own:
        if speaker.last < cue.head:
            first = min(first, described(cue.sentence, speaker))
        elif speaker.first <= cue.last + 3:
            last = max(last, speaker.last)
    while last + 1 < len(tokens) and tokens[last + 1].text not in {",", ".", ";", ":", "“", '"', "!", "?", "–", "—"}:
        last += 1
    return Group(first, last)


def clause_start(sentence: Sentence, before: int, quotes: Sequence[Quote], depth: int) -> int:
    """Find the first token of what stands before a closing tag: the sentence's first, or the one after a colon or semicolon."""
    for i in range(before - 1, 0, -1):
        token = sentence.tokens[i]
        within, stop = depth_at(quotes, token.start), token.text in {":", ";"} or (token.text == "." and token.space)
        if within < depth or (stop and within == depth):
            return i + 1
    return 0


def tagged(cue: Cue, group: Group, quotes: Sequence[Quote], speaker: Speaker | None = None) -> Stretch | None:
    """Find the clause that a tag closes or interrupts; of an interrupted clause the piece with the finite verb.

    `speaker` is known where it stands behind the verb, so that it is not taken for an object.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if "bare" not in cue.entry.frames or group.first < 2 or ud.is_participle_present(tokens[cue.head]):
        return None
    before = tokens[group.first - 1].text
    if before != "," and before not in _QUOTE_MARKS:
        return None
    own = range(speaker.first, speaker.last + 1) if speaker is not None else range(0)
    objects = (t for t in ud.kids(sentence, cue.head, "obj") if cue.head < t.i <= group.last and t.i not in own)
    if cue.entry.addressee != "object" and any(t.text not in WEEKDAYS and t.text.lower() not in TIMES for t in objects):
        return None
    first, last = clause_start(sentence, group.first - 1, quotes, cue.depth), group.first - 2 if before == "," else group.first - 1
    if last >= first and (tokens[last].text.lower() in _OPENERS or tokens[last].pos in {"SCONJ", "CCONJ"}):
        last = first - 1  # "a city where, it said, 100 people were killed"
    if last >= first and _main_clause(sentence, first, last):
        return Stretch(first, last)
    after = group.last + 1
    if after < len(tokens) - 2 and tokens[after].text == "," and has_finite(sentence, after + 1, len(tokens) - 1):
        end = len(tokens) - 1
        while end > after and tokens[end].pos == "PUNCT" and tokens[end].text not in _QUOTE_MARKS:
            end -= 1
        return Stretch(after + 1, end)
    return None


def _main_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Recognise a finite verb which no conjunction or relative word makes subordinate."""
    for i in range(first, last + 1):
        if not is_finite(sentence, i):
            continue
        verb = i
        while sentence.tokens[verb].dep in {"aux", "aux:pass", "cop"}:
            verb = sentence.tokens[verb].head
        token = sentence.tokens[verb]
        if token.dep in {"acl:relcl", "acl"} or (token.dep == "advcl" and ud.mark_of(sentence, verb)):
            continue
        if sentence.tokens[first].pos == "SCONJ" and sentence.tokens[first].head == verb:
            continue
        return True
    return False


def closing_speaker(cue: Cue, speaker: Speaker | None) -> Speaker | None:
    """Find the speaker of a tag that closes its sentence: the words between the last comma and the verb, whatever the parser made of them.

    A subject further left stays where it is the verb's own: the words behind the comma are then its apposition.
    """
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if not is_finite(sentence, cue.head) or "bare" not in cue.entry.frames or group_of(cue, None).last + 2 < len(tokens):
        return speaker
    comma = next((i for i in range(cue.head - 1, -1, -1) if tokens[i].text in _BOUNDS), None)
    if comma is None or tokens[comma].text != "," or not 0 < cue.head - comma - 1 <= _LONGEST or has_finite(sentence, comma + 1, cue.head - 1):
        return speaker
    if speaker is not None and speaker.own and (speaker.first <= comma + 1 or tokens[comma + 1].pos in {"ADP", "SCONJ", "ADV", "CCONJ"}):
        return speaker
    if tokens[comma + 1].pos in {"ADP", "SCONJ", "CCONJ", "VERB"}:
        return speaker
    head = head_within(sentence, comma + 1, cue.head - 1)
    if head is None or tokens[head].text in WEEKDAYS:
        return speaker
    last = cue.head - 1
    while last > head and tokens[last].pos in {"ADV", "AUX"}:
        last -= 1
    return Speaker(head, comma + 1, last)


def head_within(sentence: Sentence, first: int, last: int) -> int | None:
    """Find the first nominal among the words."""
    return next((i for i in range(first, last + 1) if sentence.tokens[i].pos in _NAMES), None)
