"""Sayings before their actors are looked up: what each reporting predicate of a sentence governs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.clauses import ud
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements import quotes as marks
from dragoman.coding.statements import sources, tags
from dragoman.coding.statements.actors import ActorsOf, actor_of
from dragoman.coding.statements.content import Stretch, after, figure_end
from dragoman.coding.statements.cues import Cue, find_cues, speaker_of_cue
from dragoman.coding.statements.lexicon import Reporting, ReportingLexicon
from dragoman.coding.statements.openings import is_finite
from dragoman.coding.statements.speakers import Speaker, beside_verb
from dragoman.coding.statements.titles import mended
from dragoman.domain import Article, Source
from dragoman.parsing.tree import Sentence

#: What a verb with a reporting noun as its object may do to the saying, so that its subject is a source further out.
_GOVERNING = frozenset({"denies", "doubts", "confirms", "asks", "reports"})
QuoteKind = Literal["direct", "indirect", "mixed"]
_COLON = Reporting(":", "says", frozenset({"direct"}), "", "verb", "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A saying before its actors are looked up."""

    cue: Cue
    speaker: Speaker | None
    start: int
    end: int
    quote: QuoteKind
    rule: str
    used: tuple[Quote, ...] = ()
    covered: tuple[Quote, ...] = ()


def in_sentence(
    article: Article, sentence: Sentence, lexicon: ReportingLexicon, quotes: Sequence[Quote], used: set[Quote], actors: ActorsOf
) -> tuple[list[Draft], dict[tuple[int, int], list[Source]]]:
    """Find the sayings whose cue stands in the sentence, and the sources named above a cue in its own clause.

    `quotes` are those around the sentence, `used` those that earlier sentences have claimed.
    """
    sentence, used = mended(sentence), {q for q in quotes if q in used}
    cues = find_cues(sentence, lexicon, quotes)
    verbs = {cue.head: cue for cue in cues if cue.entry.kind == "verb"}
    takes_over: dict[int, Speaker] = {}
    drafts: list[Draft] = []
    layers: dict[tuple[int, int], list[Source]] = {}
    contents = {head: after(cue, quotes, verbs) for head, cue in verbs.items()}
    tag = tags.closing_tag(
        ((c, tags.closing_speaker(c, speaker_of_cue(c, clause_follows=False))) for head, c in verbs.items() if not contents[head]), quotes
    )
    nouns = {clause[1].first: cue for cue in cues if cue.entry.kind == "noun" and (clause := sources.noun_clause(cue, quotes, verbs))}
    for cue in cues:
        if cue.entry.kind == "verb":
            follows = bool(contents[cue.head])
            speaker = takes_over.get(cue.head) or speaker_of_cue(cue, clause_follows=follows)
            speaker = speaker if follows else tags.closing_speaker(cue, speaker)
            content = contents[cue.head] if tag is None else after(cue, quotes, verbs, tag)
            found, over = _verb_drafts(article, cue, speaker, quotes, used, verbs, content)
            found = [d for d in found if not _of_noun(sentence, d, nouns)]
            if speaker is not None:
                after_it = tags.participle_after(cue, speaker, verbs) if found else ()
                takes_over.update({head: Speaker(speaker.head, speaker.first, speaker.last, own=False) for head in (*over, *after_it)})
            drafts.extend(found)
            used |= {q for draft in found for q in draft.used}
            quoter = _quoter(cue) if found else None
            if quoter is not None:
                actor, quoting = actor_of(sentence, quoter, actors), sentence.tokens[sentence.tokens[cue.head].head]
                layers.setdefault((cue.start, cue.end), []).append(Source(actor.name, quoting.text, "reports", actor))
        elif cue.entry.kind == "noun":
            governor = _governor(cue, verbs)
            if (governor is not None and governor.entry.stance == "asks") or sources.is_denied(cue):
                continue  # "demanded an admission that …", "no evidence that …": nobody has said it
            found = _noun_drafts(article, cue, quotes, used, verbs)
            drafts.extend(found)
            used |= {q for draft in found for q in draft.used}
            above_it = speaker_of_cue(governor, clause_follows=False) if governor is not None and found else None
            if governor is not None and above_it is not None and (found[0].speaker is None or above_it.head != found[0].speaker.head):
                actor = actor_of(sentence, above_it, actors)
                layers.setdefault((cue.start, cue.end), []).append(Source(actor.name, governor.text, governor.entry.stance, actor))
    adverbials = [cue for cue in cues if cue.entry.kind == "adverbial"]
    for cue in sorted(adverbials, key=lambda cue: cue.entry.note == "layer"):
        cited = cue.entry.note == "layer"
        found, above = _cited_drafts(cue, drafts, actors) if cited else _adverbial_drafts(article, cue, quotes, drafts, actors)
        drafts.extend(found)
        for key, source in above:
            layers.setdefault(key, []).append(source)
    titled = sources.headline(sentence)
    if titled is not None and not drafts:
        speaker, colon, stretch = titled
        cue = Cue(sentence, colon, (colon,), _COLON, 0)
        drafts.append(_mixed(article, cue, speaker, stretch, quotes, "statements.headline"))
    return drafts, layers


def _quoter(cue: Cue) -> Speaker | None:
    """Find who quotes: the subject of "quoted X as *saying*", the agent of "was quoted as saying by Y"."""
    sentence = cue.sentence
    above = sentence.tokens[sentence.tokens[cue.head].head]
    if above.lemma not in {"quote", "cite"} or not ud.is_participle_present(sentence.tokens[cue.head]):
        return None
    following = cue.last + 1
    if ud.is_passive(sentence, above.i) and following < len(sentence.tokens) and sentence.tokens[following].text == "by":
        return sources.named_after(sentence, following + 1)
    return speaker_of_cue(replace(cue, head=above.i, tokens=(above.i,)), clause_follows=False)


def _of_noun(sentence: Sentence, draft: Draft, nouns: Mapping[int, Cue]) -> bool:
    """Tell whether a that-clause belongs to the reporting noun next to it, not to the verb further left ("accepted demands that …")."""
    starts = (sentence.tokens[first].start for first, noun in nouns.items() if draft.cue.head < noun.head)
    return draft.rule == "statements.clause" and draft.start in starts


def _governor(cue: Cue, verbs: Mapping[int, Cue]) -> Cue | None:
    """Find the reporting verb whose object a noun is: "dismissed as fiction a *report* that"."""
    left = [verb for head, verb in verbs.items() if head < cue.head and verb.depth == cue.depth]
    if not left:
        return None
    nearest = max(left, key=lambda verb: verb.head)
    between = cue.sentence.tokens[nearest.last + 1 : cue.head]
    blocked = any(t.text in {",", ";"} or (t.pos in {"VERB", "AUX"} and "VerbForm=Fin" in t.feats) or t.text.lower() == "that" for t in between)
    return None if blocked or nearest.entry.stance not in _GOVERNING else nearest


def _verb_drafts(
    article: Article,
    cue: Cue,
    speaker: Speaker | None,
    quotes: Sequence[Quote],
    used: set[Quote],
    verbs: Mapping[int, Cue],
    stretches: Sequence[Stretch],
) -> tuple[list[Draft], tuple[int, ...]]:
    sentence = cue.sentence
    if speaker is None:
        closing = _hidden_tag(cue, quotes)
        if closing is not None:
            return [_mixed(article, cue, closing[0], closing[1], quotes, "statements.tag")], ()
    passive = speaker is None and ud.is_passive(sentence, cue.head)
    if speaker is None and not (passive and ud.kid(sentence, cue.head, "ccomp", "csubj") and ud.kid(sentence, cue.head, "expl", "nsubj")):
        return [], ()
    group = tags.group_of(cue, speaker)
    drafts: list[Draft] = []
    if speaker is not None and speaker.own and speaker.first > cue.last:
        stretches = [one for one in stretches if one.first > speaker.last and sentence.tokens[one.first - 1].text.lower() == "that"]
    over = tuple(head for stretch in stretches for head in stretch.takes_over)
    free = [q for q in quotes if q not in used]
    direct = "direct" in cue.entry.frames
    if speaker is not None and (speaker.own or not ud.is_participle_present(sentence.tokens[cue.head])):
        closed = marks.before(article, cue, group, free) if direct else None
        if closed is not None:
            drafts.append(_closed_by(cue, speaker, closed, quotes))
        elif not stretches and speaker.own:
            opened = marks.following(article, cue, free, verbs) if direct else None
            stretch = tags.tagged(cue, group, quotes, speaker) if opened is None else None
            if stretch is not None:
                drafts.append(_mixed(article, cue, speaker, stretch, quotes, "statements.tag"))
                return drafts, over
    figure = "np" in cue.entry.frames and "that" not in cue.entry.frames
    for stretch in [figure_end(sentence, one) for one in stretches] if figure else stretches:
        drafts.append(_mixed(article, cue, speaker, stretch, quotes, "statements.clause"))
    if not stretches and direct:
        opened = marks.following(article, cue, [q for q in free if all(q not in d.used for d in drafts)], verbs)
        if opened is not None and not marks.is_name(article, opened):
            drafts.append(Draft(cue, speaker, opened.start, opened.end, "direct", "statements.quote", used=(opened,)))
    if not drafts or not stretches:
        taken = {q for d in drafts for q in d.used} | used
        for quote in marks.fragments(article, cue, [q for q in quotes if q not in taken], verbs):
            drafts.append(Draft(cue, speaker, quote.start, quote.end, "mixed", "statements.fragment", used=(quote,)))
    return drafts, over


def _hidden_tag(cue: Cue, quotes: Sequence[Quote]) -> tuple[Speaker, Stretch] | None:
    """Find a closing tag whose verb was taken for a participle ("…, the Ministry announced on Wednesday.")."""
    if ud.kid(cue.sentence, cue.head, "aux", "aux:pass", "obl:agent") is not None or not tags.can_close(cue):
        return None
    speaker = beside_verb(cue.sentence, cue.head)
    if speaker is None or speaker.last != cue.head - 1:
        return None
    group = tags.group_of(cue, speaker)
    stretch = tags.tagged(cue, group, quotes)
    return None if stretch is None or group.last + 2 < len(cue.sentence.tokens) else (speaker, stretch)


def _closed_by(cue: Cue, speaker: Speaker, quote: Quote, quotes: Sequence[Quote]) -> Draft:
    """Find the quote before a tag, or the whole clause where it begins before the quote ("The pair “abused …”, he said")."""
    sentence = cue.sentence
    if quote.opening > sentence.start:
        at = next(t.i for t in sentence.tokens if t.end > quote.opening)
        first = tags.clause_start(sentence, at, quotes, cue.depth)
        while first < at and sentence.tokens[first].pos in {"PUNCT", "CCONJ"}:
            first += 1
        lead, start = sentence.tokens[first:at], sentence.tokens[first].start
        earlier = any(q.closing > start for q in quotes if q.opening < quote.opening and q.depth == quote.depth)
        # A stop among the words before the quote: a sentence of their own that the parser did not part from it.
        if not earlier and any(t.pos != "PUNCT" for t in lead) and not any(t.text in {".", "!", "?"} for t in lead):
            return Draft(cue, speaker, start, quote.closing, "mixed", "statements.tag", used=(quote,))
    return Draft(cue, speaker, quote.start, quote.end, "direct", "statements.quote", used=(quote,))


def _mixed(article: Article, cue: Cue, speaker: Speaker | None, stretch: Stretch, quotes: Sequence[Quote], rule: str) -> Draft:
    """Find the content of a clause: direct where it lies within one quote, mixed where it holds quoted words, else indirect."""
    tokens = cue.sentence.tokens
    start, end = tokens[stretch.first].start, tokens[stretch.last].end
    inside = marks.covering(quotes, cue.depth, start, end)
    if not inside:
        return Draft(cue, speaker, start, end, "indirect", rule)
    first, last = inside[0], inside[-1]
    before = [t for t in cue.sentence.tokens[stretch.first : stretch.last + 1] if t.end <= first.opening]
    if before and before[-1].text == ":" and not any(is_finite(cue.sentence, t.i) for t in before):
        # "told thousands on the balcony: “…”"
        return Draft(cue, speaker, first.start, first.end, "direct", "statements.quote", used=(first,))
    if first.opening <= start < first.closing < end and _is_clause(cue.sentence, first):
        return Draft(cue, speaker, first.start, first.end, "direct", rule, used=(first,))
    if first.opening <= start and first.closing >= end:
        kind: QuoteKind = "direct" if article.text[first.start : first.start + 1].isupper() else "mixed"
        return Draft(cue, speaker, first.start, first.end, kind, rule, used=(first,))
    return Draft(cue, speaker, min(start, first.opening), max(end, last.closing), "mixed", rule, covered=tuple(inside))


def _is_clause(sentence: Sentence, quote: Quote) -> bool:
    """Recognise a quote with a subject and a finite verb of its own ("said ‘we are finished’ and walked out")."""
    inside = [t for t in sentence.tokens if quote.start <= t.start < quote.end]
    return any(is_finite(sentence, t.i) for t in inside) and any(t.dep.startswith("nsubj") for t in inside)


def _noun_drafts(article: Article, cue: Cue, quotes: Sequence[Quote], used: set[Quote], verbs: Mapping[int, Cue]) -> list[Draft]:
    clause = sources.noun_clause(cue, quotes, verbs)
    if clause is not None:
        return [_mixed(article, cue, clause[0], clause[1], quotes, "statements.noun")]
    if "quote" not in cue.entry.frames:
        return []
    speaker = sources.noun_speaker(cue, len(cue.sentence.tokens))
    if speaker is None:
        return []
    free = [q for q in quotes if q not in used]
    return [Draft(cue, speaker, q.start, q.end, "mixed", "statements.noun", used=(q,)) for q in marks.fragments(article, cue, free, verbs)]


def _adverbial_drafts(
    article: Article, cue: Cue, quotes: Sequence[Quote], drafts: Sequence[Draft], actors: ActorsOf
) -> tuple[list[Draft], list[tuple[tuple[int, int], Source]]]:
    """Read what "according to Y" vouches for. Behind a direct quote with its tag it is a source of the saying, not of the quote."""
    read = sources.adverbial(cue, quotes)
    if read is None:
        return [], []
    speaker = read.speaker
    source = actor_of(cue.sentence, speaker, actors)
    link = Source(source.name, cue.text, cue.entry.stance, source)
    quoted = [d for d in drafts if d.rule == "statements.quote" and d.cue.head < cue.head and d.cue.depth == cue.depth]
    if read.trailing and quoted:
        return [], [((d.cue.start, d.cue.end), link) for d in quoted]
    if read.content is None:
        return [], []
    return [_mixed(article, cue, speaker, read.content, quotes, "statements.according")], []


def _cited_drafts(cue: Cue, drafts: Sequence[Draft], actors: ActorsOf) -> tuple[list[Draft], list[tuple[tuple[int, int], Source]]]:
    """Read "Yonhap said, citing KCNA": the cited source says it too, and the citing one stands further out."""
    hosts = [d for d in drafts if d.cue.head < cue.head and d.cue.depth == cue.depth and d.speaker is not None]
    source = sources.cited(cue)
    if not hosts or source is None:
        return [], []
    nearest = max(d.cue.head for d in hosts)
    found = [replace(d, cue=cue, speaker=source, rule="statements.cited") for d in hosts if d.cue.head == nearest]
    return found, [((cue.start, cue.end), _link(d, actors)) for d in hosts[:1] if d.cue.head == nearest]


def _link(draft: Draft, actors: ActorsOf) -> Source:
    """Find the speaker of a draft as a link of a chain."""
    if draft.speaker is None:
        raise ValueError(f"the saying at {draft.start} has no speaker; only sayings with one can be cited")
    actor = actor_of(draft.cue.sentence, draft.speaker, actors)
    return Source(actor.name, draft.cue.text, draft.cue.entry.stance, actor)
