"""Identifiers made of content, so that reading the same article twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

LENGTH = 16


def content_id(prefix: str, parts: Iterable[object]) -> str:
    """Return `prefix-` and 16 hexadecimal digits of the SHA-256 of the parts, in order. `None` and `""` differ."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf8', 'surrogatepass')).hexdigest()[:LENGTH]}"
