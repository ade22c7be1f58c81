"""Word documents, built here by hand: what is read of one, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from reading_inputs import put, read

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ada</dc:creator><dc:title> A  loan</dc:title></cp:coreProperties>'
)


def document(body: str, namespace: str = W) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'


def zipped(**parts: str | bytes) -> bytes:
    """A ZIP archive; `__` in a name is `/`, `_xml` its ending."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def made(body: str, core: str = CORE, namespace: str = W) -> bytes:
    return zipped(**{docx.TEXT: document(body, namespace), docx.PROPERTIES: core})


ONE = "<w:p><w:r><w:t>One</w:t></w:r></w:p>"
GONE = "<w:p><w:del><w:r><w:delText>No</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>One</w:t></w:r></w:p>"
BOX = f"<mc:AlternateContent><mc:Choice>{ONE}</mc:Choice><mc:Fallback>{ONE}</mc:Fallback></mc:AlternateContent>"
BODIES: list[tuple[str, str, str]] = [
    ("runs of a paragraph are one", '<w:p><w:r><w:t xml:space="preserve">One </w:t></w:r><w:r><w:t>two.</w:t></w:r></w:p>', "One two."),
    ("paragraphs in order, empty ones left out", f"{ONE}<w:p/><w:p><w:r><w:t>Two</w:t></w:r></w:p>", "One\n\nTwo"),
    ("tabs and breaks", "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>", "One\ttwo\nthree"),
    ("cells of a table", f"<w:tbl><w:tr><w:tc>{ONE}</w:tc><w:tc>{ONE}</w:tc></w:tr></w:tbl>", "One\n\nOne"),
    ("deleted words and fields are not there", GONE, "One"),
    ("a text box once, after where it hangs", f"<w:p><w:r><w:t>Zero</w:t>{BOX}<w:t>.</w:t></w:r></w:p>", "Zero.\n\nOne"),
    ("entities that every XML has", "<w:p><w:r><w:t>A &amp; B &#241;</w:t></w:r></w:p>", "A & B ñ"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "expected"), BODIES, ids=[row[0] for row in BODIES])
def test_document(tmp_path: Path, why: str, body: str, expected: str) -> None:
    [found] = read(put(tmp_path, "a.docx", made(body)))
    assert isinstance(found, Article), (why, found)
    assert (found.text, found.title, found.published) == (expected, "A loan", None)


def test_strict_documents_and_those_without_properties(tmp_path: Path) -> None:
    [strict] = read(put(tmp_path, "a.docx", made(ONE, namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")))
    [bare] = read(put(tmp_path, "b", zipped(**{docx.TEXT: document(ONE)})))
    assert isinstance(strict, Article), strict
    assert isinstance(bare, Article), bare
    assert (strict.text, bare.text, bare.title) == ("One", "One", None)


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"
EXTERNAL = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def declaring(doctype: str, entity: str) -> bytes:
    body = document(f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>")
    return zipped(**{docx.TEXT: body.replace("?>", "?>" + doctype, 1)})


def encrypted() -> bytes:
    """A document whose parts claim to be encrypted."""
    data = bytearray(made(ONE))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + offset : at + offset + 2] = struct.pack("<H", 1)
            at = data.find(start, at + 1)
    return bytes(data)


REFUSED: list[tuple[str, bytes, str]] = [
    ("a ZIP that leads out of its folder", zipped(**{"../../etc/x": "One", "/abs": "One"}), "without word/document.xml"),
    ("no ZIP", b"PK\x03\x04xx", "cannot be unpacked"),
    ("cut off", made(ONE)[:-30], "cannot be unpacked"),
    ("a byte changed", made(ONE).replace(b"word/document.xml", b"word/documenu.xml", 1), "cannot be unpacked"),
    ("encrypted", encrypted(), "cannot be unpacked"),
    ("entities within entities", declaring(BOMB, "&j;"), "declares a document type"),
    ("an entity that is a file", declaring(EXTERNAL, "&a;"), "declares a document type"),
    ("broken XML", zipped(**{docx.TEXT: document("<w:p>")[:-20]}), "XML cannot be read"),
    ("a paragraph that nothing opened", zipped(**{docx.TEXT: document("</w:p>")}), "XML cannot be read"),
    ("no words", made("<w:p/>"), "There is no text"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "data", "cause"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, why: str, data: bytes, cause: str) -> None:
    path = put(tmp_path, "a.docx", data)
    [error] = read(path)
    assert isinstance(error, InputError), (why, error)
    assert cause in str(error)
    assert list(tmp_path.iterdir()) == [path], "nothing is unpacked to disk"


def test_a_part_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_XML", 10_000)
    [error] = read(put(tmp_path, "a.docx", made("<w:p/>" * 10_000)))
    assert "word/document.xml unpacks to more than 10,000 bytes" in str(error)


def test_deeper_than_python_recurses(tmp_path: Path) -> None:
    [found] = read(put(tmp_path, "a.docx", made("<w:p>" * 50_000 + "<w:r><w:t>One</w:t></w:r>" + "</w:p>" * 50_000)))
    assert isinstance(found, Article), found
    assert found.text == "One"
