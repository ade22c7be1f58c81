"""Bytes to characters. UTF-8 or what the input declares; a wrong guess would move every offset, so nothing is guessed."""

from __future__ import annotations

import codecs

from dragoman.errors import InputError

BINARY = {
    b"SQLite format 3\x00": ("a SQLite database", "Leave it out; `dragoman articles --record FILE` lists what a record of Dragoman holds"),
    b"%PDF": ("a PDF", "Name it with the ending .pdf, or convert it with `pdftotext FILE -` and read the text"),
    b"PK\x03\x04": ("a ZIP archive or an office document", "Unpack it, or save the document as .docx or plain text"),
    b"\x1f\x8b": ("compressed with gzip", "Name it with the ending .gz, or unpack it with `gunzip`"),
    b"BZh": ("compressed with bzip2", "Unpack it with `bunzip2` first"),
    b"\xfd7zXZ": ("compressed with xz", "Unpack it with `unxz` first"),
    b"\x28\xb5\x2f\xfd": ("compressed with zstd", "Unpack it with `unzstd` first"),
}

NOT_OF_TEXT = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf_7", "undefined", "charmap", "mbcs", "oem"})
"""Codecs of Python that no text file or page is in: programs' own notations, the decoding of some of which takes quadratic time."""

UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def has_wide_bom(data: bytes) -> bool:
    """Tell whether `data` starts with the mark of UTF-16 or UTF-32."""
    return data.startswith(UTF32 + UTF16)


def check_binary(data: bytes, where: str) -> None:
    """Raise `InputError` if `data` is the beginning of something that is not text; name it where it is known."""
    for magic, (name, repair) in BINARY.items():
        if data.startswith(magic):
            raise InputError(where, f"It is {name}, not text", repair)
    nul = -1 if has_wide_bom(data) else data.find(b"\x00")
    if nul >= 0:
        raise InputError(where, f"It has a NUL byte at {nul}: binary data, not text", "Convert it to plain text, or leave it out")


def decode(data: bytes, where: str, encoding: str | None = None, declared: str | None = None) -> str:
    """Decode `data` by `encoding` (the user's word), else its byte order mark, else `declared` (the file's word), else UTF-8."""
    chosen = encoding or bom_encoding(data) or declared or "utf-8"
    if not chosen.startswith(("utf-16", "utf-32")):  # their zero bytes are letters
        check_binary(data, where)
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        raise InputError(where, f"Byte {error.start} (0x{data[error.start]:02X}) is not {chosen}", repair_encoding(chosen)) from None
    except UnicodeError as error:
        raise InputError(where, f"It is not {chosen}: {error}", repair_encoding(chosen)) from None
    return text.removeprefix("\ufeff")


def bom_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark names, or None."""
    if data.startswith(UTF32):
        return "utf-32"
    if data.startswith(UTF16):
        return "utf-16"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else None


def repair_encoding(encoding: str) -> str:
    """Say how to read a file whose encoding is another one."""
    if encoding.startswith("utf-8"):
        return "If it is Windows-1252, convert it with `iconv -f cp1252 -t utf-8` or read it with `--encoding cp1252`"
    return "Name the right encoding with `--encoding`, or convert it to UTF-8 with `iconv`"


def known_encoding(name: str | None) -> str | None:
    """Return Python's name of a text encoding, or None where there is no such encoding."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip())
        "".encode(codec.name)  # refuses codecs that do not make text, such as rot13 and hex
    except (LookupError, ValueError):
        return None
    return None if codec.name.replace("-", "_") in NOT_OF_TEXT else codec.name


def web_encoding(name: str | None) -> str | None:
    """Return the encoding that a page means by `name`: on the web Latin-1 and ASCII are names of Windows-1252."""
    known = known_encoding(name)
    return "cp1252" if known in {"iso8859-1", "ascii"} else known
