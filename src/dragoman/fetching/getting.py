"""One page over HTTP: redirects checked one by one, and limits on size, time and their number. The environment's proxies are not used."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from dragoman import __version__
from dragoman.errors import InputError, TransientError
from dragoman.fetching.addresses import Address, checked

AGENT = f"dragoman/{__version__} (reads the news for research; fetches only what its user names)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({429, 502, 503, 504})
CHUNK = 64 * 1024

Check = Callable[[str], Address]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take: `size` bytes as they come and as they are unpacked, `seconds` in all, so many redirects."""

    size: int = 10_000_000
    seconds: float = 30.0
    redirects: int = 5
    check: Check = field(default=checked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: `url` is the last address; `body` is empty for 304. Header names are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares."""
        parts = [part.strip() for part in self.headers.get("content-type", "").split(";")[1:]]
        return next((part[8:].strip("\"' ") for part in parts if part.lower().startswith("charset=")), None)


def get(url: str, headers: Mapping[str, str] | None = None, limits: Limits | None = None) -> Answer:
    """Return the answer to one request, redirects followed.

    Raises `InputError` for what cannot be had, `TransientError` for what may be had later.
    """
    bounds = limits or Limits()
    ends = time.monotonic() + bounds.seconds
    at = url
    for _ in range(bounds.redirects + 1):
        answer = _once(bounds.check(at), headers or {}, bounds, ends)
        if answer.status not in REDIRECTS:
            return answer
        at = urljoin(answer.url, answer.headers.get("location", ""))
    raise InputError(url, f"It leads on more than {bounds.redirects} times", "Open it in a browser, and name the last address")


def _once(address: Address, headers: Mapping[str, str], bounds: Limits, ends: float) -> Answer:
    connection = _connection(address, max(0.1, ends - time.monotonic()))
    try:
        asked = {"Host": _host(address), "User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"}
        connection.request("GET", address.target, headers={**asked, "Accept-Encoding": "gzip", "Connection": "close", **headers})
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        if answer.status in REDIRECTS or answer.status == 304:
            return Answer(address.url, answer.status, named, b"")
        return Answer(address.url, answer.status, named, _body(answer, named, address.url, bounds, ends))
    except ssl.SSLError as error:
        raise InputError(address.url, f"Its certificate is not accepted ({error.reason})", "Open it in a browser to see why") from error
    except (OSError, http.client.HTTPException) as error:
        raise TransientError(f"{address.url}: The server does not answer ({type(error).__name__}). Try again later.") from error
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], url: str, bounds: Limits, ends: float) -> bytes:
    """Take in no more than is allowed, packed and unpacked."""
    packed = headers.get("content-encoding", "identity").lower()
    if packed not in {"identity", "gzip", ""}:
        raise InputError(url, f"It comes in the form {packed!r}, which was not asked for", "Save the page in your browser, and read the file")
    inflater = zlib.decompressobj(31) if packed == "gzip" else None
    body = bytearray()
    taken = 0
    while chunk := answer.read(CHUNK):
        taken += len(chunk)
        try:
            body += inflater.decompress(chunk, bounds.size + 1 - len(body)) if inflater else chunk
        except zlib.error as error:
            raise InputError(url, "Its compression is broken", "Save the page in your browser, and read the file") from error
        if max(taken, len(body)) > bounds.size or (inflater and inflater.unconsumed_tail):
            raise InputError(url, f"It is larger than {bounds.size:,} bytes", "Save the article's text as a file, and read that")
        if time.monotonic() > ends:
            raise TransientError(f"{url}: It takes more than {bounds.seconds:g} seconds. Try again later.")
    return bytes(body)


def _host(address: Address) -> str:
    name = f"[{address.host}]" if ":" in address.host else address.host
    return name if address.port in {80, 443} else f"{name}:{address.port}"


class _Http(http.client.HTTPConnection):
    """A connection to an address that was checked: the name is not resolved a second time."""

    def __init__(self, address: Address, timeout: float) -> None:
        super().__init__(address.host, address.port, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        self.sock = _socket(self._address, self.timeout)


class _Https(http.client.HTTPSConnection):
    """The same with TLS; the certificate is that of the name."""

    def __init__(self, address: Address, timeout: float) -> None:
        context = ssl.create_default_context()
        super().__init__(address.host, address.port, timeout=timeout, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        self.sock = self._tls.wrap_socket(_socket(self._address, self.timeout), server_hostname=self._address.host)


def _connection(address: Address, timeout: float) -> http.client.HTTPConnection:
    return _Https(address, timeout) if address.scheme == "https" else _Http(address, timeout)


def _socket(address: Address, timeout: float | None) -> socket.socket:
    last: OSError = OSError("no address")
    for ip in address.ips:
        try:
            return socket.create_connection((ip, address.port), timeout=timeout)
        except OSError as error:
            last = error
    raise last
