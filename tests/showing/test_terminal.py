"""Nothing that was read steers the terminal, and no line is wider than it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dragoman.showing.terminal import NARROWEST, Row, plain, printable

SHOWN = [
    ("a line feed forges no row", "Peace\n2024-01-01  ASSAULT: A", "Peace 2024-01-01  ASSAULT: A"),
    ("nor does any other break", "a\r\n b\u2028c\x85d\x0be", "a b c d e"),
    ("an escape", "\x1b[31mred\x1b]0;title\x07", "⟨U+001B⟩[31mred⟨U+001B⟩]0;title⟨U+0007⟩"),
    ("one byte of C1 does the same", "\x9b31m", "⟨U+009B⟩31m"),
    ("direction", "abc\u202efed\u2066", "abc⟨U+202E⟩fed⟨U+2066⟩"),
    ("zero width", "pay\u200bpal\ufeff", "pay⟨U+200B⟩pal⟨U+FEFF⟩"),
    ("backspaces overwrite", "safe\x08\x08", "safe⟨U+0008⟩⟨U+0008⟩"),
    ("blanks are blanks", "a\tb\u00a0c", "a b c"),
    ("half of a pair cannot be written", "\ud800", "⟨U+D800⟩"),
    ("letters are letters", "Chávez 習近平 “x” 🤝", "Chávez 習近平 “x” 🤝"),
]


@pytest.mark.parametrize(("why", "text", "shown"), SHOWN, ids=[row[0] for row in SHOWN])
def test_printable(why, text, shown):
    assert printable(text) == shown


@given(st.text(st.characters(codec=None) | st.sampled_from("\x1b\x07\x9b\n\r\u2028\u202e\u200b\t")))
def test_whatever_is_read_is_printed_on_one_line(text):
    shown = printable(text)
    assert shown.isprintable()
    assert printable(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert re.sub(r"⟨U\+[0-9A-F]+⟩| ", "", shown) == re.sub(r"⟨U\+[0-9A-F]+⟩", "", "".join(c for c in text if c.isprintable() and c != " "))


@given(st.text("ab 中\u0301🤝-", max_size=300), st.text("2024-", max_size=30), st.integers(0, 24), st.integers(0, 140), st.integers(0, 4))
def test_no_line_is_wider_than_the_terminal(text, left, indent, width, hang):
    lines = list(plain([Row(text, left, indent, hang=hang)], width))
    widest = max(width, indent + hang + NARROWEST)
    assert all(cell_len(line) <= widest for line in lines[1:])
    assert cell_len(lines[0]) <= max(widest, len(left) + 2)
    assert "".join("".join(lines).split()) == "".join((left + text).split()), "nothing is lost"


@pytest.mark.parametrize(
    ("why", "row", "lines"),
    [
        ("what fits keeps its blanks", Row("  1 word   NOUN", "parse", 8), ["parse     1 word   NOUN"]),
        ("a left that is too long pushes the text", Row("x", "2023-11-01–2024-02-01", 18), ["2023-11-01–2024-02-01  x"]),
        ("an address longer than a line is cut", Row("a" * 50, indent=2), ["  " + "a" * 24, "  " + "a" * 24, "  aa"]),
        ("an empty row is an empty line", Row(), [""]),
        ("no line begins with a sign between two", Row("said by the ministry of · Wire"), ["said by the ministry", "of · Wire"]),
        ("wide letters count twice", Row("中" * 13), ["中" * 12, "中"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows(why, row, lines):
    assert list(plain([row], 26 if row.indent == 2 else NARROWEST)) == lines
