"""Readers of other packages: a model file of ours trained by others, or a coder of their own, whose claims pass the checks of ours or are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from dragoman.coding.ontology import load_ontology
from dragoman.coding.types import types_by_kind
from dragoman.domain import Article, Date, Evidence, Reading
from dragoman.errors import PluginError
from dragoman.knowledge.vocabulary import FLOW_STATUSES
from dragoman.plugins import Plugin, plugins
from dragoman.record.columns import type_of
from dragoman.record.encoding import TYPES, AnyClaim, decode_claim, encode_claim

GROUP = "dragoman.readers"
NAMED = 3
"""So many refused claims are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class OtherReader:
    """A coder of another package: `code` gives the claims of an article."""

    plugin: Plugin
    code: Callable[[Article], Iterable[AnyClaim]]

    @property
    def label(self) -> str:
        """The reader with its package's version, as the record keeps it."""
        return _label(self.plugin)


def other_reader(named: str | Path | None) -> OtherReader | Path | None:
    """Return what `--reader` names: a reader of another package, or a model file. Raises `PluginError` where the package fails."""
    plugin = _brought(named)
    if plugin is None:
        return None if named is None else Path(named)
    found = plugin.load()
    if callable(found):
        return OtherReader(plugin, found)
    if isinstance(found, str | Path):
        return Path(found)
    raise plugin.failed(f"it is a {type(found).__name__}, where a function of an article or the path of an ONNX file belongs")


def label_of(named: str | None) -> str | None:
    """Return the label of the reader of another package that `--reader` names, without loading it; None where it names none."""
    plugin = _brought(named)
    return None if plugin is None else _label(plugin)


def _brought(named: str | Path | None) -> Plugin | None:
    """The reader of another package with that name; a file of the name goes before it."""
    return None if named is None or Path(named).is_file() else plugins(GROUP).get(str(named))


def _label(plugin: Plugin) -> str:
    return f"{plugin.name}@{plugin.package.replace(' ', '-')}"


def read_with(other: OtherReader, article: Article) -> Reading:
    """Return what another package's coder makes of an article. A claim that fails a check is left out, and `note` says why."""
    kept: dict[str, AnyClaim] = {}
    refused: list[str] = []
    try:
        for claim in other.code(article):
            fault = "two claims have this id" if getattr(claim, "id", None) in kept else next(faults(claim, article), None)
            if fault is None:
                kept[claim.id] = claim
            else:
                refused.append(f"{getattr(claim, 'id', 'a claim')}: {fault}")
    except PluginError:
        raise
    except Exception as error:  # the package's own code runs here
        raise other.plugin.failed(error) from error
    claims = sorted(kept.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.kind, c.id))
    more = f"; and {len(refused) - NAMED} more" if len(refused) > NAMED else ""
    note = f"{len(refused)} claims of {other.label} refused: {'; '.join(refused[:NAMED])}{more}" if refused else None
    return Reading(article, tuple(claims), note=note, words=len(article.text.split()))


def faults(claim: AnyClaim, article: Article) -> Iterator[str]:
    """Yield what is wrong with a claim of this article; nothing where it could be ours.

    Its fields are of the types of `dragoman.domain`, its words stand where it says, its days are ISO days, and its type, mode and status are known.
    """
    if type(claim) not in TYPES.values():
        yield f"it is a {type(claim).__name__}, which is no kind of claim"
        return
    try:
        decode_claim(encode_claim(claim))
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        yield f"its fields are not those of the contract ({error})"
        return
    if not isinstance(claim, TYPES[claim.kind]) or not claim.id or not claim.rule:
        yield "it has another kind, or no id or rule"
    if claim.article != article.id:
        yield f"it is of the article {claim.article!r}"
    for words in _parts(claim, Evidence):
        if not 0 <= words.start < words.end or article.text[words.start : words.end] != words.text:
            yield f"{words.text[:40]!r} does not stand at {words.start}–{words.end} of the article"
    yield from _unknown(claim)
    if claim.confidence is not None and not 0 <= claim.confidence <= 1:
        yield f"its confidence is {claim.confidence}"
    for day in (day for found in _parts(claim, Date) for day in (found.start, found.end) if day is not None):
        try:
            date.fromisoformat(day)
        except ValueError:
            yield f"{day!r} is no ISO day"


def _unknown(claim: AnyClaim) -> Iterator[str]:
    kind, type_, mode, status = claim.kind, type_of(claim), getattr(claim, "mode", None), getattr(claim, "status", None)
    if type_ not in types_by_kind()[kind]:
        yield f"{kind}s have no type {type_!r}"
    elif kind == "event" and mode is not None and mode not in load_ontology().types[type_].modes:
        yield f"{type_} has no mode {mode!r}"
    if status is not None and status not in FLOW_STATUSES:
        yield f"flows have no status {status!r}"


def _parts(claim: AnyClaim, of: type[Any]) -> list[Any]:
    return [value for field in fields(claim) if isinstance(value := getattr(claim, field.name), of)]
