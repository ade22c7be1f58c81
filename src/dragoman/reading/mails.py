"""Mails and mailboxes: newsletters, press releases, agencies' services. Headers say what the article is, and are never read as its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Any

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article, shown
from dragoman.reading.decoding import decode, web_encoding
from dragoman.reading.pages import read_page
from dragoman.reading.streams import MAX_BYTES, Stream

MAX_PARTS = 200
"""Most parts that hold parts: each more costs the parser a call within a call."""

MAX_HEADER = 5_000
"""The longest header that is taken apart, in bytes: the parser's time grows with its square."""

HOLDERS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
STRUCTURE = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
SEPARATOR = re.compile(rb"From \S.{0,200}?\d\d:\d\d.{0,40}\d{4}")
QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s<>,]+")
SAVE_TEXT = "Save its text as a .txt file"


def read_mail(data: bytes, defaults: Defaults, where: str) -> Article:
    """Return the article of one mail: its plain text, else its HTML; attachments are not read. Raises `InputError`."""
    if len(HOLDERS.findall(data)) > MAX_PARTS:
        raise InputError(where, f"The mail nests more than {MAX_PARTS} parts", SAVE_TEXT)
    if any(found.end() - found.start() > MAX_HEADER for found in STRUCTURE.finditer(data)):
        raise InputError(where, f"A header of the mail is longer than {MAX_HEADER:,} bytes", SAVE_TEXT)
    try:
        mail = message_from_bytes(data, policy=policy.default)
        body = mail.get_body(("plain", "html"))
        content = body.get_payload(decode=True) if body is not None else None
    except Exception as error:  # whatever a hostile mail makes the parser raise, the next input is read
        raise InputError(where, f"The mail cannot be taken apart ({type(error).__name__})", SAVE_TEXT) from error
    if not mail.keys():
        raise InputError(where, "It is no mail: it has no headers", SAVE_TEXT)
    if body is None or not isinstance(content, bytes):
        raise InputError(where, "The mail has no text", SAVE_TEXT)
    charset = charset_of(body, defaults, where)
    if body.get_content_type() == "text/html":
        page = read_page(content, Defaults(encoding=defaults.encoding), where, charset=charset)
    else:
        text = decode(content, where, defaults.encoding, charset).replace("\r\n", "\n")
        page = make_article(RawArticle(text=text), Defaults(), where)
    raw = RawArticle(
        text=page.text,
        title=" ".join(str(header(mail, "subject") or "").split()) or page.title,
        published=day(mail) or page.published,
        outlet=sender(mail) or page.outlet,
        url=address(mail) or page.url,
        language=page.language,
    )
    return make_article(raw, defaults, where)


def read_mbox(stream: Stream, defaults: Defaults, where: str) -> Iterator[Article | InputError]:
    """Yield the article of each mail of a mailbox (mbox: each mail begins with a line `From ADDRESS DAY`), one in memory at a time."""
    if not SEPARATOR.match(stream.peek_line().lstrip(b"\r\n")):
        raise InputError(where, "It does not begin as a mailbox does, with a line `From ADDRESS DAY`", "Name a single mail FILE.eml")
    for number, data in enumerate(split(stream), start=1):
        here = f"{where}[{number}]"
        try:
            if data is None:
                raise InputError(here, f"The mail is longer than {MAX_BYTES:,} bytes", SAVE_TEXT)
            yield read_mail(data, defaults, here)
        except InputError as error:
            yield error


def split(stream: Stream) -> Iterator[bytes | None]:
    """Yield the bytes of each mail, `>From` at the beginning of a line as it was before it was stored; None for one that is too long."""
    parts: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(1 << 20):
        if blank and SEPARATOR.match(line):
            if begun:
                yield None if size > MAX_BYTES else QUOTED_FROM.sub(b"", b"".join(parts))
            parts, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= MAX_BYTES:
                parts.append(line)
        blank = not line.strip(b"\r\n")
    yield None if size > MAX_BYTES else QUOTED_FROM.sub(b"", b"".join(parts))


def charset_of(body: MIMEPart, defaults: Defaults, where: str) -> str | None:
    """Return the encoding that a part declares, as Python names it; raise `InputError` for one that there is not."""
    declared = body.get_content_charset()
    known = web_encoding(declared)
    if declared and known is None and defaults.encoding is None:
        raise InputError(where, f"There is no text encoding named {shown(declared)}, which the mail declares", "Name the right one with --encoding")
    return known


def header(mail: EmailMessage, name: str) -> Any:
    """Return a header as the library parses it, or None where the mail has none or nobody can parse it."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")
    if not raw or len(raw) > MAX_HEADER:
        return None
    try:
        return mail[name]
    except Exception:  # the parser of headers fails on some in its own ways; the text is read without them
        return None


def day(mail: EmailMessage) -> str | None:
    """Return the day of sending in the sender's own zone; what nobody can read is returned as it is, to be refused."""
    printed = str(header(mail, "date") or "").strip()
    try:
        return parsedate_to_datetime(printed).date().isoformat() if printed else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return printed


def sender(mail: EmailMessage) -> str | None:
    """Return the name, not the address, of who sent it."""
    found = header(mail, "from")
    return next((one.display_name for one in getattr(found, "addresses", ()) if one.display_name), None)


def address(mail: EmailMessage) -> str | None:
    """Return where the mail itself, else its list, is to be found on the web."""
    found = (ADDRESS.search(str(header(mail, name) or "")) for name in ("archived-at", "list-archive"))
    return next((match[0] for match in found if match), None)
