"""A user's verb dictionary as classes of the event lexicon: its codes become PLOVER types, its patterns restrictions on the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.coding.cameo import Cameo, load_cameo
from dragoman.coding.needs import Need, Slot
from dragoman.coding.patterns import DEFAULT_RECIPIENTS, Entry, EventLexicon, Light, Operator, PredicateClass, ranked
from dragoman.coding.petrarch import Block, Line, VerbDictionary
from dragoman.coding.petrarch_patterns import BOTH, MARKS, SOURCE, TARGET, Codes, Part, VerbForms, VerbPattern

T = TypeVar("T", Light, Operator)
RULE = "dictionary"
#: A dictionary does not say where the other side stands; PETRARCH takes any actor behind the verb.
_RECIPIENTS = (*DEFAULT_RECIPIENTS, "at", "into", "towards", "toward", "over", "about", "of", "object-of")
_ARTICLES = frozenset({"a", "an", "the"})
#: Over any class of our own, where a verb has both (`+CARRY_OUT` beside our `carry`).
_FIRST = 100


def with_dictionaries(lexicon: EventLexicon, dictionaries: Sequence[VerbDictionary], *, only: bool = False) -> EventLexicon:
    """The lexicon in which the dictionaries decide the verbs they have; with `only`, nothing but them makes an event.

    A later dictionary replaces the verbs of an earlier one. For a verb of one word our classes, light verbs and operators of that lemma no
    longer count; a verb of several words (`+CARRY_OUT`) goes before them and leaves the lemma's other uses alone.
    """
    cameo = load_cameo()
    verbs: dict[str, tuple[Entry, ...]] = {}
    classes: list[PredicateClass] = []
    whole: set[str] = set()
    parts: set[tuple[str, frozenset[str]]] = set()
    for dictionary in dictionaries:
        found: dict[str, list[Entry]] = {}
        for block in dictionary.blocks:
            for word, entry in _entries(block, dictionary, cameo):
                found.setdefault(word, []).append(entry)
                classes.append(entry.of)
        verbs |= {word: ranked(entries) for word, entries in found.items()}
        several = [(verb.word, frozenset((*verb.before, *verb.after))) for block in dictionary.blocks for _, verb in block.verbs]
        whole |= {word for word, others in several if not others}
        parts |= {(word, others) for word, others in several if others}
    made = tuple(dict.fromkeys(c.name for c in classes))
    by_name = {c.name: c for c in classes}
    theirs = tuple(by_name[name] for name in made)
    if only:
        return replace(lexicon, verbs=verbs, nouns={}, adjectives={}, light={}, operators={}, noun_operators={}, deontic=frozenset(), classes=theirs)
    ours = {word: entries for word, entries in lexicon.verbs.items() if word not in whole}
    return replace(
        lexicon,
        verbs=ours | {word: ranked((*entries, *ours.get(word, ()))) for word, entries in verbs.items()},
        light=_left(lexicon.light, whole, parts),
        operators=_left(lexicon.operators, whole, parts),
        classes=(*lexicon.classes, *theirs),
    )


def _left(index: Mapping[str, tuple[T, ...]], whole: set[str], parts: set[tuple[str, frozenset[str]]]) -> dict[str, tuple[T, ...]]:
    """What is left of our light verbs or operators: nothing of a verb that a dictionary has."""
    kept = {word: tuple(x for x in several if (word, frozenset(x.rest)) not in parts) for word, several in index.items() if word not in whole}
    return {word: several for word, several in kept.items() if several}


def _entries(block: Block, dictionary: VerbDictionary, cameo: Cameo) -> Iterable[tuple[str, Entry]]:
    for line, verb in block.verbs:
        codes = verb.codes or block.codes
        own = _around(verb)
        alone = _class(dictionary.name, line, codes, cameo, block, plain=True)
        made = [(alone, own)]
        made += [(_of_pattern(dictionary, at, pattern, cameo, block), (*own, *_needs(pattern, dictionary.synsets))) for at, pattern in block.patterns]
        for of, needs in made:
            rank = _FIRST + (of is not alone)  # a pattern goes before the verb alone
            yield verb.word, Entry(of, (), needs, rank)
            for form in verb.forms:
                if form != verb.word:  # a lemma that the reader left as printed
                    printed = frozenset((f,) for f in verb.forms)
                    yield form, Entry(of, (), (*needs, Need("form", (printed,))), rank)


def _around(verb: VerbForms) -> tuple[Need, ...]:
    """The other words of a verb of several words."""
    return tuple(Need("word", (_slot(word),)) for word in (*verb.before, *verb.after))


def _class(file: str, line: Line, codes: Codes, cameo: Cameo, block: Block, *, plain: bool = False) -> PredicateClass:
    """The class of a line. A code that goes only backwards (`[:173]`) swaps the sides; the same code both ways is mutual."""
    swapped = codes.forward is None and codes.backward is not None
    code = codes.backward if swapped else codes.forward
    swapped ^= cameo.seen_from_target(code)
    known = cameo.meaning(code) if code else None
    told = f"CAMEO {known.code}: {known.what}" if known else "no event"
    apart = codes.forward and codes.backward not in {None, codes.forward}
    backward = f"; [:{codes.backward}], the other side's act, is not coded apart" if apart else ""
    governing = cameo.governing.get(known.code, {}) if known and plain else {}
    return PredicateClass(
        name=f"{RULE} {file}:{line.number}: {line.text}",
        type=(known.type if known else None) or "-",
        mode=known.mode if known else None,
        actor=_RECIPIENTS if swapped else ("subject",),
        recipient=("subject",) if swapped else _RECIPIENTS,
        reciprocal=bool(codes.forward) and codes.forward == codes.backward,
        swallow=bool(governing),
        complement=dict(governing),
        why=f"line {line.number} of the dictionary {file}, block {block.name}; {told}{backward}",
    )


def _of_pattern(dictionary: VerbDictionary, line: Line, pattern: VerbPattern, cameo: Cameo, block: Block) -> PredicateClass:
    made = _class(dictionary.name, line, pattern.codes, cameo, block)
    marks = {word for part in (*pattern.before, *pattern.after) for word in part.words} & MARKS
    if BOTH in marks:
        made = replace(made, reciprocal=True)
    if SOURCE not in marks and TARGET not in marks:
        return made
    actor, recipient = _where(pattern, SOURCE), _where(pattern, TARGET)
    if actor == "subject":
        actor = None
    return replace(
        made,
        actor=(actor, *(s for s in made.actor if s != actor)) if actor else made.actor,
        recipient=(recipient, *(s for s in made.recipient if s != recipient)) if recipient else made.recipient,
    )


def _where(pattern: VerbPattern, mark: str) -> str | None:
    """The slot in which `$` or `+` stands: the subject, a preposition (or a bare word before it, `ON +`), or the object."""
    if any(mark in part.words for part in pattern.before):
        return "subject"
    before = ""
    for part in pattern.after:
        if mark in part.words:
            return part.preps[0] if part.preps else before or "object"
        before = "" if part.preps or part.braced else part.words[-1].lower()
    return None


def _needs(pattern: VerbPattern, synsets: Mapping[str, Sequence[str]]) -> tuple[Need, ...]:
    found = [_need("oblique" if part.preps else "subject", part, synsets) for part in pattern.before]
    found += [_need("oblique" if part.preps else "word", part, synsets) for part in pattern.after]
    return tuple(need for need in found if need is not None)


def _need(role: str, part: Part, synsets: Mapping[str, Sequence[str]]) -> Need | None:
    words = [word for word in part.words if word not in MARKS and word.lower() not in _ARTICLES]
    slots = tuple(_slot(*synsets[word.upper()]) if word.startswith("&") else _slot(*_either(word)) for word in words)
    if not slots and not part.preps:
        return None
    return Need(role, slots, part.preps, part.braced or len(slots) == 1)  # type: ignore[arg-type]


def _either(word: str) -> tuple[str, ...]:
    """`BOMBING/EXPLOSION` is either word; `TRADE_OFFICE` is two words."""
    parts = word.replace("_", " ").split("/")
    return tuple(parts) if all(part.isalpha() for part in parts) else (word.replace("_", " "),)


def _slot(*terms: str) -> Slot:
    """The alternatives of a place: each term, its singular, and its parts where it has a hyphen."""
    found: set[tuple[str, ...]] = set()
    for term in terms:
        for words in (tuple(term.lower().split()), tuple(term.lower().replace("-", " ").split())):
            found |= {(*words[:-1], last) for last in _singulars(words[-1])}
    return frozenset(found)


def _singulars(word: str) -> set[str]:
    """The word and what it may be the plural of; a wrong guess is no word and matches nothing."""
    found = {word}
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
        if word.endswith("ies"):
            found.add(f"{word[:-3]}y")
        elif word.endswith("es"):
            found.add(word[:-2])
    return found
