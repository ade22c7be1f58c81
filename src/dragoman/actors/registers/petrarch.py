"""The actor and agent dictionaries of PETRARCH and TABARI.

An actor is a name (`JOSE_MARIA_TIJERINO_`), its synonyms on lines that begin with `+`, and its codes in brackets, on the same line or on
indented ones, each with a time or without: `[USAGOV 20090120-20170120]`, `[HRV >920115]`, `[YUGHRV <910625]`, `[HRVELI]`. A day is YYYYMMDD or
YYMMDD, of which 00 to 30 are of this century. An agent is a noun, its plurals in braces and its role: `LAWMAN {LAWMEN} [~COP]`; `!PERSON!` in
it stands for each word of a set that a line `!PERSON! = MAN, MEN` defines. After `#` and `;`, and in `<!-- -->`, stand comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import BinaryIO

from dragoman.actors.lexicon import load_lexicon
from dragoman.actors.registers import codes
from dragoman.actors.registers.model import Actor, Item, Noun, Role
from dragoman.actors.registry import Kind, load_registry, slug
from dragoman.actors.wordsets import wordset
from dragoman.errors import InputError

MAX_LINE = 1_000_000
COMMENT = re.compile(r"<!--.*?-->")
CODE = re.compile(r"\[([^\[\]]*)\]")
DAY = re.compile(r"(\d{8}|\d{6})$")
CENTURY = 30
COUNTRY_LETTERS = 3
BODY_WORDS = 4  # longer names are hardly persons'


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Return a dictionary's lines with their numbers, without comments. What is no UTF-8 is read as Windows-1252."""
    number, commented = 0, False
    while raw := stream.readline(MAX_LINE):
        number += 1
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
        text = COMMENT.sub("", text)
        if commented:
            _, ended, text = text.partition("-->")
            commented = not ended
        if "<!--" in text:
            text, commented = text.partition("<!--")[0], True
        text = text.split("#", 1)[0].split(";", 1)[0].rstrip()
        if text.strip():
            yield number, text


@dataclass(slots=True)
class _Draft:
    line: int
    names: list[str]
    roles: list[Role] = field(default_factory=list)
    coded: bool = False


def read_actors(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Item]:
    """Read an actor dictionary; `name` is the file's in messages."""
    draft: _Draft | None = None
    for number, line in lines:
        printed = CODE.split(line, maxsplit=1)[0]
        bare = _spaced(printed.strip().lstrip("+"))
        if bare and not _is_name(bare):
            yield InputError(
                f"{name}:{number}", f"{printed.strip()[:60]!r} is neither a name nor a code", "A name is words joined by _, codes stand in [ ]"
            )
            continue
        if bare and not printed.strip().startswith("+"):
            if draft is not None:
                yield _finished(draft, name)
            draft = _Draft(number, [bare])
        elif draft is None:
            yield InputError(f"{name}:{number}", "a synonym or code without a name before it", "Put the name on a line of its own above it")
            continue
        elif bare:
            draft.names.append(bare)
        for code in CODE.findall(line):
            try:
                role = role_of(code)
            except ValueError as error:
                yield InputError(f"{name}:{number}", str(error), "Correct the code; it looks like [USAGOV 20090120-20170120]")
                continue
            draft.coded = True
            if role is not None:
                draft.roles.append(role)
        if line.count("[") != len(CODE.findall(line)) or line.count("]") != line.count("["):
            yield InputError(f"{name}:{number}", "a bracket is not closed", "Close it, or take it out")
    if draft is not None:
        yield _finished(draft, name)


def _is_name(text: str) -> bool:
    return any(char.isalnum() for char in text) and text.isprintable() and not set(text) & set("[]{}<>=~!")


def _spaced(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _finished(draft: _Draft, name: str) -> Item:
    if not draft.roles:
        cause = "none of its codes names a country or a role" if draft.coded else "it has no code"
        return InputError(f"{name}:{draft.line}", f"{draft.names[0]}: {cause}", "Give it one, for example [USAGOV]")
    names = tuple(sorted((shown(text) for text in draft.names), key=_titled))
    kind = _kind(draft)
    first = draft.roles[0]
    identifier = slug(draft.names[0]) or draft.names[0]
    return Actor(identifier, names, kind, first.country, first.sector, roles=tuple(draft.roles), caseless=all(text.isupper() for text in draft.names))


def role_of(code: str) -> Role | None:
    """Return what a bracketed code says; None for `---`, which says nobody. Raises ValueError that names what is wrong."""
    parts = code.replace("<", " <").replace(">", " >").split()
    if not parts or set(parts[0]) == {"-"}:
        return None
    letters = parts[0].upper()
    if not letters.isalnum() or len(letters) < COUNTRY_LETTERS:
        raise ValueError(f"the code {parts[0]!r} is no three letters or more")
    start, end = _span("".join(parts[1:]))
    country = codes.country_of(letters[:COUNTRY_LETTERS])
    if country is not None and load_registry().entries.get(letters[:COUNTRY_LETTERS]) is None:
        country = None
    roles = codes.mapping("petrarch", "roles")
    rest = letters[COUNTRY_LETTERS:] if country is not None else letters
    sectors = [roles[part] for at in range(0, len(rest), COUNTRY_LETTERS) if (part := rest[at : at + COUNTRY_LETTERS]) in roles]
    sector = sectors[0] if sectors else ("GOV" if country is not None and not rest else None)
    return Role(country, sector, start, end)


def _span(text: str) -> tuple[str | None, str | None]:
    if not text:
        return None, None
    if text[0] in "<>":
        day = _day(text[1:])
        return (None, day) if text[0] == "<" else (day, None)
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"the time {text!r} is neither <DAY, >DAY nor DAY-DAY")
    return codes.span([_day(start)], [_day(end)])


def _day(text: str) -> str:
    if DAY.match(text) is None:
        raise ValueError(f"the day {text!r} is neither YYYYMMDD nor YYMMDD")
    if len(text) == len("YYMMDD"):
        text = ("20" if int(text[:2]) <= CENTURY else "19") + text
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if month == 0 or day == 0:
        raise ValueError(f"the day {text!r} is none of the calendar")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        # The published dictionaries end months a day or two late (`20090231`): the month's last day is meant.
        if not 1 <= month <= len("JFMAMJJASOND") or day > 31:
            raise ValueError(f"the day {text!r} is none of the calendar") from None
        return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


def shown(name: str) -> str:
    """Return a name in capitals as papers print it: `JOSE DE LA CRUZ` as `Jose de la Cruz`; lone short words stay acronyms."""
    words = name.split()
    if not name.isupper() or (len(words) == 1 and len(name) <= 5):
        return name
    small = wordset("inside_name") | wordset("particle")
    return " ".join(word.lower() if at and word.lower() in small else _capital(word) for at, word in enumerate(words))


def _titled(name: str) -> bool:
    """Whether a name begins with a title, so that another is better to show."""
    return any(word.family == "title" for word in load_lexicon().readings(name.split()[0]))


def _capital(word: str) -> str:
    if any(form.how == "acronym" for form in load_registry().forms.get(word, ())):
        return word
    return "".join(char if not at or not word[at - 1].isalpha() else char.lower() for at, char in enumerate(word)) if "." not in word else word


def _kind(draft: _Draft) -> Kind:
    """Guess what the name is of: a code that is a country alone is the state's, dated roles are a person's, words of bodies a body's."""
    countries = {role.country for role in draft.roles}
    if any(country in countries for text in draft.names if (country := codes.country_of(text)) is not None):
        return "state"
    words = draft.names[0].lower().split()
    lexicon = load_lexicon()
    bodies = bool(codes.words("petrarch", "bodies").intersection(words))
    bodies = bodies or any(reading.sort in {"organisation", "group"} for word in words for reading in lexicon.readings(word))
    if bodies or len(words) > BODY_WORDS:
        return "organisation"
    dated = any(role.from_ or role.to for role in draft.roles)
    named = len(words) > 1 and any(role.country is not None for role in draft.roles)
    return "person" if dated or named else "organisation"


def read_agents(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Item]:
    """Read an agent dictionary; `name` is the file's in messages."""
    sets: dict[str, tuple[str, ...]] = {}
    roles = codes.mapping("petrarch", "roles")
    for number, line in lines:
        where = f"{name}:{number}"
        head, defines, listed = line.partition("=")
        if defines and head.strip().startswith("!") and head.strip().endswith("!"):
            sets[head.strip()] = tuple(word for raw in listed.split(",") if (word := raw.strip()))
            continue
        match = re.match(r"\s*(?P<noun>[^\[\]{}]+?)\s*(?:\{(?P<plural>[^{}]*)\})?\s*\[(?P<code>~[^\[\]]*)\]?\}?\s*$", line)
        if match is None:
            yield InputError(where, f"{line.strip()[:60]!r} is no agent", "It looks like LAWMAN {LAWMEN} [~COP]")
            continue
        letters = match["code"].strip().strip("~}]").upper()
        sector = next((roles[part] for at in range(0, len(letters), 3) if (part := letters[at : at + 3]) in roles), None)
        if sector is None:
            yield InputError(where, f"the role {match['code']!r} is none that Dragoman has a sector for", f"Use one of {', '.join(roles)}")
            continue
        unknown = [mark for mark in re.findall(r"![^!\s]*!", match["noun"]) if mark not in sets]
        if unknown:
            yield InputError(where, f"the set {unknown[0]} is not defined above", f"Add a line {unknown[0]} = WORD, WORD")
            continue
        parts = [sets.get(part, (part,)) for part in re.split(r"(![^!\s]*!)", match["noun"]) if part]
        substituted = len(parts) > 1 or match["noun"] in sets
        plurals = None if match["plural"] is None else tuple(_spaced(part).lower() for part in match["plural"].split(",") if _spaced(part))
        for words in product(*parts):
            noun = _spaced("".join(words)).lower()
            if noun:
                yield Noun(noun, sector, () if substituted and noun.endswith(("men", "s")) else plurals)
