"""From what an input says to an `Article`. Offsets are fixed here: whatever `text` is now is what every offset refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.ids import content_id

MAX_CHARACTERS = 5_000_000
"""The longest article that is read, in code points. A longer file is a corpus or a mistake, not an article."""

MAX_FIELD = 10_000
"""The longest headline, outlet, address or id, in code points."""

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")

# ISO 639-2 codes that catalogues write for languages which have an ISO 639-1 code.
TWO_LETTERS = {
    "ara": "ar", "chi": "zh", "deu": "de", "dut": "nl", "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "hin": "hi",
    "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es",
    "swa": "sw", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every input that does not say otherwise. `encoding` is used instead of UTF-8 where it is set."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article as an input gives it, before anything is checked: any field may have any type."""

    text: object
    id: object = None
    title: object = None
    published: object = None
    outlet: object = None
    url: object = None
    language: object = None


def make_article(raw: RawArticle, defaults: Defaults, where: str) -> Article:
    """Check `raw` and return the article, its text exactly as given. Raise `InputError` with `where` for what cannot be kept."""
    text = checked_text(raw.text, where)
    published = parse_published(string_or_none(raw.published, "published", where), where) or defaults.published
    outlet = string_or_none(raw.outlet, "outlet", where) or defaults.outlet
    return Article(
        id=string_or_none(raw.id, "id", where) or content_id("art", (text, outlet, published)),
        text=text,
        title=string_or_none(raw.title, "title", where) or defaults.title,
        published=published,
        outlet=outlet,
        url=string_or_none(raw.url, "url", where) or defaults.url,
        language=parse_language(string_or_none(raw.language, "language", where), where),
        origin=where,
    )


def checked_text(text: object, where: str) -> str:
    """Return `text` unchanged, or raise `InputError` if there is nothing in it that can be read."""
    if not isinstance(text, str):
        raise InputError(where, f"`text` is {kind_of(text)}, not a string", "Give the article's text as one string")
    if not text.strip():
        raise InputError(where, "There is no text in it", "Give the article's text or leave the input out")
    if len(text) > MAX_CHARACTERS:
        raise InputError(where, f"The text has {len(text):,} characters, the limit is {MAX_CHARACTERS:,}", "Split it into its articles")
    check_characters(text, "text", where)
    return text


def string_or_none(value: object, name: str, where: str) -> str | None:
    """Return a field's value; null, an empty and a blank string mean that the input does not say."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(where, f"`{name}` is {kind_of(value)}, not a string", f"Write `{name}` as a string in quotes or leave it out")
    if len(value) > MAX_FIELD:
        raise InputError(where, f"`{name}` has {len(value):,} characters, the limit is {MAX_FIELD:,}", f"Shorten `{name}` or leave it out")
    check_characters(value, name, where)
    return value if value.strip() else None


def short(value: str | None) -> str | None:
    """Return what a page or feed says of itself, or None where it is too long to be true: the text beside it is read all the same."""
    return None if value is not None and len(value) > MAX_FIELD else value


def check_characters(value: str, name: str, where: str) -> None:
    """Refuse characters that no UTF-8 text can hold or that show binary data."""
    nul = value.find("\x00")
    if nul >= 0:
        raise InputError(where, f"`{name}` has a NUL character at {nul}: binary data, not text", "Convert the input to plain text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            where,
            f"`{name}` has half a surrogate pair at character {error.start} (U+{ord(value[error.start]):04X})",
            "Write it again from its source as UTF-8",
        ) from None


def parse_published(value: str | None, where: str) -> str | None:
    """Return the day of an ISO 8601 date or date and time (`2008-09-24`, `2008-09-24T22:10:00-04:00`), as printed, in its own zone."""
    if value is None:
        return None
    stripped = value.strip()
    try:
        if ISO_DAY.match(stripped):
            datetime.fromisoformat(stripped)
            return date.fromisoformat(stripped[:10]).isoformat()
    except ValueError:
        pass  # the one error below serves a date that does not exist as well as one in another form
    raise InputError(where, f"The date of publication {shown(value)} is not an ISO date", "Write it as YYYY-MM-DD or leave it out")


def parse_language(value: str | None, where: str) -> str | None:
    """Return the ISO 639-1 code of `en`, `en-GB`, `eng` or `EN`; a language without one keeps its three letters."""
    if value is None:
        return None
    match = LANGUAGE.fullmatch(value.strip())
    if match is None:
        raise InputError(where, f"The language {shown(value)} is not an ISO 639 code", "Write a code such as en, or leave it out")
    code = match[1].lower()
    return TWO_LETTERS.get(code, code)


def kind_of(value: object) -> str:
    """Name a JSON value's type in JSON's words."""
    if value is None:
        return "missing or null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"


def shown(value: str) -> str:
    """Return `value` short and on one line, for a message."""
    return repr(value if len(value) <= 40 else value[:37] + "...")
