"""One claim a line: the form that other programs read."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.domain import Claim
from dragoman.record import encoding


def encode_claim(claim: Claim) -> bytes:
    """Return the claim's line of the contract, without the line feed: every key, null where the article does not say."""
    return encoding.encode_claim(claim)


def encode_row(row: Any) -> bytes:
    """Return a row of a table that is no claim (a framing, a comparison of outlets), all its fields."""
    return msgspec.json.encode(row)


def encode_stored(claim: dict[str, Any]) -> bytes:
    """Return the line of a claim that comes from the record, as it was kept."""
    return msgspec.json.encode(claim)
