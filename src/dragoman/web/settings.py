"""How a server was started."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Serving:
    """`hosts` are the names under which pages are asked for, with the port; `key` is wanted of whoever asks, None on this machine alone.

    `token` goes with every form, so that no other page can judge; it is new at each start. `registers` is the file of imported registers.
    """

    record: Path
    hosts: tuple[str, ...] = tuple(f"{name}:8000" for name in LOCAL)
    by: str = ""
    read_only: bool = False
    key: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    registers: Path | None = None


def hosts_of(host: str, port: int) -> tuple[str, ...]:
    """Return the values of the Host header that are ours."""
    return tuple(dict.fromkeys(name for one in (printed(host), *LOCAL) for name in (f"{one}:{port}", *((one,) if port == 80 else ()))))


def printed(host: str) -> str:
    """Return a host as an address has it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
