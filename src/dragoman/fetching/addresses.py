"""Which addresses may be asked: http and https, hosts all of whose addresses are public. What was checked is what is then connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

from dragoman.errors import InputError

PRIVATE = "Pages of this machine and its network are not fetched: save the page, and read the file"
PORTS = {"http": 80, "https": 443}
LONGEST = 2_000

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """A page's address: `ips` are where its host is, all of them public; `target` is path and query as they are asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    ips: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system's resolver gives them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(ip: str) -> bool:
    """Tell whether an address belongs to the open internet: not this machine, its network, a cloud's own services, or a way to write one of those."""
    found = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        nat64 = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in ipaddress.ip_network("64:ff9b::/96") else None
        for one in (inner, nat64):
            if one is not None:
                return is_public(str(one))
    return found.is_global and not found.is_multicast


def checked(url: str, resolver: Resolver = resolve, allowed: Callable[[str], bool] = is_public) -> Address:
    """Return the address of a page that may be asked for, or raise an `InputError` with cause and repair."""
    parts = _parts(url)
    host, scheme = parts.hostname or "", parts.scheme.lower()
    try:
        port = parts.port or PORTS[scheme]
        name = host.encode("idna").decode("ascii") if not host.isascii() else host
        ips = tuple(resolver(name, port))
    except (OSError, UnicodeError, ValueError) as error:
        raise InputError(url, f"The host {host} is not found", "Check the address, and that this machine is online") from error
    if not ips or not all(allowed(ip) for ip in ips):
        raise InputError(
            url,
            f"The host {host} is not on the open internet",
            PRIVATE,
        )
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    whole = urlunsplit((scheme, parts.netloc.rpartition("@")[2].lower(), parts.path or "/", parts.query, ""))
    return Address(whole, scheme, name.lower(), port, target, ips)


def _parts(url: str) -> SplitResult:
    if len(url) > LONGEST or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise InputError(url[:80], "It is no address of a page", "Write http(s)://host/path, with blanks as %20")
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in PORTS and bool(parts.hostname)
        _ = parts.port
    except ValueError as error:
        raise InputError(url, "It is no address of a page", "Write http(s)://host/path") from error
    if not known:
        raise InputError(url, "Only http and https are fetched", "Write http(s)://host/path")
    if parts.username or parts.password:
        raise InputError(url, "A name and password in an address are not sent", "Save the page in your browser, and read the file")
    return parts
