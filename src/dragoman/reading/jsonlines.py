"""Articles as JSON: a line each, or one array. The text is used exactly as given."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, kind_of, make_article
from dragoman.reading.decoding import check_binary, decode, has_wide_bom
from dragoman.reading.streams import MAX_BYTES, Stream

FIELDS = ("text", "id", "title", "published", "outlet", "url", "language")
REPAIR = 'Write one object a line, such as {"text": "…", "published": "2008-09-24"}'


def read_lines(stream: Stream, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the article of each line, or the error of a line that is none; blank lines are passed over."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        here = f"{where}:{number}"
        if number == 1 and has_wide_bom(line):
            yield InputError(where, "JSONL has to be UTF-8 and this is UTF-16 or UTF-32", "Convert it with `iconv -f utf-16 -t utf-8`")
            return
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            stream.skip_line()
            yield InputError(here, f"The line is longer than {MAX_BYTES:,} bytes", "Split it into its articles, one a line")
            continue
        if not line.strip():
            continue
        try:
            yield article_of(parse(line, here, defaults.encoding), defaults, here)
        except InputError as error:
            yield error


def read_document(data: bytes, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the articles of a JSON array, or the one of a JSON object."""
    try:
        value = parse(data, where, defaults.encoding)
    except InputError as error:
        yield error
        return
    items = value if isinstance(value, list) else [value]
    if not items:
        yield InputError(where, "The array is empty", "Give at least one article")
    for number, item in enumerate(items, start=1):
        here = f"{where}[{number}]" if isinstance(value, list) else where
        try:
            yield article_of(item, defaults, here)
        except InputError as error:
            yield error


def is_object(line: bytes) -> bool:
    """Tell whether `line` alone is a JSON object: then a file named `.json` holds one object a line."""
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def parse(data: bytes, where: str, encoding: str | None) -> object:
    """Return the value of a JSON text; an `InputError` says at which column it breaks off."""
    check_binary(data, where)
    text = decode(data, where, encoding)
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise InputError(where, "The JSON is nested too deeply", REPAIR) from None
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise InputError(where, f"Broken JSON: {reason(text, error)}", REPAIR) from None


def reason(text: str, error: Exception) -> str:
    """Say in words where JSON is broken: the standard library's messages name the column, msgspec's only the byte."""
    try:
        json.loads(text)
    except json.JSONDecodeError as found:
        return f"{found.msg} at line {found.lineno} column {found.colno}" if "\n" in text.strip() else f"{found.msg} at column {found.colno}"
    except (RecursionError, ValueError):
        return str(error)
    if "\\ud" in text.lower():
        return "half a surrogate pair (\\uD800 to \\uDFFF)"
    return f"a value that JSON does not have, such as NaN ({error})"


def article_of(value: object, defaults: Defaults, where: str) -> Article:
    """Return the article of one JSON value; keys that are not ours are ignored."""
    if not isinstance(value, dict):
        raise InputError(where, f"It is {kind_of(value)}, not an object", REPAIR)
    if "text" not in value:
        raise InputError(where, "The key `text` is missing", REPAIR)
    return make_article(RawArticle(**{name: value.get(name) for name in FIELDS}), defaults, where)
