"""Reporting predicates in a sentence, and what their own clause says: mood, polarity, addressees, medium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.clauses import ud
from dragoman.clauses.quotes import Quote
from dragoman.coding.statements.lexicon import Reporting, ReportingLexicon
from dragoman.domain import Modality, Polarity
from dragoman.parsing.tree import Sentence, Token

_MODES: tuple[tuple[Modality, frozenset[str]], ...] = (
    ("future", frozenset({"will", "shall", "'ll", "’ll"})),
    ("requested", frozenset({"must", "should"})),
    ("possible", frozenset({"may", "might", "could", "can", "would"})),
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
_REFUSALS = frozenset({"decline", "refuse", "fail", "stop", "avoid"})
_CONDITIONS = frozenset({"if", "unless"})
_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting predicate: its head token, all its words, its entry. `depth` is the number of quotes that it stands in."""

    sentence: Sentence
    head: int
    tokens: tuple[int, ...]
    entry: Reporting
    depth: int

    @property
    def start(self) -> int:
        """First character of the cue."""
        return self.sentence.tokens[min(self.tokens)].start

    @property
    def end(self) -> int:
        """Character after the cue's last word (the particle of a split phrasal verb may stand further right)."""
        return self.sentence.tokens[self.last].end

    @property
    def last(self) -> int:
        """The last token of the cue that stands in one piece with its head."""
        last = self.head
        while last + 1 in self.tokens:
            last += 1
        return last

    @property
    def text(self) -> str:
        """The cue as printed, a split one joined by a space."""
        return " ".join(self.sentence.tokens[i].text for i in self.tokens)


def depth_at(quotes: Sequence[Quote], offset: int) -> int:
    """In how many quotes the character stands."""
    return sum(quote.holds(offset) for quote in quotes)


def find_cues(sentence: Sentence, lexicon: ReportingLexicon, quotes: Sequence[Quote]) -> list[Cue]:
    """All reporting verbs and nouns of a sentence, in order."""
    found: list[Cue] = []
    taken: set[int] = set()
    for token in sentence.tokens:
        if token.i in taken:
            continue
        adverbial = lexicon.adverbial(sentence, token.i)
        if adverbial is not None and _is_adverbial(sentence, adverbial):
            found.append(Cue(sentence, token.i, adverbial[1], adverbial[0], depth_at(quotes, token.start)))
            taken.update(adverbial[1])
            continue
        verb = _put_it(sentence, token, lexicon) or lexicon.verb(sentence, token.i)
        if verb is not None and _is_predicate(sentence, token):
            cue = Cue(sentence, token.i, verb[1], verb[0], depth_at(quotes, token.start))
            if not (cue.depth and _first_person(cue)) and not _is_unproved(cue) and not _was_asked(cue):
                found.append(cue)
                taken.update(verb[1])
            continue
        noun = lexicon.noun(sentence, token.i)
        if noun is not None and not token.ent and token.dep != "compound" and not (token.i and token.text[:1].isupper()):
            found.append(Cue(sentence, token.i, (token.i,), noun, depth_at(quotes, token.start)))
    return found


def _is_predicate(sentence: Sentence, token: Token) -> bool:
    """No participle before a noun and no part of a name ("foreign minister Said al-Harthy")."""
    before = sentence.tokens[token.i - 1] if token.i else None
    if token.text[:1].isupper() and before is not None and sentence.kind != "title":
        return before.text in {"“", "”", '"', "'", "‘", ":", "–", "—", "-", "(", ")", "."} or token.text.isupper()
    return True


def _is_adverbial(sentence: Sentence, found: tuple[Reporting, tuple[int, ...]]) -> bool:
    """`per` and its like speak of a source only before a name ("per Reuters", not "per day"); "citing" only before a nominal."""
    entry, tokens = found
    following = sentence.tokens[tokens[-1] + 1] if tokens[-1] + 1 < len(sentence.tokens) else None
    if following is None or following.pos == "PUNCT":
        return False
    return entry.note != "name" or following.pos == "PROPN" or bool(following.ent)


def _put_it(sentence: Sentence, token: Token, lexicon: ReportingLexicon) -> tuple[Reporting, tuple[int, ...]] | None:
    """Find "as the minister *put it*"."""
    following = sentence.tokens[token.i + 1].text.lower() if token.i + 1 < len(sentence.tokens) else ""
    if token.lemma != "put" or following != "it" or not any(t.text.lower() == "as" for t in sentence.tokens[max(0, token.i - 10) : token.i]):
        return None
    entry = lexicon.phrase("as put it")
    return None if entry is None else (replace(entry, kind="verb"), (token.i, token.i + 1))


def _is_unproved(cue: Cue) -> bool:
    """Recognise evidence that there is none of yet ("he may soon find that …"): nobody has found anything."""
    return cue.entry.note == "evidence" and mood_of(cue)[1] in {"possible", "future"}


def _was_asked(cue: Cue) -> bool:
    """Recognise one who is asked or told, between commas ("the governor, *asked* if he would resign, said no")."""
    tokens, i = cue.sentence.tokens, cue.last + 1
    if cue.entry.addressee != "object" or (cue.head and tokens[cue.head - 1].text != ",") or i >= len(tokens):
        return False
    if tokens[i].text.lower() == "that" and cue.entry.stance != "says":
        return False  # "the minister, speaking in Ankara, warned that"
    return "Tense=Past" in tokens[cue.head].feats and tokens[i].text.lower() in {"if", "whether", "about", "why", "how", "what", "that", "when"}


def _first_person(cue: Cue) -> bool:
    """Inside a quote "I think" and "we believe" are the speaker himself."""
    return any(t.text.lower() in _FIRST_PERSON for t in ud.kids(cue.sentence, cue.head, "nsubj"))


def mood_of(cue: Cue) -> tuple[Polarity, Modality]:
    """Whether it was said at all: "did not say" is negative, "will say" future, "might say" possible, "declined to say" negative."""
    sentence, head = cue.sentence, cue.head
    if cue.entry.kind != "verb":
        return "positive", "actual"
    words = [sentence.tokens[j] for j in sentence.children[head]]
    # A negation stands before its verb; one further right is a word of what is said ("replied: “No, not yet”").
    lower = {t.text.lower() for t in words if t.i < head}
    refused = sentence.tokens[head].dep == "xcomp" and sentence.tokens[sentence.tokens[head].head].lemma in _REFUSALS
    negative = refused or bool(lower & _NEGATIONS)
    auxiliaries = {t.text.lower() for t in words if t.pos == "AUX" or t.dep == "aux"}
    modality: Modality = next((mode for mode, marks in _MODES if auxiliaries & marks), "actual")
    if ud.mark_of(sentence, head) in _CONDITIONS:
        modality = "hypothetical"
    return ("negative" if negative else "positive"), modality


def addressees_of(cue: Cue) -> list[int]:
    """Heads of the nominals that are spoken to: the object of "tell", the to-phrase of "say", and their conjuncts."""
    sentence, found = cue.sentence, []
    if cue.entry.kind != "verb":
        return []
    for token in ud.kids(sentence, cue.head, "obj", "iobj", "obl"):
        if token.i < cue.head or token.pos not in {"NOUN", "PROPN", "PRON"}:
            continue
        case = ud.case_of(sentence, token.i)
        if (cue.entry.addressee == "object" and not case and token.dep != "obl:unmarked") or (
            cue.entry.addressee and ud.base(token.dep) == "obl" and case == "to"
        ):
            found.append(token.i)
    return found[:1]


def medium_of(cue: Cue, lexicon: ReportingLexicon, last: int) -> str | None:
    """Find the medium in the reporting clause, up to the token `last`: "on Twitter", "in a telephone interview"."""
    tokens = cue.sentence.tokens
    if cue.entry.kind != "verb":
        return None
    ahead = [t.i for t in tokens[: cue.head] if ud.base(t.dep) == "obl" and ud.clause_head(cue.sentence, t.i) == cue.head]
    for i in [*range(cue.last + 1, min(last + 1, len(tokens))), *ahead]:
        if tokens[i].pos not in {"NOUN", "PROPN"}:
            continue
        case = ud.case_of(cue.sentence, i)
        told = cue.entry.addressee == "object" and tokens[i].head == cue.head and is_occasion(cue.sentence, i, lexicon)
        if told or case in {"in", "on", "via", "by", "over", "through", "during", "at", "from"}:
            found = lexicon.medium((tokens[i - 1].lemma if tokens[i - 1].pos in {"NOUN", "ADJ", "PROPN"} else "", tokens[i].lemma)) or lexicon.medium(
                (tokens[i].text,)
            )
            if found:
                return found
    return None


def is_occasion(sentence: Sentence, i: int, lexicon: ReportingLexicon) -> bool:
    """Recognise a medium in the place of who is told: "told a news conference"."""
    token, before = sentence.tokens[i], sentence.tokens[i - 1]
    words = (before.lemma if i and before.pos in {"NOUN", "ADJ"} else "", token.lemma)
    return token.pos == "NOUN" and lexicon.medium(words) is not None
