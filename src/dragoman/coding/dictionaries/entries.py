"""A user's verb dictionary -> entries: its codes become PLOVER types, its patterns what has to stand around the verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.coding.cameo import Cameo, load_cameo
from dragoman.coding.dictionaries.coder import NO_EVENT, Entry
from dragoman.coding.dictionaries.needs import Need, Slot
from dragoman.coding.dictionaries.patterns import BOTH, MARKS, SOURCE, TARGET, Codes, Part, VerbForms, VerbPattern
from dragoman.coding.dictionaries.petrarch import Block, Line, VerbDictionary

#: A dictionary does not say where the other side stands; PETRARCH takes any actor behind the verb.
_RECIPIENTS = (
    *("object", "iobj", "to", "against", "on", "with", "from", "for", "at", "into", "towards", "toward", "over", "about", "of", "object-of"),
)
_ARTICLES = frozenset({"a", "an", "the"})


def entries_of(dictionaries: Iterable[VerbDictionary]) -> dict[str, tuple[Entry, ...]]:
    """The entries of all dictionaries by verb. The verbs of a later dictionary replace those of an earlier one."""
    cameo = load_cameo()
    found: dict[str, tuple[Entry, ...]] = {}
    for dictionary in dictionaries:
        own: dict[str, list[Entry]] = defaultdict(list)
        for block in dictionary.blocks:
            for verb, entry in _entries(block, dictionary, cameo):
                own[verb].append(entry)
        found |= {verb: tuple(entries) for verb, entries in own.items()}
    return found


def _entries(block: Block, dictionary: VerbDictionary, cameo: Cameo) -> Iterator[tuple[str, Entry]]:
    for line, verb in block.verbs:
        codes = verb.codes or block.codes
        own = tuple(Need("word", (_slot(word),)) for word in (*verb.before, *verb.after))  # the other words of a verb of several
        made = [replace(_entry(dictionary.name, line, codes, cameo, block, plain=True), needs=own)]
        for at, pattern in block.patterns:
            needs = (*own, *_needs(pattern, dictionary.synsets))
            made.append(replace(_of_pattern(dictionary, at, pattern, cameo, block), needs=needs, rank=1))
        for entry in made:
            yield verb.word, entry
            yield from _printed(verb, entry)


def _printed(verb: VerbForms, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The verb under its other forms, for a lemma that the reader left as printed."""
    printed = Need("form", (frozenset((form,) for form in verb.forms),))
    for form in verb.forms:
        if form != verb.word:
            yield form, replace(entry, needs=(*entry.needs, printed))


def _entry(file: str, line: Line, codes: Codes, cameo: Cameo, block: Block, *, plain: bool = False) -> Entry:
    """The entry of a line. A code that goes only backwards (`[:173]`) swaps the sides; the same code both ways is mutual."""
    swapped = codes.forward is None and codes.backward is not None
    code = codes.backward if swapped else codes.forward
    swapped ^= cameo.seen_from_target(code)
    known = cameo.meaning(code) if code else None
    told = f"CAMEO {known.code}: {known.what}" if known else "no event"
    apart = codes.forward and codes.backward not in {None, codes.forward}
    backward = f"; [:{codes.backward}], the other side's act, is not coded apart" if apart else ""
    return Entry(
        f"{file}:{line.number}: {line.text}",
        (known.type if known else None) or NO_EVENT,
        known.mode if known else None,
        _RECIPIENTS if swapped else ("subject",),
        ("subject",) if swapped else _RECIPIENTS,
        f"line {line.number} of the dictionary {file}, block {block.name}; {told}{backward}",
        reciprocal=bool(codes.forward) and codes.forward == codes.backward,
        governs=cameo.governing.get(known.code, {}) if known and plain else {},
    )


def _of_pattern(dictionary: VerbDictionary, line: Line, pattern: VerbPattern, cameo: Cameo, block: Block) -> Entry:
    made = _entry(dictionary.name, line, pattern.codes, cameo, block)
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
