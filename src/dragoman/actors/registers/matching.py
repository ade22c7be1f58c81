"""Finds the names of imported registers in an article: all its runs of words are hashed at once and looked up in one sorted array.

The cost is that of the article, not of the registers: a million names more cost a few steps more of a binary search. Only what is found is
fetched from the file, and its letters and capitals are compared.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from msgspec.structs import replace

from dragoman.actors.folding import fold
from dragoman.actors.lexicon import Word, plural_of
from dragoman.actors.registers.forms import MAX_WORDS, MULTIPLIER, WORD, fits, form_hash, word_hash
from dragoman.actors.registers.model import Bond, Role
from dragoman.actors.registers.schema import MAPPED, UNTIL, open_to_read, translated
from dragoman.actors.registry import Entry, Office, within

Numbers: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]

ASKED = 400
"""Most numbers in one question to the file: SQLite allows 999 at least."""
SHOWN = 20
PARTICLE_LETTERS = 4
GAPS = frozenset(" -'./&,")
GAP = 3
STOPPED = 4
"""A full stop inside a name follows an initial or an abbreviation of fewer letters (`J. Smith`, `St. Kitts`), else it ends the sentence."""

FETCH = """SELECT form.hash, form.words, form.rank, register.name, entry.number, entry.id, entry.name, entry.kind, entry.country, entry.sector,
    entry.gender, entry.surname, entry.aliases, entry.first, entry.last, entry.caseless
    FROM form JOIN entry ON entry.number = form.entry JOIN register ON register.number = entry.register WHERE form.hash IN ({marks})"""
ENTRY = """SELECT 0, '', 0, register.name, entry.number, entry.id, entry.name, entry.kind, entry.country, entry.sector,
    entry.gender, entry.surname, entry.aliases, entry.first, entry.last, entry.caseless
    FROM entry JOIN register ON register.number = entry.register WHERE """


TIES = """SELECT DISTINCT tie.bond, tie.other, entry.name, tie.words, tie.first, tie.last, 0
    FROM tie JOIN register ON register.number = tie.register LEFT JOIN entry ON entry.register = tie.register AND entry.id = tie.other
    WHERE register.name = ?1 AND tie.subject = ?2
    UNION ALL SELECT DISTINCT tie.bond, tie.subject, entry.name, tie.words, tie.first, tie.last, 1
    FROM tie JOIN register ON register.number = tie.register LEFT JOIN entry ON entry.register = tie.register AND entry.id = tie.subject
    WHERE register.name = ?1 AND tie.other = ?2"""


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie of an entry as it is shown: `other` is the name, else the id, of the other end; `back` where that is who owns or directs."""

    bond: Bond
    other: str | None
    words: str
    from_: str | None
    to: str | None
    back: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a register at `[start, end)` of an article: the entry, in its register's terms and by date, and how far down its list it stands."""

    start: int
    end: int
    rank: int
    entry: Entry
    roles: tuple[Role, ...] = ()

    def valid(self, on: str | None) -> bool:
        """Whether the entry's time, and that of one of its roles, includes the day."""
        if not self.entry.exists(on):
            return False
        return not self.roles or on is None or any(within(on, role.from_, role.to) for role in self.roles)

    def at(self, on: str | None) -> Entry:
        """Return the entry as it is on the day: with the country and sector of the dated role that holds then, else of one without dates."""
        return role_at(self.entry, self.roles, on)


def role_at(entry: Entry, roles: Sequence[Role], on: str | None) -> Entry:
    """Return the entry with the country and sector that its roles give it on the day; without a date the last one."""
    if not roles:
        return entry
    dated = [role for role in roles if role.from_ or role.to]
    if on is not None:
        holding = [role for role in dated if within(on, role.from_, role.to)] or [role for role in roles if role not in dated]
    else:
        holding = dated[-1:] or list(roles)
    if not holding:
        return entry
    return replace(entry, country=holding[0].country, sector=holding[0].sector)


class Registers:
    """The imported registers of one file, open to read. Not to be shared between threads; forked and spawned processes open it anew."""

    def __init__(self, path: Path) -> None:
        """Open the file and read the numbers of its names: 8 bytes each. Raises `TerminalError` where it is no such file."""
        self.path = path
        self._connection, self._process = open_to_read(path), os.getpid()
        rows = self._ask("SELECT name, digest FROM register ORDER BY name")
        stored = self._ask("SELECT hashes FROM numbers")
        self._ask(f"PRAGMA mmap_size = {MAPPED}")
        self._tied = bool(self._ask("SELECT 1 FROM sqlite_schema WHERE name = 'tie'"))
        self._dated = bool(self._ask("SELECT 1 FROM role LIMIT 1"))
        self._numbers: Numbers = np.frombuffer(stored[0][0], dtype="<i8") if stored else np.empty(0, dtype=np.int64)
        self.names: tuple[str, ...] = tuple(name for name, _ in rows)
        self.digest = "-".join(digest[:12] for _, digest in rows)
        """Changes with what the registers hold, so that a record can tell what an article was read with."""

    def __reduce__(self) -> tuple[type[Registers], tuple[Path]]:
        """Go to another process as the file's name."""
        return (Registers, (self.path,))

    def _ask(self, question: str, *values: object) -> list[Any]:
        """Return the rows that answer a question. A process that was forked opens the file for itself."""
        if self._process != os.getpid():
            self._connection, self._process = open_to_read(self.path), os.getpid()
        with translated(self.path):
            return self._connection.execute(question, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        """Return how many different names can be found."""
        return len(self._numbers)

    def nouns(self) -> Mapping[str, Word]:
        """Return the agents' nouns with what they mean, singular and plural."""
        found: dict[str, Word] = {}
        for noun, plurals, sector in self._ask("SELECT noun, plurals, sector FROM noun ORDER BY register, noun"):
            found.setdefault(noun, Word(noun, "role", sector, "group", False, "modifier"))
            for plural in (plural_of(noun),) if plurals is None else plurals.split("\n") if plurals else ():
                found.setdefault(plural, Word(noun, "role", sector, "group", True, "modifier"))
        return found

    def find(self, text: str) -> list[Named]:
        """Return every name in the text, in order, overlapping ones and several entries of one name included."""
        runs = _Runs(text)
        hits = runs.among(self._numbers)
        if not hits:
            return []
        rows: dict[int, list[tuple[Any, ...]]] = {}
        numbers = sorted({number for number, _, _ in hits})
        for at in range(0, len(numbers), ASKED):
            asked = numbers[at : at + ASKED]
            for row in self._ask(FETCH.format(marks=", ".join("?" * len(asked))), *asked):
                rows.setdefault(row[0], []).append(row)
        found: list[Named] = []
        for number, first, size in hits:
            printed = runs.words[first : first + size]
            start, end = runs.starts[first], runs.ends[first + size - 1]
            if not runs.joined(first, size):
                continue
            best: dict[int, tuple[Any, ...]] = {}
            for row in rows.get(number, ()):
                form = str(row[1]).split(" ")
                if len(form) == size and fits(form, printed, caseless=bool(row[15])) and (row[4] not in best or row[2] < best[row[4]][2]):
                    best[row[4]] = row
            found.extend(Named(start, end, row[2], _entry(row), self._roles(row[4])) for row in best.values())
        found.sort(key=lambda named: (named.start, -named.end))
        return found

    def _roles(self, number: int) -> tuple[Role, ...]:
        if not self._dated:
            return ()
        return tuple(Role(*row) for row in self._ask("SELECT country, sector, first, last FROM role WHERE entry = ? ORDER BY position", number))

    def offices(self, entry: str) -> tuple[Office, ...]:
        """Return the terms of an entry, given with its register's name before it, the earliest first."""
        register, _, identifier = entry.partition(":")
        rows = self._ask(
            """SELECT office.office, office.country, office.first, office.last, office.sector
            FROM office JOIN entry ON entry.number = office.entry JOIN register ON register.number = entry.register
            WHERE register.name = ? AND entry.id = ? ORDER BY coalesce(office.first, ''), office.number""",
            register,
            identifier,
        )
        return tuple(Office(entry, office, country, None, first, last, sector=sector) for office, country, first, last, sector in rows)

    def ties(self, entry: str) -> tuple[Tied, ...]:
        """Return what its register says of an entry, given with that register's name before it, beside who it is."""
        register, _, identifier = entry.partition(":")
        rows = self._ask(TIES, register, identifier) if self._tied else []
        return tuple(Tied(bond, name or other, words, first, last, bool(back)) for bond, other, name, words, first, last, back in rows)

    def holders(self, country: str, office: str, on: str) -> tuple[Entry, ...]:
        """Return who held an office that one person holds at a time, on a day; where more than two seem to, some of them."""
        rows = self._ask(
            f"""SELECT DISTINCT entry FROM office WHERE single AND country = ? AND office = ? AND {UNTIL} >= ?
            AND (first IS NULL OR substr(first, 1, length(?)) <= ?) LIMIT 3""",  # noqa: S608
            *(country, office.lower(), on, on, on),
        )
        return tuple(entry for (number,) in rows for entry in self._fetch("entry.number = ?", number))

    def look_up(self, text: str) -> tuple[Entry, ...]:
        """Return the entries that an id, with or without its register's name before it, or a name in any case means.

        A single word that is no name by itself means the persons whose names end with it, at most `SHOWN` of them.
        """
        register, parted, identifier = text.partition(":")
        found = self._fetch("entry.id = ?", text)
        if parted:
            found += self._fetch("register.name = ? AND entry.id = ?", register, identifier)
        words = [word.lower() for word in WORD.findall(fold(text))]
        if words:
            rows = self._ask("SELECT entry, words FROM form WHERE hash = ? ORDER BY rank, entry", form_hash(words))
            for number, form in rows:
                if form.lower().split(" ") == words:
                    found += self._fetch("entry.number = ?", number)
        if not found and len(words) == 1:
            condition = "entry.kind = 'person' AND entry.number IN (SELECT entry FROM form WHERE words LIKE ?) LIMIT ?"
            found = self._fetch(condition, f"% {words[0]}", SHOWN)
        return tuple({entry.id: entry for entry in found}.values())

    def _fetch(self, condition: str, *values: object) -> tuple[Entry, ...]:
        return tuple(role_at(_entry(row), self._roles(row[4]), None) for row in self._ask(ENTRY + condition, *values))


def _entry(row: Sequence[Any]) -> Entry:
    register, _, identifier, name, kind, country, sector, gender, surname, aliases, first, last = row[3:15]
    also = tuple(aliases.split("\n")) if aliases else ()
    return Entry(f"{register}:{identifier}", name, kind, country, sector, also, first, last, gender, surname, register=register)


class _Runs:
    """The runs of words of a folded text that could be names: those that begin with a capital, a digit, or a particle before a capital."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in WORD.finditer(folded):
            self.words.append(match.group())
            self.starts.append(match.start())
            self.ends.append(match.end())

    def among(self, numbers: Numbers) -> list[tuple[int, int, int]]:
        """Return the runs whose number is listed: number, first word, words."""
        if not len(numbers) or not self.words:
            return []
        begins = [i for i, word in enumerate(self.words) if self._begins(i, word)]
        if not begins:
            return []
        first = np.array(begins, dtype=np.int64)
        hashes = np.array([word_hash(word.lower()) for word in self.words], dtype=np.uint64)
        total = len(self.words)
        run = np.zeros(len(first), dtype=np.uint64)
        found: list[tuple[int, int, int]] = []
        pending: list[Numbers] = []
        for size in range(1, MAX_WORDS + 1):
            # Runs that would go beyond the text are dropped below.
            run = run * np.uint64(MULTIPLIER) + hashes[np.minimum(first + size - 1, total - 1)]
            pending.append(run.view(np.int64))
        asked = np.concatenate(pending)
        unique, back = np.unique(asked, return_inverse=True)
        at = np.searchsorted(numbers, unique)
        listed = numbers[np.minimum(at, len(numbers) - 1)] == unique
        for place in np.flatnonzero(listed[back]):
            size, begin = divmod(int(place), len(first))
            start = int(first[begin])
            if start + size + 1 <= total:
                found.append((int(asked[place]), start, size + 1))
        return found

    def _begins(self, i: int, word: str) -> bool:
        if word[0].isupper() or word[0].isdigit():
            return True
        return len(word) <= PARTICLE_LETTERS and i + 1 < len(self.words) and self.words[i + 1][0].isupper() and self.starts[i + 1] - self.ends[i] == 1

    def joined(self, first: int, size: int) -> bool:
        """Whether a run's words stand together as a name's do, and no longer word continues it at either end."""
        start, end = self.starts[first], self.ends[first + size - 1]
        if self.text[start - 1 : start] == "_" or self.text[end : end + 1] == "_":
            return False
        return all(self._close(i) for i in range(first, first + size - 1))

    def _close(self, i: int) -> bool:
        gap = self.text[self.ends[i] : self.starts[i + 1]]
        if len(gap) > GAP or gap.count("\n") > 1 or any(char not in GAPS for char in fold(gap)):
            return False
        blank = " " in gap or "\n" in gap
        stopped = "." in gap and blank and self.ends[i] - self.starts[i] >= STOPPED
        return not stopped and ("," not in gap or blank)
