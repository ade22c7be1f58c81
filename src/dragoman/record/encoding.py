"""Claims as JSON, exactly as the machine-readable contract has them: every field in the order of the record's types, null where unsaid."""

from __future__ import annotations

import msgspec

from dragoman.domain import Article, Claim, Event, Flow, Framing, Reading, Relation, Statement

AnyClaim = Event | Statement | Flow | Relation

TYPES: dict[str, type[AnyClaim]] = {"event": Event, "statement": Statement, "flow": Flow, "relation": Relation}


def encode_claim(claim: Claim) -> bytes:
    """Return the claim as one line of JSON, without a line feed. Nothing is left out: None is null, an empty tuple is []."""
    return msgspec.json.encode(claim)


def decode_claim(data: bytes | str | msgspec.Raw) -> AnyClaim:
    """Return the claim that `encode_claim` wrote."""
    kind = msgspec.json.decode(data, type=Kind).kind
    return msgspec.json.decode(data, type=TYPES[kind])


def encode_framing(framing: Framing) -> bytes:
    """Return a framing as one line of JSON."""
    return msgspec.json.encode(framing)


def encode_reading(reading: Reading) -> bytes:
    """Return all that an article gave as one line of JSON, without a line feed."""
    return msgspec.json.encode(reading)


def decode_reading(data: bytes | str) -> Reading:
    """Return the reading that `encode_reading` wrote. Raises `msgspec.DecodeError` for anything else."""
    raw = msgspec.json.decode(data, type=RawReading)
    return Reading(raw.article, tuple(map(decode_claim, raw.claims)), raw.framings, raw.note, raw.words, raw.fault)


def encode_article(article: Article) -> str:
    """Return an article as one line of JSON."""
    return msgspec.json.encode(article).decode()


def decode_article(data: str) -> Article:
    """Return the article that `encode_article` wrote."""
    return msgspec.json.decode(data, type=Article)


class RawReading(msgspec.Struct):
    """A reading whose claims are still to be told apart by their kinds."""

    article: Article
    claims: tuple[msgspec.Raw, ...] = ()
    framings: tuple[Framing, ...] = ()
    note: str | None = None
    words: int = 0
    fault: str | None = None


class Kind(msgspec.Struct):
    """The one key that tells which type the rest has."""

    kind: str
