"""Words without quotation marks behind a line that says whose they are: "The foreign secretary said:", then paragraphs in the first person."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.actors import ActorsOf, actor_of
from dragoman.coding.statements.cues import Cue, find_cues
from dragoman.coding.statements.lexicon import ReportingLexicon
from dragoman.coding.statements.speakers import offsets, speaker_of
from dragoman.domain import Article
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Parse

_WORD = re.compile(r"\w+")
_FIRST_PERSON = wordset(CLAUSES, "first_person")
_MARK = re.compile(r"[\"“„«'‘]")
_WHOLE = re.compile(r"[.!?…][\"”’)]*\Z")


def readouts(article: Article, parse: Parse, quotes: Sequence[Quote], actors: ActorsOf, lexicon: ReportingLexicon) -> list[Said]:
    """Find the paragraphs that a line with a speaker, a verb of saying and a colon at its end announces.

    The next paragraph is what was said; those after it go on as long as one of them, further on, speaks in the first person. A heading, a
    paragraph with quotation marks at its head, and another such line end it.
    """
    found: list[Said] = []
    starts = {start: number for number, (start, _) in enumerate(parse.paragraphs)}
    leads = {number: cue for number in starts.values() if (cue := _lead(article, parse, number, quotes, lexicon)) is not None}
    for number, cue in leads.items():
        speaker = speaker_of(cue.sentence, cue.head)
        if speaker is None:
            continue
        actor, span = actor_of(cue.sentence, speaker, actors), offsets(cue.sentence, speaker)
        for n, (start, end) in enumerate(_said(article, parse, number, leads.keys())):
            evidence = (min(cue.start, span[0]), end) if n == 0 else (start, end)
            words = (cue.text, cue.start, cue.end, cue.entry.stance)
            found.append(Said(start, end, "direct", actor, span, *words, evidence, (start, end), cue.sentence.index, cue.head, "statements.readout"))
    return found


def _lead(article: Article, parse: Parse, number: int, quotes: Sequence[Quote], lexicon: ReportingLexicon) -> Cue | None:
    """The verb of saying of a paragraph's last sentence, where a colon ends it."""
    start, end = parse.paragraphs[number]
    if not article.text[start:end].rstrip().endswith(":"):
        return None
    last = next((s for s in reversed(parse.sentences) if start <= s.start < end), None)
    cues = [] if last is None else [cue for cue in find_cues(last, lexicon, quotes) if cue.entry.kind == "verb" and "direct" in cue.entry.frames]
    return cues[-1] if cues and not cues[-1].depth else None


def _said(article: Article, parse: Parse, lead: int, leads: Container[int]) -> list[tuple[int, int]]:
    """Where the announced paragraphs stand, without blanks at their ends."""
    spans: list[tuple[int, int]] = []
    kept = 0
    for number in range(lead + 1, len(parse.paragraphs)):
        start, end = parse.paragraphs[number]
        text = article.text[start:end]
        if number in leads or _MARK.match(text.lstrip()) or not _WHOLE.search(text.rstrip()):
            break
        left = start + len(text) - len(text.lstrip())
        spans.append((left, left + len(text.strip())))
        if not kept or _in_first_person(text):
            kept = len(spans)
    return spans[:kept]


def _in_first_person(text: str) -> bool:
    """Whether somebody speaks of himself: "us", but not "the US"."""
    return any(word.lower() in _FIRST_PERSON for word in _WORD.findall(text) if word != "US")
