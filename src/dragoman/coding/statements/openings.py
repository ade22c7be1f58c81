"""Where the clause after a reporting verb begins: behind "that", an addressee, a date, a question word, or directly."""

from __future__ import annotations

from dragoman.clauses import ud
from dragoman.clauses.clauses import WEEKDAYS
from dragoman.coding.statements.cues import Cue
from dragoman.parsing.tree import Sentence, Token

_WH = frozenset({"why", "how", "what", "whether", "where", "when", "who", "which", "if"})
LAYERS = frozenset({"citing", "quoting"})
TIMES = frozenset({"today", "yesterday", "tonight", "tomorrow", "here", "earlier", "later"})
_SUBORDINATING = frozenset(
    {"to", "that", "which", "who", "whom", "whose", "after", "before", "when", "as", "since", "until", "because", "while", "where", "if"}
)
_MARKS = frozenset({"“", '"', "‘"})
_OBJECTS = frozenset({"me", "us", "him", "them"})
_PHRASES = frozenset({"on", "in", "at", "via", "by", "during", "through", "late", "early"})
REACH = 18
"""So many words may stand between a cue and its "that"."""


def is_finite(sentence: Sentence, i: int) -> bool:
    """Recognise a finite verb or auxiliary."""
    token = sentence.tokens[i]
    return token.pos in {"VERB", "AUX"} and "VerbForm=Fin" in token.feats


def has_finite(sentence: Sentence, first: int, last: int) -> bool:
    """Return True where a finite verb stands among the tokens."""
    return any(is_finite(sentence, i) for i in range(first, last + 1))


def is_that(sentence: Sentence, i: int) -> bool:
    """Recognise the word "that" as a complementiser, neither a demonstrative nor a relative pronoun."""
    token = sentence.tokens[i]
    if token.text.lower() != "that":
        return False
    return token.dep == "mark" or token.pos == "SCONJ"


def start_after(cue: Cue) -> int | None:
    """Find the first token of the clause after a verb cue, behind "that" and the addressee; None where there is none."""
    sentence, frames = cue.sentence, cue.entry.frames
    tokens = sentence.tokens
    here = cue.last + 1
    if here >= len(tokens) or not frames & {"that", "bare", "wh", "ing", "np"}:
        return None
    if frames & {"that", "bare"}:
        that = _that_after(cue)
        if that is not None:
            return that
    if "ing" in frames and ud.is_participle_present(tokens[here]) and tokens[here].pos in {"VERB", "AUX", "NOUN"} and _goes_on(cue, here + 1):
        return here
    if "np" in frames and _figure_follows_cue(cue):
        return here
    clause = ud.kid(sentence, cue.head, "ccomp")
    first = None
    if clause is not None and clause.i > cue.head:
        first = max(min(i for i in sentence.subtree(clause.i)), here)
        while first < clause.i and first - here < 3 and _of_time(sentence, first):
            first += 1
        while here < first and _of_time(sentence, here):
            here += 1
        while first > here and tokens[first].pos in {"CCONJ", "PUNCT"} and not has_finite(sentence, here, first):
            first = here
        addressed = [t.i for t in ud.kids(sentence, cue.head, "obj", "iobj") if cue.head < t.i < clause.i]
        if addressed and cue.entry.addressee == "object":
            first = max(first, max(sentence.subtree(addressed[-1])) + 1)
    if first is not None and tokens[first].text.lower() in _OBJECTS:
        first = None  # "emailed *me* talking about …": no clause begins with whom it is told
    if "wh" in frames or "bare" in frames:
        question = _question_after(cue)
        if question is not None and ("wh" in frames or first is not None):
            return question
    if "bare" in frames and not {tokens[here].text} & {",", ":", "“", '"', ".", "”"}:
        if first is not None and not any(tokens[k].text in {",", ":"} for k in range(here, first)):
            return first
        plain = cue.entry.addressee != "object" or cue.entry.stance in {"warns", "promises"}
        if cue.entry.addressee == "object":
            told = _behind_addressee(cue)
            if told is not None and _clause_follows(sentence, told, cue.head):
                return told
        if cue.entry.note != "evidence" and plain:
            behind = _behind_phrase(sentence, here)
            return next((i for i in (here, behind) if i is not None and _clause_follows(sentence, i, cue.head)), None)
    return None


def _of_time(sentence: Sentence, i: int) -> bool:
    """Recognise words of time that stand between a cue and its content: "today", "on Friday"."""
    token = sentence.tokens[i]
    if token.text.lower() == "on" and i + 1 < len(sentence.tokens):
        return sentence.tokens[i + 1].text in WEEKDAYS
    return token.text.lower() in TIMES or token.text in WEEKDAYS


def _only_time(sentence: Sentence, first: int, stop: int) -> bool:
    """Nothing, or nothing but words of time, stands between a cue and its "that" ("said on Friday that")."""
    return all(_of_time(sentence, i) or sentence.tokens[i].text.lower() in {"late", "early"} for i in range(first, stop))


def _goes_on(cue: Cue, i: int) -> bool:
    """Something stands behind a gerund ("denied paying a fee", but not "denied wrongdoing")."""
    return i < len(cue.sentence.tokens) and cue.sentence.tokens[i].pos in {"DET", "ADP", "NOUN", "PROPN", "ADJ", "PRON", "NUM"}


def _that_after(cue: Cue) -> int | None:
    """Find the token behind the "that" of a cue. Between them may stand an addressee, an adverb, a date, but no other clause."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    aside = range(0)
    for i in range(cue.last + 1, min(cue.last + REACH, len(tokens) - 1)):
        token = tokens[i]
        if token.text == "," and tokens[i + 1].text.lower() in LAYERS:
            aside = range(i, next((k for k in range(i + 1, len(tokens)) if tokens[k].text == ","), i) + 1)
        if i in aside:
            continue
        if token.text.lower() == "that" and (
            is_that(sentence, i)
            or tokens[i + 1].text[:1].isupper()
            or tokens[i + 1].text in {"“", '"', "‘", ","}
            or (_only_time(sentence, cue.last + 1, i) and tokens[i + 1].pos not in {"AUX", "VERB"})
        ):
            return i + 1
        if token.pos == "SCONJ" or token.text in {"“", '"', ":", ";"} or (token.pos in {"VERB", "AUX"} and "VerbForm=Part" not in token.feats):
            return None
        if (token.text == "," and tokens[i + 1].pos not in {"ADP", "ADV", "SCONJ", "PROPN"}) or (
            token.pos == "VERB" and ud.is_participle_present(token)
        ):
            return None
    return None


def _question_after(cue: Cue) -> int | None:
    tokens = cue.sentence.tokens
    for i in range(cue.last + 1, min(cue.last + 8, len(tokens) - 1)):
        if tokens[i].text.lower() in _WH:
            return i if tokens[i - 1].text != "," and tokens[i + 1].pos != "PUNCT" else None
        if tokens[i].pos in {"VERB", "PUNCT", "SCONJ"}:
            return None
    return None


def _figure_follows_cue(cue: Cue) -> bool:
    """Recognise the object of "put … at" or "gave … as" with a figure behind the preposition."""
    tokens = cue.sentence.tokens
    wanted = "as" if cue.entry.lemma == "give" else "at"
    for i in range(cue.last + 2, min(cue.last + REACH, len(tokens))):
        if tokens[i].text.lower() == wanted and figure_follows(cue.sentence, i):
            return True
        if tokens[i].text in {",", ";", "."}:
            return False
    return False


def figure_follows(sentence: Sentence, i: int) -> bool:
    """Recognise a preposition before a figure."""
    return any(t.pos in {"NUM", "SYM"} for t in sentence.tokens[i + 1 : i + 6])


def _clause_follows(sentence: Sentence, here: int, cue: int) -> bool:
    """Tell whether a subject and a finite verb follow directly ("said Uzbek soldiers had crossed")."""
    tokens = sentence.tokens
    if tokens[here].text.lower() in _OBJECTS:
        return False
    if tokens[here].pos not in {"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM", "SYM", "AUX"}:
        return False
    if tokens[here].pos == "AUX":
        return is_finite(sentence, here)
    for i in range(here + 1, min(here + REACH, len(tokens))):
        if is_finite(sentence, i) and _is_second(sentence, i, cue):
            return False
        if i > here + 1 and tokens[i - 1].text in _MARKS and tokens[i].pos == "VERB" and "Tense=Past" in tokens[i].feats:
            return True  # "says the army “committed …”": the words quoted are the predicate, whatever the parser took them for
        if is_finite(sentence, i) or (sentence.kind == "title" and "Tense=Past" in tokens[i].feats):
            return tokens[i - 1].text != "," or i - here > 4
        if tokens[i].text == "," or tokens[i].pos == "SCONJ" or tokens[i].text.lower() in _SUBORDINATING:
            return tokens[i].text == "," and _appositive(sentence, i)
    return False


def _behind_addressee(cue: Cue) -> int | None:
    """Find where a clause without "that" may begin behind who is told it ("told the broadcaster *the suspects* were held")."""
    sentence, tokens = cue.sentence, cue.sentence.tokens
    told = next((t.i for t in ud.kids(sentence, cue.head, "iobj", "obj") if t.i > cue.head), None)
    if told is None or any(t.pos in {"VERB", "AUX", "ADP", "PUNCT", "SCONJ"} for t in tokens[cue.last + 1 : told]):
        return None
    last = told
    return last + 1 if last + 1 < len(tokens) and (_opens_nominal(tokens[last + 1]) or tokens[last + 1].pos in {"NUM", "PROPN"}) else None


def _behind_phrase(sentence: Sentence, here: int) -> int | None:
    """Find the pronoun or article behind a short phrase of place, time or medium ("said on Telegram *its* forces had shot down …")."""
    tokens = sentence.tokens
    if tokens[here].text.lower() not in _PHRASES:
        return None
    for i in range(here + 1, min(here + 7, len(tokens))):
        if i > here + 1 and tokens[i - 1].pos in {"NOUN", "PROPN", "NUM"} and _opens_nominal(tokens[i]):
            return i
        if tokens[i].pos not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            return None
    return None


def _opens_nominal(token: Token) -> bool:
    return token.pos in {"DET", "PRON"} and token.text.lower() not in {"that", "which", "who", "whom", "whose"}


def _is_second(sentence: Sentence, i: int, cue: int) -> bool:
    """Recognise the finite verb of a clause coordinated with the cue's own ("denies any role *and has called for* an inquiry")."""
    verb = sentence.tokens[i].head if sentence.tokens[i].pos == "AUX" else i
    return sentence.tokens[verb].dep == "conj" and sentence.tokens[verb].head == cue


def _appositive(sentence: Sentence, comma: int) -> bool:
    """Recognise an aside between two commas, then a finite verb ("at least 500 cameras, every one of them wired, will be shipped")."""
    tokens = sentence.tokens
    closing = next((i for i in range(comma + 1, min(comma + REACH, len(tokens) - 1)) if tokens[i].text == ","), None)
    relative = closing is not None and tokens[comma + 1].text.lower() in {"who", "which", "whose"}
    return closing is not None and is_finite(sentence, closing + 1) and (relative or not has_finite(sentence, comma + 1, closing))
