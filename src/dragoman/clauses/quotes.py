"""Pairs of quotation marks in a text: curly, straight, single and angled ones, nested, reopened at each paragraph, or never closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_PAIRS = {"“": "”", "«": "»", "„": "”", "‘": "’", '"': '"', "'": "'", "‹": "›"}
_CLOSERS = frozenset({"”", "»", "’", '"', "'", "›", "“"})
_OPENING_CONTEXT = frozenset("([{—–-/“\"‘'«")
#: So many characters a quote in single marks may hold: an apostrophe is not searched for further than that.
_LONGEST_SINGLE = 4000
#: Where a quote ends that was never closed: at the comma before its tag ("“We leave, said the guide").
_TAG = re.compile(r"[,?!] (?:(?:he|she|they|[A-Z]\w+(?: [A-Z]\w+){0,3}) )?(?:said|says|added|adds|told|asked|replied)\b")
_ELISION = re.compile(r"['’](?:\d\ds?\b|(?:em|tis|twas|til|cause|bout|n)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch between quotation marks, cut at paragraphs. `text[start:end]` is without the marks, `text[opening:closing]` with them.

    `depth` is 0 for an outermost quote. `closed` is false where no closing mark was found; `continues` is true where the stretch goes on
    with the quote of the paragraph before.
    """

    start: int
    end: int
    opening: int
    closing: int
    depth: int = 0
    closed: bool = True
    continues: bool = False

    def holds(self, offset: int) -> bool:
        """Return True where the character at `offset` lies inside, marks included."""
        return self.opening <= offset < self.closing


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    start: int
    continues: bool = False


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
    """All quotes of the text in order of their opening, outer before inner.

    A quote that is open at the end of a paragraph goes on in the next one if that begins with an opening mark again, or has a closing
    mark before any opening one; else it is dropped unless it began its paragraph or followed a comma or colon (an unclosed quote).
    """
    found: list[Quote] = []
    carried: str | None = None
    for k, (start, end) in enumerate(paragraphs):
        following = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
        quotes, carried = _paragraph(text, start, end, carried, following)
        found.extend(quotes)
    found.sort(key=lambda quote: (quote.opening, -quote.closing))
    return tuple(_with_depths(found))


def _paragraph(text: str, start: int, end: int, carried: str | None, following: tuple[int, int] | None) -> tuple[list[Quote], str | None]:
    """Find the quotes of one paragraph, and the opening mark that is carried over into the next one."""
    found: list[Quote] = []
    stack: list[_Open] = []
    at = start
    if carried is not None:
        while at < end and text[at].isspace():
            at += 1
        reopened = at < end and text[at] == carried
        stack.append(_Open(carried, at, at + reopened, continues=True))
        at += reopened
    while at < end:
        char = text[at]
        if stack and _closes(text, at, start, end, stack[-1]):
            top = stack.pop()
            found.append(_quote(text, top, at, at + 1, closed=True))
        elif len(stack) > 1 and _closes_hard(char, stack[-2].mark):
            stack.pop()
            top = stack.pop()
            found.append(_quote(text, top, at, at + 1, closed=True))
        elif char in _PAIRS and _opens(text, at, start, end, stack):
            stack.append(_Open(char, at, at + 1))
        at += 1
    if not stack:
        return found, None
    outer = stack[0]
    if outer.mark in "'‘":
        return found, None
    goes_on = following is not None and _goes_on(text, following, outer.mark)
    if goes_on or outer.continues or _began_speech(text, outer.at, start):
        tag = None if goes_on else _TAG.search(text, outer.start, end)
        stop = end if tag is None else tag.start() + 1
        found.append(_quote(text, outer, stop, stop, closed=False))
    return found, outer.mark if goes_on else None


def _quote(text: str, opened: _Open, end: int, closing: int, *, closed: bool) -> Quote:
    start = opened.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(start, end, opened.at, closing, closed=closed, continues=opened.continues)


def _closes_hard(char: str, mark: str) -> bool:
    """Recognise an unmistakable closing mark of an outer quote: a nested one inside was never closed."""
    return char in "”»" and _PAIRS[mark] == char


def _closes(text: str, at: int, start: int, end: int, opened: _Open) -> bool:
    char = text[at]
    if char not in _CLOSERS or at < opened.start:
        return False
    wanted = _PAIRS[opened.mark]
    if char != wanted and not (opened.mark == "„" and char == "“"):
        return False
    if char == '"':
        return not (_opening_shape(text, at, start, end) and '"' in text[at + 1 : end] and text.count('"', at, end) % 2 == 0 and at > opened.start)
    if char in "'’":
        return _closing_single(text, at, end)
    return True


def _closing_single(text: str, at: int, end: int) -> bool:
    """Recognise a closing single mark: it follows a word or stop and stands before a gap; the apostrophe of a plural's genitive does not close."""
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    if after.isalnum() or before.isspace():
        return False
    if before in "sS" and after == " " and at + 2 < end and text[at + 2].islower():
        rest = text[at + 1 : min(end, at + _LONGEST_SINGLE)]
        return re.search(r"[\w.,!?]['’](?!\w)", rest) is None
    return True


def _opening_shape(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in _OPENING_CONTEXT) and not after.isspace()


def _opens(text: str, at: int, start: int, end: int, stack: list[_Open]) -> bool:
    char = text[at]
    if char in "“«„‹":
        return not (stack and stack[-1].mark == char)
    if char == '"':
        if any(opened.mark == '"' for opened in stack):
            return False
        if _opening_shape(text, at, start, end):
            return True
        # `said," [He] came"`: the mark has slipped onto the comma; a figure before it is an inch mark.
        return text[at - 1] in ",:" and '"' in text[at + 1 : end]
    if not _opening_shape(text, at, start, end) or _ELISION.match(text, at):
        return False
    if any(opened.mark == char for opened in stack):
        return False
    closer = _PAIRS[char]
    reach, j = min(end, at + _LONGEST_SINGLE), text.find(closer, at + 2, end)
    while 0 <= j < reach:
        if _closing_single(text, j, end):
            return True
        j = text.find(closer, j + 1, reach)
    return False


def _goes_on(text: str, paragraph: tuple[int, int], mark: str) -> bool:
    """Return True where the next paragraph belongs to a quote that is still open."""
    start, end = paragraph
    while start < end and text[start].isspace():
        start += 1
    if start < end and text[start] == mark:
        return True
    closer = _PAIRS[mark]
    for at in range(start, end):
        if mark == closer and text[at] == mark:
            return at > start and not (text[at - 1].isspace() or text[at - 1].isdigit())
        if text[at] == mark:
            return False
        if text[at] == closer:
            return True
    return False


def _began_speech(text: str, at: int, start: int) -> bool:
    before = text[start:at].rstrip()
    return not before or before[-1] in ",:"


def _with_depths(quotes: Sequence[Quote]) -> list[Quote]:
    deepened: list[Quote] = []
    stack: list[Quote] = []
    for quote in quotes:
        while stack and stack[-1].closing <= quote.opening:
            stack.pop()
        deepened.append(replace(quote, depth=len(stack)))
        stack.append(quote)
    return deepened
