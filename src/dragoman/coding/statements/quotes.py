"""Which quotation marks hold something said, and which cue they belong to; scare quotes, titles and nicknames are none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.cues import Cue
from dragoman.coding.statements.tags import Group
from dragoman.domain import Article
from dragoman.parsing.tree import Parse, Sentence

_WORD = re.compile(r"[\w’'-]+")
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "per", "the", "to", "vs"} | {"with"}
)
_GAP = re.compile(r"[\s,–—-]*")
_ENDING = frozenset(".!?…,—")
_BEFORE_TAG = frozenset("!?…,—-")
STRETCH = 170
"""So far from its cue a quote may begin."""


def words_in(text: str) -> list[str]:
    """Find the words of a quote."""
    return _WORD.findall(text)


def is_name(article: Article, quote: Quote) -> bool:
    """Recognise a title, nickname or term: every longer word with a capital and no stop at the end."""
    inside = article.text[quote.start : quote.end]
    words = [w for w in words_in(inside) if w.lower() not in _SMALL]
    return len(words) > 1 and all(w[0].isupper() or w[0].isdigit() for w in words) and inside[-1:] not in _ENDING


def is_fragment(article: Article, quote: Quote, least: int) -> bool:
    """Long enough to be words of somebody rather than a scare quote."""
    return len(words_in(article.text[quote.start : quote.end])) >= least


def before(article: Article, cue: Cue, group: Group, quotes: Sequence[Quote]) -> Quote | None:
    """Find the quote that a tag closes: nothing but punctuation stands between them."""
    start = cue.sentence.tokens[group.first].start
    for quote in quotes:
        if quote.depth == cue.depth and quote.closing <= start and _GAP.fullmatch(article.text, quote.closing, start):
            gap = article.text[quote.closing : start]
            return quote if quote.closed and "\n" not in gap and (article.text[quote.end - 1 : quote.end] in _BEFORE_TAG or gap.strip()) else None
    return None


def following(article: Article, cue: Cue, quotes: Sequence[Quote], others: Collection[int]) -> Quote | None:
    """Find the quote that a cue opens: after a comma, colon, an addressee or nothing, before any other reporting verb."""
    text, sentence = article.text, cue.sentence
    quote = next((q for q in quotes if q.depth == cue.depth and q.opening >= cue.end), None)
    if quote is None:
        return None
    gap = text[cue.end : quote.opening].strip()
    opens = gap[-1:] in {",", ":"} and "\n\n" not in gap and "." not in text[cue.end : sentence.end]
    if quote.opening >= sentence.end and (not opens or words_in(text[sentence.end : quote.opening])):
        return None
    inner = [t for t in sentence.tokens if cue.end <= t.start < quote.opening]
    if any(t.i in others for t in inner):
        return None
    if not gap or gap[-1] in {",", ":"}:
        return quote
    whole = text[quote.start : quote.start + 1].isupper() and is_fragment(article, quote, 3) and not is_name(article, quote)
    return quote if whole and all(t.pos != "PUNCT" for t in inner) else None


def fragments(article: Article, cue: Cue, quotes: Sequence[Quote], verbs: Mapping[int, Cue]) -> list[Quote]:
    """Find the quoted parts that a predicate of describing, accusing, offering or calling governs, up to the next reporting verb.

    Of a predicate with "as" the quote may stand behind other verbs ("dismissed claims that it had spied as “fabrication”").
    """
    sentence, found = cue.sentence, list[Quote]()
    for quote in quotes:
        if quote.depth != cue.depth or not cue.end <= quote.opening < sentence.end:
            continue
        before_it = article.text[cue.end : quote.opening].strip().lower()
        between = [v for head, v in verbs.items() if head > cue.head and v.start < quote.opening]
        if between:
            continue
        beside = bool(found) and article.text[found[-1].closing : quote.opening].strip(" ,") in {"", "and", "or"}
        if (beside and not is_name(article, quote)) or _governed(article, cue, quote, before_it):
            found.append(quote)
    return found


def _governed(article: Article, cue: Cue, quote: Quote, gap: str) -> bool:
    frames, last_word = cue.entry.frames, gap.rsplit(" ", 1)[-1] if gap else ""
    words = len(words_in(article.text[quote.start : quote.end]))
    if "as" in frames:
        if re.search(r"\bas(?: an?| the)?$", gap):
            return True
        if cue.entry.stance == "says" and "quote" in frames and gap and not re.search(r"[,;:.]$", gap) and len(gap.split()) <= 6:
            return words >= 2 and not is_name(article, quote)
    if "of" in frames and last_word in {"of", "for"} and words >= 3:
        return True
    if "quote" in frames and not is_name(article, quote):
        return words >= (4 if gap else 3)
    return False


def covering(quotes: Sequence[Quote], depth: int, start: int, end: int) -> list[Quote]:
    """Quotes of a depth that overlap the characters."""
    return [q for q in quotes if q.depth == depth and q.opening < end and start < q.closing]


def is_whole(article: Article, quote: Quote) -> bool:
    """Recognise a quote that stands for itself, a sentence or more: begins where a sentence may begin and ends with a stop or its paragraph."""
    text = article.text
    if (quote.closed and not is_fragment(article, quote, 3) and not _is_afterthought(article, quote)) or is_name(article, quote):
        return False
    lead = text[max(0, quote.opening - 20) : quote.opening].rstrip(" \u00a0\t")
    if lead and lead[-1] not in ".!?…\n:”\"’'":
        return False
    return text[quote.end - 1 : quote.end] in {".", "!", "?", "…", "—", "-"} or not quote.closed


def _is_afterthought(article: Article, quote: Quote) -> bool:
    """Recognise a word or two with a stop of their own behind a sentence ("“They must go,” he said. “Today.”")."""
    lead = article.text[max(0, quote.opening - 20) : quote.opening].rstrip(" ")
    return lead[-1:] == "." and article.text[quote.end - 1 : quote.end] in {".", "!", "?"}


def enclosing(parse: Parse, offset: int) -> Sentence | None:
    """Find the sentence that holds a character."""
    at = bisect_right(parse.sentences, offset, key=lambda sentence: sentence.start) - 1
    return parse.sentences[at] if at >= 0 and offset < parse.sentences[at].end else None
