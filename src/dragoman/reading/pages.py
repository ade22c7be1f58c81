"""Web pages: the article's text and what the page says about it. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from datetime import date

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article, short
from dragoman.reading.decoding import decode, web_encoding
from dragoman.reading.language import detect_language
from dragoman.reading.nesting import MAX_TAGS, count_tags, flat

MAX_BYTES = 20_000_000
"""The longest page. Above it the extractor's time grows beyond what one article is worth."""

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)""", re.I)
XML_DECLARATION = re.compile(r"\s*+<\?xml[^>]{0,1000}\?>")
"""To be matched at the beginning only."""
HTML_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})(?![A-Za-z])""", re.IGNORECASE)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NO_TEXT = "No article text is found in the page"
SAVE_TEXT = "Save the article's text as a .txt file"

# Not in running text: a day found there is what the article tells of.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}

# The extractor logs what it could not use; each such page is an InputError here, and a log line would be a second, poorer one.
for _name in ("trafilatura", "htmldate", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(data: bytes, defaults: Defaults, where: str, url: str | None = None, charset: str | None = None) -> Article:
    """Return the article of an HTML page; `charset` is what the server declared, which counts before the page's own word."""
    from trafilatura import bare_extraction  # a third of a second to load, which text and JSONL do not need

    if len(data) > MAX_BYTES:
        raise InputError(where, f"The page is longer than {MAX_BYTES:,} bytes", SAVE_TEXT)
    html = decode(data, where, defaults.encoding, web_encoding(charset) or declared_charset(data))
    if not html.strip():
        raise InputError(where, "The page is empty", "Leave it out")
    if (tags := count_tags(html)) > MAX_TAGS:
        raise InputError(where, f"The page has {tags:,} tags, the limit is {MAX_TAGS:,}", SAVE_TEXT)
    try:
        page = bare_extraction(
            flat(without_declaration(html)), url=url, include_comments=False, with_metadata=True, date_extraction_params=dict(DATES)
        )
    except Exception as error:  # whatever a hostile page makes the extractor raise, the next input is read
        raise InputError(where, f"The page cannot be taken apart ({type(error).__name__})", SAVE_TEXT) from error
    if page is None or isinstance(page, dict) or not page.text:
        raise InputError(where, NO_TEXT, SAVE_TEXT)
    language = HTML_LANGUAGE.search(html)
    text = paragraphs(page.text)
    raw = RawArticle(
        text=text,
        title=short(page.title),
        published=page.date if page.date and is_printed(page.date, f"{html} {url or ''}") else None,
        outlet=short(page.sitename),
        url=short(url or page.url),
        # A template's language is often not that of its articles, so the text's own comes first.
        language=detect_language(text) or (language[1] if language else None),
    )
    return make_article(raw, defaults, where)


def without_declaration(markup: str) -> str:
    """Return markup without the XML declaration that it begins with: text that is decoded must not name its encoding."""
    found = XML_DECLARATION.match(markup)
    return markup[found.end() :] if found else markup


def paragraphs(text: str) -> str:
    """Return the extractor's blocks, one a line, with an empty line between: a single line feed would read as a wrapped line."""
    return "\n\n".join(line for line in text.splitlines() if line.strip())


def is_printed(day: str, page: str) -> bool:
    """Tell whether a page or its address prints an ISO day: the extractor completes a mere month or year with a day of its own.

    Days with two readings (03/04/2019) do not count.
    """
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return False
    year, month, number = f"{found.year:04}", f"0?{found.month}", f"0?{found.day}"
    names = rf"(?:{MONTHS[found.month - 1]}|{MONTHS[found.month - 1][:3]}\.?)"
    forms = [
        rf"{year}(?P<a>[-/._]?){found.month:02}(?P=a){found.day:02}",
        rf"{year}(?P<b>[-/.]){month}(?P=b){number}",
        rf"{number}(?:st|nd|rd|th)?,?\s+{names},?\s+{year}",
        rf"{names}\s+{number}(?:st|nd|rd|th)?,?\s+{year}",
        rf"{number}\.\s?{month}\.\s?{year}",
    ]
    if found.day > 12 or found.day == found.month:
        forms += [rf"{number}[-/]{month}[-/]{year}", rf"{month}[-/]{number}[-/]{year}"]
    return re.search(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)", page, re.IGNORECASE) is not None


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that the page's own first bytes name."""
    match = CHARSET.search(data[:4096])
    return web_encoding((match[1] or match[2]).decode("ascii")) if match else None
