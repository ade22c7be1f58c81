"""The application: routes to pages, each as HTML and as JSON, tables also as CSV."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dragoman import __version__
from dragoman.errors import InputError, RecordError
from dragoman.record.view import RecordView
from dragoman.showing.export.csv_table import table_lines
from dragoman.showing.pages.environment import Chrome, render, style
from dragoman.web.addresses import ADDRESSES, Address, Made, check_keys
from dragoman.web.errors import JSON, Refusal, RefusedError, answer, form_of
from dragoman.web.explaining import Explainer
from dragoman.web.judging import Judging, name_of
from dragoman.web.openapi import description
from dragoman.web.security import COOKIE, HEADERS, Guard
from dragoman.web.settings import Serving
from dragoman.web.static import script
from dragoman.web.views import Kept, Views

CSV = "text/csv; charset=utf-8"
WRONG = {
    400: ("The request cannot be read", "Use the forms of the pages"),
    404: ("There is no such page", "Go to the first page, or search"),
    405: ("That page is not asked for in this way", "Use the forms"),
    500: ("A fault of Dragoman", "What went wrong stands where it was started: please report it"),
}


def make_app(serving: Serving) -> Starlette:
    """Return the application for a record. Raises `RecordError` where this version cannot read it."""
    RecordView(serving.record).close()
    views, kept, judging, explainer = Views(serving), Kept(), Judging(serving), Explainer(serving)

    def page(address: Address) -> Callable[[Request], Awaitable[Response]]:
        def respond(request: Request) -> Response:
            return _respond(address, request, serving, views, kept)

        async def endpoint(request: Request) -> Response:
            if "explain" in address.keys and request.query_params.get("explain") == "1":
                request.state.reasons = await run_in_threadpool(explainer.reasons, request.path_params["id"])
            return await run_in_threadpool(respond, request)

        return endpoint

    ends = [(address, page(address)) for address in ADDRESSES]
    routes = [Route(path, end, methods=["GET"]) for address, end in ends for path in address.paths()]
    routes += [
        Route("/openapi.json", lambda _: Response(description(), media_type=JSON), methods=["GET"]),
        Route("/health", lambda _: Response(msgspec.json.encode({"status": "ok", "version": __version__}), media_type=JSON), methods=["GET"]),
        Route("/static/style.css", lambda _: _file(style(), "text/css"), methods=["GET"]),
        Route("/static/keys.js", lambda _: _file(script(), "text/javascript"), methods=["GET"]),
        Route("/key", lambda request: _key(request, serving), methods=["GET"]),
        Route("/judge", judging.judge, methods=["POST"]),
        Route("/undo", judging.undo, methods=["POST"]),
        Route("/by-hand", judging.by_hand, methods=["POST"]),
        Route("/by-hand/withdraw", judging.withdraw, methods=["POST"]),
    ]

    async def refused(request: Request, error: Exception) -> Response:
        made = answer(_refusal(error), serving, form_of(request.url.path, request.headers.get("accept", "")))
        made.headers.update(HEADERS)  # the answer to a fault of ours does not pass the guard
        return made

    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = dict.fromkeys(
        (RefusedError, RecordError, HTTPException, Exception), refused
    )
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.state.registers = serving.registers
    app.add_middleware(Guard, serving=serving)
    return app


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, RefusedError):
        return error.refusal
    if isinstance(error, RecordError):
        return Refusal(503, "The record cannot be read now", str(error))
    status = error.status_code if isinstance(error, HTTPException) else 500
    return Refusal(status, *WRONG.get(status, WRONG[400]))


def _respond(address: Address, request: Request, serving: Serving, views: Views, kept: Kept) -> Response:
    """Answer a request for a page in the form that its path or its `Accept` asks for."""
    form = form_of(request.url.path, request.headers.get("accept", ""))
    mark = views.mark(f"{request.url}|{form}|{request.cookies.get('by', '')}")
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers={"etag": mark})
    if (known := kept.get(mark)) is not None:
        return Response(known.body, headers=dict(known.headers))
    with views.view() as view:
        try:
            check_keys(request.query_params.keys(), address.keys)
            response = _shown(address, address.make(view, request, form), form, request, serving)
        except InputError as error:
            raise RefusedError(400, f"{error.where}: {error.cause}", error.repair) from error
    response.headers["etag"] = mark
    response.headers["cache-control"] = "no-cache"
    response.headers["vary"] = "accept, cookie"
    kept.put(mark, response)
    return response


def _shown(address: Address, made: Made, form: str, request: Request, serving: Serving) -> Response:
    asked = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != "after"])
    if form == "json":
        return Response(msgspec.json.encode(made.page), media_type=JSON)
    if form == "csv" and address.row is not None:
        more = {"link": f'<{request.url.path}?{asked}{"&" if asked else ""}after={made.after}>; rel="next"'} if made.after else {}
        return Response(b"".join(table_lines(made.rows, address.row)), media_type=CSV, headers=more)
    by = name_of(request, serving)
    chrome = Chrome(made.title, serving.record.name, live=True, read_only=serving.read_only, by=by, asks=not serving.by, token=serving.token)
    return HTMLResponse(render(address.template, page=made.page, chrome=chrome, query_string=asked))


def _file(text: str, media_type: str) -> Response:
    return Response(text, media_type=media_type, headers={"cache-control": "no-cache"})


def _key(request: Request, serving: Serving) -> Response:
    """Take the key from the address once, and keep it in a cookie that no script reads and no other page sends."""
    given = request.query_params.get("key", "")
    if serving.key is None or not secrets.compare_digest(given.encode(), serving.key.encode()):
        raise RefusedError(401, "That is not the key of this server", "Open the address that was printed when it started")
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, given, httponly=True, samesite="strict")
    return response
