"""Who said what: sayings with their speaker, cue and content, and the statements of the record made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.actors.folding import fold
from dragoman.clauses.attribution import Said, outer_chain
from dragoman.clauses.quotes import Quote, find_quotes
from dragoman.clauses.spans import Spans
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements.actors import ActorsOf, actor_of, actors_at
from dragoman.coding.statements.cues import addressees_of, is_occasion, medium_of, mood_of
from dragoman.coding.statements.dialogues import turns
from dragoman.coding.statements.drafts import Draft, in_sentence
from dragoman.coding.statements.floating import floating
from dragoman.coding.statements.lexicon import ReportingLexicon
from dragoman.coding.statements.readouts import readouts
from dragoman.coding.statements.speakers import Speaker, offsets
from dragoman.coding.statements.tags import group_of
from dragoman.domain import ActorRef, Article, Date, Evidence, Source, Statement
from dragoman.ids import content_id
from dragoman.parsing.tree import Parse, Sentence

#: So many characters before a sentence a quote may close that a tag at its head belongs to ("“…” He said").
_BEFORE = 20
#: So many characters of a speaker's description are kept as the words that name the speaker.
_LONGEST = 120
_ARTICLE = re.compile(r"^\W*(?:(?:the|an?)\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r",? (?:who|which|whose)\b|, (?:in|on|at|after|speaking|asked) ")


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
        used |= {q for d in found for q in d.used}
        for key, sources in above.items():
            layers.setdefault(key, []).extend(sources)
    for draft in _without_echoes(drafts):
        one = _said(article, draft, actors, lexicon, layers)
        # "The Herald has learned that …" in the Herald is the article's own voice, which every claim implies.
        if draft.cue.entry.note != "heard" or not one.speaker or not article.outlet or fold(one.speaker.name) != fold(article.outlet):
            said.append(one)
    used = {quote for draft in drafts for quote in draft.used}
    said.extend(floating(article, parse, quotes, used, said, actors))
    spoken = {(one.start, one.end) for one in said}
    announced = (*turns(article, parse, actors), *readouts(article, parse, quotes, actors, lexicon))
    said.extend(one for one in announced if (one.start, one.end) not in spoken)
    ordered = sorted(said, key=lambda one: (one.start, -one.end))
    scopes = Spans(ordered, lambda one: one.scope)
    return tuple(replace(one, outer=outer_chain(scopes.over(one.cue_start, one.cue_end), one)) for one in ordered)


def to_claims(
    article: Article,
    said: Iterable[Said],
    about: Callable[[Said], tuple[ActorRef, ...]] = lambda _: (),
    said_on: Callable[[Said], Date | None] = lambda _: None,
) -> tuple[Statement, ...]:
    """Find the statements of the record. What a source further out says of the saying is the statement's attribution.

    `about` gives the actors that the content of a saying names, `said_on` the day of the saying.
    """
    return tuple(_statement(article, one, about(one), said_on(one)) for one in said)


def _statement(article: Article, one: Said, about: tuple[ActorRef, ...], date: Date | None) -> Statement:
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
        stance=one.stance,
        about=about,
        date=date,
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


def _as_printed(article: Article, actor: ActorRef, sentence: Sentence, speaker: Speaker) -> ActorRef:
    """Give the actor all the words that name the speaker here: "Tunisia's coach Nabil Maaloul", "officials in both countries"."""
    start, end = offsets(sentence, speaker)
    words = _CLAUSE.split(_ARTICLE.sub("", " ".join(article.text[start:end].split())))[0]
    whole = speaker.own and len(words) <= _LONGEST and actor.text in words
    return replace(actor, text=words) if whole else actor


def _said(article: Article, draft: Draft, actors: ActorsOf, lexicon: ReportingLexicon, layers: Mapping[tuple[int, int], Sequence[Source]]) -> Said:
    cue, speaker = draft.cue, draft.speaker
    sentence = cue.sentence
    group = group_of(cue, speaker)
    polarity, modality = mood_of(cue)
    bounds = [draft.start, draft.end, cue.start, cue.end]
    if speaker is not None and speaker.own:
        bounds += offsets(sentence, speaker)
    own = range(speaker.first, speaker.last + 1) if speaker else range(0)
    told = [head for head in addressees_of(cue) if head not in own and not is_occasion(sentence, head, lexicon)]
    spoken_to = tuple(ref for head in told for ref in actors_at(sentence, head, actors))
    return Said(
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        speaker=_as_printed(article, actor_of(sentence, speaker, actors), sentence, speaker) if speaker else None,
        speaker_span=offsets(sentence, speaker) if speaker else None,
        cue=cue.text,
        cue_start=cue.start,
        cue_end=cue.end,
        stance=cue.entry.stance,
        evidence=(min(bounds), max(bounds)),
        scope=(draft.start, draft.end),
        sentence=sentence.index,
        head=cue.head,
        rule=draft.rule,
        addressees=spoken_to,
        medium=medium_of(cue, lexicon, group.last),
        polarity=polarity,
        modality=modality,
        layers=tuple(layers.get((cue.start, cue.end), ())),
    )
