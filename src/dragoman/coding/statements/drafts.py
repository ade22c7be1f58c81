"""Sayings before their actors are looked up: what each reporting predicate of a sentence governs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.clauses import ud
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements import sources, tags
from dragoman.coding.statements.actors import ActorsOf, actor_of
from dragoman.coding.statements.content import Stretch, after, is_finite
from dragoman.coding.statements.cues import Cue, find_cues
from dragoman.coding.statements.lexicon import Reporting, ReportingLexicon
from dragoman.coding.statements.speakers import Speaker, speaker_of
from dragoman.domain import Article, Source
from dragoman.parsing.tree import Sentence

_COLON = Reporting(":", "says", frozenset({"direct"}), "", "verb", "")
QuoteKind = Literal["direct", "indirect", "mixed"]
Layers = dict[tuple[int, int], list[Source]]
"""The sources named above a cue in its own clause, by the characters of the cue."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A saying before its actors are looked up; `used` are the quotes that it takes."""

    cue: Cue
    speaker: Speaker | None
    start: int
    end: int
    quote: QuoteKind
    rule: str
    used: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a cue: the article, the quotes near its sentence, the reporting verbs of the sentence by their heads."""

    article: Article
    quotes: Sequence[Quote]
    verbs: Mapping[int, Cue]


def in_sentence(
    article: Article, sentence: Sentence, lexicon: ReportingLexicon, quotes: Sequence[Quote], used: set[Quote], actors: ActorsOf
) -> tuple[list[Draft], Layers]:
    """Find the sayings whose cue stands in the sentence, and the sources named above a cue in its own clause.

    `quotes` are those around the sentence, `used` those that earlier sentences have claimed.
    """
    cues = find_cues(sentence, lexicon, quotes)
    around = _Around(article, quotes, {cue.head: cue for cue in cues if cue.entry.kind == "verb"})
    drafts, layers, taken = list[Draft](), defaultdict[tuple[int, int], list[Source]](list), set(used)
    for cue in cues:
        if cue.entry.kind == "adverbial":
            continue
        found = _of_verb(around, cue, taken) if cue.entry.kind == "verb" else _of_noun(around, cue, taken)
        above = _above(cue, around.verbs) if found else None
        if above is not None and above[0] != found[0].speaker:
            layers[cue.start, cue.end].append(_source(sentence, *above, actors))
        drafts += found
        taken |= {quote for draft in found for quote in draft.used}
    adverbials = [cue for cue in cues if cue.entry.kind == "adverbial"]
    for cue in sorted(adverbials, key=lambda cue: cue.entry.note == "layer"):
        cited = cue.entry.note == "layer"
        drafts += _cited(cue, drafts, layers, actors) if cited else _according(around, cue, drafts, layers, actors)
    return drafts or _headline(around, sentence), layers


def _source(sentence: Sentence, speaker: Speaker, cue: Cue, actors: ActorsOf) -> Source:
    """Make a speaker a link of a chain."""
    actor = actor_of(sentence, speaker, actors)
    return Source(actor.name, cue.text, cue.entry.stance, actor)


def _above(cue: Cue, verbs: Mapping[int, Cue]) -> tuple[Speaker, Cue] | None:
    """Find who speaks of the saying itself, and by which verb: "*dismissed* as fiction a report that", "*quoted* X as saying"."""
    sentence = cue.sentence
    above = sentence.tokens[sentence.tokens[cue.head].head]
    if cue.entry.kind == "noun":
        left = [verb for head, verb in verbs.items() if head < cue.head and verb.depth == cue.depth]
        governor = max(left, key=lambda verb: verb.head, default=None)
        speaker = None if governor is None else speaker_of(sentence, governor.head)
        return None if governor is None or speaker is None else (speaker, governor)
    if above.lemma not in {"quote", "cite"} or not ud.is_participle_present(sentence.tokens[cue.head]):
        return None
    quoter = sources.quoter(cue, above.i)
    return None if quoter is None else (quoter, Cue(sentence, above.i, (above.i,), replace(cue.entry, stance="reports"), cue.depth))


def _of_verb(around: _Around, cue: Cue, used: set[Quote]) -> list[Draft]:
    """Find what a reporting verb governs: clauses after it, a quote before or after it, a clause that its tag closes, quoted parts."""
    article, quotes = around.article, around.quotes
    stretches = after(cue, quotes, around.verbs)
    speaker = speaker_of(cue.sentence, cue.head)
    speaker = speaker if stretches else tags.closing_speaker(cue, speaker)
    if speaker is None:
        return []
    if speaker.own and speaker.first > cue.last:
        stretches = [one for one in stretches if one.first > speaker.last]
    group = tags.group_of(cue, speaker)
    free = [quote for quote in quotes if quote not in used]
    direct = "direct" in cue.entry.frames
    closed = marks.before(article, cue, group, free) if direct else None
    drafts = [] if closed is None else [_closed_by(cue, speaker, closed, quotes)]
    if stretches:
        return drafts + [_mixed(around, cue, speaker, stretch, "statements.clause") for stretch in stretches]
    free = [quote for quote in free if quote != closed]
    opened = marks.following(article, cue, free, around.verbs) if direct else None
    tagged = tags.tagged(cue, group, quotes, speaker) if closed is None and opened is None and speaker.own else None
    if tagged is not None:
        return [_mixed(around, cue, speaker, tagged, "statements.tag")]
    if opened is not None and not marks.is_name(article, opened):
        drafts.append(Draft(cue, speaker, opened.start, opened.end, "direct", "statements.quote", (opened,)))
    return drafts + _fragments(around, cue, speaker, [quote for quote in free if quote != opened], "statements.fragment")


def _fragments(around: _Around, cue: Cue, speaker: Speaker, free: Sequence[Quote], rule: str) -> list[Draft]:
    """Find the quoted parts of what a predicate governs."""
    found = marks.fragments(around.article, cue, free, around.verbs)
    return [Draft(cue, speaker, quote.start, quote.end, "mixed", rule, (quote,)) for quote in found]


def _closed_by(cue: Cue, speaker: Speaker, quote: Quote, quotes: Sequence[Quote]) -> Draft:
    """Find the quote before a tag, or the whole clause where it begins before the quote ("The pair “abused …”, he said")."""
    sentence = cue.sentence
    if quote.opening > sentence.start:
        at = next(t.i for t in sentence.tokens if t.end > quote.opening)
        first = tags.clause_start(sentence, at, quotes, cue.depth)
        while first < at and sentence.tokens[first].pos in {"PUNCT", "CCONJ"}:
            first += 1
        lead, start = sentence.tokens[first:at], sentence.tokens[first].start
        # A stop among the words before the quote: a sentence of their own that the parser did not part from it.
        if any(t.pos != "PUNCT" for t in lead) and not any(t.text in {".", "!", "?"} for t in lead):
            return Draft(cue, speaker, start, quote.closing, "mixed", "statements.tag", (quote,))
    return Draft(cue, speaker, quote.start, quote.end, "direct", "statements.quote", (quote,))


def _mixed(around: _Around, cue: Cue, speaker: Speaker | None, stretch: Stretch, rule: str) -> Draft:
    """Find the content of a clause: direct where it lies within one quote, mixed where it holds quoted words, else indirect."""
    start, end = cue.sentence.tokens[stretch.first].start, cue.sentence.tokens[stretch.last].end
    inside = marks.covering(around.quotes, cue.depth, start, end)
    if not inside:
        return Draft(cue, speaker, start, end, "indirect", rule)
    first, last = inside[0], inside[-1]
    if first.opening <= start < first.closing < end and _is_clause(cue.sentence, first):
        return Draft(cue, speaker, first.start, first.end, "direct", rule, (first,))
    if first.opening <= start and first.closing >= end:
        whole = around.article.text[first.start : first.start + 1].isupper()
        return Draft(cue, speaker, first.start, first.end, "direct" if whole else "mixed", rule, (first,))
    return Draft(cue, speaker, min(start, first.opening), max(end, last.closing), "mixed", rule, tuple(inside))


def _is_clause(sentence: Sentence, quote: Quote) -> bool:
    """Recognise a quote with a subject and a finite verb of its own ("said ‘we are finished’ and walked out")."""
    inside = [t for t in sentence.tokens if quote.start <= t.start < quote.end]
    return any(is_finite(sentence, t.i) for t in inside) and any(t.dep.startswith("nsubj") for t in inside)


def _of_noun(around: _Around, cue: Cue, used: set[Quote]) -> list[Draft]:
    """Find what a reporting noun governs: its that-clause or quoted parts."""
    if sources.is_denied(cue):
        return []  # "no evidence that …": nobody has said it
    clause = sources.noun_clause(cue, around.quotes, around.verbs)
    if clause is not None:
        return [_mixed(around, cue, *clause, "statements.noun")]
    speaker = sources.noun_speaker(cue, len(cue.sentence.tokens)) if "quote" in cue.entry.frames else None
    free = [quote for quote in around.quotes if quote not in used]
    return [] if speaker is None else _fragments(around, cue, speaker, free, "statements.noun")


def _according(around: _Around, cue: Cue, drafts: Sequence[Draft], layers: Layers, actors: ActorsOf) -> list[Draft]:
    """Read what "according to Y" vouches for. Behind a direct quote with its tag it is a source of the saying, not of the quote."""
    read = sources.adverbial(cue, around.quotes)
    if read is None:
        return []
    speaker, content = read
    quoted = [d for d in drafts if d.rule == "statements.quote" and d.cue.head < cue.head and d.cue.depth == cue.depth]
    for draft in quoted:
        layers[draft.cue.start, draft.cue.end].append(_source(cue.sentence, speaker, cue, actors))
    return [] if quoted or content is None else [_mixed(around, cue, speaker, content, "statements.according")]


def _cited(cue: Cue, drafts: Sequence[Draft], layers: Layers, actors: ActorsOf) -> list[Draft]:
    """Read "Yonhap said, citing KCNA": the cited source says it too, and the citing one stands further out."""
    hosts = [d for d in drafts if d.cue.head < cue.head and d.cue.depth == cue.depth]
    source = sources.cited(cue)
    host = max(hosts, key=lambda draft: draft.cue.head, default=None)
    if host is None or host.speaker is None or source is None:
        return []
    layers[cue.start, cue.end].append(_source(cue.sentence, host.speaker, host.cue, actors))
    return [replace(d, cue=cue, speaker=source, rule="statements.cited") for d in hosts if d.cue.head == host.cue.head]


def _headline(around: _Around, sentence: Sentence) -> list[Draft]:
    """Read a title "Name: what he says"."""
    titled = sources.headline(sentence)
    if titled is None:
        return []
    speaker, colon, stretch = titled
    return [_mixed(around, Cue(sentence, colon, (colon,), _COLON, 0), speaker, stretch, "statements.headline")]
