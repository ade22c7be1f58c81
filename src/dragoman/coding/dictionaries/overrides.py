"""A user's word on what words mean: `call in for consultations` -> SANCTION/withdraw, or none. Kept in a CSV beside the record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from dragoman.clauses.clauses import Clause
from dragoman.clauses.factuality import factuality
from dragoman.coding.dictionaries.slots import actor_side, recipient_side
from dragoman.coding.events.coded import Coded
from dragoman.coding.ontology import Ontology
from dragoman.coding.roles import MentionsOf, evidence
from dragoman.errors import InputError, TerminalError
from dragoman.parsing.tree import Sentence

RULE = "override"
NONE = "none"
COLUMNS = ("words", "code")
_TO = ("object", "iobj", "to", "against", "on", "with", "from", "for", "at", "in", "into", "over", "about", "of", "object-of")


@dataclass(frozen=True, slots=True)
class Override:
    """Words in lower case, each as a lemma or as printed, and what they mean; `type` None: no event."""

    words: tuple[str, ...]
    type: str | None
    mode: str | None = None

    @property
    def phrase(self) -> str:
        """The words as a user writes them."""
        return " ".join(self.words)

    @property
    def code(self) -> str:
        """`TYPE`, `TYPE/mode` or `none`."""
        return NONE if self.type is None else f"{self.type}/{self.mode}" if self.mode else self.type


@dataclass(frozen=True, slots=True)
class Overrides:
    """All of them, in the order of the file. `digest` changes with them."""

    rows: tuple[Override, ...] = ()

    @property
    def digest(self) -> str:
        """Twelve hex digits, "" where there are none."""
        return sha256(repr(self.rows).encode()).hexdigest()[:12] if self.rows else ""

    def at(self, sentence: Sentence) -> Iterator[tuple[Override, tuple[int, ...]]]:
        """Where their words stand: the tokens, the one that heads the others first. Of several at one word the longest is meant."""
        taken: set[int] = set()
        for row in sorted(self.rows, key=lambda one: -len(one.words)):
            for token in sentence.tokens:
                found = _matched(row.words, sentence, token.i)
                if found and not taken & set(found):
                    taken |= set(found)
                    yield row, found


def _matched(words: Sequence[str], sentence: Sentence, head: int) -> tuple[int, ...]:
    """The tokens below `head` that are these words, `head` first; empty where one is missing or `head` is none of them."""
    below = sorted({head, *sentence.subtree(head)}, key=lambda i: (i != head, abs(i - head)))
    left, found = list(words), []
    for i in below:
        forms = {sentence.tokens[i].lemma.lower(), sentence.tokens[i].text.lower()}
        word = next((w for w in left if w in forms), None)
        if word is None and i == head:
            return ()
        if word is not None:
            left.remove(word)
            found.append(i)
    return tuple(found) if not left else ()


def overruled(
    events: Iterable[Coded], overrides: Overrides, sentence: Sentence, clauses: Sequence[Clause], seen: Mapping[int, Coded], actors: MentionsOf
) -> list[Coded]:
    """The events of a sentence after the user's word.

    `seen` are the events that the reader thinks possible, by token: an override that the reader has an act for keeps its sides; else they are
    the subject of the words and what stands behind them.
    """
    kept = list(events)
    for row, tokens in overrides.at(sentence):
        kept = [event for event in kept if event.head not in tokens]
        if row.type is not None:
            near = next((seen[i] for i in tokens if i in seen), None)
            event = near or _from_clause(sentence, clauses, tokens[0], actors)
            kept.append(replace(event, head=tokens[0], type=row.type, mode=row.mode, rule=f"{RULE} {row.phrase}", scores=None))
    return sorted(kept, key=lambda event: (event.start, event.end))


def _from_clause(sentence: Sentence, clauses: Sequence[Clause], head: int, actors: MentionsOf) -> Coded:
    clause = next((c for c in clauses if c.head == head), None)
    acting = actor_side(clause, ("subject", "possessor", "by"), actors) if clause is not None else ()
    receiving = recipient_side(clause, _TO, actors, acting) if clause is not None else ()
    start, end = evidence(head, sentence, clauses, actors, ())
    return Coded(sentence.index, head, "", None, acting, receiving, factuality(sentence, head), start, end, RULE)


def parse_override(words: str, code: str, ontology: Ontology, where: str = "override") -> Override:
    """Read one. Raises `InputError` with the valid values where the words are none or the code is not of the ontology."""
    found = tuple(words.lower().split())
    if not found:
        raise InputError(where, "there are no words", 'Name them: "call in for consultations"')
    if code.lower() == NONE:
        return Override(found, None)
    type_, _, mode = code.partition("/")
    if type_ not in ontology.types:
        raise InputError(where, f"{type_!r} is no type", f"Write TYPE, TYPE/mode or none. Types: {', '.join(ontology.types)}")
    if mode and mode not in ontology.types[type_].modes:
        raise InputError(where, f"{type_} has no mode {mode!r}", f"Its modes: {', '.join(ontology.types[type_].modes) or 'none'}")
    return Override(found, type_, mode or None)


def read_overrides(path: Path, ontology: Ontology) -> Overrides:
    """Read the file; none where there is no file. Raises `InputError` with file and line where a row is wrong."""
    if not path.is_file():
        return Overrides()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TerminalError(f"{path}: {error}. Mend the file; it has to be CSV in UTF-8 with the columns {', '.join(COLUMNS)}.") from error
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError(str(path), f"its first line is not {','.join(COLUMNS)}", "Put it there; below it a line for each override")
    found = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(COLUMNS):
            raise InputError(f"{path}:{number}", f"it has {len(row)} columns", f"Write {','.join(COLUMNS)}")
        found.append(parse_override(row[0], row[1], ontology, f"{path}:{number}"))
    return Overrides(tuple(found))


def write_overrides(path: Path, overrides: Overrides) -> None:
    """Write the file anew, by way of a second one, so that a broken run loses nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((row.phrase, row.code) for row in overrides.rows)
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(out.getvalue(), encoding="utf8")
    part.replace(path)
