"""Forms: judging claims, undoing that, and recording claims by hand. Each is answered by leading back to the page; nothing is deleted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman import domain
from dragoman.coding.by_hand import claim_by_hand
from dragoman.errors import InputError, RecordError, TransientError
from dragoman.record.browsing import findings_with
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import refresh
from dragoman.web.errors import GONE, RefusedError
from dragoman.web.settings import Serving

NAME_LASTS = 90 * 24 * 3600
LONGEST_NAME, LONGEST_NOTE = 80, 500
PATIENCE = 2.0
"""So many seconds an answer waits for the findings."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a form did: the claim it was about, None where that is unknown, and where its undo stands."""

    claim: str | None
    undo: str


def name_of(request: Request, serving: Serving) -> str:
    """Return who judges: as the server was started, else as the last form said."""
    return serving.by or unquote(request.cookies.get("by", ""))


class Judging:
    """What the forms do to a record."""

    def __init__(self, serving: Serving) -> None:
        """Write to the record of `serving`, under a name that it or the form gives."""
        self._serving = serving
        self._behind = ThreadPoolExecutor(1)

    async def judge(self, request: Request) -> Response:
        """Keep a judgement: `verdict`, `claim`, for `same` and `different` `other`, and `note`."""
        return await self._done(request, self._judge)

    async def undo(self, request: Request) -> Response:
        """Undo a judgement by its `number`."""
        return await self._done(request, self._undo)

    async def by_hand(self, request: Request) -> Response:
        """Record a claim: `article`, `start`, `end` in code points, `words` as they were selected, and the fields of the claim."""
        return await self._done(request, self._by_hand)

    async def withdraw(self, request: Request) -> Response:
        """Take back a claim by hand by its `number`."""
        return await self._done(request, self._withdraw)

    async def _done(self, request: Request, do: Callable[[Mapping[str, str], str], Done]) -> Response:
        async with request.form(max_files=0, max_fields=30) as form:
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
        if not secrets.compare_digest(fields.get("token", "").encode(), self._serving.token.encode()):
            raise RefusedError(403, "The form is of an earlier start of this server, or of another page", "Load the page again and send it anew")
        by = (self._serving.by or fields.get("by", "") or name_of(request, self._serving)).strip()[:LONGEST_NAME]
        if not by or not by.isprintable():
            raise RefusedError(400, "A judgement needs a name", "Write who judges, or start with --by NAME")
        try:
            done = await run_in_threadpool(do, fields, by)
            await run_in_threadpool(self._bring_up_to_date)
            where = await run_in_threadpool(self._where, request.headers.get("referer", ""), done)
        except InputError as error:
            raise RefusedError(400, f"{error.where}: {error.cause}", error.repair) from error
        except TransientError as error:
            raise RefusedError(503, "Another process is writing to the record", "Send the form again in a moment") from error
        response = RedirectResponse(where, status_code=303)
        if not self._serving.by:
            response.set_cookie("by", quote(by), max_age=NAME_LASTS, httponly=True, samesite="strict")
        return response

    def _bring_up_to_date(self) -> None:
        """Make the findings anew that are concerned, behind the answer where that takes long.

        What was judged is kept already: where another process is writing now, who comes next makes them.
        """
        with suppress(TransientError, TimeoutError):
            self._behind.submit(refresh, self._serving.record).result(PATIENCE)

    def _where(self, referer: str, done: Done) -> str:
        """Return the page that the form stood on, at the claim. A finding may have another id now: that is a hash of its claims."""
        parts = urlsplit(referer)
        kind = parts.path.split("/")[1] if parts.netloc in self._serving.hosts and parts.path.startswith("/") else ""
        if done.claim is None or kind not in {"article", "finding", "claim"} or done.undo.startswith("/article/"):
            return done.undo
        if kind == "article":
            return f"{parts.path}#c-{done.claim}"
        with RecordView(self._serving.record) as view:
            found = findings_with(view, [done.claim]) if kind == "finding" else {}
        return f"/finding/{found[done.claim].id}#v-{done.claim}" if found else f"/claim/{quote(done.claim, safe='')}#judge"

    def _judge(self, fields: Mapping[str, str], by: str) -> Done:
        verdict, claim, other = fields.get("verdict", ""), fields.get("claim", ""), fields.get("other") or None
        if verdict not in {"same", "different", "wrong"}:
            raise InputError("verdict", f"{verdict!r} is unknown", "Use same, different or wrong")
        with RecordView(self._serving.record) as view:
            one = view.claim(claim)
            two = view.claim(other) if other and verdict != "wrong" else None
        if one is None or (verdict != "wrong" and two is None):
            raise RefusedError(404, "The record does not have that claim now", GONE)
        if two is not None and (one.id == two.id or one.kind != two.kind or one.kind == "statement"):
            raise RefusedError(400, "Only two events, two flows or two relations are the same or different", "Choose another claim")
        with RecordWriter(self._serving.record) as writer:
            number = writer.judge(
                cast(domain.Judging, verdict), by, claim, two.id if two else None, note=fields.get("note", "")[:LONGEST_NOTE] or None
            )
        return Done(claim, f"/judgements#j-{number}")

    def _undo(self, fields: Mapping[str, str], by: str) -> Done:
        number = _number(fields)
        with RecordView(self._serving.record) as view:
            judgement = next((one for one in view.judgements() if one.number == number), None)
        if judgement is None:
            raise RefusedError(404, f"There is no judgement {number}", "Load the page again")
        with RecordWriter(self._serving.record) as writer:
            made = writer.judge("undo", by, undoes=number)
        return Done(judgement.claim, f"/judgements#j-{made}")

    def _by_hand(self, fields: Mapping[str, str], by: str) -> Done:
        with RecordView(self._serving.record) as view:
            stored = view.article(fields.get("article", ""))
        if stored is None:
            raise RefusedError(404, "The record does not have that article now", GONE)
        start, end = _place(stored.article.text, fields)
        claim = claim_by_hand(stored.article, start, end, fields)
        try:
            with RecordWriter(self._serving.record) as writer:
                writer.record_by_hand(claim, by)
        except RecordError as error:
            raise RefusedError(409, "The article has changed meanwhile", "Load it again and select the words anew") from error
        return Done(claim.id, f"/article/{quote(stored.article.id, safe='')}#c-{claim.id}")

    def _withdraw(self, fields: Mapping[str, str], by: str) -> Done:
        try:
            with RecordWriter(self._serving.record) as writer:
                writer.withdraw_by_hand(_number(fields), by)
        except RecordError as error:
            raise RefusedError(404, "There is no such claim by hand", "Load the page again") from error
        return Done(None, "/judgements#by-hand")


def _number(fields: Mapping[str, str], key: str = "number") -> int:
    given = fields.get(key, "")
    if not given.isascii() or not given.isdigit() or len(given) > 12:
        raise InputError(key, f"{given!r} is no number", "Write digits")
    return int(given)


def _place(text: str, fields: Mapping[str, str]) -> tuple[int, int]:
    """Return where the words of a form stand: at `start` and `end`, else, where these are empty, at the one place that has them.

    Forms send line ends in their own way, so those are compared as one.
    """
    words = _lines(fields.get("words", ""))
    if fields.get("start") or fields.get("end"):
        start, end = _number(fields, "start"), _number(fields, "end")
        if not words.strip() or _lines(text[start:end]) != words:
            raise RefusedError(409, "The selected words are not at that place of the record's text", "Load the article again and select them anew")
        return start, end
    words = words.strip()
    start = text.find(words) if words else -1
    if start < 0:
        raise RefusedError(409, "The article does not have these words", "Copy them from the article, letter by letter")
    if text.find(words, start + 1) >= 0:
        raise RefusedError(409, "The article has these words more than once", "Take some words around them too, or select them and press n")
    return start, start + len(words)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
