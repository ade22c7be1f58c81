"""Plain text files, with front matter where they have it."""

from __future__ import annotations

import re

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article, shown
from dragoman.reading.decoding import decode

FIELDS = frozenset({"title", "published", "outlet", "url", "id", "language"})
OPENING = re.compile(r"---[ \t]*\n\s*(?:" + "|".join(sorted(FIELDS)) + r")[ \t]*:", re.IGNORECASE)
MAX_LINES = 100


def read_text(data: bytes, defaults: Defaults, where: str) -> Article:
    """Return the article of a text file: UTF-8 (or what `defaults.encoding` says), CRLF made LF, nothing else touched."""
    text = decode(data, where, defaults.encoding).replace("\r\n", "\n")
    fields, start = front_matter(text, where)
    return make_article(RawArticle(text=text[start:], **fields), defaults, where)


def front_matter(text: str, where: str) -> tuple[dict[str, str], int]:
    """Return the fields between two lines `---` at the beginning, and where the text after them starts.

    A text that merely begins with a rule `---` is no front matter: the first line after it has to name a field that we know.
    """
    if not OPENING.match(text):
        return {}, 0
    fields: dict[str, str] = {}
    key = ""
    position = text.index("\n") + 1
    for number in range(2, MAX_LINES + 2):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)]
        if line.rstrip() == "---":
            return fields, len(text) if end < 0 else end + 1
        if end < 0:
            break
        position = end + 1
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith((" ", "\t", "-")):  # the rest of a list or of a long value, in the way of YAML
            if key in FIELDS:
                raise InputError(f"{where}:{number}", f"The value of `{key}` goes on", f"Write `{key}` on one line")
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon:
            raise InputError(f"{where}:{number}", f"{shown(line)} is no `key: value` line", "Close the front matter with a line ---")
        if key in FIELDS:
            fields[key] = unquoted(value.strip())
    raise InputError(where, "The front matter that line 1 opens is not closed", "Put a line --- before the text")


def unquoted(value: str) -> str:
    """Return `value` without the quotation marks around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
