"""The types that claims have, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from dragoman.coding.ontology import load_ontology
from dragoman.coding.statements.drafts import QuoteKind
from dragoman.knowledge.vocabulary import FLOW_TYPES, RELATION_TYPES


@cache
def types_by_kind() -> Mapping[str, frozenset[str]]:
    """The types of events, statements (how they are quoted), flows and relations."""
    return {"event": frozenset(load_ontology().types), "statement": frozenset(get_args(QuoteKind)), "flow": FLOW_TYPES, "relation": RELATION_TYPES}
