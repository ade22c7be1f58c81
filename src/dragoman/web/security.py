"""What every request and answer passes: whose host is asked for, where a form comes from, how large anything may be, what a page may load."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.errors import Refusal, answer, form_of
from dragoman.web.settings import Serving

LARGEST_BODY, LONGEST_QUERY = 64 * 1024, 2 * 1024
COOKIE = "dragoman"
TOO_LARGE = Refusal(413, "The form is too large", f"Send {LARGEST_BODY // 1024} kB at most")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no-referrer would have browsers hide, too, that a form is of our own page
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


class Guard:
    """An ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        """Guard `app` as `serving` says."""
        self._app, self._serving = app, serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer what is wrong with it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        form = form_of(scope["path"], Headers(scope=scope).get("accept", ""))
        refusal = self._refusal(scope)
        if refusal is not None:
            await answer(refusal, self._serving, form)(scope, receive, sent)
            return
        body = _Bounded(receive)
        try:
            await self._app(scope, body, sent)
        except _TooLargeError:
            await answer(TOO_LARGE, self._serving, form)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._serving.hosts:
            return Refusal(421, "This server does not answer to that name", f"Ask for http://{self._serving.hosts[0]}/")
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return Refusal(414, "The question is too long", f"Write {LONGEST_QUERY} bytes at most")
        if self._serving.key is not None and not self._knows_key(scope, headers):
            return Refusal(401, "This server wants its key", "Open the address with ?key=… that was printed when it started")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_BODY:
            return TOO_LARGE
        if scope["method"] not in {"GET", "HEAD"}:
            return self._foreign(headers)
        return None

    def _foreign(self, headers: Headers) -> Refusal | None:
        """A form of another page is none of ours; browsers say where a form comes from."""
        if self._serving.read_only:
            return Refusal(403, "This server only reads", "Start it without --read-only to judge")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc not in self._serving.hosts:
            return Refusal(403, "The form comes from another page", "Judge on the pages of this server")
        return None

    def _knows_key(self, scope: Scope, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        given = cookie[COOKIE].value if COOKIE in cookie else ""
        return scope["path"] == "/key" or secrets.compare_digest(given.encode(), (self._serving.key or "").encode())


class _TooLargeError(Exception):
    pass


class _Bounded:
    """A body of which no more than is allowed is taken in, whatever its header says."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._taken = receive, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > LARGEST_BODY:
            raise _TooLargeError
        return message
