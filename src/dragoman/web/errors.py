"""What is answered where something is wrong: a status, the cause and the repair, as a page or as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import HTMLResponse, Response

from dragoman.showing.pages.environment import Chrome, render
from dragoman.web.settings import Serving


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


def answer(refusal: Refusal, serving: Serving) -> Response:
    """Return the page of a refusal."""
    chrome = Chrome(refusal.cause, serving.record.name, live=True, read_only=True)
    return HTMLResponse(render("error.html", page=refusal, chrome=chrome), status_code=refusal.status)
