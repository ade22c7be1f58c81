"""The application: routes to pages, each as HTML and as JSON, tables also as CSV."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dragoman import __version__
from dragoman.coding.ontology import load_ontology
from dragoman.errors import InputError, RecordError
from dragoman.knowledge.vocabulary import FLOW_TYPES
from dragoman.record.filters import selection_of
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.showing.export.csv_table import table_lines
from dragoman.showing.pages.actor import actor_page
from dragoman.showing.pages.article import article_page
from dragoman.showing.pages.claim import claim_page
from dragoman.showing.pages.decided import judgements_page
from dragoman.showing.pages.environment import Chrome, render, style
from dragoman.showing.pages.finding import finding_page
from dragoman.showing.pages.front import front_page
from dragoman.showing.pages.ledger import ledger_page
from dragoman.showing.pages.pair import pair_page
from dragoman.showing.pages.search import search_page
from dragoman.showing.pages.ties import network_page
from dragoman.web.errors import RefusedError, answer
from dragoman.web.explaining import Explainer
from dragoman.web.judging import GONE, Judging
from dragoman.web.openapi import description
from dragoman.web.security import COOKIE, Guard
from dragoman.web.settings import Serving
from dragoman.web.static import script
from dragoman.web.views import Views

CLAIM_TYPES = {"event": frozenset(load_ontology().types), "flow": FLOW_TYPES}
KEPT = 32
"""So many answers of each page are remembered as long as the record stays as it is."""
PAIR = {"dates": ("both", "event"), "unit": ("happenings", "claims")}
"""What a pair's page is asked, each with its values, the usual one first."""
JSON, CSV = "application/json", "text/csv; charset=utf-8"
Page = Any


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made: its values, template and title, and its rows where it is a table."""

    page: Page
    template: str
    title: str
    rows: Iterable[Any] = ()


Maker = Callable[[RecordView, Request], Made]


def make_app(serving: Serving) -> Starlette:
    """Return the application for a record. Raises `RecordError` where this version cannot read it."""
    RecordView(serving.record).close()
    views, judging, explainer = Views(serving), Judging(serving), Explainer(serving)

    def page(path: str, maker: Maker) -> list[Route]:
        end = _endpoint(maker, serving, views)
        forms = [f"{path}.json", f"{path}.csv"] if path != "/" else ["/index.json"]
        return [Route(one, end, methods=["GET"]) for one in (*forms, path)]

    async def explained(request: Request) -> Response:
        if request.query_params.get("explain") != "1":
            return await _endpoint(_claim, serving, views)(request)
        reasons = await run_in_threadpool(explainer.reasons, request.path_params["id"])
        return await _endpoint(lambda view, asked: _claim(view, asked, reasons), serving, views)(request)

    routes = [
        *page("/", _front),
        *page("/article/{id:path}", _article),
        *page("/finding/{id}", _finding),
        Route("/claim/{id}.json", explained, methods=["GET"]),
        Route("/claim/{id}", explained, methods=["GET"]),
        *page("/pair/{one}/{other}", _pair),
        *page("/actor/{id:path}", _actor),
        *page("/ledger", _ledger),
        *page("/network", _network),
        *page("/search", _search),
        *page("/judgements", _judgements),
        Route("/openapi.json", lambda _: Response(description(), media_type=JSON), methods=["GET"]),
        Route("/health", lambda _: Response(msgspec.json.encode({"status": "ok", "version": __version__}), media_type=JSON), methods=["GET"]),
        Route("/static/style.css", lambda _: Response(style(), media_type="text/css"), methods=["GET"]),
        Route("/static/keys.js", lambda _: Response(script(), media_type="text/javascript"), methods=["GET"]),
        Route("/key", lambda request: _key(request, serving), methods=["GET"]),
        Route("/judge", judging.judge, methods=["POST"]),
        Route("/undo", judging.undo, methods=["POST"]),
        Route("/by-hand", judging.by_hand, methods=["POST"]),
        Route("/by-hand/withdraw", judging.withdraw, methods=["POST"]),
    ]

    async def refused(_: Request, error: Exception) -> Response:
        return answer(error.refusal, serving) if isinstance(error, RefusedError) else _unknown(serving, error)

    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = dict.fromkeys((RefusedError, RecordError, 404, 405), refused)
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.add_middleware(Guard, serving=serving)
    return app


def _unknown(serving: Serving, error: Exception) -> Response:
    status = getattr(error, "status_code", 503)
    causes = {404: ("There is no such page", "Go to the first page, or search"), 405: ("That page is not asked for in this way", "Use the forms")}
    cause, repair = causes.get(status, (str(error), "Try again; if it stays so, check the record with `dragoman check`"))
    return answer(RefusedError(status, cause, repair).refusal, serving)


def _endpoint(maker: Maker, serving: Serving, views: Views) -> Callable[[Request], Awaitable[Response]]:
    """Answer a request for a page in the form that its path or its `Accept` asks for."""
    kept: dict[str, Response] = {}

    def respond(request: Request) -> Response:
        form = _form(request)
        mark = views.mark(f"{request.url}|{form}|{request.cookies.get('by', '')}")
        if request.headers.get("if-none-match") == mark:
            return Response(status_code=304, headers={"etag": mark})
        if (known := kept.get(mark)) is not None:
            return Response(known.body, headers=dict(known.headers))
        with views.view() as view:
            try:
                made = maker(view, request)
            except InputError as error:
                raise RefusedError(400, f"{error.where}: {error.cause}", error.repair) from error
            response = _shown(made, form, request, serving)
        if len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[mark] = response
        response.headers["etag"] = mark
        response.headers["cache-control"] = "no-cache"
        response.headers["vary"] = "accept, cookie"
        return response

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(respond, request)

    return endpoint


def _form(request: Request) -> str:
    path = request.url.path
    if path.endswith((".json", ".csv")):
        return path.rpartition(".")[2]
    accepted = request.headers.get("accept", "")
    return "json" if JSON in accepted and "text/html" not in accepted else "html"


def _shown(made: Made, form: str, request: Request, serving: Serving) -> Response:
    if form == "json":
        return Response(msgspec.json.encode(made.page), media_type=JSON)
    if form == "csv":
        rows = list(made.rows)
        if not rows and not made.template.startswith(("ledger", "network")):
            raise RefusedError(404, "This page is no table", "Ask for it as .json")
        return Response(b"".join(table_lines(rows)), media_type=CSV)
    by = serving.by or request.cookies.get("by", "")
    chrome = Chrome(made.title, serving.record.name, live=True, read_only=serving.read_only, by=by, token=serving.token)
    asked = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("after="))
    return HTMLResponse(render(made.template, page=made.page, chrome=chrome, query_string=asked))


def asked(request: Request) -> Selection:
    """Return the selection of a query; raises `InputError` for what is unknown."""
    return selection_of(request.query_params.multi_items(), CLAIM_TYPES)


def _known(page: Page | None, what: str, request: Request) -> Page:
    if page is None:
        raise RefusedError(404, f"The record has no {what} {request.path_params['id']!r} now", GONE)
    return page


def _front(view: RecordView, _: Request) -> Made:
    return Made(front_page(view), "front.html", "Record")


def _article(view: RecordView, request: Request) -> Made:
    page = _known(article_page(view, request.path_params["id"]), "article", request)
    return Made(page, "article.html", page.title or page.id)


def _finding(view: RecordView, request: Request) -> Made:
    page = _known(finding_page(view, request.path_params["id"]), "finding", request)
    return Made(page, "finding.html", page.headline)


def _claim(view: RecordView, request: Request, reasons: Any = None) -> Made:
    page = _known(claim_page(view, request.path_params["id"], reasons), "claim", request)
    return Made(page, "claim.html", page.card.headline)


def _pair(view: RecordView, request: Request) -> Made:
    one, other = request.path_params["one"], request.path_params["other"]
    asked_for = dict(request.query_params)
    for key, values in PAIR.items():
        if asked_for.setdefault(key, values[0]) not in values:
            raise InputError(key, f"{asked_for[key]!r} is unknown", f"Use {', '.join(values)}")
    if unknown := asked_for.keys() - PAIR.keys():
        raise InputError(min(unknown), "there is no such filter here", f"Use {', '.join(PAIR)}; filters of claims are on /search")
    page = pair_page(view, one, other, asked_for["dates"], asked_for["unit"])
    return Made(page, "pair.html", f"{page.one_name} and {page.other_name}", page.ledger.lines)


def _actor(view: RecordView, request: Request) -> Made:
    page = _known(actor_page(view, request.path_params["id"]), "actor", request)
    return Made(page, "actor.html", page.name, page.partners)


def _ledger(view: RecordView, request: Request) -> Made:
    page = ledger_page(view, asked(request))
    return Made(page, "ledger.html", "Ledger", page.flows.lines)


def _network(view: RecordView, request: Request) -> Made:
    page = network_page(view, asked(request))
    return Made(page, "network.html", "Network", page.dyads)


def _search(view: RecordView, request: Request) -> Made:
    page = search_page(view, asked(request))
    return Made(page, "search.html", page.text or "Claims")


def _judgements(view: RecordView, _: Request) -> Made:
    return Made(judgements_page(view), "judgements.html", "Judgements")


def _key(request: Request, serving: Serving) -> Response:
    """Take the key from the address once, and keep it in a cookie that no script reads and no other page sends."""
    given = request.query_params.get("key", "")
    if serving.key is None or not secrets.compare_digest(given.encode(), serving.key.encode()):
        raise RefusedError(401, "That is not the key of this server", "Open the address that was printed when it started")
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, given, httponly=True, samesite="strict")
    return response
