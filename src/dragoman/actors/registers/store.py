"""Imports registers into their file, lists and removes them. Each change is one transaction: a killed import leaves the file as it was."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

import numpy as np

from dragoman.actors.registers.forms import form_hash, forms_of, rule_against_noun
from dragoman.actors.registers.model import Actor, Counts, Item, Noun, Passed, Post, Register, Term, Tie
from dragoman.actors.registers.schema import open_to_read, prepare, translated
from dragoman.actors.registry import SINGLE_OFFICES
from dragoman.errors import InputError, TerminalError

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}$")
RESERVED = frozenset({"person", "org", "outlet", "place", "region", "organisation", "register"})
ENDINGS = frozenset({"gz", "txt", "csv", "tsv", "json", "jsonl", "ndjson", "ftm"})
BATCH = 2000
CACHE_KB = 65_536
STEP = 50_000
SEPARATOR = "\n"

TEMPORARY = (
    "PRAGMA temp_store = FILE",
    "CREATE TEMP TABLE new_form (hash INTEGER, entry INTEGER, rank INTEGER, words TEXT)",
    "CREATE TEMP TABLE new_term (holder TEXT, office TEXT, post TEXT, country TEXT, sector TEXT, first TEXT, last TEXT)",
    "CREATE TEMP TABLE new_post (id TEXT PRIMARY KEY, office TEXT, country TEXT, sector TEXT) WITHOUT ROWID",
)

ADD_ALIAS = """UPDATE entry SET aliases = CASE aliases WHEN '' THEN ?1 ELSE aliases || char(10) || ?1 END WHERE number = ?2 AND name <> ?3
    AND instr(char(10) || aliases || char(10), char(10) || ?4 || char(10)) = 0"""


def register_name(given: str) -> str:
    """Return a register's name in its plain form. Raises `TerminalError` for one that ids could not begin with."""
    name = re.sub(r"[^a-z0-9_.-]+", "-", given.lower()).strip("-.")
    if not NAME.match(name) or name in RESERVED:
        raise TerminalError(f"{given!r} is no name for a register. Use letters, digits and -, and none of {', '.join(sorted(RESERVED))}.")
    return name


def name_of_file(file: str) -> str:
    """Return what a register is called after its file: `Phoenix.Countries.actors.txt.gz` is `Phoenix-Countries-actors`."""
    stem = file
    while (cut := stem.rpartition("."))[0] and cut[2].lower() in ENDINGS:
        stem = cut[0]
    return stem.replace(".", "-")


def import_register(
    path: Path,
    name: str,
    source: str,
    form: str,
    items: Iterable[Item],
    *,
    refuse: Callable[[InputError], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Register:
    """Import a register under a name, in place of what that name had. `refuse` is called with each refused line, `progress` with the items so far.

    Raises `InputError` where the items name nobody, or where reading them raises; the file is then as it was.
    """
    with _changed(path, (f"PRAGMA cache_size = -{CACHE_KB}", *TEMPORARY)) as connection:
        return _Import(connection, name).run(items, source, form, refuse, progress)


@contextmanager
def _changed(path: Path, before: Sequence[str] = (), after: Sequence[str] = ()) -> Iterator[sqlite3.Connection]:
    """Open the file, made where there is none, for one transaction, with what is done before and after it; an error leaves the file as it was."""
    with translated(path), closing(sqlite3.connect(path, timeout=30.0, isolation_level=None)) as connection:
        prepare(connection, path, make=True)
        for statement in (*before, "BEGIN IMMEDIATE"):
            connection.execute(statement)
        yield connection
        for statement in ("COMMIT", *after):
            connection.execute(statement)


class _Import:
    """One import within its transaction."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._counts = Counts()
        self._digest = sha256()
        _forget(connection, name)
        self._register = _next(connection, "register")
        self._entry = _next(connection, "entry")
        self._place = count()

    def run(self, items: Iterable[Item], source: str, form: str, refuse: Callable[[InputError], None], progress: Callable[[int], None]) -> Register:
        stream = iter(items)
        for number, batch in enumerate(iter(lambda: list(islice(stream, BATCH)), []), 1):
            self._take(batch, refuse)
            if number * BATCH % STEP == 0:
                progress(number * BATCH)
        if not self._counts.entries and not self._counts.words and not self._counts.left_out:
            cause = f"all of its {self._counts.refused} rows were refused" if self._counts.refused else "it names no actor"
            raise InputError(source, cause, "Check the format with --as; nothing was imported")
        self._settle()
        found = Register(self._name, source, form, datetime.now(UTC).isoformat(timespec="seconds"), self._counts)
        self._connection.execute(
            "INSERT INTO register (number, name, source, format, imported, digest, counts) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self._register, found.name, source, form, found.imported, self._digest.hexdigest(), json.dumps(asdict(self._counts))),
        )
        return found

    def _take(self, batch: list[Item], refuse: Callable[[InputError], None]) -> None:
        actors = [item for item in batch if isinstance(item, Actor)]
        for item in batch:
            if isinstance(item, InputError):
                self._counts.refused += 1
                refuse(item)
            elif isinstance(item, Passed):
                self._counts.passed += 1
            elif not isinstance(item, Tie):  # a tie changes no claim: articles need not be read anew for it
                self._digest.update(repr(item).encode("utf-8", "surrogatepass"))
        self._actors(actors)
        self._connection.executemany(
            "INSERT OR REPLACE INTO temp.new_post (id, office, country, sector) VALUES (?, ?, ?, ?)",
            [(item.id, item.office, item.country, item.sector) for item in batch if isinstance(item, Post)],
        )
        self._connection.executemany(
            "INSERT INTO temp.new_term (holder, office, post, country, sector, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(t.holder, t.office, t.post, t.country, t.sector, t.from_, t.to) for t in batch if isinstance(t, Term)],
        )
        ties = [(self._register, t.subject, t.bond, t.other, t.words, t.from_, t.to) for t in batch if isinstance(t, Tie)]
        self._connection.executemany("INSERT INTO tie (register, subject, bond, other, words, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)", ties)
        self._counts.ties += len(ties)
        for noun in (item for item in batch if isinstance(item, Noun)):
            if (rule := rule_against_noun(noun.noun)) is not None:
                self._leave_out(rule)
                continue
            plurals = None if noun.plurals is None else SEPARATOR.join(noun.plurals)
            self._counts.words += self._connection.execute(
                "INSERT OR IGNORE INTO noun (register, noun, plurals, sector) VALUES (?, ?, ?, ?)", (self._register, noun.noun, plurals, noun.sector)
            ).rowcount

    def _actors(self, actors: list[Actor]) -> None:
        numbers = self._known({actor.id for actor in actors})
        fresh: list[tuple[object, ...]] = []
        merged: list[tuple[object, ...]] = []
        forms: list[tuple[object, ...]] = []
        roles: list[tuple[object, ...]] = []
        also: list[tuple[object, ...]] = []
        for actor in actors:
            number = numbers.get(actor.id)
            if number is None:
                number = numbers[actor.id] = self._entry
                self._entry += 1
                shown = SEPARATOR.join(dict.fromkeys(name for name in (*actor.names[1:], *actor.weak) if name != actor.names[0]))
                fresh.append(
                    (
                        *(number, self._register, actor.id, actor.names[0], actor.kind, actor.country, actor.sector),
                        *(actor.gender, actor.surname, shown, actor.from_, actor.to, actor.caseless),
                    )
                )
            else:
                merged.append((actor.country, actor.sector, actor.gender, actor.surname, actor.from_, actor.to, number))
                also.extend((name, number, name, name) for name in dict.fromkeys((*actor.names, *actor.weak)))
            roles.extend((number, next(self._place), role.country, role.sector, role.from_, role.to) for role in actor.roles)
            for rank, (_, words, rule) in enumerate(forms_of(actor)):
                if rule is None:
                    forms.append((form_hash([word.lower() for word in words]), number, rank, " ".join(words)))
                else:
                    self._leave_out(rule)
        self._counts.entries += len(fresh)
        self._connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fresh)
        self._connection.executemany(
            """UPDATE entry SET country = coalesce(country, ?), sector = coalesce(sector, ?), gender = coalesce(gender, ?),
            surname = coalesce(surname, ?), first = coalesce(first, ?), last = coalesce(last, ?) WHERE number = ?""",
            merged,
        )
        self._connection.executemany(ADD_ALIAS, also)
        self._connection.executemany("INSERT INTO temp.new_form VALUES (?, ?, ?, ?)", forms)
        self._connection.executemany("INSERT INTO role VALUES (?, ?, ?, ?, ?, ?)", roles)

    def _leave_out(self, rule: str) -> None:
        self._counts.left_out[rule] = self._counts.left_out.get(rule, 0) + 1

    def _known(self, ids: set[str]) -> dict[str, int]:
        if not self._counts.entries:
            return {}
        marks = ", ".join("?" * len(ids))
        rows = self._connection.execute(f"SELECT id, number FROM entry WHERE register = ? AND id IN ({marks})", (self._register, *ids))  # noqa: S608
        return dict(rows.fetchall())

    def _settle(self) -> None:
        """Bring the forms into the order of their numbers, and the terms to their holders."""
        connection, before = self._connection, self._connection.total_changes
        connection.execute(
            "INSERT OR IGNORE INTO form (hash, entry, rank, words) SELECT hash, entry, min(rank), words FROM temp.new_form GROUP BY 1, 2, 4"
        )
        self._counts.forms = connection.total_changes - before
        before = connection.total_changes
        singles = ", ".join(f"'{office}'" for office in SINGLE_OFFICES)
        connection.execute(
            f"""INSERT INTO office (entry, office, country, sector, first, last, single)
            SELECT DISTINCT entry.number, coalesce(post.office, term.office), coalesce(term.country, post.country, entry.country),
                coalesce(term.sector, post.sector), term.first, term.last, coalesce(post.office, term.office) IN ({singles})
            FROM temp.new_term AS term JOIN entry ON entry.register = ? AND entry.id = term.holder
            LEFT JOIN temp.new_post AS post ON post.id = term.post WHERE term.post IS NULL OR post.id IS NOT NULL""",  # noqa: S608
            (self._register,),
        )
        self._counts.offices = connection.total_changes - before
        terms = connection.execute(
            """SELECT count(*) FROM temp.new_term AS term WHERE NOT EXISTS (SELECT 1 FROM entry WHERE register = ? AND id = term.holder)
            OR (term.post IS NOT NULL AND NOT EXISTS (SELECT 1 FROM temp.new_post WHERE id = term.post))""",
            (self._register,),
        )
        self._counts.homeless = int(terms.fetchone()[0])
        _number(connection)


def _number(connection: sqlite3.Connection) -> None:
    """Write down the numbers of all forms of the file, so that opening it need not gather them."""
    found = np.fromiter((number for (number,) in connection.execute("SELECT DISTINCT hash FROM form ORDER BY hash")), dtype="<i8")
    connection.execute("INSERT OR REPLACE INTO numbers (one, hashes) VALUES (1, ?)", (found.tobytes(),))


def _next(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()[0])  # noqa: S608


def _forget(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("SELECT number FROM register WHERE name = ?", (name,)).fetchone()
    if row is None:
        return False
    for table in ("form", "role", "office"):
        connection.execute(f"DELETE FROM {table} WHERE entry IN (SELECT number FROM entry WHERE register = ?)", row)  # noqa: S608
    connection.execute("DELETE FROM entry WHERE register = ?", row)
    connection.execute("DELETE FROM noun WHERE register = ?", row)
    connection.execute("DELETE FROM tie WHERE register = ?", row)
    connection.execute("DELETE FROM register WHERE number = ?", row)
    return True


def remove_register(path: Path, name: str) -> None:
    """Remove a register and all that it brought. Raises `TerminalError` that lists the registers where there is none of that name."""
    names = [register.name for register in list_registers(path)] if path.is_file() else []
    if name not in names:
        raise TerminalError(f"{path} has no register {name!r}. It has: {', '.join(names) or 'none'}.")
    with _changed(path, after=("VACUUM",)) as connection:
        _forget(connection, name)
        _number(connection)


def list_registers(path: Path) -> tuple[Register, ...]:
    """Return the registers of a file, by name."""
    with closing(open_to_read(path)) as connection, translated(path):
        rows = connection.execute("SELECT name, source, format, imported, counts FROM register ORDER BY name").fetchall()
    return tuple(Register(name, source, form, imported, Counts(**json.loads(counts))) for name, source, form, imported, counts in rows)
