"""What the exports of flows say in words: who pays whom."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from dragoman.knowledge.tables import load_table
from dragoman.showing.export.cells import one_line

_DIRECTION = {"debt": "owes", "rescheduling": "for its debt to"}
NOBODY = "—"


def flow_title(claim: Mapping[str, Any]) -> str:
    """`repayment repaid: Ecuador to China, $610 million`: who gives, pays or owes stands first, as in the claim, whoever is the creditor."""
    giver, taker = (name_of(claim[side]) or NOBODY for side in ("provider", "recipient"))
    figure = f", {claim['amount']['text']}" if claim["amount"] else ""
    return one_line(f"{claim['flow_type']} {claim['status']}: {giver} {_DIRECTION.get(claim['flow_type'], 'to')} {taker}{figure}")


def name_of(ref: Mapping[str, Any] | None) -> str | None:
    """The name of an actor."""
    return str(ref["name"]) if ref else None


@cache
def state_names() -> Mapping[str, str]:
    """The names of states by ISO 3166 alpha-3."""
    return {row.text("id"): row.text("name") for row in load_table("actors/states.csv", ("id", "name"))}


@cache
def iso2() -> Mapping[str, str]:
    """ISO 3166 alpha-2 by alpha-3."""
    return {row.text("country"): row.text("iso2") for row in load_table("actors/iso2.csv", ("country", "iso2"))}
