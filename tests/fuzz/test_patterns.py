"""Every regular expression of the package, on strings made from its own letters: none may take superlinear time.

Python's matcher tries again where it failed, so that one loop in another, or a loop before what may be missing, takes quadratic time or worse.
"""

import gc
import importlib
import pkgutil
import re
from functools import cache

import pytest

import dragoman
from doubling import measured, superlinear
from dragoman.actors import context
from dragoman.actors.registers import petrarch as registers_petrarch
from dragoman.coding.dictionaries import patterns as patterns_of_verbs
from dragoman.coding.dictionaries import petrarch
from dragoman.coding.statements import dialogues, signed
from dragoman.parsing import layout, lemmas, quantity_nouns, timex_core
from dragoman.reading import pages
from dragoman.reconciling import items, reprints
from dragoman.running.tools import load_tools

PLAIN = [
    " ",
    "\t",
    "\n",
    "1",
    "a",
    "A",
    "é",
    '"',
    "“",
    "'",
    "’",
    "-",
    "—",
    "(",
    ")",
    "[",
    "]",
    "{",
    "<",
    ">",
    ".",
    ",",
    ":",
    ";",
    "/",
    "$",
    "%",
    "&",
    "@",
    "_",
    "!",
    "~",
]
MIXED = [
    "a ",
    "A ",
    "a-",
    "A-",
    "A.",
    "a.",
    "1,",
    "1.",
    "1 ",
    "1/",
    "1-",
    "a, ",
    "A, ",
    "“a” ",
    '"a" ',
    "(a) ",
    "a'",
    "' ",
    "- ",
    ". ",
    "\n ",
    "> ",
    "\n> ",
    "-\n",
]
WORDS = 6
"""Literal runs of a pattern that are repeated, at most."""
TAILS = ["", "\x00", " "]
PROBES = (500, 2_000, 8_000)
SUSPECT = 0.008
"""Seconds for a probe from which its time is looked at more closely; a quadratic pattern takes more for 8,000 letters on any machine."""


MATCHED = frozenset(
    p.pattern
    for p in (
        context.DATELINE, dialogues._LABEL, items.MONEY, layout._CAPTION, layout._DATELINE, lemmas._SHORT, pages.XML_DECLARATION, reprints.NOTICE,
        signed._DASH,
    )
)  # fmt: skip
"""Patterns that are only ever matched at one place, not searched for."""
BOUNDED = {
    timex_core.WORD_BEFORE.pattern: "in the few characters before a time",
    quantity_nouns._LAST_WORD.pattern: "in 16 characters",
    registers_petrarch.COMMENT.pattern: "in a line of the user's own register",
    petrarch._COMMENT.pattern: "in a line of the user's own dictionary",
    patterns_of_verbs._CODE.pattern: "in a line of the user's own dictionary",
}
"""Patterns that are searched for in what is short, and where that is."""


def modules():
    for found in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


@cache
def patterns() -> tuple[re.Pattern, ...]:
    """All that were compiled: those of modules, of what they made of the data files, and of functions, which Python's cache keeps.

    A pattern that no module of ours is seen to hold may be a library's, and is left out.
    """
    everything = {id(m): m for m in modules()}
    load_tools()
    waiting, seen, found = [vars(m) for m in everything.values()], set(), {}
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, re.Pattern):
            found[one.pattern, one.flags] = one
        elif isinstance(one, dict | list | tuple | set | frozenset) or type(one).__module__.startswith("dragoman") or hasattr(one, "cache_info"):
            waiting += [part for part in gc.get_referents(one) if not isinstance(part, type(re) | str | bytes | int | float)]
    return tuple(found[key] for key in sorted(found, key=str))


def fuel(pattern: re.Pattern) -> list[str]:
    """What is repeated: letters of all classes, and the words that the pattern itself is made of."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    plain = re.sub(r"\\[sdwSDWbBZAnrtfv]|\\[xuU][0-9a-fA-F]+|\(\?[:!=<aiLmsux][=!]?|\(\?P<\w+>|[\\()?*+{}|^$]|\[[^\]]*\]", "\x00", source)
    words = sorted({word for word in re.findall(r"[^\x00]+", plain) if len(word) > 1}, key=len)
    return [*PLAIN, *MIXED, *words[:WORDS], *(word + " " for word in words[:WORDS])]


def slow(pattern: re.Pattern) -> str | None:
    """The string on which the time of searching grows faster than its length, or None."""
    binary = isinstance(pattern.pattern, bytes)
    ways = (pattern.match, pattern.search) if pattern.pattern not in MATCHED else (pattern.match,)
    heads = ["", *(word for word in ["<meta", "<?xml", "<html"] if word in str(pattern.pattern))]
    for part in fuel(pattern):
        for head in heads:
            for tail in TAILS:

                def run(n: int, part=part, head=head, tail=tail) -> None:
                    text = head + part * (n // len(part)) + tail
                    for way in ways:
                        way(text.encode("utf-8", "replace") if binary else text)

                if any(measured(run, n) > SUSPECT for n in PROBES) and superlinear(run, 250, 0.2, most=16_000) is not None:
                    return f"{head!r} + {part!r} * n + {tail!r}"
    return None


def test_the_patterns_are_found():
    assert len(patterns()) > 120


PARTS = 8


@pytest.mark.parametrize("number", range(PARTS))
def test_no_pattern_takes_superlinear_time(number):
    found = {p.pattern: where for p in patterns()[number::PARTS] if p.pattern not in BOUNDED and (where := slow(p)) is not None}
    assert found == {}
