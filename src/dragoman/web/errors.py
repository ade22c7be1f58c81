"""What is answered where something is wrong: a status, the cause and the repair, as a page or as JSON."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from starlette.responses import HTMLResponse, Response

from dragoman.showing.pages.environment import Chrome, render
from dragoman.web.settings import Serving

JSON = "application/json"
GONE = "It may have changed when its article was read anew: load the page again, or search"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a request, and what would be right."""

    status: int
    cause: str
    repair: str


class RefusedError(Exception):
    """Raised by a page that cannot answer."""

    def __init__(self, status: int, cause: str, repair: str) -> None:
        """See `Refusal`."""
        super().__init__(cause)
        self.refusal = Refusal(status, cause, repair)


def form_of(path: str, accept: str) -> str:
    """Return the form in which a path, else the header `Accept`, asks for a page: html, json or csv."""
    if path.endswith((".json", ".csv")):
        return path.rpartition(".")[2]
    return "json" if JSON in accept and "text/html" not in accept else "html"


def answer(refusal: Refusal, serving: Serving, form: str = "html") -> Response:
    """Return what is said of a refusal: a page where one was asked for, else JSON."""
    if form != "html":
        return Response(msgspec.json.encode(refusal), status_code=refusal.status, media_type=JSON)
    chrome = Chrome(refusal.cause, serving.record.name, live=True, read_only=True)
    return HTMLResponse(render("error.html", page=refusal, chrome=chrome), status_code=refusal.status)
