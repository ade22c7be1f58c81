"""Results of a Wikidata query: CSV or TSV, the SPARQL results in JSON, or the plain JSON list. A row is a person, or one term of a person."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.actors.registers import codes
from dragoman.actors.registers.model import Actor, Item, Term
from dragoman.actors.registers.plain import rows_of
from dragoman.errors import InputError
from dragoman.knowledge.tables import LIST_SEPARATOR

#: What a column means -> the names that queries usually give it, in lower case, the best first.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "item", "human", "politician", "holder", "subject", "q"),
    "label": ("personlabel", "itemlabel", "humanlabel", "politicianlabel", "holderlabel", "subjectlabel", "name", "label"),
    "alias": ("alias", "aliases", "personaltlabel", "itemaltlabel", "altlabel", "altlabels", "personalias"),
    "position": ("position", "office", "post", "positionheld"),
    "office": ("positionlabel", "officelabel", "postlabel", "positionheldlabel", "position", "office", "post"),
    "start": ("start", "starttime", "startdate", "from", "begin", "since"),
    "end": ("end", "endtime", "enddate", "to", "until"),
    "country": ("countrycode", "iso", "iso3", "iso2", "isocode", "countryiso", "countrylabel", "citizenshiplabel", "nationalitylabel", "country"),
    "gender": ("genderlabel", "sexlabel", "sexorgenderlabel", "gender", "sex"),
    "born": ("birth", "birthdate", "dateofbirth", "born", "dob"),
}
ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)$")
CHUNK = 1 << 16
MAX_OBJECT = 4_000_000


def is_header(columns: Iterable[str]) -> bool:
    """Whether these columns are those of a Wikidata query: a person and the person's label."""
    have = {column.lower() for column in columns}
    return any(name in have for name in COLUMNS["person"]) and any(name in have for name in COLUMNS["label"][:-2])


def read(stream: BinaryIO, name: str) -> Iterator[Item]:
    """Read query results; `name` is the file's in messages."""
    head = stream.read(CHUNK)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        rows = _objects(head, stream, name)
    else:
        text = io.TextIOWrapper(io.BufferedReader(_Joined(head, stream)), encoding="utf-8-sig", errors="replace", newline="")
        rows = rows_of(text, name, ())
    checked = False
    for row in rows:
        if isinstance(row, InputError):
            yield row
            continue
        where, cells = row
        if not checked:
            _check(cells, name)
            checked = True
        try:
            items = list(_row(cells))
        except ValueError as error:
            yield InputError(where, str(error), "Correct the row, or leave it out of the query")
        else:
            yield from items


class _Joined(io.RawIOBase):
    """What was read already, and the stream after it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def _check(cells: Mapping[str, str], name: str) -> None:
    for wanted in ("person", "label"):
        if not any(column in cells for column in COLUMNS[wanted]) and not (wanted == "person" and _cell(cells, "label")):
            raise InputError(
                f"{name}:1",
                f"no column names the {'person' if wanted == 'person' else 'person’s label'}; found are {(', '.join(cells) or 'none')[:200]}",
                "Select ?person ?personLabel, and if you can ?positionLabel ?start ?end ?countryLabel ?alias",
            )


def _cell(cells: Mapping[str, str], wanted: str) -> str:
    return next((value for column in COLUMNS[wanted] if (value := cells.get(column, ""))), "")


def _row(cells: Mapping[str, str]) -> Iterator[Item]:
    label = _cell(cells, "label")
    if not label:
        raise ValueError("the person has no label")
    if ENTITY.match(label):
        raise ValueError(f"the person {label} has no label in English")
    identifier = _entity(_cell(cells, "person")) or label
    country = codes.country_of(_cell(cells, "country")) if _cell(cells, "country") else None
    aliases = [alias for raw in _cell(cells, "alias").split(LIST_SEPARATOR) for part in raw.split(", ") if (alias := part.strip())]
    born = _date(_cell(cells, "born"))
    yield Actor(identifier, (label, *aliases), "person", country, None, codes.gender_of([_entity(_cell(cells, "gender"))]), from_=born)
    office = _cell(cells, "office")
    if office and not ENTITY.match(office):
        start, end = _date(_cell(cells, "start")), _date(_cell(cells, "end"))
        codes.in_order(start, end)
        named, sector = codes.office(office, country)
        yield Term(identifier, named, None, country, sector, start, end)


def _date(text: str) -> str | None:
    # An unknown value is a blank node: "t123456", "http://www.wikidata.org/.well-known/genid/…".
    return None if text.startswith(("t", "http", "_:")) else codes.iso_date(text)


def _entity(text: str) -> str:
    match = ENTITY.match(text.strip().strip("<>"))
    return match.group(1) if match else text.strip()


def _objects(head: bytes, stream: BinaryIO, name: str) -> Iterator[tuple[str, dict[str, str]] | InputError]:
    """Read the objects of a JSON list one by one: that under `results.bindings`, or the whole document."""
    decoder = json.JSONDecoder()
    incremental = codecs.getincrementaldecoder("utf-8-sig")("replace")
    text = incremental.decode(head)
    if text.lstrip().startswith("{"):
        match = re.search(r'"bindings"\s*:\s*\[', text)
        if match is None:
            raise InputError(name, 'it has no "results" with "bindings"', "Download the query's results as JSON or CSV")
        text = text[match.end() :]
    else:
        text = text.lstrip().removeprefix("[")
    number = 0
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            found, end = decoder.raw_decode(text)
        except (ValueError, RecursionError):
            more = stream.read(CHUNK)
            if not more:
                yield InputError(f"{name}, row {number + 1}", "the list ends in the middle of a row", "Fetch the file again")
                return
            if len(text) > MAX_OBJECT:
                raise InputError(f"{name}, row {number + 1}", "the row cannot be read", "Download the query's results as JSON or CSV") from None
            text += incremental.decode(more)
            continue
        text = text[end:]
        number += 1
        where = f"{name}, row {number}"
        if isinstance(found, dict):
            yield where, {str(key).lower(): _value(value) for key, value in found.items()}
        else:
            yield InputError(where, "the row is no JSON object", "Download the query's results as JSON or CSV")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("value")
    return "" if value is None else str(value).strip()
