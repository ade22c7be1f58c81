"""Who said what: sayings with their speaker, cue and content, and the statements of the record made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.clauses.attribution import Said, outer_chain
from dragoman.clauses.quotes import Quote, find_quotes
from dragoman.clauses.spans import Spans
from dragoman.coding import statements_quotes as marks
from dragoman.coding.statements_actors import ActorsOf, actor_of, actors_at
from dragoman.coding.statements_cues import addressees_of, medium_of, mood_of
from dragoman.coding.statements_drafts import Draft, in_sentence
from dragoman.coding.statements_floating import floating
from dragoman.coding.statements_lexicon import ReportingLexicon
from dragoman.coding.statements_speakers import offsets
from dragoman.coding.statements_tags import group_of
from dragoman.domain import Article, Evidence, Source, Statement
from dragoman.ids import content_id
from dragoman.parsing.tree import Parse

#: So many characters before a sentence a quote may close that a tag at its head belongs to ("“…” He said").
_BEFORE = 20


def find_statements(article: Article, parse: Parse, actors: ActorsOf, lexicon: ReportingLexicon) -> tuple[Said, ...]:
    """All sayings of an article in the order of the text, each with the chain of sources around it."""
    quotes = find_quotes(article.text, parse.paragraphs)
    near = Spans(quotes, lambda quote: (quote.opening, quote.closing))
    drafts: list[Draft] = []
    used: set[Quote] = set()
    layers: dict[tuple[int, int], list[Source]] = {}
    said: list[Said] = []
    for sentence in parse.sentences:
        if sentence.kind == "dateline":
            continue
        around = near.over(sentence.start - _BEFORE, sentence.end + marks.STRETCH)
        found, above = in_sentence(article, sentence, lexicon, around, used, actors)
        drafts.extend(found)
        used |= {q for d in found for q in d.used + d.covered}
        for key, sources in above.items():
            layers.setdefault(key, []).extend(sources)
    for draft in _without_doubles(_without_echoes(drafts)):
        said.append(_said(article, draft, actors, lexicon, layers))
    used = {quote for draft in drafts for quote in draft.used + draft.covered}
    said.extend(floating(article, parse, quotes, used, said, actors))
    ordered = sorted(said, key=lambda one: (one.start, -one.end))
    scopes = Spans(ordered, lambda one: one.scope)
    return tuple(replace(one, outer=outer_chain(scopes.over(one.cue_start, one.cue_end), one)) for one in ordered)


def to_claims(article: Article, said: Iterable[Said]) -> tuple[Statement, ...]:
    """Find the statements of the record. What a source further out says of the saying is the statement's attribution."""
    return tuple(_statement(article, one) for one in said)


def _statement(article: Article, one: Said) -> Statement:
    start, end = one.evidence
    name = one.speaker.name if one.speaker else None
    return Statement(
        id=content_id("statement", (article.id, one.start, one.end, name, one.cue, one.cue_start)),
        article=article.id,
        evidence=Evidence(start, end, article.text[start:end]),
        attribution=one.outer,
        polarity=one.polarity,
        modality=one.modality,
        rule=one.rule,
        speaker=one.speaker,
        addressees=one.addressees,
        content=Evidence(one.start, one.end, article.text[one.start : one.end]),
        quote=one.quote,
        cue=one.cue,
        medium=one.medium,
    )


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out echoes: "She said she believed …" is one saying: the mind of the speaker adds none."""
    contents = Spans(drafts, lambda draft: (draft.start, draft.end))
    kept = []
    for draft in drafts:
        mind = draft.cue.entry.note == "mind" and draft.speaker is not None and draft.cue.sentence.tokens[draft.speaker.head].pos == "PRON"
        around = contents.over(draft.cue.start, draft.cue.end) if mind else ()
        if not any(d is not draft and d.start <= draft.cue.start and draft.cue.end <= d.end for d in around):
            kept.append(draft)
    return kept


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One saying per content and speaker."""
    seen: set[tuple[int, int, int | None]] = set()
    kept = []
    for draft in drafts:
        key = (draft.start, draft.end, draft.speaker.head if draft.speaker else None)
        if key not in seen and draft.end > draft.start:
            seen.add(key)
            kept.append(draft)
    return kept


def _said(article: Article, draft: Draft, actors: ActorsOf, lexicon: ReportingLexicon, layers: Mapping[tuple[int, int], Sequence[Source]]) -> Said:
    cue, speaker = draft.cue, draft.speaker
    sentence = cue.sentence
    group = group_of(cue, speaker)
    polarity, modality = mood_of(cue)
    bounds = [draft.start, draft.end, cue.start, cue.end]
    if speaker is not None and speaker.own:
        bounds += offsets(sentence, speaker)
    spoken_to = tuple(
        ref
        for head in addressees_of(cue, draft.start)
        if not (speaker and speaker.first <= head <= speaker.last)
        for ref in actors_at(sentence, head, actors)
    )
    return Said(
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        speaker=actor_of(sentence, speaker, actors) if speaker else None,
        speaker_span=offsets(sentence, speaker) if speaker else None,
        cue=cue.text,
        cue_start=cue.start,
        cue_end=cue.end,
        stance=cue.entry.stance,
        evidence=(min(bounds), max(bounds)),
        scope=draft.scope or (draft.start, draft.end),
        sentence=sentence.index,
        head=cue.head,
        rule=draft.rule,
        addressees=spoken_to,
        medium=medium_of(cue, lexicon, group.first, group.last),
        polarity=polarity,
        modality=modality,
        layers=tuple(layers.get((cue.start, cue.end), ())),
    )
