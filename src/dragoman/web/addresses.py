"""The pages by address: what each shows, what its JSON holds, which keys may be asked for. The application and its description follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from dragoman.coding.types import types_by_kind
from dragoman.errors import InputError
from dragoman.record.browsing import Dyad, dyads
from dragoman.record.filters import KEYS, selection_of
from dragoman.record.selecting import Selection
from dragoman.record.view import RecordView
from dragoman.running.same import known_as, with_same
from dragoman.showing.pages.actor import ActorPage, actor_page
from dragoman.showing.pages.article import ArticlePage, article_page
from dragoman.showing.pages.claim import ClaimPage, claim_page
from dragoman.showing.pages.decided import JudgementsPage, judgements_page
from dragoman.showing.pages.finding import FindingPage, finding_page
from dragoman.showing.pages.front import FrontPage, front_page
from dragoman.showing.pages.ledger import LedgerPage, Line, ledger_page
from dragoman.showing.pages.pair import PairPage, pair_page
from dragoman.showing.pages.search import SearchPage, search_page
from dragoman.showing.pages.ties import NetworkPage, network_page, period
from dragoman.web.errors import GONE, RefusedError

ROWS = 5000
"""So many rows has a file of a table; where there are more, the answer's header `Link` leads to them."""
LEDGER = frozenset(KEYS) - {"kind"}
PAIR = {"dates": ("both", "event"), "unit": ("happenings", "claims")}
"""What a pair's page is asked, each with its values, the usual one first."""
NETWORK = frozenset({"kind", "since", "until"})


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made: its values and title, its rows where it is a table, and where those go on."""

    page: Any
    title: str
    rows: Sequence[Any] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A page. `make` gets the form that is asked for (html, json, csv); `row` is what a row of its table is, None where it is no table."""

    path: str
    template: str
    holds: type
    make: Callable[[RecordView, Request, str], Made]
    keys: frozenset[str] = frozenset()
    row: type | None = None

    def paths(self) -> list[str]:
        """The addresses of its forms, those with an ending first: an id may have any letters."""
        if self.path == "/":
            return ["/index.json", "/"]
        return [f"{self.path}.json", *([f"{self.path}.csv"] if self.row else []), self.path]


def asked(request: Request) -> Selection:
    """Return the selection of a query; raises `InputError` for what is unknown."""
    return with_same(selection_of(request.query_params.multi_items(), types_by_kind()), request.app.state.registers)


def check_keys(keys: Iterable[str], known: frozenset[str]) -> None:
    """Raise `InputError` for a key that a page does not know: what is not heeded must not look as if it were."""
    for key in keys:
        if key not in known:
            raise InputError(key, "there is no such filter here", f"Use {', '.join(sorted(known))}" if known else "This page takes none")


def _known(page: Any | None, what: str, request: Request) -> Any:
    if page is None:
        raise RefusedError(404, f"The record has no {what} {request.path_params['id']!r} now", GONE)
    return page


def _front(view: RecordView, _: Request, __: str) -> Made:
    return Made(front_page(view), "Record")


def _article(view: RecordView, request: Request, _: str) -> Made:
    page = _known(article_page(view, request.path_params["id"]), "article", request)
    return Made(page, page.title or page.id)


def _finding(view: RecordView, request: Request, _: str) -> Made:
    page = _known(finding_page(view, request.path_params["id"]), "finding", request)
    return Made(page, page.headline)


def _claim(view: RecordView, request: Request, _: str) -> Made:
    page = _known(claim_page(view, request.path_params["id"], getattr(request.state, "reasons", None)), "claim", request)
    return Made(page, page.card.headline)


def _pair(view: RecordView, request: Request, _: str) -> Made:
    chosen = {key: request.query_params.get(key, values[0]) for key, values in PAIR.items()}
    for key, value in chosen.items():
        if value not in PAIR[key]:
            raise InputError(key, f"{value!r} is unknown", f"Use {', '.join(PAIR[key])}")
    page = pair_page(view, request.path_params["one"], request.path_params["other"], chosen["dates"], chosen["unit"])
    return Made(page, f"{page.one_name} and {page.other_name}", page.ledger.lines)


def _actor(view: RecordView, request: Request, _: str) -> Made:
    actor = request.path_params["id"]
    page = _known(actor_page(view, actor, known_as(actor, request.app.state.registers)), "actor", request)
    return Made(page, page.name, page.partners)


def _ledger(view: RecordView, request: Request, form: str) -> Made:
    page = ledger_page(view, asked(request), *([ROWS] if form == "csv" else []))
    return Made(page, "Ledger", page.flows.lines, page.after)


def _network(view: RecordView, request: Request, form: str) -> Made:
    selection = asked(request)
    page = network_page(view, selection)
    rows = tuple(dyads(view, *period(selection), selection.kind)) if form == "csv" else page.dyads
    return Made(page, "Network", rows)


def _search(view: RecordView, request: Request, _: str) -> Made:
    page = search_page(view, asked(request))
    return Made(page, page.text or "Claims")


def _judgements(view: RecordView, _: Request, __: str) -> Made:
    return Made(judgements_page(view), "Judgements")


ADDRESSES = (
    Address("/", "front.html", FrontPage, _front),
    Address("/article/{id:path}", "article.html", ArticlePage, _article),
    Address("/finding/{id}", "finding.html", FindingPage, _finding),
    Address("/claim/{id}", "claim.html", ClaimPage, _claim, frozenset({"explain"})),
    Address("/pair/{one}/{other}", "pair.html", PairPage, _pair, frozenset(PAIR), Line),
    Address("/actor/{id:path}", "actor.html", ActorPage, _actor, row=Dyad),
    Address("/ledger", "ledger.html", LedgerPage, _ledger, LEDGER, Line),
    Address("/network", "network.html", NetworkPage, _network, NETWORK, Dyad),
    Address("/search", "search.html", SearchPage, _search, frozenset(KEYS)),
    Address("/judgements", "judgements.html", JudgementsPage, _judgements),
)
