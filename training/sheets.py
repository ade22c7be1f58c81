"""Annotation sheets -> acts with offsets. The form of a sheet is told in `training/README.md`.

    python -m training.sheets SHEET … [--texts FILE.jsonl …]      checks sheets; complaints name file and line, exit 1 if there are any

A sheet of ours carries its sentences itself (lines that begin with `> `); a sheet for texts of others names documents of `--texts`
(`{"id", "text", "sentences": [[start, end], …]}`) and holds no running text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
FLOWS = (
    "loan", "debt", "repayment", "rescheduling", "grant", "aid", "investment", "payment", "sale", "shipment", "fine", "donation", "funding",
    "credit-line",
)  # fmt: skip
STATUSES = ("pledged", "agreed", "delivered", "received", "outstanding", "repaid", "rescheduled", "projected")
MODALITIES = ("future", "possible", "hypothetical", "requested")
_PARTY = re.compile(r"(@?)(.+?)=([A-Z][A-Z0-9]{1,7}|-)(?:\^(.+))?")


@dataclass(frozen=True, slots=True)
class Side:
    """A party of an act: where it is printed in the act's sentence (None: it stands elsewhere), its fullest name and its code."""

    span: tuple[int, int] | None
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """An event (`detail` is its mode) or a flow (`detail` is its status), as annotated. `sentence` counts from 0; spans are code points."""

    kind: str
    type: str
    detail: str | None
    sentence: int
    trigger: tuple[int, int]
    givers: tuple[Side, ...]
    takers: tuple[Side, ...]
    amount: tuple[int, int] | None = None
    goods: tuple[int, int] | None = None
    polarity: str = "positive"
    modality: str = "actual"


@dataclass(slots=True)
class Annotated:
    """A document with its sentences `[start, end)` and all its acts."""

    id: str
    text: str
    sentences: list[tuple[int, int]]
    acts: list[Act] = field(default_factory=list)
    source: str = ""
    published: str = ""


class SheetError(ValueError):
    """A line of a sheet that cannot be read; the message says why."""


def read_gold(path: Path) -> Iterator[Annotated]:
    """The documents of a gold file in the scorer's form: a JSON object a line, claims with their spans."""
    for row in map(json.loads, lines_of(path)):
        acts = [_of_claim(c, row["text"], row["sentences"]) for c in row["claims"]]
        sentences = [(s, e) for s, e in row["sentences"]]
        yield Annotated(row["id"], row["text"], sentences, acts, row.get("source") or "", row.get("published") or "")


def _of_claim(claim: Mapping[str, Any], text: str, sentences: list[list[int]]) -> Act:
    event = claim["kind"] == "event"
    number = claim["sentence"] - 1
    start, end = sentences[number]
    amount, goods = claim.get("amount_span"), claim.get("commodity")
    at = text.find(goods, start, end) if goods else -1
    return Act(
        claim["kind"],
        claim["type"] if event else claim["flow_type"],
        claim.get("mode") if event else claim.get("status"),
        number,
        (claim["trigger"]["start"], claim["trigger"]["end"]),
        tuple(map(_side, claim["actor_spans" if event else "provider_spans"])),
        tuple(map(_side, claim["recipient_spans"])),
        (amount["start"], amount["end"]) if amount else None,
        (at, at + len(goods)) if goods and at >= 0 else None,
        claim["polarity"],
        claim["modality"],
    )


def _side(span: Mapping[str, Any]) -> Side:
    return Side((span["start"], span["end"]) if "start" in span else None, span["name"], span.get("code"))


def read_sheet(path: Path, texts: Mapping[str, Annotated] | None = None) -> Iterator[Annotated | SheetError]:
    """The documents of a sheet in order, and an error for each line that is wrong. `texts` are the texts of others by id."""
    current: Annotated | None = None
    for number, raw in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        line = raw.strip()
        try:
            if line.startswith("#doc"):
                if current is not None:
                    yield current
                current = None  # what follows belongs to no document where this one cannot be opened
                current = _opened(line.removeprefix("#doc").strip(), texts)
            elif not line or line.startswith("#"):
                continue
            elif current is None:
                raise SheetError("stands before the first #doc line")
            elif line.startswith("> "):
                if texts is not None:
                    raise SheetError("is running text in a sheet for texts of others")
                start = len(current.text) + bool(current.text)
                current.text = f"{current.text} {line[2:]}".strip()
                current.sentences.append((start, len(current.text)))
            elif (act := _act(current, line)) is not None:
                current.acts.append(act)
        except SheetError as error:
            yield SheetError(f"{path}:{number}: {error}: {line}")
    if current is not None:
        yield current


def _opened(name: str, texts: Mapping[str, Annotated] | None) -> Annotated:
    if not name:
        raise SheetError("names no document")
    if texts is None:
        return Annotated(name, "", [])
    if name not in texts:
        raise SheetError("there is no text of that id")
    known = texts[name]
    return Annotated(name, known.text, known.sentences, [], known.source, known.published)


def _act(document: Annotated, line: str) -> Act | None:
    found = re.match(r"(\d+)\s+(.*)$", line)
    if not found or not 1 <= int(found[1]) <= len(document.sentences):
        raise SheetError(f"begins with no number of a sentence (1 to {len(document.sentences)})")
    number = int(found[1]) - 1
    bounds = document.sentences[number]
    fields = [f.strip() for f in found[2].split("|")]
    if fields[0] == "none" or fields[0].startswith("?"):
        return None
    polarity, modality = "positive", "actual"
    while len(fields) > 4 and (not fields[-1] or all(w == "neg" or w in MODALITIES for w in re.split(r"[ ,]+", fields[-1]))):
        for word in re.split(r"[ ,]+", fields.pop()):
            polarity, modality = ("negative", modality) if word == "neg" else (polarity, word or modality)
    if len(fields) < 4:
        raise SheetError("is not of the form TYPE | trigger | A: … | R: …")
    trigger = _find(document.text, bounds, fields[1])
    givers, takers = _sides(document.text, bounds, fields[2], "AP"), _sides(document.text, bounds, fields[3], "R")
    more = {key.strip(): value.strip() for key, _, value in (f.partition(":") for f in fields[4:])}
    if unknown := more.keys() - ({"amt", "what"} if fields[0].startswith("FLOW") else set()):
        raise SheetError(
            f"has the unknown field {min(unknown)!r} (at the end may stand neg, {', '.join(MODALITIES)}; of a flow before it amt:, what:)"
        )
    if not fields[0].startswith("FLOW"):
        kind, _, mode = fields[0].partition("/")
        if kind not in TYPES:
            raise SheetError(f"has an unknown type {kind!r} (known: {', '.join(TYPES)}, FLOW)")
        return Act("event", kind, mode or None, number, trigger, givers, takers, None, None, polarity, modality)
    _, kind, status, *_ = [*fields[0].split(), "", ""]
    if kind not in FLOWS or status not in {*STATUSES, "-", ""}:
        raise SheetError(f"has an unknown flow {fields[0]!r} (known: {', '.join(FLOWS)}; {', '.join(STATUSES)})")
    amount = _find(document.text, bounds, more["amt"]) if more.get("amt", "-") != "-" else None
    at = document.text.find(more.get("what", "-"), *bounds)
    goods = (at, at + len(more["what"])) if more.get("what", "-") != "-" and at >= 0 else None
    return Act("flow", kind, status if status in STATUSES else None, number, trigger, givers, takers, amount, goods, polarity, modality)


def _find(text: str, bounds: tuple[int, int], words: str) -> tuple[int, int]:
    """Where `words`, or `words#2`, stand."""
    nth = 1
    if counted := re.fullmatch(r"(.*)#(\d+)", words):
        words, nth = counted[1], int(counted[2])
    at = bounds[0] - 1
    for _ in range(nth):
        at = text.find(words, at + 1, bounds[1])
        if at < 0:
            raise SheetError(f"has words that are not in the sentence: {words!r}")
    return at, at + len(words)


def _sides(text: str, bounds: tuple[int, int], field_: str, letters: str) -> tuple[Side, ...]:
    letter, _, body = field_.partition(":")
    if letter.strip() not in letters:
        raise SheetError(f"has {field_!r} where {' or '.join(letters)}: is wanted")
    found = []
    for one in body.split(";"):
        if one.strip() in {"", "-"}:
            continue
        party = _PARTY.fullmatch(one.strip())
        if party is None:
            raise SheetError(f"has a party that is not of the form words=CODE: {one.strip()!r}")
        elsewhere, words, code, full = party.groups()
        span = None if elsewhere else _find(text, bounds, words.strip())
        found.append(Side(span, (full or words.split("#")[0]).strip(), None if code == "-" else code))
    return tuple(found)


def lines_of(path: Path) -> list[str]:
    """The lines of a file of JSON lines, packed with gzip or not."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf8").splitlines()


def load_annotated(gold: Iterable[Path], examples: Iterable[Path], sheets: Iterable[Path], texts: Iterable[Path]) -> list[Annotated]:
    """All annotated documents: gold files, sheets of ours, and our sheets for texts of others. Raises `SheetError` at the first wrong line."""
    found = [one for path in gold for one in read_gold(path)]
    known = {row["id"]: _text(row) for path in texts for row in map(json.loads, lines_of(path))}
    for paths, given in ((examples, None), (sheets, known)):
        for path in paths:
            for one in read_sheet(path, given):
                if isinstance(one, SheetError):
                    raise one
                found.append(one)
    return found


def _text(row: Mapping[str, Any]) -> Annotated:
    sentences = [(s, e) for s, e in row.get("sentences") or [(0, len(row["text"]))]]  # an item of a digest is one
    return Annotated(row["id"], row["text"], sentences, [], row.get("source") or "", row.get("published") or "")


def main() -> int:
    """Check sheets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, action="append", default=[])
    args = parser.parse_args()
    known = {row["id"]: _text(row) for path in args.texts for row in map(json.loads, lines_of(path))}
    wrong = documents = acts = 0
    for path in args.sheets:
        for one in read_sheet(path, known or None):
            if isinstance(one, SheetError):
                print(one, file=sys.stderr)
                wrong += 1
            else:
                documents, acts = documents + 1, acts + len(one.acts)
    print(f"{documents} documents, {acts} acts, {wrong} wrong lines")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
