"""Word documents (.docx): the paragraphs of the text in their order. Nothing is unpacked to disk, and no entity is ever expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from dragoman.domain import Article
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article

TEXT, PROPERTIES = "word/document.xml", "docProps/core.xml"
MAX_XML = 64_000_000
"""The most that one part is unpacked to, in bytes."""

WORD = frozenset({"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"})
TITLE = "http://purl.org/dc/elements/1.1/ title"
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
REPAIR = "Save the document again, or as a .txt file"


def read_docx(data: bytes, defaults: Defaults, where: str) -> Article:
    """Return the article of a document, an empty line between paragraphs; headers, footers, notes and deleted words are not read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if TEXT not in archive.namelist():
                raise InputError(where, f"It is a ZIP archive without {TEXT}: no Word document", "Unpack it, or save the document as .docx")
            body = _Words()
            body.parse(unpacked(archive, TEXT, where))
            properties = _Title()
            if PROPERTIES in archive.namelist():
                properties.parse(unpacked(archive, PROPERTIES, where))
    except (expat.ExpatError, ValueError) as error:
        raise InputError(where, f"The document's XML cannot be read ({error})", REPAIR) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise InputError(where, f"The document cannot be unpacked ({' '.join(str(error).split())[:80]})", REPAIR) from None
    text = "\n\n".join(one for words in body.paragraphs if (one := "".join(words).strip(" ")))
    return make_article(RawArticle(text=text, title=" ".join("".join(properties.words).split())), defaults, where)


def unpacked(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """Return one part, whatever size the archive claims it has."""
    with archive.open(name) as part:
        data = part.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        raise InputError(where, f"{name} unpacks to more than {MAX_XML:,} bytes", "Split the document, or save its text as a .txt file")
    return data


class _Events:
    """A parser that refuses a document type: no XML of Word has one, and entities are declared nowhere else."""

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(data, True)

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def characters(self, text: str) -> None: ...


def _refuse(*_: object) -> None:
    raise ValueError("it declares a document type")


class _Words(_Events):
    """Gathers the paragraphs in the order in which they begin; that of a text box lies within another."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = []
        self._open: list[list[str]] = []
        self._in_text = False
        self._skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == FALLBACK or self._skipped:  # the same words again, for older programs
            self._skipped += 1
            return
        namespace, _, local = name.partition(" ")
        if namespace not in WORD:
            return
        if local == "p":
            self.paragraphs.append([])
            self._open.append(self.paragraphs[-1])
        elif self._open and local in SPACES:
            self._open[-1].append(SPACES[local])
        self._in_text = local == "t"

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        namespace, _, local = name.partition(" ")
        if local == "p" and namespace in WORD:
            self._open.pop()
        self._in_text = False

    def characters(self, text: str) -> None:
        if self._in_text and self._open and not self._skipped:
            self._open[-1].append(text)


class _Title(_Events):
    """Gathers the title of the document's properties."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name == TITLE

    def end(self, name: str) -> None:
        self._inside = False

    def characters(self, text: str) -> None:
        if self._inside:
            self.words.append(text)
