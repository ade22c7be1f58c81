"""Where the words said stand: the clause after a cue, the clause before it, and where each of them ends.

The parse proposes, the surface decides: an explicit "that", commas, conjunctions and further reporting verbs bound the content even where
the parser hung a clause on the wrong word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.clauses import ud
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.cues import Cue, depth_at
from dragoman.coding.statements.openings import LAYERS, REACH, figure_follows, is_finite, is_that, start_after
from dragoman.knowledge.wordsets import CLAUSES, wordset
from dragoman.parsing.tree import Sentence

_TRIMMED = frozenset({",", ".", ";", ":", "–", "—", "-", "!", "?"})
_COORDINATORS = frozenset({"and", "but", "or", "while", "whereas", "although", "though", "yet"})

_ADDRESSING = wordset(CLAUSES, "addressing")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first`..`last` of the content; `takes_over` are reporting verbs cut off its end, whose speaker is the cue's own."""

    first: int
    last: int
    takes_over: tuple[int, ...] = ()


def after(cue: Cue, quotes: Sequence[Quote], verbs: Mapping[int, Cue], tag: int | None = None) -> list[Stretch]:
    """Find the clauses after a verb cue; "that A and that B" are two. Empty where the words after it are no content.

    `tag` is the first token of a tag that closes the sentence: the content of other cues ends before it.
    """
    start = start_after(cue)
    if start is None:
        return []
    limit = right_limit(cue.sentence, cue.head)
    if tag is not None and cue.head < tag:
        limit = min(limit, tag - 1)
    return stretches(cue, start, limit, quotes, verbs) if start <= limit else []


def stretches(cue: Cue, start: int, limit: int, quotes: Sequence[Quote], verbs: Mapping[int, Cue]) -> list[Stretch]:
    """Cut the tokens `start`..`limit` into the contents that one cue governs."""
    sentence, found = cue.sentence, list[Stretch]()
    tokens = sentence.tokens
    first, i = start, start
    around = next((q for q in quotes if q.depth == cue.depth - 1 and q.holds(cue.start)), None)
    while limit > start and around is not None and tokens[limit].end > around.end:
        limit -= 1
    while i <= limit:
        token, depth = tokens[i], depth_at(quotes, tokens[i].start)
        if depth > cue.depth:
            i += 1
            continue
        if depth < cue.depth or token.text == ";" or (token.text in {".", "!", "?"} and token.space and first < i < limit):
            break
        if first < i < limit and token.text.lower() in {"and", "or", "but"} and _second_that(sentence, i, limit):
            found.append(Stretch(first, i - 1))
            first = i = i + 2 if tokens[i + 1].text.lower() == "that" else i + 3
            continue
        taken = _taken_over(cue, i, limit, verbs, first)
        if taken is not None:
            found.append(Stretch(first, i - 1, taken))
            return _trimmed(sentence, found)
        if i > first and _leaves(cue, i, quotes, verbs):
            break
        i += 1
    found.append(Stretch(first, min(i, limit + 1) - 1))
    return _trimmed(sentence, found)


def _second_that(sentence: Sentence, i: int, limit: int) -> bool:
    """After a coordinator: another "that" which opens a clause of its own ("and that no sum has been transferred")."""
    that = i + 2 if sentence.tokens[i + 1].text == "," else i + 1
    if that >= limit or sentence.tokens[that].text.lower() != "that":
        return False
    return is_that(sentence, that) or sentence.tokens[that + 1].pos in {"DET", "PROPN", "PRON", "NOUN"}


def _taken_over(cue: Cue, i: int, limit: int, verbs: Mapping[int, Cue], first: int) -> tuple[int, ...] | None:
    """Find a reporting participle after a comma ("…, adding that"), or a coordinated reporting verb, that goes on with the speaker of the cue."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    if not first < i < limit or tokens[i].text.lower() not in {",", "and", "but"}:
        return None
    at = i + 1 if tokens[i].text == "," and tokens[i + 1].text.lower() in {"and", "but"} else i
    j = next((k for k in range(at + 1, limit + 1) if tokens[k].pos != "ADV"), limit + 1)
    other = verbs.get(j)
    if other is None or other.depth != cue.depth or (start_after(other) is None and not _quotes_next(other)):
        return None
    if tokens[i].text == "," and ud.is_participle_present(tokens[j]) and j == i + 1:
        return (j,)
    joined = tokens[at].text.lower() in {"and", "but"} and not _has_subject_before(sentence, j, i)
    return (j,) if joined and (_hangs_on(sentence, j, cue.head) or _same_form(sentence, j, cue.head)) else None


def _quotes_next(cue: Cue) -> bool:
    """A quote stands right behind the cue ("but insisted: “…”")."""
    following = [t.text for t in cue.sentence.tokens[cue.last + 1 : cue.last + 3]]
    return bool({"“", '"'} & set(following[1:] if following[:1] in ([":"], [","]) else following[:1]))


def _same_form(sentence: Sentence, a: int, b: int) -> bool:
    """Two verbs of the same tense and form."""

    def form(i: int) -> set[str]:
        if sentence.tokens[i].pos == "NOUN":
            return {"Tense=Pres", "VerbForm=Fin"}  # a verb in -s that was taken for a plural
        return {f for f in sentence.tokens[i].feats.split("|") if f.startswith(("Tense=", "VerbForm="))}

    return form(a) == form(b) and not ud.kid(sentence, a, "aux")


def _has_subject_before(sentence: Sentence, verb: int, left: int) -> bool:
    return any(left < t.i < verb for t in ud.kids(sentence, verb, "nsubj"))


def _hangs_on(sentence: Sentence, i: int, head: int) -> bool:
    """Return True where the parse puts token `i` beside or above the cue, not below its content."""
    above = sentence.tokens[i].head
    return above == head or above in sentence.ancestors(head)


def _leaves(cue: Cue, i: int, quotes: Sequence[Quote], verbs: Mapping[int, Cue]) -> bool:
    """Return True where the content ends before token `i`: "according to", a clause coordinated with the cue, another speaker's clause."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    token = tokens[i]
    lower = token.text.lower()
    following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if (lower == "according" and following == "to") or (token.text == "," and following in LAYERS):
        return True
    if token.text in {",", "—", "–"} and _taken_up(sentence, i + 1, verbs):
        return True
    if token.text == "," and following == "with" and _absolute(sentence, i + 2, verbs):
        return True
    if cue.entry.kind == "noun" and lower == "as" and following in {"“", '"', "‘"}:
        return True
    if token.text == "," and i + 1 < len(tokens) and is_finite(sentence, i + 1) and _in_relative(cue):
        return True
    opener = i + 1 if token.text == "," and following in _COORDINATORS else i
    if opener > i and ud.is_participle_present(tokens[cue.last + 1]) and any(is_finite(sentence, j) for j in range(opener + 1, len(tokens))):
        return True  # "denied paying a fee, while others said": a gerund is no clause to go on with
    if tokens[opener].text.lower() not in _COORDINATORS:
        return False
    for j in range(opener + 1, min(opener + REACH, len(tokens))):
        if depth_at(quotes, tokens[j].start) > cue.depth:
            continue
        goes_on = cue.entry.kind == "verb" and tokens[j].dep == "conj" and tokens[j].pos == "VERB" and _same_form(sentence, j, cue.head)
        if goes_on and ((_hangs_on(sentence, j, cue.head) and min(sentence.subtree(j)) >= opener) or _resumes(cue, j, opener)):
            return True
        other = verbs.get(j)
        if other is not None and other.entry.kind == "verb" and is_finite(sentence, j) and token.text == "," and start_after(other) is not None:
            return _has_subject_before(sentence, j, opener)
        if tokens[j].pos == "VERB" and is_finite(sentence, j):
            break
    return False


def _taken_up(sentence: Sentence, i: int, verbs: Mapping[int, Cue]) -> bool:
    """Recognise an aside in which somebody denies or confirms what was said ("— a charge he denies")."""
    tokens = sentence.tokens
    if i + 2 >= len(tokens) or tokens[i].pos != "DET" or tokens[i + 1].pos != "NOUN":
        return False
    return any(j in verbs and verbs[j].entry.stance in {"denies", "confirms", "doubts"} for j in range(i + 2, min(i + 7, len(tokens))))


def _absolute(sentence: Sentence, first: int, verbs: Mapping[int, Cue]) -> bool:
    """Recognise somebody else's clause behind "with" ("…, with the spokesman *telling* reporters that …")."""
    for j in range(first, min(first + REACH, len(sentence.tokens))):
        if j in verbs and ud.is_participle_present(sentence.tokens[j]):
            return True
        if sentence.tokens[j].pos in {"VERB", "AUX"} or sentence.tokens[j].text in {",", ";"}:
            return False
    return False


def _resumes(cue: Cue, j: int, opener: int) -> bool:
    """Recognise a verb that goes on with the cue's subject though the parse hung it on the content: "denied X *was arming* Y and *accused* Z".

    It is one of speech, stands right behind the coordinator in the form of the cue, and the verb it was hung on is in another form.
    """
    sentence, token = cue.sentence, cue.sentence.tokens[j]
    if token.lemma not in _ADDRESSING or j != opener + 1 or not is_finite(sentence, j) or not cue.head < token.head < opener:
        return False
    return "Tense=Past" not in sentence.tokens[token.head].feats or bool(ud.kid(sentence, token.head, "aux"))


def _in_relative(cue: Cue) -> bool:
    """Recognise a cue in a relative clause behind a comma: a comma before a finite verb ends it ("X, which insisted that …, offered")."""
    tokens = cue.sentence.tokens
    for i in range(cue.head - 1, max(0, cue.head - 8), -1):
        if tokens[i].text.lower() in {"who", "which"}:
            return tokens[i - 1].text == ","
        if is_finite(cue.sentence, i) and tokens[i].pos == "VERB":
            return False
    return False


def right_limit(sentence: Sentence, head: int) -> int:
    """Find the last token that the clause of `head` can reach: before the main clause where it is a subordinate one to its left."""
    last = len(sentence.tokens) - 1
    j = head
    while sentence.tokens[j].head != j:
        above = sentence.tokens[j].head
        if above > head and above > j and not (sentence.tokens[j].pos == "VERB" and sentence.tokens[j].dep.startswith("nsubj")):
            inside = set(sentence.subtree(j))
            k = head
            while k + 1 in inside:
                k += 1
            last = min(last, k)
        j = above
    return last


def _trimmed(sentence: Sentence, found: Sequence[Stretch]) -> list[Stretch]:
    """Without commas, stops and coordinators at the edges."""
    out = []
    for stretch in found:
        first, last = stretch.first, stretch.last
        while first < last and (sentence.tokens[first].text in _TRIMMED):
            first += 1
        while last > first and (sentence.tokens[last].text in _TRIMMED or sentence.tokens[last].text.lower() in _COORDINATORS):
            last -= 1
        if last >= first and any(t.pos != "PUNCT" for t in sentence.tokens[first : last + 1]):
            out.append(Stretch(first, last, stretch.takes_over))
    return out


def figure_end(sentence: Sentence, stretch: Stretch) -> Stretch:
    """End a figure's phrase at the first comma or coordinated verb after it ("at $5 billion, not the $4 billion …")."""
    tokens, last = sentence.tokens, stretch.last
    at = next((i for i in range(stretch.first, last) if tokens[i].text.lower() in {"at", "as"} and figure_follows(sentence, i)), last)
    for i in range(at, last + 1):
        if tokens[i].text == "," or (tokens[i].text.lower() == "and" and i < last and tokens[i + 1].pos == "VERB"):
            return Stretch(stretch.first, i - 1, stretch.takes_over)
    return stretch
