"""Dragoman reads the news and keeps the record of dealings between states.

`Reader` makes claims of articles, `Record` answers from what was kept; `docs/python.md` shows both. Nothing is loaded before it is named.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.api.reader import Reader, Readings
    from dragoman.api.record import Added, Pair, Record
    from dragoman.domain import Article, Event, Finding, Flow, Reading, Relation, Statement
    from dragoman.errors import DragomanError, InputError
    from dragoman.reading.article import RawArticle

__version__ = "0.1.0"
__all__ = [
    "Added",
    "Article",
    "DragomanError",
    "Event",
    "Finding",
    "Flow",
    "InputError",
    "Pair",
    "RawArticle",
    "Reader",
    "Reading",
    "Readings",
    "Record",
    "Relation",
    "Statement",
]
_PLACES = {
    "api.reader": ("Reader", "Readings"),
    "api.record": ("Added", "Pair", "Record"),
    "domain": ("Article", "Event", "Finding", "Flow", "Reading", "Relation", "Statement"),
    "errors": ("DragomanError", "InputError"),
    "reading.article": ("RawArticle",),
}


def __getattr__(name: str) -> Any:
    """Load the module of a name when it is first asked for."""
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"dragoman.{module}"), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}; it has {', '.join(__all__)}")
