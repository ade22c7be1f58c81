"""Forms: judging claims, undoing that, and recording claims by hand. Each is answered by leading back to the page; nothing is deleted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman import domain
from dragoman.coding.by_hand import claim_by_hand
from dragoman.errors import InputError, RecordError, TransientError
from dragoman.record.view import RecordView
from dragoman.record.writer import RecordWriter
from dragoman.running.reconcile import refresh
from dragoman.web.errors import RefusedError
from dragoman.web.settings import Serving

NAME_LASTS = 90 * 24 * 3600
LONGEST_NAME, LONGEST_NOTE = 80, 500
GONE = "It may have changed when its article was read anew: load the page again"


class Judging:
    """What the forms do to a record."""

    def __init__(self, serving: Serving) -> None:
        """Write to the record of `serving`, under a name that it or the form gives."""
        self._serving = serving

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

    async def _done(self, request: Request, do: Callable[[Mapping[str, str], str], str]) -> Response:
        async with request.form(max_files=0, max_fields=30) as form:
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
        if not secrets.compare_digest(fields.get("token", "").encode(), self._serving.token.encode()):
            raise RefusedError(403, "The form is of an earlier start of this server, or of another page", "Load the page again and send it anew")
        by = (self._serving.by or fields.get("by", "") or request.cookies.get("by", "")).strip()[:LONGEST_NAME]
        if not by or not by.isprintable():
            raise RefusedError(400, "A judgement needs a name", "Write who judges, or start with --by NAME")
        try:
            where = await run_in_threadpool(do, fields, by)
        except InputError as error:
            raise RefusedError(400, f"{error.where}: {error.cause}", error.repair) from error
        except TransientError as error:
            raise RefusedError(503, "Another process is writing to the record", "Send the form again in a moment") from error
        response = RedirectResponse(where, status_code=303)
        if not self._serving.by:
            response.set_cookie("by", quote(by), max_age=NAME_LASTS, httponly=True, samesite="strict")
        return response

    def _judge(self, fields: Mapping[str, str], by: str) -> str:
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
        refresh(self._serving.record)
        return f"/judgements#j-{number}"

    def _undo(self, fields: Mapping[str, str], by: str) -> str:
        number = _number(fields)
        with RecordView(self._serving.record) as view:
            if number not in {judgement.number for judgement in view.judgements()}:
                raise RefusedError(404, f"There is no judgement {number}", "Load the page again")
        with RecordWriter(self._serving.record) as writer:
            made = writer.judge("undo", by, undoes=number)
        refresh(self._serving.record)
        return f"/judgements#j-{made}"

    def _by_hand(self, fields: Mapping[str, str], by: str) -> str:
        with RecordView(self._serving.record) as view:
            stored = view.article(fields.get("article", ""))
        if stored is None:
            raise RefusedError(404, "The record does not have that article now", GONE)
        start, end = _number(fields, "start"), _number(fields, "end")
        words = fields.get("words", "").replace("\r\n", "\n")
        if stored.article.text[start:end] != words or not words.strip():
            raise RefusedError(409, "The selected words are not at that place of the record's text", "Load the article again and select them anew")
        claim = claim_by_hand(stored.article, start, end, fields)
        try:
            with RecordWriter(self._serving.record) as writer:
                writer.record_by_hand(claim, by)
        except RecordError as error:
            raise RefusedError(409, "The article has changed meanwhile", "Load it again and select the words anew") from error
        refresh(self._serving.record)
        return f"/article/{quote(stored.article.id, safe='')}#c-{claim.id}"

    def _withdraw(self, fields: Mapping[str, str], by: str) -> str:
        try:
            with RecordWriter(self._serving.record) as writer:
                writer.withdraw_by_hand(_number(fields), by)
        except RecordError as error:
            raise RefusedError(404, "There is no such claim by hand", "Load the page again") from error
        refresh(self._serving.record)
        return "/judgements"


def _number(fields: Mapping[str, str], key: str = "number") -> int:
    given = fields.get(key, "")
    if not given.isascii() or not given.isdigit() or len(given) > 12:
        raise InputError(key, f"{given!r} is no number", "Write digits")
    return int(given)
