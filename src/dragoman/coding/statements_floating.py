"""Quotes without a cue of their own: they go on with the speaker before them, or stand over a dash and a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.clauses.attribution import Said
from dragoman.clauses.quotes import Quote
from dragoman.coding import statements_quotes as marks
from dragoman.coding.statements_actors import ActorsOf, actor_of
from dragoman.coding.statements_speakers import Speaker
from dragoman.domain import Article
from dragoman.parsing.tree import Parse, Sentence, Token

_DASH = re.compile(r"[\s,]*[-–—]+\s*")


def floating(article: Article, parse: Parse, quotes: Sequence[Quote], used: set[Quote], said: Sequence[Said], actors: ActorsOf) -> list[Said]:
    """Find the sayings of quotes that no cue has claimed.

    A quote of whole sentences belongs to the last speaker of its paragraph; at the head of a paragraph to the next speaker in it, or, where
    there is none, to the last speaker of the paragraph before, if that one was quoted or the quote was left open there.
    """
    found: list[Said] = []
    for quote in quotes:
        if quote.depth or quote in used:
            continue
        signed = _signed(article, parse, quote, actors)
        if signed is not None:
            found.append(signed)
            continue
        if not (marks.is_whole(article, quote) or quote.continues):
            continue
        model = _model(article, parse, quote, [*said, *found])
        if model is not None:
            found.append(_continued(quote, model))
    return found


def _continued(quote: Quote, model: Said) -> Said:
    return replace(
        model,
        start=quote.start,
        end=quote.end,
        quote="direct",
        evidence=(quote.opening, quote.closing),
        scope=(quote.start, quote.end),
        rule="statements.floating",
    )


def _paragraph(parse: Parse, offset: int) -> int:
    return next((k for k, (start, end) in enumerate(parse.paragraphs) if start <= offset < end), -1)


def _model(article: Article, parse: Parse, quote: Quote, said: Sequence[Said]) -> Said | None:
    """Find the saying whose speaker goes on."""
    here = _paragraph(parse, quote.opening)
    outermost = [one for one in said if one.speaker is not None and not _quoted_away(one, said)]
    before = [one for one in outermost if _paragraph(parse, one.start) == here and max(one.end, one.cue_end) <= quote.opening]
    if before:
        last = max(before, key=lambda one: (max(one.end, one.cue_end), one.start))
        return last if last.quote != "indirect" or _adjoins(article, last, quote) else None
    start = parse.paragraphs[here][0]
    if article.text[start : quote.opening].strip():
        return None
    after = [one for one in outermost if one.quote == "direct" and one.start > quote.end and _paragraph(parse, one.start) == here]
    if after and not quote.continues:
        return min(after, key=lambda one: one.start)
    above = [one for one in outermost if _paragraph(parse, one.start) == here - 1 and (one.quote != "indirect" or quote.continues)]
    return max(above, key=lambda one: (max(one.end, one.cue_end), one.start)) if above else None


def _quoted_away(one: Said, said: Sequence[Said]) -> bool:
    """ReTurn True where the saying stands inside of what somebody else says."""
    return any(other is not one and other.scope[0] <= one.cue_start and one.cue_end <= other.scope[1] for other in said)


def _adjoins(article: Article, one: Said, quote: Quote) -> bool:
    """Only the end of one sentence lies between an indirect saying and the quote."""
    gap = article.text[max(one.end, one.cue_end) : quote.opening]
    return len(re.findall(r"[.!?]\s", gap)) <= 1 and "\n\n" not in gap


def _signed(article: Article, parse: Parse, quote: Quote, actors: ActorsOf) -> Said | None:
    """Find a quote signed by a name behind a dash: “…” — Name."""
    if len(marks.words_in(article.text[quote.start : quote.end])) < 4:
        return None
    dash = _DASH.match(article.text, quote.closing)
    if dash is None or dash.end() == quote.closing:
        return None
    sentence = marks.enclosing(parse, dash.end())
    if sentence is None:
        return None
    name = [t for t in sentence.tokens if t.start >= dash.end()]
    while name and name[-1].pos == "PUNCT":
        name.pop()
    if not 1 < len(name) <= 6 or any(t.pos in {"VERB", "AUX"} for t in name) or name[0].pos != "PROPN":
        return None
    return _by_name(article, quote, sentence, name, actors)


def _by_name(article: Article, quote: Quote, sentence: Sentence, name: Sequence[Token], actors: ActorsOf) -> Said:
    inside = {t.i for t in name}
    head = next((t.i for t in name if t.head not in inside or t.head == t.i), name[0].i)
    cue_start = name[0].start - 1
    while article.text[cue_start].isspace():
        cue_start -= 1
    return Said(
        start=quote.start,
        end=quote.end,
        quote="direct",
        speaker=actor_of(sentence, Speaker(head, name[0].i, name[-1].i), actors),
        speaker_span=(name[0].start, name[-1].end),
        cue=article.text[cue_start : cue_start + 1],
        cue_start=cue_start,
        cue_end=cue_start + 1,
        stance="says",
        evidence=(quote.opening, name[-1].end),
        scope=(quote.start, quote.end),
        sentence=sentence.index,
        head=head,
        rule="statements.signed",
    )
